//! Words, numbers and marks of a text, in one pass and without copying: what the readers of dates, doses, sides, regions
//! and persons look at.

use super::lexicon::{Key, Lexicon, WordSet};
use crate::text::{Span, is_blank};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with digits and apostrophes behind the first: `knee`, `L4`, `worker's`.
    Word,
    /// Digits, with a decimal part or groups of thousands: `12`, `7.5`, `1,000`.
    Number,
    /// Any other character that is no blank.
    Mark,
}

/// About so many bytes of a text make a token.
const BYTES_A_TOKEN: usize = 5;

/// A word, a number or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// The characters.
    pub text: &'a str,
    /// Where they start, counted from the start of the text.
    pub start: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether it has a digit or a capital behind its first letter.
    pub uneven: bool,
    /// A bit for each set of words that holds it.
    sets: u64,
    /// Of its letters, whatever their case.
    hash: u32,
}

impl<'a> Token<'a> {
    /// Where it stands.
    #[inline]
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end())
    }

    /// One past its last byte.
    #[inline]
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this word or mark, whatever its case; `word` is in small letters.
    #[inline]
    pub fn is(&self, word: &str) -> bool {
        self.text.len() == word.len() && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these, whatever its case.
    #[inline]
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether it is a word of this set, whatever its case.
    #[inline]
    pub fn is_in(&self, set: &WordSet) -> bool {
        set.is_among(self.sets)
    }

    /// Whether it is the same word as another, whatever their case.
    #[inline]
    pub fn is_same(&self, other: &Token) -> bool {
        self.hash == other.hash && self.text.eq_ignore_ascii_case(other.text)
    }

    /// Its place among so many, of which the same word always has the same.
    #[inline]
    pub fn place(&self, places: usize) -> usize {
        self.hash as usize % places
    }

    /// Whether it is one of these marks.
    #[inline]
    pub fn is_mark(&self, marks: &[u8]) -> bool {
        self.text.len() == 1 && self.text.bytes().all(|byte| marks.contains(&byte))
    }

    /// The whole number that it is.
    pub fn whole(&self) -> Option<u32> {
        match self.kind {
            Kind::Number => self.text.parse().ok(),
            _ => None,
        }
    }

    /// Whether nothing stands between it and the token behind it.
    #[inline]
    pub fn touches(&self, next: &Token) -> bool {
        self.end() == next.start
    }
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let scanner = Scanner { text, bytes: text.as_bytes(), lexicon: Lexicon::whole() };
    let mut found = Vec::with_capacity(text.len() / BYTES_A_TOKEN + 1);
    let mut at = 0;
    while let Some(&byte) = scanner.bytes.get(at) {
        let token = match class(byte) {
            BLANK => {
                at += 1;
                continue;
            }
            SMALL | CAPITAL => scanner.word(at),
            DIGIT => scanner.unknown(at, number_end(scanner.bytes, at), Kind::Number),
            FOREIGN => {
                let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
                if is_blank(c) {
                    at += c.len_utf8();
                    continue;
                }
                match c.is_alphabetic() {
                    true => scanner.word(at),
                    false => scanner.unknown(at, at + c.len_utf8(), Kind::Mark),
                }
            }
            _ => scanner.known(at, at + 1, Kind::Mark, 0),
        };
        at = token.end();
        found.push(token);
    }
    found
}

/// Cuts tokens out of a text.
struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    lexicon: &'static Lexicon,
}

impl<'a> Scanner<'a> {
    /// The token that stands at `start..end`, in no set of words.
    fn unknown(&self, start: usize, end: usize, kind: Kind) -> Token<'a> {
        let text = self.text.get(start..end).unwrap_or("");
        Token { text, start, kind, uneven: false, sets: 0, hash: 0 }
    }

    /// The same with the sets of words that hold it; `inner` are the classes of its bytes behind the first.
    fn known(&self, start: usize, end: usize, kind: Kind, inner: u8) -> Token<'a> {
        let token = self.unknown(start, end, kind);
        let key = Key::at(self.bytes, start, end);
        let uneven = inner & (CAPITAL | DIGIT) != 0;
        Token { uneven, sets: self.lexicon.sets_of(token.text, key), hash: key.hash(), ..token }
    }

    fn class(&self, at: usize) -> u8 {
        self.bytes.get(at).map_or(0, |byte| class(*byte))
    }

    /// Where plain letters and digits end that go on at a byte, and their classes.
    fn plain(&self, from: usize) -> (usize, u8) {
        let mut classes = 0;
        let mut end = from;
        while let Some(class) = self.bytes.get(end).map(|byte| class(*byte)).filter(|class| class & PLAIN != 0) {
            classes |= class;
            end += 1;
        }
        (end, classes)
    }

    /// The word at `start`.
    fn word(&self, start: usize) -> Token<'a> {
        // `2x6`, `x12`: the sign of a product is no word with digits.
        if self.class(start + 1) == DIGIT && self.bytes.get(start).is_some_and(|byte| byte | 0x20 == b'x') {
            return self.known(start, start + 1, Kind::Word, 0);
        }
        let first = usize::from(self.class(start) & PLAIN != 0);
        let (mut end, mut inner) = self.plain(start + first);
        while self.class(end) == APOSTROPHE && self.class(end + 1) & PLAIN != 0 {
            let (behind, classes) = self.plain(end + 1);
            (end, inner) = (behind, inner | classes);
        }
        if self.class(end) == FOREIGN || self.class(end) == APOSTROPHE && self.class(end + 1) == FOREIGN {
            end = foreign_word_end(self.text, start);
            let word = self.text.get(start..end).unwrap_or("");
            if !word.is_ascii() {
                let hash = Key::at(self.bytes, start, end).hash();
                return Token { hash, ..self.unknown(start, end, Kind::Word) };
            }
        }
        self.known(start, end, Kind::Word, inner)
    }
}

const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;
const PLAIN: u8 = SMALL | CAPITAL | DIGIT;
const APOSTROPHE: u8 = 8;
const FOREIGN: u8 = 16;
const BLANK: u8 = 32;

/// What a byte is within a word, or that it is a blank; nothing for other marks.
#[inline]
fn class(byte: u8) -> u8 {
    const CLASSES: [u8; 256] = {
        let mut classes = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            classes[byte] = match byte as u8 {
                b'a'..=b'z' => SMALL,
                b'A'..=b'Z' => CAPITAL,
                b'0'..=b'9' => DIGIT,
                b'\'' => APOSTROPHE,
                b' ' | b'\t'..=b'\r' => BLANK,
                0x80.. => FOREIGN,
                _ => 0,
            };
            byte += 1;
        }
        classes
    };
    CLASSES[usize::from(byte)]
}

fn foreign_word_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, '\'' | '’') && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(c.is_alphanumeric() || inner) {
            return start + at;
        }
    }
    text.len()
}

fn number_end(bytes: &[u8], start: usize) -> usize {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let mut end = digits(start);
    while bytes.get(end) == Some(&b',') && digits(end + 1) == end + 4 {
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && digits(end + 1) > end + 1 {
        end = digits(end + 1);
    }
    end
}

/// The names of numbers.
pub(super) static NUMBERS: WordSet = WordSet::new(
    0,
    &[
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty",
        "fifty", "sixty", "seventy", "eighty", "ninety",
    ],
);

/// The number that a word names: `six`, `twelve`.
pub(super) fn number_word(token: &Token) -> Option<u32> {
    const SMALL: [&str; 21] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ];
    const TENS: [&str; 7] = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if !token.is_in(&NUMBERS) {
        return None;
    }
    let small = SMALL.iter().position(|name| token.is(name)).map(|n| n as u32);
    small.or_else(|| TENS.iter().position(|name| token.is(name)).map(|n| (n as u32 + 3) * 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks() {
        let found: Vec<&str> = tokens("Norco 10/325mg #60, L4-L5\u{a0}worker’s 1,200 7.5.\r\n\u{c}13,2016")
            .iter()
            .map(|t| t.text)
            .collect();
        assert_eq!(found.join("|"), "Norco|10|/|325|mg|#|60|,|L4|-|L5|worker’s|1,200|7.5|.|13|,|2016");
    }

    #[test]
    fn numbers_in_words() {
        let number = |word: &str| tokens(word).first().and_then(number_word);
        assert_eq!(number("Twelve"), Some(12));
        assert_eq!(number("forty"), Some(40));
        assert_eq!(number("often"), None);
    }
}
