//! Edits that stand close together, read as one: each is applied to the text when it comes, and the draft is brought up to
//! date once, at the end.

use super::typed::Content;
use crate::draft::Draft;
use crate::text::{Span, Text};

/// Edits no further apart than this many bytes are read as one. What lies between them is read with them.
const NEAR: usize = 2 << 10;

/// A draft that is being edited many times over.
pub(super) struct Run<'a> {
    draft: &'a mut Draft,
    ahead: Option<Ahead>,
}

/// A text that is ahead of its draft.
struct Ahead {
    text: Text,
    /// What the edits replaced, in the draft.
    old: Span,
    /// What stands there now, in the text.
    new: Span,
}

impl Run<'_> {
    /// A run of edits of this draft.
    pub(super) fn of(draft: &mut Draft) -> Run<'_> {
        Run { draft, ahead: None }
    }

    /// Brings the draft up to date.
    pub(super) fn end(mut self) {
        self.catch_up();
    }

    fn catch_up(&mut self) {
        if let Some(Ahead { text, old, new }) = self.ahead.take() {
            self.draft.edit(old, &text.slice(new));
        }
    }
}

impl Content for Run<'_> {
    fn text(&self) -> &Text {
        self.ahead.as_ref().map_or(self.draft.text(), |ahead| &ahead.text)
    }

    fn edit(&mut self, span: Span, new: &str) {
        if self.ahead.as_ref().is_some_and(|ahead| !ahead.is_near(span)) {
            self.catch_up();
        }
        let ahead = self.ahead.get_or_insert_with(|| Ahead { text: self.draft.text().clone(), old: span, new: span });
        ahead.edit(span, new);
    }
}

impl Ahead {
    fn is_near(&self, span: Span) -> bool {
        span.start <= self.new.end + NEAR && span.end + NEAR >= self.new.start
    }

    /// Replaces a span that lies inside the text, on character boundaries.
    fn edit(&mut self, span: Span, new: &str) {
        // What lies between what was edited and this is the same in the draft.
        let (before, behind) = (self.new.start.saturating_sub(span.start), span.end.saturating_sub(self.new.end));
        self.old = Span::new(self.old.start - before, self.old.end + behind);
        self.new = Span::new(self.new.start - before, self.new.end + behind - span.len() + new.len());
        self.text.splice(span, new);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LETTER: &str = "CLINICAL CASE SUMMARY\nAn \u{e9}l\u{e8}ve of 40.\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n\
                          MRI of the knee: Upheld\nDecision rationale: The request is not medically necessary.\n\n\
                          Norco 10mg: Overturned\nDecision rationale: The request is medically necessary.\n";

    #[test]
    fn a_run_is_read_once() {
        let mut draft = Draft::new(LETTER);
        let mut run = Run::of(&mut draft);
        let at = LETTER.find("The request").unwrap();
        for (index, typed) in "Indeed. ".char_indices() {
            run.edit(Span::empty(at + index), typed.encode_utf8(&mut [0; 4]));
        }
        assert_eq!(run.draft.text().to_string(), LETTER);
        run.end();
        assert_eq!(draft, Draft::new(&LETTER.replacen("The request", "Indeed. The request", 1)));
    }

    proptest! {
        #[test]
        fn any_run_ends_as_the_same_edits_one_by_one(
            edits in prop::collection::vec((0..400_usize, 0..60_usize, "[a\u{e9}: \n.]{0,8}|Upheld\n|\u{1f48a}"), 1..12),
            far in any::<bool>(),
        ) {
            let letter = if far { LETTER.replace("of 40.", &"The patient is well. ".repeat(400)) } else { LETTER.into() };
            let (mut together, mut apart) = (Draft::new(&letter), Draft::new(&letter));
            let mut run = Run::of(&mut together);
            for (at, len, new) in &edits {
                let text = Content::text(&apart);
                let start = if far { at * text.len() / 400 } else { *at };
                let position = |byte| text.position(byte, crate::text::Encoding::Utf8);
                let range = crate::text::Range { start: position(start), end: position(start + len) };
                let span = text.span(range, crate::text::Encoding::Utf8).0;
                run.edit(span, new);
                apart.edit(span, new);
                prop_assert_eq!(run.text(), apart.text());
            }
            run.end();
            prop_assert!(together == apart);
        }
    }
}
