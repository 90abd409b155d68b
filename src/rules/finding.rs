//! Findings: what a rule reports, where, and how it may be put right.

use serde::Serialize;

use crate::text::Span;

/// How much a finding matters. Ordered: what matters most comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The letter must not be signed like this.
    Error,
    /// Probably wrong; look at it before signing.
    Warning,
    /// Worth knowing.
    Information,
    /// A small thing.
    Hint,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: [Severity; 4] = [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint];

    /// Its name, as in reports and settings.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
            Severity::Hint => "hint",
        }
    }
}

/// Where something stands. Spans count from the start of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the finding's own block.
    Own(Span),
    /// In the block with this index.
    Block(usize, Span),
    /// At the very end of the draft.
    End,
}

/// Why a finding may be kept back while the draft is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hold {
    /// Never kept back.
    Never,
    /// Something is not there; it may not be written yet.
    Unwritten,
    /// It rests on a sentence without an end; that may not be finished yet.
    Unfinished,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's permanent code.
    pub code: &'static str,
    /// The rule's default severity.
    pub severity: Severity,
    /// One plain sentence that names both sides of a conflict.
    pub message: String,
    /// The words in question, in the finding's own block.
    pub span: Span,
    /// The other places that belong to it.
    pub related: Vec<Related>,
    /// How it may be put right, the best first.
    pub fixes: Vec<Fix>,
    /// Whether it is kept back while typing.
    pub hold: Hold,
}

impl Finding {
    /// The blocks that it names beside its own.
    pub fn blocks(&self) -> impl Iterator<Item = usize> {
        let edits = self.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.place);
        self.related.iter().map(|related| related.place).chain(edits).filter_map(|place| match place {
            Place::Block(block, _) => Some(block),
            Place::Own(_) | Place::End => None,
        })
    }
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub message: String,
}

/// A change that cures a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative: "Insert the label Decision rationale".
    pub title: String,
    /// The replacements, not overlapping.
    pub edits: Vec<Edit>,
    /// Whether it changes a clinical statement: then it is offered for review and never applied with others.
    pub review: bool,
}

/// A replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub place: Place,
    /// By what.
    pub text: String,
}
