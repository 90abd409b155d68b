//! stub

use super::finding::Severity;
use super::registry::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "missing-statement",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("missing_statement.rs"),
    check: Check::Item(|_, _| {}),
};
