//! Any edits of any draft: tree, facts and findings equal those of a fresh reading, and nothing panics.
//!
//! Run with `tests/fuzz/run oracle MINUTES`.
#![no_main]

use arbitrary::Arbitrary;
use imr_ls::draft::Draft;
use imr_ls::text::{Encoding, Position, Range, Span};
use libfuzzer_sys::fuzz_target;

const LETTER: &str = include_str!("../../fixtures/three_items.imr.txt");
const WORDS: &[&str] = &[
    ": Upheld\n",
    "\nOverturned\n",
    "Decision rationale: ",
    "\nMAXIMUS guideline: ",
    "Claims Administrator guideline: ",
    "\nCLINICAL CASE SUMMARY\n",
    "\nIMR ISSUES, DECISIONS AND RATIONALES\n",
    "HOW THE IMR FINAL DETERMINATION WAS MADE\n",
    "was the original request. ",
    "The original request, X is: ",
    " is not medically necessary. ",
    "is medically necessary",
    "\r\n",
    "\r",
    "\u{c}",
    "💊",
    "\n \n",
    "Decision rational:",
];

#[derive(Debug, Arbitrary)]
enum New<'a> {
    Word(u8),
    Text(&'a str),
}

#[derive(Debug, Arbitrary)]
struct Edit<'a> {
    at: u16,
    deleted: u8,
    new: New<'a>,
    by_position: bool,
}

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    shape: u8,
    text: &'a str,
    edits: Vec<Edit<'a>>,
}

fuzz_target!(|input: Input| {
    let start = match input.shape % 6 {
        0 => LETTER.to_string(),
        1 => LETTER.replace('\n', "\r\n"),
        2 => LETTER.replace('\n', "\n\n"),
        3 => LETTER.replace("\n\n", "\n\u{c}"),
        _ => input.text.to_string(),
    };
    let mut draft = Draft::new(&start);
    for edit in input.edits.iter().take(24) {
        let new = match edit.new {
            New::Word(word) => WORDS[word as usize % WORDS.len()],
            New::Text(text) => text,
        };
        let span = if edit.by_position {
            let place = Position { line: u32::from(edit.at) % 90, character: u32::from(edit.deleted) };
            let end = Position { line: place.line, character: place.character + 3 };
            draft.text().span(Range { start: place, end }, Encoding::Utf16).0
        } else {
            let at = usize::from(edit.at) % (draft.text().len() + 1);
            Span::new(at, at + usize::from(edit.deleted))
        };
        draft.edit(span, new);
        let fresh = Draft::new(&draft.text().to_string());
        assert!(draft == fresh, "an edited draft differs from a fresh reading");
    }
});
