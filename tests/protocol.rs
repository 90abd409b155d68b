//! The shipped binary over real pipes: framing, life cycle, order, staleness. Numbers are those of the checklist.

mod support;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::*;

/// Long for a server that is to leave at once, short for one that waits for something.
const AT_ONCE: Duration = Duration::from_secs(5);

fn ready() -> Server {
    Server::initialized(json!({}))
}

fn with_letter() -> Server {
    let mut server = ready();
    server.open(LETTER);
    server.diagnostics_of(1);
    server
}

/// Sends bytes, expects these refusals without id, and then an answer to an ordinary request.
fn survives(bytes: impl AsRef<[u8]>, refusals: &[i64]) {
    let mut server = with_letter();
    server.bytes(bytes);
    for code in refusals {
        assert_eq!(server.refusal(), *code);
    }
    server.alive();
    let rest = server.leave();
    assert!(rest.iter().all(|m| m.get("method").is_some()), "{rest:?}");
}

const NOTHING: &str = r#"{"jsonrpc":"2.0","method":"nothing"}"#;

#[test]
fn c15_to_c29_damaged_messages_are_refused_and_survived() {
    let n = NOTHING.len();
    survives(frame(r#"{"jsonrpc":"2.0","id":1,"met"#), &[-32700]); // 15
    survives(format!("Content-Length: abc\r\n\r\n{NOTHING}"), &[-32700]); // 18
    survives("X-Other: 1\r\n\r\n{}", &[-32700]); // 19
    survives(format!("Content-Length: {}\r\n\r\n{NOTHING}", n - 4), &[-32700]); // 20
    survives(format!("content-length: {n}\r\n\r\n{NOTHING}"), &[]); // 21
    survives(format!("Content-Length: {n}\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n{NOTHING}"), &[]); // 22
    let upper = "Content-Type: application/vscode-jsonrpc; charset=UTF-8";
    survives(format!("{upper}\r\nContent-Length: {n}\r\n\r\n{NOTHING}"), &[]); // 23
    survives(format!("A: b\r\nContent-Length: {n}\r\nC: d\r\n\r\n{NOTHING}"), &[]); // 24
    survives("Content-Length: 0\r\n\r\n", &[]); // 26
    let deep = format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{}{}}}"#,
        "[".repeat(200),
        "]".repeat(200)
    );
    survives(frame(deep), &[-32700]); // 29
    survives(frame(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}"), &[]); // 17
}

#[test]
fn c17_bytes_that_are_no_text_become_the_replacement_character() {
    let mut server = ready();
    let mut body = message(
        None,
        "textDocument/didOpen",
        json!({ "textDocument": {
        "uri": URI, "languageId": "imr", "version": 1, "text": LETTER.replace("MRI of", "MRI\u{1}of") } }),
    )
    .replace("\\u0001", "\u{1}")
    .into_bytes();
    body.iter_mut().filter(|b| **b == 1).for_each(|b| *b = 0xff);
    server.body(body);
    assert!(server.symbols().to_string().contains("MRI\u{fffd}of"));
}

#[test]
fn c25_a_length_that_nobody_means_ends_the_session() {
    let mut server = ready();
    let before = server.memory("VmHWM");
    server.bytes("Content-Length: 99999999999\r\n\r\n{");
    assert_eq!(server.refusal(), -32700);
    if let (Some(before), Some(after)) = (before, server.memory("VmHWM")) {
        assert!(after < before + 10_000, "{before} {after}");
    }
    assert_eq!(server.exit_code(AT_ONCE), 1);
}

#[test]
fn c27_a_batch_is_refused_and_nothing_of_it_done() {
    let mut server = with_letter();
    let close = message(None, "textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    server.body(format!("[{close},{}]", message(Some(900), "shutdown", Value::Null)));
    assert_eq!(server.refusal(), -32600);
    assert!(server.symbols().is_array());
    server.leave();
}

#[test]
fn c28_without_a_version_a_message_is_refused_by_its_id() {
    let mut server = ready();
    server.expect_reply(&json!("a"));
    server.body(r#"{"id":"a","method":"textDocument/hover"}"#);
    assert_eq!(error(&server.reply(&json!("a"))), -32600);
    server.body("{}");
    assert_eq!(server.refusal(), -32600);
    server.leave();
}

#[test]
fn c12_replies_that_nobody_waits_for_are_ignored() {
    let mut server = ready();
    server.body(r#"{"jsonrpc":"2.0","id":77,"result":null}"#);
    server.body(r#"{"jsonrpc":"2.0","id":"x","error":{"code":1,"message":"no"}}"#);
    server.body(r#"{"jsonrpc":"2.0","id":78}"#);
    server.alive();
    server.leave();
}

#[test]
fn c30_unknown_methods() {
    let mut server = ready();
    assert_eq!(error(&server.request("no/such", json!({}))), -32601);
    assert_eq!(error(&server.request("$/noSuch", json!({}))), -32601);
    server.notify("no/such", json!({}));
    server.notify("$/noSuch", json!({}));
    server.alive();
    server.leave();
}

#[test]
fn c31_parameters_that_cannot_be_read() {
    let mut server = with_letter();
    assert_eq!(error(&server.request("textDocument/hover", json!({ "position": 3 }))), -32602);

    server.change(2, json!([{ "range": "everything", "text": "?" }]));
    assert_eq!(server.diagnostics()["diagnostics"], json!([]));
    server.wait("a message to the user", |m| m["method"] == "window/showMessage");
    // Nothing more, whatever is changed or saved.
    server.change(3, json!([replace((0, 0), (0, 0), "x")]));
    server.change(4, json!([{ "range": 1, "text": "?" }]));
    server.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    server.alive();
    assert!(server.seen.is_empty(), "{:?}", server.seen);
    // Replaced in full, it is trusted again.
    server.change(5, json!([{ "text": LETTER.replace("Decision rationale:", "") }]));
    server.diagnostics_of(5);
    // And so it is when reopened.
    server.change(6, json!([{ "range": 1, "text": "?" }]));
    server.diagnostics();
    server.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    server.open_as(URI, &LETTER.replacen("Decision rationale:", "", 1), 7);
    assert!(codes(&server.diagnostics_of(7)).contains(&"missing-field"));
    server.leave();
}

#[test]
fn c32_null_parameters_are_absent() {
    let mut server = ready();
    server.expect_reply(&json!(50));
    server.body(r#"{"jsonrpc":"2.0","id":50,"method":"shutdown","params":null}"#);
    let reply = server.reply(&json!(50));
    assert!(reply["result"].is_null() && reply.get("error").is_none(), "{reply}");
}

#[test]
fn c33_before_initialize() {
    let mut server = Server::start();
    server.open(LETTER);
    assert_eq!(error(&server.hover_at(0, 0)), -32002);
    assert_eq!(error(&server.request("no/such", json!({}))), -32002);
    server.request("initialize", json!({ "capabilities": {} }));
    assert!(server.symbols().is_null());
    assert_eq!(error(&server.request("initialize", json!({ "capabilities": {} }))), -32600); // 35
    server.leave();
}

#[test]
fn c34_initialize_and_open_in_one_write() {
    let mut server = Server::start();
    let document = json!({ "uri": URI, "languageId": "imr", "version": 1, "text": LETTER });
    let mut bytes = frame(message(Some(700), "initialize", json!({ "capabilities": {} })));
    bytes.extend(frame(message(None, "initialized", json!({}))));
    bytes.extend(frame(message(None, "textDocument/didOpen", json!({ "textDocument": document }))));
    server.expect_reply(&json!(700));
    server.bytes(bytes);
    server.diagnostics_of(1);
    assert!(server.symbols().to_string().contains("MRI of the left knee"));
    server.leave();
}

#[test]
fn c35_after_shutdown_only_exit_counts() {
    let mut server = with_letter();
    assert!(server.request("shutdown", Value::Null)["result"].is_null());
    assert_eq!(error(&server.hover_at(0, 0)), -32600);
    assert_eq!(error(&server.request("shutdown", Value::Null)), -32600);
    server.notify("exit", Value::Null);
    // 36: standard input is still open
    assert_eq!(server.exit_code(AT_ONCE), 0);
    server.rest();
    assert_eq!(server.log(), "", "nothing is worth a word");
}

#[test]
fn c37_exit_without_shutdown() {
    let mut server = ready();
    server.notify("exit", Value::Null);
    assert_eq!(server.exit_code(AT_ONCE), 1);
}

#[test]
fn c39_the_end_of_the_input() {
    let mut server = ready();
    server.input = None;
    assert_eq!(server.exit_code(AT_ONCE), 1);
    let mut server = ready();
    server.request("shutdown", Value::Null);
    server.input = None;
    assert_eq!(server.exit_code(AT_ONCE), 0);
}

#[cfg(unix)]
#[test]
fn c42_a_dead_parent() {
    let mut gone = std::process::Command::new("true").spawn().unwrap();
    let dead = gone.id();
    gone.wait().unwrap();
    let mut server = Server::start();
    server.request("initialize", json!({ "processId": dead, "capabilities": {} }));
    assert_eq!(server.exit_code(Duration::from_secs(10)), 1);
}

#[test]
fn c43_a_client_that_closes_its_ears() {
    use std::io::Write;
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_imr-ls"))
        .arg("serve")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    input.write_all(&frame(message(Some(1), "initialize", json!({ "capabilities": {} })))).unwrap();
    let start = Instant::now();
    let output = loop {
        if child.try_wait().unwrap().is_some() {
            break child.wait_with_output().unwrap();
        }
        assert!(start.elapsed() < AT_ONCE, "the server does not leave");
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(output.status.code(), Some(1));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panic"));
}

#[test]
fn nobody_reads_standard_error() {
    use std::io::Write;
    // Closed, or open and never read while thousands of changes do not fit.
    for closed in [true, false] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_imr-ls"))
            .arg("serve")
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        if closed {
            drop(child.stderr.take());
        }
        let mut input = child.stdin.take().unwrap();
        let mut send = |body: String| input.write_all(&frame(body)).unwrap();
        send(message(Some(1), "initialize", json!({ "capabilities": {} })));
        let document = json!({ "uri": URI, "languageId": "imr", "version": 1, "text": LETTER });
        send(message(None, "textDocument/didOpen", json!({ "textDocument": document })));
        for version in 2..5_000 {
            let nowhere = (9_000, 0);
            send(message(None, "textDocument/didChange", did_change(version, json!([replace(nowhere, nowhere, " ")]))));
            send("{".to_string());
        }
        send(message(Some(2), "shutdown", Value::Null));
        send(message(None, "exit", Value::Null));
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
}

#[test]
fn c44_a_client_that_does_not_read() {
    let mut server = Server::start_reading(false);
    let initialize = message(Some(100_000), "initialize", json!({ "capabilities": {} }));
    server.expect_reply(&json!(100_000));
    server.body(initialize);
    server.open(LETTER);
    let (line, column) = place(LETTER, "Upheld");
    let before = with_letter().memory("VmRSS");
    let ids: Vec<i64> = (0..20_000).map(|_| server.ask("textDocument/hover", at(line, column))).collect();
    if let (Some(before), Some(after)) = (before, server.memory("VmHWM")) {
        assert!(after < before + 50_000, "{before} {after}");
    }
    server.resume();
    for id in ids {
        assert!(server.reply(&json!(id)).get("result").is_some());
    }
    server.leave();
}

#[test]
fn c47_a_huge_draft() {
    let seen =
        "The worker was seen again and the knee was no better than it had been a week before, \"as was\" said.\n";
    let (letter, end) = LETTER.rsplit_once("Six visits").unwrap();
    let item = format!("Six visits{}", end.replace("rationale: ", &format!("rationale: {}", seen.repeat(200))));
    let text = letter.to_string() + &item.repeat(20_000_000 / item.len());
    let mut server = ready();
    let before = server.memory("VmRSS").unwrap_or(0);
    server.open(&text);
    server.alive();
    if let Some(peak) = server.memory("VmHWM") {
        let most = before + 4 * text.len() as u64 / 1024;
        assert!(peak < most, "{peak} kB at most, wanted {most}");
    }
    server.leave();
}

#[test]
fn c51_order_of_requests_and_changes() {
    let mut server = with_letter();
    let (line, column) = place(LETTER, "MRI");
    let mut bytes = Vec::new();
    for (id, between) in [(801, Some("CT")), (802, None)] {
        server.expect_reply(&json!(id));
        bytes.extend(frame(message(
            Some(id),
            "textDocument/documentSymbol",
            json!({ "textDocument": { "uri": URI } }),
        )));
        if let Some(word) = between {
            let change = replace((line, column), (line, column + 3), word);
            bytes.extend(frame(message(None, "textDocument/didChange", did_change(2, json!([change])))));
        }
    }
    server.bytes(bytes);
    let before = server.reply(&json!(801)).to_string();
    let after = server.reply(&json!(802)).to_string();
    assert!(before.contains("MRI of the left knee") && after.contains("CT of the left knee"), "{before}\n{after}");
    server.leave();
}

#[test]
fn c52_opened_and_closed_in_a_burst() {
    let mut server = ready();
    let bad = LETTER.replace("Decision rationale:", "");
    for version in 0..200 {
        server.open_as(URI, &bad, version);
        server.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    }
    let all = server.leave();
    let last = all.iter().rfind(|m| m["method"] == "textDocument/publishDiagnostics").unwrap();
    assert_eq!(last["params"]["diagnostics"], json!([]));
    assert_eq!(last["params"].get("version"), None);
}

#[test]
fn c16_half_a_character() {
    let mut server = ready();
    server.open(LETTER);
    let (line, column) = place(LETTER, "MRI");
    for (version, at, half) in [(2, column, "\\ud83d"), (3, column + 1, "\\ude00")] {
        let change = message(
            None,
            "textDocument/didChange",
            did_change(version, json!([replace((line, at), (line, at), "HALF")])),
        );
        server.body(change.replace("HALF", half));
    }
    assert!(server.symbols().to_string().contains("😀MRI of the left knee"));
    assert_eq!(server.diagnostics_of(3)["version"], 3);
    server.leave();
}

/// Twenty thousand random edits of a line of an item, never waiting; the outline must tell the same text as ours.
fn flood(seed: u64, hovers: bool) {
    let mut server = ready();
    server.open(LETTER);
    let (line, column) = place(LETTER, "MRI of the left knee");
    let mut title: Vec<u16> = "MRI of the left knee".encode_utf16().collect();
    let mut state = seed;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let pieces = ["a", "💊", "e\u{301}", "𝒳y", "knee ", "é"];
    let mut ids = Vec::new();
    for version in 2..20_002 {
        // Places between whole characters, behind the first letters and before the last ones.
        let whole: Vec<usize> = (3..=title.len() - 4).filter(|at| !(0xdc00..0xe000).contains(&title[*at])).collect();
        let start = whole[random(whole.len())];
        let (end, text) = match random(2) {
            0 if title.len() > 40 => (*whole.iter().find(|at| **at > start).unwrap_or(&start), ""),
            _ if title.len() > 80 => (*whole.iter().find(|at| **at > start).unwrap_or(&start), ""),
            _ => (start, pieces[random(pieces.len())]),
        };
        title.splice(start..end, text.encode_utf16());
        let column = |at: usize| (line, column + at as u32);
        server.change(version, json!([replace(column(start), column(end), text)]));
        if hovers && version % 3 == 0 {
            ids.push(server.ask("textDocument/hover", at(line, 0)));
        }
    }
    let title = String::from_utf16(&title).unwrap();
    let folded = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let symbols = server.symbols();
    assert!(symbols.to_string().contains(&format!("\"{folded}\"")), "{folded}\n{symbols}");
    for id in ids {
        server.reply(&json!(id));
    }
    let all = server.leave();
    let versions: Vec<i64> = all
        .iter()
        .filter(|m| m["method"] == "textDocument/publishDiagnostics")
        .map(|m| m["params"]["version"].as_i64().unwrap())
        .collect();
    assert!(versions.is_sorted(), "{versions:?}");
    assert_eq!(versions.last(), Some(&20_001));
}

#[test]
fn c48_to_c50_a_flood_of_edits() {
    flood(1, false);
}

#[test]
fn c48_to_c50_a_flood_of_edits_with_hovers() {
    flood(2, true);
}

#[test]
fn what_is_not_yet_written_is_held_back_while_typing() {
    let mut server = with_letter();
    let (line, column) = place(LETTER, "Decision rationale:");
    let label = (line, column + "Decision rationale:".len() as u32);
    server.change(2, json!([replace((line, column), label, "")]));
    assert!(!codes(&server.diagnostics_of(2)).contains(&"missing-field"), "held back");
    server.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert!(codes(&server.diagnostics()).contains(&"missing-field"), "shown when saved");
    // An edit elsewhere, lines above: it stays, at its new place.
    server.change(3, json!([replace((0, 0), (0, 0), "\n\n")]));
    let moved = server.diagnostics_of(3);
    assert!(codes(&moved).contains(&"missing-field"));
    // Cured, it vanishes; taken away again, it is held back again.
    server.change(4, json!([replace((line + 2, column), (line + 2, column), "Decision rationale:")]));
    assert!(!codes(&server.diagnostics_of(4)).contains(&"missing-field"));
    server.change(5, json!([replace((line + 2, column), (line + 2, label.1), "")]));
    assert!(!codes(&server.diagnostics_of(5)).contains(&"missing-field"));
    server.leave();
}

#[test]
fn a_contradiction_shows_when_it_is_typed() {
    let mut server = with_letter();
    let (line, column) = place(LETTER, "not medically necessary");
    server.change(2, json!([replace((line, column), (line, column + 4), "")]));
    assert!(codes(&server.diagnostics_of(2)).contains(&"outcome-contradicts-rationale"));
    server.change(3, json!([replace((line, column), (line, column), "not ")]));
    assert!(!codes(&server.diagnostics_of(3)).contains(&"outcome-contradicts-rationale"));
    server.leave();
}

#[test]
fn positions_are_counted_as_agreed() {
    let bad = LETTER.replacen("Decision rationale:", "", 1);
    let (line, _) = place(&bad, "MRI of the left knee");
    for (encodings, agreed, width) in [
        (json!(["utf-16"]), "utf-16", 3),
        (json!(["utf-16", "utf-32"]), "utf-32", 2),
        (json!(["utf-16", "utf-8", "utf-32"]), "utf-8", 5),
        (json!([]), "utf-16", 3),
    ] {
        let mut server = Server::start();
        let general = json!({ "positionEncodings": encodings });
        let reply = server.request("initialize", json!({ "capabilities": { "general": general } }));
        assert_eq!(reply["result"]["capabilities"]["positionEncoding"], agreed);
        server.open(&bad.replace("MRI of", "💊 MRI of"));
        let hover = server.hover_at(line, width + "MRI of the left knee: ".len() as u32);
        assert!(hover["result"].is_object(), "{agreed}: {hover}");
        assert_eq!(hover["result"]["range"]["start"]["character"], width + "MRI of the left knee: ".len() as u32);
        server.leave();
    }
}

#[test]
fn a_client_that_pulls_is_not_pushed_to() {
    for parameters in [
        json!({ "capabilities": { "textDocument": { "diagnostic": {} } } }),
        json!({ "capabilities": { "textDocument": { "publishDiagnostics": {} } }, "initializationOptions": { "diagnostics": "pull" } }),
    ] {
        let mut server = Server::start();
        let reply = server.request("initialize", parameters);
        assert!(reply["result"]["capabilities"]["diagnosticProvider"].is_object(), "{reply}");
        server.open(&LETTER.replacen("Decision rationale:", "", 1));
        let document = json!({ "uri": URI });
        let report = server.request("textDocument/diagnostic", json!({ "textDocument": document }))["result"].take();
        assert_eq!(report["kind"], "full");
        assert_eq!(report["items"][0]["code"], "missing-field");
        let again = json!({ "textDocument": document, "previousResultId": report["resultId"] });
        assert_eq!(server.request("textDocument/diagnostic", again)["result"]["kind"], "unchanged");
        server.change(2, json!([replace((0, 0), (0, 0), "\n")]));
        let after = json!({ "textDocument": document, "previousResultId": report["resultId"] });
        assert_eq!(server.request("textDocument/diagnostic", after)["result"]["kind"], "full");
        let rest = server.leave();
        assert!(rest.is_empty(), "{rest:?}");
    }
}

#[test]
fn a_session_of_a_real_editor() {
    let mut server = Server::start();
    let reply = server.request("initialize", json!({
        "processId": std::process::id(),
        "clientInfo": { "name": "Visual Studio Code", "version": "1.105.0" },
        "locale": "en", "rootPath": "/drafts", "rootUri": "file:///drafts",
        "workspaceFolders": [{ "uri": "file:///drafts", "name": "drafts" }], "trace": "off",
        "capabilities": {
            "workspace": { "applyEdit": true, "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
                "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true }, "diagnostics": { "refreshSupport": true } },
            "textDocument": {
                "synchronization": { "dynamicRegistration": true, "willSave": true, "didSave": true },
                "publishDiagnostics": { "relatedInformation": true, "versionSupport": false, "codeDescriptionSupport": true, "dataSupport": true },
                "diagnostic": { "dynamicRegistration": true, "relatedDocumentSupport": false },
                "hover": { "dynamicRegistration": true, "contentFormat": ["markdown", "plaintext"] },
                "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                "codeAction": { "isPreferredSupport": true, "dataSupport": true, "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["", "quickfix"] } } },
                "foldingRange": { "lineFoldingOnly": true }
            },
            "general": { "positionEncodings": ["utf-16"], "staleRequestSupport": { "cancel": true, "retryOnContentModified": [] } }
        }
    }));
    let offers = &reply["result"]["capabilities"];
    assert_eq!(offers["textDocumentSync"]["change"], 2);
    assert!(offers.get("diagnosticProvider").is_none(), "pushed, so not pulled as well");
    server.notify("initialized", json!({}));
    server.notify("$/setTrace", json!({ "value": "off" }));
    server.open(LETTER);
    let opened = server.diagnostics_of(1);
    assert_eq!(opened["diagnostics"], json!([]), "a good letter is silent");

    let (line, column) = place(LETTER, "Decision rationale:");
    let label = (line, column + "Decision rationale:".len() as u32);
    server.change(2, json!([replace((line, column), label, ""), replace((0, 0), (0, 0), "\r\n")]));
    server.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    let found =
        server.wait("the missing field", |m| m["params"]["diagnostics"][0]["code"] == "missing-field")["params"].take();
    let diagnostic = &found["diagnostics"][0];
    assert_eq!(found["version"], 2);
    assert_eq!((&diagnostic["severity"], &diagnostic["source"]), (&json!(1), &json!("imr")));
    assert_eq!(diagnostic["data"]["version"], 2);

    let symbols = server.symbols();
    assert!(symbols.as_array().unwrap().iter().any(|s| !s["children"].as_array().unwrap().is_empty()), "{symbols}");
    let (outcome_line, outcome) = place(LETTER, "Upheld");
    let hover = server.hover_at(outcome_line + 1, outcome + 2);
    assert_eq!(hover["result"]["contents"]["kind"], "markdown", "{hover}");
    let folds = server.request("textDocument/foldingRange", json!({ "textDocument": { "uri": URI } }));
    assert!(!folds["result"].as_array().unwrap().is_empty());

    let context = json!({ "diagnostics": [diagnostic], "triggerKind": 2 });
    let ask = json!({ "textDocument": { "uri": URI }, "range": diagnostic["range"], "context": context });
    let actions = server.request("textDocument/codeAction", ask)["result"].take();
    let action = &actions[0];
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"][0], *diagnostic);
    let edit = &action["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"], json!({ "uri": URI, "version": 2 }));
    // Applied, it cures.
    let fix = &edit["edits"][0];
    server.change(3, json!([{ "range": fix["range"], "text": fix["newText"] }]));
    assert!(!codes(&server.diagnostics_of(3)).contains(&"missing-field"));

    server.notify("$/cancelRequest", json!({ "id": 1 }));
    server.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(server.diagnostics()["diagnostics"], json!([]));
    server.leave();
}
