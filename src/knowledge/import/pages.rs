//! The lines of an official text with the page on which each stands, without the footers.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use regex::Regex;

use crate::text::fold;

/// A longer line is no footer, in bytes.
const LONGEST_FOOTER: usize = 240;
/// Of so many lines at most one stands right behind another where every line has an empty one behind it.
const MOSTLY: usize = 20;

/// A text by pages.
#[derive(Debug)]
pub(super) struct Paged<'a> {
    /// Its lines, without headers and footers.
    pub lines: Vec<Line<'a>>,
    /// How many pages it says it has; none where its footers only count.
    pub pages: Option<u16>,
    /// The last page that is there.
    pub last: u16,
    /// Pages before it that are not there.
    pub absent: Vec<u16>,
}

/// A line and its page; 0 for pages that are not counted with the others: front matter, supplements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The line.
    pub text: &'a str,
    /// Its page.
    pub page: u16,
}

static COUNTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\bpage\s+(\d{1,4})\s+of\s+(\d{1,4})\b").ok());
/// The footers of 2016 name the regulation; the number stands before it, behind it, or on a line of its own.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)9792\.24\.\d\s*\(July 28, 2016\)").ok());
static LABEL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:page\s+)?(\d{1,3}|[ivxl]{1,7}|s\d{1,2}\p{Pd}\d{1,3})$").ok());

/// What of a text is a footer.
struct Footers {
    /// For each line the page that it ends, if it is one.
    ends: Vec<Option<u16>>,
    /// Lines that hold nothing but a page's number.
    labels: BTreeSet<usize>,
    pages: Option<u16>,
}

/// Splits a text by its footers "Page 24 of 127"; none where there is no footer.
pub(super) fn counted(text: &str) -> Option<Paged<'_>> {
    let footer = COUNTED.as_ref()?;
    let raw = raw(text);
    let number = |line: &str| {
        let found = footer.captures(line).filter(|_| line.len() <= LONGEST_FOOTER)?;
        Some((found.get(1)?.as_str().parse().ok()?, found.get(2)?.as_str().parse().ok()?))
    };
    let numbers: Vec<Option<(u16, u16)>> = raw.iter().map(|(_, line)| number(line)).collect();
    // The total is the one that most footers name: a sentence may speak of other pages.
    let mut totals: HashMap<u16, usize> = HashMap::new();
    numbers.iter().flatten().for_each(|(_, total)| *totals.entry(*total).or_default() += 1);
    let (pages, _) = totals.into_iter().max_by_key(|(total, times)| (*times, *total))?;
    let own = |(page, total): &(u16, u16)| *total == pages && (1..=pages).contains(page);
    let ends = numbers.into_iter().map(|found| found.filter(own).map(|(page, _)| page)).collect();
    Some(paged(&raw, &Footers { ends, labels: BTreeSet::new(), pages: Some(pages) }))
}

/// Splits a text by footers that name the regulation of 2016 and a page.
pub(super) fn named(text: &str) -> Option<Paged<'_>> {
    let (footer, label) = (NAMED.as_ref()?, LABEL.as_ref()?);
    let raw = raw(text);
    let page = |words: &str| {
        let found = label.captures(words.trim())?;
        // Roman numerals and supplements are pages, and not counted.
        Some(found.get(1)?.as_str().parse::<u16>().unwrap_or(0))
    };
    let mut footers = Footers { ends: vec![None; raw.len()], labels: BTreeSet::new(), pages: None };
    for (at, (_, line)) in raw.iter().enumerate() {
        let Some(named) = footer.find(line).filter(|_| line.len() <= LONGEST_FOOTER) else { continue };
        let behind = line.get(named.end()..).unwrap_or_default();
        let before = line.split_whitespace().next().unwrap_or_default();
        let alone = |at: Option<usize>| Some((at?, page(raw.get(at?)?.1)?));
        let full = |at: &usize| raw.get(*at).is_some_and(|(_, line)| !line.trim().is_empty());
        let next = || alone((at + 1..raw.len()).take(3).find(full));
        let last = || alone((0..at).rev().take(3).find(full));
        let own = page(behind).or_else(|| page(before)).map(|page| (at, page));
        let Some((label, page)) = own.or_else(next).or_else(last) else { continue };
        footers.labels.insert(label);
        if let Some(end) = footers.ends.get_mut(at.max(label)) {
            *end = Some(page);
        }
        footers.labels.insert(at);
    }
    footers.ends.iter().any(Option::is_some).then(|| paged(&raw, &footers))
}

/// The lines of a text, each with the number of form feeds before it. Where an extraction puts an empty line behind every
/// line, those are left out.
fn raw(text: &str) -> Vec<(usize, &str)> {
    let mut lines: Vec<(usize, &str)> =
        text.split('\u{c}').enumerate().flat_map(|(part, lines)| lines.lines().map(move |line| (part, line))).collect();
    let is_empty = |line: &str| line.trim().is_empty();
    let full = lines.iter().filter(|(_, line)| !is_empty(line)).count();
    let adjacent = lines.windows(2).filter(|pair| pair.iter().all(|(_, line)| !is_empty(line))).count();
    if adjacent * MOSTLY < full {
        let mut behind = false;
        lines.retain(|(_, line)| {
            let left_out = behind && is_empty(line);
            behind = !is_empty(line);
            !left_out
        });
    }
    lines
}

fn paged<'a>(raw: &[(usize, &'a str)], footers: &Footers) -> Paged<'a> {
    let furniture = furniture(raw, footers);
    let mut lines = Vec::with_capacity(raw.len());
    let mut seen = BTreeSet::new();
    let (mut page, mut last, mut at) = (0, 0, 0);
    let parts = raw.last().map_or(0, |(part, _)| *part);
    for part in raw.chunk_by(|a, b| a.0 == b.0) {
        let ends: Vec<(usize, u16)> =
            (at..at + part.len()).filter_map(|at| Some((at, footers.ends.get(at).copied().flatten()?))).collect();
        let full = part.iter().any(|(_, line)| !line.trim().is_empty());
        // A page without a footer is the one behind the last, unless the text breaks off in it.
        if ends.is_empty() && full && part.first().is_some_and(|(own, _)| *own < parts) && page > 0 {
            page += 1;
            last = last.max(page);
            seen.insert(page);
        }
        for (_, line) in part {
            let next = ends.iter().find(|(end, _)| *end >= at);
            if let Some((_, own)) = next {
                page = *own;
                last = last.max(page);
                seen.insert(page);
            }
            let footer = footers.ends.get(at).is_some_and(Option::is_some) || footers.labels.contains(&at);
            if !footer && !furniture.contains_key(fold(line).as_str()) {
                lines.push(Line { text: line, page });
            }
            at += 1;
        }
    }
    let absent = (1..last).filter(|page| !seen.contains(page)).collect();
    Paged { lines, pages: footers.pages, last, absent }
}

/// Lines that stand on half of the pages: headers, and footers without a number.
fn furniture(raw: &[(usize, &str)], footers: &Footers) -> HashMap<String, usize> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for (_, line) in raw {
        let folded = fold(line);
        if folded.len() > 8 {
            *times.entry(folded).or_default() += 1;
        }
    }
    let pages = footers.ends.iter().flatten().count();
    times.retain(|_, times| *times >= 3 && *times * 2 >= pages);
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'a>(read: &Paged<'a>) -> Vec<(&'a str, u16)> {
        read.lines.iter().map(|line| (line.text, line.page)).collect()
    }

    #[test]
    fn a_footer_ends_its_page_and_goes() {
        let text = "Title\nA\nGuideline Footer\nPage 1 of 5\n\u{c}B page 3 of 9\nGuideline Footer\nPage 2 of 5\n\u{c}no footer \
                    here\n\u{c}C\nPage 5 of 5\nGuideline Footer\n";
        let read = counted(text).unwrap();
        assert_eq!(told(&read), [("Title", 1), ("A", 1), ("B page 3 of 9", 2), ("no footer here", 3), ("C", 5)]);
        assert_eq!((read.pages, read.last, read.absent), (Some(5), 5, vec![4]));
        assert!(counted("no pages").is_none());
    }

    #[test]
    fn a_text_that_breaks_off_ends_with_its_last_whole_page() {
        let read = counted("A\nPage 1 of 3\n\u{c}B\nPage 2 of 3\n\u{c}and then").unwrap();
        assert_eq!((read.pages, read.last), (Some(3), 2));
    }

    #[test]
    fn the_footers_of_2016_are_read_wherever_the_number_stands() {
        let foot = "Opioids Guidelines MTUS - 8 C.C.R. § 9792.24.4 (July 28, 2016)";
        for [page, roman, supplement] in [
            [format!("{foot} 7\n"), format!("{foot} ii\n"), format!("{foot} S1-20\n")],
            [format!("7  {foot}\n"), format!("ii {foot}\n"), format!("S1–20 {foot}\n")],
            [format!("{foot}\n\n7\n"), format!("{foot}\nii\n"), format!("{foot}\nS1-20\n")],
            [format!("7\n{foot}\n"), format!("ii\n{foot}\n"), format!("S1-20\n{foot}\n")],
        ] {
            for feed in ["", "\u{c}"] {
                let text = format!("Contents\n{roman}{feed}A\n{page}{feed}B\n{supplement}{feed}");
                let read = named(&text).unwrap();
                let words: Vec<_> = told(&read).into_iter().filter(|(line, _)| !line.is_empty()).collect();
                assert_eq!(words, [("Contents", 0), ("A", 7), ("B", 0)], "{text}");
                assert_eq!((read.pages, read.last), (None, 7));
            }
        }
        assert!(named("the rules of § 9792.24.2 (July 28, 2016) say so").is_none());
    }
}
