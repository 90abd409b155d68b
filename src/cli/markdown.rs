//! Markdown of ours for a terminal: strong words bold, doubts dim, lists and quotations set in, lines of a good length.

use std::fmt::Write;

/// Lines are no longer, in characters.
const WIDTH: usize = 100;

const BOLD: anstyle::Style = anstyle::Style::new().bold();
const DIM: anstyle::Style = anstyle::Style::new().dimmed();

/// Markdown as it is shown on a terminal; colour codes are taken out where there is none.
pub fn terminal(markdown: &str) -> String {
    let mut shown = String::new();
    for line in markdown.lines() {
        let (first, behind, rest) = match line {
            "---" => ("", "", "----"),
            _ if line.starts_with("- ") => ("  - ", "    ", line.trim_start_matches("- ")),
            _ if line.starts_with('>') => ("    ", "    ", line.trim_start_matches(['>', ' '])),
            _ => ("", "", line),
        };
        lay(first, behind, &words(rest), &mut shown);
        shown.push('\n');
    }
    shown
}

/// A word and how it is shown.
type Word = (String, anstyle::Style);

/// The words of a line, without marks.
fn words(line: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut bold, mut dim, mut fresh) = (false, false, true);
    let mut chars = line.chars().peekable();
    let mut add = |c: char, bold: bool, dim: bool, fresh: &mut bool| {
        let style = if bold {
            BOLD
        } else if dim {
            DIM
        } else {
            anstyle::Style::new()
        };
        match words.last_mut() {
            Some((word, _)) if !*fresh => word.push(c),
            _ => words.push((c.to_string(), style)),
        }
        *fresh = false;
    };
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                if let Some(c) = chars.next() {
                    add(c, bold, dim, &mut fresh);
                }
            }
            '*' if chars.next_if_eq(&'*').is_some() => bold = !bold,
            '*' => dim = !dim,
            '`' | '[' => {}
            ']' if chars.next_if_eq(&'(').is_some() => {
                fresh = true;
                add('(', bold, dim, &mut fresh);
                while let Some(c) = chars.next_if(|c| *c != ')') {
                    add(c, bold, dim, &mut fresh);
                }
            }
            c if c.is_whitespace() => fresh = true,
            c => add(c, bold, dim, &mut fresh),
        }
    }
    words
}

fn lay(first: &str, behind: &str, words: &[Word], shown: &mut String) {
    let mut column = first.chars().count();
    if !words.is_empty() {
        shown.push_str(first);
    }
    let mut fresh = true;
    for (word, style) in words {
        let width = word.chars().count();
        if !fresh && column + 1 + width > WIDTH {
            shown.push('\n');
            shown.push_str(behind);
            column = behind.chars().count();
        } else if !fresh {
            shown.push(' ');
            column += 1;
        }
        // Writing to a string does not fail.
        let _ = write!(shown, "{style}{word}{style:#}");
        column += width;
        fresh = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &str) {
        assert_eq!(anstream::adapter::strip_str(&terminal(markdown)).to_string(), expected);
    }

    #[test]
    fn markdown_reads_like_text() {
        check("**Yoga**, p. 126 *(page not verified)*", "Yoga, p. 126 (page not verified)\n");
        check(
            "- [8 CCR 1](https://a.b/c) \\*d\n\n> e\n>\n> — f",
            "  - 8 CCR 1 (https://a.b/c) *d\n\n    e\n\n    — f\n",
        );
        check("---", "----\n");
        let long = "word ".repeat(30);
        let lines = terminal(&format!("- {long}"));
        assert!(
            lines
                .lines()
                .all(|line| line.chars().count() <= WIDTH && line.starts_with("    ") | line.starts_with("  - "))
        );
        assert_eq!(lines.lines().count(), 2);
    }

    #[test]
    fn strong_words_are_bold() {
        assert_eq!(terminal("a **b** c"), format!("a {BOLD}b{BOLD:#} c\n"));
    }
}
