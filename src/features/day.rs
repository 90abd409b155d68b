//! The day by which a letter is judged: its own, never today's.

use crate::draft::Draft;
use crate::knowledge::Day;
use crate::letter::{HeaderKind, SectionKind};
use crate::prose::{Date, dates};
use crate::rules::BlockFacts;
use crate::text::Span;

/// So much of a summary is looked through for a day.
const READ: usize = 16 << 10;

/// A day, and what the letter says happened on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LetterDay {
    /// The day.
    pub day: Day,
    /// What it is, as in "the decision date".
    pub what: &'static str,
}

/// The decision date of the header; else another day of the header; else the last day that the summary names.
pub(super) fn letter_day(draft: &Draft) -> Option<LetterDay> {
    const WANTED: [(HeaderKind, &str); 4] = [
        (HeaderKind::DecisionDate, "the decision date"),
        (HeaderKind::DateAssigned, "the date of assignment"),
        (HeaderKind::ApplicationReceived, "the date of the application"),
        (HeaderKind::ReviewDate, "the utilization review's date"),
    ];
    let all = || draft.read().iter().enumerate();
    for (kind, what) in WANTED {
        for (block, read) in all() {
            let BlockFacts::Header(entries) = &read.facts else { continue };
            let Some(entry) = entries.iter().find(|entry| entry.kind == kind) else { continue };
            let text = draft.block_text(block);
            if let Some(day) = dates(entry.value.of(&text)).iter().find_map(day_of) {
                return Some(LetterDay { day, what });
            }
        }
    }
    let summary = all().find_map(|(block, read)| match &read.facts {
        BlockFacts::Section(section) if section.kind == SectionKind::ClinicalCaseSummary => Some(block),
        _ => None,
    })?;
    let whole = draft.block_span(summary);
    let text = draft.text().slice(Span::new(whole.start, whole.end.min(whole.start + READ)));
    let day = dates(&text).iter().filter_map(day_of).max()?;
    Some(LetterDay { day, what: "the last date of the summary" })
}

fn day_of(date: &Date) -> Option<Day> {
    let year = date.year.and_then(|year| u16::try_from(year).ok()).filter(|year| (1990..2100).contains(year))?;
    let (month, day) = (u8::try_from(date.month).ok()?, u8::try_from(date.day?).ok()?);
    date.is_possible().then_some(Day { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_goes_before_the_summary() {
        let told = |text: &str| letter_day(&Draft::new(text)).map(|d| format!("{}: {}", d.what, d.day));
        let header = "Case Number: CM15-0000001\nDate Assigned: 02/03/2015 Date of Injury: 01/02/2015\n";
        let summary = "CLINICAL CASE SUMMARY\nHe fell on 1/2/15. A scan is of March 4, 2016; 13/45/2017.\n";
        assert_eq!(told(&format!("{header}{summary}")).unwrap(), "the date of assignment: February 3, 2015");
        let header = format!("{header}Decision Date: 03/04/2015 UR Denial Date: 01/20/2015\n");
        assert_eq!(told(&format!("{header}{summary}")).unwrap(), "the decision date: March 4, 2015");
        assert_eq!(told(summary).unwrap(), "the last date of the summary: March 4, 2016");
        assert_eq!(told("CLINICAL CASE SUMMARY\nHe fell.\n"), None);
    }
}
