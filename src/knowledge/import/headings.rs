//! Headings of an official text: lines that are the name of a topic, with the guideline's stance behind them.

use super::order::in_order;
use super::pages::Paged;
use crate::knowledge::entry::{Level, Topic};
use crate::text::{Phrasebook, Span, Words, fold};

/// How a topic's text begins.
const STANCES: &[&str] =
    &["recommend", "not recommend", "under study", "see ", "is recommend", "are recommend", "currently not recommend"];
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
    /// The page.
    pub page: u16,
    /// What stands of the text on the heading's own line.
    pub rest: String,
    /// Where its words as they are printed come in the alphabet, or in the count.
    pub place: String,
    /// Whether a stance follows.
    pub stands: bool,
    /// Whether the line is the topic's own title, not only an alias.
    pub titled: bool,
}

/// The headings of a text.
pub(super) struct Headings {
    /// Where the topics begin, each once, in order.
    pub chosen: Vec<Heading>,
    /// Lines that are the name of a topic, and break the order of the others.
    pub dropped: Vec<Heading>,
    /// Lines that look like the heading of a topic that is not known, with their page.
    pub unknown: Vec<(String, u16)>,
}

/// The line on which the second part begins, which holds the topics; 0 where the text has no parts.
pub(super) fn second_part(read: &Paged<'_>) -> usize {
    let begins = |text: &str| {
        let words = Words::of(text);
        words.text(0) == "part" && words.text(1) == "2" && words.len() <= 8 && !text.trim_end().ends_with('.')
    };
    read.lines.iter().rposition(|line| line.page <= read.last / 2 && begins(line.text)).unwrap_or(0)
}

/// The headings from a line on.
pub(super) fn headings(read: &Paged<'_>, from: usize, topics: &[&Topic]) -> Headings {
    let mut names = Phrasebook::new(&[]);
    let expected = || topics.iter().enumerate().filter(|(_, topic)| topic.level == Level::Heading);
    expected().for_each(|(index, topic)| names.add(&topic.title, (index, true)));
    // Of "Oxycodone / OxyContin" and "Opioids (classification, overview)" the guideline prints the first part.
    for (index, topic) in expected() {
        let first = topic.title.split(" / ").next().and_then(|part| part.split(" (").next()).unwrap_or_default();
        names.add(first, (index, true));
        // "Anti-depressants" and "Antidepressants" are one.
        names.add(&topic.title.replace('-', ""), (index, true));
        if let Some(rest) = topic.title.strip_prefix("Anti").filter(|rest| !rest.starts_with('-')) {
            names.add(&format!("Anti-{rest}"), (index, true));
        }
    }
    for (index, topic) in expected() {
        topic.aliases.iter().for_each(|alias| names.add(alias, (index, false)));
    }
    let mut candidates: Vec<Heading> = Vec::new();
    let mut unknown: Vec<(String, u16)> = Vec::new();
    for at in from..read.lines.len() {
        // The second line of a heading is no heading.
        if candidates.last().is_some_and(|before| at < before.body && before.titled && before.stands) {
            continue;
        }
        match candidate(read, at, &names) {
            Some(heading) => candidates.push(heading),
            None => unknown.extend(looks_like_one(read, at)),
        }
    }
    // What is neither a title nor has a stance behind it is a word like others.
    candidates.retain(|heading| heading.page > 0 && (heading.stands || heading.titled));
    let (chosen, dropped) = in_order(candidates, true);
    // Of a topic that was found in another place, this may be a sub-heading.
    unknown.retain(|(line, page)| *page > 0 && names.find(line).is_empty());
    Headings { chosen, dropped, unknown }
}

/// The heading that a line is, alone or together with the next, or with the text glued to it.
fn candidate(read: &Paged<'_>, at: usize, names: &Phrasebook<(usize, bool)>) -> Option<Heading> {
    let here = read.lines.get(at)?;
    let line = fold(here.text);
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
    let both = format!("{line} {second}");
    let alone = whole(&line);
    let wrapped = whole(&both).filter(|_| !second.is_empty());
    let open = line.contains('(') && !line.contains(')');
    let bracketed = if open { bracketed(&both, names) } else { bracketed(&line, names) };
    // A heading's first line may be another name of it.
    let (found, body, rest) = if let Some(found) = wrapped.filter(|(_, titled)| *titled) {
        (found, behind_both, String::new())
    } else if let Some(found) = alone {
        (found, at + 1, String::new())
    } else if let Some(found) = wrapped {
        (found, behind_both, String::new())
    } else if let Some(found) = bracketed {
        (found, if open { behind_both } else { at + 1 }, String::new())
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
    // A name with its brands may as well open an entry.
    if bracketed.is_some() && alone.is_none() && wrapped.is_none() && !stands {
        return None;
    }
    let place = place(&line);
    Some(Heading { topic: found.0, line: at, body, page: here.page, rest, place, stands, titled: found.1 })
}

/// The topic of a line that is a name and has something in brackets behind it, which ours has not.
fn bracketed(line: &str, names: &Phrasebook<(usize, bool)>) -> Option<(usize, bool)> {
    let words = Words::of(line);
    let (behind, found) = names.at(line, &words, 0)?;
    let rest = line.get(words.span(behind.checked_sub(1)?).end..)?.trim_start_matches([' ', '®', '™']);
    (line.len() <= LONGEST && rest.starts_with('(') && rest.ends_with(')')).then_some(*found)
}

/// Where a printed line comes in the alphabet, by its first letters; of a numbered one, in the count.
fn place(line: &str) -> String {
    let number = line.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or("");
    match number.is_empty() {
        true => line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(2).collect(),
        false => number.split('.').map(|part| format!("{part:0>4}.")).collect(),
    }
}

fn takes_stand(text: &str) -> bool {
    let start: String = text.chars().take(24).flat_map(char::to_lowercase).collect();
    STANCES.iter().any(|stance| start.starts_with(stance))
}

/// A short line without a full stop with a stance behind it, that is no topic we know.
fn looks_like_one(read: &Paged<'_>, at: usize) -> Option<(String, u16)> {
    let here = read.lines.get(at)?;
    let line = fold(here.text);
    let short = !line.is_empty() && line.len() <= LONGEST / 2 && !line.ends_with(['.', ',', ';', ':']);
    let capital = line.starts_with(|c: char| c.is_uppercase());
    if !short || !capital {
        return None;
    }
    let next = fold(read.lines.get(at + 1)?.text);
    let before = at.checked_sub(1).and_then(|at| read.lines.get(at)).map(|line| fold(line.text)).unwrap_or_default();
    let alone = before.is_empty() || before.ends_with(['.', ')']);
    (alone && takes_stand(&next)).then_some((line, here.page))
}
