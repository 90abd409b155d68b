//! The words of a text as known wordings are compared with them.

use super::Span;

/// About so many bytes of a text make a word.
const BYTES_A_WORD: usize = 5;

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
            Words { text: String::with_capacity(text.len()), all: Vec::with_capacity(text.len() / BYTES_A_WORD + 1) };
        words.read(text, glued);
        words
    }

    /// Has the words of this text in place of those of another.
    pub(super) fn read(&mut self, text: &str, glued: bool) {
        self.all.clear();
        self.text.clear();
        self.text.push_str(text);
        self.text.make_ascii_lowercase();
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
            if c.is_ascii_alphanumeric() && !glued || c.is_ascii_lowercase() && start.is_some() {
                start = start.or(Some(at));
                (before, at) = (c, behind);
                continue;
            }
            if c == ' ' {
                if let Some(from) = start.take() {
                    self.push(text, Span::new(from, at), &mut stopped);
                }
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
                    self.push(text, Span::new(from, at), &mut stopped);
                }
                start = inside.then_some(at);
                if c == '&' {
                    let own = self.append("and".chars());
                    self.all.push((Span::new(at, behind), own, std::mem::take(&mut stopped)));
                }
                stopped |= c == ';' || matches!(c, '.' | ':' | '?' | '!') && !next.is_alphanumeric();
            }
            (before, at) = (c, behind);
        }
        if let Some(from) = start {
            self.push(text, Span::new(from, text.len()), &mut stopped);
        }
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
    pub(super) fn stops_within(&self, from: usize, to: usize) -> bool {
        self.all.get(from + 1..to).is_some_and(|words| words.iter().any(|(_, _, stopped)| *stopped))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
