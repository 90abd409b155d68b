//! JSON: one object with every file, or one object a line for each file.

use serde::Serialize;

use super::{Checked, Counts, Report, Shown};
use crate::draft::Draft;
use crate::text::{Encoding, Position, Span};

/// One object, written file by file.
pub struct JsonReport;

/// One file object a line.
pub struct LinesReport;

impl Report for JsonReport {
    fn begin(&self) -> String {
        "{\"version\":1,\"files\":[\n".into()
    }

    fn file(&self, checked: &Checked) -> String {
        render(&FileObject::of(checked))
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn end(&self, counts: &Counts) -> String {
        format!("\n],\"summary\":{}}}\n", render(counts))
    }
}

impl Report for LinesReport {
    fn file(&self, checked: &Checked) -> String {
        render(&FileObject::of(checked)) + "\n"
    }
}

/// A value as JSON.
pub fn render(value: &impl Serialize) -> String {
    // Only maps whose keys are no strings, or a type that refuses, make this fail; there are none.
    serde_json::to_string(value).unwrap_or_default()
}

#[derive(Serialize)]
struct FileObject<'a> {
    path: &'a str,
    findings: Vec<FindingObject<'a>>,
}

#[derive(Serialize)]
struct FindingObject<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    range: RangeObject,
    item_index: Option<usize>,
    related: Vec<RelatedObject<'a>>,
    fixes: Vec<&'a str>,
}

#[derive(Serialize)]
struct RelatedObject<'a> {
    message: &'a str,
    range: RangeObject,
}

#[derive(Serialize)]
struct RangeObject {
    start: PositionObject,
    end: PositionObject,
}

#[derive(Serialize)]
struct PositionObject {
    line: u32,
    character: u32,
}

impl<'a> FileObject<'a> {
    fn of(checked: &'a Checked) -> FileObject<'a> {
        let findings = checked.shown.iter().map(|shown| FindingObject::of(shown, checked.draft));
        FileObject { path: checked.name, findings: findings.collect() }
    }
}

impl<'a> FindingObject<'a> {
    fn of(shown: &'a Shown, draft: &'a Draft) -> FindingObject<'a> {
        let finding = shown.placed.finding;
        FindingObject {
            code: finding.code,
            severity: shown.severity.name(),
            message: &finding.message,
            range: RangeObject::of(shown.placed.span, draft),
            item_index: shown.placed.item,
            related: shown
                .related(draft)
                .map(|(span, message)| RelatedObject { message, range: RangeObject::of(span, draft) })
                .collect(),
            fixes: finding.fixes.iter().map(|fix| fix.title.as_str()).collect(),
        }
    }
}

impl RangeObject {
    fn of(span: Span, draft: &Draft) -> RangeObject {
        let range = draft.text().range(span, Encoding::Utf16);
        RangeObject { start: range.start.into(), end: range.end.into() }
    }
}

impl From<Position> for PositionObject {
    fn from(position: Position) -> PositionObject {
        PositionObject { line: position.line, character: position.character }
    }
}
