//! Letters of the client's folders that are not open: checked when that is asked for, beside the loop, and from then
//! on again whenever they or their settings change.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{json, value::RawValue};

use super::client::Client;
use super::document::Document;
use super::place::uri_of;
use super::session::{Session, notification};
use super::transport::{Inbox, Incoming, Outbox};
use crate::config::{Candidate, Discovery, letters_in, may_be_letter, read_file};
use crate::letter::is_determination;
use crate::rules::Severity;

/// What was told of letters that are not open.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    /// Those of which findings are shown, with their URIs.
    told: BTreeMap<PathBuf, String>,
    /// All were checked once.
    checked: bool,
    due: Due,
    /// How many checks are going on: others wait, so that results arrive in the order of what they rest on.
    at_work: usize,
    /// Calls off the last check of all.
    stop: Option<Arc<AtomicBool>>,
}

/// What is to be checked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Due {
    /// These files.
    Files(BTreeSet<PathBuf>),
    /// All letters.
    All,
}

impl Default for Due {
    fn default() -> Due {
        Due::Files(BTreeSet::new())
    }
}

impl Elsewhere {
    /// The settings have changed.
    pub(super) fn outdated(&mut self) {
        if self.checked {
            self.due = Due::All;
        }
    }

    /// A file was written, or is not open any more, or is gone.
    pub(super) fn changed(&mut self, file: &Path) {
        if let (true, Due::Files(files), true) = (self.checked, &mut self.due, may_be_letter(file).is_some()) {
            files.insert(file.to_path_buf());
        }
    }

    /// A file is open now under this URI: what was told of it under another is taken back.
    pub(super) fn opened(&mut self, file: &Path, uri: &str, outbox: &Outbox) {
        if let Some(known) = self.told.remove(file).filter(|known| known != uri) {
            tell(&known, &empty(), outbox);
        }
    }

    /// A check of all letters begins that ends when this flag is set; an earlier one ends now.
    pub(super) fn supersede(&mut self, stop: Arc<AtomicBool>) {
        if let Some(earlier) = self.stop.replace(stop) {
            earlier.store(true, Ordering::Relaxed);
        }
    }

    /// What is to be checked again now; nothing is due after that.
    pub(super) fn take_due(&mut self) -> Option<Due> {
        if self.at_work > 0 {
            return None;
        }
        let due = std::mem::take(&mut self.due);
        (due != Due::default()).then_some(due)
    }
}

/// While it lives, letters that are not open are being checked.
pub(super) struct AtWork(Arc<Inbox>);

impl AtWork {
    /// Says so.
    pub(super) fn begin(session: &mut Session, inbox: &Arc<Inbox>) -> AtWork {
        session.elsewhere.at_work += 1;
        AtWork(inbox.clone())
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.tell(Incoming::done(|session, _| {
            session.elsewhere.at_work = session.elsewhere.at_work.saturating_sub(1);
        }));
    }
}

impl Session {
    /// An order to check letters that are not open; the work ends when the flag is set.
    pub(super) fn errand(&self, stop: Arc<AtomicBool>) -> Errand {
        Errand {
            roots: self.roots.clone(),
            configs: self.configs.clone(),
            client: self.client,
            open: self.open_files(),
            stop,
        }
    }

    /// Takes over what was found in letters that are not open. `all` says that these are all there are.
    pub(super) fn take_over(&mut self, checked: Vec<Checked>, all: bool, outbox: &Outbox) {
        let open = self.open_files();
        let there: HashSet<PathBuf> = checked.iter().map(|checked| checked.path.clone()).collect();
        for Checked { path, uri, diagnostics, .. } in checked {
            // What was opened meanwhile speaks for itself.
            if open.contains(&path) {
                continue;
            }
            let was_told = self.elsewhere.told.contains_key(&path);
            if diagnostics.get() == "[]" {
                self.elsewhere.told.remove(&path);
            } else {
                self.elsewhere.told.insert(path, uri.clone());
            }
            if was_told || diagnostics.get() != "[]" {
                tell(&uri, &diagnostics, outbox);
            }
        }
        if all {
            self.elsewhere.checked = true;
            let gone: Vec<PathBuf> =
                self.elsewhere.told.keys().filter(|path| !there.contains(*path)).cloned().collect();
            for path in gone {
                if let Some(uri) = self.elsewhere.told.remove(&path) {
                    tell(&uri, &empty(), outbox);
                }
            }
        }
    }
}

fn tell(uri: &str, diagnostics: &RawValue, outbox: &Outbox) {
    let params = json!({ "uri": uri, "diagnostics": diagnostics });
    outbox.diagnostics(&uri.into(), notification("textDocument/publishDiagnostics", &params));
}

fn empty() -> Box<RawValue> {
    RawValue::from_string("[]".into()).unwrap_or_default()
}

/// An order to check letters that are not open.
#[derive(Debug, Clone)]
pub(super) struct Errand {
    /// The folders to look in.
    pub roots: Vec<PathBuf>,
    /// The settings.
    pub configs: Arc<Discovery>,
    /// What was agreed on with the client.
    pub client: Client,
    /// Files that are left to the editor.
    pub open: HashSet<PathBuf>,
    /// Set when nobody waits for the result any more.
    pub stop: Arc<AtomicBool>,
}

/// A letter that was checked.
#[derive(Debug)]
pub(super) struct Checked {
    /// The file.
    pub path: PathBuf,
    /// Its URI.
    pub uri: String,
    /// The JSON array of its diagnostics.
    pub diagnostics: Box<RawValue>,
    /// How many there are of each severity, in the order of [`Severity::ALL`].
    pub counts: [usize; 4],
}

/// How a check went.
#[derive(Debug)]
pub(super) enum Step {
    /// A letter was checked.
    Checked(Checked),
    /// A file is no letter, or is not there any more.
    None(PathBuf),
    /// A file or folder cannot be read: a sentence that says why and what to do.
    Trouble(String),
}

impl Errand {
    /// Does what is due; gives the letters that were checked, and whether these are all there are.
    pub(super) fn run(&self, due: Due) -> (Vec<Checked>, bool) {
        match due {
            Due::Files(files) => (self.check_again(files), false),
            Due::All => {
                let steps = self.candidates().0.into_iter().take_while(|_| !self.stopped());
                let checked = steps.map(|candidate| self.check(candidate)).filter_map(|step| match step {
                    Step::Checked(checked) => Some(checked),
                    Step::None(_) | Step::Trouble(_) => None,
                });
                (checked.collect(), true)
            }
        }
    }

    /// Whether it is to end early.
    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// The files that may be letters and are not open, each once, and sentences on what cannot be looked at.
    pub(super) fn candidates(&self) -> (Vec<Candidate>, Vec<String>) {
        let mut found = BTreeMap::new();
        let mut troubles = Vec::new();
        for root in &self.roots {
            let open = &self.open;
            let add = |candidate: Candidate| {
                if !open.contains(&candidate.path) {
                    found.insert(candidate.path, candidate.named);
                }
            };
            letters_in(root, &self.configs, add, |trouble| troubles.push(trouble));
        }
        (found.into_iter().map(|(path, named)| Candidate { path, named }).collect(), troubles)
    }

    /// Checks one file.
    pub(super) fn check(&self, Candidate { path, named }: Candidate) -> Step {
        let decoded = match read_file(&path) {
            Ok(decoded) => decoded,
            Err(_) if !path.exists() => return Step::None(path),
            Err(why) => return Step::Trouble(format!("{} {why}.", path.display())),
        };
        let in_force = self.configs.in_force(&path, None);
        if !named && !is_determination(&decoded.text, &in_force.standard.format) {
            return Step::None(path);
        }
        let Some(uri) = uri_of(&path) else {
            return Step::Trouble(format!("{} has a name that editors cannot be told; rename it.", path.display()));
        };
        let mut document = Document::open(&uri, None, &decoded.text, Arc::new(in_force));
        let json = String::from_utf8(document.diagnostics(&self.client)).unwrap_or_default();
        let counts = document.counts(&self.client);
        Step::Checked(Checked {
            path,
            uri,
            diagnostics: RawValue::from_string(json).unwrap_or_else(|_| empty()),
            counts,
        })
    }

    /// Checks these files again: what became of each.
    fn check_again(&self, files: BTreeSet<PathBuf>) -> Vec<Checked> {
        let again = |path: PathBuf| {
            let named = may_be_letter(&path).unwrap_or(false);
            let excluded = self.configs.of_file(&path).excludes(&path);
            let step = if excluded { Step::None(path) } else { self.check(Candidate { path, named }) };
            match step {
                Step::Checked(checked) => Some(checked),
                Step::None(path) => Some(Checked { uri: uri_of(&path)?, path, diagnostics: empty(), counts: [0; 4] }),
                Step::Trouble(_) => None,
            }
        };
        files.into_iter().take_while(|_| !self.stopped()).filter_map(again).collect()
    }
}

/// Counts as words: "2 errors, 1 warning"; nothing where all are zero.
pub(super) fn counted(counts: [usize; 4]) -> String {
    let told = Severity::ALL.iter().zip(counts).filter(|(_, count)| *count > 0).map(|(severity, count)| {
        let plural = if count == 1 || *severity == Severity::Information { "" } else { "s" };
        format!("{count} {}{plural}", severity.name())
    });
    told.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_in_words() {
        assert_eq!(counted([0; 4]), "");
        assert_eq!(counted([1, 2, 3, 0]), "1 error, 2 warnings, 3 information");
    }
}
