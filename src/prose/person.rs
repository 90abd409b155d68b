//! The patient's age and sex, where a text says them.

use super::lexicon::{WordSet, WordSets};
use super::token::{Kind, NUMBER, NUMBERS, STOP, Token, number_word, tokens};
use crate::text::Span;

/// The sex that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names are the documentation
pub enum Sex {
    Female,
    Male,
}

impl Sex {
    /// Its name, as in messages.
    pub fn name(self) -> &'static str {
        match self {
            Sex::Female => "female",
            Sex::Male => "male",
        }
    }
}

/// Who the patient is: `45 year old male`, `a 51 y/o woman`, `this female patient`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Person {
    /// The words, counted from the start of the text.
    pub span: Span,
    /// The age and where it stands.
    pub age: Option<(u32, Span)>,
    /// The sex and where it stands.
    pub sex: Option<(Sex, Span)>,
}

pub(super) static FEMALE: WordSet = WordSet::new(2, &["female", "woman", "lady", "gentlewoman"]);
pub(super) static MALE: WordSet = WordSet::new(3, &["male", "man", "gentleman"]);
/// Who a letter is about.
pub(super) static PATIENT: WordSet = WordSet::new(4, &["patient", "worker", "applicant", "claimant", "employee"]);
/// What stands behind an age.
pub(super) static OLD: WordSet = WordSet::new(5, &["year", "years", "yr", "yrs", "yo", "yom", "yof", "y"]);
/// Words and numbers that open what says who the patient is.
static FIRST: WordSets = WordSets::of(&[&NUMBERS, &FEMALE, &MALE, &PATIENT]).or(NUMBER);
/// So many words may stand between age and sex: `45 year old right hand dominant male`.
const BETWEEN: usize = 6;

/// Who a text says that the patient is, in order.
pub fn persons(text: &str) -> Vec<Person> {
    persons_of(&tokens(text))
}

/// The persons among these tokens.
pub(super) fn persons_of(tokens: &[Token]) -> Vec<Person> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        // Most tokens are done with here.
        if !first.is_in_any(&FIRST) {
            at += 1;
            continue;
        }
        match aged(tokens, at).or_else(|| sexed(tokens, at)) {
            Some((person, used)) => {
                let behind = tokens.get(at + used).is_some_and(|t| t.is_any(&["driver", "coworker", "student"]));
                if !behind && !is_relative(tokens, at) {
                    found.push(person);
                }
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// `her mother, a 71-year-old female`, `his wife is a 50-year-old`.
fn is_relative(tokens: &[Token], at: usize) -> bool {
    const RELATIVES: &[&str] = &[
        "mother", "father", "husband", "wife", "spouse", "son", "daughter", "brother", "sister", "child", "grandson",
        "granddaughter", "grandmother", "grandfather", "coworker", "driver", "caregiver", "married",
    ];
    let near = tokens.get(at.saturating_sub(4)..at).unwrap_or_default();
    let own = near.iter().rposition(|t| t.looks(STOP)).map_or(0, |stop| stop + 1);
    near.iter().skip(own).any(|t| t.is_any(RELATIVES))
}

/// `45 year old male`, `45-year-old`, `45 y/o F`, `45 yo`.
fn aged(tokens: &[Token], at: usize) -> Option<(Person, usize)> {
    let first = tokens.get(at)?;
    let counts = first.kind == Kind::Number || first.is_in(&NUMBERS);
    if !counts || !tokens.iter().skip(at + 1).take(4).any(|t| t.is_in(&OLD)) {
        return None;
    }
    let mut next = at + 1;
    let age = match first.kind {
        Kind::Number => first.whole()?,
        Kind::Word => {
            let tens = number_word(first).filter(|n| *n >= 14)?;
            match tokens.get(at + 1..at + 3) {
                Some([dash, ones]) if dash.is("-") && number_word(ones).is_some_and(|n| n < 10) => {
                    next += 2;
                    tens + number_word(ones).unwrap_or(0)
                }
                _ => tens,
            }
        }
        Kind::Mark => return None,
    };
    let age_end = tokens.get(next - 1)?.span();
    let skip = |next: &mut usize| *next += usize::from(tokens.get(*next).is_some_and(|t| t.is("-")));
    skip(&mut next);
    let word = tokens.get(next)?;
    if word.is_any(&["year", "years", "yr", "yrs"]) {
        next += 1;
        let short = word.is_any(&["yr", "yrs"]) && tokens.get(next).is_some_and(|t| t.is("."));
        next += usize::from(short);
        skip(&mut next);
        tokens.get(next).filter(|t| t.is("old"))?;
        next += 1;
    } else if word.is_any(&["yo", "yom", "yof"]) {
        next += 1;
    } else if word.is("y")
        && tokens.get(next + 1).is_some_and(|t| t.is("/"))
        && tokens.get(next + 2).is_some_and(|t| t.is("o"))
    {
        next += 3;
    } else {
        return None;
    }
    let last = tokens.get(next - 1)?;
    let short = if last.is("yof") { Some(Sex::Female) } else { last.is("yom").then_some(Sex::Male) };
    let sex = short.map(|sex| (sex, last.span())).or_else(|| {
        let words = tokens.get(next..).unwrap_or_default().iter().take(BETWEEN + 1);
        let mut words = words.take_while(|t| t.kind == Kind::Word || t.is_any(&["-", ","]));
        words.find_map(|t| Some((sex(t)?, t.span())))
    });
    let age_span = first.span().to(age_end);
    let end = sex.map_or(last.span(), |(_, span)| span.to(last.span()));
    let person = Person { span: age_span.to(end), age: Some((age, age_span)), sex };
    let used = tokens.get(at..).unwrap_or_default().iter().take_while(|t| t.end() <= person.span.end).count();
    // `a 20-year-old injury`: something else is so old.
    let of_patient = |t: &Token| {
        t.kind == Kind::Mark || t.is_in(&PATIENT) || t.is_any(&["injured", "who", "with", "and", "has", "when"])
    };
    let told = sex.is_some() || tokens.get(next).is_none_or(of_patient);
    ((14..110).contains(&age) && told).then_some((person, used))
}

/// `female patient`, `male injured worker`, `the patient is a male`.
fn sexed(tokens: &[Token], at: usize) -> Option<(Person, usize)> {
    let first = tokens.get(at)?;
    if let Some(sex) = sex(first) {
        let skip = 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.is("injured")));
        let patient = tokens.get(at + skip).filter(|t| t.is_in(&PATIENT))?;
        let span = first.span().to(patient.span());
        return Some((Person { span, age: None, sex: Some((sex, first.span())) }, skip + 1));
    }
    first.is_in(&PATIENT).then_some(())?;
    let [is, a, word, ..] = tokens.get(at + 1..)? else { return None };
    let sex = sex(word).filter(|_| is.is_any(&["is", "was"]) && a.is("a"))?;
    Some((Person { span: first.span().to(word.span()), age: None, sex: Some((sex, word.span())) }, 4))
}

fn sex(token: &Token) -> Option<Sex> {
    if token.is_in(&FEMALE) { Some(Sex::Female) } else { token.is_in(&MALE).then_some(Sex::Male) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let told: Vec<String> = persons(text)
            .iter()
            .map(|p| {
                let age = p.age.map_or("?".to_string(), |(age, _)| age.to_string());
                format!("{age} {}", p.sex.map_or("?", |(sex, _)| sex.name()))
            })
            .collect();
        told.join(", ")
    }

    #[test]
    fn age_and_sex_in_every_spelling() {
        for (text, wanted) in [
            ("a 45 year old male", "45 male"),
            ("a now 52-year-\nold female with", "52 female"),
            ("a 51 y/o woman", "51 female"),
            ("29 yo right-handed man", "29 male"),
            ("The patient is 33 years old.", "33 ?"),
            ("a forty-two year old gentleman", "42 male"),
            ("this female injured worker; the patient is a male", "? female, ? male"),
            ("a 29yom", "29 male"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_age_and_no_sex() {
        for text in [
            "her mother, a 71-year-old female",
            "His wife is a 50 year old woman",
            "a 2 year history",
            "male connector",
            "the female surgeon",
            "12 years of pain",
            "a 20-year-old injury",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
    }
}
