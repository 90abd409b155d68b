//! The transport: a thread that reads, a thread that writes what the client has no room for yet, and the queues between
//! them and the main loop.
//!
//! The library's own is not used: one undecodable message ends it, a panic deafens it, and it can wait in a circle.
//! The thread that reads a message sees to it that it is handled, before it waits for the next: waking another thread
//! would take longer than most answers.

mod inbox;
mod input;
mod message;
#[cfg(unix)]
mod nowait;
mod outbox;
mod parent;
mod pen;
mod reader;
pub(super) mod repair;
mod standard;

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub(super) use inbox::Inbox;
pub(super) use input::Input;
pub(super) use message::Incoming;
pub(super) use outbox::Outbox;
pub(super) use parent::watch;
pub(super) use pen::Output;
pub(super) use reader::Reader;
pub(super) use standard::{private_stdout, stdin};

/// As much as the main thread has: what is read is handled here.
const STACK: usize = 8 << 20;

/// The queues of a session that speaks to this output. What does not fit into it waits for the thread of [`write`].
pub(super) fn queues(output: Output) -> (Arc<Inbox>, Arc<Outbox>) {
    (Arc::default(), Arc::new(Outbox::before(output)))
}

/// Starts a thread that writes what would make others wait.
pub(super) fn write((inbox, outbox): (Arc<Inbox>, Arc<Outbox>)) -> io::Result<()> {
    std::thread::Builder::new().name("writer".into()).spawn(move || {
        let written = catch_unwind(AssertUnwindSafe(|| outbox.write_the_rest()));
        if !matches!(written, Ok(Ok(()))) {
            tracing::warn!("writing failed");
            outbox.fail();
            inbox.tell(Incoming::OutputClosed);
        }
    })?;
    Ok(())
}

/// Starts reading from `input`. Whatever was read is in the inbox when `handle` is called, before more is read; it is told
/// whether there is more already, and says whether to go on.
pub(super) fn read(
    input: Input,
    (inbox, outbox): (Arc<Inbox>, Arc<Outbox>),
    mut handle: impl FnMut(bool) -> bool + Send + 'static,
) -> io::Result<()> {
    std::thread::Builder::new().name("reader".into()).stack_size(STACK).spawn(move || {
        // However this thread ends, nothing more will be read.
        let _end = TellEnd(inbox.clone());
        let before = move |more: bool| {
            let go_on = handle(more);
            outbox.wait_for_room();
            go_on
        };
        let mut reader = Reader::new(Attentive { input, before });
        loop {
            let (message, bytes) = reader.next();
            if matches!(message, Incoming::End) {
                return;
            }
            let last = matches!(message, Incoming::Untrusted);
            inbox.push(message, bytes);
            if last {
                return;
            }
        }
    })?;
    Ok(())
}

/// An input before each read of which something is done; none is read any more once that says so.
struct Attentive<F> {
    input: Input,
    before: F,
}

impl<F: FnMut(bool) -> bool> Read for Attentive<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if (self.before)(self.input.is_ready()) { self.input.read(into) } else { Ok(0) }
    }
}

/// Says that the input has ended, when it is dropped.
struct TellEnd(Arc<Inbox>);

impl Drop for TellEnd {
    fn drop(&mut self) {
        self.0.tell(Incoming::End);
    }
}
