//! Any text as a guideline: it is refused, or it gives a pack that can be read, with pages that exist.
//!
//! Run with `tests/fuzz/run import MINUTES`.
#![no_main]

use arbitrary::Arbitrary;
use imr_ls::knowledge::{Library, Pack, import};
use libfuzzer_sys::fuzz_target;

/// What guidelines are known by, and what their pages and headings look like.
const WORDS: &[&str] = &[
    "Chronic Pain Medical Treatment Guidelines\n",
    "Opioids Treatment Guidelines\n",
    "July 28, 2016\n",
    "9792.24.4\n",
    "8 C.C.R. §§9792.20 - 9792.26 MTUS (Effective July 18, 2009)\n",
    "Part 2: Pain Interventions and Treatments\n",
    "Part 1: Introduction\n",
    "\u{c}",
    "\n\n",
    "Acupuncture\n",
    "Benzodiazepines",
    "Not recommended for long-\nterm use. ",
    "Recommended as an option for some. ",
    "Chronic pain programs\n(functional restoration programs)\n",
    "Yoga\nSee the section.\n",
    "Opioids, criteria for use\n",
    " ",
    "\r\n",
];

#[derive(Debug, Arbitrary)]
enum Piece<'a> {
    Word(u8),
    /// A footer: its page, and whether it says how many there are.
    Page(u8, bool),
    /// Every footer between two pages.
    Pages(u8, u8),
    Text(&'a str),
}

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    early: bool,
    pieces: Vec<Piece<'a>>,
    whole: bool,
}

fuzz_target!(|input: Input| {
    let pages = if input.early { 127 } else { 40 };
    let mut text = String::new();
    let footer = |page: u8| format!("\nPage {page} of {pages}\n\u{c}");
    for piece in input.pieces.iter().take(64) {
        match piece {
            Piece::Word(word) => text.push_str(WORDS[usize::from(*word) % WORDS.len()]),
            Piece::Page(page, true) => text.push_str(&footer(*page)),
            Piece::Page(page, false) => text.push_str(&format!("\n{page}\n")),
            Piece::Pages(from, to) => (*from..=*to).for_each(|page| text.push_str(&footer(page))),
            Piece::Text(words) => text.push_str(words),
        }
    }
    if input.whole {
        text.push_str(&footer(pages));
    }
    let library = Library::built_in();
    if let Ok(imported) = import(&text, &library) {
        let (pack, faults) = Pack::read("imported.toml", &imported.pack);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(pack.topics.len(), imported.found.len());
        for found in &imported.found {
            assert!(found.pages.0.iter().all(|(first, last)| first <= last), "{found:?}");
            found.differs();
        }
    }
});
