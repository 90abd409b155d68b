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
