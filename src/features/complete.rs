//! Completion: what the structure of a letter says may come at a place. Nothing in the middle of prose.

use super::boilerplate::boilerplate;
use super::cite::citations;
use crate::draft::Draft;
use crate::letter::{Block, FieldKind, Outcome, SectionKind, classify};
use crate::prose::sentences;
use crate::rules::{BlockFacts, ItemFacts};
use crate::text::{Span, trim, trim_end, trim_start};

/// Something that may be written at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it is called in the list.
    pub label: String,
    /// What it is.
    pub kind: ProposalKind,
    /// What is said of it beside its name; mostly nothing.
    pub about: String,
    /// What it replaces: what is written of it already.
    pub span: Span,
    /// The text; lines end as they do in the draft.
    pub text: String,
    /// What of the text is still to be written, in order; in the text it stands in square brackets.
    pub stops: Vec<Span>,
}

impl Proposal {
    /// The text as a snippet: a stop at all that is to be written, the last one at the end.
    pub fn snippet(&self) -> String {
        let escape = |span: Span| span.of(&self.text).replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
        let mut snippet = String::with_capacity(self.text.len() + 16);
        let mut end = 0;
        for (index, stop) in self.stops.iter().enumerate() {
            snippet.push_str(&escape(Span::new(end, stop.start)));
            snippet.push_str(&format!("${{{}:{}}}", index + 1, escape(*stop)));
            end = stop.end;
        }
        snippet.push_str(&escape(Span::new(end, self.text.len())));
        snippet.push_str("$0");
        snippet
    }
}

/// What a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each says itself
pub enum ProposalKind {
    Heading,
    Label,
    Outcome,
    Sentence,
    Citation,
}

/// The longest line that is taken for a title that is being written, in bytes.
const LONGEST_TITLE: usize = 200;

/// What may come at a byte.
pub fn completions(draft: &Draft, at: usize) -> Vec<Proposal> {
    let at = at.min(draft.text().len());
    let here = Here::new(draft, at);
    let Some(block) = draft.blocks().get(here.block) else {
        return Vec::new();
    };
    let outcomes = outcomes(&here, block);
    if !outcomes.is_empty() {
        return outcomes;
    }
    let cited = citations(&here);
    if !cited.is_empty() {
        return cited;
    }
    if !trim(&here.after).is_empty() {
        return Vec::new();
    }
    let mut found = closing(&here);
    found.extend(labels(&here));
    found.extend(headings(&here));
    found.extend(boilerplate(&here));
    found
}

/// A place, and the line it stands on.
pub(super) struct Here<'a> {
    pub draft: &'a Draft,
    pub at: usize,
    pub block: usize,
    line: usize,
    pub before: String,
    pub after: String,
}

impl<'a> Here<'a> {
    fn new(draft: &'a Draft, at: usize) -> Here<'a> {
        let line = draft.text().line_of(at);
        let whole = draft.text().line_span(line);
        let at = at.min(whole.end);
        let slice = |span| draft.text().slice(span).into_owned();
        let (before, after) = (slice(Span::new(whole.start, at)), slice(Span::new(at, whole.end)));
        Here { draft, at, block: draft.block_at(at), line, before, after }
    }

    pub fn item(&self) -> Option<&'a ItemFacts> {
        self.draft.read().get(self.block)?.facts.item()
    }

    pub fn start(&self) -> usize {
        self.draft.block_span(self.block).start
    }

    /// Whether the line above is blank, or there is none.
    pub fn opens_paragraph(&self) -> bool {
        self.line.checked_sub(1).is_none_or(|above| trim(&self.draft.text().line(above)).is_empty())
    }

    pub fn proposal(&self, label: &str, kind: ProposalKind, typed: usize, text: &str) -> Proposal {
        Proposal {
            label: label.to_string(),
            about: String::new(),
            kind,
            span: Span::new(self.at - typed, self.at),
            // Editors write the line ends of the draft themselves, and not all of them take others.
            text: text.to_string(),
            stops: Vec::new(),
        }
    }
}

/// Behind a title's colon: the outcome words.
fn outcomes(here: &Here<'_>, block: &Block) -> Vec<Proposal> {
    let Some((title, typed)) = here.before.rsplit_once(':') else {
        return Vec::new();
    };
    let gap = typed.len() - trim_start(typed).len();
    let typed = trim_start(typed);
    // The rest of a word that is being changed goes with it.
    let rest = here.after.len() - here.after.trim_start_matches(char::is_alphabetic).len();
    let wordy = typed.chars().all(char::is_alphabetic) && trim(here.after.get(rest..).unwrap_or("")).is_empty();
    if !wordy || trim(title).is_empty() || !(of_item(here) || is_new_title(here, block, title)) {
        return Vec::new();
    }
    let wanted = [Outcome::Upheld, Outcome::Overturned].map(Outcome::word);
    let known = wanted.iter().any(|word| opens(word, typed));
    let glue = if gap == 0 { " " } else { "" };
    let all = wanted.into_iter().filter(|word| rest > 0 || !known || opens(word, typed)).map(|word| {
        let mut proposal = here.proposal(word, ProposalKind::Outcome, typed.len(), &format!("{glue}{word}"));
        proposal.span.end += rest;
        proposal
    });
    if known || rest > 0 { all.collect() } else { Vec::new() }
}

/// Whether the place is where the item's outcome stands or would stand.
fn of_item(here: &Here<'_>) -> bool {
    let inside = here.at.saturating_sub(here.start());
    here.item().is_some_and(|item| match (&item.outcome, item.outcome_place) {
        (Some(outcome), _) => {
            outcome.word.touches(inside) || item.title_span.end < inside && inside <= outcome.word.start
        }
        (None, Some((place, true))) => {
            place <= inside && item.fields.first().is_none_or(|field| inside <= field.label.start)
        }
        (None, _) => false,
    })
}

/// Whether the line is a title that is being written, before anything says that an item begins there.
fn is_new_title(here: &Here<'_>, block: &Block, title: &str) -> bool {
    let intro = here.draft.format().items.intro_start.as_str();
    let format = here.draft.format();
    block.section == Some(SectionKind::IssuesDecisionsRationales)
        && here.opens_paragraph()
        && title.len() <= LONGEST_TITLE
        && !title.contains(':')
        && !trim(title).to_lowercase().starts_with(intro)
        && sentences(title).len() == 1
        && format.fields.iter().all(|field| !trim(title).eq_ignore_ascii_case(&field.label))
        && classify(&here.before, format).is_none()
}

/// At the end of a rationale: the sentence that says what the outcome says.
fn closing(here: &Here<'_>) -> Vec<Proposal> {
    let inside = here.at.saturating_sub(here.start());
    let Some(item) = here.item() else {
        return Vec::new();
    };
    let Some(rationale) = item.field(FieldKind::DecisionRationale).map(|field| field.body) else {
        return Vec::new();
    };
    let text = here.draft.block_text(here.block);
    // Between a field's last word and the next label there are only blanks.
    let next = item.fields.iter().map(|field| field.label.start).find(|start| *start >= rationale.end);
    if rationale.is_empty() || inside < rationale.end || next.is_some_and(|next| next < inside) {
        return Vec::new();
    }
    let body = rationale.of(&text);
    let Some(last) = sentences(body).pop() else {
        return Vec::new();
    };
    let concluded = item.verdict.as_ref().filter(|reading| reading.verdict.is_some());
    if concluded.is_some_and(|reading| reading.sentence == last.span.shifted(rationale.start)) {
        return Vec::new();
    }
    let typed = match last.finished {
        true => "",
        // With the blanks behind it, up to the caret.
        false => Span::new(last.span.shifted(rationale.start).start, inside).of(&text),
    };
    let upheld = "Therefore, the request is not medically necessary.";
    let overturned = "Therefore, the request is medically necessary.";
    let wanted: &[&str] = match item.outcome.as_ref().map(|outcome| outcome.outcome) {
        Some(Some(Outcome::Upheld)) => &[upheld],
        Some(Some(Outcome::Overturned)) => &[overturned],
        Some(Some(Outcome::Partial)) => &[],
        Some(None) | None => &[upheld, overturned],
    };
    let glued = here.before.ends_with(|c: char| !c.is_whitespace()) && typed.is_empty();
    let glue = if glued { " " } else { "" };
    let fitting = wanted.iter().filter(|sentence| opens(sentence, typed));
    fitting
        .map(|sentence| here.proposal(sentence, ProposalKind::Sentence, typed.len(), &format!("{glue}{sentence}")))
        .collect()
}

/// At the start of a line in an item: the labels that it lacks.
fn labels(here: &Here<'_>) -> Vec<Proposal> {
    let Some(item) = here.item() else {
        return Vec::new();
    };
    let typed = trim_start(&here.before);
    let inside = here.at.saturating_sub(here.start());
    if inside <= item.heading().end && !item.title_span.is_empty() {
        return Vec::new();
    }
    let missing = FieldKind::ALL.into_iter().filter(|kind| item.field(*kind).is_none());
    let label = missing.map(|kind| here.draft.format().label(kind)).filter(|label| opens(label, typed));
    label.map(|label| here.proposal(label, ProposalKind::Label, typed.len(), &format!("{label}: "))).collect()
}

/// At the start of a paragraph: the headings that the letter lacks.
fn headings(here: &Here<'_>) -> Vec<Proposal> {
    let typed = trim_start(&here.before);
    if !here.opens_paragraph() || trim_end(typed).len() > LONGEST_TITLE {
        return Vec::new();
    }
    let format = here.draft.format();
    let fitting = format.sections.iter().filter(|section| section.required && opens(&section.title, typed));
    let there = |kind: SectionKind| {
        let is = |facts: &BlockFacts| matches!(facts, BlockFacts::Section(section) if section.kind == kind);
        here.draft.read().iter().any(|read| is(&read.facts))
    };
    fitting
        .filter(|section| !there(section.kind))
        .map(|s| here.proposal(&s.title, ProposalKind::Heading, typed.len(), &format!("{}\n\n", s.title)))
        .collect()
}

/// Whether what is typed is the beginning of `words`, whatever its case.
pub(super) fn opens(words: &str, typed: &str) -> bool {
    words.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is where the caret stands; the draft as each proposal leaves that line, `→` before the place.
    fn check(input: &str, expected: &[&str]) {
        let at = input.find('|').unwrap();
        let text = input.replacen('|', "", 1);
        let found = completions(&Draft::new(&text), at);
        let told: Vec<_> = found
            .iter()
            .filter(|p| p.stops.is_empty())
            .map(|p| {
                let (before, after) = (&text[..p.span.start], &text[p.span.end..]);
                let first = before.rfind('\n').map_or(0, |n| n + 1);
                let after = after.split('\n').next().unwrap();
                format!("{}{}{after}", &before[first..], p.text.trim_end())
            })
            .collect();
        assert_eq!(told, expected, "{input}");
    }

    const ITEMS: &str = "CLINICAL CASE SUMMARY\nHe fell.\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n";

    #[test]
    fn missing_headings_and_labels_at_the_start_of_a_line() {
        let three = [
            "HOW THE IMR FINAL DETERMINATION WAS MADE",
            "CLINICAL CASE SUMMARY",
            "IMR ISSUES, DECISIONS AND RATIONALES",
        ];
        check("|", &three);
        check("clin|", &three[1..2]);
        check("CLINICAL CASE SUMMARY\nHe fell.\n\nIM|", &three[2..]);
        check("CLINICAL CASE SUMMARY\nHe fell.\n\nCl|", &[]);
        check("He fell and I| was there.", &[]);
        check("He fell.\nI|", &[]);
        check(&format!("{ITEMS}MRI: Upheld\nMAXIMUS guideline: MTUS.\ndec|"), &["Decision rationale:"]);
        check(
            &format!("{ITEMS}MRI: Upheld\nDecision rationale: So.\n\n|\n\nBrace: Upheld\nDecision rationale: So."),
            &[
                "Therefore, the request is not medically necessary.",
                "Claims Administrator guideline:",
                "MAXIMUS guideline:",
                "HOW THE IMR FINAL DETERMINATION WAS MADE",
            ],
        );
    }

    #[test]
    fn outcome_words_behind_a_title() {
        let both = ["MRI: Upheld", "MRI: Overturned"];
        check(&format!("{ITEMS}MRI:|\nDecision rationale: So."), &both);
        check(&format!("{ITEMS}MRI: |\nDecision rationale: So."), &both);
        check(&format!("{ITEMS}MRI: o|\nDecision rationale: So."), &both[1..]);
        check(&format!("{ITEMS}MRI: Uph|eld\nDecision rationale: So."), &both);
        check(&format!("{ITEMS}MRI:|"), &both);
        check(&format!("{ITEMS}MRI: x|"), &[]);
        check("CLINICAL CASE SUMMARY\nHe said:|", &[]);
        check(&format!("{ITEMS}MRI: Upheld\nDecision rationale: As follows:|"), &[]);
        check(&format!("{ITEMS}The Final Determination was based on the following:|"), &[]);
    }

    #[test]
    fn a_rationale_closes_as_the_outcome_says() {
        let labels = "Claims Administrator guideline: A.\nMAXIMUS guideline: B.\n";
        let item =
            |outcome: &str, rest: &str| check_line(&format!("{ITEMS}MRI{outcome}\n{labels}Decision rationale: {rest}"));
        let (upheld, overturned) =
            ("Therefore, the request is not medically necessary.", "Therefore, the request is medically necessary.");
        assert_eq!(item(": Upheld", "No tear.|"), [format!(" {upheld}")]);
        assert_eq!(item(": Overturned", "No tear. |"), [overturned]);
        assert_eq!(item(": Overturned", "No tear. Ther|"), [overturned]);
        assert_eq!(item(": Overturned", "No tear. Therefore, the |"), [overturned]);
        assert_eq!(item(": Overturned", "No tear. Therefore, a |"), [""; 0]);
        assert_eq!(item(":", "No tear. |"), [upheld, overturned]);
        assert_eq!(item(": Upheld", "No tear|"), [""; 0]);
        assert_eq!(item(": Upheld", "No| tear."), [""; 0]);
        assert_eq!(item(": Upheld", "No tear. The request is not medically necessary. |"), [""; 0]);
    }

    /// The texts that are proposed.
    fn check_line(input: &str) -> Vec<String> {
        let at = input.find('|').unwrap();
        completions(&Draft::new(&input.replacen('|', "", 1)), at).into_iter().map(|p| p.text).collect()
    }
}
