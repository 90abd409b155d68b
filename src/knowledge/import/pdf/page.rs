//! A page of a PDF: which words are shown, and where.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::LONGEST_STREAM;
use super::font::Font;

/// Pages may show other contents, which may show others: so deep and no deeper.
const DEPTH: usize = 6;
/// A file that asks for more is not worth the time, in operations.
const PATIENCE: usize = 20_000_000;

/// Words that are shown in one go.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// Where they begin.
    pub x: f32,
    /// Where they end.
    pub end: f32,
    /// How high they stand, from the foot of the page.
    pub y: f32,
    /// How large they are.
    pub size: f32,
    /// The words.
    pub text: String,
}

/// Reads pages; fonts are kept from one to the next.
pub(super) struct Reader<'a> {
    pdf: &'a Document,
    fonts: HashMap<*const Dictionary, Rc<Font<'a>>>,
    runs: Vec<Run>,
    /// How often something was shown of which it is not known what it says.
    pub unread: usize,
    patience: usize,
}

/// How a point moves: `[a b c d e f]`, as in the files.
type Matrix = [f32; 6];
const STILL: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First one, then the other.
fn then([a, b, c, d, e, f]: Matrix, [p, q, r, s, t, u]: Matrix) -> Matrix {
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

#[derive(Clone)]
struct State<'a> {
    page: Matrix,
    /// Where the next words go.
    text: Matrix,
    /// Where the line of them began.
    line: Matrix,
    font: Option<Rc<Font<'a>>>,
    size: f32,
    /// Space behind each character, and behind each blank.
    spacing: (f32, f32),
    /// How far words are stretched.
    stretch: f32,
    leading: f32,
    rise: f32,
}

impl<'a> Reader<'a> {
    /// A reader of a document's pages.
    pub fn new(pdf: &'a Document) -> Reader<'a> {
        Reader { pdf, fonts: HashMap::new(), runs: Vec::new(), unread: 0, patience: PATIENCE }
    }

    /// What a page shows, in the order in which it is drawn; nothing where the page cannot be read.
    pub fn page(&mut self, page: ObjectId) -> Vec<Run> {
        let (own, named) = self.pdf.get_page_resources(page).unwrap_or_default();
        let named = named.into_iter().filter_map(|id| self.pdf.get_dictionary(id).ok());
        let resources: Vec<&Dictionary> = own.into_iter().chain(named).collect();
        let content = self.pdf.get_page_content_with_limit(page, LONGEST_STREAM).unwrap_or_default();
        let state = State {
            page: STILL,
            text: STILL,
            line: STILL,
            font: None,
            size: 0.0,
            spacing: (0.0, 0.0),
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.content(&content, &resources, state, 0);
        std::mem::take(&mut self.runs)
    }

    fn content(&mut self, content: &[u8], resources: &[&'a Dictionary], mut now: State<'a>, depth: usize) {
        let mut kept: Vec<State<'a>> = Vec::new();
        // What stands before a mistake was read.
        for operation in Content::decode_iter(content).map_while(Result::ok) {
            if self.patience == 0 {
                return;
            }
            self.patience -= 1;
            let operands = operation.operands.as_slice();
            let numbers: Vec<f32> = operands.iter().filter_map(|operand| operand.as_float().ok()).collect();
            match (operation.operator.as_str(), numbers.as_slice()) {
                ("q", _) if kept.len() < PATIENCE / 1000 => kept.push(now.clone()),
                ("Q", _) => now = kept.pop().unwrap_or(now),
                ("cm", &[a, b, c, d, e, f]) => now.page = then([a, b, c, d, e, f], now.page),
                ("BT", _) => (now.text, now.line) = (STILL, STILL),
                ("Tm", &[a, b, c, d, e, f]) => {
                    now.line = [a, b, c, d, e, f];
                    now.text = now.line;
                }
                ("Td", &[x, y]) => now.next_line(x, y),
                ("TD", &[x, y]) => {
                    now.leading = -y;
                    now.next_line(x, y);
                }
                ("T*", _) => now.next_line(0.0, -now.leading),
                ("Tc", &[space]) => now.spacing.0 = space,
                ("Tw", &[space]) => now.spacing.1 = space,
                ("Tz", &[percent]) => now.stretch = percent / 100.0,
                ("TL", &[leading]) => now.leading = leading,
                ("Ts", &[rise]) => now.rise = rise,
                ("Tf", &[size]) => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    let font = name.and_then(|name| self.resource(resources, b"Font", name)?.as_dict().ok());
                    now.font = font.map(|font| self.font(font));
                    now.size = size;
                }
                ("Tj", _) => self.show(&mut now, operands.first()),
                ("'", _) => {
                    now.next_line(0.0, -now.leading);
                    self.show(&mut now, operands.first());
                }
                ("\"", _) => {
                    if let &[word, character] = numbers.as_slice() {
                        now.spacing = (character, word);
                    }
                    now.next_line(0.0, -now.leading);
                    self.show(&mut now, operands.last());
                }
                ("TJ", _) => {
                    for part in operands.first().and_then(|all| all.as_array().ok()).into_iter().flatten() {
                        match part.as_float() {
                            Ok(back) => now.advance(-back / 1000.0 * now.size * now.stretch),
                            Err(_) => self.show(&mut now, Some(part)),
                        }
                    }
                }
                ("Do", _) if depth < DEPTH => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    if let Some(form) = name.and_then(|name| self.resource(resources, b"XObject", name)) {
                        self.form(form, resources, &now, depth);
                    }
                }
                _ => {}
            }
        }
    }

    /// Contents of their own that a page shows, such as a footer that was added to every page.
    fn form(&mut self, form: &'a Object, resources: &[&'a Dictionary], now: &State<'a>, depth: usize) {
        let Ok(form) = form.as_stream() else { return };
        if !form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form") {
            return;
        }
        let Ok(content) = form.decompressed_content_with_limit(LONGEST_STREAM) else { return };
        let matrix = form.dict.get_deref(b"Matrix", self.pdf).and_then(Object::as_array).ok();
        let matrix: Vec<f32> = matrix.into_iter().flatten().filter_map(|n| n.as_float().ok()).collect();
        let matrix: Matrix = matrix.try_into().unwrap_or(STILL);
        let own = form.dict.get_deref(b"Resources", self.pdf).and_then(Object::as_dict).ok();
        let own: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).collect();
        let state = State { page: then(matrix, now.page), text: STILL, line: STILL, ..now.clone() };
        self.content(&content, &own, state, depth + 1);
    }

    fn resource(&self, resources: &[&'a Dictionary], kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        resources.iter().find_map(|resources| {
            let all = resources.get_deref(kind, self.pdf).and_then(Object::as_dict).ok()?;
            all.get_deref(name, self.pdf).ok()
        })
    }

    fn font(&mut self, font: &'a Dictionary) -> Rc<Font<'a>> {
        let pdf = self.pdf;
        Rc::clone(self.fonts.entry(font).or_insert_with(|| Rc::new(Font::of(font, pdf))))
    }

    fn show(&mut self, now: &mut State<'a>, words: Option<&Object>) {
        let Some(codes) = words.and_then(|words| words.as_str().ok()) else { return };
        let Some(font) = now.font.clone() else { return };
        let (characters, spaces, width) = font.measure(codes);
        let spacing = now.spacing.0 * characters as f32 + now.spacing.1 * spaces as f32;
        let from = then([1.0, 0.0, 0.0, 1.0, 0.0, now.rise], then(now.text, now.page));
        now.advance((width / 1000.0 * now.size + spacing) * now.stretch);
        let to = then(now.text, now.page);
        let [a, b, c, d, x, y] = from;
        let run = Run { x, end: to[4], y, size: now.size.abs() * (c * c + d * d).sqrt(), text: font.read(codes) };
        if run.text.is_empty() && !codes.is_empty() {
            self.unread += 1;
        }
        let level = b.abs() <= a.abs();
        let somewhere = [run.x, run.end, run.y, run.size].iter().all(|n| n.is_finite());
        if level && somewhere && !run.text.trim().is_empty() {
            self.runs.push(run);
        }
    }
}

impl State<'_> {
    fn next_line(&mut self, x: f32, y: f32) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn advance(&mut self, x: f32) {
        self.text = then([1.0, 0.0, 0.0, 1.0, x, 0.0], self.text);
    }
}
