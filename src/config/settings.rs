//! The settings of one run or session, and what they make of a finding.

use std::collections::BTreeMap;

use super::Profile;
use crate::rules::{Finding, Severity};

/// What a user has chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// How far along the letter is.
    pub profile: Profile,
    /// Rules, by code, that matter more or less than they do by default.
    pub severities: BTreeMap<String, Level>,
}

/// How much a rule matters to a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Not at all: its findings are not shown.
    Off,
    /// This much.
    Severity(Severity),
}

impl Settings {
    /// The default settings under a profile.
    pub fn of(profile: Profile) -> Settings {
        Settings { profile, severities: BTreeMap::new() }
    }

    /// With which severity a finding is shown; none where it is not.
    pub fn severity(&self, finding: &Finding) -> Option<Severity> {
        if !self.profile.shows(finding) {
            return None;
        }
        match self.severities.get(finding.code) {
            Some(Level::Off) => None,
            Some(Level::Severity(severity)) => Some(*severity),
            None => Some(finding.severity),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Hold;
    use crate::text::Span;

    fn shown(settings: &Settings, hold: Hold) -> Option<Severity> {
        settings.severity(&Finding {
            code: "missing-field",
            severity: Severity::Error,
            message: String::new(),
            span: Span::empty(0),
            related: Vec::new(),
            fixes: Vec::new(),
            hold,
        })
    }

    #[test]
    fn a_draft_is_not_asked_for_what_is_not_written_yet() {
        let draft = Settings::of(Profile::Draft);
        assert_eq!(shown(&draft, Hold::Unwritten), None);
        assert_eq!(shown(&draft, Hold::Unfinished), Some(Severity::Error));
        assert_eq!(shown(&Settings::of(Profile::Final), Hold::Unwritten), Some(Severity::Error));
    }

    #[test]
    fn a_rule_matters_as_much_as_the_user_says() {
        let mut settings = Settings::default();
        settings.severities.insert("missing-field".into(), Level::Severity(Severity::Hint));
        assert_eq!(shown(&settings, Hold::Never), Some(Severity::Hint));
        settings.severities.insert("missing-field".into(), Level::Off);
        assert_eq!(shown(&settings, Hold::Never), None);
    }
}
