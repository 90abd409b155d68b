//! Which blocks were read anew since something was kept ready of them.

use std::ops::Range;
use std::sync::Arc;

use crate::draft::{Draft, ReadBlock};

/// Which of the blocks that were `kept`, when the draft was named `then`, are to be replaced by which of its own: before
/// and behind them nothing has changed. What is kept is held, so that it is told from whatever is read later without
/// looking into it.
pub(super) fn replaced(kept: &[Arc<ReadBlock>], then: u64, draft: &Draft) -> (Range<usize>, Range<usize>) {
    let read = draft.read();
    // Of a long draft it takes time to look at every block.
    let (above, below) = draft.untouched_since(then).map_or((0, 0), |left| (left.above, left.below));
    let same = |(old, new): &(&Arc<ReadBlock>, &Arc<ReadBlock>)| Arc::ptr_eq(old, new);
    let both = kept.len().min(read.len());
    let above = above.min(both);
    let before = above + kept.iter().zip(read).skip(above).take_while(same).count();
    let rest = both - before;
    let below = below.min(rest);
    let after = below + kept.iter().rev().zip(read.iter().rev()).take(rest).skip(below).take_while(same).count();
    (before..kept.len() - after, before..read.len() - after)
}
