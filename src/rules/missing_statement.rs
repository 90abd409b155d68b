//! A statement that every determination makes is missing.
//!
//! # What it checks
//! Whether the sections make their standing statements: that the reviewer has no affiliation with the parties, how the
//! reviewer was selected, and that the summary rests on the case file. Any wording of them is accepted.
//!
//! # Why
//! Quality desks look for these statements; a letter without one is sent back.
//!
//! # Example
//! A first section that does not say that the reviewer has no affiliation with the employer or the claims administrator.
//!
//! # Instead
//! Add the statement in the usual words.
//!
//! # Source
//! Labor Code 4610.6; form of the published determinations.

use super::facts::LetterFacts;
use super::finding::Hold;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "missing-statement",
    severity: Severity::Warning,
    category: Category::Structure,
    source: include_str!("missing_statement.rs"),
    check: Check::Letter(check),
};

fn check(letter: &LetterFacts, report: &mut Report) {
    for (block, section) in letter.sections.iter().filter(|(_, s)| !s.empty) {
        for statement in section.unsaid.iter().filter_map(|index| report.format.statements.get(*index)) {
            let title = report.format.title(section.kind);
            report
                .finding_in(*block, section.heading, format!("{title} does not say {}.", statement.what))
                .hold(Hold::Unwritten);
        }
    }
}
