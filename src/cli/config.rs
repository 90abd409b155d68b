//! `config`: says which settings are in force and where they come from, and prints the schema of `imr.toml`.

use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use super::Status;
use super::args::{ConfigArgs, ConfigCommand};
use super::output::{Output, complain, warn};
use crate::config::{Config, Discovery, FILE, Problem, complaints, folder_of, schema, shown, ways_up};

/// Does what is asked of the settings.
pub fn run(args: &ConfigArgs) -> Status {
    match &args.command {
        ConfigCommand::Show { path } => show(path),
        ConfigCommand::Schema => Output::stdout().finish_with(&schema(), Status::Clean),
    }
}

/// Says what is wrong with settings and the packs that they name; whether nothing of one of these files could be used.
pub fn tell(config: &Config) -> bool {
    config.files().fold(false, |broken, (path, _, problems)| tell_problems(path, problems) || broken)
}

/// The same of any file.
pub fn tell_problems(path: &Path, problems: &[Problem]) -> bool {
    let mut broken = false;
    for (message, fatal) in complaints(path, problems) {
        broken |= fatal;
        if fatal { complain(&message) } else { warn(&message) }
    }
    broken
}

fn show(path: &Path) -> Status {
    if !path.exists() {
        complain(&format!("{} does not exist; check the spelling of the path.", path.display()));
        return Status::Failed;
    }
    let folder = if path.is_dir() { path } else { folder_of(path) };
    let config = Discovery::default().of_folder(folder);
    let broken = tell(&config);
    let mut told = String::new();
    // Writing to a string does not fail.
    let _ = match &config.path {
        Some(file) => writeln!(told, "{} is in force: it is the nearest {FILE} in or above the folder.", shown(file)),
        None => writeln!(told, "No {FILE} is in force: there is none in the folder or above it, so the defaults hold."),
    };
    let _ = writeln!(told, "Searched, in this order:");
    for folder in ways_up(folder) {
        let here = config.path.as_ref().is_some_and(|file| file.parent() == Some(&folder));
        let _ = writeln!(told, "  {}  {}", folder.display(), if here { "found" } else { "none" });
        if here {
            break;
        }
    }
    told.push('\n');
    let settings = settings(&config);
    let width = settings.iter().map(|(key, ..)| key.len()).max().unwrap_or(0);
    for (key, value, from) in settings {
        let _ = writeln!(told, "{key:width$} = {value}  ({from})");
    }
    Output::stdout().finish_with(&told, if broken { Status::Failed } else { Status::Clean })
}

/// Each setting with its value and where that comes from.
fn settings(config: &Config) -> Vec<(String, String, String)> {
    let mut leaves = Vec::new();
    flatten("", &serde_json::to_value(&config.parsed.file).unwrap_or_default(), &mut leaves);
    let name = config.path.as_deref().map_or(String::new(), shown);
    let from = |key: &str| match config.parsed.given.get(key) {
        Some(line) => format!("{name}:{line}"),
        None => "default".into(),
    };
    leaves.into_iter().map(|(key, value)| (key.clone(), value, from(&key))).collect()
}

/// The values of a table with their dotted keys; an empty table is a value.
fn flatten(key: &str, value: &Value, leaves: &mut Vec<(String, String)>) {
    match value {
        Value::Object(table) if !table.is_empty() => {
            for (name, value) in table {
                let dot = if key.is_empty() { "" } else { "." };
                flatten(&format!("{key}{dot}{name}"), value, leaves);
            }
        }
        _ => leaves.push((key.to_string(), value.to_string())),
    }
}
