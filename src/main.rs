//! temp
#![allow(clippy::print_stdout)]
use imr_ls::{letter::*, text::*};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let format = Format::built_in();
    for f in &a[1..] {
        let s = std::fs::read_to_string(f).unwrap();
        let text = Text::new(&s);
        let tree = Tree::new(&text, &format);
        for b in tree.blocks() {
            if let Some(i) = b.item() {
                let t = text.slice(Span::new(text.line_start(b.first_line), text.line_start(b.end_line())));
                println!(
                    "{}\t{}\t{}\t{}\t{}",
                    f.rsplit('/').next().unwrap(),
                    b.first_line + 1,
                    i.outcome.and_then(|o| o.outcome).map_or("-", |o| o.word()),
                    i.fields.len(),
                    i.title_text(&t)
                );
            }
        }
    }
}
