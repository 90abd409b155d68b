//! What clients say of documents (opened, changed, saved, closed), read straight from the message.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::transport::repair;
use crate::text::{Position, Range};

/// News of a document, to be applied in the order of arrival.
#[derive(Debug)]
pub(super) enum Notice {
    /// It is open now, with this text.
    Opened { uri: String, version: Option<i32>, text: String },
    /// Its text changed, one change after the other.
    Changed { uri: String, version: Option<i32>, changes: Vec<Change> },
    /// It was saved.
    Saved { uri: String },
    /// It is not open any more.
    Closed { uri: String },
    /// Something of this kind happened that cannot be read.
    Unreadable { kind: Kind, uri: Option<String> },
}

/// The kinds of news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Change,
    Save,
    Close,
}

impl Notice {
    /// Adds what came next where that is a later change of the same document: both are applied together. Gives it back
    /// where it is not.
    pub(super) fn join(&mut self, next: Notice) -> Option<Notice> {
        match (self, next) {
            (Notice::Changed { uri, version, changes }, Notice::Changed { uri: of, version: later, changes: more })
                if *uri == of && version.is_some() && *version < later =>
            {
                *version = later;
                changes.extend(more);
                None
            }
            (_, next) => Some(next),
        }
    }
}

impl Kind {
    /// The kind of news that a method brings.
    pub(super) fn of(method: &str) -> Option<Kind> {
        match method {
            "textDocument/didOpen" => Some(Kind::Open),
            "textDocument/didChange" => Some(Kind::Change),
            "textDocument/didSave" => Some(Kind::Save),
            "textDocument/didClose" => Some(Kind::Close),
            _ => None,
        }
    }
}

/// One change of a text.
#[derive(Debug)]
pub(super) struct Change {
    /// What is replaced; none for the whole text.
    pub range: Option<Range>,
    /// By what. Halves of characters stand in it as U+FFFD.
    pub text: String,
    /// The low half of a character with which it begins.
    pub first_half: Option<u16>,
    /// The high half of a character with which it ends.
    pub last_half: Option<u16>,
}

/// Reads the parameters of a notification.
pub(super) fn read(kind: Kind, params: &str) -> Notice {
    let read = match kind {
        Kind::Open => open(params),
        Kind::Change => change(params),
        Kind::Save => identified(params).map(|uri| Notice::Saved { uri }),
        Kind::Close => identified(params).map(|uri| Notice::Closed { uri }),
    };
    read.unwrap_or_else(|| Notice::Unreadable { kind, uri: identified(params) })
}

/// Reads a whole message that tells of changes in one go, as every keystroke brings one. None where it is another message,
/// or is not as it should be: read step by step, it shows what is wrong.
pub(super) fn read_change(message: &str) -> Option<Notice> {
    const METHOD: &str = "textDocument/didChange";
    /// Within so many bytes clients name the method.
    const HEAD: usize = 64;
    memchr::memmem::find(message.as_bytes().get(..HEAD)?, METHOD.as_bytes()).filter(|_| message.starts_with('{'))?;
    let message: Message = serde_json::from_str(message).ok()?;
    let sound = message.jsonrpc == "2.0" && message.method == METHOD && message.id.is_none();
    changed(message.params).filter(|_| sound)
}

#[derive(Deserialize)]
struct Message<'a> {
    jsonrpc: &'a str,
    id: Option<IgnoredAny>,
    method: &'a str,
    #[serde(borrow)]
    params: Params<'a, Identified>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params<'a, D> {
    text_document: D,
    #[serde(borrow)]
    content_changes: Option<Vec<RawChange<'a>>>,
}

#[derive(Deserialize)]
struct Identified {
    uri: String,
    version: Option<i64>,
}

#[derive(Deserialize)]
struct Opened<'a> {
    uri: String,
    version: Option<i64>,
    #[serde(borrow)]
    text: &'a RawValue,
}

#[derive(Deserialize)]
struct RawChange<'a> {
    range: Option<RawRange>,
    #[serde(borrow)]
    text: &'a RawValue,
}

#[derive(Deserialize)]
struct RawRange {
    start: RawPosition,
    end: RawPosition,
}

#[derive(Deserialize)]
struct RawPosition {
    line: u64,
    character: u64,
}

#[derive(Deserialize)]
struct OnlyDocument {
    #[serde(rename = "textDocument")]
    text_document: OnlyUri,
}

#[derive(Deserialize)]
struct OnlyUri {
    uri: String,
}

fn identified(params: &str) -> Option<String> {
    let document: OnlyDocument = serde_json::from_str(params).ok()?;
    Some(document.text_document.uri)
}

fn open(params: &str) -> Option<Notice> {
    let params: Params<Opened> = serde_json::from_str(params).ok()?;
    let document = params.text_document;
    Some(Notice::Opened {
        uri: document.uri,
        version: document.version.map(version),
        text: repair::unescape(document.text.get())?.0,
    })
}

fn change(params: &str) -> Option<Notice> {
    changed(serde_json::from_str(params).ok()?)
}

fn changed(params: Params<Identified>) -> Option<Notice> {
    let document = params.text_document;
    let changes = params.content_changes?.iter().map(RawChange::read).collect::<Option<_>>()?;
    Some(Notice::Changed { uri: document.uri, version: document.version.map(version), changes })
}

impl RawChange<'_> {
    fn read(&self) -> Option<Change> {
        let range = self.range.as_ref().map(|r| Range { start: r.start.read(), end: r.end.read() });
        let (text, first_half, last_half) = repair::unescape(self.text.get())?;
        Some(Change { range, text, first_half, last_half })
    }
}

impl RawPosition {
    fn read(&self) -> Position {
        let clamp = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: clamp(self.line), character: clamp(self.character) }
    }
}

fn version(version: i64) -> i32 {
    i32::try_from(version).unwrap_or(if version < 0 { i32::MIN } else { i32::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_characters_are_kept_beside_the_text() {
        let json = r#"{"textDocument":{"uri":"a","version":3},"contentChanges":[{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":1}},"text":"\ude00x\ud83d"}]}"#;
        let Notice::Changed { version, changes, .. } = read(Kind::Change, json) else { panic!("unread") };
        let change = &changes[0];
        assert_eq!(version, Some(3));
        assert_eq!(change.text, "\u{fffd}x\u{fffd}");
        assert_eq!((change.first_half, change.last_half), (Some(0xde00), Some(0xd83d)));
    }

    #[test]
    fn changes_that_follow_each_other_are_joined() {
        let changed = |uri: &str, version: i32| {
            let change = Change { range: None, text: version.to_string(), first_half: None, last_half: None };
            Notice::Changed { uri: uri.into(), version: Some(version), changes: vec![change] }
        };
        let mut first = changed("a", 2);
        assert!(first.join(changed("b", 3)).is_some());
        assert!(first.join(Notice::Saved { uri: "a".into() }).is_some());
        assert!(first.join(changed("a", 2)).is_some(), "out of order");
        assert!(first.join(changed("a", 3)).is_none());
        let Notice::Changed { version: Some(3), changes, .. } = first else { panic!("{first:?}") };
        assert_eq!(changes.iter().map(|change| change.text.as_str()).collect::<Vec<_>>(), ["2", "3"]);
    }

    #[test]
    fn a_message_in_one_go_says_the_same_or_nothing() {
        let params = r#"{"textDocument":{"uri":"a","version":3},"contentChanges":[{"text":"b\n"}]}"#;
        let message =
            |head: &str, params: &str| format!(r#"{{{head}"method":"textDocument/didChange","params":{params}}}"#);
        let sound = message(r#""jsonrpc":"2.0","#, params);
        assert_eq!(format!("{:?}", read_change(&sound)), format!("{:?}", Some(read(Kind::Change, params))));
        for other in [
            message(r#""jsonrpc":"1.0","#, params),
            message(r#""jsonrpc":"2.0","id":1,"#, params),
            message("", params),
            message(r#""jsonrpc":"2.0","#, "{}"),
            message(r#""jsonrpc":"2.0","#, params) + "x",
            format!("[{sound}]"),
            sound.replace("didChange", "didClose"),
            String::new(),
        ] {
            assert!(read_change(&other).is_none(), "{other}");
        }
    }

    #[test]
    fn unreadable_news_still_names_its_document() {
        let json = r#"{"textDocument":{"uri":"a","version":3},"contentChanges":[{"range":"x","text":"y"}]}"#;
        assert!(
            matches!(read(Kind::Change, json), Notice::Unreadable { kind: Kind::Change, uri: Some(uri) } if uri == "a")
        );
        assert!(matches!(read(Kind::Close, "null"), Notice::Unreadable { uri: None, .. }));
    }
}
