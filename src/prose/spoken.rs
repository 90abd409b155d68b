//! Conclusions that do not say "medically necessary": of necessity, of the denial, of criteria; and weaker words.

use super::claim::{Claim, Clauses, Predicate, Strength};
use super::clause::{Governed, denied_verb, governed, opens_clause};
use super::denial::{denied_noun, has_verb};
use super::phrases::*;
use super::quote::is_quoted;
use super::thesis::short_of;
use super::words::Word;

impl Clauses<'_> {
    /// "medical necessity is not established", "is not necessary", "the denial is upheld".
    pub(super) fn spoken(&self) -> Option<Claim> {
        let decided = self.decision_on_denial().or_else(|| self.certification()).or_else(|| self.agreement());
        let necessity = || self.necessity(self.medical_necessity()?);
        let found = decided.or_else(necessity).or_else(|| self.bare_necessary())?;
        Some(self.claim(found, Strength::Spoken))
    }

    /// "is not recommended", in a sentence that concludes or speaks of the request.
    pub(super) fn weak(&self) -> Option<Claim> {
        let places = self.positions(|w| w.is(&WEAK) || w.is(&WEAK_AGAINST));
        let mut found = None;
        for at in places {
            let against = self.words.get(at).is_some_and(|w| w.is(&WEAK_AGAINST));
            let non = at.checked_sub(1).and_then(|i| self.words.get(i)).is_some_and(|w| w.is(&["non"]));
            let Some(predicate) = self.predicate(at, at, against && !non) else { continue };
            // "was denied", "was authorized": what happened before.
            let history = self
                .words
                .get(at)
                .is_some_and(|w| w.is(&["denied", "certified", "approved", "authorized", "granted", "allowed"]))
                && self.between(predicate.governed.from, at).iter().any(|w| w.is(&["was", "were", "been", "had"]));
            // "circumstances that supported this request"
            let active = self.words.get(at + 1).is_some_and(|w| w.is(&["this", "the", "these", "such", "its"]))
                && !self.between(predicate.governed.from, at).iter().any(|w| w.is(&BE));
            let deciding = self.concludes() || self.speaks_of_request(&predicate);
            let other = history || active || self.is_premise(&predicate) || self.is_of_nothing(&predicate);
            if deciding && !other {
                found = Some(predicate);
            }
        }
        let found = found.or_else(|| self.criteria()).or_else(|| self.necessity(self.bare_necessity()?));
        let found = found.or_else(|| self.recommendation()).or_else(|| self.approval()).or_else(|| self.cut_short())?;
        Some(self.claim(found, Strength::Weak))
    }

    /// "the brace is not indicated": of something definite, or in few words; and nobody else is named.
    pub(super) fn faint(&self) -> Option<Claim> {
        const FEW: usize = 6;
        // "The criteria are not met."
        if self.words.len() <= FEW + 1 && self.words.iter().any(|w| w.is(&["criteria"])) {
            let met = self.words.iter().rposition(|w| w.is(&["met", "satisfied"]))?;
            let found = self.predicate(met, met, false)?;
            return (!self.is_past(&found)).then(|| self.claim(found, Strength::Faint));
        }
        let at = self
            .words
            .iter()
            .rposition(|w| w.is(&WEAK) || w.is(&WEAK_AGAINST) || w.is(&["necessary", "unnecessary"]))?;
        let before = at.checked_sub(1).and_then(|i| self.words.get(i));
        let against = self.words.get(at).is_some_and(|w| w.is(&WEAK_AGAINST) || w.is(&["unnecessary"]));
        let mut found = self.predicate(at, at, against && !before.is_some_and(|w| w.is(&["non"])))?;
        let governed = found.governed.outer != found.governed.clause;
        // "With the reason for it gone, the drug is": what it is said of stands behind the comma.
        let whole = self.between(found.governed.clause, found.governed.from);
        let comma = whole.windows(2).rposition(|pair| matches!(pair, [a, b] if a.is(&[","]) && b.is(&OPENS_CLAUSE)));
        found.governed.clause += comma.map_or(0, |at| at + 1);
        let subject = self.between(found.governed.clause, found.governed.from);
        let definite = subject.iter().any(|w| w.is(&["the", "this", "these", "it", "such", "both"]));
        let verb = self.between(found.governed.from, at);
        let history = verb.iter().any(|w| w.is(&["was", "were", "been", "had"]));
        let told = [&EARLIER_REVIEWERS, &TREATING, &GUIDELINES].iter().any(|who| who.find(&self.words).is_some());
        // What limits a favourable word makes it a general one: "is indicated for", "is recommended when".
        let behind = self.between(at + 1, self.words.len());
        let limited = behind.iter().any(|w| {
            w.is(&["when", "unless", "until", "except", "without", "where", "only", "and", "but", "for", "in", "to"])
        });
        let stands = (definite || self.words.len() <= FEW)
            && !history
            && !told
            && !(limited && (found.necessary || !definite))
            && !governed
            && !self.is_aside(&found)
            && !self.is_premise(&found);
        stands.then(|| self.claim(found, Strength::Faint))
    }

    /// "There was no discussion of findings, suggesting the scan was needed": of what there is not, nothing is said.
    fn is_of_nothing(&self, found: &Predicate) -> bool {
        let opening = self.between(0, 5);
        let nothing = opening.windows(3).any(|run| match run {
            [there, verb, no] => there.is(&["there"]) && verb.is(&BE_FINITE) && no.is(&["no", "not", "little"]),
            _ => false,
        });
        let parted = self.between(0, found.governed.from).windows(2).any(|pair| match pair {
            [joint, next] => joint.is(&[";"]) || joint.is(&[",", "and", "but"]) && opens_clause(next),
            _ => false,
        });
        found.necessary && nothing && !parted
    }

    /// Where "medical necessity" stands: its first word and its last.
    fn medical_necessity(&self) -> Option<(usize, usize)> {
        let medical = |w: &[Word]| matches!(w, [a, b] if a.is(&["medical"]) && b.is(&["necessity"]));
        let noun = self.words.windows(2).rposition(medical)?;
        Some((noun, noun + 1))
    }

    /// Where "the necessity of the" or "necessity is" stands: not any necessity.
    fn bare_necessity(&self) -> Option<(usize, usize)> {
        let noun = self.words.iter().rposition(|w| w.is(&["necessity"]))?;
        let definite = match self.words.get(noun + 1..)? {
            [of, one, ..] if of.is(&["of", "for"]) => {
                one.is(&["the", "this", "these", "a", "another", "more", "it", "them", "such"])
            }
            [verb, ..] => verb.is(&BE_FINITE) || verb.is(&["has", "cannot", "can"]),
            [] => false,
        };
        definite.then_some((noun, noun))
    }

    /// "(the) medical necessity (of …) is not established", "does not support medical necessity".
    fn necessity(&self, (noun, noun_end): (usize, usize)) -> Option<Predicate> {
        if self.words.get(noun).is_some_and(|w| is_quoted(self.text, w.span.start)) {
            return None;
        }
        // As a subject.
        for at in self.positions(|w| w.is(&ESTABLISHED) || w.is(&WANTING)) {
            if at < noun {
                continue;
            }
            let against = self.words.get(at).is_some_and(|w| w.is(&WANTING));
            if let Some(found) = self.predicate(at, at, against).filter(|p| p.governed.clause <= noun) {
                // "is required before medical necessity can be established"
                let awaited = self.between(noun.saturating_sub(2), noun).iter().any(|w| w.is(&["before", "until"]));
                // "In my judgment no medical necessity is present": wherever the clause starts.
                let none = noun.checked_sub(1).and_then(|i| self.words.get(i)).is_some_and(|w| w.is(&["no"]));
                let found = Predicate { necessary: found.necessary && !awaited && !none, ..found };
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
        let verb = (noun.saturating_sub(5)..noun).rev().find(|i| self.words.get(*i).is_some_and(|w| w.is(&ESTABLISH)));
        let denied = match verb {
            // "no established medical necessity", "scant support for the medical necessity"
            Some(verb)
                if verb > 0
                    && self.words.get(verb - 1).is_some_and(|w| {
                        let scant = ["no", "scant", "little", "insufficient", "inadequate", "meager"];
                        w.is(&scant) || w.is(&["lacks", "lack", "lacking", "without"])
                    }) =>
            {
                true
            }
            Some(verb) => denied_verb(&self.words, verb)?,
            None => {
                let wanting = before.iter().rev().take(2).any(|w| w.is(&["no", "lack", "lacks", "lacking", "without"]));
                // "there is medical necessity for the brace"
                let there =
                    before.windows(2).any(|pair| matches!(pair, [a, b] if a.is(&["there"]) && b.is(&BE_FINITE)));
                let denied = wanting
                    || denied_noun(before)
                    || short_of(before)
                    || there && before.iter().any(|w| w.is(&NEGATIONS));
                (denied || there).then_some(denied)?
            }
        };
        let found = Predicate {
            at: verb.unwrap_or(noun),
            end: noun_end,
            necessary: !denied,
            governed: Governed { denied, from: noun, ..Governed::default() },
        };
        let conditional = self.is_conditional(&found) || self.said_by_another(&found);
        (!conditional && !self.is_premise(&found)).then_some(found)
    }

    /// "is not necessary", in a sentence that concludes or speaks of the request; "reasonable and necessary" in any.
    fn bare_necessary(&self) -> Option<Predicate> {
        let at = self.words.iter().rposition(|w| w.is(&["necessary", "unnecessary"]))?;
        let found = self.predicate(at, at, self.words.get(at)?.is(&["unnecessary"]))?;
        let formula = |w: &[Word]| matches!(w, [a, b] if a.is(&["reasonable"]) && b.is(&["and", "or", "nor"]));
        let deciding = self.concludes() || self.speaks_of_request(&found) || formula(self.between(at.max(2) - 2, at));
        (deciding && !self.is_premise(&found)).then_some(found)
    }

    /// "the denial is upheld", "the utilization review determination should be overturned", "I uphold the denial".
    fn decision_on_denial(&self) -> Option<Predicate> {
        if let Some(at) = self.words.iter().rposition(|w| w.is(&LETS_STAND) || w.is(&LETS_FALL)) {
            let denial = self.between(at + 1, at + 6).iter().any(|w| w.is(&DENIAL));
            // "do not support overturning the denial"
            let favours = |w: &Word| {
                w.is(&[
                    "recommend", "support", "supports", "justify", "justifies", "warrant", "warrants", "favor",
                    "favors",
                ])
            };
            let over = at.checked_sub(1).filter(|i| self.words.get(*i).is_some_and(favours));
            let denied = denied_verb(&self.words, over.unwrap_or(at)).filter(|_| denial)?;
            let falls = self.words.get(at)?.is(&LETS_FALL);
            return Some(self.of_verb(at, at, falls != denied)).filter(|found| !self.said_by_another(found));
        }
        if let Some(at) = self.words.iter().rposition(|w| w.is(&["stand", "stands"])) {
            let before = self.between(at.max(4) - 4, at);
            let denial = before.iter().any(|w| w.is(&["denial"]))
                || before.iter().any(|w| w.is(&DENIAL)) && EARLIER_REVIEWERS.find(before).is_some();
            let found = self.of_verb(at, at, denied_verb(&self.words, at).filter(|_| denial)?);
            return (!self.is_conditional(&found) && !self.said_by_another(&found)).then_some(found);
        }
        let places = self.positions(|w| w.is(&LET_STAND) || w.is(&LET_FALL) || w.is(&RIGHT));
        places.into_iter().rev().find_map(|at| self.denial_judged(at))
    }

    /// What the word at `at` says of the denial: "upheld", "reversed", "justified".
    fn denial_judged(&self, at: usize) -> Option<Predicate> {
        let word = self.words.get(at)?;
        let governed = governed(&self.words, at, at)?;
        let verb = self.between(governed.from, at);
        let subject = self.between(governed.outer, governed.from);
        let right = word.is(&RIGHT);
        let past = !right && verb.iter().any(|w| w.is(&["was", "were", "had"]));
        let named = subject.iter().any(|w| w.is(&["denial"]))
            || subject.iter().any(|w| w.is(&DENIAL)) && (!right || EARLIER_REVIEWERS.find(subject).is_some());
        if past || !named || governed.uncertain || governed.would && self.is_hypothetical(true) {
            return None;
        }
        let falls = word.is(&LET_FALL);
        Some(Predicate { at, end: at, necessary: falls != governed.denied, governed })
    }

    /// A verb that decides, without a clause of its own to speak of.
    pub(super) fn of_verb(&self, at: usize, end: usize, necessary: bool) -> Predicate {
        Predicate { at, end, necessary, governed: Governed { from: at, ..Governed::default() } }
    }

    /// "I recommend non-certification", "recommend that the request be denied".
    fn certification(&self) -> Option<Predicate> {
        let at = self.words.iter().rposition(|w| w.is(&["certification", "denial", "approval", "authorization"]))?;
        let verb = (at.saturating_sub(4)..at).rev().find(|i| {
            let passive = self.words.get(i + 1).is_some_and(|w| w.is(&["for"]));
            // "Recommendation is for denial."
            let noun = *i == 0 && self.words.get(1).is_some_and(|w| w.is(&["is"]));
            let word = self.words.get(*i);
            word.is_some_and(|w| {
                w.is(&["recommend", "recommends", "recommending"])
                    || passive && w.is(&["recommended"])
                    || noun && w.is(&["recommendation"])
            })
        })?;
        let denied = denied_verb(&self.words, verb)?;
        let non = self.between(verb, at).iter().any(|w| w.is(&NEGATIONS) || w.is(&["against"]));
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
        let at = self.words.iter().position(|w| w.is(&AGREEING) || w.is(&DISAGREEING))?;
        let with = self.words.iter().skip(at + 1).take(2).any(|w| w.is(&["with"]));
        let rest = self.words.get(at + 1..).unwrap_or_default();
        let earlier = rest.iter().take(8).any(|w| w.is(&DENIAL))
            || rest.get(..rest.len().min(8)).is_some_and(|r| EARLIER_REVIEWERS.find(r).is_some());
        let speaker = self.words.iter().take(at).any(|w| w.is(&["i", "we", "reviewer", "imr"]));
        if !with || !earlier || !speaker {
            return None;
        }
        let denied = denied_verb(&self.words, at)?;
        let joins = self.words.get(at)?.is(&AGREEING);
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

    /// "I cannot recommend the brace", "I would approve it".
    fn recommendation(&self) -> Option<Predicate> {
        let acts = ["approve", "certify", "authorize", "allow"];
        let at = self.words.iter().rposition(|w| w.is(&["recommend", "endorse"]) || w.is(&acts))?;
        let own = self.words.iter().take(at).rposition(|w| w.is(&["i", "we"]))?;
        let run = self.between(own + 1, at);
        let named = self.words.get(at + 1).is_some_and(|w| w.is(&["the", "this", "these", "it", "a", "an", "another"]));
        let denied = run.iter().filter(|w| w.is(&NEGATIONS) || w.is(&["unable"])).count() % 2 == 1;
        let act = self.words.get(at).is_some_and(|w| w.is(&acts));
        let found = self.of_verb(at, at, !denied);
        let doubtful = run.iter().any(|w| w.is(&["may", "might", "could", "probably"]) || w.is(&GENERALLY))
            || run.iter().any(|w| w.is(&["would"])) && self.is_hypothetical(true);
        let stands = named && run.len() <= 4 && (denied || act && !doubtful) && !self.is_conditional(&found);
        stands.then_some(found)
    }

    /// "Therefore the request is not."
    fn cut_short(&self) -> Option<Predicate> {
        let (verb, denied) = self.last_verb().filter(|_| self.concludes())?;
        let subject = self.between(0, verb);
        let request = subject.last().is_some_and(|w| w.is(&["request"])) && !has_verb(subject);
        (denied && request).then(|| self.of_verb(verb, verb + 1, false))
    }

    /// "Certification is recommended", "Approval is not warranted".
    fn approval(&self) -> Option<Predicate> {
        let noun = self.words.iter().rposition(|w| w.is(&["certification", "approval", "authorization"]))?;
        let opening =
            |w: &Word| w.is(&NEGATIONS) || w.is(&CONNECTORS) || w.is_mark() || w.is(&["the", "retrospective"]);
        let words = ["recommended", "warranted", "supported", "justified", "granted", "advised"];
        let at = noun + 1 + self.words.get(noun + 1..)?.iter().position(|w| w.is(&words))?;
        let found = self.predicate(at, at, false)?;
        let non = noun.checked_sub(1).and_then(|i| self.words.get(i)).is_some_and(|w| w.is(&NEGATIONS));
        let stands = self.words.iter().take(noun).all(opening)
            && found.governed.from == noun + 1
            && !self.is_past(&found)
            && self.words.get(at + 1).is_none_or(Word::is_mark);
        stands.then_some(Predicate { necessary: found.necessary != non, ..found })
    }
}
