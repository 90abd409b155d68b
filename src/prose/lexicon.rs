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
    /// The set with this number, below 64, of these words. It must stand in `ALL`.
    pub const fn new(number: u32, words: &'static [&'static str]) -> WordSet {
        WordSet { bit: 1 << number, words, plurals: false }
    }

    /// The same with the plurals in -s of these words.
    pub const fn with_plurals(number: u32, words: &'static [&'static str]) -> WordSet {
        WordSet { plurals: true, ..WordSet::new(number, words) }
    }

    /// Whether it is among the sets of a word.
    #[inline]
    pub fn is_among(&self, sets: u64) -> bool {
        sets & self.bit != 0
    }
}

/// Some sets together.
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

/// The letters of a word, the same in both cases: all of them in one number, as far as they find room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key(u128);

impl Key {
    /// So many letters find room. Of a longer word the first are told.
    const ROOM: usize = 16;
    /// Of no letter.
    pub const EMPTY: Key = Key(0);

    /// Of a word of letters, digits and apostrophes, or of a mark.
    pub fn of(word: &str) -> Key {
        Key::at(word.as_bytes(), 0, word.len())
    }

    /// Of the word or mark at `start..end` of a text.
    #[inline]
    pub fn at(text: &[u8], start: usize, end: usize) -> Key {
        const SMALL: u128 = u128::from_le_bytes([0x20; Key::ROOM]);
        let len = (end - start).min(Key::ROOM);
        // Away from the end of the text all room is read at once, and what lies behind the word taken out again.
        let read = match text.get(start..).and_then(<[u8]>::first_chunk) {
            Some(letters) => u128::from_le_bytes(*letters),
            None => {
                let mut letters = [0; Key::ROOM];
                letters.iter_mut().zip(text.iter().skip(start).take(len)).for_each(|(to, from)| *to = *from);
                u128::from_le_bytes(letters)
            }
        };
        let behind = 8 * (Key::ROOM - len) as u32;
        Key(read & u128::MAX.checked_shr(behind).unwrap_or(0) | SMALL)
    }

    /// The letters in a shorter number. Two words may share it.
    #[inline]
    pub const fn hash(self) -> u32 {
        ((self.0 as u64 ^ (self.0 >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
    }
}

/// Words and their sets, each at the first free place from that of its key on. Most other words meet a free place.
pub(super) struct Lexicon {
    places: Vec<Place>,
    /// A bit for each place from which some word is looked for: of most other words it is certain that they are in no
    /// set.
    first: Vec<u64>,
}

#[derive(Clone)]
struct Place {
    key: Key,
    word: String,
    sets: u64,
}

impl Lexicon {
    /// So many places for each word.
    const ROOM: usize = 4;

    /// That of every set.
    pub fn whole() -> &'static Lexicon {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(ALL));
        &LEXICON
    }

    fn of(all: &[&WordSet]) -> Lexicon {
        let free = Place { key: Key::EMPTY, word: String::new(), sets: 0 };
        let words = all.iter().map(|set| set.words.len()).sum::<usize>();
        let room = (words * Self::ROOM).next_power_of_two().max(64);
        let mut lexicon = Lexicon { places: vec![free; room], first: vec![0; room / 64] };
        for set in all {
            let plurals = set.words.iter().filter(|_| set.plurals).map(|word| format!("{word}s"));
            for word in set.words.iter().map(|word| word.to_string()).chain(plurals) {
                let key = Key::of(&word);
                let first = lexicon.first_place(key);
                if let Some(bits) = lexicon.first.get_mut(first / 64) {
                    *bits |= 1 << (first % 64);
                }
                let at = lexicon.place(&word, key);
                if let Some(place) = lexicon.places.get_mut(at) {
                    *place = Place { key, word, sets: place.sets | set.bit };
                }
            }
        }
        lexicon
    }

    /// A bit for each set that holds the word with this key, whatever its case.
    #[inline]
    pub fn sets_of(&self, word: &str, key: Key) -> u64 {
        let first = self.first_place(key);
        if self.first.get(first / 64).is_none_or(|bits| bits >> (first % 64) & 1 == 0) {
            return 0;
        }
        self.places.get(self.place(word, key)).map_or(0, |place| place.sets)
    }

    /// From which place on a word is looked for.
    #[inline]
    fn first_place(&self, key: Key) -> usize {
        key.hash() as usize & (self.places.len() - 1)
    }

    /// Where a word stands, or would stand.
    fn place(&self, word: &str, key: Key) -> usize {
        let last = self.places.len() - 1;
        let same =
            |place: &Place| place.key == key && (word.len() <= Key::ROOM || place.word.eq_ignore_ascii_case(word));
        let mut at = self.first_place(key);
        while self.places.get(at).is_some_and(|place| place.key != Key::EMPTY && !same(place)) {
            at = (at + 1) & last;
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
