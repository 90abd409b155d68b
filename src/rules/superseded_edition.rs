//! The cited edition was no longer in force.
//!
//! # What it checks
//! Whether the reviewer cites an edition of the MTUS that had been replaced before the treatment was asked for, by the letter's
//! own dates. Only editions whose last day is officially known are judged. It is silent where the new edition is cited as
//! well, and where the rationale says that a guideline is silent or does not apply.
//!
//! # Why
//! The edition in force is the one that is presumed correct. What an earlier one says may no longer be the rule.
//!
//! # Example
//! "Chronic Pain Medical Treatment 2009" in a determination of January 2017, half a year after that of 2016 replaced it.
//!
//! # Instead
//! Cite the edition in force; or say why the earlier one decides, for example because the new one is silent.
//!
//! # Source
//! 8 CCR 9792.24.2: the chronic pain guideline of July 28, 2016 applies to requests from July 29; a slip met in a published
//! determination.

use super::case::{Case, LetterDay};
use super::facts::BlockFacts;
use super::finding::{Place, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::knowledge::{Chapter, Dates, Library};
use crate::letter::FieldKind;
use crate::prose::{Citation, Work};

pub(super) const RULE: Rule = Rule {
    code: "superseded-edition",
    severity: Severity::Information,
    category: Category::Guideline,
    source: include_str!("superseded_edition.rs"),
    check: Check::Case(check),
};

fn check(facts: &BlockFacts, case: &Case, report: &mut Report) {
    let Some(item) = facts.item().filter(|item| !item.says_silent) else { return };
    let Some(field) = item.field(FieldKind::ReviewerGuideline) else { return };
    let (Some(LetterDay { day, what }), Some(asked)) = (case.letter_day(), case.asked_from()) else { return };
    let library = report.library;
    let cites = |chapter: &Chapter| {
        field.citations.cited.iter().any(|cited| edition(cited, library).is_some_and(|cited| cited.id == chapter.id))
    };
    for cited in field.citations.cited.iter().filter(|cited| !cited.beside) {
        let (Some((year, _)), Work::Chapter { title, .. }) = (cited.year, cited.work) else { continue };
        let Some(chapter) = edition(cited, library).filter(|chapter| chapter.dates == Dates::Official) else {
            continue;
        };
        let Some(last) = chapter.to.filter(|last| *last < asked) else { continue };
        let same_title = library.in_force(title, day).and_then(|chapter| library.chapter(chapter));
        let Some(next) = same_title.or_else(|| library.adopted(&chapter.regulation, day)) else { continue };
        if cites(next) {
            continue;
        }
        let other = if same_title.is_some() { "that".to_string() } else { format!("“{}”", next.title) };
        let message = format!(
            "The {} edition was in force until {last}; on {what}, {day}, {other} of {} was.",
            chapter.year, next.year
        );
        let finding = report.finding(year, message);
        if same_title.is_some() && has_sections(cited, next, library) {
            let title = format!("Change the edition to {}", next.year);
            finding.fix_for_review(title, Place::Own(year), next.year.to_string());
        }
    }
}

fn edition<'a>(cited: &Citation, library: &'a Library) -> Option<&'a Chapter> {
    let Work::Chapter { chapter: Some(chapter), .. } = cited.work else { return None };
    library.chapter(chapter)
}

/// Whether another edition has the cited sections under the same names, and no page is cited.
fn has_sections(cited: &Citation, next: &Chapter, library: &Library) -> bool {
    let there = |title: &str| {
        let mut names = library.topics_of(&next.id).map(|(_, topic)| &topic.entry);
        names.any(|topic| topic.title.eq_ignore_ascii_case(title) && topic.uses > 0)
    };
    let known = |section: Option<usize>| library.topic(section?).map(|topic| there(&topic.entry.title));
    cited.pages.is_empty() && cited.sections.iter().all(|section| known(section.known) == Some(true))
}
