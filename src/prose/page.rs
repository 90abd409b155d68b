//! Page numbers in all their spellings: "Page(s): 24", "pp. 24-25, 30", "page 91 to 97", "p24".

use crate::text::{Span, Words};

/// Words that say that a page follows, as they are compared.
const PAGE: &[&str] = &["page", "pg", "pgs", "p", "pp"];
/// No guideline has so many pages.
const LAST: u16 = 2_000;

/// A page or a run of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CitedPages {
    /// Where the numbers stand.
    pub span: Span,
    /// The first page.
    pub first: u16,
    /// The last page, not before the first.
    pub last: u16,
}

/// The pages named at a word, and the word behind them; none where the word does not speak of pages.
pub(super) fn pages_at(text: &str, words: &Words, at: usize) -> Option<(usize, Vec<CitedPages>)> {
    let word = words.text(at);
    if let Some(glued) = word.strip_prefix('p').and_then(number) {
        let span = words.span(at);
        let from = Span::new(span.start + 1, span.end);
        return Some(further(text, words, at + 1, vec![CitedPages { span: from, first: glued, last: glued }]));
    }
    if !PAGE.contains(&word) {
        return None;
    }
    // The "s" of "Page(s)", and "numbers".
    let mut next = at + 1;
    while matches!(words.text(next), "s" | "number" | "no" | "#") {
        next += 1;
    }
    numbers_at(text, words, next)
}

/// The numbers at a word as pages, and the word behind them.
pub(super) fn numbers_at(text: &str, words: &Words, at: usize) -> Option<(usize, Vec<CitedPages>)> {
    let page = number(words.text(at))?;
    let first = CitedPages { span: words.span(at), first: page, last: page };
    Some(further(text, words, at + 1, vec![first]))
}

/// What follows a page: the end of a run, or further pages.
fn further(text: &str, words: &Words, mut at: usize, mut pages: Vec<CitedPages>) -> (usize, Vec<CitedPages>) {
    loop {
        let joint = words.text(at);
        let skipped = usize::from(matches!(joint, "to" | "through" | "thru" | "and"));
        let Some(page) = number(words.text(at + skipped)) else {
            return (at, pages);
        };
        let span = words.span(at + skipped);
        let Some(last) = pages.last_mut() else {
            return (at, pages);
        };
        let between = Span::new(last.span.end, span.start).of(text);
        let runs = matches!(joint, "to" | "through" | "thru") || between.contains(['-', '–', '—']);
        let listed = joint == "and" || between.contains([',', '&', ';']);
        match (runs, listed) {
            (true, _) if last.last <= page => {
                last.span = last.span.to(span);
                last.last = page;
            }
            (false, true) => pages.push(CitedPages { span, first: page, last: page }),
            _ => return (at, pages),
        }
        at += skipped + 1;
    }
}

/// A page number.
pub(super) fn number(word: &str) -> Option<u16> {
    let page = word.parse().ok().filter(|page| (1..LAST).contains(page));
    page.filter(|_| word.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling() {
        let check = |text: &str, expected: &[(u16, u16)]| {
            let words = Words::of(text);
            let (_, found) = pages_at(text, &words, 0).unwrap_or_default();
            assert_eq!(found.iter().map(|p| (p.first, p.last)).collect::<Vec<_>>(), expected, "{text}");
            assert!(found.iter().all(|p| p.span.of(text).starts_with(&p.first.to_string())), "{found:?}");
        };
        check("Page(s): 24.", &[(24, 24)]);
        check("pages 24-25, 30", &[(24, 25), (30, 30)]);
        check("pp. 91 to 97 of 127", &[(91, 97)]);
        check("Page(s) 16\n–\n22 and 49; 51", &[(16, 22), (49, 49), (51, 51)]);
        check("p24", &[(24, 24)]);
        check("pg. 9 visits", &[(9, 9)]);
        check("page of 24", &[]);
        check("p < 0.05", &[]);
        check("pages 30-24", &[(30, 30)]);
    }
}
