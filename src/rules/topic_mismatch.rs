//! The cited section is about other drugs.
//!
//! # What it checks
//! Whether the reviewer decides a drug only under sections about other drugs. Both have to be known: where the drug belongs, and
//! which drugs the cited sections treat. It is silent where any section fits, where drugs share a class or a use, where
//! a section is about drugs in general, and where anything else is cited as well.
//!
//! # Why
//! A citation is easily carried over from the item above. The reader who looks it up finds nothing about the drug, and the
//! limits that the decision rests on are another drug's.
//!
//! # Example
//! A kit of cyclobenzaprine, decided under "Benzodiazepines".
//!
//! # Instead
//! Cite the section of the drug or of its class, here "Cyclobenzaprine (Flexeril)" or "Muscle relaxants (for pain)".
//!
//! # Source
//! A slip met in a draft determination; 8 CCR 9792.21.1: the section that applies is cited.

use super::facts::ItemFacts;
use super::finding::{Place, Severity};
use super::report::Report;
use super::rule::{Category, Check, Rule};
use crate::knowledge::{Library, Topic, Treatment};
use crate::letter::FieldKind;
use crate::prose::Work;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "topic-mismatch",
    severity: Severity::Warning,
    category: Category::Guideline,
    source: include_str!("topic_mismatch.rs"),
    check: Check::Item(check),
};

fn check(item: &ItemFacts, report: &mut Report) {
    let library = report.library;
    let Some(cited) = cited(item, library) else { return };
    let Some(drugs) = drugs(item, library) else { return };
    let (Some((place, topic)), Some((named, drug))) = (cited.first(), drugs.first()) else { return };
    if !cited.iter().all(|(_, topic)| drugs.iter().all(|(_, drug)| library.is_foreign(topic, drug))) {
        return;
    }
    let belongs = belongs(drug, topic, library);
    report
        .finding(*place, format!("“{}” is not about {}, which belongs under {belongs}.", topic.title, drug.name))
        .related(Place::Own(*named), format!("The request is for {}.", drug.name));
}

/// The topics that the reviewer cites, and nothing else; none where something else is cited.
fn cited<'a>(item: &ItemFacts, library: &'a Library) -> Option<Vec<(Span, &'a Topic)>> {
    let mut found = Vec::new();
    for cited in &item.field(FieldKind::ReviewerGuideline)?.citations.cited {
        let Work::Chapter { .. } = cited.work else { return None };
        if cited.sections.is_empty() {
            return None;
        }
        for section in &cited.sections {
            found.push((section.span, &library.topic(section.known?)?.entry));
        }
    }
    Some(found)
}

/// The drugs that the title asks for; none where it asks for anything else, or for a drug that is not known.
fn drugs<'a>(item: &ItemFacts, library: &'a Library) -> Option<Vec<(Span, &'a Treatment)>> {
    let request = &item.request;
    if request.doses.iter().any(|dose| dose.of.is_none() && !dose.name.is_empty() || !dose.direct) {
        return None;
    }
    let mut found = Vec::new();
    for named in &request.treatments {
        let treatment = &library.treatments().get(&named.id)?.entry;
        found.push((named.span, named.medicine.then_some(treatment)?));
    }
    if is_topical(&item.title) {
        found.push((item.title_span, library.treatments().compound()?));
    }
    Some(found)
}

/// Whether a title asks for a topical, whatever the drug: strengths in percent are those of creams.
fn is_topical(title: &str) -> bool {
    const FORMS: &[&str] = &[
        "%", "cream", "gel", "ointment", "lotion", "topical", "patch", "transdermal", "compound", "spray", "solution",
    ];
    let title = title.to_lowercase();
    FORMS.iter().any(|form| title.contains(form))
}

/// Where a drug belongs, in the chapter of a topic if it has a place there.
fn belongs(drug: &Treatment, topic: &Topic, library: &Library) -> String {
    let fits: Vec<_> = library.fitting(drug, &[]).into_iter().filter_map(|fit| fit.topic).collect();
    let own = fits.iter().filter(|fit| fit.entry.chapter == topic.chapter);
    let titles: Vec<&String> = own.chain(&fits).map(|fit| &fit.entry.title).take(2).collect();
    match titles.as_slice() {
        [one, two] if one != two => format!("“{one}” or “{two}”"),
        [one, ..] => format!("“{one}”"),
        [] => "another section".to_string(),
    }
}
