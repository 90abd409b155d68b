//! Entries of one kind from all packs, each under its id: later packs add to earlier ones, or replace on purpose.

use std::collections::HashMap;

use super::entry::{Chapter, Statute, Topic, Treatment};
use super::pack::{Fault, Pack, Placed};

/// What has an id in packs.
pub trait Entry: Sized {
    /// What the kind is called in messages.
    const KIND: &'static str;
    /// The entries of this kind in a pack.
    fn of(pack: Pack) -> Vec<Placed<Self>>;
    /// Its id.
    fn id(&self) -> &str;
    /// Whether it is meant to stand in place of another.
    fn replaces(&self) -> bool;
}

macro_rules! entry {
    ($($kind:literal $type:ty: $part:ident),*) => {
        $(impl Entry for $type {
            const KIND: &'static str = $kind;
            fn of(pack: Pack) -> Vec<Placed<Self>> {
                pack.$part
            }
            fn id(&self) -> &str {
                &self.id
            }
            fn replaces(&self) -> bool {
                self.replace
            }
        })*
    };
}
entry!("chapter" Chapter: chapters, "topic" Topic: topics, "treatment" Treatment: treatments, "statute" Statute: statutes);

/// Entries of one kind.
#[derive(Debug, Clone)]
pub struct Shelf<T> {
    entries: Vec<Shelved<T>>,
    by_id: HashMap<String, usize>,
    /// What is wrong with how packs share the ids.
    pub faults: Vec<Fault>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Shelf<T> {
        Shelf { entries: Vec::new(), by_id: HashMap::new(), faults: Vec::new() }
    }
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
    /// Adds the entries of a pack. An id that is taken is told, and the entry left out, unless it says that it replaces
    /// one of ours.
    pub fn add(&mut self, pack: &str, built_in: bool, entries: impl IntoIterator<Item = Placed<T>>) {
        for Placed { entry, line } in entries {
            let shelved = |entry| Shelved { entry, pack: pack.to_string(), line, built_in };
            let Some(taken) = self.by_id.get(entry.id()).and_then(|index| self.entries.get_mut(*index)) else {
                self.by_id.insert(entry.id().to_string(), self.entries.len());
                self.entries.push(shelved(entry));
                continue;
            };
            if taken.built_in && entry.replaces() {
                *taken = shelved(entry);
                continue;
            }
            let (kind, id) = (T::KIND, entry.id());
            let message = match taken.built_in {
                true => format!(
                    "the {kind} \"{id}\" is left out because {} has one of that id; write replace = true to put yours in \
                     its place.",
                    taken.pack
                ),
                false => format!(
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
        let both = self.iter().filter_map(|one| Some((one, other.named(one.entry.id())?)));
        let told = |own: &Shelved<T>, taken: &Shelved<T>| {
            let (id, pack) = (own.entry.id(), &taken.pack);
            let message =
                format!("the {} \"{id}\" has the id of another one in {pack}; give it one of its own.", T::KIND);
            Fault { pack: own.pack.clone(), line: own.line, column: 1, message }
        };
        both.map(|(one, two)| if one.built_in { told(two, one) } else { told(one, two) }).collect()
    }

    /// An entry by its place.
    pub fn get(&self, index: usize) -> Option<&Shelved<T>> {
        self.entries.get(index)
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
        self.entries.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }
}
