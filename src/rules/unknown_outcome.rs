//! The word in the outcome's place is no outcome.
//!
//! # What it checks
//! Whether the word behind the title is an outcome: Upheld or Overturned, or a word that the organisation's format adds.
//!
//! # Why
//! The outcome is read by people and by systems that know only these words.
//!
//! # Example
//! "MRI of the left knee: Uphled", "MRI of the left knee: Modified".
//!
//! # Instead
//! Write Upheld if the denial stands, Overturned if it falls.
//!
//! # Source
//! Form of the published determinations, in which no exception was met.

use super::facts::ItemFacts;
use super::finding::Place;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "unknown-outcome",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("unknown_outcome.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let Some(outcome) = item.outcome.as_ref().filter(|o| o.outcome.is_none()) else { return };
    let meant = report.format.meant_outcome(&outcome.text);
    let finding =
        report.finding(outcome.word, format!("“{}” is not an outcome; write Upheld or Overturned.", outcome.text));
    let place = Place::Own(outcome.word);
    match (meant, item.outcome_of_verdict()) {
        (Some(meant), _) => {
            finding.fix(format!("Write {}", meant.word()), place, meant.word());
        }
        (None, Some(concluded)) => {
            let title = format!("Write {}, as the rationale concludes", concluded.word());
            finding.fix_for_review(title, place, concluded.word());
        }
        (None, None) => {}
    }
}
