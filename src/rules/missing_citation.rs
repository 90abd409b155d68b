//! The reviewer cites no guideline.
//!
//! # What it checks
//! Whether the reviewer's guideline field cites anything. It is silent where the item stands or falls with another, as the
//! services around a refused operation do.
//!
//! # Why
//! A determination names the evidence that it rests on. Without a citation nobody can tell by which standard the request
//! was measured.
//!
//! # Example
//! "MAXIMUS guideline: The Expert Reviewer did not cite any medical evidence for its decision." under a request for a scan.
//!
//! # Instead
//! Cite the chapter and section of the MTUS that applies; where it is silent, the guideline or study that you used.
//!
//! # Source
//! 8 CCR 9792.10.6: references to the medical and scientific evidence used; 8 CCR 9792.21.1: the order in which it is sought.

use super::facts::ItemFacts;
use super::finding::{Hold, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "missing-citation",
    severity: Severity::Warning,
    category: Category::Guideline,
    source: include_str!("missing_citation.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    if let Some(nothing) = item.uncited.filter(|_| !item.ancillary) {
        report.finding(nothing, "The reviewer's decision cites no guideline or study.").hold(Hold::Unwritten);
    }
}
