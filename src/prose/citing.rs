//! How a citation is read: where each begins, and what belongs to it.

use super::citation::{Citation, Citations, Guidelines, Work};
use super::page::{number, numbers_at, pages_at};
use super::section::{closed, sections_at};
use crate::text::{Span, Words, trim_span};

/// So many words and no more make a title that is not known.
const LONGEST_TITLE: usize = 14;
/// A source's name and its abbreviation are no longer, in bytes; blanks may stand between its words.
const LONGEST_NAME: usize = 400;

/// Reads what is cited; `field` where all of the text is there to cite.
pub(super) fn read(text: &str, known: &impl Guidelines, field: bool) -> Citations {
    let words = Words::of_glued(text);
    let mut reader = Reader { text, words: &words, known, field, found: Citations::default() };
    let starts = reader.starts();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([words.len()]);
    for ((at, start), end) in starts.iter().zip(ends) {
        reader.read(*at, start, end);
    }
    // Kept as long as the draft.
    reader.found.cited.shrink_to_fit();
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

impl Start {
    fn is_source(self) -> bool {
        matches!(self, Start::Source { .. })
    }
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
            // Most words open nothing.
            let word = self.words.text(at);
            if !may_open(word) && !self.known.titles().may_open(word) {
                at += 1;
                continue;
            }
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
                        // "MTUS:" or "MTUS ACOEM" before the title is part of it and cites nothing more.
                        let mtus = self.mtus_before(at).unwrap_or(at);
                        while starts.pop_if(|(from, start)| *from >= mtus && start.is_source()).is_some() {}
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
        let told: &[(&[&str], Opening)] = match self.words.text(at) {
            "did" => &[
                (&["did", "not", "cite"], Opening::Nothing),
                (&["did", "not", "base", "their", "decision", "on", "the", "mtus"], Opening::Outside),
                (&["did", "not", "base", "its", "decision", "on", "the", "mtus"], Opening::Outside),
            ],
            "outside" => &[
                (&["outside", "of", "the", "mtus"], Opening::Outside),
                (&["outside", "the", "mtus"], Opening::Outside),
            ],
            "decision" => &[
                (&["decision", "based", "on", "mtus"], Opening::Mtus),
                (&["decision", "based", "on", "non", "mtus", "citation"], Opening::Beside),
                (&["decision", "based", "on", "non", "mtus"], Opening::Beside),
            ],
            "non" => &[(&["non", "mtus", "citation"], Opening::Beside)],
            _ => return None,
        };
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
        let of_mtus = self.mtus_before(at).is_some();
        let dated = self.year(behind).is_some();
        let opens = at == 0 || matches!(self.words.text(at - 1), "and") || self.gap(at).contains([',', ';', '.', ':']);
        match beside {
            true => of_mtus,
            false => of_mtus || opens && (dated || at == 0 && self.field),
        }
        .then_some((*title, behind))
    }

    /// Where the MTUS is named before a title, with nothing between but what it consists of.
    fn mtus_before(&self, at: usize) -> Option<usize> {
        let within =
            |at: &usize| matches!(self.words.text(*at), "acoem" | "practice" | "guideline" | "chapter" | "the");
        let numbered = |at: &usize| number(self.words.text(*at)).is_some() && self.words.text(at - 1) == "chapter";
        let mtus = (1..at).rev().find(|at| !within(at) && !numbered(at)).or(at.checked_sub(1).map(|_| 0))?;
        let non = mtus.checked_sub(1).is_some_and(|before| self.words.text(before) == "non");
        (self.words.text(mtus) == "mtus" && !non).then_some(mtus)
    }

    /// The year at a word, and the word behind it.
    fn year(&self, at: usize) -> Option<(usize, (Span, u16))> {
        let text = self.words.text(at);
        let year = text.parse().ok().filter(|year| text.len() == 4 && (1990..2100).contains(year))?;
        Some((at + 1, (self.words.span(at), year)))
    }

    /// A source that is named at a word, and the word behind it.
    fn source(&self, at: usize, beside: bool) -> Option<(Work, usize)> {
        let college: &[&str] = &["american", "college", "of", "occupational", "and", "environmental", "medicine"];
        let told: &[(&[&str], Work)] = match self.words.text(at) {
            "odg" => &[(&["odg"], Work::Odg)],
            "official" => &[(&["official", "disability", "guideline"], Work::Odg)],
            "acoem" => &[(&["acoem"], Work::Acoem)],
            "american" => &[(college, Work::Acoem)],
            "mtus" => &[(&["mtus"], Work::Mtus)],
            "other" if beside => &[
                (&["other", "medical", "treatment", "guideline"], Work::Other),
                (&["other", "medical", "evidence"], Work::Other),
            ],
            "labor" if beside => &[(&["labor", "code"], Work::Other)],
            _ => return None,
        };
        let (words, work) = told.iter().find(|(words, _)| self.follow(at, words))?;
        Some((*work, at + words.len()))
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
        let again = |last: &&mut Citation| {
            let near = self.words.at_byte(last.title.end) == at && last.title.len() <= LONGEST_NAME;
            last.work == work && last.beside && beside && work != Work::Other && near
        };
        match self.found.cited.last_mut().filter(again) {
            Some(last) => {
                last.span = closed(self.text, last.span.to(span));
                last.title = last.title.to(title);
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
        let (behind, mut sections) = sections_at(self.text, self.words, next, end, &books);
        let told = behind.max(next);
        let mut span = name;
        year.iter().for_each(|(year, _)| span = span.to(*year));
        sections.iter().for_each(|section| span = span.to(section.span));
        // A bare number behind a comma, or the word "page" anywhere behind.
        let bare = numbers_at(self.text, self.words, told).filter(|_| told < end && self.gap(told).contains(','));
        let named = || (told..end).find_map(|at| Some((at, pages_at(self.text, self.words, at)?)));
        let (at, (mut next, mut pages)) =
            bare.map(|pages| (told, pages)).or_else(named).unwrap_or((told, (end, Vec::new())));
        // Further sections, each with its pages.
        while next < end && !beside {
            let (behind, more) = sections_at(self.text, self.words, next, end, &books);
            let Some((behind, further)) = pages_at(self.text, self.words, behind).filter(|_| !more.is_empty()) else {
                break;
            };
            sections.extend(more);
            pages.extend(further);
            next = behind;
        }
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

/// Whether a sentence that opens a citation, or the name of a source, may begin with this word.
fn may_open(word: &str) -> bool {
    matches!(
        word,
        "did" | "outside" | "decision" | "non" | "odg" | "official" | "acoem" | "american" | "mtus" | "other" | "labor"
    )
}

#[derive(Debug, Clone, Copy)]
enum Opening {
    Nothing,
    Outside,
    Mtus,
    Beside,
}
