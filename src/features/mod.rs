//! What an editor asks of a draft: plain types in and out, one file a feature. Spans count from the draft's start.

mod about;
mod acceptance;
mod actions;
mod boilerplate;
mod cite;
mod cite_pages;
mod complete;
mod entry;
mod explanation;
mod folding;
mod guide;
mod hints;
mod hover;
mod judgement;
mod lens;
mod links;
mod look_up;
mod markdown;
mod outline;
mod pages;
mod search;
mod selection;
mod tidy;
mod tokens;

pub use acceptance::{Unheld, accepted, counts, decided, place_of};
pub use actions::{Action, Change, findings_asked_at, findings_at, fix_all, quick_fixes};
pub use complete::{Proposal, ProposalKind, completions};
pub use entry::{PackPlace, pack_entry};
pub use explanation::explanation;
pub use folding::{Fold, folds};
pub use guide::{about_topic, about_treatment};
pub use hints::{Hint, hints};
pub use hover::{Hover, hover};
pub use judgement::{Agreement, agreement, verdict_words};
pub use lens::{Lens, conclusion, lenses};
pub use links::{Links, links};
pub use markdown::plain;
pub use outline::{Symbol, SymbolKind, outline, symbol_of, takes_items};
pub use pages::{PageLink, page_links};
pub use search::{Found, named};
pub use selection::selections;
pub use tidy::{Cut, tidy};
pub use tokens::{Token, TokenKind, tokens};

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
            let whole = Span::new(0, end);
            assert!(lenses(&draft, &[]).iter().all(|lens| lens.span.end <= end));
            assert!(hints(&draft, whole).iter().all(|hint| hint.at <= end));
            assert!(tokens(&draft, whole).iter().all(|token| token.span.end <= end && !token.span.is_empty()));
            assert!(
                tidy(&draft)
                    .iter()
                    .chain(fix_all(&draft, |_| true).iter().map(|c| &c.span))
                    .all(|span| span.end <= end)
            );
            for at in 0..end + 2 {
                let shown = hover(&draft, at);
                let explained = explanation(&draft, at, |_| true);
                assert!(explained.is_none_or(|h| h.span.touches(at) && h.span.end <= end && !h.markdown.is_empty()));
                assert!(shown.is_none_or(|h| h.span.touches(at) && h.span.end <= end && !h.markdown.is_empty()));
                quick_fixes(&findings_at(&draft, Span::new(at, end + 9)));
                let inside = |span: &Span| span.end <= end;
                assert!(completions(&draft, at).iter().all(|p| inside(&p.span) && p.span.touches(at.min(end))));
                assert!(selections(&draft, at).iter().all(inside));
                assert!(links(&draft, at).is_none_or(|l| l.all.iter().all(inside) && l.here.touches(at)));
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
