//! What the latest edits of a draft left as it was: whoever keeps something ready of its blocks need not look through all
//! of them.

use std::collections::VecDeque;

/// So many edits are remembered.
const MOST: usize = 8;

/// The latest edits of a draft.
#[derive(Debug, Clone)]
pub(super) struct Edits {
    /// Names the draft as it is; never used twice in a process.
    pub now: u64,
    /// By what the draft was named before each edit, and what the edit left, the latest last.
    latest: VecDeque<(u64, Untouched)>,
}

/// Blocks that edits left as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Untouched {
    /// So many at the start of the draft.
    pub above: usize,
    /// So many at its end.
    pub below: usize,
    /// Whether every block has the index and the first line that it had.
    pub in_place: bool,
}

impl Edits {
    /// Of a draft that was not edited yet.
    pub fn none(now: u64) -> Edits {
        Edits { now, latest: VecDeque::new() }
    }

    /// Adds an edit that left this; the draft is named `now` after it.
    pub fn add(&mut self, left: Untouched, now: u64) {
        if self.latest.len() == MOST {
            self.latest.pop_front();
        }
        self.latest.push_back((self.now, left));
        self.now = now;
    }

    /// What all edits left since the draft had a name; none where that is too long ago, or was another draft.
    pub fn since(&self, then: u64) -> Option<Untouched> {
        let all = Untouched { above: usize::MAX, below: usize::MAX, in_place: true };
        if then == self.now {
            return Some(all);
        }
        let mut left = all;
        for (before, edit) in self.latest.iter().rev() {
            left = Untouched {
                above: left.above.min(edit.above),
                below: left.below.min(edit.below),
                in_place: left.in_place && edit.in_place,
            };
            if *before == then {
                return Some(left);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_edits_left_is_known_for_a_while() {
        let left = |above, below, in_place| Untouched { above, below, in_place };
        let mut edits = Edits::none(1);
        edits.add(left(5, 2, true), 2);
        edits.add(left(3, 4, true), 3);
        assert_eq!(edits.since(3), Some(left(usize::MAX, usize::MAX, true)));
        assert_eq!(edits.since(2), Some(left(3, 4, true)));
        assert_eq!(edits.since(1), Some(left(3, 2, true)));
        assert_eq!(edits.since(0), None);
        edits.add(left(9, 9, false), 4);
        assert_eq!(edits.since(1), Some(left(3, 2, false)));
        (5..20).for_each(|now| edits.add(left(1, 1, true), now));
        assert_eq!(edits.since(4), None);
        assert_eq!(edits.since(18), Some(left(1, 1, true)));
    }
}
