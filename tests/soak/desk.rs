//! The reviewer's desk: the editor's side of a session, its letters and settings, and the oracle beside it.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::reviewer::{Columns, Page};
use crate::support::{LETTER, Server, shipped};

/// The letters of the folder.
const LETTERS: [&str; 4] = ["a.imr", "b.imr.txt", "deep/c.imr", "d.txt"];

const PACK: &str =
    "[[topic]]\nid = \"own\"\ntitle = \"Special Studies of ours\"\nchapter = \"low-back-complaints-2004\"\n";

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
pub struct Open {
    pub page: Page,
    pub version: i32,
    /// Everything that a fresh session shows is shown.
    pub rest: bool,
    /// The version that was told last, and what was told.
    pub told: Option<(i64, Vec<Value>)>,
}

pub struct Desk {
    at: TempDir,
    pub root: PathBuf,
    pub columns: Columns,
    pub server: Server,
    fresh: Server,
    pub open: HashMap<String, Open>,
    /// What each session told last of `imr.toml`.
    settings: [Value; 2],
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
                "window": { "workDoneProgress": true, "showDocument": { "support": true } },
            });
            server.request(
                "initialize",
                json!({ "processId": null, "capabilities": capabilities, "workspaceFolders": folders }),
            );
            server.notify("initialized", json!({}));
            server
        };
        let (server, fresh) = (start(true), start(false));
        Desk {
            at,
            root,
            columns,
            server,
            fresh,
            open: HashMap::new(),
            settings: [json!([]), json!([])],
            counts: Counts::default(),
        }
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

    pub fn uri(&self, name: &str) -> String {
        format!("file://{}", self.root.join(name).display())
    }

    /// What is shown now is what a fresh session shows, or, while it is typed, a part of it.
    pub fn look(&mut self) {
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
        if params["uri"] == self.uri("imr.toml") {
            self.settings[0] = params["diagnostics"].clone();
        }
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
        let of = |m: &Value, uri: &str| m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == *uri;
        let settings = self.uri("imr.toml");
        if let Some(told) = self.fresh.seen.iter().rfind(|m| of(m, &settings)) {
            self.settings[1] = told["params"]["diagnostics"].clone();
        }
        assert_eq!(self.settings[0], self.settings[1], "what is told of imr.toml");
        let found = self.fresh.seen.iter().find(|m| of(m, uri) && m["params"].get("version").is_some());
        let found = found.expect("a fresh list")["params"]["diagnostics"].as_array().unwrap().clone();
        self.fresh.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        for _ in 0..2 {
            self.fresh.request("workspace/symbol", json!({ "query": "no such name" }));
        }
        for message in self.fresh.seen.drain(..).filter(|m| of(m, &settings)) {
            self.settings[1] = message["params"]["diagnostics"].clone();
        }
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

pub fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    let position = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
    json!({ "start": position(start), "end": position(end) })
}

pub fn place(uri: &str, (line, character): (u32, u32)) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}
