//! The guideline's own words as an excerpt, and an imported pack as TOML.

use serde::Serialize;

use super::pages::Line;
use crate::knowledge::entry::Topic;
use crate::text::fold;

/// So much of a topic is kept, in bytes, up to the end of a sentence.
const KEPT: usize = 2_000;

/// The first sentences of a topic, on one line, broken words put together.
pub(super) fn excerpt(rest: &str, body: &[Line<'_>]) -> String {
    let mut text = rest.to_string();
    for line in body {
        let line = fold(line.text);
        if line.is_empty() {
            continue;
        }
        if text.len() > KEPT {
            break;
        }
        let broken = text.ends_with('-') && line.starts_with(|c: char| c.is_lowercase());
        match broken {
            // "hyphen-" and "ation": the mark stays only in words that are written with it.
            true if !is_compound(&text) => {
                text.pop();
            }
            true => {}
            false if text.is_empty() => {}
            false => text.push(' '),
        }
        text.push_str(&line);
    }
    match text.get(..text.len().min(KEPT)).and_then(|kept| kept.rfind(". ")) {
        Some(stop) if text.len() > KEPT => text.get(..=stop).unwrap_or_default().to_string(),
        _ => text,
    }
}

/// Whether the word that a line breaks off is the first part of a compound.
fn is_compound(text: &str) -> bool {
    const FIRST: &[&str] =
        &["long", "short", "non", "anti", "self", "well", "low", "high", "first", "second", "post", "pre", "opioid"];
    let word = text.trim_end_matches('-').rsplit([' ', '(']).next().unwrap_or("").to_lowercase();
    FIRST.contains(&word.as_str()) || word.contains('-')
}

/// What stands at the head of a pack.
const HEAD: &str = "\
# Imported from your own copy of an official guideline: its topics with the pages on which they stand and the guideline's
# own words. Those words are under copyright: keep this file to yourself, and out of repositories and shared folders.
# To use it, name it in imr.toml: packs = [\"THIS-FILE.toml\"]

";

#[derive(Serialize)]
struct Written<'a> {
    topic: Vec<&'a Topic>,
}

/// A pack of topics as TOML.
pub(super) fn to_toml<'a>(topics: impl Iterator<Item = &'a Topic>) -> String {
    // What was read from TOML can be written as such.
    format!("{HEAD}{}", toml::to_string(&Written { topic: topics.collect() }).unwrap_or_default())
}
