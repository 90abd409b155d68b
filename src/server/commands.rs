//! Commands: what a client may have done by name, with one object of arguments each.

use std::sync::atomic::{AtomicI32, Ordering};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::convert;
use super::elsewhere::{AtWork, Checked, Errand, Step, counted};
use super::methods::{Methods, beside, refused};
use super::progress::{Progress, Stop};
use super::protocol::types::{ExecuteCommandParams, MessageType, ProgressToken, ShowDocumentParams, Uri};
use super::protocol::{Error, Result};
use super::session::{LOST, Snapshot, notification};
use super::transport::Incoming;
use crate::features;
use crate::letter::{Format, new_letter};
use crate::rules::rule;

/// Checks every letter in the client's folders.
pub(super) const CHECK: &str = "imr-ls.checkWorkspace";
/// Gives the text of a blank letter.
pub(super) const NEW: &str = "imr-ls.newLetter";
/// Says whether a draft is ready to be signed.
pub(super) const READINESS: &str = "imr-ls.readiness";
/// Gives the documentation of a rule.
pub(super) const EXPLAIN: &str = "imr-ls.explain";
/// Accepts a finding.
pub(super) const ACCEPT: &str = "imr-ls.acceptFinding";

/// Leads the user to the words by which an item concludes.
pub(super) const CONCLUSION: &str = "imr-ls.showConclusion";

/// Every command.
pub(super) const ALL: [&str; 6] = [CHECK, NEW, READINESS, EXPLAIN, ACCEPT, CONCLUSION];

/// A blank letter has no more items than this.
const MOST_ITEMS: usize = 50;

#[derive(Deserialize)]
struct NewArguments {
    items: Option<usize>,
}

#[derive(Deserialize)]
struct ReadinessArguments {
    uri: Option<String>,
}

#[derive(Deserialize)]
struct ExplainArguments {
    code: String,
}

#[derive(Deserialize)]
struct ConclusionArguments {
    uri: Uri,
    /// Counted from 0.
    item: usize,
}

impl Methods {
    /// Does what a command says.
    pub(super) async fn command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let ExecuteCommandParams { command, arguments, work_done_progress_params } = params;
        let argument = arguments.into_iter().next().unwrap_or_else(|| json!({}));
        match command.as_str() {
            CHECK => self.check_workspace(work_done_progress_params.work_done_token).await,
            NEW => {
                let items = read::<NewArguments>(argument, "{\"items\": 1}")?.items.unwrap_or(1);
                let letter = new_letter(items.clamp(1, MOST_ITEMS), &Format::built_in());
                Ok(Some(json!({ "text": letter, "languageId": "imr" })))
            }
            READINESS => {
                let uri = read::<ReadinessArguments>(argument, "{\"uri\": \"file:///…\"}")?.uri;
                self.readiness(uri.as_deref())
            }
            EXPLAIN => {
                let code = read::<ExplainArguments>(argument, "{\"code\": \"no-items\"}")?.code;
                let rule = rule(&code).ok_or_else(|| invalid(format!("there is no rule {code}")))?;
                Ok(Some(json!({ "code": rule.code, "markdown": rule.documentation() })))
            }
            ACCEPT => {
                self.accept(read(argument, "{\"uri\", \"version\", \"code\", \"place\" and \"reason\"}")?)?;
                Ok(None)
            }
            CONCLUSION => self.show_conclusion(read(argument, "{\"uri\": \"file:///…\", \"item\": 0}")?),
            _ => Err(invalid(format!("there is no command {command}; there are {}", ALL.join(", ")))),
        }
    }

    /// Leads the user to the words by which an item concludes, or to where they would stand.
    fn show_conclusion(&self, ConclusionArguments { uri, item }: ConclusionArguments) -> Result<Option<Value>> {
        let session = self.session.lock();
        if session.is_suspect(uri.as_str()) {
            return Err(refused(LOST));
        }
        let snapshot = session.snapshot(uri.as_str());
        let Some(Snapshot { draft, client, .. }) = snapshot else {
            return Err(refused("The draft is not open any more; open it and ask again."));
        };
        if !client.shows {
            return Err(refused("This editor cannot be led to a place in a draft."));
        }
        let Some(place) = features::conclusion(&draft, item) else {
            return Err(refused("The draft has changed since; there is no such item any more."));
        };
        let selection = Some(convert::range(&draft, place, client.encoding));
        let to_client = self.to_client.clone();
        // Whether the client did so changes nothing.
        tokio::spawn(async move {
            let there = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection };
            to_client.show_document(there).await
        });
        Ok(None)
    }

    async fn check_workspace(&self, token: Option<ProgressToken>) -> Result<Option<Value>> {
        let stop = Stop::default();
        let (errand, mut counts, mut files, lost) = {
            let mut session = self.session.lock();
            let errand = session.errand(stop.flag());
            session.elsewhere.supersede(stop.flag());
            let client = session.client;
            let mut counts = [0; 4];
            let mut files = 0;
            let mut lost = Vec::new();
            for document in session.documents() {
                // What lies elsewhere is not of this workspace.
                let path = document.in_force.file.as_ref();
                if !path.is_some_and(|path| errand.roots.iter().any(|root| path.starts_with(root))) {
                    continue;
                }
                if document.suspect {
                    lost.push(format!("{}: {LOST}", last(&document.uri)));
                    continue;
                }
                files += 1;
                counts.iter_mut().zip(document.counts(&client)).for_each(|(all, more)| *all += more);
            }
            (errand, counts, files, lost)
        };
        if errand.roots.is_empty() {
            return Err(refused("No folder is open in the editor; open one and ask again."));
        }
        let pulls = errand.client.pulls;
        let (token, progress) = self.progress("Checking letters", token, errand.client.progress);
        self.running.begin(&token, stop.flag());
        let inbox = self.inbox.clone();
        let (shown, published) = oneshot::channel::<()>();
        let at_work = AtWork::begin(&mut self.session.lock(), &self.inbox);
        let work = beside(move || {
            let _at_work = at_work;
            let (checked, mut troubles) = check_all(&errand, progress.as_ref());
            troubles.extend(lost);
            for checked in &checked {
                files += 1;
                counts.iter_mut().zip(checked.counts).for_each(|(all, more)| *all += more);
            }
            let cancelled = errand.stopped();
            let message = summary(files, counts, cancelled);
            // What was called off, perhaps by a later check, is not shown.
            if !pulls && !cancelled {
                inbox.tell(Incoming::done(move |session, outbox| {
                    session.take_over(checked, true, outbox);
                    // Nobody may be waiting any more.
                    _ = shown.send(());
                }));
            }
            if let Some(progress) = progress {
                progress.end(&message);
            }
            let mut reply = counts_json(counts);
            reply["files"] = json!(files);
            reply["cancelled"] = json!(cancelled);
            reply["unreadable"] = json!(troubles);
            reply["message"] = json!(message);
            reply
        });
        let reply = work.await;
        // The answer comes behind the findings; where none are shown the sender is gone.
        _ = published.await;
        self.running.end(&token);
        drop(stop);
        let reply = reply?;
        let troubles = reply["unreadable"].as_array().map_or(0, Vec::len);
        if let (Some(first), more) = (reply["unreadable"][0].as_str(), troubles.saturating_sub(1)) {
            let more = if more == 0 { String::new() } else { format!(" {more} more could not be read.") };
            self.tell(MessageType::WARNING, &format!("{first}{more}"));
        }
        if pulls {
            self.refresh();
        }
        Ok(Some(reply))
    }

    /// A progress under the client's own token, or under one that it is asked to take. None where it shows none.
    fn progress(
        &self,
        title: &'static str,
        token: Option<ProgressToken>,
        creates: bool,
    ) -> (ProgressToken, Option<Progress>) {
        if let Some(token) = token {
            let progress = Progress::new(token.clone(), self.outbox.clone());
            progress.begin(title);
            return (token, Some(progress));
        }
        static NEXT: AtomicI32 = AtomicI32::new(1);
        let token = ProgressToken::String(format!("imr-ls/{}", NEXT.fetch_add(1, Ordering::Relaxed)));
        if !creates {
            return (token, None);
        }
        let progress = Progress::new(token.clone(), self.outbox.clone());
        let (to_client, created, shown) = (self.to_client.clone(), token.clone(), progress.clone());
        // The work does not wait for the client's consent.
        tokio::spawn(async move {
            if to_client.create_work_done_progress(created).await.is_ok() {
                shown.begin(title);
            }
        });
        (token, Some(progress))
    }

    /// Shows a message to the user.
    pub(super) fn tell(&self, kind: MessageType, message: &str) {
        self.outbox.log(notification("window/showMessage", &json!({ "type": kind, "message": message })));
    }
}

fn check_all(errand: &Errand, progress: Option<&Progress>) -> (Vec<Checked>, Vec<String>) {
    let (candidates, mut troubles) = errand.candidates();
    let (mut checked, all) = (Vec::new(), candidates.len());
    for (done, candidate) in candidates.into_iter().enumerate() {
        if errand.stopped() {
            break;
        }
        match errand.check(candidate) {
            Step::Checked(letter) => checked.push(letter),
            Step::None(_) => {}
            Step::Trouble(trouble) => troubles.push(trouble),
        }
        if let Some(progress) = progress {
            progress.report(done + 1, all);
        }
    }
    (checked, troubles)
}

fn summary(files: usize, counts: [usize; 4], cancelled: bool) -> String {
    let letters = if files == 1 { "1 letter".to_string() } else { format!("{files} letters") };
    let found = match counted(counts) {
        none if none.is_empty() => "nothing found".to_string(),
        some => some,
    };
    if cancelled { format!("Stopped after {letters}: {found}.") } else { format!("{letters} checked: {found}.") }
}

/// The last part of a name.
pub(super) fn last(uri: &str) -> &str {
    uri.rsplit('/').next().unwrap_or(uri)
}

pub(super) fn counts_json([errors, warnings, information, hints]: [usize; 4]) -> Value {
    json!({ "errors": errors, "warnings": warnings, "information": information, "hints": hints })
}

fn read<T: DeserializeOwned>(argument: Value, expected: &str) -> Result<T> {
    serde_json::from_value(argument).map_err(|_| invalid(format!("the command takes one object, such as {expected}")))
}

fn invalid(message: String) -> Error {
    Error::invalid_params(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_told_in_words() {
        assert_eq!(summary(1, [0; 4], false), "1 letter checked: nothing found.");
        assert_eq!(summary(3, [2, 0, 0, 0], true), "Stopped after 3 letters: 2 errors.");
    }
}
