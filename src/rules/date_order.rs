//! Dates stand in an order in which they cannot have happened.
//!
//! # What it checks
//! In the header: injury, denial, application, assignment, decision, in this order. In the text: progress reports,
//! examinations and requests dated before the injury, and images dated within the year before it.
//!
//! # Why
//! Usually one year is mistyped, most often in January. Records of an earlier injury are possible, so this is only a
//! hint.
//!
//! # Example
//! An injury of 10/24/2016 and "an updated progress report performed on 01/12/2016".
//!
//! # Instead
//! Look the date up. If the record is older than the injury, say that it belongs to an earlier one.
//!
//! # Source
//! Order that held in every published determination that was read; slips met there.

use jiff::{ToSpan, civil};

use super::case::{Case, CaseDate};
use super::facts::{BlockFacts, HeaderFacts};
use super::finding::{Place, Severity};
use super::impossible_date::impossible;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::HeaderKind;
use crate::prose::{Date, Event};

pub(super) const RULE: Rule = Rule {
    code: "date-order",
    severity: Severity::Hint,
    category: Category::Consistency,
    source: include_str!("date_order.rs"),
    check: Check::Case(check),
};

/// The dates of a header in the order in which they happen, as messages name them.
const ORDER: [(HeaderKind, &str); 5] = [
    (HeaderKind::DateOfInjury, "injury"),
    (HeaderKind::ReviewDate, "denial"),
    (HeaderKind::ApplicationReceived, "application"),
    (HeaderKind::DateAssigned, "assignment"),
    (HeaderKind::DecisionDate, "decision"),
];

fn check(facts: &BlockFacts, case: &Case, report: &mut Report) {
    match facts {
        BlockFacts::Header(header) => check_header(header, report),
        _ => {
            let Some(injury) = case.injury() else { return };
            for (date, event) in &facts.said().dates {
                if impossible(date).is_none() && is_before(date, *event, injury, case) {
                    let shown = injury.date.shown();
                    report
                        .finding(date.span, format!("{} is before the injury of {shown}.", date.shown()))
                        .related(injury.place(), format!("The injury is dated {shown}."));
                }
            }
        }
    }
}

fn check_header(header: &HeaderFacts, report: &mut Report) {
    let day =
        |kind: HeaderKind| header.dates.iter().find(|(k, _)| *k == kind).and_then(|(_, date)| Some((date, date.on()?)));
    let told: Vec<_> = ORDER.into_iter().filter_map(|(kind, name)| Some((name, day(kind)?))).collect();
    for pair in told.windows(2) {
        let [(earlier, (first, before)), (later, (second, after))] = pair else { continue };
        if before > after {
            let message = format!("The {later} of {} is before the {earlier} of {}.", second.shown(), first.shown());
            report
                .finding(second.span, message)
                .related(Place::Own(first.span), format!("The {earlier} is dated here."));
        }
    }
}

/// Whether what a date dates should have come after the injury and did not.
fn is_before(date: &Date, event: Event, injury: &CaseDate, case: &Case) -> bool {
    let Some(last) = last_day(date).filter(|last| *last < injury.day) else { return false };
    match event {
        Event::Report => true,
        Event::Imaging => injury.day.checked_sub(1.year()).is_ok_and(|year_before| last > year_before),
        // The next year would fit: the old one was still in the fingers.
        Event::Visit => {
            let decision = case.header(HeaderKind::DecisionDate).map(|decision| decision.day);
            let next = date.on().and_then(|day| day.checked_add(1.year()).ok());
            next.zip(decision).is_some_and(|(next, decision)| next >= injury.day && next <= decision)
        }
        _ => false,
    }
}

/// The last day that a date may mean: of the month where it has no day.
fn last_day(date: &Date) -> Option<civil::Date> {
    match date.day {
        Some(_) => date.on(),
        None => Some(Date { day: Some(1), ..*date }.on()?.last_of_month()),
    }
}
