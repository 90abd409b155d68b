//! temp
#![allow(clippy::print_stdout)]
use imr_ls::draft::Draft;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    for f in &a[1..] {
        let s = std::fs::read_to_string(f).unwrap();
        let d = Draft::new(&s);
        for i in d.items() {
            let o = i.facts.outcome.as_ref().and_then(|o| o.outcome).map_or("-", |o| o.word());
            let v = i.facts.verdict.as_ref().map_or("norat", |v| v.name());
            println!("{}\t{}\t{}\t{}", f.rsplit('/').next().unwrap(), o, v, i.facts.title);
        }
        for p in d.findings() {
            println!("{}\tF\t{}\t{}", f.rsplit('/').next().unwrap(), p.finding.code, p.finding.message);
        }
    }
}
