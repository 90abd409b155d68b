//! Files of settings (`imr.toml`, `.imr-allow.toml`) in the editor: what is wrong with them is shown in them, from
//! their text as it is typed where they are open and from the disk where they are not.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::client::Client;
use super::place::{path_of, uri_of};
use super::render::severity;
use super::sync::Change;
use super::typed::Typed;
use crate::config::{ALLOW_FILE, AllowList, FILE, Parsed, Problem};
use crate::rules::Severity;
use crate::text::{Position, Range, Span, Text};

/// What is known of files of settings.
#[derive(Debug, Default)]
pub(super) struct SettingsFiles {
    open: HashMap<String, OpenFile>,
    /// The URIs of those of which something is shown.
    told: BTreeSet<String>,
}

/// A file that is open in the editor.
#[derive(Debug)]
struct OpenFile {
    path: PathBuf,
    version: Option<i32>,
    text: Text,
    typed: Typed,
    /// Its text is not the one on the disk.
    edited: bool,
    /// An edit of it was lost.
    suspect: bool,
}

/// What is shown in a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    /// The file's URI.
    pub uri: String,
    /// The version of its text, where it is open.
    pub version: Option<i32>,
    /// The diagnostics.
    pub diagnostics: Vec<Value>,
}

/// Files by path: the text on the disk, and what is wrong with it.
pub(super) type OnDisk = BTreeMap<PathBuf, (String, Vec<Problem>)>;

impl SettingsFiles {
    /// Whether a URI names a file of settings.
    pub(super) fn is_one(uri: &str) -> bool {
        let name = uri.rsplit('/').next().unwrap_or("");
        (name == FILE || name == ALLOW_FILE) && path_of(uri).is_some()
    }

    /// One is open now, with this text.
    pub(super) fn open(&mut self, uri: &str, version: Option<i32>, text: &str) {
        let path = path_of(uri).unwrap_or_default();
        let (text, typed) = (Text::new(text), Typed::default());
        self.open.insert(uri.into(), OpenFile { path, version, text, typed, edited: false, suspect: false });
    }

    /// One is being typed; says how many changes named places that do not exist.
    pub(super) fn change(&mut self, uri: &str, version: Option<i32>, changes: Vec<Change>, client: &Client) -> usize {
        let Some(file) = self.open.get_mut(uri) else { return 0 };
        file.version = version.or(file.version);
        file.edited = true;
        let mut misplaced = 0;
        for change in changes {
            file.suspect &= change.range.is_some();
            misplaced += usize::from(!file.typed.apply(&mut file.text, change, client.encoding));
        }
        misplaced
    }

    /// One was saved.
    pub(super) fn saved(&mut self, uri: &str) {
        if let Some(file) = self.open.get_mut(uri) {
            file.edited = false;
        }
    }

    /// One is not open any more.
    pub(super) fn close(&mut self, uri: &str) {
        self.open.remove(uri);
    }

    /// A change of one, or of any of them, cannot be read; says whether one is open that this concerns.
    pub(super) fn lost_change(&mut self, uri: Option<&str>) -> bool {
        let concerned = self.open.iter_mut().filter(|(name, file)| uri.is_none_or(|uri| *name == uri) && !file.suspect);
        concerned.map(|(_, file)| file.suspect = true).count() > 0
    }

    /// What is to be shown now in each file that is open or that is known to be on the disk.
    pub(super) fn all(&self, on_disk: &OnDisk, client: &Client) -> Vec<Told> {
        let mut all: Vec<Told> = self.open.iter().map(|(uri, file)| file.told(uri, on_disk, client)).collect();
        let open = |path: &Path| self.open.values().any(|file| file.path == path);
        for (path, (source, problems)) in on_disk.iter().filter(|(path, _)| !open(path)) {
            if let Some(uri) = uri_of(path) {
                let diagnostics = diagnostics(problems, &Text::new(source), client);
                all.push(Told { uri, version: None, diagnostics });
            }
        }
        all.sort_by(|a, b| a.uri.cmp(&b.uri));
        all
    }

    /// What is to be shown now in one that is open.
    pub(super) fn of(&self, uri: &str, on_disk: &OnDisk, client: &Client) -> Option<Told> {
        Some(self.open.get(uri)?.told(uri, on_disk, client))
    }

    /// The same as [`SettingsFiles::all`], to be sent: without files in which nothing is and was shown, and with an empty
    /// list for those of which nothing is known any more.
    pub(super) fn news(&mut self, on_disk: &OnDisk, client: &Client) -> Vec<Told> {
        let mut now = self.all(on_disk, client);
        now.retain(|file| !file.diagnostics.is_empty() || self.told.contains(&file.uri));
        let gone = self.told.iter().filter(|uri| now.iter().all(|file| file.uri != **uri)).cloned();
        let gone: Vec<Told> = gone.map(|uri| Told { uri, version: None, diagnostics: Vec::new() }).collect();
        self.told = now.iter().filter(|file| !file.diagnostics.is_empty()).map(|file| file.uri.clone()).collect();
        now.extend(gone);
        now
    }
}

impl OpenFile {
    fn told(&self, uri: &str, on_disk: &OnDisk, client: &Client) -> Told {
        let source = self.text.to_string();
        let known = on_disk.get(&self.path).filter(|(text, _)| !self.edited && *text == source);
        let problems = match known {
            // With the entries that do not hold, which the file alone does not tell.
            Some((_, problems)) => problems.clone(),
            None if self.path.ends_with(FILE) => Parsed::read(&source).problems,
            None => AllowList::read(self.path.clone(), &source).problems,
        };
        let problems = if self.suspect { Vec::new() } else { problems };
        Told { uri: uri.into(), version: self.version, diagnostics: diagnostics(&problems, &self.text, client) }
    }
}

fn diagnostics(problems: &[Problem], text: &Text, client: &Client) -> Vec<Value> {
    let shown = |problem: &Problem| {
        let grave = if problem.fatal { Severity::Error } else { Severity::Warning };
        let Range { start, end } = text.range(span_of(problem, text), client.encoding);
        json!({
            "range": { "start": position(start), "end": position(end) },
            "severity": severity(grave),
            "code": "settings",
            "source": "imr",
            "message": sentence(&problem.message),
        })
    };
    problems.iter().map(shown).collect()
}

/// The characters that a problem is about.
fn span_of(problem: &Problem, text: &Text) -> Span {
    let line = text.line_span(problem.line.saturating_sub(1));
    let words = text.slice(line);
    let byte = |column: usize| words.char_indices().nth(column).map_or(words.len(), |(byte, _)| byte);
    let column = problem.column.saturating_sub(1);
    let end = if problem.width == 0 { words.trim_end().len() } else { byte(column + problem.width) };
    Span::new(byte(column), end.max(byte(column))).shifted(line.start)
}

fn position(Position { line, character }: Position) -> Value {
    json!({ "line": line, "character": character })
}

/// With a capital letter: messages of files begin in lower case, as they stand behind a place on the command line.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    // A name in front keeps its case: it is a key or a code.
    let is_word = message.starts_with("this ") || message.starts_with("the ");
    match letters.next() {
        Some(first) if is_word => first.to_uppercase().chain(letters).collect(),
        _ => message.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_stand_at_their_words() {
        let source = "profile = \"final\"\nexclude = [\"é💊\", 3]\nprofil = 1\n";
        let parsed = Parsed::read(source);
        let text = Text::new(source);
        let words: Vec<_> = parsed.problems.iter().map(|p| span_of(p, &text).of(source)).collect();
        assert_eq!(words, ["3", "profil"]);
        let shown = diagnostics(&parsed.problems, &text, &Client::default());
        assert_eq!(shown[0]["range"]["start"], json!({ "line": 1, "character": 18 }));
        assert_eq!(shown[1]["message"], "profil is no setting and is left out; did you mean profile?");
    }

    #[test]
    fn what_is_told_is_taken_back() {
        let mut files = SettingsFiles::default();
        let client = Client::default();
        let path = if cfg!(windows) { "C:\\x\\imr.toml" } else { "/x/imr.toml" };
        let broken = |source: &str| OnDisk::from([(path.into(), (source.into(), Parsed::read(source).problems))]);
        let told = files.news(&broken("a = 1"), &client);
        assert_eq!((told.len(), told[0].diagnostics.len(), told[0].version), (1, 1, None));
        let uri = told[0].uri.clone();
        // While it is open its own text counts.
        files.open(&uri, Some(1), "");
        let told = files.news(&broken("a = 1"), &client);
        assert_eq!((told.len(), told[0].diagnostics.len(), told[0].version), (1, 0, Some(1)));
        files.close(&uri);
        assert_eq!(files.news(&broken("a = 1"), &client)[0].diagnostics.len(), 1);
        assert_eq!(files.news(&OnDisk::new(), &client)[0].diagnostics.len(), 0);
        assert_eq!(files.news(&OnDisk::new(), &client), []);
    }
}
