//! stub

use super::finding::Severity;
use super::registry::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "missing-credentials",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("missing_credentials.rs"),
    check: Check::Item(|_, _| {}),
};
