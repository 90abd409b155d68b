//! From place to place: selection ranges, highlights, definition and references, symbols of all open documents.

use std::str::FromStr;

use super::convert;
use super::place::uri_of;
use super::protocol::types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, Location, Position, Range, SelectionRange,
    SymbolInformation, Uri,
};
use super::session::Snapshot;
use crate::features::{self, Links};

/// What holds a position, the innermost first.
pub(super) fn selection_range(Snapshot { draft, client, .. }: &Snapshot, at: Position) -> SelectionRange {
    let mut spans = features::selections(draft, convert::offset(draft, at, client.encoding)).into_iter().rev();
    let place = convert::range(draft, spans.next().unwrap_or_default(), client.encoding);
    let outermost = SelectionRange { range: place, parent: None };
    spans.fold(outermost, |parent, span| SelectionRange {
        range: convert::range(draft, span, client.encoding),
        parent: Some(Box::new(parent)),
    })
}

/// Everything that belongs to the words at a position.
pub(super) fn highlights(snapshot: &Snapshot, at: Position) -> Option<Vec<DocumentHighlight>> {
    let Snapshot { draft, client, .. } = snapshot;
    let shown = |span| DocumentHighlight {
        range: convert::range(draft, span, client.encoding),
        kind: Some(DocumentHighlightKind::TEXT),
    };
    Some(links(snapshot, at)?.all.into_iter().map(shown).collect())
}

/// Where a jump from a position leads: to the entry of a user's pack, or to what belongs together in the draft.
pub(super) fn definition(snapshot: &Snapshot, uri: Uri, at: Position) -> Option<GotoDefinitionResponse> {
    let Snapshot { draft, client, in_force, .. } = snapshot;
    let offset = convert::offset(draft, at, client.encoding);
    if let Some(place) = features::pack_entry(draft, offset) {
        let pack = in_force.config.packs.iter().find(|pack| pack.name == place.pack)?;
        let start = Position { line: u32::try_from(place.line.saturating_sub(1)).ok()?, character: 0 };
        let uri = Uri::from_str(&uri_of(&pack.path)?).ok()?;
        return Some(GotoDefinitionResponse::Scalar(Location { uri, range: Range { start, end: start } }));
    }
    let target = links(snapshot, at)?.target;
    let range = convert::range(draft, target, client.encoding);
    Some(GotoDefinitionResponse::Scalar(Location { uri, range }))
}

/// The places that belong to the words at a position, with or without the title or outcome that they go back to.
pub(super) fn references(snapshot: &Snapshot, uri: &Uri, at: Position, origin: bool) -> Option<Vec<Location>> {
    let links = links(snapshot, at)?;
    let wanted = links.all.into_iter().filter(|span| origin || *span != links.origin);
    let range = |span| convert::range(&snapshot.draft, span, snapshot.client.encoding);
    Some(wanted.map(|span| Location { uri: uri.clone(), range: range(span) }).collect())
}

/// The sections and items of these documents whose names contain the query.
#[allow(deprecated)] // the field `deprecated` must be written to build the type
pub(super) fn workspace_symbols(all: &[(String, Snapshot)], query: &str) -> Vec<SymbolInformation> {
    let mut found = Vec::new();
    for (name, Snapshot { draft, client, .. }) in all {
        let Ok(uri) = Uri::from_str(name) else { continue };
        found.extend(features::named(draft, query).into_iter().map(|hit| SymbolInformation {
            name: hit.symbol.name,
            kind: convert::kind(hit.symbol.kind),
            tags: None,
            deprecated: None,
            location: Location {
                uri: uri.clone(),
                range: convert::range(draft, hit.symbol.selection, client.encoding),
            },
            container_name: hit.container,
        }));
    }
    found
}

fn links(Snapshot { draft, client, .. }: &Snapshot, at: Position) -> Option<Links> {
    features::links(draft, convert::offset(draft, at, client.encoding))
}
