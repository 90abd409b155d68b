//! Import of a guideline: texts in the official layout that are made here, sound and damaged, and what becomes of them.

use imr_ls::knowledge::{Confidence, Import, Library, Pack, Refusal, import};

/// Lines on a page, without its footer.
const LINES: usize = 12;
const TITLE: &str = "Chronic Pain Medical Treatment Guidelines";

/// A topic: the line of its heading (with `|` where it wraps, `+` where the text is glued to it), its text, and how many
/// further lines of text it has.
type Part = (&'static str, &'static str, usize);

const PARTS: &[Part] = &[
    ("Acetaminophen (APAP)", "Recommended for treat-\nment of mild pain.", 4),
    ("Acupuncture", "See the section of the regulation.", 2),
    ("Benzodiazepines+", "Not recommended for long-\nterm use in this text of ours.", 3),
    ("Biofeedback", "Not recommended alone, but as an option.", 30),
    ("Chronic pain programs|(functional restoration programs)", "Recommended where its criteria are met.", 8),
    ("Criteria that we made up", "Recommended as an example of a heading that nobody knows.", 2),
    ("Cyclobenzaprine (Flexeril)", "Recommended as an option, for a short course.", 3),
    ("Manual therapy & manipulation", "Recommended for some. Manual therapy helps.", 3),
    ("NSAIDs, GI symptoms & cardiovascular risk", "Recommend with caution as follows.", 3),
    ("Opioids, criteria for use", "First the trial, then the rest of it.", 5),
    ("Weaning of medications", "Recommended as indicated here.", 1),
    ("Yoga", "Recommended as an option for a few. Yoga.", 1),
];

/// A text of so many pages in which these topics follow upon each other, and on which page each begins and ends.
fn guideline(parts: &[Part], pages: usize, breaks: bool) -> (String, Vec<(usize, usize)>) {
    let mut lines: Vec<String> = vec![TITLE.into(), "Part 1: Introduction".into()];
    lines.extend((0..LINES * 2).map(|n| format!("An introduction, line {n}, speaks of yoga and of biofeedback.")));
    lines.push("Part 2: Pain Interventions and Treatments".into());
    let mut places = Vec::new();
    for (heading, text, more) in parts {
        lines.push(String::new());
        let first = lines.len();
        let text: Vec<&str> = text.lines().collect();
        match heading.strip_suffix('+') {
            Some(heading) => lines.push(format!("{heading}{}", text[0])),
            None => {
                lines.extend(heading.split('|').map(String::from));
                lines.push(text[0].into());
            }
        }
        lines.extend(text[1..].iter().map(|line| line.to_string()));
        lines.extend((0..*more).map(|n| format!("It goes on with sentence {n} about it.")));
        places.push((first / LINES + 1, (lines.len() - 1) / LINES + 1));
    }
    assert!(lines.len() <= pages * LINES, "{} lines", lines.len());
    lines.resize(pages * LINES, String::new());
    let mut text = String::new();
    for (page, lines) in lines.chunks(LINES).enumerate() {
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        text.push_str("8 C.C.R. §§9792.20 - 9792.26 MTUS (Effective July 18, 2009)\n");
        text.push_str(&format!("Page {} of {pages}\n", page + 1));
        text.push_str(if breaks { "\u{c}" } else { "\n" });
    }
    (text, places)
}

fn imported(text: &str) -> Result<Import, Refusal> {
    import(text, &Library::built_in())
}

#[test]
fn topics_are_found_with_their_pages_and_words() {
    for breaks in [true, false] {
        let (text, places) = guideline(PARTS, 127, breaks);
        for text in [text.clone(), text.replace('\n', "\r\n"), text.replace('\n', "\n\n")] {
            let read = imported(&text).unwrap();
            assert_eq!(read.chapter, "chronic-pain-medical-treatment-2009");
            let told: Vec<_> = read.found.iter().map(|found| (found.title.as_str(), found.pages.0[0])).collect();
            let known = PARTS.iter().zip(&places).filter(|((heading, _, _), _)| !heading.contains("made up"));
            let expected: Vec<_> = known
                .map(|((heading, _, _), (first, last))| {
                    (heading.replace('|', " ").replace('+', ""), (*first as u16, *last as u16))
                })
                .collect();
            // A heading that we do not know belongs to the topic before it.
            let last = |pair: &(String, (u16, u16))| match pair.0.starts_with("Chronic pain programs") {
                true => (pair.0.clone(), (pair.1.0, places[5].1 as u16)),
                false => pair.clone(),
            };
            let expected: Vec<_> = expected.iter().map(last).collect();
            let expected: Vec<_> = expected.iter().map(|(title, pages)| (title.as_str(), *pages)).collect();
            assert_eq!(told, expected);
        }
    }
}

#[test]
fn the_pack_is_read_back_and_outranks_ours() {
    let (text, places) = guideline(PARTS, 127, true);
    let read = imported(&text).unwrap();
    let (pack, faults) = Pack::read("imported.toml", &read.pack);
    assert_eq!(faults, []);
    let (library, faults) = Library::with(vec![pack]);
    assert_eq!(faults, []);
    let topic = library.topic_of("benzodiazepines").unwrap();
    assert_eq!((topic.pack.as_str(), topic.built_in), ("imported.toml", false));
    assert_eq!(topic.entry.confidence, Some(Confidence::Imported));
    assert!(topic.entry.pages.hold(places[2].0 as u16));
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
    let (text, _) = guideline(PARTS, 127, true);
    let read = imported(&text).unwrap();
    assert!(read.missing.iter().any(|title| title == "Massage therapy"));
    assert!(read.missing.iter().all(|title| title != "Yoga"));
    assert_eq!(read.unknown.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>(), ["Criteria that we made up"]);
    let differs = |title: &str| read.found.iter().find(|found| found.title == title).unwrap().differs();
    assert!(differs("Yoga"));
}

#[test]
fn what_cannot_be_imported_is_refused_with_its_reason() {
    assert_eq!(imported(" \n\u{c}\n 1 2 3"), Err(Refusal::Empty));
    assert_eq!(imported("A recipe for soup.\nPage 1 of 127\n"), Err(Refusal::Unknown));
    let (text, _) = guideline(PARTS, 127, true);
    assert_eq!(imported(&text.replace("Page ", "")), Err(Refusal::NoPages));
    let (short, _) = guideline(PARTS, 90, true);
    assert_eq!(imported(&short), Err(Refusal::OtherLength { pages: 90 }));
    let cut = &text[..text.find("Page 61 of").unwrap()];
    assert_eq!(imported(cut), Err(Refusal::Truncated { last: 60, pages: 127 }));
    let told = imported(cut).unwrap_err().to_string();
    assert_eq!(told, "it ends at page 60 of 127; import the whole file.");
    for end in (0..text.len()).step_by(997) {
        let _ = imported(&text[..text.floor_char_boundary(end)]);
    }
}
