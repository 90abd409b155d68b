//! The shipped binary over real pipes, in a folder of its own: settings, accepted findings, letters that are not open.

mod support;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use support::*;
use tempfile::TempDir;

fn uri(folder: &TempDir, name: &str) -> String {
    // As the server names what it finds itself.
    let root = fs::canonicalize(folder.path()).unwrap();
    format!("file://{}", root.join(name).display())
}

/// A server that works in the folder, for a client that can do this and wants that.
fn serve(folder: &TempDir, capabilities: Value, options: Value) -> (Server, Value) {
    let mut server = Server::start();
    let params = json!({
        "processId": null, "capabilities": capabilities, "initializationOptions": options,
        "workspaceFolders": [{ "uri": uri(folder, ""), "name": "drafts" }],
    });
    let mut reply = server.request("initialize", params);
    server.notify("initialized", json!({}));
    (server, reply["result"]["capabilities"].take())
}

/// The next list of findings of a file: codes, with severities.
fn next(server: &mut Server, uri: &str) -> Vec<(String, u64)> {
    let told = server.wait(&format!("findings of {uri}"), |m| {
        m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == uri
    });
    let list = told["params"]["diagnostics"].as_array().unwrap();
    list.iter().map(|d| (d["code"].as_str().unwrap().into(), d["severity"].as_u64().unwrap())).collect()
}

fn wrong(severity: u64) -> Vec<(String, u64)> {
    vec![(CONTRADICTION.into(), severity)]
}

/// Answers the server's next request with this method; gives its parameters.
fn answer(server: &mut Server, method: &str, result: Value) -> Value {
    let mut asked = server.wait(method, |m| m["method"] == method && m.get("id").is_some());
    server.body(json!({ "jsonrpc": "2.0", "id": asked["id"], "result": result }).to_string());
    asked["params"].take()
}

fn save(server: &mut Server, uri: &str) {
    server.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
}

fn close(server: &mut Server, uri: &str) {
    server.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
}

fn command(server: &mut Server, name: &str, argument: Value) -> Value {
    server.request("workspace/executeCommand", json!({ "command": name, "arguments": [argument] }))
}

fn changed(server: &mut Server, uri: &str) {
    server.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
}

fn watching() -> Value {
    json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } })
}

#[test]
fn settings_are_in_force_and_follow_the_file() {
    let at = folder(&[("imr.toml", "[severity]\noutcome-contradicts-rationale = \"hint\"\n")]);
    let (mut server, _) = serve(&at, watching(), json!({}));
    let asked = answer(&mut server, "client/registerCapability", Value::Null);
    let globs = asked["registrations"][0]["registerOptions"]["watchers"].to_string();
    for glob in ["**/*.toml", "**/.imr-allow.toml", "**/*.imr", "**/*.txt"] {
        assert!(globs.contains(&format!("\"{glob}\"")), "{glob}: {globs}");
    }
    let letter = uri(&at, "a.imr");
    server.open_as(&letter, &contradiction(), 1);
    assert_eq!(next(&mut server, &letter), wrong(4));

    let settings = at.path().join("imr.toml");
    for (text, wanted) in [
        ("[severity]\noutcome-contradicts-rationale = \"off\"\n", vec![]),
        ("exclude = [\"*.imr\"]\n", vec![]),
        ("[format.outcomes]\nupheld = [\"Overturned\"]\n", wrong(1)),
        ("", wrong(1)),
    ] {
        fs::write(&settings, text).unwrap();
        changed(&mut server, &uri(&at, "imr.toml"));
        if text.starts_with("[format") {
            // The word already says something else: that is told in the file.
            assert_eq!(next(&mut server, &uri(&at, "imr.toml")), [("settings".into(), 2)]);
        }
        assert_eq!(next(&mut server, &letter), wanted, "{text}");
    }
    server.leave();
}

#[test]
fn without_a_watcher_settings_are_read_when_a_draft_is_saved() {
    let at = folder(&[]);
    let (mut server, _) = serve(&at, json!({}), json!({}));
    let letter = uri(&at, "a.imr");
    server.open_as(&letter, &contradiction(), 1);
    assert_eq!(next(&mut server, &letter), wrong(1));
    fs::write(at.path().join("imr.toml"), "[severity]\noutcome-contradicts-rationale = \"warning\"\n").unwrap();
    save(&mut server, &letter);
    assert_eq!(next(&mut server, &letter), wrong(2));
    server.leave();
}

#[test]
fn wordings_of_an_organization_are_understood() {
    let text = "[format.outcomes]\nupheld = [\"Sustained\"]\n";
    let at = folder(&[("imr.toml", text)]);
    let (mut server, _) = serve(&at, json!({}), json!({}));
    let letter = uri(&at, "a.imr");
    server.open_as(&letter, &LETTER.replace(": Upheld", ": Sustained"), 1);
    assert_eq!(next(&mut server, &letter), []);
    // Also of a draft that is in no file yet.
    server.open_as("untitled:Untitled-1", &LETTER.replace(": Upheld", ": Sustained"), 1);
    assert_eq!(next(&mut server, "untitled:Untitled-1"), []);
    server.leave();
}

#[test]
fn what_is_wrong_with_settings_is_shown_in_them() {
    let at = folder(&[("imr.toml", "\nprofil = \"final\"\n")]);
    let (mut server, _) = serve(&at, watching(), json!({}));
    let settings = uri(&at, "imr.toml");
    let told = server.wait("what is wrong", |m| m["params"]["uri"] == settings.as_str())["params"].take();
    let wrong = &told["diagnostics"][0];
    assert!(wrong["message"].as_str().unwrap().ends_with("did you mean profile?"), "{wrong}");
    let range = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 6 } });
    assert_eq!((&wrong["range"], &wrong["source"]), (&range, &json!("imr")));

    // While it is open, what is typed counts; a letter is not what it is.
    server.open_as(&settings, "profil = \"final\"\n", 1);
    assert_eq!(next(&mut server, &settings).len(), 1);
    let symbols = server.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": settings } }));
    assert_eq!(symbols["result"], Value::Null);
    let change =
        json!({ "textDocument": { "uri": settings, "version": 2 }, "contentChanges": [replace((0, 6), (0, 6), "e")] });
    server.notify("textDocument/didChange", change);
    assert_eq!(next(&mut server, &settings), []);
    close(&mut server, &settings);
    assert_eq!(next(&mut server, &settings).len(), 1, "as it is on the disk");
    fs::write(at.path().join("imr.toml"), "profile = \"final\"\n").unwrap();
    changed(&mut server, &settings);
    assert_eq!(next(&mut server, &settings), []);
    server.leave();
}

fn actions_at(server: &mut Server, letter: &str, words: &str) -> Vec<Value> {
    let (line, character) = place(&contradiction(), words);
    let at = json!({ "line": line, "character": character });
    let params = json!({
        "textDocument": { "uri": letter }, "range": { "start": at, "end": at }, "context": { "diagnostics": [] },
    });
    server.request("textDocument/codeAction", params)["result"].as_array().unwrap().clone()
}

/// The arguments of the action that accepts the contradiction.
fn acceptable(server: &mut Server, letter: &str) -> Value {
    let actions = actions_at(server, letter, "Overturned");
    let accept = actions.iter().find(|action| action["command"]["command"] == "imr-ls.acceptFinding").unwrap();
    assert_eq!(accept["diagnostics"][0]["code"], CONTRADICTION);
    accept["command"]["arguments"][0].clone()
}

#[test]
fn a_finding_is_accepted_with_a_reason() {
    let at = folder(&[("imr.toml", "")]);
    let (mut server, offers) = serve(&at, watching(), json!({}));
    answer(&mut server, "client/registerCapability", Value::Null);
    assert!(offers["executeCommandProvider"]["commands"].to_string().contains("imr-ls.acceptFinding"));
    let letter = uri(&at, "a.imr");
    server.open_as(&letter, &contradiction(), 1);
    assert_eq!(next(&mut server, &letter), wrong(1));
    let mut finding = acceptable(&mut server, &letter);

    // Without a reason the user is asked; who gives none has accepted nothing.
    let reply = command(&mut server, "imr-ls.acceptFinding", finding.clone());
    assert_eq!(reply["result"], Value::Null);
    let asked = answer(&mut server, "window/showMessageRequest", Value::Null);
    assert!(asked["message"].as_str().unwrap().contains(CONTRADICTION), "{asked}");
    server.alive();
    assert!(!at.path().join(".imr-allow.toml").exists());

    command(&mut server, "imr-ls.acceptFinding", finding.clone());
    let chosen = asked["actions"][0].clone();
    answer(&mut server, "window/showMessageRequest", chosen.clone());
    assert_eq!(next(&mut server, &letter), []);
    let list = fs::read_to_string(at.path().join(".imr-allow.toml")).unwrap();
    assert!(list.contains(CONTRADICTION) && list.contains(chosen["title"].as_str().unwrap()), "{list}");
    assert!(!list.contains("knee"), "no word of the draft: {list}");
    assert_eq!(actions_at(&mut server, &letter, "Overturned"), Vec::<Value>::new(), "nothing left to fix");

    // What is cured makes the entry void: that is told at the entry.
    let (line, column) = place(&contradiction(), "Overturned");
    let cure = json!([replace((line, column), (line, column + 10), "Upheld")]);
    let change = json!({ "textDocument": { "uri": letter, "version": 2 }, "contentChanges": cure });
    server.notify("textDocument/didChange", change);
    save(&mut server, &letter);
    assert_eq!(next(&mut server, &uri(&at, ".imr-allow.toml")), [("settings".into(), 2)]);

    finding["reason"] = json!("agreed");
    let refused = command(&mut server, "imr-ls.acceptFinding", finding);
    assert_eq!(error(&refused), -32803, "the version has moved on: {refused}");
    server.leave();
}

#[test]
fn a_reason_of_the_clients_own_is_taken() {
    let at = folder(&[]);
    let (mut server, _) = serve(&at, json!({}), json!({}));
    let letter = uri(&at, "sub/a.imr");
    fs::create_dir(at.path().join("sub")).unwrap();
    server.open_as(&letter, &contradiction(), 7);
    next(&mut server, &letter);
    let mut finding = acceptable(&mut server, &letter);
    assert_eq!(finding["version"], 7);
    finding["reason"] = json!("Agreed with the \"quality desk\"\n");
    let reply = command(&mut server, "imr-ls.acceptFinding", finding.clone());
    assert!(reply.get("error").is_none(), "{reply}");
    assert_eq!(next(&mut server, &letter), []);
    let list = fs::read_to_string(at.path().join("sub/.imr-allow.toml")).unwrap();
    assert!(list.contains("quality desk"), "beside the letter, as there are no settings: {list}");
    // A list that cannot be read is left as it is.
    fs::write(at.path().join("sub/.imr-allow.toml"), "[[allow]\n").unwrap();
    save(&mut server, &letter);
    assert_eq!(next(&mut server, &letter), wrong(1));
    let refused = command(&mut server, "imr-ls.acceptFinding", finding);
    assert!(refused["error"]["message"].as_str().unwrap().contains(".imr-allow.toml:1:"), "{refused}");
    assert_eq!(fs::read_to_string(at.path().join("sub/.imr-allow.toml")).unwrap(), "[[allow]\n");
    server.leave();
}

#[test]
fn a_folder_is_checked_with_progress_and_kept_up_to_date() {
    let wrong_one = contradiction();
    let at = folder(&[
        ("a.imr", LETTER),
        ("b.imr.txt", &wrong_one),
        ("sub/c.txt", &wrong_one),
        ("notes.txt", "A shopping list."),
        ("old/d.imr", &wrong_one),
        ("imr.toml", "exclude = [\"old/\"]\n"),
    ]);
    let mut capabilities = watching();
    capabilities["window"] = json!({ "workDoneProgress": true });
    let (mut server, _) = serve(&at, capabilities, json!({}));
    answer(&mut server, "client/registerCapability", Value::Null);
    let (open, other) = (uri(&at, "a.imr"), uri(&at, "b.imr.txt"));
    server.open_as(&open, &wrong_one, 1);
    assert_eq!(next(&mut server, &open), wrong(1));

    let id =
        server.ask("workspace/executeCommand", json!({ "command": "imr-ls.checkWorkspace", "workDoneToken": "t" }));
    let reply = server.reply(&json!(id));
    let told = &reply["result"];
    assert_eq!((&told["files"], &told["errors"], &told["cancelled"]), (&json!(3), &json!(3), &json!(false)), "{told}");
    assert_eq!(told["message"], "3 letters checked: 3 errors.");
    let before = server.seen.iter().filter(|m| m["method"] == "textDocument/publishDiagnostics").count();
    assert_eq!(before, 2, "the findings come before the answer");
    for kind in ["begin", "end"] {
        server.wait(kind, |m| m["method"] == "$/progress" && m["params"]["value"]["kind"] == kind);
    }
    assert_eq!(next(&mut server, &other), wrong(1));
    assert_eq!(next(&mut server, &uri(&at, "sub/c.txt")), wrong(1));

    // A letter that is written elsewhere is checked again; one that is gone has nothing wrong with it.
    fs::write(at.path().join("b.imr.txt"), LETTER).unwrap();
    changed(&mut server, &other);
    assert_eq!(next(&mut server, &other), []);
    fs::remove_file(at.path().join("sub/c.txt")).unwrap();
    changed(&mut server, &uri(&at, "sub/c.txt"));
    assert_eq!(next(&mut server, &uri(&at, "sub/c.txt")), []);
    // What is not open any more is as it is on the disk.
    fs::write(at.path().join("a.imr"), &wrong_one).unwrap();
    close(&mut server, &open);
    assert_eq!(next(&mut server, &open), []);
    assert_eq!(next(&mut server, &open), wrong(1));
    // Other settings, other findings.
    fs::write(at.path().join("imr.toml"), "exclude = [\"a.imr\"]\n").unwrap();
    changed(&mut server, &uri(&at, "imr.toml"));
    assert_eq!(next(&mut server, &uri(&at, "old/d.imr")), wrong(1));
    assert_eq!(next(&mut server, &open), []);
    // A progress that the client did not ask for it is asked to show.
    command(&mut server, "imr-ls.checkWorkspace", json!({}));
    answer(&mut server, "window/workDoneProgress/create", Value::Null);
    server.alive();
    server.leave();
}

#[test]
fn a_check_can_be_called_off() {
    let at = folder(&[]);
    for letter in 0..3000 {
        fs::write(at.path().join(format!("{letter}.imr")), contradiction()).unwrap();
    }
    let (mut server, _) = serve(&at, json!({}), json!({}));
    let params = json!({ "command": "imr-ls.checkWorkspace", "workDoneToken": 5 });
    let id = server.ask("workspace/executeCommand", params.clone());
    server.notify("window/workDoneProgress/cancel", json!({ "token": 5 }));
    let told = server.reply(&json!(id))["result"].take();
    assert_eq!(told["cancelled"], true, "{told}");
    assert!(told["files"].as_u64().unwrap() < 3000, "{told}");

    let id = server.ask("workspace/executeCommand", params);
    server.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(error(&server.reply(&json!(id))), -32800);
    let end = server.wait("the end of the work", |m| m["params"]["value"]["kind"] == "end");
    assert_eq!(end["params"]["token"], 5);
    server.alive();
    let published = server.leave().iter().filter(|m| m["method"] == "textDocument/publishDiagnostics").count();
    assert_eq!(published, 0, "what was called off is not shown");
}

#[test]
fn a_client_that_pulls_asks_for_the_folder() {
    let wrong_one = contradiction();
    let many: Vec<String> = (0..130).map(|n| format!("many/{n}.imr")).collect();
    let mut files: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), LETTER)).collect();
    files.extend([("a.imr", LETTER), ("b.imr", wrong_one.as_str()), ("imr.toml", "profil = 1\n")]);
    let at = folder(&files);
    let mut capabilities = watching();
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    let (mut server, offers) = serve(&at, capabilities, json!({ "diagnostics": "pull" }));
    answer(&mut server, "client/registerCapability", Value::Null);
    assert_eq!(offers["diagnosticProvider"]["workspaceDiagnostics"], true);
    assert_eq!(offers["diagnosticProvider"]["workDoneProgress"], true);
    let open = uri(&at, "a.imr");
    server.open_as(&open, &wrong_one, 3);
    let reply = server.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let items = reply["result"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 130 + 3);
    let of = |items: &[Value], name: &str| items.iter().find(|item| item["uri"] == uri(&at, name)).unwrap().clone();
    assert_eq!(of(items, "a.imr")["version"], 3);
    for (name, found) in [("a.imr", 1), ("b.imr", 1), ("many/7.imr", 0), ("imr.toml", 1)] {
        assert_eq!(of(items, name)["items"].as_array().unwrap().len(), found, "{name}");
    }

    // What the client has is only named; what has changed is told, what is gone is empty.
    let had: Vec<Value> = items.iter().map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect();
    fs::write(at.path().join("b.imr"), LETTER).unwrap();
    fs::remove_file(at.path().join("many/7.imr")).unwrap();
    let again = server.request("workspace/diagnostic", json!({ "previousResultIds": had }));
    let again = again["result"]["items"].as_array().unwrap();
    let full: Vec<&Value> = again.iter().filter(|item| item["kind"] == "full").collect();
    assert_eq!((again.len(), full.len()), (133, 2), "{full:?}");
    assert!(full.iter().all(|item| item["items"] == json!([])), "{full:?}");

    // In parts, where the client takes them.
    let id = server.ask("workspace/diagnostic", json!({ "previousResultIds": [], "partialResultToken": "p" }));
    let rest = server.reply(&json!(id))["result"]["items"].as_array().unwrap().len();
    let mut ahead = 0;
    for _ in 0..2 {
        let part = server.wait("a part", |m| m["method"] == "$/progress" && m["params"]["token"] == "p");
        ahead += part["params"]["value"]["items"].as_array().unwrap().len();
    }
    assert_eq!((ahead, rest), (128, 4));

    // With progress, where the client gives it a token.
    server.request("workspace/diagnostic", json!({ "previousResultIds": [], "workDoneToken": "w" }));
    for kind in ["begin", "end"] {
        let of = |m: &Value| m["params"]["token"] == "w" && m["params"]["value"]["kind"] == kind;
        server.wait(kind, |m| m["method"] == "$/progress" && of(m));
    }

    // Of the open file of settings, too; and when settings change the client is to ask again.
    let settings = uri(&at, "imr.toml");
    server.open_as(&settings, "profil = 1\n", 1);
    let told = server.request("textDocument/diagnostic", json!({ "textDocument": { "uri": settings } }));
    assert_eq!(told["result"]["items"][0]["code"], "settings");
    fs::write(at.path().join("imr.toml"), "[severity]\noutcome-contradicts-rationale = \"off\"\n").unwrap();
    changed(&mut server, &settings);
    answer(&mut server, "workspace/diagnostic/refresh", Value::Null);
    let told = server.request("textDocument/diagnostic", json!({ "textDocument": { "uri": open } }));
    assert_eq!(told["result"]["items"], json!([]));
    let pushed = server.leave().iter().filter(|m| m["method"] == "textDocument/publishDiagnostics").count();
    assert_eq!(pushed, 0, "never both");
}

/// A draft of which a change was lost is no letter that was checked, and what is shown of it is asked for again.
#[test]
fn a_lost_draft_is_not_checked_and_what_it_showed_is_asked_for_again() {
    let at = folder(&[("a.imr", LETTER), ("b.imr", LETTER)]);
    let refreshing = json!({ "refreshSupport": true });
    let capabilities = json!({ "workspace": {
        "codeLens": refreshing, "semanticTokens": refreshing, "inlayHint": refreshing } });
    let (mut server, _) = serve(&at, capabilities, json!({}));
    let refreshed = |server: &mut Server| {
        for what in ["codeLens", "semanticTokens", "inlayHint"] {
            let method = format!("workspace/{what}/refresh");
            server.wait(&method, |m| m["method"] == method.as_str() && m.get("id").is_some());
        }
    };
    let letter = uri(&at, "a.imr");
    server.open_as(&letter, &contradiction(), 1);
    assert_eq!(next(&mut server, &letter), wrong(1));
    let lost =
        json!({ "textDocument": { "uri": letter, "version": 2 }, "contentChanges": [{ "range": 3, "text": "" }] });
    server.notify("textDocument/didChange", lost);
    refreshed(&mut server);
    let told = command(&mut server, "imr-ls.checkWorkspace", json!({}))["result"].take();
    assert_eq!((&told["files"], &told["errors"]), (&json!(1), &json!(0)), "{told}");
    assert!(told["unreadable"][0].as_str().is_some_and(|why| why.starts_with("a.imr: ")), "{told}");

    // So is it when settings change.
    fs::write(at.path().join("imr.toml"), "profile = \"final\"\n").unwrap();
    changed(&mut server, &uri(&at, "imr.toml"));
    refreshed(&mut server);
    server.leave();
}

#[test]
fn on_save_new_findings_wait_and_cured_ones_go() {
    let at = folder(&[]);
    let (mut server, _) = serve(&at, json!({}), json!({ "validate": "onSave" }));
    let letter = uri(&at, "a.imr");
    server.open_as(&letter, LETTER, 1);
    assert_eq!(next(&mut server, &letter), []);
    let (line, column) = place(LETTER, "Upheld");
    let mut version = 1;
    let mut edit = |server: &mut Server, from: u32, words: &str| {
        version += 1;
        let change = json!([replace((line, column), (line, column + from), words)]);
        let params = json!({ "textDocument": { "uri": letter, "version": version }, "contentChanges": change });
        server.notify("textDocument/didChange", params);
    };
    edit(&mut server, 6, "Overturned");
    assert_eq!(next(&mut server, &letter), []);
    save(&mut server, &letter);
    assert_eq!(next(&mut server, &letter), wrong(1));
    edit(&mut server, 10, "Upheld");
    assert_eq!(next(&mut server, &letter), []);
    server.notify("workspace/didChangeConfiguration", json!({ "settings": { "imr": { "validate": "onType" } } }));
    assert_eq!(next(&mut server, &letter), []);
    edit(&mut server, 6, "Overturned");
    assert_eq!(next(&mut server, &letter), wrong(1));
    server.leave();
}

#[test]
fn commands_answer() {
    let at = folder(&[]);
    let (mut server, offers) = serve(&at, json!({}), json!({}));
    let told = command(&mut server, "imr-ls.newLetter", json!({ "items": 2 }));
    let letter = told["result"]["text"].as_str().unwrap().to_string();
    assert_eq!(letter.matches("Decision rationale:").count(), 2, "{letter}");
    assert_eq!(error(&command(&mut server, "imr-ls.readiness", json!({}))), -32803, "nothing is open");

    let uri = uri(&at, "a.imr");
    server.open_as(&uri, &contradiction(), 1);
    let told = command(&mut server, "imr-ls.readiness", json!({ "uri": uri }))["result"].take();
    assert_eq!((&told["ready"], &told["errors"]), (&json!(false), &json!(1)));
    assert_eq!(told["message"], "Not ready to be signed: 1 error.");
    server.open_as(&uri, LETTER, 1);
    let told = command(&mut server, "imr-ls.readiness", json!({ "uri": uri }))["result"].take();
    assert_eq!((&told["ready"], &told["message"]), (&json!(true), &json!("Ready to be signed: nothing found.")));
    // Who names no draft sees it in a message.
    server.request("workspace/executeCommand", json!({ "command": "imr-ls.readiness" }));
    let shown = server.wait("a message", |m| m["method"] == "window/showMessage");
    assert_eq!(shown["params"]["message"], "Ready to be signed: nothing found.");

    // What is not written yet is counted, and listed once the draft is saved.
    let ready = |server: &mut Server| {
        let told = command(server, "imr-ls.readiness", json!({ "uri": uri }))["result"].take();
        (told["keptBack"].as_bool().unwrap(), told["message"].as_str().unwrap().to_string())
    };
    let (line, _) = place(LETTER, "MAXIMUS guideline");
    let document = json!({ "uri": uri, "version": 2 });
    let change = replace((line, 0), (line + 1, 0), "");
    server.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    let wanted = "Not ready to be signed: 1 error. Save the draft to see all of it listed.";
    assert_eq!(ready(&mut server), (true, wanted.to_string()));
    server.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(ready(&mut server), (false, "Not ready to be signed: 1 error.".to_string()));

    let told = command(&mut server, "imr-ls.explain", json!({ "code": "no-items" }));
    assert!(told["result"]["markdown"].as_str().unwrap().len() > 100, "{told}");
    for (name, argument) in [
        ("imr-ls.explain", json!({ "code": "no-itms" })),
        ("imr-ls.explain", json!(3)),
        ("imr-ls.newLetter", json!({ "items": "two" })),
        ("imr-ls.nothing", json!({})),
    ] {
        assert_eq!(error(&command(&mut server, name, argument)), -32602, "{name}");
    }
    // Everything that is offered is done.
    for name in offers["executeCommandProvider"]["commands"].as_array().unwrap() {
        let reply = command(&mut server, name.as_str().unwrap(), json!({}));
        assert!(!reply.to_string().contains("there is no command"), "{reply}");
    }
    server.leave();
}

#[test]
fn without_a_folder_there_is_nothing_to_check() {
    let mut server = Server::initialized(json!({}));
    let reply = command(&mut server, "imr-ls.checkWorkspace", json!({}));
    assert_eq!(error(&reply), -32803, "{reply}");
    server.leave();
}

#[test]
#[cfg(unix)]
fn what_only_looks_like_a_letter_is_passed_over() {
    use std::os::unix::fs::symlink;
    let at = folder(&[("a.imr", &contradiction())]);
    symlink(Path::new("nowhere"), at.path().join("gone.imr")).unwrap();
    fs::create_dir(at.path().join("folder.imr")).unwrap();
    let (mut server, _) = serve(&at, json!({}), json!({}));
    let told = command(&mut server, "imr-ls.checkWorkspace", json!({}))["result"].take();
    assert_eq!((&told["files"], &told["errors"]), (&json!(1), &json!(1)), "{told}");
    server.leave();
}

#[test]
fn older_clients_name_one_root() {
    let at = folder(&[("b.imr", &contradiction())]);
    let path = fs::canonicalize(at.path()).unwrap();
    for root in [json!({ "rootUri": uri(&at, "") }), json!({ "rootUri": null, "rootPath": path })] {
        let mut server = Server::start();
        let mut params = json!({ "processId": null, "capabilities": {}, "workspaceFolders": null });
        params.as_object_mut().unwrap().extend(root.as_object().unwrap().clone());
        server.request("initialize", params);
        assert_eq!(command(&mut server, "imr-ls.checkWorkspace", json!({}))["result"]["files"], 1, "{root}");
        server.leave();
    }
}

#[test]
fn folders_come_and_go() {
    let (first, second) = (folder(&[]), folder(&[("b.imr", &contradiction())]));
    let (mut server, _) = serve(&first, json!({}), json!({}));
    let check = |server: &mut Server| command(server, "imr-ls.checkWorkspace", json!({}))["result"]["files"].clone();
    assert_eq!(check(&mut server), 0);
    let named = |at: &TempDir| json!({ "uri": uri(at, ""), "name": "x" });
    let change = json!({ "event": { "added": [named(&second)], "removed": [named(&first)] } });
    server.notify("workspace/didChangeWorkspaceFolders", change);
    assert_eq!(check(&mut server), 1);
    server.leave();
}

#[test]
fn a_pack_of_ones_own_is_shown_led_to_and_followed() {
    let pack = |says: &str| {
        format!(
            "[[chapter]]\nid = \"house\"\ntitle = \"House Guide\"\nyear = 2020\ndates = \"label\"\nnote = \"{says}\"\n"
        )
    };
    let at = folder(&[("imr.toml", "packs = [\"own/house.toml\"]\n"), ("own/house.toml", &pack("first"))]);
    let (mut server, _) = serve(&at, watching(), json!({}));
    answer(&mut server, "client/registerCapability", Value::Null);
    let (letter, house) = (uri(&at, "a.imr"), uri(&at, "own/house.toml"));
    let text =
        contradiction().replace("MAXIMUS guideline: ", "MAXIMUS guideline: Decision based on MTUS House Guide 2020. ");
    let line = text.lines().position(|line| line.contains("House Guide")).unwrap();
    let character = text.lines().nth(line).unwrap().find("House").unwrap() + 2;
    server.open_as(&letter, &text, 1);
    assert_eq!(next(&mut server, &letter), wrong(1));

    let place = json!({ "textDocument": { "uri": letter }, "position": { "line": line, "character": character } });
    let hover = |server: &mut Server| {
        server.request("textDocument/hover", place.clone())["result"]["contents"]["value"]
            .as_str()
            .unwrap_or("")
            .to_string()
    };
    let shown = hover(&mut server);
    assert!(shown.contains("House Guide") && shown.contains("First.") && shown.contains("own/house.toml"), "{shown}");
    let led = server.request("textDocument/definition", place.clone());
    let start = json!({ "line": 0, "character": 0 });
    assert_eq!(led["result"], json!({ "uri": house, "range": { "start": start, "end": start } }));

    // It is written anew, with a slip: what holds is shown, the slip is told in it.
    fs::write(at.path().join("own/house.toml"), pack("second") + "\n[other]\n").unwrap();
    changed(&mut server, &house);
    assert_eq!(next(&mut server, &house), [("settings".into(), 2)]);
    assert!(hover(&mut server).contains("Second."));
    // It goes: the setting that names it says so.
    fs::remove_file(at.path().join("own/house.toml")).unwrap();
    changed(&mut server, &house);
    assert_eq!(next(&mut server, &uri(&at, "imr.toml")), [("settings".into(), 2)]);
    assert_eq!(hover(&mut server), "");
    server.leave();
}
