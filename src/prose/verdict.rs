//! What a rationale concludes.

use crate::text::Span;

/// What a rationale concludes about its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Medically necessary.
    Necessary,
    /// Not medically necessary.
    NotNecessary,
    /// Necessary in part.
    Partial,
}

/// What was read in a rationale. Spans count from the start of the rationale.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What the deciding sentence concludes; none where no sentence does.
    pub verdict: Option<Verdict>,
    /// The deciding words.
    pub words: Span,
    /// The deciding sentence.
    pub sentence: Span,
    /// The deciding words of every sentence that concludes the opposite.
    pub dissent: Vec<Span>,
    /// Whether the deciding sentence has its full stop.
    pub finished: bool,
}

impl Reading {
    /// The reading's name, as in reports: `necessary`, `not-necessary`, `partial`, `none` or `conflicting`.
    pub fn name(&self) -> &'static str {
        match self.verdict {
            None => "none",
            Some(_) if !self.dissent.is_empty() => "conflicting",
            Some(Verdict::Necessary) => "necessary",
            Some(Verdict::NotNecessary) => "not-necessary",
            Some(Verdict::Partial) => "partial",
        }
    }

    /// The same reading with its spans `by` bytes further on.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Reading {
        self.words = self.words.shifted(by);
        self.sentence = self.sentence.shifted(by);
        for span in &mut self.dissent {
            *span = span.shifted(by);
        }
        self
    }
}

/// Reads what a rationale concludes.
pub fn read_verdict(text: &str) -> Reading {
    let _ = text;
    Reading::default()
}
