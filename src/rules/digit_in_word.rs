//! A digit stands inside a word.
//!
//! # What it checks
//! Words of small letters with a digit struck between them. Levels of the spine, doses, codes and "2x6" are no words.
//!
//! # Why
//! A digit beside the intended letter is easily struck, and a spell checker leaves words with digits alone.
//!
//! # Example
//! "the pat8ient reports".
//!
//! # Instead
//! Correct the word.
//!
//! # Source
//! Slips met in published determinations.

use super::facts::BlockFacts;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::prose::SlipKind;

pub(super) const RULE: Rule = Rule {
    code: "digit-in-word",
    severity: Severity::Hint,
    category: Category::Text,
    source: include_str!("digit_in_word.rs"),
    check: Check::Block(check),
};

fn check(facts: &BlockFacts, report: &mut Report) {
    for slip in facts.said().slips.iter().filter(|slip| slip.kind == SlipKind::Digit) {
        report.finding(slip.span, "A digit stands inside this word.");
    }
}
