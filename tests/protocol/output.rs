//! Clients that do not read, and drafts of a size that nobody writes.

use serde_json::{Value, json};

use super::*;

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
        assert!(server.reply(&json!(id))["result"].is_object());
    }
    server.leave();
}

#[test]
fn c47_a_huge_draft() {
    // A thousand items, each with some prose and four long rows of what may be a chart: reading prose is not the matter
    // here, and without optimisation it would take minutes.
    let seen =
        "The worker was seen again and the knee was no better than it had been a week before, \"as was\" said.\n";
    let chart = format!("{}\n", "7".repeat(9_999)).repeat(4);
    let (letter, end) = LETTER.rsplit_once("Six visits").unwrap();
    let rationale = format!("rationale: {}{chart}", seen.repeat(10));
    let item = format!("Six visits{}", end.replace("rationale: ", &rationale));
    let text = letter.to_string() + &item.repeat(50_000_000 / item.len());
    opens_within_four_times(&text);
}

/// The same of prose alone; less of it, as it is read here without optimisation.
#[test]
fn c47_a_huge_rationale() {
    let prose =
        "The worker was seen again and the knee was no better than it had been a week before, \"as was\" said.\n";
    opens_within_four_times(&LETTER.replacen("rationale:", &format!("rationale: {}", prose.repeat(40_000)), 1));
}

fn opens_within_four_times(text: &str) {
    let mut server = ready();
    let before = server.memory("VmRSS").unwrap_or(0);
    server.open(text);
    server.alive();
    server.diagnostics_of(1);
    if let Some(peak) = server.memory("VmHWM") {
        let most = before + 4 * text.len() as u64 / 1024;
        eprintln!("{peak} kB at most, of {most}");
        assert!(peak < most, "{peak} kB at most, wanted {most}");
    }
    server.leave();
}

/// An editor that waits for nothing may hand its server pipes that wait for nothing.
#[cfg(unix)]
#[test]
fn pipes_that_do_not_wait() {
    use rustix::fs::{OFlags, fcntl_setfl};
    use std::io::{Read, Write};
    use std::os::fd::AsFd;
    let (theirs, mut input) = std::io::pipe().unwrap();
    let (mut output, ours) = std::io::pipe().unwrap();
    for fd in [theirs.as_fd(), ours.as_fd()] {
        fcntl_setfl(fd, OFlags::NONBLOCK).unwrap();
    }
    let mut child = shipped().stdin(theirs).stdout(ours).stderr(std::process::Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let (to, all_is_said) = std::sync::mpsc::channel();
    let reading = std::thread::spawn(move || {
        // Long enough for the pipe to be full.
        std::thread::sleep(Duration::from_millis(500));
        let (mut heard, mut piece) = (Vec::new(), [0; 65_536]);
        loop {
            match output.read(&mut piece).unwrap() {
                0 => return String::from_utf8(heard).unwrap(),
                read => heard.extend_from_slice(&piece[..read]),
            }
            let end = String::from_utf8_lossy(&heard[heard.len().saturating_sub(200)..]).into_owned();
            if end.contains("\"id\":2,") || end.contains("\"id\":2}") {
                to.send(()).ok();
            }
        }
    });
    let mut send = |body: String| input.write_all(&frame(body)).unwrap();
    send(message(Some(1), "initialize", json!({ "capabilities": {} })));
    let document = json!({ "uri": URI, "languageId": "imr", "version": 1, "text": LETTER });
    send(message(None, "textDocument/didOpen", json!({ "textDocument": document })));
    for id in 0..500 {
        send(message(Some(1000 + id), "textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } })));
    }
    send(message(Some(2), "shutdown", Value::Null));
    all_is_said.recv_timeout(DEADLINE).unwrap();
    send(message(None, "exit", Value::Null));
    assert_eq!(child.wait().unwrap().code(), Some(0));
    drop(input);
    let heard = reading.join().unwrap();
    assert!((0..500).all(|id| heard.contains(&format!("\"id\":{}", 1000 + id))));
}
