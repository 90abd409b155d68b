//! The entries of our own packs by a scan of their lines: the first letter does not wait until all of them are read. An
//! entry is read as a whole when it is asked for. The scan knows no more TOML than our packs are written in; a test holds
//! it against the real reading.

use memchr::memmem::find_iter;
use memchr::{memchr, memchr_iter};

/// What an entry is called, which is known before the rest of it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Called<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title or name.
    pub title: &'a str,
    /// The id of its chapter, where it belongs to one.
    pub chapter: &'a str,
    /// The year of its edition; 0 where it has none.
    pub year: u16,
    /// Its other names, shown or not.
    pub names: Vec<&'a str>,
    /// Wordings that mean little in prose.
    pub weak: Vec<&'a str>,
}

/// The entries of a pack, each with its line, from 1. None stands on the pack's first line.
pub(super) fn entries(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut starts = find_iter(source.as_bytes(), b"\n[[").map(|end_before| end_before + 1).peekable();
    let (mut counted, mut number) = (0, 1);
    std::iter::from_fn(move || {
        let start = starts.next()?;
        number += source.as_bytes().get(counted..start).map_or(0, |before| memchr_iter(b'\n', before).count());
        counted = start;
        let end = starts.peek().copied().unwrap_or(source.len());
        Some((number, source.get(start..end)?))
    })
}

impl<'a> Called<'a> {
    /// Of the entry that is written so.
    pub fn scan(entry: &'a str) -> Called<'a> {
        let mut called = Called::default();
        // The key whose list goes on, where one does.
        let mut list = None;
        for line in lines(entry) {
            // What stands further in goes on with a list; most lines are of no use here.
            let (key, value) = match (line.as_bytes().first(), list) {
                (Some(b' '), Some(key)) => (key, line),
                (Some(b'a' | b'c' | b'i' | b'n' | b't' | b'v' | b'w' | b'y'), _) => {
                    let end = memchr(b' ', line.as_bytes()).unwrap_or(line.len());
                    line.split_at(end)
                }
                (Some(b' '), None) => continue,
                _ => ("", ""),
            };
            list = (line.starts_with(' ') || value.ends_with('[')).then_some(key);
            match key {
                "id" => called.id = first(value),
                "title" | "name" => called.title = first(value),
                "chapter" => called.chapter = first(value),
                "year" => called.year = value.trim_start_matches([' ', '=']).parse().unwrap_or(0),
                "aliases" | "variants" => called.names.extend(quoted(value)),
                "weak" => called.weak.extend(quoted(value)),
                _ => {}
            }
        }
        called
    }

    /// Only the id of the entry that is written so: it stands first.
    pub fn id(entry: &str) -> &str {
        first(entry)
    }
}

/// The lines of a text without their ends.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).filter_map(move |end| {
        let from = std::mem::replace(&mut start, end + 1);
        let line = text.get(from..end)?;
        Some(line.strip_suffix('\r').unwrap_or(line))
    })
}

/// The first value between quotation marks.
fn first(value: &str) -> &str {
    quoted(value).next().unwrap_or_default()
}

/// The values between quotation marks.
fn quoted(mut rest: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let opened = rest.get(memchr(b'"', rest.as_bytes())? + 1..)?;
        let end = memchr(b'"', opened.as_bytes())?;
        rest = opened.get(end + 1..)?;
        opened.get(..end)
    })
}
