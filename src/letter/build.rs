//! Blocks from lines of structure: where each header, section and item begins and ends, and what it holds.

use super::block::{Block, BlockKind, Field, Item, OutcomeWord, Section};
use super::format::{FieldKind, Format, SectionKind};
use super::line::{LineClass, Mark};
use super::title::Gap;
use crate::text::{Lined, Span, trim_span};

/// Where a block starts, and all that its building depends on besides the lines from there on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    /// First line of the block.
    pub line: usize,
    /// Index of the first mark at or after that line.
    pub mark: usize,
    /// The section that has been opened before this line.
    pub section: Option<SectionKind>,
    /// Whether an item starts here.
    pub item: bool,
}

/// The lines of structure of a draft in order, lines counted in the draft.
pub(super) trait Marks {
    /// The mark with this index, if there are so many.
    fn get(&mut self, index: usize) -> Option<Mark>;
}

/// Builds the blocks of one text.
pub(super) struct Builder<'a, T, M> {
    pub text: &'a T,
    pub format: &'a Format,
    pub marks: M,
}

impl<T: Lined, M: Marks> Builder<'_, T, M> {
    /// The block that starts at `start`, and the start of the next one, if any line is left.
    pub fn block(&mut self, start: Start) -> (Block, Option<Start>) {
        let own = match self.marks.get(start.mark) {
            Some(Mark { line, class: LineClass::Heading { section, .. } }) if line == start.line && !start.item => {
                Some(section)
            }
            _ => None,
        };
        let section = own.or(start.section);
        let first = start.mark + usize::from(own.is_some());
        let next = match start.item {
            true => self.end_of_item(first, section),
            false => self.end_of_section(first, section),
        };
        let end_line = next.map_or(self.text.line_count(), |n| n.line);
        let mut marks = Vec::new();
        let mut index = start.mark;
        while let Some(mark) = self.marks.get(index).filter(|m| m.line < end_line) {
            marks.push(Mark { line: mark.line - start.line, class: mark.class });
            index += 1;
        }
        let mut block =
            Block { first_line: start.line, lines: end_line - start.line, kind: BlockKind::Header, section, marks };
        let whole = Span::new(self.text.line_start(start.line), self.text.line_start(end_line));
        let text = self.text.slice(whole);
        // No line behind the one below the last mark is asked for.
        let (starts, counted_from) = match block.marks.last() {
            Some(last) => self.text.starts(start.line, &text, last.line + 2),
            None => Default::default(),
        };
        let inside = Inside {
            text: &text,
            // The first byte of a line of the block, counted from the block's start.
            line_start: |line: usize| starts.get(line).map_or(text.len(), |at| (at - counted_from).min(text.len())),
        };
        if start.item {
            block.kind = BlockKind::Item(inside.item(&block.marks));
        } else if let (Some(kind), Some(mark)) = (own, block.marks.first()) {
            block.kind = BlockKind::Section(inside.section(kind, mark));
        }
        (block, next)
    }

    /// Where a section's own text ends: at the next heading or the first item.
    fn end_of_section(&mut self, first: usize, section: Option<SectionKind>) -> Option<Start> {
        let mut index = first;
        while let Some(mark) = self.marks.get(index) {
            match mark.class {
                LineClass::Heading { .. } => return Some(heading_start(mark, index, section)),
                LineClass::Outcome { .. } if self.is_outcome(index, section) => {
                    return Some(self.item_start(index, mark, section));
                }
                LineClass::Label { .. } => {
                    let line = self.gap(index).bare_title_start(mark.line).unwrap_or(mark.line);
                    return Some(item_start_at(line, index, section));
                }
                _ => index += 1,
            }
        }
        None
    }

    /// Whether an item starts on the very first line: nothing stands before its title.
    pub fn opens_with_item(&mut self) -> bool {
        let headed = matches!(self.marks.get(0), Some(Mark { line: 0, class: LineClass::Heading { .. } }));
        !headed && self.end_of_section(0, None).is_some_and(|next| next.item && next.line == 0)
    }

    /// Where an item ends: at the next heading or the next item.
    fn end_of_item(&mut self, first: usize, section: Option<SectionKind>) -> Option<Start> {
        let mut index = first;
        let mut seen: Vec<FieldKind> = Vec::new();
        // The item's own outcome stands before its fields.
        if let Some(Mark { class: LineClass::Outcome { .. }, .. }) = self.marks.get(index) {
            index += 1;
        }
        while let Some(mark) = self.marks.get(index) {
            match mark.class {
                LineClass::Heading { .. } => return Some(heading_start(mark, index, section)),
                LineClass::Outcome { .. } if self.is_outcome(index, section) => {
                    return Some(self.item_start(index, mark, section));
                }
                LineClass::Label { field, .. } => {
                    if let Some(line) = self.next_item_without_outcome(index, mark, field, &seen) {
                        return Some(item_start_at(line, index, section));
                    }
                    seen.push(field);
                }
                _ => {}
            }
            index += 1;
        }
        None
    }

    /// A label that comes round again after a rationale, with a title above it, opens an item that lacks its outcome.
    fn next_item_without_outcome(
        &mut self,
        index: usize,
        mark: Mark,
        field: FieldKind,
        seen: &[FieldKind],
    ) -> Option<usize> {
        let rationale_seen = seen.contains(&FieldKind::DecisionRationale);
        if !rationale_seen && !seen.contains(&field) {
            return None;
        }
        let title = self.gap(index).bare_title_start(mark.line);
        let comes_round = rationale_seen && seen.contains(&field);
        let first = field == FieldKind::ClaimsAdministratorGuideline;
        match title {
            Some(line) if rationale_seen && (comes_round || first) => Some(line),
            None if comes_round && first => Some(mark.line),
            _ => None,
        }
    }

    /// Whether a line that may be an item's heading is one.
    fn is_outcome(&mut self, index: usize, section: Option<SectionKind>) -> bool {
        let Some(Mark { line, class: LineClass::Outcome { outcome, alone, word, .. } }) = self.marks.get(index) else {
            return false;
        };
        let label_follows = matches!(self.marks.get(index + 1), Some(Mark { class: LineClass::Label { .. }, .. }));
        if label_follows || section != Some(SectionKind::IssuesDecisionsRationales) {
            return label_follows;
        }
        match (outcome, alone) {
            (Some(_), false) => true,
            (Some(_), true) => self.follows_colon(line, word),
            (None, _) => false,
        }
    }

    /// Whether an outcome word alone on its line has a colon before it.
    fn follows_colon(&self, line: usize, word: Span) -> bool {
        let own = self.text.line(line);
        if own.get(..word.start).is_some_and(|before| before.contains(':')) {
            return true;
        }
        (line.saturating_sub(40)..line)
            .rev()
            .map(|above| self.text.line(above))
            .find(|above| !crate::text::trim(above).is_empty())
            .is_some_and(|above| crate::text::trim(&above).ends_with(':'))
    }

    fn item_start(&mut self, index: usize, mark: Mark, section: Option<SectionKind>) -> Start {
        let title_end = match mark.class {
            LineClass::Outcome { title_end, alone: false, .. } => Some(title_end),
            _ => None,
        };
        item_start_at(self.gap(index).title_start(mark.line, title_end), index, section)
    }

    /// The lines between a mark and the one before it.
    fn gap(&mut self, index: usize) -> Gap<'_, T> {
        let above = index.checked_sub(1).and_then(|i| self.marks.get(i));
        Gap {
            text: self.text,
            format: self.format,
            floor: above.map(|m| m.line),
            floor_is_field: matches!(above, Some(Mark { class: LineClass::Label { .. }, .. })),
        }
    }
}

fn heading_start(mark: Mark, index: usize, section: Option<SectionKind>) -> Start {
    Start { line: mark.line, mark: index, section, item: false }
}

fn item_start_at(line: usize, mark: usize, section: Option<SectionKind>) -> Start {
    Start { line, mark, section, item: true }
}

/// Spans inside one block.
struct Inside<'a, F> {
    text: &'a str,
    line_start: F,
}

impl<F: Fn(usize) -> usize> Inside<'_, F> {
    fn trimmed(&self, start: usize, end: usize) -> Span {
        trim_span(self.text, Span::new(start, end))
    }

    fn section(&self, kind: SectionKind, mark: &Mark) -> Section {
        let (words, spelt) = match mark.class {
            LineClass::Heading { words, spelt, .. } => (words, spelt),
            _ => (Span::empty(0), true),
        };
        let heading = words.shifted((self.line_start)(mark.line));
        Section { kind, heading, spelt, body: self.trimmed((self.line_start)(mark.line + 1), self.text.len()) }
    }

    fn item(&self, marks: &[Mark]) -> Item {
        let mut fields = Vec::new();
        let mut outcome = None;
        let mut title_end = None;
        for (index, mark) in marks.iter().enumerate() {
            let start = (self.line_start)(mark.line);
            match mark.class {
                LineClass::Outcome { word, outcome: says, title_end: end, .. } if index == 0 => {
                    outcome = Some(OutcomeWord { word: word.shifted(start), outcome: says });
                    title_end = Some(start + end);
                }
                LineClass::Label { field, words, spelt } => {
                    let label = words.shifted(start);
                    title_end = title_end.or(Some(start));
                    let end = marks
                        .iter()
                        .skip(index + 1)
                        .find(|m| matches!(m.class, LineClass::Label { .. }))
                        .map_or(self.text.len(), |m| (self.line_start)(m.line));
                    fields.push(Field { kind: field, label, spelt, body: self.trimmed(label.end, end) });
                }
                _ => {}
            }
        }
        let title = self.trimmed(0, title_end.unwrap_or(self.text.len()));
        let bare = title.of(self.text).trim_end_matches(|c| c == ':' || crate::text::is_blank(c));
        Item { title: Span::new(title.start, title.start + bare.len()), outcome, fields }
    }
}
