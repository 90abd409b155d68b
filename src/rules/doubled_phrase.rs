//! The same words stand twice in a row.
//!
//! # What it checks
//! A phrase that is repeated directly, or after one comma, and small words such as "the the".
//!
//! # Why
//! Usually something was copied twice; sometimes the second half should have been something else.
//!
//! # Example
//! "medications, diagnostic imaging, diagnostic imaging, and exercise at home".
//!
//! # Instead
//! Take the second out, or write what it should say.
//!
//! # Source
//! Slips met in published determinations.

use super::facts::BlockFacts;
use super::finding::{Place, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::prose::SlipKind;

pub(super) const RULE: Rule = Rule {
    code: "doubled-phrase",
    severity: Severity::Hint,
    category: Category::Text,
    source: include_str!("doubled_phrase.rs"),
    check: Check::Block(check),
};

fn check(facts: &BlockFacts, report: &mut Report) {
    for slip in facts.said().slips.iter().filter(|slip| slip.kind == SlipKind::Doubled) {
        let finding = report.finding(slip.span, "The same words stand here twice.");
        if let Some((again, _)) = &slip.instead {
            finding.fix_for_review("Take the repetition out", Place::Own(*again), "");
        }
    }
}
