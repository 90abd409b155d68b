//! The case: the dates of the header and who the patient is, which every part of a letter is compared with.

use jiff::civil;

use super::facts::BlockFacts;
use super::finding::Place;
use crate::letter::{HeaderKind, SectionKind};
use crate::prose::{Date, Event, Person};

/// What header and summary say of the case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// The dates of the header, each with its block.
    header: Vec<(HeaderKind, CaseDate)>,
    /// The injury's date in the summary, for letters without a header.
    told: Option<CaseDate>,
    /// The patient as the summary first describes him or her, with its block.
    pub patient: Option<(Person, usize)>,
}

/// A date of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseDate {
    /// As it is written; its span counts from the start of its block.
    pub date: Date,
    /// The day.
    pub day: civil::Date,
    /// Its block.
    pub block: usize,
}

impl CaseDate {
    fn new(date: Date, block: usize) -> Option<CaseDate> {
        Some(CaseDate { date, day: date.on()?, block })
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        Place::Block(self.block, self.date.span)
    }
}

impl Case {
    /// Gathers what the blocks of a letter say of the case.
    pub fn of<'a>(blocks: impl Iterator<Item = &'a BlockFacts>) -> Case {
        let mut case = Case::default();
        for (block, facts) in blocks.enumerate() {
            match facts {
                BlockFacts::Header(header) if case.header.is_empty() => {
                    let dates = header.dates.iter();
                    case.header =
                        dates.filter_map(|(kind, date)| Some((*kind, CaseDate::new(*date, block)?))).collect();
                }
                BlockFacts::Section(section)
                    if section.kind == SectionKind::ClinicalCaseSummary && case.patient.is_none() =>
                {
                    let said = &section.said;
                    let injury = said.dates.iter().find(|(_, event)| *event == Event::Injury);
                    case.told = case.told.or_else(|| CaseDate::new(injury?.0, block));
                    case.patient = said.persons.first().map(|person| (*person, block));
                }
                _ => {}
            }
        }
        case
    }

    /// A date of the header.
    pub fn header(&self, kind: HeaderKind) -> Option<&CaseDate> {
        self.header.iter().find(|(k, _)| *k == kind).map(|(_, date)| date)
    }

    /// The date of the injury: the header's, else the one that the summary tells first.
    pub fn injury(&self) -> Option<&CaseDate> {
        self.header(HeaderKind::DateOfInjury).or(self.told.as_ref())
    }

    /// Whether the other says the same, perhaps in other places.
    pub fn says_the_same(&self, other: &Case) -> bool {
        let days = |case: &Case| case.header.iter().map(|(kind, date)| (*kind, date.day)).collect::<Vec<_>>();
        let patient = |case: &Case| case.patient.map(|(p, _)| (p.age.map(|(age, _)| age), p.sex.map(|(sex, _)| sex)));
        let told = |case: &Case| case.told.map(|told| told.day);
        days(self) == days(other) && patient(self) == patient(other) && told(self) == told(other)
    }
}
