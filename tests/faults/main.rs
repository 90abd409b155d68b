//! Faults of the machine: a full disk, files that vanish or may not be read, names that are no text, readers that leave.
//! Each is told in a plain sentence, and nothing is lost or half-written.
//!
//! Where a machine cannot bring a fault about, the test says so and is passed over.
#![cfg(unix)]

mod disk;
mod files;
mod output;
mod settings;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use support::*;
use tempfile::TempDir;

fn binary() -> &'static str {
    env!("CARGO_BIN_EXE_imr-ls")
}

/// The binary with these arguments, in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(binary()).args(arguments).current_dir(folder).output().unwrap()
}

/// The same by way of a shell, in which the binary is `$1` and the folder the current one.
fn shell(folder: &Path, script: &str) -> Output {
    Command::new("sh").args(["-c", script, "sh", binary()]).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// How a command ended: its status, and what it complained of.
fn ended(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), text(&output.stderr))
}

fn json_of(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("no JSON: {}", text(&output.stdout)))
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = all.collect();
    names.sort();
    names
}

fn uri(folder: &Path, name: &str) -> String {
    format!("file://{}", whole(folder).join(name).display())
}

fn whole(folder: &Path) -> PathBuf {
    fs::canonicalize(folder).unwrap()
}

/// A server that works in a folder, started by this command.
fn serve(folder: &Path, command: Command) -> Server {
    let mut server = Server::spawn(command, true, None);
    let folders = json!([{ "uri": uri(folder, ""), "name": "drafts" }]);
    server.request("initialize", json!({ "processId": null, "capabilities": {}, "workspaceFolders": folders }));
    server.notify("initialized", json!({}));
    server
}

fn execute(server: &mut Server, name: &str, argument: Value) -> Value {
    server.request("workspace/executeCommand", json!({ "command": name, "arguments": [argument] }))
}

/// What is shown next of a file: codes and messages.
fn next(server: &mut Server, uri: &str) -> Vec<(String, String)> {
    let told = server.wait(&format!("findings of {uri}"), |m| {
        m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == uri
    });
    let list = told["params"]["diagnostics"].as_array().unwrap();
    list.iter().map(|d| (d["code"].as_str().unwrap().into(), d["message"].as_str().unwrap().into())).collect()
}

/// A user whom permissions bind: this one, or nobody where this one is root. None where neither can be had.
fn bound(mut command: Command) -> Option<Command> {
    use std::os::unix::process::CommandExt;
    if !rustix::process::geteuid().is_root() {
        return Some(command);
    }
    let nobody = 65_534;
    command.uid(nobody).gid(nobody);
    let mut probe = Command::new(binary());
    let works = probe.arg("--version").uid(nobody).gid(nobody).output().is_ok_and(|output| output.status.success());
    works.then_some(command)
}

/// Says that a fault cannot be brought about here.
fn skipped(what: &str) {
    eprintln!("skipped: {what}");
}
