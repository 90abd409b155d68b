//! Two items have the same title.
//!
//! # What it checks
//! Titles that are the same but for case and white space.
//!
//! # Why
//! The same treatment is decided once; a repeated title is usually a copied item that was not changed.
//!
//! # Example
//! Two items "MRI of the left knee", one for the request and one copied for the right knee.
//!
//! # Instead
//! Correct the title of the second item, or take the item out.
//!
//! # Source
//! Form of the published determinations, in which no exception was met.

use std::collections::HashMap;

use super::facts::LetterFacts;
use super::finding::Place;
use super::finding::Severity;
use super::report::Report;
use super::rule::{Category, Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-item",
    severity: Severity::Warning,
    category: Category::Structure,
    source: include_str!("duplicate_item.rs"),
    check: Check::Letter(check),
};

fn check(letter: &LetterFacts, report: &mut Report) {
    let mut seen = HashMap::new();
    // The titles of a blank letter are still to be written.
    let blank = |title: &str| title.is_empty() || title.starts_with('[') && title.ends_with(']');
    for (block, item) in letter.items.iter().filter(|(_, item)| !blank(&item.title)) {
        let Some((first_block, first)) = seen.insert(item.title.to_lowercase(), (*block, *item)) else { continue };
        report
            .finding_in(*block, item.title_span, format!("The item “{}” appears a second time.", item.short_title()))
            .related(Place::Block(first_block, first.title_span), "The same title stands here.");
    }
}
