//! The requests, a few lines each: take a snapshot, ask a feature, convert.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::actions;
use super::client::Client;
use super::convert;
use super::navigate;
use super::place;
use super::progress::{Running, Stop};
use super::protocol::types::*;
use super::protocol::{Error, ErrorCode, LanguageServer, Result, ToClient};
use super::pull::Remembered;
use super::session::{Shared, Snapshot};
use super::show;
use super::token_memory::TokenMemory;
use super::transport::{Inbox, Outbox};
use super::watch;
use super::write;
use crate::features;

/// Drafts above this size are looked at beside the loop, so that nobody waits for them.
const LARGE: usize = 256 << 10;

/// The handlers.
pub(super) struct Methods {
    pub(super) session: Shared,
    pub(super) inbox: Arc<Inbox>,
    pub(super) outbox: Arc<Outbox>,
    pub(super) to_client: ToClient,
    pub(super) running: Running,
    pub(super) remembered: Remembered,
    tokens: TokenMemory,
}

impl Methods {
    /// Handlers that look at this session.
    pub(super) fn new(session: Shared, inbox: Arc<Inbox>, outbox: Arc<Outbox>, to_client: ToClient) -> Methods {
        session.lock().to_client = Some(to_client.clone());
        let (running, remembered) = (Running::default(), Remembered::default());
        Methods { session, inbox, outbox, to_client, running, remembered, tokens: TokenMemory::default() }
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
        let stop = Stop::default();
        let flag = stop.flag();
        // A request that is called off while it waits for its turn is not begun.
        let answer = beside(move || (!flag.load(Ordering::Relaxed)).then(|| look(snapshot))).await;
        drop(stop);
        answer
    }

    /// The same for what looks at a few lines only, however long the draft.
    fn glance<T>(&self, uri: &Uri, look: impl FnOnce(Snapshot) -> T) -> Option<T> {
        let snapshot = self.session.lock().snapshot(uri.as_str());
        snapshot.map(look)
    }

    /// Work that was begun under this token is called off.
    pub(super) async fn call_off(&self, params: WorkDoneProgressCancelParams) {
        self.running.cancel(&params.token);
    }

    /// Has the client ask again for what rests on settings.
    pub(super) fn refresh(&self) {
        let client = self.session.lock().client;
        tokio::spawn(client.refresh(self.to_client.clone()));
    }
}

/// Does work beside the loop.
pub(super) async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::internal_error())
}

/// A request that is understood and cannot be done, with a sentence for the user.
pub(super) fn refused(why: &str) -> Error {
    Error { code: ErrorCode::ServerError(-32803), message: why.to_string().into(), data: None }
}

impl LanguageServer for Methods {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = Client::new(&params);
        let mut session = self.session.lock();
        (session.client, session.roots) = (client, roots(&params));
        drop(session);
        let version = Some(env!("CARGO_PKG_VERSION").to_string());
        Ok(InitializeResult {
            capabilities: client.offers(),
            server_info: Some(ServerInfo { name: "imr-ls".to_string(), version }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        let mut session = self.session.lock();
        session.reload();
        if session.client.watches {
            tokio::spawn(watch::register(self.to_client.clone()));
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        let mut session = self.session.lock();
        if session.client.configure(&params.settings) {
            session.rest();
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.session.lock().files_changed(&params.changes);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let path = |folder: &WorkspaceFolder| place::path_of(folder.uri.as_str());
        let removed: Vec<_> = params.event.removed.iter().filter_map(path).collect();
        let mut session = self.session.lock();
        session.roots.retain(|root| !removed.contains(root));
        for added in params.event.added.iter().filter_map(path) {
            if !session.roots.contains(&added) {
                session.roots.push(added);
            }
        }
        session.reload();
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        self.command(params).await
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
        let found = self.glance(&text_document.uri, |snapshot| show::hover(&snapshot, position));
        Ok(found.flatten())
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let uri = params.text_document.uri;
        let shown = self.session.lock().document(uri.as_str()).map(|(document, client)| document.shown(&client));
        let asked = uri.clone();
        self.ask(&asked, move |snapshot| show::code_lenses(&snapshot, &uri, &shown.unwrap_or_default())).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask(&params.text_document.uri, |snapshot| show::document_links(&snapshot)).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.ask(&params.text_document.uri, move |snapshot| show::inlay_hints(&snapshot, params.range)).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        let data = self.ask(&uri, |snapshot| show::semantic_tokens(&snapshot, None)).await?;
        Ok(data.map(|data| self.tokens.first(uri.as_str(), data).into()))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri;
        let data = self.ask(&uri, |snapshot| show::semantic_tokens(&snapshot, None)).await?;
        Ok(data.map(|data| self.tokens.next(uri.as_str(), &params.previous_result_id, data)))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let range = params.range;
        let look = move |snapshot: Snapshot| show::token_range(&snapshot, range).into();
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
        Ok(Some(WorkspaceSymbolResponse::Flat(beside(look).await?)))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let Some(wanted) = actions::Wanted::by(&params.context) else { return Ok(None) };
        let (uri, range) = (params.text_document.uri, params.range);
        let of = uri.clone();
        self.ask(&uri, move |snapshot| actions::actions(&snapshot, &of, range, wanted)).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        self.session.lock().resolve(action)
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let look = |snapshot: Snapshot| CompletionResponse::Array(write::completions(&snapshot, position));
        Ok(self.glance(&text_document.uri, look))
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(&params.text_document.uri, |snapshot| write::formatting(&snapshot)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        Ok(self.pull_document(&params))
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        self.pull_workspace(params).await
    }
}

/// The folders that a client works in.
#[allow(deprecated)] // older clients name one root, by its URI or its path
fn roots(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten().filter_map(|folder| place::path_of(folder.uri.as_str()));
    let mut roots: Vec<PathBuf> = folders.collect();
    if roots.is_empty() {
        roots.extend(params.root_uri.as_ref().and_then(|uri| place::path_of(uri.as_str())));
    }
    if roots.is_empty() {
        roots.extend(params.root_path.as_ref().filter(|path| !path.is_empty()).map(PathBuf::from));
    }
    roots
}
