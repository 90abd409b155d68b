//! `doctor`: whether imr-ls works on this machine, told part by part with what to do where it does not.

use std::fmt::Write;
use std::io::{BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::Status;
use super::args::DoctorArgs;
use super::output::Output;
use crate::config::{Config, Discovery, complaints, folder_of, shown};
use crate::draft::Draft;
use crate::rules::RULES;

/// A server that has not left after this long hangs.
const PATIENCE: Duration = Duration::from_secs(10);
/// Editors that may start the server.
const EDITORS: [&str; 6] = ["code", "code-server", "nvim", "hx", "emacs", "zed"];
/// An item that contradicts itself when its outcome is Upheld, and does not when it is Overturned.
const ITEM: &str = "The Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004.\n\n\
                    The MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.\n\n\
                    Decision rationale: The joint locks. Therefore, the request is medically necessary.\n";

/// Looks at program, judgement, server and settings.
pub fn run(args: &DoctorArgs) -> Status {
    let mut told = Report::default();
    program(&mut told);
    told.part("judgement", judgement());
    told.part("server", server());
    settings(&args.path, &mut told);
    editors(&mut told);
    Output::stdout().finish_with(&told.text, if told.ill { Status::Failed } else { Status::Clean })
}

#[derive(Default)]
struct Report {
    text: String,
    ill: bool,
}

impl Report {
    fn line(&mut self, name: &str, words: &str) {
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{name:<10} {words}");
    }

    fn part(&mut self, name: &str, state: Result<String, String>) {
        let (words, colour) = match &state {
            Ok(words) => (format!("ok: {words}"), anstyle::AnsiColor::Green),
            Err(words) => (format!("wrong: {words}"), anstyle::AnsiColor::Red),
        };
        let style = anstyle::Style::new().fg_color(Some(colour.into()));
        self.line(name, &format!("{style}{words}{style:#}"));
        self.ill |= state.is_err();
    }
}

/// Which program this is, and whether an editor that looks for its name finds it.
fn program(told: &mut Report) {
    told.line(
        "version",
        &format!("{} for {} on {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH),
    );
    let own = std::env::current_exe().and_then(std::fs::canonicalize).ok();
    told.line("program", &own.as_deref().map_or("not known".into(), |own| own.display().to_string()));
    let found = on_path("imr-ls");
    let same = found.as_deref().and_then(|path| std::fs::canonicalize(path).ok()).is_some_and(|path| Some(path) == own);
    let words = match found {
        Some(_) if same => "this program is the one that editors find by its name".into(),
        Some(other) => format!("editors find another one by its name: {}", other.display()),
        None => "imr-ls is in no folder of PATH; name its whole path in the editor, or put it into one of them".into(),
    };
    told.line("PATH", &words);
}

/// Whether a contradiction is found, and nothing is where there is none.
fn judgement() -> Result<String, String> {
    let contradicts = |outcome: &str| {
        let letter = format!("IMR ISSUES, DECISIONS AND RATIONALES\n\nArthroscopy of the knee: {outcome}\n\n{ITEM}");
        Draft::new(&letter).findings().iter().any(|placed| placed.finding.code == "outcome-contradicts-rationale")
    };
    match (contradicts("Upheld"), contradicts("Overturned")) {
        (true, false) => Ok(format!("a contradiction is found and a sound item is not touched; {} rules", RULES.len())),
        _ => Err("a sample letter is not judged as it should be; install imr-ls anew".into()),
    }
}

/// Whether the server starts, answers and leaves.
fn server() -> Result<String, String> {
    let began = Instant::now();
    let advice = |what: &str| format!("the server {what}; install imr-ls anew, or see its log with IMR_LS_LOG=debug");
    let program = std::env::current_exe().map_err(|_| advice("is not found"))?;
    let mut server = Command::new(program);
    server.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = server.spawn().map_err(|_| advice("does not start"))?;
    let session = [
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"capabilities":{}}}"#,
        r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#,
        r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#,
        r#"{"jsonrpc":"2.0","method":"exit"}"#,
    ];
    if let Some(mut input) = server.stdin.take() {
        for message in session {
            // One that has gone already is told by its status.
            let _ = write!(input, "Content-Length: {}\r\n\r\n{message}", message.len());
        }
    }
    let output = server.stdout.take();
    let answers = std::thread::spawn(move || {
        let mut answers = String::new();
        output.map(|output| BufReader::new(output).read_to_string(&mut answers));
        answers
    });
    let status = loop {
        match server.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if began.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(5)),
            _ => {
                let _ = server.kill();
                return Err(advice("hangs"));
            }
        }
    };
    let answers = answers.join().unwrap_or_default();
    if !status.success() || !answers.contains("\"capabilities\"") {
        return Err(advice("does not answer as it should"));
    }
    Ok(format!("it starts, answers and leaves within {} ms", began.elapsed().as_millis()))
}

/// Which settings are in force, and what is wrong with them.
fn settings(path: &Path, told: &mut Report) {
    let folder = if path.is_dir() { path } else { folder_of(path) };
    let configs = Discovery::default();
    let config = configs.of_folder(folder);
    match &config.path {
        Some(file) => told.part("settings", state(&config, file)),
        None => told.line("settings", "none: there is no imr.toml in the folder or above it, so the defaults hold"),
    }
    for pack in &config.packs {
        told.part("pack", sound(&pack.path, complaints(&pack.path, &pack.problems)));
    }
    for list in configs.allow_lists(folder) {
        told.part("accepted", sound(&list.path, complaints(&list.path, &list.problems)));
    }
}

fn state(config: &Config, file: &Path) -> Result<String, String> {
    sound(file, complaints(file, &config.parsed.problems))
}

fn sound(file: &Path, complaints: Vec<(String, bool)>) -> Result<String, String> {
    match complaints.as_slice() {
        [] => Ok(shown(file)),
        all => Err(all.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>().join("\n           ")),
    }
}

/// Which editors are installed.
fn editors(told: &mut Report) {
    let found: Vec<String> = EDITORS.into_iter().filter_map(on_path).map(|path| path.display().to_string()).collect();
    let words =
        if found.is_empty() { "none of those that are known is in a folder of PATH".into() } else { found.join(", ") };
    told.line("editors", &words);
}

/// The program that a name starts.
fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&folders)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&file))
        .find(|p| p.is_file())
}
