//! What of a draft's findings is shown, and their JSON, kept ready block by block.
//!
//! A keystroke renders the findings of the blocks it touched; those of the others are copied with their lines put
//! right. Calm (what is not yet written is held back until the draft is opened or saved) works block by block as well.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::render::{Filling, Rendered, Style};
use crate::draft::Draft;
use crate::rules::{Finding, Hold, Place};

/// When findings are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// The draft was opened or saved: everything is shown.
    Rest,
    /// It is being typed: nothing that is held back becomes visible.
    Typing,
}

/// What is shown of one draft's findings.
#[derive(Debug, Default)]
pub(super) struct Published {
    /// One for each block, as of the last update.
    blocks: Vec<Shown>,
    letter: Vec<LetterKept>,
    letter_stamp: u64,
}

#[derive(Debug)]
struct Shown {
    stamp: u64,
    findings: Vec<Kept>,
}

#[derive(Debug)]
struct Kept {
    identity: u64,
    held: bool,
    released: bool,
    rendered: Rendered,
}

#[derive(Debug)]
struct LetterKept {
    block: usize,
    kept: Kept,
    /// Blocks it names, and their stamps when it was rendered.
    rests_on: Vec<(usize, u64)>,
}

impl Published {
    /// Takes over the draft's present findings.
    pub(super) fn update(&mut self, draft: &Draft, style: Style<'_>, moment: Moment) {
        self.update_blocks(draft, style);
        self.update_letter(draft, style);
        if moment == Moment::Rest {
            let letter = self.letter.iter_mut().map(|l| &mut l.kept);
            for kept in self.blocks.iter_mut().flat_map(|b| &mut b.findings).chain(letter) {
                kept.released = true;
            }
        }
    }

    /// Appends the JSON array of what is shown. The draft is the one of the last update.
    pub(super) fn write(&self, filling: &Filling<'_>, out: &mut Vec<u8>) {
        out.push(b'[');
        let mut first = true;
        let mut one = |block: usize, kept: &Kept| {
            if !kept.held || kept.released {
                if !std::mem::take(&mut first) {
                    out.push(b',');
                }
                kept.rendered.fill(block, filling, out);
            }
        };
        self.letter.iter().for_each(|letter| one(letter.block, &letter.kept));
        for (block, shown) in self.blocks.iter().enumerate() {
            shown.findings.iter().for_each(|kept| one(block, kept));
        }
        out.push(b']');
    }

    fn update_blocks(&mut self, draft: &Draft, style: Style<'_>) {
        let read = draft.read();
        let same = |(old, new): &(&Shown, &std::sync::Arc<crate::draft::ReadBlock>)| old.stamp == new.stamp;
        let before = self.blocks.iter().zip(read).take_while(same).count();
        let rest = self.blocks.len().min(read.len()) - before;
        let after = self.blocks.iter().rev().zip(read.iter().rev()).take(rest).take_while(same).count();
        let (old, new) = (before..self.blocks.len() - after, before..read.len() - after);
        if old.is_empty() && new.is_empty() {
            return;
        }
        let mut released = Released::new(self.blocks.get(old.clone()).unwrap_or(&[]).iter().flat_map(|b| &b.findings));
        let shown: Vec<Shown> = read
            .iter()
            .enumerate()
            .take(new.end)
            .skip(new.start)
            .map(|(index, read)| Shown {
                stamp: read.stamp,
                findings: read.findings.iter().map(|f| Kept::new(f, index, draft, style, &mut released)).collect(),
            })
            .collect();
        self.blocks.splice(old, shown);
    }

    fn update_letter(&mut self, draft: &Draft, style: Style<'_>) {
        let (findings, stamp) = draft.letter_findings();
        if stamp != self.letter_stamp {
            let mut released = Released::new(self.letter.iter().map(|l| &l.kept));
            self.letter = findings
                .iter()
                .map(|(block, finding)| LetterKept {
                    block: *block,
                    kept: Kept::new(finding, *block, draft, style, &mut released),
                    rests_on: rests_on(finding, *block, draft),
                })
                .collect();
            self.letter_stamp = stamp;
            return;
        }
        // The findings are the same, but columns may have moved in the blocks they name.
        for (kept, (block, finding)) in self.letter.iter_mut().zip(findings) {
            let stale = kept.rests_on.iter().any(|(index, stamp)| stamp_of(draft, *index) != *stamp);
            if stale {
                kept.kept.rendered = Rendered::new(finding, *block, draft, style);
                kept.rests_on = rests_on(finding, *block, draft);
            }
        }
    }
}

impl Kept {
    fn new(finding: &Finding, block: usize, draft: &Draft, style: Style<'_>, released: &mut Released) -> Kept {
        let held = finding.hold != Hold::Never;
        let mut hasher = DefaultHasher::new();
        (finding.code, &finding.message).hash(&mut hasher);
        let identity = hasher.finish();
        Kept {
            identity,
            held,
            released: held && released.take(identity),
            rendered: Rendered::new(finding, block, draft, style),
        }
    }
}

/// The held findings that were visible before an edit, by identity; each lets one through after it.
struct Released(Vec<u64>);

impl Released {
    fn new<'a>(kept: impl Iterator<Item = &'a Kept>) -> Released {
        // A contradiction that was shown stays so when its full stop is taken away again.
        Released(kept.filter(|k| !k.held || k.released).map(|k| k.identity).collect())
    }

    fn take(&mut self, identity: u64) -> bool {
        match self.0.iter().position(|i| *i == identity) {
            Some(at) => {
                self.0.swap_remove(at);
                true
            }
            None => false,
        }
    }
}

fn stamp_of(draft: &Draft, block: usize) -> u64 {
    draft.read().get(block).map_or(0, |read| read.stamp)
}

fn rests_on(finding: &Finding, own: usize, draft: &Draft) -> Vec<(usize, u64)> {
    let places =
        finding.related.iter().map(|r| r.place).chain(finding.fixes.iter().flat_map(|f| &f.edits).map(|e| e.place));
    let mut blocks: Vec<usize> = places
        .filter_map(|place| match place {
            Place::Block(block, _) => Some(block),
            Place::Own(_) | Place::End => None,
        })
        .chain([own])
        .collect();
    blocks.sort_unstable();
    blocks.dedup();
    blocks.into_iter().map(|block| (block, stamp_of(draft, block))).collect()
}
