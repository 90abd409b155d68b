//! A session without threads and without a client, to be measured: what one message costs from its bytes to the bytes
//! of the findings that answer it.

use super::session::Session;
use super::sync::{Kind, read};
use super::transport::Outbox;

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
