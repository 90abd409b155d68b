//! What waits to be written: replies are never dropped, diagnostics only the latest of each document, logs bounded.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// More logs and other notifications than this are not kept for a client that does not read.
const MOST_LOGS: usize = 1000;

/// Above this many bytes nothing more is read from the client until it has read.
const FULL: usize = 64 << 20;

/// A queue between everything that speaks to the client and the writer.
#[derive(Default)]
pub(in crate::server) struct Outbox {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Item>,
    diagnostics: HashMap<Arc<str>, Vec<u8>>,
    bytes: usize,
    logs: usize,
    dropped: usize,
    writing: bool,
    closed: bool,
}

enum Item {
    Message(Vec<u8>),
    Log(Vec<u8>),
    /// The place in the queue of a document's diagnostics, whichever are the latest when it is reached.
    Diagnostics(Arc<str>),
}

impl Outbox {
    /// Queues a reply, or a request to the client.
    pub(in crate::server) fn message(&self, mut body: Vec<u8>) {
        // Many may wait.
        body.shrink_to_fit();
        let mut state = self.lock();
        state.bytes += body.len();
        state.queue.push_back(Item::Message(body));
        self.changed.notify_all();
    }

    /// Queues a notification that may be dropped if the client does not read.
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
        self.changed.notify_all();
    }

    /// Queues a document's diagnostics in place of those of it that still wait. Gives back a buffer to write the next
    /// ones into.
    pub(in crate::server) fn diagnostics(&self, uri: &Arc<str>, body: Vec<u8>) -> Vec<u8> {
        let mut state = self.lock();
        state.bytes += body.len();
        let replaced = state.diagnostics.insert(uri.clone(), body);
        match replaced {
            Some(mut old) => {
                state.bytes = state.bytes.saturating_sub(old.len());
                old.clear();
                old
            }
            None => {
                state.queue.push_back(Item::Diagnostics(uri.clone()));
                self.changed.notify_all();
                Vec::new()
            }
        }
    }

    /// Bodies to be written now, a bounded number of bytes at once; waits for some. None when closed.
    pub(super) fn take(&self) -> Option<Vec<Vec<u8>>> {
        const AT_ONCE: usize = 64 << 10;
        let mut state = self.lock();
        state.writing = false;
        self.changed.notify_all();
        while state.queue.is_empty() {
            if state.closed {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let (mut bodies, mut bytes) = (Vec::new(), 0);
        while bytes < AT_ONCE {
            let body = match state.queue.pop_front() {
                Some(Item::Message(body)) => body,
                Some(Item::Log(body)) => {
                    state.logs -= 1;
                    body
                }
                Some(Item::Diagnostics(uri)) => state.diagnostics.remove(&uri).unwrap_or_default(),
                None => break,
            };
            bytes += body.len();
            bodies.push(body);
        }
        state.bytes = state.bytes.saturating_sub(bytes);
        state.writing = true;
        Some(bodies)
    }

    /// The body that was queued last, if nothing was written yet; takes everything else out too.
    pub(in crate::server) fn latest(&self) -> Option<Vec<u8>> {
        let nothing = self.lock().queue.is_empty();
        if nothing { None } else { self.take()?.pop() }
    }

    /// Waits until the client has read most of what waits for it.
    pub(super) fn wait_for_room(&self) {
        let mut state = self.lock();
        while state.bytes > FULL && !state.closed {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Lets the writer finish, for a limited time.
    pub(in crate::server) fn close(&self, limit: Duration) {
        let deadline = Instant::now() + limit;
        let mut state = self.lock();
        state.closed = true;
        self.changed.notify_all();
        while state.writing || !state.queue.is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Nothing can be written any more: whoever waits need not.
    pub(super) fn fail(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.writing = false;
        state.queue.clear();
        state.diagnostics.clear();
        state.bytes = 0;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_latest_diagnostics_of_a_document_wait() {
        let outbox = Outbox::default();
        let (a, b): (Arc<str>, Arc<str>) = ("a".into(), "b".into());
        outbox.diagnostics(&a, b"a1".to_vec());
        outbox.message(b"reply".to_vec());
        outbox.diagnostics(&b, b"b1".to_vec());
        outbox.diagnostics(&a, b"a2".to_vec());
        assert_eq!(outbox.take().unwrap(), [b"a2".to_vec(), b"reply".to_vec(), b"b1".to_vec()]);
        outbox.diagnostics(&a, b"a3".to_vec());
        assert_eq!(outbox.take().unwrap(), [b"a3".to_vec()]);
    }

    #[test]
    fn logs_are_bounded_and_replies_are_not() {
        let outbox = Outbox::default();
        for _ in 0..3 * MOST_LOGS {
            outbox.log(b"l".to_vec());
            outbox.message(b"m".to_vec());
        }
        outbox.close(Duration::ZERO);
        let mut all = Vec::new();
        while let Some(bodies) = outbox.take() {
            all.extend(bodies);
        }
        assert_eq!(all.iter().filter(|b| *b == b"l").count(), MOST_LOGS);
        assert_eq!(all.iter().filter(|b| *b == b"m").count(), 3 * MOST_LOGS);
    }
}
