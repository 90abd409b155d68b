//! stub

use super::finding::Severity;
use super::registry::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "field-order",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("field_order.rs"),
    check: Check::Item(|_, _| {}),
};
