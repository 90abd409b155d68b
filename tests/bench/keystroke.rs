//! In-server time of a keystroke: from the bytes of `didChange` to those of the findings, in drafts of growing size.
//!
//! `cargo bench --bench keystroke`; the last lines compare each size with the smallest, in the same run.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion};
use imr_ls::draft::Draft;
use imr_ls::server::Bare;
use serde_json::json;

const SIZES: [(&str, usize); 4] = [("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000), ("5 MB", 5_000_000)];

/// A letter of about this many bytes; one item in twelve contradicts itself.
fn letter(size: usize) -> String {
    let mut text = String::from(
        "HOW THE IMR FINAL DETERMINATION WAS MADE\nA reviewer with no affiliation with the parties, in active practice, \
         board certified in neurology.\n\nCLINICAL CASE SUMMARY\nWritten after a review of the medical records.\n\n\
         IMR ISSUES, DECISIONS AND RATIONALES\n\n",
    );
    let mut number = 0;
    while text.len() < size {
        number += 1;
        let verdict = if number % 12 == 5 { "medically necessary" } else { "not medically\nnecessary" };
        text.push_str(&format!(
            "Visits of therapy for the left knee, course {number}: Upheld\n\nClaims Administrator guideline: Decision based \
             on MTUS Knee Complaints 2004.\n\nMAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.\n\n\
             Decision rationale: The worker has had pain in the left knee since a fall from a ladder. The knee\nhas been \
             stable at each visit, there is no locking, and strength is full. The guideline asks for a\ntrial of exercise \
             at home first, which the records do not show. Four visits were approved before,\nand their effect is not \
             described. Therefore, the request is {verdict}.\n\n"
        ));
    }
    text
}

/// One session with one open draft, and a place to type in.
struct Typing {
    session: Bare,
    line: usize,
    version: i32,
}

impl Typing {
    /// Opens a draft; `share` says how far down it is typed.
    fn new(text: &str, share: f64) -> Typing {
        let mut session = Bare::default();
        let document = json!({ "uri": "file:///a.imr", "languageId": "imr", "version": 0, "text": text });
        session.notify("textDocument/didOpen", &json!({ "textDocument": document }).to_string());
        let from = (text.lines().count() as f64 * share) as usize;
        let offset = text.lines().skip(from).position(|line| line.starts_with("stable at"));
        Typing { session, line: from + offset.unwrap_or(0), version: 0 }
    }

    /// The messages of a keystroke and of the one that takes it back.
    fn messages(&mut self, typed: &str) -> [String; 2] {
        let at = |line: usize, character: usize| json!({ "line": line, "character": character });
        let (start, end) = (at(self.line, 10), if typed == "\n" { at(self.line + 1, 0) } else { at(self.line, 11) });
        let mut message = |end: &serde_json::Value, text: &str| {
            self.version += 1;
            let change = json!({ "range": { "start": start, "end": end }, "text": text });
            let document = json!({ "uri": "file:///a.imr", "version": self.version });
            json!({ "textDocument": document, "contentChanges": [change] }).to_string()
        };
        [message(&start, typed), message(&end, "")]
    }

    fn send(&mut self, message: &str) {
        black_box(self.session.notify("textDocument/didChange", message));
    }
}

/// The median time of a keystroke over a few hundred.
fn median(text: &str, share: f64, typed: &str) -> Duration {
    let mut typing = Typing::new(text, share);
    let mut times = Vec::new();
    for _ in 0..300 {
        for message in typing.messages(typed) {
            let start = Instant::now();
            typing.send(&message);
            times.push(start.elapsed());
        }
    }
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("server/keystroke");
    for (name, size) in SIZES {
        let mut typing = Typing::new(&letter(size), 0.5);
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter_custom(|rounds| {
                let mut spent = Duration::ZERO;
                for _ in 0..rounds {
                    let [key, undo] = typing.messages("x");
                    let start = Instant::now();
                    typing.send(&key);
                    spent += start.elapsed();
                    typing.send(&undo);
                }
                spent
            });
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("draft/open");
    for (name, size) in SIZES {
        let text = letter(size);
        group.throughput(criterion::Throughput::Bytes(text.len() as u64));
        group
            .bench_function(BenchmarkId::from_parameter(name), |bencher| bencher.iter(|| Draft::new(black_box(&text))));
    }
    group.finish();
    criterion.final_summary();

    // `cargo test` runs benches once, to see that they still work; comparing takes longer.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    for (place, share) in [("start", 0.02), ("middle", 0.5), ("end", 0.97)] {
        for (what, typed) in [("letter", "x"), ("line break", "\n")] {
            let base = median(&letter(SIZES[0].1), share, typed);
            for (name, size) in SIZES {
                let time = median(&letter(size), share, typed);
                let ratio = time.as_secs_f64() / base.as_secs_f64();
                eprintln!("{what} at the {place}, {name}: {time:?}, {ratio:.2} x 10 KB");
            }
        }
    }
}
