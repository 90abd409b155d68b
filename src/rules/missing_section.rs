//! A section of the determination is missing, or its heading is misspelt.
//!
//! # What it checks
//! The three sections that every determination has: how it was made, the clinical case summary, and the issues with their
//! decisions and rationales.
//!
//! # Why
//! A letter without one of them is incomplete and is sent back.
//!
//! # Example
//! A letter that goes from HOW THE IMR FINAL DETERMINATION WAS MADE straight to IMR ISSUES, DECISIONS AND RATIONALES.
//!
//! # Instead
//! Write the heading CLINICAL CASE SUMMARY on a line of its own, and the summary under it.
//!
//! # Source
//! 8 CCR 9792.10.6: a determination describes the condition, the documents, the disputed treatment, the reasons.

use super::facts::LetterFacts;
use super::finding::Severity;
use super::finding::{Hold, Place};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::SectionKind;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "missing-section",
    severity: Severity::Error,
    category: Category::Structure,
    source: include_str!("missing_section.rs"),
    check: Check::Letter(check),
};

fn check(letter: &LetterFacts, report: &mut Report) {
    let format = report.format;
    for (block, section) in letter.sections.iter().filter(|(_, s)| !s.spelt) {
        let title = format.title(section.kind);
        report.finding_in(*block, section.heading, format!("This heading is misspelt; it should read {title}.")).fix(
            format!("Write {title}"),
            Place::Own(section.heading),
            title,
        );
    }
    for (order, wanted) in format.sections.iter().enumerate() {
        if !wanted.required || letter.sections.iter().any(|(_, s)| s.kind == wanted.kind) {
            continue;
        }
        let later = |kind: SectionKind| format.sections.iter().skip(order + 1).any(|s| s.kind == kind);
        let title = &wanted.title;
        let next = letter.sections.iter().find(|(_, s)| later(s.kind));
        let items = (wanted.kind == SectionKind::IssuesDecisionsRationales).then(|| letter.items.first()).flatten();
        let (block, span, place, text, belongs) = match (next, items, letter.sections.last()) {
            (Some((block, next)), _, _) => {
                let belongs = format!("it belongs before {}", format.title(next.kind));
                (*block, next.heading, Place::Block(*block, Span::empty(0)), format!("{title}\n\n"), belongs)
            }
            (None, Some((block, item)), _) => {
                let belongs = "it belongs before the first item".to_string();
                (*block, item.heading(), Place::Block(*block, Span::empty(0)), format!("{title}\n\n"), belongs)
            }
            (None, None, Some((block, last))) => {
                let belongs = format!("it belongs after {}", format.title(last.kind));
                (*block, last.heading, Place::End, format!("\n\n{title}\n"), belongs)
            }
            (None, None, None) => {
                let belongs = "no section has been written yet".to_string();
                (0, Span::empty(0), Place::End, format!("\n{title}\n"), belongs)
            }
        };
        report
            .finding_in(block, span, format!("The section {title} is missing; {belongs}."))
            .fix(format!("Insert the heading {title}"), place, text)
            .hold(Hold::Unwritten);
    }
}
