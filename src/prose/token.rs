//! Words, numbers and marks of a text, in one pass and without copying: what the readers of dates, doses, sides, regions
//! and persons look at.

use super::lexicon::{Key, WordSet, sets_of};
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
    /// A bit for each set of words that holds it.
    sets: u64,
    /// Of its letters, whatever their case.
    hash: u32,
}

impl<'a> Token<'a> {
    /// The token that stands at `start..end`, in no set of words.
    fn new(text: &'a str, start: usize, end: usize, kind: Kind) -> Token<'a> {
        let text = text.get(start..end).unwrap_or("");
        Token { text, start, kind, sets: 0, hash: 0 }
    }

    /// The same with the sets of words that hold it.
    fn known(text: &'a str, start: usize, end: usize, kind: Kind) -> Token<'a> {
        let token = Token::new(text, start, end, kind);
        let key = Key::of(token.text);
        Token { sets: sets_of(token.text, key), hash: key.hash(), ..token }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end())
    }

    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this word or mark, whatever its case; `word` is in small letters.
    #[inline]
    pub fn is(&self, word: &str) -> bool {
        self.text.len() == word.len() && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these, whatever its case.
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether it is a word of this set, whatever its case.
    pub fn is_in(&self, set: &WordSet) -> bool {
        set.is_among(self.sets)
    }

    /// Whether it is the same word as another, whatever their case.
    pub fn is_same(&self, other: &Token) -> bool {
        self.hash == other.hash && self.text.eq_ignore_ascii_case(other.text)
    }

    /// Its place among so many, of which the same word always has the same.
    pub fn place(&self, places: usize) -> usize {
        self.hash as usize % places
    }

    /// Whether it is one of these marks.
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
    pub fn touches(&self, next: &Token) -> bool {
        self.end() == next.start
    }
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(text.len() / BYTES_A_TOKEN);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let token = match class(byte) {
            SMALL | CAPITAL => word(text, at),
            DIGIT => Token::new(text, at, number_end(bytes, at), Kind::Number),
            FOREIGN => {
                let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
                if is_blank(c) {
                    at += c.len_utf8();
                    continue;
                }
                if c.is_alphabetic() { word(text, at) } else { Token::new(text, at, at + c.len_utf8(), Kind::Mark) }
            }
            _ if is_blank(char::from(byte)) => {
                at += 1;
                continue;
            }
            _ => Token::known(text, at, at + 1, Kind::Mark),
        };
        at = token.end();
        found.push(token);
    }
    found
}

/// The word at `start`.
fn word(text: &str, start: usize) -> Token<'_> {
    let bytes = text.as_bytes();
    let class = |at: usize| bytes.get(at).map_or(0, |byte| class(*byte));
    // `2x6`, `x12`: the sign of a product is no word with digits.
    if class(start + 1) == DIGIT && bytes.get(start).is_some_and(|byte| byte | 0x20 == b'x') {
        return Token::known(text, start, start + 1, Kind::Word);
    }
    let plain_end = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().position(|byte| self::class(*byte) & PLAIN == 0).unwrap_or(rest.len())
    };
    let mut end = plain_end(start);
    while class(end) == APOSTROPHE && class(end + 1) & PLAIN != 0 {
        end = plain_end(end + 1);
    }
    if class(end) == FOREIGN || class(end) == APOSTROPHE && class(end + 1) == FOREIGN {
        end = foreign_word_end(text, start);
        let word = text.get(start..end).unwrap_or("");
        if !word.is_ascii() {
            return Token { hash: Key::of(word).hash(), ..Token::new(text, start, end, Kind::Word) };
        }
    }
    Token::known(text, start, end, Kind::Word)
}

const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;
const PLAIN: u8 = SMALL | CAPITAL | DIGIT;
const APOSTROPHE: u8 = 8;
const FOREIGN: u8 = 16;

/// What a byte is within a word; nothing for other marks and blanks.
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
