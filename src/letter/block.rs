//! Blocks: the header, the sections and the items, which together cover every line of a draft.

use super::line::{Mark, strip_number};
use super::{FieldKind, Outcome, SectionKind};
use crate::text::{Span, fold, trim};

/// A run of whole lines: what stands before the first heading, a section up to its first item, or an item.
///
/// Everything inside counts from the block's own start, so an edit above it changes `first_line` and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// First line, counted in the draft.
    pub first_line: usize,
    /// How many lines; never none, except in an empty draft's only block.
    pub lines: usize,
    /// What it is.
    pub kind: BlockKind,
    /// The section it belongs to; for a section, itself.
    pub section: Option<SectionKind>,
    /// Its lines of structure, lines counted from the block's first.
    pub(super) marks: Vec<Mark>,
}

impl Block {
    /// The line after its last.
    pub fn end_line(&self) -> usize {
        self.first_line + self.lines
    }

    /// Whether it is the other block, perhaps further up or down.
    pub(super) fn same_but_for_place(&self, other: &Block) -> bool {
        self.lines == other.lines
            && self.kind == other.kind
            && self.section == other.section
            && self.marks == other.marks
    }

    /// The item, where it is one.
    pub fn item(&self) -> Option<&Item> {
        match &self.kind {
            BlockKind::Item(item) => Some(item),
            _ => None,
        }
    }
}

/// What a block is. Spans count from the block's first byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// What stands before the first heading: the header table, or nothing.
    Header,
    /// A section, up to its first item.
    Section(Section),
    /// An item.
    Item(Item),
}

/// A section's heading and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Which section.
    pub kind: SectionKind,
    /// The words of its heading.
    pub heading: Span,
    /// Whether the heading is spelt as it should be.
    pub spelt: bool,
    /// What stands under the heading before the first item, without the blanks around it.
    pub body: Span,
}

/// A disputed item: title, outcome, fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The title, without the colon before the outcome; empty where there is none.
    pub title: Span,
    /// The word in the outcome's place.
    pub outcome: Option<OutcomeWord>,
    /// The labelled fields in the order in which they stand.
    pub fields: Vec<Field>,
}

impl Item {
    /// The first field of a kind.
    pub fn field(&self, kind: FieldKind) -> Option<&Field> {
        self.fields.iter().find(|f| f.kind == kind)
    }

    /// The title as it is shown: on one line, without a list number or trailing colon. `text` is the block's.
    pub fn title_text(&self, text: &str) -> String {
        let folded = fold(self.title.of(text));
        trim(strip_number(&folded).trim_end_matches([':', ' '])).to_string()
    }

    /// The whole heading: title and outcome.
    pub fn heading(&self) -> Span {
        match self.outcome {
            Some(outcome) => self.title.to(outcome.word),
            None => self.title,
        }
    }
}

/// A word in the outcome's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutcomeWord {
    /// Where it stands.
    pub word: Span,
    /// What it says; none where it is misspelt or no outcome.
    pub outcome: Option<Outcome>,
}

/// A labelled field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Which field.
    pub kind: FieldKind,
    /// The label and its colon.
    pub label: Span,
    /// Whether the label is spelt as it should be.
    pub spelt: bool,
    /// What stands in the field, without the blanks around it.
    pub body: Span,
}
