//! An item has the same field twice.
//!
//! # What it checks
//! Labels that appear more than once in one item.
//!
//! # Why
//! Only one of the two can be meant; the second is often the field of an item whose title was lost.
//!
//! # Example
//! Two fields Decision rationale under one title.
//!
//! # Instead
//! Join the two, or write the title and the outcome of the second item above its fields.
//!
//! # Source
//! Form of the published determinations, in which no exception was met.

use super::facts::ItemFacts;
use super::finding::Place;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-field",
    severity: Severity::Warning,
    category: Category::Structure,
    source: include_str!("duplicate_field.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    for field in &item.fields {
        let Some(first) = item.field(field.kind).filter(|first| first.label != field.label) else { continue };
        let label = report.format.label(field.kind);
        report
            .finding(field.label, format!("The field {label} appears a second time in this item."))
            .related(Place::Own(first.label), "It stands here already.");
    }
}
