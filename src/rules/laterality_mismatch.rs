//! The conclusion names the other side of the body.
//!
//! # What it checks
//! Whether the sides that the conclusion names, left or right, are those of the title. Only the words that the verdict is said
//! of are looked at: the rationale may well speak of the other limb.
//!
//! # Why
//! A letter that decides the left knee and orders the right one decides neither.
//!
//! # Example
//! "MRI of the left knee: Upheld", with "the request for MRI of the right knee is not medically necessary".
//!
//! # Instead
//! Look the side up in the request, and correct title or conclusion.
//!
//! # Source
//! Determinations reversed for a part of the body that was not at issue.

use super::facts::ItemFacts;
use super::finding::{Hold, Place, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::prose::{NamedSide, Side};

pub(super) const RULE: Rule = Rule {
    code: "laterality-mismatch",
    severity: Severity::Warning,
    category: Category::Decision,
    source: include_str!("laterality_mismatch.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let titled = &item.request.sides;
    let concluded = &item.conclusion.sides;
    if titled.is_empty() || titled.iter().chain(concluded).any(|s| s.side == Side::Both) {
        return;
    }
    for side in concluded {
        // "of the right arm, the left arm having been tested": what is decided is named as well.
        let as_titled = |other: &NamedSide| {
            other.side != side.side
                && (side.region.is_none() || other.region == side.region)
                && titled.iter().any(|title| title.side == other.side && title.region == other.region)
        };
        if concluded.iter().any(as_titled) {
            continue;
        }
        // The same part of the body in the title, else anything there.
        let same = |other: &&NamedSide| side.region.is_some() && other.region == side.region;
        let parts: Vec<&NamedSide> = titled.iter().filter(same).collect();
        let against: Vec<&NamedSide> = if parts.is_empty() { titled.iter().collect() } else { parts };
        let Some(first) = against.first().filter(|_| against.iter().all(|other| other.side != side.side)) else {
            continue;
        };
        let (here, there) = (side.side.name(), first.side.name());
        let hold = item.verdict.as_ref().is_none_or(|v| v.finished);
        report
            .finding(side.span, format!("The conclusion is about the {here} side, but the title about the {there}."))
            .related(Place::Own(first.span), format!("The title says {there}."))
            .hold(if hold { Hold::Never } else { Hold::Unfinished })
            .fix_for_review(format!("Change “{here}” to “{there}”"), Place::Own(side.span), there);
    }
}
