//! A thesis: what a noun only puts forward ("the claim that the brace is necessary"), and what the sentence makes of it.

use super::chain::Chain;
use super::denial::{fails, has_verb};
use super::phrases::*;
use super::words::Word;

/// What a sentence makes of what it puts forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It holds: "is supported by the records".
    Holds,
    /// It does not: "is not persuasive", "has not been met".
    Falls,
    /// Nothing is said of it.
    Open,
}

/// The fate of what stands under `matrix`, the words up to "that", in a sentence that goes on with `words` behind word
/// `end`. None where the matrix puts nothing forward: it has a verb of its own, or no noun that does.
pub(super) fn fate(words: &[Word], matrix: &[Word], end: usize) -> Option<Fate> {
    let puts_forward = matrix.iter().rev().take(6).any(|w| w.is(&THESES));
    if !puts_forward || has_verb(matrix) || matrix.iter().any(|w| w.is(&["my", "our"]) || w.is(&JUDGES)) {
        return None;
    }
    let rest = words.get(end + 1..).unwrap_or_default();
    let verb = rest.iter().position(|w| w.is(&BE_FINITE) || w.is(&AUXILIARIES));
    // "which is …" says something else.
    let own =
        verb.filter(|verb| !rest.iter().take(*verb).any(|w| w.is_mark() || w.is(&["which", "that", "who", "and"])));
    let Some(from) = own.map(|verb| end + 1 + verb) else { return Some(Fate::Open) };
    let judged = (from..words.len().min(from + 8)).find_map(|at| {
        let word = words.get(at)?;
        let without = word.is(&["without"]) && words.get(at + 1).is_some_and(|w| w.is(&RECORDED) || w.is(&["merit"]));
        let falls = without || word.is(&UNTENABLE) || word.is(&WANTING);
        (falls || word.is(&TENABLE) || word.is(&ESTABLISHED)).then_some((at, falls))
    });
    Some(match judged {
        Some((at, falls)) if falls == (Chain::walk(words, at).negations % 2 == 1) => Fate::Holds,
        Some(_) => Fate::Falls,
        None => Fate::Open,
    })
}

/// Whether words end short of what follows: "has not met the burden of", "falls short of", "has not succeeded in".
pub(super) fn short_of(left: &[Word]) -> bool {
    let near = |any: &[&str]| left.iter().rev().take(2).any(|w| w.is(any));
    if near(&["short"]) {
        return true;
    }
    let verb = match (near(&["burden", "onus"]), near(&["succeeded", "succeed", "succeeds"])) {
        (true, _) => left.iter().rposition(|w| w.is(&CARRY)),
        (_, true) => left.iter().rposition(|w| w.is(&["succeeded", "succeed", "succeeds"])),
        _ => None,
    };
    verb.is_some_and(|verb| {
        let chain = Chain::walk(left, verb);
        chain.negations % 2 == 1 || fails(left.get(..chain.from).unwrap_or_default())
    })
}
