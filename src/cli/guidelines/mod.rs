//! `guidelines`: what is known of the MTUS, for the terminal, and the import of the user's own copy of a guideline.

mod account;
mod import;
mod list;
mod show;

use std::path::Path;
use std::sync::Arc;

use super::Status;
use super::args::{GuidelinesArgs, GuidelinesCommand};
use super::config::tell;
use super::nearest::nearest;
use super::output::complain;
use crate::config::{Config, Discovery};
use crate::knowledge::Library;

/// Does what is asked of the guidelines.
pub fn run(args: &GuidelinesArgs) -> Status {
    match &args.command {
        GuidelinesCommand::List(args) => list::run(args),
        GuidelinesCommand::Show(args) => show::run(args),
        GuidelinesCommand::Import(args) => import::run(args),
    }
}

/// The settings of the current folder.
fn here() -> Arc<Config> {
    Discovery::default().of_folder(Path::new("."))
}

/// The library of the current folder's settings, and whether nothing in them could be used, which is told.
fn library() -> (Arc<Library>, bool) {
    let config = here();
    let broken = tell(&config);
    (Arc::clone(&config.library), broken)
}

/// Whether a chapter was asked for that there is; if not, says so.
fn is_known(library: &Library, chapter: &str) -> bool {
    if library.chapter_of(chapter).is_some() {
        return true;
    }
    let ids = library.all_chapters().map(|chapter| chapter.id.as_str());
    let hint = match nearest(&chapter.to_lowercase(), ids) {
        Some(near) => format!("did you mean {near}?"),
        None => "imr-ls guidelines list names every chapter.".into(),
    };
    complain(&format!("no chapter is called \"{}\"; {hint}", chapter.escape_debug()));
    false
}
