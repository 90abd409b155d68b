//! English in slices: sentences, words, quotations, and what a rationale concludes.
//!
//! Nothing here knows a letter or a guideline: text comes in, spans counted from its start go out.

mod chain;
mod claim;
mod clause;
mod denial;
mod guards;
mod phrases;
mod quote;
mod sentence;
mod spoken;
mod verdict;
mod words;

pub use sentence::{Sentence, sentences};
pub use verdict::{Reading, Verdict, read_verdict};
