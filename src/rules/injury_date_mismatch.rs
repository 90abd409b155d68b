//! The summary dates the injury otherwise than the header.
//!
//! # What it checks
//! Whether a date that the text gives as the day of the injury is the header's "Date of Injury". Only dates that plainly
//! belong to the injury are compared; prior and other injuries are left alone.
//!
//! # Why
//! The date of injury says which claim was reviewed. A letter with two of them has one wrong, and a plainly wrong fact is
//! a ground of appeal.
//!
//! # Example
//! Header "Date of Injury: 10/13/2016", summary "who sustained an industrial injury on 10-31-2016".
//!
//! # Instead
//! Look the date up in the case file and correct the one that is wrong.
//!
//! # Source
//! Slips met in published determinations; Labor Code 4610.6(h).

use super::case::Case;
use super::facts::BlockFacts;
use super::finding::{Place, Severity};
use super::impossible_date::impossible;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::HeaderKind;
use crate::prose::Event;

pub(super) const RULE: Rule = Rule {
    code: "injury-date-mismatch",
    severity: Severity::Warning,
    category: Category::Consistency,
    source: include_str!("injury_date_mismatch.rs"),
    check: Check::Case(check),
};

fn check(facts: &BlockFacts, case: &Case, report: &mut Report) {
    let Some(injury) = case.header(HeaderKind::DateOfInjury) else { return };
    if matches!(facts, BlockFacts::Header(_)) {
        return;
    }
    let injuries = || facts.said().dates.iter().filter(|(_, event)| *event == Event::Injury).map(|(date, _)| date);
    // Where the header's date is told as well, a date of another year is another injury's.
    let told = injuries().any(|date| date.is_day(injury.day));
    let year = u32::try_from(injury.day.year()).ok();
    for date in injuries().filter(|date| !date.is_day(injury.day) && impossible(date).is_none()) {
        if told && date.year != year {
            continue;
        }
        let shown = injury.date.shown();
        let finding = report
            .finding(date.span, format!("The injury is dated {} here, but {shown} in the header.", date.shown()))
            .related(injury.place(), format!("The header dates the injury {shown}."));
        if date.on().is_some() {
            let right = date.spell(injury.day);
            finding.fix_for_review(format!("Change the date to the header's, {right}"), Place::Own(date.span), right);
        }
    }
}
