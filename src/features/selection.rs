//! Selection: what holds a place, from its word out to the whole draft.

use crate::draft::Draft;
use crate::letter::{BlockKind, SectionKind};
use crate::prose::sentences;
use crate::text::{Span, is_blank, trim_span};

/// What holds a byte, each span larger than the one before it and without blanks at its ends: word, sentence, field
/// body, field, item, section, draft. Never empty: where there is nothing, the empty span at the place.
pub fn selections(draft: &Draft, at: usize) -> Vec<Span> {
    let at = at.min(draft.text().len());
    let index = draft.block_at(at);
    let start = draft.block_span(index).start;
    let text = draft.block_text(index);
    let inside = at.saturating_sub(start);
    let mut growing = Growing { at, spans: Vec::new() };
    let mut push = |span: Span| growing.push(span.shifted(start));

    push(word(&text, inside));
    if let Some(block) = draft.blocks().get(index) {
        match &block.kind {
            BlockKind::Header => {
                let line = draft.text().line_span(draft.text().line_of(at));
                push(trim_span(&text, Span::new(line.start.saturating_sub(start), line.end.saturating_sub(start))));
            }
            BlockKind::Section(section) => {
                push(section.heading);
                push(sentence(&text, section.body, inside));
                push(section.body);
            }
            BlockKind::Item(item) => {
                if let Some(outcome) = item.outcome {
                    push(outcome.word);
                }
                push(item.title);
                push(item.heading());
                for field in item.fields.iter().filter(|field| field.label.to(field.body).touches(inside)) {
                    push(field.label);
                    push(sentence(&text, field.body, inside));
                    push(field.body);
                    push(field.label.to(field.body));
                }
            }
        }
    }
    push(trim_span(&text, Span::new(0, text.len())));
    growing.push(section(draft, index));
    growing.push(whole(draft));
    if growing.spans.is_empty() {
        growing.spans.push(Span::empty(at));
    }
    growing.spans
}

/// Spans that hold a place, each larger than the one before.
struct Growing {
    at: usize,
    spans: Vec<Span>,
}

impl Growing {
    /// Takes a span if it holds the place and is larger than the last one.
    fn push(&mut self, span: Span) {
        let larger = self
            .spans
            .last()
            .is_none_or(|last| span.start <= last.start && last.end <= span.end && span.len() > last.len());
        if larger && span.touches(self.at) && !span.is_empty() {
            self.spans.push(span);
        }
    }
}

fn word(text: &str, at: usize) -> Span {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return Span::empty(at);
    };
    let start = before.trim_end_matches(char::is_alphanumeric).len();
    Span::new(start, at + after.len() - after.trim_start_matches(char::is_alphanumeric).len())
}

fn sentence(text: &str, body: Span, at: usize) -> Span {
    if !body.touches(at) {
        return Span::empty(body.start);
    }
    let found = sentences(body.of(text)).into_iter().map(|s| s.span.shifted(body.start));
    // Between two glued sentences the later one is meant.
    found.rev().find(|span| span.touches(at)).unwrap_or(Span::empty(body.start))
}

/// The section that a block belongs to, with the items in it.
fn section(draft: &Draft, index: usize) -> Span {
    let blocks = draft.blocks();
    let is_item = |at: &usize| blocks.get(*at).is_some_and(|block| block.item().is_some());
    let first = (0..=index).rev().find(|at| !is_item(at));
    let Some(first) = first else {
        return Span::default();
    };
    let takes_items = |kind: &BlockKind| matches!(kind, BlockKind::Section(section) if section.kind == SectionKind::IssuesDecisionsRationales);
    let last = match blocks.get(first).is_some_and(|block| takes_items(&block.kind)) {
        true => (first + 1..blocks.len()).take_while(is_item).last().unwrap_or(first),
        false => first,
    };
    let trimmed = |block: usize| {
        let text = draft.block_text(block);
        trim_span(&text, Span::new(0, text.len())).shifted(draft.block_span(block).start)
    };
    trimmed(first).to(trimmed(last))
}

/// The draft without blanks at its ends; only lines at the ends are read.
fn whole(draft: &Draft) -> Span {
    let text = draft.text();
    let first = text.lines_from(0).position(|line| !line.chars().all(is_blank)).unwrap_or(0);
    let last = text.lines_up_from(text.line_count().saturating_sub(1)).find(|(_, line)| !line.chars().all(is_blank));
    let trimmed = |line: usize| {
        let words = text.line(line);
        trim_span(&words, Span::new(0, words.len())).shifted(text.line_start(line))
    };
    trimmed(first).to(trimmed(last.map_or(first, |(line, _)| line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is where the caret stands; of long spans the first and last word are told.
    fn check(input: &str, expected: &[&str]) {
        let at = input.find('|').unwrap();
        let text = input.replacen('|', "", 1);
        let found = selections(&Draft::new(&text), at);
        let told = |span: &Span| {
            let words: Vec<_> = span.of(&text).split_whitespace().collect();
            match words.as_slice() {
                [first, .., last] if words.len() > 4 => format!("{first} … {last}"),
                few => few.join(" "),
            }
        };
        assert_eq!(found.iter().map(told).collect::<Vec<_>>(), expected, "{input}");
        assert!(found.windows(2).all(|w| w[1].start <= w[0].start && w[0].end <= w[1].end && w[0] != w[1]));
    }

    const ITEMS: &str = "\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld\n\nDecision rationale: It is so. No te|ar\n\
        was seen. So.\n\nSix visits: Overturned\n\nDecision rationale: Yes.\n\n\n";

    #[test]
    fn from_the_word_out_to_the_draft() {
        check(
            &format!("CLINICAL CASE SUMMARY\nFirst.{ITEMS}"),
            &["tear", "No tear was seen.", "It … So.", "Decision … So.", "MRI: … So.", "IMR … Yes.", "CLINICAL … Yes."],
        );
        check(
            "CLINICAL CASE SUMMARY\nHe fell. His kn|ee is sore.\n",
            &["knee", "His knee is sore.", "He … sore.", "CLINICAL … sore."],
        );
        check(
            "MRI of the kn|ee: Upheld\nDecision rationale: So.\n",
            &["knee", "MRI of the knee", "MRI … Upheld", "MRI … So."],
        );
    }

    #[test]
    fn nothing_is_an_empty_span() {
        check("|", &[""]);
        check("\n|\n", &[""]);
    }
}
