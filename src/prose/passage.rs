//! What a passage says beside its verdict, in one pass over its words: dates, who the patient is, slips of the pen.

use super::calendar::Date;
use super::event::{Event, events_of};
use super::part::parts_around;
use super::person::{Person, Sex, persons_of};
use super::pronoun::pronouns;
use super::region::{NamedRegion, regions_of};
use super::slip::{Slip, slips_of};
use super::token::{Token, tokens};
use crate::text::{Replacement, Span, is_blank};

/// What a passage says. Spans count from its start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// The dates with what they date, in order.
    pub dates: Vec<(Date, Event)>,
    /// Who the patient is, wherever that is said.
    pub persons: Vec<Person>,
    /// The pronouns that can only mean the patient, with the sex that they say.
    pub pronouns: Vec<(Sex, Span)>,
    /// The slips, in order.
    pub slips: Vec<Slip>,
}

/// What is longer, in bytes, nobody has written: it is read in pieces, so that its words never stand in memory at once.
const LONGEST: usize = 64 << 10;

impl Passage {
    /// Reads a passage.
    pub fn read(text: &str) -> Passage {
        if text.len() <= LONGEST {
            return Passage::of(text, &tokens(text));
        }
        let mut said = Passage::default();
        each_piece(text, |piece, start| said.extend(Passage::of(piece, &tokens(piece)), start));
        said
    }

    /// Reads a passage again after an edit in it, whose bytes count from its start. It stood at `old` among what `before`
    /// says; what its parts say that the edit does not touch is taken over.
    pub fn read_again(text: &str, edit: Replacement, before: &Passage, old: Span) -> Passage {
        let now = Span::new(edit.removed.start, edit.removed.start + edit.inserted);
        if text.len().max(old.len()) > LONGEST || now.end > text.len() {
            return Passage::read(text);
        }
        let parts = parts_around(text, now);
        let above = Span::new(old.start, old.start + parts.start);
        let below = Span::new(old.end - (text.len() - parts.end), old.end);
        let mut said = Passage::default();
        said.take_over(before, above, 0);
        said.extend(Passage::read(parts.of(text)), parts.start);
        said.take_over(before, below, parts.end);
        said
    }

    /// Reads a passage, and the regions of the body that it names.
    pub fn read_with_regions(text: &str) -> (Passage, Vec<NamedRegion>) {
        let (mut said, mut regions) = (Passage::default(), Vec::new());
        each_piece(text, |piece, start| {
            let tokens = tokens(piece);
            said.extend(Passage::of(piece, &tokens), start);
            let moved = |named: NamedRegion| NamedRegion { span: named.span.shifted(start), ..named };
            regions.extend(regions_of(&tokens).into_iter().map(moved));
        });
        (said, regions)
    }

    fn of(text: &str, tokens: &[Token]) -> Passage {
        Passage {
            dates: events_of(tokens),
            persons: persons_of(tokens),
            pronouns: pronouns(tokens),
            slips: slips_of(text, tokens),
        }
    }

    /// Adds what a passage says that starts `by` bytes behind the start of this one.
    pub fn extend(&mut self, other: Passage, by: usize) {
        self.dates.extend(other.dates.into_iter().map(|date| moved_date(date, 0, by)));
        self.persons.extend(other.persons.into_iter().map(|person| moved_person(person, 0, by)));
        self.pronouns.extend(other.pronouns.into_iter().map(|(sex, span)| (sex, span.shifted(by))));
        self.slips.extend(other.slips.into_iter().map(|slip| moved_slip(slip, 0, by)));
    }

    /// Adds what the part `from` of another passage says, which starts at `to` in this one. Nothing is said across the
    /// edges of that part.
    pub fn take_over(&mut self, other: &Passage, from: Span, to: usize) {
        let inside = |span: Span| from.start <= span.start && span.end <= from.end;
        let start = from.start;
        let dates = other.dates.iter().filter(|(date, _)| inside(date.span));
        self.dates.extend(dates.map(|date| moved_date(*date, start, to)));
        let persons = other.persons.iter().filter(|person| inside(person.span));
        self.persons.extend(persons.map(|person| moved_person(*person, start, to)));
        let pronouns = other.pronouns.iter().filter(|(_, span)| inside(*span));
        self.pronouns.extend(pronouns.map(|(sex, span)| (*sex, span.moved(start, to))));
        let slips = other.slips.iter().filter(|slip| inside(slip.span));
        self.slips.extend(slips.map(|slip| moved_slip(slip.clone(), start, to)));
    }
}

/// The pieces of a text and where each starts.
fn each_piece(text: &str, mut read: impl FnMut(&str, usize)) {
    let (mut start, mut rest) = (0, text);
    while let Some((piece, behind)) = rest.split_at_checked(end_of_piece(rest)) {
        read(piece, start);
        if behind.is_empty() {
            return;
        }
        (start, rest) = (start + piece.len(), behind);
    }
}

/// Where the first piece of a text ends: at its last blank within reach.
fn end_of_piece(text: &str) -> usize {
    if text.len() <= LONGEST {
        return text.len();
    }
    let reach = (1..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    text.get(..reach).and_then(|piece| piece.rfind(is_blank)).filter(|at| *at > 0).unwrap_or(reach)
}

fn moved_date((date, event): (Date, Event), from: usize, to: usize) -> (Date, Event) {
    (Date { span: date.span.moved(from, to), ..date }, event)
}

fn moved_person(person: Person, from: usize, to: usize) -> Person {
    Person {
        span: person.span.moved(from, to),
        age: person.age.map(|(age, span)| (age, span.moved(from, to))),
        sex: person.sex.map(|(sex, span)| (sex, span.moved(from, to))),
    }
}

fn moved_slip(slip: Slip, from: usize, to: usize) -> Slip {
    Slip {
        kind: slip.kind,
        span: slip.span.moved(from, to),
        instead: slip.instead.map(|(span, text)| (span.moved(from, to), text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_writes_is_read_in_pieces() {
        let said = "The patient is a 50-year-old male seen on 10/13/2016 by ___ for the the knee. ";
        let one = Passage::read(said);
        let long = Passage::read(&said.repeat(3_000));
        assert_eq!(long.dates.len(), one.dates.len() * 3_000);
        assert_eq!(long.persons.len(), one.persons.len() * 3_000);
        // What stands across the edge of a piece is all that may be lost.
        assert!(one.slips.len() == 2 && long.slips.len() + 3 >= 6_000);
        assert!(long.dates.iter().all(|(date, _)| date.day == Some(13)));
        for text in ["\u{e9}".repeat(70_000), "y".repeat(200_000)] {
            assert_eq!(Passage::read(&text), Passage::default());
        }
    }
}
