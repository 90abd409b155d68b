//! stub

use super::finding::Severity;
use super::registry::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "conflicting-conclusions",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("conflicting_conclusions.rs"),
    check: Check::Item(|_, _| {}),
};
