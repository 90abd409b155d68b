//! `imr-ls guidelines`, as it is shipped: lists, topics, and the import of a copy that is made here.

use std::fs;
use std::path::Path;
use std::process::Output;

#[path = "support/guideline.rs"]
mod guideline;
#[path = "support/pdf.rs"]
mod pdf;
#[path = "support/shell.rs"]
mod shell;

use guideline::{Guideline, PARTS};
use pdf::{pdf, scan};
use shell::{json, run_in, status, stderr, stdout};

const PACK: &str = "chronic-pain-medical-treatment-2009.toml";

fn run(folder: &Path, args: &[&str]) -> Output {
    run_in(folder, &[&["guidelines"], args].concat(), None)
}

/// Runs in a folder without files.
fn run_alone(args: &[&str]) -> Output {
    run(tempfile::tempdir().unwrap().path(), args)
}

#[test]
fn chapters_and_topics_are_listed() {
    let told = run_alone(&["list"]);
    assert_eq!(status(&told), 0);
    let list = stdout(&told);
    assert!(list.contains("chronic-pain-medical-treatment-2009") && list.contains("2009-07-18 to "), "{list}");
    assert!(list.ends_with("imr-ls guidelines list --chapter ID names the topics of a chapter.\n"), "{list}");
    assert!(!list.contains('\u{1b}'));

    let topics = stdout(&run_alone(&["list", "--chapter", "chronic-pain-medical-treatment-2009"]));
    assert!(topics.starts_with("Chronic Pain Medical Treatment, 2009\n"), "{topics}");
    let line = |title: &str| topics.lines().find(|line| line.starts_with(title)).unwrap();
    assert!(line("Benzodiazepines").contains("p. 24 ") && !line("Benzodiazepines").contains("p. 24 ?"), "{topics}");
    assert!(line("Yoga").contains("p. 126 ?"), "{topics}");

    let chapters = json(&run_alone(&["list", "--format", "json"]));
    let pain = chapters.as_array().unwrap().iter().find(|c| c["id"] == "chronic-pain-medical-treatment-2009").unwrap();
    assert_eq!((pain["year"].as_u64(), pain["from"].as_str()), (Some(2009), Some("2009-07-18")));
    let topics = json(&run_alone(&["list", "--chapter", "chronic-pain-medical-treatment-2009", "--format", "json"]));
    assert_eq!(topics.as_array().unwrap().len() as u64, pain["topics"].as_u64().unwrap());

    let told = run_alone(&["list", "--chapter", "chronic-pain-medical-treatment-2008"]);
    assert_eq!((status(&told), stdout(&told).as_str()), (2, ""));
    let words =
        "error: no chapter is called \"chronic-pain-medical-treatment-2008\"; did you mean chronic-pain-medical-";
    assert!(stderr(&told).starts_with(words), "{}", stderr(&told));
}

#[test]
fn a_topic_is_shown_in_every_edition_with_its_doubts() {
    let told = run_alone(&["show", "benzodiazepines"]);
    assert_eq!(status(&told), 0);
    let shown = stdout(&told);
    for words in [
        "Benzodiazepines\n\nChronic Pain Medical Treatment, 2009, p. 24\n",
        "Chronic Pain Medical Treatment, 2016",
        "In force from July 18, 2009 to ",
        "Not recommended",
        "  - most guidelines cap use at 4 weeks",
        "Treatments that belong there: alprazolam, ",
        "From topics-2009.toml, built in, line ",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains(['\u{1b}', '*', '\\']), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
    let shown = stdout(&run_alone(&["show", "Yoga", "--chapter", "chronic-pain-medical-treatment-2009"]));
    assert!(shown.contains("p. 126 (page not verified)") && !shown.contains("\n----\n"), "{shown}");
    // Another name, an id, a treatment.
    assert!(stdout(&run_alone(&["show", "urine drug testing"])).starts_with("Drug testing\n"));
    assert!(
        stdout(&run_alone(&["show", "work-conditioning-work-hardening"])).contains("Work conditioning, work hardening")
    );
    assert!(stdout(&run_alone(&["show", "Theramine"])).contains("food"), "a treatment");
    let brand = stdout(&run_alone(&["show", "Norco"]));
    assert!(
        brand.starts_with("Hydrocodone\n") && brand.contains("\n----\n\nhydrocodone/acetaminophen · Norco"),
        "{brand}"
    );
}

#[test]
fn an_unknown_topic_is_answered_with_the_nearest_name() {
    let told = run_alone(&["show", "Benzodiazapine"]);
    assert_eq!((status(&told), stdout(&told).as_str()), (2, ""));
    assert_eq!(stderr(&told), "error: no topic is called \"Benzodiazapine\"; did you mean \"Benzodiazepines\"?\n");
    let told = stderr(&run_alone(&["show", "q"]));
    assert_eq!(
        told,
        "error: no topic is called \"q\"; imr-ls guidelines list --chapter ID names the topics of a chapter.\n"
    );
}

#[test]
fn a_copy_is_imported_and_then_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let guideline = Guideline::new(PARTS, 127);
    fs::write(at.join("mtus.pdf"), pdf(&guideline)).unwrap();
    let told = run(at, &["import", "mtus.pdf"]);
    assert_eq!((status(&told), stderr(&told).as_str()), (0, ""));
    assert_eq!(fs::read_to_string(at.join(PACK)).unwrap(), include_str!("fixtures/imported-2009.toml"));
    let mut files: Vec<_> = fs::read_dir(at).unwrap().map(|file| file.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, [PACK, "mtus.pdf"], "nothing else is left behind");
    let report = stdout(&told);
    for words in [
        "Chronic Pain Medical Treatment, 2009\n15 of ",
        "14 of them have pages that were not verified, or not known, until now.",
        "  Yoga ",
        "p. 13, built in: p. 126\n",
        "Massage therapy;",
        "Not found in the introduction",
        "Not found inside the topic",
        "  Venlafaxine (Effexor) (p. 7)\n",
        "  Criteria that we made up (p. 10)\n",
        "To use it, name it in an imr.toml beside it:\n  packs = [\"chronic-pain-medical-treatment-2009.toml\"]\n",
        "do not commit it",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert!(!report.contains('\u{1b}'));

    fs::write(at.join("imr.toml"), format!("packs = [\"{PACK}\"]\n")).unwrap();
    let shown = stdout(&run(at, &["show", "Yoga", "--chapter", "chronic-pain-medical-treatment-2009"]));
    assert!(shown.contains("Chronic Pain Medical Treatment, 2009, p. 13\n"), "{shown}");
    assert!(
        shown.contains(&format!("From {PACK}, line ")) && shown.contains("Recommended as an option for a few."),
        "{shown}"
    );

    // Not over what is there, unless told so.
    let told = run(at, &["import", "mtus.pdf"]);
    assert_eq!((status(&told), stdout(&told).as_str()), (2, ""));
    assert!(stderr(&told).contains("is there already; add --force"), "{}", stderr(&told));
    let told = run(at, &["import", "mtus.pdf", "--force"]);
    assert_eq!(status(&told), 0);
    assert!(stdout(&told).contains("imr.toml names the pack already"), "{}", stdout(&told));
    let told = run(at, &["import", "mtus.pdf", "--force", "--output", "mtus.pdf"]);
    assert!(stderr(&told).contains("is the guideline itself"), "{}", stderr(&told));
    assert_eq!(fs::read(at.join("mtus.pdf")).unwrap(), pdf(&guideline));
}

#[test]
fn text_is_imported_into_the_file_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let guideline = Guideline::new(PARTS, 127);
    assert_eq!(guideline.places.last(), Some(&(13, 13)), "where the expected pack has yoga");
    for text in [guideline.layout(), guideline.doubled(), guideline.plain(false)] {
        fs::write(at.join("mtus.txt"), text).unwrap();
        let told = run(at, &["import", "mtus.txt", "-o", "own.toml", "--force"]);
        assert_eq!((status(&told), stderr(&told).as_str()), (0, ""));
        assert_eq!(fs::read_to_string(at.join("own.toml")).unwrap(), include_str!("fixtures/imported-2009.toml"));
    }
}

#[test]
fn what_cannot_be_imported_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let whole = Guideline::new(PARTS, 127);
    let file = pdf(&whole);
    let cut = whole.plain(true);
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("scan.pdf", scan(2), "there is no text in the PDF: its pages are pictures"),
        ("cut.pdf", file[..2000].to_vec(), "download or copy it again."),
        ("cut.txt", cut[..cut.len() / 2].into(), "it ends with page "),
        ("other.txt", b"A letter about a knee.\n".to_vec(), "it is none of the guidelines"),
        ("short.pdf", pdf(&Guideline::new(PARTS, 90)), "its footers count 90 pages, but the guideline of 2009 has 127"),
        ("word.docx", b"PK\x03\x04\x14\0\0\0\xff\xfe\xfd".to_vec(), "it is neither a PDF nor plain text"),
        ("empty.pdf", Vec::new(), "the file is empty"),
        ("blank.txt", b" \n\n".to_vec(), "there is no text in it"),
    ];
    for (name, bytes, words) in cases {
        fs::write(at.join(name), bytes).unwrap();
        let told = run(at, &["import", name]);
        assert_eq!((status(&told), stdout(&told).as_str()), (2, ""), "{name}");
        let error = stderr(&told);
        assert!(error.starts_with(&format!("error: {name} cannot be imported: ")), "{error}");
        assert!(error.contains(words) && error.ends_with(".\n") && error.lines().count() == 1, "{name}: {error}");
        assert!(!at.join(PACK).exists(), "{name}");
    }
    let told = stderr(&run(at, &["import", "nowhere.pdf"]));
    assert_eq!(told, "error: nowhere.pdf does not exist; check the spelling of the path.\n");
    assert!(stderr(&run(at, &["import", "."])).contains("is a folder; name a file in it"));
    fs::write(at.join("mtus.pdf"), file).unwrap();
    let told = stderr(&run(at, &["import", "mtus.pdf", "-o", "no/such/pack.toml"]));
    assert!(told.contains("no/such is no folder"), "{told}");
}
