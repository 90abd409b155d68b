//! A name was taken out and left a hole.
//!
//! # What it checks
//! Commas with nothing between them, empty brackets, a preposition directly before a comma or full stop, and two spaces
//! behind a preposition where a name is missing.
//!
//! # Why
//! Names of reviewers, and often of physicians, are taken out before a letter is issued. The sentence that is left should
//! still be one.
//!
//! # Example
//! "through various physicians including , , and ."
//!
//! # Instead
//! Write "several physicians", or take the words out.
//!
//! # Source
//! Labor Code 4610.6(f): names stay confidential; gaps met in published determinations.

use super::facts::BlockFacts;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::prose::SlipKind;

pub(super) const RULE: Rule = Rule {
    code: "redaction-gap",
    severity: Severity::Hint,
    category: Category::Text,
    source: include_str!("redaction_gap.rs"),
    check: Check::Block(check),
};

fn check(facts: &BlockFacts, report: &mut Report) {
    for slip in facts.said().slips.iter().filter(|slip| slip.kind == SlipKind::Gap) {
        report.finding(slip.span, "Something is missing here, such as a name that was taken out.");
    }
}
