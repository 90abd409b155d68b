//! What was authorized and what is left do not add up to what was asked for.
//!
//! # What it checks
//! In a request that was allowed in part, whether the original number is the authorized one and the remaining one together:
//! visits, tablets, months. It is silent where the parts cannot be counted alike.
//!
//! # Why
//! Only the remaining part is decided. A wrong number leaves open what may be treated.
//!
//! # Example
//! "#60 was the original request. #25 was authorized … The remaining IMR eligible portion …, #45 is".
//!
//! # Instead
//! Look the numbers up in the request and in the denial, and correct the wrong one.
//!
//! # Source
//! The form of published determinations on modified requests, all of which add up.

use super::facts::ItemFacts;
use super::finding::{Place, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::prose::{Counted, Quantity};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "request-arithmetic",
    severity: Severity::Warning,
    category: Category::Decision,
    source: include_str!("request_arithmetic.rs"),
    check: Check::Item(check),
};

/// How many in all, of what, and where that is said.
pub(super) struct Total {
    pub number: u32,
    months: bool,
    pub span: Span,
}

fn check(item: &ItemFacts, report: &mut Report) {
    let Some(parts) = item.parts.filter(|parts| parts.remainder) else { return };
    let within = |part: Span| -> Vec<&Quantity> {
        item.request.quantities.iter().filter(|q| part.start <= q.span.start && q.span.end <= part.end).collect()
    };
    let total_of = |part: Span| total(&within(part));
    let (Some(original), Some(authorized), Some(left)) =
        (total_of(parts.original), total_of(parts.authorized), total_of(parts.eligible))
    else {
        return;
    };
    // The same number three times: what differs is something else, such as refills.
    let split = original.number == authorized.number && original.number == left.number;
    let alike = original.months == authorized.months && original.months == left.months;
    if split || !alike || authorized.number.checked_add(left.number) == Some(original.number) {
        return;
    }
    report
        .finding(
            left.span,
            format!(
                "Of {} requested, {} were authorized, but the remaining portion is given as {}.",
                original.number, authorized.number, left.number
            ),
        )
        .related(Place::Own(original.span), format!("Requested: {}.", original.number))
        .related(Place::Own(authorized.span), format!("Authorized: {}.", authorized.number));
}

/// What the quantities of one part come to, where that is certain.
pub(super) fn total(quantities: &[&Quantity]) -> Option<Total> {
    let of = |kinds: &[Counted]| -> Vec<&&Quantity> { quantities.iter().filter(|q| kinds.contains(&q.of)).collect() };
    if !of(&[Counted::Refills]).is_empty() {
        return None;
    }
    let months = of(&[Counted::Months]);
    match (of(&[Counted::Visits, Counted::Pieces, Counted::Units, Counted::Product]).as_slice(), months.as_slice()) {
        ([one], _) if !one.range => Some(Total { number: one.number, months: false, span: one.span }),
        ([], [one]) if !one.range && quantities.len() == 1 => {
            Some(Total { number: one.number, months: true, span: one.span })
        }
        ([], []) => match (of(&[Counted::PerWeek]).as_slice(), of(&[Counted::Weeks]).as_slice()) {
            ([often], [weeks]) if !often.range && !weeks.range => Some(Total {
                number: often.number.checked_mul(weeks.number)?,
                months: false,
                span: often.span.to(weeks.span),
            }),
            _ => None,
        },
        _ => None,
    }
}
