//! What a rule is: its code, its severity, its documentation and its check.

use super::case::Case;
use super::facts::{BlockFacts, ItemFacts, LetterFacts};
use super::finding::Severity;
use super::report::Report;

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names are the documentation
pub enum Category {
    Structure,
    Decision,
    Guideline,
    Consistency,
    Text,
}

impl Category {
    /// Its name, as in reports.
    pub fn name(self) -> &'static str {
        match self {
            Category::Structure => "structure",
            Category::Decision => "decision",
            Category::Guideline => "guideline",
            Category::Consistency => "consistency",
            Category::Text => "text",
        }
    }
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub(super) enum Check {
    /// One item at a time.
    Item(fn(&ItemFacts, &mut Report)),
    /// One block at a time: header, section or item.
    Block(fn(&BlockFacts, &mut Report)),
    /// One block at a time, beside the case.
    Case(fn(&BlockFacts, &Case, &mut Report)),
    /// The whole letter.
    Letter(fn(&LetterFacts, &mut Report)),
}

/// A rule.
pub struct Rule {
    /// Its permanent code.
    pub code: &'static str,
    /// How much its findings matter by default.
    pub severity: Severity,
    /// What it is about.
    pub category: Category,
    /// The source of its file, whose head documents it.
    pub(super) source: &'static str,
    pub(super) check: Check,
}

impl Rule {
    /// What it is about in one sentence.
    pub fn summary(&self) -> &'static str {
        self.doc_lines().next().unwrap_or("")
    }

    /// Its documentation as Markdown: the head of its file.
    pub fn documentation(&self) -> String {
        self.doc_lines().collect::<Vec<_>>().join("\n")
    }

    /// The paragraphs below one of the headings of its documentation, on one line; empty where it has none of that name.
    pub fn part(&self, heading: &str) -> String {
        let lines = self.doc_lines().skip_while(|line| line.strip_prefix("# ") != Some(heading)).skip(1);
        lines.take_while(|line| !line.starts_with("# ")).collect::<Vec<_>>().join(" ").trim().to_string()
    }

    fn doc_lines(&self) -> impl Iterator<Item = &'static str> {
        self.source
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}
