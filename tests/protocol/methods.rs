//! Methods nobody knows, parameters nobody can read, replies nobody waits for.

use serde_json::json;

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
    server.change(5, json!([{ "text": LETTER.replacen("Decision rationale:", "", 1) }]));
    server.diagnostics_of(5);
    server.leave();
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
