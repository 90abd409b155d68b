//! Characters: the draft as a rope, its edits, and positions in UTF-8, UTF-16 and UTF-32.
//!
//! The only place that names the rope crate. Everything above speaks byte offsets ([`Span`]) and line
//! numbers; columns in a client's encoding exist only at the edge ([`Position`]).

mod blank;
mod lines;
mod phrasebook;
mod place;
mod position;
mod rope;
mod saying;
mod span;
mod whole;
mod words;

pub use blank::{fold, is_blank, trim, trim_end, trim_span, trim_start};
pub use phrasebook::Phrasebook;
pub use position::{Encoding, Lines, Position, Range};
pub use rope::{Splice, Text};
pub use saying::{Saying, Wording};
pub use span::{Replacement, Span};
pub use whole::{Lined, Whole};
pub use words::Words;
