//! Known wordings, found in text as whole words: longest first, whatever their case and what stands between the words.

use super::{Span, Words};

/// Abbreviations of so many letters are taken only in capitals: `PT`, not the end of a sentence's `pt`.
const ABBREVIATION: usize = 4;
/// A wording shorter than this, in letters, is never guessed at.
const SHORTEST_GUESS: usize = 6;

/// Wordings and what each stands for.
#[derive(Debug, Clone)]
pub struct Phrasebook<T> {
    /// All wordings, in the order in which they were added.
    phrases: Vec<Phrase<T>>,
    /// For each hash of a first word, the first of the phrases that may open with it.
    places: Vec<Link>,
    /// The words of all phrases.
    letters: String,
    /// For each byte that a first word may begin with, a bit for each length of such words: most words are told apart
    /// by it.
    firsts: Box<[u32; 256]>,
    /// Words that may stand between those of a wording without being part of it.
    fillers: &'static [&'static str],
    /// The words of the wording that was added last: its room is used again.
    scratch: Words,
}

#[derive(Debug, Clone)]
struct Phrase<T> {
    first: Span,
    /// The words behind the first, a space between them.
    rest: Span,
    /// How many they are.
    more: usize,
    capitals: bool,
    value: T,
    /// The next of those in the same place: it has as many words, or fewer.
    next: Link,
}

/// One of the phrases, or none.
type Link = Option<u32>;

impl<T> Phrasebook<T> {
    /// An empty book; `fillers` may stand between the words of a wording.
    pub fn new(fillers: &'static [&'static str]) -> Phrasebook<T> {
        Phrasebook {
            phrases: Vec::new(),
            places: Vec::new(),
            letters: String::new(),
            firsts: Box::new([0; 256]),
            fillers,
            scratch: Words::default(),
        }
    }

    /// Adds a wording. One that is there already keeps what it stands for.
    pub fn add(&mut self, wording: &str, value: T) {
        self.scratch.read(wording, false);
        let mut all = self.scratch.texts().filter(|word| !self.fillers.contains(word));
        let Some(first) = all.next() else { return };
        let start = self.letters.len();
        self.letters.push_str(first);
        let end = self.letters.len();
        let mut more = 0;
        for word in all {
            self.letters.push_str(if more > 0 { " " } else { "" });
            self.letters.push_str(word);
            more += 1;
        }
        let (first, rest) = (Span::new(start, end), Span::new(end, self.letters.len()));
        if self.has(first, rest) {
            self.letters.truncate(start);
            return;
        }
        let word = first.of(&self.letters);
        if let Some(lengths) = first_byte(word).and_then(|byte| self.firsts.get_mut(byte)) {
            *lengths |= length_bit(word);
        }
        let capitals = rest.is_empty() && wording.len() <= ABBREVIATION && is_capitals(wording);
        self.phrases.push(Phrase { first, rest, more, capitals, value, next: None });
        if self.phrases.len() > self.places.len() {
            self.places = vec![None; (2 * self.phrases.len()).next_power_of_two()];
            (0..self.phrases.len()).for_each(|index| self.link(index));
        } else {
            self.link(self.phrases.len() - 1);
        }
    }

    /// Whether a phrase of these words is there.
    fn has(&self, first: Span, rest: Span) -> bool {
        let (first, rest) = (first.of(&self.letters), rest.of(&self.letters));
        self.opening_with(first).any(|phrase| phrase.rest.of(&self.letters) == rest)
    }

    /// Puts a phrase into its place, behind those that have as many words.
    fn link(&mut self, index: usize) {
        let Some((first, more)) = self.phrases.get(index).map(|phrase| (phrase.first, phrase.more)) else { return };
        let place = self.place(first.of(&self.letters));
        let (mut before, mut next) = (None, self.places.get(place).copied().flatten());
        while let Some(phrase) = next.and_then(|next| self.phrases.get(next as usize)).filter(|p| p.more >= more) {
            (before, next) = (next, phrase.next);
        }
        if let Some(phrase) = self.phrases.get_mut(index) {
            phrase.next = next;
        }
        let link = match before.and_then(|before| self.phrases.get_mut(before as usize)) {
            Some(phrase) => Some(&mut phrase.next),
            None => self.places.get_mut(place),
        };
        link.into_iter().for_each(|link| *link = u32::try_from(index).ok());
    }

    /// The phrases that open with a word, the longest first.
    fn opening_with(&self, word: &str) -> impl Iterator<Item = &Phrase<T>> {
        let phrase = |link: Link| self.phrases.get(link? as usize);
        let all = std::iter::successors(phrase(self.places.get(self.place(word)).copied().flatten()), move |before| {
            phrase(before.next)
        });
        all.filter(move |phrase| phrase.first.of(&self.letters) == word)
    }

    /// Where phrases stand that open with a word.
    fn place(&self, word: &str) -> usize {
        let letters = word.bytes().fold(0, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        // As many places as a power of two has, or none.
        (letters ^ letters >> 15) as usize & self.places.len().saturating_sub(1)
    }

    /// Every known wording in a text, none over the other.
    pub fn find(&self, text: &str) -> Vec<(Span, &T)> {
        let words = Words::of(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest(text, &words, at, |next| !words.stops_within(at, next)) {
                Some((next, value)) => {
                    found.push((words.span(at).to(words.span(next - 1)), value));
                    at = next;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest wording that begins at a word of `text`, and the word behind it.
    pub fn at(&self, text: &str, words: &Words, at: usize) -> Option<(usize, &T)> {
        self.longest(text, words, at, |_| true)
    }

    /// Whether a wording may begin with this word; of most words it is certain that none does.
    pub fn may_open(&self, word: &str) -> bool {
        let lengths = first_byte(word).and_then(|byte| self.firsts.get(byte));
        lengths.is_some_and(|lengths| lengths & length_bit(word) != 0)
    }

    fn longest(&self, text: &str, words: &Words, at: usize, fits: impl Fn(usize) -> bool) -> Option<(usize, &T)> {
        let first = words.text(at);
        if !self.may_open(first) {
            return None;
        }
        self.opening_with(first).find_map(|phrase| {
            let mut next = at + 1;
            for word in phrase.rest.of(&self.letters).split_terminator(' ') {
                while self.fillers.contains(&words.text(next)) {
                    next += 1;
                }
                (words.text(next) == word).then(|| next += 1)?;
            }
            let written = words.span(at).of(text);
            let capitals = !phrase.capitals || is_capitals(written.get(..words.text(at).len()).unwrap_or(written));
            (capitals && fits(next)).then_some((next, &phrase.value))
        })
    }

    /// What a wording stands for that is known but for a letter or two, or for its spaces.
    pub fn nearest(&self, wording: &str) -> Option<&T> {
        let written: String = Words::of(wording).texts().collect();
        let start = written.chars().next()?;
        let near = self.phrases.iter().filter(|phrase| phrase.first.of(&self.letters).starts_with(start));
        let told = near.filter_map(|phrase| {
            let known = phrase.first.to(phrase.rest).of(&self.letters).replace(' ', "");
            let allowed = (known.len() / 8).clamp(1, 3);
            let comparable = known.len() >= SHORTEST_GUESS && known.len().abs_diff(written.len()) <= allowed;
            let distance = comparable.then(|| strsim::osa_distance(&known, &written))?;
            (distance <= allowed).then_some((distance, known, &phrase.value))
        });
        told.min_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1))).map(|(_, _, value)| value)
    }
}

fn first_byte(word: &str) -> Option<usize> {
    word.as_bytes().first().copied().map(usize::from)
}

fn length_bit(word: &str) -> u32 {
    1 << (word.len() % 32)
}

fn is_capitals(word: &str) -> bool {
    !word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(wordings: &[&'static str]) -> Phrasebook<&'static str> {
        let mut book = Phrasebook::new(&["of", "the", "right"]);
        wordings.iter().for_each(|wording| book.add(wording, *wording));
        book
    }

    #[test]
    fn whole_words_the_longest_first() {
        let book = book(&["MRI", "MRI knee", "PT", "PT/PTT", "Tylenol #3", "Norco", "H-wave"]);
        let check = |text: &str, expected: &[(&str, &str)]| {
            let told: Vec<_> = book.find(text).into_iter().map(|(span, value)| (span.of(text), *value)).collect();
            assert_eq!(told, expected, "{text}");
        };
        check("An MRI of the\n right  knee", &[("MRI of the\n right  knee", "MRI knee")]);
        check("MRI. Knee pain. MRIs, mri", &[("MRI", "MRI"), ("MRIs", "MRI")]);
        check("PT/PTT, PT, pt", &[("PT/PTT", "PT/PTT"), ("PT", "PT")]);
        check(
            "TYLENOL #3; Norcos, h wave; norcotic",
            &[("TYLENOL #3", "Tylenol #3"), ("Norcos", "Norco"), ("h wave", "H-wave")],
        );
        check("", &[]);
    }

    #[test]
    fn a_misspelt_wording_is_known_by_its_letters() {
        let book = book(&["Initial Care", "Electrodiagnostic testing", "Summary"]);
        assert_eq!(book.nearest("Inital Care"), Some(&"Initial Care"));
        assert_eq!(book.nearest("Electro- diagnostic testing"), Some(&"Electrodiagnostic testing"));
        assert_eq!(book.nearest("Final Care"), None);
        assert_eq!(book.nearest("Su"), None);
    }
}
