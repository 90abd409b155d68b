//! What each rule costs on a letter of about 4 KB, and its share; and what reading the letter's facts costs.
//!
//! `cargo bench --bench rules`

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::Criterion;
use imr_ls::draft::Draft;
use imr_ls::letter::Tree;
use imr_ls::prose::Passage;
use imr_ls::rules::{BlockFacts, Case, RULES, Standard, check_with};
use imr_ls::text::Text;

const LETTER: &str = include_str!("../fixtures/mutation/back.imr.txt");
/// A rule may cost so much on average, reading included.
const WANTED: Duration = Duration::from_micros(20);
const ROUNDS: u32 = 100;
const BATCHES: usize = 20;

/// The time of something: the mean of a batch, in the batch that was disturbed least.
fn mean(mut what: impl FnMut()) -> Duration {
    let batch = || {
        let start = Instant::now();
        (0..ROUNDS).for_each(|_| what());
        start.elapsed() / ROUNDS
    };
    std::iter::repeat_with(batch).take(BATCHES).min().unwrap_or_default()
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("rules/letter of 4 KB from scratch", |bencher| {
        bencher.iter(|| Draft::new(black_box(LETTER)));
    });
    criterion.final_summary();
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }

    let standard = Standard::default();
    let draft = Draft::new(LETTER);
    let facts: Vec<&BlockFacts> = draft.read().iter().map(|read| &read.facts).collect();
    let case = Case::of(facts.iter().copied());
    let costs: Vec<(&str, Duration)> = RULES
        .iter()
        .map(|rule| (rule.code, mean(|| drop(black_box(check_with(rule, black_box(&facts), &case, &standard))))))
        .collect();
    let judging: Duration = costs.iter().map(|(_, cost)| *cost).sum();
    for (code, cost) in &costs {
        eprintln!("{code:32} {cost:>10.2?} {:5.1} %", 100.0 * cost.as_secs_f64() / judging.as_secs_f64());
    }
    let tree = mean(|| {
        let text = Text::new(black_box(LETTER));
        drop(black_box(Tree::new(&text, &standard.format)));
    });
    let whole = mean(|| drop(black_box(Draft::new(black_box(LETTER)))));
    let rules = u32::try_from(RULES.len()).unwrap_or(1);
    let each = whole.saturating_sub(tree) / rules;
    let passage = mean(|| drop(black_box(Passage::read(black_box(LETTER)))));
    eprintln!("dates, persons and slips of the whole text {passage:.1?}");
    eprintln!("{} bytes: text and tree {tree:.1?}, all rules {judging:.1?}, all in all {whole:.1?}", LETTER.len());
    eprintln!("facts and rules {each:.2?} a rule, wanted below {WANTED:?}");
    assert!(each < WANTED, "the rules have become dear");
}
