//! What an editor asks of a draft: plain types in and out, one file a feature. Spans count from the draft's start.

mod actions;
mod folding;
mod hover;
mod judgement;
mod outline;

pub use actions::{Action, quick_fixes};
pub use folding::{Fold, folds};
pub use hover::{Hover, hover};
pub use judgement::{Agreement, agreement, verdict_words};
pub use outline::{Symbol, SymbolKind, outline};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::text::Span;

    /// A letter that is odd in every way, cut off at every character.
    const ODD: &str = "\u{feff}Case Number: CM\u{c}\r\nCLINICAL CASE SUMMARY:\r\r💊\nIMR ISSUES, DECISIONS AND RATIONALES\n\
        \n: Upheld\nMAXIMUS guideline:\tDecision rationale:\n\nMAXIMUS guideline: é\u{a0}\nDecision rationale:\n\u{c}\n\
        MRI\u{2028}of:\nUphelld\nDecision rationale: It is not\n\u{c}medically necessary";

    #[test]
    fn whatever_the_text_spans_lie_in_it_and_hold_each_other() {
        for (end, _) in ODD.char_indices() {
            let draft = Draft::new(&ODD[..end]);
            hold(&outline(&draft), Span::new(0, end));
            assert!(
                folds(&draft).iter().all(|f| f.first_line < f.last_line && f.last_line < draft.text().line_count())
            );
            for at in 0..end + 2 {
                let shown = hover(&draft, at);
                assert!(shown.is_none_or(|h| h.span.touches(at) && h.span.end <= end && !h.markdown.is_empty()));
                quick_fixes(&draft, Span::new(at, end + 9));
            }
        }
    }

    fn hold(symbols: &[Symbol], outer: Span) {
        let mut last = outer.start;
        for symbol in symbols {
            assert!(!symbol.name.trim().is_empty());
            assert!(last <= symbol.span.start && symbol.span.end <= outer.end, "{symbol:?} in {outer:?}");
            assert!(
                symbol.span.start <= symbol.selection.start && symbol.selection.end <= symbol.span.end,
                "{symbol:?}"
            );
            hold(&symbol.children, symbol.span);
            last = symbol.span.end;
        }
    }
}
