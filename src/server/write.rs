//! What is written for the user: completion, formatting, all fixes at once.

use super::convert;
use super::protocol::types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CompletionItem, CompletionItemKind, CompletionTextEdit,
    InsertTextFormat, Position, TextEdit, Uri,
};
use super::session::Snapshot;
use crate::features::{self, Proposal, ProposalKind};

/// The kind of the action that applies all fixes.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.imr");

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
    };
    // Headings and labels leave the caret where their text goes.
    let snippet = client.snippets && matches!(proposal.kind, ProposalKind::Heading | ProposalKind::Label);
    let new_text = if snippet { format!("{}$0", escape(&proposal.text)) } else { proposal.text };
    let range = convert::range(draft, proposal.span, client.encoding);
    CompletionItem {
        // Editors compare what is to be replaced with this, from its first character on.
        filter_text: Some(proposal.label.clone()),
        sort_text: Some(format!("{order:02}")),
        label: proposal.label,
        kind: Some(kind),
        insert_text_format: Some(if snippet { InsertTextFormat::SNIPPET } else { InsertTextFormat::PLAIN_TEXT }),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        ..CompletionItem::default()
    }
}

/// Text as a snippet has it.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

/// The white space that goes.
pub(super) fn formatting(Snapshot { draft, client, .. }: &Snapshot) -> Vec<TextEdit> {
    let cut = |span| TextEdit { range: convert::range(draft, span, client.encoding), new_text: String::new() };
    features::tidy(draft).into_iter().map(cut).collect()
}

/// The action that applies every fix that needs no review; none where there is none.
pub(super) fn fix_all(snapshot: &Snapshot, uri: &Uri) -> Option<CodeActionOrCommand> {
    let Snapshot { draft, version, client, in_force } = snapshot;
    let changes = features::fix_all(draft, |placed| features::counts(draft, in_force, placed));
    if changes.is_empty() {
        return None;
    }
    let edit = |change: features::Change| TextEdit {
        range: convert::range(draft, change.span, client.encoding),
        new_text: change.text,
    };
    let edits = changes.into_iter().map(edit).collect();
    Some(CodeActionOrCommand::CodeAction(CodeAction {
        title: "Apply all fixes that change no clinical statement".to_string(),
        kind: Some(FIX_ALL),
        edit: Some(convert::workspace_edit(edits, uri, *version, client)),
        ..CodeAction::default()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_shows_its_text_as_it_is() {
        assert_eq!(escape("a $1 {b} \\"), "a \\$1 {b\\} \\\\");
    }
}
