//! A half-open run of bytes.

/// Bytes `start..end` of some text; which text (the draft, a block, a sentence) is said where the span is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte; never below `start`.
    pub end: usize,
}

impl Span {
    /// The span `start..end`; an end before the start gives the empty span at `start`.
    #[inline]
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end: end.max(start) }
    }

    /// The empty span at `at`.
    #[inline]
    pub fn empty(at: usize) -> Span {
        Span { start: at, end: at }
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same span, `by` bytes further on: from a part's own count to the whole's.
    #[inline]
    #[must_use]
    pub fn shifted(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// The same span where what stood at `from` stands at `to` now.
    #[inline]
    #[must_use]
    pub fn moved(self, from: usize, to: usize) -> Span {
        Span { start: (self.start + to).saturating_sub(from), end: (self.end + to).saturating_sub(from) }
    }

    /// Whether `at` lies inside or at either edge, as a caret does.
    pub fn touches(self, at: usize) -> bool {
        self.start <= at && at <= self.end
    }

    /// The smallest span that holds both.
    #[inline]
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The bytes of `text` it names; empty where it does not fit the text.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// Bytes of a text that were replaced by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replacement {
    /// The bytes that stood there.
    pub removed: Span,
    /// How many stand there now.
    pub inserted: usize,
}

impl Replacement {
    /// Whether what stood at `old` is what stands at `new` now, and nothing of it was changed.
    pub fn keeps(&self, old: Span, new: Span) -> bool {
        let above = old.end <= self.removed.start && new == old;
        let below =
            old.start >= self.removed.end && new == old.moved(self.removed.end, self.removed.start + self.inserted);
        above || below
    }

    /// The same, counted from `start`, where it lies behind that.
    pub fn within(&self, start: usize) -> Option<Replacement> {
        let removed = (start <= self.removed.start).then(|| self.removed.moved(start, 0))?;
        Some(Replacement { removed, ..*self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replacement_keeps_what_it_does_not_touch() {
        // `abcdefgh` becomes `abXYZfgh`: `cde` is replaced.
        let change = Replacement { removed: Span::new(2, 5), inserted: 3 };
        assert!(change.keeps(Span::new(0, 2), Span::new(0, 2)));
        assert!(change.keeps(Span::new(5, 8), Span::new(5, 8)));
        assert!(!change.keeps(Span::new(1, 3), Span::new(1, 3)));
        assert!(!change.keeps(Span::new(4, 6), Span::new(4, 6)));
        let longer = Replacement { removed: Span::new(2, 2), inserted: 4 };
        assert!(longer.keeps(Span::new(2, 5), Span::new(6, 9)));
        assert!(!longer.keeps(Span::new(2, 5), Span::new(2, 5)));
        assert!(!longer.keeps(Span::new(2, 5), Span::new(6, 10)));
        assert_eq!(longer.within(2), Some(Replacement { removed: Span::empty(0), inserted: 4 }));
        assert_eq!(longer.within(3), None);
    }
}
