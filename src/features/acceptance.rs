//! Accepted findings: what of a draft an allow-list is compared with.

use std::path::PathBuf;

use crate::config::{Date, InForce, Problem, Spot, fingerprint};
use crate::draft::{Draft, Placed};
use crate::letter::HeaderKind;
use crate::rules::{BlockFacts, Finding};

/// What is wrong with an allow-list, and its path.
pub type Unheld = (PathBuf, Problem);

/// Which findings of a draft are accepted by any of its lists, in the order of [`Draft::findings`], and which entries
/// do not hold.
pub fn accepted(draft: &Draft, in_force: &InForce) -> (Vec<bool>, Vec<Unheld>) {
    // Most folders have no list, and most letters need no fingerprints.
    let Some(file) = in_force.file.as_deref().filter(|_| !in_force.lists.is_empty()) else {
        return Default::default();
    };
    let findings = draft.findings();
    let place = |placed: &Placed<'_>| (placed.finding.code, place_of(draft, placed.block, placed.finding));
    let places: Vec<_> = findings.iter().map(place).collect();
    let decided = decided(draft);
    let mut accepted = vec![false; places.len()];
    let mut unheld = Vec::new();
    for list in &in_force.lists {
        let (by_this, problems) = list.judge(file, decided.as_ref(), &places);
        accepted.iter_mut().zip(by_this).for_each(|(any, this)| *any |= this);
        unheld.extend(problems.into_iter().map(|problem| (list.path.clone(), problem)));
    }
    (accepted, unheld)
}

/// Whether a finding counts where this is in force: the settings show it, and no list accepts it.
pub fn counts(draft: &Draft, in_force: &InForce, placed: &Placed<'_>) -> bool {
    if in_force.excluded || in_force.settings.severity(placed.finding).is_none() {
        return false;
    }
    if in_force.lists.is_empty() {
        return true;
    }
    let decided = decided(draft);
    let holds = |until: Option<Date>| until.zip(decided.as_ref()).is_none_or(|(until, decided)| *decided <= until);
    let place = place_of(draft, placed.block, placed.finding);
    !in_force.acceptances(placed.finding.code, &place).into_iter().any(holds)
}

/// The fingerprint of the place of a finding in this block, as an allow-list has it.
pub fn place_of(draft: &Draft, block: usize, finding: &Finding) -> String {
    let part = match draft.read().get(block).map(|read| &read.facts) {
        Some(BlockFacts::Item(item)) => Spot::Item(&item.title),
        Some(BlockFacts::Section(section)) => Spot::Section(section.kind),
        _ => Spot::Header,
    };
    let text = draft.text();
    let span = finding.span.shifted(draft.block_span(block).start);
    let line = text.line(text.line_of(span.start));
    fingerprint(finding.code, part, &text.slice(span), &line)
}

/// The day of the decision, where the header tells it.
pub fn decided(draft: &Draft) -> Option<Date> {
    draft.read().iter().enumerate().find_map(|(block, read)| {
        let BlockFacts::Header(entries) = &read.facts else { return None };
        let entry = entries.iter().find(|entry| entry.kind == HeaderKind::DecisionDate)?;
        Date::read(entry.value.of(&draft.block_text(block)))
    })
}
