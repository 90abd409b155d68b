//! Places in a draft: from bytes to lines and columns in a client's units, and back.

use super::lines::line_ends;
use super::{Encoding, Position, Range, Span, Text};

impl Text {
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
        let on_line = self.pieces(span).filter(|words| memchr::memchr2(b'\n', b'\r', words.as_bytes()).is_none());
        let end = match on_line {
            Some(words) => Position { line: start.line, character: start.character + units(&words, encoding) },
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
