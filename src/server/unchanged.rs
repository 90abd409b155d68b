//! Which blocks were read anew since something was kept ready of them.

use std::ops::Range;
use std::sync::Arc;

use crate::draft::{Draft, ReadBlock};

/// Which of the blocks that were `kept`, when the draft was named `then`, are to be replaced by which of its own: before
/// and behind them nothing has changed. What is kept is held, so that it is told from whatever is read later without
/// looking into it.
pub(super) fn replaced<'a>(kept: &'a [Arc<ReadBlock>], then: u64, draft: &'a Draft) -> (Range<usize>, Range<usize>) {
    let read = draft.read();
    // Of a long draft it takes time to look at every block.
    let (above, below) = draft.untouched_since(then).map_or((0, 0), |left| (left.above, left.below));
    let same = |(old, new): &(&Arc<ReadBlock>, &Arc<ReadBlock>)| Arc::ptr_eq(old, new);
    let both = kept.len().min(read.len());
    let above = above.min(both);
    let behind = |blocks: &'a [Arc<ReadBlock>]| blocks.get(above..).unwrap_or_default();
    let before = above + behind(kept).iter().zip(behind(read)).take_while(same).count();
    let below = below.min(both - before);
    let left = |blocks: &'a [Arc<ReadBlock>]| blocks.get(before..blocks.len() - below).unwrap_or_default();
    let after = below + left(kept).iter().rev().zip(left(read).iter().rev()).take_while(same).count();
    (before..kept.len() - after, before..read.len() - after)
}
