//! What is in force for one letter: settings, wordings, packs and accepted findings.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::allow::{AllowList, Date};
use super::discovery::{Config, Discovery, folder_of};
use super::{Profile, Settings};
use crate::rules::Standard;

/// What is in force for one letter.
#[derive(Debug, Clone)]
pub struct InForce {
    /// Which findings are shown, and with which severity.
    pub settings: Settings,
    /// What the letter is read and judged by.
    pub standard: Standard,
    /// Where settings, wordings and packs come from.
    pub config: Arc<Config>,
    /// The allow-lists that may name it.
    pub lists: Vec<Arc<AllowList>>,
    /// Its path from the root; none for what is in no file.
    pub file: Option<PathBuf>,
    /// It is left out by `exclude`.
    pub excluded: bool,
}

impl Discovery {
    /// What is in force for a file. A profile that was asked for goes before that of the settings.
    pub fn in_force(&self, file: &Path, profile: Option<Profile>) -> InForce {
        let folder = folder_of(file);
        let config = self.of_folder(folder);
        let whole = self.whole(folder).join(file.file_name().unwrap_or_default());
        InForce {
            lists: self.allow_lists(folder),
            excluded: config.excludes_whole(&whole),
            file: Some(whole),
            ..InForce::under(config, profile)
        }
    }
}

/// The defaults: what holds where there is no file.
impl Default for InForce {
    fn default() -> InForce {
        InForce::under(Arc::default(), None)
    }
}

impl InForce {
    /// What is in force under these settings for what is in no file.
    pub fn under(config: Arc<Config>, profile: Option<Profile>) -> InForce {
        InForce {
            settings: config.parsed.settings(profile),
            standard: config.standard(),
            config,
            lists: Vec::new(),
            file: None,
            excluded: false,
        }
    }

    /// Whether both come from the same text in the same files.
    pub fn same_as(&self, other: &InForce) -> bool {
        let same_list = |(a, b): (&Arc<AllowList>, &Arc<AllowList>)| a.path == b.path && a.source == b.source;
        self.config.path == other.config.path
            && self.config.source == other.config.source
            && self.config.packs == other.config.packs
            && self.lists.len() == other.lists.len()
            && self.lists.iter().zip(&other.lists).all(same_list)
            && self.file == other.file
    }

    /// Until which of a letter's decision dates the finding of a rule at a place is accepted, for each entry that
    /// accepts it; none of these stands for good.
    pub fn acceptances(&self, code: &str, place: &str) -> Vec<Option<Date>> {
        let Some(file) = &self.file else { return Vec::new() };
        let entries = self.lists.iter().flat_map(|list| list.of_file(file));
        entries.filter(|at| at.value.names(code, place)).map(|at| at.value.until.clone()).collect()
    }
}
