//! Parts of a passage: sentences whose ends nobody can doubt. What a passage says beside its verdict is said within one
//! part, so that an edit of one leaves what the others say as it was.

use super::pronoun::{FEMALE, MALE};
use super::token::Token;
use crate::text::Span;

/// With fewer small letters before its full stop a word may be a short form: `Dr.`, `no.`, `L.Ac.`
const LETTERS: usize = 4;

/// The parts of a text that a change has touched of which these bytes are what stands there now. They start and end where
/// parts did before it, too.
pub(super) fn parts_around(text: &str, changed: Span) -> Span {
    let bytes = text.as_bytes();
    let before = bytes.get(..changed.start).unwrap_or_default();
    let start = memchr::memrchr_iter(b'.', before).find_map(|stop| {
        let end = end_at(before, stop)?;
        // What opens the next part must be untouched as well.
        (end.opened < before.len()).then_some(end.at)
    });
    let behind = bytes.get(changed.end..).unwrap_or_default();
    let end = memchr::memchr_iter(b'.', behind).find_map(|stop| end_at(behind, stop));
    Span::new(start.unwrap_or(0), end.map_or(text.len(), |end| changed.end + end.at))
}

/// The tokens up to the end of their part, but not more than so many.
pub(super) fn in_part<'a, 't>(tokens: &'a [Token<'t>], most: usize) -> &'a [Token<'t>] {
    let near = tokens.get(..most).unwrap_or(tokens);
    let end = near.windows(2).position(|pair| matches!(pair, [word, stop] if may_end(word, stop)));
    near.get(..end.map_or(near.len(), |word| word + 2)).unwrap_or(near)
}

/// The tokens from the start of their part, but not more than so many.
pub(super) fn since_part<'a, 't>(tokens: &'a [Token<'t>], most: usize) -> &'a [Token<'t>] {
    let near = tokens.get(tokens.len().saturating_sub(most)..).unwrap_or(tokens);
    let end = near.windows(2).rposition(|pair| matches!(pair, [word, stop] if may_end(word, stop)));
    near.get(end.map_or(0, |word| word + 2)..).unwrap_or_default()
}

/// Whether a part may end with this word and mark: it does where a capital follows.
fn may_end(word: &Token, stop: &Token) -> bool {
    stop.text == "." && word.touches(stop) && ends_small(word.text.as_bytes())
}

fn ends_small(bytes: &[u8]) -> bool {
    bytes.last_chunk::<LETTERS>().is_some_and(|letters| letters.iter().all(u8::is_ascii_lowercase))
}

/// The end of a part.
struct End {
    /// Behind its full stop.
    at: usize,
    /// Behind the first word of the next part.
    opened: usize,
}

/// The end of a part with the full stop at `stop`, where it is one.
fn end_at(bytes: &[u8], stop: usize) -> Option<End> {
    let behind = bytes.get(stop + 1..)?;
    let blanks = behind.iter().take_while(|byte| matches!(byte, b' ' | b'\t'..=b'\r')).count();
    let opening = behind.get(blanks..)?;
    let first = opening.first().filter(|first| blanks > 0 && first.is_ascii_uppercase());
    first.filter(|_| bytes.get(..stop).is_some_and(ends_small))?;
    let letters = opening.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = opening.get(..letters)?;
    // With a pronoun a sentence goes on about the person of the one before it.
    let goes_on = FEMALE.holds(word) || MALE.holds(word);
    (!goes_on).then_some(End { at: stop + 1, opened: stop + 1 + blanks + letters })
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn a_change_touches_the_parts_around_it() {
        let text = "Pain is noted. Rest is advised by Dr. Ode. Norco helps at L4. She sleeps. Again all is there. Done";
        for (word, parts) in [
            ("Pain", "Pain is noted."),
            ("is", "Pain is noted."),
            ("advised", " Rest is advised by Dr. Ode. Norco helps at L4. She sleeps."),
            ("She", " Rest is advised by Dr. Ode. Norco helps at L4. She sleeps."),
            ("all", " Again all is there."),
            ("Done", " Again all is there. Done"),
        ] {
            let at = text.find(word).expect("a word of the text");
            assert_eq!(parts_around(text, Span::new(at, at + word.len())).of(text), parts, "{word}");
        }
    }

    #[test]
    fn an_end_that_the_change_itself_makes_is_none() {
        let text = "Pain is noted. Rest helps. Done";
        // The full stop was typed, the capital, the blank; the letter before the stop was.
        for at in [13, 14, 15, 12] {
            assert_eq!(parts_around(text, Span::new(at, at + 1)).start, 0, "{at}");
        }
        assert_eq!(parts_around(text, Span::new(12, 13)).of(text), "Pain is noted. Rest helps.");
        assert_eq!(parts_around(text, Span::empty(19)).of(text), "Pain is noted. Rest helps.");
        assert_eq!(parts_around(text, Span::empty(20)).of(text), " Rest helps.");
    }

    #[test]
    fn tokens_of_one_part() {
        let told = |tokens: &[Token]| tokens.iter().map(|t| t.text).collect::<Vec<_>>().join(" ");
        let words = tokens("Pain noted. Rest by Dr. Ode helps. Done");
        assert_eq!(told(in_part(words.get(3..).unwrap_or_default(), 20)), "Rest by Dr . Ode helps .");
        assert_eq!(told(in_part(&words, 2)), "Pain noted");
        assert_eq!(told(since_part(words.get(..8).unwrap_or_default(), 20)), "Rest by Dr . Ode");
        assert_eq!(told(since_part(words.get(..8).unwrap_or_default(), 2)), ". Ode");
    }
}
