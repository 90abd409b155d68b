//! Slips of the pen: what was left to be filled in, what was cut out, what stands there twice, what runs together.

use super::doubled::doubled;
use super::glued::{MAY_BE_GLUED, glued};
use super::lexicon::{WordSet, WordSets};
use super::part::in_part;
use super::token::{APART, BLANK_FORM, CLOSED, Kind, Token, tokens};
use crate::text::{Span, is_blank};

/// A slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What kind of slip.
    pub kind: SlipKind,
    /// The words in question, counted from the start of the text.
    pub span: Span,
    /// What is replaced by what, where the right text is known.
    pub instead: Option<(Span, String)>,
}

/// Kinds of slips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlipKind {
    /// Something to be filled in: `TBD`, `___`, `[insert date]`.
    Placeholder,
    /// A hole where a name was taken out: `including , , and .`
    Gap,
    /// Words that stand there twice: `of the of the`.
    Doubled,
    /// A digit inside a word: `pat8ient`.
    Digit,
    /// Two words without a space: `BenzodiazepinesNot`.
    Glued,
}

/// The slips of a text, in order.
pub fn slips(text: &str) -> Vec<Slip> {
    slips_of(text, &tokens(text))
}

/// The slips of a text that has these tokens.
pub(super) fn slips_of(text: &str, tokens: &[Token]) -> Vec<Slip> {
    let mut found = Vec::new();
    placeholders(tokens, &mut found);
    gaps(text, tokens, &mut found);
    doubled(tokens, &mut found);
    for (at, token) in tokens.iter().enumerate() {
        if token.is_in_any(&MAY_BE_GLUED)
            && let Some(slip) = glued(token).filter(|_| !is_address(tokens, at))
        {
            found.push(slip);
        }
    }
    found.sort_by_key(|slip| slip.span);
    found
}

/// Whether a word is a part of an address or a path: `www.example.com/a1b2c`.
fn is_address(tokens: &[Token], at: usize) -> bool {
    const JOINTS: &[&str] = &["/", "@", "_", "=", "&", "\\", ".", "~"];
    let Some(word) = tokens.get(at) else { return false };
    let before = at.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| t.touches(word) && t.is_any(JOINTS));
    let behind = tokens.get(at + 1).filter(|t| word.touches(t) && t.is_any(JOINTS));
    let more = behind.is_some_and(|t| tokens.get(at + 2).is_some_and(|next| t.touches(next)));
    before || more
}

/// First words of what a template asks for in brackets.
pub(super) static TEMPLATE: WordSet = WordSet::new(
    15,
    &[
        "insert", "enter", "add", "fill", "specify", "tbd", "todo", "name", "date", "drug", "dose", "side", "region",
        "number", "reason", "diagnosis", "treatment", "upheld", "your", "select", "choose", "please", "optional",
        "patient", "body", "xx", "xxx", "list", "describe", "guideline", "age", "sex", "quantity",
    ],
);
/// Words that leave something open, or with which words begin that do.
pub(super) static LEFT_OPEN: WordSet = WordSet::new(19, &["tbd", "tba", "todo", "fixme", "click"]);
/// A longer run of marks is a line across the page.
const LONGEST_RUN: usize = 24;
/// More words in brackets than this are somebody's remark.
const LONGEST: usize = 6;

fn placeholders(tokens: &[Token], found: &mut Vec<Slip>) {
    static MAY_OPEN: WordSets = WordSets::of(&[&LEFT_OPEN]).or(BLANK_FORM);
    let mut end = 0;
    for (at, token) in tokens.iter().enumerate() {
        // Most tokens are done with here.
        if !token.is_in_any(&MAY_OPEN) || token.start < end {
            continue;
        }
        let Some(last) = placeholder(tokens, at) else { continue };
        // `XX/XX/XXXX` is one.
        let mut span = token.span().to(last);
        let mut next = at + 1;
        while let [glue, more, ..] = tokens.get(next..).unwrap_or_default() {
            if glue.start < span.end {
                next += 1;
            } else if glue.start == span.end
                && glue.is_any(&["/", "-"])
                && glue.touches(more)
                && (is_crosses(more) || more.kind == Kind::Number)
            {
                span = span.to(more.span());
                next += 2;
            } else {
                break;
            }
        }
        end = span.end;
        found.push(Slip { kind: SlipKind::Placeholder, span, instead: None });
    }
}

/// Where the placeholder ends that starts at `at`.
fn placeholder(tokens: &[Token], at: usize) -> Option<Span> {
    let token = tokens.get(at)?;
    let run = |mark: &str| {
        let rest = tokens.get(at..).unwrap_or_default();
        let glued = rest.windows(2).take_while(|pair| matches!(pair, [a, b] if a.touches(b) && b.text == mark));
        let count = glued.count();
        (count + 1, rest.get(count).map_or(token.span(), Token::span))
    };
    match token.text {
        "TBD" | "TBA" | "TODO" | "FIXME" => Some(token.span()),
        "_" | "?" | "*" => {
            let (count, last) = run(token.text);
            let least = if token.is("_") { 2 } else { 3 };
            (least..=LONGEST_RUN).contains(&count).then_some(last)
        }
        "[" => bracketed(tokens.get(at + 1..)?, "]"),
        "<" => bracketed(tokens.get(at + 1..)?, ">").filter(|last| last.start > token.end() + 3),
        "«" => Some(in_part(tokens.get(at..)?, LONGEST).iter().find(|t| t.is("»"))?.span()),
        "{" => {
            let doubled = tokens.get(at + 1).is_some_and(|t| t.is("{") && token.touches(t));
            let close = in_part(tokens.get(at..)?, LONGEST + 2).iter().find(|t| t.is("}"))?;
            doubled.then(|| close.span())
        }
        _ if token.is("click") => {
            let words = tokens.get(at + 1..at + 4)?;
            let said = matches!(words, [here, to, enter] if here.is("here") && to.is("to") && enter.is("enter"));
            said.then(|| words.last().map_or(token.span(), Token::span))
        }
        _ => is_crosses(token).then(|| token.span()),
    }
}

/// The bracket that closes something left to be filled in.
fn bracketed(inside: &[Token], close: &str) -> Option<Span> {
    let words = in_part(inside, LONGEST + 1).iter().position(|t| t.is(close))?;
    let last = inside.get(words)?.span();
    let template = match inside.first().filter(|_| words > 0) {
        None => close == "]",
        Some(first) => first.is_in(&TEMPLATE) || first.is("_"),
    };
    template.then_some(last)
}

/// `XX`, `XXX`, `xxxx`.
fn is_crosses(token: &Token) -> bool {
    let crosses = |sign: u8| token.text.bytes().all(|b| b == sign);
    token.text.len() > 1 && crosses(b'X') || token.text.len() > 2 && crosses(b'x')
}

/// What a name should follow.
pub(super) static BEFORE_NAME: WordSet = WordSet::new(
    16,
    &["by", "of", "from", "with", "including", "dr", "mr", "ms", "mrs", "to", "per", "for", "and", "at"],
);
/// Behind these even "and" shows that a name is missing; one says "with and without", "to and from".
pub(super) static BEFORE_NAME_ONLY: WordSet =
    WordSet::new(17, &["by", "of", "including", "dr", "mr", "ms", "mrs", "per"]);
/// What follows a name, and no preposition.
pub(super) static BEHIND_NAME: WordSet = WordSet::new(
    18,
    &["for", "was", "is", "who", "dated", "on", "in", "with", "to", "has", "had", "of", "noted", "reported"],
);

fn gaps(text: &str, tokens: &[Token], found: &mut Vec<Slip>) {
    static MAY_CLOSE: WordSets = WordSets::of(&[]).or(APART).or(CLOSED);
    let first = found.len();
    for (at, behind) in tokens.iter().skip(1).enumerate() {
        // One space before a word is no hole, nor is none before a mark: most pairs are done with here.
        if !behind.is_in_any(&MAY_CLOSE) {
            continue;
        }
        let Some(before) = tokens.get(at) else { continue };
        let between = Span::new(before.end(), behind.start).of(text);
        let decimal = || tokens.get(at + 2).is_some_and(|t| t.kind == Kind::Number && behind.touches(t));
        let closed = behind.is_any(&[",", "."]) && !between.is_empty() && !decimal();
        let joined = behind.is("and") && before.is_in(&BEFORE_NAME_ONLY);
        let apart = is_hole(between) && !before.is("and") && (joined || behind.is_in(&BEHIND_NAME));
        let comma = before.is(",") && closed;
        let word = before.is_in(&BEFORE_NAME) && (closed || apart);
        // `item(s)` may have lost its letter, which is no name.
        let empty = before.is("(") && behind.is(")");
        if !(comma || word || empty)
            || empty && at.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|word| word.touches(before))
        {
            continue;
        }
        let span = before.span().to(behind.span());
        match found
            .get_mut(first..)
            .and_then(<[Slip]>::last_mut)
            .filter(|slip| runs_on(text, slip.span.end, span.start))
        {
            Some(slip) => slip.span = slip.span.to(span),
            None => found.push(Slip { kind: SlipKind::Gap, span, instead: None }),
        }
    }
}

/// Two spaces or more on one line.
fn is_hole(between: &str) -> bool {
    between.len() > 1 && between.bytes().all(|b| b == b' ')
}

/// Whether two gaps are one hole: nothing but a link lies between.
fn runs_on(text: &str, end: usize, start: usize) -> bool {
    start <= end || matches!(Span::new(end, start).of(text).trim_matches(is_blank), "" | "and" | ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        slips(text).iter().map(|s| format!("{:?}={}", s.kind, s.span.of(text))).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn placeholders_of_every_kind() {
        for (text, wanted) in [
            ("Norco TBD", "TBD"),
            ("seen on XX/XX/2016 by", "XX/XX/2016"),
            ("on ____ the", "____"),
            ("a [ ] b", "[ ]"),
            ("for [insert treatment]", "[insert treatment]"),
            ("[Upheld or Overturned]", "[Upheld or Overturned]"),
            ("pain was *** today", "***"),
            ("{{patient}}", "{{patient}"),
            ("Click here to enter text.", "Click here to enter"),
        ] {
            assert!(read(text).starts_with(&format!("Placeholder={wanted}")), "{text}: {}", read(text));
        }
        for text in [
            "[following the scan]", "\"is [...] used\"", "[sic]", "a 2 x 2 gauze", "cranial nerves II-XII", "why?",
            "<65 years>", "5 * 4",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
    }

    #[test]
    fn holes_where_names_were() {
        for (text, wanted) in [
            ("physicians including , , \n\n, and . Again", "including , , \n\n, and ."),
            ("was replaced by  and sent", "by  and"),
            ("a diagnosis of  for the", "of  for"),
            ("seen by Dr.  who", ""),
            ("reports () show", "()"),
        ] {
            let found = read(text);
            assert!(found.is_empty() == wanted.is_empty() && found.contains(wanted), "{text}: {found}");
        }
        for text in [
            "seen by\n  and",
            "pain.  And",
            "the item(s) and",
            "to and from",
            "by  John",
            "MRI with  and without contrast",
            "for  at least a week",
            "with  or without",
            "pain,, and",
            "a dose of .5 mg",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
    }
}
