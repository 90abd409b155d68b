//! Quotations against the passage that they quote: which words differ.

use super::quote::{is_mark, opens};
use crate::text::{Span, Words, fold};

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

impl Misquote {
    /// The same with spans `by` bytes further on.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Misquote {
        self.span = self.span.shifted(by);
        for difference in &mut self.differences {
            difference.span = difference.span.shifted(by);
            difference.behind += by;
        }
        self
    }
}

/// Words of a quotation that are others in the passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The words; empty, at the place, where some are left out.
    pub span: Span,
    /// The words as they are written, on one line.
    pub written: String,
    /// What stands in the passage, on one line; empty where words are added.
    pub passage: String,
    /// Where the next word of the quotation begins.
    pub behind: usize,
}

/// A passage, to be held against its quotations.
#[derive(Debug)]
pub struct Original {
    text: String,
    words: Words,
    /// How many of its words are the heading's.
    heading: usize,
}

impl Original {
    /// A passage under its heading, with which a quotation may begin.
    pub fn new(heading: &str, passage: &str) -> Original {
        let text = format!("{heading}\n{passage}");
        Original { words: Words::of_glued(&text), heading: Words::of_glued(heading).len(), text }
    }

    /// The quotations of it in a text that differ from it. Case, hyphens and marks do not count, nor do references that
    /// are left out, what an ellipsis leaves out, and what stands in square brackets.
    pub fn misquotes(&self, text: &str) -> Vec<Misquote> {
        quotations(text).into_iter().filter_map(|span| self.misquote(text, span)).collect()
    }

    /// How what stands at a place of a text differs from it; none where it does not, or is no quotation of it.
    pub fn misquote(&self, text: &str, span: Span) -> Option<Misquote> {
        let differences = compare(text, span, self)?;
        (!differences.is_empty()).then_some(Misquote { span, differences })
    }
}

/// Whether there are quotation marks in a text.
pub fn has_quotations(text: &str) -> bool {
    text.contains(is_mark)
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
fn compare(text: &str, span: Span, original: &Original) -> Option<Vec<Difference>> {
    let quoted = span.of(text);
    let words = Words::of_glued(quoted);
    let wanted = &original.words;
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
    let (first, against) = *pairs.first()?;
    // What the passage has before the quotation and behind it is not left out, unless other words stand there.
    let (mut row, mut column) = (0, against - first.min(against.saturating_sub(original.heading)));
    for pair in ends {
        let (to, upto) = pair.unwrap_or((rows, columns.min(column + rows - row)));
        // Whoever quotes beyond what is known of the passage may be right.
        let beyond = pair.is_none() && column == columns;
        if (row < to || column < upto) && !beyond {
            let place = match row < to {
                true => words.span(row).to(words.span(to - 1)),
                false => Span::empty(words.span(to).start),
            };
            let left_out = (column < upto).then(|| wanted.span(column).to(wanted.span(upto - 1)));
            let behind = if to < rows { words.span(to).start } else { quoted.len() };
            let around = Span::new(row.checked_sub(1).map_or(0, |row| words.span(row).end), behind);
            let left_only = row == to;
            let reference = left_only && left_out.is_some_and(|words| is_reference(&original.text, words));
            if !reference && !is_marked(around.of(quoted), left_only) {
                differences.push(Difference {
                    written: fold(place.of(quoted)),
                    span: place.shifted(span.start),
                    passage: left_out.map_or(String::new(), |left_out| fold(left_out.of(&original.text))),
                    behind: span.start + behind,
                });
            }
        }
        if let Some((at, against)) = pair {
            (row, column) = (at + 1, against + 1);
        }
    }
    Some(differences)
}

/// Whether a change is owned to: in square brackets, or, where words are `left_out`, by an ellipsis.
fn is_marked(around: &str, left_out: bool) -> bool {
    around.contains(['[', ']']) || left_out && ["..", ". .", "…"].iter().any(|dots| around.contains(dots))
}

/// Whether words of a passage stand in brackets of their own.
fn is_reference(passage: &str, words: Span) -> bool {
    let before = passage.get(..words.start).unwrap_or("").trim_end();
    let behind = passage.get(words.end..).unwrap_or("").trim_start();
    before.ends_with('(') && behind.starts_with(')')
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
        let found = Original::new("Pills", PASSAGE).misquotes(&text);
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
        check(r#""Pills [are] not recommended for long term use because a risk [for] falls is known""#, &["", "of"]);
        check(r#""[They are] not recommended for long term use because a risk of falls is known""#, &[""]);
        check(r#""[Many] patients stop within four weeks. A walk is [worse]""#, &["Most", "better"]);
        check("“Not recommended for []use, because a risk of falls is known”", &["long-term"]);
    }

    #[test]
    fn what_is_left_out_is_told_but_for_an_ellipsis() {
        check(r#""Most patients stop within []weeks. A walk is better""#, &["four"]);
        check(r#""Not recommended for long-term use ... Most patients stop within four weeks""#, &[]);
        check(r#""Not recommended for long-term use, because a risk of falls is known . . . A walk is better""#, &[]);
        check(r#""Most patients stop within four weeks. A walk is better. Nobody knows why, but so it is""#, &[]);
    }

    #[test]
    fn brackets_own_to_a_change_and_references_may_be_left_out() {
        let told = |text: &str, passage: &str| Original::new("Pills", passage).misquotes(text).len();
        let text = r#"It says, "[pills are] not recommended for long-term use, because [of] a risk of falls"."#;
        assert_eq!(told(text, PASSAGE), 0);
        let text = r#"It says, "a risk of falls is known. Most patients stop within four weeks"."#;
        assert_eq!(told(text, "A risk of falls is known. (Miller, 2003) Most patients stop within four weeks."), 0);
        assert_eq!(told(text, "A risk of falls is known. (Miller, 2003) But most patients stop within four weeks."), 1);
    }

    #[test]
    fn other_quotations_are_none_of_it() {
        check(r#""a walk is better""#, &[]);
        check(r#""He said that most patients of his would rather walk for four weeks than stop""#, &[]);
        check("Not recommended for long-term use, because risks of falls are known", &[]);
    }
}
