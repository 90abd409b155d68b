//! The tree of a draft, built once and then kept up to date edit by edit.

use std::borrow::Cow;
use std::ops::Range;

use super::block::Block;
use super::build::{Builder, Marks, Start};
use super::format::{Format, SectionKind};
use super::line::{LineClass, Mark, classify};
use crate::text::{Lined, Splice, Text};

/// A draft's blocks, in order, covering every line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    blocks: Vec<Block>,
}

/// What an edit did to the blocks: `old` of the former ones were replaced by `new` of the present ones. All others are
/// as they were, but for their first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// Indices before the edit.
    pub old: Range<usize>,
    /// Indices after it.
    pub new: Range<usize>,
    /// Whether it is one block that stands for one, and starts on the line on which that did, above the edit.
    pub in_place: bool,
}

impl Tree {
    /// Reads a whole text.
    pub fn new(text: &impl Lined, format: &Format) -> Tree {
        let marks = Listed(marks_of(text.lines_from(0), format).collect());
        let mut builder = Builder { text, format, marks };
        let mut blocks = Vec::new();
        let mut next = Some(Start { line: 0, mark: 0, section: None, item: builder.opens_with_item() });
        while let Some(start) = next {
            let (block, after) = builder.block(start);
            // A header without a line of its own is no block.
            if block.lines > 0 || after.is_none() {
                blocks.push(block);
            }
            next = after;
        }
        Tree { blocks }
    }

    /// The blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Index of the block that holds a line; the last one for a line past the end.
    pub fn block_at(&self, line: usize) -> usize {
        self.blocks.partition_point(|b| b.first_line <= line).saturating_sub(1)
    }

    /// Brings the tree up to date with an edit. `text` is the text after it.
    ///
    /// Only blocks next to the touched lines are built again: from the first that may be affected until a block starts
    /// where an old one did, in the same section and of the same kind. Everything a block depends on lies in its own
    /// lines, in the lines up to the mark before it (its title) and in the next mark.
    pub fn edit(&mut self, splice: Splice, text: &Text, format: &Format) -> Replaced {
        let last_touched = splice.first_line + splice.old_lines - 1;
        let touched = self.block_at(last_touched);
        let fresh: Vec<Mark> = marks_of(text.lines_from(splice.first_line).take(splice.new_lines), format)
            .map(|mark| Mark { line: splice.first_line + mark.line, class: mark.class })
            .collect();
        let from = self.first_affected(splice, touched, &fresh);
        let mut builder = Builder { text, format, marks: Patched::new(&self.blocks, from, touched, splice, &fresh) };

        let mut built = Vec::new();
        let old_end;
        let mut next = Some(match self.blocks.get(from) {
            Some(block) if from > 0 => Start {
                line: block.first_line,
                mark: 0,
                section: section_before(&self.blocks, from),
                item: block.item().is_some(),
            },
            _ => Start { line: 0, mark: 0, section: None, item: builder.opens_with_item() },
        });
        loop {
            let Some(start) = next else {
                old_end = self.blocks.len();
                break;
            };
            if let Some(same) = self.same_start(start, touched, splice) {
                old_end = same;
                break;
            }
            let (block, after) = builder.block(start);
            if block.lines > 0 || after.is_none() {
                built.push(block);
            }
            next = after;
        }
        drop(builder);

        // What was built as it was before, from lines that nobody touched, has not changed.
        let old = self.blocks.get(from..old_end).unwrap_or_default();
        let above = |(old, new): &(&Block, &Block)| old == new && old.end_line() <= splice.first_line;
        let kept = old.iter().zip(&built).take_while(above).count();
        let below = |(old, new): &(&Block, &Block)| {
            old.first_line >= splice.first_line + splice.old_lines && old.same_but_for_place(new)
        };
        let left = old.len().min(built.len()) - kept;
        let kept_below = old.iter().rev().zip(built.iter().rev()).take(left).take_while(below).count();
        let (from, old_end) = (from + kept, old_end - kept_below);
        let new: Vec<Block> = built.drain(kept..built.len() - kept_below).collect();

        let in_place = match (self.blocks.get(from..old_end), new.as_slice()) {
            (Some([old]), [new]) => old.first_line == new.first_line && new.first_line <= splice.first_line,
            _ => false,
        };
        let replaced = Replaced { old: from..old_end, new: from..from + new.len(), in_place };
        if splice.old_lines != splice.new_lines {
            for block in self.blocks.iter_mut().skip(old_end) {
                block.first_line = block.first_line + splice.new_lines - splice.old_lines;
            }
        }
        self.blocks.splice(from..old_end, new);
        replaced
    }

    /// The first block that an edit may have changed; `fresh` are the marks that now stand in the touched lines. Where
    /// a block starts is told by its first mark and the lines up to it, and by the marks behind: where the touched lines
    /// are behind that mark and their own marks are as they were, it is this block. Else it may be the one before.
    fn first_affected(&self, splice: Splice, touched: usize, fresh: &[Mark]) -> usize {
        let own = self.block_at(splice.first_line);
        let lines = splice.first_line..splice.first_line + splice.old_lines;
        let old = self.blocks.get(own..=touched).unwrap_or_default();
        let mut marks = old.iter().flat_map(in_draft).filter(|mark| lines.contains(&mark.line)).peekable();
        let running = fresh.is_empty() && marks.peek().is_none();
        let same = running || splice.old_lines == splice.new_lines && marks.eq(fresh.iter().copied());
        let behind = |block: &Block| in_draft(block).next().is_some_and(|first| first.line < splice.first_line);
        match same && old.first().is_some_and(behind) {
            true => own,
            false => own.saturating_sub(1),
        }
    }

    /// The old block behind the edit that starts where, and as, a new one is about to.
    fn same_start(&self, start: Start, touched: usize, splice: Splice) -> Option<usize> {
        let old_line = (start.line + splice.old_lines).checked_sub(splice.new_lines)?;
        let index = self.blocks.partition_point(|b| b.first_line < old_line);
        let block = self.blocks.get(index)?;
        let same = index > touched
            && block.first_line == old_line
            && block.item().is_some() == start.item
            && section_before(&self.blocks, index) == start.section;
        same.then_some(index)
    }
}

/// Whether a text reads as a determination: it has a section heading, or fields.
pub fn is_determination(text: &str, format: &Format) -> bool {
    let mut labels = 0;
    for line in text.split(['\n', '\r']) {
        match classify(line, format) {
            Some(LineClass::Heading { .. }) => return true,
            Some(LineClass::Label { .. }) => labels += 1,
            _ => {}
        }
        if labels > 1 {
            return true;
        }
    }
    false
}

fn section_before(blocks: &[Block], index: usize) -> Option<SectionKind> {
    index.checked_sub(1).and_then(|i| blocks.get(i))?.section
}

/// The marks among some lines, counted from the first of them.
fn marks_of<'a>(lines: impl Iterator<Item = Cow<'a, str>>, format: &Format) -> impl Iterator<Item = Mark> {
    lines.enumerate().filter_map(|(line, words)| Some(Mark { line, class: classify(&words, format)? }))
}

/// All marks of a text.
struct Listed(Vec<Mark>);

impl Marks for Listed {
    fn get(&mut self, index: usize) -> Option<Mark> {
        self.0.get(index).copied()
    }
}

/// The marks from one block on, the touched lines read anew and the lines after them shifted; those of later blocks
/// are fetched as they are asked for.
struct Patched<'a> {
    blocks: &'a [Block],
    splice: Splice,
    marks: Vec<Mark>,
    next_block: usize,
}

impl<'a> Patched<'a> {
    /// `fresh` are the marks in the touched lines.
    fn new(blocks: &'a [Block], from: usize, touched: usize, splice: Splice, fresh: &[Mark]) -> Patched<'a> {
        let mut patched = Patched { blocks, splice, marks: Vec::new(), next_block: touched + 1 };
        let old_end = splice.first_line + splice.old_lines;
        let old: Vec<Mark> = blocks.get(from..=touched).unwrap_or_default().iter().flat_map(in_draft).collect();
        let kept = old.iter().copied();
        patched.marks.extend(kept.clone().filter(|m| m.line < splice.first_line));
        patched.marks.extend(fresh);
        patched.marks.extend(kept.filter(|m| m.line >= old_end).map(|m| patched.splice.moved(m)));
        patched
    }
}

impl Marks for Patched<'_> {
    fn get(&mut self, index: usize) -> Option<Mark> {
        while index >= self.marks.len() {
            let block = self.blocks.get(self.next_block)?;
            let splice = self.splice;
            self.marks.extend(in_draft(block).map(|m| splice.moved(m)));
            self.next_block += 1;
        }
        self.marks.get(index).copied()
    }
}

trait Moved {
    /// A mark behind the touched lines, where it stands now.
    fn moved(&self, mark: Mark) -> Mark;
}

impl Moved for Splice {
    fn moved(&self, mark: Mark) -> Mark {
        Mark { line: mark.line + self.new_lines - self.old_lines, class: mark.class }
    }
}

/// A block's marks, lines counted in the draft.
fn in_draft(block: &Block) -> impl Iterator<Item = Mark> + '_ {
    block.marks.iter().map(|mark| Mark { line: block.first_line + mark.line, class: mark.class })
}
