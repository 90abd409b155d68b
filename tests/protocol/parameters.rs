//! Every method of the protocol with parameters of every wrong kind: one answer, an error or a sound one, and alive.

use serde_json::{Value, json};

use super::*;

/// All requests that a client can send once it has said hello.
const REQUESTS: [&str; 58] = [
    "callHierarchy/incomingCalls",
    "callHierarchy/outgoingCalls",
    "codeAction/resolve",
    "codeLens/resolve",
    "completionItem/resolve",
    "documentLink/resolve",
    "inlayHint/resolve",
    "notebookDocument/sync",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/colorPresentation",
    "textDocument/completion",
    "textDocument/declaration",
    "textDocument/definition",
    "textDocument/diagnostic",
    "textDocument/documentColor",
    "textDocument/documentHighlight",
    "textDocument/documentLink",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/formatting",
    "textDocument/hover",
    "textDocument/implementation",
    "textDocument/inlayHint",
    "textDocument/inlineCompletion",
    "textDocument/inlineValue",
    "textDocument/linkedEditingRange",
    "textDocument/moniker",
    "textDocument/onTypeFormatting",
    "textDocument/prepareCallHierarchy",
    "textDocument/prepareRename",
    "textDocument/prepareTypeHierarchy",
    "textDocument/rangeFormatting",
    "textDocument/rangesFormatting",
    "textDocument/references",
    "textDocument/rename",
    "textDocument/selectionRange",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta",
    "textDocument/semanticTokens/range",
    "textDocument/signatureHelp",
    "textDocument/typeDefinition",
    "textDocument/willSaveWaitUntil",
    "typeHierarchy/subtypes",
    "typeHierarchy/supertypes",
    "workspace/diagnostic",
    "workspace/executeCommand",
    "workspace/symbol",
    "workspace/textDocumentContent",
    "workspace/willCreateFiles",
    "workspace/willDeleteFiles",
    "workspace/willRenameFiles",
    "workspaceSymbol/resolve",
    "$/unknown",
    "no/such",
    "initialize",
    "textDocument/didOpen",
    "textDocument/didChange",
];

/// All notifications that a client can send, but the last one.
const NOTIFICATIONS: [&str; 20] = [
    "initialized",
    "textDocument/didOpen",
    "textDocument/didChange",
    "textDocument/didSave",
    "textDocument/didClose",
    "textDocument/willSave",
    "notebookDocument/didOpen",
    "notebookDocument/didChange",
    "notebookDocument/didSave",
    "notebookDocument/didClose",
    "workspace/didChangeConfiguration",
    "workspace/didChangeWatchedFiles",
    "workspace/didChangeWorkspaceFolders",
    "workspace/didCreateFiles",
    "workspace/didDeleteFiles",
    "workspace/didRenameFiles",
    "window/workDoneProgress/cancel",
    "$/cancelRequest",
    "$/progress",
    "$/setTrace",
];

/// Parameters that no method takes as they are, as JSON.
fn wrong() -> Vec<String> {
    let place = |line: &str| {
        let at = format!(r#"{{"line":{line},"character":{line}}}"#);
        format!(
            r#"{{"textDocument":{{"uri":"{URI}","version":2}},"position":{at},"positions":[{at}],
            "range":{{"start":{at},"end":{at}}},"contentChanges":[{{"range":{{"start":{at},"end":{at}}},"text":7}}]}}"#
        )
    };
    let mut all: Vec<String> =
        ["null", "[]", "{}", "\"x\"", "3", "true", "[[]]", "[null,null,null]", r#"{"textDocument":null}"#]
            .map(str::to_string)
            .to_vec();
    for uri in ["3", "null", r#""""#, r#""no uri""#, r#""file:""#, r#""%zz:\u0000""#, r#""\ud83d""#, "[]", "{}"] {
        all.push(format!(r#"{{"textDocument":{{"uri":{uri}}},"position":{{"line":0,"character":0}}}}"#));
        all.push(format!(
            r#"{{"id":{uri},"token":{uri},"value":{uri},"query":{uri},"command":{uri},"settings":{uri},"changes":[{{"uri":{uri}}}]}}"#
        ));
    }
    for number in ["-1", "1.5", "\"1\"", "null", "4294967296", "1e300", "99999999999999999999", "[]", "{}"] {
        all.push(place(number));
    }
    all.push(format!("{}{}", "[".repeat(100), "]".repeat(100)));
    all.push(format!("{}1{}", r#"{"textDocument":"#.repeat(100), "}".repeat(100)));
    all
}

fn sound(method: &str, params: &str, reply: &Value) {
    let code = error(reply);
    let refused = [-32600, -32601, -32602].contains(&code);
    assert!(refused || reply.get("result").is_some(), "{method} {params}: {reply}");
    assert!(reply.to_string().len() < 50_000, "{method} {params}");
}

#[test]
fn every_request_with_wrong_parameters() {
    let mut server = with_letter();
    let mut id = 10_000;
    for method in REQUESTS {
        for params in wrong().iter().map(|p| format!(r#","params":{p}"#)).chain([String::new()]) {
            id += 1;
            server.expect_reply(&json!(id));
            server.body(format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}"{params}}}"#));
            let reply = server.reply(&json!(id));
            sound(method, &params, &reply);
        }
        server.alive();
    }
    // The last of them were changes that are lost: nothing is said of the document until it is sent whole.
    assert!(server.hover_at(0, 5)["result"].is_null());
    server.change(9, json!([{ "text": LETTER }]));
    let hover = server.hover_at(0, 5);
    assert!(hover["result"].is_object(), "the document is what it was: {hover}");
    server.leave();
}

#[test]
fn every_notification_with_wrong_parameters() {
    let mut server = ready();
    for method in NOTIFICATIONS {
        for params in wrong().iter().map(|p| format!(r#","params":{p}"#)).chain([String::new()]) {
            server.open(LETTER);
            server.body(format!(r#"{{"jsonrpc":"2.0","method":"{method}"{params}}}"#));
        }
        server.alive();
    }
    // Whatever happened to it: opened anew, it is as good as ever.
    server.open_as(URI, &LETTER.replacen("Decision rationale:", "", 1), 9_000);
    assert!(codes(&server.diagnostics_of(9_000)).contains(&"missing-field"));
    let rest = server.leave();
    let strange = rest
        .iter()
        .find(|m| !m["method"].as_str().is_some_and(|m| m.starts_with("textDocument/") || m.starts_with("window/")));
    assert!(strange.is_none(), "{strange:?}");
}

#[test]
fn every_request_about_a_document_that_is_not_open() {
    let mut server = with_letter();
    let at = json!({ "line": 1, "character": 1 });
    for uri in ["file:///nowhere.imr", "untitled:Untitled-1", "http://h/a", "a:", "file:///drafts/a.imr?x#y"] {
        for method in REQUESTS {
            let params = json!({
                "textDocument": { "uri": uri }, "position": at, "positions": [at], "range": { "start": at, "end": at },
                "context": { "diagnostics": [], "includeDeclaration": true }, "query": "", "arguments": [uri],
                "options": { "tabSize": 4, "insertSpaces": true }, "command": "no.such", "previousResultId": "1",
                "previousResultIds": [{ "uri": uri, "value": "1" }], "files": [{ "uri": uri }],
            });
            let reply = server.request(method, params.clone());
            sound(method, &params.to_string(), &reply);
        }
    }
    server.alive();
    server.leave();
}

#[test]
fn notifications_with_an_id_are_answered_once_and_requests_without_one_never() {
    let mut server = with_letter();
    // A draft or a change with an id is one that is lost: c31.
    let others = ["$/cancelRequest", "textDocument/didOpen", "textDocument/didChange"];
    for method in NOTIFICATIONS.iter().filter(|method| !others.contains(method)) {
        let reply = server.request(method, at(0, 0));
        sound(method, "a notification's", &reply);
    }
    for method in REQUESTS.iter().filter(|method| !method.starts_with("textDocument/did")) {
        server.notify(method, at(0, 0));
    }
    server.alive();
    assert!(server.leave().is_empty());
}

#[test]
fn hello_and_good_bye_without_an_id_are_none() {
    let mut server = Server::start();
    server.notify("initialize", json!({ "capabilities": {} }));
    server.notify("shutdown", Value::Null);
    assert_eq!(error(&server.hover_at(0, 0)), -32002);
    for params in [json!(null), json!([]), json!({ "capabilities": 3 }), json!({ "processId": "x" })] {
        assert_eq!(error(&server.request("initialize", params)), -32602);
    }
    assert!(server.request("initialize", json!({ "capabilities": {} }))["result"].is_object());
    server.notify("initialize", json!({ "capabilities": {} }));
    server.notify("shutdown", Value::Null);
    server.open(LETTER);
    server.diagnostics_of(1);
    server.alive();
    server.leave();
}

#[test]
fn every_command_with_wrong_arguments() {
    let mut server = Server::start();
    let reply = server.request("initialize", json!({ "capabilities": { "window": { "workDoneProgress": true } } }));
    let commands = reply["result"]["capabilities"]["executeCommandProvider"]["commands"].as_array().unwrap().clone();
    server.notify("initialized", json!({}));
    server.open(LETTER);
    let mut id = 50_000;
    for command in commands.iter().map(|command| command.as_str().unwrap()).chain(["", "no.such", "imr-ls."]) {
        for argument in wrong() {
            for arguments in [argument.clone(), format!("[{argument}]"), format!("[{argument},{argument}]")] {
                for token in ["", r#","workDoneToken":"t""#, r#","workDoneToken":{}"#] {
                    id += 1;
                    server.expect_reply(&json!(id));
                    let params = format!(r#"{{"command":"{command}","arguments":{arguments}{token}}}"#);
                    server.body(format!(
                        r#"{{"jsonrpc":"2.0","id":{id},"method":"workspace/executeCommand","params":{params}}}"#
                    ));
                    let reply = server.reply(&json!(id));
                    // Understood, and not to be done.
                    let cannot = error(&reply) == -32803 && reply["error"]["message"].is_string();
                    if !cannot {
                        sound(command, &params, &reply);
                    }
                }
            }
        }
        server.alive();
    }
    server.leave();
}
