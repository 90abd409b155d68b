//! The cited chapter is about another part of the body.
//!
//! # What it checks
//! Whether the reviewer cites only chapters about parts of the body that the item's title does not name: a study of the knee
//! decided under Low Back Complaints. It is silent where any chapter fits, where a chapter about the whole body is cited as well,
//! and where no chapter covers the region. Sources beside the MTUS are not judged.
//!
//! # Why
//! Chapters are picked from a list, and the line beside the right one is easily hit. An analysis of the wrong part of the
//! body has undone determinations.
//!
//! # Example
//! "MRI of the left knee", decided under "MTUS Low Back Complaints 2004".
//!
//! # Instead
//! Cite the chapter of the region that the request is about.
//!
//! # Source
//! Slips met in published determinations; 8 CCR 9792.23.1 to 9792.23.9: which chapter covers which region.

use super::facts::ItemFacts;
use super::finding::{Place, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::letter::FieldKind;
use crate::prose::{NamedRegion, Region, Work};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "region-mismatch",
    severity: Severity::Warning,
    category: Category::Guideline,
    source: include_str!("region_mismatch.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let Some(field) = item.field(FieldKind::ReviewerGuideline) else { return };
    let (asked, title) = asked(item);
    // No chapter of 2004 covers the hip, and few speak of the head.
    if asked.is_empty() || asked.iter().any(|region| matches!(region, Region::Hip | Region::Head)) {
        return;
    }
    let library = report.library;
    let (mut first, mut covered) = (None, Vec::new());
    for cited in field.citations.cited.iter().filter(|cited| !cited.beside) {
        let Work::Chapter { title, .. } = cited.work else { return };
        let chapter = library.editions(title).first().and_then(|chapter| library.chapter(*chapter));
        let Some(chapter) = chapter.filter(|chapter| !chapter.regions.is_empty()) else { return };
        let inside = |named: &&NamedRegion| cited.title.start <= named.span.start && named.span.end <= cited.title.end;
        covered.extend(item.cited_regions.iter().filter(inside).map(|named| named.region));
        first.get_or_insert((cited.title, chapter.title.clone()));
    }
    let Some((place, name)) = first else { return };
    let nerves = is_nerve_study(&item.title);
    if !covered.iter().any(|cited| asked.iter().any(|region| fits(*region, *cited, nerves))) {
        report
            .finding(place, format!("“{name}” is not about the part of the body that the title names."))
            .related(Place::Own(title), "The title names the part of the body here.");
    }
}

/// The regions that a title asks about, by their names or by levels of the spine, and where the first is named.
fn asked(item: &ItemFacts) -> (Vec<Region>, Span) {
    if let Some(first) = item.request.regions.first() {
        return (item.request.regions.iter().map(|named| named.region).collect(), first.span);
    }
    let region = |level: &str| match level.chars().next() {
        Some('C') => Region::Cervical,
        Some('T') => Region::Thoracic,
        _ => Region::Lumbar,
    };
    let place = item.request.levels.first().map_or(item.title_span, |(span, _)| *span);
    (item.request.levels.iter().map(|(_, level)| region(level)).collect(), place)
}

/// Whether a request about one region may be decided under a chapter about another. Numbness of a limb is rightly decided
/// where its nerves come from.
pub(super) fn fits(asked: Region, cited: Region, nerves: bool) -> bool {
    use Region::{
        AnkleFoot, Back, Cervical, Elbow, Hip, Knee, LowerExtremity, Lumbar, Shoulder, Thoracic, UpperExtremity,
        WristHand,
    };
    let arm = matches!(asked, Shoulder | Elbow | WristHand | UpperExtremity);
    let leg = matches!(asked, Knee | AnkleFoot | LowerExtremity);
    match cited {
        _ if asked == cited => true,
        Cervical | Thoracic => matches!(asked, Cervical | Thoracic | Back | UpperExtremity) || nerves && arm,
        Lumbar => matches!(asked, Thoracic | Back | LowerExtremity) || nerves && leg,
        Back => matches!(asked, Cervical | Thoracic | Lumbar),
        Shoulder | Elbow | WristHand => asked == UpperExtremity,
        UpperExtremity => arm,
        Knee | AnkleFoot => asked == LowerExtremity,
        LowerExtremity => leg,
        Hip | Region::Head => false,
    }
}

fn is_nerve_study(title: &str) -> bool {
    ["EMG", "NCS", "NCV", "nerve", "Nerve", "lectro", "radicul"].iter().any(|word| title.contains(word))
}
