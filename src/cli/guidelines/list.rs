//! `guidelines list`: the chapters of the MTUS, or the topics of one.

use std::fmt::Write;

use serde::Serialize;

use super::{is_known, library};
use crate::cli::Status;
use crate::cli::args::{GuidelinesListArgs, TableFormat};
use crate::cli::output::Output;
use crate::cli::report::json::render;
use crate::knowledge::{Chapter, Confidence, Dates, Day, Library, Shelved, Topic};

const BOLD: anstyle::Style = anstyle::Style::new().bold();
const DIM: anstyle::Style = anstyle::Style::new().dimmed();

/// Lists the chapters, or the topics of the one that is asked for.
pub fn run(args: &GuidelinesListArgs) -> Status {
    let (library, broken) = library();
    let list = match &args.chapter {
        Some(chapter) if !is_known(&library, chapter) => return Status::Failed,
        Some(chapter) => {
            let topics: Vec<_> = library.topics_of(chapter).map(|(_, topic)| TopicObject::of(topic)).collect();
            match args.format {
                TableFormat::Json => render(&topics) + "\n",
                TableFormat::Text => topics_text(&library, chapter, &topics),
            }
        }
        None => {
            let chapters: Vec<_> = library.all_chapters().map(|chapter| ChapterObject::of(&library, chapter)).collect();
            match args.format {
                TableFormat::Json => render(&chapters) + "\n",
                TableFormat::Text => chapters_text(&chapters),
            }
        }
    };
    Output::stdout().finish_with(&list, if broken { Status::Failed } else { Status::Clean })
}

#[derive(Serialize)]
struct ChapterObject<'a> {
    id: &'a str,
    title: &'a str,
    year: u16,
    from: Option<String>,
    to: Option<String>,
    verified: bool,
    topics: usize,
    #[serde(skip)]
    in_force: String,
}

impl<'a> ChapterObject<'a> {
    fn of(library: &Library, chapter: &'a Chapter) -> ChapterObject<'a> {
        let day = |day: &Day| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day);
        let (from, to) = (chapter.from.as_ref().map(day), chapter.to.as_ref().map(day));
        let in_force = match (chapter.dates, &from, &to) {
            (Dates::Proposed, ..) => "proposed".into(),
            (_, Some(from), Some(to)) => format!("{from} to {to}"),
            (_, Some(from), None) => format!("since {from}"),
            (_, None, _) => "not known".into(),
        };
        let topics = library.topics_of(&chapter.id).count();
        let verified = chapter.dates == Dates::Official;
        ChapterObject {
            id: &chapter.id,
            title: &chapter.title,
            year: chapter.year,
            from,
            to,
            verified,
            topics,
            in_force,
        }
    }
}

#[derive(Serialize)]
struct TopicObject<'a> {
    id: &'a str,
    title: &'a str,
    pages: String,
    pages_verified: bool,
    stance: &'a str,
    pack: &'a str,
    line: usize,
}

impl<'a> TopicObject<'a> {
    fn of(topic: &'a Shelved<Topic>) -> TopicObject<'a> {
        let entry = &topic.entry;
        TopicObject {
            id: &entry.id,
            title: &entry.title,
            pages: String::from(entry.pages.clone()),
            pages_verified: entry.confidence.is_some_and(Confidence::is_certain),
            stance: &entry.stance,
            pack: &topic.pack,
            line: topic.line,
        }
    }
}

/// The chapters in a table. What is not verified has a mark.
fn chapters_text(chapters: &[ChapterObject<'_>]) -> String {
    let width = |of: fn(&ChapterObject<'_>) -> usize| chapters.iter().map(of).max().unwrap_or(0);
    let (ids, dates) = (width(|chapter| chapter.id.len()), width(|chapter| chapter.in_force.len() + 2));
    let mut list = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(list, "{BOLD}{:ids$}  {:dates$}  topics{BOLD:#}", "chapter", "in force");
    for chapter in chapters {
        let doubt = if chapter.verified || chapter.from.is_none() { "" } else { " ?" };
        let in_force = format!("{}{doubt}", chapter.in_force);
        let _ = writeln!(list, "{:ids$}  {in_force:dates$}  {:>6}", chapter.id, chapter.topics);
    }
    list.push_str("\n?  not verified\nimr-ls guidelines list --chapter ID names the topics of a chapter.\n");
    list
}

fn topics_text(library: &Library, chapter: &str, topics: &[TopicObject<'_>]) -> String {
    let mut list = String::new();
    if let Some(chapter) = library.chapter_of(chapter).and_then(|chapter| library.chapter(chapter)) {
        // Writing to a string does not fail.
        let _ = writeln!(list, "{BOLD}{}, {}{BOLD:#}", chapter.title, chapter.year);
    }
    if topics.is_empty() {
        list.push_str("No topics of it are known.\n");
        return list;
    }
    let titles = topics.iter().map(|topic| topic.title.chars().count()).max().unwrap_or(0).min(64);
    let pages = |topic: &TopicObject<'_>| match (topic.pages.is_empty(), topic.pages_verified) {
        (true, _) => String::new(),
        (false, true) => format!("p. {}", topic.pages),
        (false, false) => format!("p. {} ?", topic.pages),
    };
    let width = topics.iter().map(|topic| pages(topic).len()).max().unwrap_or(0);
    for topic in topics {
        let line = format!("{:titles$}  {:width$}  {DIM}{}{DIM:#}", topic.title, pages(topic), topic.stance);
        // Nothing is behind the pages of a topic without a stance.
        list.push_str(line.strip_suffix(&format!("{DIM}{DIM:#}")).unwrap_or(&line).trim_end());
        list.push('\n');
    }
    if topics.iter().any(|topic| !topic.pages.is_empty() && !topic.pages_verified) {
        list.push_str("\n?  page not verified; imr-ls guidelines import reads the pages of your own copy.\n");
    }
    list.push_str("imr-ls guidelines show TOPIC tells what is known of one.\n");
    list
}
