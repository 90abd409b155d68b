//! What counts as white space in a draft: also form feeds, no-break spaces, a byte order mark, zero-width spaces.

use super::Span;

/// Whether a character is only space: Unicode white space, and the invisible ones that extraction leaves behind.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{00ad}')
}

/// `text` without blanks at either end.
pub fn trim(text: &str) -> &str {
    trim_start(trim_end(text))
}

/// `text` without blanks before its first word.
pub fn trim_start(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

/// `text` without blanks after its last word.
pub fn trim_end(text: &str) -> &str {
    text.trim_end_matches(is_blank)
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
    for word in text.split(is_blank).filter(|w| !w.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
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
    fn a_trimmed_span_keeps_its_place() {
        let text = "ab  \u{c}title \r\n";
        assert_eq!(trim_span(text, Span::new(2, text.len())), Span::new(5, 10));
        assert_eq!(trim_span("   ", Span::new(0, 3)), Span::new(3, 3));
    }
}
