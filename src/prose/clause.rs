//! Clauses: what governs a predicate, whether it is denied, and by whom it is said.
//!
//! A predicate ("medically necessary") is followed to the left through the words that may stand between it and its verb;
//! on the way negations are counted. What lies left of the verb is its subject, and left of that may be a clause that
//! governs it ("it cannot be said that …"). Negations elsewhere ("an MRI without contrast", "which was not done") are
//! not on the way and do not count.

use super::phrases::*;
use super::words::Word;

/// What is known of a predicate's clause. Indices are of words in the sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Governed {
    /// Whether the clause denies the predicate.
    pub denied: bool,
    /// First word of the verb's part: what stands before it is the subject.
    pub from: usize,
    /// First word of the clause, its subject included.
    pub clause: usize,
    /// First word of the clause that governs it ("it cannot be said that"); the same where there is none.
    pub outer: usize,
    /// Whether it only may, might or could be so.
    pub uncertain: bool,
    /// Whether it would be so.
    pub would: bool,
    /// Whether the subject is who judges: "I find the request …".
    pub judged_by_subject: bool,
}

/// Follows the predicate at word `at` to its verb. None where no verb governs it: then it states nothing.
pub(super) fn governed(words: &[Word], at: usize) -> Option<Governed> {
    let chain = Chain::walk(words, at);
    let chain = match chain {
        Chain { finite: true, .. } => chain,
        // A sentence without a verb: "Not medically necessary."
        Chain { from, .. } if only_opening(words, from) => chain,
        Chain { adjacent_attribute: true, .. } => return None,
        _ => chain.up_to_judge(words)?,
    };
    let (outer, clause, denied_above) = above(words, chain.from);
    Some(Governed {
        denied: (chain.negations + usize::from(denied_above)) % 2 == 1,
        from: chain.from,
        clause,
        outer,
        uncertain: chain.uncertain,
        would: chain.would,
        judged_by_subject: chain.active,
    })
}

/// Follows an active verb ("support", "meet") at word `at` to what denies it. None for an infinitive that nothing denies.
pub(super) fn denied_verb(words: &[Word], at: usize) -> Option<bool> {
    let chain = Chain::walk(words, at);
    let left = words.get(..chain.from).unwrap_or_default();
    let infinitive = words.get(chain.from..at).unwrap_or_default().iter().any(|w| w.is(&["to"]));
    let failing = left.iter().rev().take(2).any(|w| w.is(&["fails", "failed", "fail", "unable"])) || denied_noun(left);
    if infinitive && !failing && !chain.finite {
        return None;
    }
    Some((chain.negations + usize::from(failing)) % 2 == 1)
}

#[derive(Debug, Clone, Copy, Default)]
struct Chain {
    from: usize,
    negations: usize,
    finite: bool,
    uncertain: bool,
    would: bool,
    adjacent_attribute: bool,
    active: bool,
}

impl Chain {
    /// The run of words left of `at` that may stand between a verb and its predicate.
    fn walk(words: &[Word], at: usize) -> Chain {
        let mut chain = Chain { from: at, ..Chain::default() };
        let mut index = at;
        while let Some(word) = index.checked_sub(1).and_then(|i| words.get(i)) {
            index -= 1;
            if word.is(NEGATIONS) {
                // "not only … but": nothing is denied.
                let only = words.get(index + 1).is_some_and(|w| w.is(&["only", "merely", "just", "simply"]));
                chain.negations += usize::from(!only);
            } else if word.is(&["neither"]) {
                chain.negations += 1;
            } else if word.is(BE_FINITE) || word.is(AUXILIARIES) {
                chain.finite = true;
                chain.uncertain |= word.is(&["may", "might", "could"]);
                chain.would |= word.is(&["would"]);
            } else if word.is(&["longer"])
                && index.checked_sub(1).and_then(|i| words.get(i)).is_some_and(|w| w.is(&["no"]))
            {
                chain.negations += 1;
                index -= 1;
            } else if word.is(&["fails", "failed", "fail"]) {
                chain.negations += 1;
                chain.finite = true;
            } else if word.is(&[","]) {
                match skip_parenthesis(words, index) {
                    Some(open) if !chain.finite => index = open,
                    _ => break,
                }
            } else if chain.finite && word.is(&["and", "or", "nor", "this", "such", "so", "as", "any", "i", "we", "in"])
            {
                break;
            } else if !(word.is(BE)
                || word.is(JUDGED)
                || word.is(FILLERS)
                || word.is(PREDICATES)
                || word.is(&["only", "merely", "just", "simply", "but"])
                || is_adverb(word))
            {
                chain.adjacent_attribute = index + 1 == at && word.is(ATTRIBUTIVE_BEFORE);
                break;
            } else if chain.finite && (word.is(PREDICATES) || word.is(&["to"])) {
                break;
            }
            if word.is(JUDGED) && word.text.ends_with('s')
                || word.is(&["appear", "seem", "remain", "become", "qualify"])
            {
                chain.finite |= word.text.ends_with('s');
            }
            chain.from = index;
        }
        chain
    }

    /// Where the chain ended before a verb: the judging verb further left, of which this is the complement: "not
    /// supported by the records as being …", "find the request to be …".
    fn up_to_judge(self, words: &[Word]) -> Option<Chain> {
        let mut index = self.from;
        while let Some(word) = index.checked_sub(1).and_then(|i| words.get(i)) {
            index -= 1;
            if word.is(&[";", ":", "."]) || self.from - index > 40 {
                return None;
            }
            if word.is(JUDGES) || word.is(JUDGED) {
                let mut judge = Chain::walk(words, index);
                judge.negations += usize::from(word.is(&["fails", "failed", "fail"]));
                judge.active = !words.get(judge.from..index).unwrap_or_default().iter().any(|w| w.is(BE));
                if !judge.finite {
                    judge.negations += usize::from(denied_noun(words.get(..judge.from)?));
                }
                judge.negations += self.negations;
                judge.uncertain |= self.uncertain;
                judge.would |= self.would;
                return Some(judge);
            }
            if word.is(BE_FINITE) {
                return None;
            }
        }
        None
    }
}

/// The comma that opens the parenthesis closed by the one at `close`: "is, at this time, …".
fn skip_parenthesis(words: &[Word], close: usize) -> Option<usize> {
    let before = |i: usize| i.checked_sub(1).and_then(|i| words.get(i));
    // A list of predicates: "not medically necessary, appropriate, or indicated".
    if before(close).is_some_and(|w| w.is(PREDICATES)) {
        return Some(close);
    }
    let open = (close.saturating_sub(12)..close).rev().find(|i| words.get(*i).is_some_and(|w| w.is(&[","])))?;
    before(open).is_some_and(|w| w.is(BE) || w.is(NEGATIONS) || w.is(JUDGED) || w.is(AUXILIARIES)).then_some(open)
}

fn is_adverb(word: &Word) -> bool {
    word.text.len() > 4 && word.text.ends_with("ly")
}

fn only_opening(words: &[Word], from: usize) -> bool {
    words.iter().take(from).all(|w| w.is(CONNECTORS) || w.is_mark() || w.is(&["as", "such", "yes", "no"]))
}

/// What stands left of the verb at `from`: where the clause that governs it and its own clause start, and whether
/// something there denies it.
fn above(words: &[Word], from: usize) -> (usize, usize, bool) {
    let start = clause_start(words, from);
    let mut denied = false;
    let mut clause = start;
    // The governing clause reaches up to "that" or to its verb of thinking.
    let governing =
        (start..from).rev().find(|i| words.get(*i).is_some_and(|w| governs(words, *i, w) && !relative(words, *i)));
    if let Some(end) = governing {
        let matrix = words.get(start..=end).unwrap_or_default();
        denied ^= denies(matrix);
        clause = end + 1;
    }
    let subject = words.get(clause..from).unwrap_or_default();
    denied ^= denied_subject(subject);
    (start, clause, denied)
}

fn governs(words: &[Word], index: usize, word: &Word) -> bool {
    if word.is(&["that"]) {
        return index > 0;
    }
    // "to show the request is", "I do not believe the request is": a thinking verb with a denial or "to" before it.
    word.is(THINKING)
        && words
            .get(index.saturating_sub(2)..index)
            .unwrap_or_default()
            .iter()
            .any(|w| w.is(NEGATIONS) || w.is(&["to", "i", "we", "disagree"]))
        && words.get(index + 1).is_some_and(|w| !w.is(&[",", "and", "or", "by", "in", "for"]))
}

/// "that" as the start of a relative clause ("the MRI that was asked for") or a mere pointer ("that request").
fn relative(words: &[Word], index: usize) -> bool {
    let is_that = words.get(index).is_some_and(|w| w.is(&["that"]));
    is_that && words.get(index + 1).is_some_and(|w| w.is(BE) || w.is(AUXILIARIES) || w.is(&["does"]))
}

/// First word of the clause whose verb stands at `from`.
fn clause_start(words: &[Word], from: usize) -> usize {
    (0..from)
        .rev()
        .find(|i| {
            let word = words.get(*i);
            let next = words.get(i + 1);
            word.is_some_and(|w| w.is(&[";", ":", ".", "?", "!"]))
                || word
                    .is_some_and(|w| w.is(&[",", "and", "but", "while", "whereas", "although", "because", "however"]))
                    && next.is_some_and(opens_clause)
                    && has_verb(words.get(..*i).unwrap_or_default())
        })
        .map_or(0, |i| i + 1)
}

/// Whether a word may be the first of a clause behind a comma or "and".
pub(super) fn opens_clause(word: &Word) -> bool {
    word.is(OPENS_CLAUSE) || word.is(CONNECTORS)
}

/// Whether there is a verb that makes these words a clause of their own.
pub(super) fn has_verb(words: &[Word]) -> bool {
    words.iter().any(|w| w.is(BE_FINITE) || w.is(AUXILIARIES))
}

/// "Neither X nor Y is", "None of X is", "No further visits are": not "No, the request is".
fn denied_subject(subject: &[Word]) -> bool {
    let opening =
        subject.iter().position(|w| !(w.is(CONNECTORS) || w.is_mark() || w.is(&["and", "but", "as", "such"])));
    let Some(first) = opening else { return false };
    let rest = subject.get(first + 1..).unwrap_or_default();
    // "No relief followed, and the request is": the denied subject is another one.
    let parted = rest.windows(2).any(|pair| match pair {
        [joint, next] => joint.is(&[",", "and", "but"]) && opens_clause(next),
        _ => false,
    });
    subject.get(first).is_some_and(|w| w.is(&["neither", "none", "no"]))
        && rest.first().is_some_and(|w| !w.is_mark())
        && !has_verb(rest)
        && !parted
}

/// Whether a governing clause denies what it governs: "I do not agree that", "there is no evidence that".
fn denies(matrix: &[Word]) -> bool {
    let negations = matrix.iter().enumerate().filter(|(i, w)| {
        // Near the end of the governing clause: "do not agree that", and not "which do not show relief, mean that".
        w.is(NEGATIONS) && matrix.len() - i <= 6 && matrix.get(i + 1).is_none_or(|n| !n.is(&["only"]))
            || w.is(&[
                "disagree", "disagrees", "doubt", "doubtful", "unable", "fail", "fails", "failed", "failing",
                "impossible", "unlikely",
            ])
    });
    let plain = negations.count();
    (plain + usize::from(denied_noun(matrix))) % 2 == 1
}

/// "no evidence", "insufficient documentation", "lack of support".
fn denied_noun(words: &[Word]) -> bool {
    const NOUNS: &[&str] = &[
        "evidence", "documentation", "indication", "support", "basis", "reason", "rationale", "justification", "proof",
        "information", "findings", "data", "records", "record", "argument", "doubt", "question",
    ];
    words.iter().enumerate().any(|(i, w)| {
        w.is(&["no", "insufficient", "inadequate", "lack", "lacks", "lacking", "little", "without", "absent"])
            && words.iter().skip(i + 1).take(5).any(|n| n.is(NOUNS))
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    /// Whether "medically necessary" is denied; none where nothing governs it.
    fn denied(sentence: &str) -> Option<bool> {
        let words = words(sentence, 0);
        let at = words
            .windows(2)
            .rposition(|w| w.iter().map(|w| w.text.as_str()).eq(["medically", "necessary"]))
            .expect("the predicate");
        governed(&words, at).map(|g| g.denied)
    }

    #[test]
    fn negation_is_found_on_the_way_to_the_verb() {
        for sentence in [
            "The request is not medically necessary.",
            "The request is determined to not be medically necessary.",
            "The request is determined to be not medically necessary.",
            "The request is not considered to be medically necessary.",
            "The request cannot be considered medically necessary without more.",
            "The request isn't medically necessary.",
            "The request is not, at this time, medically necessary.",
            "The request is no longer medically necessary.",
            "The request is neither appropriate nor medically necessary.",
            "The MRI is not supported by the provided records as being medically necessary.",
            "The request does not meet the criteria to be considered medically necessary.",
            "The request fails to be medically necessary.",
            "The request does not appear medically necessary.",
            "I do not find the request to be medically necessary.",
            "Neither the brace nor the sling is medically necessary.",
            "No further visits are medically necessary.",
            "None of the requested services is medically necessary.",
            "There is no evidence that the request is medically necessary.",
            "I do not believe the request is medically necessary.",
            "The records fail to show that the request is medically necessary.",
            "There is insufficient documentation to support the request as medically necessary.",
            "It is determined that the request is not medically necessary.",
            "Not medically necessary.",
        ] {
            assert_eq!(denied(sentence), Some(true), "{sentence}");
        }
    }

    #[test]
    fn negation_elsewhere_does_not_count() {
        for sentence in [
            "The MRI without contrast is medically necessary.",
            "The therapy that was not completed is medically necessary.",
            "There was no improvement and the request is medically necessary.",
            "The request is not experimental and is medically necessary.",
            "Not only is it safe but it is medically necessary.",
            "The request is not only safe but is medically necessary.",
            "No, the request is medically necessary.",
            "I do not agree that the request is not medically necessary.",
            "It cannot be said that the request is not medically necessary.",
            "I find the request medically necessary.",
            "Given the lack of alternatives, the request is medically necessary.",
            "The patient has not improved, and the request is medically necessary.",
            "It is determined that the request is medically necessary.",
        ] {
            assert_eq!(denied(sentence), Some(false), "{sentence}");
        }
    }

    #[test]
    fn an_attribute_states_nothing() {
        assert_eq!(denied("It is part of a medically necessary treatment."), None);
        assert_eq!(denied("Payment of medically necessary care follows."), None);
    }
}
