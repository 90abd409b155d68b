//! English in slices: sentences, negation, what a rationale concludes.

mod verdict;

pub use verdict::{Reading, Verdict, read_verdict};
