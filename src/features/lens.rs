//! Code lenses: over each item its outcome, what its rationale concludes, and how many findings it has; and where in the
//! rationale that is concluded.

use crate::draft::Draft;
use crate::letter::FieldKind;
use crate::text::Span;

use super::judgement::verdict_words;

/// A line that is shown over an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// The item's heading.
    pub span: Span,
    /// What is shown.
    pub title: String,
}

/// The lenses of a draft, in order of place; `shown` says of each block how many of its findings are shown.
pub fn lenses(draft: &Draft, shown: &[usize]) -> Vec<Lens> {
    let lens = |item: crate::draft::PlacedItem<'_>| {
        let outcome = item.facts.outcome.as_ref().map_or("No outcome", |o| o.text.as_str());
        let conclusion = match item.facts.verdict {
            None => "no rationale".to_string(),
            Some(_) => format!("rationale: {}", verdict_words(item.facts.verdict.as_ref())),
        };
        let findings = counted(shown.get(item.block).copied().unwrap_or(0));
        Lens {
            span: item.facts.heading().shifted(draft.block_span(item.block).start),
            title: format!("{outcome} · {conclusion} · {findings}"),
        }
    };
    draft.items().map(lens).collect()
}

/// Where an item, counted from 0, concludes: the deciding words, or else the end of its rationale, where a conclusion
/// would be written, or else its heading. None where there is no such item.
pub fn conclusion(draft: &Draft, item: usize) -> Option<Span> {
    let item = draft.items().nth(item)?;
    let decided = item.facts.verdict.as_ref().filter(|reading| reading.verdict.is_some()).map(|reading| reading.words);
    let rationale = || item.facts.field(FieldKind::DecisionRationale).map(|field| Span::empty(field.body.end));
    let place = decided.or_else(rationale).unwrap_or_else(|| item.facts.heading());
    Some(place.shifted(draft.block_span(item.block).start))
}

fn counted(findings: usize) -> String {
    match findings {
        0 => "no findings".into(),
        1 => "1 finding".into(),
        more => format!("{more} findings"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let draft = Draft::new(text);
        let found = lenses(&draft, &all(&draft));
        let found: Vec<_> = found.iter().map(|l| (l.span.of(text), l.title.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    /// Of each block, how many findings it has.
    fn all(draft: &Draft) -> Vec<usize> {
        let mut all = vec![0; draft.blocks().len()];
        draft.findings().iter().for_each(|placed| all[placed.block] += 1);
        all
    }

    const GUIDELINES: &str = "Claims Administrator guideline: MTUS.\nMAXIMUS guideline: MTUS.\n";

    #[test]
    fn each_item_tells_how_it_stands() {
        check(
            &format!(
                "IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld\n{GUIDELINES}Decision rationale: The request is not medically necessary.\n\n\
                 Six visits: Upheld\n{GUIDELINES}Decision rationale: The request is medically necessary.\n"
            ),
            &[
                ("MRI: Upheld", "Upheld · rationale: not medically necessary · no findings"),
                ("Six visits: Upheld", "Upheld · rationale: medically necessary · 1 finding"),
            ],
        );
        check("", &[]);
        check("CLINICAL CASE SUMMARY\nText.\n", &[]);
    }

    #[test]
    fn a_lens_leads_to_what_decides() {
        let rationale = "Decision rationale: Pain is less. The request is not medically necessary.";
        let text = format!(
            "IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld\n{GUIDELINES}{rationale}\n\n\
             Six visits: Upheld\n{GUIDELINES}Decision rationale: Pain is less.\n\nBrace: Upheld\n{GUIDELINES}"
        );
        let draft = Draft::new(&text);
        let place = |item| conclusion(&draft, item);
        assert_eq!(place(0).unwrap().of(&text), "is not medically necessary");
        assert_eq!(place(1), text.find("Pain is less.\n\nBrace").map(|at| Span::empty(at + "Pain is less.".len())));
        assert_eq!(place(2).unwrap().of(&text), "Brace: Upheld");
        assert_eq!(place(3), None);
    }

    #[test]
    fn what_is_not_there_is_said() {
        let text = "Decision rationale: Because.\n";
        let draft = Draft::new(text);
        let title = lenses(&draft, &all(&draft)).pop().unwrap().title;
        assert!(title.starts_with("No outcome · rationale: no conclusion · "), "{title}");
        assert!(title.ends_with(" findings"), "{title}");
    }
}
