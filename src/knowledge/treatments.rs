//! Treatments: which drug, procedure, test, device or service a text names.

use std::collections::HashMap;

use super::entry::Treatment;
use super::pack::Fault;
use super::scan::{Scanned, scan};
use super::shelf::{Shelf, Shelved};
use crate::text::{Phrasebook, Span};

/// What may stand between the words of a name: "MRI of the right knee".
const FILLERS: &[&str] = &["of", "the", "a", "an", "to", "right", "left", "bilateral", "for"];

/// The treatments that are known, and their names.
#[derive(Debug)]
pub struct Treatments {
    entries: Entries,
    by_id: HashMap<String, usize>,
    /// The place of each by its names, and whether the name means little in prose.
    names: Phrasebook<(usize, bool)>,
}

#[derive(Debug)]
enum Entries {
    /// Those of our pack, of which the names are known.
    Own { pack: &'static str, scanned: Vec<Scanned> },
    /// Those of all packs.
    All(Shelf<Treatment>),
}

impl Treatments {
    /// Those of our own pack.
    pub(super) fn own(pack: &'static str, source: &'static str) -> Treatments {
        let scanned = scan(source);
        let all = || scanned.iter().map(|s| (s.id, s.name, s.names.iter().copied(), s.weak.as_slice()));
        let (by_id, names) = named(all);
        Treatments { entries: Entries::Own { pack, scanned }, by_id, names }
    }

    /// Those of ours and of the user's packs.
    pub(super) fn of_all(shelf: Shelf<Treatment>) -> Treatments {
        let all = || {
            shelf.iter().map(|Shelved { entry, .. }| {
                let names = entry.aliases.iter().chain(&entry.variants).map(String::as_str);
                (entry.id.as_str(), entry.name.as_str(), names, entry.weak.as_slice())
            })
        };
        let (by_id, names) = named(all);
        Treatments { entries: Entries::All(shelf), by_id, names }
    }

    /// The treatments that a title names, brands and abbreviations among them, none over the other.
    pub fn find(&self, title: &str) -> Vec<(Span, &Treatment)> {
        self.found(title).map(|(span, treatment, _)| (span, treatment)).collect()
    }

    /// The treatments that prose names: without wordings that mean little outside a title.
    pub fn find_in_prose(&self, text: &str) -> Vec<(Span, &Treatment)> {
        self.found(text).filter(|(_, _, weak)| !weak).map(|(span, treatment, _)| (span, treatment)).collect()
    }

    fn found(&self, text: &str) -> impl Iterator<Item = (Span, &Treatment, bool)> {
        let found = self.names.find(text).into_iter();
        found.filter_map(|(span, (index, weak))| Some((span, &self.entry(*index)?.entry, *weak)))
    }

    /// Whether two texts name one treatment, be it one by its brand and the other by its generic name.
    pub fn same_treatment(&self, a: &str, b: &str) -> bool {
        let named = self.find(b);
        self.find(a).iter().any(|(_, one)| named.iter().any(|(_, other)| one.id == other.id))
    }

    /// A treatment by its id, and the pack it comes from.
    pub fn get(&self, id: &str) -> Option<&Shelved<Treatment>> {
        self.entry(*self.by_id.get(id)?)
    }

    /// What stands for every compounded topical.
    pub fn compound(&self) -> Option<&Treatment> {
        self.get("compounded-topical").map(|shelved| &shelved.entry)
    }

    /// Every treatment.
    pub fn all(&self) -> impl Iterator<Item = &Treatment> {
        let count = match &self.entries {
            Entries::Own { scanned, .. } => scanned.len(),
            Entries::All(shelf) => shelf.len(),
        };
        (0..count).filter_map(|index| self.entry(index)).map(|shelved| &shelved.entry)
    }

    /// What is wrong with how packs share ids.
    pub(super) fn faults(&self) -> &[Fault] {
        match &self.entries {
            Entries::Own { .. } => &[],
            Entries::All(shelf) => &shelf.faults,
        }
    }

    fn entry(&self, index: usize) -> Option<&Shelved<Treatment>> {
        match &self.entries {
            Entries::Own { pack, scanned } => scanned.get(index)?.read(pack),
            Entries::All(shelf) => shelf.get(index),
        }
    }
}

/// The places of treatments by their ids and by their names. A name goes before another treatment's alias.
fn named<'a, I, N, W>(all: impl Fn() -> I) -> (HashMap<String, usize>, Phrasebook<(usize, bool)>)
where
    I: Iterator<Item = (&'a str, &'a str, N, &'a [W])>,
    N: Iterator<Item = &'a str>,
    W: AsRef<str> + 'a,
{
    let mut by_id = HashMap::new();
    let mut book = Phrasebook::new(FILLERS);
    for (index, (id, name, _, weak)) in all().enumerate() {
        by_id.insert(id.to_string(), index);
        book.add(name, (index, weak.iter().any(|weak| weak.as_ref() == name)));
    }
    for (index, (_, _, names, weak)) in all().enumerate() {
        names.for_each(|name| book.add(name, (index, false)));
        weak.iter().for_each(|name| book.add(name.as_ref(), (index, true)));
    }
    (by_id, book)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Library;

    #[test]
    fn the_scan_sees_what_the_reading_sees() {
        let own = Library::built_in();
        let (read, _) = Library::with(Vec::new());
        let scanned: Vec<_> = own.treatments().all().collect();
        let Entries::Own { scanned: names, .. } = &own.treatments().entries else { panic!("scanned") };
        let read = read.read_treatments();
        assert_eq!(scanned.len(), read.len());
        assert!(scanned.len() > 300);
        for ((one, names), (other, line)) in scanned.iter().zip(names).zip(&read) {
            assert_eq!(*one, other);
            assert_eq!((names.id, names.name), (other.id.as_str(), other.name.as_str()));
            let all: Vec<&str> = other.aliases.iter().chain(&other.variants).map(String::as_str).collect();
            assert_eq!(names.names, all, "{}", other.id);
            assert_eq!(names.weak, other.weak, "{}", other.id);
            assert_eq!(own.treatments().get(&other.id).unwrap().line, *line, "{}", other.id);
        }
    }
}
