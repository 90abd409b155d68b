//! Whether a clause states something of its own: not what is only put forward, compared, or said of cases in which it is so.

use super::denial::has_verb;
use super::phrases::*;
use super::words::Word;

/// "does not make it any less medically necessary"
pub(super) fn compared(words: &[Word], at: usize) -> bool {
    at.checked_sub(1).and_then(|i| words.get(i)).is_some_and(|w| w.is(&["less", "more", "least", "most"]))
}

/// Whether a clause is only what another one is said of: "That it is medically necessary is not contested", "What is not
/// medically necessary for most", "To hold that it is would be".
pub(super) fn puts_forward(words: &[Word], outer: usize, clause: usize, end: usize) -> bool {
    let opening =
        |at: usize| words.get(at..).unwrap_or_default().iter().position(|w| !w.is_mark() && !w.is(&CONNECTORS));
    let Some(first) = opening(outer).map(|at| outer + at) else { return false };
    let Some(word) = words.get(first) else { return false };
    if word.is(&["that"]) {
        let next = words.get(first + 1);
        let subject = next.is_some_and(|w| w.is(&["the", "a", "an", "this", "these", "it", "he", "she", "they"]));
        let behind = words.get(end + 1..).unwrap_or_default();
        let verb = behind.iter().take_while(|w| !w.is(&[".", ";"])).any(|w| w.is(&BE_FINITE) || w.is(&AUXILIARIES));
        return subject && !behind.is_empty() || verb && !next.is_some_and(|w| w.is(&BE_FINITE) || w.is(&AUXILIARIES));
    }
    word.is(&["what"]) || word.is(&["to"]) && clause > outer
}

/// What "this is not a case in which" makes of what follows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Case {
    /// Whether it is denied.
    pub denied: bool,
    /// "might be a case in which", "cases in which": of this one nothing is said.
    pub uncertain: bool,
}

impl Case {
    /// Of the verb at `from`, in a clause that starts at `outer`; none where it does not stand in such a case.
    pub fn of(words: &[Word], outer: usize, from: usize) -> Option<Case> {
        const ONE: &[&str] = &[
            "case", "instance", "situation", "setting", "scenario", "circumstance", "nothing", "condition", "diagnosis",
        ];
        const MANY: &[&str] = &["cases", "instances", "situations", "settings", "scenarios", "circumstances"];
        let relative = (outer..from).rev().find(|i| {
            let noun = words.get(i.saturating_sub(2)..*i).unwrap_or_default();
            words.get(*i).is_some_and(|w| w.is(&["which", "whom", "where"]))
                && noun.iter().any(|w| w.is(ONE) || w.is(MANY))
        })?;
        let inside = words.get(relative + 1..from).unwrap_or_default();
        if has_verb(inside) || inside.iter().any(Word::is_mark) {
            return None;
        }
        let left = words.get(outer..relative).unwrap_or_default();
        let denied = left.iter().filter(|w| w.is(&NEGATIONS) || w.is(&["no", "nothing"])).count() % 2 == 1;
        let many = left.iter().rev().take(2).any(|w| w.is(MANY));
        let open = left.iter().any(|w| w.is(&["may", "might", "could", "would"]));
        // "I know of no case in which it would be more clearly so"
        let more =
            inside.is_empty() || words.get(from..from + 4).is_some_and(|run| run.iter().any(|w| w.is(&["more"])));
        Some(Case { denied, uncertain: more || !denied && (many || open) })
    }
}
