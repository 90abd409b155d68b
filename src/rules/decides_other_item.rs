//! The conclusion is about something that this item does not ask for.
//!
//! # What it checks
//! Whether the conclusion names a treatment, a part of the body or a level of the spine that is another item's and not this
//! one's; a drug where the title names another drug; or, where a request was allowed in part, what was already authorized.
//! Brand and generic names are taken as one. Another item's verdict that is only the reason is left alone.
//!
//! # Why
//! Rationales are copied from item to item. One that decides something else leaves its own item undecided.
//!
//! # Example
//! "Lumbar brace: Upheld", with "the request for a cane is not medically necessary", while the cane is the next item.
//!
//! # Instead
//! Write the rationale for what the title names.
//!
//! # Source
//! Slips met in published determinations; Labor Code 4610.6(e): the analysis says whether the disputed treatment is necessary.

use super::facts::{ItemFacts, LetterFacts};
use super::finding::{Hold, Place, Severity};
use super::named::{Named, NamedTreatment};
use super::region_mismatch::fits;
use super::report::Report;
use super::request_arithmetic::total;
use super::rule::{Category, Check, Rule};
use crate::knowledge::Library;
use crate::prose::Quantity;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "decides-other-item",
    severity: Severity::Warning,
    category: Category::Decision,
    source: include_str!("decides_other_item.rs"),
    check: Check::Letter(check),
};

/// So many items above and below are looked at. The longest letter that was read has 21.
const NEAR: usize = 40;

fn check(letter: &LetterFacts, report: &mut Report) {
    for (index, (block, item)) in letter.items.iter().enumerate() {
        let hold = if item.verdict.as_ref().is_none_or(|v| v.finished) { Hold::Never } else { Hold::Unfinished };
        if let Some(place) = authorized(item) {
            report
                .finding_in(
                    *block,
                    place,
                    "The conclusion also decides what was already authorized, and is not in dispute.",
                )
                .related(Place::Own(item.title_span), "The title says what was authorized, and what is left to decide.")
                .hold(hold);
        } else if let Some(place) = whole(item) {
            report
                .finding_in(
                    *block,
                    place,
                    "The conclusion gives the number of the original request as the remaining portion.",
                )
                .related(Place::Own(item.title_span), "The title says what was authorized, and what is left to decide.")
                .hold(hold);
        } else if let Some(place) = foreign(item) {
            let others = letter.items.iter().skip(index.saturating_sub(NEAR)).take(2 * NEAR + 1);
            if let Some((sibling, other)) =
                others.filter(|(other, _)| other != block).find(|(_, other)| is_about(item, other))
            {
                let message =
                    format!("The conclusion is about another item, “{}”, and not about this one.", other.short_title());
                report
                    .finding_in(*block, place, message)
                    .related(Place::Own(item.title_span), "This item asks for something else.")
                    .related(Place::Block(*sibling, other.title_span), "The item that the conclusion is about.")
                    .hold(hold);
            } else if let Some(place) = other_drug(item, report.library) {
                report
                    .finding_in(*block, place, "The conclusion is about another drug than the one in the title.")
                    .related(Place::Own(item.title_span), "The title asks for something else.")
                    .hold(hold);
            }
        }
    }
}

/// Where the conclusion names what was authorized and is not left to decide.
fn authorized(item: &ItemFacts) -> Option<Span> {
    let parts = item.parts.filter(|parts| parts.remainder)?;
    let inside = |part: Span, id: &str| {
        item.request.treatments.iter().any(|t| t.id == id && part.start <= t.span.start && t.span.end <= part.end)
    };
    let titled = |t: &&NamedTreatment| inside(parts.authorized, &t.id) && !inside(parts.eligible, &t.id);
    // Something must be left by name: else the remainder is only said in other words.
    let left = item.request.treatments.iter().any(|t| inside(parts.eligible, &t.id));
    item.conclusion.treatments.iter().find(titled).filter(|_| left).map(|t| t.span)
}

/// Where the conclusion calls the whole request the remaining portion of it.
fn whole(item: &ItemFacts) -> Option<Span> {
    let parts = item.parts.filter(|parts| parts.remainder && item.of_remainder)?;
    let inside = |part: Span| -> Vec<&Quantity> {
        item.request.quantities.iter().filter(|q| part.start <= q.span.start && q.span.end <= part.end).collect()
    };
    let (original, left) = (total(&inside(parts.original))?, total(&inside(parts.eligible))?);
    let said = total(&item.conclusion.quantities.iter().collect::<Vec<_>>())?;
    (said.number == original.number && said.number != left.number).then_some(said.span)
}

/// Where the conclusion names what the title does not.
fn foreign(item: &ItemFacts) -> Option<Span> {
    let (title, said) = (&item.request, &item.conclusion);
    let shared = said.shares_treatment(title);
    if let (Some(named), false, false) = (said.treatments.first(), title.treatments.is_empty(), shared) {
        return Some(named.span);
    }
    if let (Some((span, _)), false) = (said.levels.first(), title.levels.is_empty()) {
        return (!same_levels(said, title)).then_some(*span);
    }
    (!said.regions.is_empty() && !title.regions.is_empty() && !region_fits(title, said))
        .then(|| said.regions.first().map_or(said.span, |r| r.span))
}

/// Whether what an item's conclusion names is what the other item asks for.
fn is_about(item: &ItemFacts, other: &ItemFacts) -> bool {
    let (said, title) = (&item.conclusion, &other.request);
    let treatment = said.treatments.is_empty() || said.shares_treatment(title);
    let levels = said.levels.is_empty() || same_levels(said, title);
    let same_region =
        |a: &Named, b: &Named| a.regions.iter().any(|one| b.regions.iter().any(|two| one.region == two.region));
    let regions =
        said.regions.is_empty() || title.regions.is_empty() && !said.treatments.is_empty() || same_region(said, title);
    treatment && levels && regions
}

/// Whether two name the same levels of the spine: `L4-L5` is not `L5-S1`, but more may be told in one of them.
fn same_levels(one: &Named, two: &Named) -> bool {
    let holds = |named: &Named, level: &str| named.levels.iter().any(|(_, other)| other == level);
    match (one.levels.len(), two.levels.len()) {
        (2, 2) => one.levels.iter().all(|(_, level)| holds(two, level)),
        _ => one.levels.iter().any(|(_, level)| holds(two, level)),
    }
}

fn region_fits(title: &Named, said: &Named) -> bool {
    let fit = |one, two| fits(one, two, true) || fits(two, one, true);
    title.regions.iter().any(|one| said.regions.iter().any(|two| fit(one.region, two.region)))
}

/// The first word of a drug's name.
fn substance(name: &str) -> &str {
    name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(name)
}

/// Where the conclusion names a drug and the title another, with nothing in common.
fn other_drug(item: &ItemFacts, library: &Library) -> Option<Span> {
    let (title, said) = (&item.request, &item.conclusion);
    let medicines = |named: &Named| !named.treatments.is_empty() && named.treatments.iter().all(|t| t.medicine);
    if !medicines(title) || !medicines(said) || said.shares_treatment(title) {
        return None;
    }
    let related = |one: &str, two: &str| {
        let known = |id: &str| library.treatments().get(id).map(|shelved| &shelved.entry);
        let (Some(one), Some(two)) = (known(one), known(two)) else { return true };
        let holds = |whole: &str, part: &str| whole.to_lowercase().contains(&part.to_lowercase());
        // What is compounded may hold any drug.
        let compounded = [one, two].iter().any(|entry| entry.class.starts_with("compound"));
        compounded
            || one.topics.iter().any(|topic| two.topics.contains(topic))
            || !one.class.is_empty() && one.class == two.class
            || holds(&one.class, &two.name)
            || holds(&two.class, &one.name)
            // By mouth or on the skin, plain or with something else: "diclofenac", "diclofenac gel".
            || substance(&one.name) == substance(&two.name)
    };
    let any = title.treatments.iter().any(|one| said.treatments.iter().any(|two| related(&one.id, &two.id)));
    said.treatments.first().filter(|_| !any).map(|t| t.span)
}
