//! Doses and quantities: `10/325 mg`, `5%`, `#60`, `x 12`, `twelve visits`, `2x6`, `twice a week for 6 weeks`.

use super::lexicon::WordSet;
use super::token::{Kind, Token, number_word, tokens};
use crate::text::Span;

/// A strength with its unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Dose {
    /// The numbers and the unit, counted from the start of the text.
    pub span: Span,
    /// The numbers in thousandths, in the order in which they stand: `7.5-325 mg` has 7,500 and 325,000.
    pub amounts: Vec<u64>,
    /// The unit, in small letters: `mg`, `%`, `mg/ml`.
    pub unit: String,
    /// The words directly before it, usually the drug's name; empty where there are none.
    pub name: Span,
}

/// A number of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// The number and what is counted, counted from the start of the text.
    pub span: Span,
    /// How many.
    pub number: u32,
    /// Of what.
    pub of: Counted,
    /// Whether it is the upper end of a range: `9-10 visits`.
    pub range: bool,
}

/// What a quantity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Pieces: `#60`, `x 12`, `quantity 60`.
    Pieces,
    /// Visits, sessions, treatments.
    Visits,
    /// Tablets, capsules, patches and the like.
    Units,
    /// Times a week.
    PerWeek,
    /// Times a day or month.
    Often,
    /// Days that something lasts.
    Days,
    /// Weeks that something lasts.
    Weeks,
    /// Months that something lasts.
    Months,
    /// Refills of a prescription.
    Refills,
    /// A course in short: `2x6`.
    Product,
}

pub(super) static STRENGTHS: WordSet = WordSet::new(
    23,
    &[
        "mg", "mgs", "mcg", "ug", "g", "gm", "gms", "gram", "grams", "ml", "cc", "meq", "iu", "milligram",
        "milligrams", "%",
    ],
);
/// Words before a dose that are no drug's name.
pub(super) static NO_NAME: WordSet = WordSet::new(
    24,
    &[
        "for", "of", "and", "or", "the", "a", "an", "to", "is", "was", "were", "with", "take", "takes", "taking", "at",
        "using", "on", "in", "per", "by", "request", "retrospective", "prescription", "post", "op", "plus", "from",
        "s",
    ],
);
const VISITS: &[&str] = &["visit", "visits", "session", "sessions", "treatment", "treatments", "appointments"];
const UNITS: &[&str] = &[
    "tablet", "tablets", "tab", "tabs", "capsule", "capsules", "cap", "caps", "pill", "pills", "patch", "patches",
    "tube", "tubes", "bottle", "bottles", "vial", "vials", "units", "unit",
];
/// So many words may stand between a number and what it counts: `twelve physical therapy sessions`.
const BETWEEN: usize = 3;
/// Longest run of words that may name a drug.
const NAME: usize = 4;

/// The doses of a text, in order.
pub fn doses(text: &str) -> Vec<Dose> {
    doses_of(&tokens(text))
}

/// The quantities of a text, in order.
pub fn quantities(text: &str) -> Vec<Quantity> {
    quantities_of(&tokens(text))
}

/// The doses among these tokens.
pub(super) fn doses_of(tokens: &[Token]) -> Vec<Dose> {
    let mut found: Vec<Dose> = Vec::new();
    for (at, unit) in tokens.iter().enumerate() {
        if !unit.is_in(&STRENGTHS) {
            continue;
        }
        let Some(number) = at.checked_sub(1).and_then(|i| tokens.get(i)).filter(|t| t.kind == Kind::Number) else {
            continue;
        };
        // One blank or line end may part a number from its unit, a bare letter must touch it.
        if unit.text.len() == 1 && !unit.is("%") && !number.touches(unit) {
            continue;
        }
        let mut first = at - 1;
        while let Some(before) = joined_before(tokens, first) {
            first = before;
        }
        let amounts = (first..at)
            .filter_map(|i| Some((i, tokens.get(i).filter(|t| t.kind == Kind::Number)?)))
            .filter_map(|(i, number)| thousandths(number, is_fraction(tokens, i)))
            .collect();
        let mut end = unit.end();
        let mut name = unit.text.to_ascii_lowercase();
        if let [slash, per, ..] = tokens.get(at + 1..).unwrap_or_default()
            && slash.is_any(&["/", "per"])
            && per.is_any(&["ml", "g", "gm", "hr", "h", "hour"])
        {
            name = format!("{name}/{}", per.text.to_ascii_lowercase());
            end = per.end();
        }
        // `25mg/ml` has one unit, not two doses.
        if found.last().is_some_and(|d| d.span.end >= unit.end()) {
            continue;
        }
        let point = usize::from(is_fraction(tokens, first));
        let start = tokens.get(first).map_or(number.start, |t| t.start - point);
        found.push(Dose { span: Span::new(start, end), amounts, unit: name, name: name_before(tokens, first - point) });
    }
    found
}

/// The number before the one at `at`, where a stroke or hyphen joins the two.
fn joined_before(tokens: &[Token], at: usize) -> Option<usize> {
    let (mark, before) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at.checked_sub(2)?)?);
    let joined = mark.is_any(&["/", "-", "–"]) && before.touches(mark) && before.kind == Kind::Number;
    joined.then_some(at - 2)
}

/// The run of words directly before the dose whose first number stands at `first`.
fn name_before(tokens: &[Token], first: usize) -> Span {
    let end = tokens.get(..first).and_then(|before| before.last());
    let Some(last) = end.filter(|t| t.kind == Kind::Word && !t.is_in(&NO_NAME)) else {
        return Span::empty(tokens.get(first).map_or(0, |t| t.start));
    };
    let mut start = last.start;
    let words = tokens.get(..first).unwrap_or_default().iter().rev().take(NAME);
    for word in words.take_while(|t| t.kind == Kind::Word && !t.is_in(&NO_NAME) && !t.is_in(&STRENGTHS)) {
        start = word.start;
    }
    Span::new(start, last.end())
}

/// Whether a number is all behind the point: `.5 mg`.
fn is_fraction(tokens: &[Token], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|i| tokens.get(i));
    let point = before(1).zip(tokens.get(at)).filter(|(point, number)| point.is(".") && point.touches(number));
    point.is_some_and(|(point, _)| before(2).is_none_or(|word| !word.touches(point)))
}

fn thousandths(number: &Token, fraction: bool) -> Option<u64> {
    let plain = number.text.replace(',', "");
    let plain = if fraction { format!("0.{plain}") } else { plain };
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u64>().ok()?.checked_mul(1_000)?.checked_add(part.parse().ok()?)
}

/// The quantities among these tokens.
pub(super) fn quantities_of(tokens: &[Token]) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match read(tokens, at) {
            Some((quantity, used)) => {
                found.push(Quantity { range: ends_range(tokens, at), ..quantity });
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a number and a link stand directly before the number at `at`: `two to three times`.
fn ends_range(tokens: &[Token], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|i| tokens.get(i));
    before(1).is_some_and(|t| t.is_any(&["-", "–", "to", "or"]))
        && before(2).is_some_and(|t| t.kind == Kind::Number || number_word(t).is_some())
}

fn read(tokens: &[Token], at: usize) -> Option<(Quantity, usize)> {
    let rest = tokens.get(at..)?;
    let [token, behind @ ..] = rest else { return None };
    if token.is("#") || token.is_any(&["qty", "quantity", "disp", "dispense"]) {
        let skipped = behind.iter().take_while(|t| t.is_any(&[":", "#", ".", "of", "="])).count();
        let number = behind.get(skipped)?;
        let quantity = Quantity {
            span: token.span().to(number.span()),
            number: number.whole()?,
            of: Counted::Pieces,
            range: false,
        };
        return Some((quantity, skipped + 2));
    }
    if token.is_any(&["x", "×", "times"]) {
        let number = behind.first()?;
        let many = number.whole()?;
        // `x 6 weeks` and `x 12 visits` count what follows.
        let counted = counted(behind.get(1..).unwrap_or_default());
        let (of, last) =
            counted.map_or((Counted::Pieces, number), |(of, used)| (of, behind.get(used).unwrap_or(number)));
        let used = counted.map_or(2, |(_, used)| used + 2);
        return Some((Quantity { span: token.span().to(last.span()), number: many, of, range: false }, used));
    }
    let (number, width) = number(rest)?;
    let behind = rest.get(width..)?;
    let first = behind.first()?;
    let from = token.span();
    if token.kind == Kind::Number
        && first.is_any(&["x", "×"])
        && let Some(second) = behind.get(1).and_then(Token::whole)
    {
        let product = number.checked_mul(second)?;
        let last = behind.get(1)?.span();
        return Some((
            Quantity { span: from.to(last), number: product, of: Counted::Product, range: false },
            width + 2,
        ));
    }
    if let Some((of, used)) = counted(behind) {
        let last = behind.get(used - 1)?.span();
        return Some((Quantity { span: from.to(last), number, of, range: false }, width + used));
    }
    None
}

/// The number at the start of these tokens, in digits or words, and how many tokens it takes.
fn number(tokens: &[Token]) -> Option<(u32, usize)> {
    let [first, rest @ ..] = tokens else { return None };
    match first.kind {
        Kind::Number => Some((first.whole()?, 1)),
        Kind::Word if first.is_any(&["once"]) => Some((1, 1)),
        Kind::Word if first.is_any(&["twice"]) => Some((2, 1)),
        Kind::Word => {
            let tens = number_word(first)?;
            let ones = match rest {
                [dash, ones, ..] if dash.is("-") && tens >= 20 => number_word(ones).filter(|n| *n < 10),
                _ => None,
            };
            Some(ones.map_or((tens, 1), |ones| (tens + ones, 3)))
        }
        Kind::Mark => None,
    }
}

/// What the tokens behind a number say is counted, and how many of them say it.
fn counted(tokens: &[Token]) -> Option<(Counted, usize)> {
    let dashed = usize::from(tokens.first().is_some_and(|t| t.is("-")));
    let behind = tokens.get(dashed..)?;
    let first = behind.first()?;
    let period = |t: &Token| {
        let week = t.is_any(&["week", "wk", "weekly"]);
        let other = t.is_any(&["day", "daily", "month", "monthly"]);
        if week { Some(Counted::PerWeek) } else { other.then_some(Counted::Often) }
    };
    if first.is_any(&["times", "x", "time", "days", "visits", "sessions"]) {
        let skip = 1 + usize::from(behind.get(1).is_some_and(|t| t.is_any(&["a", "per", "each", "/", "every"])));
        if let Some(often) = behind.get(skip).and_then(period) {
            return Some((often, dashed + skip + 1));
        }
    }
    if first.is_any(&["a", "per", "/", "weekly", "daily"]) {
        let skip = usize::from(!first.is_any(&["weekly", "daily"]));
        return behind.get(skip).and_then(period).map(|often| (often, dashed + skip + 1));
    }
    let of = |t: &Token| {
        [
            (VISITS, Counted::Visits),
            (UNITS, Counted::Units),
            (&["day", "days"][..], Counted::Days),
            (&["week", "weeks", "wk", "wks"][..], Counted::Weeks),
            (&["month", "months"][..], Counted::Months),
            (&["refill", "refills"][..], Counted::Refills),
        ]
        .into_iter()
        .find(|(words, _)| t.is_any(words))
        .map(|(_, of)| of)
    };
    for (index, token) in behind.iter().enumerate().take(BETWEEN + 1) {
        match of(token) {
            Some(Counted::Days | Counted::Weeks | Counted::Months) if index > 0 => return None,
            Some(of) => return Some((of, dashed + index + 1)),
            None if token.kind == Kind::Word
                && !token.is_any(&["of", "and", "or", "to", "for", "the", "in", "with", "is", "was"]) => {}
            None => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_doses(text: &str) -> Vec<String> {
        doses(text)
            .iter()
            .map(|d| {
                let amounts: Vec<String> = d.amounts.iter().map(|a| (*a as f64 / 1000.0).to_string()).collect();
                format!("{}|{}{}", d.name.of(text), amounts.join("+"), d.unit)
            })
            .collect()
    }

    fn read_quantities(text: &str) -> Vec<String> {
        quantities(text).iter().map(|q| format!("{} {:?}", q.number, q.of)).collect()
    }

    #[test]
    fn strengths_and_the_names_before_them() {
        for (text, wanted) in [
            ("Norco 10/325mg #60", "Norco|10+325mg"),
            ("naproxen 500 mg and", "naproxen|500mg"),
            ("Trezix 320.5-30-\n16mg", "Trezix|320.5+30+16mg"),
            ("the request for Lidocaine patch 5%", "Lidocaine patch|5%"),
            ("Fanatrex 25mg/ml oral suspension 420ml", "Fanatrex|25mg/ml oral suspension|420ml"),
            ("Orphenadrine Citrate ER 100mg", "Orphenadrine Citrate ER|100mg"),
            ("20mg", "|20mg"),
            ("1,000 mg", "|1000mg"),
        ] {
            assert_eq!(read_doses(text).join(" "), wanted, "{text}");
        }
        for text in ["10 g forces, grade 4 g", "L4-5 mg", "#60"] {
            assert!(read_doses(text).len() < 2, "{text}");
        }
    }

    #[test]
    fn numbers_of_things() {
        for (text, wanted) in [
            ("#60", "60 Pieces"),
            ("quantity: 30", "30 Pieces"),
            ("x 12", "12 Pieces"),
            ("times 12", "12 Pieces"),
            ("x6 weeks", "6 Weeks"),
            ("2x6", "12 Product"),
            ("2 x 6", "12 Product"),
            ("Twelve physical therapy sessions", "12 Visits"),
            ("twenty-four visits", "24 Visits"),
            ("three times a week for 4 weeks", "3 PerWeek, 4 Weeks"),
            ("2 times weekly for 6 weeks", "2 PerWeek, 6 Weeks"),
            ("twice a day", "2 Often"),
            ("(12 sessions)", "12 Visits"),
            ("a 3 month rental", "3 Months"),
            ("a 3-month rental", "3 Months"),
            ("one refill", "1 Refills"),
            ("5 capsules only", "5 Units"),
            ("14 days", "14 Days"),
            ("pain 6/10, the left knee", ""),
        ] {
            assert_eq!(read_quantities(text).join(", "), wanted, "{text}");
        }
    }
}
