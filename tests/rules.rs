//! Every rule by its examples: `tests/rules/<code>.md` shows drafts that it flags and drafts on which all rules are silent.
//!
//! A fenced block `flagged` or `silent` holds a draft; with `items` behind it, only the items of one, with `summary` only the
//! text of a summary, which are set into a sound letter. Under a line, `^^^^ code` marks the words of a finding: marks and findings match one to one.

use std::fmt::Write as _;
use std::path::Path;

use imr_ls::draft::Draft;
use imr_ls::rules::RULES;
use imr_ls::text::Encoding;

const FRAME: &str = "\
HOW THE IMR FINAL DETERMINATION WAS MADE
An expert reviewer who has no affiliation with the parties and is in active practice read the case file.
State(s) of Licensure: California

CLINICAL CASE SUMMARY
This summary was written after a review of the case file and all medical records. The worker is 40 years old.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

";

/// What stands before a summary's text: an injury of 13 October 2014, a denial of 20 January, a decision of 4 March 2015.
const HEAD: &str = "\
Case Number: CM15-0000001
Date Assigned: 02/03/2015 Date of Injury: 10/13/2014
Decision Date: 03/04/2015 UR Denial Date: 01/20/2015
Priority: Standard Application
Received: 01/30/2015

HOW THE IMR FINAL DETERMINATION WAS MADE
An expert reviewer who has no affiliation with the parties and is in active practice read the case file.
State(s) of Licensure: California

CLINICAL CASE SUMMARY
This summary was written after a review of the case file and all medical records.
";

/// What stands behind it.
const TAIL: &str = "
IMR ISSUES, DECISIONS AND RATIONALES

MRI of the left knee: Upheld

Claims Administrator guideline: None was cited.

MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.

Decision rationale: The knee is stable. The request is not medically necessary.
";

struct Example {
    line: usize,
    flagged: bool,
    draft: String,
    wanted: Vec<String>,
}

fn examples(markdown: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut inside: Option<Example> = None;
    let mut number = 0;
    for (line, text) in markdown.lines().enumerate() {
        match (&mut inside, text.strip_prefix("```")) {
            (None, Some(kind)) if kind.starts_with("flagged") || kind.starts_with("silent") => {
                let frame = match kind.split_once(' ') {
                    Some((_, "items")) => FRAME,
                    Some((_, "summary")) => HEAD,
                    _ => "",
                };
                number = frame.lines().count();
                inside = Some(Example {
                    line: line + 1,
                    flagged: kind.starts_with("flagged"),
                    draft: frame.to_string(),
                    wanted: Vec::new(),
                });
            }
            (Some(example), Some(_)) => {
                if example.draft.starts_with(HEAD) {
                    example.draft.push_str(TAIL);
                }
                found.extend(inside.take());
            }
            (Some(example), None) => match text.trim_start().strip_prefix('^') {
                Some(rest) => {
                    let start = text.len() - rest.len() - 1;
                    let code = rest.trim_start_matches('^');
                    let end = text.len() - code.len();
                    example.wanted.push(format!("{}:{start}-{end} {}", number - 1, code.trim()));
                }
                None => {
                    example.draft.push_str(text);
                    example.draft.push('\n');
                    number += 1;
                }
            },
            _ => {}
        }
    }
    found
}

fn found(text: &str) -> Vec<String> {
    let draft = Draft::new(text);
    draft
        .findings()
        .iter()
        .map(|placed| {
            let range = draft.text().range(placed.span, Encoding::Utf32);
            let lines = match range.end.line - range.start.line {
                0 => String::new(),
                more => format!("+{more}"),
            };
            format!(
                "{}:{}-{}{lines} {}",
                range.start.line, range.start.character, range.end.character, placed.finding.code
            )
        })
        .collect()
}

#[test]
fn every_rule_keeps_to_its_examples() {
    let mut wrong = String::new();
    for rule in RULES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/rules/{}.md", rule.code));
        let markdown = std::fs::read_to_string(&path).unwrap_or_default();
        let examples = examples(&markdown);
        let flags = |e: &&Example| e.flagged && e.wanted.iter().any(|w| w.ends_with(&format!(" {}", rule.code)));
        if examples.iter().filter(flags).count() == 0 || !examples.iter().any(|e| !e.flagged) {
            let _ = writeln!(wrong, "{}: needs a flagged and a silent example", rule.code);
        }
        for example in examples {
            let at = format!("{}.md:{}", rule.code, example.line);
            if example.flagged == example.wanted.is_empty() {
                let _ = writeln!(wrong, "{at}: marks do not fit the kind of example");
            }
            let mut wanted = example.wanted.clone();
            wanted.sort();
            for (ends, text) in [("LF", example.draft.clone()), ("CRLF", example.draft.replace('\n', "\r\n"))] {
                let mut found = found(&text);
                found.sort();
                if found != wanted {
                    let _ = writeln!(wrong, "{at} ({ends}): found {found:?}, wanted {wanted:?}");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_rule_is_documented() {
    for rule in RULES {
        let documentation = rule.documentation();
        let mut from = 0;
        for heading in ["# What it checks", "# Why", "# Example", "# Instead", "# Source"] {
            let at = documentation[from..].find(heading);
            let at = from + at.unwrap_or_else(|| panic!("{}: no heading {heading}, or not in its place", rule.code));
            let text = documentation[at + heading.len()..].trim_start();
            assert!(!text.is_empty() && !text.starts_with('#'), "{}: nothing under {heading}", rule.code);
            from = at;
        }
        assert!(rule.summary().ends_with('.'), "{}: the summary is a sentence", rule.code);
    }
}

#[test]
fn codes_are_unique_and_named_like_their_files() {
    let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), RULES.len());
    for code in codes {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/rules/{}.rs", code.replace('-', "_")));
        assert!(file.exists(), "{}", file.display());
    }
}

/// Applying any fix cures its finding.
#[test]
fn fixes_cure() {
    for rule in RULES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/rules/{}.md", rule.code));
        for example in examples(&std::fs::read_to_string(&path).unwrap_or_default()) {
            let draft = Draft::new(&example.draft);
            for placed in draft.findings() {
                for fix in &placed.finding.fixes {
                    let mut fixed = draft.clone();
                    for edit in fix.edits.iter().rev() {
                        fixed.edit(draft.resolve(edit.place, placed.block), &edit.text);
                    }
                    let same = |d: &Draft| {
                        d.findings()
                            .iter()
                            .filter(|p| {
                                p.finding.code == placed.finding.code && p.finding.message == placed.finding.message
                            })
                            .count()
                    };
                    assert!(
                        same(&fixed) < same(&draft),
                        "{}.md:{}: “{}” does not cure",
                        rule.code,
                        example.line,
                        fix.title
                    );
                }
            }
        }
    }
}
