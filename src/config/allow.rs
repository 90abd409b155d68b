//! `.imr-allow.toml`: findings that a person has accepted, each with a reason, and no word of the draft.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;
use toml::Spanned;
use toml::de::DeValue;
use toml::value::Datetime;

use super::file::SECTIONS;
use super::reader::{Located, Problem, Reader, Setting, nearest, settings_table};
use crate::letter::SectionKind;
use crate::rules::{RULES, rule};
use crate::text::fold;

/// The name of an allow-list.
pub const ALLOW_FILE: &str = ".imr-allow.toml";

settings_table! {
    /// Findings that are accepted.
    AllowFile {
        /// The entries.
        allow: Vec<Located<Entry>> = Vec::new(),
    }
}

settings_table! {
    /// A finding that is accepted.
    Entry {
        /// The rule's code.
        rule: Located<String> = Located::default(),
        /// The letter, from the folder of the allow-list.
        file: String = String::new(),
        /// The fingerprint of the place.
        place: String = String::new(),
        /// Why it is accepted.
        reason: String = String::new(),
        /// The last day for whose decisions it holds.
        until: Option<Date> = None,
    }
}

/// A day, as YYYY-MM-DD, which sorts by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Date(String);

impl Date {
    /// A day as it is written in a header (03/04/2015) or in settings (2015-03-04).
    pub fn read(words: &str) -> Option<Date> {
        let parts: Vec<&str> = words.trim().split(['/', '-']).collect();
        let [first, second, third] = parts.as_slice() else { return None };
        let (year, month, day) = if words.contains('/') { (third, first, second) } else { (first, second, third) };
        let iso = format!("{year:0>4}-{month:0>2}-{day:0>2}");
        // The parser knows the length of months.
        let whole = year.len() == 4 && iso.parse::<Datetime>().is_ok_and(|date| date.time.is_none());
        whole.then_some(Date(iso))
    }
}

impl Setting for Date {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let date = match value.get_ref() {
            DeValue::String(words) if !words.contains('/') => Date::read(words),
            DeValue::Datetime(date) => Date::read(&date.to_string()),
            _ => None,
        };
        if date.is_none() {
            reader.unexpected(value, "a date such as \"2016-12-31\"");
        }
        date
    }
}

/// The accepted findings of a folder.
#[derive(Debug, Clone)]
pub struct AllowList {
    /// The file.
    pub path: PathBuf,
    /// Its text; empty where it cannot be read.
    pub source: String,
    /// Its entries.
    pub entries: Vec<Located<Entry>>,
    /// What is wrong with it, whatever the letters hold.
    pub problems: Vec<Problem>,
}

impl AllowList {
    /// Reads an allow-list.
    pub fn read(path: PathBuf, source: &str) -> AllowList {
        let (file, reader) = Reader::file::<AllowFile>(source);
        let mut problems = reader.problems;
        for entry in &file.allow {
            let Entry { rule: code, file, place, reason, .. } = &entry.value;
            let message = if rule(&code.value).is_none() {
                let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
                let advice = match nearest(&code.value, &codes) {
                    Some(near) => format!("did you mean {near}?"),
                    None => "imr-ls rules lists what there is.".into(),
                };
                format!("this entry accepts nothing: there is no rule \"{}\"; {advice}", code.value)
            } else if file.is_empty() || place.is_empty() {
                let lacks = if file.is_empty() { "file" } else { "place" };
                format!(
                    "this entry for {} accepts nothing: it has no {lacks}; add {lacks} or remove the entry.",
                    code.value
                )
            } else if reason.trim().is_empty() {
                format!(
                    "this entry for {} in {file} accepts nothing: it has no reason; add reason = \"why\".",
                    code.value
                )
            } else {
                continue;
            };
            problems.push(entry.problem(message));
        }
        problems.sort_by_key(|problem| (problem.line, problem.column));
        AllowList { path, source: source.to_string(), entries: file.allow, problems }
    }

    /// The sound entries for a letter.
    pub fn of_file<'a>(&'a self, file: &'a Path) -> impl Iterator<Item = &'a Located<Entry>> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        self.entries.iter().filter(move |at| {
            let entry = &at.value;
            let sound = rule(&entry.rule.value).is_some() && !entry.place.is_empty() && !entry.reason.trim().is_empty();
            // Also with the other system's separators.
            sound && folder.join(entry.file.replace('\\', "/")).components().eq(file.components())
        })
    }

    /// Which of a letter's findings, given by code and fingerprint, are accepted, and what is wrong with the entries for
    /// it that do not hold. `decided` is the letter's own date, the only one that an entry expires by.
    pub fn judge(&self, file: &Path, decided: Option<&Date>, findings: &[(&str, String)]) -> (Vec<bool>, Vec<Problem>) {
        let mut accepted = vec![false; findings.len()];
        let mut told = Vec::new();
        for at in self.of_file(file) {
            let entry = &at.value;
            let name = format!("this entry for {} in {}", entry.rule.value, entry.file);
            if let (Some(until), Some(decided)) = (&entry.until, decided)
                && decided > until
            {
                told.push(at.problem(format!(
                    "{name} has expired: it holds until {} and the letter's decision date is {}; look at the finding again.",
                    until.0, decided.0
                )));
                continue;
            }
            let mut matches = false;
            for (accepted, (code, place)) in accepted.iter_mut().zip(findings) {
                if entry.names(code, place) {
                    *accepted = true;
                    matches = true;
                }
            }
            if !matches {
                told.push(at.problem(format!("{name} matches no finding there any more; remove it.")));
            }
        }
        (accepted, told)
    }
}

impl Entry {
    /// Whether it is about the finding of a rule at a place.
    pub fn names(&self, code: &str, place: &str) -> bool {
        code == self.rule.value && place.eq_ignore_ascii_case(&self.place)
    }
}

/// In which part of a letter a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot<'a> {
    /// Above the first section.
    Header,
    /// In a section.
    Section(SectionKind),
    /// In the item with this title.
    Item(&'a str),
}

/// The fingerprint of a finding's place: 16 hexadecimal digits from which no word can be read, the same as long as the
/// finding's words, its line's words and its item's title are, wherever else the letter is edited. FNV-1a, 64 bits, over the rule's code,
/// the part of the letter, the words and the line, all with white space folded and in lower case, each closed by a zero.
pub fn fingerprint(code: &str, part: Spot<'_>, words: &str, line: &str) -> String {
    let part = match part {
        Spot::Header => "header".to_string(),
        Spot::Item(title) => format!("item {}", fold(title).to_lowercase()),
        Spot::Section(kind) => {
            SECTIONS.iter().find(|(_, known)| *known == kind).map_or(String::new(), |(name, _)| name.to_string())
        }
    };
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for text in [code.to_string(), part, fold(words).to_lowercase(), fold(line).to_lowercase()] {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_never_changes() {
        let print = fingerprint("no-items", Spot::Item("MRI of the knee"), "Upheld", "MRI of  the knee: Upheld");
        assert_eq!(
            print,
            fingerprint("no-items", Spot::Item("MRI of the knee"), "upheld", "mri of the knee:\u{a0}upheld")
        );
        assert_ne!(print, fingerprint("no-items", Spot::Item("Brace"), "Upheld", "MRI of the knee: Upheld"));
        assert_ne!(print, fingerprint("no-items", Spot::Header, "Upheld", "MRI of the knee: Upheld"));
        // Entries that were written with an earlier release must go on matching.
        assert_eq!(fingerprint("", Spot::Header, "", ""), "33c9bba01b163452");
    }

    #[test]
    fn dates_are_read_as_headers_and_settings_have_them() {
        assert_eq!(Date::read("3/4/2015"), Date::read("2015-03-04"));
        assert!(Date::read("12/31/2014") < Date::read("2015-01-01"));
        for wrong in ["", "soon", "02/30/2015", "2015-13-01", "2015", "1/2/15"] {
            assert_eq!(Date::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_entry_that_cannot_hold_says_why() {
        let source = "[[allow]]\nrule = \"no-itms\"\n[[allow]]\nrule = \"no-items\"\nfile = \"a\"\nplace = \"1\"\n\
                      [[allow]]\nrule = \"no-items\"\nfile = \"a\"\nplace = \"1\"\nreason = \"x\"\nuntil = \"soon\"\n";
        let list = AllowList::read(PathBuf::from("/x/.imr-allow.toml"), source);
        let told: Vec<String> = list.problems.iter().map(|p| format!("{}: {}", p.line, p.message)).collect();
        assert_eq!(
            told,
            [
                "1: this entry accepts nothing: there is no rule \"no-itms\"; did you mean no-items?",
                "3: this entry for no-items in a accepts nothing: it has no reason; add reason = \"why\".",
                "12: allow.until is \"soon\" and is left out; write a date such as \"2016-12-31\".",
            ]
        );
    }
}
