//! A chapter, edition or section is cited by a name that is not known.
//!
//! # What it checks
//! Whether the names in the reviewer's citation of the MTUS are spelt as a known chapter or section, whether the chapter has an
//! edition of the year, and whether a bare number stands where a section's name belongs. Names that are near to none are
//! left alone: not every section is known.
//!
//! # Why
//! People and systems look the section up by its name.
//!
//! # Example
//! "Neck and Upper Back Complaints 2004, Section(s): Inital Care".
//!
//! # Instead
//! Write the name as the guideline has it: "Initial Care".
//!
//! # Source
//! Slips met in published determinations; 8 CCR 9792.21.1: the section that applies is cited.

use super::cited::UnknownKind;
use super::facts::ItemFacts;
use super::finding::{Hold, Place, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::FieldKind;

pub(super) const RULE: Rule = Rule {
    code: "unknown-guideline",
    severity: Severity::Hint,
    category: Category::Guideline,
    source: include_str!("unknown_guideline.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let finished = item.field(FieldKind::ReviewerGuideline).is_some_and(|field| field.finished);
    for name in &item.unknown {
        let (written, chapter) = (&name.written, &name.chapter);
        let message = match (name.kind, &name.instead) {
            (UnknownKind::Chapter, _) => format!("“{written}” is no chapter of the MTUS; “{chapter}” is."),
            (UnknownKind::Year, Some(year)) => {
                format!("“{chapter}” has no edition of {written}; the one that is known is of {year}.")
            }
            (UnknownKind::Year, None) => format!("“{chapter}” has no edition of {written} that is known."),
            (UnknownKind::Section, Some(known)) => format!("“{written}” is no section of “{chapter}”; “{known}” is."),
            (UnknownKind::Section | UnknownKind::Number, _) => {
                format!("“{written}” stands where the name of a section of “{chapter}” belongs.")
            }
        };
        let hold = if finished { Hold::Never } else { Hold::Unfinished };
        let finding = report.finding(name.span, message).hold(hold);
        if let Some(instead) = &name.instead {
            finding.fix(format!("Write {instead}"), Place::Own(name.span), instead);
        }
    }
}
