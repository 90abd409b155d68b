//! What a reviewer does, act by act, and what an editor then sends.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::desk::{Desk, Open, place, range};
use crate::reviewer::Edit;
use crate::support::LETTER;

/// What `imr.toml` says, by turns.
const SETTINGS: &[&str] = &[
    "",
    "profile = \"final\"\n",
    "[severity]\nplaceholder = \"error\"\ndate-order = \"off\"\n",
    "exclude = [\"deep/\"]\n",
    "[format.outcomes]\nupheld = [\"Sustained\"]\n[[format.field]]\nkind = \"rationale\"\naliases = [\"Outcome\"]\n",
    "packs = [\"own.toml\"]\n",
    "packs = [\"none.toml\", \"own.toml\"]\nprofil = 3\n",
    "this is no TOML\n",
];

const AT_PLACES: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/selectionRange",
    "textDocument/codeAction",
    "textDocument/semanticTokens/range",
    "textDocument/inlayHint",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/codeLens",
    "textDocument/documentLink",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta",
    "workspace/symbol",
];

impl Desk {
    pub fn edit(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
        let Desk { server, open, columns, counts, .. } = self;
        let Open { page, version, rest, .. } = open.get_mut(uri).unwrap();
        let mut asked = Vec::new();
        // Some editors gather what is typed quickly into one message.
        let (gathers, mut gathered) = (next(4) == 0, Vec::new());
        let mut send = |changes: Vec<Value>| {
            *version += 1;
            let document = json!({ "uri": uri, "version": *version });
            server.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        };
        page.work(next, |before, edit| {
            counts.edits += 1;
            *rest = false;
            let Edit { at, old, new } = before.nameable(edit);
            let (start, end) = (before.position(at, *columns), before.position(at + old.len(), *columns));
            let change = json!({ "range": range(start, end), "text": new });
            match gathers {
                true => gathered.push(change),
                false => send(vec![change]),
            }
            asked.push(start);
        });
        if !gathered.is_empty() {
            send(gathered);
        }
        // An editor asks while it is typed, and takes back what it asked.
        if let (Some(at), 0) = (asked.last(), next(4)) {
            let id = server.ask("textDocument/completion", place(uri, *at));
            counts.requests += 1;
            if next(2) == 0 {
                counts.cancelled += 1;
                server.notify("$/cancelRequest", json!({ "id": id }));
            }
            let reply = server.reply(&json!(id));
            assert!(reply.get("result").is_some() || reply["error"]["code"] == -32800, "{reply}");
        }
    }

    pub fn replace(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
        let Open { page, version, rest, .. } = self.open.get_mut(uri).unwrap();
        let text = match next(4) {
            0 => LETTER.to_string(),
            1 => page.text.replace("\r\n", "\n").replace('\n', "\r\n"),
            2 => page.text.replace("\r\n", "\n"),
            _ => page.text.clone(),
        };
        let length = page.text.len();
        page.replace(0, length, &text);
        (*version, *rest) = (*version + 1, false);
        let document = json!({ "uri": uri, "version": version });
        let changes = json!([{ "text": text }]);
        self.server.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    pub fn save(&mut self, uri: &str, name: &str) {
        let open = self.open.get_mut(uri).unwrap();
        fs::write(self.root.join(name), &open.page.text).unwrap();
        open.rest = true;
        self.server.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
        self.changed(uri);
    }

    pub fn close(&mut self, uri: &str) {
        self.open.remove(uri);
        self.server.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        self.look();
    }

    fn changed(&mut self, uri: &str) {
        let changes = json!({ "changes": [{ "uri": uri, "type": 2 }] });
        self.server.notify("workspace/didChangeWatchedFiles", changes);
    }

    pub fn settings(&mut self, next: &mut impl FnMut(usize) -> usize) {
        self.counts.settings += 1;
        let (file, text) = match next(3) {
            0 => (".imr-allow.toml", ""),
            _ => ("imr.toml", SETTINGS[next(SETTINGS.len())]),
        };
        let (path, uri) = (self.root.join(file), self.uri(file));
        match next(4) {
            0 => _ = fs::remove_file(&path),
            1 => self.type_settings(&path, &uri, text, next),
            _ => fs::write(&path, text).unwrap(),
        }
        self.changed(&uri);
    }

    /// The file is opened in the editor, typed in, and saved or not.
    fn type_settings(&mut self, path: &Path, uri: &str, text: &str, next: &mut impl FnMut(usize) -> usize) {
        let old = fs::read_to_string(path).unwrap_or_default();
        self.server.open_as(uri, &old, 1);
        let length = text.chars().count();
        for typed in 0..3 {
            let piece: String = text.chars().take(length * (typed + 1) / 3).collect();
            let document = json!({ "uri": uri, "version": typed + 2 });
            let changes = json!([{ "text": piece }]);
            let params = json!({ "textDocument": document, "contentChanges": changes });
            self.server.notify("textDocument/didChange", params);
        }
        if next(2) == 0 {
            fs::write(path, text).unwrap();
            self.server.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
        }
        self.server.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    pub fn accept(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
        let actions = self.actions(uri, json!(["quickfix"]));
        let accepts: Vec<&Value> =
            actions.iter().filter(|a| a["command"]["command"] == "imr-ls.acceptFinding").collect();
        if accepts.is_empty() {
            return;
        }
        let mut argument = accepts[next(accepts.len())]["command"]["arguments"][0].clone();
        argument["reason"] = json!("It is right as it stands");
        let params = json!({ "command": "imr-ls.acceptFinding", "arguments": [argument] });
        let reply = self.server.request("workspace/executeCommand", params);
        // A list that is not sound is not written to.
        assert!(reply.get("result").is_some() || reply["error"]["code"] == -32803, "{reply}");
        self.counts.accepted += u64::from(reply.get("result").is_some());
        let list = self.uri(".imr-allow.toml");
        self.changed(&list);
    }

    /// Every action for the whole letter.
    fn actions(&mut self, uri: &str, only: Value) -> Vec<Value> {
        let page = &self.open[uri].page;
        let end = page.position(page.text.len(), self.columns);
        let params = json!({
            "textDocument": { "uri": uri }, "range": range((0, 0), end), "context": { "diagnostics": [], "only": only },
        });
        self.counts.requests += 1;
        self.server.request("textDocument/codeAction", params)["result"].as_array().cloned().unwrap_or_default()
    }

    /// Applies a fix, all fixes, a completion or the formatting, as the editor does.
    pub fn apply(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
        let edits = match next(4) {
            0 => {
                let reply = self.server.request(
                    "textDocument/formatting",
                    json!({
                        "textDocument": { "uri": uri }, "options": { "tabSize": 4, "insertSpaces": true },
                    }),
                );
                reply["result"].clone()
            }
            1 => {
                let page = &self.open[uri].page;
                let at = page.text.match_indices('\n').nth(next(20)).map_or(0, |(at, _)| at);
                let at = page.position(at, self.columns);
                let reply = self.server.request("textDocument/completion", place(uri, at));
                let offered = reply["result"].as_array().cloned().unwrap_or_default();
                if offered.is_empty() {
                    return;
                }
                json!([offered[next(offered.len())]["textEdit"]])
            }
            which => {
                let only = if which == 2 { "quickfix" } else { "source.fixAll" };
                let actions = self.actions(uri, json!([only]));
                let fixes: Vec<&Value> = actions.iter().filter(|a| a.get("edit").is_some()).collect();
                if fixes.is_empty() {
                    return;
                }
                let edit = &fixes[next(fixes.len())]["edit"]["documentChanges"][0];
                assert_eq!(edit["textDocument"]["version"], self.open[uri].version, "{edit}");
                edit["edits"].clone()
            }
        };
        let columns = self.columns;
        let Open { page, version, rest, .. } = self.open.get_mut(uri).unwrap();
        let mut found: Vec<(usize, usize, Value, String)> = Vec::new();
        for edit in edits.as_array().unwrap() {
            let at = |end: &str| {
                let place = &edit["range"][end];
                page.byte((place["line"].as_u64().unwrap(), place["character"].as_u64().unwrap()), columns)
            };
            found.push((at("start"), at("end"), edit["range"].clone(), edit["newText"].as_str().unwrap().to_string()));
        }
        found.sort_by_key(|(start, end, ..)| (*start, *end));
        assert!(found.windows(2).all(|two| two[0].1 <= two[1].0), "edits that overlap: {edits}");
        // What is inserted at one place is inserted together: behind a bare CR the first LF would move that place.
        found.dedup_by(|next, before| {
            let same = (before.0, before.1) == (next.0, next.1);
            before.3 += if same { next.3.as_str() } else { "" };
            same
        });
        // From the last to the first, so that each still names its place.
        for (start, end, _, new) in found.iter().rev() {
            page.replace(*start, end - start, new);
        }
        if found.is_empty() {
            return;
        }
        (*version, *rest) = (*version + 1, false);
        self.counts.edits += 1;
        let changes: Vec<Value> =
            found.iter().rev().map(|(_, _, range, new)| json!({ "range": range, "text": new })).collect();
        let document = json!({ "uri": uri, "version": version });
        self.server.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    pub fn command(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
        let (command, argument) = match next(5) {
            0 => ("imr-ls.newLetter", json!({ "items": 1 + next(4) })),
            1 => ("imr-ls.readiness", json!({ "uri": uri })),
            2 => ("imr-ls.explain", json!({ "code": "no-items" })),
            3 => ("imr-ls.showConclusion", json!({ "uri": uri, "item": next(3) })),
            _ => ("imr-ls.checkWorkspace", json!({})),
        };
        self.counts.requests += 1;
        let params = json!({ "command": command, "arguments": [argument] });
        let id = self.server.ask("workspace/executeCommand", params);
        if next(3) == 0 {
            self.counts.cancelled += 1;
            self.server.notify("$/cancelRequest", json!({ "id": id }));
        }
        let reply = self.server.reply(&json!(id));
        // Not every draft has three items.
        let refused = command == "imr-ls.showConclusion" && reply["error"]["code"] == -32803;
        assert!(reply.get("result").is_some() || refused || reply["error"]["code"] == -32800, "{reply}");
    }

    pub fn ask(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
        let page = &self.open[uri].page;
        let at = (next(page.text.matches('\n').count() + 2) as u32, next(90) as u32);
        let mut asked = Vec::new();
        for _ in 0..1 + next(4) {
            let mut params = place(uri, at);
            let extra = json!({
                "range": range((at.0, 0), (at.0 + 20, 0)), "positions": [params["position"]], "query": "k",
                "context": { "includeDeclaration": true, "diagnostics": [], "triggerKind": 1 }, "previousResultId": "1",
            });
            params.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            asked.push(self.server.ask(AT_PLACES[next(AT_PLACES.len())], params));
        }
        self.counts.requests += asked.len() as u64;
        if next(3) == 0 {
            self.counts.cancelled += 1;
            self.server.notify("$/cancelRequest", json!({ "id": asked[0] }));
        }
        for id in asked {
            let reply = self.server.reply(&json!(id));
            assert!(reply.get("result").is_some() || reply["error"]["code"] == -32800, "{reply}");
        }
    }
}
