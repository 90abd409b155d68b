//! A rationale concludes both ways.
//!
//! # What it checks
//! Whether two sentences of one rationale conclude the opposite of each other about the same request.
//!
//! # Why
//! The reader cannot tell what was decided, whatever the outcome word says.
//!
//! # Example
//! "The request is medically necessary. … Therefore, the request is not medically necessary."
//!
//! # Instead
//! Correct the sentence that is wrong. Where only a part is necessary, name the part.
//!
//! # Source
//! Labor Code 4610.6: the analysis says whether the treatment is necessary.

use super::facts::ItemFacts;
use super::finding::Severity;
use super::finding::{Hold, Place};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::prose::Verdict;

pub(super) const RULE: Rule = Rule {
    code: "conflicting-conclusions",
    severity: Severity::Error,
    category: Category::Decision,
    source: include_str!("conflicting_conclusions.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let Some(reading) = item.verdict.as_ref().filter(|r| !r.dissent.is_empty()) else { return };
    let (here, there) = match reading.verdict {
        Some(Verdict::Necessary) => ("medically necessary", "not medically necessary"),
        Some(Verdict::NotNecessary) => ("not medically necessary", "medically necessary"),
        _ => return,
    };
    let mut finding = report
        .finding(reading.words, format!("The rationale concludes {here} here, but {there} in another sentence."))
        .hold(if reading.finished { Hold::Never } else { Hold::Unfinished });
    for dissent in &reading.dissent {
        finding = finding.related(Place::Own(*dissent), format!("It concludes {there} here."));
    }
}
