//! The oracle: after any sequence of edits, tree, facts and findings equal those of a fresh reading of the text.

use imr_ls::draft::Draft;
use imr_ls::text::Span;
use proptest::prelude::*;

const LETTER: &str = include_str!("fixtures/three_items.imr.txt");

/// A header, and a summary that tells the case otherwise.
const CASE: &str = "\
Case Number: CM15-0000001
Date Assigned: 02/03/2015 Date of Injury: 10/13/2014
Decision Date: 03/04/2015 UR Denial Date: 01/20/2015
Priority: Standard Application
Received: 01/30/2015

CLINICAL CASE SUMMARY
The worker is a 40-year-old male who sustained an industrial injury on 10-12-2014. The progress report dated 01/12/2014
notes pain. The UR dated 1-19-15 denied it. Later, he is a 62-year-old female seen by  and , .

";

/// What is inserted: letters, line ends of all kinds, astral and combining characters, the words of structure whole and
/// in part, and whole passages.
const PIECES: &[&str] = &[
    "a",
    " ",
    ".",
    ":",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u{c}",
    "\u{feff}",
    "💊",
    "e\u{301}",
    "\u{2028}",
    "\u{85}",
    "\t",
    "Upheld",
    "Overturned",
    ": Upheld\n",
    ": Uphled\n",
    "\nOverturned\n",
    "Upheld.",
    "Outcome: Upheld\n",
    "Decision rationale:",
    "\nDecision rationale: ",
    "MAXIMUS guideline:",
    "\nClaims Administrator guideline: x.\n",
    "Decision rational: ",
    "\nCLINICAL CASE SUMMARY\n",
    "CLINICAL CASE SUMARY",
    "HOW THE IMR FINAL DETERMINATION WAS MADE\n",
    "\nIMR ISSUES, DECISIONS AND RATIONALES\n",
    "The Final Determination was based on decisions for the disputed items/services set forth below:\n",
    "not ",
    " is not medically necessary.",
    " is medically necessary. ",
    "\nTherefore, the request is medically necessary.\n",
    "X was the original request. ",
    "\nThe remaining IMR eligible portion of the original request, X is: Upheld\n",
    "\n\nBrace: Upheld\n\nClaims Administrator guideline: None.\n\nMAXIMUS guideline: None.\n\nDecision rationale: No. The request is medically necessary.\n\n",
    "\n \nNight splint:\nOverturned\n \nClaims Administrator guideline: None.\nMAXIMUS guideline: None.\nDecision rationale: Yes.\n",
    "\nCLINICAL CASE SUMMARY\nThe reviewer read the medical records.\n\nIMR ISSUES, DECISIONS AND RATIONALES\n",
    "1. ",
    "- ",
    "\"",
    "If ",
    "1",
    "10/13/2014",
    "10-31-\n2014",
    "January 4, 2015",
    "Date of Injury: 10/14/2014\n",
    "Decision Date: 01/04/2014\n",
    " industrial injury on ",
    "The UR dated ",
    "A progress report dated ",
    "45-year-old female ",
    "left knee ",
    "right ",
    "Norco 10/325mg #60 ",
    "#30 was the original request. Norco #10 was authorized by the Claims Administrator. ",
    "the the ",
    ", , .",
    "TBD",
    "Low Back Complaints 2004",
    "The Expert Reviewer did not base their decision on the MTUS. MTUS 2009",
    "did not cite any",
    "acupuncture ",
    "MRI of the lumbar spine",
    " The request for acupuncture of the knee is not medically necessary.",
    " she ",
];

/// What sentences are made of that say something of each other, or nearly do.
const WORDS: &[&str] = &[
    "noted. ",
    "noted.\n\n",
    "Then ",
    "She ",
    "he ",
    "The patient ",
    "the physician ",
    "mother ",
    "a 45 year",
    ". Old male ",
    " yr. old female who ",
    "[insert ",
    "enter ",
    "] ",
    "{{",
    "}} ",
    "« ",
    "» ",
    "click here ",
    "to enter ",
    "grip ",
    "10/12/11 ",
    "right ",
    "On 10/13/2016",
    " on 10-\n13-16, ",
    "October ",
    "june",
    ". Of 2016 ",
    "13, 2016 ",
    "7.5 mg ",
    "sustained an industrial injury ",
    "The utilization review ",
    "dated ",
    "prior ",
    "appeal ",
    "next visit ",
    "progress report ",
    "MRI ",
    "including , , ",
    "and . ",
    "by  ",
    "the the ",
    "of the of the ",
    "left knee, left knee",
    "pat8ient ",
    "ofthe ",
    "XX/",
    "___",
    "Dr. ",
    "no. ",
    "\u{e9}t\u{e9}. ",
    "The request is not medically necessary. ",
    "\"",
    "a",
    ". ",
    "A",
    "Sh",
    "e ",
    " ",
];

/// One edit: where, as a share of the text, how many bytes go, what comes.
#[derive(Debug, Clone)]
struct Script(Vec<(f64, usize, usize)>);

fn scripts() -> impl Strategy<Value = Script> {
    let deleted = prop_oneof![5 => 0..3_usize, 3 => 3..60_usize, 1 => 60..1_500_usize];
    let edit = (0.0..=1.0_f64, deleted, 0..PIECES.len() + 3);
    prop::collection::vec(edit, 1..12).prop_map(Script)
}

/// The letter in the shapes that extractions give it.
fn shape(index: usize) -> String {
    match index {
        0 => LETTER.to_string(),
        1 => LETTER.replace('\n', "\r\n"),
        2 => LETTER.replace('\n', "\n\n"),
        3 => LETTER.replace("\n\n", "\n \n"),
        4 => LETTER.replace('\n', "\r"),
        5 => LETTER.replace("\n\n", "\n\u{c}"),
        6 => format!("{CASE}{LETTER}"),
        7 => format!("{CASE}{LETTER}").replace('\n', "\r\n\r\n"),
        _ => String::new(),
    }
}

fn assert_fresh(draft: &Draft) {
    let fresh = Draft::new(&draft.text().to_string());
    assert!(*draft == fresh, "differs from a fresh reading of {:?}\n{draft:#?}\n{fresh:#?}", draft.text().to_string());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(1_000), max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn edits_and_a_fresh_reading_agree(start in 0..9_usize, script in scripts()) {
        let mut draft = Draft::new(&shape(start));
        for (at, deleted, piece) in script.0 {
            let from = (draft.text().len() as f64 * at) as usize;
            draft.edit(Span::new(from, from + deleted), PIECES.get(piece).copied().unwrap_or(""));
            assert_fresh(&draft);
        }
    }

    #[test]
    fn edits_of_sentences_and_a_fresh_reading_agree(
        words in prop::collection::vec(0..WORDS.len(), 10..80),
        edits in prop::collection::vec((0.0..=1.0_f64, 0..12_usize, 0..WORDS.len() + 8), 1..12),
        rationale in any::<bool>(),
    ) {
        let words: String = words.iter().filter_map(|word| WORDS.get(*word)).copied().collect();
        let above = if rationale {
            "IMR ISSUES, DECISIONS AND RATIONALES\n\nKnee brace: Upheld\n\nDecision rationale: "
        } else {
            "CLINICAL CASE SUMMARY\n"
        };
        let mut draft = Draft::new(&format!("{above}{words}\n"));
        for (at, deleted, word) in edits {
            let from = above.len() + ((draft.text().len() - above.len()) as f64 * at) as usize;
            draft.edit(Span::new(from, from + deleted), WORDS.get(word).copied().unwrap_or(""));
            assert_fresh(&draft);
        }
    }
}

#[test]
fn text_typed_character_by_character_gives_the_same() {
    for shape in (0..7).map(shape) {
        let mut draft = Draft::new("");
        for c in shape.chars() {
            let end = draft.text().len();
            draft.edit(Span::empty(end), c.encode_utf8(&mut [0; 4]));
        }
        assert_eq!(draft.text().to_string(), shape);
        assert_fresh(&draft);
    }
}

#[test]
fn text_deleted_from_the_front_gives_the_same() {
    let mut draft = Draft::new(&shape(6));
    while !draft.text().is_empty() {
        draft.edit(Span::new(0, 7), "");
        assert_fresh(&draft);
    }
}
