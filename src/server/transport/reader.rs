//! Framing: bytes in, messages out, whatever the bytes are. Runs on a thread of its own.

use std::io::{ErrorKind, Read};

use super::message::{Incoming, Parsed, parse};
use super::repair;
use crate::server::protocol::{ErrorCode, Id};
use crate::server::seldom;
use crate::server::sync::{Kind, Notice};

/// A longer message is not read into memory.
const LONGEST: u64 = 256 << 20;

/// Nobody means a longer message: the stream cannot be trusted.
const ABSURD: u64 = 1 << 30;

/// Of a line that cannot be a header only the end is kept.
const LONGEST_LINE: usize = 4096;

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// Splits a stream into messages.
pub(in crate::server) struct Reader<R> {
    input: R,
    buffer: Vec<u8>,
    at: usize,
    /// Room to read into.
    piece: Vec<u8>,
    /// Whether the next header is still to be found.
    lost: bool,
    /// How much of a message that is too long is still to come.
    surplus: u64,
    /// What is to be told next: something that was refused may have been news of a document.
    then: Vec<Kind>,
    repaired: bool,
    /// How many messages were damaged or ignored.
    complaints: u64,
}

/// What stands before a body.
enum Header {
    Length(u64),
    Damaged(&'static str),
    End,
}

impl<R: Read> Reader<R> {
    /// Reads from `input`.
    pub(in crate::server) fn new(input: R) -> Reader<R> {
        Reader {
            input,
            buffer: Vec::new(),
            at: 0,
            piece: vec![0; PIECE],
            lost: false,
            surplus: 0,
            then: Vec::new(),
            repaired: false,
            complaints: 0,
        }
    }

    /// The next message and about how many bytes it weighs; [`Incoming::End`] and [`Incoming::Untrusted`] are the last.
    pub(in crate::server) fn next(&mut self) -> (Incoming, usize) {
        loop {
            if let Some(kind) = self.then.pop() {
                return (Incoming::Document(Notice::Unreadable { kind, uri: None }), 0);
            }
            // Only now: what was refused is answered before the rest of it has come.
            let surplus = std::mem::take(&mut self.surplus);
            if surplus > 0 {
                match self.discard(surplus) {
                    true => continue,
                    false => return (Incoming::End, 0),
                }
            }
            if std::mem::take(&mut self.lost) {
                self.resync();
                continue;
            }
            let length = match self.header() {
                Header::Length(length) => length,
                Header::End => return (Incoming::End, 0),
                Header::Damaged(why) => {
                    if seldom(&mut self.complaints) {
                        tracing::warn!(
                            why,
                            count = self.complaints,
                            "a message's header is damaged; looking for the next"
                        );
                    }
                    self.lost = true;
                    return (Incoming::Refused(Id::Null, ErrorCode::ParseError), 0);
                }
            };
            if length == 0 {
                continue;
            }
            if length >= ABSURD {
                tracing::error!(length, "a message of this length cannot be meant");
                return (Incoming::Untrusted, 0);
            }
            if length > LONGEST {
                tracing::warn!(length, "a message is too long");
                self.surplus = length;
                return (Incoming::Refused(Id::Null, ErrorCode::ParseError), 0);
            }
            let Some(body) = self.body(length as usize) else {
                return (Incoming::End, 0);
            };
            let (text, as_it_was) = repair::utf8(body);
            if as_it_was.is_some() && !std::mem::replace(&mut self.repaired, true) {
                tracing::warn!("a message is not UTF-8; repaired, and so will be others without a word");
            }
            match parse(&text) {
                Parsed::Message(message) => {
                    if matches!(message, Incoming::Refused(..)) {
                        self.mourn(text.as_bytes());
                    }
                    return (message, text.len());
                }
                Parsed::Ignored(what) => {
                    if seldom(&mut self.complaints) {
                        tracing::warn!(what, count = self.complaints, "ignored");
                    }
                }
                Parsed::Broken => {
                    if seldom(&mut self.complaints) {
                        tracing::warn!(bytes = text.len(), count = self.complaints, "a message is no JSON");
                    }
                    self.mourn(text.as_bytes());
                    // A length that was too long has swallowed the next header: look for it in what was read. It may end
                    // in the midst of a character of the next message.
                    self.unread(as_it_was.as_deref().unwrap_or(text.as_bytes()));
                    self.lost = true;
                    return (Incoming::Refused(Id::Null, ErrorCode::ParseError), 0);
                }
            }
        }
    }

    /// Reads header lines up to the empty one. A line counts as `Content-Length` also with something before it:
    /// a length that was too short leaves the rest of a body glued to the next header.
    fn header(&mut self) -> Header {
        let (mut length, mut seen) = (None, false);
        while let Some(line) = self.line() {
            let line = line.trim_ascii();
            if line.is_empty() {
                match length {
                    Some(length) => return Header::Length(length),
                    None if seen => return Header::Damaged("no length"),
                    // Empty lines before a header do no harm.
                    None => continue,
                }
            }
            seen = true;
            match content_length(line) {
                Some(Ok(n)) => length = Some(n),
                Some(Err(())) => return Header::Damaged("length is no number"),
                None => {}
            }
        }
        Header::End
    }

    /// Skips to the next line that ends in `content-length:` and digits, and leaves it to be read.
    fn resync(&mut self) {
        while let Some(line) = self.line() {
            self.mourn(&line);
            if let Some(Ok(length)) = content_length(line.trim_ascii()) {
                self.unread(format!("Content-Length: {length}\r\n").as_bytes());
                return;
            }
        }
    }

    /// What was not understood may have opened or changed a document: then text here and text there differ, and the
    /// session is told, though not of which.
    fn mourn(&mut self, bytes: &[u8]) {
        const SIGNS: [(Kind, &[u8]); 3] = [
            (Kind::Open, b"textDocument/didOpen"),
            (Kind::Change, b"textDocument/didChange"),
            (Kind::Change, b"\"contentChanges\""),
        ];
        for (kind, sign) in SIGNS {
            if !self.then.contains(&kind) && memchr::memmem::find(bytes, sign).is_some() {
                self.then.push(kind);
            }
        }
    }

    /// The next line without its end, cut to its last bytes if it is very long; none at the end of the stream.
    fn line(&mut self) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        loop {
            let rest = self.buffer.get(self.at..).unwrap_or(&[]);
            let end = memchr::memchr(b'\n', rest);
            line.extend_from_slice(rest.get(..end.unwrap_or(rest.len())).unwrap_or(&[]));
            self.at += end.map_or(rest.len(), |end| end + 1);
            if line.len() > LONGEST_LINE {
                self.mourn(&line);
                line.drain(..line.len() - LONGEST_LINE / 2);
            }
            if end.is_some() {
                return Some(line);
            }
            if !self.fill() {
                return None;
            }
        }
    }

    fn body(&mut self, length: usize) -> Option<Vec<u8>> {
        let ready = self.buffer.get(self.at..).unwrap_or(&[]);
        let mut body = Vec::with_capacity(length.min(PIECE));
        body.extend_from_slice(ready.get(..length).unwrap_or(ready));
        self.at += body.len();
        while body.len() < length {
            // Room is made as bytes arrive: a length alone reserves nothing.
            let room = (length - body.len()).min(body.len().max(PIECE));
            body.reserve_exact(room);
            let start = body.len();
            body.resize(start + room, 0);
            let read = self.read_into(body.get_mut(start..)?);
            body.truncate(start + read);
            if read == 0 {
                return None;
            }
        }
        Some(body)
    }

    /// Reads and forgets; says whether there was as much.
    fn discard(&mut self, mut length: u64) -> bool {
        loop {
            let ready = (self.buffer.len() - self.at) as u64;
            let end = self.at + ready.min(length) as usize;
            let piece = self.buffer.get(self.at..end).unwrap_or(&[]).to_vec();
            self.mourn(&piece);
            self.at = end;
            if ready >= length {
                return true;
            }
            length -= ready;
            if !self.fill() {
                return false;
            }
        }
    }

    fn unread(&mut self, bytes: &[u8]) {
        self.buffer.splice(..self.at, bytes.iter().copied());
        self.at = 0;
    }

    /// Gets more bytes; the buffer is used up. Says whether there are any.
    fn fill(&mut self) -> bool {
        let mut piece = std::mem::take(&mut self.piece);
        let read = self.read_into(&mut piece);
        self.buffer.clear();
        self.buffer.extend_from_slice(piece.get(..read).unwrap_or(&[]));
        self.at = 0;
        self.piece = piece;
        read > 0
    }

    fn read_into(&mut self, into: &mut [u8]) -> usize {
        loop {
            match self.input.read(into) {
                Ok(read) => return read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    tracing::warn!(kind = ?error.kind(), "reading failed");
                    return 0;
                }
            }
        }
    }
}

/// The length that a header line gives, if it is the one that does.
fn content_length(line: &[u8]) -> Option<Result<u64, ()>> {
    const NAME: &[u8] = b"content-length";
    let colon = memchr::memrchr(b':', line)?;
    let name = line.get(..colon)?.trim_ascii_end();
    let start = name.len().checked_sub(NAME.len())?;
    if !name.get(start..)?.eq_ignore_ascii_case(NAME) {
        return None;
    }
    let value = line.get(colon + 1..)?.trim_ascii();
    if !value.is_empty() && value.iter().all(u8::is_ascii_digit) {
        // More digits than fit are a length that nobody means.
        return Some(Ok(std::str::from_utf8(value).ok()?.parse().unwrap_or(u64::MAX)));
    }
    Some(Err(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::heard;

    const HELLO: &str = r#"{"jsonrpc":"2.0","method":"hello"}"#;

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    /// What is heard of a stream.
    fn read(stream: impl AsRef<[u8]>) -> String {
        // One byte at a time, so that every place where a read can end is one.
        struct Slow<'a>(&'a [u8]);
        impl Read for Slow<'_> {
            fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
                let n = self.0.len().min(1).min(into.len());
                into[..n].copy_from_slice(&self.0[..n]);
                self.0 = &self.0[n..];
                Ok(n)
            }
        }
        let slow = heard(Slow(stream.as_ref()));
        assert_eq!(slow, heard(stream.as_ref()));
        slow
    }

    #[test]
    fn headers_in_every_spelling() {
        let n = HELLO.len();
        let spellings = [
            format!("content-length:{n}\n\n{HELLO}"),
            format!("CONTENT-LENGTH :  {n} \r\nX: y\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n{HELLO}"),
            format!("\r\nContent-Type: a; charset=UTF-8\r\nContent-Length: {n}\r\n\r\n{HELLO}"),
            format!("Content-Length: 0\r\n\r\n{}", frame(HELLO)),
        ];
        for spelling in spellings {
            assert_eq!(read(format!("{spelling}{}", frame(HELLO))), "..", "{spelling}");
        }
    }

    #[test]
    fn only_the_damaged_message_is_lost() {
        let good = frame(HELLO);
        let n = HELLO.len();
        let damaged = [
            format!("Content-Length: abc\r\n\r\n{HELLO}"),
            "X: y\r\n\r\n{}".to_string(),
            format!("Content-Length: {}\r\n\r\n{HELLO}", n - 5),
            format!("Content-Length: {}\r\n\r\n{HELLO}", n + 5),
            format!("Content-Length: {}\r\n\r\n{HELLO}", n + 30),
            frame("{\"jsonrpc\":"),
            "Content-Length: -1\r\n\r\n".to_string(),
        ];
        for bad in damaged {
            assert_eq!(read(format!("{good}{bad}{good}{good}")), ".!..", "{bad}");
        }
        assert_eq!(read(format!("{}{good}", frame("[{}]"))), "-.");
    }

    #[test]
    fn a_length_that_is_wrong_by_anything_costs_one_message() {
        let long = HELLO.replace("hello", "h\u{e9}llo \u{1f48a} and good-bye");
        let (good, n) = (frame(&long), long.len());
        for length in 1..3 * n {
            let bad = format!("Content-Length: {length}\r\n\r\n{long}");
            let heard = if length == n { "...." } else { ".!.." };
            assert_eq!(
                read(format!("{good}{bad}{good}{good}{}", frame(&" ".repeat(3 * n)))),
                format!("{heard}!"),
                "{length}"
            );
        }
    }

    #[test]
    fn a_body_that_is_not_utf8_is_read() {
        let mut stream = format!("Content-Length: {}\r\n\r\n", HELLO.len()).into_bytes();
        stream.extend(
            HELLO.replace("hello", "h\u{1}llo").replace('\u{1}', "e").bytes().map(|b| if b == b'o' { 0xff } else { b }),
        );
        stream.extend(frame(HELLO).bytes());
        // 0xff stands in member names too, so the first message is no request any more; but both are read.
        assert_eq!(read(&stream).len(), 2);
    }

    #[test]
    fn lengths_that_cannot_be_meant() {
        assert_eq!(read("Content-Length: 99999999999\r\n\r\n{}"), "x");
        assert_eq!(read("Content-Length: 99999999999999999999999\r\n\r\n{}"), "x");
        let long = LONGEST + 1;
        let stream = format!("Content-Length: {long}\r\n\r\n").into_bytes();
        let stream = stream.as_slice().chain(std::io::repeat(b' ').take(long));
        assert_eq!(heard(stream.chain(frame(HELLO).as_bytes())), "!.");
    }
}
