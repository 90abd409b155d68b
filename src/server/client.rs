//! What the client at the other end can do, and what the server therefore offers.

use serde_json::Value;

use super::actions;
use super::commands;
use super::protocol::ToClient;
use super::protocol::types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions, ExecuteCommandOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, InitializeParams, MarkupKind, OneOf, PositionEncodingKind,
    SaveOptions, SelectionRangeProviderCapability, SemanticTokensFullOptions, SemanticTokensOptions,
    SemanticTokensServerCapabilities, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};
use super::show;
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
    /// Asks for an action's edit when it is chosen.
    resolves: bool,
    /// Takes completions with a place for the caret.
    pub snippets: bool,
    /// Shows what stands behind a link.
    pub link_tooltips: bool,
    /// Shows semantic tokens.
    pub tokens: bool,
    /// Tells of files that change, once it is asked to.
    pub watches: bool,
    /// Can be led to a place in a document.
    pub shows: bool,
    /// Shows progress that it did not ask for.
    pub progress: bool,
    /// What is typed shows no new finding before it is saved.
    pub on_save: bool,
    /// What it asks for again when it is told to.
    refreshes: Refreshes,
    /// The process to watch.
    pub process: Option<u32>,
}

/// What a client asks for again when it is told to.
#[derive(Debug, Clone, Copy, Default)]
struct Refreshes {
    diagnostics: bool,
    lenses: bool,
    tokens: bool,
    hints: bool,
}

/// The option by which findings are shown only when a draft is opened or saved.
const ON_SAVE: &str = "onSave";

impl Client {
    /// Reads what the client declares.
    pub(super) fn new(params: &InitializeParams) -> Client {
        let ClientCapabilities { text_document, workspace, window, general, .. } = &params.capabilities;
        let text = text_document.clone().unwrap_or_default();
        let workspace = workspace.clone().unwrap_or_default();
        let option = |name: &str| params.initialization_options.as_ref()?.get(name)?.as_str();
        let only_pulls = text.diagnostic.is_some() && text.publish_diagnostics.is_none();
        Client {
            encoding: encoding(general.as_ref().and_then(|g| g.position_encodings.as_deref()).unwrap_or(&[])),
            pulls: match option("diagnostics") {
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
            document_changes: workspace.workspace_edit.is_some_and(|edit| edit.document_changes == Some(true)),
            resolves: text
                .code_action
                .filter(|action| action.data_support == Some(true))
                .and_then(|action| action.resolve_support)
                .is_some_and(|resolve| resolve.properties.iter().any(|property| property == "edit")),
            snippets: text
                .completion
                .and_then(|completion| completion.completion_item)
                .is_some_and(|item| item.snippet_support == Some(true)),
            link_tooltips: text.document_link.is_some_and(|link| link.tooltip_support == Some(true)),
            tokens: text.semantic_tokens.is_some(),
            watches: workspace.did_change_watched_files.is_some_and(|watch| watch.dynamic_registration == Some(true)),
            shows: window.as_ref().and_then(|window| window.show_document.as_ref()).is_some_and(|show| show.support),
            progress: window.as_ref().is_some_and(|window| window.work_done_progress == Some(true)),
            on_save: option("validate") == Some(ON_SAVE),
            refreshes: Refreshes {
                diagnostics: workspace.diagnostics.is_some_and(|d| d.refresh_support == Some(true)),
                lenses: workspace.code_lens.is_some_and(|lens| lens.refresh_support == Some(true)),
                tokens: workspace.semantic_tokens.is_some_and(|tokens| tokens.refresh_support == Some(true)),
                hints: workspace.inlay_hint.is_some_and(|hint| hint.refresh_support == Some(true)),
            },
            process: params.process_id,
        }
    }

    /// Whether the edit of an action is written when it is chosen: it cannot be told for which version it is.
    pub(super) fn resolves_edits(&self) -> bool {
        self.resolves && !self.document_changes
    }

    /// Takes over what the client's settings say now: `{"imr": {"validate": "onType" | "onSave"}}`. Says whether
    /// anything has changed.
    pub(super) fn configure(&mut self, settings: &Value) -> bool {
        let Some(validate) = settings.pointer("/imr/validate").and_then(Value::as_str) else { return false };
        let before = std::mem::replace(&mut self.on_save, validate == ON_SAVE);
        before != self.on_save
    }

    /// Has the client ask again for what rests on settings.
    pub(super) async fn refresh(self, to_client: ToClient) {
        let Refreshes { diagnostics, lenses, tokens, hints } = self.refreshes;
        // What it answers changes nothing.
        if diagnostics && self.pulls {
            _ = to_client.workspace_diagnostic_refresh().await;
        }
        if lenses {
            _ = to_client.code_lens_refresh().await;
        }
        if tokens {
            _ = to_client.semantic_tokens_refresh().await;
        }
        if hints {
            _ = to_client.inlay_hint_refresh().await;
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
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, actions::FIX_ALL]),
                resolve_provider: Some(self.resolves_edits()),
                ..CodeActionOptions::default()
            })),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(vec![":".to_string()]),
                ..CompletionOptions::default()
            }),
            document_formatting_provider: Some(OneOf::Left(true)),
            document_link_provider: Some(DocumentLinkOptions {
                resolve_provider: Some(false),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }),
            code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
            inlay_hint_provider: Some(OneOf::Left(true)),
            selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            definition_provider: Some(OneOf::Left(true)),
            references_provider: Some(OneOf::Left(true)),
            workspace_symbol_provider: Some(OneOf::Left(true)),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: commands::ALL.map(String::from).into(),
                work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
            }),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                ..WorkspaceServerCapabilities::default()
            }),
            semantic_tokens_provider: self.tokens.then(|| {
                SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
                    legend: show::legend(),
                    range: Some(true),
                    full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                    ..SemanticTokensOptions::default()
                })
            }),
            diagnostic_provider: self.pulls.then(|| {
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some("imr".into()),
                    inter_file_dependencies: false,
                    workspace_diagnostics: true,
                    work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
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
