//! From words of a draft to the entry of the user's own pack that tells of them.

use super::look_up::{PackEntry, look_up};
use crate::draft::Draft;
use crate::text::Span;

/// A place in a pack of the user's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackPlace {
    /// The words that it is about.
    pub here: Span,
    /// The pack as the settings name it.
    pub pack: String,
    /// The line of the entry, from 1.
    pub line: usize,
}

/// Where a pack of the user's tells of what stands at a byte: what it cites, or a treatment. Ours are no files to go to.
pub fn pack_entry(draft: &Draft, at: usize) -> Option<PackPlace> {
    let block = draft.block_at(at);
    let own = draft.block_span(block);
    let (here, subject) = look_up(draft, block, own, at.checked_sub(own.start)?)?;
    let PackEntry { pack, line } = subject.own_entry(draft.library())?;
    Some(PackPlace { here: here.shifted(own.start), pack: pack.to_string(), line })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::knowledge::{Library, Pack};
    use crate::rules::Standard;

    const OWN: &str = "[[topic]]\nid = \"yoga\"\ntitle = \"Yoga\"\nchapter = \"chronic-pain-medical-treatment-2009\"\n\
                       pages = \"127\"\nconfidence = \"imported\"\nreplace = true\n\n\
                       [[chapter]]\nid = \"house\"\ntitle = \"House Guide\"\nyear = 2020\ndates = \"label\"\n\n\
                       [[treatment]]\nid = \"snail-cream\"\nname = \"snail cream\"\nkind = \"topical\"\nverified = true\n";

    /// The words before `$` lead to the pack's line; none lead nowhere.
    fn check(marked: &str, line: Option<usize>) {
        let at = marked.find('$').unwrap();
        let text = format!(
            "IMR ISSUES, DECISIONS AND RATIONALES\n\nSnail cream: Upheld\n\nMAXIMUS guideline: {}\n\nDecision rationale: So.\n",
            marked.replace('$', "")
        );
        let (library, faults) = Library::with(vec![Pack::read("own.toml", OWN).0]);
        assert_eq!(faults, []);
        let standard = Standard { library: Arc::new(library), ..Standard::default() };
        let at = at + text.find(&marked.replace('$', "")).unwrap();
        let found = pack_entry(&Draft::read_by(&text, standard), at);
        assert_eq!(found.as_ref().map(|place| place.line), line, "{marked}");
        assert!(found.is_none_or(|place| place.pack == "own.toml" && place.here.touches(at)));
    }

    #[test]
    fn what_a_pack_of_ones_own_tells_of_leads_there() {
        check("Decision based on MTUS Chronic Pain Medical Treatment 2009, Section(s): Yo$ga.", Some(1));
        check("Decision based on MTUS Chronic Pain Medical Treatment 2009, Section(s): Yoga, page 12$7.", Some(1));
        check("Decision based on MTUS House Gu$ide 2020.", Some(9));
        check("Decision based on Non-MTUS Citation a leaflet on snail cre$am.", Some(15));
    }

    #[test]
    fn ours_are_no_files_to_go_to() {
        check("Decision based on MTUS Chronic Pain Medical Treatment 2009, Section(s): Benzodia$zepines.", None);
        check("Decision based on MTUS Chronic Pa$in Medical Treatment 2009, Section(s): Yoga.", None);
        check("Decision ba$sed on Non-MTUS Citation a leaflet.", None);
    }
}
