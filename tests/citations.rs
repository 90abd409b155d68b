//! Citations: each line of `fixtures/citations.txt` stands in a reviewer's field, as it is and in the shapes of extractions.

use imr_ls::draft::Draft;
use imr_ls::knowledge::Library;
use imr_ls::letter::FieldKind;
use imr_ls::prose::{Citation, Work};
use imr_ls::text::{Span, fold};

/// What the reviewer's field is found to cite, a line each.
fn told(field: &str) -> Vec<String> {
    let text = format!(
        "IMR ISSUES, DECISIONS AND RATIONALES\n\nBrace: Upheld\n\nMAXIMUS guideline: {field}\n\nDecision rationale: So.\n"
    );
    let draft = Draft::new(&text);
    let item = draft.items().next().expect("an item");
    let block = draft.block_text(item.block).into_owned();
    let field = item.facts.field(FieldKind::ReviewerGuideline).expect("a field");
    let found = &field.citations;
    let words = |span: Span| fold(span.of(&block));
    let mut lines = Vec::new();
    lines.extend(found.nothing.map(|_| "nothing".to_string()));
    lines.extend(found.outside.map(|_| "outside".to_string()));
    lines.extend(found.cited.iter().map(|citation| line(citation, &words)));
    lines
}

fn line(citation: &Citation, words: &dyn Fn(Span) -> String) -> String {
    let library = Library::built_in();
    let work = match citation.work {
        Work::Chapter { chapter: Some(chapter), .. } => {
            let chapter = library.chapter(chapter).expect("a chapter");
            let spelt = if citation.spelt { "" } else { "~" };
            format!("{spelt}{}", chapter.id)
        }
        Work::Chapter { title, .. } => {
            let chapter = library.chapter(library.editions(title)[0]).expect("a chapter");
            let year = citation.year.map_or("no year".into(), |(_, year)| year.to_string());
            format!("{}, {year}", chapter.title)
        }
        Work::Mtus => "MTUS".into(),
        Work::Odg => format!("ODG {:?}", words(citation.span)),
        Work::Acoem => format!("ACOEM {:?}", words(citation.span)),
        Work::Other => format!("other {:?}", words(citation.span)),
    };
    let mut parts: Vec<String> = citation
        .sections
        .iter()
        .map(|section| {
            let mark = if section.known.is_none() {
                "?"
            } else if section.spelt {
                ""
            } else {
                "~"
            };
            format!("{mark}{}", words(section.span))
        })
        .collect();
    if !citation.pages.is_empty() {
        let runs = citation.pages.iter().map(|p| match p.last == p.first {
            true => p.first.to_string(),
            false => format!("{}-{}", p.first, p.last),
        });
        parts.push(format!("p {}", runs.collect::<Vec<_>>().join(" ")));
    }
    parts.extend(citation.pasted.map(|pasted| format!("pasted {:?}", words(pasted))));
    let beside = if citation.beside { "beside: " } else { "" };
    let colon = if parts.is_empty() { "" } else { ": " };
    format!("{beside}{work}{colon}{}", parts.join(" / "))
}

#[test]
fn every_form_is_read_in_every_shape() {
    let fixture = include_str!("fixtures/citations.txt");
    let examples: Vec<&str> = fixture.split("\n\n").filter(|example| !example.starts_with('#')).collect();
    assert!(examples.len() > 20, "{}", examples.len());
    for example in examples {
        let mut lines = example.lines();
        let input = lines.next().unwrap_or_default();
        let expected: Vec<&str> = lines.map(|line| line.trim_start_matches("= ")).collect();
        let shapes = [
            input.to_string(),
            input.replace(' ', "\n"),
            input.replace(" and ", " \n\n and\u{c}"),
            input.replace(", ", ",\r\n\r\n"),
            input.replace("  ", " ").replace(' ', "  "),
        ];
        for shape in shapes {
            assert_eq!(told(&shape), expected, "{shape}");
        }
    }
}

#[test]
fn whatever_the_text_spans_lie_in_it() {
    let odd = "Decision based on MTUS é💊 Knee Complaints 2004, Section(s): , 3.3 ((Special Studies Page(s): 7, and \
               Non-MTUS Citation ODG, Non-MTUS MTUS: Eye 2004 p24-, did not cite";
    for end in (0..=odd.len()).filter(|end| odd.is_char_boundary(*end)) {
        for start in (0..end).step_by(7).filter(|start| odd.is_char_boundary(*start)) {
            told(&odd[start..end]);
        }
    }
}
