//! What the client at the other end can do, and what the server therefore offers.

use super::protocol::types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities, FoldingRangeProviderCapability,
    HoverProviderCapability, InitializeParams, MarkupKind, OneOf, PositionEncodingKind, SaveOptions,
    SelectionRangeProviderCapability, SemanticTokensFullOptions, SemanticTokensOptions,
    SemanticTokensServerCapabilities, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};
use super::show;
use super::write;
use crate::text::Encoding;

/// What was agreed on at the start of a session.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Client {
    /// The unit of columns.
    pub encoding: Encoding,
    /// Diagnostics are asked for instead of sent.
    pub pulls: bool,
    /// Shows the other places of a finding.
    pub related: bool,
    /// Takes an outline with levels.
    pub nested_symbols: bool,
    /// Takes Markdown in a hover.
    pub markdown: bool,
    /// Takes edits that name the version they are meant for.
    pub document_changes: bool,
    /// Takes completions with a place for the caret.
    pub snippets: bool,
    /// Shows semantic tokens.
    pub tokens: bool,
    /// The process to watch.
    pub process: Option<u32>,
}

impl Client {
    /// Reads what the client declares.
    pub(super) fn new(params: &InitializeParams) -> Client {
        let ClientCapabilities { text_document, workspace, general, .. } = &params.capabilities;
        let text = text_document.clone().unwrap_or_default();
        let asked = params.initialization_options.as_ref().and_then(|options| options.get("diagnostics"));
        let only_pulls = text.diagnostic.is_some() && text.publish_diagnostics.is_none();
        Client {
            encoding: encoding(general.as_ref().and_then(|g| g.position_encodings.as_deref()).unwrap_or(&[])),
            pulls: match asked.and_then(|asked| asked.as_str()) {
                Some("pull") => true,
                Some("push") => false,
                _ => only_pulls,
            },
            related: match &text.publish_diagnostics {
                Some(publish) => publish.related_information == Some(true),
                // Clients that only pull declare it nowhere else.
                None => only_pulls,
            },
            nested_symbols: text
                .document_symbol
                .is_some_and(|symbols| symbols.hierarchical_document_symbol_support == Some(true)),
            markdown: text
                .hover
                .and_then(|hover| hover.content_format)
                .is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            document_changes: workspace
                .as_ref()
                .and_then(|w| w.workspace_edit.as_ref())
                .is_some_and(|edit| edit.document_changes == Some(true)),
            snippets: text
                .completion
                .and_then(|completion| completion.completion_item)
                .is_some_and(|item| item.snippet_support == Some(true)),
            tokens: text.semantic_tokens.is_some(),
            process: params.process_id,
        }
    }

    /// What the server offers to this client.
    pub(super) fn offers(&self) -> ServerCapabilities {
        ServerCapabilities {
            position_encoding: Some(match self.encoding {
                Encoding::Utf8 => PositionEncodingKind::UTF8,
                Encoding::Utf16 => PositionEncodingKind::UTF16,
                Encoding::Utf32 => PositionEncodingKind::UTF32,
            }),
            text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
                ..TextDocumentSyncOptions::default()
            })),
            document_symbol_provider: Some(OneOf::Left(true)),
            folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, write::FIX_ALL]),
                ..CodeActionOptions::default()
            })),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(vec![":".to_string()]),
                ..CompletionOptions::default()
            }),
            document_formatting_provider: Some(OneOf::Left(true)),
            code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
            inlay_hint_provider: Some(OneOf::Left(true)),
            selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            definition_provider: Some(OneOf::Left(true)),
            references_provider: Some(OneOf::Left(true)),
            workspace_symbol_provider: Some(OneOf::Left(true)),
            semantic_tokens_provider: self.tokens.then(|| {
                SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
                    legend: show::legend(),
                    range: Some(true),
                    full: Some(SemanticTokensFullOptions::Bool(true)),
                    ..SemanticTokensOptions::default()
                })
            }),
            diagnostic_provider: self.pulls.then(|| {
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some("imr".into()),
                    inter_file_dependencies: false,
                    workspace_diagnostics: false,
                    ..DiagnosticOptions::default()
                })
            }),
            ..ServerCapabilities::default()
        }
    }
}

/// The cheapest unit among those the client knows.
fn encoding(known: &[PositionEncodingKind]) -> Encoding {
    if known.contains(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if known.contains(&PositionEncodingKind::UTF32) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}
