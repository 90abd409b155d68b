//! The letters that a folder holds: by name, ignore files and `exclude` honoured.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::discovery::Discovery;
use super::read::advice;

/// A file that may be a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Where it is, below the folder as that was named.
    pub path: PathBuf,
    /// Its name says that it is one; else only its text can.
    pub named: bool,
}

/// Calls `found` for every file in a folder and below that may be a letter, and `trouble` with a sentence on what
/// cannot be looked at.
pub fn letters_in(
    folder: &Path,
    configs: &Discovery,
    mut found: impl FnMut(Candidate),
    mut trouble: impl FnMut(String),
) {
    // Ignore files count also where there is no repository.
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                let path = entry.into_path();
                let Some(named) = may_be_letter(&path) else { continue };
                if !configs.of_file(&path).excludes(&path) {
                    found(Candidate { path, named });
                }
            }
            Ok(_) => {}
            Err(error) => trouble(sentence(&error, folder)),
        }
    }
}

/// Whether a file is a letter by its name, or may be one by its text; none where it is not.
pub fn may_be_letter(path: &Path) -> Option<bool> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    if name.ends_with(".imr") || name.ends_with(".imr.txt") {
        return Some(true);
    }
    name.ends_with(".txt").then_some(false)
}

fn sentence(error: &ignore::Error, folder: &Path) -> String {
    let path = path_of(error).unwrap_or(folder);
    match error.io_error() {
        Some(io) => format!("{} {}.", path.display(), advice(io, false)),
        None => format!("{} cannot be searched ({error}).", path.display()),
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
