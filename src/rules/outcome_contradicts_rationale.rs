//! The outcome and the rationale contradict each other.
//!
//! # What it checks
//! Whether the outcome word agrees with what the rationale concludes: Upheld with "not medically necessary", Overturned with
//! "medically necessary". It is silent where the conclusion is not certain.
//!
//! # Why
//! Upheld means that the denial stands, Overturned that it falls. A letter that says one thing and decides the other is
//! sent back, or worse, is carried out.
//!
//! # Example
//! "MRI of the left knee: Upheld", with a rationale that ends "the request is medically necessary".
//!
//! # Instead
//! Correct whichever of the two is wrong.
//!
//! # Source
//! Labor Code 4610.5(c)(2) and 4610.6; meaning of the outcome words in the published determinations.

use super::facts::ItemFacts;
use super::finding::Severity;
use super::finding::{Hold, Place};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::Outcome;
use crate::prose::Verdict;

pub(super) const RULE: Rule = Rule {
    code: "outcome-contradicts-rationale",
    severity: Severity::Error,
    category: Category::Decision,
    source: include_str!("outcome_contradicts_rationale.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let (Some(outcome), Some(reading)) = (&item.outcome, &item.verdict) else { return };
    let concluded = match (outcome.outcome, reading.verdict) {
        (Some(Outcome::Upheld), Some(Verdict::Necessary)) => "medically necessary",
        (Some(Outcome::Overturned), Some(Verdict::NotNecessary)) => "not medically necessary",
        _ => return,
    };
    let message = format!(
        "The outcome is {}, but the rationale concludes that the treatment is {concluded}.",
        outcome.outcome.map_or("", Outcome::word)
    );
    let finding = report
        .finding(outcome.word, message)
        .related(Place::Own(reading.words), format!("The rationale concludes here: {concluded}."))
        .hold(if reading.finished { Hold::Never } else { Hold::Unfinished });
    if let Some(turned) = item.outcome_of_verdict() {
        let word = turned.word();
        finding.fix_for_review(format!("Change the outcome to {word}"), Place::Own(outcome.word), word);
    }
}
