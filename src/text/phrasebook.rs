//! Known wordings, found in text as whole words: longest first, whatever their case and what stands between the words.

use std::collections::HashMap;

use super::Span;

/// Abbreviations of so many letters are taken only in capitals: `PT`, not the end of a sentence's `pt`.
const ABBREVIATION: usize = 4;
/// A wording shorter than this, in letters, is never guessed at.
const SHORTEST_GUESS: usize = 6;

/// About so many bytes of a text make a word.
const BYTES_A_WORD: usize = 5;

/// Wordings and what each stands for.
#[derive(Debug, Clone)]
pub struct Phrasebook<T> {
    by_first: HashMap<String, Vec<Phrase<T>>>,
    /// For each byte that a first word may begin with, a bit for each length of such words: most words are told apart
    /// by it.
    firsts: Box<[u32; 256]>,
    /// Words that may stand between those of a wording without being part of it.
    fillers: &'static [&'static str],
}

#[derive(Debug, Clone)]
struct Phrase<T> {
    /// The words behind the first, a space between them.
    rest: String,
    /// How many they are.
    more: usize,
    capitals: bool,
    value: T,
}

impl<T> Phrasebook<T> {
    /// An empty book; `fillers` may stand between the words of a wording.
    pub fn new(fillers: &'static [&'static str]) -> Phrasebook<T> {
        Phrasebook { by_first: HashMap::new(), firsts: Box::new([0; 256]), fillers }
    }

    /// Adds a wording. One that is there already keeps what it stands for.
    pub fn add(&mut self, wording: &str, value: T) {
        let words = Words::of(wording);
        let mut all = words.texts().filter(|word| !self.fillers.contains(word));
        let Some(first) = all.next() else { return };
        let (mut rest, mut more) = (String::new(), 0);
        for word in all {
            rest.push_str(if more > 0 { " " } else { "" });
            rest.push_str(word);
            more += 1;
        }
        if let Some(lengths) = first_byte(first).and_then(|byte| self.firsts.get_mut(byte)) {
            *lengths |= length_bit(first);
        }
        let capitals = rest.is_empty() && wording.len() <= ABBREVIATION && is_capitals(wording);
        let phrases = self.by_first.entry(first.to_string()).or_default();
        if phrases.iter().any(|phrase| phrase.rest == rest) {
            return;
        }
        let before = phrases.partition_point(|phrase| phrase.more >= more);
        phrases.insert(before, Phrase { rest, more, capitals, value });
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
        let phrases = self.by_first.get(first)?;
        phrases.iter().find_map(|phrase| {
            let mut next = at + 1;
            for word in phrase.rest.split_terminator(' ') {
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
        let near = self.by_first.iter().filter(|(first, _)| first.starts_with(start));
        let all = near.flat_map(|(first, phrases)| phrases.iter().map(move |phrase| (first, phrase)));
        let told = all.filter_map(|(first, phrase)| {
            let known = format!("{first}{}", phrase.rest.replace(' ', ""));
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

/// The words of a text as wordings are compared: lower case, singular, `&` as `and`.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The text in small letters; behind it what is written another way than there.
    text: String,
    /// Where a word stands in the text, where in ours, and whether a sentence ends before it.
    all: Vec<(Span, Span, bool)>,
}

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Words {
        Words::split(text, false)
    }

    /// The words of a text in which some are glued together: `OpioidsRecommended` is two.
    pub fn of_glued(text: &str) -> Words {
        Words::split(text, true)
    }

    fn split(text: &str, glued: bool) -> Words {
        let mut words =
            Words { text: text.to_ascii_lowercase(), all: Vec::with_capacity(text.len() / BYTES_A_WORD + 1) };
        let bytes = text.as_bytes();
        let char_at = |at: usize| match bytes.get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => text.get(at..).and_then(|rest| rest.chars().next()),
            None => None,
        };
        let mut start = None;
        let mut stopped = false;
        let mut before = ' ';
        let mut at = 0;
        while let Some(c) = char_at(at) {
            let behind = at + c.len_utf8();
            // Most of a text.
            if c.is_ascii_lowercase() && start.is_some() {
                (before, at) = (c, behind);
                continue;
            }
            let next = char_at(behind).unwrap_or(' ');
            let inside = c.is_alphanumeric()
                || matches!(c, '#' | '%' | '\'' | '’' | '®' | '™')
                || c == '.' && before.is_ascii_digit() && next.is_ascii_digit();
            if inside && !(glued && before.is_lowercase() && c.is_uppercase() && next.is_lowercase()) {
                start = start.or(Some(at));
            } else {
                if let Some(from) = start.take() {
                    words.push(text, Span::new(from, at), &mut stopped);
                }
                start = inside.then_some(at);
                if c == '&' {
                    let own = words.append("and".chars());
                    words.all.push((Span::new(at, behind), own, std::mem::take(&mut stopped)));
                }
                stopped |= c == ';' || matches!(c, '.' | ':' | '?' | '!') && !next.is_alphanumeric();
            }
            (before, at) = (c, behind);
        }
        if let Some(from) = start {
            words.push(text, Span::new(from, text.len()), &mut stopped);
        }
        words
    }

    fn push(&mut self, text: &str, span: Span, stopped: &mut bool) {
        let written = span.of(text);
        let mut own = span;
        if !written.bytes().all(|byte| byte.is_ascii() && byte != b'\'') {
            let kept = written.chars().filter(|c| !matches!(c, '\'' | '’' | '®' | '™'));
            own = self.append(kept.flat_map(char::to_lowercase));
        }
        let word = own.of(&self.text);
        if word.ends_with('s') && word.len() > 3 {
            let stem = word.strip_suffix("ies").filter(|_| word.len() > 4).map(str::to_string);
            // The pelvis is one; MRIs are many.
            let one = ["ss", "us"].iter().any(|end| word.ends_with(end)) || word.len() > 4 && word.ends_with("is");
            match stem {
                Some(stem) => own = self.append(stem.chars().chain(['y'])),
                None if one => {}
                None => own.end -= 1,
            }
        }
        if !own.is_empty() {
            self.all.push((span, own, std::mem::take(stopped)));
        }
    }

    /// Puts these letters behind the text.
    fn append(&mut self, letters: impl Iterator<Item = char>) -> Span {
        let from = self.text.len();
        self.text.extend(letters);
        Span::new(from, self.text.len())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A word; empty behind the last.
    #[inline]
    pub fn text(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |(_, own, _)| own.of(&self.text))
    }

    /// Every word.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|(_, own, _)| own.of(&self.text))
    }

    /// Where a word stands; behind the last, where the text's last word ends.
    #[inline]
    pub fn span(&self, at: usize) -> Span {
        let end = || Span::empty(self.all.last().map_or(0, |(span, _, _)| span.end));
        self.all.get(at).map_or_else(end, |(span, _, _)| *span)
    }

    /// The first word that ends behind a byte.
    pub fn at_byte(&self, byte: usize) -> usize {
        self.all.partition_point(|(span, _, _)| span.end <= byte)
    }

    /// Whether a sentence ends between the words `from..to`.
    fn stops_within(&self, from: usize, to: usize) -> bool {
        self.all.get(from + 1..to).is_some_and(|words| words.iter().any(|(_, _, stopped)| *stopped))
    }
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

    #[test]
    fn glued_words_come_apart_where_that_is_asked_for() {
        let told = |words: Words| words.texts().collect::<Vec<_>>().join(" ");
        assert_eq!(
            told(Words::of_glued("BenzodiazepinesNot & 3.3.9 LidoPro®")),
            "benzodiazepine not and 3.3.9 lido pro"
        );
        assert_eq!(told(Words::of("LidoPro® studies, process 24.")), "lidopro study process 24");
    }
}
