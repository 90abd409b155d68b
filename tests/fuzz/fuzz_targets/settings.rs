//! Any text as `imr.toml`, as `.imr-allow.toml` and as a pack: what is wrong is told at a place that exists, and what is
//! left is used.
//!
//! Run with `tests/fuzz/run settings MINUTES`.
#![no_main]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use imr_ls::config::{ALLOW_FILE, AllowList, Parsed, Problem};
use imr_ls::draft::Draft;
use imr_ls::knowledge::{Library, Pack};
use imr_ls::letter::Format;
use imr_ls::rules::Standard;
use imr_ls::text::{Span, Text};
use libfuzzer_sys::fuzz_target;

const LETTER: &str = "CLINICAL CASE SUMMARY\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\nMRI of the knee: Upheld\n\n\
    Claims Administrator guideline: None.\n\nMAXIMUS guideline: Decision based on MTUS Knee Complaints 2004, Section(s): \
    Special Studies.\n\nDecision rationale: There is no locking. The request is not medically necessary.\n";

fn exists(line: usize, column: usize, message: &str, source: &str) {
    let text = Text::new(source);
    assert!(0 < line && line <= text.line_count(), "line {line}: {message}");
    let words = text.slice(text.line_span(line - 1)).chars().count();
    assert!(0 < column && column <= words + 2, "column {column} of {words}: {message}");
}

fn exist(problems: &[Problem], source: &str) {
    problems.iter().for_each(|problem| exists(problem.line, problem.column, &problem.message, source));
}

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);

    let parsed = Parsed::read(&source);
    exist(&parsed.problems, &source);
    parsed.settings(None);
    parsed.excludes(Path::new("a/b.imr"));
    let list = AllowList::read(PathBuf::from("/drafts").join(ALLOW_FILE), &source);
    exist(&list.problems, &source);
    let (_, unheld) = list.judge(Path::new("/drafts/a.imr"), None, &[("no-items", "0123456789abcdef".into())]);
    exist(&unheld, &source);

    let (pack, faults) = Pack::read("own.toml", &source);
    faults.iter().for_each(|fault| exists(fault.line, fault.column, &fault.message, &source));
    let known = pack.is_empty() && Arc::ptr_eq(&parsed.format, &Format::built_in());
    if known || source.len() > 1000 {
        return;
    }
    // The oracle holds by whatever standard a letter is read.
    let standard = Standard { format: parsed.format, library: Arc::new(Library::with(vec![pack]).0) };
    let mut draft = Draft::read_by(LETTER, standard.clone());
    let end = source.char_indices().nth(60).map_or(source.len(), |(at, _)| at);
    draft.edit(Span::new(200, 210), &source[..end]);
    assert!(draft == Draft::read_by(&draft.text().to_string(), standard), "an edited draft differs from a fresh one");
});
