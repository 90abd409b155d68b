//! Words with a digit struck in, and two words without a space between.

use super::lexicon::{WordSet, WordSets};
use super::slip::{Slip, SlipKind};
use super::token::{Token, UNEVEN};

/// Words that open a sentence; behind a small letter and without a space they were glued on.
const OPENERS: &[&str] = &[
    "Not", "Recommended", "The", "This", "There", "These", "It", "In", "He", "She", "Patient", "Per", "According",
    "Given", "Therefore", "However", "Under", "Criteria", "Guidelines", "Guideline", "Indications", "Objective",
    "Subjective", "Treatment", "What", "While", "Although", "Because", "Based", "As", "Current", "Medications",
    "Diagnosis", "Diagnoses", "Overview", "See", "Should", "When",
];
/// Pairs that extraction runs together.
const PAIRS: &[(&str, &str)] = &[
    ("notmedically", "not medically"),
    ("medicallynecessary", "medically necessary"),
    ("isnot", "is not"),
    ("wasnot", "was not"),
    ("ofthe", "of the"),
    ("tothe", "to the"),
    ("inthe", "in the"),
    ("onthe", "on the"),
    ("forthe", "for the"),
    ("andthe", "and the"),
    ("withthe", "with the"),
    ("thepatient", "the patient"),
    ("therequest", "the request"),
    ("requestfor", "request for"),
    ("necessaryand", "necessary and"),
    ("injuredworker", "injured worker"),
    ("physicaltherapy", "physical therapy"),
];
/// The glued words of these pairs.
const GLUED_WORDS: [&str; PAIRS.len()] = {
    let mut words = [""; PAIRS.len()];
    let mut at = 0;
    while at < PAIRS.len() {
        words[at] = PAIRS[at].0;
        at += 1;
    }
    words
};
pub(super) static GLUED: WordSet = WordSet::new(22, &GLUED_WORDS);
/// Small letters before a digit that are no word: `q4h`, `x3wk`, `l4and`.
const SIGNS: &[&str] = &["q", "x", "c", "t", "l", "s", "b", "d", "h", "k", "n", "m", "r", "p", "u", "v", "g"];
/// Names with a digit inside.
const NAMES: &[&str] = &["hba1c"];
/// What stands behind a number that is no slip.
const ENDINGS: &[&str] = &["st", "nd", "rd", "th", "hr", "hrs", "mg", "ml", "wk", "wks", "min", "cm", "mm"];

/// A word that may hold a slip; most do not.
pub(super) static MAY_BE_GLUED: WordSets = WordSets::of(&[&GLUED]).or(UNEVEN);

/// The slip in one word, if there is one.
pub(super) fn glued(token: &Token) -> Option<Slip> {
    let word = token.text;
    if !token.is_in_any(&MAY_BE_GLUED) || word.len() < 4 || !word.is_ascii() {
        return None;
    }
    let digits = word.bytes().skip(1).any(|byte| byte.is_ascii_digit());
    if digits {
        let known = NAMES.iter().any(|name| name.eq_ignore_ascii_case(word));
        return (is_struck(word) && !known).then(|| Slip { kind: SlipKind::Digit, span: token.span(), instead: None });
    }
    let apart = match token.looks(UNEVEN) {
        true => camel(word)?,
        false => PAIRS.iter().find(|(glued, _)| token.is(glued)).map(|(_, apart)| like(word, apart))?,
    };
    Some(Slip { kind: SlipKind::Glued, span: token.span(), instead: Some((token.span(), apart)) })
}

/// Small letters, a digit or two, small letters.
fn is_struck(word: &str) -> bool {
    let Some(digit) = word.find(|c: char| c.is_ascii_digit()) else { return false };
    let (head, rest) = word.split_at(digit);
    let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    let word_head = head.len() > 1 || !SIGNS.contains(&head);
    // One capital at the start is the start of a sentence.
    let head_letters = letters(head) || head.len() > 2 && letters(head.get(1..).unwrap_or(""));
    head_letters
        && letters(tail)
        && word_head
        && rest.len() - tail.len() < 3
        && head.len() + tail.len() > 3
        && !ENDINGS.contains(&tail)
}

/// `BenzodiazepinesNot`: a small letter, then a word that opens a sentence.
fn camel(word: &str) -> Option<String> {
    let split = word.bytes().skip(1).position(|b| b.is_ascii_uppercase())? + 1;
    let (head, tail) = (word.get(..split)?, word.get(split..)?);
    let plain = head.len() > 3 && head.bytes().skip(1).all(|b| b.is_ascii_lowercase());
    (plain && OPENERS.contains(&tail)).then(|| format!("{head} {tail}"))
}

/// `apart` with the capital of `word`.
fn like(word: &str, apart: &str) -> String {
    let first = word.chars().next().unwrap_or(' ');
    format!("{first}{}", apart.get(1..).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::super::slips;
    use super::*;

    fn read(text: &str) -> String {
        let found: Vec<Slip> =
            slips(text).into_iter().filter(|s| matches!(s.kind, SlipKind::Digit | SlipKind::Glued)).collect();
        found
            .iter()
            .map(|s| s.instead.as_ref().map_or(s.span.of(text), |(_, i)| i).to_string())
            .collect::<Vec<_>>()
            .join(" | ")
    }

    #[test]
    fn digits_and_missing_spaces() {
        for (text, wanted) in [
            ("the pat8ient was", "pat8ient"),
            ("BenzodiazepinesNot recommended", "Benzodiazepines Not"),
            ("is Notmedically necessary", "Not medically"),
            ("review ofthe file", "of the"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_written_so() {
        for text in [
            "L4-L5", "c5-c6", "q4h", "20mg", "2x6", "x12weeks", "R148", "OxyContin", "LidoPro", "McMurray",
            "DeQuervain", "PubMed", "H2 blocker", "vitamin b12", "5th", "co2", "M54", "TheraBand", "q6hrs", "MRIs",
            "California,North", "hba1c", "www.example.com/ab3cd",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
    }
}
