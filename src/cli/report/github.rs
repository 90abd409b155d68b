//! GitHub workflow commands: findings as annotations of a pull request.

use std::fmt::Write;

use super::{Checked, Report};
use crate::rules::Severity;
use crate::text::Encoding;

/// One command a line for each finding.
pub struct GithubReport;

impl Report for GithubReport {
    fn file(&self, checked: &Checked) -> String {
        let mut lines = String::new();
        for shown in &checked.shown {
            let level = match shown.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Information | Severity::Hint => "notice",
            };
            let finding = shown.placed.finding;
            let start = checked.draft.text().position(shown.placed.span.start, Encoding::Utf16);
            // Writing to a string does not fail.
            let _ = writeln!(
                lines,
                "::{level} file={},line={},col={},title={}::{}",
                property(checked.name),
                start.line + 1,
                start.character + 1,
                property(finding.code),
                data(&finding.message),
            );
        }
        lines
    }
}

/// Text after the last `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, where also a colon and a comma mean something.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_is_escaped() {
        assert_eq!(data("50% of\nit, so: no"), "50%25 of%0Ait, so: no");
        assert_eq!(property("c:\\a,b%.txt"), "c%3A\\a%2Cb%25.txt");
    }
}
