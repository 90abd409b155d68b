//! Tokens: the words of a draft that are structure, and in its prose citations, drugs, doses and dates; each on one line.

use crate::draft::Draft;
use crate::knowledge::Library;
use crate::prose::{dates, doses};
use crate::rules::{BlockFacts, ItemFacts};
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
    /// A guideline that is cited in its field; shown as a `function`.
    Citation,
    /// A drug, kit, topical or medical food; shown as a `variable`.
    Drug,
    /// The strength of a drug; shown as a `number`.
    Dose,
    /// A date; shown as a `string`.
    Date,
}

impl TokenKind {
    /// Every kind, in the order of the legend.
    pub const ALL: [TokenKind; 8] = [
        TokenKind::Heading,
        TokenKind::Title,
        TokenKind::Label,
        TokenKind::Outcome,
        TokenKind::Citation,
        TokenKind::Drug,
        TokenKind::Dose,
        TokenKind::Date,
    ];

    /// The standard name of its type.
    pub fn name(self) -> &'static str {
        match self {
            TokenKind::Heading => "namespace",
            TokenKind::Title => "class",
            TokenKind::Label => "property",
            TokenKind::Outcome => "enumMember",
            TokenKind::Citation => "function",
            TokenKind::Drug => "variable",
            TokenKind::Dose => "number",
            TokenKind::Date => "string",
        }
    }
}

/// So many lines around a range are read with it: a date or the name of a drug may wrap.
const AROUND: usize = 2;

/// The tokens of the lines that a span touches, in order of place, none over the other.
pub fn tokens(draft: &Draft, within: Span) -> Vec<Token> {
    let mut found = Vec::new();
    for block in draft.block_at(within.start)..=draft.block_at(within.end) {
        let Some(read) = draft.read().get(block) else { continue };
        let words: Vec<(Span, TokenKind)> = match &read.facts {
            BlockFacts::Header(entries) => entries.iter().map(|e| (e.label, TokenKind::Label)).collect(),
            BlockFacts::Section(section) => vec![(section.heading, TokenKind::Heading)],
            BlockFacts::Item(item) => of_item(item),
        };
        let own = draft.block_span(block);
        let first = found.len();
        for (span, kind) in words {
            lines(draft, span.shifted(own.start), kind, &mut found);
        }
        let text = draft.text();
        let from = text.line_start(text.line_of(within.start).saturating_sub(AROUND)).max(own.start);
        let to = text.line_start(text.line_of(within.end) + AROUND + 1).min(own.end);
        let structure: Vec<Span> = found.iter().skip(first).map(|token| token.span).collect();
        let read = draft.text().slice(Span::new(from, to));
        for (span, kind) in of_prose(&read, draft.library()) {
            let span = span.shifted(from);
            // Structure goes first.
            if !structure.iter().any(|taken| taken.start < span.end && span.start < taken.end) {
                lines(draft, span, kind, &mut found);
            }
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

fn of_item(item: &ItemFacts) -> Vec<(Span, TokenKind)> {
    let outcome = item.outcome.as_ref().filter(|outcome| outcome.outcome.is_some());
    let labels = item.fields.iter().map(|field| (field.label, TokenKind::Label));
    let cited = item.fields.iter().flat_map(|field| &field.citations.cited);
    let title = [(item.title_span, TokenKind::Title)].into_iter();
    let outcome = outcome.map(|outcome| (outcome.word, TokenKind::Outcome));
    title.chain(outcome).chain(labels).chain(cited.map(|cited| (cited.span, TokenKind::Citation))).collect()
}

fn of_prose(text: &str, library: &Library) -> Vec<(Span, TokenKind)> {
    let drugs = library.treatments().find_in_prose(text).into_iter().filter(|(_, treatment)| treatment.kind.is_drug());
    let drugs = drugs.map(|(span, _)| (span, TokenKind::Drug));
    let doses = doses(text).into_iter().map(|dose| (dose.span, TokenKind::Dose));
    let dates = dates(text).into_iter().map(|date| (date.span, TokenKind::Date));
    drugs.chain(doses).chain(dates).collect()
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
    fn prose_shows_drugs_doses_dates_and_what_is_cited() {
        let text = "Date of Injury: 1/2/2015\n\nCLINICAL CASE SUMMARY\nShe took Norco 10/325 mg on March 3,\n2015 and surgery \
                    followed.\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\nNorco 10 mg: Upheld\nMAXIMUS guideline: \
                    Decision based on MTUS Low Back Complaints 2004, Section(s): Summary.\nDecision rationale: \
                    Hydrocodone, 5%.\n";
        check(
            text,
            Span::new(0, text.len()),
            &[
                ("Date of Injury:", Label),
                ("1/2/2015", Date),
                ("CLINICAL CASE SUMMARY", Heading),
                ("Norco", Drug),
                ("10/325 mg", Dose),
                ("March 3,", Date),
                ("2015", Date),
                ("IMR ISSUES, DECISIONS AND RATIONALES", Heading),
                ("Norco 10 mg", Title),
                ("Upheld", Outcome),
                ("MAXIMUS guideline:", Label),
                ("Low Back Complaints 2004, Section(s): Summary", Citation),
                ("Decision rationale:", Label),
                ("Hydrocodone", Drug),
                ("5%", Dose),
            ],
        );
    }

    #[test]
    fn of_a_range_only_what_it_touches_is_told() {
        let start = TEXT.find("the knee").unwrap();
        check(TEXT, Span::new(start, start + 12), &[("the knee", Title), ("Upheld", Outcome)]);
    }
}
