//! The command line as it is shipped: exit statuses, formats, and whatever may be fed to it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

#[path = "support/shell.rs"]
mod shell;

use shell::{json, run_in, status, stderr, stdout};

const SOUND: &str = include_str!("fixtures/sound.imr.txt");
const CONTRADICTION: &str = include_str!("fixtures/contradiction.imr.txt");

/// Runs imr-ls in the folder of the fixtures.
fn run(args: &[&str]) -> Output {
    run_in(Path::new("tests/fixtures"), args, None)
}

/// The findings with a code, of the only file.
fn findings(report: &Value, code: &str) -> Vec<Value> {
    let all = report["files"][0]["findings"].as_array().unwrap();
    all.iter().filter(|f| f["code"] == code).cloned().collect()
}

/// A folder of its own with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The names of the files that a report lists.
fn names(report: &Value) -> Vec<&str> {
    report["files"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap()).collect()
}

#[test]
fn no_command_prints_help() {
    let told = run(&[]);
    assert_eq!(status(&told), 0);
    assert!(stdout(&told).contains("Usage: imr-ls"));
    assert_eq!(status(&run(&["--help"])), 0);
    assert_eq!(stdout(&run(&["--version"])).trim(), concat!("imr-ls ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_arguments_are_a_usage_error() {
    for args in [
        &["check"][..],
        &["check", "sound.imr.txt", "--format", "xml"],
        &["check", "sound.imr.txt", "--fail-on", "never"],
        &["check", "sound.imr.txt", "--profile", "loose"],
        &["frobnicate"],
        &["new", "--items", "0"],
        &["new", "--items", "101"],
        &["serve", "--stdio", "--socket", "1"],
        &["explain"],
    ] {
        let told = run(args);
        assert_eq!(status(&told), 2, "{args:?}");
        assert!(told.stdout.is_empty() && !told.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn a_sound_letter_has_no_findings() {
    let told = run(&["check", "sound.imr.txt"]);
    assert_eq!((status(&told), stdout(&told).as_str()), (0, "No findings in 1 file.\n"));
    assert!(told.stderr.is_empty());
}

#[test]
fn the_json_of_check_keeps_its_contract() {
    let told = run(&["check", "sound.imr.txt", "--format", "json"]);
    let wanted = serde_json::json!({
        "version": 1,
        "files": [{ "path": "sound.imr.txt", "findings": [] }],
        "summary": { "files": 1, "errors": 0, "warnings": 0, "information": 0, "hints": 0 },
    });
    assert_eq!(json(&told), wanted);
}

#[test]
fn a_contradiction_is_an_error_in_every_format() {
    let told = run(&["check", "contradiction.imr.txt", "--format", "json"]);
    assert_eq!(status(&told), 1);
    let report = json(&told);
    let found = findings(&report, "outcome-contradicts-rationale");
    let [found] = found.as_slice() else { panic!("{report}") };
    assert_eq!(found["severity"], "error");
    assert_eq!(found["item_index"], 1);
    assert!(found["message"].as_str().unwrap().len() > 20);
    assert!(found["fixes"].is_array());
    let range = serde_json::json!({
        "start": { "line": 50, "character": 47 }, "end": { "line": 50, "character": 53 },
    });
    let mut places = vec![found["range"].clone()];
    places.extend(found["related"].as_array().unwrap().iter().map(|r| r["range"].clone()));
    assert!(places.contains(&range), "{found}");
    assert_eq!(report["summary"]["errors"], 1);

    let text = stdout(&run(&["check", "contradiction.imr.txt"]));
    assert!(text.contains("error[outcome-contradicts-rationale]: "), "{text}");
    assert!(text.contains("51 | Home heating unit for the left knee, purchase: Upheld"), "{text}");
    assert!(text.contains("^^^^^^") && text.ends_with("1 error in 1 file\n"), "{text}");
    assert!(!text.contains('\u{1b}'));

    let lines = stdout(&run(&["check", ".", "--format", "jsonl"]));
    let files: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = files.iter().map(|f| f["path"].as_str().unwrap()).collect();
    assert!(names.is_sorted() && names.contains(&"sound.imr.txt") && !names.contains(&"verdicts.txt"), "{names:?}");
    assert_eq!(files[0], report["files"][0]);

    let github = stdout(&run(&["check", "contradiction.imr.txt", "--format", "github"]));
    assert!(github.starts_with("::error file=contradiction.imr.txt,line="), "{github}");
    assert!(github.contains(",title=outcome-contradicts-rationale::"), "{github}");
}

#[test]
fn sarif_names_every_rule_and_finds_the_contradiction() {
    let log = json(&run(&["check", "contradiction.imr.txt", "--format", "sarif"]));
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), imr_ls::rules::RULES.len());
    for rule in rules {
        assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string());
        assert!(rule["help"]["markdown"].is_string());
        assert!(["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
    }
    let results = run["results"].as_array().unwrap();
    let found = results.iter().find(|r| r["ruleId"] == "outcome-contradicts-rationale").unwrap();
    assert_eq!(rules[found["ruleIndex"].as_u64().unwrap() as usize]["id"], found["ruleId"]);
    assert_eq!(found["level"], "error");
    let place = &found["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "contradiction.imr.txt");
    assert!(place["region"]["startLine"].as_u64().unwrap() >= 51);
}

#[test]
fn a_sarif_log_without_findings_is_whole() {
    let log = json(&run(&["check", "sound.imr.txt", "--format", "sarif"]));
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn the_exit_status_is_as_asked() {
    let check = |args: &[&str]| status(&run(&[&["check", "contradiction.imr.txt"], args].concat()));
    assert_eq!(check(&[]), 1);
    assert_eq!(check(&["--fail-on", "hint"]), 1);
    assert_eq!(check(&["--exit-zero"]), 0);
    assert_eq!(check(&["--profile", "draft"]), 1);
}

#[test]
fn a_missing_field_is_an_error_in_a_final_letter_only() {
    let text = SOUND.replacen("Decision rationale: The guideline supports", "The guideline supports", 1);
    let check = |profile| {
        run_in(Path::new("."), &["check", "-", "--profile", profile, "--format", "json"], Some(text.as_bytes()))
    };
    let last = check("final");
    let found = findings(&json(&last), "missing-field");
    assert_eq!((status(&last), found.len()), (1, 1), "{}", stdout(&last));
    assert_eq!(found[0]["item_index"], 0);
    let first = check("draft");
    assert_eq!((status(&first), findings(&json(&first), "missing-field").len()), (0, 0));
}

#[test]
fn standard_input_is_checked() {
    let told = run_in(Path::new("."), &["check", "-", "--format", "json"], Some(SOUND.as_bytes()));
    assert_eq!((status(&told), names(&json(&told))), (0, vec!["<stdin>"]));
}

#[test]
fn folders_are_searched_and_ignore_files_honoured() {
    let folder = folder(&[
        ("b.imr", "A note."),
        ("a/letter.txt", SOUND),
        ("a/note.txt", "A note about nothing."),
        ("a/C.IMR.TXT", SOUND),
        ("old/letter.imr", SOUND),
        (".hidden/letter.imr", SOUND),
        ("skipped.imr", SOUND),
        ("readme.md", SOUND),
        (".gitignore", "old/\n"),
        (".ignore", "skipped.imr\n"),
    ]);
    let check = |paths: &[&str]| {
        let report = json(&run_in(folder.path(), &[&["check", "--format", "json"], paths].concat(), None));
        names(&report).iter().map(|name| name.replace('\\', "/")).collect::<Vec<_>>()
    };
    assert_eq!(check(&["."]), ["a/C.IMR.TXT", "a/letter.txt", "b.imr"]);
    // What is named is checked, once, whatever it is called and holds.
    assert_eq!(
        check(&["a/note.txt", "a", "readme.md", "skipped.imr", "a/letter.txt"]),
        ["a/C.IMR.TXT", "a/letter.txt", "a/note.txt", "readme.md", "skipped.imr"]
    );
}

#[test]
fn nothing_to_check_is_said() {
    let folder = folder(&[("note.txt", "A note.")]);
    let told = run_in(folder.path(), &["check", "."], None);
    assert_eq!((status(&told), stdout(&told).as_str()), (0, "No determination was checked.\n"));
}

#[test]
fn a_path_that_cannot_be_read_is_named_and_the_others_are_checked() {
    let told = run(&["check", "sound.imr.txt", "nowhere.imr", "--format", "json"]);
    assert_eq!((status(&told), names(&json(&told))), (2, vec!["sound.imr.txt"]));
    assert!(stderr(&told).contains("nowhere.imr does not exist"), "{}", stderr(&told));
    let told = run(&["check", "nowhere.imr", "contradiction.imr.txt", "--exit-zero"]);
    assert_eq!(status(&told), 2);
}

#[test]
fn any_text_is_checked() {
    for input in ["", "\n", "\u{feff}", "\r\r\n\u{c}", "no letter at all", "\0"] {
        let told = run_in(Path::new("."), &["check", "-", "--fail-on", "hint"], Some(input.as_bytes()));
        assert!(status(&told) < 2, "{input:?}: {}", stderr(&told));
        let told = run_in(Path::new("."), &["check", "-", "--format", "json"], Some(input.as_bytes()));
        assert_eq!(names(&json(&told)), ["<stdin>"]);
        let told = run_in(Path::new("."), &["outline", "-"], Some(input.as_bytes()));
        assert_eq!(status(&told), 0);
    }
}

#[test]
fn bytes_that_are_no_text_are_checked_and_named() {
    let folder = folder(&[]);
    let mut bytes = SOUND.as_bytes().to_vec();
    bytes.extend(b"caf\xe9\n");
    fs::write(folder.path().join("latin.imr"), bytes).unwrap();
    let told = run_in(folder.path(), &["check", "latin.imr", "--format", "json"], None);
    assert_eq!((status(&told), names(&json(&told))), (0, vec!["latin.imr"]));
    assert!(stderr(&told).contains("latin.imr is not all valid UTF-8"), "{}", stderr(&told));
}

#[test]
fn five_megabytes_on_one_line() {
    let words = "The records say much. ".repeat(5 * 1024 * 1024 / 22);
    let text = CONTRADICTION.replace("The records do not say", &format!("{words} The records do not say"));
    let one_line = words.replace('\n', " ");
    for input in [text, one_line] {
        let told = run_in(Path::new("."), &["check", "-"], Some(input.as_bytes()));
        assert!(status(&told) < 2, "{}", stderr(&told));
        let widest = stdout(&told).lines().map(|line| line.chars().count()).max();
        assert!(widest < Some(400), "{widest:?}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly_with_the_status_of_the_check() {
    let files: Vec<_> = (0..300).map(|n| (format!("{n:03}.imr"), CONTRADICTION)).collect();
    let folder = folder(&files.iter().map(|(name, text)| (name.as_str(), *text)).collect::<Vec<_>>());
    let mut child = Command::new(env!("CARGO_BIN_EXE_imr-ls"))
        .args(["check", "."])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let told = child.wait_with_output().unwrap();
    assert_eq!(stderr(&told), "");
    assert_eq!(status(&told), 1);
}

#[test]
fn the_outline_keeps_its_contract() {
    let outline = json(&run(&["outline", "contradiction.imr.txt", "--format", "json"]));
    let sections = serde_json::json!([
        { "kind": "how-made", "title": "HOW THE IMR FINAL DETERMINATION WAS MADE", "line": 7 },
        { "kind": "clinical-case-summary", "title": "CLINICAL CASE SUMMARY", "line": 18 },
        { "kind": "issues-decisions-rationales", "title": "IMR ISSUES, DECISIONS AND RATIONALES", "line": 31 },
    ]);
    assert_eq!(outline["sections"], sections);
    let items = outline["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0]["title"], "Magnetic resonance imaging (MRI) of the left knee without contrast");
    assert_eq!(items[1]["title"], "Home heating unit for the left knee, purchase");
    assert_eq!((&items[0]["outcome"], &items[1]["outcome"]), (&"Overturned".into(), &"Upheld".into()));
    assert_eq!((&items[0]["line"], &items[1]["line"]), (&36.into(), &50.into()));
    assert_eq!((&items[0]["index"], &items[1]["index"]), (&0.into(), &1.into()));
    assert_eq!(items[1].as_object().unwrap().len(), 5);
}

#[test]
fn the_outline_says_what_rationales_conclude() {
    let outline = json(&run(&["outline", "contradiction.imr.txt", "--format", "json"]));
    assert_eq!(outline["items"][1]["verdict"], "necessary");
    let told = stdout(&run(&["outline", "contradiction.imr.txt"]));
    let contradictory: Vec<_> = told.lines().filter(|line| line.contains("contradicts the outcome")).collect();
    assert_eq!(contradictory.len(), 1, "{told}");
    assert!(contradictory[0].contains("Home heating unit"));
    assert!(!stdout(&run(&["outline", "sound.imr.txt"])).contains("contradicts"));
}

#[test]
fn an_outline_of_nothing_names_the_file() {
    let told = run(&["outline", "nowhere.imr"]);
    assert_eq!(status(&told), 2);
    assert!(stderr(&told).contains("nowhere.imr does not exist"));
}

#[test]
fn a_new_letter_has_its_items() {
    let told = run(&["new", "--items", "3"]);
    assert_eq!(status(&told), 0);
    assert_eq!(stdout(&told).matches("\nDecision rationale:").count(), 3);
    assert_eq!(stdout(&run(&["new"])).matches("\nDecision rationale:").count(), 1);
}

#[test]
fn rules_are_listed_and_explained() {
    let rules = json(&run(&["rules", "--format", "json"]));
    let text = stdout(&run(&["rules"]));
    for rule in rules.as_array().unwrap() {
        for key in ["code", "severity", "category", "summary"] {
            assert!(rule[key].is_string());
        }
        let code = rule["code"].as_str().unwrap();
        assert!(text.contains(code));
        let told = run(&["explain", code]);
        assert_eq!(status(&told), 0);
        assert!(stdout(&told).starts_with(code));
    }
    let slip = run(&["explain", "outcome-contradict-rationale"]);
    assert_eq!(status(&slip), 2);
    assert!(stderr(&slip).contains("did you mean outcome-contradicts-rationale?"), "{}", stderr(&slip));
}

#[test]
fn the_doctor_finds_a_sound_machine_sound_and_says_what_is_wrong() {
    let at = tempfile::tempdir().unwrap();
    let told = run_in(at.path(), &["doctor"], None);
    let shown = stdout(&told);
    assert_eq!(status(&told), 0, "{shown}");
    for part in ["judgement  ok: ", "server     ok: ", "settings   none: ", "program    ", "PATH       "] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    std::fs::write(at.path().join("imr.toml"), "profil = 1\npacks = [\"own.toml\"]\n").unwrap();
    std::fs::write(at.path().join("own.toml"), "[other]\n").unwrap();
    let told = run_in(at.path(), &["doctor"], None);
    let shown = stdout(&told);
    assert_eq!(status(&told), 2, "{shown}");
    assert!(shown.contains("settings   wrong: imr.toml:1:1: profil is no setting"), "{shown}");
    assert!(shown.contains("pack       wrong: own.toml:1:2: other is left out"), "{shown}");
}
