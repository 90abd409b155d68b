//! Claims: what one sentence says about the necessity of a treatment, and how plainly.

use super::clause::{Governed, governed};
use super::denial::has_verb;
use super::phrases::*;
use super::quote::is_quoted;
use super::sentence::Sentence;
use super::stems::Stems;
use super::titled::Titled;
use super::words::{Word, words};
use crate::text::{Span, fold, is_blank};

/// How plainly a sentence decides. Ordered: a plainer claim outranks what is said less plainly anywhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// "The brace is not indicated": counts as the last sentence, said of this item, of a rationale that says nothing
    /// plainer.
    Faint,
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
    /// Whether it opens as a conclusion, or its subject only points: "it", "this".
    pub concludes: bool,
    /// Whether it tells what was so at another time, of another request, or is often so.
    pub aside: bool,
    /// Whether it tells of the past.
    pub past: bool,
    /// Whether it may be what somebody else has said: what the reviewer says without a doubt goes before.
    pub reported: bool,
    /// What the request is for, in words that say something.
    pub object: Vec<String>,
    /// What the same sentence says the other way round, of something else or of another part.
    pub other: Option<Box<Claim>>,
}

/// What a sentence of `text` claims, in the rationale of an item with this title; none where it decides nothing, or where
/// somebody else does.
pub(super) fn claim(text: &str, sentence: Sentence, title: Option<&Titled>) -> Option<Claim> {
    let span = tail(text, sentence.span);
    let own = span.of(text);
    if !may_decide(own) {
        return None;
    }
    let small = in_small_letters(own);
    let clauses = Clauses { text, words: words_beside(&small, span.start, title) };
    if clauses.words.iter().any(|w| w.is(&IN_BOILERPLATE)) {
        let lower = fold(&small);
        if BOILERPLATE.iter().any(|phrase| lower.contains(phrase)) {
            return None;
        }
    }
    clauses.plain().or_else(|| clauses.spoken()).or_else(|| clauses.weak()).or_else(|| clauses.faint())
}

/// What a sentence claims that follows one with this claim and has no word for it of its own: "Supervised visits are not."
pub(super) fn echo(text: &str, sentence: Sentence, title: Option<&Titled>, before: &Claim) -> Option<Claim> {
    const LONGEST: usize = 120;
    let short = before.strength == Strength::Plain && sentence.span.len() <= LONGEST && sentence.finished;
    let last = sentence.span.of(text).rsplit(is_blank).next().unwrap_or("");
    if !short || !matches!(last, "is." | "are." | "was." | "were." | "not.") {
        return None;
    }
    let small = in_small_letters(sentence.span.of(text));
    let mut clauses = Clauses { text, words: words_beside(&small, sentence.span.start, title) };
    // As if it were joined to what stands before it.
    clauses.words.insert(0, Word::mark(";", sentence.span.start));
    let found = clauses.echo(0, before.necessary)?;
    Some(clauses.claim(found, Strength::Plain))
}

/// The words of a sentence that starts at `start`, without what only its item's title has brought into it.
fn words_beside<'a>(small: &'a str, start: usize, title: Option<&Titled>) -> Vec<Word<'a>> {
    let mut words = words(small, start);
    if let Some(title) = title {
        title.calm(&mut words);
    }
    words
}

/// A text in small letters, each where it was.
pub(super) fn in_small_letters(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let small = |c: char| {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
            _ => c,
        }
    };
    text.chars().map(small).collect()
}

/// A sentence, or the end of one that nobody would write: what it concludes stands there, and reading it stays cheap.
fn tail(text: &str, sentence: Span) -> Span {
    const LONGEST: usize = 4_000;
    let mut start = sentence.end.saturating_sub(LONGEST).max(sentence.start);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    Span::new(start, sentence.end)
}

/// A quick look at the letters: most sentences decide nothing.
fn may_decide(sentence: &str) -> bool {
    static DECIDING: Stems = Stems::new(&[
        "eces", "ecces", "ECESS", "edically", "edicaly", "uphe", "uphold", "vertur", "evers", "enied", "denial",
        "ertif", "ecommend", "upport", "arrant", "ndicat", "asonabl", "ppropriat", "ustif", "eeded", "equired",
        "uthoriz", "xcessiv", "rematur", "pprove", "meet", "met", "agree", "concur", "granted", "experimental",
        "overrule", "affirm", "sustain", "ubstantiat", "allow", "ndorse", "stands", "nvestigational", "aintained",
        "onfirmed", "orrect", "roper",
    ]);
    // "Therefore the request is not." In capitals no stem would be known.
    DECIDING.are_in(sentence) || sentence.ends_with("not.") || !sentence.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// A sentence of a text, in words.
pub(super) struct Clauses<'a> {
    /// The whole text: quotations may open in another sentence.
    pub text: &'a str,
    /// The sentence's words; their spans count from the start of the text.
    pub words: Vec<Word<'a>>,
}

/// A predicate and what governs it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Predicate {
    /// Its first word.
    pub at: usize,
    /// Its last word.
    pub end: usize,
    /// Whether it says "necessary", all denials counted.
    pub necessary: bool,
    /// What governs it.
    pub governed: Governed,
}

impl<'a> Clauses<'a> {
    /// "is (not) medically necessary".
    fn plain(&self) -> Option<Claim> {
        let mut main: Option<Predicate> = None;
        let mut other: Option<Predicate> = None;
        let mut premise = None;
        for (at, end, against) in self.plain_predicates() {
            let found = self.answered(at, end, against).or_else(|| self.predicate(at, end, against));
            let Some(found) = found else { continue };
            if self.is_premise(&found) {
                premise = Some(found);
                continue;
            }
            if let Some(before) = main.filter(|before| before.necessary != found.necessary) {
                // "was not necessary before, but is necessary now"
                let earlier = self.speaks_of_earlier(before.governed.clause, before.end)
                    || self.is_past(&before) && !self.is_past(&found);
                other = if earlier { other } else { Some(before) };
            }
            main = Some(found);
        }
        match (main, premise) {
            (Some(found), _) => {
                let mut claim = self.claim(found, Strength::Plain);
                let other = other.or_else(|| self.echo(found.end, found.necessary));
                claim.other = other.map(|other| Box::new(self.claim(other, Strength::Plain)));
                Some(claim)
            }
            // "As the operation is not necessary, the brace is also not": the premise's word is understood.
            (None, Some(premise)) => self.after_premise(premise),
            (None, None) => self.elliptic(),
        }
    }

    /// "Medically necessary: No."
    fn answered(&self, at: usize, end: usize, against: bool) -> Option<Predicate> {
        let [mark, answer] = self.words.get(end + 1..)? else { return None };
        let asked = at == 0 && mark.is(&[":", "?"]) && answer.is(&["yes", "no"]);
        asked.then(|| self.of_verb(at, end + 2, answer.is(&["yes"]) != against))
    }

    /// "Although the provider finds it medically necessary, I conclude that it is not": what it is has been named before.
    fn elliptic(&self) -> Option<Claim> {
        let (verb, denied) = self.last_verb()?;
        let subject = self.words.get(verb.checked_sub(1)?).filter(|w| w.is(&["it", "this", "they"]))?;
        let before = self.between(0, verb - 1);
        let own = before.iter().rposition(|w| w.is(&["i", "we", "reviewer"]))?;
        let concludes = self.between(own + 1, verb).iter().any(|w| w.is(&JUDGES) || w.is(&THINKING));
        let named = self.plain_predicates().iter().any(|(_, end, _)| *end < own);
        let found = self.of_verb(verb, if denied { verb + 1 } else { verb }, !denied);
        let stands = concludes && named && !is_quoted(self.text, subject.span.start) && !self.is_conditional(&found);
        stands.then(|| self.claim(found, Strength::Spoken))
    }

    /// "A rental is medically necessary, a purchase is not": the contrary, said behind word `end` of something else by its
    /// verb alone.
    fn echo(&self, end: usize, necessary: bool) -> Option<Predicate> {
        const LONGEST: usize = 10;
        let (verb, denied) = self.last_verb().filter(|(verb, denied)| *verb > end && *denied == necessary)?;
        let comma = |i: usize| self.words.get(i).is_some_and(|w| w.is(&[","]));
        // "but a rental, as requested, is"
        let subject_end = match verb.checked_sub(1).filter(|i| comma(*i)) {
            Some(close) => (end..close).rev().find(|i| comma(*i))?,
            None => verb,
        };
        let parts = [",", "but", "while", "whereas", ";", "and"];
        let joint = (end..subject_end).rev().find(|i| self.words.get(*i).is_some_and(|w| w.is(&parts)))?;
        let subject = self.between(joint + 1, subject_end);
        // "but as it stands the request is not"
        let subject = match subject {
            [first, second, third, rest @ ..]
                if first.is(&["as"]) && second.is(&["it", "things"]) && third.is(&["stands", "stand"]) =>
            {
                rest
            }
            _ => subject,
        };
        let named =
            subject.first().is_some_and(|w| !w.is(&SUBORDINATORS) && !w.is(&["it", "i", "which", "that", "so"]));
        let found = self.of_verb(verb, verb + usize::from(denied), !denied);
        let found = Predicate { governed: Governed { clause: joint + 1, ..found.governed }, ..found };
        let plain = named && subject.len() <= LONGEST && !has_verb(subject);
        (plain && !self.is_conditional(&found)).then_some(found)
    }

    /// The verb with which the sentence ends, and whether it is denied there: "is", "are not".
    pub(super) fn last_verb(&self) -> Option<(usize, bool)> {
        let last = self.words.iter().rposition(|w| !w.is_mark())?;
        let denied = self.words.get(last).is_some_and(|w| w.is(&["not"]));
        let verb = if denied { last.checked_sub(1)? } else { last };
        self.words.get(verb).filter(|w| w.is(&BE_FINITE)).map(|_| (verb, denied))
    }

    /// Places of "medically necessary" and its like: first word, last word, and whether it is the contrary.
    fn plain_predicates(&self) -> Vec<(usize, usize, bool)> {
        const PREDICATES: &[&str] = &[
            "necessary", "unnecessary", "appropriate", "indicated", "warranted", "justified", "reasonable", "required",
            "needed",
        ];
        let mut found = Vec::new();
        for (i, word) in self.words.iter().enumerate().filter(|(_, w)| w.is(&["medically", "medical"])) {
            // "visits are recommended as determined to be medically necessary": as far as they are.
            let run = self.between(i.max(4) - 4, i).iter().map(|w| w.text);
            if run.eq(["as", "determined", "to", "be"]) {
                continue;
            }
            let rest = self.between(i + 1, i + 4);
            let before = |back: usize| i.checked_sub(back).and_then(|i| self.words.get(i));
            // "is (not) a medically necessary treatment", "is not a medical necessity"
            let article = before(1).is_some_and(|w| w.is(&["a", "of", "one"]))
                && before(2).is_some_and(|w| {
                    let verbs =
                        ["represent", "represents", "constitute", "constitutes", "considered", "deemed", "found"];
                    w.is(&BE) || w.is(&NEGATIONS) || w.is(&verbs)
                });
            let at = if article { i - 1 } else { i };
            match rest {
                [second, ..] if word.is(&["medically"]) && (second.is(PREDICATES) || second.is(&["necessity"])) => {
                    found.push((at, i + 1, second.is(&["unnecessary"])));
                }
                [second, ..] if second.is(&["necessary", "unnecessary"]) => {
                    found.push((at, i + 1, second.is(&["unnecessary"])))
                }
                [second, ..] if article && second.is(&["necessity"]) => found.push((at, i + 1, false)),
                // "is not medically." with its last word lost
                [] if word.is(&["medically"]) && before(1).is_some_and(|w| w.is(&NEGATIONS)) => {
                    found.push((i, i, false))
                }
                // "is medically not necessary"
                [mark, not, third] if mark.is(&[","]) && not.is(&["not"]) && third.is(&["necessary"]) => {
                    found.push((i, i + 3, true))
                }
                [not, third, ..] if not.is(&["not"]) && third.is(&["necessary"]) => found.push((i, i + 2, true)),
                _ => {}
            }
        }
        found
    }

    /// A predicate that states something of its own: governed, not quoted, not conditional, not somebody else's.
    pub(super) fn predicate(&self, at: usize, end: usize, against: bool) -> Option<Predicate> {
        let first = self.words.get(at)?;
        if is_quoted(self.text, first.span.start) {
            return None;
        }
        let governed = governed(&self.words, at, end)?;
        let short = self.is_beyond(governed.from) || self.is_awaited(governed.from);
        let found = Predicate { at, end, necessary: (governed.denied == against) != short, governed };
        let conditional = governed.uncertain
            || governed.would && self.is_hypothetical(found.necessary)
            || self.is_conditional(&found);
        if conditional {
            return None;
        }
        // "was denied as not medically necessary", "was certified as …": an earlier decision.
        let earlier = self.is_past(&found)
            && self.between(governed.from, at).iter().any(|w| {
                w.is(&["denied", "certified", "approved", "authorized", "modified"])
                    || w.is(&["erroneously", "wrongly", "incorrectly", "mistakenly", "improperly"])
            });
        (!earlier && !self.said_by_another(&found)).then_some(found)
    }

    /// The main clause behind a premise that is decided elsewhere.
    fn after_premise(&self, premise: Predicate) -> Option<Claim> {
        let comma = (premise.end..self.words.len()).find(|i| self.words.get(*i).is_some_and(|w| w.is(&[","])))?;
        let at = (comma..self.words.len()).rev().find(|i| {
            self.words.get(*i).is_some_and(|w| {
                w.is(&WEAK) || w.is(&WEAK_AGAINST) || w.is(&["not", "neither", "necessary", "unnecessary"])
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
            self.predicate(at, at, word.is(&WEAK_AGAINST) || word.is(&["unnecessary"]))?
        };
        Some(self.claim(found, Strength::Spoken))
    }

    pub(super) fn claim(&self, found: Predicate, strength: Strength) -> Claim {
        let start = self.words.get(found.governed.from.min(found.at)).map_or(0, |w| w.span.start);
        let end = self.words.get(found.end).map_or(start, |w| w.span.end);
        let reported = self.may_be_reported(&found);
        let about_request = self.speaks_of_request(&found);
        let concludes = self.concludes() || self.only_points(&found);
        let general = self.is_general(&found) && !about_request;
        Claim {
            necessary: found.necessary,
            partial: self.speaks_in_part(found.governed.clause, found.end),
            strength: if reported || general { strength.min(Strength::Spoken) } else { strength },
            words: Span::new(start, end),
            about_request,
            concludes: concludes && !general,
            aside: self.is_aside(&found),
            past: self.is_past(&found),
            reported,
            object: self
                .between(found.governed.clause, found.governed.from)
                .iter()
                .filter(|w| {
                    !w.is_mark() && !w.is(&EMPTY) && !w.text.starts_with(|c: char| c.is_ascii_digit() || c == '#')
                })
                .map(|w| w.text.to_string())
                .collect(),
            other: None,
        }
    }

    /// "is partially medically necessary", "medically necessary in part".
    fn speaks_in_part(&self, from: usize, end: usize) -> bool {
        let inside = self.between(from, end + 1);
        let after = self.between(end + 1, (end + 3).min(self.words.len()));
        inside.iter().any(|w| w.is(&["partially", "partly"]))
            || matches!(after, [a, b] if a.is(&["in"]) && b.is(&["part"]))
    }

    pub(super) fn between(&self, from: usize, to: usize) -> &[Word<'a>] {
        self.words.get(from..to.max(from).min(self.words.len())).unwrap_or_default()
    }

    pub(super) fn positions(&self, wanted: impl Fn(&Word<'a>) -> bool) -> Vec<usize> {
        self.words.iter().enumerate().filter(|(_, w)| wanted(w)).map(|(i, _)| i).collect()
    }
}
