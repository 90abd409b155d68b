//! stub

use super::finding::Severity;
use super::registry::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-field",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("duplicate_field.rs"),
    check: Check::Item(|_, _| {}),
};
