//! Requests that are answered in bytes, past the router, which builds a tree of values for every answer: the outline of a
//! long draft, after every keystroke, is a million of them; and what is said of a word is wanted while the pointer moves.

use serde::Deserialize;

use super::protocol::Request;
use super::protocol::types::TextDocumentPositionParams;
use super::session::Session;
use super::show;

/// The body that answers a request; none for one that is for the router.
pub(super) fn answer(request: &Request, session: &mut Session) -> Option<Vec<u8>> {
    let result = match request.method() {
        "textDocument/documentSymbol" => outline,
        "textDocument/hover" => hover,
        _ => return None,
    };
    let mut body = br#"{"jsonrpc":"2.0","id":"#.to_vec();
    serde_json::to_writer(&mut body, request.id()?).ok()?;
    body.extend_from_slice(b",\"result\":");
    result(request, session, &mut body)?;
    body.push(b'}');
    Some(body)
}

fn outline(request: &Request, session: &mut Session, out: &mut Vec<u8>) -> Option<()> {
    let uri = request.params()?.get("textDocument")?.get("uri")?.as_str()?;
    let (document, client) = session.document(uri)?;
    // Older clients take a list without levels.
    client.nested_symbols.then_some(())?;
    match document.suspect {
        true => out.extend_from_slice(b"null"),
        false => document.outline(&client, out),
    }
    Some(())
}

fn hover(request: &Request, session: &mut Session, out: &mut Vec<u8>) -> Option<()> {
    // The router says what is wrong with others.
    let at = TextDocumentPositionParams::deserialize(request.params()?).ok()?;
    let snapshot = session.snapshot(at.text_document.uri.as_str())?;
    serde_json::to_writer(out, &show::hover(&snapshot, at.position)).ok()
}
