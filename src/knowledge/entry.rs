//! What packs hold: chapters, topics, treatments and laws, as they are written in TOML.

use serde::{Deserialize, Serialize};

/// A part of the guidelines that is cited by title and year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Its name in packs.
    pub id: String,
    /// Its title as it is printed in citations.
    pub title: String,
    /// The year by which its edition is cited.
    pub year: u16,
    /// Other printed titles.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The body regions it is about; empty where it is about none in particular.
    #[serde(default)]
    pub regions: Vec<String>,
    /// The section of title 8 of the California Code of Regulations that adopts it.
    #[serde(default)]
    pub regulation: String,
    /// The text behind it.
    #[serde(default)]
    pub document: String,
    /// The day from which it was in force.
    pub from: Option<Day>,
    /// The last day on which it was in force; none where no end is known.
    pub to: Option<Day>,
    /// How well the days are known.
    pub dates: Dates,
    /// Where the days were read.
    #[serde(default)]
    pub source: String,
    /// What else is known.
    #[serde(default)]
    pub note: String,
    /// Whether it stands in place of an entry of another pack.
    #[serde(default)]
    pub replace: bool,
}

/// How well it is known when a chapter was in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dates {
    /// Read in a page or an order of the Division.
    Official,
    /// Read in the press, or inferred.
    Secondary,
    /// Only title and year are known.
    Label,
    /// Proposed; not known to be adopted.
    Proposed,
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "toml::value::Datetime")]
pub struct Day {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
}

impl TryFrom<toml::value::Datetime> for Day {
    type Error = &'static str;

    fn try_from(written: toml::value::Datetime) -> Result<Day, &'static str> {
        match (written.date, written.time) {
            (Some(date), None) => Ok(Day { year: date.year, month: date.month, day: date.day }),
            _ => Err("expected a day such as 2016-07-28"),
        }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const MONTHS: [&str; 12] = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ];
        let month = MONTHS.get(usize::from(self.month).wrapping_sub(1)).copied().unwrap_or("");
        write!(f, "{month} {}, {}", self.day, self.year)
    }
}

/// A subject of a chapter: a section by which it is cited, with what the guideline says of it in our own words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its name in packs.
    pub id: String,
    /// Its name as it is printed in citations.
    pub title: String,
    /// The id of its chapter.
    pub chapter: String,
    /// Other names; two topics may share one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where it stands in the chapter.
    #[serde(default)]
    pub level: Level,
    /// Its pages.
    #[serde(default)]
    pub pages: Pages,
    /// How well the pages are known.
    pub confidence: Option<Confidence>,
    /// What the guideline thinks of the treatment.
    pub class: Option<Stance>,
    /// The same in a few words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stance: String,
    /// Criteria and limits that letters quote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<String>,
    /// Criteria and limits from memory; shown as not verified.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<String>,
    /// The guideline's own words.
    pub excerpt: Option<Excerpt>,
    /// The ids of the topics that treat the same in later editions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<String>,
    /// How often it was cited in the letters read; 0 where the name is assumed.
    #[serde(default)]
    pub uses: u32,
    /// What else is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether it stands in place of an entry of another pack.
    #[serde(default)]
    pub replace: bool,
}

/// Where a topic stands in its chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Under a heading of its own.
    #[default]
    Heading,
    /// Inside another topic.
    Entry,
    /// In the introduction.
    Part1,
}

/// How well a page is known. No finding rests on anything but the first two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Read in the official text.
    Imported,
    /// Printed in letters.
    Verified,
    /// Firmly remembered, and so by two.
    #[serde(rename = "firm+")]
    FirmTwice,
    /// Firmly remembered.
    Firm,
    /// Remembered.
    Moderate,
    /// Guessed.
    Weak,
}

impl Confidence {
    /// Whether the page may be held against a letter.
    pub fn is_certain(self) -> bool {
        matches!(self, Confidence::Imported | Confidence::Verified)
    }
}

/// What a guideline thinks of a treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Recommended.
    Recommended,
    /// Recommended where its criteria are met.
    Conditional,
    /// Not recommended.
    NotRecommended,
    /// Under study.
    UnderStudy,
    /// Sends the reader to another topic.
    Pointer,
    /// Explains, and takes no stand.
    Framework,
}

/// A passage in the guideline's own words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Excerpt {
    /// The words.
    pub text: String,
    /// Where they were read.
    pub source: String,
}

/// Pages, as runs of the first and the last.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pages(pub Vec<(u16, u16)>);

impl TryFrom<String> for Pages {
    type Error = &'static str;

    fn try_from(written: String) -> Result<Pages, &'static str> {
        let run = |run: &str| {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
            (first <= last).then_some((first, last))
        };
        let runs: Option<Vec<_>> = written.split(',').map(run).collect();
        runs.map(Pages).ok_or("expected pages such as \"24\", \"16-22\" or \"23, 64\"")
    }
}

impl From<Pages> for String {
    fn from(pages: Pages) -> String {
        let run = |(first, last): &(u16, u16)| match first == last {
            true => first.to_string(),
            false => format!("{first}-{last}"),
        };
        pages.0.iter().map(run).collect::<Vec<_>>().join(", ")
    }
}

impl Pages {
    /// Whether a page is one of them.
    pub fn hold(&self, page: u16) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&page))
    }
}

impl std::fmt::Display for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, (first, last)) in self.0.iter().enumerate() {
            f.write_str(if index > 0 { ", " } else { "" })?;
            write!(f, "{first}")?;
            if last > first {
                write!(f, "–{last}")?;
            }
        }
        Ok(())
    }
}

/// A drug, product, procedure, test, device or service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Treatment {
    /// Its name in packs.
    pub id: String,
    /// Its name; of a drug, the generic one.
    pub name: String,
    /// Brands, abbreviations, other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Other wordings of its names, which are not shown.
    #[serde(default)]
    pub variants: Vec<String>,
    /// Wordings that name it in a title and mean little in prose.
    #[serde(default)]
    pub weak: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// Its class, ingredients or group.
    #[serde(default)]
    pub class: String,
    /// The body region, where the name fixes it.
    #[serde(default)]
    pub region: String,
    /// The ids of the topics of 2009 that treat it.
    #[serde(default)]
    pub topics: Vec<String>,
    /// The ids of sections of 2016 that treat it, beyond those of its topics.
    #[serde(default)]
    pub sections: Vec<String>,
    /// The ids of other chapters or sections; with `*` for the chapter of the body region at hand.
    #[serde(default)]
    pub chapters: Vec<String>,
    /// Where reviewers look when the MTUS is silent.
    #[serde(default)]
    pub elsewhere: Vec<String>,
    /// Its place in the MTUS drug list, which matters from 2018.
    #[serde(default)]
    pub formulary: String,
    /// Whether that was read in letters or on labels; where not, it is shown as not verified.
    pub verified: bool,
    /// What else is known.
    #[serde(default)]
    pub note: String,
    /// Whether it stands in place of an entry of another pack.
    #[serde(default)]
    pub replace: bool,
}

/// What a treatment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A drug.
    Drug,
    /// A drug packed with a medical food, or a kit for compounding.
    Kit,
    /// A cream, gel or patch.
    Topical,
    /// A medical food, vitamin or supplement.
    Food,
    /// Given in visits.
    Therapy,
    /// An injection, operation or implant.
    Procedure,
    /// A laboratory test, imaging, electrodiagnosis, evaluation.
    Test,
    /// A device.
    Device,
    /// A service.
    Service,
}

impl Kind {
    /// Whether it is taken or applied: what a reader calls a drug.
    pub fn is_drug(self) -> bool {
        matches!(self, Kind::Drug | Kind::Kit | Kind::Topical | Kind::Food)
    }
}

/// A statute or regulation, and what it says in our own words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statute {
    /// Its name in packs, such as "labor-4610.6".
    pub id: String,
    /// The code it stands in.
    pub code: Code,
    /// Its number there.
    pub number: String,
    /// What it is about.
    pub about: String,
    /// What its parts say.
    #[serde(default)]
    pub says: Vec<Provision>,
    /// Whether it stands in place of an entry of another pack.
    #[serde(default)]
    pub replace: bool,
}

/// A code of California.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The Labor Code.
    Labor,
    /// Title 8 of the California Code of Regulations.
    Regulations,
}

/// What a part of a statute says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provision {
    /// The subdivision, such as "(c)(2)"; empty for the whole.
    #[serde(default)]
    pub of: String,
    /// What it says.
    pub text: String,
    /// Whether that was checked against the source; where not, it is shown as not verified.
    pub verified: bool,
}
