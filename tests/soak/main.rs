//! A soak: a random reviewer at several letters of a folder, for as long as is asked, over the shipped binary and its
//! pipes. After every stretch of work what is shown is compared with what a fresh session says of the same text.
//!
//! `tests/soak/run MINUTES [SEED]`; a few seconds in `cargo test`.

mod acts;
mod desk;
mod reviewer;
#[path = "../support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use desk::Desk;
use reviewer::Columns;
use support::random;

/// Memory may grow by so much of what it was when the work had warmed up, and by so many kilobytes besides.
const GROWTH: (u64, u64) = (20, 16_000);

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn a_reviewer_at_work() {
    let seed = number("IMR_SOAK_SEED").unwrap_or(1);
    let whole = number("IMR_SOAK_MINUTES").map_or(Duration::from_secs(5), |n| Duration::from_secs(60 * n));
    let columns = [Columns::Utf16, Columns::Utf8, Columns::Utf32][seed as usize % 3];
    let mut next = random(seed);
    let mut desk = Desk::new(columns);
    let start = Instant::now();
    let (mut warm, mut most, mut told) = (None, 0, start);
    while start.elapsed() < whole {
        desk.work(&mut next);
        let now = desk.memory().unwrap_or(0);
        if start.elapsed() < whole / 6 {
            warm = Some(now.max(warm.unwrap_or(0)));
        } else {
            most = now.max(most);
        }
        if told.elapsed() > Duration::from_secs(60) {
            told = Instant::now();
            eprintln!("{:>3} min, {now} kB; {}", start.elapsed().as_secs() / 60, desk.counts);
        }
    }
    let counts = desk.counts.clone();
    let log = desk.leave();
    eprintln!("seed {seed}, {}: {counts}; {} kB warm, {most} kB at most", columns.name(), warm.unwrap_or(0));
    assert!(counts.checked > 0 && counts.edits > 0, "{counts}");
    assert_eq!(log, "", "a sound session leaves no line in the log");
    if let Some(warm) = warm.filter(|warm| *warm > 0) {
        let bound = warm + warm * GROWTH.0 / 100 + GROWTH.1;
        assert!(most < bound, "{most} kB at most, {warm} kB when warm");
    }
}
