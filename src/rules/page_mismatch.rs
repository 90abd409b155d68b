//! The cited page is not one of the section's.
//!
//! # What it checks
//! Whether a page that the reviewer cites with a section is a page of that section in the edition cited. Only pages that are
//! verified, or were read in your own copy of the guideline, are held against a letter; and the pages of every section that
//! treats what the item asks for are allowed.
//!
//! # Why
//! Whoever looks the page up should find the section there. Pages carried over from another item, or from another edition, lead
//! nowhere.
//!
//! # Example
//! "Benzodiazepines, page 42", which the edition of 2009 has on page 24.
//!
//! # Instead
//! Cite the page that the edition prints at its foot.
//!
//! # Source
//! Pages printed in determinations or in an imported guideline; 8 CCR 9792.21.1: the section that applies is cited.

use super::case::Case;
use super::facts::{BlockFacts, ItemFacts};
use super::finding::{Hold, Place, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::knowledge::{Library, Topic};
use crate::letter::FieldKind;
use crate::prose::{Citation, Work};

pub(super) const RULE: Rule = Rule {
    code: "page-mismatch",
    severity: Severity::Information,
    category: Category::Guideline,
    source: include_str!("page_mismatch.rs"),
    check: Check::Case(check),
};

/// A page that is only remembered may be as far off.
const FORGOTTEN: u16 = 2;

fn check(facts: &BlockFacts, case: &Case, report: &mut Report) {
    let Some(item) = facts.item() else { return };
    let Some(field) = item.field(FieldKind::ReviewerGuideline) else { return };
    let library = report.library;
    for cited in field.citations.cited.iter().filter(|cited| !cited.pages.is_empty()) {
        let Some(topics) = topics(cited, case, library) else { continue };
        let fits = |page: u16| {
            topics.iter().any(|topic| topic.pages.hold(page)) || is_of_request(page, item, &topics, library)
        };
        let (Some(topic), Some(pages)) = (topics.first(), cited.pages.first()) else { continue };
        if cited.pages.iter().any(|pages| (pages.first..=pages.last).any(fits)) {
            continue;
        }
        let written = shown(pages.first, pages.last);
        let year =
            library.chapter_of(&topic.chapter).and_then(|chapter| library.chapter(chapter)).map_or(0, |c| c.year);
        let right = topic.pages.to_string();
        let several = if right.contains(['–', ',']) { "pages" } else { "page" };
        let message = format!("“{}” is on {several} {right} of the {year} edition, not on {written}.", topic.title);
        let hold = if field.finished { Hold::Never } else { Hold::Unfinished };
        let finding = report.finding(pages.span, message).hold(hold);
        if let ([only], [_], [(first, last)]) = (topics.as_slice(), cited.pages.as_slice(), topic.pages.0.as_slice())
            && is_about_request(only, item, library)
        {
            let right = shown(*first, *last);
            finding.fix(format!("Change the page to {right}"), Place::Own(pages.span), right);
        }
    }
}

/// The topics that are cited, where the edition is certain and their pages are known for certain.
fn topics<'a>(cited: &Citation, case: &Case, library: &'a Library) -> Option<Vec<&'a Topic>> {
    let Work::Chapter { title, chapter } = cited.work else { return None };
    let edition = match (chapter, cited.year) {
        (Some(chapter), _) => chapter,
        (None, None) => library.in_force(title, case.letter_day()?.day)?,
        (None, Some(_)) => return None,
    };
    let edition = library.chapter(edition)?;
    let known = |topic: &&Topic| topic.chapter == edition.id && topic.confidence.is_some_and(|c| c.is_certain());
    let all: Option<Vec<_>> =
        cited.sections.iter().map(|section| Some(&library.topic(section.known?)?.entry).filter(known)).collect();
    all.filter(|all| !all.is_empty())
}

/// Whether a page may be one of a topic that treats what the item asks for, in the edition of these topics.
fn is_of_request(page: u16, item: &ItemFacts, topics: &[&Topic], library: &Library) -> bool {
    let treatments = item.request.treatments.iter().filter_map(|named| library.treatments().get(&named.id));
    let fits = treatments.flat_map(|treatment| library.fitting(&treatment.entry, &[])).filter_map(|fit| fit.topic);
    let mut here = fits.filter(|fit| topics.iter().any(|topic| topic.chapter == fit.entry.chapter));
    here.any(|fit| {
        let off = if fit.entry.confidence.is_some_and(|c| c.is_certain()) { 0 } else { FORGOTTEN };
        (page.saturating_sub(off)..=page.saturating_add(off)).any(|page| fit.entry.pages.hold(page))
    })
}

fn is_about_request(topic: &Topic, item: &ItemFacts, library: &Library) -> bool {
    let treatments = item.request.treatments.iter().filter_map(|named| library.treatments().get(&named.id));
    treatments.map(|treatment| &treatment.entry).any(|treatment| library.is_about(topic, treatment, &[]))
}

fn shown(first: u16, last: u16) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}
