//! Quotations: whether a place stands inside quotation marks.

use crate::text::{Span, is_blank};

/// So many words in quotation marks are not quoted but only set off: is not “medically necessary”.
const SCARE: usize = 3;
/// First byte of both curly marks.
const CURLY: u8 = 0xe2;
/// Longest quotation that is believed, in bytes: a lone mark must not swallow a rationale.
const LONGEST: usize = 8_000;

/// Whether byte `at` of `text` is quoted: the nearest mark before it opens and the nearest one behind it closes. Marks
/// are told apart by their neighbours, not counted, so that a lost one spoils nothing but its own quotation.
pub(super) fn is_quoted(text: &str, at: usize) -> bool {
    quotation(text, at)
        .is_some_and(|quotation| quotation.of(text).split(is_blank).filter(|word| !word.is_empty()).count() > SCARE)
}

fn quotation(text: &str, at: usize) -> Option<Span> {
    let before = text.get(..at).unwrap_or("");
    let open = last_mark(before, at.saturating_sub(LONGEST)).filter(|mark| opens(text, *mark))?;
    let mut after = text.get(at..)?.char_indices().take(LONGEST);
    let (close, _) = after.find(|(_, c)| is_mark(*c)).filter(|(mark, _)| !opens(text, at + mark))?;
    Some(Span::new(open, at + close))
}

/// Where the last mark stands, not before `from`. All marks start with one of two bytes, so that text without any is
/// passed at speed.
fn last_mark(text: &str, from: usize) -> Option<usize> {
    let mut end = text.len();
    while let Some(at) = text.as_bytes().get(from..end).and_then(|bytes| memchr::memrchr2(b'"', CURLY, bytes)) {
        let at = from + at;
        if text.get(at..).is_some_and(|rest| rest.starts_with(is_mark)) {
            return Some(at);
        }
        end = at;
    }
    None
}

pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

pub(super) fn opens(text: &str, mark: usize) -> bool {
    let rest = text.get(mark..).unwrap_or("");
    match rest.chars().next() {
        Some('“') => true,
        Some('”') => false,
        _ => {
            let before = text.get(..mark).and_then(|t| t.chars().next_back());
            let after = rest.chars().nth(1);
            before.is_none_or(|c| is_blank(c) || matches!(c, '(' | '[' | '—' | ':'))
                && after.is_some_and(|c| !is_blank(c))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> bool {
        is_quoted(text, text.find("HERE").expect("a place"))
    }

    #[test]
    fn marks_are_told_apart_by_their_neighbours() {
        assert!(quoted(r#"It says "this is HERE and so" on."#));
        assert!(quoted("It says “this is what HERE” on."));
        assert!(!quoted("It is not “HERE so” today."));
        assert!(!quoted(r#"The request for "a scan" is HERE now ("Tapering")."#));
        assert!(!quoted(r#"A 6" board. HERE ends a sentence with "quotes"."#));
        assert!(!quoted("HERE"));
    }
}
