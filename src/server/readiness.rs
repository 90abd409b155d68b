//! Whether drafts are ready to be signed, in numbers and in words.

use serde_json::{Value, json};

use super::commands::{counts_json, last};
use super::elsewhere::counted;
use super::methods::{Methods, refused};
use super::protocol::Result;
use super::protocol::types::MessageType;
use super::session::{LOST, Session};
use crate::config::Profile;
use crate::features::accepted;
use crate::rules::Severity;

/// How one draft stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Readiness {
    /// How many findings of each severity there are, in the order of [`Severity::ALL`].
    counts: [usize; 4],
    /// Whether some of them are kept back while the draft is written, and shown when it is saved.
    kept_back: bool,
}

impl Methods {
    /// Says of a draft, or in a message of all that are open, whether it is ready to be signed.
    pub(super) fn readiness(&self, uri: Option<&str>) -> Result<Option<Value>> {
        let mut session = self.session.lock();
        if uri.is_some_and(|uri| session.is_suspect(uri)) {
            return Err(refused(LOST));
        }
        let told = session.all_readiness(uri);
        if let (Some(_), Some((_, readiness))) = (uri, told.first()) {
            let mut reply = counts_json(readiness.counts);
            reply["ready"] = json!(readiness.is_ready());
            reply["keptBack"] = json!(readiness.kept_back);
            reply["message"] = json!(readiness.words());
            return Ok(Some(reply));
        }
        let mut words: Vec<_> = told.into_iter().map(|(name, readiness)| (name, readiness.words())).collect();
        words.extend(session.suspects().into_iter().map(|name| (name, LOST.to_string())).filter(|_| uri.is_none()));
        let message = match words.as_slice() {
            [] => return Err(refused("No determination is open; open one and ask again.")),
            [(_, alone)] => alone.clone(),
            several => {
                several.iter().map(|(name, words)| format!("{}: {words}", last(name))).collect::<Vec<_>>().join("\n")
            }
        };
        self.tell(MessageType::INFO, &message);
        Ok(Some(json!({ "message": message })))
    }
}

impl Session {
    /// How every open draft stands, or the one that is named.
    fn all_readiness(&mut self, uri: Option<&str>) -> Vec<(String, Readiness)> {
        let mut told = Vec::new();
        for (name, snapshot) in self.snapshots() {
            if uri.is_some_and(|uri| *uri != name) {
                continue;
            }
            let mut settings = snapshot.in_force.settings.clone();
            let written = std::mem::replace(&mut settings.profile, Profile::Final) == Profile::Draft;
            let (accepted, _) = accepted(&snapshot.draft, &snapshot.in_force);
            let mut counts = [0; 4];
            for (index, placed) in snapshot.draft.findings().iter().enumerate() {
                let Some(severity) = settings.severity(placed.finding) else { continue };
                if accepted.get(index) != Some(&true) {
                    add(&mut counts, severity);
                }
            }
            let shown = self.document(&name).map(|(document, client)| document.counts(&client)).unwrap_or_default();
            // Under the profile for drafts saving shows no more, and of what is left out nothing is shown at all.
            let kept_back =
                !written && !snapshot.in_force.excluded && shown.iter().sum::<usize>() < counts.iter().sum();
            told.push((name, Readiness { counts, kept_back }));
        }
        told
    }
}

impl Readiness {
    fn is_ready(self) -> bool {
        let [errors, ..] = self.counts;
        errors == 0
    }

    fn words(self) -> String {
        let told = match (self.is_ready(), counted(self.counts)) {
            (true, none) if none.is_empty() => "Ready to be signed: nothing found.".into(),
            (true, some) => format!("Ready to be signed, with {some}."),
            (false, some) => format!("Not ready to be signed: {some}."),
        };
        if self.kept_back { format!("{told} Save the draft to see all of it listed.") } else { told }
    }
}

fn add(counts: &mut [usize; 4], severity: Severity) {
    if let Some(at) = Severity::ALL.iter().position(|other| *other == severity) {
        counts.iter_mut().skip(at).take(1).for_each(|count| *count += 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readiness_is_told_in_words() {
        let words = |counts, kept_back| Readiness { counts, kept_back }.words();
        assert_eq!(words([0; 4], false), "Ready to be signed: nothing found.");
        assert_eq!(words([0, 1, 0, 2], false), "Ready to be signed, with 1 warning, 2 hints.");
        assert_eq!(words([1, 0, 0, 0], false), "Not ready to be signed: 1 error.");
        assert_eq!(words([1; 4], true).split_once(". ").unwrap().1, "Save the draft to see all of it listed.");
    }
}
