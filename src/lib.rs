//! imr-ls, in reading order.

pub mod draft;
pub mod letter;
pub mod prose;
pub mod rules;
pub mod text;
