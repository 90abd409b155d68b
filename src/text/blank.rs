//! What counts as white space in a draft: also form feeds, no-break spaces, a byte order mark, zero-width spaces.

use super::Span;

/// Whether a character is only space: Unicode white space, and the invisible ones that extraction leaves behind.
#[inline]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{00ad}')
}

/// `text` without blanks at either end.
pub fn trim(text: &str) -> &str {
    trim_start(trim_end(text))
}

/// `text` without blanks before its first word.
pub fn trim_start(text: &str) -> &str {
    let rest = text.trim_ascii_start();
    // Plain blanks are most of them, and a plain character ends them.
    match rest.as_bytes().first() {
        Some(b'!'..=b'~') | None => rest,
        Some(_) => rest.trim_start_matches(is_blank),
    }
}

/// `text` without blanks after its last word.
pub fn trim_end(text: &str) -> &str {
    let rest = text.trim_ascii_end();
    match rest.as_bytes().last() {
        Some(b'!'..=b'~') | None => rest,
        Some(_) => rest.trim_end_matches(is_blank),
    }
}

/// The part of `span` that is left when blanks at either end of it are cut off.
pub fn trim_span(text: &str, span: Span) -> Span {
    let cut = trim_start(span.of(text));
    let start = span.end.max(span.start) - cut.len();
    Span::new(start, start + trim_end(cut).len())
}

/// `text` on one line: every run of blanks is one space, none at the ends.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = trim_start(text);
    while !rest.is_empty() {
        let (word, behind) = rest.split_at(first_word_end(rest));
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
        rest = trim_start(behind);
    }
    folded
}

/// Where the word ends with which `text` begins.
fn first_word_end(text: &str) -> usize {
    let plain = text.bytes().position(|byte| !byte.is_ascii_graphic());
    match plain {
        Some(at) if text.as_bytes().get(at).is_some_and(|byte| matches!(byte, b' ' | b'\n' | b'\r')) => at,
        Some(_) => text.find(is_blank).unwrap_or(text.len()),
        None => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_blank_folds_to_one_space() {
        assert_eq!(fold("\u{feff} MRI\u{a0}of\r\n\u{c}\n the\tknee \u{200b}"), "MRI of the knee");
        assert_eq!(fold(" \n\u{c} "), "");
    }

    #[test]
    fn blanks_of_every_kind_are_trimmed() {
        for text in [" \u{a0} a\u{a0} ", "\u{200b}\n", " é ", "\ta\u{b}", "", "\u{1f} x \u{feff}", "\u{a0} é"] {
            assert_eq!(trim_start(text), text.trim_start_matches(is_blank), "{text:?}");
            assert_eq!(trim_end(text), text.trim_end_matches(is_blank), "{text:?}");
        }
    }

    #[test]
    fn a_trimmed_span_keeps_its_place() {
        let text = "ab  \u{c}title \r\n";
        assert_eq!(trim_span(text, Span::new(2, text.len())), Span::new(5, 10));
        assert_eq!(trim_span("   ", Span::new(0, 3)), Span::new(3, 3));
    }
}
