//! Lines and columns as a client counts them.

use super::lines::line_starts;

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

/// Where each line of a text starts, for places that are told by line and column, as in a file of settings.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of a text. They end as they do in an editor: with a line feed, a carriage return, or both.
    pub fn of(text: &'a str) -> Lines<'a> {
        Lines { text, starts: line_starts(text) }
    }

    /// Line and column of a byte, both from 1, the column in characters.
    pub fn place(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|before| self.starts.get(before)).copied().unwrap_or(0);
        let before = self.text.get(start..byte).or(self.text.get(start..));
        (line, before.unwrap_or("").chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_in_an_editor() {
        let text = "a\né\r\nb\rcd";
        let told = Lines::of(text);
        let places: Vec<_> = text.char_indices().map(|(byte, _)| told.place(byte)).collect();
        let lines = [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (4, 1), (4, 2)];
        assert_eq!(places, lines);
        assert_eq!(told.place(99), (4, 3));
        let rope = super::super::Text::new(text);
        assert_eq!(rope.line_count(), 4);
    }
}
