//! What a date is: year, month and day as they are written, and the day of the calendar, if there is one.

use super::lexicon::WordSet;
use super::token::Token;
use jiff::civil;

use crate::text::Span;

/// A date as it is written: month and year at least, or month and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    /// Where it stands, counted from the start of the text.
    pub span: Span,
    /// The year in full: 2016 also for `16`. May be any number, such as 20216.
    pub year: Option<u32>,
    /// The month; 13 and more where no calendar holds it.
    pub month: u32,
    /// The day; 32 and more where no calendar holds it.
    pub day: Option<u32>,
    /// How it is spelt.
    pub spelling: Spelling,
}

/// How a date is spelt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// `10/13/2016`, `10-13-16`, `10.13.2016`: the mark between the numbers, how many digits the year has, whether month
    /// or day has a zero in front.
    Numbers {
        /// The mark.
        mark: char,
        /// Digits of the year.
        year_digits: usize,
        /// Whether one-digit numbers have a zero in front.
        padded: bool,
    },
    /// `2016-10-13`.
    YearFirst,
    /// `October 13, 2016`, `Oct. 2016`, `October 13`.
    MonthName,
    /// `13 October 2016`, `13-Oct-16`.
    DayFirst,
}

const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];

impl Date {
    /// The day of the calendar that it names, where there is one.
    pub fn on(&self) -> Option<civil::Date> {
        civil_date(self.year?, self.month, self.day?)
    }

    /// Whether some calendar holds it, as far as it is written.
    pub fn is_possible(&self) -> bool {
        civil_date(self.year.unwrap_or(2016), self.month, self.day.unwrap_or(1)).is_some()
    }

    /// It as messages show it: `10/13/2016`, `October 2016`.
    pub fn shown(&self) -> String {
        let month = MONTHS.get((self.month as usize).wrapping_sub(1)).copied().unwrap_or("");
        let year = self.year.map_or(String::new(), |year| format!(" {year}"));
        match (self.spelling, self.day) {
            (Spelling::MonthName | Spelling::DayFirst, Some(day)) => {
                format!("{month} {day}{}{year}", if year.is_empty() { "" } else { "," })
            }
            (_, Some(day)) => format!("{:02}/{day:02}/{}", self.month, year.trim_start()),
            (_, None) => format!("{month}{year}"),
        }
    }

    /// Whether it names this day, as far as it is written.
    pub fn is_day(&self, day: civil::Date) -> bool {
        let same = |part: Option<u32>, other: i32| part.is_none_or(|part| i64::from(part) == i64::from(other));
        same(self.year, i32::from(day.year()))
            && same(Some(self.month), i32::from(day.month()))
            && same(self.day, i32::from(day.day()))
    }

    /// Another day in the same spelling.
    pub fn spell(&self, day: civil::Date) -> String {
        let (y, m, d) = (i32::from(day.year()), day.month(), day.day());
        let month = MONTHS.get(usize::from(m.unsigned_abs()).saturating_sub(1)).copied().unwrap_or("");
        match self.spelling {
            Spelling::Numbers { mark, year_digits, padded } => {
                let year = if year_digits == 2 { format!("{:02}", y % 100) } else { y.to_string() };
                match padded {
                    true => format!("{m:02}{mark}{d:02}{mark}{year}"),
                    false => format!("{m}{mark}{d}{mark}{year}"),
                }
            }
            Spelling::YearFirst => format!("{y}-{m:02}-{d:02}"),
            Spelling::MonthName => format!("{month} {d}, {y}"),
            Spelling::DayFirst => format!("{d} {month} {y}"),
        }
    }
}

/// What a month may be called, in any case.
pub(super) static MONTH_NAMES: WordSet = WordSet::new(
    1,
    &[
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ],
);

/// The month with this name, or with its usual short form. Names that are also other words need their capital.
#[inline]
pub(super) fn month(token: &Token) -> Option<u32> {
    if token.is_in(&MONTH_NAMES) { named_month(token) } else { None }
}

fn named_month(token: &Token) -> Option<u32> {
    let word = token.text;
    let first = word.bytes().next()?;
    let capital = first.is_ascii_uppercase();
    let number = MONTHS.iter().position(|name| {
        if !name.bytes().next().is_some_and(|b| b.eq_ignore_ascii_case(&first)) {
            return false;
        }
        let short = word.len() == 3 && name.get(..3).is_some_and(|s| s.eq_ignore_ascii_case(word));
        short && capital || name.eq_ignore_ascii_case(word)
    });
    let number = number.or_else(|| (word.eq_ignore_ascii_case("sept")).then_some(8))?;
    (capital || !matches!(number, 2 | 4)).then_some(number as u32 + 1)
}

fn civil_date(year: u32, month: u32, day: u32) -> Option<civil::Date> {
    let year = i16::try_from(year).ok().filter(|y| (1..=9999).contains(y))?;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::dates;
    use super::*;

    #[test]
    fn another_day_in_the_same_spelling() {
        let day = civil::date(2016, 3, 4);
        for (text, wanted) in [
            ("10/13/2016", "03/04/2016"),
            ("1-9-17", "3-4-16"),
            ("October 13,\n2016", "March 4, 2016"),
            ("2 May 2016", "4 March 2016"),
        ] {
            assert_eq!(dates(text).first().map(|d| d.spell(day)).as_deref(), Some(wanted));
        }
    }
}
