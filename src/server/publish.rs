//! What of a draft's findings is shown, and their JSON, kept ready block by block.
//!
//! A keystroke renders the findings of the blocks it touched; those of the others are copied with their lines put
//! right. Calm (what is not yet written is held back until the draft is opened or saved) works block by block as well.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use serde_json::json;

use super::render::{Filling, Rendered, Style, severity};
use super::unchanged::replaced;
use crate::config::Date;
use crate::draft::{Draft, ReadBlock};
use crate::features::place_of;
use crate::rules::{Finding, Hold, Severity};
use crate::text::Position;

/// So many findings of a draft are shown. Every keystroke sends all of them anew, and nobody reads more at a time; a
/// letter as it is issued has far fewer.
const MOST: u32 = 100;

/// When findings are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// The draft was opened or saved: everything is shown.
    Rest,
    /// It is being typed: nothing that is held back becomes visible.
    Typing,
}

/// What is shown of one draft's findings. Of each block one entry in each list, as of the last update: what every
/// keystroke looks at in all blocks stands side by side.
#[derive(Debug, Default)]
pub(super) struct Published {
    read: Vec<Arc<ReadBlock>>,
    /// What the draft was named then.
    edited: u64,
    findings: Vec<Vec<Kept>>,
    /// How many are shown, whatever allow-lists say.
    counts: Vec<Counts>,
    /// The blocks that have some, in order: of a long draft most have none.
    found: Vec<usize>,
    /// The sum of the counts.
    in_blocks: Counts,
    /// Whether there are allow-lists, which may name some of them.
    accepting: bool,
    letter: Vec<LetterKept>,
    /// How many of these are shown, whatever allow-lists say.
    in_letter: Counts,
    letter_stamp: u64,
    /// Each block that a finding of the letter names, with that finding, in order.
    named: Vec<(usize, usize)>,
    /// The array as it was written last.
    written: Vec<u8>,
    /// As long as it holds, where the draft ended when it was.
    holds: Option<Position>,
    /// The blocks in which something may move that findings of other blocks name in it.
    pointed_to: Vec<usize>,
}

/// How many findings of each severity are shown, the gravest first.
type Counts = [u32; 4];

#[derive(Debug, PartialEq, Eq)]
struct Kept {
    identity: u64,
    held: bool,
    released: bool,
    severity: Severity,
    /// One for each entry of an allow-list that accepts it: until which day of decision, or for good.
    accepted: Vec<Option<Date>>,
    rendered: Rendered,
}

#[derive(Debug)]
struct LetterKept {
    /// Its place among the findings of the rules for whole letters.
    index: usize,
    block: usize,
    kept: Kept,
}

impl Published {
    /// Takes over the draft's present findings.
    pub(super) fn update(&mut self, draft: &Draft, style: Style<'_>, moment: Moment) {
        self.accepting = !style.in_force.lists.is_empty();
        let in_place = draft.untouched_since(self.edited).is_some_and(|left| left.in_place);
        let (anew, blocks_hold) = self.update_blocks(draft, style);
        let pointed_to = self.pointed_to.iter().any(|block| anew.contains(block));
        let letter_holds = self.update_letter(anew, draft, style);
        self.edited = draft.edited();
        if !(in_place && blocks_hold && letter_holds && !pointed_to && moment == Moment::Typing) {
            self.holds = None;
        }
        if moment == Moment::Rest {
            self.letter.iter_mut().for_each(|letter| letter.kept.release());
            for (findings, counts) in self.findings.iter_mut().zip(&mut self.counts) {
                findings.iter_mut().for_each(Kept::release);
                *counts = counted(findings.iter(), None);
            }
            self.in_letter = counted(self.of_letter(), None);
            self.in_blocks = sum(self.counts.iter());
        }
    }

    /// Appends the JSON array of what is shown. The draft is the one of the last update; `decided` is its own date.
    pub(super) fn write(&mut self, filling: &Filling<'_>, decided: Option<&Date>, out: &mut Vec<u8>) {
        if self.holds == Some(filling.end) {
            debug_assert_eq!(
                String::from_utf8_lossy(&self.written.clone()),
                String::from_utf8_lossy(&self.written_anew(filling, decided)),
                "a list that holds has changed"
            );
            // Most keystrokes: nothing is looked at that is spread over the draft.
            out.extend_from_slice(&self.written);
            return;
        }
        let array = self.written_anew(filling, decided);
        out.extend_from_slice(&array);
        self.holds = (!self.accepting).then_some(filling.end);
        self.written = array;
    }

    /// Of very many findings the gravest are shown, and how many there are besides.
    fn written_anew(&mut self, filling: &Filling<'_>, decided: Option<&Date>) -> Vec<u8> {
        // About as much as last time: growing step by step costs more than writing.
        let mut out = Vec::with_capacity(self.written.len() + 512);
        let (in_letter, in_blocks) = match self.accepting {
            // That depends on the day of decision, which may be written at any time.
            true => (counted(self.of_letter(), decided), counted(self.findings.iter().flatten(), decided)),
            false => (self.in_letter, self.in_blocks),
        };
        let shown = sum([&in_letter, &in_blocks]);
        let mut room = room(shown);
        let left_out = shown.iter().sum::<u32>() - room.iter().sum::<u32>();
        out.push(b'[');
        self.pointed_to.clear();
        let pointed_to = &mut self.pointed_to;
        let mut first = true;
        let mut one = |block: usize, kept: &mut Kept, room: &mut Counts| {
            let Some(room) = room.get_mut(rank(kept.severity)).filter(|room| **room > 0 && kept.shows(decided)) else {
                return;
            };
            *room -= 1;
            if !std::mem::take(&mut first) {
                out.push(b',');
            }
            kept.rendered.fill(block, filling, &mut out);
            pointed_to.extend(kept.rendered.points_to());
        };
        // Of very many findings most are left out: they are counted, not looked at.
        for letter in &mut self.letter {
            if !fits(&in_letter, &room) {
                break;
            }
            one(letter.block, &mut letter.kept, &mut room);
        }
        for block in &self.found {
            if room == Counts::default() {
                break;
            }
            if self.accepting || self.counts.get(*block).is_some_and(|counts| fits(counts, &room)) {
                let findings = self.findings.get_mut(*block).into_iter().flatten();
                findings.for_each(|kept| one(*block, kept, &mut room));
            }
        }
        self.pointed_to.sort_unstable();
        self.pointed_to.dedup();
        if left_out > 0 {
            let more = json!({
                "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } },
                "severity": severity(Severity::Information),
                "code": "more-findings",
                "source": "imr",
                "message": format!("{left_out} more findings are not shown here; imr-ls check lists all of them."),
            });
            out.push(b',');
            out.extend_from_slice(more.to_string().as_bytes());
        }
        out.push(b']');
        out
    }

    fn of_letter(&self) -> impl Iterator<Item = &Kept> {
        self.letter.iter().map(|letter| &letter.kept)
    }

    /// Calls `told` with the block and the severity of every finding that is shown.
    pub(super) fn each_shown(&self, decided: Option<&Date>, mut told: impl FnMut(usize, Severity)) {
        let mut one = |block: usize, kept: &Kept| {
            if kept.shows(decided) {
                told(block, kept.severity);
            }
        };
        self.letter.iter().for_each(|letter| one(letter.block, &letter.kept));
        for (block, findings) in self.findings.iter().enumerate() {
            findings.iter().for_each(|kept| one(block, kept));
        }
    }

    /// Gives the blocks that were read anew, and says whether what is shown of them is as it was.
    fn update_blocks(&mut self, draft: &Draft, style: Style<'_>) -> (Range<usize>, bool) {
        let read = draft.read();
        let (old, new) = replaced(&self.read, self.edited, draft);
        if old.is_empty() && new.is_empty() {
            return (new, true);
        }
        let mut released = Released::new(self.findings.get(old.clone()).unwrap_or(&[]).iter().flatten());
        let anew = read.get(new.clone()).unwrap_or_default();
        let findings: Vec<Vec<Kept>> = new
            .clone()
            .zip(anew)
            .map(|(index, read)| kept(&read.findings, |f| Kept::new(f, (index, false), draft, style, &mut released)))
            .collect();
        let same = self.findings.get(old.clone()) == Some(findings.as_slice());
        let counts: Vec<Counts> = findings.iter().map(|findings| counted(findings, None)).collect();
        let (less, more) = (sum(self.counts.get(old.clone()).unwrap_or_default()), sum(&counts));
        for ((all, less), more) in self.in_blocks.iter_mut().zip(less).zip(more) {
            *all = (*all + more).saturating_sub(less);
        }
        let from = self.found.partition_point(|block| *block < old.start);
        let to = self.found.partition_point(|block| *block < old.end);
        if old.len() != new.len() {
            self.found.iter_mut().skip(to).for_each(|block| *block = *block + new.end - old.end);
        }
        let found = new.clone().zip(&findings).filter(|(_, findings)| !findings.is_empty());
        self.found.splice(from..to, found.map(|(block, _)| block));
        self.counts.splice(old.clone(), counts);
        self.findings.splice(old.clone(), findings);
        self.read.splice(old, anew.iter().cloned());
        (new, same)
    }

    /// `anew` are the blocks that were read anew since the last update. Says whether what is shown is as it was.
    fn update_letter(&mut self, anew: Range<usize>, draft: &Draft, style: Style<'_>) -> bool {
        let (findings, stamp) = draft.letter_findings();
        if stamp != self.letter_stamp {
            let mut released = Released::new(self.letter.iter().map(|l| &l.kept));
            self.named.clear();
            self.letter = findings
                .iter()
                .enumerate()
                .filter_map(|(index, (block, finding))| {
                    let kept = Kept::new(finding, (*block, true), draft, style, &mut released)?;
                    Some(LetterKept { index, block: *block, kept })
                })
                .collect();
            for (at, letter) in self.letter.iter().enumerate() {
                let finding = findings.get(letter.index).map(|(_, finding)| finding);
                self.named.extend(finding.into_iter().flat_map(Finding::blocks).chain([letter.block]).map(|b| (b, at)));
            }
            self.named.sort_unstable();
            self.in_letter = counted(self.of_letter(), None);
            self.letter_stamp = stamp;
            return false;
        }
        // The findings are the same, but columns and the words of a line may have moved in the blocks they name.
        let from = self.named.partition_point(|(block, _)| *block < anew.start);
        let mut holds = true;
        for (_, at) in self.named.iter().skip(from).take_while(|(block, _)| *block < anew.end) {
            let Some(letter) = self.letter.get_mut(*at) else { continue };
            if let Some((block, finding)) = findings.get(letter.index) {
                let before = std::mem::take(&mut letter.kept.rendered);
                letter.kept.render(finding, (*block, true), draft, style);
                holds &= before == letter.kept.rendered;
            }
        }
        holds
    }
}

/// How many findings of each severity there is room for, the gravest first.
fn room(shown: Counts) -> Counts {
    let mut left = MOST;
    shown.map(|count| {
        let room = count.min(left);
        left -= room;
        room
    })
}

/// Whether there is room for some of these.
fn fits(counts: &Counts, room: &Counts) -> bool {
    counts.iter().zip(room).any(|(count, room)| *count > 0 && *room > 0)
}

fn sum<'a>(counts: impl IntoIterator<Item = &'a Counts>) -> Counts {
    counts.into_iter().fold(Counts::default(), |mut sum, counts| {
        sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        sum
    })
}

/// How many of these findings are shown.
fn counted<'a>(kept: impl IntoIterator<Item = &'a Kept>, decided: Option<&Date>) -> Counts {
    let mut counts = Counts::default();
    for kept in kept.into_iter().filter(|kept| kept.shows(decided)) {
        if let Some(count) = counts.get_mut(rank(kept.severity)) {
            *count += 1;
        }
    }
    counts
}

/// The place of a severity, the gravest first.
fn rank(of: Severity) -> usize {
    usize::from(severity(of)) - 1
}

/// Those of a block's findings that are kept; no room is taken where there are none.
fn kept(findings: &[Finding], keep: impl FnMut(&Finding) -> Option<Kept>) -> Vec<Kept> {
    findings.iter().filter_map(keep).collect()
}

impl Kept {
    /// A finding of a block as it is shown; none where the settings leave it out. It may be followed, as [`Rendered`] is.
    fn new(
        finding: &Finding,
        place: (usize, bool),
        draft: &Draft,
        style: Style<'_>,
        released: &mut Released,
    ) -> Option<Kept> {
        let severity = style.in_force.settings.severity(finding)?;
        let held = style.on_save || finding.hold != Hold::Never;
        let mut hasher = DefaultHasher::new();
        (finding.code, &finding.message).hash(&mut hasher);
        let identity = hasher.finish();
        let released = held && released.take(identity);
        let (accepted, rendered) = (Vec::new(), Rendered::default());
        let mut kept = Kept { identity, held, released, severity, accepted, rendered };
        kept.render(finding, place, draft, style);
        Some(kept)
    }

    fn render(&mut self, finding: &Finding, place: (usize, bool), draft: &Draft, style: Style<'_>) {
        self.rendered = Rendered::new(finding, self.severity, place, draft, style);
        if !style.in_force.lists.is_empty() {
            self.accepted = style.in_force.acceptances(finding.code, &place_of(draft, place.0, finding));
        }
    }

    /// Shows it from now on, should it have been held back.
    fn release(&mut self) {
        self.released = self.held;
    }

    fn shows(&self, decided: Option<&Date>) -> bool {
        let holds = |until: &Option<Date>| match (until, decided) {
            (Some(until), Some(decided)) => decided <= until,
            _ => true,
        };
        (!self.held || self.released) && !self.accepted.iter().any(holds)
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

#[cfg(test)]
#[path = "publish_tests.rs"]
mod tests;
