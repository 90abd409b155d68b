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

/// The document that most tests are about.
pub const URI: &str = "file:///drafts/a.imr";

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
    /// Starts a server; with `reading` false nothing is read from it before [`Server::resume`]. What it prints up to a
    /// line that ends in `preamble` is not looked at.
    pub fn spawn(mut command: Command, reading: bool, preamble: Option<&'static str>) -> Server {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut errors = child.stderr.take().unwrap();
        let (to, frames) = channel();
        let (go, wait) = channel();
        std::thread::spawn(move || {
            wait.recv().ok();
            if let Some(last) = preamble {
                let mut line = String::new();
                while !line.trim_end().ends_with(last) {
                    line.clear();
                    if output.read_line(&mut line).unwrap_or(0) == 0 {
                        return;
                    }
                }
            }
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
        let asked = self.ask_later(method, params);
        self.body(asked);
        self.next
    }

    /// The body of a request that is to be sent with something else.
    pub fn ask_later(&mut self, method: &str, params: Value) -> String {
        self.next += 1;
        self.expect_reply(&json!(self.next));
        message(Some(self.next), method, params)
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

    /// Exactly one reply for each request, errors without an id only as refusals, and no member that does not belong.
    fn account(&mut self, message: &Value) {
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        let members: Vec<&str> = message.as_object().unwrap().keys().map(String::as_str).collect();
        if let Some(method) = message.get("method") {
            let known = members.iter().all(|m| ["jsonrpc", "id", "method", "params"].contains(m));
            let params = message.get("params").is_none_or(|p| p.is_object() || p.is_array());
            assert!(known && params && method.is_string(), "{message}");
            return self.answer_itself(message);
        }
        assert!(members.len() == 3 && message.get("id").is_some(), "{message}");
        assert!(message.get("result").is_some() != message.get("error").is_some(), "{message}");
        if let Some(error) = message.get("error") {
            assert!(error["code"].is_i64() && error["message"].is_string(), "{message}");
        }
        if message["id"].is_null() {
            assert!(message.get("error").is_some(), "{message}");
            return;
        }
        let left =
            self.asked.get_mut(&message["id"].to_string()).unwrap_or_else(|| panic!("nobody asked for {message}"));
        *left = left.checked_sub(1).unwrap_or_else(|| panic!("answered twice: {message}"));
    }

    /// What an editor answers without being asked twice; the message is kept all the same.
    fn answer_itself(&mut self, message: &Value) {
        let id = &message["id"];
        let method = message["method"].as_str().unwrap_or_default();
        let granted = ["client/registerCapability", "client/unregisterCapability", "window/workDoneProgress/create"];
        if !id.is_null() && (granted.contains(&method) || method.ends_with("/refresh")) {
            self.answer(id, Value::Null);
        }
        if method == "window/showDocument" {
            self.answer(id, json!({ "success": true }));
        }
    }

    /// Answers a request of the server.
    pub fn answer(&mut self, id: &Value, result: Value) {
        let body = json!({ "jsonrpc": "2.0", "id": id, "result": result }).to_string();
        if let Some(input) = &mut self.input {
            // It may be gone already: then nobody waits for an answer.
            input.write_all(&frame(body)).ok();
        }
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
        shut_down(&mut self);
        assert_eq!(self.exit_code(DEADLINE), 0);
        self.rest()
    }

    /// What is left to read once the server has ended; refusals that nobody expected are none of it.
    pub fn rest(&mut self) -> Vec<Value> {
        let left = self.left();
        let refused = left.iter().find(|m| m.get("method").is_none() && m["id"].is_null());
        assert!(refused.is_none(), "nobody expected {refused:?}");
        left
    }

    /// The same, with refusals.
    pub fn left(&mut self) -> Vec<Value> {
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

impl Server {
    /// Waits until the server has nothing to do any more, which is when it takes no processor time for a while.
    pub fn settle(&mut self) {
        let ticks = |server: &Server| -> Option<Vec<String>> {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", server.child.id())).ok()?;
            Some(stat.rsplit(')').next()?.split_whitespace().skip(11).take(2).map(str::to_string).collect())
        };
        let (mut last, mut same) = (None, 0);
        while same < 5 {
            std::thread::sleep(Duration::from_millis(200));
            let now = ticks(self);
            same = if now == last { same + 1 } else { 0 };
            last = now;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Says good-bye as the protocol wants it.
pub fn shut_down(server: &mut Server) {
    let reply = server.request("shutdown", Value::Null);
    assert_eq!(reply["result"], Value::Null);
    server.notify("exit", Value::Null);
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

/// Numbers that look like chance and are the same in every run: below what is asked.
pub fn random(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    }
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
    let mut body = vec![0; length];
    if output.read_line(&mut empty).is_err() || empty != "\r\n" || output.read_exact(&mut body).is_err() {
        return Some(Err(format!("a frame of {length} bytes that is none: {empty}")));
    }
    Some(serde_json::from_slice(&body).map_err(|e| e.to_string()))
}
