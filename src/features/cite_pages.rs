//! Completion of pages behind a citation: those of the sections that are cited, else of what fits the item's treatment.

use super::complete::{Here, Proposal, ProposalKind};
use super::look_up::fits;
use crate::knowledge::{Shelved, Topic};
use crate::prose::Work;
use crate::rules::FieldFact;
use crate::text::trim_end;

/// What announces pages.
const PAGES: [&str; 6] = ["page(s):", "pages", "page", "pp.", "pgs.", "p."];

/// The pages that may be written behind `before`, the field's words up to the caret; none where it asks for no page.
pub(super) fn pages(here: &Here<'_>, field: &FieldFact, before: &str) -> Option<Vec<Proposal>> {
    let announced = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let typed = before.get(announced.len()..)?;
    let lower = trim_end(announced).to_ascii_lowercase();
    let word = PAGES.iter().find(|word| lower.ends_with(*word))?;
    let opens = lower.strip_suffix(word).is_some_and(|before| !before.ends_with(char::is_alphanumeric));
    // A digit typed right behind the word is read with it; something new is not glued to it.
    if !opens || (typed.is_empty() && announced.len() == lower.len()) {
        return None;
    }
    let end = field.label.end + announced.len();
    let cited = field.citations.cited.iter().rev().find(|cited| !cited.beside && cited.title.end <= end)?;
    let Work::Chapter { title, chapter } = cited.work else { return None };
    let library = here.draft.library();
    let named = cited.sections.iter().filter_map(|section| library.topic(section.known?));
    let mut topics: Vec<&Shelved<Topic>> = named.collect();
    if topics.is_empty() {
        let chapters = chapter.map_or_else(|| library.editions(title).to_vec(), |chapter| vec![chapter]);
        let of_chapter = |topic: &&Shelved<Topic>| {
            library.chapter_of(&topic.entry.chapter).is_some_and(|chapter| chapters.contains(&chapter))
        };
        let fitting = here.item().map_or(Vec::new(), |item| fits(library, item));
        topics = fitting.into_iter().filter_map(|fit| fit.topic).filter(of_chapter).collect();
    }
    let mut found: Vec<Proposal> = Vec::new();
    for Shelved { entry, .. } in topics {
        let pages = entry.pages.to_string();
        let offered = found.iter().any(|proposal| proposal.label == pages);
        if !pages.is_empty() && pages != typed && pages.starts_with(typed) && !offered {
            let doubt = if entry.confidence.is_some_and(|c| c.is_certain()) { "" } else { ", not verified" };
            let mut proposal = here.proposal(&pages, ProposalKind::Citation, typed.len(), &pages);
            proposal.about = format!("{}{doubt}", entry.title);
            found.push(proposal);
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::super::completions;
    use crate::draft::Draft;

    /// `|` is where the caret stands in the reviewer's field for this treatment; the pages, and what is said of each.
    fn check(title: &str, field: &str, expected: &[(&str, &str)]) {
        let input = format!(
            "IMR ISSUES, DECISIONS AND RATIONALES\n\n{title}: Upheld\n\nMAXIMUS guideline: {field}\n\nDecision rationale: So.\n"
        );
        let at = input.find('|').unwrap();
        let found = completions(&Draft::new(&input.replacen('|', "", 1)), at);
        let told: Vec<_> = found.iter().map(|p| (p.text.as_str(), p.about.as_str())).collect();
        assert_eq!(told, expected, "{title}: {field}");
    }

    const PAIN: &str = "Decision based on MTUS Chronic Pain Medical Treatment 2009";

    #[test]
    fn pages_of_what_is_cited_come_with_their_doubt() {
        check("Xanax", &format!("{PAIN}, Section(s): Benzodiazepines, page |"), &[("24", "Benzodiazepines")]);
        check("Xanax", &format!("{PAIN}, Section(s): Benzodiazepines, p. 2|."), &[("24", "Benzodiazepines")]);
        check("Xanax", &format!("{PAIN}, Section(s): Benzodiazepines, page 9|"), &[]);
        check("Xanax", &format!("{PAIN}, Section(s): Benzodiazepines, page 24|"), &[]);
        let doubtful = format!("{PAIN}, Section(s): Epidural steroid injections (ESIs), pages |");
        check("Xanax", &doubtful, &[("46", "Epidural steroid injections (ESIs), not verified")]);
    }

    #[test]
    fn without_a_section_they_are_those_that_fit_the_item() {
        let fitting = [("24", "Benzodiazepines"), ("124", "Weaning of medications, not verified")];
        check("Xanax", &format!("{PAIN}, page |"), &fitting);
        check("Brace", "Decision based on MTUS Knee Complaints 2004, page |", &[]);
        check("Brace", "They wrote on a page |", &[]);
        check("Xanax", "Decision based on Non-MTUS Citation ODG, Pain, page |", &[]);
    }
}
