//! A finding as the JSON of a diagnostic, written once and sent often: what moves when lines are inserted elsewhere is
//! put right when it is sent. It names no version, so that it stays the same as long as what it says does.

use std::cell::RefCell;
use std::io::Write;

use crate::config::InForce;
use crate::draft::Draft;
use crate::rules::{Finding, Fix, Place, Severity};
use crate::text::{Encoding, Position, Span};

/// How to write for a client.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style<'a> {
    /// The unit of columns.
    pub encoding: Encoding,
    /// Whether the other places of a finding are sent.
    pub related: bool,
    /// The document's URI as JSON.
    pub uri: &'a str,
    /// Which findings are shown, and with which severity.
    pub in_force: &'a InForce,
    /// What is typed shows no new finding before it is saved.
    pub on_save: bool,
}

/// A diagnostic's JSON, in which some numbers are put right before it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rendered {
    json: Vec<u8>,
    /// In the order in which they stand.
    open: Vec<Number>,
}

/// A number that may be another when the diagnostic is sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number {
    /// Its digits.
    digits: Span,
    is: usize,
    of: Open,
}

/// What a number tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A line, counted from the first one of the finding's own block.
    OwnLine(usize),
    /// A line, counted from the first one of the block with this index.
    Line(usize, usize),
    /// The line, or the column, of a byte, counted from the start of the block with this index.
    There(usize, usize, Part),
    /// The last line.
    EndLine,
    /// The column of the draft's end.
    EndCharacter,
}

/// A part of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Line,
    Character,
}

/// What numbers are put right by.
#[derive(Debug)]
pub(super) struct Filling<'a> {
    draft: &'a Draft,
    encoding: Encoding,
    /// Where the draft ends.
    pub end: Position,
    /// Bytes of blocks that were asked for, and where they stand: many findings name the same few.
    there: RefCell<Vec<((usize, usize), Position)>>,
}

impl<'a> Filling<'a> {
    /// For a draft as it is now.
    pub(super) fn new(draft: &'a Draft, encoding: Encoding) -> Filling<'a> {
        let end = draft.text().position(draft.text().len(), encoding);
        Filling { draft, encoding, end, there: RefCell::default() }
    }

    fn there(&self, block: usize, byte: usize) -> Position {
        let mut known = self.there.borrow_mut();
        if let Some((_, position)) = known.iter().find(|(place, _)| *place == (block, byte)) {
            return *position;
        }
        let position = self.draft.text().position(self.draft.block_span(block).start + byte, self.encoding);
        known.push(((block, byte), position));
        position
    }

    /// A number in the diagnostic of a finding of block `own`.
    fn number(&self, of: Open, own: usize) -> usize {
        let first_line = |block: usize| self.draft.blocks().get(block).map_or(0, |b| b.first_line);
        match of {
            Open::OwnLine(line) => first_line(own) + line,
            Open::Line(block, line) => first_line(block) + line,
            Open::There(block, byte, Part::Line) => self.there(block, byte).line as usize,
            Open::There(block, byte, Part::Character) => self.there(block, byte).character as usize,
            Open::EndLine => self.end.line as usize,
            Open::EndCharacter => self.end.character as usize,
        }
    }
}

impl Rendered {
    /// Writes the finding of block `own`. It is `followed` where it is written anew whenever another block that it names
    /// was read anew.
    pub(super) fn new(
        finding: &Finding,
        severity: Severity,
        (own, followed): (usize, bool),
        draft: &Draft,
        style: Style<'_>,
    ) -> Rendered {
        let mut pen = Pen { out: Rendered::default(), own, followed, draft, style };
        pen.finding(finding, severity);
        pen.out
    }

    /// Appends the JSON as it is now, for the block's present index. Most of the time it is as it was.
    pub(super) fn fill(&mut self, own: usize, filling: &Filling<'_>, out: &mut Vec<u8>) {
        if self.open.iter().any(|number| number.is != filling.number(number.of, own)) {
            self.put_right(own, filling);
        }
        out.extend_from_slice(&self.json);
    }

    /// The blocks in which something may move that it names.
    pub(super) fn points_to(&self) -> impl Iterator<Item = usize> {
        self.open.iter().filter_map(|number| match number.of {
            Open::There(block, ..) => Some(block),
            _ => None,
        })
    }

    fn put_right(&mut self, own: usize, filling: &Filling<'_>) {
        let before = std::mem::take(&mut self.json);
        let mut copied = 0;
        self.json.reserve(before.len());
        for open in &mut self.open {
            self.json.extend_from_slice(before.get(copied..open.digits.start).unwrap_or(&[]));
            copied = open.digits.end;
            let from = self.json.len();
            open.is = filling.number(open.of, own);
            number(&mut self.json, open.is);
            open.digits = Span::new(from, self.json.len());
        }
        self.json.extend_from_slice(before.get(copied..).unwrap_or(&[]));
    }
}

/// A JSON string.
pub(super) fn string(out: &mut Vec<u8>, text: &str) {
    if serde_json::to_writer(&mut *out, text).is_err() {
        out.extend_from_slice(b"\"\"");
    }
}

/// A version, or `null`.
pub(super) fn version(out: &mut Vec<u8>, version: Option<i32>) {
    match version {
        // Writing into memory does not fail.
        Some(version) => _ = write!(out, "{version}"),
        None => out.extend_from_slice(b"null"),
    }
}

/// The number by which the protocol names a severity.
pub(super) fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Information => 3,
        Severity::Hint => 4,
    }
}

/// A number.
pub(super) fn number(out: &mut Vec<u8>, number: usize) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Writes one finding.
struct Pen<'a> {
    out: Rendered,
    own: usize,
    followed: bool,
    draft: &'a Draft,
    style: Style<'a>,
}

impl Pen<'_> {
    fn finding(&mut self, finding: &Finding, shown_as: Severity) {
        self.raw("{\"range\":");
        self.range(Place::Own(finding.span));
        self.raw(",\"severity\":");
        number(&mut self.out.json, severity(shown_as).into());
        self.raw(",\"code\":");
        self.string(finding.code);
        self.raw(",\"source\":\"imr\",\"message\":");
        self.string(&finding.message);
        if self.style.related && !finding.related.is_empty() {
            self.raw(",\"relatedInformation\":[");
            for (index, related) in finding.related.iter().enumerate() {
                self.raw(if index == 0 { "{\"location\":{\"uri\":" } else { ",{\"location\":{\"uri\":" });
                self.raw(self.style.uri);
                self.raw(",\"range\":");
                self.range(related.place);
                self.raw("},\"message\":");
                self.string(&related.message);
                self.raw("}");
            }
            self.raw("]");
        }
        if !finding.fixes.is_empty() {
            self.raw(",\"data\":{\"fixes\":[");
            for (index, fix) in finding.fixes.iter().enumerate() {
                if index > 0 {
                    self.raw(",");
                }
                self.fix(fix);
            }
            self.raw("]}");
        }
        self.raw("}");
    }

    fn fix(&mut self, fix: &Fix) {
        self.raw("{\"title\":");
        self.string(&fix.title);
        self.raw(if fix.review { ",\"review\":true,\"edits\":[" } else { ",\"review\":false,\"edits\":[" });
        for (index, edit) in fix.edits.iter().enumerate() {
            self.raw(if index == 0 { "{\"range\":" } else { ",{\"range\":" });
            self.range(edit.place);
            self.raw(",\"newText\":");
            self.string(&self.draft.written(self.own, &edit.text));
            self.raw("}");
        }
        self.raw("]}");
    }

    fn range(&mut self, place: Place) {
        let span = self.draft.resolve(place, self.own);
        self.raw("{\"start\":");
        self.position(place, Span::empty(span.start));
        self.raw(",\"end\":");
        self.position(place, Span::empty(span.end));
        self.raw("}");
    }

    fn position(&mut self, place: Place, at: Span) {
        let position = self.draft.text().position(at.start, self.style.encoding);
        let first_line = |block: usize| self.draft.blocks().get(block).map_or(0, |b| b.first_line);
        let relative = |block| (position.line as usize).saturating_sub(first_line(block));
        let there = |block: usize, part| Open::There(block, at.start - self.draft.block_span(block).start, part);
        let (line, character) = match place {
            Place::Own(_) => (Open::OwnLine(relative(self.own)), None),
            Place::Block(block, _) if self.followed => (Open::Line(block, relative(block)), None),
            Place::Block(block, _) => (there(block, Part::Line), Some(there(block, Part::Character))),
            Place::End => (Open::EndLine, Some(Open::EndCharacter)),
        };
        self.raw("{\"line\":");
        self.open(position.line, line);
        self.raw(",\"character\":");
        match character {
            Some(character) => self.open(position.character, character),
            None => number(&mut self.out.json, position.character as usize),
        }
        self.raw("}");
    }

    fn open(&mut self, is: u32, of: Open) {
        let from = self.out.json.len();
        number(&mut self.out.json, is as usize);
        self.out.open.push(Number { digits: Span::new(from, self.out.json.len()), is: is as usize, of });
    }

    fn raw(&mut self, json: &str) {
        self.out.json.extend_from_slice(json.as_bytes());
    }

    fn string(&mut self, text: &str) {
        string(&mut self.out.json, text);
    }
}
