//! What is in force for one letter: settings, wordings and accepted findings.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::allow::{AllowList, Date};
use super::discovery::{Config, Discovery, folder_of, whole_file};
use super::{Profile, Settings};
use crate::letter::Format;

/// What is in force for one letter.
#[derive(Debug, Clone)]
pub struct InForce {
    /// Which findings are shown, and with which severity.
    pub settings: Settings,
    /// What the parts of a letter are called.
    pub format: Arc<Format>,
    /// The allow-lists that may name it.
    pub lists: Vec<Arc<AllowList>>,
    /// Its path from the root; none for what is in no file.
    pub file: Option<PathBuf>,
    /// It is left out by `exclude`.
    pub excluded: bool,
}

impl Discovery {
    /// What is in force for a file, and the settings that this comes from. A profile that was asked for goes before
    /// that of the settings.
    pub fn in_force(&self, file: &Path, profile: Option<Profile>) -> (InForce, Arc<Config>) {
        let folder = folder_of(file);
        let config = self.of_folder(folder);
        let in_force = InForce {
            settings: config.parsed.settings(profile),
            format: Arc::clone(&config.parsed.format),
            lists: self.allow_lists(folder),
            file: Some(whole_file(file)),
            excluded: config.excludes(file),
        };
        (in_force, config)
    }
}

/// The defaults: what holds where there is no file.
impl Default for InForce {
    fn default() -> InForce {
        let (settings, format) = (Settings::default(), Format::built_in());
        InForce { settings, format, lists: Vec::new(), file: None, excluded: false }
    }
}

impl InForce {
    /// Until which of a letter's decision dates the finding of a rule at a place is accepted, for each entry that
    /// accepts it; none of these stands for good.
    pub fn acceptances(&self, code: &str, place: &str) -> Vec<Option<Date>> {
        let Some(file) = &self.file else { return Vec::new() };
        let entries = self.lists.iter().flat_map(|list| list.of_file(file));
        entries.filter(|at| at.value.names(code, place)).map(|at| at.value.until.clone()).collect()
    }
}
