//! What a rationale concludes: the last sentence that decides, among those that decide most plainly.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::claim::{Claim, Strength, claim, echo};
use super::phrases::{CALLED, CONNECTORS, PARTS, UNITS};
use super::sentence::{Sentence, sentences};
use super::titled::Titled;
use crate::text::{Span, fold};

/// What a rationale concludes about its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Medically necessary.
    Necessary,
    /// Not medically necessary.
    NotNecessary,
    /// Necessary in part.
    Partial,
}

/// What was read in a rationale. Spans count from the start of the rationale.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What the deciding sentence concludes; none where no sentence does.
    pub verdict: Option<Verdict>,
    /// The deciding words.
    pub words: Span,
    /// The deciding sentence.
    pub sentence: Span,
    /// The deciding words of every sentence that concludes the opposite.
    pub dissent: Vec<Span>,
    /// Whether nothing more is waited for: the deciding sentence has its full stop, and decides wherever it stands.
    pub finished: bool,
}

impl Reading {
    /// The reading's name, as in reports: `necessary`, `not-necessary`, `partial`, `none` or `conflicting`.
    pub fn name(&self) -> &'static str {
        match self.verdict {
            None => "none",
            Some(_) if !self.dissent.is_empty() => "conflicting",
            Some(Verdict::Necessary) => "necessary",
            Some(Verdict::NotNecessary) => "not-necessary",
            Some(Verdict::Partial) => "partial",
        }
    }

    /// The same reading with its spans `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Reading {
        self.moved(0, by)
    }

    /// The same reading where what stood at `from` stands at `to` now.
    #[must_use]
    pub fn moved(mut self, from: usize, to: usize) -> Reading {
        for span in [&mut self.words, &mut self.sentence].into_iter().chain(&mut self.dissent) {
            *span = span.moved(from, to);
        }
        self
    }
}

/// How many sentences at the end may hold a conclusion that does not speak of necessity.
const CLOSING: usize = 3;

/// Reads what a rationale concludes about the item with this title.
pub fn read_verdict(text: &str, title: &str) -> Reading {
    let sentences = sentences(text);
    let stems = stems(text);
    let speaks_of_necessity =
        |s: &Sentence| stems.iter().any(|stem| s.span.start <= stem.start && stem.end <= s.span.end);
    let (plain, others): (Vec<_>, Vec<_>) = sentences.iter().enumerate().partition(|(_, s)| speaks_of_necessity(s));
    let titled = Titled::of(title);
    let read = |(at, sentence): (usize, &Sentence)| Some((at, *sentence, claim(text, *sentence, titled.as_ref())?));
    let mut claims: Vec<(usize, Sentence, Claim)> = plain.into_iter().filter_map(read).collect();
    let echoed = |(at, _, claim): &(usize, Sentence, Claim)| {
        let next = sentences.get(at + 1).filter(|next| !speaks_of_necessity(next))?;
        Some((at + 1, *next, echo(text, *next, titled.as_ref(), claim)?))
    };
    let echoes: Vec<_> = claims.iter().filter_map(echoed).collect();
    if !echoes.is_empty() {
        claims.extend(echoes);
        claims.sort_by_key(|(at, ..)| *at);
    }
    if !claims.iter().any(|(_, _, claim)| claim.strength == Strength::Plain) {
        let closing = sentences.len().saturating_sub(CLOSING);
        claims.extend(others.into_iter().filter_map(read));
        claims.retain(|(at, sentence, claim)| match claim.strength {
            Strength::Faint => at + 1 == sentences.len() && is_all_of_item(claim, title),
            Strength::Weak => {
                (*at >= closing || *at == 0 && answers(*sentence, claim)) && (!claim.aside || claim.concludes)
            }
            Strength::Spoken | Strength::Plain => true,
        });
        claims.sort_by_key(|(at, ..)| *at);
    }
    let claims = claims.into_iter().map(|(_, sentence, claim)| (sentence, claim)).collect();
    decide(claims, title)
}

fn decide(claims: Vec<(Sentence, Claim)>, title: &str) -> Reading {
    let title = fold(title).to_lowercase();
    let claims: Vec<(Sentence, Claim)> = claims.into_iter().map(|(at, claim)| (at, of_item(claim, &title))).collect();
    let rank = |claim: &Claim| {
        let bearing = bearing(claim, &title);
        // Of some treatment only: what is said of this request, if less plainly, goes before.
        let strength = if bearing < Bearing::Elsewhere { claim.strength.min(Strength::Spoken) } else { claim.strength };
        (strength, !claim.reported, bearing)
    };
    let Some(highest) = claims.iter().map(|(_, claim)| rank(claim)).max() else {
        return Reading::default();
    };
    let Some((sentence, deciding)) = claims.iter().rfind(|(_, claim)| rank(claim) == highest) else {
        return Reading::default();
    };
    let mut reading = Reading {
        verdict: Some(match deciding {
            Claim { partial: true, .. } => Verdict::Partial,
            Claim { necessary: true, .. } => Verdict::Necessary,
            Claim { necessary: false, .. } => Verdict::NotNecessary,
        }),
        words: deciding.words,
        sentence: sentence.span,
        dissent: Vec::new(),
        finished: sentence.finished && deciding.strength > Strength::Faint,
    };
    if deciding.strength < Strength::Plain || deciding.partial {
        return reading;
    }
    let opposed = claims.iter().filter(|(_, claim)| {
        let same_time = !claim.past || deciding.past;
        let stands =
            claim.strength == Strength::Plain && claim.about_request && !claim.partial && !claim.aside && same_time;
        stands && claim.necessary != deciding.necessary
    });
    for (_, claim) in opposed {
        match other_part(claim, deciding, &title) {
            Part::Same => reading.dissent.push(claim.words),
            Part::OfThisItem => reading.verdict = Some(Verdict::Partial),
            Part::Elsewhere => {}
        }
    }
    if reading.verdict == Some(Verdict::Partial) {
        reading.dissent.clear();
    }
    reading
}

/// Of a sentence that says both, what it says of this item: where the title tells them apart, else both.
fn of_item(mut claim: Claim, title: &str) -> Claim {
    let Some(other) = claim.other.take() else { return claim };
    let (own, others) = (named(&claim, title), named(&other, title));
    if own > others && is_foreign(&other, title) {
        return claim;
    }
    if own < others && is_foreign(&claim, title) {
        return *other;
    }
    claim.partial = true;
    claim
}

/// Whether a claim speaks of something that is not in a title and no part of what is.
fn is_foreign(claim: &Claim, title: &str) -> bool {
    let part = |word: &String| PARTS.contains(word.as_str()) || UNITS.contains(word.as_str());
    named(claim, title) < claim.object.len() && !claim.object.iter().any(part)
}

/// How surely a claim is about this item. Ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bearing {
    /// Of another time or another request, or of what is often so.
    Aside,
    /// Of some treatment.
    Unclear,
    /// Of a request, or as a conclusion, but of something that is not in the title.
    Elsewhere,
    /// Of this item.
    Item,
}

fn bearing(claim: &Claim, title: &str) -> Bearing {
    let named = title.is_empty() || is_named(claim, title);
    match (claim.aside && !claim.concludes, named, claim.about_request || claim.concludes) {
        (true, ..) => Bearing::Aside,
        (_, true, _) => Bearing::Item,
        (_, false, true) if claim.object.iter().all(|word| calls(word)) => Bearing::Item,
        (_, false, true) => Bearing::Elsewhere,
        (_, false, false) => Bearing::Unclear,
    }
}

/// Whether a word only calls again what was asked for, or counts it.
fn calls(word: &str) -> bool {
    [&CALLED, &UNITS, &PARTS, &CONNECTORS].iter().any(|words| words.contains(word))
}

/// Whether a title has a word of what a claim speaks of.
fn is_named(claim: &Claim, title: &str) -> bool {
    named(claim, title) > 0
}

/// Whether the first sentence answers, and reasons follow it: "The request is appropriate."
fn answers(sentence: Sentence, claim: &Claim) -> bool {
    claim.about_request && claim.words.end + 1 >= sentence.span.end
}

/// Whether a claim speaks of what a title names, or calls it by a common name, and of nothing else.
fn is_all_of_item(claim: &Claim, title: &str) -> bool {
    let title = title.to_lowercase();
    let single = |word: &str| word.strip_suffix('s').unwrap_or(word).to_string();
    let titled = |word: &str| title.split(|c: char| !c.is_alphanumeric()).any(|own| single(own) == single(word));
    claim.object.iter().all(|word| CALLED.contains(word) || CONNECTORS.contains(word) || titled(word))
}

/// How many words of what a claim speaks of a title has.
fn named(claim: &Claim, title: &str) -> usize {
    let titled = |word: &&String| title.split(|c: char| !c.is_alphanumeric()).any(|t| t == word.as_str());
    claim.object.iter().filter(titled).count()
}

/// What a sentence with the opposite conclusion speaks of.
enum Part {
    /// The same thing as the deciding sentence.
    Same,
    /// Another part of this item, such as one of two tests.
    OfThisItem,
    /// Something that is not in this item's title.
    Elsewhere,
}

fn other_part(claim: &Claim, deciding: &Claim, title: &str) -> Part {
    if claim.object.is_empty() || claim.object.iter().any(|word| deciding.object.contains(word)) {
        return Part::Same;
    }
    if title.is_empty() {
        return if deciding.object.is_empty() { Part::Same } else { Part::Elsewhere };
    }
    match (is_named(claim, title), deciding.object.is_empty(), is_named(deciding, title)) {
        (true, true, _) => Part::Same,
        (true, false, true) => Part::OfThisItem,
        _ => Part::Elsewhere,
    }
}

/// Where a text speaks of what is necessary, or so medically.
fn stems(text: &str) -> Vec<Span> {
    // As they are spelt, and misspelt.
    static STEMS: LazyLock<[Finder; 4]> = LazyLock::new(|| ["eces", "ecces", "edically", "ECESS"].map(Finder::new));
    let places =
        |stem: &'static Finder| stem.find_iter(text.as_bytes()).map(|at| Span::new(at, at + stem.needle().len()));
    STEMS.iter().flat_map(places).collect()
}
