//! What imr-ls knows besides the draft: packs compiled in, and the look-up over them.

mod letter;

pub use letter::{Entry, Law, about_field, about_header, about_outcome, about_section, about_unknown_outcome};
