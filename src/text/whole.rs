//! A text in one piece, as it is opened, and what it has in common with a rope: its lines.

use std::borrow::Cow;

use super::lines::{first_line_starts, line_starts, without_end};
use super::{Span, Text};

/// A text whose lines can be told, wherever its characters are kept. Lines are those of [`Text`].
pub trait Lined {
    /// Number of lines: one more than line ends.
    fn line_count(&self) -> usize;
    /// First byte of a line; the end of the text for a line that does not exist.
    fn line_start(&self, line: usize) -> usize;
    /// A line's characters without its line end; none for a line that does not exist.
    fn line(&self, line: usize) -> Cow<'_, str>;
    /// Each line from `first` on, its line end included.
    fn lines_from(&self, first: usize) -> impl Iterator<Item = Cow<'_, str>>;
    /// Each line from `last` up to the first, without line ends, with its number.
    fn lines_up_from(&self, last: usize) -> impl Iterator<Item = (usize, Cow<'_, str>)>;
    /// The characters of a span.
    fn slice(&self, span: Span) -> Cow<'_, str>;
    /// Where lines start, at least so many of the part with these characters, which begins with line `first`; and the byte
    /// from which on that is counted.
    fn starts(&self, first: usize, part: &str, lines: usize) -> (Cow<'_, [usize]>, usize);
}

/// A text in one piece, with the place of each line.
#[derive(Debug, Clone)]
pub struct Whole<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Whole<'a> {
    /// These characters.
    pub fn new(text: &'a str) -> Whole<'a> {
        Whole { text, starts: line_starts(text) }
    }

    /// The characters of the lines from `first` on and before `end`, line ends included.
    pub fn lines(&self, first: usize, end: usize) -> &'a str {
        Span::new(self.line_start(first), self.line_start(end)).of(self.text)
    }
}

impl Lined for Whole<'_> {
    fn line_count(&self) -> usize {
        self.starts.len()
    }

    fn line_start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    fn line(&self, line: usize) -> Cow<'_, str> {
        without_end(self.lines(line, line + 1).into())
    }

    fn lines_from(&self, first: usize) -> impl Iterator<Item = Cow<'_, str>> {
        (first..self.line_count()).map(|line| self.lines(line, line + 1).into())
    }

    fn lines_up_from(&self, last: usize) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
        let below = (last + 1).min(self.line_count());
        (0..below).rev().map(|line| (line, self.line(line)))
    }

    fn slice(&self, span: Span) -> Cow<'_, str> {
        span.of(self.text).into()
    }

    fn starts(&self, first: usize, _: &str, _: usize) -> (Cow<'_, [usize]>, usize) {
        (self.starts.get(first..).unwrap_or_default().into(), self.line_start(first))
    }
}

impl Lined for Text {
    fn line_count(&self) -> usize {
        self.line_count()
    }

    fn line_start(&self, line: usize) -> usize {
        self.line_start(line)
    }

    fn line(&self, line: usize) -> Cow<'_, str> {
        self.line(line)
    }

    fn lines_from(&self, first: usize) -> impl Iterator<Item = Cow<'_, str>> {
        self.lines_from(first)
    }

    fn lines_up_from(&self, last: usize) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
        self.lines_up_from(last)
    }

    fn slice(&self, span: Span) -> Cow<'_, str> {
        self.slice(span)
    }

    /// From its own characters: to ask the rope for each takes longer.
    fn starts(&self, _: usize, part: &str, lines: usize) -> (Cow<'_, [usize]>, usize) {
        (first_line_starts(part, lines).into(), 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_whole_text_are_those_of_its_rope() {
        for source in ["", "a", "a\r\nb\n\rc\r", "é\n\n\u{c}x\u{2028}y\r\r\n"] {
            let (whole, rope) = (Whole::new(source), Text::new(source));
            assert_eq!(whole.line_count(), rope.line_count());
            assert!(whole.lines_from(0).eq(rope.lines_from(0)), "{source:?}");
            assert!(source.is_empty() || whole.lines_up_from(9).eq(rope.lines_up_from(9)), "{source:?}");
            for line in 0..whole.line_count() + 2 {
                assert_eq!(Lined::line_start(&whole, line), rope.line_start(line), "{source:?}");
                assert_eq!(whole.line(line), rope.line(line), "{source:?}");
                let part = rope.slice(Span::new(rope.line_start(line), rope.len()));
                let counted = |(starts, from): (Cow<[usize]>, usize)| starts.iter().map(|at| at - from).collect();
                let told: Vec<usize> = counted(whole.starts(line, &part, usize::MAX));
                let wanted: Vec<usize> = counted(rope.starts(line, &part, usize::MAX));
                assert!(line >= whole.line_count() || told == wanted, "{source:?}");
            }
        }
    }
}
