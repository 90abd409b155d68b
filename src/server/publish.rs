//! What of a draft's findings is shown, and their JSON, kept ready block by block.
//!
//! A keystroke renders the findings of the blocks it touched; those of the others are copied with their lines put
//! right. Calm (what is not yet written is held back until the draft is opened or saved) works block by block as well.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use serde_json::json;

use super::render::{Filling, Rendered, Style, severity};
use super::unchanged::{Reading, replaced};
use crate::config::Date;
use crate::draft::{Draft, ReadBlock};
use crate::features::place_of;
use crate::rules::{Finding, Hold, Place, Severity};

/// So many findings of a draft are shown. Every keystroke sends all of them anew, and nobody reads more at a time; a
/// letter as it is issued has far fewer.
const MOST: usize = 250;

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
    read: Arc<ReadBlock>,
    findings: Vec<Kept>,
    /// How many are shown, whatever allow-lists say.
    counts: Counts,
    /// Whether an entry of an allow-list names one of them.
    accepted: bool,
}

/// How many findings of each severity are shown, the gravest first.
type Counts = [usize; 4];

#[derive(Debug)]
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
    /// Blocks it names, and their stamps when it was rendered.
    rests_on: Vec<(usize, u64)>,
}

impl Published {
    /// Takes over the draft's present findings.
    pub(super) fn update(&mut self, draft: &Draft, style: Style<'_>, moment: Moment) {
        self.update_blocks(draft, style);
        self.update_letter(draft, style);
        if moment == Moment::Rest {
            self.letter.iter_mut().for_each(|letter| letter.kept.released = true);
            for shown in self.blocks.iter_mut().filter(|shown| !shown.findings.is_empty()) {
                shown.findings.iter_mut().for_each(|kept| kept.released = true);
                shown.count();
            }
        }
    }

    /// Appends the JSON array of what is shown. The draft is the one of the last update; `decided` is its own date.
    /// Of very many findings the gravest are shown, and how many there are besides.
    pub(super) fn write(&self, filling: &Filling<'_>, decided: Option<&Date>, out: &mut Vec<u8>) {
        let mut room = self.room(decided);
        let (mut left_out, mut hidden) = (0, 0);
        out.push(b'[');
        let mut first = true;
        let mut one = |block: usize, kept: &Kept, room: &mut Counts| {
            if !kept.shows(decided) {
                return;
            }
            let Some(room) = room.get_mut(rank(kept.severity)).filter(|room| **room > 0) else {
                left_out += 1;
                return;
            };
            *room -= 1;
            if !std::mem::take(&mut first) {
                out.push(b',');
            }
            kept.rendered.fill(block, filling, out);
        };
        self.letter.iter().for_each(|letter| one(letter.block, &letter.kept, &mut room));
        for (block, shown) in self.blocks.iter().enumerate() {
            // Of very many findings most are left out: they are counted, not looked at.
            let counts = shown.shown(decided);
            let fits = counts.iter().zip(&room).any(|(count, room)| *count > 0 && *room > 0);
            match fits {
                true => shown.findings.iter().for_each(|kept| one(block, kept, &mut room)),
                false => hidden += counts.iter().sum::<usize>(),
            }
        }
        let left_out = left_out + hidden;
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
    }

    /// How many findings of each severity are shown, the gravest first.
    fn room(&self, decided: Option<&Date>) -> Counts {
        let all = self.letter.len() + self.blocks.iter().map(|block| block.findings.len()).sum::<usize>();
        if all <= MOST {
            return [all; 4];
        }
        let mut counts = counted(self.letter.iter().map(|letter| &letter.kept), decided);
        for shown in &self.blocks {
            counts.iter_mut().zip(shown.shown(decided)).for_each(|(count, more)| *count += more);
        }
        let mut left = MOST;
        counts.map(|count: usize| {
            let room = count.min(left);
            left -= room;
            room
        })
    }

    /// Calls `told` with the block and the severity of every finding that is shown.
    pub(super) fn each_shown(&self, decided: Option<&Date>, mut told: impl FnMut(usize, Severity)) {
        let mut one = |block: usize, kept: &Kept| {
            if kept.shows(decided) {
                told(block, kept.severity);
            }
        };
        self.letter.iter().for_each(|letter| one(letter.block, &letter.kept));
        for (block, shown) in self.blocks.iter().enumerate() {
            shown.findings.iter().for_each(|kept| one(block, kept));
        }
    }

    fn update_blocks(&mut self, draft: &Draft, style: Style<'_>) {
        let read = draft.read();
        let (old, new) = replaced(&self.blocks, read);
        if old.is_empty() && new.is_empty() {
            return;
        }
        let mut released = Released::new(self.blocks.get(old.clone()).unwrap_or(&[]).iter().flat_map(|b| &b.findings));
        let shown: Vec<Shown> = read
            .iter()
            .enumerate()
            .take(new.end)
            .skip(new.start)
            .map(|(index, read)| {
                let findings = kept(&read.findings, |f| Kept::new(f, index, draft, style, &mut released));
                Shown::new(read, findings)
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
                .enumerate()
                .filter_map(|(index, (block, finding))| {
                    let kept = Kept::new(finding, *block, draft, style, &mut released)?;
                    Some(LetterKept { index, block: *block, kept, rests_on: rests_on(finding, *block, draft) })
                })
                .collect();
            self.letter_stamp = stamp;
            return;
        }
        // The findings are the same, but columns and the words of a line may have moved in the blocks they name.
        for letter in &mut self.letter {
            let stale = letter.rests_on.iter().any(|(index, stamp)| stamp_of(draft, *index) != *stamp);
            if let Some((block, finding)) = findings.get(letter.index).filter(|_| stale) {
                letter.kept.render(finding, *block, draft, style);
                letter.rests_on = rests_on(finding, *block, draft);
            }
        }
    }
}

impl Reading for Shown {
    fn read(&self) -> &Arc<ReadBlock> {
        &self.read
    }
}

impl Shown {
    fn new(read: &Arc<ReadBlock>, findings: Vec<Kept>) -> Shown {
        let accepted = findings.iter().any(|kept| !kept.accepted.is_empty());
        let mut shown = Shown { read: Arc::clone(read), findings, counts: Counts::default(), accepted };
        shown.count();
        shown
    }

    /// How many of its findings are shown.
    fn shown(&self, decided: Option<&Date>) -> Counts {
        match self.accepted {
            // That depends on the day of decision, which may be written at any time.
            true => counted(self.findings.iter(), decided),
            false => self.counts,
        }
    }

    fn count(&mut self) {
        self.counts = counted(self.findings.iter(), None);
    }
}

/// How many of these findings are shown.
fn counted<'a>(kept: impl Iterator<Item = &'a Kept>, decided: Option<&Date>) -> Counts {
    let mut counts = Counts::default();
    for kept in kept.filter(|kept| kept.shows(decided)) {
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
    /// A finding as it is shown; none where the settings leave it out.
    fn new(finding: &Finding, block: usize, draft: &Draft, style: Style<'_>, released: &mut Released) -> Option<Kept> {
        let severity = style.in_force.settings.severity(finding)?;
        let held = style.on_save || finding.hold != Hold::Never;
        let mut hasher = DefaultHasher::new();
        (finding.code, &finding.message).hash(&mut hasher);
        let identity = hasher.finish();
        let released = held && released.take(identity);
        let (accepted, rendered) = (Vec::new(), Rendered::default());
        let mut kept = Kept { identity, held, released, severity, accepted, rendered };
        kept.render(finding, block, draft, style);
        Some(kept)
    }

    fn render(&mut self, finding: &Finding, block: usize, draft: &Draft, style: Style<'_>) {
        self.rendered = Rendered::new(finding, self.severity, block, draft, style);
        if !style.in_force.lists.is_empty() {
            self.accepted = style.in_force.acceptances(finding.code, &place_of(draft, block, finding));
        }
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
