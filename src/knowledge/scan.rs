//! The entries of our own packs by a scan of their lines: the first letter does not wait until all of them are read. An
//! entry is read as a whole when it is asked for. The scan knows no more TOML than our packs are written in; a test holds
//! it against the real reading.

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

/// The entries of a pack, each with its line, from 1.
pub(super) fn entries(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut opening = lines(source).filter(|(_, _, line)| line.starts_with("[[")).peekable();
    std::iter::from_fn(move || {
        let (start, number, _) = opening.next()?;
        let end = opening.peek().map_or(source.len(), |(next, ..)| *next);
        Some((number, source.get(start..end)?))
    })
}

impl<'a> Called<'a> {
    /// Of the entry that is written so.
    pub fn scan(entry: &'a str) -> Called<'a> {
        let mut called = Called::default();
        // The key whose list goes on, where one does.
        let mut list = None;
        for (_, _, line) in lines(entry) {
            let (key, value) = match list.filter(|_| !line.starts_with(']')) {
                Some(key) => (key, line),
                None => line.split_once(" = ").unwrap_or(("", "")),
            };
            list = (value.ends_with('[') || list.is_some() && !line.starts_with(']')).then_some(key);
            match key {
                "id" => called.id = first(value),
                "title" | "name" => called.title = first(value),
                "chapter" => called.chapter = first(value),
                "year" => called.year = value.parse().unwrap_or(0),
                "aliases" | "variants" => called.names.extend(quoted(value)),
                "weak" => called.weak.extend(quoted(value)),
                _ => {}
            }
        }
        called
    }

    /// Only the id of the entry that is written so.
    pub fn id(entry: &str) -> &str {
        lines(entry).find_map(|(_, _, line)| line.strip_prefix("id = ")).map_or("", first)
    }
}

/// The lines of a text without their ends, each with its start and its number, from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let ends = memchr_iter(b'\n', text.as_bytes()).chain((!text.ends_with('\n')).then_some(text.len()));
    let mut start = 0;
    ends.zip(1..).filter_map(move |(end, number)| {
        let from = std::mem::replace(&mut start, end + 1);
        Some((from, number, text.get(from..end)?.trim_ascii_end()))
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
