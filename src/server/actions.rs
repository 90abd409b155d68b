//! Code actions: fixes of the findings at a place, all fixes at once, accepting a finding.
//!
//! An edit names the version that it is for, so that an editor refuses it once the draft has moved on. For one that
//! cannot be told versions the edit is written only when the action is chosen, and refused here.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::accepting;
use super::convert;
use super::methods::refused;
use super::protocol::types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, Range, TextEdit, Uri,
};
use super::protocol::{Error, Result};
use super::session::{LOST, Session, Snapshot};
use crate::draft::Placed;
use crate::features::{self, Action, place_of};

/// The kind of the action that applies all fixes.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.imr");

/// An action whose edit is written when it is chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Stored {
    uri: String,
    /// The version of the text for which it was offered.
    version: Option<i32>,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum What {
    /// The fix with this title of the finding of a rule at a place.
    Fix { code: String, place: String, title: String },
    /// All fixes.
    All,
}

/// Which kinds of actions are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    quick: bool,
    all: bool,
}

impl Wanted {
    /// What a client asks for; none where there is nothing of that.
    pub(super) fn by(context: &CodeActionContext) -> Option<Wanted> {
        let only = context.only.as_deref();
        let quick = wants(only, &CodeActionKind::QUICKFIX);
        // Listed only for those who ask: it is about the whole draft, not about the place.
        let all = only.is_some() && wants(only, &FIX_ALL);
        (quick || all).then_some(Wanted { quick, all })
    }
}

/// The actions at a place.
pub(super) fn actions(snapshot: &Snapshot, uri: &Uri, range: Range, wanted: Wanted) -> Vec<CodeActionOrCommand> {
    let Snapshot { draft, client, in_force, .. } = snapshot;
    let mut actions = Vec::new();
    if wanted.quick {
        let mut findings = features::findings_asked_at(draft, convert::span(draft, range, client.encoding));
        findings.retain(|placed| features::counts(draft, in_force, placed));
        actions.extend(features::quick_fixes(&findings).iter().map(|action| quick_fix(action, uri, snapshot)));
        actions.extend(findings.iter().filter_map(|placed| accepting::action(placed, uri, snapshot)));
    }
    if wanted.all {
        actions.extend(fix_all(snapshot, uri));
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

impl Session {
    /// An action that was chosen, with its edit.
    pub(super) fn resolve(&self, action: CodeAction) -> Result<CodeAction> {
        // What was offered with its edit has nothing to be added.
        let Some(data) = action.data.clone() else { return Ok(action) };
        let stored: Stored =
            serde_json::from_value(data).map_err(|_| Error::invalid_params("the action is not one of this server"))?;
        let moved_on = || refused("The draft has changed since; choose the fix again.");
        if self.is_suspect(&stored.uri) {
            return Err(refused(LOST));
        }
        let snapshot = self.snapshot(&stored.uri).filter(|now| now.version == stored.version).ok_or_else(moved_on)?;
        let uri: Uri = stored.uri.parse().map_err(|_| Error::invalid_params("the action names no document"))?;
        let edits = match &stored.what {
            What::All => all_edits(&snapshot),
            What::Fix { code, place, title } => {
                let mut findings = snapshot.draft.findings();
                findings.retain(|placed: &Placed<'_>| {
                    placed.finding.code == code && place_of(&snapshot.draft, placed.block, placed.finding) == *place
                });
                let fixes = features::quick_fixes(&findings);
                edits(fixes.iter().find(|action| action.fix.title == *title).ok_or_else(moved_on)?, &snapshot)
            }
        };
        let edit = convert::workspace_edit(edits, &uri, snapshot.version, &snapshot.client);
        Ok(CodeAction { edit: Some(edit), ..action })
    }
}

fn quick_fix(action: &Action<'_>, uri: &Uri, at: &Snapshot) -> CodeAction {
    let Action { finding, fix } = action;
    let offered = CodeAction {
        title: if fix.review { format!("{} (review)", fix.title) } else { fix.title.clone() },
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: convert::diagnostic(finding, uri, at).map(|diagnostic| vec![diagnostic]),
        is_preferred: (!fix.review).then_some(true),
        ..CodeAction::default()
    };
    let what = || What::Fix {
        code: finding.finding.code.to_string(),
        place: place_of(&at.draft, finding.block, finding.finding),
        title: fix.title.clone(),
    };
    with_edits(offered, edits(action, at), what, uri, at)
}

/// The action that applies every fix that needs no review; none where there is none.
fn fix_all(at: &Snapshot, uri: &Uri) -> Option<CodeAction> {
    let edits = all_edits(at);
    let offered = CodeAction {
        title: "Apply all fixes that change no clinical statement".to_string(),
        kind: Some(FIX_ALL),
        ..CodeAction::default()
    };
    (!edits.is_empty()).then(|| with_edits(offered, edits, || What::All, uri, at))
}

/// The action with its edits, or with what they will be written by.
fn with_edits(
    offered: CodeAction,
    edits: Vec<TextEdit>,
    what: impl FnOnce() -> What,
    uri: &Uri,
    at: &Snapshot,
) -> CodeAction {
    if at.client.resolves_edits() {
        let stored = Stored { uri: uri.as_str().to_string(), version: at.version, what: what() };
        return CodeAction { data: Some(json!(stored)), ..offered };
    }
    CodeAction { edit: Some(convert::workspace_edit(edits, uri, at.version, &at.client)), ..offered }
}

fn edits(action: &Action<'_>, Snapshot { draft, client, .. }: &Snapshot) -> Vec<TextEdit> {
    let block = action.finding.block;
    let edit = |edit: &crate::rules::Edit| TextEdit {
        range: convert::range(draft, draft.resolve(edit.place, block), client.encoding),
        new_text: draft.written(block, &edit.text).into_owned(),
    };
    action.fix.edits.iter().map(edit).collect()
}

fn all_edits(Snapshot { draft, client, in_force, .. }: &Snapshot) -> Vec<TextEdit> {
    let changes = features::fix_all(draft, |placed| features::counts(draft, in_force, placed));
    let edit = |change: features::Change| TextEdit {
        range: convert::range(draft, change.span, client.encoding),
        new_text: change.text,
    };
    changes.into_iter().map(edit).collect()
}

/// Whether a client that asks for these kinds of actions only (or any, if it names none) wants one of this kind.
fn wants(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let within = |wanted: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty())
    };
    only.is_none_or(|only| only.iter().any(within))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_actions_include_those_below_them() {
        let fix = CodeActionKind::QUICKFIX;
        assert!(wants(None, &fix));
        assert!(wants(Some(&[CodeActionKind::EMPTY]), &fix));
        assert!(wants(Some(&[CodeActionKind::REFACTOR, CodeActionKind::QUICKFIX]), &fix));
        assert!(wants(Some(&[CodeActionKind::SOURCE]), &FIX_ALL));
        assert!(wants(Some(&[CodeActionKind::SOURCE_FIX_ALL]), &FIX_ALL));
        assert!(!wants(Some(std::slice::from_ref(&fix)), &FIX_ALL));
        assert!(!wants(Some(&[CodeActionKind::SOURCE]), &fix));
        assert!(!wants(Some(&["quick".into()]), &fix));
        assert!(!wants(Some(&[]), &fix));
    }
}
