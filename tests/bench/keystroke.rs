//! In-server time of a keystroke and of taking it back: from the bytes of `didChange` to those of the findings, for each
//! kind of key, at the start, in the middle and at the end of drafts of growing size.
//!
//! `cargo bench --bench keystroke`

use std::time::Duration;

use criterion::{BenchmarkId, Criterion};

mod letter;
mod typing;
use letter::letter;
use typing::{Key, Typing};

const SIZES: [(&str, usize); 4] = [("3 KB", 3_000), ("100 KB", 100_000), ("1 MB", 1_000_000), ("5 MB", 5_000_000)];
const PLACES: [(&str, f64); 3] = [("start", 0.02), ("middle", 0.5), ("end", 0.97)];

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    for key in [Key::Letter, Key::LineBreak, Key::Label] {
        for (place, share) in PLACES {
            let mut group = criterion.benchmark_group(format!("keystroke/{key:?} at the {place}"));
            for (name, size) in SIZES {
                let mut typing = Typing::new(&letter(size), share, key);
                group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
                    bencher.iter_custom(|rounds| (0..rounds).map(|_| typing.stroke()).sum());
                });
            }
            group.finish();
        }
    }
    criterion.final_summary();
}
