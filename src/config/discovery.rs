//! Which `imr.toml` is in force: the nearest upwards from a folder; each is read once.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::allow::{ALLOW_FILE, AllowList};
use super::file::Parsed;
use super::packs::{PackFile, read_packs};
use super::read::{is_there, read_settings};
use super::reader::Problem;
use crate::knowledge::Library;
use crate::rules::Standard;

/// The name of a file of settings.
pub const FILE: &str = "imr.toml";

/// The settings in force in a folder.
#[derive(Debug)]
pub struct Config {
    /// The file that they come from; none where there is none and the defaults hold.
    pub path: Option<PathBuf>,
    /// Its text; empty where it cannot be read.
    pub source: String,
    /// What it says.
    pub parsed: Parsed,
    /// The packs that it names.
    pub packs: Vec<PackFile>,
    /// What they and the built-in ones say together.
    pub library: Arc<Library>,
}

/// Finds and keeps the settings of folders.
#[derive(Debug, Default)]
pub struct Discovery {
    folders: Mutex<HashMap<PathBuf, Arc<Config>>>,
    lists: Mutex<HashMap<PathBuf, Option<Arc<AllowList>>>>,
    /// Folders, as they are named, from the root.
    wholes: Mutex<HashMap<PathBuf, PathBuf>>,
}

impl Discovery {
    /// The settings in force for a file.
    pub fn of_file(&self, file: &Path) -> Arc<Config> {
        self.of_folder(folder_of(file))
    }

    /// The settings in force in a folder.
    pub fn of_folder(&self, folder: &Path) -> Arc<Config> {
        // What another thread left half done is only a cache.
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = folders.get(folder) {
            return Arc::clone(known);
        }
        let mut passed = vec![folder.to_path_buf()];
        let mut found = None;
        for above in ways_up(folder) {
            if let Some(known) = folders.get(&above) {
                found = Some(Arc::clone(known));
            } else if let Some(config) = Config::read(above.join(FILE)) {
                found = Some(Arc::new(config));
            }
            passed.push(above);
            if found.is_some() {
                break;
            }
        }
        let found = found.unwrap_or_default();
        folders.extend(passed.into_iter().map(|folder| (folder, Arc::clone(&found))));
        found
    }

    /// A folder from the root, asked for once where it exists.
    pub fn whole(&self, folder: &Path) -> PathBuf {
        let mut wholes = self.wholes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = wholes.get(folder) {
            return known.clone();
        }
        match std::fs::canonicalize(folder) {
            Ok(found) => wholes.entry(folder.to_path_buf()).or_insert(found).clone(),
            Err(_) => whole(folder),
        }
    }

    /// The allow-lists for the files of a folder: its own, and the one beside its `imr.toml`.
    pub fn allow_lists(&self, folder: &Path) -> Vec<Arc<AllowList>> {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        let own = self.whole(folder);
        let beside = self.of_folder(folder).path.as_deref().and_then(Path::parent).map(Path::to_path_buf);
        let places = beside.filter(|beside| *beside != own).into_iter().chain([own]);
        let mut list = |place: PathBuf| {
            let path = place.join(ALLOW_FILE);
            lists.entry(place).or_insert_with(|| read_list(path).map(Arc::new)).clone()
        };
        places.filter_map(&mut list).collect()
    }
}

/// Reads an allow-list; none where there is none.
fn read_list(path: PathBuf) -> Option<AllowList> {
    Some(match text_of(&path, "nothing is accepted")? {
        Ok(source) => AllowList::read(path, &source),
        Err(problem) => AllowList { path, source: String::new(), entries: Vec::new(), problems: vec![problem] },
    })
}

/// The text of a file of settings, or why it cannot be read and what follows; none where there is none.
fn text_of(path: &Path, so: &str) -> Option<Result<String, Problem>> {
    if !is_there(path) {
        return None;
    }
    let error = match read_settings(path) {
        Ok(source) => return Some(Ok(source)),
        // It has gone meanwhile; a link that leads nowhere is still there.
        Err(error) if error.kind() == ErrorKind::NotFound && !is_there(path) => return None,
        Err(error) => error,
    };
    let message = match error.kind() {
        _ if path.is_dir() => format!("this is a folder and {so}; remove it, or put a file in its place."),
        ErrorKind::NotFound => {
            format!("this is a link that leads nowhere and {so}; remove it, or put a file in its place.")
        }
        ErrorKind::PermissionDenied => format!("the file may not be read and {so}; ask for permission to read it."),
        ErrorKind::InvalidData => format!("the file is not UTF-8 text and {so}; save it as UTF-8."),
        _ => format!("the file cannot be read ({error}) and {so}; check the disk."),
    };
    Some(Err(Problem { line: 1, column: 1, width: 0, message, fatal: true }))
}

/// What is wrong with a file, as `file:line:column: message`, and whether nothing in it could be used.
pub fn complaints(path: &Path, problems: &[Problem]) -> Vec<(String, bool)> {
    let name = shown(path);
    problems.iter().map(|p| (format!("{name}:{}:{}: {}", p.line, p.column, p.message), p.fatal)).collect()
}

/// The folder itself, then each above it.
pub fn ways_up(folder: &Path) -> Vec<PathBuf> {
    whole(folder).ancestors().map(Path::to_path_buf).collect()
}

/// The folder that holds a file.
pub fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A path from the root, without links and dots where it exists.
fn whole(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// A file's path from the root; a link stays itself, as its settings are those of the folder that it stands in.
pub fn whole_file(file: &Path) -> PathBuf {
    whole(folder_of(file)).join(file.file_name().unwrap_or_default())
}

/// A path as a person reads it: from the current folder where it lies below.
pub fn shown(path: &Path) -> String {
    let current = std::env::current_dir().map(|folder| whole(&folder)).unwrap_or_default();
    path.strip_prefix(&current).unwrap_or(path).display().to_string()
}

impl Default for Config {
    fn default() -> Config {
        Config {
            path: None,
            source: String::new(),
            parsed: Parsed::default(),
            packs: Vec::new(),
            library: Library::built_in(),
        }
    }
}

impl Config {
    /// Reads a file of settings and the packs that it names; none where there is none.
    fn read(path: PathBuf) -> Option<Config> {
        Some(match text_of(&path, "the defaults hold")? {
            Ok(source) => {
                let mut parsed = Parsed::read(&source);
                let (packs, library, problems) = read_packs(folder_of(&path), &parsed.file.packs);
                parsed.problems.extend(problems);
                parsed.problems.sort_by_key(|problem| (problem.line, problem.column));
                Config { path: Some(path), parsed, source, packs, library }
            }
            Err(problem) => {
                let mut parsed = Parsed::default();
                parsed.problems.push(problem);
                Config { path: Some(path), parsed, ..Config::default() }
            }
        })
    }

    /// What letters in the folder are read and judged by.
    pub fn standard(&self) -> Standard {
        Standard { format: Arc::clone(&self.parsed.format), library: Arc::clone(&self.library) }
    }

    /// Every file that has a say, with what is wrong with it: the settings, then the packs that they name.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &str, &[Problem])> {
        let own = self.path.iter().map(|path| (path.as_path(), self.source.as_str(), self.parsed.problems.as_slice()));
        own.chain(self.packs.iter().map(|pack| (pack.path.as_path(), pack.source.as_str(), pack.problems.as_slice())))
    }

    /// Whether a file is left out when its folder is checked.
    pub fn excludes(&self, file: &Path) -> bool {
        self.path.is_some() && self.excludes_whole(&whole_file(file))
    }

    /// The same of a file whose path from the root is given.
    pub fn excludes_whole(&self, file: &Path) -> bool {
        let Some(folder) = self.path.as_deref().and_then(Path::parent) else { return false };
        file.strip_prefix(folder).is_ok_and(|relative| self.parsed.excludes(relative))
    }
}
