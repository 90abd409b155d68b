//! Quick fixes: how the findings at a place may be put right.

use crate::draft::{Draft, Placed};
use crate::rules::{Edit, Fix};
use crate::text::Span;

/// A fix, and the finding that it cures.
#[derive(Debug, Clone, Copy)]
pub struct Action<'a> {
    /// The finding.
    pub finding: Placed<'a>,
    /// The fix.
    pub fix: &'a Fix,
}

/// The fixes of these findings, in their order.
pub fn quick_fixes<'a>(findings: &[Placed<'a>]) -> Vec<Action<'a>> {
    let fixes = |placed: &Placed<'a>| {
        let finding = *placed;
        finding.finding.fixes.iter().map(move |fix| Action { finding, fix })
    };
    findings.iter().flat_map(fixes).collect()
}

/// The findings that are meant at a span: those whose words touch it, and where none do, for a bare position, those of
/// its line, whose mark stands at the start of it.
pub fn findings_asked_at(draft: &Draft, span: Span) -> Vec<Placed<'_>> {
    let found = findings_at(draft, span);
    match found.is_empty() && span.is_empty() {
        true => findings_at(draft, draft.text().line_span(draft.text().line_of(span.start))),
        false => found,
    }
}

/// The findings whose words touch a span, in order of place. Only the blocks there are looked at.
pub fn findings_at(draft: &Draft, span: Span) -> Vec<Placed<'_>> {
    // A finding may end where the next block begins.
    let first = draft.block_at(span.start.saturating_sub(1));
    let last = draft.block_at(span.end);
    let (of_letter, _) = draft.letter_findings();
    let mut found = Vec::new();
    for block in first..=last {
        let start = draft.block_span(block).start;
        let from = of_letter.partition_point(|(at, _)| *at < block);
        let of_letter = of_letter.iter().skip(from).take_while(|(at, _)| *at == block).map(|(_, finding)| finding);
        let own = draft.read().get(block).map_or(&[][..], |read| &read.findings);
        for finding in of_letter.chain(own) {
            let words = finding.span.shifted(start);
            if words.start <= span.end && span.start <= words.end {
                found.push(Placed { finding, block, span: words, item: item_index(draft, block) });
            }
        }
    }
    found.sort_by_key(|placed| placed.span);
    found
}

/// A replacement in the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What is replaced.
    pub span: Span,
    /// By what; lines end as they do in the draft.
    pub text: String,
}

/// The best fix of each finding that needs no review, together: in order of place, none over another. A fix that
/// overlaps one before it is left for the next time. Only findings that count are fixed.
pub fn fix_all(draft: &Draft, counts: impl Fn(&Placed<'_>) -> bool) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    for placed in draft.findings().into_iter().filter(|placed| counts(placed)) {
        let Some(fix) = placed.finding.fixes.iter().find(|fix| !fix.review) else { continue };
        let change = |edit: &Edit| Change {
            span: draft.resolve(edit.place, placed.block),
            text: draft.written(placed.block, &edit.text).into_owned(),
        };
        let changes: Vec<Change> = fix.edits.iter().map(change).collect();
        let clash = |new: &Change, old: &Change| {
            new.span.start < old.span.end && old.span.start < new.span.end
                || new.span == old.span && !new.span.is_empty()
        };
        if !changes.iter().any(|new| all.iter().any(|old| clash(new, old) || new == old)) {
            all.extend(changes);
        }
    }
    // What is inserted at one place stays in the order of the findings.
    all.sort_by_key(|change| change.span.start);
    all
}

/// Index among the items of the item that a block is.
fn item_index(draft: &Draft, block: usize) -> Option<usize> {
    draft.read().get(block)?.facts.item()?;
    Some(draft.read().iter().take(block).filter(|read| read.facts.item().is_some()).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fix_is_offered_at_its_finding_and_nowhere_else() {
        let text = include_str!("../../tests/fixtures/contradiction.imr.txt");
        let draft = Draft::new(text);
        for placed in draft.findings() {
            let offered = quick_fixes(&findings_at(&draft, Span::empty(placed.span.start)));
            let own = offered.iter().filter(|a| std::ptr::eq(a.finding.finding, placed.finding)).count();
            assert_eq!(own, placed.finding.fixes.len(), "{:?}", placed.finding);
            assert!(offered.iter().all(|a| a.finding.span.touches(placed.span.start)));
        }
        assert!(quick_fixes(&findings_at(&Draft::new(""), Span::empty(0))).iter().all(|a| a.finding.span.is_empty()));
    }

    #[test]
    fn a_bare_position_beside_the_words_means_its_line() {
        let text = include_str!("../../tests/fixtures/contradiction.imr.txt");
        let draft = Draft::new(text);
        let word = draft.findings().iter().find(|placed| !placed.finding.span.is_empty()).map(|p| p.span);
        let word = word.expect("a finding");
        let line = draft.text().line_span(draft.text().line_of(word.start));
        assert!(line.start + 10 < word.start);
        let asked = |span| findings_asked_at(&draft, span).len();
        assert_eq!([asked(Span::empty(line.start)), asked(word), asked(Span::empty(word.end))], [1, 1, 1]);
        assert_eq!(asked(Span::new(line.start, line.start + 10)), 0, "words that are selected are meant");
        assert_eq!(asked(Span::empty(line.start - 1)), 0, "the line above");
    }

    /// What is left to fix once all is fixed, as often as it takes.
    fn check(text: &str, expected: &str) {
        let mut text = text.to_string();
        for _ in 0..3 {
            for change in fix_all(&Draft::new(&text), |_| true).iter().rev() {
                text.replace_range(change.span.start..change.span.end, &change.text);
            }
        }
        assert_eq!(text, expected);
    }

    #[test]
    fn all_is_fixed_but_what_needs_a_review() {
        let items = "IMR ISSUES, DECISIONS AND RATIONALES\n\n";
        let text =
            format!("{items}MRI: Upheld\nMAXIMUS guidline: B.\nDecision rationale: It is medically necessary.\n");
        let found = fix_all(&Draft::new(&text), |_| true);
        assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{found:?}");
        assert!(found.iter().any(|change| change.span.of(&text) == "MAXIMUS guidline:"), "{found:?}");
        assert!(found.iter().all(|change| change.span.of(&text) != "Upheld"), "{found:?}");
        let sound = include_str!("../../tests/fixtures/sound.imr.txt");
        check(sound, sound);
    }

    #[test]
    fn missing_labels_come_in_their_order() {
        let text = "MRI: Upheld\nDecision rationale: So.\n";
        let added: String = fix_all(&Draft::new(text), |_| true).into_iter().map(|change| change.text).collect();
        let (first, second) = (added.find("Claims Administrator guideline: "), added.find("MAXIMUS guideline: "));
        assert!(first.is_some() && first < second, "{added}");
    }
}
