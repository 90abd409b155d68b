//! The text of a draft: a rope that speaks byte offsets and clamps whatever it is asked.

use std::borrow::Cow;

use ropey::Rope;

use super::lines::{Lines, LinesUp, line_ends, without_end};
use super::{Encoding, Position, Range, Replacement, Span};

/// A draft's text. Lines end with `\n`, `\r\n` or `\r`, as LSP has it; a form feed, NEL or U+2028 ends none.
/// Cloning is cheap: clones share what neither has changed.
#[derive(Debug, Clone, Default)]
pub struct Text {
    rope: Rope,
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
    fn pieces(&self, span: Span) -> Option<Cow<'_, str>> {
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

    /// Where a byte stands, in a client's units. Inside a character counts as its start.
    pub fn position(&self, byte: usize, encoding: Encoding) -> Position {
        let byte = byte.min(self.len());
        if let Some(position) = self.position_in_chunk(byte, encoding) {
            return position;
        }
        let at = self.rope.byte_to_char(byte);
        let line = self.rope.char_to_line(at);
        let start = self.rope.line_to_char(line);
        let character = match encoding {
            Encoding::Utf8 => self.rope.char_to_byte(at) - self.rope.char_to_byte(start),
            Encoding::Utf16 => self.rope.char_to_utf16_cu(at) - self.rope.char_to_utf16_cu(start),
            Encoding::Utf32 => at - start,
        };
        Position { line: line as u32, character: character as u32 }
    }

    /// The same where the line starts in the piece of the rope that holds that byte, as most do: found with one walk.
    fn position_in_chunk(&self, byte: usize, encoding: Encoding) -> Option<Position> {
        let (chunk, chunk_start, _, chunk_line) = self.rope.chunk_at_byte(byte);
        let (before, behind) = chunk.split_at_checked(byte - chunk_start)?;
        // Between the two characters of one line end, or where that may be.
        let inside = before.ends_with('\r') && (behind.starts_with('\n') || behind.is_empty());
        if inside || chunk_start > 0 && chunk.starts_with('\n') {
            return None;
        }
        let start = match memchr::memrchr2(b'\n', b'\r', before.as_bytes()) {
            Some(end) => end + 1,
            None if chunk_start == 0 => 0,
            None => return None,
        };
        let (above, own) = before.split_at_checked(start)?;
        let line = chunk_line + line_ends(above);
        Some(Position { line: line as u32, character: units(own, encoding) })
    }

    /// Where a span stands, in a client's units.
    pub fn range(&self, span: Span, encoding: Encoding) -> Range {
        let start = self.position(span.start, encoding);
        // Most words stand on one line, and need not be looked for twice.
        let on_line = self.rope.get_byte_slice(span.start..span.end).and_then(|words| words.as_str()).filter(|words| {
            let bytes = words.as_bytes();
            memchr::memchr2(b'\n', b'\r', bytes).is_none()
        });
        let end = match on_line {
            Some(words) => Position { line: start.line, character: start.character + units(words, encoding) },
            None => self.position(span.end, encoding),
        };
        Range { start, end }
    }

    /// The byte at a client's position, and whether the position exists. Past the end of a line gives the end of the
    /// line, before its line end; past the last line gives the end of the text.
    pub fn offset(&self, position: Position, encoding: Encoding) -> (usize, bool) {
        self.offset_towards(position, encoding, false)
    }

    /// The span between a client's two positions, and whether both exist and are in order. Half characters are taken
    /// whole; a range given back to front is turned round.
    pub fn span(&self, range: Range, encoding: Encoding) -> (Span, bool) {
        let (first, last, ordered) =
            if range.start <= range.end { (range.start, range.end, true) } else { (range.end, range.start, false) };
        let (start, start_exists) = self.offset_towards(first, encoding, false);
        let (end, end_exists) = match first == last {
            true => (start, start_exists),
            false => self.offset_towards(last, encoding, true),
        };
        (Span::new(start, end), ordered && start_exists && end_exists)
    }

    /// Half characters go to their start, or to their end with `up`.
    fn offset_towards(&self, position: Position, encoding: Encoding, up: bool) -> (usize, bool) {
        if let Some(byte) = self.offset_in_chunk(position) {
            return (byte, true);
        }
        let line = position.line as usize;
        if line >= self.line_count() {
            return (self.len(), false);
        }
        let span = self.line_span(line);
        let wanted = position.character as usize;
        let units = |char: usize| match encoding {
            Encoding::Utf8 => self.rope.char_to_byte(char),
            Encoding::Utf16 => self.rope.char_to_utf16_cu(char),
            Encoding::Utf32 => char,
        };
        let first = self.rope.byte_to_char(span.start);
        let last = self.rope.byte_to_char(span.end);
        let target = units(first).saturating_add(wanted);
        if target > units(last) {
            return (span.end, false);
        }
        let mut char = match encoding {
            Encoding::Utf8 => self.rope.byte_to_char(target),
            Encoding::Utf16 => self.rope.utf16_cu_to_char(target),
            Encoding::Utf32 => target,
        };
        let exists = units(char) == target;
        if up && !exists {
            char += 1;
        }
        (self.rope.char_to_byte(char), exists)
    }

    /// The same where the line is ASCII and in one piece of the rope up to that place, as most are: found with fewer
    /// walks, and the same in all units.
    fn offset_in_chunk(&self, position: Position) -> Option<usize> {
        let line = Some(position.line as usize).filter(|line| *line < self.line_count())?;
        let start = self.rope.line_to_byte(line);
        let (chunk, chunk_start, ..) = self.rope.chunk_at_byte(start);
        let before = chunk.as_bytes().get(start - chunk_start..)?.get(..position.character as usize)?;
        let inside = before.iter().all(|byte| byte.is_ascii() && !matches!(byte, b'\n' | b'\r'));
        inside.then_some(start + before.len())
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

/// How long some characters are in a client's units.
fn units(words: &str, encoding: Encoding) -> u32 {
    let units = match encoding {
        Encoding::Utf16 if !words.is_ascii() => words.encode_utf16().count(),
        Encoding::Utf32 => words.chars().count(),
        Encoding::Utf8 | Encoding::Utf16 => words.len(),
    };
    units as u32
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
    fn a_position_is_the_same_wherever_the_rope_is_parted() {
        let source = "A line.\r\n\nOne\rwith é and 💊\n\r\r\n, long or not\n".repeat(300);
        let text = Text::new(&source);
        for byte in (0..=source.len()).filter(|at| source.is_char_boundary(*at)) {
            let line = text.line_of(byte);
            let own = text.slice(Span::new(text.line_start(line), byte));
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let wanted = Position { line: line as u32, character: units(&own, encoding) };
                assert_eq!(text.position(byte, encoding), wanted, "{byte}");
            }
        }
    }

    #[test]
    fn positions_agree_in_all_three_encodings() {
        // 💊 is 4 bytes, 2 units, 1 character; é here is e and a combining accent.
        let text = Text::new("\u{feff}a💊e\u{301}b\r\nend");
        let b = "\u{feff}a💊e\u{301}".len();
        for (encoding, character) in [(Encoding::Utf8, b as u32), (Encoding::Utf16, 6), (Encoding::Utf32, 5)] {
            let place = Position { line: 0, character };
            assert_eq!(text.position(b, encoding), place);
            assert_eq!(text.offset(place, encoding), (b, true));
        }
    }

    #[test]
    fn a_split_surrogate_pair_goes_down_at_the_start_and_up_at_the_end() {
        let text = Text::new("x💊y");
        let at = |character| Position { line: 0, character };
        let range = |a, b| Range { start: at(a), end: at(b) };
        assert_eq!(text.offset(at(2), Encoding::Utf16), (1, false));
        assert_eq!(text.span(range(2, 3), Encoding::Utf16), (Span::new(1, 5), false));
        assert_eq!(text.span(range(1, 2), Encoding::Utf16), (Span::new(1, 5), false));
        assert_eq!(text.span(range(2, 2), Encoding::Utf16), (Span::new(1, 1), false));
    }

    #[test]
    fn places_that_do_not_exist_are_clamped() {
        let text = Text::new("ab\r\ncd");
        let at = |line, character| Position { line, character };
        assert_eq!(text.offset(at(0, 99), Encoding::Utf16), (2, false));
        assert_eq!(text.offset(at(9, 0), Encoding::Utf16), (6, false));
        let backwards = Range { start: at(1, 1), end: at(0, 1) };
        assert_eq!(text.span(backwards, Encoding::Utf16), (Span::new(1, 5), false));
        assert_eq!(text.slice(Span::new(4, 400)), "cd");
        assert_eq!(text.slice(Span { start: 9, end: 3 }), "");
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
