//! Excerpts: the few lines around the words of a finding, cut to what fits a screen, with where the words stand in them.

use std::ops::Range;

use crate::text::{Span, Text, is_blank, trim_span};

/// Lines this far apart are shown in excerpts of their own.
const FAR: usize = 60;
/// A longer line, in bytes, is cut.
const LONG: usize = 120;
/// How much of a cut line is shown before and after the words.
const AROUND: usize = 30;
/// How much of the words themselves.
const WORDS: usize = 60;

/// Words to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Where they stand in the draft.
    pub span: Span,
    /// What is said of them.
    pub label: Option<String>,
}

/// A run of lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// Zero-based number of the first line.
    pub first_line: usize,
    /// The lines, ended by line feeds; those between the ones that matter are empty.
    pub source: String,
    /// What is marked in them.
    pub marks: Vec<Mark>,
}

/// Marked words, all on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where they stand in the excerpt's source.
    pub at: Range<usize>,
    /// Where they start in the draft.
    pub start: usize,
    /// What is said of them.
    pub label: Option<String>,
    /// Whether they are the finding's own.
    pub primary: bool,
}

/// The lines of a finding's own words and of other words that belong to it: first the excerpt with its own words.
pub fn excerpts(text: &Text, own: Span, others: Vec<Words>) -> Vec<Excerpt> {
    let mut groups = vec![Piece::all(text, &Words { span: own, label: None }, true)];
    for words in others {
        let pieces = Piece::all(text, &words, false);
        match groups.iter_mut().find(|group| near(group, &pieces)) {
            Some(group) => group.extend(pieces),
            None => groups.push(pieces),
        }
    }
    groups.into_iter().filter(|group| !group.is_empty()).map(|group| excerpt(text, group)).collect()
}

/// The part of marked words that stands on one line.
struct Piece {
    line: usize,
    span: Span,
    label: Option<String>,
    primary: bool,
}

impl Piece {
    /// The words line by line, blank lines and indents left out; of many lines the first ones and the last.
    fn all(text: &Text, words: &Words, primary: bool) -> Vec<Piece> {
        let first = text.line_of(words.span.start);
        let last = text.line_of(words.span.end).max(first);
        let mut lines: Vec<usize> = (first..=last.min(first.saturating_add(8))).collect();
        if last > first + 8 {
            lines.push(last);
        }
        let mut pieces: Vec<Piece> = Vec::new();
        for line in lines {
            let whole = text.line_span(line);
            let part = Span::new(words.span.start.max(whole.start), words.span.end.min(whole.end));
            let span = if part.len() > 4 * LONG {
                part
            } else {
                trim_span(&text.slice(part), Span::new(0, part.len())).shifted(part.start)
            };
            if !span.is_empty() {
                pieces.push(Piece { line, span, label: None, primary });
            }
        }
        if pieces.is_empty() {
            // Not inside the line's end.
            let at = words.span.start.min(text.line_span(first).end);
            pieces.push(Piece { line: first, span: Span::empty(at), label: None, primary });
        }
        if pieces.len() > 4 {
            pieces.drain(2..pieces.len() - 1);
        }
        if let Some(last) = pieces.last_mut() {
            last.label.clone_from(&words.label);
        }
        pieces
    }
}

fn near(group: &[Piece], pieces: &[Piece]) -> bool {
    group.iter().any(|a| pieces.iter().any(|b| a.line.abs_diff(b.line) <= FAR))
}

fn excerpt(text: &Text, mut pieces: Vec<Piece>) -> Excerpt {
    pieces.sort_by_key(|piece| (piece.span, !piece.primary));
    // Two marks on the same words would hide each other.
    pieces.dedup_by(|later, kept| {
        let same = later.span == kept.span;
        if same {
            kept.label = kept.label.take().or(later.label.take());
        }
        same
    });
    let first_line = pieces.iter().map(|p| p.line).min().unwrap_or(0);
    let last_line = pieces.iter().map(|p| p.line).max().unwrap_or(0);
    let marked = |line: usize| pieces.iter().any(|p| p.line == line);
    let mut excerpt = Excerpt { first_line, ..Excerpt::default() };
    for line in first_line..=last_line {
        let here: Vec<&Piece> = pieces.iter().filter(|p| p.line == line).collect();
        // The renderer shows a single line between two marked ones, and dots for more.
        if !here.is_empty() || (marked(line.wrapping_sub(1)) && marked(line + 1)) {
            push_line(text, line, &here, &mut excerpt);
        }
        excerpt.source.push('\n');
    }
    excerpt
}

/// Adds what is shown of a line, and marks its pieces.
fn push_line(text: &Text, line: usize, pieces: &[&Piece], excerpt: &mut Excerpt) {
    let whole = text.line_span(line);
    let windows = windows(text, whole, pieces);
    let line_start = excerpt.source.len();
    for (index, window) in windows.iter().enumerate() {
        let cut_before = window.start > whole.start;
        if cut_before {
            excerpt.source.push_str(if index == 0 { "… " } else { " … " });
        }
        let base = excerpt.source.len();
        for piece in pieces.iter().filter(|p| window.start <= p.span.start && p.span.start <= window.end) {
            let before = shown(&text.slice(Span::new(window.start, piece.span.start)));
            let end = piece.span.end.min(window.end);
            let words = shown(&text.slice(Span::new(piece.span.start, end)));
            let start = base + before.len();
            excerpt.marks.push(Mark {
                at: start..start + words.len(),
                start: piece.span.start,
                label: piece.label.clone(),
                primary: piece.primary,
            });
        }
        excerpt.source.push_str(&shown(&text.slice(*window)));
    }
    if windows.last().is_some_and(|w| w.end < whole.end) {
        excerpt.source.push_str(" …");
    }
    if excerpt.source.len() == line_start && !pieces.is_empty() {
        // A caret needs something to stand under.
        excerpt.source.push(' ');
    }
}

/// The parts of a line that are shown, in order.
fn windows(text: &Text, line: Span, pieces: &[&Piece]) -> Vec<Span> {
    if line.len() <= LONG {
        return vec![line];
    }
    let mut windows: Vec<Span> = Vec::new();
    for piece in pieces {
        let words_end = piece.span.end.min(piece.span.start + WORDS);
        let start = match piece.span.start.saturating_sub(AROUND) {
            at if at <= line.start => line.start,
            at => word_start(text, at, piece.span.start),
        };
        let end = match words_end + AROUND {
            at if at >= line.end => line.end,
            at => word_end(text, words_end, at),
        };
        match windows.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => windows.push(Span::new(start, end)),
        }
    }
    if windows.is_empty() {
        windows.push(Span::new(line.start, word_end(text, line.start, line.start + LONG)));
    }
    windows
}

/// The first start of a word from `from` on, up to `limit`.
fn word_start(text: &Text, from: usize, limit: usize) -> usize {
    let words = text.slice(Span::new(from, limit));
    let skipped = words.find(is_blank).map(|at| at + words.get(at..).map_or(0, |w| w.len() - w.trim_start().len()));
    // What is sliced starts at or before `from`; count from the end, which is a boundary.
    limit - (words.len() - skipped.unwrap_or(0))
}

/// The last end of a word from `from` on, up to `limit`.
fn word_end(text: &Text, from: usize, limit: usize) -> usize {
    let words = text.slice(Span::new(from, limit));
    from + words.rfind(is_blank).map_or(words.len(), |at| words.get(..at).map_or(0, |w| w.trim_end().len()))
}

/// Text as it is shown on one line: what would move the cursor or turn the direction is a space.
fn shown(text: &str) -> String {
    let odd = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().map(|c| if odd(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    /// `input` has the finding's words between `«` and `»` and other words between `‹` and `›`.
    fn check(input: &str, expect: Expect) {
        let mut text = input.to_string();
        let mut take = |open: &str, close: &str| {
            let start = text.find(open)?;
            text.replace_range(start..start + open.len(), "");
            let end = text.find(close)?;
            text.replace_range(end..end + close.len(), "");
            Some(Span::new(start, end))
        };
        // In this order the former spans stay right only if the other words come later.
        let own = take("«", "»").unwrap();
        let other = take("‹", "›").map(|span| Words { span, label: Some("other".into()) });
        let mut told = String::new();
        for excerpt in excerpts(&Text::new(&text), own, other.into_iter().collect()) {
            told.push_str(&format!("@{}\n{}", excerpt.first_line, excerpt.source));
            for mark in excerpt.marks {
                let words = &excerpt.source[mark.at];
                told.push_str(&format!("{}{words:?}\n", if mark.primary { "^" } else { "-" }));
            }
        }
        expect.assert_eq(&told);
    }

    #[test]
    fn words_over_several_lines_are_marked_line_by_line() {
        check(
            "one\nMRI: «Upheld»\n\nx\ny\nThe ‹request is\n\n  medically necessary›.\n",
            expect![[r#"
                @1
                MRI: Upheld



                The request is

                  medically necessary.
                ^"Upheld"
                -"request is"
                -"medically necessary"
            "#]],
        );
    }

    #[test]
    fn what_is_far_away_has_an_excerpt_of_its_own() {
        let text = format!("«a» b\n{}‹c› d", "\n".repeat(90));
        check(
            &text,
            expect![[r#"
                @0
                a b
                ^"a"
                @91
                c d
                -"c"
            "#]],
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_words() {
        let many = "lorem ipsum dolor ".repeat(30);
        check(
            &format!("{many}«is not 💊 necessary» {many} ‹therefore› {many}"),
            expect![[r#"
                @0
                … dolor lorem ipsum dolor is not 💊 necessary lorem ipsum dolor lorem … dolor lorem ipsum dolor  therefore lorem ipsum dolor lorem …
                ^"is not 💊 necessary"
                -"therefore"
            "#]],
        );
    }

    #[test]
    fn control_characters_do_not_move_the_cursor() {
        check(
            "a\tb\u{c} «c\td»\u{1b}[31m\r\n",
            expect![[r#"
            @0
            a b  c d [31m
            ^"c d"
        "#]],
        );
    }

    #[test]
    fn an_empty_place_has_a_line_to_stand_on() {
        check(
            "«»",
            expect![[r#"
            @0
             
            ^""
        "#]],
        );
    }
}
