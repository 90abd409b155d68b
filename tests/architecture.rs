//! The house's invariants, read from the source: who may name what, which way the arrows point, how files look.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Modules from the ground up: each may name only those before it.
const STOREYS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("letter", &["text"]),
    ("prose", &["text"]),
    ("knowledge", &["text", "letter"]),
    ("rules", &["text", "letter", "prose", "knowledge"]),
    ("config", &["text", "letter", "knowledge", "rules"]),
    ("draft", &["text", "letter", "prose", "knowledge", "rules"]),
    ("features", &["text", "letter", "prose", "knowledge", "rules", "config", "draft"]),
    ("server", &["text", "letter", "prose", "knowledge", "rules", "config", "draft", "features"]),
    ("cli", &["text", "letter", "prose", "knowledge", "rules", "config", "draft", "features", "server"]),
];

/// Files that may be longer than 400 lines, and why.
const LONG: &[(&str, &str)] = &[];

struct Source {
    path: String,
    text: String,
}

impl Source {
    fn module(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        inside.split(['/', '.']).next().unwrap_or("")
    }

    /// The code without its tests and without comments.
    fn code(&self) -> String {
        if self.path.ends_with("_tests.rs") {
            return String::new();
        }
        let code = self.text.split("#[cfg(test)]\nmod ").next().unwrap_or("");
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }
}

fn sources() -> Vec<Source> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).expect("src is there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("src"), &mut paths);
    paths.sort();
    assert!(paths.len() > 30, "the source was found");
    paths
        .iter()
        .map(|path| Source {
            path: path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/"),
            text: std::fs::read_to_string(path).expect("readable"),
        })
        .collect()
}

#[test]
fn only_the_named_rooms_name_what_they_keep_to_themselves() {
    let kept: &[(&[&str], &[&str])] = &[
        (&["tower_lsp", "tokio", "tower_service"], &["server"]),
        (&["ropey"], &["text"]),
        (&["std::fs", "std::env", "std::time", "std::process", "SystemTime"], &["config", "server", "cli", "main"]),
        (&["lopdf"], &["knowledge/import/pdf"]),
        (&["TcpStream", "TcpListener", "UdpSocket", "std::net"], &["server"]),
    ];
    let mut wrong = Vec::new();
    for source in sources() {
        let code = source.code();
        for (names, rooms) in kept {
            for name in names.iter().filter(|name| code.contains(**name)) {
                let inside = |room: &&str| source.path.starts_with(&format!("src/{room}/"));
                if !rooms.contains(&source.module()) && !rooms.iter().any(inside) {
                    wrong.push(format!("{} names {name}", source.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn arrows_point_down() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        STOREYS.iter().map(|(name, below)| (*name, below.iter().copied().collect())).collect();
    let mut wrong = Vec::new();
    for source in sources() {
        let module = source.module();
        if module == "lib" || module == "main" {
            continue;
        }
        let below =
            allowed.get(module).unwrap_or_else(|| panic!("{}: a room that the house does not know", source.path));
        for (name, _) in STOREYS {
            let named = source.code().contains(&format!("crate::{name}::"));
            if named && *name != module && !below.contains(name) {
                wrong.push(format!("{} names crate::{name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_panics_on_purpose() {
    let mut wrong = Vec::new();
    for source in sources() {
        for word in [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("] {
            if source.code().contains(word) {
                wrong.push(format!("{} has {word}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_say_their_job_and_stay_small() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//! ") {
            wrong.push(format!("{}: opens without its job", source.path));
        }
        let long = source.text.lines().count() > 400;
        let excused = LONG.iter().any(|(path, reason)| *path == source.path && !reason.is_empty());
        if long && !excused {
            wrong.push(format!("{}: over 400 lines, and no reason given", source.path));
        }
    }
    for (path, _) in LONG {
        let still = sources().iter().any(|s| s.path == *path && s.text.lines().count() > 400);
        assert!(still, "{path} is no longer long: take it off the list");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_top_level_holds_what_it_should() {
    let allowed = [
        "Cargo.toml", "Cargo.lock", "src", "editors", "tests", "README.md", "CONTRIBUTING.md", "LICENSE", "target",
        "rustfmt.toml",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(root).expect("the root is there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || allowed.contains(&name.as_str()), "{name} does not belong at the top level");
    }
}
