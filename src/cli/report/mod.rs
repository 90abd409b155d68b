//! Reports of `check`: what every format is given, and what it has to write.

pub mod excerpt;
pub mod github;
pub mod json;
pub mod sarif;
pub mod text;

use crate::config::Settings;
use crate::draft::{Draft, Placed};
use crate::rules::Severity;
use crate::text::Span;

/// A format. Files are rendered on all cores and written in order.
pub trait Report: Sync {
    /// What stands before the first file.
    fn begin(&self) -> String {
        String::new()
    }

    /// A file; empty where there is nothing to write of it.
    fn file(&self, checked: &Checked) -> String;

    /// What stands between two files that are written.
    fn between(&self) -> &'static str {
        ""
    }

    /// What stands after the last file.
    fn end(&self, counts: &Counts) -> String {
        let _ = counts;
        String::new()
    }
}

/// A file and what is shown of its findings.
pub struct Checked<'a> {
    /// How it is called.
    pub name: &'a str,
    /// What it holds.
    pub draft: &'a Draft,
    /// The findings, in order of place.
    pub shown: Vec<Shown<'a>>,
}

/// A finding that is shown.
pub struct Shown<'a> {
    /// The finding at its place.
    pub placed: Placed<'a>,
    /// How much it matters to this user.
    pub severity: Severity,
}

impl<'a> Checked<'a> {
    /// A file, with those of its findings that the settings show and that are not accepted; `accepted` goes with the
    /// draft's findings and may be shorter.
    pub fn new(name: &'a str, draft: &'a Draft, settings: &Settings, accepted: &[bool]) -> Checked<'a> {
        let findings = draft.findings().into_iter().enumerate();
        let shown = findings.filter(|(index, _)| accepted.get(*index) != Some(&true)).map(|(_, placed)| placed);
        let shown = shown.filter_map(|placed| Some(Shown { placed, severity: settings.severity(placed.finding)? }));
        Checked { name, draft, shown: shown.collect() }
    }

    /// How many findings of each severity it has.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { files: 1, ..Counts::default() };
        for shown in &self.shown {
            *counts.of_mut(shown.severity) += 1;
        }
        counts
    }
}

impl Shown<'_> {
    /// The other places that belong to it, with what stands there.
    pub fn related<'b>(&'b self, draft: &'b Draft) -> impl Iterator<Item = (Span, &'b str)> {
        let related = self.placed.finding.related.iter();
        related.map(move |r| (draft.resolve(r.place, self.placed.block), r.message.as_str()))
    }
}

/// How many files were checked, and how many findings of each severity they have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    pub files: usize,
    pub errors: usize,
    pub warnings: usize,
    pub information: usize,
    pub hints: usize,
}

impl Counts {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Counts) {
        self.files += other.files;
        for severity in Severity::ALL {
            *self.of_mut(severity) += other.of(severity);
        }
    }

    /// How many findings of a severity.
    pub fn of(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Information => self.information,
            Severity::Hint => self.hints,
        }
    }

    /// How many findings matter at least this much.
    pub fn at_or_above(&self, least: Severity) -> usize {
        Severity::ALL.into_iter().filter(|s| *s <= least).map(|s| self.of(s)).sum()
    }

    fn of_mut(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Information => &mut self.information,
            Severity::Hint => &mut self.hints,
        }
    }
}
