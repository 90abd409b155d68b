//! A quotation of the guideline is not word for word.
//!
//! # What it checks
//! Whether what stands between quotation marks, or is pasted behind the citation, is what the cited section says, where its words
//! are known: those of your own copy of the guideline, once it is imported. Case, hyphens, marks and left out references
//! do not count; nor do words that an ellipsis leaves out or square brackets change.
//!
//! # Why
//! Quotation marks promise the guideline's own words. A word more or less can change what it asks for.
//!
//! # Example
//! "there is a risk for dependence", where the guideline has "a risk of dependence".
//!
//! # Instead
//! Quote word for word, or say it in your own words without quotation marks.
//!
//! # Source
//! A slip met in a draft determination; 8 CCR 9792.21.1: the guideline that applies is cited.

use super::case::Case;
use super::facts::BlockFacts;
use super::finding::{Edit, Place, Severity};
use super::quoted::Misquoted;
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::knowledge::{Chapter, Library};
use crate::prose::Difference;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "misquoted-guideline",
    severity: Severity::Information,
    category: Category::Guideline,
    source: include_str!("misquoted_guideline.rs"),
    check: Check::Case(check),
};

/// So many differences and no more are told.
const MANY: usize = 3;
/// So many letters of each.
const LONG: usize = 40;

fn check(facts: &BlockFacts, case: &Case, report: &mut Report) {
    let library = report.library;
    for misquoted in facts.item().iter().flat_map(|item| &item.misquoted) {
        let Some(topic) = library.topic(misquoted.topic).map(|topic| &topic.entry) else { continue };
        let chapter = library.chapter_of(&topic.chapter).and_then(|chapter| library.chapter(chapter));
        let Some(chapter) = chapter.filter(|chapter| is_meant(misquoted, chapter, case, library)) else { continue };
        let differences = &misquoted.misquote.differences;
        let (Some(first), Some(last)) = (differences.first(), differences.last()) else { continue };
        let told: Vec<String> = differences.iter().take(MANY).map(told).collect();
        let more = if differences.len() > MANY { "; and more" } else { "" };
        let message =
            format!("The quotation differs from “{}” of {}: {}{more}.", topic.title, chapter.year, told.join("; "));
        let mut finding = report.finding(place(first).to(place(last)), message);
        if differences.len() > 1 {
            for difference in differences.iter().take(MANY) {
                finding = finding.related(Place::Own(place(difference)), format!("Here {}.", self::told(difference)));
            }
        }
        finding.fixes_for_review("Quote word for word", differences.iter().map(edit).collect());
    }
}

/// Whether the quotation is surely of this edition: the citation names it, or it was in force on the letter's day.
fn is_meant(misquoted: &Misquoted, chapter: &Chapter, case: &Case, library: &Library) -> bool {
    let only = || library.all_chapters().filter(|other| other.title == chapter.title).count() == 1;
    misquoted.dated || case.letter_day().map_or_else(only, |day| chapter.in_force(day.day) == Some(true))
}

fn told(difference: &Difference) -> String {
    let (written, passage) = (short(&difference.written), short(&difference.passage));
    match (written.is_empty(), passage.is_empty()) {
        (true, _) => format!("“{passage}” is left out"),
        (false, true) => format!("“{written}” is added"),
        (false, false) => format!("“{written}” stands for “{passage}”"),
    }
}

fn short(words: &str) -> String {
    match words.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or(words).trim_end()),
        None => words.to_string(),
    }
}

/// Where a difference stands: where words are left out, the blank before the next one.
fn place(difference: &Difference) -> Span {
    match difference.span.is_empty() {
        true => Span::new(difference.span.start.saturating_sub(1), difference.span.end),
        false => difference.span,
    }
}

fn edit(difference: &Difference) -> Edit {
    let Difference { span, passage, behind, .. } = difference;
    match (span.is_empty(), passage.is_empty()) {
        (true, _) => Edit { place: Place::Own(*span), text: format!("{passage} ") },
        (false, true) => Edit { place: Place::Own(Span::new(span.start, *behind)), text: String::new() },
        (false, false) => Edit { place: Place::Own(*span), text: passage.clone() },
    }
}
