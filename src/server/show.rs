//! What is shown in and over the text: hover, code lenses, inlay hints, links to pages, semantic tokens.

use std::str::FromStr;

use serde_json::json;

use super::commands;
use super::convert;
use super::protocol::types::{
    CodeLens, Command, DocumentLink, Hover, HoverContents, InlayHint, InlayHintLabel, MarkupContent, MarkupKind,
    Position, Range, SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensLegend, Uri,
};
use super::session::Snapshot;
use crate::features::{self, TokenKind};
use crate::text::Span;

/// What is said of the word at a place, and of the findings there.
pub(super) fn hover(Snapshot { draft, client, in_force, .. }: &Snapshot, place: Position) -> Option<Hover> {
    let at = convert::offset(draft, place, client.encoding);
    let found = features::explanation(draft, at, |placed| features::counts(draft, in_force, placed));
    let hover = match features::hover(draft, at) {
        Some(hover) => hover.with(found),
        None => found?,
    };
    let (kind, value) = match client.markdown {
        true => (MarkupKind::Markdown, hover.markdown),
        false => (MarkupKind::PlainText, features::plain(&hover.markdown)),
    };
    let range = Some(convert::range(draft, hover.span, client.encoding));
    Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range })
}

/// A lens over each item; `shown` says of each block how many of its findings are shown. It leads to the words that
/// conclude; to a client that can be led nowhere it only tells.
pub(super) fn code_lenses(Snapshot { draft, client, .. }: &Snapshot, uri: &Uri, shown: &[usize]) -> Vec<CodeLens> {
    let over = |(item, lens): (usize, features::Lens)| {
        let (command, arguments) = match client.shows {
            true => (commands::CONCLUSION.to_string(), Some(vec![json!({ "uri": uri, "item": item })])),
            false => (String::new(), None),
        };
        CodeLens {
            range: convert::range(draft, lens.span, client.encoding),
            command: Some(Command { title: lens.title, command, arguments }),
            data: None,
        }
    };
    features::lenses(draft, shown).into_iter().enumerate().map(over).collect()
}

/// The hints in a range.
pub(super) fn inlay_hints(Snapshot { draft, client, .. }: &Snapshot, within: Range) -> Vec<InlayHint> {
    let shown = |hint: features::Hint| InlayHint {
        position: convert::range(draft, Span::empty(hint.at), client.encoding).start,
        label: InlayHintLabel::String(format!("= {}", hint.words)),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    let within = convert::span(draft, within, client.encoding);
    features::hints(draft, within).into_iter().map(shown).collect()
}

/// The words that lead to a page outside.
pub(super) fn document_links(Snapshot { draft, client, .. }: &Snapshot) -> Vec<DocumentLink> {
    let shown = |link: features::PageLink| {
        Some(DocumentLink {
            range: convert::range(draft, link.span, client.encoding),
            target: Some(Uri::from_str(&link.url).ok()?),
            tooltip: Some(link.tooltip).filter(|tooltip| client.link_tooltips && !tooltip.is_empty()),
            data: None,
        })
    };
    features::page_links(draft).into_iter().filter_map(shown).collect()
}

/// The types of tokens, in the order of their numbers.
pub(super) fn legend() -> SemanticTokensLegend {
    let token_types = TokenKind::ALL.iter().map(|kind| SemanticTokenType::new(kind.name())).collect();
    SemanticTokensLegend { token_types, token_modifiers: Vec::new() }
}

/// The tokens in a range.
pub(super) fn token_range(snapshot: &Snapshot, within: Range) -> SemanticTokens {
    SemanticTokens { result_id: None, data: semantic_tokens(snapshot, Some(within)) }
}

/// The tokens in a range, or in the whole draft.
pub(super) fn semantic_tokens(Snapshot { draft, client, .. }: &Snapshot, within: Option<Range>) -> Vec<SemanticToken> {
    let whole = Span::new(0, draft.text().len());
    let within = within.map_or(whole, |range| convert::span(draft, range, client.encoding));
    let (mut line, mut column) = (0, 0);
    let mut data = Vec::new();
    for token in features::tokens(draft, within) {
        let Range { start, end } = convert::range(draft, token.span, client.encoding);
        if start.line != line {
            column = 0;
        }
        let kind = TokenKind::ALL.iter().position(|kind| *kind == token.kind).unwrap_or(0);
        data.push(SemanticToken {
            delta_line: start.line - line,
            delta_start: start.character - column,
            length: end.character.saturating_sub(start.character),
            token_type: u32::try_from(kind).unwrap_or(0),
            token_modifiers_bitset: 0,
        });
        (line, column) = (start.line, start.character);
    }
    data
}
