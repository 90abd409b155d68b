//! Changes arrive by the thousand, and what is said of them is true of the last one.

use serde_json::{Value, json};

use super::*;

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

/// How many edits: a flood. Without optimisation, where they take minutes, only the first of three seeds is one.
fn many(seed: u64) -> i32 {
    if cfg!(debug_assertions) && seed % 3 != 1 { 4_000 } else { 20_000 }
}

/// A draft of an item and little more: what an edit costs is not what floods are about.
const SHORT: &str = "\
IMR ISSUES, DECISIONS AND RATIONALES

MRI of the left knee: Upheld

Decision rationale: There is no locking. The request is not medically necessary.
";

/// What became of a flood of random edits of an item's title, sent without ever waiting.
struct Flooded {
    /// The title as the server tells it in its outline, and as it ought to be.
    titles: (String, String),
    /// The versions of the publishes, in their order.
    versions: Vec<i64>,
    log: String,
}

fn flood(seed: u64, hovers: bool) -> Flooded {
    let mut server = ready();
    server.open(SHORT);
    let (line, column) = place(SHORT, "MRI of the left knee");
    let mut title: Vec<u16> = "MRI of the left knee".encode_utf16().collect();
    let mut random = random(seed);
    let pieces = ["a", "💊", "e\u{301}", "𝒳y", "knee ", "é"];
    let mut ids = Vec::new();
    for version in 2..many(seed) + 2 {
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
    let expected = String::from_utf16(&title).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    let symbols = server.symbols();
    let told = names(&symbols).into_iter().find(|name| name.starts_with("MRI")).unwrap();
    for id in ids {
        assert!(server.reply(&json!(id)).get("result").is_some());
    }
    shut_down(&mut server);
    assert_eq!(server.exit_code(DEADLINE), 0);
    let versions = server
        .rest()
        .iter()
        .filter(|m| m["method"] == "textDocument/publishDiagnostics")
        .map(|m| m["params"]["version"].as_i64().unwrap())
        .collect();
    Flooded { titles: (told, expected), versions, log: server.log() }
}

/// The names in an outline, whatever its shape.
fn names(symbols: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for symbol in symbols.as_array().into_iter().flatten() {
        found.extend(symbol["name"].as_str().map(str::to_string));
        found.extend(names(&symbol["children"]));
    }
    found
}

/// The three cases are looked at together: a flood takes seconds.
fn c48_c49_c50(seed: u64, hovers: bool) {
    let Flooded { titles: (told, expected), versions, log } = flood(seed, hovers);
    assert_eq!(told, expected, "48: the final text is the reference's");
    assert_eq!(log, "", "49: no version was lower than the one before, no edit out of range");
    assert!(versions.is_sorted(), "50: nothing older is published after something newer: {versions:?}");
    assert_eq!(versions.last(), Some(&i64::from(many(seed) + 1)), "50: the last publish is of the last version");
}

#[test]
fn c48_c49_c50_a_flood_of_edits() {
    (1..=3).for_each(|seed| c48_c49_c50(seed, false));
}

#[test]
fn c48_c49_c50_a_flood_of_edits_with_hovers() {
    (4..=6).for_each(|seed| c48_c49_c50(seed, true));
}

#[test]
fn c50_a_client_that_reads_late_reads_of_the_last_version() {
    let mut server = Server::start_reading(false);
    server.ask("initialize", json!({ "capabilities": {} }));
    let bad = LETTER.replacen("is not medically necessary", "is medically necessary", 1);
    server.open(&bad);
    // Slowly enough for the pipe to be full of findings, one list a change; and then some.
    for version in 2..600 {
        server.change(version, json!([replace((0, 0), (0, 0), if version % 2 == 0 { "\n" } else { " " })]));
        std::thread::sleep(Duration::from_millis(if version < 300 { 5 } else { 0 }));
    }
    server.settle();
    server.resume();
    let all = server.leave();
    let published: Vec<&Value> =
        all.iter().filter(|m| m["method"] == "textDocument/publishDiagnostics").map(|m| &m["params"]).collect();
    assert!(published.is_sorted_by_key(|p| p["version"].as_i64()));
    let last = published.last().unwrap();
    assert_eq!(last["version"], 599);
    let (line, _) = place(&bad, "MRI of the left knee: Upheld");
    assert_eq!(last["diagnostics"][0]["range"]["start"]["line"], line + 299);
}

#[test]
fn c51_order_of_requests_and_changes() {
    let mut server = with_letter();
    let (line, column) = place(LETTER, "MRI");
    let mut bytes = Vec::new();
    for (id, between) in [(801, Some("CT")), (802, None)] {
        server.expect_reply(&json!(id));
        bytes.extend(frame(message(Some(id), "textDocument/hover", at(line, column))));
        if let Some(word) = between {
            let change = replace((line, column), (line, column + 3), word);
            bytes.extend(frame(message(None, "textDocument/didChange", did_change(2, json!([change])))));
        }
    }
    server.bytes(bytes);
    let before = server.reply(&json!(801)).to_string();
    let after = server.reply(&json!(802)).to_string();
    assert!(before.contains("MRI knee") && after.contains("CT scan"), "{before}\n{after}");
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

/// Requests that look at what is shown come between a change and the list that is published of it.
#[test]
fn what_is_asked_between_takes_no_list_away() {
    let mut server = with_letter();
    for version in 2..40 {
        let change =
            message(None, "textDocument/didChange", did_change(version, json!([replace((0, 0), (0, 0), "x")])));
        let lens = server.ask_later("textDocument/codeLens", json!({ "textDocument": { "uri": URI } }));
        server.bytes([frame(change), frame(lens)].concat());
        assert_eq!(server.diagnostics_of(version)["version"], version);
    }
    server.leave();
}
