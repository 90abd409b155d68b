//! The lines of an official text with the page on which each stands, without the footers.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::fold;

/// A text by pages.
#[derive(Debug)]
pub(super) struct Paged<'a> {
    /// Its lines, without headers and footers.
    pub lines: Vec<Line<'a>>,
    /// How many pages it says it has.
    pub pages: u16,
    /// The last page that is there.
    pub last: u16,
}

/// A line and its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The line.
    pub text: &'a str,
    /// Its page.
    pub page: u16,
}

static FOOTER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)page\s+(\d{1,4})\s+of\s+(\d{1,4})\s*$").ok());

/// Splits a text by its footers "Page 24 of 127"; none where there is no footer.
pub(super) fn paged(text: &str) -> Option<Paged<'_>> {
    let footer = FOOTER.as_ref()?;
    let number = |line: &str| {
        let found = footer.captures(line.trim_end())?;
        Some((found.get(1)?.as_str().parse().ok()?, found.get(2)?.as_str().parse().ok()?))
    };
    let raw: Vec<(&str, bool)> = text
        .split('\u{c}')
        .enumerate()
        .flat_map(|(page, part)| part.lines().enumerate().map(move |(at, line)| (line, page > 0 && at == 0)))
        .collect();
    // The total is the one that most footers name: a sentence may speak of other pages.
    let mut totals: HashMap<u16, usize> = HashMap::new();
    raw.iter()
        .filter_map(|(line, _)| number(line))
        .for_each(|(_, total): (u16, u16)| *totals.entry(total).or_default() += 1);
    let (pages, _) = totals.into_iter().max_by_key(|(total, times)| (*times, *total))?;
    let is_footer = |line: &str| number(line).filter(|(page, total)| *total == pages && *page <= pages);

    let mut lines = Vec::with_capacity(raw.len());
    let mut last = 0;
    let mut from = 0;
    for (at, (line, breaks)) in raw.iter().enumerate() {
        // A page that ends without a footer is the one behind the last.
        if *breaks && from < at && lines.len() < at {
            last += 1;
            lines.extend(raw.get(from..at)?.iter().map(|(text, _)| Line { text, page: last }));
            from = at;
        }
        if let Some((page, _)) = is_footer(line) {
            lines.extend(raw.get(from..=at)?.iter().map(|(text, _)| Line { text, page }));
            (from, last) = (at + 1, page);
        }
    }
    lines.extend(raw.get(from..)?.iter().map(|(text, _)| Line { text, page: last }));
    let furniture = furniture(&lines, pages);
    lines.retain(|line| is_footer(line.text).is_none() && !furniture.contains_key(fold(line.text).as_str()));
    Some(Paged { lines, pages, last })
}

/// Lines that stand on half of the pages: headers, and footers without a number.
fn furniture(lines: &[Line<'_>], pages: u16) -> HashMap<String, usize> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for line in lines {
        let folded = fold(line.text);
        if folded.len() > 8 {
            *times.entry(folded).or_default() += 1;
        }
    }
    times.retain(|_, times| *times >= 3 && *times * 2 >= usize::from(pages));
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_footer_ends_its_page_and_goes() {
        let text = "Title\nA\nGuideline Footer\nPage 1 of 4\n\u{c}B page 3 of 9\nGuideline Footer\nPage 2 of 4\n\u{c}no footer \
                    here\n\u{c}C\nGuideline Footer\nMTUS (Effective) Page 4 of 4\n";
        let read = paged(text).unwrap();
        let told: Vec<_> = read.lines.iter().map(|line| (line.text, line.page)).collect();
        assert_eq!(told, [("Title", 1), ("A", 1), ("B page 3 of 9", 2), ("no footer here", 3), ("C", 4)]);
        assert_eq!((read.pages, read.last), (4, 4));
        assert!(paged("no pages").is_none());
    }
}
