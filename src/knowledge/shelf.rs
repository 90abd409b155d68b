//! Entries of one kind from all packs, each under its id: later packs add to earlier ones, or replace on purpose.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::entry::{Chapter, Statute, Topic, Treatment};
use super::pack::{Fault, Pack, Placed};
use super::scan::{Called, entries};

/// What has an id in packs.
pub trait Entry: Sized {
    /// What the kind is called in messages.
    const KIND: &'static str;
    /// The entries of this kind in a pack.
    fn of(pack: Pack) -> Vec<Placed<Self>>;
    /// What it is called.
    fn called(&self) -> Called<'_>;
    /// Whether it is meant to stand in place of another.
    fn replaces(&self) -> bool;
}

macro_rules! entry {
    ($($kind:literal $type:ty: $part:ident, $called:expr;)*) => {
        $(impl Entry for $type {
            const KIND: &'static str = $kind;
            fn of(pack: Pack) -> Vec<Placed<Self>> {
                pack.$part
            }
            fn called(&self) -> Called<'_> {
                let called: fn(&Self) -> Called<'_> = $called;
                called(self)
            }
            fn replaces(&self) -> bool {
                self.replace
            }
        })*
    };
}
entry! {
    "chapter" Chapter: chapters, |own| {
        Called { id: &own.id, title: &own.title, year: own.year, names: strs(&own.aliases), ..Called::default() }
    };
    "topic" Topic: topics, |own| {
        Called { id: &own.id, title: &own.title, chapter: &own.chapter, names: strs(&own.aliases), ..Called::default() }
    };
    "treatment" Treatment: treatments, |own| {
        let names = own.aliases.iter().chain(&own.variants).map(String::as_str).collect();
        Called { id: &own.id, title: &own.name, names, weak: strs(&own.weak), ..Called::default() }
    };
    "statute" Statute: statutes, |own| Called { id: &own.id, ..Called::default() };
}

fn strs(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

/// Entries of one kind.
#[derive(Debug, Clone)]
pub struct Shelf<T> {
    entries: Vec<Slot<T>>,
    by_id: HashMap<String, usize>,
    /// What is wrong with how packs share the ids.
    pub faults: Vec<Fault>,
}

#[derive(Debug, Clone)]
enum Slot<T> {
    /// One of the user's.
    Read(Shelved<T>),
    /// One of ours, read when it is asked for.
    Ours { pack: &'static str, source: &'static str, line: usize, read: OnceLock<Option<Shelved<T>>> },
}

/// An entry and where it comes from.
#[derive(Debug, Clone)]
pub struct Shelved<T> {
    /// The entry.
    pub entry: T,
    /// Its pack.
    pub pack: String,
    /// Its line there, from 1.
    pub line: usize,
    /// Whether the pack is one that is compiled in.
    pub built_in: bool,
}

impl<T: Entry> Shelf<T> {
    /// The entries of a pack of ours.
    pub fn ours(pack: &'static str, source: &'static str) -> Shelf<T> {
        let (mut slots, mut by_id) = (Vec::new(), HashMap::new());
        for (line, source) in entries(source) {
            by_id.insert(Called::id(source).to_string(), slots.len());
            slots.push(Slot::Ours { pack, source, line, read: OnceLock::new() });
        }
        Shelf { entries: slots, by_id, faults: Vec::new() }
    }

    /// Adds the entries of a user's pack. An id that is taken is told, and the entry left out, unless it says that it
    /// replaces one of ours.
    pub fn add(&mut self, pack: &str, entries: impl IntoIterator<Item = Placed<T>>) {
        for Placed { entry, line } in entries {
            let (id, replaces) = (entry.called().id.to_string(), entry.replaces());
            let read = Slot::Read(Shelved { entry, pack: pack.to_string(), line, built_in: false });
            let Some(taken) = self.by_id.get(&id).and_then(|index| self.entries.get_mut(*index)) else {
                self.by_id.insert(id, self.entries.len());
                self.entries.push(read);
                continue;
            };
            let kind = T::KIND;
            let message = match taken {
                Slot::Ours { .. } if replaces => {
                    *taken = read;
                    continue;
                }
                Slot::Ours { pack, .. } => format!(
                    "the {kind} \"{id}\" is left out because {pack} has one of that id; write replace = true to put yours \
                     in its place.",
                ),
                Slot::Read(taken) => format!(
                    "the {kind} \"{id}\" is left out because line {} of {} has one of that id; give one of them another \
                     id.",
                    taken.line, taken.pack
                ),
            };
            self.faults.push(Fault { pack: pack.to_string(), line, column: 1, message });
        }
    }

    /// The user's entries whose id stands on the other shelf too: they are found by name alone.
    pub fn shared_with(&self, other: &Shelf<T>) -> Vec<Fault> {
        // Nothing is read for ids that only one of them has.
        let both = self.by_id.keys().filter(|id| other.by_id.contains_key(*id));
        let both = both.filter_map(|id| Some((id, self.named(id)?, other.named(id)?)));
        let told = |id: &str, own: &Shelved<T>, taken: &Shelved<T>| {
            let message = format!(
                "the {} \"{id}\" has the id of another one in {}; give it one of its own.",
                T::KIND,
                taken.pack
            );
            Fault { pack: own.pack.clone(), line: own.line, column: 1, message }
        };
        let mut told: Vec<_> =
            both.map(|(id, one, two)| if one.built_in { told(id, two, one) } else { told(id, one, two) }).collect();
        told.sort_by(|one, two| (&one.pack, one.line).cmp(&(&two.pack, two.line)));
        told
    }

    /// An entry by its place.
    pub fn get(&self, index: usize) -> Option<&Shelved<T>> {
        match self.entries.get(index)? {
            Slot::Read(shelved) => Some(shelved),
            Slot::Ours { pack, source, line, read } => {
                let whole = || {
                    let entry = T::of(Pack::read(pack, source).0).pop()?.entry;
                    Some(Shelved { entry, pack: pack.to_string(), line: *line, built_in: true })
                };
                read.get_or_init(whole).as_ref()
            }
        }
    }

    /// The place of an entry.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// An entry by its id.
    pub fn named(&self, id: &str) -> Option<&Shelved<T>> {
        self.get(self.index(id)?)
    }

    /// Every entry, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Shelved<T>> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// What every entry is called, in order; none is read for it.
    pub(super) fn called(&self) -> impl Iterator<Item = Called<'_>> {
        self.entries.iter().map(|slot| match slot {
            Slot::Read(shelved) => shelved.entry.called(),
            Slot::Ours { source, .. } => Called::scan(source),
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }
}

#[cfg(test)]
impl<T: Entry + PartialEq + std::fmt::Debug> Shelf<T> {
    /// Holds what the scan of a pack of ours sees against the real reading.
    pub(super) fn is_as_read(pack: &'static str, source: &'static str) {
        let (scanned, read) = (Shelf::<T>::ours(pack, source), T::of(Pack::read(pack, source).0));
        assert_eq!((scanned.len(), scanned.by_id.len()), (read.len(), read.len()), "{pack}");
        for ((one, called), Placed { entry, line }) in scanned.iter().zip(scanned.called()).zip(read) {
            assert_eq!((&one.entry, one.line), (&entry, line), "{pack}");
            let own = entry.called();
            assert_eq!(called, own, "{pack}");
            assert_eq!(scanned.named(own.id).map(|found| found.line), Some(line), "{pack}");
        }
    }
}
