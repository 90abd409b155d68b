//! The fields of an item are not in their order.
//!
//! # What it checks
//! The order Claims Administrator guideline, MAXIMUS guideline, Decision rationale.
//!
//! # Why
//! Readers look for each field where it always is.
//!
//! # Example
//! A decision rationale above the guidelines.
//!
//! # Instead
//! Move the field to its place.
//!
//! # Source
//! Form of the published determinations, in which no exception was met.

use super::facts::ItemFacts;
use super::finding::Place;
use super::finding::Severity;
use super::registry::{Category, Check, Rule};
use super::report::Report;

pub(super) const RULE: Rule = Rule {
    code: "field-order",
    severity: Severity::Hint,
    category: Category::Structure,
    source: include_str!("field_order.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    for (index, field) in item.fields.iter().enumerate() {
        let before = item.fields.iter().take(index).find(|f| f.kind > field.kind);
        let repeated = item.fields.iter().take(index).any(|f| f.kind == field.kind);
        if let Some(before) = before.filter(|_| !repeated) {
            let (label, earlier) = (report.format.label(field.kind), report.format.label(before.kind));
            report
                .finding(field.label, format!("The field {label} belongs before {earlier}."))
                .related(Place::Own(before.label), format!("{earlier} stands here."));
        }
    }
}
