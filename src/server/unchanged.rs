//! Which blocks were read anew since something was kept ready of them.

use std::ops::Range;
use std::sync::Arc;

use crate::draft::ReadBlock;

/// Which of the blocks that were `kept` are to be replaced by which of those of `read`: before and behind them nothing
/// has changed. What is kept is held, so that it is told from whatever is read later without looking into it.
pub(super) fn replaced(kept: &[Arc<ReadBlock>], read: &[Arc<ReadBlock>]) -> (Range<usize>, Range<usize>) {
    let same = |(old, new): &(&Arc<ReadBlock>, &Arc<ReadBlock>)| Arc::ptr_eq(old, new);
    let before = kept.iter().zip(read).take_while(same).count();
    let rest = kept.len().min(read.len()) - before;
    let after = kept.iter().rev().zip(read.iter().rev()).take(rest).take_while(same).count();
    (before..kept.len() - after, before..read.len() - after)
}
