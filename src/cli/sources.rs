//! What is to be checked: files, what folders hold, standard input; each once, in a fixed order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::read::advice;
use crate::config::{Discovery, folder_of};

/// Something to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// How it is called in reports.
    pub name: String,
    /// Where it is.
    pub place: Place,
}

impl Source {
    /// The folder from which on its settings are looked for.
    pub fn folder(&self) -> &Path {
        match &self.place {
            Place::Stdin => Path::new("."),
            Place::File(path) | Place::Perhaps(path) => folder_of(path),
        }
    }
}

/// Where a source is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Standard input.
    Stdin,
    /// A file that is checked whatever it holds.
    File(PathBuf),
    /// A file that is checked if it is a determination.
    Perhaps(PathBuf),
}

/// What the paths of a command stand for, sorted by name, and what could not be looked at, in sentences.
pub fn gather(paths: &[PathBuf], configs: &Discovery) -> (Vec<Source>, Vec<String>) {
    let mut found = BTreeMap::new();
    let mut troubles = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.insert("<stdin>".to_string(), Place::Stdin);
        } else if path.is_dir() {
            walk(path, configs, &mut found, &mut troubles);
        } else {
            // One that cannot be read is named when that is tried.
            found.insert(name(path), Place::File(path.clone()));
        }
    }
    (found.into_iter().map(|(name, place)| Source { name, place }).collect(), troubles)
}

fn walk(folder: &Path, configs: &Discovery, found: &mut BTreeMap<String, Place>, troubles: &mut Vec<String>) {
    // Ignore files count also where there is no repository.
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                troubles.push(trouble(&error, folder));
                continue;
            }
        };
        let file = entry.file_type().is_some_and(|kind| kind.is_file());
        let Some(place) = file.then(|| place(entry.path())).flatten() else { continue };
        if configs.of_file(entry.path()).excludes(entry.path()) {
            continue;
        }
        let shown = if folder == Path::new(".") { entry.path().strip_prefix(folder) } else { Ok(entry.path()) };
        // A file that is also named itself stays one that is always checked.
        found.entry(name(shown.unwrap_or(entry.path()))).or_insert(place);
    }
}

/// Whether, by its name, a file in a folder is checked.
fn place(path: &Path) -> Option<Place> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    if name.ends_with(".imr") || name.ends_with(".imr.txt") {
        Some(Place::File(path.to_path_buf()))
    } else {
        name.ends_with(".txt").then(|| Place::Perhaps(path.to_path_buf()))
    }
}

fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn trouble(error: &ignore::Error, folder: &Path) -> String {
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
