//! What is to be checked: files, what folders hold, standard input; each once, in a fixed order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::{Candidate, Discovery, folder_of, letters_in};

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
    let mut found = Found::new();
    let mut troubles = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.insert(("<stdin>".to_string(), path.clone()), Place::Stdin);
        } else if path.is_dir() {
            walk(path, configs, &mut found, &mut troubles);
        } else {
            // One that cannot be read is named when that is tried.
            found.insert((name(path), path.clone()), Place::File(path.clone()));
        }
    }
    (found.into_iter().map(|((name, _), place)| Source { name, place }).collect(), troubles)
}

/// By what they are sorted: the name as it is shown, and the path, as names that are no text may be shown alike.
type Found = BTreeMap<(String, PathBuf), Place>;

fn walk(folder: &Path, configs: &Discovery, found: &mut Found, troubles: &mut Vec<String>) {
    let here = Path::new(".");
    let letter = |Candidate { path, named }: Candidate| {
        let shown = if folder == here { path.strip_prefix(here).unwrap_or(&path) } else { &path };
        let key = (name(shown), shown.to_path_buf());
        // A file that is also named itself stays one that is always checked.
        found.entry(key).or_insert(if named { Place::File(path) } else { Place::Perhaps(path) });
    };
    letters_in(folder, configs, letter, |trouble| troubles.push(trouble));
}

fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
