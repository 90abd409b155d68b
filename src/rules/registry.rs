//! The registry: one line a rule; and running them.

use super::case::Case;
use super::facts::{BlockFacts, LetterFacts};
use super::finding::{Finding, Severity};
use super::report::Report;
use super::rule::{Check, Rule};
use super::standard::Standard;
use crate::text::Span;

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
    super::decides_other_item::RULE,
    super::dose_mismatch::RULE,
    super::laterality_mismatch::RULE,
    super::request_arithmetic::RULE,
    super::missing_citation::RULE,
    super::basis_contradiction::RULE,
    super::region_mismatch::RULE,
    super::topic_mismatch::RULE,
    super::page_mismatch::RULE,
    super::superseded_edition::RULE,
    super::misquoted_guideline::RULE,
    super::evidence_sequence::RULE,
    super::unknown_guideline::RULE,
    super::impossible_date::RULE,
    super::injury_date_mismatch::RULE,
    super::review_date_mismatch::RULE,
    super::date_order::RULE,
    super::patient_mismatch::RULE,
    super::placeholder::RULE,
    super::redaction_gap::RULE,
    super::doubled_phrase::RULE,
    super::digit_in_word::RULE,
    super::glued_words::RULE,
];

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// What the rules for single blocks find in one, in order of place.
pub fn check_block(facts: &BlockFacts, case: &Case, standard: &Standard) -> Vec<Finding> {
    let mut report = Report::new("", Severity::Hint, standard);
    for rule in RULES {
        report.turn_to(rule.code, rule.severity);
        check_one(rule, facts, case, &mut report);
    }
    let mut findings: Vec<Finding> = report.into_findings().into_iter().map(|(_, finding)| finding).collect();
    findings.sort_by_key(order);
    findings
}

/// What one rule finds in a letter's blocks, with the index of the block that holds each finding.
pub fn check_with(rule: &Rule, blocks: &[&BlockFacts], case: &Case, standard: &Standard) -> Vec<(usize, Finding)> {
    if let Check::Letter(check) = rule.check {
        let mut report = Report::new(rule.code, rule.severity, standard);
        check(&LetterFacts::of(blocks.iter().copied()), &mut report);
        return report.into_findings();
    }
    let of_block = |(index, facts): (usize, &&BlockFacts)| {
        let mut report = Report::new(rule.code, rule.severity, standard);
        check_one(rule, facts, case, &mut report);
        report.into_findings().into_iter().map(move |(_, finding)| (index, finding))
    };
    blocks.iter().enumerate().flat_map(of_block).collect()
}

fn check_one(rule: &Rule, facts: &BlockFacts, case: &Case, report: &mut Report) {
    match (rule.check, facts) {
        (Check::Item(check), BlockFacts::Item(item)) => check(item, report),
        (Check::Block(check), _) => check(facts, report),
        (Check::Case(check), _) => check(facts, case, report),
        _ => {}
    }
}

/// What was found in a block, brought up to date with another case; none where nothing has changed.
pub fn check_again(old: &[Finding], facts: &BlockFacts, case: &Case, standard: &Standard) -> Option<Vec<Finding>> {
    let mut found = Vec::new();
    for rule in RULES {
        if let Check::Case(check) = rule.check {
            let mut report = Report::new(rule.code, rule.severity, standard);
            check(facts, case, &mut report);
            found.extend(report.into_findings().into_iter().map(|(_, finding)| finding));
        }
    }
    let of_case = |f: &&Finding| rule(f.code).is_some_and(|rule| matches!(rule.check, Check::Case(_)));
    found.sort_by_key(order);
    if old.iter().filter(of_case).eq(&found) {
        return None;
    }
    found.extend(old.iter().filter(|f| !of_case(f)).cloned());
    found.sort_by_key(order);
    Some(found)
}

/// What the rules for whole letters find, with the index of the block that holds each finding.
pub fn check_letter(facts: &LetterFacts, standard: &Standard) -> Vec<(usize, Finding)> {
    let mut findings = Vec::new();
    for rule in RULES {
        if let Check::Letter(check) = rule.check {
            let mut report = Report::new(rule.code, rule.severity, standard);
            check(facts, &mut report);
            findings.append(&mut report.into_findings());
        }
    }
    findings.sort_by_key(|(block, f)| (*block, f.span));
    findings
}

/// Findings stand in order of place, those of one place in the order of the rules.
fn order(finding: &Finding) -> (Span, Option<usize>) {
    (finding.span, RULES.iter().position(|rule| rule.code == finding.code))
}
