//! Running the rules, and the report they write their findings into.

use super::facts::{ItemFacts, LetterFacts};
use super::finding::{Edit, Finding, Fix, Hold, Place, Related};
use super::registry::{Check, RULES, Rule};
use crate::letter::Format;
use crate::text::Span;

/// What a rule writes its findings into.
pub(super) struct Report<'a> {
    /// What the parts of a letter are called.
    pub format: &'a Format,
    rule: &'static Rule,
    findings: Vec<(usize, Finding)>,
}

impl Report<'_> {
    /// Reports the words of `span` in the block at hand.
    pub fn finding(&mut self, span: Span, message: impl Into<String>) -> Reported<'_> {
        self.finding_in(0, span, message)
    }

    /// Reports the words of `span` in the block with index `block`.
    pub fn finding_in(&mut self, block: usize, span: Span, message: impl Into<String>) -> Reported<'_> {
        let finding = Finding {
            code: self.rule.code,
            severity: self.rule.severity,
            message: message.into(),
            span,
            related: Vec::new(),
            fixes: Vec::new(),
            hold: Hold::Never,
        };
        let index = self.findings.len();
        self.findings.push((block, finding));
        Reported(&mut self.findings, index)
    }
}

/// A finding that has just been reported, to say more about.
pub(super) struct Reported<'a>(&'a mut Vec<(usize, Finding)>, usize);

impl Reported<'_> {
    fn with(self, change: impl FnOnce(&mut Finding)) -> Self {
        if let Some((_, finding)) = self.0.get_mut(self.1) {
            change(finding);
        }
        self
    }

    /// Names another place that belongs to it.
    pub fn related(self, place: Place, message: impl Into<String>) -> Self {
        let message = message.into();
        self.with(|f| f.related.push(Related { place, message }))
    }

    /// Offers a change that is certain.
    pub fn fix(self, title: impl Into<String>, place: Place, text: impl Into<String>) -> Self {
        self.offer(title.into(), place, text.into(), false)
    }

    /// Offers a change of a clinical statement, to be reviewed.
    pub fn fix_for_review(self, title: impl Into<String>, place: Place, text: impl Into<String>) -> Self {
        self.offer(title.into(), place, text.into(), true)
    }

    /// Keeps it back while the draft is being typed.
    pub fn hold(self, hold: Hold) -> Self {
        self.with(|f| f.hold = hold)
    }

    fn offer(self, title: String, place: Place, text: String, review: bool) -> Self {
        self.with(|f| {
            f.fixes.push(Fix { title, edits: vec![Edit { place, text }], review });
        })
    }
}

/// What the rules for single items find in one, in order of place.
pub fn check_item(facts: &ItemFacts, format: &Format) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        if let Check::Item(check) = rule.check {
            let mut report = Report { format, rule, findings: Vec::new() };
            check(facts, &mut report);
            findings.extend(report.findings.into_iter().map(|(_, finding)| finding));
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
            let mut report = Report { format, rule, findings: Vec::new() };
            check(facts, &mut report);
            findings.append(&mut report.findings);
        }
    }
    findings.sort_by_key(|(block, f)| (*block, f.span));
    findings
}
