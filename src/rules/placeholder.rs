//! Something was left to be filled in.
//!
//! # What it checks
//! "TBD", "XX/XX/2016", "____", "[ ]", "***", and words of a template in brackets such as "[insert date]".
//!
//! # Why
//! A letter must not be signed with a hole in it.
//!
//! # Example
//! "The progress report dated XX/XX/2016", or "[Treatment as requested]: [Upheld or Overturned]".
//!
//! # Instead
//! Fill it in, or take the words out.
//!
//! # Source
//! None needed: no published determination that was read has one.

use super::facts::BlockFacts;
use super::finding::{Hold, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::prose::SlipKind;

pub(super) const RULE: Rule = Rule {
    code: "placeholder",
    severity: Severity::Warning,
    category: Category::Text,
    source: include_str!("placeholder.rs"),
    check: Check::Block(check),
};

fn check(facts: &BlockFacts, report: &mut Report) {
    for slip in facts.said().slips.iter().filter(|slip| slip.kind == SlipKind::Placeholder) {
        report.finding(slip.span, "Something is still to be filled in here.").hold(Hold::Unwritten);
    }
}
