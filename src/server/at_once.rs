//! Requests that are answered in bytes, past the router, which would build a tree of values for every answer: the outline
//! of a long draft, after every keystroke, is a million of them.

use super::protocol::Request;
use super::session::Session;

/// The body that answers a request; none for one that is for the router.
pub(super) fn answer(request: &Request, session: &mut Session) -> Option<Vec<u8>> {
    if request.method() != "textDocument/documentSymbol" {
        return None;
    }
    let id = request.id()?;
    let uri = request.params()?.get("textDocument")?.get("uri")?.as_str()?;
    let (document, client) = session.document(uri)?;
    // Older clients take a list without levels.
    client.nested_symbols.then_some(())?;
    let mut body = br#"{"jsonrpc":"2.0","id":"#.to_vec();
    serde_json::to_writer(&mut body, id).ok()?;
    body.extend_from_slice(b",\"result\":");
    document.outline(&client, &mut body);
    body.push(b'}');
    Some(body)
}
