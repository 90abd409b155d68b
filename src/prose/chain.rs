//! The chain: the run of words between a predicate and the verb that governs it, and the negations on the way.

use super::denial::{denied_noun, fails, has_verb};
use super::phrases::*;
use super::words::Word;

/// What lies between a predicate and its verb.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Chain {
    /// First word of the run.
    pub from: usize,
    /// Negations that reach the predicate.
    pub negations: usize,
    /// Whether a finite verb was reached.
    pub finite: bool,
    /// Whether it only may, might or could be so.
    pub uncertain: bool,
    /// Whether it would be so.
    pub would: bool,
    /// Whether an article or preposition stands directly before the predicate: then it is an attribute.
    pub attribute: bool,
    /// Whether the subject is who judges.
    pub active: bool,
    /// A joint was crossed after a negation: one further left belongs to another predicate.
    apart: bool,
}

impl Chain {
    /// The run of words left of `at`.
    pub fn walk(words: &[Word], at: usize) -> Chain {
        let mut chain = Chain { from: at, ..Chain::default() };
        let mut index = at;
        while let Some(word) = index.checked_sub(1).and_then(|i| words.get(i)) {
            index -= 1;
            let before = index.checked_sub(1).and_then(|i| words.get(i));
            let next = words.get(index + 1);
            if word.is(&NEGATIONS) {
                // "not only … but": nothing is denied.
                if !next.is_some_and(|w| w.is(&["only", "merely", "just", "simply"])) {
                    chain.deny();
                }
            } else if word.is(&["neither"]) {
                chain.deny();
            } else if word.is(&BE_FINITE) || word.is(&AUXILIARIES) {
                chain.finite = true;
                chain.uncertain |= word.is(&["may", "might", "could"]) && chain.negations == 0;
                chain.would |= word.is(&["would"]);
            } else if word.is(&["longer", "way", "means", "circumstances", "point"])
                && before.is_some_and(|w| w.is(&["no"]))
            {
                chain.deny();
                index -= 1;
            } else if next.is_some_and(|w| word.is(&["other"]) && w.is(&["than"]) || word.is(&["yet"]) && w.is(&["to"]))
            {
                chain.deny();
            } else if word.is(&["fails", "failed", "fail"]) {
                chain.deny();
                chain.finite = true;
            } else if chain.finite {
                // Behind the verb only what belongs to it: "has not been", "clearly is".
                if !(word.is(&BE) || is_adverb(word)) {
                    break;
                }
            } else if word.is(&[","])
                && (index + 1 == at || next.is_some_and(|w| w.is(&NEGATIONS)))
                && before.is_some_and(|w| w.is(&NEGATIONS) || w.is(&BE_FINITE) || w.is(&CONNECTORS))
                && (before.is_some_and(|w| !w.is(&CONNECTORS)) || follows_verb(words, index - 1))
            {
                // A comma that slipped in: "is not, medically necessary", "is therefore, not medically necessary".
            } else if word.is(&[",", ")"]) {
                match skip_parenthesis(words, index) {
                    Some(open) => {
                        chain.cross_joint();
                        index = open;
                    }
                    None => break,
                }
            } else if word.is(&BE)
                || word.is(&JUDGED)
                || word.is(&FILLERS)
                || word.is(&PREDICATES)
                || word.is(&EMPHASIS)
                || is_adverb(word)
            {
                // "is not certified as not medically necessary": the reason is denied once.
                let decided = word.is(&["certified", "approved", "authorized"]) && next.is_some_and(|w| w.is(&["as"]));
                if word.is(&JOINTS) || word.is(&CONNECTORS) || decided {
                    chain.cross_joint();
                }
                chain.finite |= word.is(&JUDGED) && word.text.ends_with('s');
            } else {
                // "a precondition of their being medically necessary"
                let gerund = next.is_some_and(|w| w.is(&["being"]));
                chain.attribute = (index + 1 == at || gerund) && word.is(&ATTRIBUTIVE_BEFORE);
                break;
            }
            chain.from = index;
        }
        chain
    }

    /// Where the chain ended before a verb: the judging verb further left, of which this is the complement: "not
    /// supported by the records as being …", "find the request to be …".
    pub fn up_to_judge(self, words: &[Word]) -> Option<Chain> {
        let mut index = self.from;
        let mut verb = false;
        while let Some(word) = index.checked_sub(1).and_then(|i| words.get(i)) {
            index -= 1;
            // "…, the request must": a new clause with a verb of its own.
            verb |= word.is(&AUXILIARIES);
            let opens = || words.get(index + 1).is_some_and(|w| w.is(&OPENS_CLAUSE) || w.is(&CONNECTORS));
            if word.is(&[";", ":"]) || self.from - index > 40 || verb && word.is(&[","]) && opens() {
                return None;
            }
            if word.is(&JUDGES) || word.is(&JUDGED) {
                let mut judge = Chain::walk(words, index);
                let run = words.get(judge.from..index).unwrap_or_default();
                let opining = word.is(&OPINING);
                judge.active = opining && !run.iter().any(|w| w.is(&BE));
                judge.negations += usize::from(word.is(&["fails", "failed", "fail"]));
                if !judge.finite {
                    let left = words.get(..judge.from).unwrap_or_default();
                    let own_subject = run.iter().any(|w| w.is(&["i", "we"]));
                    let infinitive = run.iter().any(|w| w.is(&["to"]));
                    // "I am asked to find it"
                    if infinitive && left.last().is_some_and(|w| w.is(&["asked", "urged", "invited"])) {
                        return None;
                    }
                    let noun = denied_noun(left) && !own_subject && !word.is(&MAKING);
                    judge.negations += usize::from(noun || infinitive && (fails(left) || !is_able(left)));
                }
                // "is not supported and therefore not necessary": the left one denies the other predicate.
                let joined =
                    words.get(index..self.from).unwrap_or_default().iter().any(|w| w.is(&JOINTS) || w.is(&CONNECTORS));
                judge.negations = match self.negations > 0 && (self.apart || joined) {
                    true => self.negations,
                    false => self.negations + judge.negations,
                };
                judge.uncertain |= self.uncertain;
                judge.would |= self.would;
                return Some(judge);
            }
            if word.is(&BE_FINITE) {
                return None;
            }
        }
        None
    }

    /// The chain of a verb that stands before its subject: "Nor is the brace …", "In no way is the brace …".
    pub fn inverted(self, words: &[Word]) -> Option<Chain> {
        let verb = (0..self.from)
            .rev()
            .take(14)
            .find(|i| words.get(*i).is_some_and(|w| w.is(&BE_FINITE) || w.is(&["has", "have"])))?;
        let opening = words.get(..verb).unwrap_or_default();
        let denied = opening.last().is_some_and(|w| w.is(&["nor", "neither"]))
            || opening.len() < 8
                && opening.windows(2).any(|pair| matches!(pair, [a, b] if a.is(&["no"]) && b.is(&INVERTING)));
        denied.then_some(Chain { from: verb, negations: self.negations + 1, finite: true, ..self })
    }

    fn deny(&mut self) {
        self.negations += usize::from(!self.apart);
    }

    fn cross_joint(&mut self) {
        self.apart |= self.negations > 0;
    }
}

/// Whether nothing is denied before an infinitive: not "I am not able to", "it is not possible to", "the records do not
/// allow me to".
pub(super) fn is_able(left: &[Word]) -> bool {
    let enabling =
        left.iter().rev().take(3).position(|w| w.is(&["able", "possible", "allow", "permit", "enable", "let"]));
    enabling.is_none_or(|back| Chain::walk(left, left.len() - 1 - back).negations.is_multiple_of(2))
}

/// What opens the parenthesis closed at `close`: "is, at this time, …", "is not (at this time) …".
fn skip_parenthesis(words: &[Word], close: usize) -> Option<usize> {
    let before = |i: usize| i.checked_sub(1).and_then(|i| words.get(i));
    let opener: &[&str] = if words.get(close)?.is(&[")"]) { &["("] } else { &[","] };
    // A list of predicates: "not medically necessary, appropriate, or indicated".
    if before(close).is_some_and(|w| w.is(&PREDICATES)) {
        return Some(close);
    }
    let open = (close.saturating_sub(12)..close).rev().find(|i| words.get(*i).is_some_and(|w| w.is(opener)))?;
    let inside = words.get(open + 1..close).unwrap_or_default();
    let fits = before(open).is_some_and(|w| {
        w.is(&BE) || w.is(&NEGATIONS) || w.is(&JUDGED) || w.is(&AUXILIARIES) || w.is(&["and", "medically"])
    });
    (fits && !has_verb(inside)).then_some(open)
}

/// Whether the word at `index` stands directly behind a finite verb, or behind its negation.
fn follows_verb(words: &[Word], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|i| words.get(i));
    before.is_some_and(|w| w.is(&BE_FINITE) || w.is(&NEGATIONS))
}

fn is_adverb(word: &Word) -> bool {
    word.text.len() > 4 && word.text.ends_with("ly")
}
