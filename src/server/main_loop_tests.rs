//! The loop with a toy server behind the same transport: handlers that sleep, panic and wait for the client.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, PipeReader, PipeWriter, Read, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use serde_json::Value;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, InitializeParams, InitializeResult, MarkedString};
use tower_lsp::{Client, LanguageServer, LspService};

use super::*;
use crate::server::transport;

/// Sleepers sleep this long; prompt is well under it.
const SLEEP: Duration = Duration::from_millis(1500);
const PROMPT: Duration = Duration::from_millis(1000);

struct Toy {
    client: Client,
    session: Shared,
    dropped: Arc<AtomicUsize>,
}

struct Guard(Arc<AtomicUsize>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

type Told = tower_lsp::jsonrpc::Result<Value>;

impl Toy {
    async fn sleep(&self) -> Told {
        let guard = Guard(self.dropped.clone());
        tokio::time::sleep(SLEEP).await;
        std::mem::forget(guard);
        Ok(json!("slept"))
    }

    async fn work(&self) -> Told {
        let work = tokio::task::spawn_blocking(|| std::thread::sleep(SLEEP));
        work.await.map_err(|_| Error::internal_error())?;
        Ok(json!("worked"))
    }

    async fn panic(&self) -> Told {
        panic!("on purpose")
    }

    async fn panic_later(&self) -> Told {
        tokio::time::sleep(Duration::from_millis(20)).await;
        panic!("on purpose")
    }

    async fn panic_note(&self) {
        panic!("on purpose")
    }

    async fn apply_edit(&self) -> Told {
        let applied = self.client.apply_edit(Default::default()).await?;
        Ok(json!(applied.applied))
    }

    async fn apply_edit_impatiently(&self) -> Told {
        let edit = self.client.apply_edit(Default::default());
        Ok(json!(tokio::time::timeout(Duration::from_millis(50), edit).await.is_ok()))
    }

    async fn flood(&self) -> Told {
        for n in 0..20_000 {
            self.client.log_message(tower_lsp::ls_types::MessageType::INFO, n.to_string()).await;
        }
        Ok(json!("flooded"))
    }
}

impl LanguageServer for Toy {
    async fn initialize(&self, _: InitializeParams) -> tower_lsp::jsonrpc::Result<InitializeResult> {
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> tower_lsp::jsonrpc::Result<()> {
        Ok(())
    }

    /// Tells the text.
    async fn hover(&self, _: HoverParams) -> tower_lsp::jsonrpc::Result<Option<Hover>> {
        let text = self
            .session
            .lock()
            .snapshot("file:///a.imr")
            .map(|s| s.draft.text().slice(crate::text::Span::new(0, usize::MAX)).into_owned());
        Ok(text.map(|text| Hover { contents: HoverContents::Scalar(MarkedString::String(text)), range: None }))
    }
}

/// A client over pipes in memory.
struct Peer {
    to: Option<PipeWriter>,
    from: BufReader<PipeReader>,
    server: Option<std::thread::JoinHandle<u8>>,
    dropped: Arc<AtomicUsize>,
    waiting: VecDeque<Value>,
    next: i64,
}

impl Peer {
    fn new() -> Peer {
        let (input, to) = std::io::pipe().unwrap();
        let (from, output) = std::io::pipe().unwrap();
        let dropped = Arc::new(AtomicUsize::new(0));
        let (session, count) = (Shared::default(), dropped.clone());
        let server = std::thread::spawn(move || {
            let toy = |client| Toy { client, session: session.clone(), dropped: count };
            let router = LspService::build(toy)
                .custom_method("toy/sleep", Toy::sleep)
                .custom_method("toy/work", Toy::work)
                .custom_method("toy/panic", Toy::panic)
                .custom_method("toy/panicLater", Toy::panic_later)
                .custom_method("toy/panicNote", Toy::panic_note)
                .custom_method("toy/applyEdit", Toy::apply_edit)
                .custom_method("toy/applyEditImpatiently", Toy::apply_edit_impatiently)
                .custom_method("toy/flood", Toy::flood)
                .finish();
            let queues = transport::start(input, output).unwrap();
            MainLoop::new(router, session.clone(), queues, None).unwrap().run()
        });
        let from = BufReader::new(from);
        let mut peer = Peer { to: Some(to), from, server: Some(server), dropped, waiting: VecDeque::new(), next: 0 };
        let id = peer.ask("initialize", json!({ "capabilities": {} }));
        assert!(peer.reply(id)["result"].is_object());
        peer.tell("initialized", json!({}));
        peer
    }

    fn raw(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.to.as_mut().unwrap(), "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.raw(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let mut message = json!({ "jsonrpc": "2.0", "id": self.next, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.raw(&message);
        self.next
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.from.read_line(&mut line).unwrap() > 0, "the server has closed its output");
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(n) => length = n.parse().unwrap(),
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    /// The next message for which `wanted` holds; others are kept.
    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.waiting.iter().position(&wanted) {
            return self.waiting.remove(at).unwrap();
        }
        loop {
            let message = self.read();
            if wanted(&message) {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    fn reply(&mut self, id: i64) -> Value {
        self.wait(|m| m.get("method").is_none() && m["id"] == id)
    }

    fn hover(&mut self) -> Value {
        let at = json!({ "textDocument": { "uri": "file:///a.imr" }, "position": { "line": 0, "character": 0 } });
        let id = self.ask("textDocument/hover", at);
        self.reply(id)
    }

    fn open(&mut self) {
        let document = json!({ "uri": "file:///a.imr", "languageId": "imr", "version": 0, "text": "" });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn insert(&mut self, version: usize, text: &str) {
        let start = json!({ "line": 0, "character": version - 1 });
        let change = json!({ "range": { "start": start, "end": start }, "text": text });
        let document = json!({ "uri": "file:///a.imr", "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }

    fn leave(mut self) -> u8 {
        let id = self.ask("shutdown", Value::Null);
        assert_eq!(self.reply(id)["result"], Value::Null);
        self.tell("exit", Value::Null);
        self.server.take().unwrap().join().unwrap()
    }
}

fn error(reply: &Value) -> i64 {
    reply["error"]["code"].as_i64().unwrap_or(0)
}

#[test]
fn a_sleeping_request_is_cancelled_at_once_and_others_are_not_kept_waiting() {
    let mut peer = Peer::new();
    let start = Instant::now();
    let sleepers: Vec<i64> = (0..4).map(|_| peer.ask("toy/sleep", Value::Null)).collect();
    assert!(peer.hover()["error"].is_null());
    peer.tell("$/cancelRequest", json!({ "id": sleepers[0] }));
    assert_eq!(error(&peer.reply(sleepers[0])), -32800);
    assert!(start.elapsed() < PROMPT, "{:?}", start.elapsed());
    assert_eq!(peer.dropped.load(Ordering::SeqCst), 1);
    for id in &sleepers[1..] {
        assert_eq!(peer.reply(*id)["result"], "slept");
    }
    assert_eq!(peer.leave(), 0);
}

#[test]
fn blocking_work_beside_the_loop_keeps_nobody_waiting() {
    let mut peer = Peer::new();
    let start = Instant::now();
    let work = peer.ask("toy/work", Value::Null);
    peer.hover();
    peer.tell("$/cancelRequest", json!({ "id": work }));
    assert_eq!(error(&peer.reply(work)), -32800);
    assert!(start.elapsed() < PROMPT);
}

#[test]
fn one_id_in_flight_twice() {
    let mut peer = Peer::new();
    let id = peer.ask("toy/sleep", Value::Null);
    peer.raw(&json!({ "jsonrpc": "2.0", "id": id, "method": "toy/sleep" }));
    assert_eq!(error(&peer.reply(id)), -32600);
    assert_eq!(peer.reply(id)["result"], "slept");
}

#[test]
fn panics_are_answered_and_survived() {
    let mut peer = Peer::new();
    for method in ["toy/panic", "toy/panicLater", "toy/panic"] {
        let id = peer.ask(method, Value::Null);
        assert_eq!(error(&peer.reply(id)), -32603, "{method}");
        // The id is free again.
        peer.raw(&json!({ "jsonrpc": "2.0", "id": id, "method": "toy/applyEditImpatiently" }));
        assert_eq!(peer.reply(id)["result"], false);
    }
    peer.tell("toy/panicNote", Value::Null);
    assert!(peer.hover()["error"].is_null());
    assert_eq!(peer.leave(), 0);
}

#[test]
fn a_handler_waits_for_the_client_behind_any_number_of_messages() {
    for (commands, queued) in [(1, 0), (1, 90), (1, 200), (4, 200)] {
        let mut peer = Peer::new();
        peer.open();
        let ids: Vec<i64> = (0..commands).map(|_| peer.ask("toy/applyEdit", Value::Null)).collect();
        for version in 1..=queued {
            peer.insert(version, "x");
        }
        for _ in 0..commands {
            let asked = peer.wait(|m| m["method"] == "workspace/applyEdit");
            peer.raw(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": { "applied": true } }));
        }
        for id in ids {
            assert_eq!(peer.reply(id)["result"], true);
        }
        assert_eq!(peer.hover()["result"]["contents"], "x".repeat(queued));
        assert_eq!(peer.leave(), 0);
    }
}

#[test]
fn replies_that_fit_nothing_are_ignored() {
    let mut peer = Peer::new();
    let id = peer.ask("toy/applyEditImpatiently", Value::Null);
    let asked = peer.wait(|m| m["method"] == "workspace/applyEdit");
    assert_eq!(peer.reply(id)["result"], false);
    peer.raw(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": { "applied": true } }));
    peer.raw(&json!({ "jsonrpc": "2.0", "id": 987_654, "result": null }));
    peer.hover();
    assert_eq!(peer.leave(), 0);
}

#[test]
fn nobody_is_waited_for_when_leaving() {
    // shutdown and exit while a sleeper runs
    let mut peer = Peer::new();
    let start = Instant::now();
    peer.ask("toy/sleep", Value::Null);
    assert_eq!(peer.leave(), 0);
    assert!(start.elapsed() < PROMPT);
    // the input ends while a sleeper runs, or a handler waits for the client
    for method in ["toy/sleep", "toy/applyEdit"] {
        let mut peer = Peer::new();
        let start = Instant::now();
        peer.ask(method, Value::Null);
        peer.to = None;
        assert_eq!(peer.server.take().unwrap().join().unwrap(), 1);
        assert!(start.elapsed() < PROMPT);
    }
}

#[test]
fn a_flood_towards_a_client_that_does_not_read_is_cut_and_the_text_is_right() {
    let mut peer = Peer::new();
    peer.open();
    let flood = peer.ask("toy/flood", Value::Null);
    peer.insert(1, "x");
    assert_eq!(peer.reply(flood)["result"], "flooded");
    assert_eq!(peer.hover()["result"]["contents"], "x");
    assert_eq!(peer.leave(), 0);
}

#[test]
fn an_emoji_split_over_two_edits_is_joined() {
    let half = |version: usize, at: usize, text: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"file:///a.imr","version":{version}}},"contentChanges":[{{"range":{{"start":{{"line":0,"character":{at}}},"end":{{"line":0,"character":{at}}}}},"text":"{text}"}}]}}}}"#
        )
    };
    let edits = [
        // the high half first, then the low one; then the other way round; then a half that stays alone
        (1, 0, "ab"),
        (2, 1, "\\ud83d"),
        (3, 2, "\\ude00!"),
        (4, 0, "\\ude01"),
        (5, 0, "-\\ud83d"),
        (6, 0, "\\ud83d"),
        (7, 0, "x"),
    ];
    let mut peer = Peer::new();
    peer.open();
    for (version, at, text) in edits {
        let body = half(version, at, text);
        write!(peer.to.as_mut().unwrap(), "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    }
    assert_eq!(peer.hover()["result"]["contents"], "x\u{fffd}-😁a😀!b");
}
