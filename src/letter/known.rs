//! Look-up of wordings: which heading, label or outcome some words are, or are meant to be.

use super::format::{FieldKind, Format, Outcome, SectionKind};
use super::keyed::key;

/// What a folded line, or a folded label before a colon, may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Heading(SectionKind),
    Label(FieldKind),
    OutcomeLabel,
}

impl Format {
    /// What a heading or label is, by its wording.
    pub(super) fn known(&self, words: &str) -> Option<Known> {
        self.known.get(words)
    }

    /// The heading or label that these words are meant to be: one or two letters differ.
    pub(super) fn nearly_known(&self, words: &str) -> Option<Known> {
        let mut near = self.full.iter().filter(|full| full.len.abs_diff(words.len()) <= 3).peekable();
        near.peek()?;
        let key = key(words);
        if key.len() < 10 {
            return None;
        }
        let letters = Letters::of(&key);
        let meant = |full: &&Full| full.letters.may_be(&letters) && strsim::osa_distance(&full.key, &key) <= 2;
        near.find(meant).map(|full| full.known)
    }

    /// What a word in the outcome's place says: an outcome, or (`Some(None)`) a word that is met there but is none.
    pub(super) fn outcome(&self, word: &str) -> Option<Option<Outcome>> {
        self.outcomes.get(word).or_else(|| near_outcome(&key(word)).map(|_| None))
    }

    /// The outcome that a misspelt word is meant to be, if there is just one that is near.
    pub fn meant_outcome(&self, word: &str) -> Option<Outcome> {
        near_outcome(&key(word))
    }
}

/// A heading or label, ready to be compared with a misspelt one.
#[derive(Debug, Clone)]
pub(super) struct Full {
    /// Its length as it is written.
    len: usize,
    key: String,
    letters: Letters,
    known: Known,
}

impl Full {
    /// A heading or label.
    pub fn new(words: &str, known: Known) -> Full {
        let key = key(words);
        Full { len: words.len(), letters: Letters::of(&key), key, known }
    }
}

/// The outcome that a word with this key is meant to be.
fn near_outcome(key: &str) -> Option<Outcome> {
    if key.len() < 4 || key.len() > 24 || key.contains(' ') {
        return None;
    }
    let near = |outcome: Outcome| {
        let word = outcome.word();
        word.len().abs_diff(key.len()) <= 2
            && Letters::of(word).may_be(&Letters::of(key))
            && strsim::osa_distance(key, &word.to_lowercase()) <= 2
    };
    match (near(Outcome::Upheld), near(Outcome::Overturned)) {
        (true, false) => Some(Outcome::Upheld),
        (false, true) => Some(Outcome::Overturned),
        _ => None,
    }
}

/// How often some words have each letter.
#[derive(Debug, Clone, Copy)]
struct Letters([u8; 32]);

impl Letters {
    fn of(words: &str) -> Letters {
        let mut counts = [0_u8; 32];
        for byte in words.bytes().filter(u8::is_ascii_alphabetic) {
            if let Some(count) = counts.get_mut(usize::from(byte & 31)) {
                *count = count.saturating_add(1);
            }
        }
        Letters(counts)
    }

    /// Whether two slips, each of which may put one letter for another, may make one of the other.
    fn may_be(&self, other: &Letters) -> bool {
        let apart = self.0.iter().zip(other.0).map(|(a, b)| u32::from(a.abs_diff(b))).sum::<u32>();
        apart <= 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_punctuation_and_white_space_do_not_matter() {
        let format = Format::built_in();
        for words in [
            "IMR ISSUES, DECISIONS AND RATIONALES",
            "Imr  issues decisions\u{a0}and rationales",
            "IMR DECISION(S) AND RATIONALE(S)",
        ] {
            assert_eq!(format.known(words), Some(Known::Heading(SectionKind::IssuesDecisionsRationales)), "{words}");
        }
    }

    #[test]
    fn a_misspelt_outcome_is_known_by_its_nearness() {
        let format = Format::built_in();
        assert_eq!(format.outcome("UPHELD"), Some(Some(Outcome::Upheld)));
        assert_eq!(format.outcome("Uphled"), Some(None));
        assert_eq!(format.meant_outcome("Uphled"), Some(Outcome::Upheld));
        assert_eq!(format.meant_outcome("Overtuned"), Some(Outcome::Overturned));
        assert_eq!(format.outcome("Modified"), Some(None));
        assert_eq!(format.meant_outcome("Modified"), None);
        assert_eq!(format.outcome("Ultrasound"), None);
    }

    #[test]
    fn a_misspelt_heading_or_label_is_known_by_its_nearness() {
        let format = Format::built_in();
        assert_eq!(format.nearly_known("CLINCAL CASE SUMMARY"), Some(Known::Heading(SectionKind::ClinicalCaseSummary)));
        assert_eq!(format.nearly_known("Decision rationle"), Some(Known::Label(FieldKind::DecisionRationale)));
        assert_eq!(format.nearly_known("The clinical summary"), None);
    }
}
