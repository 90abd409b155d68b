//! Sentences: where one ends, in text whose lines, blank lines and page breaks say nothing about it.

use crate::text::{Span, is_blank, trim_span};

/// A sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Its words and its full stop, without blanks around them.
    pub span: Span,
    /// Whether it has a full stop, question mark or exclamation mark at its end.
    pub finished: bool,
}

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "dr", "mr", "mrs", "ms", "vs", "fig", "e.g", "i.e", "approx", "p.o", "b.i.d", "t.i.d", "q.d", "cf", "eg", "ie",
    "viz",
];

/// The same before a number: "Tylenol No. 3".
const BEFORE_NUMBERS: &[&str] = &["no", "nos", "qty", "vol", "pp", "sec"];

/// The sentences of a text, in order. White space between words, line breaks and page breaks included, is all the
/// same; only a line that opens with a bullet starts a sentence of its own.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(offset) = bytes.get(at..).and_then(next_candidate) {
        let here = at + offset;
        let stop = bytes.get(here).copied().unwrap_or(b' ');
        at = here + 1;
        if stop == b'\n' || stop == b'\r' {
            let below = text.get(at..).unwrap_or("");
            // A bullet's text runs on in small letters; with a capital, something new begins.
            let in_bullet = || opens_with_bullet(text.get(start..).unwrap_or(""));
            let capital = || below.trim_start_matches(is_blank).starts_with(char::is_uppercase);
            if opens_with_bullet(below) || in_bullet() && capital() {
                push(text, start, at, false, &mut found);
                start = at;
            }
            continue;
        }
        let end = closing_marks(text, at);
        if ends_sentence(text, here, end) {
            push(text, start, end, true, &mut found);
            start = end;
            at = end;
        }
    }
    push(text, start, text.len(), false, &mut found);
    found
}

fn next_candidate(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|b| matches!(b, b'.' | b'?' | b'!' | b'\n' | b'\r'))
}

fn push(text: &str, start: usize, end: usize, finished: bool, found: &mut Vec<Sentence>) {
    let span = trim_span(text, Span::new(start, end));
    if !span.is_empty() {
        found.push(Sentence { span, finished });
    }
}

/// Behind the quotation marks and brackets that close with a sentence.
fn closing_marks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest.len() - rest.trim_start_matches(['"', '”', '’', '\'', ')', ']', '.', '?', '!']).len()
}

/// Whether the mark at `stop`, with what closes behind it up to `end`, ends a sentence.
fn ends_sentence(text: &str, stop: usize, end: usize) -> bool {
    let before = text.get(..stop).unwrap_or("");
    let after = text.get(end..).unwrap_or("");
    let Some(next) = after.chars().next() else {
        return true;
    };
    let last = before.chars().next_back().unwrap_or(' ');
    if !is_blank(next) {
        // A full stop glued to the next sentence: lower case before it, a capital and a small letter behind it.
        let mut letters = after.chars();
        return (last.is_lowercase() || matches!(last, ')' | '%' | '"'))
            && letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase);
    }
    if text.as_bytes().get(stop) != Some(&b'.') {
        return true;
    }
    let word_start = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '.').len();
    let word = before.get(word_start..).unwrap_or("");
    if ABBREVIATIONS.iter().any(|short| short.eq_ignore_ascii_case(word)) {
        return false;
    }
    match after.chars().find(|c| !is_blank(*c)) {
        None => true,
        Some(c) if c.is_ascii_digit() => !BEFORE_NUMBERS.iter().any(|short| short.eq_ignore_ascii_case(word)),
        Some(c) if c.is_lowercase() => word.len() > 4 && word.chars().all(char::is_alphabetic),
        Some(_) => true,
    }
}

fn opens_with_bullet(line: &str) -> bool {
    // Most lines open with a letter.
    let first = line.bytes().find(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'));
    if !first.is_some_and(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'*' | 0x80..)) {
        return false;
    }
    let line = line.trim_start_matches([' ', '\t', '\u{c}']);
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < line.len() && rest.starts_with(") ");
    numbered || ["- ", "• ", "* ", "– ", "\u{f0b7}"].iter().any(|b| line.starts_with(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).iter().map(|s| s.span.of(text)).collect()
    }

    #[test]
    fn line_breaks_and_page_breaks_end_nothing() {
        assert_eq!(
            split("The request is not \r\n\r\n\u{c}medically necessary. Next\none"),
            ["The request is not \r\n\r\n\u{c}medically necessary.", "Next\none"]
        );
    }

    #[test]
    fn decimals_initials_and_abbreviations_end_nothing() {
        assert_eq!(
            split("Dr. Ode gave 2.5 mg, e.g. at night. Fine with No. 3 and qty. 30."),
            ["Dr. Ode gave 2.5 mg, e.g. at night.", "Fine with No. 3 and qty. 30."]
        );
    }

    #[test]
    fn a_missing_space_and_closing_marks() {
        assert_eq!(
            split("It is well.The rest (see \"A.\") follows."),
            ["It is well.", "The rest (see \"A.\") follows."]
        );
        assert_eq!(split("He said \"no.\" Then left."), ["He said \"no.\"", "Then left."]);
    }

    #[test]
    fn a_bullet_opens_a_sentence() {
        assert_eq!(split("Findings:\n- pain\n- swelling\n2) rest"), ["Findings:", "- pain", "- swelling", "2) rest"]);
    }

    #[test]
    fn the_last_sentence_may_lack_its_end() {
        let last = sentences("One. Two").pop().expect("two sentences");
        assert!(!last.finished);
    }
}
