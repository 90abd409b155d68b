//! Changes applied to what is open, with the halves of characters that arrive apart joined again.

use super::sync::Change;
use super::transport::repair;
use crate::draft::Draft;
use crate::text::{Encoding, Span, Text};

/// What U+FFFD takes in bytes.
const REPLACEMENT: usize = '\u{fffd}'.len_utf8();

/// Something whose characters a client changes.
pub(super) trait Content {
    /// The characters.
    fn text(&self) -> &Text;
    /// Replaces those of a span.
    fn edit(&mut self, span: Span, new: &str);
}

impl Content for Draft {
    fn text(&self) -> &Text {
        self.text()
    }

    fn edit(&mut self, span: Span, new: &str) {
        self.edit(span, new);
    }
}

impl Content for Text {
    fn text(&self) -> &Text {
        self
    }

    fn edit(&mut self, span: Span, new: &str) {
        self.splice(span, new);
    }
}

/// What of the last change waits for the next one.
#[derive(Debug, Default)]
pub(super) struct Typed {
    half: Option<Half>,
}

/// Half a character that waits for the other; it stands in the text as U+FFFD.
#[derive(Debug, Clone, Copy)]
struct Half {
    at: usize,
    unit: u16,
    high: bool,
}

impl Typed {
    /// Applies changes, one after the other; says how many named places that do not exist.
    pub(super) fn apply_all(&mut self, content: &mut impl Content, changes: Vec<Change>, encoding: Encoding) -> usize {
        changes.into_iter().filter_map(|change| (!self.apply(content, change, encoding)).then_some(())).count()
    }

    /// Applies one change; says whether the places it named exist.
    pub(super) fn apply(&mut self, content: &mut impl Content, change: Change, encoding: Encoding) -> bool {
        let Change { range, mut text, mut first_half, mut last_half } = change;
        let Some(range) = range else {
            self.half = None;
            replace(content, &text);
            return true;
        };
        let (mut span, exact) = content.text().span(range, encoding);
        if let Some(half) = self.half.take().filter(|_| span.is_empty()) {
            let joined = match (half.high, first_half, last_half) {
                (true, Some(low), _) if span.start == half.at + REPLACEMENT => repair::join(half.unit, low),
                (false, _, Some(high)) if span.start == half.at => repair::join(high, half.unit),
                _ => None,
            };
            if let Some(joined) = joined {
                span = Span::new(half.at, half.at + REPLACEMENT);
                if half.high {
                    text.replace_range(..REPLACEMENT, joined.encode_utf8(&mut [0; 4]));
                    first_half = None;
                } else {
                    text.truncate(text.len() - REPLACEMENT);
                    text.push(joined);
                    last_half = None;
                }
            }
        }
        content.edit(span, &text);
        self.half = match (first_half, last_half) {
            (_, Some(unit)) => Some(Half { at: span.start + text.len() - REPLACEMENT, unit, high: true }),
            (Some(unit), None) => Some(Half { at: span.start, unit, high: false }),
            (None, None) => None,
        };
        exact
    }
}

/// Replaces the whole text: as an edit of what differs, so that what stays is not read anew.
fn replace(content: &mut impl Content, text: &str) {
    let old = content.text().slice(Span::new(0, content.text().len())).into_owned();
    let mut before = old.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(before) || !text.is_char_boundary(before) {
        before -= 1;
    }
    let most = old.len().min(text.len()) - before;
    let mut after = old.bytes().rev().zip(text.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(old.len() - after) || !text.is_char_boundary(text.len() - after) {
        after -= 1;
    }
    let new = text.get(before..text.len() - after).unwrap_or(text);
    content.edit(Span::new(before, old.len() - after), new);
}
