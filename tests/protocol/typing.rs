//! What a client sees while a draft is typed, and by which channel.

use serde_json::json;

use super::*;

#[test]
fn what_is_not_yet_written_is_held_back_while_typing() {
    let mut server = with_letter();
    let (line, column) = place(LETTER, "Decision rationale:");
    let label = (line, column + "Decision rationale:".len() as u32);
    server.change(2, json!([replace((line, column), label, "")]));
    assert!(!codes(&server.diagnostics_of(2)).contains(&"missing-field"), "held back");
    server.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert!(codes(&server.diagnostics()).contains(&"missing-field"), "shown when saved");
    // An edit elsewhere, lines above: it stays, at its new place.
    server.change(3, json!([replace((0, 0), (0, 0), "\n\n")]));
    let moved = server.diagnostics_of(3);
    assert!(codes(&moved).contains(&"missing-field"));
    // Cured, it vanishes; taken away again, it is held back again.
    server.change(4, json!([replace((line + 2, column), (line + 2, column), "Decision rationale:")]));
    assert!(!codes(&server.diagnostics_of(4)).contains(&"missing-field"));
    server.change(5, json!([replace((line + 2, column), (line + 2, label.1), "")]));
    assert!(!codes(&server.diagnostics_of(5)).contains(&"missing-field"));
    server.leave();
}

#[test]
fn a_contradiction_shows_when_it_is_typed() {
    let mut server = with_letter();
    let (line, column) = place(LETTER, "not medically necessary");
    server.change(2, json!([replace((line, column), (line, column + 4), "")]));
    assert!(codes(&server.diagnostics_of(2)).contains(&"outcome-contradicts-rationale"));
    server.change(3, json!([replace((line, column), (line, column), "not ")]));
    assert!(!codes(&server.diagnostics_of(3)).contains(&"outcome-contradicts-rationale"));
    server.leave();
}

#[test]
fn positions_are_counted_as_agreed() {
    let bad = LETTER.replacen("Decision rationale:", "", 1);
    let (line, _) = place(&bad, "MRI of the left knee");
    for (encodings, agreed, width) in [
        (json!(["utf-16"]), "utf-16", 3),
        (json!(["utf-16", "utf-32"]), "utf-32", 2),
        (json!(["utf-16", "utf-8", "utf-32"]), "utf-8", 5),
        (json!([]), "utf-16", 3),
    ] {
        let mut server = Server::start();
        let general = json!({ "positionEncodings": encodings });
        let reply = server.request("initialize", json!({ "capabilities": { "general": general } }));
        assert_eq!(reply["result"]["capabilities"]["positionEncoding"], agreed);
        server.open(&bad.replace("MRI of", "💊 MRI of"));
        let hover = server.hover_at(line, width + "MRI of the left knee: ".len() as u32);
        assert!(hover["result"].is_object(), "{agreed}: {hover}");
        assert_eq!(hover["result"]["range"]["start"]["character"], width + "MRI of the left knee: ".len() as u32);
        server.leave();
    }
}

#[test]
fn a_client_that_pulls_is_not_pushed_to() {
    for parameters in [
        json!({ "capabilities": { "textDocument": { "diagnostic": {} } } }),
        json!({ "capabilities": { "textDocument": { "publishDiagnostics": {} } }, "initializationOptions": { "diagnostics": "pull" } }),
    ] {
        let mut server = Server::start();
        let reply = server.request("initialize", parameters);
        assert!(reply["result"]["capabilities"]["diagnosticProvider"].is_object(), "{reply}");
        server.open(&LETTER.replacen("Decision rationale:", "", 1));
        let document = json!({ "uri": URI });
        let report = server.request("textDocument/diagnostic", json!({ "textDocument": document }))["result"].take();
        assert_eq!(report["kind"], "full");
        assert_eq!(report["items"][0]["code"], "missing-field");
        let again = json!({ "textDocument": document, "previousResultId": report["resultId"] });
        assert_eq!(server.request("textDocument/diagnostic", again.clone())["result"]["kind"], "unchanged");
        // Another version of the text, of which the same is to be said at the same places.
        let (line, column) = place(LETTER, "CLINICAL CASE SUMMARY");
        let behind = (line, column + "CLINICAL CASE SUMMARY".len() as u32);
        server.change(2, json!([replace(behind, behind, " ")]));
        assert_eq!(server.request("textDocument/diagnostic", again)["result"]["kind"], "unchanged");
        server.change(3, json!([replace((0, 0), (0, 0), "\n")]));
        let after = json!({ "textDocument": document, "previousResultId": report["resultId"] });
        assert_eq!(server.request("textDocument/diagnostic", after)["result"]["kind"], "full");
        let rest = server.leave();
        assert!(rest.is_empty(), "{rest:?}");
    }
}

#[test]
fn a_session_of_a_real_editor() {
    let mut server = Server::start();
    let reply = server.request("initialize", json!({
        "processId": std::process::id(),
        "clientInfo": { "name": "Visual Studio Code", "version": "1.105.0" },
        "locale": "en", "rootPath": "/drafts", "rootUri": "file:///drafts",
        "workspaceFolders": [{ "uri": "file:///drafts", "name": "drafts" }], "trace": "off",
        "capabilities": {
            "workspace": { "applyEdit": true, "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
                "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true }, "diagnostics": { "refreshSupport": true } },
            "textDocument": {
                "synchronization": { "dynamicRegistration": true, "willSave": true, "didSave": true },
                "publishDiagnostics": { "relatedInformation": true, "versionSupport": false, "codeDescriptionSupport": true, "dataSupport": true },
                "diagnostic": { "dynamicRegistration": true, "relatedDocumentSupport": false },
                "hover": { "dynamicRegistration": true, "contentFormat": ["markdown", "plaintext"] },
                "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                "codeAction": { "isPreferredSupport": true, "dataSupport": true, "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["", "quickfix"] } } },
                "foldingRange": { "lineFoldingOnly": true }
            },
            "general": { "positionEncodings": ["utf-16"], "staleRequestSupport": { "cancel": true, "retryOnContentModified": [] } }
        }
    }));
    let offers = &reply["result"]["capabilities"];
    assert_eq!(offers["textDocumentSync"]["change"], 2);
    assert!(offers.get("diagnosticProvider").is_none(), "pushed, so not pulled as well");
    server.notify("initialized", json!({}));
    server.notify("$/setTrace", json!({ "value": "off" }));
    server.open(LETTER);
    let opened = server.diagnostics_of(1);
    assert_eq!(opened["diagnostics"], json!([]), "a good letter is silent");

    let (line, column) = place(LETTER, "Decision rationale:");
    let label = (line, column + "Decision rationale:".len() as u32);
    server.change(2, json!([replace((line, column), label, ""), replace((0, 0), (0, 0), "\r\n")]));
    server.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    let found =
        server.wait("the missing field", |m| m["params"]["diagnostics"][0]["code"] == "missing-field")["params"].take();
    let diagnostic = &found["diagnostics"][0];
    assert_eq!(found["version"], 2);
    assert_eq!((&diagnostic["severity"], &diagnostic["source"]), (&json!(1), &json!("imr")));
    assert_eq!(diagnostic["data"]["fixes"].as_array().map(Vec::len), Some(1), "{diagnostic}");

    let symbols = server.symbols();
    assert!(symbols.as_array().unwrap().iter().any(|s| !s["children"].as_array().unwrap().is_empty()), "{symbols}");
    let (outcome_line, outcome) = place(LETTER, "Upheld");
    let hover = server.hover_at(outcome_line + 1, outcome + 2);
    assert_eq!(hover["result"]["contents"]["kind"], "markdown", "{hover}");
    let folds = server.request("textDocument/foldingRange", json!({ "textDocument": { "uri": URI } }));
    assert!(!folds["result"].as_array().unwrap().is_empty());

    let context = json!({ "diagnostics": [diagnostic], "triggerKind": 2 });
    let ask = json!({ "textDocument": { "uri": URI }, "range": diagnostic["range"], "context": context });
    let actions = server.request("textDocument/codeAction", ask)["result"].take();
    let action = &actions[0];
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"][0], *diagnostic);
    let edit = &action["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"], json!({ "uri": URI, "version": 2 }));
    // Applied, it cures.
    let fix = &edit["edits"][0];
    server.change(3, json!([{ "range": fix["range"], "text": fix["newText"] }]));
    assert!(!codes(&server.diagnostics_of(3)).contains(&"missing-field"));

    server.notify("$/cancelRequest", json!({ "id": 1 }));
    server.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(server.diagnostics()["diagnostics"], json!([]));
    server.leave();
}
