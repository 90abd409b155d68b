//! The gate against slips of speed: what takes many times as long as it did, beside a plain look at the same text in the
//! same process, fails. `.ci/run` calls it; it is no test of a time, and no noise of a machine comes near its limits.
//!
//! `cargo bench --bench gate`

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use imr_ls::draft::Draft;
use imr_ls::features::{hover, outline};

mod letter;
mod typing;
use letter::letter;
use typing::{Key, Typing};

const SMALL: usize = 10_000;
const LARGE: usize = 1_000_000;
/// Batches of each; the one that was disturbed least is told.
const BATCHES: usize = 7;

fn main() -> ExitCode {
    // `cargo test` starts benches as well, to see that they still work.
    let in_earnest = std::env::args().any(|argument| argument == "--bench");
    let (small, large) = (letter(SMALL), letter(if in_earnest { LARGE } else { SMALL }));
    let draft = Draft::new(&large);
    let at = large.find("Knee Complaints").unwrap_or(0);
    // The floor: a look at each word of the small letter.
    let floor = least(100, || _ = black_box(black_box(&small).split_whitespace().map(str::len).sum::<usize>()));
    let key = |text: &str, key| {
        let mut typing = Typing::new(text, 0.5, key);
        (0..BATCHES).map(|_| (0..50).map(|_| typing.stroke()).sum::<Duration>() / 50).min().unwrap_or_default()
    };
    let (typed, typed_in_large) = (key(&small, Key::Letter), key(&large, Key::Letter));
    let all = [
        (
            "opening 10 KB, to the floor",
            ratio(least(20, || drop(black_box(Draft::new(black_box(&small))))), floor),
            200.0,
        ),
        ("a letter typed in 10 KB, to the floor", ratio(typed, floor), 45.0),
        ("the same in 1 MB, to the one in 10 KB", ratio(typed_in_large, typed), 10.0),
        ("a line break in 1 MB, to the letter in 10 KB", ratio(key(&large, Key::LineBreak), typed), 10.0),
        ("a label broken and healed in 1 MB, to the same", ratio(key(&large, Key::Label), typed), 10.0),
        ("hover in 1 MB, to the floor", ratio(least(100, || _ = black_box(hover(&draft, at))), floor), 8.0),
        ("outline of 1 MB, to the floor", ratio(least(3, || _ = black_box(outline(&draft))), floor), 1_500.0),
    ];
    let mut slipped = false;
    for (what, ratio, limit) in all {
        let verdict = if ratio <= limit { "" } else { "  TOO SLOW" };
        slipped |= ratio > limit;
        eprintln!("{what:48} {ratio:8.2}  limit {limit:6.0}{verdict}");
    }
    if slipped && in_earnest { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The mean time of so many rounds, in the batch that was disturbed least.
fn least(rounds: u32, mut what: impl FnMut()) -> Duration {
    let batch = || {
        let start = Instant::now();
        (0..rounds).for_each(|_| what());
        start.elapsed() / rounds
    };
    std::iter::repeat_with(batch).take(BATCHES).min().unwrap_or_default()
}

fn ratio(time: Duration, beside: Duration) -> f64 {
    time.as_secs_f64() / beside.as_secs_f64().max(1e-9)
}
