//! The reviewer's desk: the editor's side of a session, its letters and settings, and the oracle beside it.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::reviewer::{Columns, Edit, Page};
use crate::support::{LETTER, Server, shipped};

/// The letters of the folder.
const LETTERS: [&str; 4] = ["a.imr", "b.imr.txt", "deep/c.imr", "d.txt"];

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

const PACK: &str =
    "[[topic]]\nid = \"own\"\ntitle = \"Special Studies of ours\"\nchapter = \"low-back-complaints-2004\"\n";

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

/// What was done.
#[derive(Debug, Default, Clone)]
pub struct Counts {
    pub edits: u64,
    pub requests: u64,
    pub cancelled: u64,
    pub published: u64,
    pub checked: u64,
    pub settings: u64,
    pub accepted: u64,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { edits, requests, cancelled, published, checked, settings, accepted } = self;
        write!(
            f,
            "{edits} edits, {requests} requests ({cancelled} cancelled), {published} lists published, {checked} compared, \
             {settings} changes of settings, {accepted} findings accepted"
        )
    }
}

/// A letter that is open.
struct Open {
    page: Page,
    version: i32,
    /// Everything that a fresh session shows is shown.
    rest: bool,
    /// The version that was told last, and what was told.
    told: Option<(i64, Vec<Value>)>,
}

pub struct Desk {
    at: TempDir,
    root: PathBuf,
    columns: Columns,
    server: Server,
    fresh: Server,
    open: HashMap<String, Open>,
    pub counts: Counts,
}

impl Desk {
    pub fn new(columns: Columns) -> Desk {
        let at = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(at.path()).unwrap();
        fs::create_dir(root.join("deep")).unwrap();
        fs::write(root.join("own.toml"), PACK).unwrap();
        for name in LETTERS {
            fs::write(root.join(name), LETTER).unwrap();
        }
        let start = |watches: bool| {
            let binary = std::env::var_os("IMR_LS").map(|path| {
                let mut command = Command::new(path);
                command.arg("serve");
                command
            });
            let mut server = Server::spawn(binary.unwrap_or_else(shipped), true, None);
            // The fresh one works in no folder and looks at settings whenever a letter is opened.
            let folders = if watches {
                json!([{ "uri": format!("file://{}", root.display()), "name": "x" }])
            } else {
                json!(null)
            };
            let capabilities = json!({
                "general": { "positionEncodings": [columns.name()] },
                "workspace": {
                    "didChangeWatchedFiles": { "dynamicRegistration": watches },
                    "workspaceEdit": { "documentChanges": true },
                    "codeLens": { "refreshSupport": true }, "inlayHint": { "refreshSupport": true },
                },
                "textDocument": {
                    "publishDiagnostics": { "relatedInformation": true },
                    "semanticTokens": { "requests": {}, "tokenTypes": [], "tokenModifiers": [], "formats": [] },
                    "hover": { "contentFormat": ["markdown"] },
                    "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                    "completion": { "completionItem": { "snippetSupport": false } },
                },
                "window": { "workDoneProgress": true },
            });
            server.request(
                "initialize",
                json!({ "processId": null, "capabilities": capabilities, "workspaceFolders": folders }),
            );
            server.notify("initialized", json!({}));
            server
        };
        let (server, fresh) = (start(true), start(false));
        Desk { at, root, columns, server, fresh, open: HashMap::new(), counts: Counts::default() }
    }

    pub fn memory(&self) -> Option<u64> {
        self.server.memory("VmRSS")
    }

    /// Ends both sessions; gives what they logged.
    pub fn leave(self) -> String {
        let Desk { at, server, fresh, .. } = self;
        let mut log = String::new();
        for mut server in [server, fresh] {
            crate::support::shut_down(&mut server);
            server.exit_code(crate::support::DEADLINE);
            server.rest();
            log += &server.log();
        }
        drop(at);
        log
    }

    /// A stretch of work, and the look at what is shown.
    pub fn work(&mut self, next: &mut impl FnMut(usize) -> usize) {
        let name = LETTERS[next(LETTERS.len())];
        let uri = self.uri(name);
        if !self.open.contains_key(&uri) {
            let text = fs::read_to_string(self.root.join(name)).unwrap();
            let text = if text.len() < 300 || next(10) == 0 { LETTER.into() } else { text };
            self.server.open_as(&uri, &text, 1);
            self.open.insert(uri.clone(), Open { page: Page::new(&text), version: 1, rest: true, told: None });
        }
        for _ in 0..1 + next(3) {
            match next(40) {
                0 | 1 => self.save(&uri, name),
                2 => return self.close(&uri),
                3 => self.settings(next),
                4 => self.accept(&uri, next),
                5 => self.apply(&uri, next),
                6 => self.replace(&uri, next),
                7 => self.command(&uri, next),
                8 => {
                    let validate = ["onType", "onSave"][next(2)];
                    let settings = json!({ "settings": { "imr": { "validate": validate } } });
                    self.server.notify("workspace/didChangeConfiguration", settings);
                }
                9..=15 => self.ask(&uri, next),
                _ => self.edit(&uri, next),
            }
        }
        self.look();
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.root.join(name).display())
    }

    fn edit(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
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

    fn replace(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
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

    fn save(&mut self, uri: &str, name: &str) {
        let open = self.open.get_mut(uri).unwrap();
        fs::write(self.root.join(name), &open.page.text).unwrap();
        open.rest = true;
        self.server.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
        self.changed(uri);
    }

    fn close(&mut self, uri: &str) {
        self.open.remove(uri);
        self.server.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        self.look();
    }

    fn changed(&mut self, uri: &str) {
        let changes = json!({ "changes": [{ "uri": uri, "type": 2 }] });
        self.server.notify("workspace/didChangeWatchedFiles", changes);
    }

    fn settings(&mut self, next: &mut impl FnMut(usize) -> usize) {
        self.counts.settings += 1;
        let (file, text) = match next(3) {
            0 => (".imr-allow.toml", ""),
            _ => ("imr.toml", SETTINGS[next(SETTINGS.len())]),
        };
        let path = self.root.join(file);
        // It is gone, or says something else; sometimes for a moment only half of it is there.
        match next(3) {
            0 => _ = fs::remove_file(&path),
            _ => fs::write(&path, text).unwrap(),
        }
        let uri = self.uri(file);
        self.changed(&uri);
    }

    fn accept(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
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
    fn apply(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
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
        let mut found: Vec<(usize, usize, &Value)> = Vec::new();
        for edit in edits.as_array().unwrap() {
            let at = |end: &str| {
                let place = &edit["range"][end];
                page.byte((place["line"].as_u64().unwrap(), place["character"].as_u64().unwrap()), columns)
            };
            found.push((at("start"), at("end"), edit));
        }
        found.sort_by_key(|(start, end, _)| (*start, *end));
        assert!(found.windows(2).all(|two| two[0].1 <= two[1].0), "edits that overlap: {edits}");
        // From the last to the first, so that each still names its place.
        for (start, end, edit) in found.iter().rev() {
            page.replace(*start, end - start, edit["newText"].as_str().unwrap());
        }
        if found.is_empty() {
            return;
        }
        (*version, *rest) = (*version + 1, false);
        self.counts.edits += 1;
        let changes: Vec<Value> =
            found.iter().rev().map(|(.., edit)| json!({ "range": edit["range"], "text": edit["newText"] })).collect();
        let document = json!({ "uri": uri, "version": version });
        self.server.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    fn command(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
        let (command, argument) = match next(4) {
            0 => ("imr-ls.newLetter", json!({ "items": 1 + next(4) })),
            1 => ("imr-ls.readiness", json!({ "uri": uri })),
            2 => ("imr-ls.explain", json!({ "code": "no-items" })),
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
        assert!(reply.get("result").is_some() || reply["error"]["code"] == -32800, "{reply}");
    }

    fn ask(&mut self, uri: &str, next: &mut impl FnMut(usize) -> usize) {
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

    /// What is shown now is what a fresh session shows, or, while it is typed, a part of it.
    fn look(&mut self) {
        // What a turn of the server has to publish is sent before the answers of the next turn.
        for _ in 0..2 {
            self.server.request("workspace/symbol", json!({ "query": "no such name" }));
        }
        for message in std::mem::take(&mut self.server.seen) {
            self.hear(&message);
        }
        for uri in self.open.keys().cloned().collect::<Vec<_>>() {
            self.compare(&uri);
        }
    }

    fn hear(&mut self, message: &Value) {
        let params = &message["params"];
        assert!(message["method"] != "window/showMessage" || params["type"] != 1, "{message}");
        if message["method"] != "textDocument/publishDiagnostics" {
            return;
        }
        self.counts.published += 1;
        let Some(open) = self.open.get_mut(params["uri"].as_str().unwrap()) else { return };
        let Some(version) = params["version"].as_i64() else {
            // What is told of letters that are not open may still have been on its way.
            return assert!(open.told.is_none(), "an open letter is told of as if it were not: {message}");
        };
        if let Some((last, _)) = &open.told {
            assert!(*last <= version, "version {version} after {last}");
        }
        open.told = Some((version, params["diagnostics"].as_array().unwrap().clone()));
    }

    fn compare(&mut self, uri: &str) {
        let Open { page, version, rest, told } = &self.open[uri];
        let (last, shown) = told.as_ref().unwrap_or_else(|| panic!("nothing was published of {uri}"));
        assert_eq!(*last, i64::from(*version), "the last list is that of the last version");
        self.fresh.open_as(uri, &page.text, *version);
        for _ in 0..2 {
            self.fresh.request("workspace/symbol", json!({ "query": "no such name" }));
        }
        let of = |m: &Value| m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == *uri;
        let found = self.fresh.seen.iter().find(|m| of(m) && m["params"].get("version").is_some());
        let found = found.expect("a fresh list")["params"]["diagnostics"].as_array().unwrap().clone();
        self.fresh.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        self.fresh.request("workspace/symbol", json!({ "query": "no such name" }));
        self.fresh.seen.clear();
        self.counts.checked += 1;
        if *rest {
            assert_eq!(shown, &found, "what is shown differs from a fresh reading of {:?}", page.text);
            return;
        }
        let all = found.iter().any(|d| d["code"] == "more-findings");
        for one in shown.iter().filter(|_| !all) {
            assert!(found.contains(one), "shown, and not found by a fresh reading: {one} in {:?}", page.text);
        }
    }
}

fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    let position = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
    json!({ "start": position(start), "end": position(end) })
}

fn place(uri: &str, (line, character): (u32, u32)) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}
