//! A strict client over real pipes: every message is read and checked, and nothing is on standard output but frames.
#![allow(dead_code)]

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Generous: a test that waits this long has failed.
pub const DEADLINE: Duration = Duration::from_secs(120);

pub const URI: &str = "file:///drafts/a.imr";

/// A draft of our own with nothing wrong in it.
pub const LETTER: &str = "\
HOW THE IMR FINAL DETERMINATION WAS MADE

The reviewer has no affiliation with the parties, is in active practice, and is Board Certified in Occupational Medicine.

CLINICAL CASE SUMMARY

Medical records were reviewed. The worker is a 50-year-old who twisted the left knee on a wet stair. There is swelling \u{1f9b5} and pain.

IMR ISSUES, DECISIONS AND RATIONALES

The Final Determination was based on decisions for the disputed items/services set forth below:

MRI of the left knee: Upheld

Claims Administrator guideline: Decision based on MTUS Knee Complaints.

MAXIMUS guideline: Decision based on MTUS Knee Complaints.

Decision rationale: There is no locking and no sign of a tear. The request is not medically necessary.

Six visits of physical therapy: Overturned

Claims Administrator guideline: Decision based on MTUS Chronic Pain.

MAXIMUS guideline: Decision based on MTUS Chronic Pain.

Decision rationale: Active therapy is supported and was not tried. The request is medically necessary.
";

/// A running server and the client's end of it.
pub struct Server {
    pub child: Child,
    pub input: Option<ChildStdin>,
    frames: Receiver<Result<Value, String>>,
    go: std::sync::mpsc::Sender<()>,
    errors: Option<std::thread::JoinHandle<String>>,
    /// Read but not asked for yet.
    pub seen: VecDeque<Value>,
    asked: HashMap<String, usize>,
    next: i64,
}

impl Server {
    /// Starts the shipped binary.
    pub fn start() -> Server {
        Server::start_reading(true)
    }

    /// Starts it; with `reading` false nothing is read from it before [`Server::resume`].
    pub fn start_reading(reading: bool) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_imr-ls"))
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut errors = child.stderr.take().unwrap();
        let (to, frames) = channel();
        let (go, wait) = channel();
        std::thread::spawn(move || {
            wait.recv().ok();
            while let Some(frame) = read_frame(&mut output) {
                let bad = frame.is_err();
                if to.send(frame).is_err() || bad {
                    return;
                }
            }
        });
        let errors = std::thread::spawn(move || {
            let mut text = Vec::new();
            errors.read_to_end(&mut text).ok();
            String::from_utf8_lossy(&text).into_owned()
        });
        let input = child.stdin.take();
        let server = Server {
            child,
            input,
            frames,
            go,
            errors: Some(errors),
            seen: VecDeque::new(),
            asked: HashMap::new(),
            next: 0,
        };
        if reading {
            server.resume();
        }
        server
    }

    /// Starts it and initializes it with these capabilities.
    pub fn initialized(capabilities: Value) -> Server {
        let mut server = Server::start();
        let reply =
            server.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        assert!(reply["result"]["capabilities"].is_object(), "{reply}");
        server.notify("initialized", json!({}));
        server
    }

    pub fn resume(&self) {
        self.go.send(()).ok();
    }

    pub fn bytes(&mut self, bytes: impl AsRef<[u8]>) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes.as_ref()).unwrap();
        input.flush().unwrap();
    }

    pub fn body(&mut self, body: impl AsRef<[u8]>) {
        self.bytes(frame(body));
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.body(message(None, method, params));
    }

    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        self.expect_reply(&json!(self.next));
        let id = self.next;
        self.body(message(Some(id), method, params));
        id
    }

    /// Says that a request with this id was sent by hand.
    pub fn expect_reply(&mut self, id: &Value) {
        *self.asked.entry(id.to_string()).or_default() += 1;
    }

    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.reply(&json!(id))
    }

    pub fn reply(&mut self, id: &Value) -> Value {
        self.wait(&format!("the reply to {id}"), |m| m.get("method").is_none() && m["id"] == *id)
    }

    /// The oldest message for which `wanted` holds; others are kept.
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.seen.iter().position(&wanted) {
            return self.seen.remove(at).unwrap();
        }
        let deadline = Instant::now() + DEADLINE;
        loop {
            match self.frames.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(Ok(message)) => {
                    self.account(&message);
                    if wanted(&message) {
                        return message;
                    }
                    self.seen.push_back(message);
                }
                Ok(Err(what)) => panic!("on standard output: {what}"),
                Err(RecvTimeoutError::Timeout) => panic!("waited too long for {what}"),
                Err(RecvTimeoutError::Disconnected) => panic!("the server ended before {what}"),
            }
        }
    }

    /// Exactly one reply for each request, and errors without an id only where a message had none.
    fn account(&mut self, message: &Value) {
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        if message.get("method").is_some() || message["id"].is_null() {
            return;
        }
        assert!(message.get("result").is_some() != message.get("error").is_some(), "{message}");
        let left =
            self.asked.get_mut(&message["id"].to_string()).unwrap_or_else(|| panic!("nobody asked for {message}"));
        *left = left.checked_sub(1).unwrap_or_else(|| panic!("answered twice: {message}"));
    }

    pub fn open(&mut self, text: &str) {
        self.open_as(URI, text, 1);
    }

    pub fn open_as(&mut self, uri: &str, text: &str, version: i32) {
        let document = json!({ "uri": uri, "languageId": "imr", "version": version, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&mut self, version: i32, changes: Value) {
        self.notify("textDocument/didChange", did_change(version, changes));
    }

    /// The next diagnostics of the document.
    pub fn diagnostics(&mut self) -> Value {
        self.wait("diagnostics", |m| m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == URI)["params"].take()
    }

    /// The diagnostics of this version.
    pub fn diagnostics_of(&mut self, version: i32) -> Value {
        loop {
            let found = self.diagnostics();
            if found["version"] == version {
                return found;
            }
        }
    }

    pub fn hover_at(&mut self, line: u32, character: u32) -> Value {
        self.request("textDocument/hover", at(line, character))
    }

    pub fn symbols(&mut self) -> Value {
        let reply = self.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
        reply["result"].clone()
    }

    /// Fails unless the server still answers.
    pub fn alive(&mut self) {
        let reply = self.hover_at(0, 0);
        assert!(reply.get("result").is_some(), "{reply}");
    }

    /// The refusal of a message without an id.
    pub fn refusal(&mut self) -> i64 {
        let refusal = self.wait("a refusal", |m| m.get("method").is_none() && m["id"].is_null());
        refusal["error"]["code"].as_i64().unwrap()
    }

    /// Waits for the end; gives the exit code.
    pub fn exit_code(&mut self, limit: Duration) -> i32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            assert!(start.elapsed() < limit, "the server does not leave");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Shuts down properly and reads everything that is left.
    pub fn leave(mut self) -> Vec<Value> {
        let reply = self.request("shutdown", Value::Null);
        assert_eq!(reply["result"], Value::Null);
        self.notify("exit", Value::Null);
        assert_eq!(self.exit_code(DEADLINE), 0);
        self.rest()
    }

    /// What is left to read once the server has ended.
    pub fn rest(&mut self) -> Vec<Value> {
        while let Ok(frame) = self.frames.recv_timeout(DEADLINE) {
            let message = frame.unwrap_or_else(|what| panic!("on standard output: {what}"));
            self.account(&message);
            self.seen.push_back(message);
        }
        let open: Vec<_> = self.asked.iter().filter(|(_, left)| **left > 0).collect();
        assert!(open.is_empty(), "never answered: {open:?}");
        self.seen.drain(..).collect()
    }

    /// What was logged, once the server has ended.
    pub fn log(&mut self) -> String {
        self.errors.take().unwrap().join().unwrap()
    }

    /// A line of /proc/PID/status in kilobytes.
    pub fn memory(&self, what: &str) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|l| l.starts_with(what))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub fn message(id: Option<i64>, method: &str, params: Value) -> String {
    let mut message = json!({ "jsonrpc": "2.0", "method": method });
    if let Some(id) = id {
        message["id"] = json!(id);
    }
    if !params.is_null() {
        message["params"] = params;
    }
    message.to_string()
}

pub fn frame(body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    frame.extend_from_slice(body);
    frame
}

pub fn at(line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": { "line": line, "character": character } })
}

pub fn did_change(version: i32, changes: Value) -> Value {
    json!({ "textDocument": { "uri": URI, "version": version }, "contentChanges": changes })
}

pub fn replace(start: (u32, u32), end: (u32, u32), text: &str) -> Value {
    json!({
        "range": { "start": { "line": start.0, "character": start.1 }, "end": { "line": end.0, "character": end.1 } },
        "text": text,
    })
}

pub fn error(reply: &Value) -> i64 {
    reply["error"]["code"].as_i64().unwrap_or(0)
}

/// The codes of a list of diagnostics.
pub fn codes(diagnostics: &Value) -> Vec<&str> {
    diagnostics["diagnostics"].as_array().unwrap().iter().filter_map(|d| d["code"].as_str()).collect()
}

/// Zero-based line and UTF-16 column of the first place where `words` stand.
pub fn place(text: &str, words: &str) -> (u32, u32) {
    let at = text.find(words).unwrap();
    let before = &text[..at];
    let line = before.matches('\n').count() as u32;
    let start = before.rfind('\n').map_or(0, |n| n + 1);
    (line, before[start..].encode_utf16().count() as u32)
}

fn read_frame(output: &mut impl BufRead) -> Option<Result<Value, String>> {
    let mut line = String::new();
    if output.read_line(&mut line).ok()? == 0 {
        return None;
    }
    let Some(length) = line.strip_prefix("Content-Length: ").and_then(|n| n.trim_end().parse().ok()) else {
        return Some(Err(line));
    };
    let mut empty = String::new();
    output.read_line(&mut empty).ok()?;
    if empty != "\r\n" {
        return Some(Err(empty));
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).map_err(|e| e.to_string()))
}
