//! Methods nobody knows, parameters nobody can read, replies nobody waits for.

use serde_json::{Value, json};

use super::*;

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

/// A draft that is opened and lost, however it is lost: the user is told, once, until another is opened.
#[test]
fn a_draft_that_is_opened_is_lost() {
    let whole = json!({ "textDocument": { "uri": URI, "languageId": "imr", "version": 1, "text": LETTER } });
    let sound = message(None, "textDocument/didOpen", whole.clone());
    let mut unreadable = whole;
    unreadable["textDocument"]["text"] = json!(3);
    let damaged = [
        (frame(message(None, "textDocument/didOpen", unreadable)), None),
        (frame(&sound[..sound.len() - 9]), Some(-32700)),
        (format!("Content-Length: {}\r\n\r\n{sound}", sound.len() - 9).into_bytes(), Some(-32700)),
        (format!("Content-Length: {}\r\n\r\n{sound}", (256 << 20) + 1).into_bytes(), Some(-32700)),
    ];
    for (bytes, refusal) in damaged {
        let mut server = ready();
        for _ in 0..2 {
            server.bytes(&bytes);
            if bytes.starts_with(b"Content-Length: 268435457") {
                server.bytes(vec![b' '; (256 << 20) + 1 - sound.len()]);
            }
            server.alive();
            refusal.iter().for_each(|code| assert_eq!(server.refusal(), *code));
        }
        let told = server.wait("a message to the user", |m| m["method"] == "window/showMessage");
        assert!(told["params"]["message"].as_str().unwrap().contains("opened"), "{told}");
        assert!(server.seen.is_empty(), "{:?}", server.seen);
        server.open(&LETTER.replacen("Decision rationale:", "", 1));
        assert!(codes(&server.diagnostics_of(1)).contains(&"missing-field"));
        server.leave();
    }
}

/// A change that is lost, however it is lost: text here and text there differ, so nothing is said of it any more, the
/// user is told once, and when the text was sent whole again all is well.
fn a_change_is_lost(refusals: &[i64], lose: impl Fn(&mut Server, String)) {
    let mut server = ready();
    server.open(&LETTER.replacen("Decision rationale:", "", 1));
    assert!(!server.diagnostics_of(1)["diagnostics"].as_array().unwrap().is_empty());
    for version in [2, 3] {
        let change = did_change(version, json!([replace((0, 0), (0, 0), &"x".repeat(9_000))]));
        lose(&mut server, message(None, "textDocument/didChange", change));
        server.alive();
        refusals.iter().for_each(|code| assert_eq!(server.refusal(), *code));
    }
    assert_eq!(server.diagnostics()["diagnostics"], json!([]));
    server.wait("a message to the user", |m| m["method"] == "window/showMessage");
    server.change(4, json!([replace((0, 0), (0, 0), "x")]));
    server.alive();
    assert!(server.seen.is_empty(), "{:?}", server.seen);
    nothing_is_said(&mut server);
    server.change(5, json!([{ "text": LETTER.replacen("Decision rationale:", "", 1) }]));
    assert!(codes(&server.diagnostics_of(5)).contains(&"missing-field"));
    assert_ne!(server.symbols(), json!(null));
    server.leave();
}

/// Of a text that may not be the client's nothing is told, and nothing is written into it.
fn nothing_is_said(server: &mut Server) {
    let document = json!({ "uri": URI });
    let position = json!({ "line": 0, "character": 2 });
    let everywhere = json!({ "start": position, "end": { "line": 99, "character": 0 } });
    let pointed = at(0, 2);
    let of = |more: Value| {
        let mut params = json!({ "textDocument": document });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        params
    };
    for (method, params) in [
        ("documentSymbol", of(json!({}))),
        ("foldingRange", of(json!({}))),
        ("codeLens", of(json!({}))),
        ("documentLink", of(json!({}))),
        ("semanticTokens/full", of(json!({}))),
        ("semanticTokens/range", of(json!({ "range": everywhere }))),
        ("inlayHint", of(json!({ "range": everywhere }))),
        ("selectionRange", of(json!({ "positions": [position] }))),
        ("formatting", of(json!({ "options": { "tabSize": 4, "insertSpaces": true } }))),
        ("codeAction", of(json!({ "range": everywhere, "context": { "diagnostics": [] } }))),
        ("hover", pointed.clone()),
        ("completion", pointed.clone()),
        ("definition", pointed.clone()),
        ("documentHighlight", pointed.clone()),
        ("references", of(json!({ "position": position, "context": { "includeDeclaration": true } }))),
    ] {
        let reply = server.request(&format!("textDocument/{method}"), params);
        assert_eq!(reply.get("result"), Some(&json!(null)), "{method}: {reply}");
    }
    let stored = json!({ "uri": URI, "version": 4, "what": "all" });
    let chosen = json!({ "title": "Apply all fixes", "kind": "source.fixAll.imr", "data": stored });
    let accepted = json!({ "uri": URI, "version": 4, "code": "missing-field", "place": "0", "reason": "So it is" });
    let command = |name: &str, argument: &Value| json!({ "command": name, "arguments": [argument] });
    for (method, params) in [
        ("codeAction/resolve", chosen),
        ("workspace/executeCommand", command("imr-ls.acceptFinding", &accepted)),
        ("workspace/executeCommand", command("imr-ls.readiness", &document)),
        ("workspace/executeCommand", command("imr-ls.showConclusion", &json!({ "uri": URI, "item": 0 }))),
    ] {
        let reply = server.request(method, params);
        assert!(reply["error"]["message"].as_str().unwrap_or_default().contains("open it again"), "{reply}");
    }
    let reply = server.request("workspace/executeCommand", command("imr-ls.readiness", &json!({})));
    assert!(reply["result"]["message"].as_str().unwrap_or_default().contains("open it again"), "{reply}");
    server.wait("the same as a message", |m| m["method"] == "window/showMessage");
}

#[test]
fn c31_changes_that_are_lost_on_the_way() {
    // No JSON, for one bracket; cut off; with a length that is too short, or none, or too long to be read.
    a_change_is_lost(&[-32700], |server, change| server.body(change.replacen("[", "[[", 1)));
    a_change_is_lost(&[-32700], |server, change| server.body(&change[..change.len() / 2]));
    a_change_is_lost(&[-32700], |server, change| {
        server.bytes(format!("Content-Length: {}\r\n\r\n{change}", change.len() - 40));
    });
    a_change_is_lost(&[-32700], |server, change| server.bytes(format!("Content-Length: x\r\n\r\n{change}")));
    // No message, though JSON: without a version, with an id, in a batch.
    a_change_is_lost(&[-32600], |server, change| server.body(change.replacen("\"2.0\"", "\"1.0\"", 1)));
    a_change_is_lost(&[-32600], |server, change| server.body(format!("[{change}]")));
    a_change_is_lost(&[-32600], |server, change| server.body(change.replacen('{', "{\"id\":1.5,", 1)));
}

#[test]
fn c31_a_change_that_is_too_long_to_be_read() {
    a_change_is_lost(&[-32700], |server, change| {
        let blanks = vec![b' '; (256 << 20) + 1 - change.len()];
        server.bytes(format!("Content-Length: {}\r\n\r\n{change}", (256 << 20) + 1));
        server.bytes(blanks);
    });
}
