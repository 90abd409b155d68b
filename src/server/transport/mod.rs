//! The transport: a thread that reads, a thread that writes, and the queues between them and the main loop.
//!
//! The library's own is not used: one undecodable message ends it, a panic deafens it, and it can wait in a circle.

mod inbox;
mod message;
mod outbox;
mod parent;
mod reader;
pub(super) mod repair;
mod writer;

use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub(super) use inbox::Inbox;
pub(super) use message::Incoming;
pub(super) use outbox::Outbox;
pub(super) use parent::watch;
pub(super) use reader::Reader;
pub(super) use writer::private_stdout;

/// Starts reading from `input` and writing to `output`.
pub(super) fn start(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
) -> std::io::Result<(Arc<Inbox>, Arc<Outbox>)> {
    let (inbox, outbox) = (Arc::new(Inbox::default()), Arc::new(Outbox::default()));
    let named = |name: &str| std::thread::Builder::new().name(name.into());

    let (into, room) = (inbox.clone(), outbox.clone());
    named("reader").spawn(move || {
        // However this thread ends, nothing more will be read.
        let _end = TellEnd(into.clone());
        let mut reader = reader::Reader::new(input);
        loop {
            let (message, bytes) = reader.next();
            if matches!(message, Incoming::End) {
                return;
            }
            let last = matches!(message, Incoming::Untrusted);
            into.push(message, bytes);
            if last {
                return;
            }
            room.wait_for_room();
        }
    })?;

    let (from, told) = (outbox.clone(), inbox.clone());
    named("writer").spawn(move || {
        let written = catch_unwind(AssertUnwindSafe(|| writer::write_all(&from, output)));
        if !matches!(written, Ok(Ok(()))) {
            tracing::warn!("writing failed");
            from.fail();
            told.tell(Incoming::OutputClosed);
        }
    })?;
    Ok((inbox, outbox))
}

/// Says that the input has ended, when it is dropped.
struct TellEnd(Arc<Inbox>);

impl Drop for TellEnd {
    fn drop(&mut self) {
        self.0.tell(Incoming::End);
    }
}
