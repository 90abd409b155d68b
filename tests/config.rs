//! Settings over the shipped binary: what `imr.toml` changes, and how its mistakes are told.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

#[path = "support/shell.rs"]
mod shell;

use shell::{json as report, run_in, status, stderr, stdout};

const SOUND: &str = include_str!("fixtures/sound.imr.txt");
const CONTRADICTION: &str = include_str!("fixtures/contradiction.imr.txt");

fn run(folder: &Path, args: &[&str]) -> Output {
    run_in(folder, args, None)
}

fn names(output: &Output) -> Vec<String> {
    let report = report(output);
    report["files"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap().to_string()).collect()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn the_nearest_file_wins() {
    let off = "[severity]\noutcome-contradicts-rationale = \"off\"\n";
    let hint = "[severity]\noutcome-contradicts-rationale = \"hint\"\n";
    let at =
        folder(&[("imr.toml", off), ("a/a.imr", CONTRADICTION), ("b/imr.toml", hint), ("b/deep/b.imr", CONTRADICTION)]);
    let told = run(at.path(), &["check", ".", "--format", "json"]);
    assert_eq!(status(&told), 0, "{}", stderr(&told));
    assert_eq!(report(&told)["summary"]["hints"], 1);
    assert_eq!(report(&told)["summary"]["errors"], 0);
    assert_eq!(stderr(&told), "");
}

#[test]
fn the_profile_of_the_command_line_goes_first() {
    let unwritten = SOUND.replace("Decision rationale:", "");
    let at = folder(&[("imr.toml", "profile = \"draft\"\n"), ("a.imr", &unwritten)]);
    let count = |args: &[&str]| report(&run(at.path(), args))["files"][0]["findings"].as_array().unwrap().len();
    let draft = count(&["check", "a.imr", "--format", "json"]);
    assert_eq!(draft, count(&["check", "a.imr", "--format", "json", "--profile", "draft"]));
    assert!(draft < count(&["check", "a.imr", "--format", "json", "--profile", "final"]));
}

#[test]
fn an_excluded_file_is_checked_only_if_it_is_named() {
    let at = folder(&[
        ("imr.toml", "exclude = [\"old/\", \"*.bak.imr\"]\n"),
        ("a.imr", SOUND),
        ("a.bak.imr", SOUND),
        ("old/b.imr", SOUND),
    ]);
    assert_eq!(names(&run(at.path(), &["check", ".", "--format", "json"])), ["a.imr"]);
    assert!(names(&run(at.path(), &["check", "old", "--format", "json"])).is_empty());
    assert_eq!(names(&run(at.path(), &["check", "old/b.imr", "--format", "json"])), ["old/b.imr"]);
}

#[test]
fn an_organisations_own_wordings_are_understood() {
    let own = SOUND.replace("CLINICAL CASE SUMMARY", "WHAT HAPPENED TO THE PATIENT");
    let settings =
        "[[format.section]]\nkind = \"clinical-case-summary\"\naliases = [\"What happened to the patient\"]\n";
    let at = folder(&[("own/imr.toml", settings), ("own/a.imr", &own), ("a.imr", &own)]);
    assert_eq!(status(&run(at.path(), &["check", "a.imr"])), 1);
    let told = run(at.path(), &["check", "own/a.imr"]);
    assert_eq!((status(&told), stderr(&told)), (0, String::new()), "{}", stdout(&told));
    assert!(stdout(&run(at.path(), &["outline", "own/a.imr"])).contains("WHAT HAPPENED TO THE PATIENT"));
    assert!(!stdout(&run(at.path(), &["outline", "a.imr"])).contains("WHAT HAPPENED TO THE PATIENT"));
}

#[test]
fn mistakes_are_told_once_and_spoil_nothing_else() {
    let settings = "profil = \"draft\"\n[severity]\nmissing-feild = \"off\"\noutcome-contradicts-rationale = \"hint\"\n\
                    [format.outcomes]\nupheld = [\"Overturned\"]\n";
    let at = folder(&[("imr.toml", settings), ("a.imr", CONTRADICTION), ("b/b.imr", CONTRADICTION)]);
    let told = run(at.path(), &["check", "."]);
    assert_eq!(status(&told), 0);
    assert_eq!(
        stderr(&told),
        "warning: imr.toml:1:1: profil is no setting and is left out; did you mean profile?\n\
         warning: imr.toml:3:1: missing-feild is no setting of severity and is left out; did you mean missing-field?\n\
         warning: imr.toml:6:11: \"Overturned\" is empty or already means another part of a letter and is left out; \
         choose another wording.\n"
    );
}

#[test]
fn what_is_not_toml_is_a_failure_and_the_letters_are_still_checked() {
    let at = folder(&[("imr.toml", "profile = \n"), ("a.imr", SOUND)]);
    let told = run(at.path(), &["check", "a.imr"]);
    assert_eq!(status(&told), 2);
    assert!(stderr(&told).starts_with("error: imr.toml:1:"), "{}", stderr(&told));
    assert_eq!(stdout(&told), "No findings in 1 file.\n");
}

#[test]
fn config_show_says_which_file_won_and_where_each_setting_comes_from() {
    let at = folder(&[("imr.toml", "\nprofile = \"draft\"\n[severity]\nno-items = \"off\"\n"), ("a/b/c.imr", SOUND)]);
    for path in ["a/b", "a/b/c.imr"] {
        let told = run(at.path(), &["config", "show", path]);
        let shown = stdout(&told);
        assert_eq!((status(&told), stderr(&told)), (0, String::new()));
        assert!(
            shown.starts_with("imr.toml is in force: it is the nearest imr.toml in or above the folder.\n"),
            "{shown}"
        );
        assert!(
            shown.contains("/a/b  none\n") && shown.contains("/a  none\n") && shown.contains("  found\n"),
            "{shown}"
        );
        assert!(shown.contains("= \"draft\"  (imr.toml:2)\n"), "{shown}");
        assert!(shown.contains("= \"off\"  (imr.toml:4)\n") && shown.contains("= []  (default)\n"), "{shown}");
    }
    assert_eq!(status(&run(at.path(), &["config", "show", "nowhere"])), 2);
}

#[test]
fn the_checked_in_schema_is_the_one_that_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let printed = stdout(&run(root, &["config", "schema"]));
    let kept = fs::read_to_string(root.join("editors/imr.schema.json")).unwrap_or_default();
    let same = printed == kept.replace("\r\n", "\n");
    assert!(same, "refresh the copy: cargo run -- config schema > editors/imr.schema.json");
    assert!(serde_json::from_str::<Value>(&printed).unwrap()["properties"]["severity"].is_object());
}

/// The fingerprint of the contradiction in the fixture.
fn place(text: &str) -> String {
    let draft = imr_ls::draft::Draft::new(text);
    let findings = draft.findings();
    let found = findings.iter().find(|placed| placed.finding.code == "outcome-contradicts-rationale").unwrap();
    imr_ls::features::place_of(&draft, found.block, found.finding)
}

#[test]
fn the_fingerprint_of_a_finding_stands_in_the_sarif_report() {
    let at = folder(&[("a.imr", CONTRADICTION)]);
    let told = report(&run(at.path(), &["check", "a.imr", "--format", "sarif"]));
    assert_eq!(told["runs"][0]["results"][0]["partialFingerprints"]["imrPlace/v1"], place(CONTRADICTION));
}

fn entry(file: &str, place: &str, more: &str) -> String {
    format!("[[allow]]\nrule = \"outcome-contradicts-rationale\"\nfile = \"{file}\"\nplace = \"{place}\"\n{more}\n")
}

#[test]
fn an_accepted_finding_is_neither_shown_nor_counted_whatever_is_written_elsewhere() {
    let place = place(CONTRADICTION);
    assert!(place.len() == 16 && place.bytes().all(|b| b.is_ascii_hexdigit()));
    let item = "Brace: Upheld\n\nClaims Administrator guideline: Decision based on MTUS Knee Complaints.\n\n\
                MAXIMUS guideline: Decision based on MTUS Knee Complaints.\n\n\
                Decision rationale: The request is not medically necessary.\n\n";
    let intro = CONTRADICTION.find("set forth below:\n\n").map(|at| at + "set forth below:\n\n".len()).unwrap();
    let (before, after) = CONTRADICTION.split_at(intro);
    let edited = format!("A line above.\n\n{before}{item}{after}\nA line below.\n");
    let at = folder(&[
        ("imr.toml", ""),
        (".imr-allow.toml", &entry("a/a.imr", &place, "reason = \"agreed\"")),
        ("a/a.imr", &edited),
        ("b/.imr-allow.toml", &entry("b.imr", &place, "reason = \"agreed\"")),
        ("b/b.imr", CONTRADICTION),
        ("c.imr", CONTRADICTION),
    ]);
    for (path, errors) in [("a/a.imr", 0), ("b", 0), ("c.imr", 1)] {
        let told = run(at.path(), &["check", path, "--format", "json"]);
        assert_eq!(stderr(&told), "", "{path}");
        assert_eq!(
            (status(&told), report(&told)["summary"]["errors"].as_i64()),
            (errors as i32, Some(errors)),
            "{path}"
        );
    }
}

#[test]
fn an_entry_that_does_not_hold_is_told() {
    let place = place(CONTRADICTION);
    let dated = format!("Case Number: CM15-0000001\nDecision Date: 03/04/2015\n\n{CONTRADICTION}");
    let text = if CONTRADICTION.contains("Decision Date:") { CONTRADICTION } else { &dated };
    let head = ".imr-allow.toml:1:1: this entry for outcome-contradicts-rationale in a.imr";
    for (place, more, letter, wanted, failed) in [
        (place.as_str(), "", text, "accepts nothing: it has no reason; add reason = \"why\".", 1),
        ("0", "reason = \"x\"", text, "matches no finding there any more; remove it.", 1),
        (&place, "reason = \"x\"\nuntil = 2014-01-31", text, "has expired: it holds until 2014-01-31 and", 1),
        (&place, "reason = \"x\"\nuntil = \"2999-01-31\"", text, "", 0),
        (&place, "reason = \"x\"\nuntil = \"1999-01-31\"", &text.replace("Decision Date", "Day"), "", 0),
    ] {
        let at = folder(&[(".imr-allow.toml", &entry("a.imr", place, more)), ("a.imr", letter)]);
        let told = run(at.path(), &["check", "a.imr"]);
        assert_eq!(status(&told), failed, "{more}: {}", stderr(&told));
        match wanted {
            "" => assert_eq!(stderr(&told), ""),
            _ => assert!(stderr(&told).starts_with(&format!("warning: {head} {wanted}")), "{}", stderr(&told)),
        }
        assert_eq!(stderr(&told).lines().count(), usize::from(!wanted.is_empty()), "{}", stderr(&told));
    }
}

/// A letter that cites a guideline which only a pack of one's own knows.
fn citing(what: &str) -> String {
    SOUND.replacen("Decision based on MTUS ", &format!("Decision based on MTUS {what}, and "), 1)
}

#[test]
fn packs_of_ones_own_are_read_and_what_is_wrong_with_them_is_told_in_them() {
    let pack = "[[chapter]]\nid = \"house\"\ntitle = \"House Guide\"\nyear = 2020\ndates = \"label\"\n\n\
                [[topic]]\nid = \"tricyclics\"\ntitle = \"T\"\nchapter = \"house\"\n\n\
                [[topic]]\nid = \"x\"\ntitle = \"X\"\nchapter = \"house\"\npages = \"1-x\"\n";
    let at = folder(&[
        ("imr.toml", "packs = [\"own/house.toml\", \"gone.toml\", \"own\", \"own/house.toml\", \"broken.toml\"]\n"),
        ("own/house.toml", pack),
        ("broken.toml", "[[topic]\n"),
        ("a.imr", &citing("House Guide 2020")),
    ]);
    let told = run(at.path(), &["check", "a.imr"]);
    let lines: Vec<String> = stderr(&told).lines().map(str::to_string).collect();
    let expected = [
        "warning: imr.toml:1:28: the pack \"gone.toml\" is left out: it does not exist; check the spelling of the path.",
        "warning: imr.toml:1:41: the pack \"own\" is left out: it is a folder; name a file in it.",
        "warning: imr.toml:1:48: \"own/house.toml\" is named twice and read once; remove one of the two.",
        "warning: own/house.toml:7:1: the topic \"tricyclics\" has the id of another one in topics-2009.toml; give it \
         one of its own.",
        "warning: own/house.toml:16:9: this entry is left out: expected pages such as \"24\", \"16-22\" or \"23, 64\".",
    ];
    assert_eq!(lines.get(..5), Some(&expected.map(str::to_string)[..]), "{lines:#?}");
    assert!(lines[5].starts_with("error: broken.toml:1:") && lines[5].contains("not valid TOML"), "{lines:#?}");
    assert_eq!((lines.len(), status(&told)), (6, 2));
}

#[cfg(unix)]
#[test]
fn a_pack_that_is_a_loop_of_links_is_told() {
    let at = folder(&[("imr.toml", "packs = [\"a.toml\"]\n"), ("a.imr", SOUND)]);
    std::os::unix::fs::symlink("b.toml", at.path().join("a.toml")).unwrap();
    std::os::unix::fs::symlink("a.toml", at.path().join("b.toml")).unwrap();
    let told = run(at.path(), &["check", "a.imr"]);
    assert!(stderr(&told).starts_with("warning: imr.toml:1:10: the pack \"a.toml\" is left out: it cannot be read ("));
    assert_eq!(status(&told), 0, "{}", stderr(&told));
}

#[test]
fn the_pack_of_the_readme_is_sound_and_known() {
    let readme = include_str!("../README.md");
    let pack = readme.split("```").find_map(|block| block.strip_prefix("toml\n[[chapter]]")).unwrap();
    let at = folder(&[("imr.toml", "packs = [\"own.toml\"]\n"), ("own.toml", &format!("[[chapter]]{pack}"))]);
    for (asked, told) in [("magnetol", "Device"), ("Magnet therapy", "House Guide, 2020, pp. 12–13")] {
        let shown = run(at.path(), &["guidelines", "show", asked]);
        assert_eq!((status(&shown), stderr(&shown)), (0, String::new()));
        assert!(stdout(&shown).contains(told), "{}", stdout(&shown));
    }
}
