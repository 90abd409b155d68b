//! Body regions that a text names.

use super::lexicon::{WordSet, WordSets};
use super::token::{Kind, Token, tokens};
use crate::text::Span;

/// A region of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the names are the documentation
pub enum Region {
    Head,
    Cervical,
    Thoracic,
    Lumbar,
    /// The back or spine, with no word on which part.
    Back,
    Shoulder,
    Elbow,
    WristHand,
    /// The arm, with no word on which part.
    UpperExtremity,
    Hip,
    Knee,
    AnkleFoot,
    /// The leg, with no word on which part.
    LowerExtremity,
}

/// A region where it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NamedRegion {
    /// The words, counted from the start of the text.
    pub span: Span,
    /// The region.
    pub region: Region,
}

use Region::{
    AnkleFoot, Back, Cervical, Elbow, Head, Hip, Knee, LowerExtremity, Lumbar, Shoulder, Thoracic, UpperExtremity,
    WristHand,
};

/// Names of one word. Plurals in -s need no line.
const WORDS: &[(&str, Region)] = &[
    ("head", Head),
    ("brain", Head),
    ("skull", Head),
    ("scalp", Head),
    ("face", Head),
    ("facial", Head),
    ("cranial", Head),
    ("neck", Cervical),
    ("cervical", Cervical),
    ("cervicothoracic", Cervical),
    ("thoracic", Thoracic),
    ("thoracolumbar", Back),
    ("lumbar", Lumbar),
    ("lumbosacral", Lumbar),
    ("lumbo", Lumbar),
    ("sacral", Lumbar),
    ("sacrum", Lumbar),
    ("sacroiliac", Lumbar),
    ("coccyx", Lumbar),
    ("back", Back),
    ("spine", Back),
    ("spinal", Back),
    ("shoulder", Shoulder),
    ("rotator", Shoulder),
    ("clavicle", Shoulder),
    ("acromioclavicular", Shoulder),
    ("labral", Shoulder),
    ("elbow", Elbow),
    ("epicondyle", Elbow),
    ("cubital", UpperExtremity),
    ("olecranon", Elbow),
    ("wrist", WristHand),
    ("hand", WristHand),
    ("finger", WristHand),
    ("thumb", WristHand),
    ("carpal", WristHand),
    ("forearm", WristHand),
    ("knuckle", WristHand),
    ("arm", UpperExtremity),
    ("humerus", UpperExtremity),
    ("hip", Hip),
    ("pelvis", Hip),
    ("pelvic", Hip),
    ("groin", Hip),
    ("buttock", Hip),
    ("thigh", Hip),
    ("femur", Hip),
    ("knee", Knee),
    ("patella", Knee),
    ("patellar", Knee),
    ("meniscus", Knee),
    ("meniscal", Knee),
    ("acl", Knee),
    ("patellofemoral", Knee),
    ("ankle", AnkleFoot),
    ("foot", AnkleFoot),
    ("feet", AnkleFoot),
    ("heel", AnkleFoot),
    ("toe", AnkleFoot),
    ("plantar", AnkleFoot),
    ("achilles", AnkleFoot),
    ("calcaneus", AnkleFoot),
    ("leg", LowerExtremity),
    ("calf", LowerExtremity),
    ("tibia", LowerExtremity),
    ("fibula", LowerExtremity),
    ("shin", LowerExtremity),
];

/// Names of two words, the second without its plural.
const PAIRS: &[(&str, &str, Region)] = &[
    ("low", "back", Lumbar),
    ("lower", "back", Lumbar),
    ("mid", "back", Thoracic),
    ("middle", "back", Thoracic),
    ("upper", "back", Thoracic),
    ("upper", "extremity", UpperExtremity),
    ("upper", "extremities", UpperExtremity),
    ("upper", "limb", UpperExtremity),
    ("upper", "arm", UpperExtremity),
    ("lower", "extremity", LowerExtremity),
    ("lower", "extremities", LowerExtremity),
    ("lower", "limb", LowerExtremity),
    ("lower", "leg", LowerExtremity),
    ("c", "spine", Cervical),
    ("cervical", "spine", Cervical),
    ("t", "spine", Thoracic),
    ("thoracic", "spine", Thoracic),
    ("l", "spine", Lumbar),
    ("ls", "spine", Lumbar),
    ("lumbar", "spine", Lumbar),
    ("lumbosacral", "spine", Lumbar),
    ("rotator", "cuff", Shoulder),
    ("ac", "joint", Shoulder),
    ("si", "joint", Lumbar),
];

/// Words behind which a name is no region of the body: `hand held`, `arm of the study`, `back to work`.
const OTHERWISE: &[(&str, &[&str])] = &[
    ("back", &["to", "at", "on", "in", "up", "from", "into", "dated", "and"]),
    ("hand", &["held", "out", "over", "dominant", "dominance"]),
    ("head", &["of", "to"]),
    ("face", &["to", "value", "validity", "of"]),
    ("foot", &["note", "board"]),
    ("heel", &["walk", "walking", "toe", "to"]),
    ("toe", &["walk", "walking", "raise", "raises"]),
    ("leg", &["raise", "raises", "raising"]),
    ("arm", &["of", "chair"]),
    ("hands", &["on"]),
];

/// The regions that a text names, in order.
pub fn regions(text: &str) -> Vec<NamedRegion> {
    regions_of(&tokens(text))
}

/// The regions among these tokens.
pub(super) fn regions_of(tokens: &[Token]) -> Vec<NamedRegion> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match region_at(tokens, at) {
            Some((region, used)) => {
                found.push(region);
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// Names of one word, and their plurals.
pub(super) static NAMES: WordSet = WordSet::with_plurals(
    25,
    &const {
        let mut names = [""; WORDS.len()];
        let mut at = 0;
        while at < WORDS.len() {
            names[at] = WORDS[at].0;
            at += 1;
        }
        names
    },
);
/// First words of names of two.
pub(super) static FIRST_NAMES: WordSet = WordSet::new(
    26,
    &const {
        let mut names = [""; PAIRS.len()];
        let mut at = 0;
        while at < PAIRS.len() {
            names[at] = PAIRS[at].0;
            at += 1;
        }
        names
    },
);

/// The region named by the tokens at `at`, and how many name it.
pub(super) fn region_at(tokens: &[Token], at: usize) -> Option<(NamedRegion, usize)> {
    static FIRST: WordSets = WordSets::of(&[&NAMES, &FIRST_NAMES]);
    let first = tokens.get(at).filter(|t| t.is_in_any(&FIRST))?;
    let hyphen = usize::from(tokens.get(at + 1).is_some_and(|t| t.is("-") && first.touches(t)));
    if let Some(second) = tokens.get(at + 1 + hyphen).filter(|t| t.kind == Kind::Word) {
        let pair = PAIRS.iter().find(|(a, b, _)| first.is(a) && is_word(second, b));
        if let Some((_, _, region)) = pair {
            return Some((NamedRegion { span: first.span().to(second.span()), region: *region }, hyphen + 2));
        }
    }
    let region = WORDS.iter().find(|(word, _)| is_word(first, word)).map(|(_, region)| *region)?;
    let otherwise = OTHERWISE.iter().filter(|(word, _)| first.is(word)).flat_map(|(_, next)| next.iter());
    let behind = tokens.get(at + 1 + hyphen);
    if otherwise.clone().any(|word| behind.is_some_and(|t| t.is(word))) && region != Back || is_adverb(first, behind) {
        return None;
    }
    Some((NamedRegion { span: first.span(), region }, 1))
}

/// `back` as in `back to work`.
fn is_adverb(word: &Token, behind: Option<&Token>) -> bool {
    word.is("back") && behind.is_some_and(|t| t.is_any(&["to", "at", "in", "up", "from", "into", "dated"]))
}

fn is_word(token: &Token, word: &str) -> bool {
    token.is(word)
        || token.text.len() == word.len() + 1
            && token.text.ends_with(['s', 'S'])
            && token.text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let told: Vec<String> = regions(text).iter().map(|r| format!("{}={:?}", r.span.of(text), r.region)).collect();
        told.join(" ")
    }

    #[test]
    fn regions_by_their_names() {
        assert_eq!(read("MRI of the left knee"), "knee=Knee");
        assert_eq!(read("pain of the low back and\nC-spine"), "low back=Lumbar C-spine=Cervical");
        assert_eq!(read("both upper extremities, hands"), "upper extremities=UpperExtremity hands=WristHand");
        assert_eq!(read("Lumbosacral Spine"), "Lumbosacral Spine=Lumbar");
    }

    #[test]
    fn words_that_name_no_region() {
        assert_eq!(read("went back to work; straight leg raise; heel walking; right hand dominant"), "");
    }
}
