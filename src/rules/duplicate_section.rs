//! A section appears twice.
//!
//! # What it checks
//! Two headings of the same section.
//!
//! # Why
//! A reader cannot tell which of the two counts; it is usually text left over from another letter.
//!
//! # Example
//! A second heading CLINICAL CASE SUMMARY, with the summary of another case.
//!
//! # Instead
//! Keep one of the two.
//!
//! # Source
//! Form of the published determinations, in which no exception was met.

use super::facts::LetterFacts;
use super::finding::Place;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-section",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("duplicate_section.rs"),
    check: Check::Letter(check),
};

fn check(letter: &LetterFacts, report: &mut Report) {
    for (block, section) in &letter.sections {
        let first = letter.sections.iter().find(|(_, s)| s.kind == section.kind).filter(|(first, _)| first != block);
        if let Some((first_block, first)) = first {
            let title = report.format.title(section.kind);
            report
                .finding_in(*block, section.heading, format!("The section {title} appears a second time."))
                .related(Place::Block(*first_block, first.heading), "It stands here already.");
        }
    }
}
