//! Judgement: facts in, findings out. One file a rule, one line a rule in the registry.
//!
//! To add a rule: write its file (head, code, check), its line in `registry.rs`, and `tests/rules/<code>.md`.

mod cited;
mod facts;
mod finding;
mod registry;
mod report;
mod rule;

mod conflicting_conclusions;
mod duplicate_field;
mod duplicate_item;
mod duplicate_section;
mod empty_field;
mod empty_section;
mod field_order;
mod missing_conclusion;
mod missing_credentials;
mod missing_field;
mod missing_outcome;
mod missing_section;
mod missing_statement;
mod no_items;
mod outcome_contradicts_rationale;
mod section_order;
mod unknown_outcome;

pub use facts::{BlockFacts, FieldFact, ItemFacts, LetterFacts, OutcomeFact, SectionFacts};
pub use finding::{Edit, Finding, Fix, Hold, Place, Related, Severity};
pub use registry::{RULES, check_item, check_letter, rule};
pub use rule::{Category, Rule};
