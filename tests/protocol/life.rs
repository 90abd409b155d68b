//! When a session begins and ends: initialize, shutdown, exit, the end of the input, a dead parent.

use serde_json::{Value, json};

use super::*;

#[test]
fn c32_null_parameters_are_absent() {
    let mut server = ready();
    let by_hand = |server: &mut Server, id: i64, method: &str| {
        server.expect_reply(&json!(id));
        server.body(format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":null}}"#));
        server.reply(&json!(id))
    };
    server.body(r#"{"jsonrpc":"2.0","method":"initialized","params":null}"#);
    assert_eq!(error(&by_hand(&mut server, 49, "textDocument/hover")), -32602);
    let reply = by_hand(&mut server, 50, "shutdown");
    assert!(reply["result"].is_null() && reply.get("error").is_none(), "{reply}");
    server.body(r#"{"jsonrpc":"2.0","method":"exit","params":null}"#);
    assert_eq!(server.exit_code(AT_ONCE), 0);
}

#[test]
fn c33_before_initialize() {
    let mut server = Server::start();
    server.open(LETTER);
    assert_eq!(error(&server.hover_at(0, 0)), -32002);
    assert_eq!(error(&server.request("no/such", json!({}))), -32002);
    server.request("initialize", json!({ "capabilities": {} }));
    assert!(server.symbols().is_null());
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
fn c35_initialized_twice_and_after_shutdown() {
    let mut server = with_letter();
    assert_eq!(error(&server.request("initialize", json!({ "capabilities": {} }))), -32600);
    assert!(server.request("shutdown", Value::Null)["result"].is_null());
    assert_eq!(error(&server.hover_at(0, 0)), -32600);
    server.change(2, json!([replace((0, 0), (0, 0), "x")]));
    assert_eq!(error(&server.request("initialize", json!({ "capabilities": {} }))), -32600);
    assert_eq!(error(&server.request("shutdown", Value::Null)), -32600);
    server.notify("exit", Value::Null);
    assert_eq!(server.exit_code(AT_ONCE), 0);
    assert!(server.rest().is_empty(), "a change after shutdown is nobody's business");
}

#[test]
fn c36_exit_after_shutdown_with_the_input_left_open() {
    let mut server = with_letter();
    let start = Instant::now();
    shut_down(&mut server);
    assert_eq!(server.exit_code(AT_ONCE), 0);
    eprintln!("left after {:?}", start.elapsed());
    server.rest();
    assert_eq!(server.log(), "", "nothing is worth a word");
}

/// Whoever reads nothing is not waited for longer than a tenth of a second; the rest of the limit is the machine's.
#[test]
fn c36_exit_after_shutdown_with_answers_that_nobody_reads() {
    let mut server = Server::start_reading(false);
    let mut bytes = frame(message(Some(0), "initialize", json!({ "capabilities": {} })));
    for id in 1..6_000 {
        bytes.extend(frame(message(Some(id), "textDocument/hover", at(0, 0))));
    }
    bytes.extend(frame(message(Some(6_000), "shutdown", Value::Null)));
    bytes.extend(frame(message(None, "exit", Value::Null)));
    let start = Instant::now();
    server.bytes(bytes);
    assert_eq!(server.exit_code(AT_ONCE), 0);
    eprintln!("left after {:?}", start.elapsed());
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

#[cfg(unix)]
#[test]
fn c42_a_parent_that_dies_later() {
    let mut parent = std::process::Command::new("sleep").arg("60").spawn().unwrap();
    let mut server = Server::start();
    server.request("initialize", json!({ "processId": parent.id(), "capabilities": {} }));
    server.alive();
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert_eq!(server.exit_code(Duration::from_secs(10)), 1);
}
