//! Sound letters, and the same letters with one thing damaged: the letters are silent, and each rule finds what was damaged.

use std::collections::BTreeMap;
use std::ops::Range;

use imr_ls::draft::Draft;
use regex::Regex;

const LETTERS: [&str; 4] = [
    include_str!("fixtures/mutation/arm.imr.txt"),
    include_str!("fixtures/mutation/back.imr.txt"),
    include_str!("fixtures/mutation/leg.imr.txt"),
    include_str!("fixtures/mutation/early.imr.txt"),
];
/// The share of damages that a rule must find.
const WANTED: f64 = 0.95;

fn codes(text: &str) -> Vec<&'static str> {
    Draft::new(text).findings().iter().map(|placed| placed.finding.code).collect()
}

/// A damaged letter, and the rule that must see it.
type Damage = (&'static str, String);

fn replaced(text: &str, range: Range<usize>, by: &str) -> String {
    format!("{}{by}{}", &text[..range.start], &text[range.end..])
}

/// Every place where a pattern's first group matches between two marks in the letter.
fn places(text: &str, from: &str, to: &str, pattern: &str) -> Vec<Range<usize>> {
    let start = text.find(from).expect("the mark is there");
    let end = text[start..].find(to).map_or(text.len(), |end| start + end);
    let pattern = Regex::new(pattern).expect("a pattern");
    let all = pattern.captures_iter(&text[start..end]);
    all.filter_map(|found| found.get(1)).map(|found| start + found.start()..start + found.end()).collect()
}

fn in_summary(text: &str, pattern: &str) -> Vec<Range<usize>> {
    places(text, "CLINICAL CASE SUMMARY", "IMR ISSUES", pattern)
}

fn in_items(text: &str, pattern: &str) -> Vec<Range<usize>> {
    places(text, "IMR ISSUES", "\u{0}", pattern)
}

/// The letter with each digit of a range turned into each other digit.
fn digits(text: &str, range: &Range<usize>) -> Vec<String> {
    let bytes = text[range.clone()].char_indices().filter(|(_, c)| c.is_ascii_digit());
    let other = |(at, c): (usize, char)| {
        let all = ('0'..='9').filter(move |digit| *digit != c);
        all.map(move |digit| replaced(text, range.start + at..range.start + at + 1, &digit.to_string()))
    };
    bytes.flat_map(other).collect()
}

const DATE: &str = r"(\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|(?:October|November|December|January) \d{1,2}, \d{4})";

/// A date that the header tells as well, found by what stands around it, with one digit changed.
fn dates(text: &str, code: &'static str, around: &[(&str, &str)]) -> Vec<Damage> {
    let found = around.iter().flat_map(|(before, after)| in_summary(text, &format!("{before}{DATE}{after}")));
    let damaged: Vec<Damage> = found.flat_map(|range| digits(text, &range)).map(|damaged| (code, damaged)).collect();
    assert!(!damaged.is_empty(), "{code}: no date");
    damaged
}

fn impossible(text: &str) -> Vec<Damage> {
    let mut all = Vec::new();
    for range in in_summary(text, DATE) {
        let date = &text[range.clone()];
        let mut damage = |by: String| all.push(("impossible-date", replaced(text, range.clone(), &by)));
        if let Some((first, rest)) = date.split_once(['-', '/']) {
            let mark = &date[first.len()..=first.len()];
            let (day, year) = rest.split_once(['-', '/']).expect("a year");
            damage(format!("1{}{mark}{rest}", &first[..1].replace('0', "3").replace('1', "4")));
            damage(format!("{first}{mark}3{}{mark}{year}", day[..1].replace(['0', '1'], "4")));
            if year.len() == 4 {
                damage(format!("{first}{mark}{day}{mark}{}0{}", &year[..2], &year[2..]));
                damage(format!("{first}{mark}{day}{mark}3{}", &year[1..]));
            }
        } else {
            damage(date.replace(", 20", ", 200"));
            damage(date.replace(", 2", ", 3"));
            damage(format!(
                "{} 43{}",
                date.split(' ').next().unwrap_or(""),
                &date[date.find(", ").expect("a comma")..]
            ));
        }
    }
    all
}

/// A header date moved to another year.
fn order(text: &str) -> Vec<Damage> {
    let years = places(text, "Case Number", "HOW THE", r"\d\d/\d\d/(\d{4})");
    let moved = |range: &Range<usize>, by: i32| {
        let year: i32 = text[range.clone()].parse().expect("a year");
        replaced(text, range.clone(), &(year + by).to_string())
    };
    // A first date may be earlier, a last one later.
    let first = years.iter().skip(1).step_by(1).map(|range| moved(range, -1));
    let headers: Vec<String> = first.collect();
    let summary = in_summary(text, &format!(r"(?:report|note|records) dated {DATE}")).into_iter().map(|range| {
        let date = &text[range.clone()];
        let year: u32 = date[date.len() - 2..].parse().expect("a year");
        let date = format!("{}{}", &date[..date.len() - 2], year - 1);
        replaced(text, range, &date)
    });
    let summary: Vec<String> = summary.collect();
    // The injury's own date, moved back, breaks no order.
    let injury = text.find("Date of Injury").expect("a header") + 20;
    let breaks = |damaged: &&String| damaged[..injury + 12] == text[..injury + 12];
    headers.iter().filter(breaks).chain(&summary).map(|damaged| ("date-order", damaged.clone())).collect()
}

/// What the conclusion names, from its "the request for" to its verdict.
const CONCLUSION: &str = r"(?s)(?:request for|the MRI of)\s([^.]*(?:\.\d[^.]*)?)\sis\s(?:not\s)?medically";

fn conclusions(text: &str) -> Vec<Range<usize>> {
    in_items(text, CONCLUSION)
}

fn doses(text: &str) -> Vec<Damage> {
    let strength = Regex::new(r"([\d./]+)mg").expect("a pattern");
    let mut all = Vec::new();
    for range in conclusions(text) {
        for found in strength.captures_iter(&text[range.clone()]) {
            let number = found.get(1).expect("a number");
            let place = range.start + number.start()..range.start + number.end();
            all.extend(digits(text, &place).into_iter().map(|damaged| ("dose-mismatch", damaged)));
        }
    }
    all
}

fn sides(text: &str) -> Vec<Damage> {
    let side = Regex::new(r"left|right").expect("a pattern");
    let mut all = Vec::new();
    for range in conclusions(text) {
        for found in side.find_iter(&text[range.clone()]) {
            let other = if found.as_str() == "left" { "right" } else { "left" };
            let place = range.start + found.start()..range.start + found.end();
            all.push(("laterality-mismatch", replaced(text, place, other)));
        }
    }
    all
}

/// The rationales of two items of a letter in each other's place.
fn swapped(text: &str) -> Vec<Damage> {
    let rationales = in_items(text, r"Decision rationale: ((?s:.*?))\n\n");
    let mut all = Vec::new();
    for (index, first) in rationales.iter().enumerate() {
        for second in &rationales[index + 1..] {
            let (one, two) = (&text[first.clone()], &text[second.clone()]);
            let damaged = replaced(&replaced(text, second.clone(), one), first.clone(), two);
            all.push(("decides-other-item", damaged));
        }
    }
    all
}

fn regions(text: &str) -> Vec<Damage> {
    const CHAPTERS: [&str; 7] = [
        "Neck and Upper Back Complaints",
        "Shoulder Complaints",
        "Elbow Complaints",
        "Forearm, Wrist, and Hand Complaints",
        "Low Back Complaints",
        "Knee Complaints",
        "Ankle and Foot Complaints",
    ];
    let cited = in_items(text, r"MAXIMUS guideline: Decision based on MTUS ((?:[A-Z][a-z]+,? |and )+Complaints)");
    let other = |range: Range<usize>| {
        let own = text[range.clone()].to_string();
        CHAPTERS
            .iter()
            .filter(move |chapter| **chapter != own)
            .map(move |chapter| replaced(text, range.clone(), chapter))
    };
    cited.into_iter().flat_map(other).map(|damaged| ("region-mismatch", damaged)).collect()
}

fn quantities(text: &str) -> Vec<Damage> {
    let mut all = Vec::new();
    for range in in_items(text, r"#(\d+)\s(?:was|is:)") {
        all.extend(digits(text, &range).into_iter().map(|damaged| ("request-arithmetic", damaged)));
    }
    for range in in_items(text, r"(six|twelve)\svisits\s(?:was|is:)") {
        let others = ["two", "five", "seven", "eight", "nine", "eighteen"];
        all.extend(others.map(|other| ("request-arithmetic", replaced(text, range.clone(), other))));
    }
    all
}

fn citations(text: &str) -> Vec<Damage> {
    let mut all = Vec::new();
    for range in in_items(text, r"MAXIMUS guideline: ((?s:.*?))\n\n") {
        let nothing = "The Expert Reviewer did not cite any medical evidence for its decision.";
        all.push(("missing-citation", replaced(text, range.clone(), nothing)));
        all.push(("missing-citation", replaced(text, range.clone(), "None.")));
        let field = &text[range.clone()];
        if field.starts_with("Decision based on MTUS") {
            let not = "The Expert Reviewer did not base their decision on the MTUS. ";
            all.push(("basis-contradiction", replaced(text, range.start..range.start, not)));
            let beside = format!("{not}{}", field.replacen("on MTUS", "on Non-MTUS Citation MTUS:", 1));
            all.push(("basis-contradiction", replaced(text, range, &beside)));
        }
    }
    all
}

/// What the reviewer cites: the sections of other drugs, other pages, other years, misspelt names.
fn guidelines(text: &str) -> Vec<Damage> {
    let mut all = Vec::new();
    let drugs = ["Benzodiazepines", "Cyclobenzaprine (Flexeril)", "Gabapentin (Neurontin)", "Celebrex (celecoxib)"];
    for range in in_items(
        text,
        r"mg #\d+: (?s:[^:]*:){2}[^:]*Pain Medical Treatment \d{4}, Section\(s\): ([^:.]+?)(?:, Page\(s\)|\.)",
    ) {
        let (own, own_kind) = (&text[range.clone()], ["Muscle relaxants", "NSAIDs"]);
        let kin = |drug: &&&str| match own {
            _ if own == **drug => true,
            _ if own.starts_with(own_kind[0]) => drug.starts_with("Cyclo"),
            _ if own.starts_with(own_kind[1]) => drug.starts_with("Celebrex"),
            _ => false,
        };
        all.extend(
            drugs.iter().filter(|drug| !kin(drug)).map(|drug| ("topic-mismatch", replaced(text, range.clone(), drug))),
        );
    }
    for range in in_items(text, r"MAXIMUS guideline: [^:]*: [^:]*Page\(s\): (\d+)") {
        all.extend(digits(text, &range).into_iter().map(|damaged| ("page-mismatch", damaged)));
    }
    for range in in_items(text, r"MAXIMUS guideline: Decision based on MTUS [^:]*? (\d{4})") {
        let years = digits(text, &(range.start + 2..range.end)).into_iter();
        all.extend(years.map(|damaged| ("unknown-guideline", damaged)));
        if &text[range.clone()] == "2016" && text[..range.start].ends_with("Pain Medical Treatment ") {
            all.push(("superseded-edition", replaced(text, range, "2009")));
        }
    }
    let word = Regex::new(r"[A-Za-z]{6,}").expect("a pattern");
    for range in in_items(text, r"MAXIMUS guideline: Decision based on MTUS [^:]*: ([A-Z][^:.\d]+?)(?:, Page\(s\)|\.)")
    {
        for found in word.find_iter(&text[range.clone()]) {
            let middle = range.start + found.start() + 2..range.start + found.end() - 3;
            all.extend(middle.map(|at| ("unknown-guideline", replaced(text, at..at + 1, ""))));
        }
    }
    for range in in_items(text, "(?s)says, \"(.*?)\"") {
        for found in word.find_iter(&text[range.clone()]) {
            let place = range.start + found.start()..range.start + found.end();
            all.push(("misquoted-guideline", replaced(text, place.clone(), "otherwise")));
            all.push(("misquoted-guideline", replaced(text, place.start..place.start, "otherwise ")));
            all.push(("misquoted-guideline", replaced(text, place, "")));
        }
    }
    for range in in_items(text, r"Decision rationale: (The MTUS does not [^.]*\.)") {
        all.push(("evidence-sequence", replaced(text, range, "")));
    }
    all
}

/// Phrases written twice, words with a digit, words without a space, holes where names were.
fn slips(text: &str) -> Vec<Damage> {
    let mut all = Vec::new();
    for range in in_summary(text, r"\b([a-z]{4,} [a-z]{3,}(?: [a-z]{3,})?) ") {
        let phrase = &text[range.clone()];
        all.push(("doubled-phrase", replaced(text, range.end..range.end, &format!(" {phrase}"))));
    }
    for range in in_summary(text, r"\b(the|of|and|with) [a-z]") {
        all.push(("doubled-phrase", replaced(text, range.end..range.end, &format!(" {}", &text[range.clone()]))));
    }
    for range in in_summary(text, r"[ \n]([a-z]{5,})[ ,.]") {
        let at = range.start + (range.end - range.start) / 2;
        all.push(("digit-in-word", replaced(text, at..at, "8")));
    }
    for range in in_items(
        text,
        r"(?:stable|told|written|infection|injury|apart)(\.\s)(?:The|There|Not|This|Given|As|None|What) ",
    ) {
        all.push(("glued-words", replaced(text, range, "")));
    }
    for range in in_items(text, r"not( )medically") {
        all.push(("glued-words", replaced(text, range, "")));
    }
    for range in in_summary(text, DATE) {
        for hole in ["XX/XX/XXXX", "TBD", "____", "[date]"] {
            all.push(("placeholder", replaced(text, range.clone(), hole)));
        }
    }
    for range in in_summary(text, r"(Dr\. [A-Z][a-z]+)") {
        all.push(("redaction-gap", replaced(text, range, "")));
    }
    for range in in_summary(text, r"seen by (Dr\. Alder, Dr\. Birch, and Dr\. Cedar)") {
        all.push(("redaction-gap", replaced(text, range, ", , and ")));
    }
    for range in in_summary(text, r"help\. According to (a progress report)") {
        all.push(("redaction-gap", replaced(text, range, "")));
    }
    all
}

/// Another patient in the rationale or in the summary's later sentences.
fn patients(text: &str) -> Vec<Damage> {
    let mut all = Vec::new();
    for range in in_items(text, r"Decision rationale: ()[A-Z]") {
        for other in ["This 71-year-old female is well. ", "This 19 year old man is well. "] {
            all.push(("patient-mismatch", replaced(text, range.clone(), other)));
        }
    }
    all
}

/// What a rule has found of what it should find, and the first damages that it missed.
#[derive(Default)]
struct Recall {
    found: usize,
    all: usize,
    missed: Vec<String>,
}

#[test]
fn sound_letters_are_silent() {
    for letter in LETTERS {
        for text in [
            letter.to_string(),
            letter.replace('\n', "\r\n"),
            letter.replace('\n', "\n\n"),
            letter.replace("\n\n", "\n \n"),
        ] {
            assert_eq!(codes(&text), [""; 0]);
        }
    }
}

#[test]
fn every_rule_finds_what_was_damaged() {
    let mut recall: BTreeMap<&str, Recall> = BTreeMap::new();
    let injury = [(r"(?:injury\son\s|claim\sfrom\s|injury\sof\s)", "")];
    let review = [(r"(?:review\sdated\s|Review\son\s)", ""), (r"On\s", ", utilization")];
    for letter in LETTERS {
        let mut damages = dates(letter, "injury-date-mismatch", &injury);
        damages.extend(dates(letter, "review-date-mismatch", &review));
        for more in
            [impossible, order, doses, sides, swapped, regions, quantities, citations, guidelines, slips, patients]
        {
            damages.extend(more(letter));
        }
        for (code, damaged) in damages {
            let found = codes(&damaged);
            // A digit may make the date one that no calendar holds.
            let seen = found.contains(&code) || code.ends_with("date-mismatch") && found.contains(&"impossible-date");
            let told = recall.entry(code).or_default();
            told.all += 1;
            told.found += usize::from(seen);
            if !seen {
                told.missed.push(difference(letter, &damaged));
            }
        }
    }
    let mut poor = Vec::new();
    for (code, Recall { found, all, missed }) in &recall {
        let share = *found as f64 / *all as f64;
        eprintln!("{code}: {found} of {all} ({:.1} %)", share * 100.0);
        missed.iter().take(8).for_each(|missed| eprintln!("    missed: {missed}"));
        if share < WANTED {
            poor.push(*code);
        }
    }
    assert!(poor.is_empty(), "{poor:?} find too little");
}

/// The words around the first difference.
fn difference(sound: &str, damaged: &str) -> String {
    let at = sound.bytes().zip(damaged.bytes()).take_while(|(a, b)| a == b).count();
    damaged.chars().skip(at.saturating_sub(50)).take(100).collect::<String>().replace('\n', " ")
}
