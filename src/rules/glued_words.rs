//! Two words stand without a space between them.
//!
//! # What it checks
//! A word with another sentence's first word glued on, such as "BenzodiazepinesNot", and pairs that extraction from a PDF
//! runs together, such as "notmedically". Names with inner capitals are left alone.
//!
//! # Why
//! Text pasted from a guideline loses its line breaks. Glued words are hard to read, and a search does not find them.
//!
//! # Example
//! "BenzodiazepinesNot recommended for long-term use".
//!
//! # Instead
//! Put the space, or the colon, between them.
//!
//! # Source
//! Passages pasted into sample drafts.

use super::facts::BlockFacts;
use super::finding::{Place, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::prose::SlipKind;

pub(super) const RULE: Rule = Rule {
    code: "glued-words",
    severity: Severity::Hint,
    category: Category::Text,
    source: include_str!("glued_words.rs"),
    check: Check::Block(check),
};

fn check(facts: &BlockFacts, report: &mut Report) {
    for slip in facts.said().slips.iter().filter(|slip| slip.kind == SlipKind::Glued) {
        let finding = report.finding(slip.span, "A space is missing between two words.");
        if let Some((word, apart)) = &slip.instead {
            finding.fix(format!("Write “{apart}”"), Place::Own(*word), apart.clone());
        }
    }
}
