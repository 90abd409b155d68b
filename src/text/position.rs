//! Lines and columns as a client counts them.

/// The unit in which a client counts columns, agreed on at the start of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, what every client understands and reports on the command line use.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

/// A place in a draft: zero-based line, and column in the units of an [`Encoding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// Zero-based line; lines end with `\n`, `\r\n` or `\r` and nothing else.
    pub line: u32,
    /// Zero-based column.
    pub character: u32,
}

/// Two places; the end is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Range {
    /// First place.
    pub start: Position,
    /// One past the last place.
    pub end: Position,
}

/// Line and column of a byte of a text, both from 1, the column in characters. Lines end as they do in an editor: with a
/// line feed, a carriage return, or both.
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let (mut line, mut start) = (1, 0);
    for end in memchr::memchr2_iter(b'\n', b'\r', before.as_bytes()) {
        let halfway = before.as_bytes().get(end) == Some(&b'\r') && text.as_bytes().get(end + 1) == Some(&b'\n');
        if !halfway {
            (line, start) = (line + 1, end + 1);
        }
    }
    (line, before.get(start..).unwrap_or("").chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_in_an_editor() {
        let text = "a\né\r\nb\rcd";
        let places: Vec<_> = text.char_indices().map(|(byte, _)| line_and_column(text, byte)).collect();
        let lines = [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (4, 1), (4, 2)];
        assert_eq!(places, lines);
        assert_eq!(line_and_column(text, 99), (4, 3));
        let rope = super::super::Text::new(text);
        assert_eq!(rope.line_count(), 4);
    }
}
