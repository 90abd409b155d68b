//! The cited chapter is about another part of the body.
//!
//! # What it checks
//! Whether the reviewer cites only chapters about parts of the body that the item's title does not name: a study of the knee
//! decided under Low Back Complaints. It is silent where any chapter fits, where a chapter about the whole body is cited as well,
//! and where no chapter covers the region.
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
use crate::prose::Region;

pub(super) const RULE: Rule = Rule {
    code: "region-mismatch",
    severity: Severity::Warning,
    category: Category::Guideline,
    source: include_str!("region_mismatch.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let (Some(first), Some(title)) = (item.basis.chapters.first(), item.request.regions.first()) else { return };
    let asked = || item.request.regions.iter().map(|named| named.region);
    let fits =
        item.basis.chapters.iter().any(|chapter| asked().any(|region| fits(region, chapter.regions, &item.title)));
    if fits || item.basis.general || asked().any(|region| matches!(region, Region::Hip | Region::Head)) {
        return;
    }
    report
        .finding(first.span, format!("“{}” is not about the part of the body that the title names.", first.name))
        .related(Place::Own(title.span), "The title names the part of the body here.");
}

fn fits(asked: Region, covered: &[Region], title: &str) -> bool {
    let arm = matches!(asked, Region::Shoulder | Region::Elbow | Region::WristHand | Region::UpperExtremity);
    let leg = matches!(asked, Region::Knee | Region::AnkleFoot | Region::LowerExtremity);
    covered.contains(&asked)
        // A limb without its part may be any of them.
        || asked == Region::UpperExtremity && covered.contains(&Region::UpperExtremity)
        || asked == Region::LowerExtremity && covered.contains(&Region::LowerExtremity)
        // Numbness of a limb is rightly decided where its nerves come from.
        || is_nerve_study(title) && (arm && covered.contains(&Region::Cervical) || leg && covered.contains(&Region::Lumbar))
}

fn is_nerve_study(title: &str) -> bool {
    ["EMG", "NCS", "NCV", "nerve", "Nerve", "lectro", "radicul"].iter().any(|word| title.contains(word))
}
