//! What a guideline field cites, read with the names that the library knows.

use crate::knowledge::Library;
use crate::letter::FieldKind;
use crate::prose::{Citations, Guidelines, Work, read_citations};
use crate::text::{Phrasebook, Span, is_blank};

/// What a field of this kind cites; spans count as `body` does.
pub(super) fn citations_of(kind: FieldKind, body: Span, text: &str, library: &Library) -> Citations {
    match kind {
        FieldKind::ClaimsAdministratorGuideline | FieldKind::ReviewerGuideline => {
            read_citations(body.of(text), library).shifted(body.start)
        }
        FieldKind::DecisionRationale => Citations::default(),
    }
}

/// A chapter of the MTUS, told by its title and year, that is cited among sources beside the MTUS.
pub(super) fn chapter_beside(citations: &Citations, text: &str, library: &Library) -> Option<Span> {
    citations.cited.iter().filter(|cited| cited.beside && cited.work == Work::Other).find_map(|cited| {
        let words = cited.span.of(text);
        let dated = |(span, title): &(Span, &usize)| {
            let behind = words.get(span.end..).unwrap_or("").trim_start_matches(|c: char| is_blank(c) || c == ',');
            let year = behind.get(..4).and_then(|year| year.parse().ok());
            year.is_some_and(|year| Library::edition(library, **title, year).is_some())
        };
        Some(Library::titles(library).find(words).into_iter().find(dated)?.0.shifted(cited.span.start))
    })
}

impl Guidelines for Library {
    fn titles(&self) -> &Phrasebook<usize> {
        Library::titles(self)
    }

    fn editions(&self, title: usize) -> &[usize] {
        Library::editions(self, title)
    }

    fn edition(&self, title: usize, year: u16) -> Option<usize> {
        Library::edition(self, title, year)
    }

    fn sections(&self, chapter: usize) -> Option<&Phrasebook<usize>> {
        Library::sections(self, chapter)
    }
}
