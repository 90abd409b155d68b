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
use super::report::Report;
use super::rule::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "field-order",
    severity: Severity::Hint,
    category: Category::Structure,
    source: include_str!("field_order.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let Some(mut last) = item.fields.first() else { return };
    for field in &item.fields {
        // A field that stands here already is `duplicate-field`'s.
        let repeated = item.field(field.kind).is_some_and(|first| first.label != field.label);
        if field.kind >= last.kind {
            last = field;
        } else if !repeated {
            let (label, later) = (report.format.label(field.kind), report.format.label(last.kind));
            report
                .finding(field.label, format!("The field {label} belongs before {later}."))
                .related(Place::Own(last.label), format!("{later} stands here."));
        }
    }
}
