//! The same drug has two strengths.
//!
//! # What it checks
//! Whether the strength that the conclusion names is the title's, and whether the parts of a title agree. Only the same drug is
//! compared, brand and generic names taken as one. A part of a combined strength is no other strength.
//!
//! # Why
//! A decision on a strength that nobody asked for decides nothing, and may be dispensed.
//!
//! # Example
//! "Percocet 5/325mg", with "the request for Percocet 10/325mg is not medically necessary".
//!
//! # Instead
//! Look the strength up in the request, and correct title or conclusion.
//!
//! # Source
//! Slips met in published determinations.

use super::facts::ItemFacts;
use super::finding::{Hold, Place, Severity};
use super::named::NamedDose;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::prose::Verdict;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "dose-mismatch",
    severity: Severity::Warning,
    category: Category::Decision,
    source: include_str!("dose_mismatch.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let asked = &item.request.doses;
    let within =
        |part: Span| move |named: &&NamedDose| part.start <= named.dose.span.start && named.dose.span.end <= part.end;
    if let Some(parts) = &item.parts {
        for left in asked.iter().filter(within(parts.eligible)).filter(|left| left.direct) {
            let original: Vec<&NamedDose> = asked.iter().filter(within(parts.original)).collect();
            if let Some(first) = mismatch(left, &original) {
                report
                    .finding(
                        left.dose.span,
                        format!(
                            "The strength is {} here, but {} in the original request.",
                            left.written, first.written
                        ),
                    )
                    .related(Place::Own(first.dose.span), format!("The original request says {}.", first.written))
                    .fix_for_review(
                        format!("Change the strength to {}", first.written),
                        Place::Own(left.dose.span),
                        &first.written,
                    );
            }
        }
    }
    // What is necessary in part may well be a lower dose.
    if item.verdict.as_ref().is_none_or(|v| v.verdict == Some(Verdict::Partial)) {
        return;
    }
    let finished = item.verdict.as_ref().is_none_or(|v| v.finished);
    for said in item.conclusion.doses.iter().filter(|said| said.direct) {
        if let Some(first) = mismatch(said, &asked.iter().collect::<Vec<_>>()) {
            report
                .finding(
                    said.dose.span,
                    format!("The conclusion says {}, but the title {}.", said.written, first.written),
                )
                .related(Place::Own(first.dose.span), format!("The title says {}.", first.written))
                .hold(if finished { Hold::Never } else { Hold::Unfinished })
                .fix_for_review(
                    format!("Change the strength to {}", first.written),
                    Place::Own(said.dose.span),
                    &first.written,
                );
        }
    }
}

/// The first of these doses of the same drug, where none of them agrees.
fn mismatch<'a>(said: &NamedDose, asked: &[&'a NamedDose]) -> Option<&'a NamedDose> {
    let comparable = |other: &&&NamedDose| same_drug(said, other) && unit(&other.dose.unit) == unit(&said.dose.unit);
    let same: Vec<&&NamedDose> = asked.iter().filter(comparable).collect();
    let part = |one: &[u64], of: &[u64]| one.iter().all(|amount| of.contains(amount));
    let agrees = |other: &&&NamedDose| {
        part(&said.dose.amounts, &other.dose.amounts) || part(&other.dose.amounts, &said.dose.amounts)
    };
    if same.iter().any(agrees) {
        return None;
    }
    same.first().map(|first| **first)
}

fn same_drug(one: &NamedDose, two: &NamedDose) -> bool {
    const FORMS: &[&str] = &[
        "tablet", "tablets", "capsule", "capsules", "oral", "cream", "patch", "ointment", "solution", "suspension",
        "supply", "topical",
    ];
    if let (Some(one), Some(two)) = (&one.of, &two.of) {
        return one == two;
    }
    let telling = |word: &&str| word.len() > 3 && !FORMS.contains(word);
    one.name.split(' ').filter(telling).any(|word| two.name.split(' ').any(|other| other == word))
}

fn unit(written: &str) -> &str {
    match written {
        "mgs" | "milligram" | "milligrams" => "mg",
        "gm" | "gms" | "gram" | "grams" => "g",
        "ug" => "mcg",
        "cc" => "ml",
        other => other,
    }
}
