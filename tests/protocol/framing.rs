//! Framing and JSON: what is damaged is refused, and the next message is answered.

use serde_json::{Value, json};

use super::*;

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

/// A notification that nobody knows, so ignored: only its frame matters.
const NOTHING: &str = r#"{"jsonrpc":"2.0","method":"nothing"}"#;

/// Its length, and so much more or less.
fn length(more: i64) -> i64 {
    NOTHING.len() as i64 + more
}

#[test]
fn c15_a_body_that_is_cut_off() {
    survives(frame(r#"{"jsonrpc":"2.0","id":1,"met"#), &[-32700]);
    // Whatever is in it: one message is damaged, so one is refused.
    survives(frame("{\"a\":\n\n1,\r\n\r\nb\n\n\n"), &[-32700]);
}

#[test]
fn c17_bytes_that_are_no_text() {
    survives(frame(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}"), &[]);
    survives(frame(b"\xff{\xc3\x28"), &[-32700]);
}

#[test]
fn c18_a_length_that_is_no_number() {
    survives(format!("Content-Length: abc\r\n\r\n{NOTHING}"), &[-32700]);
    survives(format!("Content-Length: -5\r\n\r\n{NOTHING}"), &[-32700]);
    survives(format!("Content-Length:\r\n\r\n{NOTHING}"), &[-32700]);
}

#[test]
fn c19_a_header_without_a_length() {
    survives("X-Other: 1\r\n\r\n{}", &[-32700]);
    survives("X-Other: 1\r\n\r\nseveral\r\n\r\nlines\n\n\n of what\n\nis no header\n\n", &[-32700]);
}

#[test]
fn c20_a_length_that_is_too_short_or_too_long() {
    survives(format!("Content-Length: {}\r\n\r\n{NOTHING}", length(-4)), &[-32700]);
    // Too long by less than the next frame: that frame is found in what was swallowed.
    let next = String::from_utf8(frame(NOTHING)).unwrap();
    survives(format!("Content-Length: {}\r\n\r\n{NOTHING}{next}", length(9)), &[-32700]);
}

/// A request under this header, in which @ stands for its length, is answered.
fn is_read_under(header: &str) {
    let mut server = with_letter();
    let (line, column) = place(LETTER, "Upheld");
    let asked = message(Some(700), "textDocument/hover", at(line, column));
    server.expect_reply(&json!(700));
    server.bytes(format!("{}{asked}", header.replace("@", &asked.len().to_string())));
    assert!(server.reply(&json!(700))["result"].is_object(), "{header}");
    server.leave();
}

#[test]
fn c21_a_header_in_lower_case() {
    is_read_under("content-length: @\r\n\r\n");
    is_read_under("CONTENT-LENGTH:@\n\n");
}

#[test]
fn c22_a_content_type_without_a_charset() {
    is_read_under("Content-Length: @\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n");
}

#[test]
fn c23_a_charset_in_capitals() {
    is_read_under("Content-Type: application/vscode-jsonrpc; charset=UTF-8\r\nContent-Length: @\r\n\r\n");
}

#[test]
fn c24_headers_that_nobody_knows() {
    is_read_under("A: b\r\nContent-Length: @\r\nC: d\r\n\r\n");
}

#[test]
fn c26_a_body_of_nothing() {
    survives("Content-Length: 0\r\n\r\n", &[]);
}

#[test]
fn c29_nested_too_deeply() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let inner = format!("{}1{}", open.repeat(200), close.repeat(200));
        let method = "textDocument/hover";
        survives(frame(format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{inner}}}"#)), &[-32700]);
    }
    // So deep that a reader which calls itself at each step would end.
    survives(frame("[".repeat(3_000_000)), &[-32700]);
    survives(frame(format!("{}{}", "[".repeat(500_000), "]".repeat(500_000))), &[-32600]);
    let inner = format!("{}1{}", r#"{"textDocument":"#.repeat(50_000), "}".repeat(50_000));
    survives(frame(format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didSave","params":{inner}}}"#)), &[]);
    survives(frame(format!(r#"{{"jsonrpc":"2.0","id":5,"result":{inner}}}"#)), &[]);
    survives(frame(format!(r#"{{"jsonrpc":"2.0","method":"nothing","more":{inner}}}"#)), &[]);
}

#[test]
fn c17_bytes_that_are_no_text_in_a_draft_become_the_replacement_character() {
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
