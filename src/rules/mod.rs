//! Judgement: facts in, findings out. One file a rule, one line a rule in the registry.
//!
//! To add a rule: write its file (head, code, check), its line in `registry.rs`, and `tests/rules/<code>.md`.

mod before;
mod case;
mod cited;
mod facts;
mod finding;
mod named;
mod quoted;
mod reading;
mod registry;
mod report;
mod rule;
mod standard;

mod basis_contradiction;
mod conflicting_conclusions;
mod date_order;
mod decides_other_item;
mod digit_in_word;
mod dose_mismatch;
mod doubled_phrase;
mod duplicate_field;
mod duplicate_item;
mod duplicate_section;
mod empty_field;
mod empty_section;
mod evidence_sequence;
mod field_order;
mod glued_words;
mod impossible_date;
mod injury_date_mismatch;
mod laterality_mismatch;
mod misquoted_guideline;
mod missing_citation;
mod missing_conclusion;
mod missing_credentials;
mod missing_field;
mod missing_outcome;
mod missing_section;
mod missing_statement;
mod no_items;
mod outcome_contradicts_rationale;
mod page_mismatch;
mod patient_mismatch;
mod placeholder;
mod redaction_gap;
mod region_mismatch;
mod request_arithmetic;
mod review_date_mismatch;
mod section_order;
mod superseded_edition;
mod topic_mismatch;
mod unknown_guideline;
mod unknown_outcome;

pub use case::{Case, CaseDate, LetterDay};
pub use cited::{UnknownKind, UnknownName};
pub use facts::{BlockFacts, FieldFact, HeaderFacts, ItemFacts, LetterFacts, OutcomeFact, SectionFacts};
pub use finding::{Edit, Finding, Fix, Hold, Place, Related, Severity};
pub use named::{Named, NamedDose, NamedTreatment};
pub use quoted::Misquoted;
pub use registry::{RULES, check_again, check_block, check_letter, check_with, rule};
pub use rule::{Category, Rule};
pub use standard::Standard;
