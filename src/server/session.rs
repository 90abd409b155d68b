//! A session: the client, the open documents, and what must be told of them. Changed by the main loop alone.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::json;

use super::client::Client;
use super::document::Document;
use super::elsewhere::Elsewhere;
use super::place::path_of;
use super::protocol::ToClient;
use super::seldom;
use super::settings_files::{OnDisk, SettingsFiles, Told};
use super::sync::{Change, Kind, Notice};
use super::transport::Outbox;
use crate::config::{Discovery, InForce};
use crate::draft::Draft;

/// What the server knows.
#[derive(Debug, Default)]
pub(super) struct Session {
    /// What was agreed on with the client.
    pub client: Client,
    /// The folders that the client works in.
    pub roots: Vec<PathBuf>,
    /// The settings of folders, as they were read last.
    pub configs: Arc<Discovery>,
    /// The letters in the client's folders that are not open.
    pub elsewhere: Elsewhere,
    /// Where requests to the client go.
    pub to_client: Option<ToClient>,
    documents: HashMap<String, Document>,
    settings: SettingsFiles,
    /// The documents of which something is to be published.
    due: Vec<String>,
    /// Files of settings are to be told of.
    settings_due: bool,
    /// What the client shows besides diagnostics rests on settings that have changed, or on a text that may not be its own.
    stale: bool,
    /// How often a change did not fit.
    misfits: u64,
    /// A draft that was opened could not be read, and the user knows.
    lost_draft: bool,
}

/// What is said instead of anything about a draft of which an edit was lost.
pub(super) const LOST: &str = "A change of this draft could not be read; close the draft and open it again.";

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
    /// What is in force for it.
    pub in_force: Arc<InForce>,
    /// What was agreed on with the client.
    pub client: Client,
}

impl Session {
    /// The document's present state; none where it is not open, or where an edit of it was lost: what is read in a text
    /// that may not be the client's is neither told nor written.
    pub(super) fn snapshot(&self, uri: &str) -> Option<Snapshot> {
        let Document { draft, version, in_force, .. } = self.documents.get(uri).filter(|document| !document.suspect)?;
        Some(Snapshot { draft: draft.clone(), version: *version, in_force: in_force.clone(), client: self.client })
    }

    /// Whether an edit of an open document was lost.
    pub(super) fn is_suspect(&self, uri: &str) -> bool {
        self.documents.get(uri).is_some_and(|document| document.suspect)
    }

    /// The names of the documents of which an edit was lost, in order.
    pub(super) fn suspects(&self) -> Vec<String> {
        let suspects = self.documents.iter().filter(|(_, document)| document.suspect);
        let mut names: Vec<String> = suspects.map(|(uri, _)| uri.clone()).collect();
        names.sort_unstable();
        names
    }

    /// The present state of every open document of which no edit was lost, in the order of their names.
    pub(super) fn snapshots(&self) -> Vec<(String, Snapshot)> {
        let all = self.documents.keys().filter_map(|uri| Some((uri.clone(), self.snapshot(uri)?)));
        let mut all: Vec<_> = all.collect();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        all
    }

    /// A document, to be asked for what is shown of it.
    pub(super) fn document(&mut self, uri: &str) -> Option<(&mut Document, Client)> {
        Some((self.documents.get_mut(uri)?, self.client))
    }

    /// Every document, in no order.
    pub(super) fn documents(&mut self) -> impl Iterator<Item = &mut Document> {
        self.documents.values_mut()
    }

    /// The files that are open.
    pub(super) fn open_files(&self) -> HashSet<PathBuf> {
        self.documents.values().filter_map(|document| document.in_force.file.clone()).collect()
    }

    /// What is to be shown in a file of settings that is open.
    pub(super) fn settings_file(&self, uri: &str) -> Option<Told> {
        self.settings.of(uri, &self.on_disk(), &self.client)
    }

    /// What is to be shown in every file of settings.
    pub(super) fn settings_files(&self) -> Vec<Told> {
        self.settings.all(&self.on_disk(), &self.client)
    }

    /// Applies what the client says of a document.
    pub(super) fn apply(&mut self, notice: Notice, outbox: &Outbox) {
        match notice {
            Notice::Opened { uri, version, text } => self.open(uri, version, &text, outbox),
            Notice::Changed { uri, version, changes } => self.change(uri, version, changes),
            Notice::Saved { uri } => self.save(uri),
            Notice::Closed { uri } => self.close(&uri, outbox),
            Notice::Unreadable { kind: Kind::Change, uri } => self.lost_change(uri, outbox),
            Notice::Unreadable { kind: Kind::Open, uri } => self.lost_draft(uri.is_some(), outbox),
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
        if std::mem::take(&mut self.settings_due) && !self.client.pulls {
            let on_disk = self.on_disk();
            for Told { uri, version, diagnostics } in self.settings.news(&on_disk, &self.client) {
                let mut params = json!({ "uri": uri, "diagnostics": diagnostics });
                if let Some(version) = version {
                    params["version"] = json!(version);
                }
                outbox.diagnostics(&uri.into(), notification("textDocument/publishDiagnostics", &params));
            }
        }
    }

    /// Reads settings anew, and what they change.
    pub(super) fn reload(&mut self) {
        self.configs = Arc::default();
        self.settings_due = true;
        let Session { documents, configs, roots, due, stale, .. } = &mut *self;
        for document in documents.values_mut() {
            let in_force = in_force(&document.uri, configs, roots);
            if !document.in_force.same_as(&in_force) {
                document.govern(in_force);
                due.push(document.uri.to_string());
                *stale = true;
            }
        }
        self.elsewhere.outdated();
    }

    /// Everything is shown anew, as if every draft had just been saved.
    pub(super) fn rest(&mut self) {
        for document in self.documents.values_mut() {
            document.govern(document.in_force.clone());
            self.due.push(document.uri.to_string());
        }
        self.stale = true;
    }

    /// Whether what the client shows besides diagnostics has become wrong since this was asked last, though no text of its
    /// own changed.
    pub(super) fn take_stale(&mut self) -> bool {
        std::mem::take(&mut self.stale)
    }

    fn open(&mut self, uri: String, version: Option<i32>, text: &str, outbox: &Outbox) {
        tracing::debug!(bytes = text.len(), "opened");
        (self.settings_due, self.lost_draft) = (true, false);
        if SettingsFiles::is_one(&uri) {
            self.settings.open(&uri, version, text);
            return;
        }
        self.look_at_settings(&uri);
        let in_force = in_force(&uri, &self.configs, &self.roots);
        if let Some(file) = &in_force.file {
            self.elsewhere.opened(file, &uri, outbox);
        }
        let document = Document::open(&uri, version, text, in_force);
        if self.documents.insert(uri.clone(), document).is_some() {
            tracing::warn!("a document was opened that is open already; taken as it is now");
        }
        self.note(uri);
    }

    fn change(&mut self, uri: String, version: Option<i32>, changes: Vec<Change>) {
        let (backwards, misplaced) = match self.documents.get_mut(&uri) {
            Some(document) => {
                let backwards = version.is_some() && version < document.version;
                (backwards, document.change(version, changes, &self.client))
            }
            None if SettingsFiles::is_one(&uri) => {
                self.settings_due = true;
                (false, self.settings.change(&uri, version, changes, &self.client))
            }
            None => {
                if seldom(&mut self.misfits) {
                    tracing::warn!(count = self.misfits, "a change of a document that is not open; ignored");
                }
                return;
            }
        };
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
        self.settings_due = true;
        if SettingsFiles::is_one(&uri) {
            self.settings.saved(&uri);
            self.reload();
            return;
        }
        self.look_at_settings(&uri);
        match self.documents.get_mut(&uri) {
            Some(document) => document.saved(),
            None => tracing::debug!("a document was saved that is not open; ignored"),
        }
        self.note(uri);
    }

    fn close(&mut self, uri: &str, outbox: &Outbox) {
        self.settings_due = true;
        if SettingsFiles::is_one(uri) {
            self.settings.close(uri);
            return;
        }
        let Some(document) = self.documents.remove(uri) else {
            tracing::warn!("a document was closed that is not open; ignored");
            return;
        };
        self.due.retain(|due| due != uri);
        if !self.client.pulls {
            let params = json!({ "uri": uri, "diagnostics": [] });
            outbox.diagnostics(&document.uri, notification("textDocument/publishDiagnostics", &params));
        }
        if let Some(file) = &document.in_force.file {
            self.elsewhere.changed(file);
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
        let settings = self.settings.lost_change(uri.as_deref());
        self.settings_due |= settings;
        if lost.is_empty() && !settings {
            return;
        }
        lost.into_iter().for_each(|uri| self.note(uri));
        self.stale = true;
        let message = "imr-ls could not read a change of this draft and shows nothing more for it. \
                       Close the draft and open it again.";
        outbox.log(notification("window/showMessage", &json!({ "type": 1, "message": message })));
    }

    /// A draft was opened that cannot be read: told once, until another is opened.
    fn lost_draft(&mut self, named: bool, outbox: &Outbox) {
        if std::mem::replace(&mut self.lost_draft, true) {
            return;
        }
        tracing::error!(named, "a draft that was opened cannot be read; nothing is said of it");
        let message = "imr-ls could not read a draft that was opened and shows nothing for it. \
                       Close the draft and open it again.";
        outbox.log(notification("window/showMessage", &json!({ "type": 1, "message": message })));
    }

    /// Where the client does not tell of files that change, they are looked at whenever a draft comes to rest.
    fn look_at_settings(&mut self, uri: &str) {
        if self.client.watches {
            return;
        }
        self.configs = Arc::default();
        let now = in_force(uri, &self.configs, &self.roots);
        if self.documents.get(uri).is_some_and(|document| !document.in_force.same_as(&now)) {
            self.reload();
        }
    }

    /// The files of settings that count for what is open, and for the client's folders.
    pub(super) fn on_disk(&self) -> OnDisk {
        let mut on_disk = OnDisk::new();
        let roots = self.roots.iter().map(|root| (self.configs.of_folder(root), self.configs.allow_lists(root)));
        let open = self.documents.values().map(|d| (d.in_force.config.clone(), d.in_force.lists.clone()));
        for (config, lists) in open.chain(roots) {
            for (path, source, problems) in config.files() {
                if !on_disk.contains_key(path) {
                    on_disk.insert(path.to_path_buf(), (source.to_string(), problems.to_vec()));
                }
            }
            for list in lists.iter().filter(|list| !on_disk.contains_key(&list.path)).collect::<Vec<_>>() {
                on_disk.insert(list.path.clone(), (list.source.clone(), list.problems.clone()));
            }
        }
        for (path, problem) in self.documents.values().flat_map(|document| &document.unheld) {
            if let Some((_, problems)) = on_disk.get_mut(path).filter(|(_, known)| !known.contains(problem)) {
                problems.push(problem.clone());
            }
        }
        on_disk
    }

    fn note(&mut self, uri: String) {
        if !self.due.contains(&uri) {
            self.due.push(uri);
        }
    }
}

/// What is in force for a document. What is in no file yet is written under the settings of the first folder.
pub(super) fn in_force(uri: &str, configs: &Discovery, roots: &[PathBuf]) -> Arc<InForce> {
    Arc::new(match (path_of(uri), roots.first()) {
        (Some(path), _) => configs.in_force(&path, None),
        (None, Some(root)) => InForce::under(configs.of_folder(root), None),
        (None, None) => InForce::default(),
    })
}

/// A notification's bytes.
pub(super) fn notification(method: &str, params: &serde_json::Value) -> Vec<u8> {
    json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string().into_bytes()
}
