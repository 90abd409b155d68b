//! A rationale does not say whether the treatment is medically necessary.
//!
//! # What it checks
//! Whether the rationale has a sentence that concludes.
//!
//! # Why
//! A determination has to state whether the disputed treatment is medically necessary.
//!
//! # Example
//! A rationale that quotes the guideline, tells the case, and stops.
//!
//! # Instead
//! Close with a sentence such as "Therefore, the request is not medically necessary."
//!
//! # Source
//! 8 CCR 9792.10.6: the determination states whether the disputed treatment is medically necessary.

use super::facts::ItemFacts;
use super::finding::Hold;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::FieldKind;

pub(super) const RULE: Rule = Rule {
    code: "missing-conclusion",
    severity: Severity::Warning,
    category: Category::Decision,
    source: include_str!("missing_conclusion.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let Some(rationale) = item.field(FieldKind::DecisionRationale) else { return };
    let concludes = item.verdict.as_ref().is_some_and(|r| r.verdict.is_some());
    if !concludes && !rationale.body.is_empty() {
        report
            .finding(rationale.label, "The rationale does not say whether the treatment is medically necessary.")
            .hold(Hold::Unwritten);
    }
}
