//! Treatments: which drug, procedure, test, device or service a text names.

use super::entry::Treatment;
use super::pack::Fault;
use super::shelf::{Shelf, Shelved};
use crate::text::{Phrasebook, Span};

/// What may stand between the words of a name: "MRI of the right knee".
const FILLERS: &[&str] = &["of", "the", "a", "an", "to", "right", "left", "bilateral", "for"];

/// The treatments that are known, and their names.
#[derive(Debug)]
pub struct Treatments {
    shelf: Shelf<Treatment>,
    /// The place of each by its names, and whether the name means little in prose.
    names: Phrasebook<(usize, bool)>,
}

impl Treatments {
    /// Those on this shelf. A name goes before another treatment's alias.
    pub(super) fn of(shelf: Shelf<Treatment>) -> Treatments {
        let mut names = Phrasebook::new(FILLERS);
        let all: Vec<_> = shelf.called().collect();
        for (index, called) in all.iter().enumerate() {
            names.add(called.title, (index, called.weak.contains(&called.title)));
        }
        for (index, called) in all.iter().enumerate() {
            called.names.iter().for_each(|name| names.add(name, (index, false)));
            called.weak.iter().for_each(|name| names.add(name, (index, true)));
        }
        Treatments { shelf, names }
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
        found.filter_map(|(span, (index, weak))| Some((span, &self.shelf.get(*index)?.entry, *weak)))
    }

    /// Whether two texts name one treatment, be it one by its brand and the other by its generic name.
    pub fn same_treatment(&self, a: &str, b: &str) -> bool {
        let named = self.find(b);
        self.find(a).iter().any(|(_, one)| named.iter().any(|(_, other)| one.id == other.id))
    }

    /// A treatment by its id, and the pack it comes from.
    pub fn get(&self, id: &str) -> Option<&Shelved<Treatment>> {
        self.shelf.named(id)
    }

    /// What stands for every compounded topical.
    pub fn compound(&self) -> Option<&Treatment> {
        self.get("compounded-topical").map(|shelved| &shelved.entry)
    }

    /// Every treatment.
    pub fn all(&self) -> impl Iterator<Item = &Treatment> {
        self.shelf.iter().map(|shelved| &shelved.entry)
    }

    /// What is wrong with how packs share ids.
    pub(super) fn faults(&self) -> &[Fault] {
        &self.shelf.faults
    }
}
