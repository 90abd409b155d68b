//! `explain`: prints a rule's documentation.

use super::Status;
use super::args::ExplainArgs;
use super::nearest::nearest;
use super::output::{Output, complain};
use super::rules::style;
use crate::rules::{RULES, Rule, rule};

/// Explains the rule with a code.
pub fn run(args: &ExplainArgs) -> Status {
    let code = args.code.trim().to_lowercase();
    match rule(&code) {
        Some(rule) => Output::stdout().finish_with(&explanation(rule), Status::Clean),
        None => {
            let hint = match nearest(&code, RULES.iter().map(|rule| rule.code)) {
                Some(near) => format!("did you mean {near}?"),
                None => "imr-ls rules lists every code.".to_string(),
            };
            complain(&format!("no rule has the code \"{}\"; {hint}", args.code.escape_debug()));
            Status::Failed
        }
    }
}

fn explanation(rule: &Rule) -> String {
    let bold = anstyle::Style::new().bold();
    let style = style(rule.severity);
    format!(
        "{bold}{}{bold:#} ({style}{}{style:#}, {})\n\n{}\n",
        rule.code,
        rule.severity.name(),
        rule.category.name(),
        plain(&rule.documentation()).trim_end()
    )
}

/// Markdown for a terminal: headings bold, examples indented, emphasis without its stars.
fn plain(markdown: &str) -> String {
    let bold = anstyle::Style::new().bold();
    let mut shown = String::new();
    let mut example = false;
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            example = !example;
        } else if example {
            shown.push_str(&format!("    {line}\n"));
        } else if line.starts_with('#') {
            shown.push_str(&format!("{bold}{}{bold:#}\n", line.trim_start_matches('#').trim()));
        } else {
            shown.push_str(&emphasised(line));
            shown.push('\n');
        }
    }
    shown
}

/// A line with what stands between stars or double stars in bold.
fn emphasised(line: &str) -> String {
    let bold = anstyle::Style::new().bold();
    let stars = line.replace("**", "*");
    let marker = stars.starts_with("* ");
    let (list, rest) = if marker { stars.split_at(2) } else { ("", stars.as_str()) };
    // A star that has no partner is a star.
    if rest.matches('*').count() % 2 == 1 {
        return line.to_string();
    }
    let mut shown = list.to_string();
    for (index, part) in rest.split('*').enumerate() {
        if index % 2 == 1 {
            shown.push_str(&format!("{bold}{part}{bold:#}"));
        } else {
            shown.push_str(part);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &str) {
        assert_eq!(anstream::adapter::strip_str(&plain(markdown)).to_string(), expected);
    }

    #[test]
    fn markdown_reads_like_text() {
        check("Summary.\n\n# Why\nBecause it *matters* **much**.\n", "Summary.\n\nWhy\nBecause it matters much.\n");
        check("```text\nMRI: Upheld\n```\n* one\n", "    MRI: Upheld\n* one\n");
        check("2 * 3", "2 * 3\n");
    }

    #[test]
    fn a_slip_is_understood() {
        let meant = |code| nearest(code, RULES.iter().map(|rule| rule.code));
        assert_eq!(meant("missing-feild"), Some("missing-field"));
        assert_eq!(meant("outcome-contradict"), Some("outcome-contradicts-rationale"));
        assert_eq!(meant("zzz"), None);
    }
}
