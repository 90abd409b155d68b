//! A decision that does not rest on the MTUS cites the MTUS.
//!
//! # What it checks
//! Whether the reviewer's guideline field says that the decision was not based on the MTUS, or on recommendations outside of it,
//! and then cites the MTUS or one of its chapters.
//!
//! # Why
//! The two statements exclude each other. Which guideline a decision rests on is a part of the determination.
//!
//! # Example
//! "The Expert Reviewer did not base their decision on the MTUS. Decision based on Non-MTUS Citation MTUS: Chronic Pain …"
//!
//! # Instead
//! Write "Decision based on MTUS" with chapter and section, or cite what lies outside of the MTUS.
//!
//! # Source
//! 8 CCR 9792.21.1: the MTUS comes first, other evidence where it is silent; a slip met in a sample draft.

use super::facts::ItemFacts;
use super::finding::{Place, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::FieldKind;
use crate::prose::{Citation, Work};

pub(super) const RULE: Rule = Rule {
    code: "basis-contradiction",
    severity: Severity::Warning,
    category: Category::Guideline,
    source: include_str!("basis_contradiction.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let Some(field) = item.field(FieldKind::ReviewerGuideline) else { return };
    let Some(outside) = field.citations.outside else { return };
    // The bare name may stand in a sentence: "the MTUS is silent".
    let of_mtus = |cited: &&Citation| match cited.work {
        Work::Chapter { .. } => true,
        Work::Mtus => cited.year.is_some() || !cited.sections.is_empty() || !cited.pages.is_empty(),
        _ => false,
    };
    let cited = field.citations.cited.iter().filter(|cited| cited.span.start >= outside.end).find(of_mtus);
    if let Some(place) = cited.map(|cited| cited.title).or(item.chapter_beside) {
        report
            .finding(place, "The MTUS is cited here, but the decision is said not to rest on it.")
            .related(Place::Own(outside), "Here the decision is said not to rest on the MTUS.");
    }
}
