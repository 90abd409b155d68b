//! One message: its envelope is read, its text repaired, and what it is decided.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;

use super::outbox::Outbox;
use super::repair;
use crate::server::protocol::{ErrorCode, Id, Request, Response};
use crate::server::session::Session;
use crate::server::sync::{self, Notice};

/// What the main loop is told.
#[derive(Debug)]
pub(in crate::server) enum Incoming {
    /// A request or notification for the router.
    Call(Request),
    /// A document was opened, changed, saved or closed: never passes the router.
    Document(Notice),
    /// An answer to something the server asked.
    Reply(Response),
    /// Something to be refused with an error.
    Refused(Id, ErrorCode),
    /// The stream can no longer be trusted.
    Untrusted,
    /// The client closed its end.
    End,
    /// Nothing can be written any more.
    OutputClosed,
    /// The process that started the server is gone.
    ParentGone,
    /// The handler of a request panicked after it had suspended.
    Panicked(Id),
    /// Work beside the loop has come to something that the loop is to take over.
    Done(Job),
}

/// What the loop does with the result of work beside it.
pub(in crate::server) struct Job(Box<TakeOver>);

type TakeOver = dyn FnOnce(&mut Session, &Outbox) + Send;

impl Incoming {
    /// Work beside the loop has come to something; `take_over` is called by the loop.
    pub(in crate::server) fn done(take_over: impl FnOnce(&mut Session, &Outbox) + Send + 'static) -> Incoming {
        Incoming::Done(Job(Box::new(take_over)))
    }
}

impl Job {
    /// Takes the result over.
    pub(in crate::server) fn run(self, session: &mut Session, outbox: &Outbox) {
        (self.0)(session, outbox);
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job")
    }
}

/// What became of a body.
#[derive(Debug)]
pub(super) enum Parsed {
    /// A message.
    Message(Incoming),
    /// Something that asks for no action.
    Ignored(&'static str),
    /// No JSON, or nested too deeply.
    Broken,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    jsonrpc: Option<&'a RawValue>,
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    method: Option<&'a RawValue>,
    // `null` reads as absent, for every method.
    #[serde(borrow, default)]
    params: Option<&'a RawValue>,
}

/// Reads a body that is known to be UTF-8.
pub(super) fn parse(text: &str) -> Parsed {
    if let Some(notice) = sync::read_change(text) {
        return Parsed::Message(Incoming::Document(notice));
    }
    let refused = |id, code| Parsed::Message(Incoming::Refused(id, code));
    if !text.trim_start().starts_with('{') {
        // A batch, or a bare value. (A derived reader would take an array for an object's fields in order.)
        return match serde_json::from_str::<IgnoredAny>(text) {
            Ok(_) => refused(Id::Null, ErrorCode::InvalidRequest),
            Err(_) => Parsed::Broken,
        };
    }
    let envelope: Envelope = match serde_json::from_str(text) {
        Ok(envelope) => envelope,
        Err(error) if error.is_data() => return refused(Id::Null, ErrorCode::InvalidRequest),
        Err(_) => return Parsed::Broken,
    };
    let valid = envelope.jsonrpc.is_some_and(|version| version.get() == "\"2.0\"");
    let Some(method) = envelope.method else {
        if envelope.id.is_none() && !valid {
            return refused(Id::Null, ErrorCode::InvalidRequest);
        }
        return reply(text);
    };
    let id = match envelope.id.map(|id| serde_json::from_str::<Id>(id.get())) {
        None => None,
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => return refused(Id::Null, ErrorCode::InvalidRequest),
    };
    let Some(method) = serde_json::from_str::<String>(method.get()).ok().filter(|_| valid) else {
        return refused(id.unwrap_or(Id::Null), ErrorCode::InvalidRequest);
    };
    if let Some(kind) = sync::Kind::of(&method) {
        if let Some(id) = id {
            return refused(id, ErrorCode::InvalidRequest);
        }
        return Parsed::Message(Incoming::Document(sync::read(kind, envelope.params.map_or("null", RawValue::get))));
    }
    let params = match envelope.params.map(|raw| value(raw.get())) {
        None => None,
        Some(Some(params)) => Some(params),
        // Its syntax is sound, so it is nested too deeply.
        Some(None) => return Parsed::Broken,
    };
    let mut request = Request::build(method);
    if let Some(params) = params {
        request = request.params(params);
    }
    if let Some(id) = id {
        request = request.id(id);
    }
    Parsed::Message(Incoming::Call(request.finish()))
}

/// A reply is passed on if it can be read, else ignored: a reply is never answered.
fn reply(text: &str) -> Parsed {
    match serde_json::from_str(text).or_else(|_| serde_json::from_str(&repair::surrogates(text))) {
        Ok(reply) => Parsed::Message(Incoming::Reply(reply)),
        Err(_) => Parsed::Ignored("a reply that cannot be read"),
    }
}

fn value(json: &str) -> Option<Value> {
    serde_json::from_str(json).or_else(|_| serde_json::from_str(&repair::surrogates(json))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> Option<(Id, i64)> {
        match parse(text) {
            Parsed::Message(Incoming::Refused(id, code)) => Some((id, code.code())),
            _ => None,
        }
    }

    #[test]
    fn what_is_no_request_is_refused_with_the_id_it_has() {
        assert_eq!(refusal("[]"), Some((Id::Null, -32600)));
        assert_eq!(refusal("3"), Some((Id::Null, -32600)));
        assert_eq!(refusal("{}"), Some((Id::Null, -32600)));
        assert_eq!(refusal(r#"{"id":7,"method":"x"}"#), Some((Id::Number(7), -32600)));
        assert_eq!(refusal(r#"{"jsonrpc":"1.0","id":"a","method":"x"}"#), Some((Id::String("a".into()), -32600)));
        assert_eq!(
            refusal(r#"{"jsonrpc":"2.0","id":7,"method":"textDocument/didOpen"}"#),
            Some((Id::Number(7), -32600))
        );
    }

    #[test]
    fn what_is_no_json_is_broken() {
        let deep =
            format!(r#"{{"jsonrpc":"2.0","id":1,"method":"x","params":{}{}}}"#, "[".repeat(200), "]".repeat(200));
        for text in ["", "{", "[1", "nul", r#"{"jsonrpc":"2.0""#, deep.as_str()] {
            assert!(matches!(parse(text), Parsed::Broken), "{text}");
        }
    }

    #[test]
    fn null_parameters_are_absent() {
        let Parsed::Message(Incoming::Call(request)) =
            parse(r#"{"jsonrpc":"2.0","id":1,"method":"shutdown","params":null}"#)
        else {
            panic!("no request");
        };
        assert_eq!(request.params(), None);
    }

    #[test]
    fn replies_are_never_refused() {
        assert!(matches!(parse(r#"{"jsonrpc":"2.0","id":1,"result":null}"#), Parsed::Message(Incoming::Reply(_))));
        assert!(matches!(parse(r#"{"jsonrpc":"2.0","id":1,"error":7}"#), Parsed::Ignored(_)));
        assert!(matches!(parse(r#"{"id":1,"result":7}"#), Parsed::Ignored(_)));
    }
}
