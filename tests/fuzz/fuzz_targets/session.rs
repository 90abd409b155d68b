//! Whole sessions over the transport, sound ones and damaged ones: the output is frames, nothing is answered twice or
//! published out of order, and what is published last is what a fresh session says of the same text.
//!
//! Run with `tests/fuzz/run session MINUTES`.
#![no_main]

use std::collections::{HashMap, HashSet};
use std::io::{self, Cursor, Write};
use std::sync::{Arc, Mutex};

use arbitrary::Arbitrary;
use imr_ls::server::{Bare, serve_over};
use imr_ls::text::{Encoding, Position, Range, Text};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

const LETTER: &str = include_str!("../../fixtures/three_items.imr.txt");
/// They are in no folder that exists.
const DRAFTS: [&str; 3] = ["file:///nowhere/a.imr", "file:///nowhere/b.imr.txt", "untitled:1"];
const SETTINGS: [&str; 2] = ["file:///nowhere/imr.toml", "file:///nowhere/.imr-allow.toml"];

const WORDS: &[&str] = &[
    ": Upheld\n",
    "\nOverturned\n",
    "Decision rationale: ",
    "\nMAXIMUS guideline: ",
    "\nCLINICAL CASE SUMMARY\n",
    " is not medically necessary. ",
    "is medically necessary",
    "MTUS Low Back Complaints 2004",
    "left knee ",
    "\r\n",
    "\r",
    "\u{c}",
    "💊",
    "\n \n",
    "Norco 10/325 mg #60",
    "10/13/2014",
    "the the ",
    "TBD",
];

#[derive(Debug, Arbitrary)]
enum New<'a> {
    Word(u8),
    Text(&'a str),
    Letter,
}

impl New<'_> {
    fn text(&self) -> &str {
        match self {
            New::Word(word) => WORDS[usize::from(*word) % WORDS.len()],
            New::Text(text) => text,
            New::Letter => LETTER,
        }
    }
}

#[derive(Debug, Arbitrary)]
struct Place {
    line: u8,
    character: u8,
}

#[derive(Debug, Arbitrary)]
enum Step<'a> {
    Open(u8, New<'a>),
    Change(u8, Place, u8, New<'a>),
    Replace(u8, New<'a>),
    Save(u8),
    Close(u8),
    Settings(u8, New<'a>),
    SaveSettings(u8),
    Ask(u8, u8, Place),
    Command(u8, u8),
    Cancel(u8),
    OnSave(bool),
    /// A message that says something else at one place, or is cut there.
    Damaged(u8, Place, u8),
    Raw(&'a [u8]),
}

const METHODS: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/selectionRange",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/codeLens",
    "textDocument/documentLink",
    "textDocument/inlayHint",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta",
    "textDocument/semanticTokens/range",
    "textDocument/codeAction",
    "textDocument/formatting",
    "textDocument/diagnostic",
    "workspace/diagnostic",
    "workspace/symbol",
    "textDocument/noSuch",
    "$/noSuch",
];
const COMMANDS: [&str; 6] = [
    "imr-ls.checkWorkspace", "imr-ls.newLetter", "imr-ls.readiness", "imr-ls.explain", "imr-ls.acceptFinding",
    "imr-ls.showConclusion",
];

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    encoding: u8,
    rich: bool,
    steps: Vec<Step<'a>>,
}

/// The client: what it says, and the texts as it has them.
struct Client {
    said: Vec<u8>,
    encoding: Encoding,
    texts: HashMap<&'static str, (i32, Text)>,
    asked: i64,
    sound: bool,
}

impl Client {
    fn say(&mut self, message: Value) {
        let body = message.to_string();
        self.said.extend_from_slice(frame(body.as_bytes()).as_slice());
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.say(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.asked += 1;
        self.say(json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params }));
    }

    fn open(&mut self, uri: &'static str, text: &str) {
        if self.texts.contains_key(uri) {
            self.close(uri);
        }
        self.texts.insert(uri, (1, Text::new(text)));
        let document = json!({ "uri": uri, "languageId": "imr", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn close(&mut self, uri: &'static str) {
        if self.texts.remove(uri).is_some() {
            self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        }
    }

    fn changed(&mut self, uri: &'static str, change: Value) {
        let Some((version, _)) = self.texts.get_mut(uri) else { return };
        *version += 1;
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }

    fn change(&mut self, uri: &'static str, at: &Place, length: u8, new: &str) {
        let Some((_, text)) = self.texts.get_mut(uri) else { return };
        let start = Position { line: at.line.into(), character: at.character.into() };
        let end = Position { line: start.line, character: start.character + u32::from(length) };
        let (span, _) = text.span(Range { start, end }, self.encoding);
        text.splice(span, new);
        let position = |at: Position| json!({ "line": at.line, "character": at.character });
        self.changed(uri, json!({ "range": { "start": position(start), "end": position(end) }, "text": new }));
    }

    fn take(&mut self, step: &Step<'_>) {
        let draft = |n: u8| DRAFTS[usize::from(n) % DRAFTS.len()];
        let file = |n: u8| SETTINGS[usize::from(n) % SETTINGS.len()];
        let position = |at: &Place| json!({ "line": at.line, "character": at.character });
        match step {
            Step::Open(n, new) => self.open(draft(*n), new.text()),
            Step::Change(n, at, length, new) => self.change(draft(*n), at, *length, new.text()),
            Step::Replace(n, new) => {
                if let Some((_, text)) = self.texts.get_mut(draft(*n)) {
                    *text = Text::new(new.text());
                    self.changed(draft(*n), json!({ "text": new.text() }));
                }
            }
            Step::Save(n) => {
                self.notify("textDocument/didSave", json!({ "textDocument": { "uri": draft(*n) } }));
            }
            Step::Close(n) => self.close(draft(*n)),
            Step::Settings(n, new) => self.open(file(*n), new.text()),
            Step::SaveSettings(n) => {
                self.notify("textDocument/didSave", json!({ "textDocument": { "uri": file(*n) } }));
            }
            Step::Ask(n, method, at) => {
                let method = METHODS[usize::from(*method) % METHODS.len()];
                let range = json!({ "start": position(at), "end": { "line": at.line, "character": 200 } });
                let params = json!({
                    "textDocument": { "uri": draft(*n) }, "position": position(at), "range": range,
                    "positions": [position(at)], "context": { "includeDeclaration": true, "diagnostics": [], "triggerKind": 1 },
                    "query": "MRI", "previousResultId": "1", "previousResultIds": [],
                    "options": { "tabSize": 4, "insertSpaces": true },
                });
                self.ask(method, params);
            }
            Step::Command(command, n) => {
                let command = COMMANDS[usize::from(*command) % COMMANDS.len()];
                let argument =
                    json!({ "uri": draft(*n), "items": n, "item": n, "code": "no-items", "place": "", "version": n });
                self.ask("workspace/executeCommand", json!({ "command": command, "arguments": [argument] }));
            }
            Step::Cancel(back) => {
                self.notify("$/cancelRequest", json!({ "id": self.asked - i64::from(*back % 4) }));
            }
            Step::OnSave(on_save) => {
                let validate = if *on_save { "onSave" } else { "onType" };
                self.notify(
                    "workspace/didChangeConfiguration",
                    json!({ "settings": { "imr": { "validate": validate } } }),
                );
            }
            Step::Damaged(n, at, byte) => {
                self.sound = false;
                let range = json!({ "start": position(at), "end": position(at) });
                let params = json!({
                    "textDocument": { "uri": draft(*n), "version": 9 },
                    "contentChanges": [{ "range": range, "text": "💊" }],
                });
                let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params });
                let mut body = message.to_string().into_bytes();
                let place = usize::from(at.line) * usize::from(at.character) % body.len();
                match byte {
                    0 => body.truncate(place),
                    byte => body[place] = *byte,
                }
                self.said.extend(frame(&body));
            }
            Step::Raw(bytes) => {
                self.sound = false;
                // No length that is named here swallows the rest.
                self.said.extend(bytes.iter().filter(|byte| !byte.is_ascii_digit()));
                self.said.extend(b"\n");
            }
        }
    }
}

/// What the server writes to.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<u8>>>);

impl Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn frame(body: &[u8]) -> Vec<u8> {
    let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    frame.extend_from_slice(body);
    frame
}

fn messages(mut bytes: &[u8]) -> Vec<Value> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let rest = bytes.strip_prefix(b"Content-Length: ").expect("nothing but frames");
        let end = rest.iter().position(|byte| *byte == b'\r').expect("a length");
        let length: usize = std::str::from_utf8(&rest[..end]).unwrap().parse().expect("a length");
        let body = &rest[end + 4..];
        all.push(serde_json::from_slice(&body[..length]).expect("JSON"));
        bytes = &body[length..];
    }
    all
}

/// What a fresh session publishes of a text. Without an agreement columns are those of UTF-16, and no related places
/// are shown.
fn fresh(uri: &str, version: i32, text: &str) -> Value {
    let document = json!({ "uri": uri, "languageId": "imr", "version": version, "text": text });
    let published = Bare::default().notify("textDocument/didOpen", &json!({ "textDocument": document }).to_string());
    let published: Value = serde_json::from_slice(&published.unwrap()).unwrap();
    published["params"]["diagnostics"].clone()
}

fuzz_target!(|input: Input| {
    let (encoding, name) = match input.encoding % 4 {
        0 => (Encoding::Utf8, "utf-8"),
        1 => (Encoding::Utf32, "utf-32"),
        _ => (Encoding::Utf16, "utf-16"),
    };
    let mut client = Client { said: Vec::new(), encoding, texts: HashMap::new(), asked: 0, sound: true };
    let text = json!({
        "publishDiagnostics": { "relatedInformation": true }, "semanticTokens": { "requests": {}, "tokenTypes": [], "tokenModifiers": [], "formats": [] },
        "documentSymbol": { "hierarchicalDocumentSymbolSupport": true }, "hover": { "contentFormat": ["markdown"] },
        "completion": { "completionItem": { "snippetSupport": true } },
    });
    let text = if input.rich { text } else { json!({}) };
    let capabilities = json!({ "general": { "positionEncodings": [name] }, "textDocument": text });
    client.ask("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    client.notify("initialized", json!({}));
    for step in input.steps.iter().take(32) {
        client.take(step);
    }
    // A message that is damaged may have taken the end of another with it.
    client.said.extend(frame(&[b' '; 600]));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "imr": { "validate": "onType" } } }));
    for uri in DRAFTS {
        client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    }
    client.ask("shutdown", Value::Null);
    client.notify("exit", Value::Null);

    let ear = Ear::default();
    let code = serve_over(Cursor::new(client.said.clone()), ear.clone(), None).unwrap();
    let heard = messages(&ear.0.lock().unwrap());
    assert!(code == 0 || !client.sound, "it left with {code}");
    let mut answered = HashSet::new();
    let mut published: HashMap<String, (i64, Value)> = HashMap::new();
    for message in &heard {
        assert_eq!(message["jsonrpc"], "2.0");
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let uri = params["uri"].as_str().unwrap().to_string();
            let version = params["version"].as_i64().unwrap_or(0);
            if let Some((last, _)) = published.get(&uri).filter(|_| client.sound) {
                // An empty list without a version is a farewell: what follows belongs to another opening.
                assert!(version == 0 || version == 1 || version >= *last, "{uri}: {last}, then {version}");
            }
            published.insert(uri, (version, params["diagnostics"].clone()));
        }
        if message.get("method").is_none() && !message["id"].is_null() {
            assert!(answered.insert(message["id"].to_string()), "answered twice: {message}");
        }
    }
    if !client.sound {
        return;
    }
    for (uri, (version, text)) in client.texts.iter().filter(|(uri, _)| DRAFTS.contains(*uri)) {
        let (last, found) = published.get(*uri).expect("something is published");
        assert_eq!(last, &i64::from(*version), "{uri}: the last version is told");
        if encoding == Encoding::Utf16 && !input.rich && text.len() < 200 << 10 {
            let fresh = fresh(uri, *version, &text.to_string());
            assert_eq!(found, &fresh, "{uri} is not read as if it were opened now");
        }
    }
});
