//! Wordings looked for in a text, whatever its case and whatever blanks part its words.

use memchr::memmem::Finder;
use serde::Deserialize;

use super::{trim_end, trim_start};

/// Words to be looked for, given in small letters with one space between them. They may begin and end inside a word.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub struct Wording {
    /// Its longest word, which is looked for.
    longest: Finder<'static>,
    /// The words that must stand before it, each with a space behind.
    before: String,
    /// The words that must stand behind it, each with a space before.
    behind: String,
}

impl Wording {
    /// These words.
    pub fn new(words: &str) -> Wording {
        let longest = words.split(' ').max_by_key(|word| word.len()).unwrap_or("");
        let at = longest.as_ptr() as usize - words.as_ptr() as usize;
        Wording {
            longest: Finder::new(longest).into_owned(),
            before: words.get(..at).unwrap_or("").to_string(),
            behind: words.get(at + longest.len()..).unwrap_or("").to_string(),
        }
    }
}

impl From<String> for Wording {
    fn from(words: String) -> Wording {
        Wording::new(&words)
    }
}

/// A text in small letters, in which wordings are looked for.
#[derive(Debug, Clone)]
pub struct Saying(String);

impl Saying {
    /// What a text says.
    pub fn of(text: &str) -> Saying {
        Saying(text.to_ascii_lowercase())
    }

    /// Whether it has this wording.
    pub fn has(&self, wording: &Wording) -> bool {
        wording.longest.find_iter(self.0.as_bytes()).any(|found| {
            let behind = found + wording.longest.needle().len();
            opens_with(self.0.get(behind..).unwrap_or(""), &wording.behind)
                && ends_with(self.0.get(..found).unwrap_or(""), &wording.before)
        })
    }

    /// Whether it has any of these wordings.
    pub fn has_any(&self, wordings: &[Wording]) -> bool {
        wordings.iter().any(|wording| self.has(wording))
    }
}

/// Whether a text opens with these words, before each of which a space stands.
fn opens_with(mut text: &str, words: &str) -> bool {
    words.split(' ').skip(1).all(|word| {
        let rest = trim_start(text);
        let parted = rest.len() < text.len();
        rest.strip_prefix(word).filter(|_| parted).map(|behind| text = behind).is_some()
    })
}

/// Whether a text ends with these words, behind each of which a space stands.
fn ends_with(mut text: &str, words: &str) -> bool {
    words.rsplit(' ').skip(1).all(|word| {
        let rest = trim_end(text);
        let parted = rest.len() < text.len();
        rest.strip_suffix(word).filter(|_| parted).map(|before| text = before).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn a_wording_is_found_as_in_the_folded_text() {
        let text = "He is Licensed\r\n\u{c}\n to\u{a0}practice; up to\tdate, not un to date. cannot  specify";
        let folded = fold(text).to_ascii_lowercase();
        for wording in [
            "licensed to practice", "censed to pract", "up to date", "not specif", "to date", "date", "not a", "un t",
            "practice; up", "practice up", "to  date", "he is", " is", "specify ", "licensedto", "",
        ] {
            assert_eq!(Saying::of(text).has(&Wording::new(wording)), folded.contains(wording), "{wording}");
        }
        assert!(!Saying::of("").has(&Wording::new("a")));
    }
}
