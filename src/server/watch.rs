//! Files that change outside the editor: what the client is asked to tell of, and what follows when it does.

use serde_json::json;

use super::place::path_of;
use super::protocol::ToClient;
use super::protocol::types::{
    DidChangeWatchedFilesRegistrationOptions, FileEvent, FileSystemWatcher, GlobPattern, Registration,
};
use super::session::Session;
use super::settings_files::SettingsFiles;
use crate::config::ALLOW_FILE;

/// Asks the client to tell of settings and letters that change.
pub(super) async fn register(to_client: ToClient) {
    let globs = ["**/*.toml".into(), format!("**/{ALLOW_FILE}"), "**/*.imr".into(), "**/*.txt".into()];
    let watcher = |glob| FileSystemWatcher { glob_pattern: GlobPattern::String(glob), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: globs.map(watcher).into() };
    let registration = Registration {
        id: "imr-ls/watch".into(),
        method: "workspace/didChangeWatchedFiles".into(),
        register_options: Some(json!(options)),
    };
    if to_client.register_capability(vec![registration]).await.is_err() {
        tracing::warn!("the client does not tell of files that change; settings are read anew when one is opened");
    }
}

impl Session {
    /// Files were written, made or removed.
    pub(super) fn files_changed(&mut self, events: &[FileEvent]) {
        let known = self.on_disk();
        let counts =
            |uri: &str| SettingsFiles::is_one(uri) || path_of(uri).is_some_and(|path| known.contains_key(&path));
        if events.iter().any(|event| counts(event.uri.as_str())) {
            self.reload();
        }
        let open = self.open_files();
        let others = events.iter().filter_map(|event| path_of(event.uri.as_str())).filter(|path| !open.contains(path));
        for path in others.collect::<Vec<_>>() {
            self.elsewhere.changed(&path);
        }
    }
}
