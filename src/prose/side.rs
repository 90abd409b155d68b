//! Left, right and both: where a side of the body is named, and of which part.

use super::region::{Region, region_at};
use super::token::{Kind, Token, tokens};
use crate::text::Span;

/// A side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the names are the documentation
pub enum Side {
    Left,
    Right,
    Both,
}

impl Side {
    /// Its name, as in messages.
    pub fn name(self) -> &'static str {
        match self {
            Side::Left => "left",
            Side::Right => "right",
            Side::Both => "both sides",
        }
    }
}

/// A side where it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NamedSide {
    /// The word, counted from the start of the text.
    pub span: Span,
    /// The side.
    pub side: Side,
    /// The region that it is a side of, where that is named with it.
    pub region: Option<Region>,
}

/// So many words may stand between a side and its region: `left distal radius and wrist`.
const REACH: usize = 4;
/// Behind `left` or `right` these make another word of it: `the right to appeal`, `left the job`, `right-handed`.
const OTHERWISE: &[&str] = &[
    "to", "now", "away", "the", "with", "untreated", "in", "at", "handed", "dominant", "work", "his", "her", "off",
    "over", "after", "before", "without", "on", "for", "is", "was", "has", "of", "a", "an", "by", "because", "time",
];

/// Parts of the body with a side and no region of their own.
const PARTS: &[&str] = &[
    "trapezius", "scapula", "scapular", "rib", "ribs", "chest", "eye", "ear", "jaw", "side", "sided", "sciatica",
    "piriformis", "facet", "inguinal", "flank", "breast", "abdomen", "paraspinal", "biceps",
];

/// The sides that a text names, in order.
pub fn sides(text: &str) -> Vec<NamedSide> {
    sides_of(&tokens(text))
}

/// The levels of the spine among these tokens: `L4`, `C5`.
pub(super) fn levels_of(tokens: &[Token]) -> Vec<Span> {
    tokens.iter().filter(|token| is_level(token)).map(Token::span).collect()
}

/// The sides among these tokens.
pub(super) fn sides_of(tokens: &[Token]) -> Vec<NamedSide> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(side) = side(token).or_else(|| initial(tokens, at)) else { continue };
        let region = region_behind(tokens, at).or_else(|| region_before(tokens, at));
        if region.is_some()
            || is_part(tokens, at)
            || is_spinal_level(tokens, at)
            || side == Side::Both && !token.is("both")
        {
            found.push(NamedSide { span: token.span(), side, region });
        }
    }
    found
}

fn is_short(token: &Token) -> bool {
    token.text.len() <= 2
}

fn side(token: &Token) -> Option<Side> {
    match token.text.len() {
        2 if token.is("lt") => Some(Side::Left),
        2 if token.is("rt") => Some(Side::Right),
        4 if token.is("left") => Some(Side::Left),
        5 if token.is("right") => Some(Side::Right),
        4 if token.is("both") => Some(Side::Both),
        9 if token.is("bilateral") => Some(Side::Both),
        11 if token.is("bilaterally") => Some(Side::Both),
        _ => None,
    }
}

/// `(R) shoulder`, `L knee`.
fn initial(tokens: &[Token], at: usize) -> Option<Side> {
    let side = match tokens.get(at)?.text {
        "L" => Side::Left,
        "R" => Side::Right,
        _ => return None,
    };
    let mark = |at: Option<usize>, mark: &str| at.and_then(|i| tokens.get(i)).is_some_and(|t| t.is(mark));
    let bracketed = mark(at.checked_sub(1), "(") && mark(Some(at + 1), ")");
    (bracketed || region_at(tokens, at + 1).is_some()).then_some(side)
}

/// The region that follows within a few words, none of which makes something else of the side.
fn region_behind(tokens: &[Token], at: usize) -> Option<Region> {
    let mut next = at + 1;
    // `left-sided`, `Lt. knee`, `(R) knee`
    if tokens.get(next).is_some_and(|t| t.is_any(&["-", ")"]) || t.is(".") && tokens.get(at).is_some_and(is_short)) {
        next += 1;
    }
    if tokens.get(next).is_some_and(|t| t.is_any(OTHERWISE)) {
        return None;
    }
    // `right hand dominant` says who the patient is.
    let dominance = |t: &Token| t.is_any(&["dominant", "dominance", "handed"]);
    if tokens.get(next..).unwrap_or_default().iter().take(3).any(dominance) {
        return None;
    }
    for index in next..next + REACH {
        let token = tokens.get(index)?;
        if let Some((named, _)) = region_at(tokens, index) {
            return Some(named.region);
        }
        let passes = token.kind == Kind::Word && side(token).is_none() || token.is_any(&["-", "/"]);
        if !passes {
            return None;
        }
    }
    None
}

/// Whether a part without a region follows: `left trapezius`, `right-sided`.
fn is_part(tokens: &[Token], at: usize) -> bool {
    let behind = tokens.get(at + 1..).unwrap_or_default();
    behind.iter().take(3).take_while(|t| t.kind == Kind::Word || t.is("-")).any(|t| t.is_any(PARTS))
}

/// The region directly before: `shoulder, right` or `knee (left)`.
fn region_before(tokens: &[Token], at: usize) -> Option<Region> {
    let behind = tokens.get(at + 1);
    let closed = behind.is_none_or(|t| t.kind == Kind::Mark && !t.is("-"));
    let mut before = at.checked_sub(1)?;
    if tokens.get(before).is_some_and(|t| t.is_any(&[",", "(", "-", "–", ":"])) {
        before = before.checked_sub(1)?;
    }
    let (named, _) = region_at(tokens, before)?;
    closed.then_some(named.region)
}

/// Whether a level of the spine follows: `right L4 injection`, `left C5-C6`.
fn is_spinal_level(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(is_level)
}

fn is_level(token: &Token) -> bool {
    let digits = token.text.get(1..).unwrap_or("");
    token.text.len() <= 3
        && token.text.starts_with(['C', 'T', 'L', 'S'])
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let told: Vec<String> = sides(text).iter().map(|s| format!("{:?} {:?}", s.side, s.region)).collect();
        told.join(", ").replace("Some(", "").replace(')', "")
    }

    #[test]
    fn sides_with_their_regions() {
        for (text, wanted) in [
            ("MRI of the left knee", "Left Knee"),
            ("right\nshoulder and left lower leg", "Right Shoulder, Left LowerExtremity"),
            ("repair, shoulder, right", "Right Shoulder"),
            ("brace, knee (left)", "Left Knee"),
            ("EMG of the bilateral upper extremities", "Both UpperExtremity"),
            ("testing of both arms", "Both UpperExtremity"),
            ("a right L4 injection", "Right None"),
            ("left-sided low back pain", "Left Lumbar"),
            ("Rt wrist", "Right WristHand"),
            ("Lt. shoulder", "Left Shoulder"),
            ("MRI (R) knee", "Right Knee"),
            ("brace, L ankle", "Left AnkleFoot"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn words_that_name_no_side() {
        for text in [
            "the right to appeal", "he left the job", "right-handed", "right hand dominant", "both tests",
            "what is left of it", "vitamin R", "L 4 screws",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
    }
}
