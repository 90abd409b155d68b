//! Accepting a finding: one more entry at the end of the allow-list, written whole or not at all.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::allow::{ALLOW_FILE, AllowList};
use super::discovery::{Discovery, folder_of, shown, whole_file};
use super::read::advice;
use super::replace::replace_file;
use crate::text::fold;

/// A finding to be accepted, as its entry names it.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Acceptance<'a> {
    /// The rule's code.
    pub rule: &'a str,
    /// The letter, from the folder of the allow-list; filled in when it is written.
    file: &'a str,
    /// The fingerprint of the place.
    pub place: &'a str,
    /// Why it is accepted.
    pub reason: &'a str,
}

impl<'a> Acceptance<'a> {
    /// A finding of this rule at this place, accepted for a reason.
    pub fn new(rule: &'a str, place: &'a str, reason: &'a str) -> Acceptance<'a> {
        Acceptance { rule, file: "", place, reason }
    }

    /// Writes it into the allow-list beside the letter's `imr.toml`, or beside the letter where there is none; gives
    /// the list's path. The error is a sentence that says what to do.
    pub fn write(self, letter: &Path, configs: &Discovery) -> Result<PathBuf, String> {
        let letter = whole_file(letter);
        let config = configs.of_file(&letter);
        let folder = config.path.as_deref().map_or(folder_of(&letter), folder_of);
        let path = folder.join(ALLOW_FILE);
        let name = shown(&path);
        let old = match std::fs::read_to_string(&path) {
            Ok(old) => old,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("{name} {}.", advice(&error, path.is_dir()))),
        };
        let relative = letter.strip_prefix(folder).ok().and_then(Path::to_str);
        let Some(file) = relative.map(|file| file.replace('\\', "/")) else {
            return Err(format!("the letter's name cannot be written into {name}; rename the letter."));
        };
        let reason = fold(self.reason);
        let entry = Acceptance { file: &file, reason: &reason, ..self }.entry()?;
        let new = match old.trim_end() {
            "" => entry,
            old => format!("{old}\n\n{entry}"),
        };
        // A list that is not sound keeps its faults, but nothing may be added behind what cannot be read.
        if let Some(problem) = AllowList::read(path.clone(), &new).problems.into_iter().find(|problem| problem.fatal) {
            return Err(format!("{name}:{}: {} Then accept the finding again.", problem.line, problem.message));
        }
        replace_file(&path, &new)
            .map_err(|error| format!("{name} could not be written ({error}); nothing was changed."))?;
        Ok(path)
    }

    fn entry(self) -> Result<String, String> {
        #[derive(Serialize)]
        struct File<'a> {
            allow: [Acceptance<'a>; 1],
        }
        toml::to_string(&File { allow: [self] }).map_err(|error| format!("the entry could not be written ({error})."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCEPTANCE: Acceptance<'static> =
        Acceptance { rule: "no-items", file: "", place: "0123456789abcdef", reason: "so\n \"agreed\"" };

    fn files(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn an_entry_is_added_behind_what_stands_there() {
        let at = tempfile::tempdir().unwrap();
        let letter = at.path().join("a b/é.imr");
        std::fs::create_dir(letter.parent().unwrap()).unwrap();
        std::fs::write(at.path().join("imr.toml"), "").unwrap();
        for known in 1..=2 {
            let path = ACCEPTANCE.write(&letter, &Discovery::default()).unwrap();
            assert_eq!(path.parent().unwrap(), std::fs::canonicalize(at.path()).unwrap());
            let source = std::fs::read_to_string(&path).unwrap();
            let list = AllowList::read(path, &source);
            assert_eq!(list.problems, [], "{source}");
            let whole = whole_file(&letter);
            let entries: Vec<_> = list.of_file(&whole).collect();
            assert_eq!(entries.len(), known, "{source}");
            assert_eq!(entries[known - 1].value.reason, "so \"agreed\"");
        }
        assert_eq!(files(at.path()), [".imr-allow.toml", "a b", "imr.toml"]);
    }

    #[test]
    fn without_settings_the_list_stands_beside_the_letter() {
        let at = tempfile::tempdir().unwrap();
        let letter = at.path().join("a.imr");
        let path = ACCEPTANCE.write(&letter, &Discovery::default()).unwrap();
        assert_eq!(path.parent().unwrap(), std::fs::canonicalize(at.path()).unwrap());
    }

    #[test]
    fn a_list_that_cannot_be_read_or_written_stays_as_it_is() {
        let at = tempfile::tempdir().unwrap();
        let (letter, list) = (at.path().join("a.imr"), at.path().join(ALLOW_FILE));
        for broken in ["[[allow]\n", "allow = []\n"] {
            std::fs::write(&list, broken).unwrap();
            let told = ACCEPTANCE.write(&letter, &Discovery::default()).unwrap_err();
            assert!(told.contains(":1: the file is not valid") || told.contains(": the file is not valid"), "{told}");
            assert_eq!(std::fs::read_to_string(&list).unwrap(), broken);
        }
        std::fs::remove_file(&list).unwrap();
        std::fs::create_dir(&list).unwrap();
        let told = ACCEPTANCE.write(&letter, &Discovery::default()).unwrap_err();
        assert!(told.ends_with("is a folder; name a file in it."), "{told}");
        assert_eq!(files(at.path()), [ALLOW_FILE]);
    }
}
