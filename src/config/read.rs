//! Bytes to text: UTF-8, UTF-16 with a byte order mark, and whatever else comes along.

use std::io::Read;
use std::path::Path;

/// A text as it was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The characters.
    pub text: String,
    /// Whether some bytes were no characters, and stand as U+FFFD.
    pub lossy: bool,
}

/// Reads a file. The error says what is wrong and what to do, to follow the file's name.
pub fn read_file(path: &Path) -> Result<Decoded, String> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(decode(bytes)),
        Err(error) => Err(advice(&error, path.is_dir())),
    }
}

/// Reads standard input to its end.
pub fn read_stdin() -> Result<Decoded, String> {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(decode(bytes)),
        Err(error) => Err(format!("cannot be read ({error})")),
    }
}

/// Reads a file of settings, which is UTF-8. A pipe or a device is no file: it might never end.
pub(super) fn read_settings(path: &Path) -> std::io::Result<String> {
    let kind = std::fs::metadata(path)?;
    if !kind.is_file() && !kind.is_dir() {
        return Err(std::io::Error::other("it is no plain file"));
    }
    std::fs::read_to_string(path)
}

/// Whether there is something of this name, also where it cannot be read: a folder, or a link that leads nowhere.
pub(super) fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// What is wrong with a path, and what to do.
pub fn advice(error: &std::io::Error, folder: bool) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "does not exist; check the spelling of the path".into(),
        ErrorKind::PermissionDenied => "may not be read; ask for permission to read it or copy it elsewhere".into(),
        _ if folder => "is a folder; name a file in it".into(),
        _ => format!("cannot be read ({error}); check the disk or copy the file elsewhere"),
    }
}

/// The text that bytes are.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some(units) = utf16(&bytes) {
        let mut lossy = bytes.len() % 2 == 1;
        let text = char::decode_utf16(units)
            .map(|c| {
                c.unwrap_or_else(|_| {
                    lossy = true;
                    char::REPLACEMENT_CHARACTER
                })
            })
            .collect();
        return Decoded { text, lossy };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, lossy: false },
        Err(error) => Decoded { text: String::from_utf8_lossy(error.as_bytes()).into_owned(), lossy: true },
    }
}

/// The units of a text that a word processor has saved as "Unicode", which opens with a byte order mark.
fn utf16(bytes: &[u8]) -> Option<Vec<u16>> {
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, _) = bytes.as_chunks::<2>();
    Some(pairs.iter().skip(1).map(|pair| unit(*pair)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, lossy: bool) {
        assert_eq!(decode(bytes.to_vec()), Decoded { text: text.into(), lossy });
    }

    #[test]
    fn whatever_the_bytes_there_is_a_text() {
        check(b"", "", false);
        check("é💊".as_bytes(), "é💊", false);
        check(b"caf\xe9", "caf\u{fffd}", true);
        check(b"\xff\xfeM\0R\0", "MR", false);
        check(b"\xfe\xff\0M\0R", "MR", false);
        check(b"\xff\xfeM\0\0\xd8", "M\u{fffd}", true);
        check(b"\xff\xfeM\0R", "M", true);
    }
}
