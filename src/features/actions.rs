//! Quick fixes: how the findings at a place may be put right.

use crate::draft::{Draft, Placed};
use crate::rules::Fix;
use crate::text::Span;

/// A fix, and the finding that it cures.
#[derive(Debug, Clone, Copy)]
pub struct Action<'a> {
    /// The finding.
    pub finding: Placed<'a>,
    /// The fix.
    pub fix: &'a Fix,
}

/// The fixes of findings whose words touch a span, in order of place.
pub fn quick_fixes(draft: &Draft, span: Span) -> Vec<Action<'_>> {
    // A finding may end where the next block begins.
    let first = draft.block_at(span.start.saturating_sub(1));
    let last = draft.block_at(span.end);
    let (of_letter, _) = draft.letter_findings();
    let mut found = Vec::new();
    for block in first..=last {
        let start = draft.block_span(block).start;
        let of_letter = of_letter.iter().filter(|(at, _)| *at == block).map(|(_, finding)| finding);
        let own = draft.read().get(block).map_or(&[][..], |read| &read.findings);
        for finding in of_letter.chain(own) {
            let words = finding.span.shifted(start);
            if words.start <= span.end && span.start <= words.end && !finding.fixes.is_empty() {
                found.push(Placed { finding, block, span: words, item: item_index(draft, block) });
            }
        }
    }
    found.sort_by_key(|placed| placed.span);
    found.into_iter().flat_map(|finding| finding.finding.fixes.iter().map(move |fix| Action { finding, fix })).collect()
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
            let offered = quick_fixes(&draft, Span::empty(placed.span.start));
            let own = offered.iter().filter(|a| std::ptr::eq(a.finding.finding, placed.finding)).count();
            assert_eq!(own, placed.finding.fixes.len(), "{:?}", placed.finding);
            assert!(offered.iter().all(|a| a.finding.span.touches(placed.span.start)));
        }
        assert!(quick_fixes(&Draft::new(""), Span::empty(0)).iter().all(|a| a.finding.span.is_empty()));
    }
}
