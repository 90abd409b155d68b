//! Wordings looked for in a text, whatever its case and whatever blanks part its words.

use super::{trim_end, trim_start};

/// A text in small letters, in which wordings are looked for.
#[derive(Debug, Clone)]
pub struct Saying(String);

impl Saying {
    /// What a text says.
    pub fn of(text: &str) -> Saying {
        Saying(text.to_ascii_lowercase())
    }

    /// Whether it has this wording, given in small letters with one space between words. It may begin and end inside a
    /// word.
    pub fn has(&self, wording: &str) -> bool {
        // Its longest word is looked for; the others stand before it and behind.
        let Some(longest) = wording.split(' ').max_by_key(|word| word.len()) else { return false };
        let at = longest.as_ptr() as usize - wording.as_ptr() as usize;
        let (before, behind) = (wording.get(..at).unwrap_or(""), wording.get(at + longest.len()..).unwrap_or(""));
        memchr::memmem::find_iter(self.0.as_bytes(), longest).any(|found| {
            let ahead = self.0.get(found + longest.len()..).unwrap_or("");
            opens_with(ahead, behind) && ends_with(self.0.get(..found).unwrap_or(""), before)
        })
    }

    /// Whether it has any of these wordings.
    pub fn has_any<W: AsRef<str>>(&self, wordings: &[W]) -> bool {
        wordings.iter().any(|wording| self.has(wording.as_ref()))
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
            assert_eq!(Saying::of(text).has(wording), folded.contains(wording), "{wording}");
        }
        assert!(Saying::of(text).has_any(&["nothing", "up to date"]) && !Saying::of("").has("a"));
    }
}
