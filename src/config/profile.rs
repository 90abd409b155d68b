//! Profiles: how much of what is wrong is shown.

use crate::rules::{Finding, Hold};

/// How far along a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Still being written: what is not there yet is not reported.
    Draft,
    /// About to be signed: everything must hold.
    #[default]
    Final,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Profile; 2] = [Profile::Draft, Profile::Final];

    /// Its name, as on the command line and in settings.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Draft => "draft",
            Profile::Final => "final",
        }
    }

    /// The profile with this name.
    pub fn named(name: &str) -> Option<Profile> {
        Profile::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// Whether a finding is reported at this stage.
    pub fn shows(self, finding: &Finding) -> bool {
        self == Profile::Final || finding.hold != Hold::Unwritten
    }
}
