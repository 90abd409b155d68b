//! Folding: sections, items and fields that take more than one line.

use crate::draft::Draft;

use super::outline::{Symbol, SymbolKind, outline};

/// Lines that can be folded into the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// The line that stays.
    pub first_line: usize,
    /// The last line that goes; no blank line.
    pub last_line: usize,
}

/// What can be folded, outer folds before what they hold.
pub fn folds(draft: &Draft) -> Vec<Fold> {
    let mut folds = Vec::new();
    gather(&outline(draft), draft, &mut folds);
    folds
}

fn gather(symbols: &[Symbol], draft: &Draft, folds: &mut Vec<Fold>) {
    for symbol in symbols {
        let fold = Fold {
            first_line: draft.text().line_of(symbol.span.start),
            last_line: draft.text().line_of(symbol.span.end),
        };
        // Of two folds on one line an editor shows one; the outer comes first and stays.
        let taken = folds.last().is_some_and(|outer| outer.first_line >= fold.first_line);
        if symbol.kind != SymbolKind::Header && fold.first_line < fold.last_line && !taken {
            folds.push(fold);
        }
        gather(&symbol.children, draft, folds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, usize)]) {
        let found: Vec<_> = folds(&Draft::new(text)).iter().map(|f| (f.first_line, f.last_line)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_takes_several_lines_folds_up_to_its_last_words() {
        check(
            "CLINICAL CASE SUMMARY\nA\nsummary.\n\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\nMRI: Upheld\n\
             MAXIMUS guideline: One line.\n\nDecision rationale: Two\nlines.\n\n",
            &[(0, 2), (5, 11), (7, 11), (10, 11)],
        );
    }

    #[test]
    fn a_line_folds_once() {
        check("Decision rationale: Two\nlines.\n", &[(0, 1)]);
        check("CLINICAL CASE SUMMARY\n\n\n", &[]);
        check("MRI: Upheld\nMAXIMUS guideline:\n\n\nDecision rationale:\n\n", &[(0, 4)]);
        check("", &[]);
    }
}
