//! Whether a text says why a guideline does not decide: that it is silent, or does not apply.

use std::sync::LazyLock;

use crate::text::{Saying, Wording};

/// Words that say so. They may well speak of something else: a word too many silences a finding, and no more.
const SILENT: &[&str] = &[
    "silent", "silence", "not address", "not discuss", "not apply", "not applicable", "not mention", "not specif",
    "not cover", "not contain", "not comment", "not speak", "not include", "not offer", "not directly", "not provide",
    "unaddressed", "no specific", "no recommendation", "no guideline", "no mention", "no section", "no guidance",
    "without guid", "beyond the scope", "outside the scope", "more specific", "more detailed", "more current",
    "more recent", "up to date", "up-to-date",
];
/// Names of the MTUS and of what it consists of.
const MTUS: &[&str] = &[
    "mtus",
    "acoem",
    "utilization schedule",
    "9792",
    "chronic pain treatment guideline",
    "chronic pain medical treatment",
    "california guideline",
];

/// Whether a text says that a guideline is silent, or does not apply.
pub fn says_silent(text: &str) -> bool {
    static WORDINGS: LazyLock<Vec<Wording>> = LazyLock::new(|| wordings(SILENT));
    Saying::of(text).has_any(&WORDINGS)
}

/// Whether a text names the MTUS, or a guideline that it consists of.
pub fn names_mtus(text: &str) -> bool {
    static WORDINGS: LazyLock<Vec<Wording>> = LazyLock::new(|| wordings(MTUS));
    Saying::of(text).has_any(&WORDINGS)
}

fn wordings(words: &[&str]) -> Vec<Wording> {
    words.iter().map(|words| Wording::new(words)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_on_why() {
        assert!(says_silent("The California guidelines do not\naddress pillows."));
        assert!(says_silent("He was hurt last week, so the chapter does NOT apply."));
        assert!(!says_silent("A pillow is not recommended."));
        assert!(names_mtus("CA-MTUS asks for an examination."));
        assert!(names_mtus("See the Chronic Pain\nMedical Treatment Guidelines."));
        assert!(!names_mtus("The ODG recommends it."));
    }
}
