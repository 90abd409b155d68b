//! Import of an official guideline from its text: which edition it is, its topics with their real pages and their own
//! words, and how that compares with what we ship. Text comes in, a pack goes out; nothing is read or written here.

mod headings;
mod pages;
mod written;

use headings::{Heading, headings};
use pages::{Paged, paged};
use written::{excerpt, to_toml};

use super::entry::{Confidence, Excerpt, Pages, Topic};
use super::library::Library;

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
    /// The titles of topics that were not found.
    pub missing: Vec<String>,
    /// Lines that look like the heading of a topic that we do not know, with their page.
    pub unknown: Vec<(String, u16)>,
}

/// A topic that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its title.
    pub title: String,
    /// Its pages as they were read.
    pub pages: Pages,
    /// Its pages as we ship them; empty where we ship none.
    pub shipped: Pages,
    /// How well we knew them.
    pub confidence: Option<Confidence>,
}

impl Found {
    /// Whether the pages that we ship are others than those that were read.
    pub fn differs(&self) -> bool {
        !self.shipped.0.is_empty() && self.shipped != self.pages
    }
}

/// Why a text cannot be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no text in it.
    Empty,
    /// It is not one of the guidelines that are known.
    Unknown,
    /// It names no page.
    NoPages,
    /// It has another number of pages than the edition that it says it is.
    OtherLength {
        /// How many it says it has.
        pages: u16,
    },
    /// It ends early.
    Truncated {
        /// The last page that is there.
        last: u16,
        /// How many it says it has.
        pages: u16,
    },
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Refusal::Empty => f.write_str(
                "there is no text in it; it may be a scan: have its text recognised first, then import that.",
            ),
            Refusal::Unknown => f.write_str(
                "it is neither the Chronic Pain Medical Treatment Guidelines nor the Opioid Treatment Guidelines of the \
                 MTUS; import the file that the Division of Workers' Compensation publishes.",
            ),
            Refusal::NoPages => f.write_str(
                "it has no footers such as \"Page 24 of 127\"; extract the text again with headers and footers.",
            ),
            Refusal::OtherLength { pages } => write!(
                f,
                "it has {pages} pages, but the guideline of 2009 has {PAGES_2009}; import the file of May 2009 whole."
            ),
            Refusal::Truncated { last, pages } => {
                write!(f, "it ends at page {last} of {pages}; import the whole file.")
            }
        }
    }
}

impl std::error::Error for Refusal {}

/// Reads the text of an official guideline.
pub fn import(text: &str, library: &Library) -> Result<Import, Refusal> {
    if !text.chars().any(char::is_alphabetic) {
        return Err(Refusal::Empty);
    }
    let chapter = chapter_of(text).ok_or(Refusal::Unknown)?;
    let read = paged(text).ok_or(Refusal::NoPages)?;
    if chapter.ends_with("2009") && read.pages != PAGES_2009 {
        return Err(Refusal::OtherLength { pages: read.pages });
    }
    if read.last < read.pages {
        return Err(Refusal::Truncated { last: read.last, pages: read.pages });
    }
    let topics: Vec<&Topic> = library.topics_of(chapter).map(|(_, topic)| &topic.entry).collect();
    let (found, unknown) = headings(&read, &topics);
    let imported = imported(&read, &topics, &found);
    let missing = topics.iter().enumerate().filter(|(index, topic)| {
        topic.level == super::entry::Level::Heading && !found.iter().any(|heading| heading.topic == *index)
    });
    Ok(Import {
        chapter: chapter.to_string(),
        found: imported
            .iter()
            .zip(&found)
            .filter_map(|(topic, heading)| {
                let shipped = topics.get(heading.topic)?;
                Some(Found {
                    title: topic.title.clone(),
                    pages: topic.pages.clone(),
                    shipped: shipped.pages.clone(),
                    confidence: shipped.confidence,
                })
            })
            .collect(),
        missing: missing.map(|(_, topic)| topic.title.clone()).collect(),
        pack: to_toml(&imported),
        unknown,
    })
}

/// The chapter that a text says it is.
fn chapter_of(text: &str) -> Option<&'static str> {
    let says = |words: &str| text.contains(words);
    let pain = says("Chronic Pain Medical Treatment Guidelines") || says("CHRONIC PAIN MEDICAL TREATMENT GUIDELINES");
    let opioids = says("Opioids Treatment Guidelines") || says("Opioid Treatment Guidelines");
    let of_2016 = says("July 28, 2016");
    match (pain, opioids) {
        (true, _) if says("July 18, 2009") || says("of 127") => Some("chronic-pain-medical-treatment-2009"),
        (_, true) if of_2016 && says("9792.24.4") => Some("opioid-treatment-2016"),
        (true, _) if of_2016 => Some("chronic-pain-medical-treatment-2016"),
        _ => None,
    }
}

/// What was found of each topic, in place of what we ship.
fn imported(read: &Paged<'_>, topics: &[&Topic], found: &[Heading]) -> Vec<Topic> {
    let ends = found.iter().skip(1).map(|heading| heading.line).chain([read.lines.len()]);
    let all = found.iter().zip(ends).filter_map(|(heading, end)| {
        let body = read.lines.get(heading.body..end)?;
        let first = read.lines.get(heading.line)?.page;
        let last = body.iter().rev().find(|line| !line.text.trim().is_empty()).map_or(first, |line| line.page);
        let text = excerpt(&heading.rest, body);
        let pages = Pages(vec![(first, last.max(first))]);
        let shipped: Topic = (*topics.get(heading.topic)?).clone();
        let source = format!("the imported guideline, page {first}");
        Some(Topic {
            excerpt: Some(Excerpt { text, source }).filter(|excerpt| !excerpt.text.is_empty()),
            confidence: Some(Confidence::Imported),
            pages,
            note: String::new(),
            replace: true,
            ..shipped
        })
    });
    all.collect()
}
