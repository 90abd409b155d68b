//! Import of an official guideline from its text: which edition it is, its topics with their real pages and their own
//! words, and how that compares with what we ship. Text comes in, a pack goes out; nothing is read or written here.

mod headings;
mod inside;
mod order;
mod pages;
mod pdf;
mod refusal;
mod written;

pub use pdf::{is_pdf, pdf_text};
pub use refusal::Refusal;

use headings::{Heading, Headings, headings, second_part};
use inside::{elsewhere, entries, introduction};
use pages::{Paged, counted, named};
use written::{excerpt, to_toml};

use super::entry::{Confidence, Excerpt, Level, Pages, Topic};
use super::library::Library;
use crate::text::fold;

/// The pages of the official text of 2009.
const PAGES_2009: u16 = 127;

/// An imported guideline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The id of the chapter it was found to be.
    pub chapter: String,
    /// The pack, as TOML.
    pub pack: String,
    /// What was found, in order of place.
    pub found: Vec<Found>,
    /// Topics that were not found.
    pub missing: Vec<Missing>,
    /// Lines that are a topic's name and break the order in which topics come, with their page.
    pub dropped: Vec<(String, u16)>,
    /// Lines that look like the heading of a topic that we do not know, with their page.
    pub unknown: Vec<(String, u16)>,
    /// How many pages it says it has; none where its footers do not tell.
    pub pages: Option<u16>,
    /// Pages without text.
    pub absent: Vec<u16>,
}

/// A topic that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its title.
    pub title: String,
    /// Where it stands in the guideline.
    pub level: Level,
    /// Its pages as they were read.
    pub pages: Pages,
    /// Its pages as we ship them; empty where we ship none.
    pub shipped: Pages,
    /// How well we knew them.
    pub confidence: Option<Confidence>,
}

/// A topic that was not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Its title.
    pub title: String,
    /// Where it was looked for.
    pub level: Level,
}

impl Found {
    /// Whether the pages that we ship are others than those that were read.
    pub fn differs(&self) -> bool {
        !self.shipped.0.is_empty() && self.shipped != self.pages
    }

    /// Whether its pages were not certain before.
    pub fn is_news(&self) -> bool {
        !self.confidence.is_some_and(Confidence::is_certain)
    }
}

/// Where a topic stands, in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    /// The index of the topic.
    topic: usize,
    /// Where its heading begins.
    line: usize,
    /// Where its text begins.
    body: usize,
    /// The line behind its last.
    end: usize,
    /// What stands of the text on the heading's own line.
    rest: String,
}

impl Place {
    /// Each heading up to the next one, the last up to `end`.
    fn between(headings: Vec<Heading>, end: usize) -> Vec<Place> {
        let ends: Vec<usize> = headings.iter().skip(1).map(|heading| heading.line).chain([end]).collect();
        let place = |(Heading { topic, line, body, rest, .. }, end)| Place { topic, line, body, end, rest };
        headings.into_iter().zip(ends).map(place).collect()
    }
}

/// Reads the text of an official guideline.
pub fn import(text: &str, library: &Library) -> Result<Import, Refusal> {
    if !text.chars().any(char::is_alphabetic) {
        return Err(Refusal::Empty);
    }
    let chapter = chapter_of(text).ok_or(Refusal::Unknown)?;
    let of_2009 = chapter.ends_with("2009");
    let read = counted(text).or_else(|| named(text).filter(|_| !of_2009)).ok_or(Refusal::NoPages)?;
    match read.pages {
        Some(pages) if of_2009 && pages != PAGES_2009 => return Err(Refusal::OtherLength { pages }),
        Some(pages) if read.last < pages => return Err(Refusal::Truncated { last: read.last, pages }),
        _ => {}
    }
    let topics: Vec<&Topic> = library.topics_of(chapter).map(|(_, topic)| &topic.entry).collect();
    let start = second_part(&read);
    let Headings { chosen, dropped, unknown } = headings(&read, start, &topics);
    if chosen.is_empty() {
        return Err(Refusal::NoTopics);
    }
    let under_headings = Place::between(chosen, read.lines.len());
    let mut places = introduction(&read, start, &topics);
    places.extend(entries(&read, &topics, &under_headings));
    places.extend(under_headings);
    places.sort_by_key(|place| (place.line, place.end));
    let imported: Vec<(&Topic, Topic)> =
        places.iter().filter_map(|place| topic(&read, start, &topics, place)).collect();

    let found = imported.iter().map(|(shipped, read)| Found {
        title: read.title.clone(),
        level: read.level,
        pages: read.pages.clone(),
        shipped: shipped.pages.clone(),
        confidence: shipped.confidence,
    });
    let missing = topics.iter().enumerate().filter(|(index, _)| places.iter().all(|place| place.topic != *index));
    let missing = missing.map(|(_, topic)| Missing { title: topic.title.clone(), level: topic.level });
    let printed = |heading: &Heading| Some((fold(read.lines.get(heading.line)?.text), heading.page));
    Ok(Import {
        chapter: chapter.to_string(),
        found: found.collect(),
        missing: missing.collect(),
        dropped: dropped.iter().filter_map(printed).collect(),
        unknown,
        pages: read.pages,
        absent: read.absent,
        pack: to_toml(imported.iter().map(|(_, topic)| topic)),
    })
}

/// The chapter that a text says it is.
fn chapter_of(text: &str) -> Option<&'static str> {
    let text = fold(text).to_lowercase();
    let says = |words: &str| text.contains(words);
    let pain = says("chronic pain medical treatment guidelines");
    let opioids = says("opioids treatment guidelines") || says("opioid treatment guidelines");
    let of_2016 = says("july 28, 2016");
    match (pain, opioids) {
        (true, _) if says("july 18, 2009") || says("of 127") => Some("chronic-pain-medical-treatment-2009"),
        (_, true) if of_2016 && says("9792.24.4 (") => Some("opioid-treatment-2016"),
        (true, _) if of_2016 => Some("chronic-pain-medical-treatment-2016"),
        _ => None,
    }
}

/// What was found of a topic, beside what we ship.
fn topic<'a>(read: &Paged<'_>, start: usize, topics: &[&'a Topic], place: &Place) -> Option<(&'a Topic, Topic)> {
    let shipped: &Topic = topics.get(place.topic)?;
    let body = read.lines.get(place.body..place.end)?;
    let first = read.lines.get(place.line)?.page;
    let full = |line: &&pages::Line<'_>| !line.text.trim().is_empty() && line.page > 0;
    let last = body.iter().rev().find(full).map_or(first, |line| line.page);
    let mut runs = vec![(first, last.max(first))];
    for page in elsewhere(read, start, shipped, place) {
        if !runs.iter().any(|(first, last)| (*first..=*last).contains(&page)) {
            runs.push((page, page));
        }
    }
    runs.sort_unstable();
    let text = excerpt(&place.rest, body);
    let source = format!("the imported guideline, page {first}");
    let imported = Topic {
        excerpt: Some(Excerpt { text, source }).filter(|excerpt| !excerpt.text.is_empty()),
        confidence: Some(Confidence::Imported),
        pages: Pages(runs),
        note: String::new(),
        replace: true,
        ..shipped.clone()
    };
    Some((shipped, imported))
}
