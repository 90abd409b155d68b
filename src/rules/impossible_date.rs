//! A date that cannot be.
//!
//! # What it checks
//! Dates that no calendar holds, such as a thirteenth month; years that are far outside any case, such as 20216; reports
//! and images dated after the decision that rests on them.
//!
//! # Why
//! A date that cannot be is a slip, and the reader cannot tell which part of it is right. A determination with a plainly
//! wrong fact is open to appeal.
//!
//! # Example
//! "The progress report dated 13/10/2016", or a report of March in a letter of February.
//!
//! # Instead
//! Look the date up in the case file and correct it.
//!
//! # Source
//! Slips met in published determinations; Labor Code 4610.6(h): a plainly erroneous finding of fact.

use super::case::Case;
use super::facts::BlockFacts;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::HeaderKind;
use crate::prose::{Date, Event};

pub(super) const RULE: Rule = Rule {
    code: "impossible-date",
    severity: Severity::Error,
    category: Category::Consistency,
    source: include_str!("impossible_date.rs"),
    check: Check::Case(check),
};

/// Nobody in a case was born before, and no case reaches further.
const YEARS: std::ops::RangeInclusive<u32> = 1880..=2100;

fn check(facts: &BlockFacts, case: &Case, report: &mut Report) {
    let decision = case.header(HeaderKind::DecisionDate);
    let header = matches!(facts, BlockFacts::Header(_));
    for (date, event) in &facts.said().dates {
        if let Some(reason) = impossible(date) {
            report.finding(date.span, reason);
            continue;
        }
        let (Some(day), Some(decision)) = (date.on(), decision) else { continue };
        let past = matches!(event, Event::Report | Event::Imaging | Event::Visit);
        if past && !header && day > decision.day {
            let shown = decision.date.shown();
            let what = if *event == Event::Imaging { "image" } else { "report or visit" };
            report
                .finding(date.span, format!("This {what} is dated {}, after the decision of {shown}.", date.shown()))
                .related(decision.place(), "The decision is dated here.");
        }
    }
}

/// Why a date cannot be, whatever it dates.
pub(super) fn impossible(date: &Date) -> Option<String> {
    match date.year {
        Some(year) if !YEARS.contains(&year) => Some(format!("The year {year} cannot be right.")),
        _ if (1..=12).contains(&date.month) => {
            (!date.is_possible()).then(|| format!("There is no day {} in that month.", date.day.unwrap_or(0)))
        }
        _ if date.day.is_some_and(|day| (1..=12).contains(&day)) => {
            Some(format!("There is no month {}: month and day may be the wrong way round.", date.month))
        }
        _ => Some(format!("There is no month {}.", date.month)),
    }
}
