//! `imr.toml`: what may be set in it, each setting with its documentation, type and default.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use toml::Spanned;
use toml::de::DeValue;

use super::reader::{Located, Problem, Reader, Setting, choice, settings_table};
use super::{Level, Profile, Settings};
use crate::letter::{FieldKind, Format, Outcome, Part, SectionKind};
use crate::rules::{RULES, Severity};

settings_table! {
    /// Settings of imr-ls for the determinations in this folder and below.
    #[schemars(title = "imr.toml")]
    File {
        /// How far along letters are: draft leaves out what is not written yet, final asks for everything.
        profile: Profile = Profile::Final,
        /// How much a rule matters, by its code: off, error, warning, information or hint.
        severity: Severities = Severities::default(),
        /// Files and folders that are left out, as in .gitignore, relative to this file; one that you name is checked.
        exclude: Vec<Located<String>> = Vec::new(),
        /// Packs of your own: files with guidelines, treatments and statutes, relative to this file.
        packs: Vec<Located<String>> = Vec::new(),
        /// Wordings of your organisation, which are understood besides the built-in ones.
        format: FormatTable = FormatTable::default(),
    }
}

settings_table! {
    /// Wordings of your organisation, which are understood besides the built-in ones.
    FormatTable {
        /// Other headings of a section.
        section: Vec<Located<SectionTable>> = Vec::new(),
        /// Other labels of a field.
        field: Vec<Located<FieldTable>> = Vec::new(),
        /// Other outcome words.
        outcomes: OutcomesTable = OutcomesTable::default(),
    }
}

settings_table! {
    /// Other headings of a section.
    SectionTable {
        /// Which section.
        #[schemars(required)]
        kind: Option<SectionKind> = None,
        /// The headings.
        aliases: Vec<Located<String>> = Vec::new(),
    }
}

settings_table! {
    /// Other labels of a field.
    FieldTable {
        /// Which field.
        #[schemars(required)]
        kind: Option<FieldKind> = None,
        /// The labels, without the colon.
        aliases: Vec<Located<String>> = Vec::new(),
    }
}

settings_table! {
    /// Other outcome words.
    OutcomesTable {
        /// Words that say that the denial stands.
        upheld: Vec<Located<String>> = Vec::new(),
        /// Words that say that the denial falls.
        overturned: Vec<Located<String>> = Vec::new(),
        /// Words that say that part of it stands and part of it falls.
        partial: Vec<Located<String>> = Vec::new(),
    }
}

choice!(Profile: Profile::ALL.map(|profile| (profile.name(), profile)));
choice!(Level: Level::ALL.map(|level| (level.name(), level)));
choice!(SectionKind: SECTIONS);
choice!(FieldKind: [
    ("claims-administrator-guideline", FieldKind::ClaimsAdministratorGuideline),
    ("reviewer-guideline", FieldKind::ReviewerGuideline),
    ("decision-rationale", FieldKind::DecisionRationale),
]);

/// The sections by their names in settings.
pub(super) const SECTIONS: [(&str, SectionKind); 4] = [
    ("how-made", SectionKind::HowMade),
    ("documents-reviewed", SectionKind::DocumentsReviewed),
    ("clinical-case-summary", SectionKind::ClinicalCaseSummary),
    ("issues-decisions-rationales", SectionKind::IssuesDecisionsRationales),
];

/// How much rules matter, by code.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Severities(pub BTreeMap<String, Level>);

impl Setting for Severities {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
        let mut severities = BTreeMap::new();
        reader.table(value, &codes, |code, value, reader| {
            if let Some(level) = Level::read(value, reader) {
                severities.insert(code.to_string(), level);
            }
        })?;
        Some(Severities(severities))
    }
}

impl JsonSchema for Severities {
    fn schema_name() -> Cow<'static, str> {
        "Severities".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let levels = Level::ALL.map(Level::name);
        let rules = RULES
            .iter()
            .map(|rule| (rule.code.to_string(), serde_json::json!({ "description": rule.summary(), "enum": levels })));
        let rules: serde_json::Map<_, _> = rules.collect();
        json_schema!({ "type": "object", "properties": rules, "additionalProperties": false })
    }
}

/// The JSON schema of `imr.toml`.
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(File);
    for table in ["FieldTable", "SectionTable"] {
        // That an entry without a kind is read, to be told, makes nothing the default.
        let kind = schema.pointer_mut(&format!("/$defs/{table}/properties/kind"));
        if let Some(kind) = kind.and_then(serde_json::Value::as_object_mut) {
            kind.remove("default");
        }
        if let Some(table) = schema.pointer_mut(&format!("/$defs/{table}")).and_then(serde_json::Value::as_object_mut) {
            table.insert("required".into(), serde_json::json!(["kind"]));
        }
    }
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// An `imr.toml` as it is used.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// What it says, with defaults where it says nothing.
    pub file: File,
    /// Which settings it gives, dotted, and on which line.
    pub given: BTreeMap<String, usize>,
    /// What is wrong with it, in order of place.
    pub problems: Vec<Problem>,
    /// The built-in wordings and its own.
    pub format: Arc<Format>,
    exclude: Gitignore,
}

impl Default for Parsed {
    fn default() -> Parsed {
        Parsed::read("")
    }
}

impl Parsed {
    /// Reads a file's text; every text gives settings.
    pub fn read(source: &str) -> Parsed {
        let (file, mut reader) = Reader::file::<File>(source);
        let mut problems = std::mem::take(&mut reader.problems);
        let mut told = |at: &Located<String>, message: String| {
            problems.push(at.problem(message));
        };

        let additions = file.format.additions();
        let parts: Vec<(Part, String)> = additions.iter().map(|(part, at)| (*part, at.value.clone())).collect();
        let (format, refused) =
            if parts.is_empty() { (Format::built_in(), Vec::new()) } else { with(&Format::built_in(), &parts) };
        for (_, at) in refused.iter().filter_map(|index| additions.get(*index)) {
            told(
                at,
                format!(
                    "\"{}\" is empty or already means another part of a letter and is left out; choose another wording.",
                    at.value
                ),
            );
        }

        let mut exclude = GitignoreBuilder::new("");
        for glob in &file.exclude {
            if exclude.add_line(None, &glob.value).is_err() {
                told(
                    glob,
                    format!(
                        "\"{}\" is no pattern and is left out; write one as in .gitignore, such as \"old/\" or \"*.bak.txt\".",
                        glob.value
                    ),
                );
            }
        }
        let exclude = exclude.build().unwrap_or_else(|_| Gitignore::empty());

        for (name, problem) in file.format.without_kind() {
            // A kind that is misspelt has been told.
            let kind = format!("{name}.kind is");
            if !problems.iter().any(|p| p.line >= problem.line && p.message.starts_with(&kind)) {
                problems.push(problem);
            }
        }
        problems.sort_by_key(|problem| (problem.line, problem.column));
        Parsed { file, given: reader.given, problems, format, exclude }
    }

    /// The settings of a run; a profile that was asked for goes before the file's.
    pub fn settings(&self, profile: Option<Profile>) -> Settings {
        Settings { profile: profile.unwrap_or(self.file.profile), severities: self.file.severity.0.clone() }
    }

    /// Whether a file, relative to `imr.toml`, is left out when its folder is checked.
    pub fn excludes(&self, relative: &std::path::Path) -> bool {
        !relative.has_root() && self.exclude.matched_path_or_any_parents(relative, false).is_ignore()
    }
}

fn with(format: &Format, parts: &[(Part, String)]) -> (Arc<Format>, Vec<usize>) {
    let (format, refused) = format.with(parts);
    (Arc::new(format), refused)
}

impl FormatTable {
    /// Every wording, for what, and where.
    fn additions(&self) -> Vec<(Part, &Located<String>)> {
        let sections = self.section.iter().filter_map(|at| Some((Part::Section(at.value.kind?), &at.value.aliases)));
        let fields = self.field.iter().filter_map(|at| Some((Part::Field(at.value.kind?), &at.value.aliases)));
        let outcomes = [
            (Part::Outcome(Outcome::Upheld), &self.outcomes.upheld),
            (Part::Outcome(Outcome::Overturned), &self.outcomes.overturned),
            (Part::Outcome(Outcome::Partial), &self.outcomes.partial),
        ];
        let all = sections.chain(fields).chain(outcomes);
        all.flat_map(|(part, words)| words.iter().map(move |at| (part, at))).collect()
    }

    /// Entries that do not say what they are for: what they are called, and what is wrong with them.
    fn without_kind(&self) -> Vec<(&'static str, Problem)> {
        let lacks = |name, example| {
            format!(
                "this entry of {name} does not say which one it is for and is left out; add kind = \"{example}\" or \
                 another."
            )
        };
        let sections = self.section.iter().filter(|at| at.value.kind.is_none());
        let fields = self.field.iter().filter(|at| at.value.kind.is_none());
        let (section, field) = ("format.section", "format.field");
        sections
            .map(|at| (section, at.problem(lacks(section, "clinical-case-summary"))))
            .chain(fields.map(|at| (field, at.problem(lacks(field, "decision-rationale")))))
            .collect()
    }
}

impl Level {
    /// Every level.
    pub const ALL: [Level; 5] = [
        Level::Off,
        Level::Severity(Severity::Error),
        Level::Severity(Severity::Warning),
        Level::Severity(Severity::Information),
        Level::Severity(Severity::Hint),
    ];

    /// Its name in settings.
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Severity(severity) => severity.name(),
        }
    }
}

impl Serialize for Level {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn told(source: &str) -> Vec<String> {
        let parsed = Parsed::read(source);
        parsed.problems.iter().map(|p| format!("{}:{} {}", p.line, p.column, p.message)).collect()
    }

    #[test]
    fn a_whole_file_reads() {
        let parsed = Parsed::read(
            "profile = \"draft\"\nexclude = [\"old/\", \"*.bak.txt\"]\n[severity]\nempty-field = \"off\"\n\
             [[format.section]]\nkind = \"how-made\"\naliases = [\"Who reviewed\"]\n\
             [format.outcomes]\npartial = [\"Modified\"]\n",
        );
        assert_eq!(parsed.problems, []);
        let settings = parsed.settings(None);
        assert_eq!((settings.profile, settings.severities.get("empty-field")), (Profile::Draft, Some(&Level::Off)));
        assert_eq!(parsed.settings(Some(Profile::Final)).profile, Profile::Final);
        assert!(parsed.excludes(Path::new("a/old/b.imr")) && parsed.excludes(Path::new("x.bak.txt")));
        assert!(!parsed.excludes(Path::new("new/b.imr")));
        assert_eq!(parsed.given.get("severity.empty-field"), Some(&4));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_spoils_nothing_else() {
        let source = "profil = 1\nprofile = \"loose\"\nexclude = [3, \"old/\"]\n[severity]\nmissing-feild = \"off\"\n\
                      empty-field = \"never\"\nno-items = \"hint\"\nzzz = \"off\"\n[[format.field]]\naliases = [\"X\"]\n";
        assert_eq!(
            told(source),
            [
                "1:1 profil is no setting and is left out; did you mean profile?",
                "2:11 profile is \"loose\" and is left out; write \"draft\" or \"final\".",
                "3:12 exclude is a number and is left out; write words in quotation marks.",
                "5:1 missing-feild is no setting of severity and is left out; did you mean missing-field?",
                "6:15 severity.empty-field is \"never\" and is left out; write \"off\", \"error\", \"warning\", \"information\" or \"hint\".",
                "8:1 zzz is no setting of severity and is left out; imr-ls rules lists what there is.",
                "9:1 this entry of format.field does not say which one it is for and is left out; add kind = \"decision-rationale\" or another.",
            ]
        );
        let parsed = Parsed::read(source);
        assert!(parsed.excludes(Path::new("old/a.imr")));
        assert_eq!(parsed.file.severity.0.len(), 1);
    }

    #[test]
    fn one_mistake_is_told_once() {
        assert_eq!(
            told("exclude = [\"a{\"]\nseverity = \"off\"\n[[format.field]]\nkind = \"rationale\"\naliases = [\"X\"]\n"),
            [
                "1:12 \"a{\" is no pattern and is left out; write one as in .gitignore, such as \"old/\" or \"*.bak.txt\".",
                "2:12 severity is \"off\" and is left out; write a table of missing-section, duplicate-section, \
                 section-order, empty-section, missing-credentials and others.",
                "4:8 format.field.kind is \"rationale\" and is left out; write \"claims-administrator-guideline\", \
                 \"reviewer-guideline\" or \"decision-rationale\".",
            ]
        );
    }

    #[test]
    fn a_file_that_an_editor_of_windows_has_saved_reads() {
        let parsed = Parsed::read("\u{feff}profile = \"draft\"\r\n\r\nprofil = 1\r\n");
        assert_eq!(parsed.file.profile, Profile::Draft);
        assert_eq!(parsed.problems.iter().map(|p| (p.line, p.column)).collect::<Vec<_>>(), [(3, 1)]);
    }

    #[test]
    fn what_is_not_toml_is_fatal() {
        let parsed = Parsed::read("profile = \"final\n");
        assert!(parsed.problems.len() == 1 && parsed.problems.iter().all(|p| p.fatal && p.line == 1));
        assert_eq!(parsed.file.profile, Profile::Final);
    }
}
