//! What the protocol tests share: the shipped binary under a strict client, and a draft to show it.
#![allow(dead_code)]

mod client;

use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

pub use client::*;

/// A draft of our own with nothing wrong in it.
pub const LETTER: &str = "\
HOW THE IMR FINAL DETERMINATION WAS MADE

The reviewer has no affiliation with the parties, is in active practice, and is Board Certified in Occupational Medicine.

CLINICAL CASE SUMMARY

Medical records were reviewed. The worker is a 50-year-old who twisted the left knee on a wet stair. There is swelling \u{1f9b5} and pain.

IMR ISSUES, DECISIONS AND RATIONALES

The Final Determination was based on decisions for the disputed items/services set forth below:

MRI of the left knee: Upheld

Claims Administrator guideline: Decision based on MTUS Knee Complaints.

MAXIMUS guideline: Decision based on MTUS Knee Complaints.

Decision rationale: There is no locking and no sign of a tear. The request is not medically necessary.

Six visits of physical therapy: Overturned

Claims Administrator guideline: Decision based on MTUS Chronic Pain.

MAXIMUS guideline: Decision based on MTUS Chronic Pain.

Decision rationale: Active therapy is supported and was not tried. The request is medically necessary.
";

/// An outcome that its rationale contradicts.
pub fn contradiction() -> String {
    LETTER.replace("MRI of the left knee: Upheld", "MRI of the left knee: Overturned")
}

/// The rule that finds it.
pub const CONTRADICTION: &str = "outcome-contradicts-rationale";

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let at = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = at.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    at
}

impl Server {
    /// Starts the shipped binary.
    pub fn start() -> Server {
        Server::start_reading(true)
    }

    /// Starts it; with `reading` false nothing is read from it before [`Server::resume`].
    pub fn start_reading(reading: bool) -> Server {
        Server::spawn(shipped(), reading, None)
    }

    /// Starts it and initializes it with these capabilities.
    pub fn initialized(capabilities: Value) -> Server {
        let mut server = Server::start();
        let reply =
            server.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        assert!(reply["result"]["capabilities"].is_object(), "{reply}");
        server.notify("initialized", json!({}));
        server
    }
}

/// The command that starts the shipped binary as editors start it.
pub fn shipped() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_imr-ls"));
    command.arg("serve");
    command
}

/// The codes of a list of diagnostics.
pub fn codes(diagnostics: &Value) -> Vec<&str> {
    diagnostics["diagnostics"].as_array().unwrap().iter().filter_map(|d| d["code"].as_str()).collect()
}

/// Zero-based line and UTF-16 column of the first place where `words` stand.
pub fn place(text: &str, words: &str) -> (u32, u32) {
    let at = text.find(words).unwrap();
    let before = &text[..at];
    let line = before.matches('\n').count() as u32;
    let start = before.rfind('\n').map_or(0, |n| n + 1);
    (line, before[start..].encode_utf16().count() as u32)
}
