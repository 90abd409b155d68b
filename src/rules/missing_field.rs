//! An item lacks one of its fields, or the label is misspelt.
//!
//! # What it checks
//! The three labelled fields of each item: Claims Administrator guideline, MAXIMUS guideline, Decision rationale.
//!
//! # Why
//! An item without them does not say on what the decision rests.
//!
//! # Example
//! An item whose rationale follows the guideline without the label Decision rationale.
//!
//! # Instead
//! Write the label at the start of a line, and the field behind it.
//!
//! # Source
//! 8 CCR 9792.10.6: a determination describes the condition, the documents, the disputed treatment, the reasons.

use super::facts::ItemFacts;
use super::finding::Severity;
use super::finding::{Hold, Place};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::FieldKind;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "missing-field",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("missing_field.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let format = report.format;
    for field in &item.fields {
        if let Some(written) = &field.misspelt {
            let label = format.label(field.kind);
            report.finding(field.label, format!("The label “{written}” is misspelt; it should read {label}.")).fix(
                format!("Write {label}"),
                Place::Own(field.label),
                format!("{label}:"),
            );
        }
    }
    for (order, kind) in FieldKind::ALL.into_iter().enumerate() {
        if item.field(kind).is_some() {
            continue;
        }
        let label = format.label(kind);
        let later = FieldKind::ALL.iter().skip(order + 1).find_map(|k| item.field(*k));
        let (at, text) = match (later, item.fields.last()) {
            (Some(next), _) => (next.label.start, format!("{label}: \n\n")),
            (None, Some(last)) => (last.body.end.max(last.label.end), format!("\n\n{label}: ")),
            (None, None) => (item.heading().end, format!("\n\n{label}: ")),
        };
        report
            .finding(item.heading(), format!("The item “{}” has no field {label}.", item.short_title()))
            .fix(format!("Insert the label {label}"), Place::Own(Span::empty(at)), text)
            .hold(Hold::Unwritten);
    }
}
