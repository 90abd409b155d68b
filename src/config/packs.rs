//! The user's own packs: the files that `imr.toml` names, read into one library with the built-in ones.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read::{advice, read_settings};
use super::reader::{Located, Problem};
use crate::knowledge::{Fault, Library, Pack};

/// A pack that `imr.toml` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// What it is called there, and wherever it is shown.
    pub name: String,
    /// Its path from the root.
    pub path: PathBuf,
    /// Its text; empty where it cannot be read.
    pub source: String,
    /// What is wrong with it, in order of place.
    pub problems: Vec<Problem>,
}

/// Reads the packs that the `imr.toml` of a folder names: each file, what they and the built-in ones say together, and
/// what is wrong with the names.
pub(super) fn read_packs(folder: &Path, named: &[Located<String>]) -> (Vec<PackFile>, Arc<Library>, Vec<Problem>) {
    if named.is_empty() {
        return (Vec::new(), Library::built_in(), Vec::new());
    }
    let (mut files, mut packs, mut problems): (Vec<PackFile>, Vec<Pack>, Vec<Problem>) = Default::default();
    for at in named {
        let name = &at.value;
        let path = folder.join(name);
        if files.iter().any(|file| file.path == path) {
            problems.push(at.problem(format!("\"{name}\" is named twice and read once; remove one of the two.")));
            continue;
        }
        match read_settings(&path) {
            Ok(source) => {
                let (pack, faults) = Pack::read(name, &source);
                let problems = faults.iter().map(|fault| problem(fault, pack.is_empty())).collect();
                files.push(PackFile { name: name.clone(), path, source, problems });
                packs.push(pack);
            }
            Err(error) => {
                let why = match error.kind() {
                    std::io::ErrorKind::InvalidData => "is not UTF-8 text; save it as UTF-8".into(),
                    _ => advice(&error, path.is_dir()),
                };
                problems.push(at.problem(format!("the pack \"{name}\" is left out: it {why}.")));
                // It may come to be: then it is read.
                files.push(PackFile { name: name.clone(), path, source: String::new(), problems: Vec::new() });
            }
        }
    }
    let (library, faults) = Library::with(packs);
    for fault in &faults {
        if let Some(file) = files.iter_mut().find(|file| file.name == fault.pack) {
            file.problems.push(problem(fault, false));
        }
    }
    files.iter_mut().for_each(|file| file.problems.sort_by_key(|problem| (problem.line, problem.column)));
    (files, Arc::new(library), problems)
}

fn problem(fault: &Fault, fatal: bool) -> Problem {
    Problem { line: fault.line, column: fault.column, width: 0, message: fault.message.clone(), fatal }
}
