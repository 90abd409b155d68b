//! Import of a guideline: texts and PDFs in the official layout that are made here, sound and damaged, and what becomes of
//! them. `UPDATE_EXPECT=1 cargo test --test import` writes the expected pack anew.

use expect_test::expect_file;
use imr_ls::knowledge::{Confidence, Import, Level, Library, Pack, Refusal, import, is_pdf, pdf_text};
use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions};
use proptest::prelude::*;

#[path = "support/guideline.rs"]
mod guideline;
#[path = "support/pdf.rs"]
mod pdf;

use guideline::{Guideline, PARTS, Part};
use pdf::{pdf, scan};

fn whole() -> Guideline {
    Guideline::new(PARTS, 127)
}

fn imported(text: &str) -> Result<Import, Refusal> {
    import(text, &Library::built_in())
}

fn from_pdf(bytes: &[u8]) -> Result<Import, Refusal> {
    imported(&pdf_text(bytes, |_, _| {})?)
}

/// What was found: titles and pages.
fn told(read: &Import, level: Level) -> Vec<(String, String)> {
    let of = read.found.iter().filter(|found| found.level == level);
    of.map(|found| (found.title.clone(), found.pages.clone().into())).collect()
}

#[test]
fn topics_are_found_with_their_pages_and_words() {
    let guideline = whole();
    for text in [guideline.plain(true), guideline.plain(false), guideline.plain(true).replace('\n', "\r\n")] {
        let read = imported(&text).unwrap();
        assert_eq!(read.chapter, "chronic-pain-medical-treatment-2009");
        let known = PARTS.iter().zip(&guideline.places).filter(|((heading, ..), _)| !heading.contains("made up"));
        let expected: Vec<_> = known
            .map(|((heading, ..), (first, last))| {
                // A heading that we do not know belongs to the topic before it.
                let last = if heading.starts_with("Chronic pain programs") { &guideline.places[6].1 } else { last };
                let pages = if first == last { first.to_string() } else { format!("{first}-{last}") };
                (heading.replace('|', " ").replace('+', ""), pages)
            })
            .collect();
        assert_eq!(told(&read, Level::Heading), expected);
    }
}

#[test]
fn every_extraction_and_the_pdf_itself_give_the_expected_pack() {
    let guideline = whole();
    let expected = imported(&guideline.plain(true)).unwrap();
    expect_file!["fixtures/imported-2009.toml"].assert_eq(&expected.pack);
    for text in [guideline.plain(false), guideline.doubled(), guideline.layout()] {
        assert!(imported(&text).as_ref() == Ok(&expected), "{text}");
    }
    let file = pdf(&guideline);
    let mut pages = Vec::new();
    let text = pdf_text(&file, |done, all| pages.push((done, all))).unwrap();
    assert_eq!(pages, (1..=127).map(|page| (page, 127)).collect::<Vec<_>>());
    assert!(text.contains("What comes of it, line 11, is measured.\n"), "{}", &text[..3000]);
    let read = imported(&text).unwrap();
    assert_eq!(read, expected);
    // As others would write it: packed, and with a password that keeps nobody from reading.
    let mut packed = Document::load_mem(&file).unwrap();
    packed.compress();
    let mut bytes = Vec::new();
    packed.save_to(&mut bytes).unwrap();
    assert_eq!(from_pdf(&bytes).as_ref(), Ok(&expected));
    assert_eq!(from_pdf(&locked(&file, "")).as_ref(), Ok(&expected));
}

#[test]
fn headings_may_be_printed_otherwise_than_we_name_them() {
    const OTHERS: &[Part] = &[
        ("Anti-depressants for chronic pain", "Recommended as we say here.", 1),
        ("Anti-inflammatory medications", "Recommended, too.", 1),
        ("Hydrocodone (Vicodin®, Lortab®)", "See what is said of others.", 1),
        ("Lidoderm® (lidocaine patch)", "Recommended for some.", 1),
        ("Opioids", "Recommended with care.", 1),
        ("OXYCODONE", "See what is said of others.", 1),
        ("TENS, chronic pain (transcutaneous electrical nerve|stimulation)", "Not recommended alone.", 1),
    ];
    let read = imported(&Guideline::new(OTHERS, 127).plain(true)).unwrap();
    let titles: Vec<_> = told(&read, Level::Heading).into_iter().map(|(title, _)| title).collect();
    let expected = [
        "Antidepressants for chronic pain",
        "Anti-inflammatory medications",
        "Hydrocodone",
        "Lidoderm (lidocaine patch)",
        "Opioids (classification, overview)",
        "Oxycodone / OxyContin",
        "TENS, chronic pain",
    ];
    assert_eq!(titles, expected);
}

#[test]
fn what_stands_inside_other_texts_is_looked_for() {
    let read = imported(&whole().plain(true)).unwrap();
    let entries = told(&read, Level::Entry);
    assert_eq!(entries, [("Antiepilepsy drugs - gabapentin entry".to_string(), "4".to_string())]);
    let introduction: Vec<_> = told(&read, Level::Part1).into_iter().map(|(title, _)| title).collect();
    assert_eq!(
        introduction,
        ["Introduction / definitions (chronic pain, types of pain)", "Pain outcomes and endpoints"]
    );
    let missing = |level: Level| read.missing.iter().any(|missing| missing.level == level);
    assert!(missing(Level::Entry) && missing(Level::Part1));
}

#[test]
fn the_guidelines_of_2016_are_known_by_their_footers() {
    let foot = "Chronic Pain Medical Treatment Guidelines MTUS - 8 C.C.R. § 9792.24.2 (July 28, 2016)";
    let mut text = format!("Acupuncture\nBotulinum toxin\n{foot} ii\n");
    for (page, lines) in
        ["Acupuncture\nRecommended as we say here.", "It goes on.", "Yoga\nRecommended."].iter().enumerate()
    {
        text.push_str(&format!("{lines}\n{foot} {}\n", page + 1));
    }
    let read = imported(&text).unwrap();
    assert_eq!((read.chapter.as_str(), read.pages), ("chronic-pain-medical-treatment-2016", None));
    let told = told(&read, Level::Heading);
    assert!(told.iter().any(|(title, pages)| title == "Acupuncture" && pages.starts_with("1-")), "{told:?}");
}

#[test]
fn the_pack_is_read_back_and_outranks_ours() {
    let guideline = whole();
    let read = imported(&guideline.plain(true)).unwrap();
    let (pack, faults) = Pack::read("imported.toml", &read.pack);
    assert_eq!(faults, []);
    let (library, faults) = Library::with(vec![pack]);
    assert_eq!(faults, []);
    let topic = library.topic_of("benzodiazepines").unwrap();
    assert_eq!((topic.pack.as_str(), topic.built_in), ("imported.toml", false));
    assert_eq!(topic.entry.confidence, Some(Confidence::Imported));
    assert!(topic.entry.pages.hold(guideline.places[3].0 as u16));
    let words = |id: &str| library.topic_of(id).unwrap().entry.excerpt.as_ref().unwrap().text.clone();
    assert!(words("benzodiazepines").starts_with("Not recommended for long-term use in this text of ours. It goes on"));
    assert!(
        words("acetaminophen-apap").starts_with("Recommended for treatment of mild pain. It goes on with sentence 0")
    );
    assert!(!words("biofeedback").contains("C.C.R."), "footers are no part of it");
    assert!(!topic.entry.confirmed.is_empty(), "our key points stay");
}

#[test]
fn the_report_tells_what_differs_and_what_is_not_there() {
    let read = imported(&whole().plain(true)).unwrap();
    assert!(read.missing.iter().any(|missing| missing.title == "Massage therapy"));
    assert!(read.missing.iter().all(|missing| missing.title != "Yoga"));
    assert_eq!(read.unknown.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>(), ["Criteria that we made up"]);
    let differs = |title: &str| read.found.iter().find(|found| found.title == title).unwrap().differs();
    assert!(differs("Yoga"));
    assert_eq!(read.dropped, [("Venlafaxine (Effexor)".to_string(), 7)]);
    assert_eq!((read.pages, read.absent), (Some(127), vec![]));
}

#[test]
fn what_cannot_be_imported_is_refused_with_its_reason() {
    let text = whole().plain(true);
    assert_eq!(imported(" \n\u{c}\n 1 2 3"), Err(Refusal::Empty));
    assert_eq!(imported("A recipe for soup.\nPage 1 of 127\n"), Err(Refusal::Unknown));
    assert_eq!(imported(&text.replace("Page ", "")), Err(Refusal::NoPages));
    assert_eq!(imported(&Guideline::new(PARTS, 90).plain(true)), Err(Refusal::OtherLength { pages: 90 }));
    assert_eq!(imported(&Guideline::new(&[], 127).plain(true)), Err(Refusal::NoTopics));
    let cut = &text[..text.find("Page 61 of").unwrap()];
    assert_eq!(imported(cut), Err(Refusal::Truncated { last: 60, pages: 127 }));
    let told = imported(cut).unwrap_err().to_string();
    assert_eq!(told, "it ends with page 60 of 127; import the whole file.");
    for end in (0..text.len()).step_by(2997) {
        let _ = imported(&text[..text.floor_char_boundary(end)]);
    }
}

#[test]
fn a_page_without_text_is_told() {
    let text = whole().plain(true);
    let page = "Page 61 of 127\n";
    let end = text.find(page).unwrap() + page.len();
    let start = text.find("Page 60 of 127\n").unwrap() + page.len();
    let read = imported(&format!("{}{}", &text[..start], &text[end..])).unwrap();
    assert_eq!(read.absent, [61]);
}

#[test]
fn a_pdf_that_is_not_sound_is_refused_with_its_reason() {
    let guideline = whole();
    let file = pdf(&guideline);
    assert!(is_pdf(&file) && !is_pdf(b"plain text") && !is_pdf(b""));
    assert_eq!(from_pdf(&scan(3)), Err(Refusal::Scanned { pages: 3 }));
    assert_eq!(from_pdf(b"%PDF-1.4\nand nothing else"), Err(Refusal::Damaged));
    // Glyphs by number, and nothing that says which letters they are.
    let drawn: String = file.iter().map(|byte| char::from(*byte)).collect();
    let drawn = drawn.replace("/Type1", "/Type0").replace("/WinAnsiEncoding", "/Identity-H     ");
    let drawn: Vec<u8> = drawn.chars().map(|c| c as u8).collect();
    assert_eq!(from_pdf(&drawn).err(), Some(Refusal::Unreadable));
    assert_eq!(from_pdf(&locked(&file, "secret")), Err(Refusal::Locked));
    assert_eq!(from_pdf(&pdf(&Guideline::new(PARTS, 90))), Err(Refusal::OtherLength { pages: 90 }));
    let mut other = guideline.clone();
    other.pages.iter_mut().flatten().for_each(|line| *line = line.replace("Chronic Pain", "Chronic Care"));
    assert_eq!(from_pdf(&pdf(&other)), Err(Refusal::Unknown));
    // Cut off in the middle of a download.
    for part in [2, 3, 10] {
        let cut = from_pdf(&file[..file.len() / part]);
        assert!(matches!(cut, Err(Refusal::Damaged | Refusal::Truncated { .. })), "{part}: {cut:?}");
    }
}

/// A PDF that opens with a password.
fn locked(file: &[u8], password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(file).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A text that is cut and pasted at will.
fn edited<T: Clone>(mut whole: Vec<T>, edits: Vec<(usize, usize, Vec<T>)>) -> Vec<T> {
    for (at, cut, new) in edits {
        let at = at % (whole.len() + 1);
        let end = (at + cut).min(whole.len());
        whole.splice(at..end, new);
    }
    whole
}

proptest! {
    // A PDF takes its time; PROPTEST_CASES asks for more.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn whatever_becomes_of_a_pdf_there_is_an_answer(
        edits in prop::collection::vec((any::<usize>(), 0usize..400, prop::collection::vec(any::<u8>(), 0..20)), 0..8),
    ) {
        let mut short = Guideline::new(&[], 4);
        short.pages.truncate(3);
        let _ = from_pdf(&edited(pdf(&short), edits));
    }

    #[test]
    fn bytes_that_only_begin_as_a_pdf_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(from_pdf(&[b"%PDF-1.7\n", bytes.as_slice()].concat()).is_err());
    }

    #[test]
    fn whatever_becomes_of_a_text_there_is_an_answer(
        edits in prop::collection::vec((any::<usize>(), 0usize..4, prop::collection::vec(any::<prop::sample::Index>(), 0..3)), 0..20),
    ) {
        let text = whole().plain(true);
        let lines: Vec<&str> = text.lines().take(400).collect();
        let edits = edits.into_iter().map(|(at, cut, new)| (at, cut, new.iter().map(|n| *n.get(&lines)).collect()));
        let shuffled = edited(lines.clone(), edits.collect()).join("\n");
        let _ = imported(&shuffled);
        let _ = imported(&format!("{shuffled}\nPage 127 of 127\n"));
    }
}
