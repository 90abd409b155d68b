//! The outline as the JSON of an answer, kept ready block by block: a keystroke renders the blocks that it touched, and
//! what moves when lines are inserted elsewhere is filled in when it is sent. (The library would build all of it anew as a
//! tree of values, which takes a hundred times as long.)

use std::sync::Arc;

use super::convert;
use super::render::{number, string};
use super::unchanged::replaced;
use crate::draft::{Draft, ReadBlock};
use crate::features::{Symbol, symbol_of, takes_items};
use crate::rules::BlockFacts;
use crate::text::{Encoding, Position};

/// The outline of one draft: of each block one entry in each list, as of the last time it was asked for.
#[derive(Debug, Default)]
pub(super) struct Outline {
    read: Vec<Arc<ReadBlock>>,
    /// What the draft was named then.
    edited: u64,
    entries: Vec<Option<Entry>>,
    /// How many bytes it took last time.
    size: usize,
}

/// An entry that stands for a block. Its lines count from the block's first.
#[derive(Debug)]
struct Entry {
    /// Its JSON up to the end of its own children; they are followed by those of other blocks, and by its range.
    json: Vec<u8>,
    /// The lines that are left open in it, each with the number of bytes before it.
    lines: Vec<(usize, u32)>,
    start: Position,
    end: Position,
    is_item: bool,
    takes_items: bool,
}

impl Outline {
    /// Appends the JSON array of the draft's outline.
    pub(super) fn write(&mut self, draft: &Draft, encoding: Encoding, out: &mut Vec<u8>) {
        self.update(draft, encoding);
        let before = out.len();
        // Growing step by step costs more than writing.
        out.reserve(self.size + self.size / 8);
        out.push(b'[');
        // The section that takes the items, its line, and where it ends so far.
        let mut open: Option<(&Entry, u32, Position)> = None;
        for (entry, block) in self.entries.iter().zip(draft.blocks()) {
            let Some(entry) = entry else { continue };
            if let Some((section, from, to)) = open.take_if(|_| !entry.is_item) {
                section.close(from, to, out);
            }
            let line = line(block.first_line);
            let end = Position { line: entry.end.line + line, ..entry.end };
            if out.last() != Some(&b'[') {
                out.push(b',');
            }
            entry.open(line, out);
            match &mut open {
                None if entry.takes_items => open = Some((entry, line, end)),
                None => entry.close(line, end, out),
                Some((_, _, to)) => {
                    *to = end;
                    entry.close(line, end, out);
                }
            }
        }
        if let Some((section, from, to)) = open {
            section.close(from, to, out);
        }
        out.push(b']');
        self.size = out.len() - before;
    }

    fn update(&mut self, draft: &Draft, encoding: Encoding) {
        let (old, new) = replaced(&self.read, self.edited, draft);
        self.edited = draft.edited();
        let read = draft.read().get(new.clone()).unwrap_or_default();
        let entry = |(block, read): (usize, &Arc<ReadBlock>)| {
            let first_line = draft.blocks().get(block).map_or(0, |block| line(block.first_line));
            Some(Entry::new(&symbol_of(draft, block)?, &read.facts, first_line, draft, encoding))
        };
        self.entries.splice(old.clone(), new.zip(read).map(entry));
        self.read.splice(old, read.iter().cloned());
    }
}

impl Entry {
    fn new(symbol: &Symbol, facts: &BlockFacts, first_line: u32, draft: &Draft, encoding: Encoding) -> Entry {
        let mut pen = Pen { json: Vec::new(), lines: Vec::new(), first_line, draft, encoding };
        let (start, end) = pen.up_to_children(symbol);
        let (is_item, takes_items) = (facts.item().is_some(), takes_items(facts));
        Entry { json: pen.json, lines: pen.lines, start, end, is_item, takes_items }
    }

    /// Appends what stands before its range, for a block that begins at a line.
    fn open(&self, first_line: u32, out: &mut Vec<u8>) {
        let mut copied = 0;
        for (at, line) in &self.lines {
            out.extend_from_slice(self.json.get(copied..*at).unwrap_or(&[]));
            copied = *at;
            number(out, (first_line + line) as usize);
        }
        out.extend_from_slice(self.json.get(copied..).unwrap_or(&[]));
    }

    /// Appends its range, and so its end.
    fn close(&self, first_line: u32, end: Position, out: &mut Vec<u8>) {
        let start = Position { line: self.start.line + first_line, ..self.start };
        out.extend_from_slice(b"],\"range\":{\"start\":");
        place(start, out);
        out.extend_from_slice(b",\"end\":");
        place(end, out);
        out.extend_from_slice(b"}}");
    }
}

/// Writes the entry of a block.
struct Pen<'a> {
    json: Vec<u8>,
    lines: Vec<(usize, u32)>,
    first_line: u32,
    draft: &'a Draft,
    encoding: Encoding,
}

impl Pen<'_> {
    /// Writes an entry up to the end of its children; gives its range, counted from the block's first line.
    fn up_to_children(&mut self, symbol: &Symbol) -> (Position, Position) {
        self.raw("{\"name\":");
        string(&mut self.json, convert::name(&symbol.name));
        if !symbol.detail.is_empty() {
            self.raw(",\"detail\":");
            string(&mut self.json, &symbol.detail);
        }
        self.raw(",\"kind\":");
        number(&mut self.json, convert::kind_number(symbol.kind));
        let selection = convert::selection(symbol);
        self.raw(",\"selectionRange\":{\"start\":");
        let (start, end) = (self.position(selection.start), self.position(selection.end));
        self.place(start);
        self.raw(",\"end\":");
        self.place(end);
        self.raw("},\"children\":[");
        for (index, child) in symbol.children.iter().enumerate() {
            self.raw(if index == 0 { "" } else { "," });
            let (start, end) = self.up_to_children(child);
            self.raw("],\"range\":{\"start\":");
            self.place(start);
            self.raw(",\"end\":");
            self.place(end);
            self.raw("}}");
        }
        (self.position(symbol.span.start), self.position(symbol.span.end))
    }

    fn position(&self, byte: usize) -> Position {
        let at = self.draft.text().position(byte, self.encoding);
        Position { line: at.line.saturating_sub(self.first_line), ..at }
    }

    fn place(&mut self, at: Position) {
        self.raw("{\"line\":");
        self.lines.push((self.json.len(), at.line));
        self.raw(",\"character\":");
        number(&mut self.json, at.character as usize);
        self.raw("}");
    }

    fn raw(&mut self, json: &str) {
        self.json.extend_from_slice(json.as_bytes());
    }
}

fn place(at: Position, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"line\":");
    number(out, at.line as usize);
    out.extend_from_slice(b",\"character\":");
    number(out, at.character as usize);
    out.push(b'}');
}

fn line(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::features::outline;
    use crate::text::Span;

    const LETTER: &str = "Case Number: CM15-0000001\n\nCLINICAL CASE SUMMARY\nA \u{1f48a} summary.\n\n\
                          IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI of the \"knee\": Upheld\n\
                          MAXIMUS guideline: Something.\nDecision rationale: Because.\n\n\
                          Physical\ntherapy: Overturned\nDecision rationale:\n\nDOCUMENTS REVIEWED\nAll.\n";

    /// The outline as the library would send it.
    fn by_the_library(draft: &Draft, encoding: Encoding) -> Value {
        let nested = |symbol| convert::nested_symbol(symbol, draft, encoding);
        serde_json::to_value(outline(draft).into_iter().map(nested).collect::<Vec<_>>()).unwrap()
    }

    fn written(outline: &mut Outline, draft: &Draft, encoding: Encoding) -> Value {
        let mut out = Vec::new();
        outline.write(draft, encoding, &mut out);
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn it_is_what_the_library_would_send() {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for text in
                [LETTER, "", "A note.\n", "MRI: Upheld\nDecision rationale: So.\n\nCT: Upheld\nDecision rationale: So."]
            {
                let draft = Draft::new(text);
                assert_eq!(
                    written(&mut Outline::default(), &draft, encoding),
                    by_the_library(&draft, encoding),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn it_follows_every_edit() {
        let mut draft = Draft::new(LETTER);
        let mut outline = Outline::default();
        let edits = ["\n\n", "", "Upheld", "\u{1f48a}", ": ", "\nCLINICAL CASE SUMMARY\n", "Decision rationale: No.\n"];
        for (index, new) in edits.iter().cycle().take(120).enumerate() {
            let at = index * 37 % (draft.text().len() + 1);
            draft.edit(Span::new(at, at + index % 9), new);
            let encoding = Encoding::Utf16;
            assert_eq!(
                written(&mut outline, &draft, encoding),
                by_the_library(&draft, encoding),
                "{index} {}",
                draft.text()
            );
        }
    }
}
