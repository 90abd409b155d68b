//! The report that a rule writes its findings into.

use super::finding::{Edit, Finding, Fix, Hold, Place, Related, Severity};
use super::standard::Standard;
use crate::knowledge::Library;
use crate::letter::Format;
use crate::text::Span;

/// What a rule writes its findings into.
pub(super) struct Report<'a> {
    /// What the parts of a letter are called.
    pub format: &'a Format,
    /// What is known of guidelines, treatments and law.
    pub library: &'a Library,
    code: &'static str,
    severity: Severity,
    findings: Vec<(usize, Finding)>,
}

impl<'a> Report<'a> {
    /// An empty report of the rule with this code and severity.
    pub fn new(code: &'static str, severity: Severity, standard: &'a Standard) -> Report<'a> {
        let Standard { format, library } = standard;
        Report { format, library, code, severity, findings: Vec::new() }
    }

    /// What is reported from now on is of the rule with this code and severity.
    pub fn turn_to(&mut self, code: &'static str, severity: Severity) {
        (self.code, self.severity) = (code, severity);
    }

    /// What was reported, with the index of the block that holds each finding.
    pub fn into_findings(self) -> Vec<(usize, Finding)> {
        self.findings
    }

    /// Reports the words of `span` in the block at hand.
    pub fn finding(&mut self, span: Span, message: impl Into<String>) -> Reported<'_> {
        self.finding_in(0, span, message)
    }

    /// Reports the words of `span` in the block with index `block`.
    pub fn finding_in(&mut self, block: usize, span: Span, message: impl Into<String>) -> Reported<'_> {
        let finding = Finding {
            code: self.code,
            severity: self.severity,
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
        self.offer(title.into(), vec![Edit { place, text: text.into() }], false)
    }

    /// Offers a change of a clinical statement, to be reviewed.
    pub fn fix_for_review(self, title: impl Into<String>, place: Place, text: impl Into<String>) -> Self {
        self.offer(title.into(), vec![Edit { place, text: text.into() }], true)
    }

    /// Offers changes of several places as one, to be reviewed.
    pub fn fixes_for_review(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.offer(title.into(), edits, true)
    }

    /// Keeps it back while the draft is being typed.
    pub fn hold(self, hold: Hold) -> Self {
        self.with(|f| f.hold = hold)
    }

    fn offer(self, title: String, edits: Vec<Edit>, review: bool) -> Self {
        self.with(|f| f.fixes.push(Fix { title, edits, review }))
    }
}
