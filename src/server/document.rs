//! One open document: its draft, its version, and whether both still agree with the client's.

use std::sync::Arc;

use super::client::Client;
use super::publish::{Moment, Published};
use super::render::{self, Filling, Style};
use super::sync::Change;
use super::transport::repair;
use crate::draft::Draft;
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
    /// An edit of it was lost: nothing is said of it until it is opened anew or replaced in full.
    pub suspect: bool,
    /// The empty list that says so was sent.
    silenced: bool,
    /// Grows with every change of what could be shown.
    pub revision: u64,
    uri_json: String,
    half: Option<Half>,
    published: Published,
    due: Option<Moment>,
    buffer: Vec<u8>,
    /// Bytes of the last publish.
    last_size: usize,
}

/// Half a character that waits for the other; it stands in the text as U+FFFD.
#[derive(Debug, Clone, Copy)]
struct Half {
    at: usize,
    unit: u16,
    high: bool,
}

/// What U+FFFD takes in bytes.
const REPLACEMENT: usize = '\u{fffd}'.len_utf8();

impl Document {
    /// A document that was just opened.
    pub(super) fn open(uri: &str, version: Option<i32>, text: &str) -> Document {
        let mut uri_json = Vec::new();
        render::string(&mut uri_json, uri);
        Document {
            uri: uri.into(),
            version,
            draft: Arc::new(Draft::new(text)),
            suspect: false,
            silenced: false,
            revision: 0,
            uri_json: String::from_utf8(uri_json).unwrap_or_default(),
            half: None,
            published: Published::default(),
            due: Some(Moment::Rest),
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
        let misplaced = changes.into_iter().filter_map(|change| (!self.apply(change, client)).then_some(())).count();
        self.version = version.or(self.version);
        self.due = Some(Moment::Typing);
        self.revision += 1;
        misplaced
    }

    /// It was saved: everything is shown.
    pub(super) fn saved(&mut self) {
        self.due = Some(Moment::Rest);
        self.revision += 1;
    }

    /// An edit was lost.
    pub(super) fn suspect(&mut self) {
        self.suspect = true;
        self.due = Some(Moment::Typing);
        self.revision += 1;
    }

    /// The `publishDiagnostics` that is due, if one is.
    pub(super) fn publish(&mut self, client: &Client) -> Option<Vec<u8>> {
        self.due?;
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

    fn write(&self, client: &Client, out: &mut Vec<u8>) {
        if self.suspect {
            out.extend_from_slice(b"[]");
            return;
        }
        let text = self.draft.text();
        let end = text.position(text.len(), client.encoding);
        self.published.write(&Filling { draft: &self.draft, end, version: self.version }, out);
    }

    fn update(&mut self, client: &Client) {
        let Some(moment) = self.due.take() else { return };
        let style = Style { encoding: client.encoding, related: client.related, uri: &self.uri_json };
        self.published.update(&self.draft, style, moment);
    }

    /// Applies one change; says whether the places it named exist.
    fn apply(&mut self, change: Change, client: &Client) -> bool {
        let Change { range, mut text, first_half, last_half } = change;
        let Some(range) = range else {
            self.replace(&text);
            return true;
        };
        let (mut span, exact) = self.draft.text().span(range, client.encoding);
        let (mut first_half, mut last_half) = (first_half, last_half);
        if let Some(half) = self.half.take().filter(|_| span.is_empty()) {
            let joined = match (half.high, first_half, last_half) {
                (true, Some(low), _) if span.start == half.at + REPLACEMENT => repair::join(half.unit, low),
                (false, _, Some(high)) if span.start == half.at => repair::join(high, half.unit),
                _ => None,
            };
            if let Some(joined) = joined {
                span = Span::new(half.at, half.at + REPLACEMENT);
                if half.high {
                    text.replace_range(..REPLACEMENT, joined.encode_utf8(&mut [0; 4]));
                    first_half = None;
                } else {
                    text.truncate(text.len() - REPLACEMENT);
                    text.push(joined);
                    last_half = None;
                }
            }
        }
        Arc::make_mut(&mut self.draft).edit(span, &text);
        self.half = match (first_half, last_half) {
            (_, Some(unit)) => Some(Half { at: span.start + text.len() - REPLACEMENT, unit, high: true }),
            (Some(unit), None) => Some(Half { at: span.start, unit, high: false }),
            (None, None) => None,
        };
        exact
    }

    /// Replaces the whole text: as an edit of what differs, so that what stays is not read anew.
    fn replace(&mut self, text: &str) {
        self.half = None;
        self.suspect = false;
        self.silenced = false;
        let old = self.draft.text().slice(Span::new(0, self.draft.text().len())).into_owned();
        let mut before = old.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(before) || !text.is_char_boundary(before) {
            before -= 1;
        }
        let most = old.len().min(text.len()) - before;
        let mut after = old.bytes().rev().zip(text.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(old.len() - after) || !text.is_char_boundary(text.len() - after) {
            after -= 1;
        }
        let new = text.get(before..text.len() - after).unwrap_or(text);
        Arc::make_mut(&mut self.draft).edit(Span::new(before, old.len() - after), new);
    }
}
