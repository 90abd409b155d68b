//! What stands inside other texts of a guideline: the parts of its introduction, and drugs within the topic of their
//! class.

use std::sync::LazyLock;

use regex::Regex;

use super::Place;
use super::headings::Heading;
use super::order::in_order;
use super::pages::Paged;
use crate::knowledge::entry::{Level, Topic};
use crate::text::{Phrasebook, Words, fold};

/// A drug with its brands in brackets, which opens an entry.
static ENTRY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\p{Lu}[\p{L}\d /-]{2,40}\s?\([^)]*(?i:generic|brand|®|™)").ok());

/// The parts of the introduction, which ends at a line. Their names are ours: a printed one that is part of one will do.
pub(super) fn introduction(read: &Paged<'_>, end: usize, topics: &[&Topic]) -> Vec<Place> {
    let mut names = Phrasebook::new(&[]);
    for (index, topic) in topics.iter().enumerate().filter(|(_, topic)| topic.level == Level::Part1) {
        let parts = topic.title.split(['/', '(', ')', ',']).map(str::trim);
        let all = parts.chain(topic.aliases.iter().map(String::as_str)).filter(|name| !name.is_empty());
        all.for_each(|name| names.add(name, index));
    }
    let lines = read.lines.iter().enumerate().take(end);
    let candidates = lines.filter_map(|(line, own)| {
        let text = fold(own.text);
        let words = Words::of(&text);
        // "Part 1: Introduction"
        let from = if words.text(0) == "part" && words.text(1) == "1" { 2 } else { 0 };
        let (behind, topic) = names.at(&text, &words, from)?;
        let whole = behind == words.len() && !text.ends_with('.') && own.page > 0;
        let heading = |topic| Heading {
            topic,
            line,
            body: line + 1,
            page: own.page,
            rest: String::new(),
            place: String::new(),
            stands: false,
            titled: true,
        };
        whole.then(|| heading(*topic))
    });
    let (found, _) = in_order(candidates.collect(), false);
    Place::between(found, end)
}

/// The entries inside topics that were found.
pub(super) fn entries(read: &Paged<'_>, topics: &[&Topic], found: &[Place]) -> Vec<Place> {
    let mut places = Vec::new();
    for around in found {
        let Some(parent) = topics.get(around.topic) else { continue };
        let mut names = Phrasebook::new(&[]);
        let inside = topics.iter().enumerate().filter(|(_, topic)| topic.level == Level::Entry && is_in(topic, parent));
        let mut any = false;
        for (index, topic) in inside {
            topic.aliases.iter().for_each(|alias| names.add(alias, index));
            any = true;
        }
        if !any {
            continue;
        }
        let mut lines: Vec<(usize, usize)> = Vec::new();
        for line in around.body..around.end {
            if let Some(topic) = entry_of(read, line, &names)
                && lines.iter().all(|(known, _)| *known != topic)
            {
                lines.push((topic, line));
            }
        }
        places.extend(lines.into_iter().map(|(topic, line)| {
            let end = (line + 1..around.end).find(|line| opens(read, *line)).unwrap_or(around.end);
            let rest = read.lines.get(line).map(|line| fold(line.text)).unwrap_or_default();
            Place { topic, line, body: line + 1, end, rest }
        }));
    }
    places
}

/// Further pages on which a topic that we know in two places has an entry.
pub(super) fn elsewhere(read: &Paged<'_>, from: usize, topic: &Topic, own: &Place) -> Vec<u16> {
    if topic.pages.0.len() < 2 {
        return Vec::new();
    }
    let mut names = Phrasebook::new(&[]);
    [&topic.title].into_iter().chain(&topic.aliases).for_each(|name| names.add(name, 0));
    let lines = (from..read.lines.len()).filter(|line| !(own.line..own.end).contains(line));
    let found = lines.filter(|line| entry_of(read, *line, &names).is_some());
    found.filter_map(|line| read.lines.get(line)).map(|line| line.page).filter(|page| *page > 0).collect()
}

/// Whether an entry, such as "Muscle relaxants - baclofen entry", stands in a topic.
fn is_in(entry: &Topic, parent: &Topic) -> bool {
    let Some((of, _)) = entry.title.split_once(" - ") else { return false };
    entry.chapter == parent.chapter
        && [&parent.title].into_iter().chain(&parent.aliases).any(|name| name.eq_ignore_ascii_case(of))
}

/// What a line that begins with a name is the entry of: its brands follow in brackets, or its text behind a colon.
fn entry_of(read: &Paged<'_>, line: usize, names: &Phrasebook<usize>) -> Option<usize> {
    let text = fold(read.lines.get(line)?.text);
    let words = Words::of(&text);
    let (behind, topic) = names.at(&text, &words, 0)?;
    let rest = text.get(words.span(behind.checked_sub(1)?).end..)?.trim_start_matches([' ', '®', '™', '*']);
    (rest.is_empty() || rest.starts_with(['(', ':'])).then_some(*topic)
}

fn opens(read: &Paged<'_>, line: usize) -> bool {
    let text = read.lines.get(line).map(|line| fold(line.text)).unwrap_or_default();
    ENTRY.as_ref().is_some_and(|entry| entry.is_match(&text))
}
