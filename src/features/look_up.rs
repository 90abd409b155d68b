//! Looking up what stands at a place: a citation, a statute, a treatment, a body region.

use super::about;
use super::day::{LetterDay, letter_day};
use super::pages::code_of;
use crate::draft::Draft;
use crate::knowledge::{Fit, Kind, Library};
use crate::prose::{Citation, CitedSection, Region, Work, read_mentions, regions, statutes};
use crate::rules::{BlockFacts, ItemFacts};
use crate::text::Span;

/// So many lines around a place are read with it: names wrap.
const AROUND: usize = 2;

/// What the library says of the words at a byte of a block.
pub(super) fn look_up(draft: &Draft, block: usize, at: usize) -> Option<(Span, String)> {
    let library = draft.library();
    let facts = &draft.read().get(block)?.facts;
    if let BlockFacts::Item(item) = facts {
        let text = draft.block_text(block);
        let cited = item.fields.iter().flat_map(|field| &field.citations.cited);
        if let Some(found) = cited.into_iter().find_map(|cited| of_citation(draft, item, cited, &text, at)) {
            return Some(found);
        }
    }
    let own = draft.block_span(block);
    let lines = draft.text();
    let line = lines.line_of(own.start + at);
    let from = lines.line_start(line.saturating_sub(AROUND)).max(own.start);
    let to = lines.line_start(line + AROUND + 1).min(own.end);
    let text = lines.slice(Span::new(from, to));
    let (at, shift) = ((own.start + at).checked_sub(from)?, from - own.start);
    let here = |span: &Span| span.touches(at);
    let day = || letter_day(draft);

    if let Some(named) = statutes(&text).into_iter().find(|named| here(&named.span)) {
        let (code, number) = (code_of(&named), named.number.of(&text));
        let said = about::statute(library.statute(code, number), code, number, named.part.of(&text));
        return Some((named.span.shifted(shift), said));
    }
    if let BlockFacts::Item(item) = facts {
        let mentioned = read_mentions(&text, library).cited;
        let found = mentioned.iter().find_map(|cited| of_citation(draft, item, cited, &text, at));
        if let Some((span, said)) = found {
            return Some((span.shifted(shift), said));
        }
    }
    let title = matches!(facts, BlockFacts::Item(item) if item.title_span.touches(at + shift));
    let treatments = library.treatments();
    let named = if title { treatments.find(&text) } else { treatments.find_in_prose(&text) };
    if let Some((span, treatment)) = named.into_iter().find(|(span, _)| here(span)) {
        let regions = facts.item().map_or(Vec::new(), |item| regions_of(&item.title));
        let mut said = about::treatment(library, treatment, &regions, day());
        let topical = facts.item().is_some_and(|item| title && is_compound(&item.title));
        let compound = treatments.compound().filter(|_| topical && treatment.kind == Kind::Drug);
        if let Some(compound) = compound {
            // What it is given as says more than what it is.
            said = format!("{}\n\n---\n\n{said}", about::treatment(library, compound, &[], day()));
        }
        return Some((span.shifted(shift), said));
    }
    let named = regions(&text).into_iter().find(|named| here(&named.span))?;
    let (name, packs) = region_names(named.region);
    Some((named.span.shifted(shift), about::region(library, name, packs, day())))
}

/// What is said of the part of a citation that stands at a byte; both count from the start of `text`.
fn of_citation(draft: &Draft, item: &ItemFacts, cited: &Citation, text: &str, at: usize) -> Option<(Span, String)> {
    let library = draft.library();
    let day = letter_day(draft);
    let topic = |section: &CitedSection| library.topic(meant(library, cited, section, text, day)?);
    let told = |section| Some(about::topic(library, topic(section)?, &fits(library, item), day));
    if let Some(section) = cited.sections.iter().find(|section| section.span.touches(at)) {
        return Some((section.span, told(section)?));
    }
    let Work::Chapter { title, chapter } = cited.work else {
        return None;
    };
    if let Some(pages) = cited.pages.iter().find(|pages| pages.span.touches(at)) {
        let cited_topics: Vec<_> = cited.sections.iter().filter_map(topic).collect();
        return Some((pages.span, about::pages_of(library, chapter, title, (pages.first, pages.last), &cited_topics)?));
    }
    let name = cited.year.map_or(cited.title, |(year, _)| cited.title.to(year));
    let said = match chapter.and_then(|chapter| library.shelved_chapter(chapter)) {
        Some(chapter) => about::chapter(library, chapter, day),
        None => about::editions(library, library.editions(title), day),
    };
    name.touches(at).then_some((name, said))
}

/// The topic that a section names: where the citation tells no edition, that of the one in force, if it has the name.
fn meant(
    library: &Library,
    cited: &Citation,
    section: &CitedSection,
    text: &str,
    day: Option<LetterDay>,
) -> Option<usize> {
    let known = section.known?;
    let Work::Chapter { title, chapter: None } = cited.work else {
        return Some(known);
    };
    // Pages are those of 2009.
    let edition = day.filter(|_| cited.pages.is_empty()).and_then(|day| library.in_force(title, day.day));
    let names = edition.and_then(|edition| library.sections(edition));
    let there = names.and_then(|names| names.find(section.span.of(text)).first().map(|(_, place)| **place));
    Some(there.unwrap_or(known))
}

/// Where the treatments of an item belong.
pub(super) fn fits<'a>(library: &'a Library, item: &ItemFacts) -> Vec<Fit<'a>> {
    let regions = regions_of(&item.title);
    let treatments = library.treatments();
    let named = treatments.find(&item.title).into_iter().map(|(_, treatment)| treatment);
    let compound = is_compound(&item.title).then(|| treatments.compound()).flatten();
    named.chain(compound).flat_map(|treatment| library.fitting(treatment, &regions)).collect()
}

/// Whether a title asks for a topical: strengths in percent are those of creams, whatever the drug.
fn is_compound(title: &str) -> bool {
    title.contains('%')
}

/// The names in packs of the body regions that a title names.
fn regions_of(title: &str) -> Vec<&'static str> {
    regions(title).into_iter().flat_map(|named| region_names(named.region).1).copied().collect()
}

/// What a region is called, and the names in packs of those that it takes in.
fn region_names(region: Region) -> (&'static str, &'static [&'static str]) {
    match region {
        Region::Head => ("head", &["head"]),
        Region::Cervical => ("neck", &["cervical"]),
        // No chapter is about the thoracic spine alone.
        Region::Thoracic => ("upper back", &["thoracic", "lumbar"]),
        Region::Lumbar => ("low back", &["lumbar"]),
        Region::Back => ("back", &["thoracic", "lumbar"]),
        Region::Shoulder => ("shoulder", &["shoulder"]),
        Region::Elbow => ("elbow", &["elbow"]),
        Region::WristHand => ("wrist and hand", &["wrist-hand"]),
        Region::UpperExtremity => ("upper extremity", &["cervical", "shoulder", "elbow", "wrist-hand"]),
        Region::Hip => ("hip", &["hip"]),
        Region::Knee => ("knee", &["knee"]),
        Region::AnkleFoot => ("ankle and foot", &["ankle-foot"]),
        Region::LowerExtremity => ("lower extremity", &["lumbar", "hip", "knee", "ankle-foot"]),
    }
}
