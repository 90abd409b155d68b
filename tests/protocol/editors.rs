//! What real editors declare (tests/fixtures/initialize), and what each gets for it: the channel of its findings, the
//! unit of its columns, the shapes it can take. Then a short session with each.

use serde_json::{Value, json};

use super::*;

/// An editor, and what must come out for it.
struct Editor {
    name: &'static str,
    declares: &'static str,
    encoding: &'static str,
    /// Shows the other places of a finding.
    related: bool,
    /// Takes an outline with levels.
    nested: bool,
    markdown: bool,
    snippets: bool,
    /// Shows semantic tokens.
    tokens: bool,
    /// Takes edits that name a version.
    document_changes: bool,
    /// Tells of files that change, when it is asked to.
    watches: bool,
}

macro_rules! declares {
    ($name:literal) => {
        include_str!(concat!("../fixtures/initialize/", $name, ".json"))
    };
}

const EDITORS: [Editor; 7] = [
    Editor {
        name: "VS Code",
        declares: declares!("vscode"),
        encoding: "utf-16",
        related: true,
        nested: true,
        markdown: true,
        snippets: true,
        tokens: true,
        document_changes: true,
        watches: true,
    },
    Editor {
        name: "Neovim 0.10",
        declares: declares!("neovim-0.10"),
        encoding: "utf-16",
        related: true,
        nested: true,
        markdown: true,
        snippets: false,
        tokens: true,
        document_changes: false,
        watches: false,
    },
    Editor {
        name: "Neovim 0.12",
        declares: declares!("neovim-0.12"),
        encoding: "utf-8",
        related: true,
        nested: true,
        markdown: true,
        snippets: true,
        tokens: true,
        document_changes: false,
        watches: false,
    },
    Editor {
        name: "Helix",
        declares: declares!("helix"),
        encoding: "utf-8",
        related: false,
        nested: false,
        markdown: true,
        snippets: true,
        tokens: false,
        document_changes: true,
        watches: true,
    },
    Editor {
        name: "Zed",
        declares: declares!("zed"),
        encoding: "utf-16",
        related: true,
        nested: true,
        markdown: true,
        snippets: true,
        tokens: false,
        document_changes: true,
        watches: true,
    },
    Editor {
        name: "Emacs, Eglot",
        declares: declares!("emacs-eglot"),
        encoding: "utf-8",
        related: false,
        nested: true,
        markdown: false,
        snippets: false,
        tokens: false,
        document_changes: true,
        watches: true,
    },
    Editor {
        name: "Emacs, lsp-mode",
        declares: declares!("emacs-lsp-mode"),
        encoding: "utf-32",
        related: true,
        nested: true,
        markdown: true,
        snippets: false,
        tokens: false,
        document_changes: true,
        watches: true,
    },
];

impl Editor {
    fn params(&self) -> Value {
        let mut params: Value = serde_json::from_str(self.declares).unwrap();
        params["processId"] = json!(std::process::id());
        params
    }

    /// How many units the words take.
    fn width(&self, words: &str) -> u64 {
        let chars = words.chars();
        let width: usize = match self.encoding {
            "utf-8" => words.len(),
            "utf-16" => chars.map(char::len_utf16).sum(),
            _ => chars.count(),
        };
        width as u64
    }
}

/// A draft that contradicts itself, with a character before its item's title that each unit counts differently.
fn draft() -> String {
    LETTER.replace("MRI of", "💊 MRI of").replacen("is not medically necessary", "is medically necessary", 1)
}

/// What the server offers, and the server, greeted as an editor greets it, with the draft open.
fn greeted(params: Value) -> (Server, Value) {
    let mut server = Server::start();
    let mut reply = server.request("initialize", params);
    server.notify("initialized", json!({}));
    server.notify("$/setTrace", json!({ "value": "off" }));
    server.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    server.open(&draft());
    (server, reply["result"]["capabilities"].take())
}

fn contradiction(diagnostics: &Value) -> &Value {
    let found = diagnostics.as_array().unwrap().iter().find(|d| d["code"] == "outcome-contradicts-rationale");
    found.unwrap_or_else(|| panic!("{diagnostics}"))
}

#[test]
fn each_editor_is_pushed_to_and_gets_what_it_declares() {
    for editor in &EDITORS {
        let name = editor.name;
        let (mut server, offers) = greeted(editor.params());
        assert_eq!(offers["positionEncoding"], editor.encoding, "{name}");
        assert!(offers.get("diagnosticProvider").is_none(), "{name}: pushed to, so not to pull as well");
        assert_eq!(offers["textDocumentSync"]["change"], 2, "{name}");
        assert_eq!(offers.get("semanticTokensProvider").is_some(), editor.tokens, "{name}");

        let published = server.diagnostics_of(1);
        let found = contradiction(&published["diagnostics"]);
        assert_eq!(found.get("relatedInformation").is_some(), editor.related, "{name}: {found}");

        let symbols = server.symbols();
        let nested = symbols.as_array().unwrap().iter().any(|s| s["children"][0]["name"].is_string());
        let flat = symbols.as_array().unwrap().iter().all(|s| s["location"]["uri"] == URI);
        assert_eq!((nested, flat), (editor.nested, !editor.nested), "{name}: {symbols}");
        assert!(symbols.to_string().contains("MRI of the left knee"), "{name}: {symbols}");

        let text = draft();
        let (line, _) = place(&text, "MRI of");
        let column = editor.width("💊 MRI of the left knee: ");
        let hover = server.hover_at(line, column as u32 + 1)["result"].take();
        let kind = if editor.markdown { "markdown" } else { "plaintext" };
        assert_eq!(hover["contents"]["kind"], kind, "{name}: {hover}");
        assert_eq!(hover["range"]["start"], json!({ "line": line, "character": column }), "{name}");
        assert_eq!(hover["range"]["end"]["character"], column + editor.width("Upheld"), "{name}");

        let ask = json!({ "textDocument": { "uri": URI }, "range": found["range"],
            "context": { "diagnostics": [found], "triggerKind": 1 } });
        let actions = server.request("textDocument/codeAction", ask)["result"].take();
        let fix = actions.as_array().unwrap().iter().find(|a| a.get("command").is_none()).unwrap().clone();
        // Who cannot be told the version of an edit asks for it when it is chosen.
        assert_eq!(fix.get("edit").is_some(), editor.document_changes, "{name}: {fix}");
        let edit = match fix.get("edit") {
            Some(edit) => edit.clone(),
            None => server.request("codeAction/resolve", fix)["result"]["edit"].take(),
        };
        assert_eq!(edit.get("documentChanges").is_some(), editor.document_changes, "{name}: {edit}");
        assert_eq!(edit.get("changes").is_some(), !editor.document_changes, "{name}: {edit}");

        let proposals = proposals(&mut server, &text);
        let snippet = proposals.iter().any(|p| p["insertTextFormat"] == 2);
        assert!(!proposals.is_empty() && snippet == editor.snippets, "{name}: {proposals:?}");

        server.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
        let rest = server.leave();
        let closed = rest.iter().rfind(|m| m["method"] == "textDocument/publishDiagnostics").unwrap();
        assert_eq!(closed["params"]["diagnostics"], json!([]), "{name}");
    }
}

/// What is proposed where a label was begun.
fn proposals(server: &mut Server, text: &str) -> Vec<Value> {
    let (line, _) = place(text, "MAXIMUS guideline:");
    let end = text.lines().nth(line as usize).unwrap().len() as u32;
    server.change(2, json!([replace((line, 0), (line, end), "max")]));
    let found = server.request("textDocument/completion", at(line, 3))["result"].take();
    let items = found.get("items").unwrap_or(&found);
    items.as_array().cloned().unwrap_or_default()
}

#[test]
fn each_editor_is_asked_for_what_it_can_do() {
    let check = || json!({ "command": "imr-ls.checkWorkspace", "arguments": [] });
    for editor in &EDITORS {
        let name = editor.name;
        let mut params = editor.params();
        // Recorded outside of any project, Helix has no folder.
        params["workspaceFolders"] = json!([{ "uri": "file:///drafts", "name": "drafts" }]);
        let (mut server, offers) = greeted(params);
        assert!(offers["executeCommandProvider"]["commands"].as_array().is_some_and(|all| !all.is_empty()), "{name}");
        // All of them show progress. Under a token of their own they are not asked for one.
        let mut own = check();
        own["workDoneToken"] = json!("own");
        server.request("workspace/executeCommand", own);
        let begun = server.wait("the beginning", |m| m["params"]["value"]["kind"] == "begin");
        assert_eq!(begun["params"]["token"], "own", "{name}");
        assert!(!server.seen.iter().any(|m| m["method"] == "window/workDoneProgress/create"), "{name}");
        server.request("workspace/executeCommand", check());
        server.wait("a token to be made", |m| m["method"] == "window/workDoneProgress/create");
        let rest = server.leave();
        let watched = rest.iter().filter(|m| m["method"] == "client/registerCapability").count();
        assert_eq!(watched, usize::from(editor.watches), "{name}");
    }
}

#[test]
fn each_editor_that_wants_to_pull_is_never_pushed_to() {
    for editor in &EDITORS {
        let name = editor.name;
        let can_pull = editor.params()["capabilities"]["textDocument"]["diagnostic"].is_object();
        let mut asked = editor.params();
        asked["initializationOptions"] = json!({ "diagnostics": "pull" });
        let mut only_pulls = editor.params();
        let text_document = only_pulls["capabilities"]["textDocument"].as_object_mut().unwrap();
        text_document.remove("publishDiagnostics");
        let ways = if can_pull { vec![asked, only_pulls] } else { vec![asked] };
        for params in ways {
            let (mut server, offers) = greeted(params);
            assert!(offers["diagnosticProvider"].is_object(), "{name}: {offers}");
            let document = json!({ "textDocument": { "uri": URI } });
            let report = server.request("textDocument/diagnostic", document)["result"].take();
            assert_eq!(report["kind"], "full", "{name}");
            contradiction(&report["items"]);
            server.change(2, json!([replace((0, 0), (0, 0), "\n")]));
            server.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
            server.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
            let rest = server.leave();
            let pushed = rest.iter().find(|m| m["method"] == "textDocument/publishDiagnostics");
            assert!(pushed.is_none(), "{name}: {pushed:?}");
        }
    }
}

#[test]
fn a_client_that_declares_nothing_gets_what_everyone_can_take() {
    for capabilities in [json!({}), json!({ "textDocument": {}, "workspace": {}, "window": {}, "general": {} })] {
        let (mut server, offers) =
            greeted(json!({ "capabilities": capabilities, "processId": null, "rootUri": "file:///drafts" }));
        assert_eq!(offers["positionEncoding"], "utf-16");
        assert!(offers.get("diagnosticProvider").is_none() && offers.get("semanticTokensProvider").is_none());
        let published = server.diagnostics_of(1);
        assert!(contradiction(&published["diagnostics"]).get("relatedInformation").is_none());
        assert!(server.symbols()[0]["location"].is_object());
        server.request("workspace/executeCommand", json!({ "command": "imr-ls.checkWorkspace" }));
        let rest = server.leave();
        let asked = rest.iter().find(|m| m.get("id").is_some());
        assert!(asked.is_none(), "asked of a client that declares nothing: {asked:?}");
    }
}
