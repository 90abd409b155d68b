//! A reviewer at a letter: a text as an editor keeps it, and what people do to one, by chance.

/// Numbers by chance: below what is asked.
pub type Chance<'a> = &'a mut dyn FnMut(usize) -> usize;

/// Columns as the two sides agreed on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    Utf8,
    Utf16,
    Utf32,
}

impl Columns {
    pub fn name(self) -> &'static str {
        match self {
            Columns::Utf8 => "utf-8",
            Columns::Utf16 => "utf-16",
            Columns::Utf32 => "utf-32",
        }
    }

    fn width(self, c: char) -> u32 {
        match self {
            Columns::Utf8 => c.len_utf8() as u32,
            Columns::Utf16 => c.len_utf16() as u32,
            Columns::Utf32 => 1,
        }
    }
}

/// Bytes that are replaced, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub at: usize,
    pub old: String,
    pub new: String,
}

/// A text and how to go back in it.
#[derive(Debug, Default)]
pub struct Page {
    pub text: String,
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

/// What is typed.
const WORDS: &[&str] = &[
    "The worker reports pain in the left knee. ",
    "The request is not medically necessary. ",
    "Therefore, the request is medically necessary.",
    "A report dated 03/04/2015 notes \u{1f9b5} swelling; ",
    "the the ",
    "Norco 10/325 mg #60 ",
    "He is a 50-year-old male. ",
    "she ",
    "TBD",
    " , , and . ",
    "MTUS Low Back Complaints 2004",
    "Cafe\u{301} \u{2028}and \u{85}",
    "\u{feff}",
    "Upheld",
    ": Overturned\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{c}",
    "\t",
    "Decision rational: ",
    "\nCLINICAL CASE SUMARY\n",
    "Outcome: Upheld\n",
];

/// What is pasted.
const PASSAGES: &[&str] = &[
    "\nCLINICAL CASE SUMMARY\nThe patient is a 62-year-old female. The UR dated 01/20/2015 denied it.\n\n",
    "\nIMR ISSUES, DECISIONS AND RATIONALES\n",
    "\nHOW THE IMR FINAL DETERMINATION WAS MADE\nThe reviewer is Board Certified in Pain Medicine.\n\n",
    "\nLumbar brace: Upheld\n\nClaims Administrator guideline: None.\n\nMAXIMUS guideline: Decision based on MTUS Low Back \
     Complaints 2004, Section(s): Special Studies.\n\nDecision rationale: It is late. The request is medically \
     necessary.\n\n",
    "\n \nNight splint:\nOverturned\n \nClaims Administrator guideline: None.\nMAXIMUS guideline: None.\nDecision \
     rationale: Yes. The request is medically necessary.\n",
    "Case Number: CM15-0000001\nDate of Injury: 10/13/2014\nDecision Date: 03/04/2015\nUR Denial Date: 01/20/2015\n",
];

impl Page {
    pub fn new(text: &str) -> Page {
        Page { text: text.into(), ..Page::default() }
    }

    /// Line and column of a byte.
    pub fn position(&self, byte: usize, columns: Columns) -> (u32, u32) {
        let (mut line, mut column) = (0, 0);
        let mut last = ' ';
        for c in self.text[..byte].chars() {
            match c {
                '\n' if last == '\r' => {}
                '\n' | '\r' => (line, column) = (line + 1, 0),
                c => column += columns.width(c),
            }
            last = c;
        }
        (line, column)
    }

    /// The byte at a line and column that exist.
    pub fn byte(&self, (line, column): (u64, u64), columns: Columns) -> usize {
        let mut start = 0;
        for _ in 0..line {
            let rest = &self.text[start..];
            let end = rest.find(['\n', '\r']).unwrap();
            start += end + if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        }
        let mut left = column;
        for (at, c) in self.text[start..].char_indices() {
            if left == 0 {
                return start + at;
            }
            left -= u64::from(columns.width(c));
        }
        assert_eq!(left, 0, "a place that does not exist");
        self.text.len()
    }

    /// Replaces bytes; an end inside of a character or a line end is moved before it.
    pub fn replace(&mut self, at: usize, length: usize, new: &str) -> Edit {
        let (at, end) = (self.whole(at), self.whole(at + length));
        let edit = Edit { at, old: self.text[at..end].into(), new: new.into() };
        self.apply(&edit);
        self.done.push(edit.clone());
        self.undone.clear();
        edit
    }

    /// The same edit with ends at which a place can be named: there is none between the halves of a line end.
    pub fn nameable(&self, edit: &Edit) -> Edit {
        let Edit { mut at, mut old, mut new } = edit.clone();
        let inside = |at: usize| self.text[..at].ends_with('\r') && self.text[at..].starts_with('\n');
        if inside(at + old.len()) {
            (old, new) = (old + "\n", new + "\n");
        }
        if inside(at) {
            (at, old, new) = (at - 1, format!("\r{old}"), format!("\r{new}"));
        }
        Edit { at, old, new }
    }

    fn apply(&mut self, edit: &Edit) {
        self.text.replace_range(edit.at..edit.at + edit.old.len(), &edit.new);
    }

    /// The nearest byte, here or before, at which something may be typed.
    fn whole(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let inside = self.text[..byte].ends_with('\r') && self.text[byte..].starts_with('\n');
        byte - usize::from(inside)
    }

    fn back(&mut self) -> Option<Edit> {
        let Edit { at, old, new } = self.done.pop()?;
        let inverse = Edit { at, old: new, new: old };
        self.undone.push(inverse.clone());
        Some(inverse)
    }

    fn forth(&mut self) -> Option<Edit> {
        let Edit { at, old, new } = self.undone.pop()?;
        let again = Edit { at, old: new, new: old };
        self.done.push(again.clone());
        Some(again)
    }

    fn place(&self, chance: Chance) -> usize {
        self.whole(chance(self.text.len() + 1))
    }

    /// Something a person does: the edits in order, each told with the text as it was before it.
    pub fn work(&mut self, chance: Chance, mut tell: impl FnMut(&Page, &Edit)) {
        let mut turn = |page: &mut Page, at: usize, length: usize, new: &str| {
            let (start, end) = (page.whole(at), page.whole(at + length));
            let edit = Edit { at: start, old: page.text[start..end].into(), new: new.into() };
            tell(page, &edit);
            page.replace(at, length, new);
        };
        match chance(12) {
            0..=3 => {
                let (mut at, words) = (self.place(chance), WORDS[chance(WORDS.len())]);
                for letter in words.chars() {
                    // What is typed before a line feed stays before it.
                    at = self.whole(at);
                    turn(self, at, 0, letter.encode_utf8(&mut [0; 4]));
                    at += letter.len_utf8();
                }
            }
            4 => {
                let (at, length) = (self.place(chance), 1 + chance(12));
                for back in 0..length.min(at) {
                    let end = self.whole(at - back);
                    let start = self.whole(end.saturating_sub(1));
                    turn(self, start, end - start, "");
                }
            }
            5 => {
                let (at, words) = (self.place(chance), PASSAGES[chance(PASSAGES.len())]);
                turn(self, at, 0, words);
            }
            6 => {
                // A paragraph goes elsewhere.
                let ends: Vec<usize> = self.text.match_indices("\n\n").map(|(at, _)| at + 2).collect();
                if ends.len() > 3 {
                    let from = chance(ends.len() - 1);
                    let words = self.text[ends[from]..ends[from + 1]].to_string();
                    turn(self, ends[from], words.len(), "");
                    let at = self.text.match_indices("\n\n").nth(chance(ends.len() - 2)).map_or(0, |(at, _)| at + 2);
                    turn(self, at, 0, &words);
                }
            }
            7 => {
                let outcomes: Vec<_> =
                    self.text.match_indices("Upheld").chain(self.text.match_indices("Overturned")).collect();
                if let Some((at, word)) = (!outcomes.is_empty()).then(|| outcomes[chance(outcomes.len())]) {
                    let (at, length) = (at, word.len());
                    let other = if word == "Upheld" { "Overturned" } else { "Upheld" };
                    turn(self, at, length, other);
                }
            }
            8 => {
                let (at, length) = (self.place(chance), chance(400));
                turn(self, at, length, WORDS[chance(WORDS.len())]);
            }
            9 | 10 => {
                let (back, times) = (chance(3) > 0, 1 + chance(20));
                for _ in 0..times {
                    let edit = if back { self.back() } else { self.forth() };
                    let Some(edit) = edit else { break };
                    tell(self, &edit);
                    self.apply(&edit);
                }
            }
            _ => {
                // A letter that has grown too long loses its end.
                let most = 12_000;
                if self.text.len() > most {
                    let at = self.whole(most / 2);
                    turn(self, at, self.text.len() - at, "");
                }
            }
        }
        if self.done.len() > 400 {
            self.done.drain(..200);
        }
    }
}
