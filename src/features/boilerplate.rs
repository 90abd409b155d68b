//! The fixed sentences of the programme, where the structure of a letter tells that they may come.

use super::complete::{Here, Proposal, ProposalKind, opens};
use crate::letter::{FieldKind, SectionKind};
use crate::rules::{BlockFacts, SectionFacts};
use crate::text::{Span, trim, trim_start};

/// The fixed sentences that may come at a place. What is to be written in them stands in square brackets.
pub(super) fn boilerplate(here: &Here<'_>) -> Vec<Proposal> {
    match here.draft.read().get(here.block).map(|read| &read.facts) {
        Some(BlockFacts::Section(section)) => of_section(here, section),
        Some(BlockFacts::Item(_)) => {
            let mut found = of_guideline(here);
            found.extend(new_item(here, SectionKind::IssuesDecisionsRationales));
            found
        }
        _ => Vec::new(),
    }
}

/// At the start of a line of a section: the statements that it lacks.
fn of_section(here: &Here<'_>, section: &SectionFacts) -> Vec<Proposal> {
    if here.at.saturating_sub(here.start()) <= section.heading.end {
        return Vec::new();
    }
    let unsaid = |what: &str| {
        let statements = section.unsaid.iter().filter_map(|index| here.draft.format().statements.get(*index));
        statements.clone().any(|statement| statement.what.contains(what))
    };
    let mut texts: Vec<String> = Vec::new();
    match section.kind {
        SectionKind::HowMade => {
            if unsaid("affiliation") {
                texts.push(
                    "MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no \
                     affiliation with the employer, employee, providers or the claims administrator."
                        .into(),
                );
            }
            if unsaid("selected") {
                texts.push(
                    "The expert reviewer was selected based on his/her clinical experience, education, background, and \
                     expertise in the medical condition and disputed items/services."
                        .into(),
                );
            }
            if !section.credentials {
                texts.push(
                    "The Expert Reviewer has the following credentials:\nState(s) of Licensure: \
                     [states]\nCertification(s)/Specialty: [specialties]\n"
                        .into(),
                );
            }
            texts.push("State(s) of Licensure: [states]".into());
            texts.push("Certification(s)/Specialty: [specialties]".into());
        }
        SectionKind::ClinicalCaseSummary if section.empty || unsaid("case file") => texts.push(
            "The expert reviewer developed the following clinical case summary based on a review of the case file, \
             including all medical records:\n"
                .into(),
        ),
        SectionKind::IssuesDecisionsRationales if section.empty || !trim(&here.before).is_empty() => {
            texts.push(format!("{}:\n", here.draft.format().items.intro));
        }
        _ => {}
    }
    let text = here.draft.block_text(here.block);
    let typed = trim_start(&here.before);
    // The two lines of the credentials are offered where they are begun, and not there already.
    let wanted = |words: &String| {
        let head = words.split(" [").next().unwrap_or(words);
        opens(words, typed) && (!head.starts_with(['S', 'C']) || !typed.is_empty() && !text.contains(head))
    };
    let mut found: Vec<_> = texts.iter().filter(|words| wanted(words)).map(|words| fixed(here, typed, words)).collect();
    found.extend(new_item(here, section.kind));
    found
}

/// At the start of a paragraph among the items: an item.
fn new_item(here: &Here<'_>, section: SectionKind) -> Vec<Proposal> {
    let inside = here.at.saturating_sub(here.start());
    let written = here.item().is_none_or(|item| {
        let rationale = item.field(FieldKind::DecisionRationale).map(|field| field.body);
        rationale.is_some_and(|body| !body.is_empty() && body.end <= inside)
    });
    if section != SectionKind::IssuesDecisionsRationales
        || !written
        || !here.opens_paragraph()
        || !trim(&here.before).is_empty()
    {
        return Vec::new();
    }
    let fields = FieldKind::ALL.map(|kind| format!("\n{}: [{}]\n", here.draft.format().label(kind), about(kind)));
    let titles = [
        "[Treatment as requested]: [Upheld or Overturned]",
        "[Treatment as requested] was the original request. [Treatment] was authorized by the Claims Administrator. The \
         remaining IMR eligible portion of the original request, [treatment] is: [Upheld or Overturned]",
    ];
    let labels = ["New item", "New item, authorized in part"];
    let items = titles.iter().zip(labels).map(|(title, label)| {
        let mut item = fixed(here, "", &format!("{title}\n{}", fields.concat()));
        item.label = label.into();
        item
    });
    items.collect()
}

fn about(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::ClaimsAdministratorGuideline | FieldKind::ReviewerGuideline => "guideline",
        FieldKind::DecisionRationale => "rationale",
    }
}

/// In a guideline field: how what is cited is introduced.
fn of_guideline(here: &Here<'_>) -> Vec<Proposal> {
    let inside = here.at.saturating_sub(here.start());
    let Some(item) = here.item() else {
        return Vec::new();
    };
    let Some(field) = item.fields.iter().rev().find(|field| field.label.end <= inside) else {
        return Vec::new();
    };
    let who = match field.kind {
        FieldKind::ClaimsAdministratorGuideline => "The Claims Administrator",
        FieldKind::ReviewerGuideline => "The Expert Reviewer",
        FieldKind::DecisionRationale => return Vec::new(),
    };
    let text = here.draft.block_text(here.block);
    // Only where the field ends: nothing is proposed into a text that goes on, or on a line behind it.
    let ends = field.body.end <= inside && !Span::new(field.body.end, inside).of(&text).contains(['\n', '\r']);
    if !field.body.is_empty() && !ends {
        return Vec::new();
    }
    let before = Span::new(field.label.end, inside).of(&text);
    let (said, typed) = match before.rfind(". ") {
        Some(stop) => before.split_at(stop + 2),
        None if before.ends_with('.') => (before, ""),
        None => ("", before),
    };
    let typed = trim_start(typed);
    let texts = match trim(said).is_empty() {
        true => vec![
            "Decision based on MTUS [chapter and year], Section(s): [section].".to_string(),
            format!(
                "{who} based their decision on recommendation(s) outside of the MTUS Guidelines.  Decision based on \
                 Non-MTUS Citation [source]."
            ),
            format!("{who} did not cite any medical evidence for its decision."),
        ],
        false if field.citations.beside.is_none() && field.citations.nothing.is_none() => {
            vec!["Decision based on Non-MTUS Citation [source].".to_string()]
        }
        false => Vec::new(),
    };
    let glue = if before.ends_with(char::is_whitespace) || !typed.is_empty() { "" } else { " " };
    let fitting = texts.iter().filter(|words| opens(words, typed) && !typed.contains(['\n', '\r']));
    fitting
        .map(|words| {
            let mut proposal = fixed(here, typed, &format!("{glue}{words}"));
            proposal.label = trim(&proposal.label).into();
            proposal
        })
        .collect()
}

/// A proposal with a stop at all that stands in square brackets.
fn fixed(here: &Here<'_>, typed: &str, text: &str) -> Proposal {
    let label = text.lines().next().unwrap_or(text);
    let mut proposal = here.proposal(label, ProposalKind::Sentence, typed.len(), text);
    let opened = proposal.text.match_indices('[').map(|(at, _)| at);
    let stop = |at: usize| Some(Span::new(at, at + proposal.text.get(at..)?.find(']')? + 1));
    proposal.stops = opened.filter_map(stop).collect();
    proposal
}

#[cfg(test)]
mod tests {
    use super::super::completions;
    use super::*;
    use crate::draft::Draft;

    /// `|` is where the caret stands; the snippets that are proposed, cut to their first words.
    fn check(input: &str, expected: &[&str]) {
        let at = input.find('|').unwrap();
        let found = completions(&Draft::new(&input.replacen('|', "", 1)), at);
        let told: Vec<_> = found.iter().filter(|p| p.kind == ProposalKind::Sentence).map(Proposal::snippet).collect();
        assert_eq!(told.len(), expected.len(), "{input}\n{told:#?}");
        for (told, expected) in told.iter().zip(expected) {
            let fits = expected.strip_suffix('…').map_or(told == expected, |start| told.starts_with(start));
            assert!(fits, "{input}\n{told:?}\n{expected:?}");
        }
    }

    #[test]
    fn the_first_section_gets_what_it_lacks() {
        let heading = "HOW THE IMR FINAL DETERMINATION WAS MADE\n\n";
        check(
            &format!("{heading}|\n"),
            &[
                "MAXIMUS Federal Services sent the complete case file…",
                "The expert reviewer was selected based on…",
                "The Expert Reviewer has the following credentials:\nState(s) of Licensure: \
                 ${1:[states]}\nCertification(s)/Specialty: ${2:[specialties]}\n$0",
            ],
        );
        check(&format!("{heading}St|"), &["State(s) of Licensure: ${1:[states]}$0"]);
        check(
            &format!("{heading}State(s) of Licensure: Ohio\nc|"),
            &["Certification(s)/Specialty: ${1:[specialties]}$0"],
        );
        check(&format!("{heading}State(s) of Licensure: Ohio\nst|"), &[]);
        check(&format!("{heading}He was licensed in |"), &[]);
        check("HOW THE IMR FINAL DETERMINATION| WAS MADE\n\n", &[]);
    }

    #[test]
    fn the_summary_and_the_items_are_introduced() {
        check(
            "CLINICAL CASE SUMMARY\n|",
            &["The expert reviewer developed the following clinical case summary based on a review of the case file…"],
        );
        check("CLINICAL CASE SUMMARY\nA review of the case file and medical records.\n|", &[]);
        check(
            "IMR ISSUES, DECISIONS AND RATIONALES\nThe F|",
            &["The Final Determination was based on decisions for the disputed items/services set forth below:\n$0"],
        );
    }

    const ITEM: &str = "IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld\n\n";

    #[test]
    fn a_guideline_field_is_opened() {
        let (mtus, outside, none) = (
            "Decision based on MTUS ${1:[chapter and year]}, Section(s): ${2:[section]}.$0",
            "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines.  Decision…",
            "The Expert Reviewer did not cite any medical evidence for its decision.$0",
        );
        check(&format!("{ITEM}MAXIMUS guideline: |\n\nDecision rationale: So.\n"), &[mtus, outside, none]);
        check(
            &format!("{ITEM}MAXIMUS guideline:|"),
            &[&format!(" {mtus}"), &format!(" {outside}"), &format!(" {none}")],
        );
        check(&format!("{ITEM}MAXIMUS guideline: the exp|"), &[outside, none]);
        check(
            &format!("{ITEM}Claims Administrator guideline: The Cl|"),
            &["The Claims Administrator based…", "The Claims Administrator did not cite…"],
        );
        check(&format!("{ITEM}MAXIMUS guideline: d| on MTUS"), &[]);
        check(
            &format!("{ITEM}MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004. |"),
            &["Decision based on Non-MTUS Citation ${1:[source]}.$0"],
        );
        check(&format!("{ITEM}MAXIMUS guideline: The Expert Reviewer did not cite any medical evidence. |"), &[]);
    }

    #[test]
    fn another_item_is_offered_behind_one_that_is_written() {
        let heading = "IMR ISSUES, DECISIONS AND RATIONALES\n\n";
        let item = "${1:[Treatment as requested]}: ${2:[Upheld or Overturned]}\n\nClaims Administrator guideline: \
                    ${3:[guideline]}\n\nMAXIMUS guideline: ${4:[guideline]}\n\nDecision rationale: ${5:[rationale]}\n$0";
        let part = "${1:[Treatment as requested]} was the original request. ${2:[Treatment]} was authorized by…";
        check(&format!("{heading}Items follow.\n\n|"), &[item, part]);
        check(&format!("{ITEM}Decision rationale: It is not medically necessary.\n\n|"), &[item, part]);
        check(&format!("{ITEM}Decision rationale: \n\n|"), &[]);
        check(&format!("{ITEM}Decision rationale: It is not medically necessary.\n|"), &[]);
    }
}
