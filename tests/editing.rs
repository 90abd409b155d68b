//! The shipped binary over real pipes: each capability beyond the first few, with an answer that says something.

mod support;

use serde_json::{Value, json};
use support::*;

/// A server with the letter open, and what it offers. Its client knows everything.
fn opened(text: &str) -> (Server, Value) {
    let mut server = Server::start();
    let capabilities = json!({
        "textDocument": {
            "semanticTokens": { "requests": { "full": true, "range": true }, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"] },
            "completion": { "completionItem": { "snippetSupport": true } },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [""] } } },
        },
        "window": { "showDocument": { "support": true } },
    });
    let mut reply = server.request("initialize", json!({ "processId": null, "capabilities": capabilities }));
    server.notify("initialized", json!({}));
    server.open(text);
    server.diagnostics_of(1);
    (server, reply["result"]["capabilities"].take())
}

fn ask(server: &mut Server, method: &str, mut params: Value) -> Value {
    params["textDocument"] = json!({ "uri": URI });
    let reply = server.request(&format!("textDocument/{method}"), params);
    assert!(reply.get("error").is_none(), "{reply}");
    reply["result"].clone()
}

fn position((line, character): (u32, u32)) -> Value {
    json!({ "line": line, "character": character })
}

/// The words at a range, which is on one line.
fn words<'a>(text: &'a str, range: &Value) -> &'a str {
    assert_eq!(range["start"]["line"], range["end"]["line"], "{range}");
    let line = text.lines().nth(range["start"]["line"].as_u64().unwrap() as usize).unwrap();
    let column = |end: &str| range[end]["character"].as_u64().unwrap() as usize;
    &line[column("start")..column("end")]
}

#[test]
fn lenses_and_hints_tell_how_items_stand() {
    let (mut server, offers) = opened(LETTER);
    assert!(offers["codeLensProvider"].is_object(), "{offers}");
    let lenses = ask(&mut server, "codeLens", json!({}));
    assert_eq!(lenses.as_array().unwrap().len(), 2, "{lenses}");
    assert_eq!(lenses[0]["command"]["title"], "Upheld · rationale: not medically necessary · no findings");
    assert_eq!(words(LETTER, &lenses[0]["range"]), "MRI of the left knee: Upheld");

    assert_eq!(offers["inlayHintProvider"], true);
    let (line, _) = place(LETTER, "There is no locking");
    let row = json!({ "range": { "start": position((line, 0)), "end": position((line + 1, 0)) } });
    let hints = ask(&mut server, "inlayHint", row);
    assert_eq!(hints.as_array().unwrap().len(), 1, "{hints}");
    assert_eq!(hints[0]["label"], "= not medically necessary");
    let (_, end) = place(LETTER, " medically necessary.\n");
    assert_eq!(hints[0]["position"], position((line, end + " medically necessary.".len() as u32)));
    server.leave();
}

#[test]
fn a_lens_leads_to_the_words_that_conclude() {
    let (mut server, _) = opened(LETTER);
    let lenses = ask(&mut server, "codeLens", json!({}));
    // What is typed above does not lead it astray.
    server.change(2, json!([replace((0, 0), (0, 0), "\n\n")]));
    let text = format!("\n\n{LETTER}");
    let lens = &lenses[0]["command"];
    let params = json!({ "command": lens["command"], "arguments": lens["arguments"] });
    let reply = server.request("workspace/executeCommand", params.clone());
    assert_eq!(reply.get("result"), Some(&json!(null)), "{reply}");
    let there = server.wait("to be led there", |m| m["method"] == "window/showDocument")["params"].take();
    assert_eq!((&there["uri"], &there["takeFocus"]), (&json!(URI), &json!(true)));
    assert!(words(&text, &there["selection"]).contains("medically necessary"), "{there}");
    // The item is gone, then the draft.
    server.change(3, json!([{ "text": "" }]));
    let reply = server.request("workspace/executeCommand", params.clone());
    assert!(reply["error"]["message"].as_str().unwrap().contains("no such item"), "{reply}");
    server.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    let reply = server.request("workspace/executeCommand", params);
    assert!(reply["error"]["message"].as_str().unwrap().contains("not open"), "{reply}");
    server.leave();
}

#[test]
fn a_client_that_can_be_led_nowhere_is_only_told() {
    let mut server = Server::initialized(json!({}));
    server.open(LETTER);
    let lenses = ask(&mut server, "codeLens", json!({}));
    assert_eq!(lenses[0]["command"]["command"], "");
    assert!(lenses[0]["command"]["title"].as_str().unwrap().starts_with("Upheld"), "{lenses}");
    server.leave();
}

#[test]
fn statutes_lead_to_their_pages() {
    let text = LETTER.replace("was not tried.", "was not tried, as Labor Code section 4610.5 has it.");
    let (mut server, offers) = opened(&text);
    assert!(offers["documentLinkProvider"].is_object(), "{offers}");
    let found = ask(&mut server, "documentLink", json!({}));
    let target = |link: &Value| link["target"].as_str().unwrap().to_string();
    let statute = found.as_array().unwrap().iter().find(|link| target(link).contains("4610.5")).unwrap();
    assert!(words(&text, &statute["range"]).contains("4610.5"), "{statute}");
    assert!(target(statute).starts_with("https://leginfo.legislature.ca.gov/"), "{statute}");
    assert!(statute.get("tooltip").is_none(), "the client shows none: {statute}");
    server.leave();
}

#[test]
fn tokens_come_as_what_differs() {
    let (mut server, offers) = opened(LETTER);
    assert_eq!(offers["semanticTokensProvider"]["full"]["delta"], true);
    let first = ask(&mut server, "semanticTokens/full", json!({}));
    let (line, _) = place(LETTER, "MRI of");
    server.change(2, json!([replace((line, 0), (line, 0), "Open ")]));
    let again = json!({ "previousResultId": first["resultId"] });
    let edits = ask(&mut server, "semanticTokens/full/delta", again.clone());
    let whole = ask(&mut server, "semanticTokens/full", json!({}));
    let mut data: Vec<Value> = first["data"].as_array().unwrap().clone();
    assert_eq!(edits["edits"].as_array().unwrap().len(), 1, "{edits}");
    for edit in edits["edits"].as_array().unwrap() {
        let (start, gone) = (edit["start"].as_u64().unwrap() as usize, edit["deleteCount"].as_u64().unwrap() as usize);
        data.splice(start..start + gone, edit["data"].as_array().unwrap().clone());
    }
    assert_eq!(json!(data), whole["data"]);
    // Under a name that is not known any more everything comes.
    assert!(ask(&mut server, "semanticTokens/full/delta", again)["data"].is_array());
    server.leave();
}

#[test]
fn selections_grow() {
    let (mut server, offers) = opened(LETTER);
    assert_eq!(offers["selectionRangeProvider"], true);
    let at = place(LETTER, "locking");
    let found = ask(&mut server, "selectionRange", json!({ "positions": [position(at), position((0, 0))] }));
    assert_eq!(found.as_array().unwrap().len(), 2);
    assert_eq!(words(LETTER, &found[0]["range"]), "locking");
    let sentence = &found[0]["parent"];
    assert_eq!(words(LETTER, &sentence["range"]), "There is no locking and no sign of a tear.");
    let mut levels = 1;
    let mut level = &found[0];
    while level["parent"].is_object() {
        level = &level["parent"];
        levels += 1;
    }
    assert_eq!(levels, 7, "word, sentence, body, field, item, section, draft: {found}");
    server.leave();
}

#[test]
fn outcome_and_conclusion_are_linked() {
    let text = LETTER.replace("There is no locking", "An mri of the left knee needs locking");
    let (mut server, offers) = opened(&text);
    for capability in ["documentHighlightProvider", "definitionProvider", "referencesProvider"] {
        assert_eq!(offers[capability], true);
    }
    let outcome = json!({ "position": position(place(&text, "Upheld")) });
    let target = ask(&mut server, "definition", outcome.clone());
    assert_eq!((&target["uri"], words(&text, &target["range"])), (&json!(URI), "is not medically necessary"));
    let back = ask(&mut server, "definition", json!({ "position": position(place(&text, "request is not")) }));
    assert_eq!(words(&text, &back["range"]), "Upheld");
    let lit = ask(&mut server, "documentHighlight", outcome.clone());
    let lit: Vec<_> = lit.as_array().unwrap().iter().map(|h| words(&text, &h["range"])).collect();
    assert_eq!(lit, ["Upheld", "is not medically necessary"]);

    for (origin, expected) in
        [(true, vec!["MRI of the left knee", "mri of the left knee"]), (false, vec!["mri of the left knee"])]
    {
        let ask_for = json!({ "position": position(place(&text, "MRI")), "context": { "includeDeclaration": origin } });
        let found = ask(&mut server, "references", ask_for);
        let found: Vec<_> = found.as_array().unwrap().iter().map(|l| words(&text, &l["range"])).collect();
        assert_eq!(found, expected);
    }
    assert!(ask(&mut server, "definition", json!({ "position": position((0, 0)) })).is_null());
    server.leave();
}

#[test]
fn symbols_of_all_open_documents_are_found() {
    let (mut server, offers) = opened(LETTER);
    assert_eq!(offers["workspaceSymbolProvider"], true);
    server.open_as("file:///drafts/b.imr", "Brace for the LEFT KNEE: Upheld\nDecision rationale: So.\n", 1);
    let found = server.request("workspace/symbol", json!({ "query": "left knee" }))["result"].take();
    let told: Vec<_> = found.as_array().unwrap().iter().map(|s| (&s["name"], &s["location"]["uri"])).collect();
    let (a, b) = (json!("MRI of the left knee"), json!("Brace for the LEFT KNEE"));
    assert_eq!(told, [(&a, &json!(URI)), (&b, &json!("file:///drafts/b.imr"))]);
    server.leave();
}

#[test]
fn structure_is_told_as_tokens() {
    let text = LETTER.replace("MRI of", "💊 MRI of");
    let (mut server, offers) = opened(&text);
    let legend = &offers["semanticTokensProvider"]["legend"]["tokenTypes"];
    let names = ["namespace", "class", "property", "enumMember", "function", "variable", "number", "string"];
    assert_eq!(*legend, json!(names));
    let (line, column) = place(&text, "Upheld");
    let row = json!({ "range": { "start": position((line, 0)), "end": position((line + 1, 0)) } });
    let found = ask(&mut server, "semanticTokens/range", row)["data"].take();
    // Title and outcome; columns in UTF-16.
    assert_eq!(found, json!([line, 0, column - 2, 1, 0, 0, column, 6, 3, 0]));
    let all = ask(&mut server, "semanticTokens/full", json!({}))["data"].take();
    assert_eq!(all.as_array().unwrap().len(), 5 * (3 + 2 + 2 + 6 + 4), "{all}");
    assert_eq!(all[3], 0, "a heading first");
    server.leave();

    let mut plain = Server::start();
    let reply = plain.request("initialize", json!({ "capabilities": {} }));
    assert!(reply["result"]["capabilities"].get("semanticTokensProvider").is_none());
    plain.leave();
}

/// The document with these edits done.
fn edited(text: &str, edits: &Value) -> String {
    let byte = |at: &Value| {
        let line = at["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        start + at["character"].as_u64().unwrap() as usize
    };
    let mut edits: Vec<_> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| byte(&edit["range"]["start"]));
    let mut new = text.to_string();
    for edit in edits.into_iter().rev() {
        let place = byte(&edit["range"]["start"])..byte(&edit["range"]["end"]);
        new.replace_range(place, edit["newText"].as_str().unwrap());
    }
    new
}

#[test]
fn structure_is_completed() {
    let text =
        LETTER.replace(": Upheld", ":").replace("MAXIMUS guideline: Decision based on MTUS Chronic Pain.", "max");
    for snippets in [true, false] {
        let mut server = Server::start();
        let item = json!({ "completion": { "completionItem": { "snippetSupport": snippets } } });
        let reply = server.request("initialize", json!({ "capabilities": { "textDocument": item } }));
        assert_eq!(reply["result"]["capabilities"]["completionProvider"]["triggerCharacters"], json!([":"]));
        server.open(&text);
        let (line, column) = place(&text, "MRI of the left knee:");
        let at = position((line, column + "MRI of the left knee:".len() as u32));
        let context = json!({ "triggerKind": 2, "triggerCharacter": ":" });
        let found = ask(&mut server, "completion", json!({ "position": at, "context": context }));
        let labels: Vec<_> = found.as_array().unwrap().iter().map(|item| &item["label"]).collect();
        assert_eq!(labels, ["Upheld", "Overturned"]);
        let new = edited(&text, &json!([found[0]["textEdit"]]));
        assert!(new.contains("MRI of the left knee: Upheld\n"), "{new}");

        let (line, _) = place(&text, "max\n");
        let found = ask(&mut server, "completion", json!({ "position": position((line, 3)) }));
        let label = &found[0];
        assert_eq!(label["textEdit"]["range"], json!({ "start": position((line, 0)), "end": position((line, 3)) }));
        let (format, new) = if snippets { (2, "MAXIMUS guideline: $0") } else { (1, "MAXIMUS guideline: ") };
        assert_eq!((&label["insertTextFormat"], &label["textEdit"]["newText"]), (&json!(format), &json!(new)));

        let prose = ask(&mut server, "completion", json!({ "position": position(place(&text, "locking")) }));
        assert_eq!(prose, json!([]));
        server.leave();
    }
}

#[test]
fn what_is_completed_has_plain_line_ends() {
    // Editors write those of the draft; what has others in a snippet leaves stray characters in it.
    let text = LETTER.replace('\n', "\r\n").replace("CLINICAL CASE SUMMARY", "CLIN");
    for snippets in [true, false] {
        let mut server = Server::start();
        let item = json!({ "completion": { "completionItem": { "snippetSupport": snippets } } });
        server.request("initialize", json!({ "capabilities": { "textDocument": item } }));
        server.open(&text);
        let (line, column) = place(&text, "CLIN");
        let found = ask(&mut server, "completion", json!({ "position": position((line, column + 4)) }));
        let new = found[0]["textEdit"]["newText"].as_str().unwrap();
        assert!(new.starts_with("CLINICAL CASE SUMMARY\n") && !new.contains('\r'), "{new:?}");
        server.leave();
    }
}

#[test]
fn formatting_changes_white_space_only() {
    let text = LETTER.replace('\u{1f9b5}', "x").replace("wet stair.", "wet stair.  \n\n\n\n\n");
    let (mut server, offers) = opened(&text);
    assert_eq!(offers["documentFormattingProvider"], true);
    let options = json!({ "options": { "tabSize": 4, "insertSpaces": true } });
    let edits = ask(&mut server, "formatting", options.clone());
    let new = edited(&text, &edits);
    assert!(new.contains("wet stair.\n\n\n There"), "{new}");
    assert_eq!(new.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
    server.change(2, json!([{ "text": new }]));
    assert_eq!(ask(&mut server, "formatting", options), json!([]));
    server.leave();
}

#[test]
fn all_fixes_at_once_for_those_who_ask() {
    let text = LETTER.replace('\u{1f9b5}', "x").replace("MAXIMUS guideline:", "MAXIMUS guidline:");
    let (mut server, offers) = opened(&text);
    assert_eq!(offers["codeActionProvider"]["codeActionKinds"], json!(["quickfix", "source.fixAll.imr"]));
    let start = json!({ "start": position((0, 0)), "end": position((0, 0)) });
    let mut actions = |context: Value| ask(&mut server, "codeAction", json!({ "range": start, "context": context }));
    let found = actions(json!({ "diagnostics": [], "only": ["source.fixAll"] }));
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found[0]["kind"], "source.fixAll.imr");
    let new = edited(&text, &found[0]["edit"]["changes"][URI]);
    assert_eq!(new, LETTER.replace('\u{1f9b5}', "x"));
    assert_eq!(actions(json!({ "diagnostics": [] })), json!([]));
    assert!(actions(json!({ "diagnostics": [], "only": ["refactor"] })).is_null());
    server.leave();
}

#[test]
fn an_action_that_was_chosen_too_late_is_refused() {
    let text = LETTER.replace('\u{1f9b5}', "x").replace("MAXIMUS guideline:", "MAXIMUS guidline:");
    let mut server = Server::start();
    let resolve = json!({ "codeAction": { "dataSupport": true, "resolveSupport": { "properties": ["edit"] } } });
    let reply = server.request("initialize", json!({ "capabilities": { "textDocument": resolve } }));
    assert_eq!(reply["result"]["capabilities"]["codeActionProvider"]["resolveProvider"], true);
    server.open(&text);
    let at = position(place(&text, "MAXIMUS guidline"));
    let range = json!({ "start": at, "end": at });
    let mut offered = |only: &str| {
        let context = json!({ "diagnostics": [], "only": [only] });
        let found = ask(&mut server, "codeAction", json!({ "range": range, "context": context }));
        assert!(found[0].get("edit").is_none(), "{found}");
        found[0].clone()
    };
    let actions = [offered("quickfix"), offered("source.fixAll")];
    let wanted = [1, 2].map(|labels| {
        let mut all = text.clone();
        for _ in 0..labels {
            all = all.replacen("MAXIMUS guidline:", "MAXIMUS guideline:", 1);
        }
        all
    });
    for (action, wanted) in actions.iter().zip(&wanted) {
        let resolved = server.request("codeAction/resolve", action.clone())["result"].take();
        assert_eq!(edited(&text, &resolved["edit"]["changes"][URI]), *wanted, "{resolved}");
    }
    server.change(2, json!([replace((0, 0), (0, 0), " ")]));
    for action in actions {
        let refused = server.request("codeAction/resolve", action);
        assert_eq!(error(&refused), -32803, "{refused}");
    }
    server.leave();
}

#[test]
fn of_very_many_findings_the_gravest_are_shown() {
    let item = "Brace: Upheld\n\nDecision rationale: The request is medically necessary.\n\n";
    let text = format!("IMR ISSUES, DECISIONS AND RATIONALES\n\n{}", item.repeat(400));
    let mut server = Server::initialized(json!({}));
    server.open(&text);
    let told = server.diagnostics_of(1);
    let told = told["diagnostics"].as_array().unwrap();
    assert_eq!(told.len(), 101);
    let (last, shown) = told.split_last().unwrap();
    assert!(shown.iter().all(|d| d["severity"] == 1), "errors before warnings");
    let words = last["message"].as_str().unwrap();
    assert!(
        last["severity"] == 3 && words.ends_with("more findings are not shown here; imr-ls check lists all of them.")
    );
    let more: usize = words.split(' ').next().unwrap().parse().unwrap();
    assert!(more > 1000, "{words}");
    // A cure makes room for the next one.
    let (line, column) = place(&text, "Upheld");
    server.change(2, json!([replace((line, column), (line, column + 6), "Overturned")]));
    assert_eq!(server.diagnostics_of(2)["diagnostics"].as_array().unwrap().len(), 101);
    server.leave();
}
