//! Whether the list that is kept is the one that would be written anew.

use proptest::prelude::*;

use super::*;
use crate::config::InForce;
use crate::text::{Encoding, Span};

/// Findings of single blocks and of the letter, some of which name other blocks, and the end of the draft.
const LETTER: &str = "Case Number: CM15-0000001\nDate of Injury: 02/03/2014\nDecision Date: 03/04/2016\n\n\
    CLINICAL CASE SUMMARY\nA 40 year old male fell on 02/04/2014. He was seen on 01/05/2011 and TBD.\n\n\
    IMR ISSUES, DECISIONS AND RATIONALES\n\n\
    MRI of the left knee: Upheld\nDecision rationale: The MRI of the right knee is medically necessary.\n\n\
    Norco 10mg #60: Overturned\nClaims Administrator guideline: None.\nDecision rationale: The of the of the request. \
    A note of 2/30/2015 says so. The request is medically necessary.\n\n\
    MRI of the left knee: Upheld\nDecision rationale: The patient is 41 years old. She rests. \
    The request is not medically necessary.\n";

fn style(in_force: &InForce) -> Style<'_> {
    Style { encoding: Encoding::Utf16, related: true, uri: "\"file:///a.imr\"", in_force, on_save: false }
}

fn written(published: &mut Published, draft: &Draft) -> String {
    let mut out = Vec::new();
    published.write(&Filling::new(draft, Encoding::Utf16), None, &mut out);
    String::from_utf8(out).unwrap()
}

fn at_rest(draft: &Draft, in_force: &InForce) -> Published {
    let mut published = Published::default();
    published.update(draft, style(in_force), Moment::Rest);
    published
}

#[test]
fn a_list_is_written_anew_only_where_something_of_it_may_have_changed() {
    let in_force = InForce::default();
    let mut draft = Draft::new(LETTER);
    let mut published = at_rest(&draft, &in_force);
    let first = written(&mut published, &draft);
    assert!(first.matches("\"code\"").count() > 5, "{first}");
    let mut type_at = |words: &str, new: &str| {
        draft.edit(Span::empty(draft.text().to_string().find(words).unwrap()), new);
        published.update(&draft, style(&in_force), Moment::Typing);
        (published.holds.is_some(), written(&mut published, &draft) == first)
    };
    assert_eq!(type_at("None.", "x"), (true, true), "the findings of that item are the same");
    assert_eq!(type_at("rests", "x"), (true, true), "nothing is found behind that");
    assert_eq!(type_at("of the request", "x"), (false, false), "a finding is gone");
    assert_eq!(type_at("None.", "\n"), (false, false), "lines have moved");
}

proptest! {
    #[test]
    fn a_list_that_holds_is_the_one_that_would_be_written(
        edits in prop::collection::vec(
            (
                0..1000_usize,
                0..9_usize,
                "[a .\r\n\u{85}\u{2028}]{0,3}|Upheld|not |TBD|01/02/2016|CLINICAL CASE SUMMARY\n|MRI of the left knee: ",
                0..6_u8,
            ),
            1..40,
        ),
    ) {
        let in_force = InForce::default();
        let mut draft = Draft::new(LETTER);
        let mut published = at_rest(&draft, &in_force);
        for (at, len, new, moment) in edits {
            let text = draft.text().to_string();
            let on_boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let start = on_boundary(at);
            draft.edit(Span::new(start, on_boundary(start + len).max(start)), &new);
            // Some edits arrive together.
            if moment > 3 {
                continue;
            }
            let rest = moment == 0;
            published.update(&draft, style(&in_force), if rest { Moment::Rest } else { Moment::Typing });
            let list = written(&mut published, &draft);
            published.holds = None;
            prop_assert_eq!(&list, &written(&mut published, &draft));
            if rest {
                // What a fresh reading shows.
                let anew = Draft::new(&draft.text().to_string());
                prop_assert_eq!(list, written(&mut at_rest(&anew, &in_force), &anew));
            }
        }
    }
}
