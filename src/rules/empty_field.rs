//! A field has a label and nothing in it.
//!
//! # What it checks
//! Whether anything is written behind each label.
//!
//! # Why
//! An empty field says no more than a missing one.
//!
//! # Example
//! "Decision rationale:" directly above the title of the next item.
//!
//! # Instead
//! Write the field. Where no evidence was cited, say so in words.
//!
//! # Source
//! 8 CCR 9792.10.6: a determination describes the condition, the documents, the disputed treatment, the reasons.

use super::facts::ItemFacts;
use super::finding::Hold;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "empty-field",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("empty_field.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    for field in item.fields.iter().filter(|f| f.body.is_empty()) {
        let label = report.format.label(field.kind);
        report.finding(field.label, format!("The field {label} is empty.")).hold(Hold::Unwritten);
    }
}
