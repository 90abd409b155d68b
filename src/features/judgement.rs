//! Outcome and rationale side by side, in words for people.

use crate::letter::Outcome;
use crate::prose::{Reading, Verdict};
use crate::rules::ItemFacts;

/// How an item's outcome and its rationale go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// Both say the same.
    Agree,
    /// One says necessary and the other not.
    Disagree,
    /// One of them is missing, or does not say clearly.
    Open,
}

/// How an item's outcome and its rationale go together.
pub fn agreement(item: &ItemFacts) -> Agreement {
    let outcome = item.outcome.as_ref().and_then(|o| o.outcome);
    let Some((outcome, verdict)) = outcome.zip(item.verdict.as_ref().and_then(|r| r.verdict)) else {
        return Agreement::Open;
    };
    match (outcome, verdict) {
        (Outcome::Upheld, Verdict::NotNecessary)
        | (Outcome::Overturned, Verdict::Necessary)
        | (Outcome::Partial, Verdict::Partial) => Agreement::Agree,
        (Outcome::Upheld, Verdict::Necessary) | (Outcome::Overturned, Verdict::NotNecessary) => Agreement::Disagree,
        (Outcome::Partial, _) | (_, Verdict::Partial) => Agreement::Open,
    }
}

/// What a rationale concludes, to follow "the rationale concludes:".
pub fn verdict_words(reading: Option<&Reading>) -> &'static str {
    let Some(reading) = reading else {
        return "no rationale";
    };
    match reading.verdict {
        None => "no conclusion",
        Some(_) if !reading.dissent.is_empty() => "conflicting conclusions",
        Some(Verdict::Necessary) => "medically necessary",
        Some(Verdict::NotNecessary) => "not medically necessary",
        Some(Verdict::Partial) => "medically necessary in part",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::rules::OutcomeFact;
    use crate::text::Span;

    /// An item with this outcome and conclusion, and nothing else.
    pub fn item(outcome: Option<Outcome>, verdict: Option<Verdict>) -> ItemFacts {
        ItemFacts {
            title: "MRI of the knee".into(),
            outcome: outcome.map(|o| OutcomeFact { word: Span::empty(0), text: o.word().into(), outcome: Some(o) }),
            verdict: Some(Reading { verdict, ..Reading::default() }),
            ..ItemFacts::default()
        }
    }

    #[test]
    fn outcome_and_rationale_are_compared() {
        use {Agreement::*, Outcome::*, Verdict::*};
        for (outcome, verdict, wanted) in [
            (Some(Upheld), Some(NotNecessary), Agree),
            (Some(Upheld), Some(Necessary), Disagree),
            (Some(Overturned), Some(Necessary), Agree),
            (Some(Overturned), Some(NotNecessary), Disagree),
            (Some(Overturned), Some(Verdict::Partial), Open),
            (Some(Upheld), None, Open),
            (None, Some(Necessary), Open),
        ] {
            assert_eq!(agreement(&item(outcome, verdict)), wanted, "{outcome:?} {verdict:?}");
        }
    }
}
