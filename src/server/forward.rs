//! What handlers ask of the client, passed on.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;

use futures_core::Stream;
use serde_json::Value;

use super::protocol::{Request, RequestStream};
use super::transport::Outbox;

/// Passes what handlers ask of the client on at all times: the library's channel holds a single message.
pub(super) async fn requests(mut requests: RequestStream, outbox: Arc<Outbox>) {
    while let Some(request) = poll_fn(|context| Pin::new(&mut requests).poll_next(context)).await {
        match written(&request) {
            Ok(body) if request.id().is_some() => outbox.message(body),
            Ok(body) => outbox.log(body),
            Err(_) => tracing::error!("a request to the client cannot be written"),
        }
    }
}

/// The library writes `null` for parameters that a method does not have; a strict client refuses that.
fn written(request: &Request) -> serde_json::Result<Vec<u8>> {
    if request.params() != Some(&Value::Null) {
        return serde_json::to_vec(request);
    }
    let mut body = serde_json::to_value(request)?;
    if let Some(message) = body.as_object_mut() {
        message.remove("params");
    }
    serde_json::to_vec(&body)
}
