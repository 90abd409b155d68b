//! Headings of an official text: lines that are the name of a topic, with the guideline's stance behind them.

use std::collections::HashMap;

use super::pages::Paged;
use crate::knowledge::entry::{Level, Topic};
use crate::text::{Phrasebook, Span, Words, fold};

/// How a topic's text begins.
const STANCES: &[&str] =
    &["recommended", "not recommended", "under study", "see ", "is recommended", "are recommended"];
/// A line that is longer is no heading, in bytes.
const LONGEST: usize = 120;

/// Where a topic begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// The index of the topic.
    pub topic: usize,
    /// Its line.
    pub line: usize,
    /// The line on which its text begins.
    pub body: usize,
    /// What stands of the text on the heading's own line.
    pub rest: String,
    /// Whether a stance follows.
    stands: bool,
    /// Whether the line is the topic's own title, not only an alias.
    titled: bool,
}

/// Where the topics begin, each once, in order; and lines that look like the heading of a topic that is not known.
pub(super) fn headings(read: &Paged<'_>, topics: &[&Topic]) -> (Vec<Heading>, Vec<(String, u16)>) {
    let mut names = Phrasebook::new(&[]);
    let expected = || topics.iter().enumerate().filter(|(_, topic)| topic.level == Level::Heading);
    expected().for_each(|(index, topic)| names.add(&topic.title, (index, true)));
    for (index, topic) in expected() {
        topic.aliases.iter().for_each(|alias| names.add(alias, (index, false)));
    }
    let mut candidates: Vec<Heading> = Vec::new();
    let mut unknown: Vec<(String, u16)> = Vec::new();
    for at in 0..read.lines.len() {
        // The second line of a heading is no heading.
        if candidates.last().is_some_and(|before| at < before.body && before.titled && before.stands) {
            continue;
        }
        match candidate(read, at, &names) {
            Some(heading) => candidates.push(heading),
            None => unknown.extend(looks_like_one(read, at)),
        }
    }
    let chosen = choose(candidates);
    // Of a topic that was found in another place, this may be a sub-heading.
    unknown.retain(|(line, _)| names.find(line).is_empty());
    (chosen, unknown)
}

/// The heading that a line is, alone or together with the next, or with the text glued to it.
fn candidate(read: &Paged<'_>, at: usize, names: &Phrasebook<(usize, bool)>) -> Option<Heading> {
    let line = fold(read.lines.get(at)?.text);
    if line.is_empty() {
        return None;
    }
    // An extraction may put an empty line behind every line.
    let next = (at + 1..=at + 2).find(|at| read.lines.get(*at).is_some_and(|line| !fold(line.text).is_empty()));
    let second = next.and_then(|at| read.lines.get(at)).map(|line| fold(line.text)).unwrap_or_default();
    let behind_both = next.unwrap_or(at) + 1;
    let whole = |text: &str| {
        let words = Words::of(text);
        let (behind, value) = names.at(text, &words, 0)?;
        (behind == words.len() && text.len() <= LONGEST).then_some(*value)
    };
    let wrapped = format!("{line} {second}");
    let alone = whole(&line);
    let wrapped = whole(&wrapped).filter(|_| !second.is_empty());
    // A heading's first line may be another name of it.
    let titled = |found: &Option<(usize, bool)>| found.is_some_and(|(_, titled)| titled);
    let (found, body, rest) = if let Some(found) = wrapped.filter(|_| titled(&wrapped) && !titled(&alone)) {
        (found, behind_both, String::new())
    } else if let Some(found) = alone {
        (found, at + 1, String::new())
    } else if let Some(found) = wrapped {
        (found, behind_both, String::new())
    } else {
        // "BenzodiazepinesNot recommended …"
        let words = Words::of_glued(&line);
        let (behind, found) = names.at(&line, &words, 0)?;
        let rest = line.get(Span::new(words.span(behind).start, line.len()).start..)?.to_string();
        takes_stand(&rest).then_some(())?;
        (*found, at + 1, rest)
    };
    let stands = takes_stand(&rest)
        || read
            .lines
            .iter()
            .skip(body)
            .map(|line| fold(line.text))
            .find(|line| !line.is_empty())
            .is_some_and(|l| takes_stand(&l));
    Some(Heading { topic: found.0, line: at, body, rest, stands, titled: found.1 })
}

fn takes_stand(text: &str) -> bool {
    let start = text.get(..text.len().min(24)).unwrap_or(text).to_lowercase();
    STANCES.iter().any(|stance| start.starts_with(stance))
}

/// A short line without a full stop with a stance behind it, that is no topic we know.
fn looks_like_one(read: &Paged<'_>, at: usize) -> Option<(String, u16)> {
    let here = read.lines.get(at)?;
    let line = fold(here.text);
    let next = fold(read.lines.get(at + 1)?.text);
    let before = at.checked_sub(1).and_then(|at| read.lines.get(at)).map(|line| fold(line.text)).unwrap_or_default();
    let alone = before.is_empty() || before.ends_with(['.', ')']);
    let short = !line.is_empty() && line.len() <= LONGEST / 2 && !line.ends_with(['.', ',', ';', ':']);
    let capital = line.starts_with(|c: char| c.is_uppercase());
    (short && capital && alone && takes_stand(&next)).then_some((line, here.page))
}

/// One place for each topic. A name with a stance behind it goes first; of several places, the one that keeps the order
/// in which the topics come.
fn choose(candidates: Vec<Heading>) -> Vec<Heading> {
    let mut of_topic: HashMap<usize, Vec<Heading>> = HashMap::new();
    for heading in candidates {
        of_topic.entry(heading.topic).or_default().push(heading);
    }
    let mut chosen: Vec<Heading> = Vec::new();
    let mut open: Vec<Vec<Heading>> = Vec::new();
    for (_, mut places) in of_topic {
        let best = places.iter().map(|place| (place.stands, place.titled)).max();
        places.retain(|place| Some((place.stands, place.titled)) == best);
        match (best, places.as_slice()) {
            (Some((true, _)), [only]) => chosen.push(only.clone()),
            _ => open.push(places),
        }
    }
    open.sort_by_key(|places| places.first().map(|place| place.topic));
    for places in open {
        let fits = |place: &&Heading| {
            let before = chosen.iter().filter(|other| other.topic < place.topic).map(|other| other.line).max();
            let behind = chosen.iter().filter(|other| other.topic > place.topic).map(|other| other.line).min();
            before.is_none_or(|line| line < place.line) && behind.is_none_or(|line| place.line < line)
        };
        let place = places.iter().find(fits).filter(|place| place.stands || place.titled);
        chosen.extend(place.cloned());
    }
    chosen.sort_by_key(|heading| heading.line);
    // Two names of one line are one heading.
    chosen.dedup_by_key(|heading| heading.line);
    chosen
}
