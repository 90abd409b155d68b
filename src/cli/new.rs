//! `new`: prints a blank letter.

use super::Status;
use super::args::NewArgs;
use super::output::Output;
use crate::letter::{Format, new_letter};

/// Prints a letter in which everything is still to be written.
pub fn run(args: &NewArgs) -> Status {
    Output::stdout().finish_with(&new_letter(args.items.into(), &Format::built_in()), Status::Clean)
}
