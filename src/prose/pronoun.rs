//! Pronouns that can only mean the patient.

use super::lexicon::WordSet;
use super::person::{self, OLD, PATIENT, Sex};
use super::token::{Kind, STOP, Token};
use crate::text::Span;

pub(super) static FEMALE: WordSet = WordSet::new(6, &["she", "her", "hers", "herself"]);
pub(super) static MALE: WordSet = WordSet::new(7, &["he", "his", "him", "himself"]);
/// Anybody else whom a pronoun may mean.
pub(super) static OTHERS: WordSet = WordSet::new(
    8,
    &[
        "physician", "physicians", "provider", "providers", "doctor", "doctors", "dr", "surgeon", "therapist",
        "therapists", "chiropractor", "acupuncturist", "psychologist", "psychiatrist", "reviewer", "qme", "ame",
        "pqme", "examiner", "nurse", "practitioner", "specialist", "podiatrist", "neurologist", "radiologist",
        "orthopedist", "clinician", "assistant", "attending", "consultant", "evaluator", "pa", "np", "md", "dc", "do",
        "mr", "mrs", "ms", "spouse", "husband", "wife", "son", "daughter", "mother", "father", "brother", "sister",
        "child", "children", "boy", "girl", "friend", "family", "supervisor", "manager", "boss", "coworker",
        "colleague", "employer", "attorney", "adjuster", "client", "customer", "driver", "man", "woman", "person",
        "someone", "somebody", "individual", "resident", "student", "inmate", "suspect", "administrator", "insurer",
        "who", "other", "another", "author", "authors", "et",
    ],
);

/// The pronouns among these tokens that can only mean the patient, with the sex that they say: in a sentence that opens with
/// the patient and names nobody else, and at the start of the sentence behind such a one.
pub(super) fn pronouns(tokens: &[Token]) -> Vec<(Sex, Span)> {
    let mut found = Vec::new();
    let mut of_patient = false;
    for sentence in tokens.split(|t| t.looks(STOP)) {
        let subject = sentence.iter().take(4).any(|t| t.is_in(&PATIENT));
        let continued = of_patient && sentence.first().is_some_and(|t| sex(t).is_some());
        let others = || (0..sentence.len()).any(|at| is_other(sentence, at));
        of_patient = (subject || continued) && !others();
        if !of_patient {
            continue;
        }
        for (at, token) in sentence.iter().enumerate() {
            let Some(sex) = sex(token) else { continue };
            // `he/she`, and `(He, 2004)`.
            let stroke = |t: Option<&Token>| t.is_some_and(|t| t.is_any(&["/", "(", "\""]));
            if !stroke(sentence.get(at + 1)) && !stroke(at.checked_sub(1).and_then(|i| sentence.get(i))) {
                found.push((sex, token.span()));
            }
        }
    }
    found
}

/// Whether the word at a place of a sentence names somebody else.
fn is_other(sentence: &[Token], at: usize) -> bool {
    let Some(token) = sentence.get(at).filter(|t| t.kind == Kind::Word && t.is_in(&OTHERS)) else { return false };
    let before = at.checked_sub(1).and_then(|i| sentence.get(i));
    let before = |is: fn(&Token) -> bool| before.is_some_and(is);
    // `a 59 year old woman who fell` is still the patient.
    let patient = |t: &Token| t.is_in(&PATIENT) || t.is_in(&person::FEMALE) || t.is_in(&person::MALE);
    let aged = |t: &Token| t.is("old") || t.is_in(&OLD);
    !(token.is("who") && before(patient) || token.is_any(&["man", "woman"]) && before(aged))
}

fn sex(token: &Token) -> Option<Sex> {
    if token.is_in(&FEMALE) { Some(Sex::Female) } else { token.is_in(&MALE).then_some(Sex::Male) }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(text: &str) -> String {
        pronouns(&tokens(text)).iter().map(|(_, span)| span.of(text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_the_patient_is_meant() {
        assert_eq!(read("The injured worker reported that he fell. He walks with a cane."), "he He");
        assert_eq!(read("The patient saw the physician, and he advised rest. He left."), "");
        assert_eq!(read("The patient rests. The provider came. She left."), "");
        assert_eq!(read("The patient says that he/she fell (He, 2004)."), "");
        assert_eq!(read("He was examined."), "");
        assert_eq!(read("The patient is a 59-year-old woman who fell. She limps."), "She");
        assert_eq!(read("The claimant is a 59 year old male who was hit by a man. His back hurts."), "");
    }
}
