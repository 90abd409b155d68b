//! The summary dates the utilization review otherwise than the header.
//!
//! # What it checks
//! Whether the date that the summary gives for the utilization review is the header's "UR Denial Date". Only dates that
//! directly belong to the words "utilization review" or "UR" are compared. It is silent where one of several agrees,
//! since there may have been an appeal.
//!
//! # Why
//! The date says which denial is under review. A letter with two dates has one wrong.
//!
//! # Example
//! Header "UR Denial Date: 11/15/2016", summary "The UR dated 11-14-16 non-certified the request".
//!
//! # Instead
//! Look the date up in the denial and correct the one that is wrong.
//!
//! # Source
//! Slips met in published determinations; Labor Code 4610.5: the dispute is over a utilization review decision.

use super::case::Case;
use super::facts::BlockFacts;
use super::finding::{Place, Severity};
use super::impossible_date::impossible;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::{HeaderKind, SectionKind};
use crate::prose::{Date, Event};

pub(super) const RULE: Rule = Rule {
    code: "review-date-mismatch",
    severity: Severity::Warning,
    category: Category::Consistency,
    source: include_str!("review_date_mismatch.rs"),
    check: Check::Case(check),
};

/// Two dates with no more between them, in bytes, belong together.
const NEAR: usize = 8;

fn check(facts: &BlockFacts, case: &Case, report: &mut Report) {
    let (Some(review), BlockFacts::Section(section)) = (case.header(HeaderKind::ReviewDate), facts) else { return };
    let reviews = || section.said.dates.iter().filter(|(_, event)| *event == Event::Review).map(|(date, _)| date);
    if section.kind != SectionKind::ClinicalCaseSummary || reviews().any(|date| date.is_day(review.day)) {
        return;
    }
    // `dated 11/20/2016 and 11/22/2016`: the second may be the header's.
    let and_right = |date: &Date| {
        section.said.dates.iter().any(|(other, _)| {
            other.is_day(review.day) && other.span.start > date.span.end && other.span.start <= date.span.end + NEAR
        })
    };
    for date in reviews().filter(|date| impossible(date).is_none() && !and_right(date)) {
        let shown = review.date.shown();
        let message = format!("The utilization review is dated {} here, but {shown} in the header.", date.shown());
        let finding =
            report.finding(date.span, message).related(review.place(), format!("The header dates the denial {shown}."));
        if date.on().is_some() {
            let right = date.spell(review.day);
            finding.fix_for_review(format!("Change the date to the header's, {right}"), Place::Own(date.span), right);
        }
    }
}
