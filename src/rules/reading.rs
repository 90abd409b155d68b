//! Reading facts: from a block of the tree and its text.

use std::cell::LazyCell;

use super::before::{Before, Edited, Untouched};
use super::cited::{chapter_beside, citations_of, unknown_names};
use super::facts::{FieldFact, HeaderFacts, ItemFacts, OutcomeFact, SectionFacts};
use super::named::Named;
use super::quoted::misquoted;
use crate::knowledge::{Dates, Library};
use crate::letter::{Field, FieldKind, Format, Item, Section, SectionKind, header_entries};
use crate::prose::{
    Citation, Citations, NamedRegion, Passage, Reading, RequestParts, SlipKind, Work, dates, names_mtus, read_verdict,
    request_parts, says_silent, subject,
};
use crate::text::{Saying, Span, fold, trim, trim_end};

/// Reads the header's block.
pub(super) fn read_header(text: &str, format: &Format) -> HeaderFacts {
    let entries = header_entries(text, format);
    let mut found = Vec::new();
    for entry in &entries {
        if let [date] = dates(entry.value.of(text)).as_slice() {
            found.push((entry.kind, crate::prose::Date { span: date.span.shifted(entry.value.start), ..*date }));
        }
    }
    let mut said = Passage::read(text);
    // Nothing in a table runs on: only what was left to be filled in is a slip there.
    said.slips.retain(|slip| slip.kind == SlipKind::Placeholder);
    HeaderFacts { entries, dates: found, said }
}

/// Reads a section. `before` is what its words said before an edit in them.
pub(super) fn read_section(section: &Section, text: &str, format: &Format, before: Option<Edited>) -> SectionFacts {
    let body = section.body.of(text);
    let said = LazyCell::new(|| Saying::of(body));
    SectionFacts {
        kind: section.kind,
        heading: section.heading,
        spelt: section.spelt,
        body: section.body,
        empty: trim(body).is_empty(),
        // Asked of one section only, and never of the one that is edited most.
        credentials: section.kind == SectionKind::HowMade && said.has_any(&format.credentials.any),
        unsaid: format
            .statements
            .iter()
            .enumerate()
            .filter(|(_, s)| s.section == section.kind && !said.has_any(&s.any))
            .map(|(index, _)| index)
            .collect(),
        said: passage(text, section.body, before),
    }
}

/// Reads an item. `before` is what was read in it before an edit.
pub(super) fn read_item(item: &Item, text: &str, library: &Library, before: Option<&Before>) -> ItemFacts {
    let rationale = item.field(FieldKind::DecisionRationale).map_or(Span::empty(0), |field| field.body);
    let concluded =
        || item.field(FieldKind::DecisionRationale).map(|_| read_verdict(rationale.of(text), item.title.of(text)));
    let verdict = before.and_then(|before| before.verdict(item)).unwrap_or_else(concluded);
    let about = verdict.as_ref().map_or(Span::empty(0), |v| subject(rationale.of(text), v).shifted(rationale.start));
    let field = |(index, field): (usize, &Field)| {
        let kept = before.and_then(|before| before.field(index, field));
        read_field(field, text, library, kept)
    };
    let fields: Vec<FieldFact> = item.fields.iter().enumerate().map(field).collect();
    let guideline = fields.iter().find(|field| field.kind == FieldKind::ReviewerGuideline);
    let uncited = guideline.and_then(|field| uncited(field.body, &field.citations, text));
    let chapter_beside = guideline.and_then(|field| chapter_beside(&field.citations, text, library));
    let replaced = guideline.is_some_and(|field| field.citations.cited.iter().any(|cited| has_ended(cited, library)));
    let (said, cited_regions) = said(item, text, before);
    let title_before = before.and_then(|before| before.title(item));
    ItemFacts {
        title: item.title_text(text),
        title_span: item.title,
        outcome: item.outcome.map(|o| OutcomeFact {
            word: o.word,
            text: o.word.of(text).to_string(),
            outcome: o.outcome,
        }),
        said,
        request: title_before
            .and_then(|title| title.request())
            .unwrap_or_else(|| Named::read(text, item.title, false, library)),
        parts: request_parts(item.title.of(text)).map(|parts| shifted_parts(parts, item.title.start)),
        of_remainder: verdict
            .as_ref()
            .is_some_and(|v| Span::new(v.sentence.start, v.words.start).of(rationale.of(text)).contains("remaining")),
        conclusion: Named::read(text, about, true, library),
        ancillary: uncited.is_some() && is_ancillary(item, text, rationale, verdict.as_ref()),
        uncited,
        chapter_beside,
        cited_regions,
        unexplained: guideline
            .filter(|_| chapter_beside.is_none())
            .and_then(|field| unexplained(field, rationale, text)),
        says_silent: replaced && says_silent(rationale.of(text)),
        unknown: guideline.map_or(Vec::new(), |field| unknown_names(field, text, library)),
        misquoted: guideline.map_or(Vec::new(), |field| misquoted(field, rationale, text, library)),
        fields,
        verdict: verdict.map(|v| v.shifted(rationale.start)),
        outcome_place: (!item.title.is_empty()).then(|| outcome_place(text, item.title.end)),
    }
}

/// Behind the title that ends at `end`, and behind its colon if it has one.
fn outcome_place(text: &str, end: usize) -> (usize, bool) {
    let rest = text.get(end..).unwrap_or("");
    let gap = rest.len() - crate::text::trim_start(rest).len();
    match rest.get(gap..).is_some_and(|r| r.starts_with(':')) {
        true => (end + gap + 1, true),
        false => (end, false),
    }
}

fn read_field(field: &Field, text: &str, library: &Library, kept: Option<(&FieldFact, Untouched)>) -> FieldFact {
    FieldFact {
        kind: field.kind,
        label: field.label,
        misspelt: (!field.spelt).then(|| field.label.of(text).trim_end_matches(':').to_string()),
        body: field.body,
        citations: match kept {
            Some((old, untouched)) => untouched.citations(&old.citations),
            None => citations_of(field.kind, field.body, text, library),
        },
        finished: trim_end(field.body.of(text)).ends_with('.'),
    }
}

/// Whether an edition is cited of which the last day is officially known.
fn has_ended(cited: &Citation, library: &Library) -> bool {
    let Work::Chapter { chapter: Some(chapter), .. } = cited.work else { return false };
    library.chapter(chapter).is_some_and(|chapter| chapter.dates == Dates::Official && chapter.to.is_some())
}

/// The words by which a field leaves the MTUS for other sources, where neither it nor the rationale says why.
fn unexplained(field: &FieldFact, rationale: Span, text: &str) -> Option<Span> {
    let Citations { cited, outside, .. } = &field.citations;
    let elsewhere = cited.iter().all(|cited| cited.beside && !matches!(cited.work, Work::Chapter { .. } | Work::Mtus));
    let first = cited.first().filter(|_| elsewhere)?;
    let rationale = rationale.of(text);
    let explained = says_silent(field.body.of(text)) || says_silent(rationale) || names_mtus(rationale);
    (!explained && !rationale.is_empty()).then_some(outside.unwrap_or(first.title))
}

/// The words that stand where a citation should: that nothing was cited, or `None`, or a citation that is announced and
/// not there.
fn uncited(body: Span, citations: &Citations, text: &str) -> Option<Span> {
    const NOTHING: &[&str] =
        &["none", "n/a", "na", "not applicable", "none cited", "none was cited", "no citation", "no guideline"];
    if !citations.cited.is_empty() {
        return None;
    }
    let words = fold(body.of(text)).to_lowercase();
    let words = words.trim_end_matches(['.', ':', ' ']);
    let announced = citations.beside.is_some() || words.ends_with("decision based on mtus");
    citations.nothing.or_else(|| (NOTHING.contains(&words) || announced).then_some(body))
}

fn passage(text: &str, span: Span, before: Option<Edited>) -> Passage {
    let words = span.of(text);
    let mut said = Passage::default();
    said.extend(before.map_or_else(|| Passage::read(words), |before| before.read(words)), span.start);
    said
}

/// What the words of an item say, title and fields, each for itself; and the regions that the reviewer's guideline field
/// names.
fn said(item: &Item, text: &str, before: Option<&Before>) -> (Passage, Vec<NamedRegion>) {
    let mut said = Passage::default();
    let mut cited: Option<Vec<NamedRegion>> = None;
    match before.and_then(|before| before.title(item)) {
        Some(untouched) => untouched.say(&mut said),
        None => {
            let mut title = Passage::read(item.title.of(text));
            // Titles are copied from a form, with its blanks and repetitions.
            title.slips.retain(|slip| matches!(slip.kind, SlipKind::Placeholder | SlipKind::Digit));
            said.extend(title, item.title.start);
        }
    }
    for (index, field) in item.fields.iter().enumerate() {
        if let Some((_, untouched)) = before.and_then(|before| before.field(index, field)) {
            if field.kind == FieldKind::ReviewerGuideline && cited.is_none() {
                cited = Some(untouched.regions());
            }
            untouched.say(&mut said);
            continue;
        }
        let words = field.body.of(text);
        let mut passage = match field.kind {
            FieldKind::ReviewerGuideline if cited.is_none() => {
                let (passage, regions) = Passage::read_with_regions(words);
                let moved = |named: NamedRegion| NamedRegion { span: named.span.shifted(field.body.start), ..named };
                cited = Some(regions.into_iter().map(moved).collect());
                passage
            }
            FieldKind::DecisionRationale => match before.and_then(|before| before.edited(index, field)) {
                Some(edited) => edited.read(words),
                None => Passage::read(words),
            },
            _ => Passage::read(words),
        };
        if field.kind == FieldKind::ClaimsAdministratorGuideline {
            // What another cited stands as it was found.
            passage.slips.retain(|slip| slip.kind == SlipKind::Placeholder);
        }
        said.extend(passage, field.body.start);
    }
    (said, cited.unwrap_or_default())
}

fn shifted_parts(parts: RequestParts, by: usize) -> RequestParts {
    RequestParts {
        original: parts.original.shifted(by),
        authorized: parts.authorized.shifted(by),
        eligible: parts.eligible.shifted(by),
        ..parts
    }
}

/// Whether the item stands or falls with another: its title or its rationale says so, or the conclusion gives another
/// treatment's verdict as its reason.
fn is_ancillary(item: &Item, text: &str, rationale: Span, verdict: Option<&Reading>) -> bool {
    const TITLES: &[&str] = &["associated", "post-op", "postop", "pre-op", "preop", "assistant surg", "surgical"];
    const REASONS: &[&str] = &[
        "ancillary", "associated", "surger", "surgical", "operation", "operative", "depend", "conting",
        "related to the",
    ];
    let title = item.title.of(text).to_lowercase();
    let reasons = rationale.of(text).to_lowercase();
    let premise = verdict.is_some_and(|v| {
        let before = Span::new(v.sentence.start, v.words.start).of(rationale.of(text));
        before.contains("ecess") || before.contains("not approved") || before.contains("denied")
    });
    premise || TITLES.iter().any(|word| title.contains(word)) || REASONS.iter().any(|word| reasons.contains(word))
}
