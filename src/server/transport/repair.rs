//! Text that is not quite text: invalid UTF-8, and escaped halves of characters.
//!
//! A client that splits an emoji over two edits sends the lone surrogate `\ud83d`. That is legal in JSON and in
//! UTF-16 but no Unicode text, so the JSON reader refuses it.

use std::borrow::Cow;

/// The body as text. Bytes that are no UTF-8 become U+FFFD; where there are any, the body comes back as it was.
pub(super) fn utf8(body: Vec<u8>) -> (String, Option<Vec<u8>>) {
    match String::from_utf8(body) {
        Ok(text) => (text, None),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(error.into_bytes())),
    }
}

/// JSON with every escaped half of a character replaced by `\ufffd`.
pub(in crate::server) fn surrogates(json: &str) -> Cow<'_, str> {
    let mut repaired = String::new();
    let mut copied = 0;
    for (at, half) in Escapes::new(json) {
        if half == Escape::Half {
            repaired.push_str(json.get(copied..at).unwrap_or(""));
            repaired.push_str("\\ufffd");
            copied = at + 6;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    repaired.push_str(json.get(copied..).unwrap_or(""));
    Cow::Owned(repaired)
}

/// What a JSON string (its quotes included, its syntax known to be sound) says, halves of characters as U+FFFD, and the
/// halves with which it begins (a low one) and ends (a high one). Takes no more memory than the answer.
pub(in crate::server) fn unescape(json: &str) -> Option<(String, Option<u16>, Option<u16>)> {
    let bytes = json.as_bytes();
    json.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(json.len());
    let (mut copied, mut first, mut last) = (1, None, None);
    for (at, escape) in Escapes::new(json) {
        text.push_str(json.get(copied..at)?);
        let unit = unit_at(bytes, at);
        copied = at + escape.width();
        match (escape, unit) {
            (Escape::Pair, Some(high)) => text.push(join(high, unit_at(bytes, at + 6)?)?),
            (Escape::Half, Some(unit)) => {
                text.push('\u{fffd}');
                first = first.or((at == 1 && is_low(unit)).then_some(unit));
                last = (copied + 1 == json.len() && is_high(unit)).then_some(unit);
            }
            (_, Some(unit)) => text.push(char::from_u32(unit.into())?),
            (_, None) => text.push(match bytes.get(at + 1)? {
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                same => char::from(*same),
            }),
        }
    }
    text.push_str(json.get(copied..json.len() - 1)?);
    Some((text, first, last))
}

/// The character that two halves make.
pub(in crate::server) fn join(high: u16, low: u16) -> Option<char> {
    char::decode_utf16([high, low]).next()?.ok()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escape {
    /// A surrogate without its other half.
    Half,
    /// Both halves of a character.
    Pair,
    /// Any other code unit.
    Unit,
    /// A backslash and a letter.
    Short,
}

impl Escape {
    fn width(self) -> usize {
        match self {
            Escape::Pair => 12,
            Escape::Half | Escape::Unit => 6,
            Escape::Short => 2,
        }
    }
}

/// The backslash escapes of a JSON text with their places.
struct Escapes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Escapes<'a> {
    fn new(json: &'a str) -> Escapes<'a> {
        Escapes { bytes: json.as_bytes(), at: 0 }
    }
}

impl Iterator for Escapes<'_> {
    type Item = (usize, Escape);

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.at + memchr::memchr(b'\\', self.bytes.get(self.at..)?)?;
        let escape = match unit_at(self.bytes, at) {
            None => Escape::Short,
            Some(unit) if is_high(unit) && unit_at(self.bytes, at + 6).is_some_and(is_low) => Escape::Pair,
            Some(unit) if is_high(unit) || is_low(unit) => Escape::Half,
            Some(_) => Escape::Unit,
        };
        self.at = at + escape.width();
        Some((at, escape))
    }
}

/// The code unit that `\uXXXX` at `at` stands for.
fn unit_at(bytes: &[u8], at: usize) -> Option<u16> {
    let escape = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    if !escape.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(escape).ok()?, 16).ok()
}

fn is_high(unit: u16) -> bool {
    (0xd800..0xdc00).contains(&unit)
}

fn is_low(unit: u16) -> bool {
    (0xdc00..0xe000).contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_halves_are_replaced() {
        assert_eq!(
            surrogates(r#""\ud83d\ude00 \ud83d x \ude00 \\ud83d \u00e9""#),
            r#""\ud83d\ude00 \ufffd x \ufffd \\ud83d \u00e9""#
        );
        assert!(matches!(surrogates(r#""plain \n""#), Cow::Borrowed(_)));
        assert_eq!(surrogates(r#""\ud83d\ud83d\ude00""#), r#""\ufffd\ud83d\ude00""#);
    }

    #[test]
    fn strings_say_what_the_json_library_says() {
        for json in [
            r#""""#,
            r#""plain""#,
            r#""a\n\r\t\b\f\"\\\/ \u00e9 \ud83d\ude00 💊""#,
            r#""\\ud83d""#,
            r#""\\""#,
            r#""é\\n""#,
        ] {
            let expected: String = serde_json::from_str(json).unwrap();
            assert_eq!(unescape(json), Some((expected, None, None)), "{json}");
        }
        assert_eq!(unescape("7"), None);
        assert_eq!(unescape("\""), None);
    }

    #[test]
    fn halves_at_the_ends_are_named() {
        let text = "\u{fffd} a \u{fffd}".to_string();
        assert_eq!(unescape(r#""\ude00 a \ud83d""#), Some((text, Some(0xde00), Some(0xd83d))));
        assert_eq!(unescape(r#""\ud83d!""#), Some(("\u{fffd}!".to_string(), None, None)));
        assert_eq!(join(0xd83d, 0xde00), Some('😀'));
    }

    #[test]
    fn bad_bytes_become_the_replacement_character() {
        assert_eq!(utf8(b"a\xffb".to_vec()), ("a\u{fffd}b".to_string(), Some(b"a\xffb".to_vec())));
    }
}
