//! `rules`: lists what is checked.

use std::fmt::Write;

use serde::Serialize;

use super::Status;
use super::args::{RulesArgs, TableFormat};
use super::output::Output;
use super::report::json::render;
use crate::rules::{Category, RULES, Severity};

/// The categories in the order of the list.
const CATEGORIES: [Category; 5] =
    [Category::Structure, Category::Decision, Category::Guideline, Category::Consistency, Category::Text];

/// Prints every rule.
pub fn run(args: &RulesArgs) -> Status {
    let list = match args.format {
        TableFormat::Text => text(),
        TableFormat::Json => {
            let rules = RULES.iter().map(|rule| RuleObject {
                code: rule.code,
                severity: rule.severity.name(),
                category: rule.category.name(),
                summary: rule.summary(),
            });
            render(&rules.collect::<Vec<_>>()) + "\n"
        }
    };
    Output::stdout().finish_with(&list, Status::Clean)
}

#[derive(Serialize)]
struct RuleObject {
    code: &'static str,
    severity: &'static str,
    category: &'static str,
    summary: &'static str,
}

fn text() -> String {
    let bold = anstyle::Style::new().bold();
    let width = RULES.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    let mut list = String::new();
    for category in CATEGORIES {
        let mut rules = RULES.iter().filter(|rule| rule.category == category).peekable();
        if rules.peek().is_none() {
            continue;
        }
        // Writing to a string does not fail.
        let _ = writeln!(list, "{bold}{}{bold:#}", category.name());
        for rule in rules {
            let style = style(rule.severity);
            let _ = writeln!(
                list,
                "  {:width$}  {style}{:11}{style:#}  {}",
                rule.code,
                rule.severity.name(),
                rule.summary()
            );
        }
        list.push('\n');
    }
    list.push_str("imr-ls explain CODE tells more about a rule.\n");
    list
}

/// The colour of a severity.
pub fn style(severity: Severity) -> anstyle::Style {
    let colour = match severity {
        Severity::Error => anstyle::AnsiColor::Red,
        Severity::Warning => anstyle::AnsiColor::Yellow,
        Severity::Information => anstyle::AnsiColor::Cyan,
        Severity::Hint => anstyle::AnsiColor::Green,
    };
    anstyle::Style::new().fg_color(Some(colour.into()))
}
