//! Accepting a finding: the action that offers it, the question for a reason, and what is written.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::commands::ACCEPT;
use super::convert;
use super::methods::{Methods, refused};
use super::protocol::Result;
use super::protocol::types::{CodeAction, CodeActionKind, Command, MessageActionItem, MessageType, Uri};
use super::session::{LOST, Session, Snapshot};
use super::transport::Incoming;
use crate::config::{Acceptance, shown};
use crate::draft::Placed;
use crate::features::place_of;

/// Reasons to choose from, where the client asks for none of its own.
const REASONS: [&str; 3] =
    ["The letter is right as it stands", "Our organization writes it this way", "The finding is mistaken"];

/// A finding that is to be accepted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Acceptable {
    uri: String,
    /// The version of the text in which it was found.
    version: Option<i32>,
    /// The rule's code.
    code: String,
    /// The fingerprint of its place.
    place: String,
    /// Why; without one the user is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// The action that accepts a finding; none for a draft that is in no file.
pub(super) fn action(placed: &Placed<'_>, uri: &Uri, at: &Snapshot) -> Option<CodeAction> {
    at.in_force.file.as_ref()?;
    let acceptable = Acceptable {
        uri: uri.as_str().to_string(),
        version: at.version,
        code: placed.finding.code.to_string(),
        place: place_of(&at.draft, placed.block, placed.finding),
        reason: None,
    };
    let title = format!("Accept this finding, with a reason ({})", placed.finding.code);
    Some(CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: convert::diagnostic(placed, uri, at).map(|diagnostic| vec![diagnostic]),
        command: Some(Command { title, command: ACCEPT.into(), arguments: Some(vec![json!(acceptable)]) }),
        ..CodeAction::default()
    })
}

impl Methods {
    /// Accepts a finding for the reason that is given, or asks the user for one and accepts it then.
    pub(super) fn accept(&self, acceptable: Acceptable) -> Result<()> {
        let given = acceptable.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        let mut session = self.session.lock();
        if given {
            let path = session.accept(&acceptable).map_err(|why| refused(&why))?;
            drop(session);
            self.tell(MessageType::INFO, &path);
            return Ok(());
        }
        session.acceptable(&acceptable).map_err(|why| refused(&why))?;
        drop(session);
        let (to_client, inbox) = (self.to_client.clone(), self.inbox.clone());
        // Nobody waits for the user but this.
        tokio::spawn(async move {
            let question = format!("Why is this finding accepted ({})?", acceptable.code);
            let item = |title: &str| MessageActionItem { title: title.into(), properties: Default::default() };
            let answers = REASONS.iter().map(|reason| item(reason)).collect();
            let answer = to_client.show_message_request(MessageType::INFO, question, Some(answers)).await;
            let Ok(Some(MessageActionItem { title, .. })) = answer else { return };
            let acceptable = Acceptable { reason: Some(title), ..acceptable };
            inbox.tell(Incoming::done(move |session, outbox| {
                let (kind, message) = match session.accept(&acceptable) {
                    Ok(message) => (MessageType::INFO, message),
                    Err(why) => (MessageType::ERROR, why),
                };
                let params = json!({ "type": kind, "message": message });
                outbox.log(super::session::notification("window/showMessage", &params));
            }));
        });
        Ok(())
    }
}

impl Session {
    /// Writes an acceptance and puts it in force; gives a sentence that says where it stands, or why it is refused.
    fn accept(&mut self, acceptable: &Acceptable) -> std::result::Result<String, String> {
        let file = self.acceptable(acceptable)?;
        let reason = acceptable.reason.as_deref().unwrap_or_default();
        let list = Acceptance::new(&acceptable.code, &acceptable.place, reason).write(&file, &self.configs)?;
        self.reload();
        Ok(format!("Accepted, and noted in {}.", shown(&list)))
    }

    /// The file of the draft in which a finding is to be accepted, if it is still there as it was.
    fn acceptable(&self, acceptable: &Acceptable) -> std::result::Result<std::path::PathBuf, String> {
        let moved_on = "The draft has changed since; look at the finding again.";
        if self.is_suspect(&acceptable.uri) {
            return Err(LOST.into());
        }
        let Some(snapshot) = self.snapshot(&acceptable.uri) else {
            return Err("The draft is not open any more; open it and accept the finding again.".into());
        };
        if acceptable.version.is_some() && acceptable.version != snapshot.version {
            return Err(moved_on.into());
        }
        let named = |placed: &Placed<'_>| {
            placed.finding.code == acceptable.code
                && place_of(&snapshot.draft, placed.block, placed.finding).eq_ignore_ascii_case(&acceptable.place)
        };
        if !snapshot.draft.findings().iter().any(named) {
            return Err(moved_on.into());
        }
        let file = snapshot.in_force.file.clone();
        file.ok_or_else(|| "The draft is in no file yet; save it and accept the finding again.".into())
    }
}
