//! A section has a heading and nothing under it.
//!
//! # What it checks
//! Whether anything is written under the heading of a section.
//!
//! # Why
//! A heading alone is as good as a missing section.
//!
//! # Example
//! The heading CLINICAL CASE SUMMARY directly above IMR ISSUES, DECISIONS AND RATIONALES.
//!
//! # Instead
//! Write the section.
//!
//! # Source
//! 8 CCR 9792.10.6: a determination describes the condition, the documents, the disputed treatment, the reasons.

use super::facts::LetterFacts;
use super::finding::Hold;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::SectionKind;

pub(super) const RULE: Rule = Rule {
    code: "empty-section",
    severity: Severity::Warning,
    category: Category::Structure,
    source: include_str!("empty_section.rs"),
    check: Check::Letter(check),
};

fn check(letter: &LetterFacts, report: &mut Report) {
    for (block, section) in &letter.sections {
        // The issues consist of their items: `no-items` speaks of those.
        if section.empty && section.kind != SectionKind::IssuesDecisionsRationales {
            let title = report.format.title(section.kind);
            report
                .finding_in(*block, section.heading, format!("Nothing is written under {title}."))
                .hold(Hold::Unwritten);
        }
    }
}
