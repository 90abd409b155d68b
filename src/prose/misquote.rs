//! Quotations against the passage that they quote: which words differ.

use super::quote::{is_mark, opens};
use crate::text::{Span, Words};

/// A quotation of fewer words is no quotation of a passage.
const SHORTEST: usize = 8;
/// So much of a quotation, in hundredths, has to stand in the passage for it to be one of it.
const ALIKE: usize = 70;
/// The most words of a quotation and of a passage that are compared.
const LONGEST: usize = 400;

/// A quotation that is not word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misquote {
    /// The quotation, without its marks.
    pub span: Span,
    /// The words that differ, in order.
    pub differences: Vec<Difference>,
}

/// Words of a quotation that are others in the passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The words; empty, at the place, where some are left out.
    pub span: Span,
    /// What stands in the passage; empty where words are added.
    pub passage: String,
}

/// The quotations of a passage in a text that differ from it. Case, hyphens and marks do not count, nor does what an
/// ellipsis leaves out.
pub fn misquotes(text: &str, passage: &str) -> Vec<Misquote> {
    let wanted = Words::of_glued(passage);
    let quoted = quotations(text).into_iter();
    quoted
        .filter_map(|span| {
            let differences = compare(text, span, passage, &wanted)?;
            (!differences.is_empty()).then_some(Misquote { span, differences })
        })
        .collect()
}

/// What stands between quotation marks.
fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, mark) in text.char_indices().filter(|(_, c)| is_mark(*c)) {
        if opens(text, at) {
            open = Some(at + mark.len_utf8());
        } else if let Some(from) = open.take() {
            found.push(Span::new(from, at));
        }
    }
    found
}

/// How a quotation differs from the passage; none where it quotes something else.
fn compare(text: &str, span: Span, passage: &str, wanted: &Words) -> Option<Vec<Difference>> {
    let quoted = span.of(text);
    let words = Words::of_glued(quoted);
    let (rows, columns) = (words.len(), wanted.len());
    if !(SHORTEST..=LONGEST).contains(&rows) || columns > LONGEST {
        return None;
    }
    let pairs = common(&words, wanted);
    if pairs.len() * 100 < rows * ALIKE {
        return None;
    }
    let mut differences = Vec::new();
    let ends = pairs.iter().copied().map(Some).chain([None]);
    let (mut row, mut column) = (0, pairs.first()?.1);
    for pair in ends {
        // What the passage has before the quotation and behind it is not left out.
        let (to, upto) = pair.unwrap_or((rows, column));
        if row < to || column < upto {
            let place = match row < to {
                true => words.span(row).to(words.span(to - 1)),
                false => Span::empty(words.span(to).start),
            };
            let left_out = if column < upto { wanted.span(column).to(wanted.span(upto - 1)).of(passage) } else { "" };
            let between = Span::new(row.checked_sub(1).map_or(0, |row| words.span(row).end), words.span(to).start);
            let ellipsis = row == to && (between.of(quoted).contains("...") || between.of(quoted).contains('…'));
            if !ellipsis {
                differences.push(Difference { span: place.shifted(span.start), passage: left_out.to_string() });
            }
        }
        if let Some((at, against)) = pair {
            (row, column) = (at + 1, against + 1);
        }
    }
    Some(differences)
}

/// The longest run of words, with gaps, that both have in this order, as pairs of places.
fn common(a: &Words, b: &Words) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut lengths = vec![0_u16; (a.len() + 1) * width];
    let at = |row: usize, column: usize| row * width + column;
    for row in (0..a.len()).rev() {
        for column in (0..b.len()).rev() {
            let longest = match a.text(row) == b.text(column) {
                true => lengths.get(at(row + 1, column + 1)).map_or(0, |length| length + 1),
                false => lengths.get(at(row + 1, column)).max(lengths.get(at(row, column + 1))).copied().unwrap_or(0),
            };
            if let Some(length) = lengths.get_mut(at(row, column)) {
                *length = longest;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < a.len() && column < b.len() {
        if a.text(row) == b.text(column) {
            pairs.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if lengths.get(at(row + 1, column)) >= lengths.get(at(row, column + 1)) {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSAGE: &str = "Not recommended for long-term use, because a risk of falls is known. Most patients stop within \
                           four weeks. A walk is better.";

    /// The words in brackets differ; `expected` is what the passage has for each.
    fn check(quoted: &str, expected: &[&str]) {
        let text = format!("The guideline says: {}. So be it.", quoted.replace(['[', ']'], ""));
        let found = misquotes(&text, PASSAGE);
        let all: Vec<&Difference> = found.iter().flat_map(|misquote| &misquote.differences).collect();
        let told: Vec<&str> = all.iter().map(|difference| difference.passage.as_str()).collect();
        assert_eq!(told, expected, "{text}");
        let mut marked = text.clone();
        for difference in all.iter().rev() {
            marked.insert(difference.span.end, ']');
            marked.insert(difference.span.start, '[');
        }
        assert_eq!(marked, format!("The guideline says: {quoted}. So be it."));
    }

    #[test]
    fn words_that_differ_are_told_and_marks_do_not_count() {
        check(r#""not recommended for long term use because a risk of falls is known. Most patients stop""#, &[]);
        check(r#""[Pills are] not recommended for long term use because a risk [for] falls is known""#, &["", "of"]);
        check("“Not recommended for []use, because a risk of falls is known”", &["long-term"]);
    }

    #[test]
    fn what_is_left_out_is_told_but_for_an_ellipsis() {
        check(r#""Most patients stop within []weeks. A walk is better""#, &["four"]);
        check(r#""Not recommended for long-term use ... Most patients stop within four weeks""#, &[]);
    }

    #[test]
    fn other_quotations_are_none_of_it() {
        check(r#""a walk is better""#, &[]);
        check(r#""He said that most patients of his would rather walk for four weeks than stop""#, &[]);
        check("Not recommended for long-term use, because risks of falls are known", &[]);
    }
}
