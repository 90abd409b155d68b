//! Pages: the official page of each statute, regulation and chapter of the MTUS that a draft names.

use crate::draft::Draft;
use crate::knowledge::Code;
use crate::prose::{NamedStatute, Work, statutes};
use crate::text::Span;

/// A place that leads to a public page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// The words that lead there.
    pub span: Span,
    /// The page.
    pub url: String,
    /// What stands there.
    pub tooltip: String,
}

/// Every link of a draft, in order of place.
pub fn page_links(draft: &Draft) -> Vec<PageLink> {
    let library = draft.library();
    let mut found = Vec::new();
    for (index, read) in draft.read().iter().enumerate() {
        let start = draft.block_span(index).start;
        let text = draft.block_text(index);
        found.extend(statutes(&text).iter().map(|named| {
            let (code, number) = (code_of(named), named.number.of(&text));
            let about = library.statute(code, number).map_or("", |statute| statute.about.as_str());
            let colon = if about.is_empty() { "" } else { ": " };
            PageLink {
                span: named.span.shifted(start),
                url: code.page(number),
                tooltip: format!("{} {number}{colon}{about}", code.name()),
            }
        }));
        for cited in read.facts.item().iter().flat_map(|item| &item.fields).flat_map(|field| &field.citations.cited) {
            let Work::Chapter { chapter: Some(chapter), .. } = cited.work else { continue };
            let Some(chapter) = library.chapter(chapter) else { continue };
            let Some(url) = chapter.page() else { continue };
            let span = cited.year.map_or(cited.title, |(year, _)| cited.title.to(year)).shifted(start);
            let tooltip = format!("8 CCR {}, which adopts this chapter, as it is in force today", chapter.regulation);
            found.push(PageLink { span, url, tooltip });
        }
    }
    found.sort_by_key(|link| link.span);
    found
}

/// The code in which a statute stands.
pub(super) fn code_of(named: &NamedStatute) -> Code {
    if named.labor { Code::Labor } else { Code::Regulations }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words between `[` and `]` are links, with these pages.
    fn check(input: &str, pages: &[&str]) {
        let text = input.replace(['[', ']'], "");
        let mut marked = text.clone();
        let found = page_links(&Draft::new(&text));
        for link in found.iter().rev() {
            marked.insert(link.span.end, ']');
            marked.insert(link.span.start, '[');
        }
        assert_eq!(marked, input);
        let told: Vec<_> = found.iter().map(|link| link.url.rsplit('/').next().unwrap()).collect();
        assert_eq!(told, pages, "{input}");
    }

    #[test]
    fn statutes_and_chapters_lead_to_their_pages() {
        check(
            "CLINICAL CASE SUMMARY\nSee [Labor Code 4610.5(c)(2)] and case 4610.5.\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n\
             MRI: Upheld\n\nMAXIMUS guideline: Decision based on MTUS [Low Back\nComplaints 2004], Section(s): Special \
             Studies. Decision based on Non-MTUS Citation ODG Low Back.\n\nDecision rationale: Under [8 CCR 9792.21.1] so.\n",
            &["codes_displaySection.xhtml?lawCode=LAB&sectionNum=4610.5.", "9792_23_5.html", "9792_21_1.html"],
        );
        check("", &[]);
    }

    #[test]
    fn a_tooltip_says_what_stands_there() {
        let found = page_links(&Draft::new("CLINICAL CASE SUMMARY\nLC 4610.6(f), LC 4600\n"));
        let told: Vec<_> = found.iter().map(|link| link.tooltip.as_str()).collect();
        assert!(told[0].starts_with("Labor Code 4610.6: How an independent medical review is done"), "{told:?}");
        assert_eq!(told[1], "Labor Code 4600");
    }
}
