//! Looking up what stands at a place: a citation, a statute, a treatment, a body region; and what is told of it.

use super::about;
use super::pages::code_of;
use crate::draft::Draft;
use crate::knowledge::{Chapter, Code, Fit, Kind, Library, Shelved, Topic, Treatment};
use crate::prose::{Citation, CitedSection, Region, Work, read_mentions, regions, statutes};
use crate::rules::{BlockFacts, ItemFacts, LetterDay};
use crate::text::Span;

/// So many lines around a place are read with it: names wrap.
const AROUND: usize = 2;

/// What words name that the library knows.
pub(super) enum Subject<'a> {
    /// A topic of a guideline, and where the item's own treatments belong.
    Topic(&'a Shelved<Topic>, Vec<Fit<'a>>),
    /// An edition of a chapter.
    Chapter(&'a Shelved<Chapter>),
    /// A chapter's title alone, by its number.
    Title(usize),
    /// Pages of a chapter, and the topics that are cited with them.
    Pages { title: usize, chapter: Option<usize>, pages: (u16, u16), cited: Vec<&'a Shelved<Topic>> },
    /// A statute or regulation: its number, and the part of it that is named.
    Statute(Code, String, String),
    /// A treatment, for these regions as packs call them; and what it is part of, where a title asks for a compound.
    Treatment(&'a Treatment, Vec<&'static str>, Option<&'a Treatment>),
    /// A region of the body: its name, and those that it has in packs.
    Region(&'static str, &'static [&'static str]),
}

impl Subject<'_> {
    /// What the library says of it, in Markdown, to a letter of a day.
    pub(super) fn told(&self, library: &Library, day: Option<LetterDay>) -> Option<String> {
        Some(match self {
            Subject::Topic(topic, fits) => about::topic(library, topic, fits, day),
            Subject::Chapter(chapter) => about::chapter(library, chapter, day),
            Subject::Title(title) => about::editions(library, library.editions(*title), day),
            Subject::Pages { title, chapter, pages, cited } => {
                about::pages_of(library, *chapter, *title, *pages, cited)?
            }
            Subject::Statute(code, number, part) => about::statute(library.statute(*code, number), *code, number, part),
            Subject::Treatment(treatment, regions, compound) => {
                let said = about::treatment(library, treatment, regions, day);
                match compound {
                    // What it is given as says more than what it is.
                    Some(compound) => format!("{}\n\n---\n\n{said}", about::treatment(library, compound, &[], day)),
                    None => said,
                }
            }
            Subject::Region(name, packs) => about::region(library, name, packs, day),
        })
    }

    /// The entry of a user's pack that it comes from.
    pub(super) fn own_entry<'l>(&'l self, library: &'l Library) -> Option<PackEntry<'l>> {
        match self {
            Subject::Topic(topic, _) => PackEntry::of(topic),
            Subject::Chapter(chapter) => PackEntry::of(chapter),
            Subject::Pages { cited, .. } => cited.iter().find_map(|topic| PackEntry::of(topic)),
            Subject::Treatment(treatment, ..) => PackEntry::of(library.treatments().get(&treatment.id)?),
            Subject::Title(title) => {
                let editions = library.editions(*title).iter().rev();
                editions.filter_map(|edition| library.shelved_chapter(*edition)).find_map(PackEntry::of)
            }
            Subject::Statute(..) | Subject::Region(..) => None,
        }
    }
}

/// An entry of a pack that is not one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackEntry<'a> {
    /// The pack as the settings name it.
    pub pack: &'a str,
    /// Its line there, from 1.
    pub line: usize,
}

impl<'a> PackEntry<'a> {
    fn of<T>(shelved: &'a Shelved<T>) -> Option<PackEntry<'a>> {
        (!shelved.built_in).then_some(PackEntry { pack: &shelved.pack, line: shelved.line })
    }
}

/// What the words at a byte of a block name; `own` are the block's bytes.
pub(super) fn look_up(draft: &Draft, block: usize, own: Span, at: usize) -> Option<(Span, Subject<'_>)> {
    let library = draft.library();
    let facts = &draft.read().get(block)?.facts;
    let lines = draft.text();
    if let BlockFacts::Item(item) = facts
        && let Some(field) = item.fields.iter().find(|field| field.body.touches(at))
        && !field.citations.cited.is_empty()
    {
        let text = lines.slice(own);
        let mut cited = field.citations.cited.iter();
        if let Some(found) = cited.find_map(|cited| of_citation(draft, item, cited, &text, at)) {
            return Some(found);
        }
    }
    let line = lines.line_of(own.start + at);
    let from = lines.line_start(line.saturating_sub(AROUND)).max(own.start);
    let to = lines.line_start(line + AROUND + 1).min(own.end);
    let text = lines.slice(Span::new(from, to));
    let (at, shift) = ((own.start + at).checked_sub(from)?, from - own.start);
    let here = |span: &Span| span.touches(at);

    if let Some(named) = statutes(&text).into_iter().find(|named| here(&named.span)) {
        let (number, part) = (named.number.of(&text).to_string(), named.part.of(&text).to_string());
        return Some((named.span.shifted(shift), Subject::Statute(code_of(&named), number, part)));
    }
    if let BlockFacts::Item(item) = facts {
        let mentioned = read_mentions(&text, library).cited;
        let found = mentioned.iter().find_map(|cited| of_citation(draft, item, cited, &text, at));
        if let Some((span, subject)) = found {
            return Some((span.shifted(shift), subject));
        }
    }
    let title = matches!(facts, BlockFacts::Item(item) if item.title_span.touches(at + shift));
    let treatments = library.treatments();
    let named = if title { treatments.find(&text) } else { treatments.find_in_prose(&text) };
    if let Some((span, treatment)) = named.into_iter().find(|(span, _)| here(span)) {
        let regions = facts.item().map_or(Vec::new(), |item| regions_of(&item.title));
        let topical = facts.item().is_some_and(|item| title && is_compound(&item.title));
        let compound = treatments.compound().filter(|_| topical && treatment.kind == Kind::Drug);
        return Some((span.shifted(shift), Subject::Treatment(treatment, regions, compound)));
    }
    let named = regions(&text).into_iter().find(|named| here(&named.span))?;
    let (name, packs) = region_names(named.region);
    Some((named.span.shifted(shift), Subject::Region(name, packs)))
}

/// What the part of a citation that stands at a byte names; both count from the start of `text`.
fn of_citation<'a>(
    draft: &'a Draft,
    item: &ItemFacts,
    cited: &Citation,
    text: &str,
    at: usize,
) -> Option<(Span, Subject<'a>)> {
    let library = draft.library();
    let day = draft.case().letter_day();
    let topic = |section: &CitedSection| library.topic(meant(library, cited, section, text, day)?);
    if let Some(section) = cited.sections.iter().find(|section| section.span.touches(at)) {
        return Some((section.span, Subject::Topic(topic(section)?, fits(library, item))));
    }
    let Work::Chapter { title, chapter } = cited.work else {
        return None;
    };
    if let Some(named) = cited.pages.iter().find(|pages| pages.span.touches(at)) {
        let (pages, cited) = ((named.first, named.last), cited.sections.iter().filter_map(topic).collect());
        return Some((named.span, Subject::Pages { title, chapter, pages, cited }));
    }
    let name = cited.year.map_or(cited.title, |(year, _)| cited.title.to(year));
    let edition = chapter.and_then(|chapter| library.shelved_chapter(chapter));
    name.touches(at).then(|| (name, edition.map_or(Subject::Title(title), Subject::Chapter)))
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
pub(super) fn regions_of(title: &str) -> Vec<&'static str> {
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
