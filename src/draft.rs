//! A draft: text, tree, facts and findings, kept up to date edit by edit. The one type that editors and CLI use.

mod edits;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use edits::Edits;
pub use edits::Untouched;

use crate::knowledge::Library;
use crate::letter::{Block, Format, Tree};
use crate::rules::{
    BlockFacts, Case, Finding, HeaderFacts, ItemFacts, LetterFacts, Place, Standard, check_again, check_block,
    check_letter,
};
use crate::text::{Replacement, Span, Text, Whole};

/// A draft of more bytes is read on all cores when it is opened. No letter is so long, so that none waits for threads.
const LARGE: usize = 256 << 10;

/// A draft and all that is known of it.
#[derive(Debug, Clone)]
pub struct Draft {
    standard: Standard,
    text: Text,
    tree: Tree,
    /// One for each block of the tree.
    read: Vec<Arc<ReadBlock>>,
    /// What every block is compared with.
    case: Case,
    /// Findings of the rules that look at the whole letter, with the index of their block, in order.
    letter_findings: Arc<Vec<(usize, Finding)>>,
    letter_stamp: u64,
    /// Each block that they name, with the index of one that does, in order.
    letter_blocks: Vec<(usize, usize)>,
    edits: Edits,
}

/// What was read in a block, and what is wrong with it alone.
#[derive(Debug)]
pub struct ReadBlock {
    /// What was read.
    pub facts: BlockFacts,
    /// What the rules for single blocks found, in order of place.
    pub findings: Vec<Finding>,
    /// Changes whenever facts and findings are read anew; never used twice in a process.
    pub stamp: u64,
}

/// A finding at its place in the draft.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Index of the block that holds it.
    pub block: usize,
    /// Its words, counted from the start of the draft.
    pub span: Span,
    /// Index of the item it belongs to.
    pub item: Option<usize>,
}

/// An item at its place in the draft.
#[derive(Debug, Clone, Copy)]
pub struct PlacedItem<'a> {
    /// Its index among the items.
    pub index: usize,
    /// Index of its block.
    pub block: usize,
    /// What was read in it; spans count from the block's start.
    pub facts: &'a ItemFacts,
}

impl Draft {
    /// Reads a draft by what is built in.
    pub fn new(text: &str) -> Draft {
        Draft::read_by(text, Standard::default())
    }

    /// Reads a draft.
    pub fn read_by(text: &str, standard: Standard) -> Draft {
        // What is opened stands in one piece, in which lines and blocks are found faster than in a rope.
        let whole = Whole::new(text);
        let tree = Tree::new(&whole, &standard.format);
        let read = |block: &Block| BlockFacts::read(block, whole.lines(block.first_line, block.end_line()), &standard);
        let facts: Vec<_> = match text.len() < LARGE {
            true => tree.blocks().iter().map(read).collect(),
            false => tree.blocks().par_iter().map(read).collect(),
        };
        let mut draft = Draft {
            read: Vec::new(),
            case: Case::of(facts.iter()),
            letter_findings: Arc::default(),
            letter_stamp: 0,
            letter_blocks: Vec::new(),
            edits: Edits::none(next_stamp()),
            standard,
            text: Text::new(text),
            tree,
        };
        draft.read = facts.into_iter().map(|facts| draft.judged(facts)).collect();
        draft.check_letter();
        draft
    }

    /// Replaces the characters of a span (cut to the text) and brings everything else up to date.
    pub fn edit(&mut self, span: Span, new: &str) {
        let splice = self.text.splice(span, new);
        let replaced = self.tree.edit(splice, &self.text, &self.standard.format);
        let before = self.read.get(replaced.old.start).filter(|_| replaced.in_place).cloned();
        let before = before.as_ref().map(|before| (&before.facts, splice.bytes));
        let facts: Vec<_> = replaced.new.clone().map(|block| self.read_block(block, before)).collect();
        let old = self.read.get(replaced.old.clone()).unwrap_or_default();
        let same_for_letter =
            old.len() == facts.len() && old.iter().zip(&facts).all(|(old, new)| old.facts.same_for_letter(new));
        let moved = !same_for_letter || self.moves_letter_findings(&replaced.old, &replaced.new, span.start);
        let items_only = old.len() == facts.len()
            && old.iter().all(|read| read.facts.item().is_some())
            && facts.iter().all(|facts| facts.item().is_some());
        let before = (!items_only).then(|| self.follow_case(&replaced.old, &facts));
        let judged: Vec<_> = facts.into_iter().map(|facts| self.judged(facts)).collect();
        self.read.splice(replaced.old, judged);
        let in_place = replaced.in_place && splice.old_lines == splice.new_lines;
        let (above, below) = (replaced.new.start, self.read.len() - replaced.new.end);
        let mut left = Untouched { above, below, in_place };
        if before.is_some_and(|before| self.compare_with_case(&before)) {
            (left.above, left.below) = (0, 0);
        }
        self.edits.add(left, next_stamp());
        if moved {
            self.check_letter();
        }
    }

    /// Whether a finding of the letter has a place behind the byte of an edit in one of the blocks `old`, which are
    /// `new` now: it must follow.
    fn moves_letter_findings(&self, old: &Range<usize>, new: &Range<usize>, edit: usize) -> bool {
        // Of a long draft there may be many: those are looked at that name one of these blocks.
        let first = self.letter_blocks.partition_point(|(block, _)| *block < old.start);
        let mut named = self.letter_blocks.iter().skip(first).take_while(|(block, _)| *block < old.end).peekable();
        if named.peek().is_none() {
            return false;
        }
        let inside = match (old.len(), new.len()) {
            (1, 1) => edit.saturating_sub(self.block_span(new.start).start),
            _ => 0,
        };
        let behind = |block: usize, span: Span| old.contains(&block) && span.end > inside;
        let place = |own: usize, place: Place| match place {
            Place::Own(span) => behind(own, span),
            Place::Block(block, span) => behind(block, span),
            Place::End => false,
        };
        named.filter_map(|(_, index)| self.letter_findings.get(*index)).any(|(block, finding)| {
            behind(*block, finding.span)
                || finding.related.iter().any(|related| place(*block, related.place))
                || finding.fixes.iter().flat_map(|fix| &fix.edits).any(|edit| place(*block, edit.place))
        })
    }

    /// Gathers the case as it will be when the blocks `old` are replaced by those with these facts; gives the old one.
    fn follow_case(&mut self, old: &Range<usize>, new: &[BlockFacts]) -> Case {
        let above = self.read.iter().take(old.start).map(|read| &read.facts);
        let below = self.read.iter().skip(old.end).map(|read| &read.facts);
        let case = Case::of(above.chain(new).chain(below));
        std::mem::replace(&mut self.case, case)
    }

    /// Compares blocks with the case again where that may make a difference, and says whether it may. Where only places
    /// have changed, a block of which nothing was found is left alone.
    fn compare_with_case(&mut self, before: &Case) -> bool {
        if self.case == *before {
            return false;
        }
        let only_places = self.case.says_the_same(before);
        for read in &mut self.read {
            if only_places && read.findings.is_empty() {
                continue;
            }
            if let Some(findings) = check_again(&read.findings, &read.facts, &self.case, &self.standard) {
                *read = Arc::new(ReadBlock { facts: read.facts.clone(), findings, stamp: next_stamp() });
            }
        }
        true
    }

    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Words to be written into the draft because of a finding in block `own`, with the line ends used there.
    pub fn written<'a>(&self, own: usize, words: &'a str) -> Cow<'a, str> {
        let line = self.blocks().get(own).map_or(0, |block| block.first_line);
        let end = Span::new(self.text.line_span(line).end, self.text.line_start(line + 1));
        match self.text.slice(end).as_ref() {
            end @ ("\r\n" | "\r") if words.contains('\n') => words.replace('\n', end).into(),
            _ => words.into(),
        }
    }

    /// What its parts are called.
    pub fn format(&self) -> &Format {
        &self.standard.format
    }

    /// What header and summary say of the case.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// What is known of guidelines, treatments and law.
    pub fn library(&self) -> &Library {
        &self.standard.library
    }

    /// The blocks, in order, covering every line.
    pub fn blocks(&self) -> &[Block] {
        self.tree.blocks()
    }

    /// What was read in each block.
    pub fn read(&self) -> &[Arc<ReadBlock>] {
        &self.read
    }

    /// Names the draft as it is now: an edit gives it another name, which no draft of this process has had.
    pub fn edited(&self) -> u64 {
        self.edits.now
    }

    /// The blocks that were left as they were since the draft had a name; none where that is not known any more.
    pub fn untouched_since(&self, edited: u64) -> Option<Untouched> {
        self.edits.since(edited)
    }

    /// Index of the block that holds a byte.
    pub fn block_at(&self, byte: usize) -> usize {
        self.tree.block_at(self.text.line_of(byte))
    }

    /// The bytes of a block; empty, at the end, for a block that does not exist.
    pub fn block_span(&self, block: usize) -> Span {
        match self.blocks().get(block) {
            Some(block) => Span::new(self.text.line_start(block.first_line), self.text.line_start(block.end_line())),
            None => Span::empty(self.text.len()),
        }
    }

    /// The characters of a block.
    pub fn block_text(&self, block: usize) -> Cow<'_, str> {
        self.text.slice(self.block_span(block))
    }

    /// Where a place named by a finding of block `own` stands in the draft.
    pub fn resolve(&self, place: Place, own: usize) -> Span {
        match place {
            Place::Own(span) => span.shifted(self.block_span(own).start),
            Place::Block(block, span) => span.shifted(self.block_span(block).start),
            Place::End => Span::empty(self.text.len()),
        }
    }

    /// The items, in order.
    pub fn items(&self) -> impl Iterator<Item = PlacedItem<'_>> {
        self.read
            .iter()
            .enumerate()
            .filter_map(|(block, read)| Some((block, read.facts.item()?)))
            .enumerate()
            .map(|(index, (block, facts))| PlacedItem { index, block, facts })
    }

    /// The findings of the rules that look at the whole letter, with the index of their block, and a stamp that
    /// changes whenever they were found anew.
    pub fn letter_findings(&self) -> (&[(usize, Finding)], u64) {
        (&self.letter_findings, self.letter_stamp)
    }

    /// Every finding, in order of place.
    pub fn findings(&self) -> Vec<Placed<'_>> {
        let mut all = Vec::new();
        let mut letter = self.letter_findings.iter().peekable();
        let mut items = 0;
        for (block, read) in self.read.iter().enumerate() {
            let start = self.tree.blocks().get(block).map_or(0, |b| b.first_line);
            let item = read.facts.item().map(|_| items);
            items += usize::from(item.is_some());
            let first = all.len();
            let of_letter = std::iter::from_fn(|| letter.next_if(|(b, _)| *b == block).map(|(_, finding)| finding));
            let here: Vec<&Finding> = of_letter.chain(&read.findings).collect();
            if here.is_empty() {
                continue;
            }
            let start = self.text.line_start(start);
            all.extend(here.into_iter().map(|finding| Placed {
                finding,
                block,
                span: finding.span.shifted(start),
                item,
            }));
            if let Some(own) = all.get_mut(first..) {
                own.sort_by_key(|placed| placed.span);
            }
        }
        all
    }

    /// `before` is what was read in the block before some bytes of the draft were replaced.
    fn read_block(&self, index: usize, before: Option<(&BlockFacts, Replacement)>) -> BlockFacts {
        let span = self.block_span(index);
        let text = self.text.slice(span);
        let before = before.and_then(|(facts, bytes)| Some((facts, bytes.within(span.start)?)));
        match (self.blocks().get(index), before) {
            (Some(block), Some((facts, bytes))) => facts.read_again(bytes, block, &text, &self.standard),
            (Some(block), None) => BlockFacts::read(block, &text, &self.standard),
            (None, _) => BlockFacts::Header(HeaderFacts::default()),
        }
    }

    fn judged(&self, facts: BlockFacts) -> Arc<ReadBlock> {
        let findings = check_block(&facts, &self.case, &self.standard);
        Arc::new(ReadBlock { facts, findings, stamp: next_stamp() })
    }

    fn check_letter(&mut self) {
        let letter = LetterFacts::of(self.read.iter().map(|read| &read.facts));
        self.letter_findings = Arc::new(check_letter(&letter, &self.standard));
        self.letter_stamp = next_stamp();
        let named = self.letter_findings.iter().enumerate();
        let named =
            named.flat_map(|(index, (block, finding))| finding.blocks().chain([*block]).map(move |b| (b, index)));
        self.letter_blocks = named.collect();
        self.letter_blocks.sort_unstable();
        self.letter_blocks.dedup();
    }
}

/// Two drafts are equal when text, tree, facts and findings are; the oracle of the incremental path.
impl PartialEq for Draft {
    fn eq(&self, other: &Draft) -> bool {
        let same_reading = |(a, b): (&Arc<ReadBlock>, &Arc<ReadBlock>)| a.facts == b.facts && a.findings == b.findings;
        self.text == other.text
            && self.tree == other.tree
            && self.read.len() == other.read.len()
            && self.read.iter().zip(&other.read).all(same_reading)
            && self.letter_findings == other.letter_findings
    }
}

fn next_stamp() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
