//! The sections are not in their order.
//!
//! # What it checks
//! The order of the sections: how the determination was made, the clinical case summary, the issues.
//!
//! # Why
//! Readers and quality desks look for each part where it always is.
//!
//! # Example
//! A clinical case summary that follows the decisions.
//!
//! # Instead
//! Move the section to its place.
//!
//! # Source
//! Form of the published determinations, in which no exception was met.

use super::facts::LetterFacts;
use super::finding::Place;
use super::finding::Severity;
use super::registry::{Category, Check, Rule};
use super::report::Report;
use crate::letter::SectionKind;

pub(super) const RULE: Rule = Rule {
    code: "section-order",
    severity: Severity::Warning,
    category: Category::Structure,
    source: include_str!("section_order.rs"),
    check: Check::Letter(check),
};

fn check(letter: &LetterFacts, report: &mut Report) {
    let order = |kind: SectionKind| report.format.sections.iter().position(|s| s.kind == kind);
    let mut out_of_order = Vec::new();
    for (index, (block, section)) in letter.sections.iter().enumerate() {
        let before = letter.sections.iter().take(index).find(|(_, s)| order(s.kind) > order(section.kind));
        if let Some((first_block, first)) = before {
            out_of_order.push((*block, section.heading, section.kind, *first_block, first.heading, first.kind));
        }
    }
    for (block, heading, kind, first_block, first_heading, first) in out_of_order {
        let (title, earlier) = (report.format.title(kind), report.format.title(first));
        report
            .finding_in(block, heading, format!("The section {title} belongs before {earlier}."))
            .related(Place::Block(first_block, first_heading), format!("{earlier} stands here."));
    }
}
