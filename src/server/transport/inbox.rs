//! What has arrived and is not yet handled, in order; bounded by bytes, taken all at once.
//!
//! What the client says is handled by the thread that reads it, between two reads. What others say, and what the reader
//! cannot handle because somebody else is at it, calls the thread that waits here.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::message::Incoming;

/// So many bytes may wait; then reading stops, and the pipe makes the client wait.
const MOST: usize = 16 << 20;

/// What a small message takes beside its text.
const OVERHEAD: usize = 1 << 10;

/// A queue between the threads that hear of something and the main loop.
#[derive(Default)]
pub(in crate::server) struct Inbox {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Incoming>,
    bytes: usize,
    /// The thread that waits here is to look at the queue.
    called: bool,
    /// The reader waits for room.
    crowded: bool,
}

impl Inbox {
    /// Everything that waits.
    pub(in crate::server) fn take(&self) -> VecDeque<Incoming> {
        let mut state = self.lock();
        state.bytes = 0;
        let taken = std::mem::take(&mut state.queue);
        if std::mem::take(&mut state.crowded) {
            self.changed.notify_all();
        }
        taken
    }

    /// Waits until somebody calls.
    pub(in crate::server) fn wait(&self) {
        let mut state = self.lock();
        while !std::mem::take(&mut state.called) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Has the thread that waits look at the queue.
    pub(in crate::server) fn call(&self) {
        self.lock().called = true;
        self.changed.notify_all();
    }

    /// Adds a message of about so many bytes, which the caller will see to; waits for room unless the queue is empty.
    pub(super) fn push(&self, message: Incoming, bytes: usize) {
        let bytes = bytes + OVERHEAD;
        let mut state = self.lock();
        while !state.queue.is_empty() && state.bytes + bytes > MOST {
            (state.called, state.crowded) = (true, true);
            self.changed.notify_all();
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.bytes += bytes;
        let message = match (state.queue.back_mut(), message) {
            (Some(Incoming::Document(last)), Incoming::Document(next)) => last.join(next).map(Incoming::Document),
            (_, message) => Some(message),
        };
        state.queue.extend(message);
    }

    /// Adds what the server itself has to say; never waits.
    pub(in crate::server) fn tell(&self, message: Incoming) {
        let mut state = self.lock();
        state.queue.push_back(message);
        state.called = true;
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
