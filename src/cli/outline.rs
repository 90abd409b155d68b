//! `outline`: prints the sections and items of a draft.

use std::fmt::Write;
use std::path::Path;

use serde::Serialize;

use super::Status;
use super::args::{OutlineArgs, TableFormat};
use super::config::tell;
use super::output::{Output, complain, remark};
use super::report::json::render;
use crate::config::{Discovery, read_file, read_stdin};
use crate::draft::Draft;
use crate::features::{Agreement, agreement, verdict_words};
use crate::letter::{Outcome, SectionKind};
use crate::rules::BlockFacts;
use crate::text::fold;

/// A longer title is cut, in characters.
const TITLE: usize = 64;

/// Prints a draft's outline.
pub fn run(args: &OutlineArgs) -> Status {
    let (name, read) = match args.file.as_os_str() == "-" {
        true => ("<stdin>".to_string(), read_stdin()),
        false => (args.file.display().to_string(), read_file(&args.file)),
    };
    let decoded = match read {
        Ok(decoded) => decoded,
        Err(why) => {
            complain(&format!("{name} {why}."));
            return Status::Failed;
        }
    };
    if decoded.lossy {
        remark(&format!("{name} is not all valid UTF-8 text."));
    }
    let found = Discovery::default();
    let config = match args.file.as_os_str() == "-" {
        true => found.of_folder(Path::new(".")),
        false => found.of_file(&args.file),
    };
    let broken = tell(&config);
    let draft = Draft::read_by(&decoded.text, config.standard());
    let outline = Outline::of(&draft);
    let shown = match args.format {
        TableFormat::Json => render(&outline) + "\n",
        TableFormat::Text => outline.text(),
    };
    Output::stdout().finish_with(&shown, if broken { Status::Failed } else { Status::Clean })
}

#[derive(Serialize)]
struct Outline {
    sections: Vec<SectionObject>,
    items: Vec<ItemObject>,
}

#[derive(Serialize)]
struct SectionObject {
    kind: SectionKind,
    title: String,
    line: usize,
}

#[derive(Serialize)]
struct ItemObject {
    index: usize,
    title: String,
    outcome: Option<String>,
    verdict: &'static str,
    line: usize,
    #[serde(skip)]
    concludes: &'static str,
    #[serde(skip)]
    agreement: Agreement,
}

impl Outline {
    fn of(draft: &Draft) -> Outline {
        let line = |block: usize, at: usize| draft.text().line_of(draft.block_span(block).start + at);
        let mut sections = Vec::new();
        for (block, read) in draft.read().iter().enumerate() {
            if let BlockFacts::Section(section) = &read.facts {
                let heading = fold(section.heading.of(&draft.block_text(block)));
                sections.push(SectionObject {
                    kind: section.kind,
                    title: heading.trim_end_matches([':', ' ']).to_string(),
                    line: line(block, section.heading.start),
                });
            }
        }
        let items = draft.items().map(|item| ItemObject {
            index: item.index,
            title: item.facts.title.clone(),
            outcome: item.facts.outcome.as_ref().map(|o| match o.outcome {
                Some(outcome) => Outcome::word(outcome).to_string(),
                None => fold(&o.text),
            }),
            verdict: item.facts.verdict.as_ref().map_or("none", |reading| reading.name()),
            line: line(item.block, item.facts.heading().start),
            concludes: verdict_words(item.facts.verdict.as_ref()),
            agreement: agreement(item.facts),
        });
        Outline { sections, items: items.collect() }
    }

    /// A tree with line numbers; an item whose rationale contradicts its outcome is marked.
    fn text(&self) -> String {
        if self.sections.is_empty() && self.items.is_empty() {
            return "No sections and no items.\n".into();
        }
        let lines = self.sections.iter().map(|s| s.line).chain(self.items.iter().map(|i| i.line));
        let columns = Columns {
            line: (lines.max().unwrap_or(0) + 1).to_string().len(),
            title: self.items.iter().map(|i| short(&i.title).chars().count()).max().unwrap_or(0),
            outcome: self.items.iter().filter_map(|i| i.outcome.as_ref()).map(|o| o.chars().count()).max(),
        };
        let mut sections = self.sections.iter().peekable();
        let mut shown = String::new();
        for item in &self.items {
            while let Some(section) = sections.next_if(|section| section.line < item.line) {
                section.write(&columns, &mut shown);
            }
            item.write(&columns, &mut shown);
        }
        sections.for_each(|section| section.write(&columns, &mut shown));
        shown
    }
}

/// How wide the columns of the tree are.
struct Columns {
    line: usize,
    title: usize,
    outcome: Option<usize>,
}

const DIM: anstyle::Style = anstyle::Style::new().dimmed();
const BOLD: anstyle::Style = anstyle::Style::new().bold();
const RED: anstyle::Style = anstyle::Style::new().bold().fg_color(Some(anstyle::Color::Ansi(anstyle::AnsiColor::Red)));

impl SectionObject {
    fn write(&self, columns: &Columns, out: &mut String) {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{DIM}{:>w$}{DIM:#}  {BOLD}{}{BOLD:#}", self.line + 1, self.title, w = columns.line);
    }
}

impl ItemObject {
    fn write(&self, columns: &Columns, out: &mut String) {
        let title = match short(&self.title) {
            title if title.is_empty() => "(no title)".to_string(),
            title => title,
        };
        let outcome = self.outcome.as_deref().unwrap_or("-");
        let contradicts = self.agreement == Agreement::Disagree;
        let style = if contradicts { RED } else { anstyle::Style::new() };
        let mark = if contradicts { "  <- contradicts the outcome" } else { "" };
        let _ = writeln!(
            out,
            "{DIM}{:>l$}{DIM:#}    {:>2}. {title:t$}  {style}{outcome:o$}  {}{mark}{style:#}",
            self.line + 1,
            self.index + 1,
            self.concludes,
            l = columns.line,
            t = columns.title,
            o = columns.outcome.unwrap_or(1),
        );
    }
}

fn short(title: &str) -> String {
    match title.char_indices().nth(TITLE) {
        Some((cut, _)) => format!("{}…", title.get(..cut).unwrap_or(title).trim_end()),
        None => title.to_string(),
    }
}
