//! Between the protocol's types and ours.

use std::collections::HashMap;

use super::client::Client;
use super::protocol::types::{
    self, Diagnostic, DocumentChanges, DocumentSymbol, FoldingRange, Location, OneOf,
    OptionalVersionedTextDocumentIdentifier, SymbolInformation, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use super::render::{Filling, Rendered, Style, string};
use super::session::Snapshot;
use crate::draft::{Draft, Placed};
use crate::features::{Fold, Symbol, SymbolKind};
use crate::text::{Encoding, Position, Range, Span};

/// A place as the protocol has it.
pub(super) fn position(position: Position) -> types::Position {
    types::Position { line: position.line, character: position.character }
}

/// A span of a draft as the protocol has it.
pub(super) fn range(draft: &Draft, span: Span, encoding: Encoding) -> types::Range {
    let Range { start, end } = draft.text().range(span, encoding);
    types::Range { start: position(start), end: position(end) }
}

/// The byte that a client's position names.
pub(super) fn offset(draft: &Draft, at: types::Position, encoding: Encoding) -> usize {
    let position = Position { line: at.line, character: at.character };
    draft.text().offset(position, encoding).0
}

/// The span that a client's range names.
pub(super) fn span(draft: &Draft, range: types::Range, encoding: Encoding) -> Span {
    let place = |at: types::Position| Position { line: at.line, character: at.character };
    draft.text().span(Range { start: place(range.start), end: place(range.end) }, encoding).0
}

/// An entry of the outline with those below it.
#[allow(deprecated)] // the field `deprecated` must be written to build the type
pub(super) fn nested_symbol(symbol: Symbol, draft: &Draft, encoding: Encoding) -> DocumentSymbol {
    let selection = selection(&symbol);
    let children = symbol.children.into_iter().map(|child| nested_symbol(child, draft, encoding)).collect();
    DocumentSymbol {
        name: name(&symbol.name).to_string(),
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: range(draft, symbol.span, encoding),
        selection_range: range(draft, selection, encoding),
        children: Some(children),
    }
}

/// The same without levels, for clients that know none.
#[allow(deprecated)]
pub(super) fn flat_symbols(
    symbols: Vec<Symbol>,
    above: Option<&str>,
    uri: &Uri,
    draft: &Draft,
    encoding: Encoding,
) -> Vec<SymbolInformation> {
    let mut flat = Vec::new();
    for symbol in symbols {
        let name = name(&symbol.name).to_string();
        flat.push(SymbolInformation {
            name: name.clone(),
            kind: kind(symbol.kind),
            tags: None,
            deprecated: None,
            location: Location { uri: uri.clone(), range: range(draft, symbol.span, encoding) },
            container_name: above.map(str::to_string),
        });
        flat.extend(flat_symbols(symbol.children, Some(&name), uri, draft, encoding));
    }
    flat
}

/// A part that can be folded.
pub(super) fn folding_range(fold: &Fold) -> FoldingRange {
    let line = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
    FoldingRange { start_line: line(fold.first_line), end_line: line(fold.last_line), ..FoldingRange::default() }
}

/// A finding as it was sent.
pub(super) fn diagnostic(finding: &Placed<'_>, uri: &Uri, at: &Snapshot) -> Option<Diagnostic> {
    let mut quoted = Vec::new();
    string(&mut quoted, uri.as_str());
    let severity = at.in_force.settings.severity(finding.finding)?;
    let style = Style {
        encoding: at.client.encoding,
        related: at.client.related,
        uri: std::str::from_utf8(&quoted).ok()?,
        in_force: &at.in_force,
        on_save: at.client.on_save,
    };
    let mut json = Vec::new();
    let filling = Filling::new(&at.draft, at.client.encoding);
    Rendered::new(finding.finding, severity, (finding.block, true), &at.draft, style)
        .fill(finding.block, &filling, &mut json);
    serde_json::from_slice(&json).ok()
}

/// Edits of a document, as the client takes them.
pub(super) fn workspace_edit(edits: Vec<TextEdit>, uri: &Uri, version: Option<i32>, client: &Client) -> WorkspaceEdit {
    if client.document_changes {
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version };
        let edits = edits.into_iter().map(OneOf::Left).collect();
        return WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }])),
            ..WorkspaceEdit::default()
        };
    }
    WorkspaceEdit { changes: Some(HashMap::from([(uri.clone(), edits)])), ..WorkspaceEdit::default() }
}

/// What an entry of the outline is called: clients refuse an empty name.
pub(super) fn name(name: &str) -> &str {
    if name.trim().is_empty() { "(untitled)" } else { name }
}

/// The words that stand for an entry: clients refuse them outside its range.
pub(super) fn selection(symbol: &Symbol) -> Span {
    let start = symbol.selection.start.clamp(symbol.span.start, symbol.span.end);
    Span::new(start, symbol.selection.end.clamp(start, symbol.span.end))
}

/// The number of [`kind`].
pub(super) fn kind_number(kind: SymbolKind) -> usize {
    match kind {
        SymbolKind::Header => 4,
        SymbolKind::Section => 3,
        SymbolKind::Item => 5,
        SymbolKind::Field => 8,
    }
}

/// What a symbol is shown as.
pub(super) fn kind(kind: SymbolKind) -> types::SymbolKind {
    match kind {
        SymbolKind::Header => types::SymbolKind::PACKAGE,
        SymbolKind::Section => types::SymbolKind::NAMESPACE,
        SymbolKind::Item => types::SymbolKind::CLASS,
        SymbolKind::Field => types::SymbolKind::FIELD,
    }
}
