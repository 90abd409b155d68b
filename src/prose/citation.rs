//! Citations: which chapters, editions, sections and pages a text cites, and which sources beside the MTUS.

use super::page::{CitedPages, number, numbers_at, pages_at};
use super::section::{closed, sections_at};
use crate::text::{Phrasebook, Span, Words, trim_span};

/// So many words and no more make a title that is not known.
const LONGEST_TITLE: usize = 14;

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
    pub fn shifted(mut self, by: usize) -> Citations {
        let shift = |span: &mut Span| *span = span.shifted(by);
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

fn read(text: &str, known: &impl Guidelines, field: bool) -> Citations {
    let words = Words::of_glued(text);
    let mut reader = Reader { text, words: &words, known, field, found: Citations::default() };
    let starts = reader.starts();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([words.len()]);
    for ((at, start), end) in starts.iter().zip(ends) {
        reader.read(*at, start, end);
    }
    reader.found
}

/// What begins at a word.
#[derive(Debug, Clone, Copy)]
enum Start {
    /// A chapter whose title ends before a word.
    Chapter { title: usize, behind: usize, beside: bool },
    /// A source, named up to a word.
    Source { work: Work, behind: usize, beside: bool },
    /// A sentence that cites nothing, or that opens what follows.
    Words,
}

struct Reader<'a, G> {
    text: &'a str,
    words: &'a Words,
    known: &'a G,
    /// Whether all of the text is there to cite.
    field: bool,
    found: Citations,
}

impl<G: Guidelines> Reader<'_, G> {
    /// Where something begins, in order.
    fn starts(&mut self) -> Vec<(usize, Start)> {
        let mut starts = Vec::new();
        let mut beside = false;
        let mut at = 0;
        while at < self.words.len() {
            let behind = match self.opening(at) {
                Some((behind, Opening::Nothing)) => {
                    self.found.nothing.get_or_insert(self.span(at, behind));
                    starts.push((at, Start::Words));
                    behind
                }
                Some((behind, Opening::Outside)) => {
                    self.found.outside.get_or_insert(self.span(at, behind));
                    starts.push((at, Start::Words));
                    behind
                }
                Some((behind, Opening::Mtus)) => {
                    beside = false;
                    starts.push((at, Start::Words));
                    // The MTUS is cited by its name, unless a chapter follows.
                    behind - 1
                }
                Some((behind, Opening::Beside)) => {
                    beside = true;
                    self.found.beside.get_or_insert(self.span(at, behind));
                    starts.push((at, Start::Words));
                    let named = self.chapter(behind, true).is_some() || self.source(behind, true).is_some();
                    if behind < self.words.len() && !named {
                        starts.push((behind, Start::Source { work: Work::Other, behind, beside }));
                    }
                    behind
                }
                None => match self.chapter(at, beside) {
                    Some((title, behind)) => {
                        // "MTUS:" before the title is part of it and cites nothing more.
                        let named = |(_, start): &(usize, Start)| matches!(start, Start::Source { work: Work::Mtus, behind, .. } if at <= behind + 1);
                        starts.pop_if(|last| named(last));
                        starts.push((at, Start::Chapter { title, behind, beside }));
                        behind
                    }
                    None => match self.source(at, beside) {
                        Some((work, behind)) => {
                            starts.push((at, Start::Source { work, behind, beside }));
                            behind
                        }
                        None => at + 1,
                    },
                },
            };
            at = behind.max(at + 1);
        }
        starts
    }

    /// A sentence of the form that opens a citation, and the word behind it.
    fn opening(&self, at: usize) -> Option<(usize, Opening)> {
        let told: &[(&[&str], Opening)] = &[
            (&["did", "not", "cite"], Opening::Nothing),
            (&["did", "not", "base", "their", "decision", "on", "the", "mtus"], Opening::Outside),
            (&["did", "not", "base", "his/her", "decision", "on", "the", "mtus"], Opening::Outside),
            (&["outside", "of", "the", "mtus"], Opening::Outside),
            (&["outside", "the", "mtus"], Opening::Outside),
            (&["decision", "based", "on", "mtus"], Opening::Mtus),
            (&["decision", "based", "on", "non", "mtus", "citation"], Opening::Beside),
            (&["decision", "based", "on", "non", "mtus"], Opening::Beside),
            (&["non", "mtus", "citation"], Opening::Beside),
        ];
        let (words, opening) = told.iter().find(|(words, _)| self.follow(at, words))?;
        let mut behind = at + words.len();
        if let Opening::Nothing = opening {
            // "… any medical evidence for its decision"
            while behind < self.words.len() && !self.gap(behind).contains(['.', ';']) {
                behind += 1;
            }
        }
        Some((behind, *opening))
    }

    /// A chapter's title that is cited at a word, and the word behind it. A title is cited where a year follows, or
    /// where the MTUS is named before it.
    fn chapter(&self, at: usize, beside: bool) -> Option<(usize, usize)> {
        let (behind, title) = self.known.titles().at(self.text, self.words, at)?;
        let behind = behind + usize::from(self.words.text(behind) == "guideline");
        let mtus = |back: usize| at.checked_sub(back).is_some_and(|at| self.words.text(at) == "mtus");
        let non = |back: usize| at.checked_sub(back).is_some_and(|at| self.words.text(at) == "non");
        let of_mtus = (1..=3).any(|back| mtus(back) && !non(back + 1));
        let dated = self.year(behind).is_some();
        let opens = at == 0 || matches!(self.words.text(at - 1), "and") || self.gap(at).contains([',', ';', '.', ':']);
        match beside {
            true => of_mtus,
            false => of_mtus || opens && (dated || at == 0 && self.field),
        }
        .then_some((*title, behind))
    }

    /// The year at a word, and the word behind it.
    fn year(&self, at: usize) -> Option<(usize, (Span, u16))> {
        let text = self.words.text(at);
        let year = text.parse().ok().filter(|year| text.len() == 4 && (1990..2100).contains(year))?;
        Some((at + 1, (self.words.span(at), year)))
    }

    /// A source that is named at a word, and the word behind it.
    fn source(&self, at: usize, beside: bool) -> Option<(Work, usize)> {
        let named = |words: &[&str]| self.follow(at, words).then_some(at + words.len());
        if let Some(behind) = named(&["odg"]).or_else(|| named(&["official", "disability", "guideline"])) {
            return Some((Work::Odg, behind));
        }
        let college: &[&str] = &["american", "college", "of", "occupational", "and", "environmental", "medicine"];
        if let Some(behind) = named(&["acoem"]).or_else(|| named(college)) {
            return Some((Work::Acoem, behind));
        }
        if let Some(behind) = named(&["mtus"]) {
            return Some((Work::Mtus, behind));
        }
        let others: &[&[&str]] =
            &[&["other", "medical", "treatment", "guideline"], &["other", "medical", "evidence"], &["labor", "code"]];
        let behind = others.iter().find_map(|words| named(words)).filter(|_| beside)?;
        Some((Work::Other, behind))
    }

    /// Reads what begins at a word and ends before another.
    fn read(&mut self, at: usize, start: &Start, end: usize) {
        match *start {
            Start::Words => {}
            Start::Chapter { title, behind, beside } => {
                self.read_chapter(self.span(at, behind), Some(title), true, behind, end, beside);
            }
            Start::Source { work: Work::Mtus, behind, beside: false } => {
                let ends = |at: &usize| {
                    self.year(*at).is_some() || self.words.text(*at) == "section" || self.gap(*at).contains(['.', ';'])
                };
                let name = (behind..end.min(behind + LONGEST_TITLE)).find(ends).filter(|at| *at > behind);
                let Some(next) = name.filter(|at| !self.gap(*at).contains(['.', ';'])) else {
                    return self.read_chapter(self.span(at, behind), None, true, behind, end, false);
                };
                let name = self.span(behind, next);
                let title = self.known.titles().nearest(name.of(self.text)).copied();
                self.read_chapter(name, title, false, next, end, false);
            }
            Start::Source { work, behind, beside } => self.read_source(at, work, behind, end, beside),
        }
    }

    fn read_source(&mut self, at: usize, work: Work, behind: usize, end: usize, beside: bool) {
        let mut span = closed(self.text, self.span(at, if beside { self.last_word(end) } else { behind }));
        let title = if behind > at { self.span(at, behind) } else { span };
        let pages = (behind..end).find_map(|at| pages_at(self.text, self.words, at)).map_or(vec![], |(_, pages)| pages);
        pages.iter().for_each(|pages| span = span.to(pages.span));
        // The same source may be named twice: "Official Disability Guidelines (ODG)".
        let again = |last: &&mut Citation| last.work == work && last.beside && beside && work != Work::Other;
        match self.found.cited.last_mut().filter(again) {
            Some(last) => {
                last.span = closed(self.text, last.span.to(span));
                last.pages.extend(pages);
            }
            None => self.found.cited.push(Citation {
                span,
                work,
                title,
                spelt: true,
                year: None,
                sections: Vec::new(),
                pages,
                pasted: None,
                beside,
            }),
        }
    }

    /// Reads what follows a title; without a number for it, the title is not known.
    fn read_chapter(&mut self, name: Span, title: Option<usize>, spelt: bool, at: usize, end: usize, beside: bool) {
        let mut next = at;
        let year = self.year(next).map(|(behind, year)| {
            next = behind;
            year
        });
        if matches!(self.words.text(next), "guideline" | "chapter") {
            next += 1;
        }
        let editions = title.map_or(&[] as &[usize], |title| self.known.editions(title));
        let chapter = match (title, year, editions) {
            (Some(title), Some((_, year)), _) => self.known.edition(title, year),
            (_, None, [only]) => Some(*only),
            _ => None,
        };
        let editions = chapter.as_ref().map_or(editions, std::slice::from_ref);
        let books: Vec<_> = editions.iter().filter_map(|chapter| self.known.sections(*chapter)).collect();
        let (behind, sections) = sections_at(self.text, self.words, next, end, &books);
        let told = behind.max(next);
        let mut span = name;
        year.iter().for_each(|(year, _)| span = span.to(*year));
        sections.iter().for_each(|section| span = span.to(section.span));
        // A bare number behind a comma, or the word "page" anywhere behind.
        let bare = numbers_at(self.text, self.words, told)
            .filter(|_| told < end && self.gap(told).contains(',') && number(self.words.text(told)).is_some());
        let named = || (told..end).find_map(|at| Some((at, pages_at(self.text, self.words, at)?.1)));
        let (at, pages) = match bare {
            Some((_, pages)) => (told, pages),
            None => named().unwrap_or((told, Vec::new())),
        };
        let between = trim_span(self.text, Span::new(self.words.span(told).start, self.words.span(at).start));
        let pasted = (told < at && !pages.is_empty()).then_some(between);
        if pasted.is_none() {
            pages.iter().for_each(|pages| span = span.to(pages.span));
        }
        let work = title.map_or(Work::Mtus, |title| Work::Chapter { title, chapter });
        self.found.cited.push(Citation { span, work, title: name, spelt, year, sections, pages, pasted, beside });
    }

    /// The word behind the last that belongs to what ends before `end`: without "and the".
    fn last_word(&self, end: usize) -> usize {
        let joint = |at: usize| matches!(self.words.text(at), "and" | "the");
        (0..end).rev().find(|at| end == self.words.len() || !joint(*at)).map_or(end, |at| at + 1)
    }

    fn follow(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(index, word)| self.words.text(at + index) == *word)
    }

    /// The span of the words `from..to`.
    fn span(&self, from: usize, to: usize) -> Span {
        self.words.span(from).to(self.words.span(to.saturating_sub(1).max(from)))
    }

    /// What stands before a word.
    fn gap(&self, at: usize) -> &str {
        let before = at.checked_sub(1).map_or(0, |before| self.words.span(before).end);
        Span::new(before, self.words.span(at).start).of(self.text)
    }
}

#[derive(Debug, Clone, Copy)]
enum Opening {
    Nothing,
    Outside,
    Mtus,
    Beside,
}
