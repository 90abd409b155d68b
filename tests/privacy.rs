//! Nothing of a draft leaves the server but to its client: a whole session with marked words, at every log level, and no
//! word of them in the log, in messages that editors log, in a file, or on a network.

mod support;

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use support::*;

/// What every marked word begins with. It stands in the draft, in its name, in what is typed and asked, and in
/// everything damaged that is sent.
const MARK: &str = "zyxw";

/// All that a log can be asked for, and one filter that is none.
const LEVELS: [&str; 9] = [
    "",
    "error",
    "warn",
    "info",
    "debug",
    "trace",
    "imr_ls=trace",
    "imr_ls=trace,tower_lsp_server=trace,tower=trace,tokio=trace,runtime=trace,mio=trace,log=trace",
    "no filter == at [all",
];

/// Requests about the draft; those that the server does not offer must keep quiet as well.
const REQUESTS: [&str; 24] = [
    "codeAction",
    "codeLens",
    "completion",
    "declaration",
    "definition",
    "diagnostic",
    "documentColor",
    "documentHighlight",
    "documentLink",
    "documentSymbol",
    "foldingRange",
    "formatting",
    "hover",
    "inlayHint",
    "prepareRename",
    "rangeFormatting",
    "references",
    "rename",
    "selectionRange",
    "semanticTokens/full",
    "semanticTokens/full/delta",
    "semanticTokens/range",
    "signatureHelp",
    "willSaveWaitUntil",
];

fn draft() -> String {
    LETTER
        .replace("MRI of the left knee", "ZyxwDevice of the left knee")
        .replace("twisted the left knee", "twisted the left Zyxwknee on 13/45/2020, Zyxwdate,")
        .replacen("is not medically necessary", "is medically necessary for Zyxwreason", 1)
        .replacen("Decision based on MTUS Chronic Pain.", "Decision based on ZyxwGuideline, page 999.", 1)
}

/// What a client declares that can do everything.
fn capabilities() -> Value {
    let params: Value = serde_json::from_str(include_str!("fixtures/initialize/vscode.json")).unwrap();
    params["capabilities"].clone()
}

/// A session from hello to good-bye; gives what was logged, and fails on a marked word in what editors log.
fn session(mut command: Command, folder: &Path, level: &str, pull: bool) -> String {
    if !level.is_empty() {
        command.env("IMR_LS_LOG", level);
    }
    let mut server = Server::spawn(command, true, None);
    let root = format!("file://{}", folder.display());
    let uri = format!("{root}/Zyxwclaimant.imr");
    server.notify("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "text": draft() } }));
    server.request("textDocument/hover", json!({ "textDocument": { "uri": uri } }));
    let options = if pull { json!({ "diagnostics": "pull" }) } else { Value::Null };
    let folders = json!([{ "uri": root, "name": "Zyxwfolder" }]);
    server.request(
        "initialize",
        json!({ "processId": null, "rootUri": root, "workspaceFolders": folders, "capabilities": capabilities(),
            "clientInfo": { "name": "Zyxweditor" }, "initializationOptions": options }),
    );
    server.notify("initialized", json!({}));
    server.open_as(&uri, &draft(), 1);
    server.open_as("untitled:Zyxwuntitled", &draft(), 1);
    edit(&mut server, &uri);
    accept(&mut server, &uri);
    ask(&mut server, &uri);
    damage(&mut server, &uri);
    server.open_as(&uri, &draft(), 9);
    server.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri }, "text": draft() }));
    server.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    server.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    shut_down(&mut server);
    assert_eq!(server.exit_code(DEADLINE), 0);
    for message in server.left() {
        let method = message["method"].as_str().unwrap_or_default();
        let logged = ["window/", "$/", "telemetry/"].iter().any(|kind| method.starts_with(kind));
        // The user may be told which file is meant.
        let words = message["params"].to_string().to_lowercase().replace("zyxwclaimant.imr", "");
        assert!(!logged || !words.contains(MARK), "{message}");
    }
    server.log()
}

fn edit(server: &mut Server, uri: &str) {
    let changed = |version: i32, changes: Value| json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes });
    for version in 2..40 {
        server.notify("textDocument/didChange", changed(version, json!([replace((4, 0), (4, 0), "Zyxwtyped ")])));
    }
    // Out of order, at places that do not exist, and half a character.
    server.notify("textDocument/didChange", changed(3, json!([replace((900, 0), (2, 7), "Zyxwnowhere")])));
    let half = message(None, "textDocument/didChange", changed(41, json!([replace((0, 0), (0, 0), "ZyxwHALF")])));
    server.body(half.replace("HALF", "\\ud83d"));
    server.notify("textDocument/didChange", changed(42, json!([{ "text": draft() }])));
}

/// Accepts one finding with a reason, and another when asked for one.
fn accept(server: &mut Server, uri: &str) {
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
    let actions = server.request("textDocument/codeAction", params)["result"].take();
    let commands = actions.as_array().unwrap().iter().filter(|action| action["command"]["arguments"].is_array());
    let mut commands: Vec<Value> = commands.map(|action| action["command"].clone()).collect();
    assert!(commands.len() > 1, "{actions}");
    commands[0]["arguments"][0]["reason"] = json!("The letter is right as it stands");
    for command in &commands[..2] {
        let params = json!({ "command": command["command"], "arguments": command["arguments"] });
        let reply = server.request("workspace/executeCommand", params);
        assert!(reply.get("error").is_none(), "{reply}");
    }
    let mut asked = server.wait("the question for a reason", |m| m["method"] == "window/showMessageRequest");
    let (id, answer) = (asked["id"].take(), asked["params"]["actions"][0].take());
    server.answer(&id, answer);
    let noted = |m: &Value| m["method"] == "window/showMessage" && m["params"].to_string().contains("noted in");
    server.wait("the first to be accepted", noted);
    server.wait("the second to be accepted", noted);
}

fn ask(server: &mut Server, uri: &str) {
    for (line, _) in draft().lines().enumerate().step_by(2) {
        let place = json!({ "line": line, "character": 8 });
        for method in REQUESTS {
            let params = json!({
                "textDocument": { "uri": uri }, "position": place, "positions": [place],
                "range": { "start": { "line": 0, "character": 0 }, "end": place }, "newName": "Zyxwname",
                "context": { "diagnostics": [], "includeDeclaration": true, "only": ["", "source.fixAll"], "triggerKind": 1 },
                "options": { "tabSize": 4, "insertSpaces": true }, "previousResultId": "Zyxwresult",
            });
            server.request(&format!("textDocument/{method}"), params);
        }
    }
    server.request("workspace/symbol", json!({ "query": "Zyxwdevice" }));
    server.request("workspace/diagnostic", json!({ "previousResultIds": [{ "uri": uri, "value": "Zyxwvalue" }] }));
    server.request("workspace/executeCommand", json!({ "command": "Zyxwcommand", "arguments": ["Zyxwargument", uri] }));
    for command in ["checkWorkspace", "newLetter", "readiness", "explain"] {
        let argument = json!({ "uri": uri, "code": "no-items", "items": 1, "more": "Zyxwmore" });
        let params = json!({ "command": format!("imr-ls.{command}"), "arguments": [argument] });
        let reply = server.request("workspace/executeCommand", params);
        assert!(reply.get("error").is_none(), "{command}: {reply}");
    }
    server.request("no/such", json!({ "a": "Zyxwparams" }));
    server.notify("$/cancelRequest", json!({ "id": 1 }));
    server.notify("workspace/didChangeConfiguration", json!({ "settings": { "imr": "Zyxwsetting" } }));
    server.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
}

fn damage(server: &mut Server, uri: &str) {
    let broken = |server: &mut Server, bytes: &[u8]| {
        server.bytes(bytes);
        server.refusal();
        server.alive();
    };
    broken(server, &frame(r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"text":"Zyxwcut"#));
    broken(server, &frame(r#"["Zyxwbatch"]"#));
    broken(server, &frame("Zyxwno JSON"));
    broken(server, b"X-Zyxwheader: Zyxwvalue\r\n\r\n");
    broken(server, b"Content-Length: Zyxwlength\r\n\r\nZyxwbody\r\n");
    server.body(b"{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":{\"a\":\"Zyxw\xff\xfe\"}}");
    // Ids may be logged: clients count with them.
    server.body(r#"{"jsonrpc":"2.0","id":"7","result":"Zyxwresult"}"#);
    server.body(r#"{"jsonrpc":"2.0","id":1,"error":"Zyxwerror"}"#);
    server.body(r#"{"jsonrpc":"2.0","method":"Zyxwmethod","params":["Zyxwparams"]}"#);
    for params in
        [json!(["Zyxwlist"]), json!({ "textDocument": { "uri": "Zyxw no uri" } }), json!({ "textDocument": "Zyxw" })]
    {
        for method in ["textDocument/hover", "textDocument/codeAction", "textDocument/completion", "workspace/symbol"] {
            server.request(method, params.clone());
        }
        for method in ["textDocument/didOpen", "textDocument/didSave", "textDocument/didClose", "$/setTrace"] {
            server.notify(method, params.clone());
        }
    }
    let lost = json!({ "textDocument": { "uri": uri, "version": 50 }, "contentChanges": [{ "range": "Zyxwrange", "text": "Zyxwlost" }] });
    server.notify("textDocument/didChange", lost);
    server.alive();
}

/// Fails if a file of the folder, other than the draft itself, holds a marked word.
fn nothing_written(folder: &Path) {
    assert!(folder.join(".imr-allow.toml").is_file(), "what was accepted is noted");
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default().to_lowercase();
        // A list of what was accepted names the file.
        let text = text.replace("zyxwclaimant.imr", "");
        let draft = entry.file_name() == "Zyxwclaimant.imr";
        assert!(draft || !text.contains(MARK), "{}", entry.path().display());
    }
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("Zyxwclaimant.imr"), draft()).unwrap();
    folder
}

#[test]
fn no_word_of_a_draft_is_logged_or_written_at_any_level() {
    for level in LEVELS {
        for pull in [false, true] {
            let folder = folder();
            let log = session(shipped(), folder.path(), level, pull);
            let found = log.lines().find(|line| line.to_lowercase().contains(MARK));
            assert!(found.is_none(), "IMR_LS_LOG={level}: {found:?}");
            let quiet = ["error", "no filter == at [all"];
            assert!(!log.is_empty() || quiet.contains(&level), "IMR_LS_LOG={level}: nothing is logged at all");
            nothing_written(folder.path());
        }
    }
}

#[test]
fn no_network_is_spoken_to() {
    let traced = |command: &mut Command, into: &Path| {
        command.args(["-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o"]).arg(into);
    };
    let folder = folder();
    let calls = folder.path().join("calls");
    let mut attempt = Command::new("strace");
    traced(&mut attempt, &calls);
    if !attempt.arg("true").status().is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no strace, or it may not trace");
        return;
    }
    let mut command = Command::new("strace");
    traced(&mut command, &calls);
    command.arg(shipped().get_program()).arg("serve");
    session(command, folder.path(), "trace", false);
    let calls = std::fs::read_to_string(&calls).unwrap();
    let calls: Vec<&str> = calls.lines().filter(|line| line.contains('(')).collect();
    assert!(calls.is_empty(), "{calls:#?}");
}

#[test]
fn no_library_that_speaks_to_a_network_is_in_the_tree() {
    let lock = include_str!("../Cargo.lock");
    let speakers = [
        "async-io", "async-std", "attohttpc", "curl", "h2", "hickory-resolver", "hyper", "isahc", "minreq", "mio",
        "native-tls", "openssl", "opentelemetry", "quinn", "reqwest", "rustls", "sentry", "smol", "socket2", "surf",
        "trust-dns-resolver", "tungstenite", "ureq",
    ];
    for name in speakers {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name}");
    }
}
