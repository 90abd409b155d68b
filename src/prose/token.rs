//! Words, numbers and marks of a text, in one pass and without copying: what the readers of dates, doses, sides, regions
//! and persons look at.

use super::lexicon::{Key, Lexicon, Look, WordSet, WordSets};
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

/// A number.
pub(super) const NUMBER: Look = Look::new(0);
/// A word with a digit or a capital behind its first letter.
pub(super) const UNEVEN: Look = Look::new(1);
/// What stands apart from the token before it: a mark behind a blank, anything else behind two.
pub(super) const APART: Look = Look::new(2);
/// What opens as something does that was left to be filled in, or with a letter beyond ASCII.
pub(super) const BLANK_FORM: Look = Look::new(3);
/// A mark that ends a sentence, or parts two clauses as if it did.
pub(super) const STOP: Look = Look::new(4);
/// A bracket that closes.
pub(super) const CLOSED: Look = Look::new(5);

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
    /// A bit for each set of words that holds it, and for each of its looks.
    told: u64,
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
        set.is_among(self.told)
    }

    /// Whether it is a word of any of these sets, whatever its case, or has one of these looks.
    #[inline]
    pub fn is_in_any(&self, sets: &WordSets) -> bool {
        sets.are_among(self.told)
    }

    /// Whether it looks so.
    #[inline]
    pub fn looks(&self, look: Look) -> bool {
        look.is_among(self.told)
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
    let (bytes, lexicon) = (text.as_bytes(), Lexicon::whole());
    let mut found = Vec::with_capacity(text.len() / BYTES_A_TOKEN + 1);
    let (mut at, mut behind) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        let class = class(byte);
        if class & BLANK != 0 {
            at += 1;
            continue;
        }
        let (end, kind, inner) = match class {
            _ if class & LETTER != 0 => word(text, at, class),
            _ if class & DIGIT != 0 => (number_end(bytes, at), Kind::Number, 0),
            _ if class & FOREIGN != 0 => {
                let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
                if is_blank(c) {
                    at += c.len_utf8();
                    continue;
                }
                match c.is_alphabetic() {
                    true => (foreign_word_end(text, at), Kind::Word, 0),
                    false => (at + c.len_utf8(), Kind::Mark, 0),
                }
            }
            _ => (at + 1, Kind::Mark, 0),
        };
        let words = text.get(at..end).unwrap_or("");
        let key = Key::at(bytes, at, end);
        let mut told = if kind == Kind::Number { NUMBER.alone() } else { lexicon.sets_of(words, key) };
        told |= looks(byte) | look(UNEVEN, inner & (CAPITAL | DIGIT) != 0);
        told |= look(APART, at > behind + usize::from(kind != Kind::Mark));
        found.push(Token { text: words, start: at, kind, told, hash: key.hash() });
        (at, behind) = (end, end);
    }
    found
}

/// Where the word ends that a plain letter at `start` opens, and the classes of its bytes behind the first.
#[inline]
fn word(text: &str, start: usize, first: u8) -> (usize, Kind, u8) {
    let bytes = text.as_bytes();
    let class = |at: usize| bytes.get(at).map_or(0, |byte| class(*byte));
    // `2x6`, `x12`: the sign of a product is no word with digits.
    if first & PRODUCT != 0 && class(start + 1) & DIGIT != 0 {
        return (start + 1, Kind::Word, 0);
    }
    let (mut end, mut inner) = plain(bytes, start + 1);
    // Most words are over here.
    while class(end) & (APOSTROPHE | FOREIGN) != 0 {
        let next = class(end + 1);
        if class(end) & APOSTROPHE != 0 && next & PLAIN != 0 {
            let (behind, classes) = plain(bytes, end + 1);
            (end, inner) = (behind, inner | classes);
            continue;
        }
        if class(end) & FOREIGN != 0 || next & FOREIGN != 0 {
            end = foreign_word_end(text, start);
        }
        break;
    }
    (end, Kind::Word, inner)
}

/// Where plain letters and digits end that go on at a byte, and their classes.
#[inline]
fn plain(bytes: &[u8], from: usize) -> (usize, u8) {
    let (mut at, mut classes) = (from, 0);
    while let Some(byte) = bytes.get(at) {
        let class = class(*byte);
        if class & PLAIN == 0 {
            break;
        }
        classes |= class;
        at += 1;
    }
    (at, classes)
}

/// The looks that the first byte of a token shows.
#[inline]
fn looks(byte: u8) -> u64 {
    const LOOKS: [u64; 256] = {
        let mut looks = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            looks[byte] = match byte as u8 {
                b'_' | b'*' | b'[' | b'<' | b'{' | b'x' | b'X' | 0x80.. => BLANK_FORM.alone(),
                b'?' => BLANK_FORM.alone() | STOP.alone(),
                b'.' | b';' | b'!' => STOP.alone(),
                b')' => CLOSED.alone(),
                _ => 0,
            };
            byte += 1;
        }
        looks
    };
    LOOKS[usize::from(byte)]
}

/// A look, told where it is one.
#[inline]
fn look(look: Look, is: bool) -> u64 {
    if is { look.alone() } else { 0 }
}

const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;
const LETTER: u8 = SMALL | CAPITAL;
const PLAIN: u8 = LETTER | DIGIT;
const APOSTROPHE: u8 = 8;
const FOREIGN: u8 = 16;
const BLANK: u8 = 32;
const PRODUCT: u8 = 64;

/// What a byte is within a word, or that it is a blank; nothing for other marks.
#[inline]
fn class(byte: u8) -> u8 {
    const CLASSES: [u8; 256] = {
        let mut classes = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            classes[byte] = match byte as u8 {
                b'x' => SMALL | PRODUCT,
                b'X' => CAPITAL | PRODUCT,
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
