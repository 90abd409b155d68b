//! A session: the client, the open documents, and what must be told of them. Changed by the main loop alone.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::json;

use super::client::Client;
use super::document::Document;
use super::seldom;
use super::sync::{Change, Kind, Notice};
use super::transport::Outbox;
use crate::draft::Draft;

/// What the server knows.
#[derive(Debug, Default)]
pub(super) struct Session {
    /// What was agreed on with the client.
    pub client: Client,
    documents: HashMap<String, Document>,
    /// The documents of which something is to be published.
    due: Vec<String>,
    /// How often a change did not fit.
    misfits: u64,
}

/// A session that handlers may look at: locked for moments, never while anything is awaited.
#[derive(Debug, Clone, Default)]
pub(super) struct Shared(Arc<Mutex<Session>>);

impl Shared {
    /// The session.
    pub(super) fn lock(&self) -> MutexGuard<'_, Session> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A document as it was when a request arrived.
#[derive(Debug, Clone)]
pub(super) struct Snapshot {
    /// Its text and all that is known of it.
    pub draft: Arc<Draft>,
    /// The version of its text.
    pub version: Option<i32>,
    /// What was agreed on with the client.
    pub client: Client,
}

impl Session {
    /// The document's present state.
    pub(super) fn snapshot(&self, uri: &str) -> Option<Snapshot> {
        let document = self.documents.get(uri)?;
        Some(Snapshot { draft: document.draft.clone(), version: document.version, client: self.client })
    }

    /// The present state of every open document, in the order of their names.
    pub(super) fn snapshots(&self) -> Vec<(String, Snapshot)> {
        let all = self.documents.keys().filter_map(|uri| Some((uri.clone(), self.snapshot(uri)?)));
        let mut all: Vec<_> = all.collect();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        all
    }

    /// A document, to be asked for its diagnostics.
    pub(super) fn document(&mut self, uri: &str) -> Option<(&mut Document, Client)> {
        Some((self.documents.get_mut(uri)?, self.client))
    }

    /// Applies what the client says of a document.
    pub(super) fn apply(&mut self, notice: Notice, outbox: &Outbox) {
        match notice {
            Notice::Opened { uri, version, text } => self.open(uri, version, &text),
            Notice::Changed { uri, version, changes } => self.change(uri, version, changes),
            Notice::Saved { uri } => self.save(uri),
            Notice::Closed { uri } => self.close(&uri, outbox),
            Notice::Unreadable { kind: Kind::Change, uri } => self.lost_change(uri, outbox),
            Notice::Unreadable { kind, .. } => tracing::warn!(?kind, "unreadable parameters; ignored"),
        }
    }

    /// Publishes what is due, once for each document.
    pub(super) fn publish(&mut self, outbox: &Outbox) {
        for uri in std::mem::take(&mut self.due) {
            let Some(document) = self.documents.get_mut(&uri) else { continue };
            if self.client.pulls {
                continue;
            }
            if let Some(body) = document.publish(&self.client) {
                let buffer = outbox.diagnostics(&document.uri, body);
                document.recycle(buffer);
            }
        }
    }

    fn open(&mut self, uri: String, version: Option<i32>, text: &str) {
        tracing::debug!(bytes = text.len(), "opened");
        let document = Document::open(&uri, version, text);
        if self.documents.insert(uri.clone(), document).is_some() {
            tracing::warn!("a document was opened that is open already; taken as it is now");
        }
        self.note(uri);
    }

    fn change(&mut self, uri: String, version: Option<i32>, changes: Vec<Change>) {
        let Some(document) = self.documents.get_mut(&uri) else {
            if seldom(&mut self.misfits) {
                tracing::warn!(count = self.misfits, "a change of a document that is not open; ignored");
            }
            return;
        };
        let backwards = version.is_some() && version < document.version;
        let misplaced = document.change(version, changes, &self.client);
        if (backwards || misplaced > 0) && seldom(&mut self.misfits) {
            let count = self.misfits;
            tracing::warn!(
                backwards,
                misplaced,
                count,
                "changes out of order, or at places that do not exist; cut to the text"
            );
        }
        self.note(uri);
    }

    fn save(&mut self, uri: String) {
        match self.documents.get_mut(&uri) {
            Some(document) => document.saved(),
            None => tracing::debug!("a document was saved that is not open; ignored"),
        }
        self.note(uri);
    }

    fn close(&mut self, uri: &str, outbox: &Outbox) {
        let Some(document) = self.documents.remove(uri) else {
            tracing::warn!("a document was closed that is not open; ignored");
            return;
        };
        self.due.retain(|due| due != uri);
        if !self.client.pulls {
            let params = json!({ "uri": uri, "diagnostics": [] });
            outbox.diagnostics(&document.uri, notification("textDocument/publishDiagnostics", &params));
        }
    }

    /// A change that cannot be read: text here and text there may differ now, so nothing more is said of it.
    fn lost_change(&mut self, uri: Option<String>, outbox: &Outbox) {
        tracing::error!(named = uri.is_some(), "a change cannot be read; its document is silent until opened anew");
        let named = |document: &&mut Document| uri.as_deref().is_none_or(|uri| *document.uri == *uri);
        let lost: Vec<String> = self
            .documents
            .values_mut()
            .filter(named)
            .filter(|document| !document.suspect)
            .map(|document| {
                document.suspect();
                document.uri.to_string()
            })
            .collect();
        if lost.is_empty() {
            return;
        }
        lost.into_iter().for_each(|uri| self.note(uri));
        let message = "imr-ls could not read a change of this draft and shows nothing more for it. \
                       Close the draft and open it again.";
        outbox.log(notification("window/showMessage", &json!({ "type": 1, "message": message })));
    }

    fn note(&mut self, uri: String) {
        if !self.due.contains(&uri) {
            self.due.push(uri);
        }
    }
}

/// A notification's bytes.
pub(super) fn notification(method: &str, params: &serde_json::Value) -> Vec<u8> {
    json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string().into_bytes()
}
