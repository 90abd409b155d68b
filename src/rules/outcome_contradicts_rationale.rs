//! stub

use super::finding::Severity;
use super::registry::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "outcome-contradicts-rationale",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("outcome_contradicts_rationale.rs"),
    check: Check::Item(|_, _| {}),
};
