//! Words and marks of one sentence, in lower case, contractions and glued words taken apart; and lists to compare them
//! with.

use crate::text::Span;

/// About so many bytes of a sentence make a word.
const BYTES_A_WORD: usize = 5;

const APOSTROPHES: [char; 2] = ['\'', '’'];

/// A word or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word in lower case, or the mark.
    pub text: &'a str,
    /// Where it stands, counted from where the sentence's text starts.
    pub span: Span,
    look: Look,
}

/// A bit for each first letter, and one for each length, of some words: most words are told apart by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    letters: u32,
    lengths: u32,
}

impl Look {
    /// Of no word.
    pub const NOTHING: Look = Look { letters: 0, lengths: 0 };

    /// The look of a word beside these.
    pub const fn with(self, word: &str) -> Look {
        let letter = if word.is_empty() { 0 } else { word.as_bytes()[0] };
        Look { letters: self.letters | 1 << (letter % 32), lengths: self.lengths | 1 << (word.len() % 32) }
    }

    /// Whether a word that looks so may be one of those that look as this does.
    #[inline]
    const fn may_hold(self, word: Look) -> bool {
        self.letters & word.letters != 0 && self.lengths & word.lengths != 0
    }
}

/// Some words.
#[derive(Debug, Clone, Copy)]
pub(super) struct AnyOf {
    words: &'static [&'static str],
    look: Look,
}

impl AnyOf {
    /// These words.
    pub const fn new(words: &'static [&'static str]) -> AnyOf {
        let mut look = Look::NOTHING;
        let mut at = 0;
        while at < words.len() {
            look = look.with(words[at]);
            at += 1;
        }
        AnyOf { words, look }
    }

    /// Whether this is one of them.
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains(&word)
    }
}

/// Some phrases, word by word; 64 at the most.
#[derive(Debug, Clone, Copy)]
pub(super) struct AnyPhrase {
    phrases: &'static [&'static [&'static str]],
    /// For each first letter a bit for each phrase that begins with it.
    by_letter: [u64; 32],
}

impl AnyPhrase {
    /// These phrases; each has a word.
    pub const fn new(phrases: &'static [&'static [&'static str]]) -> AnyPhrase {
        let mut by_letter = [0; 32];
        let mut at = 0;
        while at < phrases.len() {
            by_letter[phrases[at][0].as_bytes()[0] as usize % 32] |= 1 << at;
            at += 1;
        }
        AnyPhrase { phrases, by_letter }
    }

    /// Where the first of them starts among some words.
    pub fn find(&self, words: &[Word]) -> Option<usize> {
        (0..words.len()).find(|at| words.get(*at..).is_some_and(|rest| self.opens(rest)))
    }

    fn opens(&self, words: &[Word]) -> bool {
        let letter = words.first().and_then(|first| first.text.bytes().next()).unwrap_or(0);
        let mut left = self.by_letter.get(usize::from(letter % 32)).copied().unwrap_or(0);
        while left != 0 {
            let phrase = self.phrases.get(left.trailing_zeros() as usize).copied().unwrap_or_default();
            if words.len() >= phrase.len() && words.iter().zip(phrase).all(|(word, part)| word.reads(part)) {
                return true;
            }
            left &= left - 1;
        }
        false
    }
}

/// What a word is compared with.
pub(super) trait Among {
    /// Whether the word is one of them.
    fn holds(&self, word: &Word) -> bool;
}

impl Among for AnyOf {
    #[inline]
    fn holds(&self, word: &Word) -> bool {
        self.look.may_hold(word.look) && self.words.holds(word)
    }
}

impl Among for [&str] {
    fn holds(&self, word: &Word) -> bool {
        self.iter().any(|own| word.reads(own))
    }
}

impl<const N: usize> Among for [&str; N] {
    #[inline]
    fn holds(&self, word: &Word) -> bool {
        self.as_slice().holds(word)
    }
}

impl<'a> Word<'a> {
    fn new(text: &'a str, span: Span) -> Word<'a> {
        Word { look: Look::NOTHING.with(text), text, span }
    }

    /// A mark that is understood at a place.
    pub fn mark(text: &'a str, at: usize) -> Word<'a> {
        Word::new(text, Span::empty(at))
    }

    /// Whether it looks like one of the words of which this is the look.
    #[inline]
    pub fn looks_like(&self, look: Look) -> bool {
        look.may_hold(self.look)
    }

    /// Whether it is this word; without a call to compare one that has another length or first letter.
    #[inline]
    pub fn reads(&self, other: &str) -> bool {
        let text = self.text;
        text.len() == other.len() && text.as_bytes().first() == other.as_bytes().first() && text == other
    }

    /// Whether it is one of these.
    #[inline]
    pub fn is<A: Among + ?Sized>(&self, any: &A) -> bool {
        any.holds(self)
    }

    /// Whether it is a mark between clauses.
    pub fn is_mark(&self) -> bool {
        matches!(self.text, "," | ";" | ":" | "(" | ")" | "?" | "!")
    }
}

/// Splits a sentence into words and marks; its letters are small already. Hyphens part words; quotation marks are left
/// out.
pub(super) fn words(sentence: &str, offset: usize) -> Vec<Word<'_>> {
    let mut found = Vec::with_capacity(sentence.len() / BYTES_A_WORD + 1);
    let mut start = None;
    for (at, c) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        if c.is_alphanumeric() || matches!(c, '\'' | '’' | '%' | '#') {
            start = start.or(Some(at));
            continue;
        }
        if let Some(from) = start.take() {
            push(sentence, Span::new(from, at), offset, &mut found);
        }
        // A full stop inside a sentence belongs to an abbreviation or a number.
        if matches!(c, ',' | ';' | ':' | '(' | ')' | '?' | '!') {
            let span = Span::new(at, at + 1);
            found.push(Word::new(span.of(sentence), span.shifted(offset)));
        }
    }
    found
}

fn push<'a>(sentence: &'a str, span: Span, offset: usize, found: &mut Vec<Word<'a>>) {
    let written = span.of(sentence);
    // Most words have no apostrophe.
    let plain = !written.bytes().any(|byte| byte == b'\'' || !byte.is_ascii());
    let word = if plain { written } else { written.trim_matches(APOSTROPHES) };
    let straight;
    let read = match plain {
        true => word,
        false => {
            straight = word.replace('’', "'");
            straight.as_str()
        }
    };
    let mut add = |text: &'a str| found.push(Word::new(text, span.shifted(offset)));
    let parts: &[&str] = match read {
        "" => &[],
        "cannot" | "can't" => &["can", "not"],
        "won't" => &["will", "not"],
        "it's" => &["it", "is"],
        "there's" => &["there", "is"],
        "isnt" => &["is", "not"],
        "arent" => &["are", "not"],
        "wasnt" => &["was", "not"],
        "doesnt" => &["does", "not"],
        "didnt" => &["did", "not"],
        "isnotmedically" => &["is", "not", "medically"],
        "notmedically" => &["not", "medically"],
        "medicallynecessary" => &["medically", "necessary"],
        "nonmedically" => &["not", "medically"],
        "noncertified" => &["non", "certified"],
        "noncertification" => &["non", "certification"],
        _ if is_misspelt_necessary(read) => &["necessary"],
        _ if is_misspelt_medically(read) => &["medically"],
        _ if plain => return add(word),
        _ => match word.rsplit_once(APOSTROPHES) {
            Some((verb, "t")) if verb.ends_with('n') => {
                add(verb.strip_suffix('n').unwrap_or(verb));
                &["not"]
            }
            Some((owner, "s")) => return add(owner),
            _ => return add(word),
        },
    };
    parts.iter().for_each(|part| add(part));
}

/// The word that must not be missed, with a letter or two too many, too few or wrong.
fn is_misspelt_necessary(word: &str) -> bool {
    (7..=11).contains(&word.len())
        && word.starts_with("ne")
        && !matches!(word, "necessity" | "necessary" | "necessitate")
        && strsim::osa_distance(word, "necessary") <= 2
}

/// The same of the word before it.
fn is_misspelt_medically(word: &str) -> bool {
    (7..=11).contains(&word.len())
        && word.starts_with("med")
        && word.ends_with('y')
        && word != "medically"
        && strsim::osa_distance(word, "medically") <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_hyphens_and_glued_words_come_apart() {
        let told = |sentence: &str| words(sentence, 0).iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
        assert_eq!(
            told("it isn't not-medically\nnecessary; ur’s is notmedically, non-certified."),
            "it is not not medically necessary ; ur is not medically , non certified"
        );
        assert_eq!(told("'the o'brien’s' isn’t ’ 'n' can’t"), "the o'brien is not n can not");
    }
}
