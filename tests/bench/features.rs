//! What is asked of a draft: opening it, hover, outline, completion and semantic tokens in drafts of growing size; and
//! the check of many letters, one after the other.
//!
//! `cargo bench --bench features`

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};
use imr_ls::draft::Draft;
use imr_ls::features::{completions, hover, outline, tokens};
use imr_ls::text::Span;

mod letter;
use letter::letter;

const SIZES: [(&str, usize); 4] = [("3 KB", 3_000), ("100 KB", 100_000), ("1 MB", 1_000_000), ("5 MB", 5_000_000)];
/// Letters in bulk.
const LETTERS: usize = 200;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    measure(&mut criterion, "open", |text, _| _ = black_box(Draft::new(black_box(text))));
    measure(&mut criterion, "outline", |_, draft| _ = black_box(outline(draft)));
    measure(&mut criterion, "hover", |text, draft| _ = black_box(hover(draft, middle(text, "Knee Complaints"))));
    measure(&mut criterion, "completion", |text, draft| {
        _ = black_box(completions(draft, middle(text, "Knee Complaints") + 4));
    });
    measure(&mut criterion, "semantic tokens", |text, draft| {
        _ = black_box(tokens(draft, Span::new(0, text.len())));
    });

    let letters: Vec<String> = (0..LETTERS).map(|number| letter(2_000 + 20 * number)).collect();
    let mut group = criterion.benchmark_group("bulk");
    group.throughput(Throughput::Bytes(letters.iter().map(|text| text.len() as u64).sum()));
    group.bench_function(format!("{LETTERS} letters on one core"), |bencher| {
        bencher.iter(|| letters.iter().map(|text| Draft::new(black_box(text)).findings().len()).sum::<usize>());
    });
    group.finish();
    criterion.final_summary();
}

/// Measures something in a draft of each size.
fn measure(criterion: &mut Criterion, name: &str, what: impl Fn(&str, &Draft)) {
    let mut group = criterion.benchmark_group(name);
    for (size_name, size) in SIZES {
        let text = letter(size);
        let draft = Draft::new(&text);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(size_name), |bencher| bencher.iter(|| what(&text, &draft)));
    }
    group.finish();
}

/// Where these words stand next behind the middle of a text.
fn middle(text: &str, words: &str) -> usize {
    let half = text.len() / 2;
    half + text.get(half..).and_then(|rest| rest.find(words)).unwrap_or(0)
}
