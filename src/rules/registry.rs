//! The registry: one line a rule; and running them.

use super::facts::{ItemFacts, LetterFacts};
use super::finding::Finding;
use super::report::Report;
use super::rule::{Check, Rule};
use crate::letter::Format;

/// Every rule, in the order of reports.
pub static RULES: &[Rule] = &[
    super::missing_section::RULE,
    super::duplicate_section::RULE,
    super::section_order::RULE,
    super::empty_section::RULE,
    super::missing_credentials::RULE,
    super::missing_statement::RULE,
    super::no_items::RULE,
    super::duplicate_item::RULE,
    super::missing_outcome::RULE,
    super::unknown_outcome::RULE,
    super::missing_field::RULE,
    super::duplicate_field::RULE,
    super::field_order::RULE,
    super::empty_field::RULE,
    super::outcome_contradicts_rationale::RULE,
    super::conflicting_conclusions::RULE,
    super::missing_conclusion::RULE,
];

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// What the rules for single items find in one, in order of place.
pub fn check_item(facts: &ItemFacts, format: &Format) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        if let Check::Item(check) = rule.check {
            let mut report = Report::new(rule.code, rule.severity, format);
            check(facts, &mut report);
            findings.extend(report.into_findings().into_iter().map(|(_, finding)| finding));
        }
    }
    findings.sort_by_key(|f: &Finding| f.span);
    findings
}

/// What the rules for whole letters find, with the index of the block that holds each finding.
pub fn check_letter(facts: &LetterFacts, format: &Format) -> Vec<(usize, Finding)> {
    let mut findings = Vec::new();
    for rule in RULES {
        if let Check::Letter(check) = rule.check {
            let mut report = Report::new(rule.code, rule.severity, format);
            check(facts, &mut report);
            findings.append(&mut report.into_findings());
        }
    }
    findings.sort_by_key(|(block, f)| (*block, f.span));
    findings
}
