//! What each part of a letter is for, what belongs there, and the law behind it.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::letter::{FieldKind, HeaderKind, Outcome, SectionKind};

const PACK: &str = include_str!("packs/letter.toml");

/// What is known of a section.
pub fn about_section(kind: SectionKind) -> Option<&'static Entry> {
    pack().section.iter().find(|part| part.of == kind).map(|part| &part.entry)
}

/// What is known of a field.
pub fn about_field(kind: FieldKind) -> Option<&'static Entry> {
    pack().field.iter().find(|part| part.of == kind).map(|part| &part.entry)
}

/// What is known of an entry of the header table.
pub fn about_header(kind: HeaderKind) -> Option<&'static Entry> {
    pack().header.iter().find(|part| part.of == kind).map(|part| &part.entry)
}

/// What an outcome says.
pub fn about_outcome(outcome: Outcome) -> Option<&'static Entry> {
    let name = match outcome {
        Outcome::Upheld => "upheld",
        Outcome::Overturned => "overturned",
        Outcome::Partial => "partial",
    };
    outcome_named(name)
}

/// What is known of a word in the outcome's place that is no outcome.
pub fn about_unknown_outcome() -> Option<&'static Entry> {
    outcome_named("unknown")
}

fn outcome_named(name: &str) -> Option<&'static Entry> {
    pack().outcome.iter().find(|part| part.of == name).map(|part| &part.entry)
}

/// What is known of one part of a letter.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// What it is for, in one or two sentences.
    pub purpose: String,
    /// What belongs there; empty where there is nothing to say.
    #[serde(default)]
    pub belongs: String,
    /// The law behind it.
    #[serde(default)]
    pub law: Vec<Law>,
}

/// What a law says about a part of a letter, in our own words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Where it stands, such as "8 CCR 9792.10.6".
    pub source: String,
    /// What it asks for.
    pub says: String,
    /// Whether that was checked against the source; where not, it is shown as not verified.
    pub verified: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    section: Vec<Part<SectionKind>>,
    field: Vec<Part<FieldKind>>,
    header: Vec<Part<HeaderKind>>,
    outcome: Vec<Part<String>>,
}

#[derive(Debug, Deserialize)]
struct Part<K> {
    of: K,
    #[serde(flatten)]
    entry: Entry,
}

fn pack() -> &'static Pack {
    static READ: OnceLock<Pack> = OnceLock::new();
    // The file is compiled in, and a test reads it.
    READ.get_or_init(|| toml::from_str(PACK).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::Format;

    #[test]
    fn every_part_of_a_letter_is_known() {
        toml::from_str::<Pack>(PACK).unwrap();
        let format = Format::built_in();
        assert!(format.sections.iter().all(|s| about_section(s.kind).is_some()));
        assert!(format.fields.iter().all(|f| about_field(f.kind).is_some()));
        assert!(format.header.iter().all(|h| about_header(h.kind).is_some()));
        for outcome in [Outcome::Upheld, Outcome::Overturned, Outcome::Partial] {
            assert!(about_outcome(outcome).is_some(), "{outcome:?}");
        }
        assert!(about_unknown_outcome().is_some());
    }
}
