//! Inlay hints: at the end of a rationale's deciding sentence, what it concludes.

use crate::draft::Draft;
use crate::text::Span;

use super::judgement::verdict_words;

/// Words that are shown in the text without being part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// Where they are shown.
    pub at: usize,
    /// What is shown.
    pub words: &'static str,
}

/// The hints in a span, in order of place. Only the blocks that the span touches are looked at.
pub fn hints(draft: &Draft, within: Span) -> Vec<Hint> {
    let blocks = draft.block_at(within.start)..=draft.block_at(within.end);
    let hint = |block: usize| {
        let reading = draft.read().get(block)?.facts.item()?.verdict.as_ref()?;
        reading.verdict?;
        let at = draft.block_span(block).start + reading.sentence.end;
        within.touches(at).then_some(Hint { at, words: verdict_words(Some(reading)) })
    };
    blocks.filter_map(hint).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `‹` and `›` stand around the span that is asked for, `|` where hints are expected.
    fn check(input: &str, words: &[&str]) {
        let marks = ['‹', '›', '|'];
        let text: String = input.chars().filter(|c| !marks.contains(c)).collect();
        let place = |mark: char| {
            let end = input.find(mark).unwrap();
            input[..end].chars().filter(|c| !marks.contains(c)).map(char::len_utf8).sum::<usize>()
        };
        let found = hints(&Draft::new(&text), Span::new(place('‹'), place('›')));
        assert_eq!(found.iter().map(|h| h.words).collect::<Vec<_>>(), words, "{input}");
        if let Some(first) = found.first() {
            assert_eq!(first.at, place('|'), "{input}");
        }
    }

    #[test]
    fn the_deciding_sentence_says_what_it_comes_to() {
        check(
            "‹MRI: Upheld\nDecision rationale: No tear. The request is not\nmedically necessary.|\n›",
            &["not medically necessary"],
        );
        check(
            "‹MRI: Overturned\nDecision rationale: The request is medically necessary.| So.›",
            &["medically necessary"],
        );
        check("‹MRI: Upheld\nDecision rationale: No tear.›", &[]);
        check("‹›", &[]);
    }

    #[test]
    fn only_what_is_asked_for_is_answered() {
        let first = "MRI: Upheld\nDecision rationale: The request is not medically necessary.";
        let second = "Six visits: Overturned\nDecision rationale: The request is medically necessary.";
        check(&format!("‹{first}|›\n\n{second}"), &["not medically necessary"]);
        check(&format!("{first}\n\n‹{second}|›"), &["medically necessary"]);
        check(&format!("‹{first}|\n\n{second}›"), &["not medically necessary", "medically necessary"]);
        check("‹MRI: Upheld\nDecision› rationale: The request is not medically necessary.", &[]);
    }
}
