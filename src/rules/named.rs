//! What a title asks for, and what a conclusion is about: treatments, doses, quantities, sides and regions of the body.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::knowledge::{Kind, Library};
use crate::prose::{Dose, NamedRegion, NamedSide, Naming, Quantity};
use crate::text::{Span, fold, trim_start};

/// What a title or a conclusion names. Spans count from the block's start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The words that were read.
    pub span: Span,
    /// Treatments that are known.
    pub treatments: Vec<NamedTreatment>,
    /// Doses.
    pub doses: Vec<NamedDose>,
    /// Numbers of visits, pieces, weeks.
    pub quantities: Vec<Quantity>,
    /// Sides of the body.
    pub sides: Vec<NamedSide>,
    /// Regions of the body that it is for.
    pub regions: Vec<NamedRegion>,
    /// Levels of the spine: `L4`, `C5`.
    pub levels: Vec<(Span, String)>,
}

/// A treatment where it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTreatment {
    /// The words.
    pub span: Span,
    /// Its id in the packs.
    pub id: String,
    /// Whether it is taken or put on: a drug, a kit, a cream, a supplement.
    pub medicine: bool,
}

/// A dose where it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedDose {
    /// The dose.
    pub dose: Dose,
    /// It as it is written, on one line.
    pub written: String,
    /// The words before it, on one line and in small letters.
    pub name: String,
    /// The id of the treatment that it is a dose of, where that is known.
    pub of: Option<String>,
    /// Whether no other dose stands between that name and this dose.
    pub direct: bool,
}

/// The two studies that are asked for together and allowed apart. The packs know them as one.
static STUDIES: LazyLock<Vec<(&str, Vec<Opening>)>> = LazyLock::new(|| {
    let openings = |starts: &[&'static str]| starts.iter().map(|start| Opening::new(start)).collect();
    vec![("emg", openings(&["emg", "electromyo"])), ("ncs", openings(&["ncs", "ncv", "nerve con"]))]
});
/// What is longer, in bytes, is no title and no subject of a conclusion.
const LONGEST: usize = 2_000;
/// A treatment is named no further before its dose, in bytes.
const BEFORE_DOSE: usize = 40;

impl Named {
    /// Reads the words of `span`; `text` is the block's. In prose, wordings that mean little outside a title are left out.
    pub fn read(text: &str, span: Span, prose: bool, library: &Library) -> Named {
        let words = span.of(text);
        if words.is_empty() || words.len() > LONGEST {
            return Named { span, ..Named::default() };
        }
        let by = span.start;
        let treatments = treatments(words, prose, library);
        // A knee scooter spares the foot.
        let within = |region: &NamedRegion| {
            treatments
                .iter()
                .any(|t| t.id.contains("scooter") && t.span.start <= region.span.start && region.span.end <= t.span.end)
        };
        let naming = Naming::read(words);
        Named {
            span,
            doses: named_doses(words, &naming.doses, &treatments, by),
            quantities: naming.quantities.into_iter().map(|q| Quantity { span: q.span.shifted(by), ..q }).collect(),
            sides: naming.sides.into_iter().map(|s| NamedSide { span: s.span.shifted(by), ..s }).collect(),
            regions: naming
                .regions
                .into_iter()
                .filter(|region| !within(region))
                .map(|r| NamedRegion { span: r.span.shifted(by), ..r })
                .collect(),
            levels: naming.levels.into_iter().map(|at| (at.shifted(by), at.of(words).to_uppercase())).collect(),
            treatments: treatments.into_iter().map(|t| NamedTreatment { span: t.span.shifted(by), ..t }).collect(),
        }
    }

    /// Whether the two name the same, perhaps in other places.
    pub fn names_the_same(&self, other: &Named) -> bool {
        let ids = |named: &Named| named.treatments.iter().map(|t| t.id.clone()).collect::<Vec<_>>();
        let regions = |named: &Named| named.regions.iter().map(|r| r.region).collect::<Vec<_>>();
        let levels = |named: &Named| named.levels.iter().map(|(_, level)| level.clone()).collect::<Vec<_>>();
        ids(self) == ids(other) && regions(self) == regions(other) && levels(self) == levels(other)
    }

    /// Whether both name some treatment.
    pub fn shares_treatment(&self, other: &Named) -> bool {
        self.treatments.iter().any(|one| other.treatments.iter().any(|two| one.id == two.id))
    }
}

fn treatments(words: &str, prose: bool, library: &Library) -> Vec<NamedTreatment> {
    let known = library.treatments();
    let found = if prose { known.find_in_prose(words) } else { known.find(words) };
    let mut named: Vec<NamedTreatment> = found
        .into_iter()
        .map(|(span, treatment)| NamedTreatment {
            span,
            id: treatment.id.clone(),
            medicine: matches!(treatment.kind, Kind::Drug | Kind::Kit | Kind::Topical | Kind::Food),
        })
        .collect();
    let small = words.to_lowercase();
    // Small letters may take other room: then the places would be wrong.
    if small.len() == words.len() {
        for (id, starts) in STUDIES.iter() {
            let all = starts.iter().flat_map(|start| places(&small, start));
            named.extend(all.map(|span| NamedTreatment { span, id: (*id).to_string(), medicine: false }));
        }
    }
    named
}

/// Letters with which words open: those of the first and, where there are two, those of the second.
struct Opening {
    first: Finder<'static>,
    rest: &'static str,
}

impl Opening {
    fn new(start: &'static str) -> Opening {
        let (first, rest) = start.split_once(' ').unwrap_or((start, ""));
        Opening { first: Finder::new(first), rest }
    }
}

/// Where words open with these letters, with any blank for a space.
fn places<'a>(words: &'a str, start: &'a Opening) -> impl Iterator<Item = Span> + 'a {
    let (first, rest) = (start.first.needle(), start.rest);
    start.first.find_iter(words.as_bytes()).filter_map(move |at| {
        let opens = !words.get(..at)?.ends_with(char::is_alphanumeric);
        let behind = words.get(at + first.len()..)?;
        let second = trim_start(behind);
        let end = if rest.is_empty() { at + first.len() } else { words.len() - second.len() + rest.len() };
        let ending = words.get(end..)?.find(|c: char| !c.is_alphanumeric());
        let end = ending.map_or(words.len(), |ending| end + ending);
        let fits = rest.is_empty() || second.len() < behind.len() && second.starts_with(rest);
        (opens && fits).then(|| Span::new(at, end))
    })
}

fn named_doses(words: &str, doses: &[Dose], treatments: &[NamedTreatment], by: usize) -> Vec<NamedDose> {
    let mut last = 0;
    let mut named = Vec::new();
    for dose in doses {
        let near = |t: &&NamedTreatment| {
            t.medicine && t.span.end <= dose.span.start && t.span.end + BEFORE_DOSE >= dose.span.start
        };
        let of = treatments.iter().filter(near).max_by_key(|t| t.span.end);
        let name = of.map_or(dose.name.start, |t| t.span.start);
        named.push(NamedDose {
            written: fold(dose.span.of(words)),
            name: fold(dose.name.of(words)).to_lowercase(),
            of: of.map(|t| t.id.clone()),
            direct: name >= last,
            dose: Dose { span: dose.span.shifted(by), name: dose.name.shifted(by), ..dose.clone() },
        });
        last = dose.span.end;
    }
    named
}
