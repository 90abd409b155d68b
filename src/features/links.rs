//! Links: between an item's outcome and its deciding sentence, and between its title and where that is mentioned.

use crate::draft::Draft;
use crate::letter::{BlockKind, FieldKind, SectionKind};
use crate::rules::ItemFacts;
use crate::text::{Span, fold, is_blank};

/// How far around a place in the summary a mention may reach, in bytes.
const REACH: usize = 2 << 10;

/// The places that belong together with one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// The words at the place.
    pub here: Span,
    /// Where a jump from there leads.
    pub target: Span,
    /// What all of them go back to: the outcome word, or the title.
    pub origin: Span,
    /// All places, in order, `origin` among them.
    pub all: Vec<Span>,
}

/// What belongs together with the words at a byte. A mention of a title is asked for before the sentence it stands in.
pub fn links(draft: &Draft, at: usize) -> Option<Links> {
    let block = draft.block_at(at);
    let start = draft.block_span(block).start;
    let inside = at.checked_sub(start)?;
    match &draft.blocks().get(block)?.kind {
        BlockKind::Header => None,
        BlockKind::Section(section) if section.kind == SectionKind::ClinicalCaseSummary => {
            let (window, shift) = window(draft, section.body.shifted(start), at);
            let mentioned = |item: &crate::draft::PlacedItem<'_>| {
                mentions(&window, &item.facts.title).iter().any(|span| span.shifted(shift).touches(at))
            };
            let item = draft.items().find(mentioned)?;
            of_title(draft, item.block, item.facts, at)
        }
        BlockKind::Section(_) => None,
        BlockKind::Item(_) => {
            let item = draft.read().get(block)?.facts.item()?;
            let outcome = item.outcome.as_ref().map(|outcome| outcome.word);
            if !outcome.is_some_and(|word| word.touches(inside))
                && let Some(found) = of_title(draft, block, item, at)
            {
                return Some(found);
            }
            let reading = item.verdict.as_ref().filter(|reading| reading.verdict.is_some())?;
            let outcome = outcome?;
            let (here, target) = if outcome.touches(inside) {
                (outcome, reading.words)
            } else {
                (Some(reading.sentence).filter(|sentence| sentence.touches(inside))?, outcome)
            };
            let all = [outcome, reading.words].map(|span| span.shifted(start)).to_vec();
            Some(Links {
                here: here.shifted(start),
                target: target.shifted(start),
                origin: outcome.shifted(start),
                all,
            })
        }
    }
}

/// The item's title and its mentions, if one of them stands at the byte.
fn of_title(draft: &Draft, block: usize, item: &ItemFacts, at: usize) -> Option<Links> {
    if item.title.is_empty() {
        return None;
    }
    let start = draft.block_span(block).start;
    let origin = item.title_span.shifted(start);
    let rationale = item.field(FieldKind::DecisionRationale).map(|field| field.body);
    let text = draft.block_text(block);
    let own = rationale.map_or(Vec::new(), |body| {
        mentions(body.of(&text), &item.title).into_iter().map(|span| span.shifted(body.start + start)).collect()
    });
    let near = |span: &Span| span.touches(at);
    let summary = draft.blocks().iter().position(|block| is_summary(&block.kind));
    let in_summary = summary == Some(draft.block_at(at));
    if !in_summary && !near(&origin) && !own.iter().any(near) {
        return None;
    }
    let mut all = match summary.and_then(|summary| Some((summary, &draft.blocks().get(summary)?.kind))) {
        Some((summary, BlockKind::Section(section))) => {
            let text = draft.block_text(summary);
            let shift = draft.block_span(summary).start + section.body.start;
            mentions(section.body.of(&text), &item.title).into_iter().map(|span| span.shifted(shift)).collect()
        }
        _ => Vec::new(),
    };
    all.push(origin);
    all.extend(own);
    all.sort();
    let here = all.iter().copied().find(near)?;
    Some(Links { here, target: origin, origin, all })
}

fn is_summary(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Section(section) if section.kind == SectionKind::ClinicalCaseSummary)
}

/// The part of a body around a byte, and where it starts in the draft.
fn window(draft: &Draft, body: Span, at: usize) -> (String, usize) {
    let lines = draft.text();
    let from = lines.line_start(lines.line_of(at.saturating_sub(REACH))).max(body.start);
    let to = lines.line_span(lines.line_of(at.saturating_add(REACH))).end.min(body.end);
    (lines.slice(Span::new(from, to)).into_owned(), from)
}

/// Where a title stands word for word; case and the white space between words do not count.
fn mentions(text: &str, title: &str) -> Vec<Span> {
    let title: Vec<char> = fold(title).chars().map(lower).collect();
    let mut found: Vec<Span> = Vec::new();
    if title.is_empty() {
        return found;
    }
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let fresh = !before.is_alphanumeric() && found.last().is_none_or(|last| last.end <= at);
        before = c;
        if !fresh || title.first() != Some(&lower(c)) {
            continue;
        }
        if let Some(length) = text.get(at..).and_then(|rest| opening(rest, &title)) {
            found.push(Span::new(at, at + length));
        }
    }
    found
}

/// How much of `text` the title at its start takes.
fn opening(text: &str, title: &[char]) -> Option<usize> {
    let mut rest = text;
    for wanted in title {
        let next = rest.chars().next()?;
        if *wanted == ' ' {
            let cut = rest.trim_start_matches(is_blank);
            if cut.len() == rest.len() {
                return None;
            }
            rest = cut;
        } else if lower(next) == *wanted {
            rest = rest.get(next.len_utf8()..)?;
        } else {
            return None;
        }
    }
    let whole = !title.last().is_some_and(|c| c.is_alphanumeric()) || !rest.starts_with(char::is_alphanumeric);
    whole.then_some(text.len() - rest.len())
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is where the caret stands; `here`, where a jump leads, and all places are told with their lines.
    fn check(input: &str, expected: Option<(&str, &str, &[&str])>) {
        let at = input.find('|').unwrap();
        let text = input.replacen('|', "", 1);
        let told = |span: Span| {
            let line = text[..span.start].matches('\n').count();
            format!("{line}: {}", fold(span.of(&text)))
        };
        let found = links(&Draft::new(&text), at);
        let found = found.map(|l| (told(l.here), told(l.target), l.all.iter().map(|s| told(*s)).collect::<Vec<_>>()));
        let expected = expected.map(|(here, target, all)| {
            (here.to_string(), target.to_string(), all.iter().map(|s| s.to_string()).collect::<Vec<_>>())
        });
        assert_eq!(found, expected, "{input}");
    }

    /// The letter with `|` before these words.
    fn letter(caret: &str) -> String {
        let text = "CLINICAL CASE SUMMARY\nHe asked for an mri of the\nknee and a brace.\n\n\
                    IMR ISSUES, DECISIONS AND RATIONALES\n\n\
                    MRI of the knee: Upheld\nDecision rationale: An MRI of  the Knee helps.\n\
                    This request is not medically necessary.\n";
        let at = text.find(caret).unwrap();
        format!("{}|{}", &text[..at], &text[at..])
    }

    #[test]
    fn outcome_and_deciding_sentence_lead_to_each_other() {
        let both: &[&str] = &["6: Upheld", "8: is not medically necessary"];
        check(&letter("held"), Some(("6: Upheld", "8: is not medically necessary", both)));
        check(&letter("request is"), Some(("8: This request is not medically necessary.", "6: Upheld", both)));
        check("MRI: Up|held\nDecision rationale: No tear.\n", None);
        check("Decision rationale: It is not medically nec|essary.\n", None);
    }

    #[test]
    fn a_title_and_its_mentions_belong_together() {
        let all: &[&str] = &["1: mri of the knee", "6: MRI of the knee", "7: MRI of the Knee"];
        check(&letter("RI of the knee: "), Some(("6: MRI of the knee", "6: MRI of the knee", all)));
        check(
            &letter("the Knee").replace("of  |the", "of  t|he"),
            Some(("7: MRI of the Knee", "6: MRI of the knee", all)),
        );
        check(&letter("knee and"), Some(("1: mri of the knee", "6: MRI of the knee", all)));
        check(&letter("brace"), None);
        check(&letter("RATIONALES"), None);
        check("|", None);
    }

    #[test]
    fn only_whole_words_are_a_mention() {
        assert_eq!(mentions("An MRI, two MRIs, an mri.", "MRI"), [Span::new(3, 6), Span::new(21, 24)]);
        assert_eq!(mentions("Norco 10mg #60.", "Norco\n10mg #60"), [Span::new(0, 14)]);
        assert_eq!(mentions("Anything", ""), []);
    }
}
