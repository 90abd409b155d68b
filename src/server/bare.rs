//! A session without threads and without a client, to be measured: what one message costs from its bytes to the bytes
//! of the findings that answer it. And a stream of bytes without a session, to be fuzzed.

use std::io::Read;

use super::protocol::ErrorCode;
use super::session::Session;
use super::sync::{Kind, Notice, read};
use super::transport::{Incoming, Outbox, Reader};

/// A session to be measured.
#[derive(Default)]
pub struct Bare {
    session: Session,
    outbox: Outbox,
}

impl Bare {
    /// Takes the parameters of `textDocument/didOpen`, `didChange` or `didSave`, as JSON, and gives what is published.
    /// A method that brings no news of a document, and news that cannot be read, publish nothing.
    pub fn notify(&mut self, method: &str, params: &str) -> Option<Vec<u8>> {
        let kind = Kind::of(method)?;
        self.session.apply(read(kind, params), &self.outbox);
        self.session.publish(&self.outbox);
        self.outbox.latest()
    }
}

/// What a stream of bytes is heard as, a sign a message: `.` a call, `d` news of a document, `l` news of a change that
/// was lost, `r` a reply, `!` what is no message, `-` what is refused, and at the end `x` where the stream is not trusted.
#[doc(hidden)]
pub fn heard(stream: impl Read) -> String {
    let mut reader = Reader::new(stream);
    let mut heard = String::new();
    loop {
        heard.push(match reader.next().0 {
            Incoming::Call(_) => '.',
            Incoming::Document(Notice::Unreadable { uri: None, .. }) => 'l',
            Incoming::Document(_) => 'd',
            Incoming::Reply(_) => 'r',
            Incoming::Refused(_, ErrorCode::ParseError) => '!',
            Incoming::Refused(..) => '-',
            Incoming::Untrusted => return heard + "x",
            _ => return heard,
        });
    }
}
