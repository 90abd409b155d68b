//! Clauses: what governs a predicate, whether it is denied, and by whom it is said.
//!
//! A predicate ("medically necessary") is followed to the left through the words that may stand between it and its verb
//! (`chain.rs`); on the way negations are counted. What lies left of the verb is its subject, and left of that may be a
//! clause that governs it ("it cannot be said that …"), whose own verb is followed in the same way. Negations elsewhere
//! ("an MRI without contrast", "which was not done") are not on the way and do not count.

use super::chain::{Chain, is_able};
use super::denial::{denied_noun, fails, has_verb};
use super::phrases::*;
use super::stated::{Case, compared, puts_forward};
use super::thesis::{Fate, fate, short_of};
use super::words::{Among, Word};

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
    /// Whether it is put forward by a noun ("the claim that") and judged behind: whose claim it is matters no more.
    pub judged_behind: bool,
}

/// Follows the predicate that starts at word `at` and ends at word `end` to its verb. None where no verb governs it: then
/// it states nothing.
pub(super) fn governed(words: &[Word], at: usize, end: usize) -> Option<Governed> {
    let chain = Chain::walk(words, at);
    let chain = if chain.finite || only_opening(words, chain.from) && is_last(words, end) {
        // Without a verb: "Not medically necessary."
        chain
    } else if chain.attribute {
        return None;
    } else if let Some(inverted) = chain.inverted(words) {
        inverted
    } else if is_joined(words, &chain, end) {
        // "is meant for comfort and not medically necessary"
        chain
    } else if is_note(words, &chain, end) {
        // Without a verb, as notes are: "Request for brace not medically necessary per ODG."
        chain
    } else {
        chain.up_to_judge(words)?
    };
    let above = Above::of(words, chain.from);
    // "that it is necessary is not established", with its "that" left out
    let alone = above.outer == above.clause;
    let subject = alone && chain.finite && words.get(end + 1).is_some_and(|w| w.is(&BE_FINITE));
    if subject || compared(words, at) || puts_forward(words, above.outer, above.clause, end) {
        return None;
    }
    let fate = fate(words, words.get(above.outer..above.clause).unwrap_or_default(), end);
    let denied_above = match fate {
        Some(Fate::Open) => return None,
        Some(fate) => fate == Fate::Falls,
        None => above.denied,
    };
    let case = Case::of(words, above.outer, chain.from).unwrap_or_default();
    let denials = chain.negations + usize::from(denied_above) + usize::from(case.denied);
    Some(Governed {
        denied: denials % 2 == 1,
        from: chain.from,
        clause: above.clause,
        outer: above.outer,
        uncertain: chain.uncertain && !denied_above || above.uncertain || case.uncertain,
        would: chain.would,
        judged_by_subject: chain.active,
        judged_behind: fate.is_some(),
    })
}

/// Follows an active verb ("support", "meet") at word `at` to what denies it. None for an infinitive of which nothing
/// is said: "to establish medical necessity, records must be sent".
pub(super) fn denied_verb(words: &[Word], at: usize) -> Option<bool> {
    let chain = Chain::walk(words, at);
    let to = (chain.from..at).rev().find(|i| words.get(*i).is_some_and(|w| w.is(&["to"])));
    let left = words.get(..to.unwrap_or(chain.from)).unwrap_or_default();
    let has = |any: &[&str]| left.iter().any(|w| w.is(any));
    let wanted = has(&["more", "additional", "further", "better"])
        && has(&["needed", "required", "necessary"])
        && !left.first().is_some_and(|w| w.is(&["no"]));
    let behind = words.get(..chain.from).unwrap_or_default();
    // "lack a rationale that would support"
    let relative = behind.last().is_some_and(|w| w.is(&["that", "which"])) && denied_noun(behind);
    let failing =
        fails(behind) || short_of(behind) || relative || wanted || denied_noun(left) && (to.is_some() || !chain.finite);
    if to.is_some() && !failing && chain.negations == 0 && !has(&["sufficient", "adequate", "enough"]) {
        return None;
    }
    let subject = words.get(clause_start(words, chain.from)..chain.from).unwrap_or_default();
    let denials = chain.negations + usize::from(failing || denied_subject(subject));
    Some(denials % 2 == 1)
}

fn only_opening(words: &[Word], from: usize) -> bool {
    words.iter().take(from).all(|w| w.is(&CONNECTORS) || w.is_mark() || w.is(&["as", "such", "yes", "no"]))
}

/// Whether a predicate that ends at word `end` is joined to what was said of the same subject by its verb; "is not cheap
/// and medically necessary" tells nothing.
fn is_joined(words: &[Word], chain: &Chain, end: usize) -> bool {
    const NEAR: usize = 14;
    let joint = words.get(chain.from).is_some_and(|w| w.is(&["and", "but"]));
    let left = words.get(chain.from.saturating_sub(NEAR)..chain.from).unwrap_or_default();
    let verb = left.iter().rposition(|w| w.is(&BE_FINITE));
    let said = verb.and_then(|verb| left.get(verb..)).unwrap_or_default();
    let plain = !said.iter().any(|w| w.is(&NEGATIONS) || w.is(&["that", "which", "who", ";", ":"]));
    joint && verb.is_some() && is_last(words, end) && (chain.negations > 0 || plain)
}

/// Whether a sentence is a note without a verb, with the predicate that ends at word `end` as its point.
fn is_note(words: &[Word], chain: &Chain, end: usize) -> bool {
    let before = chain.from.checked_sub(1).and_then(|i| words.get(i));
    let behind_colon = before.is_some_and(|w| w.is(&[":"]));
    let request = |w: &Word| w.text.starts_with("request");
    let requested = before.is_some_and(|w| w.is(&[","])) && words.iter().any(request)
        || words.iter().find(|w| !(w.is_mark() || w.is(&CONNECTORS))).is_some_and(request) && words.len() <= 16;
    (chain.negations > 0 || behind_colon || requested)
        && is_last(words, end)
        && words.len() <= 30
        && !has_verb(words)
        && !words.iter().enumerate().any(|(i, w)| {
            let own = (chain.from..=end).contains(&i);
            !own && (w.is(&JUDGES) || w.is(&REPORTING))
        })
}

/// Whether a predicate that ends at word `end` has nothing behind it that it could be an attribute of.
fn is_last(words: &[Word], end: usize) -> bool {
    words.get(end + 1).is_none_or(|w| {
        w.is_mark()
            || w.is(&["per", "at", "for", "based", "as", "due", "because", "given", "under", "and", "or", "in", "here"])
    })
}

/// What stands left of a verb.
struct Above {
    /// Where the clause that governs the verb's own starts; the same as `clause` where there is none.
    outer: usize,
    /// Where the verb's own clause starts.
    clause: usize,
    /// Whether something there denies it.
    denied: bool,
    /// Whether it only may, might or could be so there: "it could be argued that".
    uncertain: bool,
}

impl Above {
    /// What stands left of the verb at `from`.
    fn of(words: &[Word], from: usize) -> Above {
        let outer = clause_start(words, from);
        let governing = (outer..from).rev().find(|i| governs(words, *i, from));
        let matrix = governing.map(|end| words.get(outer..=end).unwrap_or_default());
        let clause = governing.map_or(outer, |end| end + 1);
        let subject = words.get(clause..from).unwrap_or_default();
        let uncertain = matrix.is_some_and(|matrix| {
            let near = matrix.get(matrix.len().saturating_sub(7)..).unwrap_or_default();
            let has = |any: &dyn Among| near.iter().any(|w| w.is(any));
            // "I would not go so far as to say that"
            has(&["far"]) || has(&["may", "might", "could"]) && !has(&NEGATIONS)
        });
        Above { outer, clause, denied: matrix.is_some_and(denies) ^ denied_subject(subject), uncertain }
    }
}

/// Whether the word at `index` is the last one of a clause that governs the verb at `from`: "that", or a verb of
/// thinking without it ("I do not believe the request is", "to show the request is").
fn governs(words: &[Word], index: usize, from: usize) -> bool {
    let Some(word) = words.get(index) else { return false };
    let next = words.get(index + 1);
    if word.is(&["that"]) {
        // Not "the MRI that was asked for".
        return index > 0 && !next.is_some_and(|w| w.is(&BE) || w.is(&AUXILIARIES));
    }
    let before = index.checked_sub(1).and_then(|i| words.get(i));
    if word.is(&["which"]) && before.is_some_and(|w| w.is(&["on", "upon"])) {
        // "no basis on which the request is"
        return next.is_some_and(opens_clause) || words.get(..index).is_some_and(denied_noun);
    }
    let turned = words
        .get(index.saturating_sub(2)..index)
        .unwrap_or_default()
        .iter()
        .any(|w| w.is(&NEGATIONS) || w.is(&["to", "i", "we", "disagree"]));
    let joined = words.get(index + 1..from).unwrap_or_default().iter().any(|w| w.is(&["and", "but", ",", ";"]));
    // "no reason to believe acupuncture is", "hard to argue the brace is"
    let thought = word.is(&["believe", "think", "suspect", "argue", "conclude", "doubt"])
        && before.is_some_and(|w| w.is(&["to"]))
        && !next.is_some_and(Word::is_mark);
    word.is(&THINKING) && turned && (thought || next.is_some_and(opens_clause)) && !joined
}

/// First word of the clause whose verb stands at `from`.
fn clause_start(words: &[Word], from: usize) -> usize {
    let starts_behind = |i: &usize| {
        let Some(word) = words.get(*i) else { return false };
        let joint =
            word.is(&[",", "and", "but", "while", "whereas", "although", "because", "however", "means", "mean"]);
        // "do not mean that" governs what follows.
        let denied = word.is(&["mean"]) && Chain::walk(words, *i).negations > 0;
        let opens = words.get(i + 1).is_some_and(opens_clause) && !denied;
        let own_verb = word.is(&["means", "mean"]) || has_verb(words.get(..*i).unwrap_or_default());
        // ", the current request": a new subject, whatever stood before.
        let request = word.is(&[","]) && words.iter().skip(i + 1).take(3).any(|w| w.text.starts_with("request"));
        word.is(&[";", ":", "?", "!"]) || joint && opens && (own_verb || request)
    };
    (0..from).rev().find(starts_behind).map_or(0, |i| i + 1)
}

/// Whether a word may be the first of a clause behind a comma or "and".
pub(super) fn opens_clause(word: &Word) -> bool {
    word.is(&OPENS_CLAUSE) || word.is(&CONNECTORS)
}

/// "Neither X nor Y is", "None of X is", "No further visits are": not "No, the request is".
fn denied_subject(subject: &[Word]) -> bool {
    let opening =
        subject.iter().position(|w| !(w.is(&CONNECTORS) || w.is_mark() || w.is(&["and", "but", "as", "such"])));
    let Some((first, rest)) = opening.and_then(|at| subject.get(at..)?.split_first()) else { return false };
    let counts = match rest.first() {
        Some(next) => first.is(&["neither", "none", "no", "nothing"]) && !next.is_mark(),
        None => first.is(&["neither", "none", "nothing"]),
    };
    // "Nothing in it has made, or makes, the product"
    let further_verb = first.is(&["nothing"]) && rest.last().is_some_and(|w| w.is(&[",", "or"]));
    counts && (further_verb || !has_verb(rest) && !parts(first, rest)) || has_neither_nor(subject)
}

/// "No relief followed, and the request is": the denied subject is another one.
fn parts(first: &Word, rest: &[Word]) -> bool {
    let parted = rest.windows(2).position(|pair| match pair {
        [joint, next] => joint.is(&[",", "and", "but"]) && opens_clause(next),
        _ => false,
    });
    parted.is_some_and(|at| {
        // "Neither part, then, and accordingly the unit as a whole": only a connector is inserted.
        let connector = rest.get(at + 1).is_some_and(|w| w.is(&CONNECTORS));
        !(first.is(&["neither"]) && connector && rest.get(at + 2).is_some_and(Word::is_mark))
    })
}

/// "Under these circumstances neither X nor Y is"
fn has_neither_nor(subject: &[Word]) -> bool {
    let neither = subject.iter().position(|w| w.is(&["neither"]));
    let both = neither.and_then(|at| subject.get(at + 1..)).unwrap_or_default();
    both.iter().any(|w| w.is(&["nor"])) && !both.iter().any(Word::is_mark) && !has_verb(both)
}

/// Whether a governing clause denies what it governs: "I do not agree that", "there is no evidence that". Only its own
/// verb counts: not "films that do not show a fracture indicate that".
fn denies(matrix: &[Word]) -> bool {
    let verb = matrix.iter().rposition(|w| w.is(&THINKING) || w.is(&JUDGED) || w.is(&TURNING));
    let Some(verb) = verb else {
        let near = matrix.len().saturating_sub(7);
        let negations = matrix
            .iter()
            .skip(near)
            .filter(|w| w.is(&NEGATIONS) || w.is(&["unlikely", "impossible", "doubtful", "speculative", "premature"]));
        return (negations.count() + usize::from(denied_noun(matrix) || denied_subject(matrix))) % 2 == 1;
    };
    let chain = Chain::walk(matrix, verb);
    let left = matrix.get(..chain.from).unwrap_or_default();
    // "I doubt that", but not "there is no doubt that".
    let before = verb.checked_sub(1).and_then(|i| matrix.get(i));
    let turning =
        matrix.get(verb).is_some_and(|w| w.is(&TURNING)) && !before.is_some_and(|w| w.is(&["no", "little", "without"]));
    // "not possible to conclude that", "not able to find that"
    let able = usize::from(!is_able(left));
    // "no evidence in the record that" has its noun behind its verb.
    let noun = match chain.finite {
        true => denied_noun(matrix.get(verb..).unwrap_or_default()),
        false => denied_noun(matrix) || fails(left) || short_of(left),
    };
    let subject = matrix.get(clause_start(matrix, chain.from)..chain.from).unwrap_or_default();
    let nobody = subject.first().is_some_and(|w| w.is(&["nothing", "none", "neither", "nobody"])) && !has_verb(subject);
    let denials = chain.negations + able + usize::from(turning) + usize::from(noun || nobody);
    denials % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    /// Whether "medically necessary" is denied; none where nothing governs it.
    fn denied(sentence: &str) -> Option<bool> {
        let small = sentence.to_lowercase();
        let words = words(&small, 0);
        let at = words
            .windows(2)
            .rposition(|w| w.iter().map(|w| w.text).eq(["medically", "necessary"]))
            .expect("the predicate");
        governed(&words, at, at + 1).map(|g| g.denied)
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
            "The scan is not supported by the submitted notes as being medically necessary.",
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
