//! Accepted findings: what of a draft an allow-list is compared with.

use crate::config::{AllowList, Date, Spot, fingerprint};
use crate::draft::{Draft, Placed};
use crate::letter::HeaderKind;
use crate::rules::BlockFacts;

/// Which findings of a draft are accepted by any of these lists, in the order of [`Draft::findings`], and sentences on
/// the entries that do not hold.
pub fn accepted<'a>(
    draft: &Draft,
    file: &std::path::Path,
    lists: impl IntoIterator<Item = &'a AllowList>,
) -> (Vec<bool>, Vec<String>) {
    let findings = draft.findings();
    let places: Vec<_> = findings.iter().map(|placed| (placed.finding.code, place_of(draft, placed))).collect();
    let decided = decided(draft);
    let mut accepted = vec![false; places.len()];
    let mut told = Vec::new();
    for list in lists {
        let (by_this, sentences) = list.judge(file, decided.as_ref(), &places);
        accepted.iter_mut().zip(by_this).for_each(|(any, this)| *any |= this);
        told.extend(sentences);
    }
    (accepted, told)
}

/// The fingerprint of a finding's place, as an allow-list has it.
pub fn place_of(draft: &Draft, placed: &Placed) -> String {
    let part = match (draft.read().get(placed.block).map(|read| &read.facts), placed.item) {
        (_, Some(item)) => Spot::Item(item),
        (Some(BlockFacts::Section(section)), None) => Spot::Section(section.kind),
        _ => Spot::Header,
    };
    let text = draft.text();
    let line = text.line(text.line_of(placed.span.start));
    fingerprint(placed.finding.code, part, &text.slice(placed.span), &line)
}

/// The day of the decision, where the header tells it.
fn decided(draft: &Draft) -> Option<Date> {
    draft.read().iter().enumerate().find_map(|(block, read)| {
        let BlockFacts::Header(entries) = &read.facts else { return None };
        let entry = entries.iter().find(|entry| entry.kind == HeaderKind::DecisionDate)?;
        Date::read(entry.value.of(&draft.block_text(block)))
    })
}
