//! Tokens: the words of a draft that are structure, each on one line.

use crate::draft::Draft;
use crate::rules::BlockFacts;
use crate::text::{Span, trim_span};

/// A run of characters on one line, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is. The order is that of the legend that an editor is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A section's heading; shown as a `namespace`.
    Heading,
    /// An item's title; shown as a `class`.
    Title,
    /// The label of a field or of an entry of the header; shown as a `property`.
    Label,
    /// An outcome that is understood; shown as an `enumMember`.
    Outcome,
}

impl TokenKind {
    /// Every kind, in the order of the legend.
    pub const ALL: [TokenKind; 4] = [TokenKind::Heading, TokenKind::Title, TokenKind::Label, TokenKind::Outcome];

    /// The standard name of its type.
    pub fn name(self) -> &'static str {
        match self {
            TokenKind::Heading => "namespace",
            TokenKind::Title => "class",
            TokenKind::Label => "property",
            TokenKind::Outcome => "enumMember",
        }
    }
}

/// The tokens of the blocks that a span touches, in order of place, none over the other.
pub fn tokens(draft: &Draft, within: Span) -> Vec<Token> {
    let mut found = Vec::new();
    for block in draft.block_at(within.start)..=draft.block_at(within.end) {
        let Some(read) = draft.read().get(block) else { continue };
        let words: Vec<(Span, TokenKind)> = match &read.facts {
            BlockFacts::Header(entries) => entries.iter().map(|e| (e.label, TokenKind::Label)).collect(),
            BlockFacts::Section(section) => vec![(section.heading, TokenKind::Heading)],
            BlockFacts::Item(item) => {
                let outcome = item.outcome.as_ref().filter(|outcome| outcome.outcome.is_some());
                let labels = item.fields.iter().map(|field| (field.label, TokenKind::Label));
                let title = [(item.title_span, TokenKind::Title)].into_iter();
                title.chain(outcome.map(|o| (o.word, TokenKind::Outcome))).chain(labels).collect()
            }
        };
        let start = draft.block_span(block).start;
        for (span, kind) in words {
            lines(draft, span.shifted(start), kind, &mut found);
        }
    }
    found.retain(|token| token.span.start < within.end && within.start < token.span.end);
    found.sort_by_key(|token| token.span);
    let mut end = 0;
    found.retain(|token| {
        let behind = token.span.start >= end;
        end = end.max(token.span.end);
        behind
    });
    found
}

/// A span's part on each of its lines, without blanks at the ends.
fn lines(draft: &Draft, span: Span, kind: TokenKind, found: &mut Vec<Token>) {
    let text = draft.text();
    for line in text.line_of(span.start)..=text.line_of(span.end) {
        let whole = text.line_span(line);
        let part = Span::new(span.start.max(whole.start), span.end.min(whole.end));
        let words = text.slice(part);
        let trimmed = trim_span(&words, Span::new(0, words.len())).shifted(part.start);
        if !trimmed.is_empty() {
            found.push(Token { span: trimmed, kind });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TokenKind::*;

    fn check(text: &str, within: Span, expected: &[(&str, TokenKind)]) {
        let found = tokens(&Draft::new(text), within);
        let told: Vec<_> = found.iter().map(|t| (t.span.of(text), t.kind)).collect();
        assert_eq!(told, expected, "{text}");
    }

    const TEXT: &str = "Case Number: CM1\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\nMRI of\n  the knee: Upheld\n\
                        Decision rationale: So.\n\nBrace: Denied\nDecision rationale: So.\n";

    #[test]
    fn structure_is_told_line_by_line() {
        check(
            TEXT,
            Span::new(0, TEXT.len()),
            &[
                ("Case Number:", Label),
                ("IMR ISSUES, DECISIONS AND RATIONALES", Heading),
                ("MRI of", Title),
                ("the knee", Title),
                ("Upheld", Outcome),
                ("Decision rationale:", Label),
                ("Brace", Title),
                ("Decision rationale:", Label),
            ],
        );
        check("", Span::empty(0), &[]);
    }

    #[test]
    fn of_a_range_only_what_it_touches_is_told() {
        let start = TEXT.find("the knee").unwrap();
        check(TEXT, Span::new(start, start + 12), &[("the knee", Title), ("Upheld", Outcome)]);
    }
}
