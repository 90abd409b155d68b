//! Citations: which chapters, editions, sections and pages a text cites, and which sources beside the MTUS.

use super::citing::read;
use super::page::CitedPages;
use crate::text::{Phrasebook, Span};

/// The names of guidelines, as the caller knows them. A number that it gives comes back in what is read.
pub trait Guidelines {
    /// Titles of chapters.
    fn titles(&self) -> &Phrasebook<usize>;
    /// The chapters that bear a title, the earliest edition first.
    fn editions(&self, title: usize) -> &[usize];
    /// The chapter of a title and a year.
    fn edition(&self, title: usize, year: u16) -> Option<usize>;
    /// The names of a chapter's sections.
    fn sections(&self, chapter: usize) -> Option<&Phrasebook<usize>>;
}

/// What a text cites. Spans count from its start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Citations {
    /// What is cited, in order.
    pub cited: Vec<Citation>,
    /// The words that say that nothing was cited.
    pub nothing: Option<Span>,
    /// The words that say that the decision does not rest on the MTUS.
    pub outside: Option<Span>,
    /// The words that open the citation of sources beside the MTUS.
    pub beside: Option<Span>,
}

/// One chapter or source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// All of it, without text that is pasted behind it.
    pub span: Span,
    /// What is cited.
    pub work: Work,
    /// Its title, or the words that name the source.
    pub title: Span,
    /// Whether the title is spelt as it is known.
    pub spelt: bool,
    /// The year of the edition, where it is written.
    pub year: Option<(Span, u16)>,
    /// The sections, in order.
    pub sections: Vec<CitedSection>,
    /// The pages, in order.
    pub pages: Vec<CitedPages>,
    /// Text between the section and the page: the guideline's own words, pasted.
    pub pasted: Option<Span>,
    /// Whether it stands among sources beside the MTUS.
    pub beside: bool,
}

/// What is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A chapter of the MTUS.
    Chapter {
        /// The number of its title.
        title: usize,
        /// The chapter, where the year is that of an edition, or there is only one.
        chapter: Option<usize>,
    },
    /// The MTUS, without a chapter that is known.
    Mtus,
    /// The Official Disability Guidelines.
    Odg,
    /// The guidelines of the American College of Occupational and Environmental Medicine.
    Acoem,
    /// Any other source.
    Other,
}

/// A section of a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CitedSection {
    /// Its name.
    pub span: Span,
    /// The section, where the name is known.
    pub known: Option<usize>,
    /// Whether the name is spelt as it is known.
    pub spelt: bool,
}

impl Citations {
    /// The same with spans `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Citations {
        self.moved(0, by)
    }

    /// The same where what stood at `from` stands at `to` now.
    #[must_use]
    pub fn moved(mut self, from: usize, to: usize) -> Citations {
        if from == to {
            return self;
        }
        let shift = |span: &mut Span| *span = span.moved(from, to);
        for cited in &mut self.cited {
            [&mut cited.span, &mut cited.title].into_iter().for_each(shift);
            cited.year.iter_mut().for_each(|(span, _)| shift(span));
            cited.sections.iter_mut().for_each(|section| shift(&mut section.span));
            cited.pages.iter_mut().for_each(|pages| shift(&mut pages.span));
            cited.pasted.iter_mut().for_each(shift);
        }
        [&mut self.nothing, &mut self.outside, &mut self.beside].into_iter().flatten().for_each(shift);
        self
    }
}

/// Reads what a guideline field cites.
pub fn read_citations(text: &str, known: &impl Guidelines) -> Citations {
    read(text, known, true)
}

/// Reads what other prose mentions of guidelines: a title counts only behind the MTUS, or before a year.
pub fn read_mentions(text: &str, known: &impl Guidelines) -> Citations {
    read(text, known, false)
}
