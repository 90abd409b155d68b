//! Quotations: whether a place stands inside quotation marks.

use crate::text::is_blank;

/// First byte of both curly marks.
const CURLY: u8 = 0xe2;
/// Longest quotation that is believed, in bytes: a lone mark must not swallow a rationale.
const LONGEST: usize = 8_000;

/// Whether byte `at` of `text` is quoted: the nearest mark before it opens and the nearest one behind it closes. Marks
/// are told apart by their neighbours, not counted, so that a lost one spoils nothing but its own quotation.
pub(super) fn is_quoted(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let opened = last_mark(before, at.saturating_sub(LONGEST)).is_some_and(|mark| opens(text, mark));
    opened && {
        let after = text.get(at..).unwrap_or("").char_indices().take(LONGEST);
        after.into_iter().find(|(_, c)| is_mark(*c)).is_some_and(|(mark, _)| !opens(text, at + mark))
    }
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

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

fn opens(text: &str, mark: usize) -> bool {
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
        assert!(quoted("It says “this HERE” on."));
        assert!(!quoted(r#"The request for "a scan" is HERE now ("Tapering")."#));
        assert!(!quoted(r#"A 6" board. HERE ends a sentence with "quotes"."#));
        assert!(!quoted("HERE"));
    }
}
