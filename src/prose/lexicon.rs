//! The words that readers look for, and one look-up a word that tells which sets of them hold it.

use std::sync::LazyLock;

use super::{calendar, dose, doubled, event, glued, person, pronoun, region, slip, token};

/// Words to look for, in small letters.
pub(super) struct WordSet {
    /// One bit, no other set's.
    bit: u64,
    words: &'static [&'static str],
    plurals: bool,
}

impl WordSet {
    /// The set with this number, below 56, of these words. It must stand in `ALL`.
    pub const fn new(number: u32, words: &'static [&'static str]) -> WordSet {
        WordSet { bit: 1 << number, words, plurals: false }
    }

    /// The same with the plurals in -s of these words.
    pub const fn with_plurals(number: u32, words: &'static [&'static str]) -> WordSet {
        WordSet { plurals: true, ..WordSet::new(number, words) }
    }

    /// Whether it holds a word, whatever its case, that has not been looked up.
    pub fn holds(&self, word: &[u8]) -> bool {
        self.words.iter().any(|own| own.as_bytes().eq_ignore_ascii_case(word))
    }

    /// Whether it is among the sets of a word.
    #[inline]
    pub fn is_among(&self, sets: u64) -> bool {
        sets & self.bit != 0
    }
}

/// What a token looks like, told beside its sets: one glance at both tells most readers that a token does not matter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look(u64);

impl Look {
    /// The look with this number, below 8.
    pub const fn new(number: u32) -> Look {
        Look(1 << (63 - number))
    }

    /// What is told of a token that looks so, and no other way.
    #[inline]
    pub const fn alone(self) -> u64 {
        self.0
    }

    /// Whether a token of which this is told looks so.
    #[inline]
    pub const fn is_among(self, told: u64) -> bool {
        told & self.0 != 0
    }
}

/// Some sets, or sets and looks, together.
pub(super) struct WordSets(u64);

impl WordSets {
    /// These sets together.
    pub const fn of(sets: &[&WordSet]) -> WordSets {
        let mut bits = 0;
        let mut at = 0;
        while at < sets.len() {
            bits |= sets[at].bit;
            at += 1;
        }
        WordSets(bits)
    }

    /// These, or what looks so.
    pub const fn or(self, look: Look) -> WordSets {
        WordSets(self.0 | look.0)
    }

    /// Whether one of them is among the sets of a word.
    #[inline]
    pub fn are_among(&self, sets: u64) -> bool {
        sets & self.0 != 0
    }
}

/// Every set.
static ALL: &[&WordSet] = &[
    &token::NUMBERS,
    &calendar::MONTH_NAMES,
    &person::FEMALE,
    &person::MALE,
    &person::PATIENT,
    &person::OLD,
    &pronoun::FEMALE,
    &pronoun::MALE,
    &pronoun::OTHERS,
    &event::LINKS,
    &event::ANOTHER,
    &event::REVIEW_LINKS,
    &event::REPORTS,
    &event::IMAGES,
    &event::REPORT_LINKS,
    &event::AHEAD,
    &event::BEFORE,
    &slip::TEMPLATE,
    &slip::BEFORE_NAME,
    &slip::BEFORE_NAME_ONLY,
    &slip::BEHIND_NAME,
    &slip::LEFT_OPEN,
    &doubled::SINGLE,
    &doubled::CLOSING,
    &glued::GLUED,
    &dose::STRENGTHS,
    &dose::NO_NAME,
    &region::NAMES,
    &region::FIRST_NAMES,
];

/// The letters of a word, the same in both cases: its first eight and, of a longer one, its last eight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    first: u64,
    last: u64,
    len: usize,
}

impl Key {
    /// Of words that are no longer, all letters are told.
    const WHOLE: usize = 16;

    /// Of no letter.
    pub const EMPTY: Key = Key { first: 0, last: 0, len: 0 };

    /// Of a word of letters, digits and apostrophes, or of a mark.
    pub fn of(word: &str) -> Key {
        Key::at(word.as_bytes(), 0, word.len())
    }

    /// Of the word or mark at `start..end` of a text.
    #[inline]
    pub fn at(text: &[u8], start: usize, end: usize) -> Key {
        const SMALL: u64 = u64::from_le_bytes([0x20; 8]);
        let len = end - start;
        let behind = text.get(start..).unwrap_or_default();
        let first = match behind.first_chunk() {
            // Away from the end of the text eight bytes are read at once, and what lies behind the word taken out again.
            Some(letters) => u64::from_le_bytes(*letters) & (u64::MAX >> (64 - 8 * len.clamp(1, 8))),
            None => behind.iter().take(len).rev().fold(0, |letters, byte| letters << 8 | u64::from(*byte)),
        };
        let last = match len > 8 {
            true => text.get(..end).and_then(<[u8]>::last_chunk).map_or(0, |letters| u64::from_le_bytes(*letters)),
            false => 0,
        };
        Key { first: first | SMALL, last: last | SMALL, len }
    }

    /// Whether no other word has this key.
    #[inline]
    const fn tells_all(self) -> bool {
        self.len <= Key::WHOLE
    }

    /// The letters in a shorter number. Two words may share it.
    #[inline]
    pub const fn hash(self) -> u32 {
        ((self.first ^ self.last.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
    }
}

/// Words and their sets, each at the first free place from that of its key on. Most other words meet a free place.
pub(super) struct Lexicon {
    places: Box<[Place; Lexicon::PLACES]>,
    /// A bit for each word, at the place of its key among so many: of most other words it is certain that they are in
    /// no set.
    known: [u64; Lexicon::BITS / 64],
    /// Words that are longer than their keys tell, each with the place where it stands.
    long: Vec<(usize, String)>,
}

#[derive(Clone, Copy)]
struct Place {
    key: Key,
    sets: u64,
}

impl Lexicon {
    /// So many places, several for each word.
    const PLACES: usize = 2048;
    const BITS: usize = 8192;

    /// That of every set.
    pub fn whole() -> &'static Lexicon {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(ALL));
        &LEXICON
    }

    fn of(all: &[&WordSet]) -> Lexicon {
        let free = Place { key: Key::EMPTY, sets: 0 };
        let mut lexicon =
            Lexicon { places: Box::new([free; Self::PLACES]), known: [0; Self::BITS / 64], long: Vec::new() };
        for set in all {
            let plurals = set.words.iter().filter(|_| set.plurals).map(|word| format!("{word}s"));
            for word in set.words.iter().map(|word| word.to_string()).chain(plurals) {
                let key = Key::of(&word);
                let bit = key.hash() as usize % Self::BITS;
                if let Some(bits) = lexicon.known.get_mut(bit / 64) {
                    *bits |= 1 << (bit % 64);
                }
                let at = lexicon.place(&word, key);
                if let Some(place) = lexicon.places.get_mut(at) {
                    *place = Place { key, sets: place.sets | set.bit };
                }
                if word.len() > Key::WHOLE {
                    lexicon.long.push((at, word));
                }
            }
        }
        lexicon
    }

    /// A bit for each set that holds the word with this key, whatever its case.
    #[inline]
    pub fn sets_of(&self, word: &str, key: Key) -> u64 {
        let bit = key.hash() as usize % Self::BITS;
        if self.known.get(bit / 64).is_none_or(|bits| bits >> (bit % 64) & 1 == 0) {
            return 0;
        }
        match self.places.get(key.hash() as usize % Self::PLACES) {
            // Most words that are known stand where they are looked for first.
            Some(place) if place.key == key && key.tells_all() => place.sets,
            _ => self.places.get(self.place(word, key)).map_or(0, |place| place.sets),
        }
    }

    /// Where a word stands, or would stand.
    fn place(&self, word: &str, key: Key) -> usize {
        let whole = |at: usize| {
            let long = || self.long.iter().any(|(place, long)| *place == at && long.eq_ignore_ascii_case(word));
            key.tells_all() || long()
        };
        let mut at = key.hash() as usize % Self::PLACES;
        while self.places.get(at).is_some_and(|place| place.key != Key::EMPTY && !(place.key == key && whole(at))) {
            at = (at + 1) % Self::PLACES;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_has_a_bit_of_its_own() {
        let together = ALL.iter().fold(0, |bits, set| {
            assert_eq!(bits & set.bit, 0, "two sets share {:#x}", set.bit);
            bits | set.bit
        });
        assert_eq!(together.count_ones() as usize, ALL.len());
        assert_eq!(together >> 56, 0, "room for looks");
    }

    #[test]
    fn most_places_are_free_and_no_word_opens_with_a_digit() {
        let places = &Lexicon::whole().places;
        let taken = places.iter().filter(|place| place.key != Key::EMPTY).count();
        assert!(taken * 2 < places.len(), "{taken} words");
        assert!(ALL.iter().all(|set| set.words.iter().all(|word| !word.starts_with(|c: char| c.is_ascii_digit()))));
    }

    #[test]
    fn a_key_tells_words_apart_wherever_they_stand() {
        let alike = [
            ("knee", "KNEE", true),
            ("knee", "knees", false),
            ("a", "A", true),
            ("electromyography", "Electromyography", true),
        ];
        let longer = [("electromyographys", "electromyographyt", false), ("aaaaaaaaa", "aaaaaaaaaa", false)];
        for (one, other, same) in alike.into_iter().chain(longer) {
            assert_eq!(Key::of(one) == Key::of(other), same, "{one} {other}");
            let text = format!("x {one} and so on");
            assert_eq!(Key::at(text.as_bytes(), 2, 2 + one.len()), Key::of(one));
        }
    }

    #[test]
    fn a_word_is_found_whatever_its_case() {
        let sets = |word: &str| Lexicon::whole().sets_of(word, Key::of(word));
        for set in ALL {
            assert!(set.words.iter().all(|word| set.is_among(sets(word)) && set.is_among(sets(&word.to_uppercase()))));
        }
        assert_eq!(sets("unremarkable"), 0);
        assert_eq!(sets(""), 0);
    }
}
