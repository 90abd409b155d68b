//! Denials that are no "not": missing evidence, verbs of failing; and whether words have a verb at all.

use super::phrases::*;
use super::words::{Among, Word};

/// "no evidence", "insufficient documentation", "lack of support", "documentation is lacking". What stands before a comma
/// and a clause of its own does not count: "without evidence of relief, I find that".
pub(super) fn denied_noun(words: &[Word]) -> bool {
    let own = words.iter().enumerate().rev().find(|(i, w)| {
        let rest = words.get(i + 1..).unwrap_or_default();
        w.is(&[",", ";"]) && (has_verb(rest) || rest.iter().any(|w| w.is(&["i", "we", "it"])))
    });
    let words = words.get(own.map_or(0, |(i, _)| i + 1)..).unwrap_or_default();
    words.iter().enumerate().any(|(i, w)| {
        let soon = |any: &dyn Among, within: usize| words.iter().skip(i + 1).take(within).any(|n| n.is(any));
        w.is(&[
            "no", "insufficient", "inadequate", "lack", "lacks", "lacking", "little", "scant", "meager", "without",
            "absent", "absence",
        ]) && soon(&RECORDED, 5)
            || w.is(&RECORDED) && soon(&["lacking", "insufficient", "inadequate", "absent", "missing"], 3)
            || w.is(&["not"]) && soon(&["sufficient", "enough", "adequate", "any"], 3) && soon(&RECORDED, 6)
            || w.is(&["not"]) && soon(&PROVIDED, 2) && soon(&RECORDED, 6)
            || w.is(&["nothing"])
            || w.is(&["little"]) && soon(&["in", "is", "has", "was", "documented", "to"], 1)
            || w.is(&["not"]) && soon(&["enough"], 1) && soon(&["is", "has", "was"], 2)
    })
}

/// Whether a run of words ends in a verb of failing: "the records fail", "I am unable".
pub(super) fn fails(left: &[Word]) -> bool {
    left.iter().rev().take(2).any(|w| {
        w.is(&[
            "fails", "failed", "fail", "failing", "unable", "difficult", "impossible", "insufficient", "inadequate",
            "hard", "wrong", "incorrect", "speculative", "conjecture",
        ])
    })
}

/// Whether there is a verb that makes these words a clause of their own.
pub(super) fn has_verb(words: &[Word]) -> bool {
    words.iter().any(|w| w.is(&BE_FINITE) || w.is(&AUXILIARIES))
}
