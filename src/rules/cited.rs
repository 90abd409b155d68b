//! What a guideline field cites, read with the names that the library knows.

use super::facts::FieldFact;
use crate::knowledge::Library;
use crate::letter::FieldKind;
use crate::prose::{Citation, Citations, CitedSection, Guidelines, Work, read_citations};
use crate::text::{Phrasebook, Span, fold, is_blank};

/// A name in a citation that is not known as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: UnknownKind,
    /// It as it is written, on one line.
    pub written: String,
    /// The title of the chapter in which it is cited, or that is meant.
    pub chapter: String,
    /// What is meant, where that is certain.
    pub instead: Option<String>,
}

/// What a name that is not known should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownKind {
    /// A chapter.
    Chapter,
    /// The year of an edition.
    Year,
    /// A section.
    Section,
    /// A section, for which a bare number stands.
    Number,
}

/// What a field of this kind cites; spans count as `body` does.
pub(super) fn citations_of(kind: FieldKind, body: Span, text: &str, library: &Library) -> Citations {
    match kind {
        FieldKind::ClaimsAdministratorGuideline | FieldKind::ReviewerGuideline => {
            read_citations(body.of(text), library).shifted(body.start)
        }
        FieldKind::DecisionRationale => Citations::default(),
    }
}

/// A chapter of the MTUS, told by its title and year, that is cited among sources beside the MTUS.
pub(super) fn chapter_beside(citations: &Citations, text: &str, library: &Library) -> Option<Span> {
    citations.cited.iter().filter(|cited| cited.beside && cited.work == Work::Other).find_map(|cited| {
        let words = cited.span.of(text);
        let dated = |(span, title): &(Span, &usize)| {
            let behind = words.get(span.end..).unwrap_or("").trim_start_matches(|c: char| is_blank(c) || c == ',');
            let year = behind.get(..4).and_then(|year| year.parse().ok());
            year.is_some_and(|year| Library::edition(library, **title, year).is_some())
        };
        Some(Library::titles(library).find(words).into_iter().find(dated)?.0.shifted(cited.span.start))
    })
}

/// The names in a field's citation of the MTUS that are not known but near to one that is, or cannot be one.
pub(super) fn unknown_names(field: &FieldFact, text: &str, library: &Library) -> Vec<UnknownName> {
    let mut found = Vec::new();
    for cited in field.citations.cited.iter().filter(|cited| !cited.beside) {
        let Work::Chapter { title, chapter } = cited.work else { continue };
        let editions = library.editions(title);
        let Some(known) = editions.first().and_then(|first| library.chapter(*first)) else { continue };
        let mut unknown = |span: Span, kind, instead: Option<String>| {
            let chapter = known.title.clone();
            found.push(UnknownName { span, kind, written: fold(span.of(text)), chapter, instead });
        };
        if !cited.spelt && letters(cited.title.of(text)) != letters(&known.title) {
            unknown(cited.title, UnknownKind::Chapter, Some(known.title.clone()));
        }
        if let (Some((span, year)), None) = (cited.year, chapter)
            && no_edition(library, editions, year)
        {
            let only = if editions.len() == 1 { Some(known.year.to_string()) } else { None };
            unknown(span, UnknownKind::Year, only);
        }
        for section in &cited.sections {
            if let Some((kind, instead)) = unknown_section(section, cited, text, library) {
                unknown(section.span, kind, instead);
            }
        }
    }
    found
}

/// Whether a title surely has no edition of a year. Those to come are not known, nor, of a part of the body, those from
/// before the MTUS, whose chapters are of the year of others.
fn no_edition(library: &Library, editions: &[usize], year: u16) -> bool {
    let all = || editions.iter().filter_map(|edition| library.chapter(*edition));
    let others = || library.all_chapters().any(|other| other.year == year && !other.regions.is_empty());
    let earlier = all().all(|chapter| year < chapter.year && !chapter.regions.is_empty()) && others();
    all().all(|chapter| chapter.to.is_some()) && !earlier
}

/// What is wrong with the name of a section, and the name that is meant.
fn unknown_section(
    section: &CitedSection,
    cited: &Citation,
    text: &str,
    library: &Library,
) -> Option<(UnknownKind, Option<String>)> {
    let written = section.span.of(text);
    match section.known.filter(|_| !section.spelt) {
        Some(known) => {
            let topic = &library.topic(known)?.entry;
            let same = |name: &String| letters(name) == letters(written);
            let spelt = same(&topic.title) || topic.aliases.iter().any(same);
            (!spelt).then(|| (UnknownKind::Section, Some(topic.title.clone())))
        }
        None => {
            let Work::Chapter { chapter: Some(chapter), .. } = cited.work else { return None };
            let chapter = library.chapter(chapter)?;
            let mut names = library.topics_of(&chapter.id).map(|(_, topic)| &topic.entry.title).peekable();
            let named = names.peek().is_some() && names.all(|name| !name.starts_with(|c: char| c.is_ascii_digit()));
            let bare = section.known.is_none() && written.bytes().all(|byte| byte.is_ascii_digit());
            (named && bare).then_some((UnknownKind::Number, None))
        }
    }
}

/// The letters and digits of a name: it may be broken at the end of a line.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Guidelines for Library {
    fn titles(&self) -> &Phrasebook<usize> {
        Library::titles(self)
    }

    fn editions(&self, title: usize) -> &[usize] {
        Library::editions(self, title)
    }

    fn edition(&self, title: usize, year: u16) -> Option<usize> {
        Library::edition(self, title, year)
    }

    fn sections(&self, chapter: usize) -> Option<&Phrasebook<usize>> {
        Library::sections(self, chapter)
    }
}
