//! The names of our own treatments by a scan of the pack's lines: the first letter does not wait until all of it is read.
//! An entry is read as a whole when it is asked for. The scan knows no more TOML than the pack is written in; a test holds
//! it against the real reading.

use std::sync::OnceLock;

use super::entry::Treatment;
use super::pack::Pack;
use super::shelf::Shelved;

/// What opens an entry.
const OPENS: &str = "[[treatment]]";

/// What is looked at in an entry.
const KEYS: [&str; 5] = ["id", "name", "aliases", "variants", "weak"];

/// An entry whose names are known.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its other names, shown or not.
    pub names: Vec<&'static str>,
    /// Wordings that mean little in prose.
    pub weak: Vec<&'static str>,
    source: &'static str,
    line: usize,
    read: OnceLock<Option<Shelved<Treatment>>>,
}

impl Scanned {
    /// The entry as a whole.
    pub fn read(&self, pack: &str) -> Option<&Shelved<Treatment>> {
        let read = || {
            let placed = Pack::read(pack, self.source).0.treatments.pop()?;
            Some(Shelved { entry: placed.entry, pack: pack.to_string(), line: self.line, built_in: true })
        };
        self.read.get_or_init(read).as_ref()
    }
}

/// The entries of a pack of ours.
pub(super) fn scan(source: &'static str) -> Vec<Scanned> {
    let mut found: Vec<Scanned> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut list = None;
    for (number, line) in source.split_inclusive('\n').enumerate() {
        let begins = at;
        at += line.len();
        let line = line.trim_end();
        if line == OPENS {
            close(&mut found, source, start, begins);
            start = begins;
            found.push(Scanned { line: number + 1, ..Scanned::default() });
            continue;
        }
        let Some(entry) = found.last_mut() else { continue };
        let (key, value) = match list.filter(|_| !line.starts_with(']')) {
            Some(key) => (key, line),
            None => line.split_once('=').map_or(("", ""), |(key, value)| (key.trim_end(), value)),
        };
        list = (value.ends_with('[') || list.is_some() && !line.starts_with(']')).then_some(key);
        if !KEYS.contains(&key) {
            continue;
        }
        // Every second part between quotation marks is a value.
        let mut values = value.split('"').skip(1).step_by(2);
        match key {
            "id" => entry.id = values.next().unwrap_or_default(),
            "name" => entry.name = values.next().unwrap_or_default(),
            "aliases" | "variants" => entry.names.extend(values),
            "weak" => entry.weak.extend(values),
            _ => {}
        }
    }
    close(&mut found, source, start, source.len());
    found
}

/// Gives the last entry its text.
fn close(found: &mut [Scanned], source: &'static str, start: usize, end: usize) {
    if let Some(last) = found.last_mut() {
        last.source = source.get(start..end).unwrap_or_default();
    }
}
