//! Words, numbers and marks of a text, in one pass and without copying: what the readers of dates, doses, sides, regions
//! and persons look at.

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

/// A word, a number or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// The characters.
    pub text: &'a str,
    /// Where they start, counted from the start of the text.
    pub start: usize,
    /// What it is.
    pub kind: Kind,
}

impl Token<'_> {
    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end())
    }

    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this word or mark, whatever its case; `word` is in small letters.
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these, whatever its case.
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether it is a word of this set, whatever its case.
    pub fn is_in(&self, set: &WordSet) -> bool {
        set.has(self.text)
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

/// Words to look for, in small letters. Nearly all others are ruled out by their shape, without looking through the list.
pub(super) struct WordSet {
    words: &'static [&'static str],
    shapes: Shapes,
}

impl WordSet {
    /// A set of these words.
    pub const fn new(words: &'static [&'static str]) -> WordSet {
        let mut shapes = Shapes::none();
        let mut at = 0;
        while at < words.len() {
            shapes = shapes.and(words[at].as_bytes(), 0);
            at += 1;
        }
        WordSet { words, shapes }
    }

    /// Whether a word is in it, whatever its case.
    pub fn has(&self, word: &str) -> bool {
        self.shapes.fit(word) && self.words.iter().any(|other| other.eq_ignore_ascii_case(word))
    }
}

/// First letters and lengths of words: for each letter, a bit for each length.
pub(super) struct Shapes([u32; 32]);

impl Shapes {
    /// Of no word.
    pub const fn none() -> Shapes {
        Shapes([0; 32])
    }

    /// And of this word, with so many letters more.
    pub const fn and(mut self, word: &[u8], more: usize) -> Shapes {
        self.0[letter(word[0])] |= 1 << length(word.len() + more);
        self
    }

    /// Whether a word, whatever its case, may be one of them.
    pub fn fit(&self, word: &str) -> bool {
        let lengths = word.bytes().next().and_then(|first| self.0.get(letter(first))).copied().unwrap_or(0);
        lengths >> length(word.len()) & 1 == 1
    }
}

/// A letter's number, the same in both cases.
const fn letter(byte: u8) -> usize {
    (byte & 31) as usize
}

const fn length(bytes: usize) -> usize {
    if bytes > 31 { 31 } else { bytes }
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (kind, end) = if byte.is_ascii_digit() {
            (Kind::Number, number_end(bytes, at))
        } else if byte.is_ascii_alphabetic() {
            (Kind::Word, word_end(text, at))
        } else if byte.is_ascii() {
            if is_blank(char::from(byte)) {
                at += 1;
                continue;
            }
            (Kind::Mark, at + 1)
        } else {
            let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
            let end = at + c.len_utf8();
            if is_blank(c) {
                at = end;
                continue;
            }
            if c.is_alphabetic() { (Kind::Word, word_end(text, at)) } else { (Kind::Mark, end) }
        };
        found.push(Token { text: text.get(at..end).unwrap_or(""), start: at, kind });
        at = end;
    }
    found
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

fn word_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    // `2x6`, `x12`: the sign of a product is no word with digits.
    if rest.starts_with(['x', 'X']) && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        return start + 1;
    }
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, '\'' | '’') && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(c.is_alphanumeric() || inner) {
            return start + at;
        }
    }
    text.len()
}

/// The number that a word names: `six`, `twelve`.
pub(super) fn number_word(word: &str) -> Option<u32> {
    const SMALL: [&str; 21] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ];
    const TENS: [&str; 7] = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    static NUMBERS: WordSet = WordSet::new(&[
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty",
        "fifty", "sixty", "seventy", "eighty", "ninety",
    ]);
    if !NUMBERS.has(word) {
        return None;
    }
    let first = word.bytes().next()?;
    let same = |name: &str| {
        name.bytes().next().is_some_and(|b| b.eq_ignore_ascii_case(&first)) && name.eq_ignore_ascii_case(word)
    };
    let small = SMALL.iter().position(|name| same(name)).map(|n| n as u32);
    small.or_else(|| TENS.iter().position(|name| same(name)).map(|n| (n as u32 + 3) * 10))
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
        assert_eq!(number_word("Twelve"), Some(12));
        assert_eq!(number_word("forty"), Some(40));
        assert_eq!(number_word("often"), None);
    }
}
