//! The main loop: the single writer of all state. Messages are handled in the order in which they arrived; a request
//! gets one poll in its place in that order, and only what is still pending then goes on beside the loop. Its turns are
//! taken by the thread that reads, and by the main thread when somebody else has something to say.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use futures_sink::Sink;
use serde_json::json;
use tokio::runtime::Handle;
use tower_service::Service;

use super::at_once;
use super::beside::Beside;
use super::elsewhere::{AtWork, Due};
use super::forward;
use super::protocol::{
    ClientSocket, Error, ErrorCode, ExitedError, Halves, Id, NOT_INITIALIZED, Request, Response, ResponseSink,
};
use super::session::{Session, Shared};
use super::sync::Notice;
use super::transport::{self, Inbox, Incoming, Input, Outbox, watch};
use crate::rules::Standard;

/// How long the client has to read the last messages once the server is to leave.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// How long findings wait for what has arrived already and is still to be read: it may be about to change them.
const LONGEST_WAIT: Duration = Duration::from_millis(4);

/// What the loop asks of a router: the library's own, or one of a test.
pub(super) trait Router:
    Service<Request, Response = Option<Response>, Error = ExitedError, Future: Pending> + Send + 'static
{
}
impl<S> Router for S where
    S: Service<Request, Response = Option<Response>, Error = ExitedError, Future: Pending> + Send + 'static
{
}

/// An answer that may not be there yet.
pub(super) trait Pending: Future<Output = Answer> + Send + Unpin + 'static {}
impl<F: Future<Output = Answer> + Send + Unpin + 'static> Pending for F {}

type Answer = Result<Option<Response>, ExitedError>;

/// The main loop and all it owns.
struct MainLoop<S> {
    router: S,
    replies: ResponseSink,
    session: Shared,
    inbox: Arc<Inbox>,
    outbox: Arc<Outbox>,
    runtime: Handle,
    life: Life,
    watched: Option<u32>,
    /// Since when something is due that was not published because more was about to arrive.
    unpublished: Option<Instant>,
    /// The exit code, once the session has ended.
    ended: Option<u8>,
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Life {
    New,
    Running,
    ShutDown,
}

/// Serves with this router and these queues until the session ends; gives the process's exit code. `watched` is a
/// process that is to be watched from the start.
pub(super) fn run<S: Router>(
    (router, socket): (S, ClientSocket),
    session: Shared,
    (inbox, outbox): (Arc<Inbox>, Arc<Outbox>),
    input: Input,
    watched: Option<u32>,
) -> std::io::Result<u8> {
    let beside = Beside::start()?;
    let (requests, replies): Halves = socket.split();
    beside.handle().spawn(forward::requests(requests, outbox.clone()));
    if let Some(process) = watched {
        watch(process, inbox.clone());
    }
    let main_loop = Arc::new(Mutex::new(MainLoop {
        router,
        replies,
        session,
        inbox: inbox.clone(),
        outbox: outbox.clone(),
        runtime: beside.handle().clone(),
        life: Life::New,
        watched,
        unpublished: None,
        ended: None,
    }));
    let (at_hand, call) = (main_loop.clone(), inbox.clone());
    transport::read(input, (inbox.clone(), outbox.clone()), move |more| {
        let ended = match at_hand.try_lock() {
            Ok(mut main_loop) => main_loop.turn(more).is_some(),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().turn(more).is_some(),
            // Somebody else is taking a turn, and may have looked at the queue already.
            Err(TryLockError::WouldBlock) => {
                call.call();
                false
            }
        };
        !ended
    })?;
    // While the client speaks: what the first draft is read with, and what is needed only by a client that does not read.
    Standard::default().prepare();
    transport::write((inbox.clone(), outbox.clone()))?;
    let code = loop {
        inbox.wait();
        if let Some(code) = lock(&main_loop).turn(false) {
            break code;
        }
    };
    outbox.close(LAST_WORDS);
    Ok(code)
}

fn lock<S>(main_loop: &Mutex<MainLoop<S>>) -> MutexGuard<'_, MainLoop<S>> {
    main_loop.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<S: Router> MainLoop<S> {
    /// Handles all that was read, then publishes once. Where there is `more` to be read, that waits, unless the client has
    /// asked for something: what is due is sent before it is told anything else. Gives an exit code when the session has
    /// ended.
    fn turn(&mut self, more: bool) -> Option<u8> {
        if self.ended.is_some() {
            return self.ended;
        }
        let all = self.inbox.take();
        if all.is_empty() && self.unpublished.is_none() {
            return None;
        }
        let asked = all.iter().any(|incoming| matches!(incoming, Incoming::Call(_)));
        self.ended = all.into_iter().find_map(|incoming| self.handle(incoming));
        let since = self.unpublished.take().unwrap_or_else(Instant::now);
        if more && !asked && since.elapsed() < LONGEST_WAIT {
            self.unpublished = Some(since);
        } else {
            self.ended = self.ended.or_else(|| self.publish());
        }
        self.ended
    }

    fn handle(&mut self, incoming: Incoming) -> Option<u8> {
        match incoming {
            Incoming::Document(notice) => return self.document(notice),
            Incoming::Call(request) => return self.call(request),
            Incoming::Reply(reply) => self.reply(reply),
            Incoming::Refused(id, code) => self.answer(&Response::from_error(id, Error::new(code))),
            Incoming::Panicked(id) => self.forget(&id),
            Incoming::Done(job) => return self.change(|session, outbox| job.run(session, outbox)),
            Incoming::Untrusted => {
                self.answer(&Response::from_error(Id::Null, Error::parse_error()));
                return Some(1);
            }
            Incoming::End => return Some(if self.life == Life::ShutDown { 0 } else { 1 }),
            Incoming::OutputClosed | Incoming::ParentGone => return Some(1),
        }
        None
    }

    fn document(&mut self, notice: Notice) -> Option<u8> {
        if self.life != Life::Running {
            tracing::warn!("news of a document outside a session; dropped");
            return None;
        }
        self.change(|session, outbox| session.apply(notice, outbox))
    }

    /// Changes the session.
    fn change(&mut self, change: impl FnOnce(&mut Session, &Outbox)) -> Option<u8> {
        let apply = || change(&mut self.session.lock(), &self.outbox);
        if catch_unwind(AssertUnwindSafe(apply)).is_err() {
            // A draft may be half changed. The client starts the server anew, with the text as it is.
            tracing::error!("a change could not be applied; leaving");
            return Some(1);
        }
        None
    }

    fn publish(&mut self) -> Option<u8> {
        let code = self.change(|session, outbox| session.publish(outbox));
        let mut session = self.session.lock();
        if session.take_stale() {
            let client = session.client;
            if let Some(to_client) = session.to_client.clone() {
                self.runtime.spawn(client.refresh(to_client));
            }
        }
        // Letters that are not open are checked beside the loop; what was found comes back to it.
        if let Some(due) = session.elsewhere.take_due() {
            let stop = Arc::default();
            let (errand, at_work) = (session.errand(Arc::clone(&stop)), AtWork::begin(&mut session, &self.inbox));
            if due == Due::All {
                session.elsewhere.supersede(stop);
            }
            let inbox = self.inbox.clone();
            self.runtime.spawn_blocking(move || {
                let _at_work = at_work;
                let (checked, all) = errand.run(due);
                let stopped = errand.stopped();
                inbox.tell(Incoming::done(move |session, outbox| match stopped {
                    false => session.take_over(checked, all, outbox),
                    // Whatever took its place may be called off as well.
                    true => session.elsewhere.outdated(),
                }));
            });
        }
        code
    }

    fn call(&mut self, request: Request) -> Option<u8> {
        let method = request.method();
        if request.id().is_none() && matches!(method, "initialize" | "shutdown") {
            // The library would take it for what it says, and refuse the real one.
            tracing::warn!("a request without an id; ignored");
            return None;
        }
        let refuse = match (self.life, method) {
            (life, "exit") => return Some(if life == Life::ShutDown { 0 } else { 1 }),
            (Life::New, "initialize") => return self.initialize(request),
            (Life::New, _) => Some(NOT_INITIALIZED),
            (Life::ShutDown, _) => Some(ErrorCode::InvalidRequest),
            (Life::Running, _) => None,
        };
        if let Some(code) = refuse {
            if let (_, Some(id), _) = request.into_parts() {
                self.answer(&Response::from_error(id, Error::new(code)));
            }
            return None;
        }
        if method == "shutdown" {
            // What was typed until now is still published.
            if let Some(code) = self.publish() {
                return Some(code);
            }
            self.life = Life::ShutDown;
        }
        let session = &self.session;
        match catch_unwind(AssertUnwindSafe(|| at_once::answer(&request, &mut session.lock()))) {
            Ok(Some(body)) => self.outbox.message(body),
            // The router's answer says what is wrong.
            Ok(None) | Err(_) => return self.dispatch(request),
        }
        None
    }

    /// Nothing else is handled before this is answered.
    fn initialize(&mut self, request: Request) -> Option<u8> {
        let id = request.id().cloned();
        let asked = match self.ask(request) {
            Ok(Step::Ready(answer)) => Ok(answer),
            Ok(Step::Pending(future)) => self.runtime.block_on(caught(future)).ok_or(()),
            Err(()) => Err(()),
        };
        let begun = matches!(&asked, Ok(Ok(Some(response))) if response.is_ok());
        if begun {
            self.life = Life::Running;
        }
        let code = self.settle(id, asked);
        let process = self.session.lock().client.process;
        if let Some(process) = process.filter(|process| begun && self.watched != Some(*process)) {
            watch(process, self.inbox.clone());
            self.watched = Some(process);
        }
        code
    }

    fn dispatch(&mut self, request: Request) -> Option<u8> {
        let id = request.id().cloned();
        match self.ask(request) {
            Ok(Step::Ready(answer)) => self.settle(id, Ok(answer)),
            Err(()) => {
                if let Some(id) = &id {
                    self.forget(id);
                }
                self.settle(id, Err(()))
            }
            Ok(Step::Pending(future)) => {
                let (inbox, outbox) = (self.inbox.clone(), self.outbox.clone());
                self.runtime.spawn(async move {
                    let answer = caught(future).await;
                    if let (None, Some(id)) = (&answer, &id) {
                        inbox.tell(Incoming::Panicked(id.clone()));
                    }
                    if let Some(response) = response(id, answer.ok_or(())) {
                        outbox.message(bytes(&response));
                    }
                });
                None
            }
        }
    }

    /// Calls the router and polls what it gives once, here and now.
    fn ask(&mut self, request: Request) -> Result<Step<S::Future>, ()> {
        let _runtime = self.runtime.enter();
        let router = &mut self.router;
        let step = catch_unwind(AssertUnwindSafe(move || {
            let mut context = Context::from_waker(Waker::noop());
            if let Poll::Ready(Err(exited)) = router.poll_ready(&mut context) {
                return Step::Ready(Err(exited));
            }
            let mut future = router.call(request);
            match Pin::new(&mut future).poll(&mut context) {
                Poll::Ready(answer) => Step::Ready(answer),
                Poll::Pending => Step::Pending(future),
            }
        }));
        step.map_err(|_| tracing::error!("a handler panicked"))
    }

    fn settle(&mut self, id: Option<Id>, answer: Result<Answer, ()>) -> Option<u8> {
        if let Ok(Err(_)) = answer {
            return Some(1);
        }
        if let Some(response) = response(id, answer) {
            self.answer(&response);
        }
        None
    }

    /// The router forgets a request only when it ends; one that panicked has not.
    fn forget(&mut self, id: &Id) {
        let cancel = Request::build("$/cancelRequest").params(json!({ "id": id })).finish();
        _ = self.ask(cancel);
    }

    fn reply(&mut self, reply: Response) {
        let replies = &mut self.replies;
        let passed = catch_unwind(AssertUnwindSafe(move || Pin::new(replies).start_send(reply)));
        if !matches!(passed, Ok(Ok(()))) {
            tracing::warn!("a reply fits nothing; ignored");
        }
    }

    fn answer(&self, response: &Response) {
        self.outbox.message(bytes(response));
    }
}

/// What a first poll gives.
enum Step<F> {
    Ready(Answer),
    Pending(F),
}

/// The reply to a request; none for a notification. `Err` says that its handler panicked.
fn response(id: Option<Id>, answer: Result<Answer, ()>) -> Option<Response> {
    let id = id?;
    Some(match answer {
        Ok(Ok(Some(response))) => response,
        // The router keeps quiet about unknown methods whose names begin with `$/`.
        Ok(Ok(None)) => Response::from_error(id, Error::method_not_found()),
        Ok(Err(_)) => Response::from_error(id, Error::invalid_request()),
        Err(()) => Response::from_error(id, Error::internal_error()),
    })
}

fn bytes(response: &Response) -> Vec<u8> {
    serde_json::to_vec(response).unwrap_or_else(|_| {
        let failed = json!({ "jsonrpc": "2.0", "id": response.id(), "error": { "code": -32603, "message": "" } });
        failed.to_string().into_bytes()
    })
}

/// Waits for an answer; none if its handler panics.
async fn caught<F: Pending>(mut future: F) -> Option<Answer> {
    poll_fn(move |context| {
        let polled = catch_unwind(AssertUnwindSafe(|| Pin::new(&mut future).poll(context)));
        match polled {
            Ok(Poll::Ready(answer)) => Poll::Ready(Some(answer)),
            Ok(Poll::Pending) => Poll::Pending,
            Err(_) => {
                tracing::error!("a handler panicked");
                Poll::Ready(None)
            }
        }
    })
    .await
}

#[cfg(test)]
#[path = "main_loop_tests.rs"]
mod tests;
