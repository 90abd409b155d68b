//! One open draft: its text and all that is known of it, its version, and whether both still agree with the client's.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::client::Client;
use super::outline::Outline;
use super::publish::{Moment, Published};
use super::render::{self, Filling, Style};
use super::run::Run;
use super::sync::Change;
use super::typed::Typed;
use crate::config::InForce;
use crate::draft::Draft;
use crate::features::{Unheld, accepted, decided};
use crate::rules::Severity;
use crate::text::Span;

/// An open document.
#[derive(Debug)]
pub(super) struct Document {
    /// Its URI.
    pub uri: Arc<str>,
    /// The version of its text.
    pub version: Option<i32>,
    /// Its text and all that is known of it. A request takes a snapshot by cloning the pointer.
    pub draft: Arc<Draft>,
    /// What is in force for it.
    pub in_force: Arc<InForce>,
    /// An edit of it was lost: nothing is said of it until it is opened anew or replaced in full.
    pub suspect: bool,
    /// The empty list that says so was sent.
    silenced: bool,
    /// Entries of allow-lists that name it and do not hold, as of when it was opened or saved last.
    pub unheld: Vec<Unheld>,
    uri_json: String,
    typed: Typed,
    published: Published,
    /// What is known has moved on since what is shown was taken over from it.
    due: Option<Moment>,
    outline: Outline,
    /// The client has not been sent what is shown.
    unsent: bool,
    buffer: Vec<u8>,
    /// Bytes of the last publish.
    last_size: usize,
}

impl Document {
    /// A document that was just opened.
    pub(super) fn open(uri: &str, version: Option<i32>, text: &str, in_force: Arc<InForce>) -> Document {
        let mut uri_json = Vec::new();
        render::string(&mut uri_json, uri);
        Document {
            uri: uri.into(),
            version,
            draft: Arc::new(Draft::read_by(text, in_force.standard.clone())),
            in_force,
            suspect: false,
            silenced: false,
            unheld: Vec::new(),
            uri_json: String::from_utf8(uri_json).unwrap_or_default(),
            typed: Typed::default(),
            published: Published::default(),
            due: Some(Moment::Rest),
            outline: Outline::default(),
            unsent: true,
            buffer: Vec::new(),
            last_size: 0,
        }
    }

    /// Applies changes, one after the other; says how many named places that do not exist.
    pub(super) fn change(&mut self, version: Option<i32>, changes: Vec<Change>, client: &Client) -> usize {
        // What was to be shown at rest is decided before the text moves on.
        if self.due == Some(Moment::Rest) {
            self.update(client);
        }
        if changes.iter().any(|change| change.range.is_none()) {
            (self.suspect, self.silenced) = (false, false);
        }
        let draft = Arc::make_mut(&mut self.draft);
        let misplaced = match changes.len() {
            0 | 1 => self.typed.apply_all(draft, changes, client.encoding),
            _ => {
                let mut run = Run::of(draft);
                let misplaced = self.typed.apply_all(&mut run, changes, client.encoding);
                run.end();
                misplaced
            }
        };
        self.version = version.or(self.version);
        (self.due, self.unsent) = (Some(Moment::Typing), true);
        misplaced
    }

    /// It was saved: everything is shown.
    pub(super) fn saved(&mut self) {
        (self.due, self.unsent) = (Some(Moment::Rest), true);
    }

    /// Something else is in force now.
    pub(super) fn govern(&mut self, in_force: Arc<InForce>) {
        if !self.in_force.standard.is(&in_force.standard) {
            let text = self.draft.text();
            let text = text.slice(Span::new(0, text.len()));
            self.draft = Arc::new(Draft::read_by(&text, in_force.standard.clone()));
        }
        self.in_force = in_force;
        self.published = Published::default();
        (self.due, self.unsent) = (Some(Moment::Rest), true);
    }

    /// An edit was lost.
    pub(super) fn suspect(&mut self) {
        self.suspect = true;
        (self.due, self.unsent) = (Some(Moment::Typing), true);
    }

    /// The `publishDiagnostics` that is due, if one is.
    pub(super) fn publish(&mut self, client: &Client) -> Option<Vec<u8>> {
        // Requests may have asked for what is shown since; it is to be sent all the same.
        if !std::mem::take(&mut self.unsent) {
            return None;
        }
        self.update(client);
        if self.suspect && std::mem::replace(&mut self.silenced, true) {
            return None;
        }
        let mut out = std::mem::take(&mut self.buffer);
        // About as much as last time: growing step by step costs more than writing.
        out.reserve(self.last_size + 512);
        out.extend_from_slice(br#"{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":"#);
        out.extend_from_slice(self.uri_json.as_bytes());
        if self.version.is_some() {
            out.extend_from_slice(b",\"version\":");
            render::version(&mut out, self.version);
        }
        out.extend_from_slice(b",\"diagnostics\":");
        self.write(client, &mut out);
        out.extend_from_slice(b"}}");
        self.last_size = out.len();
        Some(out)
    }

    /// Gives back a buffer for the next publish.
    pub(super) fn recycle(&mut self, buffer: Vec<u8>) {
        self.buffer = buffer;
    }

    /// The JSON array of what is shown now.
    pub(super) fn diagnostics(&mut self, client: &Client) -> Vec<u8> {
        self.update(client);
        let mut out = Vec::new();
        self.write(client, &mut out);
        out
    }

    /// Appends the JSON array of the outline.
    pub(super) fn outline(&mut self, client: &Client, out: &mut Vec<u8>) {
        self.outline.write(&self.draft, client.encoding, out);
    }

    /// Of each block, how many of its findings are shown now.
    pub(super) fn shown(&mut self, client: &Client) -> Vec<usize> {
        let mut shown = vec![0; self.draft.blocks().len()];
        self.each_shown(client, |block, _| {
            if let Some(count) = shown.get_mut(block) {
                *count += 1;
            }
        });
        shown
    }

    /// How many findings of each severity are shown now, in the order of [`Severity::ALL`].
    pub(super) fn counts(&mut self, client: &Client) -> [usize; 4] {
        let mut counts = [0; 4];
        self.each_shown(client, |_, severity| {
            for (count, _) in counts.iter_mut().zip(Severity::ALL).filter(|(_, other)| *other == severity) {
                *count += 1;
            }
        });
        counts
    }

    fn each_shown(&mut self, client: &Client, told: impl FnMut(usize, Severity)) {
        self.update(client);
        if !self.silent() {
            self.published.each_shown(decided(&self.draft).as_ref(), told);
        }
    }

    /// Nothing is said of it.
    fn silent(&self) -> bool {
        self.suspect || self.in_force.excluded
    }

    fn write(&mut self, client: &Client, out: &mut Vec<u8>) {
        if self.silent() {
            out.extend_from_slice(b"[]");
            return;
        }
        let decided = if self.in_force.lists.is_empty() { None } else { decided(&self.draft) };
        let filling = Filling::new(&self.draft, client.encoding);
        self.published.write(&filling, decided.as_ref(), out);
    }

    fn update(&mut self, client: &Client) {
        let Some(moment) = self.due.take() else { return };
        let style = Style {
            encoding: client.encoding,
            related: client.related,
            uri: &self.uri_json,
            in_force: &self.in_force,
            on_save: client.on_save,
        };
        self.published.update(&self.draft, style, moment);
        if moment == Moment::Rest {
            self.unheld = accepted(&self.draft, &self.in_force).1;
        }
    }
}

/// By what a list of diagnostics is known: the same for the same list.
pub(super) fn result_id(diagnostics: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    diagnostics.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
