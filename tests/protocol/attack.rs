//! Beyond the checklist: streams that are no protocol at all, and messages that are, in numbers and sizes nobody sends.

use serde_json::{Value, json};

use super::*;

/// A notification that nobody knows, in its frame.
fn nothing() -> Vec<u8> {
    frame(r#"{"jsonrpc":"2.0","method":"nothing"}"#)
}

/// Takes the refusals out of what is left, and demands that nothing but findings is.
fn survived(mut server: Server) {
    server.alive();
    shut_down(&mut server);
    assert_eq!(server.exit_code(DEADLINE), 0);
    for left in server.left() {
        let refusal = left.get("method").is_none() && left["id"].is_null();
        assert!(refusal || left["method"] == "textDocument/publishDiagnostics", "{left}");
    }
    let log = server.log();
    assert!(!log.contains("panic") && log.lines().count() < 100, "{log}");
}

/// Random bytes, with a rein: no length that would swallow what follows.
fn garbage(random: &mut impl FnMut(usize) -> usize, length: usize) -> Vec<u8> {
    let pieces: [&[u8]; 14] = [
        b"\r\n", b"\n", b"\r", b"Content-Length", b":", b"Content-Type: x\r\n", b"{", b"}", b"\"jsonrpc\"", b"\xff",
        b"\x00", b"\xf0\x9f", b"[]", b" ",
    ];
    let mut bytes = Vec::new();
    while bytes.len() < length {
        match random(3) {
            0 => bytes.extend_from_slice(pieces[random(pieces.len())]),
            _ => bytes.push(match random(256) as u8 {
                digit if digit.is_ascii_digit() => b'x',
                other => other,
            }),
        }
    }
    bytes
}

#[test]
fn random_bytes_between_frames() {
    for seed in 1..=8 {
        let mut server = with_letter();
        let mut random = random(seed);
        for _ in 0..60 {
            let length = random(400);
            server.bytes(garbage(&mut random, length));
            // What is glued to garbage may be lost with it; the message after that is not.
            server.bytes(b"\r\n\r\n");
            server.bytes(nothing());
            server.alive();
        }
        survived(server);
    }
}

#[test]
fn damaged_frames_in_any_mixture() {
    // Bytes of real messages, changed, left out or doubled.
    for seed in 1..=8 {
        let mut server = with_letter();
        let mut random = random(100 + seed);
        for version in 2..120 {
            let change = did_change(version, json!([replace((0, 0), (0, 0), "x\u{1f9b5}")]));
            let mut bytes = frame(message(None, "textDocument/didChange", change));
            // Not in the length: one that is too long takes what follows with it, as it must.
            let from = bytes.iter().position(|b| *b == b'{').unwrap();
            for _ in 0..=random(3) {
                let at = from + random(bytes.len() - from);
                match random(3) {
                    0 => bytes[at] = random(256) as u8,
                    1 => bytes.insert(at, b"{}[]\",:\\"[random(8)]),
                    _ => drop(bytes.remove(at)),
                }
            }
            server.bytes(bytes);
            server.bytes(b"\r\n\r\n");
            server.bytes(nothing());
            server.alive();
        }
        server.alive();
        shut_down(&mut server);
        assert_eq!(server.exit_code(DEADLINE), 0);
        server.left();
        assert!(!server.log().contains("panic"));
    }
}

#[test]
fn a_frame_in_two_writes_split_at_every_byte() {
    let mut server = with_letter();
    let header = "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n";
    let (line, column) = place(LETTER, "Upheld");
    let length = frame(message(Some(1000), "textDocument/hover", at(line, column))).len() + header.len();
    for split in 1..length {
        let id = 1000 + split as i64 % 100;
        server.expect_reply(&json!(id));
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend(frame(message(Some(id), "textDocument/hover", at(line, column))));
        server.bytes(&bytes[..split]);
        // So short a wait lets the reader run into the end of what is there.
        std::thread::sleep(Duration::from_micros(300));
        server.bytes(&bytes[split..]);
        assert!(server.reply(&json!(id))["result"].is_object());
    }
    survived(server);
}

#[test]
fn two_hundred_thousand_messages_that_say_nothing() {
    let mut server = with_letter();
    let before = server.memory("VmHWM");
    let many = nothing().repeat(1_000);
    for _ in 0..200 {
        server.bytes(&many);
    }
    server.bytes(b"Content-Length: 0\r\n\r\n".repeat(10_000));
    server.bytes(b"\r\n".repeat(100_000));
    server.alive();
    if let (Some(before), Some(after)) = (before, server.memory("VmHWM")) {
        assert!(after < before + 50_000, "{before} kB before, {after} kB at most");
    }
    survived(server);
}

#[test]
fn a_header_line_without_an_end() {
    let mut server = with_letter();
    let before = server.memory("VmHWM");
    server.bytes("Content-Length: 12 ,".repeat(500_000));
    if let (Some(before), Some(after)) = (before, server.memory("VmHWM")) {
        assert!(after < before + 10_000, "{before} kB before, {after} kB at most");
    }
    server.bytes("\r\n\r\n");
    assert_eq!(server.refusal(), -32700);
    survived(server);
}

#[test]
fn ten_thousand_header_lines() {
    let mut server = with_letter();
    server.bytes("X-Header: y\r\n".repeat(10_000));
    server.bytes(nothing());
    survived(server);
}

#[test]
fn a_huge_message_that_is_announced_and_cut_off() {
    let mut server = with_letter();
    let before = server.memory("VmHWM");
    server.bytes(format!("Content-Length: {}\r\n\r\n{{\"jsonrpc\":\"2.0\",\"method\":\"x\"", 256 << 20));
    std::thread::sleep(Duration::from_millis(200));
    if let (Some(before), Some(after)) = (before, server.memory("VmHWM")) {
        assert!(after < before + 10_000, "{before} kB before, {after} kB at most");
    }
    server.input = None;
    assert_eq!(server.exit_code(AT_ONCE), 1);
    server.left();
    assert!(!server.log().contains("panic"));
}

#[test]
fn a_message_that_is_too_long_is_refused_before_it_is_there() {
    let mut server = with_letter();
    let before = server.memory("VmHWM");
    let length = 257 << 20;
    server.bytes(format!("Content-Length: {length}\r\n\r\n"));
    assert_eq!(server.refusal(), -32700);
    let piece = vec![b' '; 1 << 20];
    for _ in 0..257 {
        server.bytes(&piece);
    }
    server.alive();
    if let (Some(before), Some(after)) = (before, server.memory("VmHWM")) {
        assert!(after < before + 10_000, "{before} kB before, {after} kB at most");
    }
    survived(server);
}

#[test]
fn two_thousand_documents() {
    let mut server = ready();
    let uri = |n: usize| format!("file:///drafts/{n}.imr");
    for n in 0..2_000 {
        server.open_as(&uri(n), LETTER, 1);
    }
    for n in 0..2_000 {
        let bad = json!([{ "text": LETTER.replacen("is not medically necessary", "is medically necessary", 1) }]);
        let params = json!({ "textDocument": { "uri": uri(n), "version": 2 }, "contentChanges": bad });
        server.notify("textDocument/didChange", params);
    }
    let found = server.request("workspace/symbol", json!({ "query": "MRI" }))["result"].take();
    assert!(found.as_array().is_some_and(|found| found.len() >= 128), "{found}");
    shut_down(&mut server);
    let mut last = std::collections::HashMap::new();
    for message in server.rest() {
        let params = &message["params"];
        let place = params["uri"].as_str().unwrap().to_string();
        let seen: Option<Value> = last.insert(place, params.clone());
        assert!(seen.is_none_or(|seen| seen["version"].as_i64() <= params["version"].as_i64()), "{params}");
    }
    assert_eq!(last.len(), 2_000);
    for params in last.values() {
        assert_eq!(params["version"], 2);
        assert!(codes(params).contains(&"outcome-contradicts-rationale"), "{params}");
    }
}

#[test]
fn opened_twice_closed_twice_and_changed_when_closed() {
    let mut server = with_letter();
    server.open_as(URI, &LETTER.replacen("Decision rationale:", "", 1), 5);
    assert!(codes(&server.diagnostics_of(5)).contains(&"missing-field"));
    server.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(server.diagnostics()["diagnostics"], json!([]));
    server.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    server.change(6, json!([replace((0, 0), (0, 0), "x")]));
    server.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert!(server.symbols().is_null());
    assert!(server.leave().is_empty());
}

#[test]
fn thousands_of_changes_in_one_message() {
    // Without optimisation a change costs twenty times as much.
    let pairs = if cfg!(debug_assertions) { 2_500 } else { 50_000 };
    let mut server = with_letter();
    let (line, column) = place(LETTER, "MRI");
    let mut changes = Vec::new();
    for n in 0..pairs {
        let letter = ["x", "💊"][n % 2];
        let end = (line, column + letter.encode_utf16().count() as u32);
        changes.push(replace((line, column), (line, column), letter));
        changes.push(replace((line, column), end, ""));
    }
    changes.push(replace((line, column), (line, column + 3), "CT"));
    server.change(2, json!(changes));
    assert_eq!(server.diagnostics_of(2)["diagnostics"], json!([]));
    assert!(server.symbols().to_string().contains("\"CT of the left knee\""));
    survived(server);
}

#[test]
fn versions_that_go_backwards_or_are_none() {
    let mut server = with_letter();
    for version in [json!(-5), json!(i64::MAX), json!(i64::MIN), json!(null), json!(3)] {
        let document = json!({ "uri": URI, "version": version });
        let changes = json!([replace((0, 0), (0, 0), "x")]);
        server.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        server.alive();
    }
    survived(server);
}

#[test]
fn ids_of_every_kind() {
    let mut server = with_letter();
    let hover = |id: &str, server: &mut Server| {
        let params = at(0, 0);
        server.body(format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"textDocument/hover","params":{params}}}"#));
    };
    let strange = r#""\u0000 \" 💊 \ud83d\ude00""#;
    for id in ["-1", "0", "9007199254740993", "-9223372036854775808", r#""""#, r#""a""#, r#""1""#, strange] {
        let value: Value = serde_json::from_str(id).unwrap();
        server.expect_reply(&value);
        hover(id, &mut server);
        assert!(server.reply(&value).get("result").is_some(), "{id}");
    }
    // No ids at all: refused without one.
    for id in ["1.5", "[]", "{}", "true", "1e99", "99999999999999999999999", r#""\ud83d""#] {
        hover(id, &mut server);
        assert_eq!(server.refusal(), -32600, "{id}");
    }
    survived(server);
}

#[test]
fn methods_that_are_no_names() {
    let mut server = with_letter();
    for method in ["3", "[]", "{}", "true"] {
        server.expect_reply(&json!(70));
        server.body(format!(r#"{{"jsonrpc":"2.0","id":70,"method":{method}}}"#));
        assert_eq!(error(&server.reply(&json!(70))), -32600, "{method}");
        server.body(format!(r#"{{"jsonrpc":"2.0","method":{method}}}"#));
        assert_eq!(server.refusal(), -32600, "{method}");
    }
    // `null` is as good as absent: a reply, which is never answered.
    server.body(r#"{"jsonrpc":"2.0","id":70,"method":null}"#);
    for method in [r#""""#, r#""$/""#, r#""\u0000""#, r#""textDocument/hover ""#, r#""\ud83d""#] {
        server.expect_reply(&json!(71));
        server.body(format!(r#"{{"jsonrpc":"2.0","id":71,"method":{method}}}"#));
        assert!([-32601, -32600].contains(&error(&server.reply(&json!(71)))), "{method}");
    }
    survived(server);
}

#[test]
fn members_twice_and_members_nobody_knows() {
    let mut server = with_letter();
    server.expect_reply(&json!(72));
    let hover = json!({ "params": at(0, 0), "extra": [1, { "a": null }], "jsonrpc": "2.0", "id": 72, "method": "textDocument/hover" });
    server.body(hover.to_string());
    assert!(server.reply(&json!(72)).get("result").is_some());
    server.body(r#"{"jsonrpc":"2.0","id":73,"id":74,"method":"textDocument/hover"}"#);
    assert_eq!(server.refusal(), -32600);
    survived(server);
}
