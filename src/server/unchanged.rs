//! Which blocks were read anew since something was kept ready of them.

use std::ops::Range;
use std::sync::Arc;

use crate::draft::ReadBlock;

/// What is kept ready of a block.
pub(super) trait Reading {
    /// What it was made of: held, so that it is told from whatever is read later without looking into it.
    fn read(&self) -> &Arc<ReadBlock>;
}

/// Which of what is `kept`, one for each block, is to be replaced by what is made of which blocks of `read`: before and
/// behind them nothing has changed.
pub(super) fn replaced<K: Reading>(kept: &[K], read: &[Arc<ReadBlock>]) -> (Range<usize>, Range<usize>) {
    let same = |(old, new): &(&K, &Arc<ReadBlock>)| Arc::ptr_eq(old.read(), new);
    let before = kept.iter().zip(read).take_while(same).count();
    let rest = kept.len().min(read.len()) - before;
    let after = kept.iter().rev().zip(read.iter().rev()).take(rest).take_while(same).count();
    (before..kept.len() - after, before..read.len() - after)
}
