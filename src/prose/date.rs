//! Dates in every spelling of the letters, also broken over line ends, and also those that no calendar holds.

use std::ops::Range;

use super::calendar::{Date, MONTH_NAMES, Spelling, month};
use super::lexicon::WordSets;
use super::part::since_part;
use super::token::{Kind, NUMBER, Token, tokens};

/// Two-digit years below this are of this century.
const PIVOT: u32 = 50;
/// Behind a number it is an amount and no day or year.
const UNITS: &[&str] = &[
    "mg", "mcg", "ml", "g", "gm", "gms", "%", "cm", "mm", "lb", "lbs", "pounds", "degrees", "minutes", "min", "mins",
    "units", "times", "sessions", "visits", "x", "reps", "pills", "tablets",
];
/// Before three numbers they show that a date is meant, also where no calendar holds it.
const DATING: &[&str] = &[
    "on", "dated", "date", "dates", "since", "until", "from", "through", "thru", "doi", "dos", "dob", "of", "injury",
    "service", "by", "review", "ending", "and", "to", "before", "after", "as",
];

/// The dates of a text, in order.
pub fn dates(text: &str) -> Vec<Date> {
    dates_at(&tokens(text)).into_iter().map(|(_, date)| date).collect()
}

/// The dates among these tokens, each with the places of its first token and of the one behind its last.
pub(super) fn dates_at(tokens: &[Token]) -> Vec<(Range<usize>, Date)> {
    static FIRST: WordSets = WordSets::of(&[&MONTH_NAMES]).or(NUMBER);
    let mut found: Vec<(Range<usize>, Date)> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        // Most tokens are done with here.
        if !token.is_in_any(&FIRST) {
            at += 1;
            continue;
        }
        let read = match token.kind {
            Kind::Number => {
                let previous = found.last().map(|(_, date)| date);
                in_numbers(tokens, at, previous).or_else(|| day_first(tokens, at))
            }
            _ => month_first(tokens, at),
        };
        match read {
            Some((date, used)) => {
                found.push((at..at + used, date));
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// `10/13/2016` and the like: the date and how many tokens it takes.
fn in_numbers(tokens: &[Token], at: usize, previous: Option<&Date>) -> Option<(Date, usize)> {
    let [first, mark, second, rest @ ..] = tokens.get(at..)? else { return None };
    let range = |mark: &Token| mark.is("-") && previous.is_some_and(|date| date.span.end == mark.start);
    if last(tokens, at).is_some_and(|before| before.touches(first) && is_glue(before) && !range(before)) {
        return None;
    }
    if let Some(read) = dotted(first, mark, second) {
        return Some(read);
    }
    let sign = mark.text.chars().next().filter(|c| matches!(c, '/' | '-' | '‐' | '‑'))?;
    if !first.touches(mark) || second.kind != Kind::Number {
        return None;
    }
    let [again, third, after @ ..] = rest else { return month_and_year(first, second, sign, rest) };
    if again.text != mark.text || third.kind != Kind::Number || !second.touches(again) {
        return month_and_year(first, second, sign, rest);
    }
    let digits = |t: &Token| t.text.len();
    let longer = |next: &Token| digits(third) <= 2 && third.touches(next) && next.is_any(&["/", "-"]);
    if after
        .first()
        .is_some_and(|next| unit(third, next) || longer(next) && after.get(1).is_some_and(|t| next.touches(t)))
    {
        return None;
    }
    let (a, b, c) = (first.whole()?, second.whole()?, third.whole()?);
    let span = first.span().to(third.span());
    if digits(first) == 4 {
        let plausible = digits(second) <= 2 && digits(third) <= 2 && (1800..2200).contains(&a);
        let date = Date { span, year: Some(a), month: b, day: Some(c), spelling: Spelling::YearFirst };
        return plausible.then_some((date, 5));
    }
    let valid = (1..=12).contains(&a) && (1..=31).contains(&b);
    let dated = is_dated(tokens.get(..at).unwrap_or_default());
    let force = || is_force(tokens.get(..at).unwrap_or_default(), after);
    let accepted = match digits(third) {
        2 if force() => false,
        4 => true,
        5 => valid,
        2 => valid || dated,
        3 => valid && dated,
        _ => false,
    };
    let year = match digits(third) {
        2 if c < PIVOT => 2000 + c,
        2 => 1900 + c,
        _ => c,
    };
    let padded = first.text.starts_with('0') || second.text.starts_with('0') || digits(first) + digits(second) == 4;
    let spelling = Spelling::Numbers { mark: sign, year_digits: digits(third), padded };
    let date = Date { span, year: Some(year), month: a, day: Some(b), spelling };
    (accepted && digits(first) <= 2 && digits(second) <= 2).then_some((date, 5))
}

/// `10.13.2016`, of which `10.13` is one number.
fn dotted(first: &Token, mark: &Token, third: &Token) -> Option<(Date, usize)> {
    let (month, day) = first.text.split_once('.')?;
    let glued = mark.is(".") && first.touches(mark) && mark.touches(third);
    if !glued || third.text.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let padded = month.starts_with('0') || day.starts_with('0') || month.len() + day.len() == 4;
    let date = Date {
        span: first.span().to(third.span()),
        year: Some(third.whole()?),
        month: month.parse().ok()?,
        day: day.parse().ok(),
        spelling: Spelling::Numbers { mark: '.', year_digits: 4, padded },
    };
    Some((date, 3))
}

/// `12/2016`.
fn month_and_year(first: &Token, second: &Token, mark: char, rest: &[Token]) -> Option<(Date, usize)> {
    let (month, year) = (first.whole()?, second.whole()?);
    let fits = (1..=12).contains(&month) && second.text.len() == 4 && (1900..2100).contains(&year);
    let more = rest.first().is_some_and(|next| second.touches(next) && next.is_any(&["/", "-"]) || unit(second, next));
    let spelling = Spelling::Numbers { mark, year_digits: 4, padded: first.text.starts_with('0') };
    let date = Date { span: first.span().to(second.span()), year: Some(year), month, day: None, spelling };
    (fits && !more).then_some((date, 3))
}

/// `October 13, 2016`, `Oct. 2016`, `October of 2016`, `October 13`.
fn month_first(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let name = tokens.get(at)?;
    let month = month(name)?;
    let mut next = at + 1;
    let short = name.text.len() < 5 && tokens.get(next).is_some_and(|t| t.is(".") && name.touches(t));
    next += usize::from(short);
    let skipped = tokens.get(next).is_some_and(|t| t.is(",") || t.is("of") && !short);
    let first = tokens.get(next + usize::from(skipped)).filter(|t| t.kind == Kind::Number)?;
    let number = first.whole()?;
    let build = |year, day, last: &Token, used: usize| {
        (Date { span: name.span().to(last.span()), year, month, day, spelling: Spelling::MonthName }, used)
    };
    next += usize::from(skipped) + 1;
    if first.text.len() >= 4 {
        return (first.text.len() <= 5).then(|| build(Some(number), None, first, next - at));
    }
    if skipped || first.text.len() > 2 {
        return None;
    }
    let mut last = first;
    if let Some(ending) = tokens.get(next).filter(|t| last.touches(t) && t.is_any(&["st", "nd", "rd", "th"])) {
        last = ending;
        next += 1;
    }
    let comma = usize::from(tokens.get(next).is_some_and(|t| t.is_any(&[",", "of"])));
    if let Some(year) = tokens.get(next + comma).filter(|t| t.kind == Kind::Number && (3..=5).contains(&t.text.len())) {
        let amount = tokens.get(next + comma + 1).is_some_and(|after| unit(year, after));
        if let Some(number_of_year) = year.whole().filter(|_| !amount && (year.text.len() > 3 || comma == 1)) {
            return Some(build(Some(number_of_year), Some(number), year, next + comma + 1 - at));
        }
    }
    let amount = tokens.get(next).is_some_and(|after| unit(first, after));
    let day = (1..=31).contains(&number) && !amount;
    day.then(|| build(None, Some(number), last, next - at))
}

/// `13 October 2016`, `13th of October, 2016`, `13-Oct-16`.
fn day_first(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let first = tokens.get(at).filter(|t| t.text.len() <= 2)?;
    let mut next = at + 1;
    let dashed = tokens.get(next).is_some_and(|t| t.is("-") && first.touches(t));
    if dashed || tokens.get(next).is_some_and(|t| first.touches(t) && t.is_any(&["st", "nd", "rd", "th"])) {
        next += 1;
    }
    next += usize::from(!dashed && tokens.get(next).is_some_and(|t| t.is("of")));
    let month = month(tokens.get(next)?)?;
    next += 1 + usize::from(tokens.get(next + 1).is_some_and(|t| t.is(if dashed { "-" } else { "," })));
    let last = tokens.get(next).filter(|t| t.kind == Kind::Number)?;
    let year = match last.text.len() {
        2 if dashed => 2000 + last.whole()?,
        4 | 5 => last.whole()?,
        _ => return None,
    };
    let date = Date {
        span: first.span().to(last.span()),
        year: Some(year),
        month,
        day: first.whole(),
        spelling: Spelling::DayFirst,
    };
    Some((date, next + 1 - at))
}

/// The token before the one at `at`.
fn last<'a, 't>(tokens: &'a [Token<'t>], at: usize) -> Option<&'a Token<'t>> {
    tokens.get(at.checked_sub(1)?)
}

/// Whether what stands directly before a number makes it a part of something longer.
fn is_glue(token: &Token) -> bool {
    token.kind != Kind::Mark || matches!(token.text, "/" | "-" | "." | "#" | "$" | "+")
}

/// Whether the number is an amount: its unit follows.
fn unit(number: &Token, next: &Token) -> bool {
    next.is_any(UNITS) && next.start <= number.end() + 2
}

/// Whether numbers are readings of a dynamometer, three of each hand: `grip 40/35/38 on the right and 20/22/18 on the left`,
/// `right 12/10/11, left 10/9/10`.
fn is_force(before: &[Token], behind: &[Token]) -> bool {
    const SAID: &[&str] = &["grip", "jamar", "pinch", "dynamometer", "dynamometry"];
    const REACH: usize = 24;
    let unit = behind.first().is_some_and(|t| t.is_any(&["kg", "kgs", "lb", "lbs", "pounds", "kilograms"]));
    let said = since_part(before, REACH).iter().any(|t| t.is_any(SAID));
    let mut near = before.iter().rev().skip_while(|t| t.is_any(&[":", "-", "="]));
    let of_hand = near.next().is_some_and(|t| t.is_any(&["right", "left"]));
    unit || of_hand || said && !before.last().is_some_and(|t| t.is_any(&["on", "dated", "of"]))
}

/// Whether the words before a number show that a date is meant.
fn is_dated(before: &[Token]) -> bool {
    let mut words = before.iter().rev().skip_while(|t| t.is_any(&["(", ":", ","]));
    words.next().is_some_and(|word| word.is_any(DATING))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let told = |d: &Date| {
            let part = |n: Option<u32>| n.map_or("?".to_string(), |n| n.to_string());
            let sign = if d.is_possible() { "" } else { "!" };
            assert!(!d.span.of(text).is_empty());
            format!("{sign}{}-{}-{}", part(d.year), d.month, part(d.day))
        };
        dates(text).iter().map(told).collect()
    }

    #[test]
    fn every_spelling() {
        for (text, wanted) in [
            ("injury on 10/13/2016.", "2016-10-13"),
            ("on 10-13-2016 and", "2016-10-13"),
            ("on 10-13-16, then", "2016-10-13"),
            ("(1/9/17)", "2017-1-9"),
            ("dated 11-4-\r\n16, reported", "2016-11-4"),
            ("date of 01-\n\n05-2017,", "2017-1-5"),
            ("on 10.13.2016", "2016-10-13"),
            ("2016-10-13", "2016-10-13"),
            ("October 13, 2016", "2016-10-13"),
            ("December 16,\n\n2016.", "2016-12-16"),
            ("November 09,\u{c}\n2016", "2016-11-9"),
            ("Oct. 13, 2016", "2016-10-13"),
            ("Sept 3rd, 2016", "2016-9-3"),
            ("October 13th 2016", "2016-10-13"),
            ("October,2016", "2016-10-?"),
            ("August of 2013", "2013-8-?"),
            ("May 2016", "2016-5-?"),
            ("a 12/2016 note", "2016-12-?"),
            ("on October 13 the", "?-10-13"),
            ("13 October 2016", "2016-10-13"),
            ("the 2nd of March, 2016", "2016-3-2"),
            ("13-Oct-16", "2016-10-13"),
            ("born 1/2/65", "1965-1-2"),
            ("10/13/2016-11/02/2016", "2016-10-13 2016-11-2"),
        ] {
            assert_eq!(read(text).join(" "), wanted, "{text}");
        }
    }

    #[test]
    fn what_no_calendar_holds_is_still_a_date() {
        for (text, wanted) in [
            ("June 20216,", "20216-6-?"),
            ("on 13/41/2016", "!2016-13-41"),
            ("on 02/30/2016", "!2016-2-30"),
            ("dated 13-5-16", "!2016-13-5"),
            ("on 10/13/3026", "3026-10-13"),
            ("on 10/13/20116", "!20116-10-13"),
            ("on 10/13/216", "216-10-13"),
            ("October 32, 2016", "!2016-10-32"),
            ("October 13, 20116", "!20116-10-13"),
        ] {
            assert_eq!(read(text).join(" ").trim_start_matches('!'), wanted.trim_start_matches('!'), "{text}");
            assert!(
                dates(text).iter().all(|d| !d.is_possible() || d.year.is_some_and(|y| !(1900..2100).contains(&y))),
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_that_are_no_dates() {
        for text in [
            "Norco 10/325mg",
            "Trezix 320.5/30/16mg",
            "butalbital 50/325/40 mg",
            "strength 4/5",
            "pressure 170/95",
            "9-10 visits over 8 weeks",
            "section 3.3.9",
            "pain 6/10",
            "CM16-0213037",
            "may 10 be",
            "it may 2 be",
            "visits #4 July, #7 August",
            "320.5-30-\n16mg",
            "weights of 13/40/50 pounds",
            "grip was 40/35/38 on the right and 20/22/18 on the left",
            "Jamar 10/12/11 kg",
            "Grip was tested. Right: 12/10/11, left 10/9/10",
            "set 3-4-5",
            "march 3 miles",
            "L3-L4-L5",
            "(2004)",
            "May 10 mg",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
