//! A font of a PDF: which characters its codes stand for, and how wide they are.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::LONGEST_STREAM;

/// So many codes of one font have widths of their own.
const CODES: usize = 1 << 16;

/// A font.
pub(super) struct Font<'a> {
    encoding: Option<Encoding<'a>>,
    widths: HashMap<u16, f32>,
    /// The width of every other code, in thousandths of the size; none where it is to be guessed.
    otherwise: Option<f32>,
    /// Its codes have two bytes.
    wide: bool,
}

impl<'a> Font<'a> {
    /// Reads a font; what is not told is guessed.
    pub fn of(font: &'a Dictionary, pdf: &'a Document) -> Font<'a> {
        let wide = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        // Of glyphs by number nothing else says which letters they are.
        let tells = !wide || font.has(b"ToUnicode");
        let encoding = font.get_font_encoding_with_limit(pdf, LONGEST_STREAM).ok().filter(|_| tells);
        let mut read = Font { encoding, widths: HashMap::new(), otherwise: None, wide };
        if wide {
            read.otherwise = Some(1000.0);
            read.wide_widths(font, pdf);
        } else if let Ok(all) = font.get_deref(b"Widths", pdf).and_then(Object::as_array) {
            let first = font.get_deref(b"FirstChar", pdf).and_then(Object::as_i64).unwrap_or(0);
            let codes = (first.clamp(0, 255) as u16)..;
            read.widths =
                codes.zip(all.iter().take(256)).filter_map(|(code, w)| Some((code, number(w, pdf)?))).collect();
            read.otherwise = Some(500.0);
        }
        read
    }

    /// The widths of a font of two-byte codes: `10 [500 600]`, or `20 30 500` for a run of codes.
    fn wide_widths(&mut self, font: &Dictionary, pdf: &Document) {
        let inner = font.get_deref(b"DescendantFonts", pdf).and_then(Object::as_array).ok();
        let Some(inner) = inner.and_then(|all| all.first()).and_then(|first| pdf.dereference(first).ok()) else {
            return;
        };
        let Ok(inner) = inner.1.as_dict() else { return };
        if let Some(width) = inner.get(b"DW").ok().and_then(|width| number(width, pdf)) {
            self.otherwise = Some(width);
        }
        let Ok(all) = inner.get_deref(b"W", pdf).and_then(Object::as_array) else { return };
        let mut entries = all.iter();
        while let (Some(first), Some(second)) = (entries.next(), entries.next()) {
            let Some(first) = number(first, pdf) else { return };
            let first = first as u16;
            let second = pdf.dereference(second).map_or(second, |(_, second)| second);
            if let Ok(run) = second.as_array() {
                let known = (first..).zip(run).filter_map(|(code, width)| Some((code, number(width, pdf)?)));
                self.widths.extend(known.take(CODES));
            } else {
                let last = number(second, pdf).map_or(first, |last| last as u16);
                let Some(width) = entries.next().and_then(|width| number(width, pdf)) else { return };
                self.widths.extend((first..=last).map(|code| (code, width)));
            }
        }
    }

    /// The characters of a string of codes.
    pub fn read(&self, codes: &[u8]) -> String {
        let known = self.encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(codes).ok());
        let text = known.unwrap_or_else(|| match self.wide {
            true => String::new(),
            false => codes.iter().filter(|code| code.is_ascii()).map(|code| char::from(*code)).collect(),
        });
        let mut spelt = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\u{fb00}' => spelt.push_str("ff"),
                '\u{fb01}' => spelt.push_str("fi"),
                '\u{fb02}' => spelt.push_str("fl"),
                '\u{fb03}' => spelt.push_str("ffi"),
                '\u{fb04}' => spelt.push_str("ffl"),
                // A hyphen that stands only where a word is broken.
                '\u{ad}' => spelt.push('-'),
                c if c.is_control() => spelt.push(' '),
                c => spelt.push(c),
            }
        }
        spelt
    }

    /// How many codes a string has, how many of them are spaces, and how wide all are, in thousandths of the size.
    pub fn measure(&self, codes: &[u8]) -> (usize, usize, f32) {
        if self.wide {
            let (pairs, _) = codes.as_chunks::<2>();
            return (pairs.len(), 0, pairs.iter().map(|pair| self.width(u16::from_be_bytes(*pair))).sum());
        }
        let spaces = codes.iter().filter(|code| **code == b' ').count();
        (codes.len(), spaces, codes.iter().map(|code| self.width(u16::from(*code))).sum())
    }

    fn width(&self, code: u16) -> f32 {
        self.widths.get(&code).copied().or(self.otherwise).unwrap_or_else(|| {
            // The fonts that every reader brings along tell no widths: about those of Helvetica.
            match u8::try_from(code).map_or('?', char::from) {
                'i' | 'j' | 'l' | 't' | 'f' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | '/' => 270.0,
                'm' | 'w' | 'M' | 'W' | '%' | '@' => 830.0,
                c if c.is_uppercase() => 690.0,
                _ => 540.0,
            }
        })
    }
}

fn number(object: &Object, pdf: &Document) -> Option<f32> {
    pdf.dereference(object).ok()?.1.as_float().ok()
}
