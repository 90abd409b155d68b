//! What a conclusion is about: the words in the deciding sentence that its verdict is said of.

use super::token::{Token, tokens};
use super::verdict::Reading;
use crate::text::{Span, trim_span};

/// They open a clause of reasons; what the verdict is said of comes behind its comma.
const REASONS: &[&str] = &[
    "as", "given", "since", "because", "although", "though", "while", "in", "for", "based", "without", "with", "due",
    "therefore", "thus", "consequently", "despite", "if", "when", "after", "however", "likewise", "similarly",
    "accordingly", "hence", "at",
];

/// The words that the verdict of a reading is said of, counted from where the reading counts. Empty where there is no
/// verdict, or where they cannot be told from the reasons.
pub fn subject(text: &str, reading: &Reading) -> Span {
    let none = Span::empty(reading.words.start);
    if reading.verdict.is_none() {
        return none;
    }
    let before = Span::new(reading.sentence.start, reading.words.start);
    let words = tokens(before.of(text));
    let asked = words.iter().rposition(|t| t.is_any(&["request", "requests", "requested", "decision"]));
    let start = match asked {
        Some(at) => words.get(at).map_or(0, |t| t.start),
        None => match words.first().filter(|t| t.is_any(REASONS)) {
            Some(_) => match first_comma(&words) {
                Some(comma) => comma,
                None if words.len() > 1
                    && words.first().is_some_and(|t| t.is_any(&["therefore", "thus", "consequently", "hence"])) =>
                {
                    0
                }
                None => return none,
            },
            None => 0,
        },
    };
    trim_span(text, Span::new(before.start + start, before.end))
}

fn first_comma(words: &[Token]) -> Option<usize> {
    words.iter().find(|t| t.is(",")).map(Token::end)
}

#[cfg(test)]
mod tests {
    use super::super::read_verdict;
    use super::*;

    fn read(text: &str) -> &str {
        let reading = read_verdict(text, "MRI of the left knee");
        subject(text, &reading).of(text)
    }

    #[test]
    fn what_the_verdict_is_said_of() {
        for (text, wanted) in [
            (
                "The knee is stable. The request for MRI of the left knee is not medically necessary.",
                "request for MRI of the left knee",
            ),
            (
                "Given the stable right knee, the request for\nMRI of the left knee is not medically necessary.",
                "request for\nMRI of the left knee",
            ),
            (
                "As the surgery is not medically necessary, the requested sling is not medically necessary.",
                "requested sling",
            ),
            ("For these reasons, both MRI scans are medically necessary.", "both MRI scans"),
            ("MRI of Right shoulder is medically necessary.", "MRI of Right shoulder"),
            ("Consequently repeat MRI of the knee is not medically necessary.", "Consequently repeat MRI of the knee"),
            ("The knee is stable.", ""),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }
}
