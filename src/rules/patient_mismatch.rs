//! The patient's age or sex is told in two ways.
//!
//! # What it checks
//! Whether every "45-year-old male" of a letter is the same person as the summary's first one. Ages that differ by one year
//! are left alone: there may have been a birthday. A pronoun is compared only where it can mean nobody but the patient.
//!
//! # Why
//! Text copied from another letter brings another patient with it.
//!
//! # Example
//! Summary "a 45-year-old male", rationale "this 54-year-old female".
//!
//! # Instead
//! Look the patient up in the case file, correct the words, and read what stands around them: it may be about somebody
//! else.
//!
//! # Source
//! Slips met in published determinations; Labor Code 4610.6(e): the analysis cites the employee's condition.

use super::case::Case;
use super::facts::BlockFacts;
use super::finding::{Place, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "patient-mismatch",
    severity: Severity::Hint,
    category: Category::Consistency,
    source: include_str!("patient_mismatch.rs"),
    check: Check::Case(check),
};

fn check(facts: &BlockFacts, case: &Case, report: &mut Report) {
    let Some((patient, block)) = case.patient else { return };
    for person in &facts.said().persons {
        if let (Some((first, there)), Some((second, here))) = (patient.age, person.age)
            && first.abs_diff(second) > 1
        {
            report
                .finding(here, format!("The patient is {second} years old here, but {first} in the summary."))
                .related(Place::Block(block, there), format!("The summary says {first}."));
        }
        if let (Some((first, there)), Some((second, here))) = (patient.sex, person.sex)
            && first != second
        {
            report
                .finding(here, format!("The patient is {} here, but {} in the summary.", second.name(), first.name()))
                .related(Place::Block(block, there), format!("The summary says {}.", first.name()));
        }
    }
    let Some((sex, there)) = patient.sex else { return };
    for (other, here) in facts.said().pronouns.iter().filter(|(other, _)| *other != sex) {
        report
            .finding(
                *here,
                format!("This pronoun makes the patient {}, but the summary says {}.", other.name(), sex.name()),
            )
            .related(Place::Block(block, there), format!("The summary says {}.", sex.name()));
    }
}
