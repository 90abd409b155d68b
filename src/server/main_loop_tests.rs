//! The loop and its transport with a toy server behind them, as a process of its own. Numbers are those of the protocol
//! suite's checklist (tests/protocol): these are its cases that need handlers no product should have.

use std::time::Instant;

use serde_json::Value;

use super::*;

#[path = "text_tests.rs"]
mod text;
#[path = "toy_tests.rs"]
mod toy;

use toy::*;

/// Sleepers sleep for a minute and so does work: an answer within this does not wait for them, however busy the machine.
const PROMPT: Duration = Duration::from_secs(5);

/// Asks the toy, without parameters.
fn ask(server: &mut Server, method: &str) -> i64 {
    server.ask(&format!("toy/{method}"), Value::Null)
}

fn answer_of(server: &mut Server, method: &str) -> Value {
    server.request(&format!("toy/{method}"), Value::Null)["result"].take()
}

fn cancel(server: &mut Server, id: i64) {
    server.notify("$/cancelRequest", json!({ "id": id }));
    let start = Instant::now();
    assert_eq!(error(&server.reply(&json!(id))), -32800);
    assert!(start.elapsed() < PROMPT, "{:?}", start.elapsed());
}

/// Waits until the toy gives this answer: what was let go is dropped beside the loop.
fn until(server: &mut Server, method: &str, wanted: &Value) {
    let start = Instant::now();
    while answer_of(server, method) != *wanted {
        assert!(start.elapsed() < PROMPT, "{method} never becomes {wanted}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn hover_is_prompt(server: &mut Server) {
    let start = Instant::now();
    server.alive();
    assert!(start.elapsed() < PROMPT, "{:?}", start.elapsed());
}

fn insert(server: &mut Server, version: i32, at: u32, words: &str) {
    server.change(version, json!([replace((0, at), (0, at), words)]));
}

#[test]
fn c01_a_sleeping_request_is_cancelled_at_once() {
    let mut server = greeted("utf-16");
    let id = ask(&mut server, "sleep");
    assert_eq!(answer_of(&mut server, "dropped"), 0);
    cancel(&mut server, id);
    until(&mut server, "dropped", &json!(1));
}

#[test]
fn c02_one_of_four_sleepers_is_cancelled_at_once() {
    let mut server = greeted("utf-16");
    let ids: Vec<i64> = (0..4).map(|_| ask(&mut server, "sleep")).collect();
    cancel(&mut server, ids[0]);
    until(&mut server, "dropped", &json!(1));
    cancel(&mut server, ids[3]);
    until(&mut server, "dropped", &json!(2));
}

#[test]
fn c03_there_is_no_number_of_sleepers_behind_which_a_cancellation_waits() {
    // The runtime has a single worker and the loop no slots: this is the lowest setting there is.
    let mut server = greeted("utf-16");
    let ids: Vec<i64> = (0..500).map(|_| ask(&mut server, "sleep")).collect();
    cancel(&mut server, ids[499]);
    cancel(&mut server, ids[0]);
    hover_is_prompt(&mut server);
}

#[test]
fn c04_blocking_work_keeps_nobody_waiting_and_stops_when_cancelled() {
    let mut server = greeted("utf-16");
    let ids: Vec<i64> = (0..4).map(|_| ask(&mut server, "work")).collect();
    hover_is_prompt(&mut server);
    assert_eq!(answer_of(&mut server, "stopped"), false);
    cancel(&mut server, ids[0]);
    until(&mut server, "stopped", &json!(true));
    let stubborn = ask(&mut server, "stubborn");
    hover_is_prompt(&mut server);
    cancel(&mut server, stubborn);
}

#[test]
fn c05_a_hover_does_not_wait_for_sleepers() {
    let mut server = greeted("utf-16");
    for _ in 0..4 {
        ask(&mut server, "sleep");
    }
    hover_is_prompt(&mut server);
}

#[test]
fn c06_one_id_in_flight_twice() {
    let mut server = greeted("utf-16");
    let id = ask(&mut server, "sleep");
    server.expect_reply(&json!(id));
    server.body(message(Some(id), "toy/sleep", Value::Null));
    assert_eq!(error(&server.reply(&json!(id))), -32600);
    // The first is still there: it can be cancelled, or waited for.
    cancel(&mut server, id);
    let id = ask(&mut server, "applyEdit");
    let asked = server.wait("the edit", |m| m["method"] == "workspace/applyEdit");
    server.expect_reply(&json!(id));
    server.body(message(Some(id), "toy/applyEdit", Value::Null));
    assert_eq!(error(&server.reply(&json!(id))), -32600);
    server.answer(&asked["id"], json!({ "applied": true }));
    assert_eq!(server.reply(&json!(id))["result"], true);
    server.leave();
}

/// So many commands wait for the client while so many changes arrive, and then the client answers.
fn commands_wait(commands: usize, queued: u32) {
    let mut server = greeted("utf-16");
    server.open("");
    let ids: Vec<i64> = (0..commands).map(|_| ask(&mut server, "applyEdit")).collect();
    for n in 0..queued {
        insert(&mut server, n as i32 + 2, n, "x");
    }
    for _ in 0..commands {
        let asked = server.wait("the edit", |m| m["method"] == "workspace/applyEdit");
        server.answer(&asked["id"], json!({ "applied": true }));
    }
    for id in ids {
        assert_eq!(server.reply(&json!(id))["result"], true);
    }
    assert_eq!(toy::text(&mut server), "x".repeat(queued as usize));
    server.leave();
}

#[test]
fn c07_a_command_waits_for_an_idle_client() {
    commands_wait(1, 0);
}

#[test]
fn c08_ninety_changes_before_the_answer() {
    commands_wait(1, 90);
}

#[test]
fn c09_two_hundred_changes_before_the_answer() {
    commands_wait(1, 200);
}

#[test]
fn c10_four_commands_wait_behind_two_hundred_changes() {
    commands_wait(4, 200);
}

#[test]
fn c11_an_answer_that_comes_too_late_is_ignored() {
    let mut server = greeted("utf-16");
    assert_eq!(answer_of(&mut server, "applyEditImpatiently"), false);
    let asked = server.wait("the edit", |m| m["method"] == "workspace/applyEdit");
    server.answer(&asked["id"], json!({ "applied": true }));
    server.alive();
    server.input = None;
    assert_eq!(server.exit_code(PROMPT), 1);
    server.rest();
    let log = server.log();
    assert!(log.lines().count() <= 1 && !log.contains("panic"), "{log}");
}

/// A panic is answered, the server lives, and the id is free again.
fn panics(method: &str) {
    let mut server = greeted("utf-16");
    for _ in 0..3 {
        let id = ask(&mut server, method);
        assert_eq!(error(&server.reply(&json!(id))), -32603);
        server.expect_reply(&json!(id));
        server.body(message(Some(id), "toy/dropped", Value::Null));
        assert!(server.reply(&json!(id))["result"].is_u64());
    }
    server.alive();
    shut_down(&mut server);
    assert_eq!(server.exit_code(PROMPT), 0);
    server.rest();
    // Where it happened is logged, its message not: that may quote a draft.
    let log = server.log();
    assert!(log.contains("toy_tests.rs") && !log.contains("on purpose"), "{log}");
}

#[test]
fn c13_a_panic_in_a_request() {
    panics("panic");
}

#[test]
fn c14_a_panic_in_a_request_that_had_suspended() {
    panics("panicLater");
}

#[test]
fn a_panic_in_a_notification() {
    let mut server = greeted("utf-16");
    server.notify("toy/panicNote", Value::Null);
    server.alive();
    server.leave();
}

/// How long a server takes to leave with this code, once `ending` has asked it to.
fn leaves(code: i32, ending: impl FnOnce(&mut Server)) -> Duration {
    let mut server = greeted("utf-16");
    server.alive();
    let start = Instant::now();
    ending(&mut server);
    assert_eq!(server.exit_code(PROMPT), code);
    start.elapsed()
}

/// The checklist's half a second, on top of what the same takes a session in which nothing runs.
fn as_soon(busy: Duration, idle: Duration) {
    assert!(busy < idle + Duration::from_millis(500).max(3 * idle), "{busy:?}, idle {idle:?}");
}

#[test]
fn c38_exit_while_a_sleeper_runs() {
    let idle = leaves(0, shut_down);
    for method in ["sleep", "work", "stubborn"] {
        let busy = leaves(0, |server| {
            ask(server, method);
            shut_down(server);
        });
        as_soon(busy, idle);
    }
}

#[test]
fn c40_the_end_of_the_input_while_a_sleeper_runs() {
    let idle = leaves(1, |server| server.input = None);
    for method in ["sleep", "work", "stubborn"] {
        let busy = leaves(1, |server| {
            ask(server, method);
            server.input = None;
        });
        as_soon(busy, idle);
        // The same after shutdown, but that all is well.
        leaves(0, |server| {
            ask(server, method);
            server.request("shutdown", Value::Null);
            server.input = None;
        });
    }
}

#[test]
fn c41_the_end_of_the_input_while_a_handler_waits_for_the_client() {
    let idle = leaves(1, |server| server.input = None);
    let busy = leaves(1, |server| {
        ask(server, "applyEdit");
        server.wait("the edit", |m| m["method"] == "workspace/applyEdit");
        server.input = None;
    });
    as_soon(busy, idle);
    leaves(0, |server| {
        ask(server, "applyEdit");
        server.request("shutdown", Value::Null);
        server.input = None;
    });
}

#[test]
fn c45_a_flood_towards_a_client_that_does_not_read() {
    let mut server = unread();
    server.open("");
    let before = greeted("utf-16").memory("VmRSS");
    let flood = ask(&mut server, "flood");
    insert(&mut server, 2, 0, "x");
    // The pipe takes a few dozen of these messages and no more: what is past that is kept in memory, or not.
    server.settle();
    if let (Some(before), Some(after)) = (before, server.memory("VmHWM")) {
        assert!(after < before + 10_000, "{before} kB before, {after} kB at most");
    }
    server.resume();
    assert_eq!(server.reply(&json!(flood))["result"], "flooded");
    assert_eq!(toy::text(&mut server), "x");
    let rest = server.leave();
    assert!(rest.iter().filter(|m| m["method"] == "window/logMessage").count() < 20_000);
}

#[cfg(unix)]
#[test]
fn c46_a_stray_print_goes_to_standard_error() {
    let mut server = greeted("utf-16");
    assert_eq!(answer_of(&mut server, "print"), "printed");
    assert_eq!(answer_of(&mut server, "print"), "printed");
    server.alive();
    shut_down(&mut server);
    assert_eq!(server.exit_code(PROMPT), 0);
    server.rest();
    let log = server.log();
    assert!(log.contains("a stray line") && log.contains("a stray process"), "{}", log.len());
    assert!(log.len() > 400_000, "{}", log.len());
}
