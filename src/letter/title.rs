//! Where an item's title begins: how far the lines above an outcome word belong to it.
//!
//! Blank lines alone do not tell. A page break puts some inside a title, an extraction may put one after every line,
//! and some letters have none between a rationale and the next title. So three things are weighed: gaps that are
//! wider than the text's own, whether the line above could have held the next word, and whether it ends a sentence.

use std::borrow::Cow;

use super::format::Format;
use crate::text::{Lined, is_blank, trim};

/// Most lines that are looked at above the outcome word.
const REACH: usize = 24;
/// A title of more bytes than this is a rationale that was taken for one.
const LONGEST: usize = 1_200;
/// A line is broken by the margin, not by its author, if the next word would have taken it past this column.
const MARGIN: usize = 68;
/// No hard-wrapped line is longer.
const WIDEST: usize = 130;

/// A line with words, and the gap between it and the line with words below it.
struct Row<'a> {
    line: usize,
    words: Cow<'a, str>,
    /// Blank lines below.
    gap: usize,
    /// Whether one of them holds blanks: the mark of a paragraph's end in one extraction.
    spaced: bool,
    /// Whether it belongs to a field or heading and can only end the search.
    fixed: bool,
}

impl Row<'_> {
    /// Whether a sentence ends here. A verdict may lack its full stop.
    fn ends_sentence(&self) -> bool {
        let words = self.words.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
        words.ends_with(['.', '?', '!']) || words.ends_with("necessary")
    }

    /// Whether the line break after this row was made by the margin.
    fn wraps_into(&self, below: &Row) -> bool {
        let next = below.words.split(is_blank).next().unwrap_or("");
        self.words.chars().count() + 1 + next.chars().count() > MARGIN && self.words.len() <= WIDEST
    }

    fn concludes(&self) -> bool {
        let words = self.words.to_ascii_lowercase();
        words.contains("necessary") || words.contains("rationale:") || words.contains("guideline:")
    }
}

/// The lines in which a title may stand.
pub(super) struct Gap<'a, T> {
    /// The draft.
    pub text: &'a T,
    /// Its wordings.
    pub format: &'a Format,
    /// The nearest line of structure above; the title starts after it. None where there is none.
    pub floor: Option<usize>,
    /// Whether words of a field stand on that line, so that the lines after it may belong to the field.
    pub floor_is_field: bool,
}

impl<'a, T: Lined> Gap<'a, T> {
    /// First line of the title whose last line is `last`. The words of `last` that belong to the title end at byte
    /// `title_end` of it; none belong to it where the outcome word stands alone.
    pub fn title_start(&self, last: usize, title_end: Option<usize>) -> usize {
        let rows = self.rows(last, title_end);
        let Some(first) = rows.first().filter(|r| !r.fixed) else {
            return last;
        };
        let top = self.top_of_block(&rows);
        let mut top = self.reach_preamble(&rows, top);
        let size: usize = rows.iter().take(top + 1).map(|r| r.words.len()).sum();
        let swallowed = rows.iter().take(top + 1).skip(1).any(Row::concludes);
        let touches_field = rows.get(top + 1).is_some_and(|above| above.fixed && above.gap <= base(&rows));
        if swallowed || size > LONGEST || (touches_field && self.floor_is_field) {
            top = self.last_sentence_end(&rows, top);
        }
        rows.get(top).map_or(first.line, |r| r.line)
    }

    /// First line of what looks like a title above line `below` where no outcome word follows it.
    pub fn bare_title_start(&self, below: usize) -> Option<usize> {
        let start = self.title_start(below, None);
        if start == below {
            return None;
        }
        let rows = self.rows(below, None);
        let bottom = rows.first()?;
        let marked = bottom.words.ends_with(':');
        let title: Vec<_> = rows.iter().filter(|r| r.line >= start && !r.fixed).collect();
        let size: usize = title.iter().map(|r| r.words.len()).sum();
        let prose = title.iter().any(|r| r.concludes()) || bottom.ends_sentence() || size > 300;
        (marked || !prose).then_some(start)
    }

    /// The lines with words from `last` upwards to the floor, the floor's own included as the last.
    fn rows(&self, last: usize, title_end: Option<usize>) -> Vec<Row<'a>> {
        let mut rows: Vec<Row> = Vec::new();
        let (mut gap, mut spaced) = (0, false);
        let lowest = last.saturating_sub(REACH * 4).max(self.floor.unwrap_or(0));
        for (line, whole) in self.text.lines_up_from(last).take_while(|(line, _)| *line >= lowest) {
            let end = match (line == last, title_end) {
                (true, Some(end)) => end,
                (true, None) => 0,
                _ => whole.len(),
            };
            let fixed = Some(line) == self.floor && line != last;
            let words = trim(whole.get(..end).unwrap_or(&whole));
            if words.is_empty() && !fixed {
                if line != last {
                    gap += 1;
                    spaced |= whole.chars().any(|c| c != '\u{c}' && is_blank(c));
                }
                continue;
            }
            let words = match &whole {
                Cow::Borrowed(whole) => Cow::Borrowed(trim(whole.get(..end).unwrap_or(whole))),
                Cow::Owned(_) => Cow::Owned(words.to_string()),
            };
            rows.push(Row { line, words, gap, spaced, fixed });
            (gap, spaced) = (0, false);
            if rows.len() > REACH {
                break;
            }
        }
        rows
    }

    /// The highest row of the paragraph that ends with the outcome word.
    fn top_of_block(&self, rows: &[Row]) -> usize {
        let base = base(rows);
        let paragraphs_are_spaced = rows.iter().skip(1).any(|r| r.spaced);
        let mut top = 0;
        while let (Some(below), Some(above)) = (rows.get(top), rows.get(top + 1)) {
            if above.fixed {
                break;
            }
            let wide = above.gap > base;
            let page_break = paragraphs_are_spaced && !above.spaced;
            let runs_on = !above.ends_sentence() && above.wraps_into(below) && !above.words.ends_with(':');
            let inside = if !wide {
                true
            } else if page_break {
                runs_on || !above.ends_sentence()
            } else {
                runs_on && !above.spaced && !above.concludes() && !starts_title(below)
            };
            if !inside {
                break;
            }
            top += 1;
        }
        top
    }

    /// A title of several sentences is followed up to its first one, whatever gaps lie between.
    fn reach_preamble(&self, rows: &[Row], top: usize) -> usize {
        let mut words = String::new();
        for row in rows.iter().take(top + 1).rev() {
            words.push_str(&row.words.to_lowercase());
            words.push(' ');
        }
        let items = &self.format.items;
        let open = |words: &str| {
            items.preamble_end.iter().any(|end| words.contains(end.as_str()))
                && !words.contains(items.preamble_start.as_str())
        };
        if !open(&words) {
            return top;
        }
        let mut at = top;
        while let Some(row) = rows.get(at + 1).filter(|r| !r.fixed) {
            at += 1;
            words = format!("{} {words}", row.words.to_lowercase());
            if words.len() > LONGEST {
                return top;
            }
            if !open(&words) {
                return self.sentence_start(rows, at);
            }
        }
        top
    }

    /// The row in which the sentence that runs through row `at` starts.
    fn sentence_start(&self, rows: &[Row], mut at: usize) -> usize {
        let base = base(rows);
        while let (Some(below), Some(above)) = (rows.get(at), rows.get(at + 1)) {
            if above.fixed || above.ends_sentence() || above.gap > base || !above.wraps_into(below) {
                break;
            }
            at += 1;
        }
        at
    }

    /// Where no gap parts the title from a rationale: the nearest row above which a sentence, or a short line, ends.
    fn last_sentence_end(&self, rows: &[Row], top: usize) -> usize {
        let mut words = String::new();
        let items = &self.format.items;
        for at in 0..=top {
            let (Some(row), Some(above)) = (rows.get(at), rows.get(at + 1)) else {
                return at;
            };
            words = format!("{} {words}", row.words.to_lowercase());
            let open = items.preamble_end.iter().any(|end| words.contains(end.as_str()))
                && !words.contains(items.preamble_start.as_str());
            let inside_first = words.contains(items.preamble_start.as_str()) && !above.ends_sentence();
            if !open
                && (above.ends_sentence() || (!inside_first && !above.wraps_into(row)) || above.words.ends_with(':'))
            {
                return at;
            }
        }
        top
    }
}

/// Blank lines between the lines of one paragraph: one where the extraction puts one after every line, else none.
fn base(rows: &[Row]) -> usize {
    if rows.iter().any(|r| r.words.len() > WIDEST) {
        return 0;
    }
    rows.iter().skip(1).map(|r| r.gap).min().unwrap_or(0)
}

/// Whether a row opens a title for certain: it has a list number.
fn starts_title(row: &Row) -> bool {
    super::line::strip_number(&row.words).len() < row.words.len()
}
