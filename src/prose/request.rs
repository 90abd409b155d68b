//! A request that was allowed in part: what was asked for, what was authorized, and what is left to decide.

use super::token::{Token, tokens};
use crate::text::Span;

/// The parts of a title of several sentences. Spans count from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestParts {
    /// What was asked for.
    pub original: Span,
    /// What the claims administrator authorized.
    pub authorized: Span,
    /// What the item decides.
    pub eligible: Span,
    /// Whether the item decides what is left over; else the whole request again.
    pub remainder: bool,
}

/// Reads the parts of a title; none where it is of one piece.
pub fn request_parts(title: &str) -> Option<RequestParts> {
    memchr::memmem::find(title.as_bytes(), b"original")?;
    let tokens = tokens(title);
    let (original_end, next) = find(&tokens, 0, &["was", "the", "original", "request"])?;
    let piece = |from: usize, to: usize| {
        let within = tokens.get(from..to).unwrap_or_default();
        let skip = within.iter().take_while(|t| t.is_any(&[".", ",", ":"])).count();
        let left = within.get(skip..).unwrap_or_default();
        let end = left.iter().rposition(|t| !t.is_any(&[".", ",", ":", "is"])).map_or(0, |last| last + 1);
        match (left.first(), left.get(..end).and_then(<[Token]>::last)) {
            (Some(first), Some(last)) => first.span().to(last.span()),
            _ => Span::empty(0),
        }
    };
    let original = piece(0, original_end);
    if let Some((authorized_end, after)) =
        find(&tokens, next, &["was", "authorized", "by", "the", "claims", "administrator"])
    {
        let (_, rest) = find(&tokens, after, &["portion", "of", "the", "original", "request"])?;
        let eligible = piece(rest, tokens.len());
        return Some(RequestParts { original, authorized: piece(next, authorized_end), eligible, remainder: true });
    }
    let (_, authorized) = find(&tokens, next, &["the", "claims", "administrator", "authorized"])?;
    let (end, after) = find(&tokens, authorized, &["leaving", "the", "original", "request"])?;
    let (_, rest) = find(&tokens, after, &["the", "original", "request"])?;
    let eligible = piece(rest, tokens.len());
    Some(RequestParts { original, authorized: piece(authorized, end), eligible, remainder: false })
}

/// Where these words first stand at or behind `from`: their first token and the one behind their last.
fn find(tokens: &[Token], from: usize, words: &[&str]) -> Option<(usize, usize)> {
    let rest = tokens.get(from..)?;
    let same = |window: &[Token]| window.iter().zip(words).all(|(token, word)| token.is(word));
    let at = from + rest.windows(words.len()).position(same)?;
    Some((at, at + words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(title: &str) -> Option<[&str; 3]> {
        let parts = request_parts(title)?;
        Some([parts.original.of(title), parts.authorized.of(title), parts.eligible.of(title)])
    }

    #[test]
    fn both_forms() {
        assert_eq!(
            read(
                "Motrin 600mg #90 was the original\nrequest. Motrin 600mg #30 was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, Motrin 600mg #60 is"
            ),
            Some(["Motrin 600mg #90", "Motrin 600mg #30", "Motrin 600mg #60"])
        );
        assert_eq!(
            read(
                "A cane was the original request. The Claims Administrator authorized a cane for 1.5 months, leaving the original request IMR eligible. The original request, a cane is"
            ),
            Some(["A cane", "a cane for 1.5 months", "a cane"])
        );
        assert_eq!(read("MRI of the knee"), None);
    }
}
