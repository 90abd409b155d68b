//! Completion inside a guideline field: chapters, sections and pages in the form in which they are cited, those that fit the
//! item's treatment, its part of the body and the letter's date first.

use super::cite_pages::pages;
use super::complete::{Here, Proposal, ProposalKind, opens};
use super::look_up::{fits, regions_of};
use crate::knowledge::{Chapter, Fit, Topic};
use crate::letter::FieldKind;
use crate::prose::Work;
use crate::rules::{FieldFact, LetterDay};
use crate::text::{Span, trim, trim_end, trim_start};

/// So many proposals and no more.
const MOST: usize = 60;
/// No section's name has so many commas.
const COMMAS: usize = 8;
/// What opens the list of sections.
const SECTIONS: [&str; 2] = ["section(s):", "sections:"];
/// What opens a further chapter.
const FURTHER: &str = ", and ";

/// What may be cited at a place.
pub(super) fn citations(here: &Here<'_>) -> Vec<Proposal> {
    let inside = here.at.saturating_sub(here.start());
    let Some(field) = here.item().and_then(|item| item.fields.iter().rev().find(|f| f.label.end <= inside)) else {
        return Vec::new();
    };
    if field.kind == FieldKind::DecisionRationale {
        return Vec::new();
    }
    let text = here.draft.block_text(here.block);
    let before = Span::new(field.label.end, inside).of(&text);
    if let Some(pages) = pages(here, field, before) {
        return pages;
    }
    // Lower case that keeps every byte in its place.
    let lower = before.to_ascii_lowercase();
    let Some(mtus) = lower.rfind("mtus").filter(|at| !trim_end(lower.get(..*at).unwrap_or("")).ends_with("non-"))
    else {
        return Vec::new();
    };
    let opened = mtus + "mtus".len();
    let sections = SECTIONS.iter().filter_map(|words| Some(lower.rfind(words)? + words.len())).max();
    let further = lower.rfind(FURTHER).map(|at| at + FURTHER.len()).filter(|at| *at > opened);
    let (listed, from) = match (sections.filter(|at| *at > opened), further) {
        (Some(sections), further) if further.is_none_or(|further| further < sections) => (true, sections),
        (_, Some(further)) => (false, further),
        _ => (false, opened),
    };
    let written = before.get(from..).unwrap_or("");
    if ends(written) {
        return Vec::new();
    }
    match listed {
        true => sections_at(here, field, field.label.end + from, written),
        false => chapters_at(here, written),
    }
}

/// Whether a citation has ended: a full stop that belongs to no number or abbreviation.
fn ends(written: &str) -> bool {
    written.ends_with('.') || written.contains(". ")
}

/// The chapters that may be cited, with a section where one fits the item.
fn chapters_at(here: &Here<'_>, written: &str) -> Vec<Proposal> {
    let library = here.draft.library();
    let day = here.draft.case().letter_day();
    let mut texts: Vec<String> = Vec::new();
    let alone = trim(&here.after).is_empty();
    for fit in here.item().map_or(Vec::new(), |item| fits(library, item)) {
        if may_be_cited(fit.chapter, day) && fit.topic.is_none_or(|topic| is_met(&topic.entry)) {
            texts.push(cited(&fit, alone));
        }
    }
    let mut others: Vec<&Chapter> = library.all_chapters().filter(|chapter| may_be_cited(chapter, day)).collect();
    let asked = here.item().map_or(Vec::new(), |item| regions_of(&item.title));
    let near = |chapter: &Chapter| chapter.regions.iter().any(|region| asked.contains(&region.as_str()));
    others.sort_by_key(|chapter| (!near(chapter), std::cmp::Reverse(chapter.year)));
    texts.extend(others.iter().map(|chapter| format!("{} {}", chapter.title, chapter.year)));
    proposals(here, trim_start(written), texts)
}

/// A place of the guidelines as it is cited.
fn cited(fit: &Fit<'_>, whole: bool) -> String {
    let chapter = format!("{} {}", fit.chapter.title, fit.chapter.year);
    match fit.topic {
        Some(topic) if whole => format!("{chapter}, Section(s): {}.", topic.entry.title),
        None if whole => format!("{chapter}."),
        _ => chapter,
    }
}

/// Whether a chapter may be cited in a letter of this day. Of a letter without a date, only what is known to be in force.
fn may_be_cited(chapter: &Chapter, day: Option<LetterDay>) -> bool {
    match day {
        Some(LetterDay { day, .. }) => chapter.in_force(day) == Some(true),
        None => chapter.from.is_some(),
    }
}

/// Whether a section is known to bear its name.
fn is_met(topic: &Topic) -> bool {
    topic.uses > 0 || topic.confidence.is_some()
}

/// The sections of the chapter that is cited before byte `from` of the block.
fn sections_at(here: &Here<'_>, field: &FieldFact, from: usize, written: &str) -> Vec<Proposal> {
    let library = here.draft.library();
    let last = field.citations.cited.iter().rev().find(|cited| cited.title.end <= from);
    let chapter = match last.map(|cited| cited.work) {
        Some(Work::Chapter { chapter: Some(chapter), .. }) => Some(chapter),
        Some(Work::Chapter { title, chapter: None }) => {
            here.draft.case().letter_day().and_then(|day| library.in_force(title, day.day))
        }
        _ => None,
    };
    let Some(chapter) = chapter.and_then(|chapter| library.chapter(chapter)) else {
        return Vec::new();
    };
    let mut texts: Vec<String> = Vec::new();
    let fitting = here.item().map_or(Vec::new(), |item| fits(library, item)).into_iter().filter_map(|fit| fit.topic);
    texts.extend(fitting.filter(|t| t.entry.chapter == chapter.id && is_met(&t.entry)).map(|t| t.entry.title.clone()));
    let mut others: Vec<&Topic> = library.topics_of(&chapter.id).map(|(_, topic)| &topic.entry).collect();
    others.sort_by_key(|topic| std::cmp::Reverse(topic.uses));
    texts.extend(others.into_iter().filter(|topic| is_met(topic)).map(|topic| topic.title.clone()));
    // What is written last may begin behind any comma: names have commas too.
    let mut starts: Vec<usize> = written.rmatch_indices(", ").map(|(at, _)| at + 2).take(COMMAS).collect();
    if starts.len() < COMMAS {
        starts.push(0);
    }
    let tried =
        starts.iter().rev().map(|at| proposals(here, trim_start(written.get(*at..).unwrap_or("")), texts.clone()));
    tried.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// Those of the texts that go on with what is typed, each once.
fn proposals(here: &Here<'_>, typed: &str, texts: Vec<String>) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    // What is replaced has to stand on one line.
    if typed.contains(['\n', '\r']) {
        return found;
    }
    let glued = typed.is_empty() && here.before.ends_with(|c: char| !c.is_whitespace());
    let glue = if glued { " " } else { "" };
    for text in texts {
        let known = found.iter().any(|proposal| proposal.label == text);
        let written = opens(&text, typed) && text.len() == typed.len();
        if !known && !written && opens(&text, typed) && found.len() < MOST {
            let mut proposal = here.proposal(&text, ProposalKind::Citation, typed.len(), &format!("{glue}{text}"));
            proposal.label = text;
            found.push(proposal);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::completions;
    use crate::draft::Draft;

    /// `|` is where the caret stands in the reviewer's field of a letter of this day; the first proposals as they leave
    /// the field.
    fn check(day: &str, title: &str, field: &str, expected: &[&str]) {
        let input = format!(
            "Decision Date: {day}\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n{title}: Upheld\n\nMAXIMUS guideline: {field}\n\n\
             Decision rationale: So.\n"
        );
        let at = input.find('|').unwrap();
        let text = input.replacen('|', "", 1);
        let found = completions(&Draft::new(&text), at);
        let told = found.iter().map(|p| {
            let before = &text[text.find("MAXIMUS guideline: ").unwrap() + 19..p.span.start];
            format!("{before}{}{}", p.text, text[p.span.end..].lines().next().unwrap())
        });
        let told: Vec<_> = told.take(expected.len().max(1)).collect();
        assert_eq!(told, expected, "{title}: {field}");
    }

    #[test]
    fn what_fits_the_treatment_and_the_date_comes_first() {
        check(
            "10/07/2016",
            "Flexeril 10 mg",
            "Decision based on MTUS |",
            &[
                "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): Cyclobenzaprine (Flexeril).",
                "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): Muscle relaxants (for pain).",
                "Decision based on MTUS Chronic Pain Medical Treatment 2016",
            ],
        );
        check(
            "05/06/2014",
            "Flexeril 10 mg",
            "Decision based on MTUS chr|",
            &["Decision based on MTUS Chronic Pain Medical Treatment 2009, Section(s): Cyclobenzaprine (Flexeril)."],
        );
        check(
            "10/07/2016",
            "X-ray of the left knee",
            "Decision based on MTUS|",
            &["Decision based on MTUS Knee Complaints 2004, Section(s): Special Studies."],
        );
        check(
            "10/07/2016",
            "MRI of the left knee",
            "Decision based on MTUS |, Section(s): [section].",
            &["Decision based on MTUS Knee Complaints 2004, Section(s): [section]."],
        );
        check(
            "10/07/2016",
            "MRI of the left knee",
            "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): Introduction, and Kn|",
            &[
                "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): Introduction, and Knee Complaints \
                 2004, Section(s): Special Studies.",
                "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): Introduction, and Knee Complaints \
                 2004",
            ],
        );
        check(
            "10/07/2016",
            "Left knee gadget",
            "Decision based on MTUS |",
            &["Decision based on MTUS Knee Complaints 2004"],
        );
        check(
            "10/07/2019",
            "Brace",
            "Decision based on MTUS Low|",
            &["Decision based on MTUS Low Back Disorders 2019"],
        );
    }

    #[test]
    fn sections_are_those_of_the_chapter() {
        let of = "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s):";
        check(
            "10/07/2016",
            "Naproxen 550 mg",
            &format!("{of} |"),
            &[&format!("{of} NSAIDs (non-steroidal anti-inflammatory drugs)")],
        );
        check("10/07/2016", "Brace", &format!("{of} |"), &[&format!("{of} Physical medicine treatment")]);
        check(
            "10/07/2016",
            "Brace",
            &format!("{of} Facet blocks, nsaids, gi|."),
            &[&format!("{of} Facet blocks, NSAIDs, GI symptoms & cardiovascular risk.")],
        );
        check(
            "10/07/2016",
            "Brace",
            &format!("{of} Facet blocks. |"),
            &[&format!("{of} Facet blocks. Decision based on Non-MTUS Citation [source].")],
        );
    }

    #[test]
    fn nothing_where_no_citation_is_written() {
        check("10/07/2016", "Brace", "Decision based on Non-MTUS Citation |", &[]);
        check("10/07/2016", "Brace", "Decision based on Non- MTUS Citation |", &[]);
        check("10/07/2016", "Brace", "They quote the low back |", &[]);
        check("10/07/2016", "Brace", "Decision based on MTUS Knee Complaints 2004, Section(s): Unheard|", &[]);
    }
}
