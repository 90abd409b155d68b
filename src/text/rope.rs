//! The text of a draft: a rope that speaks byte offsets and clamps whatever it is asked.

use std::borrow::Cow;

use ropey::Rope;

use super::lines::{Lines, LinesUp, without_end};
use super::{Replacement, Span};

/// A draft's text. Lines end with `\n`, `\r\n` or `\r`, as LSP has it; a form feed, NEL or U+2028 ends none.
/// Cloning is cheap: clones share what neither has changed.
#[derive(Debug, Clone, Default)]
pub struct Text {
    pub(super) rope: Rope,
}

/// Which lines an edit touched: lines `first_line .. first_line + old_lines` of the old text became lines
/// `first_line .. first_line + new_lines` of the new one. Every other line kept its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Splice {
    /// First line that may differ.
    pub first_line: usize,
    /// How many lines of the old text were replaced.
    pub old_lines: usize,
    /// How many lines stand there now.
    pub new_lines: usize,
    /// The bytes.
    pub bytes: Replacement,
}

impl Text {
    /// A text with these characters.
    pub fn new(text: &str) -> Text {
        Text { rope: Rope::from_str(text) }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no character at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of lines: one more than line ends.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// First byte of a line; the end of the text for a line that does not exist.
    pub fn line_start(&self, line: usize) -> usize {
        if line >= self.line_count() {
            return self.len();
        }
        self.rope.line_to_byte(line)
    }

    /// The line that holds a byte; the last one for an offset past the end.
    pub fn line_of(&self, byte: usize) -> usize {
        self.rope.byte_to_line(byte.min(self.len()))
    }

    /// A line's bytes without its line end; empty, at the end of the text, for a line that does not exist.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_start(line);
        let end = self.line_start(line + 1);
        let last_two = end.saturating_sub(2).max(start)..end;
        let is_end = |byte: Option<u8>| matches!(byte, Some(b'\n' | b'\r'));
        let byte = |at: usize| last_two.contains(&at).then(|| self.rope.byte(at));
        let cut = match end.checked_sub(1).map(byte) {
            Some(Some(b'\n')) if end >= 2 && byte(end - 2) == Some(b'\r') => 2,
            Some(last) => usize::from(is_end(last)),
            None => 0,
        };
        Span::new(start, end - cut)
    }

    /// A line's characters without its line end; none for a line that does not exist.
    pub fn line(&self, line: usize) -> Cow<'_, str> {
        self.rope.get_line(line).map_or(Cow::Borrowed(""), |words| without_end(words.into()))
    }

    /// Each line from `first` on, its line end included.
    pub fn lines_from(&self, first: usize) -> impl Iterator<Item = Cow<'_, str>> {
        let start = self.line_start(first);
        let (chunks, chunk_start, ..) = self.rope.chunks_at_byte(start);
        Lines::new(chunks, start - chunk_start).take(self.line_count().saturating_sub(first))
    }

    /// Each line from `last` up to the first, without line ends, with its number.
    pub fn lines_up_from(&self, last: usize) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
        let below = (last + 1).min(self.line_count());
        let end = self.line_start(below);
        let (chunks, chunk_start, ..) = self.rope.chunks_at_byte(end);
        let lines = LinesUp::new(chunks, end - chunk_start);
        (0..below).rev().zip(if below < self.line_count() { lines.without_end() } else { lines })
    }

    /// The characters of a span. A span that does not fit is cut to the text; one that starts or ends inside a
    /// character is widened to hold it whole.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        self.pieces(span).unwrap_or_else(|| {
            let span = self.fit(span);
            self.rope.byte_slice(span.start..span.end).into()
        })
    }

    /// The characters of a span that fits, from the pieces of the rope: a slice of it would count its lines first.
    pub(super) fn pieces(&self, span: Span) -> Option<Cow<'_, str>> {
        if span.start > span.end || span.end > self.len() {
            return None;
        }
        let (mut chunks, chunk_start, ..) = self.rope.chunks_at_byte(span.start);
        let first = chunks.next().unwrap_or("").get(span.start - chunk_start..)?;
        if let Some(words) = first.get(..span.len()) {
            return Some(words.into());
        }
        let mut words = String::with_capacity(span.len());
        words.push_str(first);
        while words.len() < span.len() {
            let chunk = chunks.next()?;
            words.push_str(chunk.get(..(span.len() - words.len()).min(chunk.len()))?);
        }
        Some(words.into())
    }

    /// Replaces the characters of a span, cut to the text as in [`Text::slice`], and says which lines that touched.
    pub fn splice(&mut self, span: Span, new: &str) -> Splice {
        let span = self.fit(span);
        let lines_before = self.line_count();
        // One line of margin above: what was inserted may complete or break a CRLF there.
        let first_line = self.line_of(span.start).saturating_sub(1);
        let old_lines = self.line_of(span.end) - first_line + 1;

        let start = self.rope.byte_to_char(span.start);
        let end = self.rope.byte_to_char(span.end);
        if start < end {
            self.rope.remove(start..end);
        }
        if !new.is_empty() {
            self.rope.insert(start, new);
        }
        let new_lines = (old_lines + self.line_count()).saturating_sub(lines_before);
        Splice { first_line, old_lines, new_lines, bytes: Replacement { removed: span, inserted: new.len() } }
    }

    /// A span inside the text, on character boundaries.
    fn fit(&self, span: Span) -> Span {
        let start = span.start.min(self.len());
        let end = span.end.clamp(start, self.len());
        let floor = self.rope.char_to_byte(self.rope.byte_to_char(start));
        if start == end {
            return Span::empty(floor);
        }
        let last = self.rope.byte_to_char(end);
        match self.rope.char_to_byte(last) {
            at if at == end => Span::new(floor, end),
            _ => Span::new(floor, self.rope.char_to_byte(last + 1)),
        }
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.rope == other.rope
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lf_crlf_and_cr_end_a_line() {
        for (text, lines) in [
            ("", 1),
            ("a\nb", 2),
            ("a\r\nb", 2),
            ("a\rb", 2),
            ("\n\r", 3),
            ("a\u{2028}b", 1),
            ("a\u{2029}b", 1),
            ("a\u{85}b", 1),
            ("a\u{b}b", 1),
            ("a\u{c}b", 1),
            ("a\n", 2),
        ] {
            assert_eq!(Text::new(text).line_count(), lines, "{text:?}");
        }
    }

    #[test]
    fn a_line_is_given_without_its_end() {
        let text = Text::new("one\r\ntwo\rthree\n\u{c}four");
        let lines: Vec<_> = (0..text.line_count()).map(|l| text.line(l).into_owned()).collect();
        assert_eq!(lines, ["one", "two", "three", "\u{c}four"]);
        assert_eq!(text.line(9), "");
    }

    #[test]
    fn an_edit_says_which_lines_it_touched() {
        let mut text = Text::new("a\nb\nc\nd");
        let splice = text.splice(Span::new(4, 5), "x\ny");
        assert_eq!(text.to_string(), "a\nb\nx\ny\nd");
        assert_eq!((splice.first_line, splice.old_lines, splice.new_lines), (1, 2, 3));
    }

    #[test]
    fn an_edit_may_make_and_break_a_crlf() {
        let mut text = Text::new("a\r\nb");
        assert_eq!(text.splice(Span::new(2, 2), "X").new_lines, 2);
        assert_eq!(text.line_count(), 3);
        let healed = text.splice(Span::new(2, 3), "");
        assert_eq!(text.line_count(), 2);
        assert_eq!((healed.old_lines, healed.new_lines), (2, 1));
        text.splice(Span::new(1, 2), "");
        assert_eq!(text.to_string(), "a\nb");
    }

    #[test]
    fn an_edit_inside_a_character_takes_it_whole() {
        let mut text = Text::new("x💊y");
        text.splice(Span::new(2, 3), "-");
        assert_eq!(text.to_string(), "x-y");
    }
}
