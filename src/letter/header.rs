//! The header table: labels and values, however an extraction has folded it.

use super::format::{Format, HeaderKind};
use crate::text::{Span, trim, trim_span};

/// One entry of the header table. Spans count from the start of the header's block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderEntry {
    /// Which entry.
    pub kind: HeaderKind,
    /// The label and its colon.
    pub label: Span,
    /// The value; empty where none was found.
    pub value: Span,
}

/// Reads the entries of a header. Two may share a line; a value may stand on the line after its label, and that of a
/// label that wraps in its cell on the line before.
pub fn header_entries(text: &str, format: &Format) -> Vec<HeaderEntry> {
    let mut entries: Vec<HeaderEntry> = format
        .header
        .iter()
        .filter_map(|entry| {
            let label = format!("{}:", entry.label);
            let start = text.find(&label)?;
            Some(HeaderEntry {
                kind: entry.kind,
                label: Span::new(start, start + label.len()),
                value: Span::empty(start + label.len()),
            })
        })
        .collect();
    entries.sort_by_key(|entry| entry.label.start);
    let starts: Vec<usize> = entries.iter().map(|e| e.label.start).collect();
    for (index, entry) in entries.iter_mut().enumerate() {
        let next = starts.get(index + 1).copied().unwrap_or(text.len());
        let from = entry.label.end;
        let line_end = end_of_line(text, from);
        let head = wrapped_head(entry.kind, format);
        entry.value = trim_span(text, Span::new(from, line_end.min(next)));
        if entry.value.is_empty() {
            entry.value = match head.and_then(|head| value_above(text, entry.label.start, head)) {
                Some(value) => value,
                None => trim_span(text, Span::new(from, line_below(text, line_end, next))),
            };
        }
        // The first word of the next label may close this line.
        let next_head = format.header.iter().find_map(|h| h.wrapped_head.as_deref());
        if let Some(at) = next_head.and_then(|head| entry.value.of(text).find(head)) {
            entry.value = trim_span(text, Span::new(entry.value.start, entry.value.start + at));
        }
    }
    entries
}

fn wrapped_head(kind: HeaderKind, format: &Format) -> Option<&str> {
    format.header.iter().find(|h| h.kind == kind)?.wrapped_head.as_deref()
}

/// What stands after the label's first word at the end of the line above.
fn value_above(text: &str, label: usize, head: &str) -> Option<Span> {
    let above = text.get(..label)?;
    let line_start = above.trim_end_matches(|c| c != '\n' && c != '\r').len();
    let before = trim(above.get(..line_start)?);
    let from = before.rfind(head)? + head.len();
    let value = trim_span(text, Span::new(from, before.len() + (before.as_ptr() as usize - text.as_ptr() as usize)));
    let one_line = !value.of(text).contains(['\n', '\r']);
    (!value.is_empty() && one_line).then_some(value)
}

fn end_of_line(text: &str, from: usize) -> usize {
    text.get(from..).and_then(|rest| rest.find(['\n', '\r'])).map_or(text.len(), |at| from + at)
}

/// End of the first line with words below `from`, but not past `limit`.
fn line_below(text: &str, from: usize, limit: usize) -> usize {
    let words = text.get(from..limit.max(from)).unwrap_or("");
    let skipped = words.len() - crate::text::trim_start(words).len();
    end_of_line(text, from + skipped).min(limit.max(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        header_entries(text, &Format::built_in()).iter().map(|e| format!("{:?}={}", e.kind, e.value.of(text))).collect()
    }

    const WANTED: [&str; 7] = [
        "CaseNumber=CM15-0000001",
        "DateAssigned=02/03/2015",
        "DateOfInjury=01/02/2015",
        "DecisionDate=03/04/2015",
        "ReviewDate=01/20/2015",
        "Priority=Standard",
        "ApplicationReceived=01/30/2015",
    ];

    #[test]
    fn two_entries_a_line_and_a_wrapped_cell() {
        let text = "Case Number: CM15-0000001 \nDate Assigned: 02/03/2015 Date of Injury:  01/02/2015 \n\
                    Decision Date: 03/04/2015 UR Denial Date:  01/20/2015 \nPriority:  Standard Application \n\
                    Received: \n\n01/30/2015 \n";
        assert_eq!(told(text), WANTED);
    }

    #[test]
    fn a_table_of_columns() {
        let text = "Case Number:     CM15-0000001\r\nDate Assigned:   02/03/2015     Date of Injury:   01/02/2015\r\n\
                    Decision Date:   03/04/2015     UR Denial Date:   01/20/2015\r\n\
                    Priority:        Standard       Application       01/30/2015\r\n                    Received:\r\n";
        assert_eq!(told(text), WANTED);
    }

    #[test]
    fn no_header_has_no_entries() {
        assert!(told("A note.\n").is_empty());
    }
}
