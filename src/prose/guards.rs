//! What keeps a predicate from being a conclusion: it is a premise, a condition, a question, or somebody else's.

use super::claim::{Clauses, Predicate};
use super::clause::opens_clause;
use super::denial::has_verb;
use super::phrases::*;
use super::words::Word;

impl Clauses<'_> {
    /// Whether what is asked for is said to be more than what the verb at `from` says: "exceeds what is", "in excess of
    /// what can be", "more than is"; not "no more than is".
    pub(super) fn is_beyond(&self, from: usize) -> bool {
        let left = self.between(0, from);
        let Some(last) = left.last().filter(|w| w.is(&["what", "than"])) else { return false };
        let near = left.get(left.len().saturating_sub(7)..).unwrap_or_default();
        let more = near.iter().any(|w| {
            w.is(&["more", "longer", "greater", "larger", "higher"])
                || last.is(&["what"]) && w.is(&["excess", "beyond", "above", "exceeds", "exceed", "exceeding"])
        });
        more && !near.iter().any(|w| w.is(&NEGATIONS) || w.is(&["no", "nothing", "within"]))
    }

    /// Whether something must come first: "more records are needed before the brace can be".
    pub(super) fn is_awaited(&self, from: usize) -> bool {
        let left = self.between(0, from);
        let Some(before) = left.iter().rposition(|w| w.is(&["before"])) else {
            return false;
        };
        let main = left.get(..before).unwrap_or_default();
        let inside = left.get(before + 1..).unwrap_or_default();
        let must = main.iter().any(|w| w.is(&["needed", "required", "necessary", "must", "should"]));
        let nothing = main.first().is_some_and(|w| w.is(&["no", "nothing"]));
        must && !nothing && !inside.is_empty() && !inside.iter().any(Word::is_mark) && !has_verb(inside)
    }

    /// Whether the predicate stands in a clause that only gives a reason, a concession or a condition, beside a main
    /// clause of its own.
    pub(super) fn is_premise(&self, found: &Predicate) -> bool {
        // "A brace that was medically necessary then is not medically necessary now."
        let relative = found.governed.from.checked_sub(1).filter(|i| *i > 0).and_then(|i| self.words.get(i));
        if relative.is_some_and(|w| w.is(&["that", "which", "who"])) {
            return true;
        }
        // "the section under which the brace would not be"
        let under = (1..found.governed.from).rev().find(|i| self.words.get(*i).is_some_and(|w| w.is(&["which"])));
        if let Some(which) = under
            && self
                .words
                .get(which - 1)
                .is_some_and(|w| w.is(&["before", "after", "under", "until", "during", "without"]))
            && !has_verb(self.between(which, found.governed.from))
        {
            return true;
        }
        let opener = (0..found.governed.from).rev().find(|i| self.opens_premise(*i));
        let Some(opener) = opener else { return false };
        let inside = self.between(opener + 1, found.governed.from);
        let contrast = self.words.get(opener).is_some_and(|w| w.is(&["rather", "instead", "far"]));
        if contrast && !inside.iter().any(Word::is_mark) {
            return true;
        }
        // A comma behind the premise's own verb, or before a new subject, has closed it.
        let closed = inside.iter().enumerate().any(|(i, w)| {
            w.is(&[";"])
                || w.is(&[","])
                    && (has_verb(inside.get(..i).unwrap_or_default()) || inside.get(i + 1).is_some_and(opens_clause))
        });
        if closed {
            return false;
        }
        let before = self.between(0, opener);
        if has_verb(before) {
            return true;
        }
        // A leading premise needs a main clause behind it.
        let phrase = self.words.get(opener).is_some_and(|w| w.is(&["as", "given", "due", "considering", "despite"]))
            && inside
                .iter()
                .position(|w| w.is(&[","]))
                .is_some_and(|comma| !has_verb(inside.get(..comma).unwrap_or_default()));
        if phrase {
            return false;
        }
        let rest = self.between(found.end + 1, self.words.len());
        rest.iter().position(|w| w.is(&[","])).is_some_and(|comma| {
            let main = rest.get(comma + 1..).unwrap_or_default();
            let subordinate = main.first().is_some_and(|w| w.is(&SUBORDINATORS));
            let fails = main.iter().any(|w| w.is(&["fails", "failed", "fail", "lacks", "lacked"]));
            (has_verb(main) || fails) && !subordinate || main.first().is_some_and(|w| w.is(&["neither", "so"]))
        })
    }

    /// Whether the word opens a clause that is a premise.
    fn opens_premise(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at).filter(|w| w.is(&SUBORDINATORS)) else { return false };
        let next = self.words.get(at + 1);
        let before = at.checked_sub(1).and_then(|i| self.words.get(i));
        let place = before.is_none_or(|w| {
            w.is_mark()
                || w.is(&CONNECTORS)
                || w.is(&["and", "but", "necessary", "appropriate", "time", "that", "indicated", "warranted"])
        });
        let soon = |any: &[&str], within: usize| self.words.iter().skip(at + 1).take(within).any(|w| w.is(any));
        place
            && match word.text {
                "as" => next.is_some_and(|w| !w.is(&AS_CONNECTORS)),
                "given" | "considering" | "assuming" | "seeing" => soon(&["that"], 3),
                "due" | "despite" | "notwithstanding" => soon(&["fact"], 4),
                "rather" => next.is_some_and(|w| w.is(&["than"])),
                "instead" => next.is_some_and(|w| w.is(&["of"])),
                "far" => next.is_some_and(|w| w.is(&["from"])),
                "even" => next.is_some_and(|w| w.is(&["if", "though", "when"])),
                "while" | "whereas" => before.is_none_or(|w| w.is(&CONNECTORS) || w.is(&[",", "and"])) && at < 3,
                "how" | "why" | "whether" => false,
                _ => true,
            }
    }

    /// Whether the predicate holds only on a condition, or is asked about and not stated.
    pub(super) fn is_conditional(&self, found: &Predicate) -> bool {
        let request = self.speaks_of_request(found);
        let after = self.between(found.end + 1, found.end + 4);
        let behind = |at: usize, any: &[&str]| after.get(at).is_some_and(|w| w.is(any));
        // "is medically necessary if …"; a refusal of the request stands whatever follows
        let trailing = (found.end..self.words.len()).any(|i| self.is_if(i)) && (found.necessary || !request);
        // "are medically necessary when …", "… in cases in which …": a criterion
        let criterion = !request
            && (behind(0, &["when", "where", "whenever"])
                || behind(1, &["when", "where"])
                || behind(0, &["in"]) && behind(2, &["which"]));
        // "is medically necessary only with documented gains"
        let limited =
            found.necessary && !request && behind(0, &["only"]) && behind(1, &["with", "if", "when", "for", "in"]);
        // "is not medically necessary merely because"
        let merely = behind(0, &["merely", "simply", "solely", "just"]) && behind(1, &["because"]);
        // "Should the patient improve, …", "Had instability been shown, …"
        let inverted = self.words.first().is_some_and(|w| w.is(&["should", "had", "were"]));
        trailing || criterion || limited || merely || inverted || self.is_asked(found) || self.follows_if(found)
    }

    /// "It is unclear whether / why / how the brace is …", within the predicate's own clause.
    fn is_asked(&self, found: &Predicate) -> bool {
        (0..found.governed.from.max(found.at)).any(|i| {
            let inserted = self.words.get(i + 1).is_some_and(|w| w.is(&[","]));
            let own = i >= found.governed.outer && !self.between(i, found.governed.from).iter().any(Word::is_mark);
            self.words.get(i).is_some_and(|w| w.is(&["whether", "why", "how"])) && (own || inserted)
        })
    }

    /// "If …, the brace is …".
    fn follows_if(&self, found: &Predicate) -> bool {
        const BEFORE: &[&str] = &[
            "and", "but", "only", "that", "unclear", "determine", "know", "see", "ask", "ascertain", "clear",
            "question",
        ];
        (0..found.at).any(|i| {
            let before = i.checked_sub(1).and_then(|b| self.words.get(b));
            let opens = before.is_none_or(|w| w.is_mark() || w.is(&CONNECTORS) || w.is(BEFORE));
            self.is_if(i) && opens && !self.between(i, found.at).iter().any(|w| w.is(&[";"]))
        })
    }

    /// "if", but not "if any", "if needed".
    fn is_if(&self, at: usize) -> bool {
        let next = self.words.get(at + 1);
        self.words.get(at).is_some_and(|w| w.is(&["if"]))
            && next.is_some_and(|w| !w.is(&["any", "needed", "necessary", "so", "not", "indicated", "tolerated"]))
    }

    /// Whether what would be so would be so on a condition only. "would not be … with what was sent" is none.
    pub(super) fn is_hypothetical(&self, necessary: bool) -> bool {
        let has = |any: &[&str]| self.words.iter().any(|w| w.is(any));
        has(&["if", "unless", "once", "should", "when", "had"]) || necessary && has(&["with", "only", "until", "were"])
    }

    /// Whether somebody else says it. A statement that the reviewer joins or parts with counts as the reviewer's own;
    /// parting has been counted as a denial where the clause was read.
    pub(super) fn said_by_another(&self, found: &Predicate) -> bool {
        let governed = found.governed;
        if governed.judged_behind {
            return false;
        }
        let matrix = self.between(governed.outer, governed.clause);
        let subject = self.between(governed.clause, governed.from);
        let others = [(EARLIER_REVIEWERS, true, false), (TREATING, false, false), (GUIDELINES, false, true)];
        others.iter().any(|&(who, earlier, general)| {
            if general && self.speaks_of_request(found) {
                return false;
            }
            // "The utilization review determined that …"
            let told = who.find(matrix).is_some_and(|at| {
                let says = matrix.iter().skip(at + 1).any(|w| w.is(&REPORTING) || w.is(&DENIAL));
                let own = matrix.iter().take(at).any(|w| w.is(&AGREEING) || w.is(&DISAGREEING));
                says && !own && !self.parted(governed.outer + at, governed.clause)
            });
            let named = who.find(subject);
            // "Utilization review found the request not …"
            let judged =
                governed.judged_by_subject && named.is_some_and(|at| !self.parted(governed.clause + at, governed.from));
            // "… was found not medically necessary by utilization review"
            let by = (governed.from..=found.end + 1)
                .find(|i| self.words.get(*i).is_some_and(|w| w.is(&["by"])))
                .is_some_and(|by| who.find(self.between(by + 1, by + 5)).is_some_and(|at| at < 3));
            // "According to the provider, …", "Per the UR denial, …"
            let lead = self.words.first().is_some_and(|w| w.is(&["per", "according"]));
            let comma = self.words.iter().take(9).position(|w| w.is(&[","]));
            let own = comma.is_none_or(|comma| governed.outer <= comma + 1);
            let per = lead && own && !general && who.find(self.between(0, comma.unwrap_or(5))).is_some();
            // "The first two were, per UR, …"
            let inserted = self.between(governed.from, found.at);
            let per = per
                || inserted
                    .iter()
                    .position(|w| w.is(&["per"]))
                    .is_some_and(|at| who.find(inserted.get(at + 1..).unwrap_or_default()).is_some_and(|who| who < 2));
            // "The provider believes the brace is …"
            let thought = named.is_some_and(|at| {
                let verb = (at + 1..at + 4).find(|i| subject.get(*i).is_some_and(|w| w.is(&REPORTING)));
                verb.is_some_and(|verb| {
                    let rest = subject.get(verb + 1..).unwrap_or_default();
                    rest.first().is_some_and(opens_clause) && !rest.iter().any(|w| w.is_mark() || w.is(&["and", "but"]))
                })
            });
            told || judged || per || thought || by && earlier
        })
    }

    /// Whether somebody else may have said it, who is named further left: "UR noted that …, and that the request is not",
    /// "the appeal argues …; therefore, the request is". Such a sentence may also be the reviewer's own conclusion.
    pub(super) fn may_be_reported(&self, found: &Predicate) -> bool {
        let left = self.between(0, found.governed.from);
        let who = if found.necessary { TREATING } else { EARLIER_REVIEWERS };
        let told = who.find(left).is_some_and(|at| {
            let behind = left.get(at..).unwrap_or_default();
            // What a patient or a report says is a reason, and the conclusion from it the reviewer's.
            if behind.first().is_some_and(|w| w.is(&REASONS)) {
                return false;
            }
            let says = behind.iter().any(|w| w.is(&REPORTING) || w.is(&TELLING));
            let own = left.iter().any(|w| w.is(&AGREEING) || w.is(&DISAGREEING) || w.is(&["i", "we", "my", "however"]));
            says && !own && !found.governed.judged_behind
        });
        // "In the opinion of the surgeon, …", "At the UR level, …"
        let lead = left.iter().take(6).any(|w| w.is(&["opinion", "view", "judgment", "level", "according"]));
        let led = lead && who.find(self.between(0, 9)).is_some() && !left.iter().take(3).any(|w| w.is(&["my", "this"]));
        // "is considered medically necessary by Dr. Lee"
        let by = (found.end + 1..found.end + 3)
            .any(|i| self.words.get(i).is_some_and(|w| w.is(&["by"])) && who.find(self.between(i, i + 5)).is_some());
        // "The denial was issued because the request is not …"
        let denial = !found.necessary && left.iter().take(3).any(|w| w.is(&["denial"])) && has_verb(self.between(0, 6));
        let issued = denial && left.iter().any(|w| w.is(&["because", "reads", "read", "issued"]));
        // "It was determined by UR that …"
        let acted = (0..left.len()).any(|i| {
            left.get(i).is_some_and(|w| w.is(&["by"]))
                && left.get(i + 1..).is_some_and(|rest| who.find(rest).is_some_and(|at| at < 2))
                && left.iter().take(i).any(|w| w.is(&REPORTING))
        });
        told || led || by || issued || acted
    }

    /// Whether a new clause of the reviewer's own starts between two words.
    fn parted(&self, from: usize, to: usize) -> bool {
        let between = self.between(from, to);
        between.iter().enumerate().any(|(i, w)| {
            w.is(&[";"])
                || w.is(&[",", "and", "but"])
                    && between.get(i + 1).is_some_and(|n| n.is(&CONNECTORS) || n.is(&["i", "it", "but", "and"]))
        })
    }

    /// Whether an earlier decision is recalled between two words.
    pub(super) fn speaks_of_earlier(&self, from: usize, to: usize) -> bool {
        let words = self.between(from, to);
        words.iter().any(|w| w.is(&["authorized", "approved", "certified", "previously", "allowed"]))
            || EARLIER_REVIEWERS.find(words).is_some()
    }

    pub(super) fn speaks_of_request(&self, found: &Predicate) -> bool {
        let subject = self.between(found.governed.clause, found.at);
        subject.iter().any(|w| w.text.starts_with("request") || w.is(&["portion"]))
            || self.words.first().is_some_and(|w| w.is(&["yes", "no"])) && self.words.get(1).is_some_and(Word::is_mark)
    }

    /// Whether the subject only points: "it is", "the service is", or is not there at all.
    pub(super) fn only_points(&self, found: &Predicate) -> bool {
        let subject = self.between(found.governed.clause, found.governed.from);
        let definite = subject.is_empty() || subject.iter().any(|w| w.is(&["the", "this", "these", "it", "which"]));
        // "the remaining 90 tablets"
        let of_rest = subject.iter().any(|w| w.is(&PARTS));
        definite
            && subject.iter().all(|w| {
                let counted = w.text.starts_with(|c: char| c.is_ascii_digit());
                let small = w.is(&EMPTY) || w.is(&["which", "these"]) || w.is_mark() || w.is(&CONNECTORS);
                small || w.is(&CALLED) || of_rest && (counted || w.is(&UNITS))
            })
    }

    /// Whether it speaks of another time, of another request, or of what is often so.
    pub(super) fn is_aside(&self, found: &Predicate) -> bool {
        let clause = self.between(found.governed.clause, found.end + 4);
        let allowed = self.is_past(found) && self.speaks_of_earlier(found.governed.clause, found.end + 4);
        let subject = self.between(found.governed.clause, found.governed.from);
        allowed
            || self.words.first().is_some_and(|w| w.is(&["previously", "initially", "originally"]))
            || subject.iter().any(|w| w.is(&OTHER_REQUEST))
            || self.is_general(found)
            || clause.iter().any(|w| w.is(&["previously", "initially", "earlier"]))
            || self.words.iter().any(|w| w.is(&["burden"]))
    }

    /// Whether it speaks of what is often so.
    pub(super) fn is_general(&self, found: &Predicate) -> bool {
        self.between(found.governed.clause, found.end + 4).iter().any(|w| w.is(&GENERALLY))
    }

    /// Whether the verb tells of the past.
    pub(super) fn is_past(&self, found: &Predicate) -> bool {
        self.between(found.governed.from, found.at).iter().any(|w| w.is(&["was", "were", "had"]))
    }

    /// Whether the sentence opens as a conclusion does.
    pub(super) fn concludes(&self) -> bool {
        let first = self.words.first();
        first.is_some_and(|w| w.is(&CONNECTORS) || w.is(&["given", "based", "without"]))
            || first.is_some_and(|w| w.is(&["as", "for", "in"]))
                && self.words.get(1).is_some_and(|w| {
                    w.is(&[
                        "such", "a", "this", "these", "my", "conclusion", "summary", "light", "the", "view", "short",
                    ])
                })
            || self.words.iter().skip(1).any(|w| w.is(&["therefore", "thus", "hence", "consequently"]))
    }
}
