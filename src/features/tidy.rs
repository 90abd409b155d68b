//! Formatting: white space alone. Undoes double spacing, cuts blanks at line ends, folds long runs of blank lines.

use std::collections::BTreeSet;

use crate::draft::Draft;
use crate::rules::BlockFacts;
use crate::text::Span;

/// How many blank lines may follow each other.
const MOST: usize = 2;
/// How many sentences must run on over a blank line before a draft is taken for double-spaced.
const RUN_ON: usize = 2;

/// Characters that go from a draft; nothing is ever put in their place.
pub type Cut = Span;

/// What is to be cut from a draft, in order and not overlapping. Its structure is the same afterwards, or nothing is
/// cut.
pub fn tidy(draft: &Draft) -> Vec<Cut> {
    let lines = Lines::of(draft);
    let tries = [lines.is_double_spaced(), false];
    let cuts = tries.into_iter().map(|halve| lines.cuts(halve));
    cuts.into_iter().find(|cuts| cuts.is_empty() || same_structure(draft, cuts)).unwrap_or_default()
}

/// A line, and what may go of it.
struct Line {
    start: usize,
    /// Behind its last word.
    words_end: usize,
    /// Before its line end.
    end: usize,
    blank: bool,
    opens_small: bool,
    ends_sentence: bool,
}

struct Lines<'a> {
    draft: &'a Draft,
    lines: Vec<Line>,
    /// Lines of headings, titles and labels: a blank line before them stays.
    apart: BTreeSet<usize>,
    /// Lines after which a blank line stays.
    closed: BTreeSet<usize>,
}

impl<'a> Lines<'a> {
    fn of(draft: &'a Draft) -> Lines<'a> {
        let mut start = 0;
        let mut lines = Vec::new();
        for whole in draft.text().lines_from(0) {
            let line = whole.trim_end_matches(['\n', '\r']);
            let words = line.trim_end_matches(is_space);
            lines.push(Line {
                start,
                words_end: start + words.len(),
                end: start + line.len(),
                blank: words.is_empty(),
                opens_small: words.trim_start().starts_with(char::is_lowercase),
                ends_sentence: words.ends_with(['.', ':', '?', '!', ';']),
            });
            start += whole.len();
        }
        let (mut apart, mut closed) = (BTreeSet::new(), BTreeSet::new());
        for (block, read) in draft.read().iter().enumerate() {
            let start = draft.block_span(block).start;
            let line = |at: usize| draft.text().line_of(start + at);
            match &read.facts {
                BlockFacts::Header(_) => {}
                BlockFacts::Section(section) => {
                    apart.insert(line(section.heading.start));
                    closed.insert(line(section.heading.end));
                }
                BlockFacts::Item(item) => {
                    apart.insert(line(item.heading().start));
                    closed.insert(line(item.heading().end));
                    apart.extend(item.fields.iter().map(|field| line(field.label.start)));
                }
            }
        }
        Lines { draft, lines, apart, closed }
    }

    /// The numbers of each two lines with words that follow each other.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let worded = || self.lines.iter().enumerate().filter(|(_, line)| !line.blank).map(|(number, _)| number);
        worded().zip(worded().skip(1))
    }

    /// Whether a blank line follows every line, also in the middle of sentences.
    fn is_double_spaced(&self) -> bool {
        let runs_on = |(above, below): &(usize, usize)| {
            let line = |number: usize| self.lines.get(number);
            line(*above).is_some_and(|line| !line.ends_sentence) && line(*below).is_some_and(|line| line.opens_small)
        };
        self.pairs().all(|(above, below)| below - above > 1) && self.pairs().filter(runs_on).count() >= RUN_ON
    }

    fn cuts(&self, halve: bool) -> Vec<Cut> {
        let mut cuts = Vec::new();
        let mut run: Vec<usize> = Vec::new();
        let mut above = None;
        for (number, line) in self.lines.iter().enumerate() {
            if line.blank && number + 1 < self.lines.len() {
                run.push(number);
                continue;
            }
            let between = above.is_some() && !line.blank;
            let stays = self.apart.contains(&number) || above.is_some_and(|above| self.closed.contains(&above));
            let kept = match run.len() {
                0 => 0,
                all if halve && between => (all / 2).max(usize::from(stays)).min(MOST),
                all => all.min(MOST),
            };
            self.thin(&run, kept, &mut cuts);
            run.clear();
            if line.words_end < line.end {
                cuts.push(Span::new(line.words_end, line.end));
            }
            above = Some(number);
        }
        cuts
    }

    /// Empties the first `kept` of a run of blank lines and cuts the others.
    fn thin(&self, run: &[usize], kept: usize, cuts: &mut Vec<Cut>) {
        for (order, number) in run.iter().enumerate() {
            let Some(line) = self.lines.get(*number) else { continue };
            let end = if order < kept { line.end } else { self.draft.text().line_start(number + 1) };
            if line.start < end {
                cuts.push(Span::new(line.start, end));
            }
        }
    }
}

/// What may go: a form feed parts pages, and stays.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}')
}

fn same_structure(draft: &Draft, cuts: &[Cut]) -> bool {
    let mut text = String::new();
    let mut from = 0;
    let old = draft.text().to_string();
    for cut in cuts {
        text.push_str(Span::new(from, cut.start).of(&old));
        from = cut.end;
    }
    text.push_str(Span::new(from, old.len()).of(&old));
    let mut new = draft.clone();
    new.edit(Span::new(0, old.len()), &text);
    let told = |draft: &Draft| -> Vec<String> {
        let said = |facts: &BlockFacts| match facts {
            BlockFacts::Header(entries) => format!("{:?}", entries.iter().map(|e| e.kind).collect::<Vec<_>>()),
            BlockFacts::Section(section) => format!("{:?} {} {:?}", section.kind, section.empty, section.unsaid),
            BlockFacts::Item(item) => {
                let outcome = item.outcome.as_ref().map(|outcome| outcome.text.clone());
                let fields: Vec<_> = item.fields.iter().map(|f| (f.kind, f.body.is_empty())).collect();
                let verdict = item.verdict.as_ref().map(|reading| (reading.verdict, reading.dissent.len()));
                format!("{} {outcome:?} {fields:?} {verdict:?}", item.title)
            }
        };
        draft.read().iter().map(|read| said(&read.facts)).collect()
    };
    told(draft) == told(&new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(text: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for cut in tidy(&Draft::new(text)) {
            assert!(from <= cut.start && cut.start < cut.end, "{text:?}");
            out.push_str(&text[from..cut.start]);
            from = cut.end;
        }
        out + &text[from..]
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(tidied(text), expected, "{text:?}");
        assert_eq!(tidied(expected), expected, "tidied twice: {text:?}");
    }

    #[test]
    fn blanks_and_long_gaps_go() {
        check("", "");
        check("a \t\nb", "a\nb");
        check("a  \r\n \r\n\r\n\r\nb\r\n", "a\r\n\r\n\r\nb\r\n");
        check("a\n\n\nb\n", "a\n\n\nb\n");
        check("  a\n\u{c}\nb\n\n\n\n", "  a\n\u{c}\nb\n\n\n");
    }

    #[test]
    fn double_spacing_is_undone() {
        check(
            "CLINICAL CASE SUMMARY\n\nThe worker\n\nfell on a wet\n\nstair.\n\n \n\nHe was\n\nseen.\n\n\
             IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI of\n\nthe knee: Upheld\n\nMAXIMUS guideline: A.\n\n\
             Decision rationale: It is\n\nnot medically necessary.\n",
            "CLINICAL CASE SUMMARY\n\nThe worker\nfell on a wet\nstair.\n\nHe was\nseen.\n\n\
             IMR ISSUES, DECISIONS AND RATIONALES\n\nMRI of\nthe knee: Upheld\n\nMAXIMUS guideline: A.\n\n\
             Decision rationale: It is\nnot medically necessary.\n",
        );
    }

    #[test]
    fn paragraphs_of_one_line_are_not_double_spacing() {
        let text = "CLINICAL CASE SUMMARY\n\nHe fell.\n\nHe was seen.\n\nHe rests.\n";
        check(text, text);
        let sound = include_str!("../../tests/fixtures/sound.imr.txt");
        check(sound, sound);
    }

    #[test]
    fn only_white_space_goes_and_the_outline_stays() {
        let pieces = [
            "CLINICAL CASE SUMMARY", "MRI of", "the knee: Upheld", "Decision rationale:", "it is\u{a0}", "so. ", "\n",
            "\n\n", "\r\n", "\r", "\t", "\u{c}", " \n", "\n\n\n\n", "💊", "not necessary", "\u{feff}",
        ];
        let mut state = 7_u64;
        for _ in 0..2_000 {
            let mut text = String::new();
            for _ in 0..24 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
            }
            let new = tidied(&text);
            let words = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(words(&text), words(&new), "{text:?}");
            let names = |text: &str| {
                crate::features::outline(&Draft::new(text)).into_iter().map(|s| (s.name, s.kind)).collect::<Vec<_>>()
            };
            assert_eq!(names(&text), names(&new), "{text:?}");
        }
    }
}
