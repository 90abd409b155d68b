//! What the parts of a determination are called: section titles, labels and outcome words, from `format.toml`.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::keyed::{Keyed, key};
use super::known::{Full, Known};
use crate::text::Wording;

/// The wordings that come with imr-ls.
const BUILT_IN: &str = include_str!("format.toml");

/// A section of a determination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// HOW THE IMR FINAL DETERMINATION WAS MADE: who reviewed, with which credentials.
    HowMade,
    /// The list of documents, which the law knows and published letters leave out.
    DocumentsReviewed,
    /// CLINICAL CASE SUMMARY.
    ClinicalCaseSummary,
    /// IMR ISSUES, DECISIONS AND RATIONALES: the items.
    IssuesDecisionsRationales,
}

/// A labelled field of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// Which guideline the claims administrator relied on.
    ClaimsAdministratorGuideline,
    /// Which guideline the reviewer relies on.
    ReviewerGuideline,
    /// Why the reviewer decides as he or she does.
    DecisionRationale,
}

impl FieldKind {
    /// The three fields in the order in which an item has them.
    pub const ALL: [FieldKind; 3] =
        [FieldKind::ClaimsAdministratorGuideline, FieldKind::ReviewerGuideline, FieldKind::DecisionRationale];
}

/// An entry of the header table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // each says itself
pub enum HeaderKind {
    CaseNumber,
    DateAssigned,
    DateOfInjury,
    DecisionDate,
    ReviewDate,
    Priority,
    ApplicationReceived,
}

/// What an item's outcome word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The denial stands: not medically necessary.
    Upheld,
    /// The denial falls: medically necessary.
    Overturned,
    /// Part of each, where an organisation's format has a word for it.
    Partial,
}

impl Outcome {
    /// The word as it stands in a letter.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Upheld => "Upheld",
            Outcome::Overturned => "Overturned",
            Outcome::Partial => "Modified",
        }
    }
}

/// A section's wording.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionFormat {
    /// Which section.
    pub kind: SectionKind,
    /// Its heading.
    pub title: String,
    /// Other headings that mean the same.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether a determination is incomplete without it.
    #[serde(default)]
    pub required: bool,
}

/// A field's wording.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldFormat {
    /// Which field.
    pub kind: FieldKind,
    /// Its label, without the colon.
    pub label: String,
    /// Other labels that mean the same.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A header entry's wording.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderFormat {
    /// Which entry.
    pub kind: HeaderKind,
    /// Its label, without the colon.
    pub label: String,
    /// First word of the label, where the table's cell wraps after it.
    #[serde(default)]
    pub wrapped_head: Option<String>,
}

/// A statement that a section has to make.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementFormat {
    /// Where it belongs.
    pub section: SectionKind,
    /// What it says, as the end of the sentence "The letter does not say …".
    pub what: String,
    /// Lower-case wordings, any of which makes it.
    pub any: Vec<Wording>,
}

/// How credentials are told.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CredentialsFormat {
    /// Lower-case wordings, any of which gives them.
    pub any: Vec<Wording>,
}

/// Words around items.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemsFormat {
    /// The sentence that opens the list of items.
    pub intro: String,
    /// How that sentence starts, in lower case.
    pub intro_start: String,
    /// Labels that may stand before an outcome word.
    pub outcome_labels: Vec<String>,
    /// Lower-case wordings at the end of a title of several sentences.
    pub preamble_end: Vec<String>,
    /// Lower-case wording of such a title's first sentence.
    pub preamble_start: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeWords {
    upheld: Vec<String>,
    overturned: Vec<String>,
    #[serde(default)]
    partial: Vec<String>,
    #[serde(default)]
    mistaken: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormatFile {
    section: Vec<SectionFormat>,
    field: Vec<FieldFormat>,
    header: Vec<HeaderFormat>,
    outcomes: OutcomeWords,
    items: ItemsFormat,
    #[serde(default)]
    statement: Vec<StatementFormat>,
    credentials: CredentialsFormat,
}

/// A format, ready for look-up.
#[derive(Debug, Default, Clone)]
pub struct Format {
    /// The sections in the order of a letter.
    pub sections: Vec<SectionFormat>,
    /// The fields in the order of an item.
    pub fields: Vec<FieldFormat>,
    /// The header's entries.
    pub header: Vec<HeaderFormat>,
    /// Words around items.
    pub items: ItemsFormat,
    /// What sections have to say.
    pub statements: Vec<StatementFormat>,
    /// The reviewer's credentials.
    pub credentials: CredentialsFormat,
    pub(super) known: Keyed<Known>,
    pub(super) outcomes: Keyed<Option<Outcome>>,
    /// Headings and labels in full: what a misspelt one may be meant to be.
    pub(super) full: Vec<Full>,
}

impl Format {
    /// The format that comes with imr-ls.
    pub fn built_in() -> Arc<Format> {
        static FORMAT: OnceLock<Arc<Format>> = OnceLock::new();
        FORMAT
            // The file is compiled in, and a test reads it.
            .get_or_init(|| Arc::new(Format::parse(BUILT_IN).unwrap_or_default()))
            .clone()
    }

    /// Reads a format. The error is a sentence that names what is wrong and where.
    pub fn parse(source: &str) -> Result<Format, String> {
        let file: FormatFile = toml::from_str(source).map_err(|error| error.to_string())?;
        let mut known = Keyed::default();
        for section in &file.section {
            for title in std::iter::once(&section.title).chain(&section.aliases) {
                known.entry(key(title), Known::Heading(section.kind));
            }
        }
        for field in &file.field {
            for label in std::iter::once(&field.label).chain(&field.aliases) {
                known.entry(key(label), Known::Label(field.kind));
            }
        }
        for label in &file.items.outcome_labels {
            known.entry(key(label), Known::OutcomeLabel);
        }
        let mut outcomes = Keyed::default();
        for (words, outcome) in [
            (&file.outcomes.upheld, Outcome::Upheld),
            (&file.outcomes.overturned, Outcome::Overturned),
            (&file.outcomes.partial, Outcome::Partial),
        ] {
            for word in words {
                outcomes.entry(key(word), Some(outcome));
            }
        }
        // What an organisation takes for an outcome is mistaken for none.
        for word in &file.outcomes.mistaken {
            outcomes.entry(key(word), None);
        }
        let titles = file.section.iter().map(|s| (&s.title, Known::Heading(s.kind)));
        let labels = file.field.iter().map(|f| (&f.label, Known::Label(f.kind)));
        let full = titles.chain(labels).map(|(words, known)| Full::new(words, known));
        Ok(Format {
            full: full.collect(),
            sections: file.section,
            fields: file.field,
            header: file.header,
            items: file.items,
            statements: file.statement,
            credentials: file.credentials,
            known,
            outcomes,
        })
    }

    /// A section's heading.
    pub fn title(&self, kind: SectionKind) -> &str {
        self.sections.iter().find(|s| s.kind == kind).map_or("", |s| &s.title)
    }

    /// A field's label, without the colon.
    pub fn label(&self, kind: FieldKind) -> &str {
        self.fields.iter().find(|f| f.kind == kind).map_or("", |f| &f.label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_format_reads() {
        assert!(Format::parse(BUILT_IN).is_ok());
    }

    #[test]
    fn an_organisation_may_add_an_outcome() {
        let source = BUILT_IN.replace("partial = []", "partial = [\"Modified\"]");
        let format = Format::parse(&source).expect("reads");
        assert_eq!(format.outcome("modified"), Some(Some(Outcome::Partial)));
    }
}
