//! The lines of a text, piece by piece of its rope, and those of a part of it.

use std::borrow::Cow;

use ropey::iter::Chunks;

/// The lines of a rope from some byte on, line ends included; the last has none, and may be empty.
pub(super) struct Lines<'a> {
    chunks: Chunks<'a>,
    rest: &'a str,
    over: bool,
}

impl<'a> Lines<'a> {
    /// The lines of these pieces, of which the first begins with a line at byte `skipped`.
    pub(super) fn new(mut chunks: Chunks<'a>, skipped: usize) -> Lines<'a> {
        let first = chunks.next().unwrap_or("");
        Lines { chunks, rest: first.get(skipped..).unwrap_or(""), over: false }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        if self.over {
            return None;
        }
        if let Some((line, rest)) = first_line(self.rest) {
            self.rest = rest;
            return Some(line.into());
        }
        // The line goes on in the next pieces.
        let mut line = std::mem::take(&mut self.rest).to_string();
        loop {
            let Some(chunk) = self.chunks.next() else {
                self.over = !line.ends_with('\r');
                return Some(line.into());
            };
            if line.ends_with('\r') {
                let completed = chunk.strip_prefix('\n');
                line.push_str(if completed.is_some() { "\n" } else { "" });
                self.rest = completed.unwrap_or(chunk);
                return Some(line.into());
            }
            if let Some((end, rest)) = first_line(chunk) {
                line.push_str(end);
                self.rest = rest;
                return Some(line.into());
            }
            line.push_str(chunk);
        }
    }
}

/// The lines of a rope from some place upwards, without line ends.
pub(super) struct LinesUp<'a> {
    chunks: Chunks<'a>,
    /// What is left of a piece, up to the end of the next line that is told.
    rest: &'a str,
}

impl<'a> LinesUp<'a> {
    /// The lines that end at byte `end` of the first of these pieces and above it; where none of them is left, those
    /// of the piece before them. A line end right before `end` ends the first.
    pub(super) fn new(mut chunks: Chunks<'a>, end: usize) -> LinesUp<'a> {
        let within = chunks.next().and_then(|first| first.get(..end));
        // Going up, the piece that was told last comes again.
        let again = chunks.prev().unwrap_or("");
        LinesUp { chunks, rest: within.unwrap_or(again) }
    }

    /// Leaves out the line end at the end of what is left.
    pub(super) fn without_end(mut self) -> LinesUp<'a> {
        self.leave_out_end();
        self
    }

    fn leave_out_end(&mut self) {
        if self.rest.is_empty() {
            self.rest = self.chunks.prev().unwrap_or("");
        }
        match self.rest.strip_suffix('\n') {
            // The two characters of one end may stand in two pieces.
            Some("") => {
                let above = self.chunks.prev().unwrap_or("");
                self.rest = above.strip_suffix('\r').unwrap_or(above);
            }
            Some(rest) => self.rest = rest.strip_suffix('\r').unwrap_or(rest),
            None => self.rest = self.rest.strip_suffix('\r').unwrap_or(self.rest),
        }
    }
}

impl<'a> Iterator for LinesUp<'a> {
    type Item = Cow<'a, str>;

    /// Without end: above the first line stand empty ones.
    fn next(&mut self) -> Option<Cow<'a, str>> {
        let mut below = String::new();
        loop {
            if let Some(at) = memchr::memrchr2(b'\n', b'\r', self.rest.as_bytes()) {
                let (above, line) = self.rest.split_at_checked(at + 1)?;
                self.rest = above;
                self.leave_out_end();
                return Some(if below.is_empty() { line.into() } else { (line.to_string() + &below).into() });
            }
            let line = std::mem::take(&mut self.rest);
            let Some(above) = self.chunks.prev() else {
                return Some(if below.is_empty() { line.into() } else { (line.to_string() + &below).into() });
            };
            below.insert_str(0, line);
            self.rest = above;
        }
    }
}

/// The first line of a piece, and the rest; none where its end may lie in the next piece.
fn first_line(piece: &str) -> Option<(&str, &str)> {
    let at = memchr::memchr2(b'\n', b'\r', piece.as_bytes())?;
    let end = match piece.as_bytes().get(at..)? {
        [b'\r', b'\n', ..] => at + 2,
        [b'\r'] => return None,
        _ => at + 1,
    };
    piece.split_at_checked(end)
}

/// A line without its line end.
pub(super) fn without_end(line: Cow<'_, str>) -> Cow<'_, str> {
    let kept = line.strip_suffix("\r\n").or(line.strip_suffix(['\n', '\r'])).map_or(line.len(), str::len);
    match line {
        Cow::Borrowed(words) => Cow::Borrowed(words.get(..kept).unwrap_or(words)),
        Cow::Owned(mut words) => {
            words.truncate(kept);
            Cow::Owned(words)
        }
    }
}

/// Where each line of a text starts.
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    const BYTES_A_LINE: usize = 32;
    let mut starts = Vec::with_capacity(text.len() / BYTES_A_LINE + 1);
    starts.push(0);
    starts.extend(ends(text).map(|at| at + 1));
    starts
}

/// Where the first of its lines start, so many at the most.
pub(super) fn first_line_starts(text: &str, lines: usize) -> Vec<usize> {
    std::iter::once(0).chain(ends(text).map(|at| at + 1)).take(lines).collect()
}

/// How many lines end in a text.
pub(super) fn line_ends(text: &str) -> usize {
    ends(text).count()
}

/// The last byte of each line end of a text.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    ends.filter(|at| bytes.get(*at) != Some(&b'\r') || bytes.get(at + 1) != Some(&b'\n'))
}

#[cfg(test)]
mod tests {
    use super::super::Text;
    use super::*;

    #[test]
    fn lines_are_those_of_the_rope_wherever_its_pieces_end() {
        for end in ["\n", "\r\n", "\r", "\n\r", "\r\r\n"] {
            for width in [0, 1, 7, 1_300] {
                let line = format!("{}é{end}", "x".repeat(width));
                for tail in ["", "x"] {
                    let source = format!("{}{tail}", line.repeat(3_000 / (width + 1) + 3));
                    let text = Text::new(&source);
                    let lines: Vec<_> = text.lines_from(0).collect();
                    assert_eq!(lines.concat(), source);
                    assert_eq!(lines.len(), text.line_count());
                    let starts = line_starts(&source);
                    assert!((0..text.line_count()).all(|line| starts.get(line) == Some(&text.line_start(line))));
                    assert_eq!(starts.len(), text.line_count());
                    let behind: Vec<_> = text.lines_from(2).collect();
                    assert_eq!(Some(behind.as_slice()), lines.get(2..));
                    for last in [0, 1, lines.len() / 2, lines.len() - 1, lines.len() + 3] {
                        let up: Vec<_> = text.lines_up_from(last).collect();
                        let wanted = lines.iter().enumerate().take(last + 1).rev();
                        assert!(up.into_iter().eq(wanted.map(|(line, words)| (line, without_end(words.clone())))));
                    }
                }
            }
        }
    }
}
