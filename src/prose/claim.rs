//! Claims: what one sentence says about the necessity of a treatment, and how plainly.

use super::clause::{Governed, denied_verb, governed, has_verb, opens_clause};
use super::phrases::*;
use super::quote::is_quoted;
use super::sentence::Sentence;
use super::words::{Word, words};
use crate::text::Span;

/// How plainly a sentence decides. Ordered: a plainer claim outranks what is said less plainly anywhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// "is not recommended": counts at the end of a rationale that says nothing plainer.
    Weak,
    /// "medical necessity is not established", "the denial is upheld".
    Spoken,
    /// "is medically necessary".
    Plain,
}

/// What a sentence says of necessity.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// Necessary or not.
    pub necessary: bool,
    /// Whether it says both, of different parts.
    pub partial: bool,
    /// How plainly.
    pub strength: Strength,
    /// The deciding words.
    pub words: Span,
    /// Whether it speaks of the request as such, or answers it with yes or no.
    pub about_request: bool,
    /// What the request is for, in words that say something.
    pub object: Vec<String>,
}

/// What a sentence of `text` claims; none where it decides nothing, or where somebody else does.
pub(super) fn claim(text: &str, sentence: Sentence) -> Option<Claim> {
    let own = sentence.span.of(text);
    if !may_decide(own) {
        return None;
    }
    let lower = crate::text::fold(own).to_lowercase();
    if BOILERPLATE.iter().any(|phrase| lower.contains(phrase)) {
        return None;
    }
    let clauses = Clauses { text, words: words(own, sentence.span.start) };
    clauses.plain().or_else(|| clauses.spoken()).or_else(|| clauses.weak())
}

/// A quick look at the letters: most sentences decide nothing.
fn may_decide(sentence: &str) -> bool {
    const STEMS: [&str; 22] = [
        "ecess",
        "uphe",
        "vertur",
        "evers",
        "enied",
        "denial",
        "ertif",
        "ecommend",
        "upport",
        "arrant",
        "ndicat",
        "asonabl",
        "ppropriat",
        "ustif",
        "eeded",
        "equired",
        "uthoriz",
        "xcessiv",
        "rematur",
        "pprove",
        "meet",
        "met",
    ];
    STEMS.iter().any(|stem| memchr::memmem::find(sentence.as_bytes(), stem.as_bytes()).is_some())
        || sentence.contains("ECESS")
        || ["agree", "concur", "granted", "experimental", "uphold", "overrule", "affirm", "sustain"]
            .iter()
            .any(|stem| sentence.contains(stem))
}

struct Clauses<'a> {
    text: &'a str,
    words: Vec<Word>,
}

/// A predicate and what governs it.
#[derive(Debug, Clone, Copy)]
struct Predicate {
    at: usize,
    end: usize,
    necessary: bool,
    governed: Governed,
}

impl Clauses<'_> {
    /// "is (not) medically necessary".
    fn plain(&self) -> Option<Claim> {
        let mut main: Option<Predicate> = None;
        let mut partial = false;
        let mut premise = None;
        for (at, end, against) in self.plain_predicates() {
            let Some(found) = self.predicate(at, end, against) else { continue };
            if self.is_premise(&found) {
                premise = Some(found);
                continue;
            }
            if let Some(before) = main.filter(|before| before.necessary != found.necessary) {
                partial |= !self.speaks_of_earlier(before.governed.clause, before.end);
            }
            main = Some(found);
        }
        match (main, premise) {
            (Some(found), _) => Some(self.claim(found, Strength::Plain, partial)),
            // "As the operation is not necessary, the brace is also not": the premise's word is understood.
            (None, Some(premise)) => self.after_premise(premise),
            (None, None) => None,
        }
    }

    /// Places of "medically necessary" and its like: first word, last word, and whether it is the contrary.
    fn plain_predicates(&self) -> Vec<(usize, usize, bool)> {
        let mut found = Vec::new();
        for (i, pair) in self.words.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            let adjective = first.is(&["medically", "medical"])
                && second.is(&[
                    "necessary",
                    "unnecessary",
                    "appropriate",
                    "indicated",
                    "warranted",
                    "justified",
                    "reasonable",
                ])
                && (first.is(&["medically"]) || second.is(&["necessary", "unnecessary"]));
            let slip = first.is(&["medically"]) && second.is(&["necessity"]);
            let noun = first.is(&["medical"]) && second.is(&["necessity"]);
            let article = i.checked_sub(1).filter(|a| self.words.get(*a).is_some_and(|w| w.is(&["a", "of"])));
            if adjective || slip {
                found.push((i, i + 1, second.is(&["unnecessary"])));
            } else if let (true, Some(article)) = (noun, article) {
                let of_no =
                    article.checked_sub(1).and_then(|a| self.words.get(a)).is_some_and(|w| w.is(BE) || w.is(NEGATIONS));
                if of_no {
                    found.push((article, i + 1, false));
                }
            }
        }
        found
    }

    /// A predicate that states something of its own: governed, not quoted, not conditional, not somebody else's.
    fn predicate(&self, at: usize, end: usize, against: bool) -> Option<Predicate> {
        let first = self.words.get(at)?;
        if is_quoted(self.text, first.span.start) {
            return None;
        }
        let governed = governed(&self.words, at)?;
        let found = Predicate { at, end, necessary: governed.denied == against, governed };
        let conditional = governed.uncertain || governed.would && self.has_condition() || self.is_conditional(&found);
        if conditional {
            return None;
        }
        (!self.said_by_another(&found)).then_some(found)
    }

    /// "medical necessity is not established", "is not necessary", "the denial is upheld".
    fn spoken(&self) -> Option<Claim> {
        let decided = self.decision_on_denial().or_else(|| self.certification()).or_else(|| self.agreement());
        let found = decided.or_else(|| self.necessity()).or_else(|| self.bare_necessary())?;
        Some(self.claim(found, Strength::Spoken, false))
    }

    /// "is not recommended", in a sentence that concludes or speaks of the request.
    fn weak(&self) -> Option<Claim> {
        let places = self.positions(|w| w.is(WEAK) || w.is(WEAK_AGAINST));
        let mut found = None;
        for at in places {
            let against = self.words.get(at).is_some_and(|w| w.is(WEAK_AGAINST));
            let non = at.checked_sub(1).and_then(|i| self.words.get(i)).is_some_and(|w| w.is(&["non"]));
            let Some(predicate) = self.predicate(at, at, against && !non) else { continue };
            // "was denied", "was authorized": what happened before.
            let history = self
                .words
                .get(at)
                .is_some_and(|w| w.is(&["denied", "certified", "approved", "authorized", "granted", "allowed"]))
                && self.between(predicate.governed.from, at).iter().any(|w| w.is(&["was", "were", "been", "had"]));
            let deciding = self.concludes() || self.speaks_of_request(&predicate);
            if deciding && !history && !self.is_premise(&predicate) {
                found = Some(predicate);
            }
        }
        let found = found.or_else(|| self.criteria())?;
        Some(self.claim(found, Strength::Weak, false))
    }

    /// "(the) medical necessity (of …) is not established", "does not support medical necessity".
    fn necessity(&self) -> Option<Predicate> {
        let noun =
            self.words.windows(2).rposition(|w| matches!(w, [a, b] if a.is(&["medical"]) && b.is(&["necessity"])))?;
        if self.words.get(noun).is_some_and(|w| is_quoted(self.text, w.span.start)) {
            return None;
        }
        // As a subject.
        for at in self.positions(|w| w.is(ESTABLISHED) || w.is(WANTING)) {
            if at < noun {
                continue;
            }
            let against = self.words.get(at).is_some_and(|w| w.is(WANTING));
            if let Some(found) =
                self.predicate(at, at, against).filter(|p| p.governed.clause <= noun && noun < p.governed.from)
            {
                return (!self.is_premise(&found)).then_some(found);
            }
        }
        // As an object.
        let before = self.between(noun.saturating_sub(6), noun);
        if before.iter().rev().take(3).any(|w| {
            w.is(&["about", "regarding", "concerning", "address", "addresses", "addressing", "determine", "assess"])
        }) || before.windows(2).any(|w| matches!(w, [a, b] if a.is(&["as"]) && b.is(&["to"])))
        {
            return None;
        }
        let verb = (noun.saturating_sub(5)..noun).rev().find(|i| self.words.get(*i).is_some_and(|w| w.is(ESTABLISH)));
        let denied = match verb {
            Some(verb) => denied_verb(&self.words, verb)?,
            None => before
                .iter()
                .rev()
                .take(2)
                .any(|w| w.is(&["no", "lack", "lacks", "lacking", "without"]))
                .then_some(true)?,
        };
        let found = Predicate {
            at: verb.unwrap_or(noun),
            end: noun + 1,
            necessary: !denied,
            governed: Governed { denied, from: noun, ..Governed::default() },
        };
        let conditional = self.is_conditional(&found) || self.said_by_another(&found);
        (!conditional && !self.is_premise(&found)).then_some(found)
    }

    /// "is not necessary", in a sentence that concludes or speaks of the request.
    fn bare_necessary(&self) -> Option<Predicate> {
        let at = self.words.iter().rposition(|w| w.is(&["necessary", "unnecessary"]))?;
        let found = self.predicate(at, at, self.words.get(at)?.is(&["unnecessary"]))?;
        let deciding = self.concludes() || self.speaks_of_request(&found);
        (deciding && !self.is_premise(&found)).then_some(found)
    }

    /// "the denial is upheld", "the utilization review determination should be overturned".
    fn decision_on_denial(&self) -> Option<Predicate> {
        let at = self.words.iter().rposition(|w| w.is(LET_STAND) || w.is(LET_FALL))?;
        let governed = governed(&self.words, at)?;
        let verb = self.between(governed.from, at);
        let past = verb.iter().any(|w| w.is(&["was", "were", "had"]));
        let subject = self.between(governed.clause, governed.from).iter().any(|w| w.is(DENIAL));
        if past || !subject || governed.uncertain || governed.would && self.has_condition() {
            return None;
        }
        let falls = self.words.get(at)?.is(LET_FALL);
        Some(Predicate { at, end: at, necessary: falls != governed.denied, governed })
    }

    /// "I recommend non-certification", "recommend that the request be denied".
    fn certification(&self) -> Option<Predicate> {
        let at = self.words.iter().rposition(|w| w.is(&["certification", "denial", "approval", "authorization"]))?;
        let verb = (at.saturating_sub(4)..at)
            .rev()
            .find(|i| self.words.get(*i).is_some_and(|w| w.is(&["recommend", "recommends", "recommending"])))?;
        let denied = denied_verb(&self.words, verb)?;
        let non = self.between(verb, at).iter().any(|w| w.is(NEGATIONS) || w.is(&["against"]));
        let denial = self.words.get(at)?.is(&["denial"]);
        let found = Predicate {
            at: verb,
            end: at,
            necessary: (usize::from(denied) + usize::from(non) + usize::from(denial)).is_multiple_of(2),
            governed: Governed { from: verb, ..Governed::default() },
        };
        (!self.said_by_another(&found)).then_some(found)
    }

    /// "I agree with the utilization review determination".
    fn agreement(&self) -> Option<Predicate> {
        let at = self.words.iter().position(|w| w.is(AGREEING) || w.is(DISAGREEING))?;
        let with = self.words.iter().skip(at + 1).take(2).any(|w| w.is(&["with"]));
        let rest = self.words.get(at + 1..).unwrap_or_default();
        let earlier = rest.iter().take(8).any(|w| w.is(DENIAL))
            || rest.get(..rest.len().min(8)).is_some_and(|r| find_any(r, EARLIER_REVIEWERS).is_some());
        let speaker = self.words.iter().take(at).any(|w| w.is(&["i", "we", "reviewer", "imr"]));
        if !with || !earlier || !speaker {
            return None;
        }
        let denied = denied_verb(&self.words, at)?;
        let joins = self.words.get(at)?.is(AGREEING);
        Some(Predicate {
            at,
            end: at,
            necessary: joins == denied,
            governed: Governed { from: at, ..Governed::default() },
        })
    }

    /// "does not meet the criteria", "the guideline's requirements have been met".
    fn criteria(&self) -> Option<Predicate> {
        if !self.concludes() && !self.words.iter().any(|w| w.text.starts_with("request")) {
            return None;
        }
        let noun = self
            .words
            .iter()
            .rposition(|w| w.is(&["criteria", "criterion", "requirements", "guidelines", "guideline", "standard"]))?;
        let at =
            self.words.iter().rposition(|w| w.is(&["meet", "meets", "met", "satisfy", "satisfies", "satisfied"]))?;
        let denied =
            if at > noun { self.predicate(at, at, false)?.governed.denied } else { denied_verb(&self.words, at)? };
        let found = Predicate {
            at,
            end: at.max(noun),
            necessary: !denied,
            governed: Governed { from: at, ..Governed::default() },
        };
        let other = self.is_conditional(&found) || self.said_by_another(&found) || self.is_premise(&found);
        (!other).then_some(found)
    }

    /// The main clause behind a premise that is decided elsewhere.
    fn after_premise(&self, premise: Predicate) -> Option<Claim> {
        let comma = (premise.end..self.words.len()).find(|i| self.words.get(*i).is_some_and(|w| w.is(&[","])))?;
        let at = (comma..self.words.len()).rev().find(|i| {
            self.words.get(*i).is_some_and(|w| {
                w.is(WEAK) || w.is(WEAK_AGAINST) || w.is(&["not", "neither", "necessary", "unnecessary"])
            })
        })?;
        let word = self.words.get(at)?;
        let found = if word.is(&["not", "neither"]) {
            Predicate {
                at,
                end: at,
                necessary: premise.necessary && !word.is(&["not"]),
                governed: Governed { from: at, clause: comma + 1, ..Governed::default() },
            }
        } else {
            self.predicate(at, at, word.is(WEAK_AGAINST) || word.is(&["unnecessary"]))?
        };
        Some(self.claim(found, Strength::Spoken, false))
    }

    /// Whether the predicate stands in a clause that only gives a reason, a concession or a condition, beside a main
    /// clause of its own.
    fn is_premise(&self, found: &Predicate) -> bool {
        let opener = (0..found.governed.from).rev().find(|i| self.opens_premise(*i));
        let Some(opener) = opener else { return false };
        let inside = self.between(opener + 1, found.governed.from);
        // A comma behind the premise's own verb, or before a new subject, has closed it.
        let closed = inside.iter().enumerate().any(|(i, w)| {
            w.is(&[","])
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
            let subordinate = main.first().is_some_and(|w| w.is(SUBORDINATORS));
            has_verb(main) && !subordinate || main.first().is_some_and(|w| w.is(&["neither", "so"]))
        })
    }

    /// Whether the word opens a clause that is a premise.
    fn opens_premise(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at).filter(|w| w.is(SUBORDINATORS)) else { return false };
        let next = self.words.get(at + 1);
        let before = at.checked_sub(1).and_then(|i| self.words.get(i));
        let place = before.is_none_or(|w| {
            w.is_mark()
                || w.is(CONNECTORS)
                || w.is(&["and", "but", "necessary", "appropriate", "time", "that", "indicated", "warranted"])
        });
        let soon = |any: &[&str], within: usize| self.words.iter().skip(at + 1).take(within).any(|w| w.is(any));
        place
            && match word.text.as_str() {
                "as" => next.is_some_and(|w| !w.is(AS_CONNECTORS)),
                "given" | "considering" | "assuming" | "seeing" => soon(&["that"], 3),
                "due" | "despite" | "notwithstanding" => soon(&["fact"], 4),
                "even" => next.is_some_and(|w| w.is(&["if", "though", "when"])),
                "while" | "whereas" => before.is_none_or(|w| w.is(CONNECTORS) || w.is(&[",", "and"])) && at < 3,
                "how" | "why" | "whether" => false,
                _ => true,
            }
    }

    /// Whether the predicate holds only on a condition, or is asked about and not stated.
    fn is_conditional(&self, found: &Predicate) -> bool {
        let is_if = |i: usize| {
            self.words.get(i).is_some_and(|w| w.is(&["if"]))
                && self
                    .words
                    .get(i + 1)
                    .is_some_and(|w| !w.is(&["any", "needed", "necessary", "so", "not", "indicated", "tolerated"]))
        };
        let asked = (0..found.governed.from.max(found.at)).any(|i| {
            self.words.get(i).is_some_and(|w| w.is(&["whether", "why", "how"]))
                && !self.between(i, found.governed.from).iter().any(|w| w.is(&[","]))
        });
        let leading = (0..found.at).any(|i| {
            is_if(i)
                && i.checked_sub(1)
                    .and_then(|b| self.words.get(b))
                    .is_none_or(|w| w.is_mark() || w.is(CONNECTORS) || w.is(&["and", "but", "only", "that"]))
        });
        let trailing = (found.end..self.words.len()).any(is_if);
        let criterion =
            self.words.iter().skip(found.end + 1).take(2).any(|w| w.is(&["when", "where", "if", "whenever", "in"]))
                && self.words.iter().skip(found.end + 1).take(3).any(|w| w.is(&["when", "where", "whenever", "which"]));
        let request = self.speaks_of_request(found);
        asked || leading || trailing && (found.necessary || !request) || criterion && !request
    }

    fn has_condition(&self) -> bool {
        self.words.iter().any(|w| w.is(&["if", "unless", "once", "until", "should", "when", "were"]))
    }

    /// Whether somebody else says it. A statement that the reviewer joins or parts with counts as the reviewer's own;
    /// parting has been counted as a denial where the clause was read.
    fn said_by_another(&self, found: &Predicate) -> bool {
        let governed = found.governed;
        let matrix = self.between(governed.outer, governed.clause);
        let subject = self.between(governed.clause, governed.from);
        let around = self.between(governed.from, found.end + 8);
        [EARLIER_REVIEWERS, TREATING, GUIDELINES].iter().any(|who| {
            let general = *who == GUIDELINES;
            if general && self.speaks_of_request(found) {
                return false;
            }
            // "The utilization review determined that …"
            let told = find_any(matrix, who).is_some_and(|at| {
                let says = matrix.iter().skip(at + 1).any(|w| w.is(REPORTING) || w.is(DENIAL));
                let own = matrix.iter().take(at).any(|w| w.is(AGREEING) || w.is(DISAGREEING));
                says && !own && !self.parted(governed.outer + at, governed.clause)
            });
            // "Utilization review found the request not …"
            let judged = governed.judged_by_subject
                && find_any(subject, who).is_some_and(|at| !self.parted(governed.clause + at, governed.from));
            // "… was found not medically necessary by utilization review"
            let by = around
                .iter()
                .position(|w| w.is(&["by"]))
                .is_some_and(|by| find_any(around.get(by + 1..).unwrap_or_default(), who).is_some_and(|at| at < 3));
            // "The provider believes the brace is …"
            let thought = find_any(subject, who).is_some_and(|at| {
                let verb = (at + 1..at + 4).find(|i| subject.get(*i).is_some_and(|w| w.is(REPORTING)));
                verb.is_some_and(|verb| {
                    let rest = subject.get(verb + 1..).unwrap_or_default();
                    rest.first().is_some_and(opens_clause) && !rest.iter().any(|w| w.is_mark() || w.is(&["and", "but"]))
                })
            });
            told || judged || thought || by && !general
        })
    }

    /// Whether a new clause of the reviewer's own starts between two words.
    fn parted(&self, from: usize, to: usize) -> bool {
        let between = self.between(from, to);
        between.iter().enumerate().any(|(i, w)| {
            w.is(&[";"])
                || w.is(&[",", "and", "but"])
                    && between.get(i + 1).is_some_and(|n| n.is(CONNECTORS) || n.is(&["i", "it", "but", "and"]))
        })
    }

    /// Whether an earlier decision is recalled between two words.
    fn speaks_of_earlier(&self, from: usize, to: usize) -> bool {
        let words = self.between(from, to);
        words.iter().any(|w| w.is(&["authorized", "approved", "certified", "previously", "allowed"]))
            || find_any(words, EARLIER_REVIEWERS).is_some()
    }

    fn speaks_of_request(&self, found: &Predicate) -> bool {
        let subject = self.between(found.governed.clause, found.at);
        subject.iter().any(|w| w.text.starts_with("request"))
            || self.words.first().is_some_and(|w| w.is(&["yes", "no"])) && self.words.get(1).is_some_and(Word::is_mark)
    }

    /// Whether the sentence opens as a conclusion does.
    fn concludes(&self) -> bool {
        let first = self.words.first();
        first.is_some_and(|w| w.is(CONNECTORS) || w.is(&["given", "based", "without"]))
            || first.is_some_and(|w| w.is(&["as", "for", "in"]))
                && self.words.get(1).is_some_and(|w| {
                    w.is(&["such", "a", "this", "these", "conclusion", "summary", "light", "the", "view", "short"])
                })
            || self.words.iter().skip(1).any(|w| w.is(&["therefore", "thus", "hence", "consequently"]))
    }

    fn claim(&self, found: Predicate, strength: Strength, partial: bool) -> Claim {
        let start = self.words.get(found.governed.from.min(found.at)).map_or(0, |w| w.span.start);
        let end = self.words.get(found.end).map_or(start, |w| w.span.end);
        let whole = self.speaks_in_part(found.governed.clause, found.end);
        Claim {
            necessary: found.necessary,
            partial: partial || whole,
            strength,
            words: Span::new(start, end),
            about_request: self.speaks_of_request(&found),
            object: self
                .between(found.governed.clause, found.governed.from)
                .iter()
                .filter(|w| !w.is_mark() && !w.is(EMPTY) && !w.text.starts_with(|c: char| c.is_ascii_digit()))
                .map(|w| w.text.clone())
                .collect(),
        }
    }

    /// "is partially medically necessary", "medically necessary in part".
    fn speaks_in_part(&self, from: usize, end: usize) -> bool {
        let inside = self.between(from, end + 1);
        let after = self.between(end + 1, (end + 3).min(self.words.len()));
        inside.iter().any(|w| w.is(&["partially", "partly"]))
            || matches!(after, [a, b] if a.is(&["in"]) && b.is(&["part"]))
    }

    fn between(&self, from: usize, to: usize) -> &[Word] {
        self.words.get(from..to.max(from).min(self.words.len())).unwrap_or_default()
    }

    fn positions(&self, wanted: impl Fn(&Word) -> bool) -> Vec<usize> {
        self.words.iter().enumerate().filter(|(_, w)| wanted(w)).map(|(i, _)| i).collect()
    }
}

/// Where the first of these phrases starts.
fn find_any(words: &[Word], phrases: &[&[&str]]) -> Option<usize> {
    (0..words.len()).find(|at| {
        phrases
            .iter()
            .any(|phrase| phrase.iter().enumerate().all(|(i, part)| words.get(at + i).is_some_and(|w| w.text == *part)))
    })
}
