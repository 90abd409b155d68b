//! Words that stand twice in a row: `of the of the`, `diagnostic imaging, diagnostic imaging`.

use super::lexicon::WordSet;
use super::slip::{Slip, SlipKind};
use super::token::{Kind, Token};
use crate::text::Span;

/// Longest phrase that is looked for, in words.
const LONGEST: usize = 6;
/// Single words that nobody means to write twice.
pub(super) static SINGLE: WordSet = WordSet::new(
    20,
    &[
        "the", "a", "an", "of", "to", "and", "for", "with", "is", "was", "by", "or", "as", "from", "be", "are", "were",
        "this", "not", "at", "has", "patient", "request", "medically",
    ],
);
/// Words that a phrase with a comma may be followed by; others show that each half has its own end.
pub(super) static CLOSING: WordSet = WordSet::new(21, &["and", "or", "but", "is", "was", "are", "were"]);

/// The words among these tokens that stand there twice.
pub(super) fn doubled(tokens: &[Token], found: &mut Vec<Slip>) {
    let mut behind = 0;
    for at in near_again(tokens) {
        if at < behind {
            continue;
        }
        if let Some((slip, used)) = repeats(tokens, at) {
            found.push(slip);
            behind = at + used;
        }
    }
}

/// The words that may come again within the reach of a phrase and a comma; of all others it is certain that they do not.
fn near_again(tokens: &[Token]) -> Vec<usize> {
    const PLACES: usize = 256;
    let mut near = Vec::new();
    let mut last = [u32::MAX; PLACES];
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != Kind::Word {
            continue;
        }
        let Some(last) = last.get_mut(token.place(PLACES)) else { continue };
        let before = std::mem::replace(last, at as u32) as usize;
        if before < at && at - before < LONGEST + 2 {
            near.push(before);
        }
    }
    near.sort_unstable();
    near
}

/// The phrase that starts at `at` and stands there again directly, or after one comma; and how many tokens both take.
fn repeats(tokens: &[Token], at: usize) -> Option<(Slip, usize)> {
    let first = tokens.get(at).filter(|t| t.kind == Kind::Word)?;
    let ahead = tokens.get(at + 1..tokens.len().min(at + LONGEST + 2))?;
    for (offset, again) in ahead.iter().enumerate() {
        if !again.is_same(first) {
            continue;
        }
        let words = offset + 1;
        if let Some(slip) = repeated(tokens, at, words, false) {
            return Some((slip, words * 2));
        }
        if let Some(slip) = repeated(tokens, at, offset, true) {
            return Some((slip, offset * 2 + 1));
        }
    }
    None
}

/// The phrase of `words` words at `at`, where it comes again behind itself or, with `comma`, behind a comma.
fn repeated(tokens: &[Token], at: usize, words: usize, comma: bool) -> Option<Slip> {
    let gap = usize::from(comma);
    let phrase = tokens.get(at..at + words)?;
    let again = tokens.get(at + words + gap..at + words * 2 + gap)?;
    let mark = tokens.get(at + words);
    if words == 0 || comma && !mark.is_some_and(|t| t.is(",")) {
        return None;
    }
    let same = phrase.iter().zip(again).all(|(a, b)| a.kind == Kind::Word && a.is_same(b));
    let spaced = tokens.get(at + words - 1).zip(again.first()).is_some_and(|(a, b)| !a.touches(b));
    if !same || !spaced || is_formula(phrase) {
        return None;
    }
    let next = tokens.get(at + words * 2 + gap);
    let telling = phrase.iter().any(|t| t.text.len() > 3);
    let meant = match (words, comma) {
        (1, true) => false,
        (1, false) => {
            phrase.iter().all(|t| t.is_in(&SINGLE) && !is_name(t)) && !hyphened(tokens, at) || is_that(phrase, next)
        }
        (_, true) => telling && next.is_none_or(|t| t.kind == Kind::Mark && !t.is("-") || t.is_in(&CLOSING)),
        // `day by day by day` says it on purpose.
        (_, false) if next.is_some_and(|t| phrase.first().is_some_and(|first| first.text == t.text)) => false,
        (_, false) => telling || words > 2 || phrase.iter().all(|t| t.is_in(&SINGLE)),
    };
    let last = tokens.get(at + words - 1)?;
    let end = again.last()?.end();
    let span = Span::new(tokens.get(at)?.start, end);
    meant.then(|| Slip { kind: SlipKind::Doubled, span, instead: Some((Span::new(last.end(), end), String::new())) })
}

/// What guidelines say on purpose: a compound with a drug "that is not recommended is not recommended".
fn is_formula(phrase: &[Token]) -> bool {
    phrase.iter().any(|t| t.is_any(&["recommended", "had"]))
}

/// Capitals may be a name or a short form: `vitamin A a day`, `in the OR or the clinic`.
fn is_name(word: &Token) -> bool {
    word.text.bytes().all(|b| b.is_ascii_uppercase())
}

/// `follow-up to to-do`: the second word is the head of another.
fn hyphened(tokens: &[Token], at: usize) -> bool {
    let behind = tokens.get(at + 1).zip(tokens.get(at + 2));
    let before = at.checked_sub(1).and_then(|i| tokens.get(i)).zip(tokens.get(at));
    let joined =
        |pair: Option<(&Token, &Token)>, hyphen: fn(&(&Token, &Token)) -> bool| pair.is_some_and(|p| hyphen(&p));
    joined(behind, |(word, mark)| mark.is("-") && word.touches(mark))
        || joined(before, |(mark, word)| mark.is("-") && mark.touches(word))
}

/// `that that is`: twice the conjunction; `that that visit` may be meant.
fn is_that(phrase: &[Token], next: Option<&Token>) -> bool {
    phrase.iter().all(|t| t.is("that"))
        && next.is_some_and(|t| t.is_any(&["the", "there", "a", "this", "they", "he", "she", "it", "an", "patient"]))
}

#[cfg(test)]
mod tests {
    use super::super::slips;
    use super::*;

    fn read(text: &str) -> String {
        let found: Vec<Slip> = slips(text).into_iter().filter(|s| s.kind == SlipKind::Doubled).collect();
        found.iter().map(|s| s.span.of(text).to_string()).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn what_stands_there_twice() {
        for (text, wanted) in [
            ("review of the of the records", "of the of the"),
            ("the\nthe knee", "the\nthe"),
            ("rest, stretching exercise, stretching exercise, and ice", "stretching exercise, stretching exercise"),
            ("It is noted that that the pain", "that that"),
            ("does not meet does not meet the", "does not meet does not meet"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_only_looks_so() {
        for text in [
            "a drug that is not recommended is not recommended",
            "The visits. The visits",
            "left knee; left knee flexion",
            "left knee, left knee flexion",
            "he had had pain",
            "that that visit helped",
            "10 10",
            "very, very weak",
            "MRI: MRI",
            "side-to-side to side",
            "day by day by day",
            "in the OR or at home",
            "vitamin A a day",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
    }
}
