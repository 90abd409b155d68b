//! SARIF 2.1.0, for code scanning services.

use serde_json::{Value, json};

use super::{Checked, Counts, Report, Shown};
use crate::draft::Draft;
use crate::features::place_of;
use crate::rules::{RULES, Severity};
use crate::text::{Encoding, Span};

/// One log with one run, written file by file.
pub struct SarifReport;

impl Report for SarifReport {
    fn begin(&self) -> String {
        let rules: Vec<Value> = RULES
            .iter()
            .map(|rule| {
                json!({
                    "id": rule.code,
                    "shortDescription": { "text": rule.summary() },
                    "help": { "text": rule.documentation(), "markdown": rule.documentation() },
                    "defaultConfiguration": { "level": level(rule.severity) },
                    "properties": { "category": rule.category.name() },
                })
            })
            .collect();
        let driver = json!({ "name": "imr-ls", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
        format!(
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"tool\":{{\"driver\":{driver}}},\"columnKind\":\"utf16CodeUnits\",\"results\":[\n"
        )
    }

    fn file(&self, checked: &Checked) -> String {
        let uri = uri(checked.name);
        let results = checked.shown.iter().map(|shown| result(shown, checked.draft, &uri).to_string());
        results.collect::<Vec<_>>().join(",\n")
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn end(&self, _: &Counts) -> String {
        "\n]}]}\n".into()
    }
}

fn result(shown: &Shown, draft: &Draft, uri: &str) -> Value {
    let finding = shown.placed.finding;
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(shown.severity),
        "message": { "text": finding.message },
        "locations": [location(shown.placed.span, draft, uri)],
        // The place as an entry of `.imr-allow.toml` names it.
        "partialFingerprints": { "imrPlace/v1": place_of(draft, shown.placed.block, finding) },
    });
    let related: Vec<Value> = shown
        .related(draft)
        .enumerate()
        .map(|(id, (span, message))| {
            let mut place = location(span, draft, uri);
            insert(&mut place, "id", json!(id));
            insert(&mut place, "message", json!({ "text": message }));
            place
        })
        .collect();
    if !related.is_empty() {
        insert(&mut result, "relatedLocations", Value::Array(related));
    }
    if let Some(index) = RULES.iter().position(|rule| rule.code == finding.code) {
        insert(&mut result, "ruleIndex", json!(index));
    }
    result
}

fn insert(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.into(), value);
    }
}

fn location(span: Span, draft: &Draft, uri: &str) -> Value {
    let range = draft.text().range(span, Encoding::Utf16);
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri },
            "region": {
                "startLine": range.start.line + 1,
                "startColumn": range.start.character + 1,
                "endLine": range.end.line + 1,
                "endColumn": range.end.character + 1,
            },
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

/// A path as a URI: relative as it is, absolute with its scheme.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_string() };
    let mut uri = String::with_capacity(path.len());
    let drive = path.as_bytes().get(1) == Some(&b':') && cfg!(windows);
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if drive {
        uri.push_str("file:///");
    }
    for (index, byte) in path.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b':' if drive && index == 1 => uri.push(':'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri("drafts/a b.imr"), "drafts/a%20b.imr");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
        #[cfg(unix)]
        assert_eq!(uri("/tmp/é:.txt"), "file:///tmp/%C3%A9%3A.txt");
    }
}
