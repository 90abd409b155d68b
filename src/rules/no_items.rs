//! stub

use super::finding::Severity;
use super::registry::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "no-items",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("no_items.rs"),
    check: Check::Item(|_, _| {}),
};
