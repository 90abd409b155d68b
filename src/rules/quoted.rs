//! What a reviewer quotes of the topics that are cited: the quotations that are not word for word.

use super::facts::FieldFact;
use crate::knowledge::{Library, Topic};
use crate::prose::{Misquote, Original, has_quotations};
use crate::text::Span;

/// A quotation of a cited topic that is not word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misquoted {
    /// The quotation and its differences; spans count from the block's start.
    pub misquote: Misquote,
    /// The place of the topic in the library.
    pub topic: usize,
    /// Whether the citation names the edition.
    pub dated: bool,
}

/// The quotations, in a guideline field and in the rationale, of topics that the field cites and whose words are known.
pub(super) fn misquoted(field: &FieldFact, rationale: Span, text: &str, library: &Library) -> Vec<Misquoted> {
    let mut found: Vec<Misquoted> = Vec::new();
    for cited in &field.citations.cited {
        for topic in cited.sections.iter().filter_map(|section| section.known) {
            let Some((entry, excerpt)) = worded(library, topic) else { continue };
            let places = [field.body, rationale].into_iter().filter(|span| has_quotations(span.of(text)));
            let mut places = places.peekable();
            if places.peek().is_none() && cited.pasted.is_none() {
                continue;
            }
            let original = Original::new(&entry.title, excerpt);
            let quoted = places.flat_map(|span| {
                original.misquotes(span.of(text)).into_iter().map(move |misquote| misquote.shifted(span.start))
            });
            let pasted = cited.pasted.and_then(|span| original.misquote(text, span));
            for misquote in quoted.chain(pasted) {
                if found.iter().all(|other| other.misquote.span != misquote.span) {
                    found.push(Misquoted { misquote, topic, dated: cited.year.is_some() });
                }
            }
        }
    }
    found
}

/// A topic whose words are known, and they.
fn worded(library: &Library, topic: usize) -> Option<(&Topic, &str)> {
    let entry = &library.topic(topic)?.entry;
    Some((entry, &entry.excerpt.as_ref()?.text))
}
