//! A session in which an open letter is typed in.

use std::hint::black_box;
use std::time::{Duration, Instant};

use imr_ls::server::Bare;
use serde_json::json;

/// What is typed.
#[derive(Debug, Clone, Copy)]
pub enum Key {
    /// A letter in the middle of a rationale.
    Letter,
    /// A line break there.
    LineBreak,
    /// A letter that breaks a label, and heals it when it is taken back.
    Label,
}

impl Key {
    /// How the line begins on which it is typed.
    fn line(self) -> &'static str {
        if matches!(self, Key::Label) { "Decision rationale" } else { "has been stable" }
    }
}

/// One session with one open draft, and a place to type in.
pub struct Typing {
    session: Bare,
    line: usize,
    version: i32,
    key: Key,
}

impl Typing {
    /// Opens a draft; `share` says how far down it is typed.
    pub fn new(text: &str, share: f64, key: Key) -> Typing {
        let mut session = Bare::default();
        let document = json!({ "uri": "file:///a.imr", "languageId": "imr", "version": 0, "text": text });
        session.notify("textDocument/didOpen", &json!({ "textDocument": document }).to_string());
        let from = (text.lines().count() as f64 * share) as usize;
        let offset = text.lines().skip(from).position(|line| line.starts_with(key.line()));
        Typing { session, line: from + offset.unwrap_or(0), version: 0, key }
    }

    /// The key and what takes it back; how long both took from the bytes of the message to those of the findings.
    pub fn stroke(&mut self) -> Duration {
        self.messages()
            .iter()
            .map(|message| {
                let start = Instant::now();
                black_box(self.session.notify("textDocument/didChange", message));
                start.elapsed()
            })
            .sum()
    }

    fn messages(&mut self) -> [String; 2] {
        let at = |line: usize, character: usize| json!({ "line": line, "character": character });
        let (typed, behind) = match self.key {
            Key::LineBreak => ("\n", at(self.line + 1, 0)),
            Key::Letter | Key::Label => ("x", at(self.line, 11)),
        };
        let start = at(self.line, 10);
        let mut message = |end: &serde_json::Value, text: &str| {
            self.version += 1;
            let change = json!({ "range": { "start": start, "end": end }, "text": text });
            let document = json!({ "uri": "file:///a.imr", "version": self.version });
            json!({ "textDocument": document, "contentChanges": [change] }).to_string()
        };
        [message(&start, typed), message(&behind, "")]
    }
}
