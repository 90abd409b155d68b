//! The reviewer's credentials are not given.
//!
//! # What it checks
//! Whether the first section tells the reviewer's state of licence or specialty, as a list or inside a sentence.
//!
//! # Why
//! The law asks for the reviewer's qualifications; the name stays confidential.
//!
//! # Example
//! A first section that speaks only of the selection of the reviewer.
//!
//! # Instead
//! Write State(s) of Licensure and Certification(s)/Specialty.
//!
//! # Source
//! Labor Code 4610.6(f).

use super::facts::LetterFacts;
use super::finding::Hold;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::SectionKind;

pub(super) const RULE: Rule = Rule {
    code: "missing-credentials",
    severity: Severity::Warning,
    category: Category::Structure,
    source: include_str!("missing_credentials.rs"),
    check: Check::Letter(check),
};

fn check(letter: &LetterFacts, report: &mut Report) {
    for (block, section) in &letter.sections {
        if section.kind == SectionKind::HowMade && !section.credentials && !section.empty {
            report
                .finding_in(
                    *block,
                    section.heading,
                    "The reviewer's credentials are missing: this section names neither a licence nor a specialty.",
                )
                .hold(Hold::Unwritten);
        }
    }
}
