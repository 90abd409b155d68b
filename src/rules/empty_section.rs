//! stub

use super::finding::Severity;
use super::registry::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "empty-section",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("empty_section.rs"),
    check: Check::Item(|_, _| {}),
};
