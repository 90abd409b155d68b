//! What a passage says beside its verdict, in one pass over its words: dates, who the patient is, slips of the pen.

use super::calendar::Date;
use super::event::{Event, events_of};
use super::person::{Person, Sex, persons_of};
use super::pronoun::pronouns;
use super::region::{NamedRegion, regions_of};
use super::slip::{Slip, slips_of};
use super::token::{Token, tokens};
use crate::text::Span;

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

impl Passage {
    /// Reads a passage.
    pub fn read(text: &str) -> Passage {
        Passage::of(text, &tokens(text))
    }

    /// Reads a passage, and the regions of the body that it names.
    pub fn read_with_regions(text: &str) -> (Passage, Vec<NamedRegion>) {
        let tokens = tokens(text);
        (Passage::of(text, &tokens), regions_of(&tokens))
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
        let moved = |(date, event): (Date, Event)| (Date { span: date.span.shifted(by), ..date }, event);
        self.dates.extend(other.dates.into_iter().map(moved));
        self.persons.extend(other.persons.into_iter().map(|person| Person {
            span: person.span.shifted(by),
            age: person.age.map(|(age, span): (u32, Span)| (age, span.shifted(by))),
            sex: person.sex.map(|(sex, span)| (sex, span.shifted(by))),
        }));
        self.pronouns.extend(other.pronouns.into_iter().map(|(sex, span)| (sex, span.shifted(by))));
        self.slips.extend(other.slips.into_iter().map(|slip| Slip {
            kind: slip.kind,
            span: slip.span.shifted(by),
            instead: slip.instead.map(|(span, text)| (span.shifted(by), text)),
        }));
    }
}
