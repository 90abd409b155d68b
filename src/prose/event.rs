//! What a date dates: the injury, the utilization review, a report, or something that a reader of rules need not know.

use std::ops::Range;

use super::calendar::Date;
use super::date::dates_at;
use super::lexicon::WordSet;
use super::part::in_part;
use super::token::{Kind, Token, tokens};

/// What happened on a date, as far as the words beside it say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// The injury that the claim is about.
    Injury,
    /// The utilization review of the request.
    Review,
    /// A progress report, an examination or a visit, a request: something between the injury and the decision.
    Report,
    /// An image: an earlier one may be of use.
    Imaging,
    /// Something that a sentence tells of a day, `On 11/14/2016, the patient …`, or a record.
    Visit,
    /// Anything else.
    Other,
}

/// Words that may stand between a date and what it dates.
pub(super) static LINKS: WordSet = WordSet::new(
    9,
    &[
        "on", "of", "dated", "date", "from", "is", "was", "as", "at", "(", ",", ":", "the", "in", "listed", "given",
        "reported", "occurring", "occurred",
    ],
);
/// They make an injury, or a review, another one than the letter's.
pub(super) static ANOTHER: WordSet = WordSet::new(
    10,
    &[
        "prior", "previous", "earlier", "another", "second", "other", "separate", "different", "new", "subsequent",
        "non", "nonindustrial", "remote", "pre", "first", "appeal", "reconsideration", "internal", "previously",
        "additional", "later", "initial", "third",
    ],
);
/// How far back an adjective of that kind is looked for.
const NEAR: usize = 5;
/// Furthest that what a date dates stands from it, in tokens.
const REACH: usize = 14;
/// So many tokens behind a date, of the same sentence, may say what it dates.
const AHEAD_OF: usize = 32;
/// Between a review and its date.
pub(super) static REVIEW_LINKS: WordSet = WordSet::new(
    11,
    &[
        "on", "of", "dated", "date", "from", "was", "is", "as", "(", ")", ",", ":", "-", "the", "with", "a", "an",
        "decision", "determination", "report", "form", "documentation", "document", "letter", "denial", "notice",
        "issued", "performed", "completed", "rendered", "made", "certification", "denied", "noncertified", "board",
        "ur", "review", "utilization", "non", "certified", "certificate", "conducted", "done", "being", "challenged",
        "at", "issue", "in", "dispute", "question", "under",
    ],
);
/// What is written, seen or asked for while a case is treated.
pub(super) static REPORTS: WordSet = WordSet::new(
    12,
    &[
        "report", "reports", "note", "notes", "progress", "exam", "examination", "evaluation", "reevaluation", "visit",
        "visits", "consultation", "rfa", "request", "authorization", "complaint", "complaints", "findings",
        "assessment", "pr2", "documentation",
    ],
);
pub(super) static IMAGES: WordSet =
    WordSet::new(13, &["mri", "mris", "ray", "rays", "ct", "scan", "imaging", "radiograph", "radiographs"]);
/// Between a report and its date.
pub(super) static REPORT_LINKS: WordSet = WordSet::new(
    14,
    &[
        "on", "of", "dated", "date", "from", "was", "were", "is", "(", ",", "the", "performed", "signed", "submitted",
        "received", "completed", "conducted", "reported", "noted", "form", "a", "for", "to", "be", "s", "obtained",
        "done",
    ],
);

/// Words for what is still to come.
pub(super) static AHEAD: WordSet = WordSet::new(
    27,
    &[
        "scheduled", "schedule", "next", "follow", "followup", "future", "return", "until", "expected", "anticipated",
        "planned", "pending", "will", "appointment", "recheck", "reevaluation", "due", "through", "recommended",
        "plan",
    ],
);
/// Words for another time.
pub(super) static BEFORE: WordSet = WordSet::new(28, &["prior", "previous", "previously", "post", "earlier"]);

/// The dates of a text with what they date, in order.
pub fn events(text: &str) -> Vec<(Date, Event)> {
    events_of(&tokens(text))
}

/// The dates among these tokens with what they date.
pub(super) fn events_of(tokens: &[Token]) -> Vec<(Date, Event)> {
    let read = |(place, date): (Range<usize>, Date)| {
        let behind = in_part(tokens.get(place.end..).unwrap_or_default(), AHEAD_OF);
        (date, event(sentence(tokens, place.start), behind))
    };
    dates_at(tokens).into_iter().map(read).collect()
}

/// The tokens before the one at `at` in its sentence, as far as they matter.
fn sentence<'a, 't>(tokens: &'a [Token<'t>], at: usize) -> &'a [Token<'t>] {
    let before = tokens.get(at.saturating_sub(REACH + NEAR)..at).unwrap_or_default();
    let stop = before.iter().enumerate().rposition(|(i, t)| {
        let abbreviates = || i.checked_sub(1).and_then(|i| before.get(i)).is_some_and(|w| w.is_any(&["dr", "no"]));
        t.is_mark(b".;") && !abbreviates()
    });
    before.get(stop.map_or(0, |stop| stop + 1)..).unwrap_or_default()
}

fn event(before: &[Token], behind: &[Token]) -> Event {
    // `from 1/1/2015 to 10/13/2016`: no one day.
    let span = behind.first().is_some_and(|t| t.is_any(&["to", "through", "thru", "-", "–", "until"]));
    if span && behind.get(1).is_some_and(|t| t.kind == Kind::Number) {
        return Event::Other;
    }
    if let Some(anchor) = injury(before) {
        return if is_another(before.get(..anchor).unwrap_or_default()) { Event::Other } else { Event::Injury };
    }
    if behind.first().is_some_and(|t| t.is("doi")) || is_suffered(before, behind) {
        return Event::Injury;
    }
    if let Some(anchor) = review(before) {
        return if is_another(before.get(..anchor).unwrap_or_default()) { Event::Other } else { Event::Review };
    }
    if is_reviewed(before, behind) {
        return Event::Review;
    }
    if is_planned(before, behind) {
        return Event::Other;
    }
    let linked = before.iter().rev().take_while(|t| t.is_in(&REPORT_LINKS)).count();
    let named = before.get(..before.len() - linked).and_then(<[Token]>::last);
    if is_report(before, named.filter(|_| linked > 0), behind) {
        Event::Report
    } else if linked > 0 && (named.is_some_and(|t| t.is_in(&IMAGES)) || is_image(before)) {
        Event::Imaging
    } else if linked > 0 && named.is_some_and(|t| t.is_any(&["record", "records"]))
        || before.last().is_some_and(|t| t.is("on")) && before.len() == 1
    {
        Event::Visit
    } else {
        Event::Other
    }
}

/// Where the words for the injury start that govern a date behind `before`.
fn injury(before: &[Token]) -> Option<usize> {
    let end = before.len() - before.iter().rev().take_while(|t| t.is_in(&LINKS)).count();
    let words = before.get(..end)?;
    let linked = before.get(end..)?;
    let word = |back: usize| words.len().checked_sub(back).and_then(|i| words.get(i));
    let is = |back: usize, any: &[&str]| word(back).is_some_and(|t| t.is_any(any));
    let from = |back: usize| words.len().checked_sub(back);
    if is(1, &["doi"]) {
        return from(1);
    }
    if is(1, &["injury", "accident", "loss"]) && is(2, &["of"]) && is(3, &["date"]) {
        return from(3);
    }
    if is(1, &["injury", "accident"]) && is(2, &["the"]) && is(3, &["of"]) && is(4, &["date"]) {
        return from(4);
    }
    // "The injury occurred on"
    let occurred = linked.first().is_some_and(|t| t.is_any(&["occurred", "occurring"]));
    if occurred && words.len() == 2 && is(1, &["injury", "accident"]) && is(2, &["the", "this"]) {
        return from(2);
    }
    // `injury date of`: the link before the date has taken the second word.
    let dates = linked.first().is_some_and(|t| t.is("date"));
    let industrial = &["industrial", "work", "related", "occupational", "workplace", "job"];
    if is(1, &["injury", "accident"]) && (dates || is(2, industrial)) {
        return from(if is(2, industrial) { 2 } else { 1 }).filter(|_| !is_reported(words));
    }
    let claimed =
        is(1, &["claim"]) && is(2, &["occupational", "outpatient", "industrial", "compensation", "comp", "injury"]);
    if claimed {
        return from(2);
    }
    if linked.is_empty() {
        return None;
    }
    // `sustained an injury to the low back on`, `was injured at work on`.
    let verb = words.iter().rposition(|t| t.is_any(&["sustained", "suffered", "injured", "sustaining"]))?;
    // "re-injured the back on"
    let again = verb.checked_sub(2).is_some_and(|i| words.get(i).is_some_and(|t| t.is("re")));
    let between = words.get(verb + 1..).filter(|_| !again)?;
    let hurt =
        between.first().is_some_and(|t| t.is_any(&["an", "a"])) && between.iter().take(4).any(|t| t.is("injury"));
    let injured = words.get(verb).is_some_and(|t| t.is("injured")) && verb > 0 && is_verb(words, verb);
    let plain = between.iter().all(|t| {
        t.kind == Kind::Word && !t.is_any(&["and", "when", "while", "since", "after", "before", "report"]) || t.is(",")
    });
    let on = linked.iter().any(|t| t.is("on"));
    (on && plain && between.len() <= 10 && (hurt || injured)).then_some(verb)
}

/// `was injured`, `injured his back`; not `the injured worker`.
fn is_verb(words: &[Token], at: usize) -> bool {
    let was = at.checked_sub(1).and_then(|i| words.get(i)).is_some_and(|t| t.is_any(&["was", "were", "got"]));
    was || words.get(at + 1).is_some_and(|t| t.is_any(&["his", "her", "the"]))
}

/// `the report of occupational injury`: the date is the report's.
fn is_reported(words: &[Token]) -> bool {
    words.iter().rev().take(5).any(|t| t.is_any(&["report", "form", "note", "after", "following", "evaluation"]))
}

/// `On 10/13/2016, the worker sustained an industrial injury`.
fn is_suffered(before: &[Token], behind: &[Token]) -> bool {
    let opens = before.last().is_some_and(|t| t.is("on")) && before.len() <= 2;
    let verb = behind.iter().take(8).position(|t| t.is_any(&["sustained", "suffered"]));
    let Some(verb) = verb.filter(|_| opens) else { return false };
    let subject = behind.get(..verb).unwrap_or_default();
    let patient =
        subject.iter().any(|t| t.is_any(&["worker", "patient", "applicant", "claimant", "employee", "he", "she"]));
    let object = behind.get(verb + 1..verb + 6).unwrap_or_default();
    let industrial = object.iter().any(|t| t.is_any(&["industrial", "work", "occupational"]));
    patient && industrial && object.iter().any(|t| t.is("injury")) && !is_another(object)
}

/// Where the words for a utilization review start that directly govern a date behind `before`.
fn review(before: &[Token]) -> Option<usize> {
    let linked = before.iter().rev().take_while(|t| t.is_in(&REVIEW_LINKS) || is_dated_verb(t)).count();
    let start = before.len() - linked;
    let words = before.get(start..)?;
    let anchor = words.iter().rposition(|t| t.text == "UR" || t.is("review"))?;
    let utilization = words.get(anchor).is_some_and(|t| t.text == "UR")
        || anchor.checked_sub(1).and_then(|i| words.get(i)).is_some_and(|t| t.is("utilization"));
    // Something must lead from the review to the date, or nothing at all.
    let denied = words.get(anchor + 1..)?.iter().position(|t| t.is_any(&["denied", "noncertified", "certified"]));
    let direct = denied.is_none() || words.last().is_some_and(|t| t.is("on"));
    (utilization && direct).then_some(start + anchor.saturating_sub(1))
}

fn is_dated_verb(token: &Token) -> bool {
    token.is_any(&["reviewed", "signed", "sent"])
}

/// `On 12-12-2016, Utilization Review non-certified`.
fn is_reviewed(before: &[Token], behind: &[Token]) -> bool {
    let opens = before.last().is_some_and(|t| t.is("on")) && before.len() <= 2;
    let skipped = behind.iter().take_while(|t| t.is_any(&[",", "the", "a", "original"])).count();
    let Some([first, rest @ ..]) = behind.get(skipped..) else { return false };
    let second = rest.first();
    let reviewed = first.text == "UR" || first.is("utilization") && second.is_some_and(|t| t.is("review"));
    opens && reviewed && !rest.iter().take(6).any(|t| t.is_any(&["appeal", "reconsideration"]))
}

/// `a progress report dated`, `the exam on`, `The patient was seen on`; `named` is the word that the date is linked to.
fn is_report(before: &[Token], named: Option<&Token>, behind: &[Token]) -> bool {
    let seen = named.is_some_and(|t| t.is_any(&["seen", "evaluated", "examined", "presented"]));
    let noted = before.last().is_some_and(|t| t.is_any(&["the", "a", "an"]))
        && behind.iter().take(2).any(|t| t.is_any(&["progress", "report", "note", "visit"]));
    named.is_some_and(|t| t.is_in(&REPORTS)) || seen || noted
}

/// `MRI of the left knee performed on`, `x-ray on`.
fn is_image(before: &[Token]) -> bool {
    before.iter().rev().take(10).any(|t| t.is_in(&IMAGES))
        && before.iter().rev().take(2).any(|t| t.is_any(&["performed", "dated", "obtained", "completed", "done"]))
}

/// Whether words beside a date show that it is still to come, or of another time.
fn is_planned(before: &[Token], behind: &[Token]) -> bool {
    let sentence = behind.iter().take(REACH).take_while(|t| !t.is_mark(b".;"));
    before.iter().any(|t| t.is_in(&AHEAD) || t.is_in(&BEFORE)) || sentence.into_iter().any(|t| t.is_in(&AHEAD))
}

fn is_another(before: &[Token]) -> bool {
    let near = before.get(before.len().saturating_sub(NEAR)..).unwrap_or_default();
    near.iter().enumerate().any(|(at, t)| {
        // `prior to the injury of` is no prior injury, and what was `non-certified` no other review.
        let next = |ahead: usize, word: &str| near.get(at + ahead).is_some_and(|next| next.is(word));
        t.is_in(&ANOTHER) && !next(1, "to") && !next(1, "certified") && !next(2, "certified")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        events(text).iter().map(|(_, event)| format!("{event:?}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_injury() {
        for text in [
            "who sustained an industrial injury on 10-13-2016.",
            "an industrial injury date of 10-13-2016",
            "a date of injury of 1/2/12",
            "with a reported date of injury of 10-18-2016",
            "Date of injury: 10/18/2016",
            "DOI 10/18/16",
            "a history of an occupational claim from\n10/27/2016",
            "associated with an industrial injury of October 14, 2016",
            "who sustained an industrial-work injury on 11-7-16",
            "who sustained a work related injury on October 13,\n2016, including",
            "sustained an industrial injury November 28, 2016",
            "He sustained an injury to the low back on 10/13/2016.",
            "She was injured at work on 10/13/2016.",
            "prior to the industrial injury of 10/13/2016",
            "On 10/13/2016, the injured worker sustained an industrial injury to the knee",
            "The injury occurred on 10/13/2016.",
            "The date of the injury was 10/13/2016.",
        ] {
            assert_eq!(read(text), "Injury", "{text}");
        }
    }

    #[test]
    fn the_review() {
        for text in [
            "The original utilization review (12-01-2016) non-certified",
            "The UR dated 11-14-16 non-certified",
            "The Utilization Review report, with a decision date of 01-\n05-2017, modified",
            "The Utilization Review on 12-31-2016 determined",
            "that were noncertified by Utilization Review on December 22, 2016.",
            "The UR (utilization review board) denied certification on December 19, 2016;",
            "On 11-3-16, utilization review determined",
            "On December 19, 2016 the Utilization Review determined",
            "The original Utilization Review (UR) (1-5-2017) denied",
            "In a utilization review report dated November 17, 2016, the",
            "The Utilization Review of 1-12-2017 non-certified",
            "The original utilization review 11-28-2016 modified",
            "The utilization review determination being challenged is dated 11/28/2016.",
            "The utilization review at issue is dated 11/28/2016.",
        ] {
            assert_eq!(read(text), "Review", "{text}");
        }
    }

    #[test]
    fn reports() {
        for text in [
            "Physician progress notes dated 11-4-16, reported",
            "an updated progress report performed on 01/12/2016",
            "The physical exam, dated 11-21-2016, showed",
            "A Request for Authorization form was dated 11/14/2016",
            "The patient was seen on 11/14/2016",
            "Subjective complaint reported September 20, 2016",
        ] {
            assert_eq!(read(text), "Report", "{text}");
        }
    }

    #[test]
    fn near_misses() {
        for text in [
            "The first report of occupational injury or illness from 11/21/2016",
            "A clinic note two weeks after the injury on 11/16/16",
            "a prior industrial injury on 3/4/2012",
            "a previous utilization review dated 11/02/2016",
            "The utilization review denied the request of 11/02/2016",
            "Utilization review cited the therapist's summary, which was made on 11/02/2016",
            "a follow-up examination on 1/3/2017 is scheduled",
            "an evaluation on 1/3/2017 was recommended",
            "status post surgery, February 2016",
            "a non-industrial injury on 4/4/2014",
            "guidelines (July 28, 2016)",
        ] {
            assert!(matches!(read(text).as_str(), "Other" | "Report"), "{text}: {}", read(text));
        }
        assert_eq!(read("status post surgery, February 2016; born 3/4/1970"), "Other Other");
        assert_eq!(read("an occupational claim from 1/1/2015 to 10/13/2016"), "Other Other");
    }
}
