//! Hover over what a letter cites and names: `fixtures/hover.md` holds what is shown at each place of
//! `fixtures/guidelines.imr.txt`. `UPDATE_EXPECT=1 cargo test --test hover` writes it anew.

use imr_ls::draft::Draft;
use imr_ls::features::{hover, plain};

const LETTER: &str = include_str!("fixtures/guidelines.imr.txt");

/// Words of the letter, each with what is unique around it: the pointer stands behind the bar.
const PLACES: &[&str] = &[
    "his low| back",
    "takes N|orco",
    "and Flexe|ril, has",
    "physical the|rapy, and",
    "4610|.5(c)(2)",
    "|Fexmid",
    "Medical Treatment 20|09, Section(s): Cyclo",
    "2009, Section(s): Cyclo|benzaprine",
    "Decision based on MTUS Chronic P|ain Medical Treatment 2016",
    "Muscle| relaxants",
    "Chronic Pain Medical Treat|ment Guidelines, Cyclo",
    "Guidelines, Cyclobenz|aprine",
    "page 4|1",
    "9792|.21.1",
    "MRI of| the lumbar",
    "Low Back Dis|orders",
    "Low Back Comp|laints",
    "Special St|udies",
    "Pain Treatment G|uidelines Benzo",
    "2009, Section(s): Benzo|diazepines",
    "Page(s): 2|4",
    "Four w|eeks",
];

fn shown(place: &str) -> String {
    let (before, after) = place.split_once('|').expect("a bar");
    let words = format!("{before}{after}");
    assert_eq!(LETTER.matches(&words).count(), 1, "{words}");
    let at = LETTER.find(&words).expect("the words") + before.len();
    match hover(&Draft::new(LETTER), at) {
        Some(hover) => format!("{:?}\n\n{}", hover.span.of(LETTER), hover.markdown),
        None => "nothing".into(),
    }
}

#[test]
fn every_place_shows_what_is_known_of_it() {
    let all: Vec<String> = PLACES.iter().map(|place| format!("<!-- {place} -->\n{}\n", shown(place))).collect();
    expect_test::expect_file!["fixtures/hover.md"].assert_eq(&all.join("\n"));
}

#[test]
fn plain_text_has_no_marks() {
    for place in PLACES {
        let told = plain(&shown(place));
        assert!(!told.contains(['*', '\\', '`']) && !told.contains("]("), "{told}");
    }
}
