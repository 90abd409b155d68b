//! The reviewer leaves the MTUS without a word on why.
//!
//! # What it checks
//! Whether a decision that rests only on sources beside the MTUS says anywhere why the MTUS does not decide. Any word on it is
//! enough: that it is silent, does not apply, is not specific; or a mention of what it says.
//!
//! # Why
//! The MTUS comes first. Other guidelines and studies decide where it is silent or its presumption is rebutted, and the reader
//! should see which of the two it was.
//!
//! # Example
//! "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG)", and a rationale that speaks of the ODG alone.
//!
//! # Instead
//! Add a sentence, such as "The MTUS does not address this request."
//!
//! # Source
//! 8 CCR 9792.21(d) and 9792.21.1: the order in which evidence is sought. Not every letter without the sentence is wrong.

use super::facts::ItemFacts;
use super::finding::{Hold, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "evidence-sequence",
    severity: Severity::Information,
    category: Category::Guideline,
    source: include_str!("evidence_sequence.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    if let Some(place) = item.unexplained {
        let message = "The decision rests on sources outside the MTUS, and the rationale does not say why the MTUS does not decide.";
        report.finding(place, message).hold(Hold::Unwritten);
    }
}
