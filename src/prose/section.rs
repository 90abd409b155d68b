//! Sections of a cited chapter: the longest known name first, so that a comma inside a name is no end of it.

use super::citation::CitedSection;
use super::page::pages_at;
use crate::text::{Phrasebook, Span, Words, trim_span};

/// The longest that is taken for the name of a section that is not known, in bytes.
const LONGEST: usize = 240;

/// The sections named from a word on, before `end`, and the word behind them. `books` are the names of the chapter's
/// editions, the likeliest first.
pub(super) fn sections_at(
    text: &str,
    words: &Words,
    at: usize,
    end: usize,
    books: &[&Phrasebook<usize>],
) -> (usize, Vec<CitedSection>) {
    let announced = words.text(at) == "section";
    let mut next = at + usize::from(announced);
    if announced && words.text(next) == "s" {
        next += 1;
    }
    let mut found: Vec<CitedSection> = Vec::new();
    while next < end {
        // What the next name may be joined by.
        let behind_and = next + usize::from(words.text(next) == "and");
        if behind_and >= end || pages_at(text, words, behind_and).is_some() {
            break;
        }
        if let Some((behind, known)) = known_at(text, words, next, end, books) {
            let span = closed(text, words.span(next).to(words.span(behind - 1)));
            found.push(CitedSection { span, known: Some(known), spelt: true });
            // The rest of a numbered name that is written otherwise.
            next = if numbered(words.text(next)) && behind == next + 1 {
                name_end(text, words, behind, end)
            } else {
                behind
            };
            if let Some(last) = found.last_mut().filter(|_| next > behind) {
                last.span = closed(text, last.span.to(words.span(next - 1)));
            }
            if !announced && !gap(text, words, next).contains(',') {
                break;
            }
            if stops(text, words, next) {
                break;
            }
            continue;
        }
        if behind_and > next {
            next = behind_and;
            continue;
        }
        if !announced {
            break;
        }
        let behind = name_end(text, words, next, end);
        let span = closed(text, words.span(next).to(words.span(behind - 1)));
        if span.len() > LONGEST {
            break;
        }
        let known = books.iter().find_map(|book| book.nearest(span.of(text))).copied();
        found.push(CitedSection { span: trim_span(text, span), known, spelt: false });
        next = behind;
        if stops(text, words, next) {
            break;
        }
    }
    (next, found)
}

fn known_at(text: &str, words: &Words, at: usize, end: usize, books: &[&Phrasebook<usize>]) -> Option<(usize, usize)> {
    let named = books.iter().filter_map(|book| book.at(text, words, at)).filter(|(behind, _)| *behind <= end);
    // The longest name; of equal ones that of the likelier edition.
    named.map(|(behind, known)| (behind, *known)).reduce(|best, next| if next.0 > best.0 { next } else { best })
}

fn numbered(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// The word before which a name ends that is not known: the next comma or stop.
fn name_end(text: &str, words: &Words, at: usize, end: usize) -> usize {
    let ends = |at: &usize| gap(text, words, *at).contains([',', ';']) || stops(text, words, *at);
    (at + 1..end).find(ends).unwrap_or(end)
}

/// Whether a sentence ends before a word.
fn stops(text: &str, words: &Words, at: usize) -> bool {
    gap(text, words, at).contains('.')
}

fn gap<'a>(text: &'a str, words: &Words, at: usize) -> &'a str {
    let before = at.checked_sub(1).map_or(0, |before| words.span(before).end);
    let after = if at < words.len() { words.span(at).start } else { text.len() };
    Span::new(before, after).of(text)
}

/// A span with the brackets closed that it opens.
pub(super) fn closed(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    let open = inside.matches(['(', '[']).count().saturating_sub(inside.matches([')', ']']).count());
    let behind = text.get(span.end..).unwrap_or("");
    let closing = behind.bytes().take(open).take_while(|byte| matches!(byte, b')' | b']')).count();
    Span::new(span.start, span.end + closing)
}
