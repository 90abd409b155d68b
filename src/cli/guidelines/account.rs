//! What an import found, in words: topics, pages, doubts, and how the pack is used.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use crate::config::{Config, FILE, folder_of, shown, whole_file};
use crate::knowledge::{Import, Level, Library, Pages};

const BOLD: anstyle::Style = anstyle::Style::new().bold();
/// Lines are no longer, in characters.
const WIDTH: usize = 100;

/// Tells what was found, and what to do with the pack in this file under these settings.
pub fn account(import: &Import, output: &Path, config: &Config) -> String {
    let mut told = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(told, "{BOLD}{}{BOLD:#}", guideline(import));
    let all = import.found.len() + import.missing.len();
    let _ = writeln!(told, "{} of {all} known topics found, and written to {}.", import.found.len(), output.display());
    let news = import.found.iter().filter(|found| found.is_news() && !found.pages.0.is_empty()).count();
    let _ = writeln!(told, "{news} of them have pages that were not verified, or not known, until now.");
    if import.pages.is_none() {
        told.push_str("Its footers do not tell how many pages it has, so whether the file is whole is not known.\n");
    }
    differing(import, &mut told);
    missing(import, &mut told);
    lines(
        &import.dropped,
        "Names of topics that break the order of topics and pages; they were passed over:",
        &mut told,
    );
    lines(
        &import.unknown,
        "Headings of topics that imr-ls does not know; their text is kept with the topic before:",
        &mut told,
    );
    if !import.absent.is_empty() {
        heading("Pages without text, where topics may have been missed:", &mut told);
        wrapped(import.absent.iter().map(u16::to_string), ", ", &mut told);
    }
    usage(output, config, &mut told);
    told
}

fn guideline(import: &Import) -> String {
    let library = Library::built_in();
    let chapter = library.chapter_of(&import.chapter).and_then(|chapter| library.chapter(chapter));
    chapter.map_or(import.chapter.clone(), |chapter| format!("{}, {}", chapter.title, chapter.year))
}

fn differing(import: &Import, told: &mut String) {
    let differing: Vec<_> = import.found.iter().filter(|found| found.differs()).collect();
    let same = import.found.iter().filter(|found| !found.differs() && !found.shipped.0.is_empty()).count();
    if differing.is_empty() {
        return;
    }
    heading(&format!("{} differ from the built-in pages ({same} agree):", pages_of(differing.len())), told);
    let width = differing.iter().map(|found| found.title.chars().count()).max().unwrap_or(0).min(64);
    for found in differing {
        let was = page(&found.shipped);
        let _ = writeln!(told, "  {:width$}  {}, built in: {was}", found.title, page(&found.pages));
    }
}

fn pages_of(topics: usize) -> String {
    if topics == 1 { "The pages of 1 topic".into() } else { format!("The pages of {topics} topics") }
}

fn page(pages: &Pages) -> String {
    let several = pages.0.len() > 1 || pages.0.iter().any(|(first, last)| first < last);
    format!("{} {pages}", if several { "pp." } else { "p." })
}

fn missing(import: &Import, told: &mut String) {
    let of = |level: Level| import.missing.iter().filter(move |missing| missing.level == level);
    for (level, head) in [
        (
            Level::Heading,
            "Not found under a heading. What is built in stays in use; the topic before one may be told to end too late:",
        ),
        (Level::Entry, "Not found inside the topic that they belong to:"),
        (Level::Part1, "Not found in the introduction, whose parts have names of ours:"),
    ] {
        if of(level).next().is_some() {
            heading(head, told);
            wrapped(of(level).map(|missing| missing.title.clone()), "; ", told);
        }
    }
}

/// Lines with their pages, each once.
fn lines(found: &[(String, u16)], head: &str, told: &mut String) {
    if found.is_empty() {
        return;
    }
    heading(head, told);
    let each: BTreeMap<(u16, &str), ()> = found.iter().map(|(line, page)| ((*page, line.as_str()), ())).collect();
    wrapped(each.keys().map(|(page, line)| format!("{line} (p. {page})")), "; ", told);
}

fn heading(words: &str, told: &mut String) {
    let _ = writeln!(told, "\n{BOLD}{words}{BOLD:#}");
}

/// Entries one behind the other, set in.
fn wrapped(entries: impl Iterator<Item = String>, between: &str, told: &mut String) {
    let mut entries = entries.peekable();
    let mut column = 0;
    while let Some(entry) = entries.next() {
        let end = if entries.peek().is_some() { between.trim_end() } else { "" };
        let width = entry.chars().count() + end.len();
        match column {
            0 => told.push_str("  "),
            column if column + 1 + width > WIDTH => told.push_str("\n  "),
            _ => told.push(' '),
        }
        column = if column == 0 || column + 1 + width > WIDTH { 2 + width } else { column + 1 + width };
        told.push_str(&entry);
        told.push_str(end);
    }
    told.push('\n');
}

/// How the pack comes to be used, and what not to do with it.
fn usage(output: &Path, config: &Config, told: &mut String) {
    let path = whole_file(output);
    let folder = config.path.as_deref().map(folder_of);
    let below = folder.and_then(|folder| path.strip_prefix(folder).ok());
    let name = match (folder, below) {
        (_, Some(below)) => below.display().to_string(),
        (Some(_), None) => path.display().to_string(),
        (None, None) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    };
    told.push('\n');
    let _ = match &config.path {
        Some(_) if config.packs.iter().any(|pack| whole_file(&pack.path) == path) => {
            writeln!(
                told,
                "{} names the pack already: it is in use.",
                config.path.as_deref().map(shown).unwrap_or_default()
            )
        }
        Some(file) => writeln!(told, "To use it, add it to the packs in {}:\n  packs = [{name:?}]", shown(file)),
        None => writeln!(told, "To use it, name it in an {FILE} beside it:\n  packs = [{name:?}]"),
    };
    told.push_str(
        "The pack holds the guideline's own words, which are under copyright: keep it to yourself, do not pass it on,\n\
         and do not commit it to a repository (a line in .gitignore helps). Nothing was sent anywhere.\n",
    );
}
