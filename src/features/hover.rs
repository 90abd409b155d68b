//! Hover: what a heading, a label or an outcome word is for, and what it comes to here; what is known of what is cited,
//! of treatments, statutes and body regions.

use crate::draft::Draft;
use crate::knowledge::{Entry, about_field, about_header, about_outcome, about_section, about_unknown_outcome};
use crate::letter::Outcome;
use crate::prose::Reading;
use crate::rules::{BlockFacts, ItemFacts, OutcomeFact};
use crate::text::{Span, fold};

use super::judgement::{Agreement, agreement, verdict_words};
use super::look_up::look_up;
use super::markdown::escape;

/// The most that is quoted from a rationale, in characters.
const QUOTED: usize = 240;

/// What is shown at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The words that it is about.
    pub span: Span,
    /// What is said of them.
    pub markdown: String,
}

impl Hover {
    /// The same, with more below; the words are those of the first.
    #[must_use]
    pub fn with(mut self, more: Option<Hover>) -> Hover {
        if let Some(more) = more {
            self.markdown.push_str("\n\n---\n\n");
            self.markdown.push_str(&more.markdown);
        }
        self
    }
}

/// What is to be said of the word at a byte.
pub fn hover(draft: &Draft, at: usize) -> Option<Hover> {
    let block = draft.block_at(at);
    let own = draft.block_span(block);
    let inside = at.checked_sub(own.start)?;
    let (span, markdown) = of_structure(draft, block, inside)
        .or_else(|| known(draft, block, own, inside))
        .filter(|(_, said)| !said.is_empty())?;
    Some(Hover { span: span.shifted(own.start), markdown })
}

fn known(draft: &Draft, block: usize, own: Span, at: usize) -> Option<(Span, String)> {
    let (span, subject) = look_up(draft, block, own, at)?;
    Some((span, subject.told(draft.library(), draft.case().letter_day())?))
}

fn of_structure(draft: &Draft, block: usize, at: usize) -> Option<(Span, String)> {
    Some(match &draft.read().get(block)?.facts {
        BlockFacts::Header(entries) => {
            let entry = entries.iter().find(|entry| entry.label.touches(at))?;
            let label = draft.format().header.iter().find(|h| h.kind == entry.kind).map_or("", |h| &h.label);
            (entry.label, describe(label, about_header(entry.kind)?))
        }
        BlockFacts::Section(section) => {
            let touched = section.heading.touches(at).then_some(section.heading)?;
            (touched, describe(draft.format().title(section.kind), about_section(section.kind)?))
        }
        BlockFacts::Item(item) => match item.outcome.as_ref().filter(|o| o.word.touches(at)) {
            Some(outcome) => (outcome.word, describe_outcome(item, outcome, &draft.block_text(block), draft)?),
            None => {
                let field = item.fields.iter().find(|field| field.label.touches(at))?;
                (field.label, describe(draft.format().label(field.kind), about_field(field.kind)?))
            }
        },
    })
}

fn describe(title: &str, entry: &Entry) -> String {
    let mut shown = format!("**{}**\n\n{}", escape(title), entry.purpose);
    if !entry.belongs.is_empty() {
        shown.push_str("\n\n");
        shown.push_str(&entry.belongs);
    }
    for (index, law) in entry.law.iter().enumerate() {
        shown.push_str(if index == 0 { "\n\n" } else { "\n" });
        let doubt = if law.verified { "" } else { " *(not verified)*" };
        shown.push_str(&format!("- {}: {}{doubt}", law.source, law.says));
    }
    shown
}

fn describe_outcome(item: &ItemFacts, outcome: &OutcomeFact, text: &str, draft: &Draft) -> Option<String> {
    let Some(says) = outcome.outcome else {
        let mut shown = describe(&fold(&outcome.text), about_unknown_outcome()?);
        if let Some(meant) = draft.format().meant_outcome(&outcome.text) {
            shown.push_str(&format!("\n\nPerhaps **{}** is meant.", meant.word()));
        }
        return Some(shown);
    };
    let mut shown = describe(says.word(), about_outcome(says)?);
    shown.push_str("\n\n---\n\n");
    shown.push_str(&conclusion(item, says));
    if let Some(words) = item.verdict.as_ref().and_then(|reading| deciding_words(reading, text)) {
        shown.push_str(&format!("\n\n> {}", escape(&words)));
    }
    Some(shown)
}

/// What the rationale concludes, and whether that goes with the outcome.
fn conclusion(item: &ItemFacts, says: Outcome) -> String {
    let Some(reading) = &item.verdict else {
        return "This item has no decision rationale yet.".into();
    };
    if reading.verdict.is_none() {
        return "The rationale does not conclude yet whether this is medically necessary.".into();
    }
    if !reading.dissent.is_empty() {
        return "The rationale concludes both that this is medically necessary and that it is not.".into();
    }
    let words = verdict_words(Some(reading));
    match agreement(item) {
        Agreement::Agree => format!("The rationale concludes: **{words}**. It agrees with {}.", says.word()),
        Agreement::Disagree => format!("The rationale concludes: **{words}**. It contradicts {}.", says.word()),
        Agreement::Open => format!("The rationale concludes: **{words}**."),
    }
}

fn deciding_words(reading: &Reading, text: &str) -> Option<String> {
    reading.verdict?;
    let words = fold(reading.sentence.of(text));
    match words.char_indices().nth(QUOTED) {
        Some((cut, _)) => Some(format!("{}…", words.get(..cut)?)),
        None => Some(words).filter(|words| !words.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::judgement::tests::item;
    use crate::prose::Verdict;

    /// `input` has `|` where the pointer is; `says` is what is shown first and the words it is shown for.
    fn check(input: &str, says: Option<(&str, &str)>) {
        let at = input.find('|').unwrap();
        let text = input.replacen('|', "", 1);
        let shown = hover(&Draft::new(&text), at);
        let told = shown.as_ref().map(|h| (h.markdown.lines().next().unwrap(), h.span.of(&text)));
        assert_eq!(told, says, "{input}");
    }

    #[test]
    fn headings_labels_and_outcomes_are_explained_and_prose_is_not() {
        check("CLINICAL CA|SE SUMMARY\nText.", Some(("**CLINICAL CASE SUMMARY**", "CLINICAL CASE SUMMARY")));
        check("CLINICAL CASE SUMMARY\nTe|xt.", None);
        check("|Case Number: CM15-0000001\n", Some(("**Case Number**", "Case Number:")));
        check("Case Number: CM15|-0000001\n", None);
        let items = "IMR ISSUES, DECISIONS AND RATIONALES\n";
        check(&format!("{items}MRI: Uph|eld\nDecision rationale: So."), Some(("**Upheld**", "Upheld")));
        check(&format!("{items}MRI: Upheld|\nDecision rationale: So."), Some(("**Upheld**", "Upheld")));
        check(&format!("{items}T|he arch: Upheld\nDecision rationale: So."), None);
        check(&format!("{items}MRI: Den|ied\nDecision rationale: So."), Some(("**Denied**", "Denied")));
        check(
            &format!("{items}MRI: Upheld\nDecision ra|tionale: So."),
            Some(("**Decision rationale**", "Decision rationale:")),
        );
        check(&format!("{items}MRI: Upheld\nDecision rationale: S|o."), None);
        check("|", None);
    }

    #[test]
    fn it_says_whether_outcome_and_rationale_agree() {
        let told = |says, verdict| conclusion(&item(Some(says), verdict), says);
        let (necessary, not) = (Some(Verdict::Necessary), Some(Verdict::NotNecessary));
        assert!(told(Outcome::Upheld, necessary).ends_with("contradicts Upheld."));
        assert!(told(Outcome::Upheld, not).ends_with("agrees with Upheld."));
        assert!(told(Outcome::Upheld, None).contains("does not conclude yet"));
    }

    #[test]
    fn a_misspelt_outcome_is_guessed() {
        let text = "IMR ISSUES, DECISIONS AND RATIONALES\nMRI: Upheldd\nDecision rationale: So.";
        let shown = hover(&Draft::new(text), text.find("Uphe").unwrap()).unwrap();
        assert!(shown.markdown.ends_with("Perhaps **Upheld** is meant."), "{}", shown.markdown);
    }
}
