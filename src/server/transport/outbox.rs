//! What waits to be written: replies are never dropped, diagnostics only the latest of each document, logs bounded.
//!
//! Whoever has something to say writes it at once, as far as the client has room for it; what does not fit is left to the
//! writer, a thread that may wait. So an answer that fits needs no other thread.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::pen::{Output, Pen};

/// More logs and other notifications than this are not kept for a client that does not read.
const MOST_LOGS: usize = 1000;

/// Above this many bytes nothing more is read from the client until it has read.
const FULL: usize = 64 << 20;

/// A queue between everything that speaks to the client and its end of the line.
#[derive(Default)]
pub(in crate::server) struct Outbox {
    state: Mutex<State>,
    /// There is something for the writer.
    left: Condvar,
    /// Less waits than before.
    written: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Item>,
    diagnostics: HashMap<Arc<str>, Vec<u8>>,
    bytes: usize,
    logs: usize,
    dropped: usize,
    pen: Holder,
    closed: bool,
}

/// Who has the pen.
#[derive(Default)]
enum Holder {
    /// There is none: what is queued is taken out by hand.
    #[default]
    Nobody,
    /// Whoever has something to say next.
    Next(Pen),
    /// Somebody who is writing, and looks at the queue again before laying it down.
    Someone,
    /// The writer is to take it: what is begun does not fit.
    Writer(Pen),
}

enum Item {
    Message(Vec<u8>),
    Log(Vec<u8>),
    /// The place in the queue of a document's diagnostics, whichever are the latest when it is reached.
    Diagnostics(Arc<str>),
}

impl Outbox {
    /// A queue before this output.
    pub(super) fn before(output: Output) -> Outbox {
        let state = State { pen: Holder::Next(Pen::new(output)), ..State::default() };
        Outbox { state: Mutex::new(state), ..Outbox::default() }
    }

    /// Sends a reply, or a request to the client.
    pub(in crate::server) fn message(&self, mut body: Vec<u8>) {
        // Many may wait.
        if body.capacity() > 2 * body.len() {
            body.shrink_to_fit();
        }
        let mut state = self.lock();
        state.bytes += body.len();
        state.queue.push_back(Item::Message(body));
        self.write(state);
    }

    /// Sends a notification that may be dropped if the client does not read.
    pub(in crate::server) fn log(&self, body: Vec<u8>) {
        let mut state = self.lock();
        if state.logs >= MOST_LOGS {
            state.dropped += 1;
            if state.dropped.is_power_of_two() {
                tracing::warn!(dropped = state.dropped, "the client does not read; notifications are dropped");
            }
            return;
        }
        state.logs += 1;
        state.bytes += body.len();
        state.queue.push_back(Item::Log(body));
        self.write(state);
    }

    /// Sends a document's diagnostics in place of those of it that still wait. Gives back a buffer to write the next
    /// ones into.
    pub(in crate::server) fn diagnostics(&self, uri: &Arc<str>, body: Vec<u8>) -> Vec<u8> {
        let mut state = self.lock();
        state.bytes += body.len();
        let replaced = state.diagnostics.insert(uri.clone(), body);
        let mut old = match replaced {
            Some(old) => {
                state.bytes = state.bytes.saturating_sub(old.len());
                old
            }
            None => {
                state.queue.push_back(Item::Diagnostics(uri.clone()));
                self.write(state).unwrap_or_default()
            }
        };
        old.clear();
        old
    }

    /// Writes what fits, unless somebody is at it. Gives back the buffer of what was written last.
    fn write<'a>(&'a self, mut state: MutexGuard<'a, State>) -> Option<Vec<u8>> {
        let mut pen = match std::mem::replace(&mut state.pen, Holder::Someone) {
            Holder::Next(pen) => pen,
            other => {
                state.pen = other;
                return None;
            }
        };
        let mut last = None;
        loop {
            last = state.next_into(&mut pen).or(last);
            drop(state);
            let all = pen.write_what_fits();
            state = self.lock();
            // What fails here fails for the writer again, who tells of it.
            if !matches!(all, Ok(true)) {
                state.pen = Holder::Writer(pen);
                self.left.notify_one();
                return last;
            }
            if state.queue.is_empty() {
                state.pen = Holder::Next(pen);
                // Most of the time nobody waits for that, and to tell nobody takes as long as to write.
                if state.closed {
                    self.written.notify_all();
                }
                return last;
            }
        }
    }

    /// Writes what does not fit, and may wait for the client, until the outbox is closed. For a thread of its own.
    pub(super) fn write_the_rest(&self) -> io::Result<()> {
        let mut state = self.lock();
        loop {
            let mut pen = match std::mem::replace(&mut state.pen, Holder::Someone) {
                Holder::Writer(pen) => pen,
                other => {
                    state.pen = other;
                    if state.closed {
                        return Ok(());
                    }
                    state = self.left.wait(state).unwrap_or_else(PoisonError::into_inner);
                    continue;
                }
            };
            loop {
                drop(state);
                pen.write_all()?;
                state = self.lock();
                if state.queue.is_empty() {
                    break;
                }
                state.next_into(&mut pen);
                self.written.notify_all();
            }
            state.pen = Holder::Next(pen);
            self.written.notify_all();
        }
    }

    /// The body that was queued last, where nothing is written; takes everything else out too.
    pub(in crate::server) fn latest(&self) -> Option<Vec<u8>> {
        let mut state = self.lock();
        std::iter::from_fn(|| state.next()).last()
    }

    /// Waits until the client has read most of what waits for it.
    pub(super) fn wait_for_room(&self) {
        let mut state = self.lock();
        while state.bytes > FULL && !state.closed {
            state = self.written.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Lets the writer finish, for a limited time.
    pub(in crate::server) fn close(&self, limit: Duration) {
        let deadline = Instant::now() + limit;
        let mut state = self.lock();
        state.closed = true;
        self.left.notify_all();
        while matches!(state.pen, Holder::Someone | Holder::Writer(_)) || !state.queue.is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            state = self.written.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Nothing can be written any more: whoever waits need not.
    pub(super) fn fail(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.pen = Holder::Nobody;
        state.queue.clear();
        state.diagnostics.clear();
        state.bytes = 0;
        self.written.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The next body to be written.
    fn next(&mut self) -> Option<Vec<u8>> {
        let body = match self.queue.pop_front()? {
            Item::Message(body) => body,
            Item::Log(body) => {
                self.logs -= 1;
                body
            }
            Item::Diagnostics(uri) => self.diagnostics.remove(&uri).unwrap_or_default(),
        };
        self.bytes = self.bytes.saturating_sub(body.len());
        Some(body)
    }

    /// Has a bounded number of bytes written next. Gives back the last body's buffer.
    fn next_into(&mut self, pen: &mut Pen) -> Option<Vec<u8>> {
        const AT_ONCE: usize = 64 << 10;
        let (mut bytes, mut last) = (0, None);
        while bytes < AT_ONCE {
            let Some(body) = self.next() else { break };
            bytes += body.len();
            last = pen.take(body).or(last);
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(outbox: &Outbox) -> Vec<Vec<u8>> {
        std::iter::from_fn(|| outbox.lock().next()).collect()
    }

    #[test]
    fn only_the_latest_diagnostics_of_a_document_wait() {
        let outbox = Outbox::default();
        let (a, b): (Arc<str>, Arc<str>) = ("a".into(), "b".into());
        outbox.diagnostics(&a, b"a1".to_vec());
        outbox.message(b"reply".to_vec());
        outbox.diagnostics(&b, b"b1".to_vec());
        outbox.diagnostics(&a, b"a2".to_vec());
        assert_eq!(all(&outbox), [b"a2".to_vec(), b"reply".to_vec(), b"b1".to_vec()]);
        outbox.diagnostics(&a, b"a3".to_vec());
        assert_eq!(all(&outbox), [b"a3".to_vec()]);
    }

    #[test]
    fn logs_are_bounded_and_replies_are_not() {
        let outbox = Outbox::default();
        for _ in 0..3 * MOST_LOGS {
            outbox.log(b"l".to_vec());
            outbox.message(b"m".to_vec());
        }
        let all = all(&outbox);
        assert_eq!(all.iter().filter(|b| *b == b"l").count(), MOST_LOGS);
        assert_eq!(all.iter().filter(|b| *b == b"m").count(), 3 * MOST_LOGS);
    }
}
