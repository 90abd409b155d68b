//! What one line is, judged by that line alone.

use super::format::Format;
use super::known::Known;
use super::{FieldKind, Outcome, SectionKind};
use crate::text::{Span, is_blank, trim, trim_start};

/// What a line is when it is more than running text. Spans count from the start of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineClass {
    /// A section heading.
    Heading {
        /// Of which section.
        section: SectionKind,
        /// Its words.
        words: Span,
        /// Whether they are spelt as they should be.
        spelt: bool,
    },
    /// A line that opens a field.
    Label {
        /// Which field.
        field: FieldKind,
        /// The label and its colon.
        words: Span,
        /// Whether it is spelt as it should be.
        spelt: bool,
    },
    /// A line that ends with an outcome word, or with a word in its place.
    Outcome {
        /// The word.
        word: Span,
        /// What it says; none where it is misspelt or no outcome.
        outcome: Option<Outcome>,
        /// Where the title's part of the line ends: at the colon before the word.
        title_end: usize,
        /// Whether no part of a title stands before it on its line.
        alone: bool,
    },
    /// The sentence that opens the list of items.
    Intro,
}

/// A line of structure: what it is, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Line number, counted as its owner says.
    pub line: usize,
    /// What the line is.
    pub class: LineClass,
}

/// Longest label that is looked for, in bytes. Longer than any known label, short enough to keep long lines cheap.
const LABEL_REACH: usize = 140;
/// How near to its end a line holds an outcome word, in bytes.
const OUTCOME_REACH: usize = 48;

/// Longest word that is looked up as an outcome, in bytes.
const LONGEST_WORD: usize = 40;
/// Longest line that is taken for a heading, or for a label without a colon, in bytes.
const LONGEST_HEADING: usize = 72;

/// What a line is; `None` for running text and blank lines.
pub fn classify(line: &str, format: &Format) -> Option<LineClass> {
    let body = trim(line);
    if body.is_empty() {
        return None;
    }
    let at = body.as_ptr() as usize - line.as_ptr() as usize;
    let colon = memchr::memchr(b':', body.as_bytes());
    label_at_start(body, colon, at, format)
        .or_else(|| outcome_at_end(body, colon, at, format))
        .or_else(|| heading(body, at, format))
        .or_else(|| intro(body, format))
}

/// `colon` is the first one of the line.
fn outcome_at_end(body: &str, colon: Option<usize>, at: usize, format: &Format) -> Option<LineClass> {
    let from = floor_char(body, body.len().saturating_sub(OUTCOME_REACH));
    let tail = body.get(from..)?;
    let (title_end, word) = match colon.and_then(|_| memchr::memrchr(b':', tail.as_bytes())) {
        Some(colon) => (from + colon, tail.get(colon + 1..)?),
        None => behind_dash(body).or((from == 0 && body.len() <= LONGEST_WORD).then_some((0, body)))?,
    };
    let word = strip_ends(word);
    let by_colon = body.as_bytes().get(title_end) == Some(&b':');
    // Without a colon only the word itself, with a capital, is taken for an outcome.
    let initial = if by_colon { char::is_alphabetic } else { char::is_uppercase };
    if word.len() > LONGEST_WORD || !word.starts_with(initial) || word.split(is_blank).count() > 3 {
        return None;
    }
    let outcome = format.outcome(word)?;
    let before = trim(body.get(..title_end)?);
    let labelled = by_colon && matches!(format.known(before), Some(Known::OutcomeLabel));
    let alone = before.is_empty() || labelled;
    if !by_colon && outcome.is_none() && !(alone && format.meant_outcome(word).is_some()) {
        return None;
    }
    let start = at + (word.as_ptr() as usize - body.as_ptr() as usize);
    Some(LineClass::Outcome {
        word: Span::new(start, start + word.len()),
        outcome,
        title_end: if labelled { at } else { at + title_end },
        alone,
    })
}

/// The last word of a line and where what stands before it ends, where a dash parts the two: "MRI of the knee - Upheld".
fn behind_dash(body: &str) -> Option<(usize, &str)> {
    let space = memchr::memrchr(b' ', body.as_bytes())?;
    let before = body.get(..space)?;
    let title = before.strip_suffix(['-', '–', '—'])?.strip_suffix(' ')?;
    Some((title.len(), body.get(space + 1..)?))
}

/// `colon` is the first one of the line.
fn label_at_start(body: &str, colon: Option<usize>, at: usize, format: &Format) -> Option<LineClass> {
    let reach = body.get(..floor_char(body, LABEL_REACH.min(body.len())))?;
    let (words, end) = match colon.filter(|colon| *colon < reach.len()) {
        Some(colon) => (reach.get(..colon)?, colon + 1),
        None if body.len() <= LONGEST_HEADING => (body, body.len()),
        None => return None,
    };
    let bare = strip_number(words);
    let (field, spelt) = match format.known(bare) {
        Some(Known::Label(field)) => (field, true),
        Some(_) => return None,
        // A misspelt label still has its colon.
        None if end == words.len() => return None,
        None => match format.nearly_known(bare) {
            Some(Known::Label(field)) => (field, false),
            _ => return None,
        },
    };
    let start = words.len() - bare.len();
    Some(LineClass::Label { field, words: Span::new(at + start, at + end), spelt })
}

fn heading(body: &str, at: usize, format: &Format) -> Option<LineClass> {
    if body.len() > LONGEST_HEADING {
        return None;
    }
    let words = strip_number(body.trim_end_matches([':', '.']));
    let words = words.trim_start_matches(['#', '*', '_', ' ']).trim_end_matches(['*', '_', ' ']);
    if !words.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    let (section, spelt) = match format.known(words) {
        Some(Known::Heading(section)) => (section, true),
        Some(_) => return None,
        // A misspelt heading is told from prose by its capitals.
        None if words.chars().any(char::is_lowercase) => return None,
        None => match format.nearly_known(words) {
            Some(Known::Heading(section)) => (section, false),
            _ => return None,
        },
    };
    let start = at + (words.as_ptr() as usize - body.as_ptr() as usize);
    Some(LineClass::Heading { section, words: Span::new(start, start + words.len()), spelt })
}

fn intro(body: &str, format: &Format) -> Option<LineClass> {
    let start = &format.items.intro_start;
    let head = body.get(..start.len())?;
    (!start.is_empty() && head.eq_ignore_ascii_case(start)).then_some(LineClass::Intro)
}

/// The word without the marks that may stand round it: a full stop, asterisks of mark-up, brackets.
fn strip_ends(word: &str) -> &str {
    trim(word).trim_end_matches(['.', ';', ',', '*', '_', ')', ']']).trim_start_matches(['*', '_', '(', '[', ' '])
}

/// The words without a list number before them: `1.`, `2)`, `(3)`, also with blanks after.
pub(super) fn strip_number(words: &str) -> &str {
    let rest = words.trim_start_matches('(');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return words;
    }
    let after = rest.get(digits..).unwrap_or("");
    match after.strip_prefix(['.', ')']) {
        Some(tail) if tail.starts_with(is_blank) => trim_start(tail),
        _ => words,
    }
}

fn floor_char(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(line: &str) -> Option<LineClass> {
        classify(line, &Format::built_in())
    }

    /// The words of a structure line's class, in short.
    fn told(line: &str) -> String {
        match class(line) {
            None => "text".into(),
            Some(LineClass::Heading { section, words, spelt }) => {
                format!("heading {section:?} [{}]{}", words.of(line), if spelt { "" } else { " misspelt" })
            }
            Some(LineClass::Label { field, words, spelt }) => {
                format!("label {field:?} [{}]{}", words.of(line), if spelt { "" } else { " misspelt" })
            }
            Some(LineClass::Outcome { word, outcome, title_end, alone }) => {
                let title = trim(line.get(..title_end).unwrap_or(""));
                format!("{outcome:?} [{}] title [{title}]{}", word.of(line), if alone { " alone" } else { "" })
            }
            Some(LineClass::Intro) => "intro".into(),
        }
    }

    #[test]
    fn headings() {
        assert_eq!(told("\u{c}   CLINICAL CASE SUMMARY \r"), "heading ClinicalCaseSummary [CLINICAL CASE SUMMARY]");
        assert_eq!(told("Clinical Case Summary:"), "heading ClinicalCaseSummary [Clinical Case Summary]");
        assert_eq!(told("2. CASE SUMMARY:"), "heading ClinicalCaseSummary [CASE SUMMARY]");
        assert_eq!(told("CLINICAL CASE SUMARY"), "heading ClinicalCaseSummary [CLINICAL CASE SUMARY] misspelt");
        assert_eq!(told("clinical case summary"), "text");
        assert_eq!(told("The clinical case summary was read."), "text");
    }

    #[test]
    fn labels() {
        assert_eq!(told("Decision rationale: The patient is well."), "label DecisionRationale [Decision rationale:]");
        assert_eq!(told("\u{feff}MAXIMUS guideline:"), "label ReviewerGuideline [MAXIMUS guideline:]");
        assert_eq!(told("Decision rationale: Upheld."), "label DecisionRationale [Decision rationale:]");
        assert_eq!(told("Decision rationale"), "label DecisionRationale [Decision rationale]");
        assert_eq!(told("Decision rational: The patient"), "label DecisionRationale [Decision rational:] misspelt");
        assert_eq!(told("the decision rationale was read"), "text");
        assert_eq!(told("Rationale for the Decision: no"), "label DecisionRationale [Rationale for the Decision:]");
    }

    #[test]
    fn outcomes() {
        assert_eq!(told("MRI of the knee:  Upheld \r"), "Some(Upheld) [Upheld] title [MRI of the knee]");
        assert_eq!(
            told("Associated service: UA: Overturned"),
            "Some(Overturned) [Overturned] title [Associated service: UA]"
        );
        assert_eq!(told(" Upheld "), "Some(Upheld) [Upheld] title [] alone");
        assert_eq!(told("MRI: UPHELD."), "Some(Upheld) [UPHELD] title [MRI]");
        assert_eq!(told("MRI of the knee - Upheld"), "Some(Upheld) [Upheld] title [MRI of the knee]");
        assert_eq!(told("Decision: Overturned"), "Some(Overturned) [Overturned] title [] alone");
        assert_eq!(told("MRI: Uphled"), "None [Uphled] title [MRI]");
        assert_eq!(told("MRI: Modified"), "None [Modified] title [MRI]");
        assert_eq!(told("MRI: **Upheld**"), "Some(Upheld) [Upheld] title [MRI]");
        assert_eq!(told("the decision was upheld"), "text");
        assert_eq!(told("upheld"), "text");
        assert_eq!(told("Partial Hospitalization day treatment is"), "text");
        assert_eq!(told("Certification(s)/Specialty: Family Practice"), "text");
    }

    #[test]
    fn the_sentence_before_the_items() {
        assert_eq!(told("The Final Determination was based on decisions for the disputed items:"), "intro");
    }

    #[test]
    fn a_list_number_is_not_part_of_the_words() {
        assert_eq!(strip_number("1. MRI"), "MRI");
        assert_eq!(strip_number("(12) MRI"), "MRI");
        assert_eq!(strip_number("2.5 mg"), "2.5 mg");
        assert_eq!(strip_number("3 visits"), "3 visits");
    }
}
