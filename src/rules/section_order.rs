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
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::SectionKind;

pub(super) const RULE: Rule = Rule {
    code: "section-order",
    severity: Severity::Warning,
    category: Category::Structure,
    source: include_str!("section_order.rs"),
    check: Check::Letter(check),
};

fn check(letter: &LetterFacts, report: &mut Report) {
    let format = report.format;
    let order = |kind: SectionKind| format.sections.iter().position(|s| s.kind == kind);
    let Some((mut last_block, mut last)) = letter.sections.first().copied() else { return };
    for (block, section) in letter.sections.iter().copied() {
        if order(section.kind) >= order(last.kind) {
            (last_block, last) = (block, section);
            continue;
        }
        let (title, later) = (format.title(section.kind), format.title(last.kind));
        report
            .finding_in(block, section.heading, format!("The section {title} belongs before {later}."))
            .related(Place::Block(last_block, last.heading), format!("{later} stands here."));
    }
}
