//! What has arrived and is not yet handled, in order; bounded by bytes, taken all at once.

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
}

impl Inbox {
    /// Everything that waits; waits for something if nothing does.
    pub(in crate::server) fn take(&self) -> VecDeque<Incoming> {
        let mut state = self.lock();
        while state.queue.is_empty() {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.bytes = 0;
        let taken = std::mem::take(&mut state.queue);
        self.changed.notify_all();
        taken
    }

    /// Adds a message of about so many bytes; waits for room unless the queue is empty.
    pub(super) fn push(&self, message: Incoming, bytes: usize) {
        let bytes = bytes + OVERHEAD;
        let mut state = self.lock();
        while !state.queue.is_empty() && state.bytes + bytes > MOST {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.bytes += bytes;
        state.queue.push_back(message);
        self.changed.notify_all();
    }

    /// Adds what the server itself has to say; never waits.
    pub(in crate::server) fn tell(&self, message: Incoming) {
        self.lock().queue.push_back(message);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
