//! Facts: what is read once from a block, and all that a rule may look at.

use std::ops::Deref;

use super::before::{Before, Edited};
use super::cited::UnknownName;
use super::named::Named;
use super::quoted::Misquoted;
use super::reading::{read_header, read_item, read_section};
use super::standard::Standard;
use crate::letter::{Block, BlockKind, FieldKind, HeaderEntry, HeaderKind, Outcome, SectionKind};
use crate::prose::{Citations, Date, NamedRegion, Passage, Reading, RequestParts, Verdict};
use crate::text::{Replacement, Span};

/// What was read from one block. Spans count from its start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockFacts {
    /// The header, or what stands in its place.
    Header(HeaderFacts),
    /// A section.
    Section(SectionFacts),
    /// An item.
    Item(Box<ItemFacts>),
}

/// What was read from the header; also its entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeaderFacts {
    /// Labels and values.
    pub entries: Vec<HeaderEntry>,
    /// The dates among the values, where a value is one date.
    pub dates: Vec<(HeaderKind, Date)>,
    /// What its words say.
    pub said: Passage,
}

impl Deref for HeaderFacts {
    type Target = [HeaderEntry];

    fn deref(&self) -> &[HeaderEntry] {
        &self.entries
    }
}

/// What was read from a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionFacts {
    /// Which section.
    pub kind: SectionKind,
    /// The words of its heading.
    pub heading: Span,
    /// Whether the heading is spelt as it should be.
    pub spelt: bool,
    /// What stands under it.
    pub body: Span,
    /// Whether nothing is written under the heading.
    pub empty: bool,
    /// Whether it is the section for the reviewer's credentials and gives them.
    pub credentials: bool,
    /// Indices, in the format's list, of statements that belong here and are not made.
    pub unsaid: Vec<usize>,
    /// What its words say.
    pub said: Passage,
}

/// What was read from an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemFacts {
    /// The title as it is shown; empty where there is none.
    pub title: String,
    /// Where the title stands.
    pub title_span: Span,
    /// The word in the outcome's place.
    pub outcome: Option<OutcomeFact>,
    /// The labelled fields in the order in which they stand.
    pub fields: Vec<FieldFact>,
    /// What the rationale concludes, spans counted from the block's start; none where there is no rationale.
    pub verdict: Option<Reading>,
    /// Where an outcome would be written, and whether a colon stands before that place; none without a title.
    pub outcome_place: Option<(usize, bool)>,
    /// What its words say, those of the title and of each field.
    pub said: Passage,
    /// What the title asks for.
    pub request: Named,
    /// The parts of a request that was allowed in part.
    pub parts: Option<RequestParts>,
    /// What the conclusion is about.
    pub conclusion: Named,
    /// Whether the conclusion speaks of the remaining portion of a request.
    pub of_remainder: bool,
    /// The words that stand where the reviewer's citation should.
    pub uncited: Option<Span>,
    /// A chapter of the MTUS that the reviewer cites among sources beside it, with its year.
    pub chapter_beside: Option<Span>,
    /// The regions of the body that the reviewer's guideline field names.
    pub cited_regions: Vec<NamedRegion>,
    /// Whether it stands or falls with another treatment, as what surrounds an operation does.
    pub ancillary: bool,
    /// The words by which the reviewer leaves the MTUS for other sources, where none says why.
    pub unexplained: Option<Span>,
    /// Whether the rationale says that a guideline is silent, or does not apply; asked only where an edition is cited of
    /// which the last day is known.
    pub says_silent: bool,
    /// The names in the reviewer's citation that are not known.
    pub unknown: Vec<UnknownName>,
    /// The quotations of the topics that the reviewer cites which are not word for word.
    pub misquoted: Vec<Misquoted>,
}

impl SectionFacts {
    /// Whether the two are the same but for what their words say.
    fn same_structure(&self, other: &SectionFacts) -> bool {
        let structure = |s: &SectionFacts| (s.kind, s.heading, s.spelt, s.empty, s.credentials);
        structure(self) == structure(other) && self.unsaid == other.unsaid
    }
}

impl ItemFacts {
    /// The first field of a kind.
    pub fn field(&self, kind: FieldKind) -> Option<&FieldFact> {
        self.fields.iter().find(|f| f.kind == kind)
    }

    /// The outcome that agrees with what the rationale concludes.
    pub fn outcome_of_verdict(&self) -> Option<Outcome> {
        match self.verdict.as_ref()?.verdict? {
            Verdict::Necessary => Some(Outcome::Overturned),
            Verdict::NotNecessary => Some(Outcome::Upheld),
            Verdict::Partial => None,
        }
    }

    /// The title, cut to a length that fits a message.
    pub fn short_title(&self) -> String {
        const LONGEST: usize = 60;
        if self.title.is_empty() {
            return "without a title".to_string();
        }
        match self.title.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", self.title.get(..end).unwrap_or(&self.title).trim_end()),
            None => self.title.clone(),
        }
    }

    /// The words that stand for the item in an editor: title and outcome, else its first label.
    pub fn heading(&self) -> Span {
        let label = self.fields.first().map_or(self.title_span, |f| f.label);
        match &self.outcome {
            Some(outcome) => self.title_span.to(outcome.word),
            None if self.title_span.is_empty() => label,
            None => self.title_span,
        }
    }
}

/// The word in the outcome's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeFact {
    /// Where it stands.
    pub word: Span,
    /// The word as it is written.
    pub text: String,
    /// What it says; none where it is misspelt or no outcome.
    pub outcome: Option<Outcome>,
}

/// A labelled field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFact {
    /// Which field.
    pub kind: FieldKind,
    /// The label and its colon.
    pub label: Span,
    /// The label as it is written, without the colon, where it is misspelt.
    pub misspelt: Option<String>,
    /// What stands in it.
    pub body: Span,
    /// What it cites; nothing in a rationale.
    pub citations: Citations,
    /// Whether its last sentence has an end.
    pub finished: bool,
}

/// What all blocks together say: what rules look at that compare places far apart.
#[derive(Debug, Clone, Default)]
pub struct LetterFacts<'a> {
    /// The sections with the index of their block, in order.
    pub sections: Vec<(usize, &'a SectionFacts)>,
    /// The items with the index of their block, in order.
    pub items: Vec<(usize, &'a ItemFacts)>,
    /// How many blocks there are.
    pub blocks: usize,
}

impl<'a> LetterFacts<'a> {
    /// Gathers what the blocks of a letter say.
    pub fn of(blocks: impl Iterator<Item = &'a BlockFacts>) -> LetterFacts<'a> {
        let mut letter = LetterFacts::default();
        for (index, facts) in blocks.enumerate() {
            match facts {
                BlockFacts::Header(_) => {}
                BlockFacts::Section(section) => letter.sections.push((index, section)),
                BlockFacts::Item(item) => letter.items.push((index, item)),
            }
            letter.blocks = index + 1;
        }
        letter
    }
}

impl BlockFacts {
    /// Reads a block; `text` is the block's own.
    pub fn read(block: &Block, text: &str, standard: &Standard) -> BlockFacts {
        match &block.kind {
            BlockKind::Header => BlockFacts::Header(read_header(text, &standard.format)),
            BlockKind::Section(section) => BlockFacts::Section(read_section(section, text, &standard.format, None)),
            BlockKind::Item(item) => BlockFacts::Item(Box::new(read_item(item, text, &standard.library, None))),
        }
    }

    /// Reads the block of which this was read before some of its bytes were replaced: what they do not touch is taken over.
    pub fn read_again(&self, bytes: Replacement, block: &Block, text: &str, standard: &Standard) -> BlockFacts {
        match (&block.kind, self) {
            (BlockKind::Item(item), BlockFacts::Item(facts)) => {
                let before = Before::of(facts, bytes, item);
                BlockFacts::Item(Box::new(read_item(item, text, &standard.library, before.as_ref())))
            }
            (BlockKind::Section(section), BlockFacts::Section(facts)) => {
                let before = Edited::of(&facts.said, facts.body, bytes, section.body);
                BlockFacts::Section(read_section(section, text, &standard.format, before))
            }
            _ => BlockFacts::read(block, text, standard),
        }
    }

    /// Whether rules that look at the whole letter would see any difference between the two. Places inside a rationale
    /// are not compared: they matter only to a finding, and where there is one the letter is checked again anyway.
    pub fn same_for_letter(&self, other: &BlockFacts) -> bool {
        match (self, other) {
            (BlockFacts::Header(_), BlockFacts::Header(_)) => true,
            (BlockFacts::Section(a), BlockFacts::Section(b)) => a.same_structure(b),
            (BlockFacts::Item(a), BlockFacts::Item(b)) => {
                let title = a.title == b.title && a.heading() == b.heading() && a.title_span == b.title_span;
                title && a.conclusion.names_the_same(&b.conclusion)
            }
            _ => false,
        }
    }

    /// What the words of the block say.
    pub fn said(&self) -> &Passage {
        match self {
            BlockFacts::Header(header) => &header.said,
            BlockFacts::Section(section) => &section.said,
            BlockFacts::Item(item) => &item.said,
        }
    }

    /// The item's facts, where the block is one.
    pub fn item(&self) -> Option<&ItemFacts> {
        match self {
            BlockFacts::Item(item) => Some(item),
            _ => None,
        }
    }
}
