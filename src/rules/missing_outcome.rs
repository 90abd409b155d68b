//! An item has no outcome.
//!
//! # What it checks
//! Whether the title of each item ends with an outcome word.
//!
//! # Why
//! The outcome is the decision; without it the item is not decided.
//!
//! # Example
//! "MRI of the left knee:" with nothing behind the colon.
//!
//! # Instead
//! Write Upheld if the denial stands, Overturned if it falls.
//!
//! # Source
//! 8 CCR 9792.10.6: a determination describes the condition, the documents, the disputed treatment, the reasons.

use super::facts::ItemFacts;
use super::finding::Severity;
use super::finding::{Hold, Place};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "missing-outcome",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("missing_outcome.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    if item.outcome.is_some() {
        return;
    }
    let finding = report.finding(
        item.heading(),
        format!("The item “{}” has no outcome; write Upheld or Overturned behind its title.", item.short_title()),
    );
    let finding = finding.hold(Hold::Unwritten);
    if let (Some(outcome), Some((at, colon))) = (item.outcome_of_verdict(), item.outcome_place) {
        let word = outcome.word();
        let text = if colon { format!(" {word}") } else { format!(": {word}") };
        finding.fix_for_review(format!("Write {word}, as the rationale concludes"), Place::Own(Span::empty(at)), text);
    }
}
