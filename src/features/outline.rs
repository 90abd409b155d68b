//! The outline: sections, their items, their fields.

use crate::draft::Draft;
use crate::letter::SectionKind;
use crate::rules::{BlockFacts, ItemFacts};
use crate::text::{Span, fold, trim_span};

use super::judgement::verdict_words;

/// One entry of the outline. The span holds the selection and every child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called; never empty.
    pub name: String,
    /// What is to be said of it in a few words; may be empty.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All that belongs to it.
    pub span: Span,
    /// The words that stand for it.
    pub selection: Span,
    /// What it holds.
    pub children: Vec<Symbol>,
}

/// What an entry of the outline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each says itself
pub enum SymbolKind {
    Header,
    Section,
    Item,
    Field,
}

/// The outline of a draft, in order of place. Items stand under the section that holds them; where there is none, at
/// the top.
pub fn outline(draft: &Draft) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = Vec::new();
    // Whether the last symbol at the top is the section that takes the items.
    let mut takes = false;
    for (block, read) in draft.read().iter().enumerate() {
        let Some(symbol) = symbol_of(draft, block) else { continue };
        let is_item = read.facts.item().is_some();
        match symbols.last_mut().filter(|_| takes && is_item) {
            Some(section) => {
                section.span = section.span.to(symbol.span);
                section.children.push(symbol);
            }
            None => symbols.push(symbol),
        }
        takes = if is_item { takes } else { takes_items(&read.facts) };
    }
    symbols
}

/// Whether the items that follow stand under the entry of a block.
pub fn takes_items(facts: &BlockFacts) -> bool {
    matches!(facts, BlockFacts::Section(section) if section.kind == SectionKind::IssuesDecisionsRationales)
}

/// The entry that stands for a block, without the items that stand under it.
pub fn symbol_of(draft: &Draft, block: usize) -> Option<Symbol> {
    let whole = draft.block_span(block);
    let text = draft.block_text(block);
    let own = trim_span(&text, Span::new(0, text.len())).shifted(whole.start);
    Some(match &draft.read().get(block)?.facts {
        BlockFacts::Header(entries) => {
            let first = entries.first()?;
            let selection = first.label.to(first.value).shifted(whole.start);
            Symbol {
                name: "Header".into(),
                detail: fold(first.value.of(&text)),
                kind: SymbolKind::Header,
                span: own.to(selection),
                selection,
                children: Vec::new(),
            }
        }
        BlockFacts::Section(section) => {
            let heading = match fold(section.heading.of(&text)).trim_end_matches([':', ' ']) {
                "" => draft.format().title(section.kind).to_string(),
                words => words.to_string(),
            };
            let selection = section.heading.shifted(whole.start);
            Symbol {
                name: heading,
                detail: String::new(),
                kind: SymbolKind::Section,
                span: own.to(selection),
                selection,
                children: Vec::new(),
            }
        }
        BlockFacts::Item(item) => item_symbol(item, own, whole.start, draft),
    })
}

fn item_symbol(item: &ItemFacts, own: Span, start: usize, draft: &Draft) -> Symbol {
    let selection = item.heading().shifted(start);
    let outcome = item.outcome.as_ref().map_or("no outcome", |o| o.text.as_str());
    let fields = item.fields.iter().map(|field| {
        let label = field.label.shifted(start);
        // What is empty stands somewhere behind the label.
        let whole = if field.body.is_empty() { label } else { label.to(field.body.shifted(start)) };
        Symbol {
            name: draft.format().label(field.kind).to_string(),
            detail: String::new(),
            kind: SymbolKind::Field,
            span: whole,
            selection: label,
            children: Vec::new(),
        }
    });
    let children: Vec<Symbol> = fields.collect();
    Symbol {
        name: if item.title.is_empty() { "(item without a title)".into() } else { item.title.clone() },
        detail: format!("{outcome}, rationale: {}", verdict_words(item.verdict.as_ref())),
        kind: SymbolKind::Item,
        span: children.iter().fold(own.to(selection), |span, field| span.to(field.span)),
        selection,
        children,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn told(symbols: &[Symbol], depth: usize, text: &str, out: &mut String) {
        for s in symbols {
            assert!(s.span.start <= s.selection.start && s.selection.end <= s.span.end, "{s:?}");
            assert!(!s.name.is_empty());
            let line = text[..s.span.start].matches('\n').count();
            // What the rationale concludes is the reader's affair, tested there.
            let detail = s.detail.split(", rationale").next().unwrap();
            out.push_str(&format!("{:depth$}{:?} {} [{detail}] @{line}\n", "", s.kind, s.name, depth = depth * 2));
            for child in &s.children {
                assert!(s.span.start <= child.span.start && child.span.end <= s.span.end, "{s:?}");
            }
            told(&s.children, depth + 1, text, out);
        }
    }

    fn check(text: &str, expect: Expect) {
        let mut out = String::new();
        told(&outline(&Draft::new(text)), 0, text, &mut out);
        expect.assert_eq(&out);
    }

    #[test]
    fn items_stand_under_their_section() {
        check(
            "Case Number: CM15-0000001\n\nCLINICAL CASE SUMMARY\nA summary.\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n\
             MRI of the knee: Upheld\nMAXIMUS guideline: Something.\nDecision rationale: Because.\n\n\
             Physical\ntherapy: Overturned\nDecision rationale:\n",
            expect![[r#"
                Header Header [CM15-0000001] @0
                Section CLINICAL CASE SUMMARY [] @2
                Section IMR ISSUES, DECISIONS AND RATIONALES [] @5
                  Item MRI of the knee [Upheld] @7
                    Field MAXIMUS guideline [] @8
                    Field Decision rationale [] @9
                  Item Physical therapy [Overturned] @11
                    Field Decision rationale [] @13
            "#]],
        );
    }

    #[test]
    fn items_without_a_section_stand_alone() {
        check(
            "MRI of the knee: Upheld\nDecision rationale: Because.\n",
            expect![[r#"
                Item MRI of the knee [Upheld] @0
                  Field Decision rationale [] @1
            "#]],
        );
        check(
            "Decision rationale: Because.\n",
            expect![[r#"
                Item (item without a title) [no outcome] @0
                  Field Decision rationale [] @0
            "#]],
        );
        check("", expect![""]);
        check("A note.\n", expect![""]);
    }
}
