//! The case: the dates of the header and who the patient is, which every part of a letter is compared with.

use jiff::{ToSpan, civil};

use super::facts::BlockFacts;
use super::finding::Place;
use crate::knowledge::Day;
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
    /// The first day that the summary gives for the utilization review.
    reviewed: Option<civil::Date>,
    /// The last day that the summary names.
    last: Option<civil::Date>,
}

/// The day by which a letter is judged, its own and never today's, and what happened on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterDay {
    /// The day.
    pub day: Day,
    /// What it is, as in "the decision date".
    pub what: &'static str,
}

/// Years that a letter may be of; another is a slip.
const YEARS: std::ops::Range<i16> = 1990..2100;
/// So many days before its review a request was made at the most.
const REVIEWED_WITHIN: i64 = 30;
/// So many days before a letter.
const DECIDED_WITHIN: i64 = 120;

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
                    let days = |event: Option<Event>| {
                        let told = said.dates.iter().filter(move |(_, told)| event.is_none_or(|event| *told == event));
                        told.filter_map(|(date, _)| date.on()).filter(|day| YEARS.contains(&day.year()))
                    };
                    case.reviewed = case.reviewed.or_else(|| days(Some(Event::Review)).min());
                    case.last = case.last.or_else(|| days(None).max());
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

    /// The decision date of the header; else another day of the header; else the last day that the summary names.
    pub fn letter_day(&self) -> Option<LetterDay> {
        const WANTED: [(HeaderKind, &str); 4] = [
            (HeaderKind::DecisionDate, "the decision date"),
            (HeaderKind::DateAssigned, "the date of assignment"),
            (HeaderKind::ApplicationReceived, "the date of the application"),
            (HeaderKind::ReviewDate, "the utilization review's date"),
        ];
        let header = WANTED.into_iter().find_map(|(kind, what)| {
            let told = self.header(kind).filter(|told| YEARS.contains(&told.day.year()))?;
            Some((told.day, what))
        });
        let (day, what) = header.or_else(|| Some((self.last?, "the last date of the summary")))?;
        Some(LetterDay { day: day_of(day)?, what })
    }

    /// The earliest day on which the treatment may have been asked for: weeks before its review, or months before the
    /// letter where no review is dated.
    pub fn asked_from(&self) -> Option<Day> {
        let reviewed = self.header(HeaderKind::ReviewDate).map(|told| told.day).or(self.reviewed);
        let earliest = match reviewed {
            Some(day) => day.checked_sub(REVIEWED_WITHIN.days()),
            None => {
                let day = self.letter_day()?.day;
                civil::Date::new(day.year.try_into().ok()?, day.month.try_into().ok()?, day.day.try_into().ok()?)
                    .and_then(|day| day.checked_sub(DECIDED_WITHIN.days()))
            }
        };
        day_of(earliest.ok()?)
    }

    /// Whether the other says the same, perhaps in other places.
    pub fn says_the_same(&self, other: &Case) -> bool {
        let days = |case: &Case| case.header.iter().map(|(kind, date)| (*kind, date.day)).collect::<Vec<_>>();
        let patient = |case: &Case| case.patient.map(|(p, _)| (p.age.map(|(age, _)| age), p.sex.map(|(sex, _)| sex)));
        let told = |case: &Case| case.told.map(|told| told.day);
        let summary = |case: &Case| (case.reviewed, case.last);
        days(self) == days(other)
            && patient(self) == patient(other)
            && told(self) == told(other)
            && summary(self) == summary(other)
    }
}

fn day_of(date: civil::Date) -> Option<Day> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    Some(Day { year: u16::try_from(date.year()).ok()?, month, day })
}

#[cfg(test)]
mod tests {
    use crate::draft::Draft;

    #[test]
    fn the_header_goes_before_the_summary() {
        let told = |text: &str| Draft::new(text).case().letter_day().map(|d| format!("{}: {}", d.what, d.day));
        let header = "Case Number: CM15-0000001\nDate Assigned: 02/03/2015 Date of Injury: 01/02/2015\n";
        let summary = "CLINICAL CASE SUMMARY\nHe fell on 1/2/15. A scan is of March 4, 2016; 13/45/2017.\n";
        assert_eq!(told(&format!("{header}{summary}")).unwrap(), "the date of assignment: February 3, 2015");
        let header = format!("{header}Decision Date: 03/04/2015 UR Denial Date: 01/20/2015\n");
        assert_eq!(told(&format!("{header}{summary}")).unwrap(), "the decision date: March 4, 2015");
        assert_eq!(told(summary).unwrap(), "the last date of the summary: March 4, 2016");
        assert_eq!(told("CLINICAL CASE SUMMARY\nHe fell.\n"), None);
    }

    #[test]
    fn a_request_was_made_some_weeks_before_its_review() {
        let told = |text: &str| Draft::new(text).case().asked_from().map(|day| day.to_string());
        let header = "Case Number: CM15-0000001\nDecision Date: 03/04/2015 UR Denial Date: 01/31/2015\n";
        assert_eq!(told(header).unwrap(), "January 1, 2015");
        let summary =
            "CLINICAL CASE SUMMARY\nThe utilization review dated 01/31/2015 denied it. A note is of 3/1/2015.\n";
        assert_eq!(told(summary).unwrap(), "January 1, 2015");
        assert_eq!(told("Case Number: CM15-0000001\nDecision Date: 05/01/2015\n").unwrap(), "January 1, 2015");
        assert_eq!(told(""), None);
    }
}
