//! Diagnostics for clients that ask for them: of one document, and of every letter in the client's folders.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use serde_json::{Value, json};

use super::document::result_id;
use super::elsewhere::{Checked, Errand, Step};
use super::methods::{Methods, beside};
use super::place::uri_of;
use super::progress::{Progress, Stop, partial};
use super::protocol::Result;
use super::protocol::types::*;
use super::transport::Outbox;
use crate::config::{Candidate, Discovery};

/// So many reports make up one part of an answer that is sent ahead.
const PART: usize = 64;

/// Results of letters that are not open, by which files that have not changed are known again without being read.
#[derive(Debug, Clone, Default)]
pub(super) struct Remembered(Arc<Mutex<Memory>>);

/// What was seen under these settings.
type Memory = (Arc<Discovery>, HashMap<PathBuf, Seen>);

/// A file as it was when it was checked.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    written: SystemTime,
    bytes: u64,
    result_id: String,
}

impl Methods {
    /// The diagnostics of one document, unless they are those that the client has.
    pub(super) fn pull_document(&self, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReportResult {
        let uri = params.text_document.uri.as_str();
        let mut session = self.session.lock();
        let found = match session.document(uri) {
            Some((document, client)) => Some(document.diagnostics(&client)),
            None => session.settings_file(uri).map(|told| Value::from(told.diagnostics).to_string().into_bytes()),
        };
        drop(session);
        let (items, result_id) = match found {
            Some(json) => {
                let id = result_id(&json);
                if params.previous_result_id.as_ref() == Some(&id) {
                    let unchanged = RelatedUnchangedDocumentDiagnosticReport {
                        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
                        related_documents: None,
                    };
                    return DocumentDiagnosticReport::Unchanged(unchanged).into();
                }
                (serde_json::from_slice(&json).unwrap_or_default(), Some(id))
            }
            None => (Vec::new(), None),
        };
        let full = RelatedFullDocumentDiagnosticReport {
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
            ..RelatedFullDocumentDiagnosticReport::default()
        };
        DocumentDiagnosticReport::Full(full).into()
    }

    /// The diagnostics of everything in the client's folders; what it has already is only named.
    pub(super) async fn pull_workspace(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let stop = Stop::default();
        let had: HashMap<String, String> =
            params.previous_result_ids.into_iter().map(|had| (had.uri.as_str().to_string(), had.value)).collect();
        let mut reports = Reports::new(had, params.partial_result_params.partial_result_token, self.outbox.clone());
        let errand = {
            let mut session = self.session.lock();
            let client = session.client;
            for document in session.documents() {
                let json = document.diagnostics(&client);
                reports.add(&document.uri, document.version, &json);
            }
            for told in session.settings_files() {
                reports.add(&told.uri, told.version, Value::from(told.diagnostics).to_string().as_bytes());
            }
            session.errand(stop.flag())
        };
        let progress = params.work_done_progress_params.work_done_token.map(|token| {
            let progress = Progress::new(token.clone(), self.outbox.clone());
            progress.begin("Checking letters");
            self.running.begin(&token, stop.flag());
            (token, progress)
        });
        let shown = progress.as_ref().map(|(_, progress)| progress.clone());
        let remembered = self.remembered.clone();
        let work = beside(move || {
            reports.add_elsewhere(&errand, &remembered, shown.as_ref());
            if let Some(progress) = shown {
                progress.end("");
            }
            reports.finish()
        });
        let items = work.await;
        if let Some((token, _)) = progress {
            self.running.end(&token);
        }
        drop(stop);
        Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items: items? }))
    }
}

/// The reports of one answer.
struct Reports {
    /// The results that the client has, by URI; what is left at the end is gone.
    had: HashMap<String, String>,
    /// Under which parts are sent ahead.
    token: Option<ProgressToken>,
    outbox: Arc<Outbox>,
    items: Vec<WorkspaceDocumentDiagnosticReport>,
}

impl Reports {
    fn new(had: HashMap<String, String>, token: Option<ProgressToken>, outbox: Arc<Outbox>) -> Reports {
        Reports { had, token, outbox, items: Vec::new() }
    }

    /// Reports a document's diagnostics, given as JSON.
    fn add(&mut self, uri: &str, version: Option<i32>, json: &[u8]) {
        let id = result_id(json);
        if self.had.get(uri) == Some(&id) {
            self.unchanged(uri, version, id);
        } else {
            self.full(uri, version, Some(id), serde_json::from_slice(json).unwrap_or_default());
        }
    }

    fn unchanged(&mut self, uri: &str, version: Option<i32>, result_id: String) {
        self.had.remove(uri);
        let Ok(uri) = Uri::from_str(uri) else { return };
        self.push(WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version: version.map(i64::from),
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        }));
    }

    fn full(&mut self, uri: &str, version: Option<i32>, result_id: Option<String>, items: Vec<Diagnostic>) {
        self.had.remove(uri);
        let Ok(uri) = Uri::from_str(uri) else { return };
        self.push(WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
            uri,
            version: version.map(i64::from),
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
        }));
    }

    fn push(&mut self, item: WorkspaceDocumentDiagnosticReport) {
        self.items.push(item);
        if let Some(token) = self.token.as_ref().filter(|_| self.items.len() >= PART) {
            let items = std::mem::take(&mut self.items);
            self.outbox.message(partial(token, json!({ "items": items })));
        }
    }

    fn add_elsewhere(&mut self, errand: &Errand, remembered: &Remembered, progress: Option<&Progress>) {
        let (candidates, _) = errand.candidates();
        let all = candidates.len();
        for (done, candidate) in candidates.into_iter().enumerate() {
            if errand.stopped() {
                return;
            }
            self.add_file(candidate, errand, remembered);
            if let Some(progress) = progress {
                progress.report(done + 1, all);
            }
        }
        // What is gone has nothing wrong with it.
        let gone: BTreeMap<String, String> = std::mem::take(&mut self.had).into_iter().collect();
        gone.into_keys().for_each(|uri| self.full(&uri, None, None, Vec::new()));
    }

    fn add_file(&mut self, candidate: Candidate, errand: &Errand, remembered: &Remembered) {
        let path = candidate.path.clone();
        let now = state(&path);
        if let (Some(uri), Some((written, bytes))) = (uri_of(&path), now)
            && let Some(had) = self.had.get(&uri).cloned()
            && remembered
                .get(&errand.configs, &path)
                .is_some_and(|seen| seen == Seen { written, bytes, result_id: had })
        {
            let id = self.had.get(&uri).cloned().unwrap_or_default();
            self.unchanged(&uri, None, id);
            return;
        }
        if let Step::Checked(Checked { uri, diagnostics, .. }) = errand.check(candidate) {
            let json = diagnostics.get().as_bytes();
            if let Some((written, bytes)) = now {
                remembered.put(&errand.configs, path, Seen { written, bytes, result_id: result_id(json) });
            }
            self.add(&uri, None, json);
        }
    }

    /// What is left to be sent at the end.
    fn finish(self) -> Vec<WorkspaceDocumentDiagnosticReport> {
        self.items
    }
}

impl Remembered {
    fn get(&self, configs: &Arc<Discovery>, path: &Path) -> Option<Seen> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Under other settings it may read otherwise.
        known.1.get(path).filter(|_| Arc::ptr_eq(&known.0, configs)).cloned()
    }

    fn put(&self, configs: &Arc<Discovery>, path: PathBuf, seen: Seen) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&known.0, configs) {
            *known = (configs.clone(), HashMap::new());
        }
        known.1.insert(path, seen);
    }
}

/// When a file was written, and how long it is.
fn state(path: &Path) -> Option<(SystemTime, u64)> {
    let known = std::fs::metadata(path).ok()?;
    Some((known.modified().ok()?, known.len()))
}
