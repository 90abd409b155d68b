//! Lines to tree: what each line is, and the sections, items and fields they make up; kept up to date edit by edit.
//!
//! A line's class depends on that line alone ([`classify`]); what spans lines (a title wrapped over blank lines, an
//! outcome alone on its line) is decided where blocks are built. Every text has a tree: there is no error to return.

mod additions;
mod block;
mod build;
mod format;
mod header;
mod keyed;
mod known;
mod line;
mod template;
mod title;
mod tree;

pub use additions::Part;
pub use block::{Block, BlockKind, Field, Item, OutcomeWord, Section};
pub use format::{FieldKind, Format, HeaderKind, Outcome, SectionKind, StatementFormat};
pub use header::{HeaderEntry, header_entries};
pub use line::{LineClass, Mark, classify};
pub use template::new_letter;
pub use tree::{Replaced, Tree, is_determination};
