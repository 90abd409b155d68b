//! Work that takes a while, as the client shows it: begun, reported now and then, ended; and how it is called off.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::protocol::types::ProgressToken;
use super::session::notification;
use super::transport::Outbox;

/// Not more often than this anything is reported.
const EVERY: Duration = Duration::from_millis(100);

/// Says that nobody waits for work any more, once it is dropped: a cancelled request drops its handler, not its work.
#[derive(Debug, Default)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// What the work looks at.
    pub(super) fn flag(&self) -> Arc<AtomicBool> {
        self.0.clone()
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Work that the client can call off by the token of its progress.
#[derive(Debug, Clone, Default)]
pub(super) struct Running(Arc<Mutex<HashMap<String, Arc<AtomicBool>>>>);

impl Running {
    /// Work goes on under this token.
    pub(super) fn begin(&self, token: &ProgressToken, flag: Arc<AtomicBool>) {
        self.lock().insert(key(token), flag);
    }

    /// It has ended.
    pub(super) fn end(&self, token: &ProgressToken) {
        self.lock().remove(&key(token));
    }

    /// The client calls it off.
    pub(super) fn cancel(&self, token: &ProgressToken) {
        match self.lock().get(&key(token)) {
            Some(flag) => flag.store(true, Ordering::Relaxed),
            None => tracing::debug!("work is called off that is not going on; ignored"),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<AtomicBool>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(token: &ProgressToken) -> String {
    json!(token).to_string()
}

/// One piece of work on the client's screen.
#[derive(Clone)]
pub(super) struct Progress {
    token: ProgressToken,
    outbox: Arc<Outbox>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// The client does not know of it yet.
    New,
    /// It was reported at this time.
    Shown(Instant),
    Ended,
}

impl Progress {
    /// Work under a token that the client knows, or will know when it is begun.
    pub(super) fn new(token: ProgressToken, outbox: Arc<Outbox>) -> Progress {
        Progress { token, outbox, state: Arc::new(Mutex::new(State::New)) }
    }

    /// Shows it, unless it has ended meanwhile.
    pub(super) fn begin(&self, title: &str) {
        let mut state = self.lock();
        if *state == State::New {
            *state = State::Shown(Instant::now());
            self.send(json!({ "kind": "begin", "title": title, "cancellable": true, "percentage": 0 }));
        }
    }

    /// So much of all is done.
    pub(super) fn report(&self, done: usize, all: usize) {
        let mut state = self.lock();
        if let State::Shown(last) = *state
            && last.elapsed() >= EVERY
        {
            *state = State::Shown(Instant::now());
            let percentage = done * 100 / all.max(1);
            let message = format!("{done} of {all}");
            self.send(json!({ "kind": "report", "message": message, "percentage": percentage, "cancellable": true }));
        }
    }

    /// It has ended, with this to say.
    pub(super) fn end(&self, message: &str) {
        let mut state = self.lock();
        if let State::Shown(_) = *state {
            self.send(json!({ "kind": "end", "message": message }));
        }
        *state = State::Ended;
    }

    fn send(&self, value: Value) {
        self.outbox.message(partial(&self.token, value));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A part of an answer, or of a progress, to be sent ahead.
pub(super) fn partial(token: &ProgressToken, value: Value) -> Vec<u8> {
    notification("$/progress", &json!({ "token": token, "value": value }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_ended_before_it_was_shown_is_never_shown() {
        let outbox = Arc::new(Outbox::default());
        let progress = Progress::new(ProgressToken::Number(1), outbox.clone());
        progress.report(1, 2);
        progress.end("done");
        progress.begin("late");
        assert_eq!(outbox.latest(), None);
    }

    #[test]
    fn work_that_nobody_waits_for_is_told_to_stop() {
        let stop = Stop::default();
        let flag = stop.flag();
        assert!(!flag.load(Ordering::Relaxed));
        drop(stop);
        assert!(flag.load(Ordering::Relaxed));

        let (running, token) = (Running::default(), ProgressToken::String("a".into()));
        let flag = Arc::new(AtomicBool::new(false));
        running.begin(&token, flag.clone());
        running.cancel(&ProgressToken::Number(1));
        assert!(!flag.load(Ordering::Relaxed));
        running.cancel(&token);
        assert!(flag.load(Ordering::Relaxed));
    }
}
