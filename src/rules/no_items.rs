//! The determination decides no item.
//!
//! # What it checks
//! Whether there is at least one disputed item with its fields.
//!
//! # Why
//! A determination without a decision determines nothing.
//!
//! # Example
//! The heading IMR ISSUES, DECISIONS AND RATIONALES at the end of the letter.
//!
//! # Instead
//! Write the disputed treatment, its outcome and its three fields.
//!
//! # Source
//! 8 CCR 9792.10.6: a determination describes the condition, the documents, the disputed treatment, the reasons.

use super::facts::LetterFacts;
use super::finding::Hold;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::SectionKind;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "no-items",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("no_items.rs"),
    check: Check::Letter(check),
};

fn check(letter: &LetterFacts, report: &mut Report) {
    if !letter.items.is_empty() {
        return;
    }
    let issues = letter.sections.iter().rfind(|(_, s)| s.kind == SectionKind::IssuesDecisionsRationales);
    let (block, span) = issues.or(letter.sections.last()).map_or((0, Span::empty(0)), |(b, s)| (*b, s.heading));
    report
        .finding_in(block, span, "There is no disputed item: no treatment is decided in this letter.")
        .hold(Hold::Unwritten);
}
