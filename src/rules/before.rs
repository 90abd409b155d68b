//! What was read in a block before an edit, and what of it still holds: of an item the title and the fields that the edit
//! does not touch, each of which is read for itself; of the words that it does touch, the sentences beside it.

use super::facts::{FieldFact, ItemFacts};
use super::named::Named;
use crate::letter::{Field, FieldKind, Item};
use crate::prose::{Citations, NamedRegion, Passage, Reading};
use crate::text::{Replacement, Span};

/// An item as it was read before an edit. Its fields are those that it has now, in the same order.
pub(super) struct Before<'a> {
    facts: &'a ItemFacts,
    edit: Replacement,
}

/// A title or a field that the edit did not touch.
#[derive(Clone, Copy)]
pub(super) struct Untouched<'a> {
    facts: &'a ItemFacts,
    old: Span,
    /// Where it starts now.
    start: usize,
}

/// What the words said that the edit is in.
#[derive(Clone, Copy)]
pub(super) struct Edited<'a> {
    said: &'a Passage,
    old: Span,
    edit: Replacement,
}

impl<'a> Before<'a> {
    /// An item as it was; spans of the edit count from its block's start, which has not moved. None where it has other
    /// fields now.
    pub(super) fn of(facts: &'a ItemFacts, edit: Replacement, item: &Item) -> Option<Before<'a>> {
        let same = facts.fields.iter().map(|field| field.kind).eq(item.fields.iter().map(|field| field.kind));
        same.then_some(Before { facts, edit })
    }

    /// The title of the item, where it is as it was.
    pub(super) fn title(&self, item: &Item) -> Option<Untouched<'a>> {
        self.untouched(self.facts.title_span, item.title)
    }

    /// The field with this index, where it is as it was.
    pub(super) fn field(&self, index: usize, field: &Field) -> Option<(&'a FieldFact, Untouched<'a>)> {
        let old = self.facts.fields.get(index)?;
        Some((old, self.untouched(old.body, field.body)?))
    }

    /// The field with this index, where the edit is in it alone.
    pub(super) fn edited(&self, index: usize, field: &Field) -> Option<Edited<'a>> {
        Edited::of(&self.facts.said, self.facts.fields.get(index)?.body, self.edit, field.body)
    }

    /// What the rationale concludes, counted from its own start; none where it or the title may say something else now.
    pub(super) fn verdict(&self, item: &Item) -> Option<Option<Reading>> {
        self.title(item)?;
        let index = item.fields.iter().position(|field| field.kind == FieldKind::DecisionRationale)?;
        let (old, _) = self.field(index, item.fields.get(index)?)?;
        Some(self.facts.verdict.clone().map(|verdict| verdict.moved(old.body.start, 0)))
    }

    fn untouched(&self, old: Span, new: Span) -> Option<Untouched<'a>> {
        self.edit.keeps(old, new).then_some(Untouched { facts: self.facts, old, start: new.start })
    }
}

impl Untouched<'_> {
    /// What is cited in it, as it was read in this field.
    pub(super) fn citations(&self, of: &Citations) -> Citations {
        of.clone().moved(self.old.start, self.start)
    }

    /// Adds what its words say.
    pub(super) fn say(&self, said: &mut Passage) {
        said.take_over(&self.facts.said, self.old, self.start);
    }

    /// The regions that were read in it, where it is the reviewer's guideline field.
    pub(super) fn regions(&self) -> Vec<NamedRegion> {
        let moved = |named: &NamedRegion| NamedRegion { span: named.span.moved(self.old.start, self.start), ..*named };
        self.facts.cited_regions.iter().map(moved).collect()
    }

    /// What it asks for, where it is the title and stands where it did.
    pub(super) fn request(&self) -> Option<Named> {
        (self.old.start == self.start).then(|| self.facts.request.clone())
    }
}

impl<'a> Edited<'a> {
    /// What was said at `old`, where an edit in it alone made it what stands at `new`.
    pub(super) fn of(said: &'a Passage, old: Span, edit: Replacement, new: Span) -> Option<Edited<'a>> {
        let inside = old.start == new.start && old.start <= edit.removed.start && edit.removed.end <= old.end;
        (inside && old.len() + edit.inserted == new.len() + edit.removed.len()).then_some(Edited { said, old, edit })
    }

    /// What the words say now.
    pub(super) fn read(&self, words: &str) -> Passage {
        match self.edit.within(self.old.start) {
            Some(edit) => Passage::read_again(words, edit, self.said, self.old),
            None => Passage::read(words),
        }
    }
}
