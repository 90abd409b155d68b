//! The requests, a few lines each: take a snapshot, ask a feature, convert.

use super::client::Client;
use super::convert;
use super::navigate;
use super::protocol::types::*;
use super::protocol::{Error, LanguageServer, Result};
use super::session::{Shared, Snapshot};
use super::show;
use super::write;
use crate::features;

/// Drafts above this size are looked at beside the loop, so that nobody waits for them.
const LARGE: usize = 256 << 10;

/// The handlers.
#[derive(Debug)]
pub(super) struct Methods {
    session: Shared,
}

impl Methods {
    /// Handlers that look at this session.
    pub(super) fn new(session: Shared) -> Methods {
        Methods { session }
    }

    /// What `look` finds in the document as it is now; none where it is not open. The snapshot is taken at the first
    /// poll, which happens in the order of arrival.
    async fn ask<T: Send + 'static>(
        &self,
        uri: &Uri,
        look: impl FnOnce(Snapshot) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let snapshot = self.session.lock().snapshot(uri.as_str());
        let Some(snapshot) = snapshot else {
            return Ok(None);
        };
        if snapshot.draft.text().len() < LARGE {
            return Ok(Some(look(snapshot)));
        }
        match tokio::task::spawn_blocking(move || look(snapshot)).await {
            Ok(answer) => Ok(Some(answer)),
            Err(_) => Err(Error::internal_error()),
        }
    }
}

impl LanguageServer for Methods {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = Client::new(&params);
        self.session.lock().client = client;
        let version = Some(env!("CARGO_PKG_VERSION").to_string());
        Ok(InitializeResult {
            capabilities: client.offers(),
            server_info: Some(ServerInfo { name: "imr-ls".to_string(), version }),
            ..InitializeResult::default()
        })
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let uri = params.text_document.uri;
        let of = uri.clone();
        self.ask(&uri, move |Snapshot { draft, client, .. }| {
            let symbols = features::outline(&draft);
            if client.nested_symbols {
                let nested = |symbol| convert::nested_symbol(symbol, &draft, client.encoding);
                return DocumentSymbolResponse::Nested(symbols.into_iter().map(nested).collect());
            }
            DocumentSymbolResponse::Flat(convert::flat_symbols(symbols, None, &of, &draft, client.encoding))
        })
        .await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask(&params.text_document.uri, |Snapshot { draft, .. }| {
            features::folds(&draft).iter().map(convert::folding_range).collect()
        })
        .await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let found = self.ask(&text_document.uri, move |Snapshot { draft, client, .. }| {
            let hover = features::hover(&draft, convert::offset(&draft, position, client.encoding))?;
            let (kind, value) = match client.markdown {
                true => (MarkupKind::Markdown, hover.markdown),
                false => (MarkupKind::PlainText, plain(&hover.markdown)),
            };
            Some(Hover {
                contents: HoverContents::Markup(MarkupContent { kind, value }),
                range: Some(convert::range(&draft, hover.span, client.encoding)),
            })
        });
        Ok(found.await?.flatten())
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask(&params.text_document.uri, |snapshot| show::code_lenses(&snapshot)).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.ask(&params.text_document.uri, move |snapshot| show::inlay_hints(&snapshot, params.range)).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        self.ask(&params.text_document.uri, |snapshot| show::semantic_tokens(&snapshot, None).into()).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let range = params.range;
        let look = move |snapshot: Snapshot| show::semantic_tokens(&snapshot, Some(range)).into();
        self.ask(&params.text_document.uri, look).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let look = move |snapshot: Snapshot| {
            params.positions.into_iter().map(|at| navigate::selection_range(&snapshot, at)).collect()
        };
        self.ask(&params.text_document.uri, look).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let found = self.ask(&text_document.uri, move |snapshot| navigate::highlights(&snapshot, position));
        Ok(found.await?.flatten())
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let uri = text_document.uri.clone();
        let found = self.ask(&text_document.uri, move |snapshot| navigate::definition(&snapshot, uri, position));
        Ok(found.await?.flatten())
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let uri = text_document.uri.clone();
        let origin = params.context.include_declaration;
        let found =
            self.ask(&text_document.uri, move |snapshot| navigate::references(&snapshot, &uri, position, origin));
        Ok(found.await?.flatten())
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let all = self.session.lock().snapshots();
        let look = move || navigate::workspace_symbols(&all, &params.query);
        match tokio::task::spawn_blocking(look).await {
            Ok(found) => Ok(Some(WorkspaceSymbolResponse::Flat(found))),
            Err(_) => Err(Error::internal_error()),
        }
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let only = params.context.only;
        let quick = wants(only.as_deref(), &CodeActionKind::QUICKFIX);
        // Listed only for those who ask: it is about the whole draft, not about the place.
        let all = only.is_some() && wants(only.as_deref(), &write::FIX_ALL);
        if !quick && !all {
            return Ok(None);
        }
        let uri = params.text_document.uri;
        let of = uri.clone();
        self.ask(&uri, move |snapshot| {
            let mut actions = Vec::new();
            if quick {
                let span = convert::span(&snapshot.draft, params.range, snapshot.client.encoding);
                let fixes = features::quick_fixes(&snapshot.draft, span);
                actions.extend(fixes.iter().map(|action| convert::code_action(action, &of, &snapshot)));
            }
            if all {
                actions.extend(write::fix_all(&snapshot, &of));
            }
            actions
        })
        .await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let look = move |snapshot: Snapshot| CompletionResponse::Array(write::completions(&snapshot, position));
        self.ask(&text_document.uri, look).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(&params.text_document.uri, |snapshot| write::formatting(&snapshot)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let mut session = self.session.lock();
        let (mut items, mut result_id) = (Vec::new(), None);
        if let Some((document, client)) = session.document(params.text_document.uri.as_str()) {
            let revision = document.revision.to_string();
            if params.previous_result_id.as_ref() == Some(&revision) {
                let unchanged = RelatedUnchangedDocumentDiagnosticReport {
                    unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: revision },
                    related_documents: None,
                };
                return Ok(DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Unchanged(unchanged)));
            }
            items = convert::diagnostics(document, &client);
            result_id = Some(revision);
        }
        let full = RelatedFullDocumentDiagnosticReport {
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
            ..RelatedFullDocumentDiagnosticReport::default()
        };
        Ok(DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(full)))
    }
}

/// Whether a client that asks for these kinds of actions only (or any, if it names none) wants one of this kind.
fn wants(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let within = |wanted: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty())
    };
    only.is_none_or(|only| only.iter().any(within))
}

/// Markdown for a client that shows none: without the marks.
fn plain(markdown: &str) -> String {
    let lines = markdown.lines().map(|line| line.trim_start_matches('#').trim_start());
    lines.map(|line| line.replace("**", "").replace('`', "")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_actions_include_those_below_them() {
        let fix = CodeActionKind::QUICKFIX;
        assert!(wants(None, &fix));
        assert!(wants(Some(&[CodeActionKind::EMPTY]), &fix));
        assert!(wants(Some(&[CodeActionKind::REFACTOR, CodeActionKind::QUICKFIX]), &fix));
        assert!(wants(Some(&[CodeActionKind::SOURCE]), &write::FIX_ALL));
        assert!(wants(Some(&[CodeActionKind::SOURCE_FIX_ALL]), &write::FIX_ALL));
        assert!(!wants(Some(std::slice::from_ref(&fix)), &write::FIX_ALL));
        assert!(!wants(Some(&[CodeActionKind::SOURCE]), &fix));
        assert!(!wants(Some(&["quick".into()]), &fix));
        assert!(!wants(Some(&[]), &fix));
    }
}
