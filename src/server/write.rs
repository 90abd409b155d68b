//! What is written for the user: completion and formatting.

use super::convert;
use super::protocol::types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, InsertTextFormat, Position, TextEdit,
};
use super::session::Snapshot;
use crate::features::{self, Proposal, ProposalKind};

/// What may be written at a position.
pub(super) fn completions(snapshot: &Snapshot, at: Position) -> Vec<CompletionItem> {
    let Snapshot { draft, client, .. } = snapshot;
    let found = features::completions(draft, convert::offset(draft, at, client.encoding));
    found.into_iter().enumerate().map(|(order, proposal)| completion(order, proposal, snapshot)).collect()
}

fn completion(order: usize, proposal: Proposal, Snapshot { draft, client, .. }: &Snapshot) -> CompletionItem {
    let kind = match proposal.kind {
        ProposalKind::Heading => CompletionItemKind::MODULE,
        ProposalKind::Label => CompletionItemKind::PROPERTY,
        ProposalKind::Outcome => CompletionItemKind::ENUM_MEMBER,
        ProposalKind::Sentence => CompletionItemKind::TEXT,
        ProposalKind::Citation => CompletionItemKind::REFERENCE,
    };
    // Headings and labels leave the caret where their text goes, others at what of them is still to be written.
    let caret = matches!(proposal.kind, ProposalKind::Heading | ProposalKind::Label) || !proposal.stops.is_empty();
    let snippet = client.snippets && caret;
    let new_text = if snippet { proposal.snippet() } else { proposal.text };
    let range = convert::range(draft, proposal.span, client.encoding);
    CompletionItem {
        // Editors compare what is to be replaced with this, from its first character on.
        filter_text: Some(proposal.label.clone()),
        sort_text: Some(format!("{order:02}")),
        detail: Some(proposal.about).filter(|about| !about.is_empty()),
        label: proposal.label,
        kind: Some(kind),
        insert_text_format: Some(if snippet { InsertTextFormat::SNIPPET } else { InsertTextFormat::PLAIN_TEXT }),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        ..CompletionItem::default()
    }
}

/// The white space that goes.
pub(super) fn formatting(Snapshot { draft, client, .. }: &Snapshot) -> Vec<TextEdit> {
    let cut = |span| TextEdit { range: convert::range(draft, span, client.encoding), new_text: String::new() };
    features::tidy(draft).into_iter().map(cut).collect()
}
