//! What a guideline field cites, read with the names that the library knows.

use crate::knowledge::Library;
use crate::letter::FieldKind;
use crate::prose::{Citations, Guidelines, read_citations};
use crate::text::{Phrasebook, Span};

/// What a field of this kind cites; spans count as `body` does.
pub(super) fn citations_of(kind: FieldKind, body: Span, text: &str) -> Citations {
    match kind {
        FieldKind::ClaimsAdministratorGuideline | FieldKind::ReviewerGuideline => {
            read_citations(body.of(text), Library::built_in().as_ref()).shifted(body.start)
        }
        FieldKind::DecisionRationale => Citations::default(),
    }
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
