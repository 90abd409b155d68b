//! Words that stand at places, as lines of text.

use super::page::Run;

/// Words on one line differ in height by less than this part of their size: marks such as ® are raised.
const LEVEL: f32 = 0.5;
/// From this part of the size on a gap is a space.
const GAP: f32 = 0.17;
/// Lines that are further apart than so many sizes have an empty one between them.
const APART: f32 = 1.6;

/// The lines of a page from its head to its foot.
pub(super) fn lines(mut runs: Vec<Run>) -> String {
    runs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut text = String::new();
    let mut rest = runs.as_mut_slice();
    let mut above: Option<(f32, f32)> = None;
    while let Some(first) = rest.first() {
        let (y, mut size) = (first.y, first.size);
        let mut own = 0;
        let mut foot = y;
        while let Some(run) = rest.get(own).filter(|run| y - run.y <= LEVEL * size.max(run.size)) {
            size = size.max(run.size);
            foot = run.y;
            own += 1;
        }
        // The first is on its own line, whatever its size.
        let (line, others) = rest.split_at_mut(own.max(1));
        if above.is_some_and(|(above, larger)| above - y > APART * larger.max(size)) {
            text.push('\n');
        }
        above = Some((foot, size));
        write(line, &mut text);
        text.push('\n');
        rest = others;
    }
    text
}

fn write(line: &mut [Run], text: &mut String) {
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut before: Option<&Run> = None;
    for run in line.iter() {
        if let Some(before) = before {
            // Bold letters may be the same ones, drawn twice.
            if before.text == run.text && run.x - before.x < GAP * run.size {
                continue;
            }
            let apart = run.x - before.end > GAP * run.size;
            if apart && !text.ends_with(' ') && !run.text.starts_with(' ') {
                text.push(' ');
            }
        }
        text.push_str(&run.text);
        before = Some(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(x: f32, end: f32, y: f32, size: f32, text: &str) -> Run {
        Run { x, end, y, size, text: text.into() }
    }

    #[test]
    fn words_come_in_the_order_in_which_they_are_read() {
        let told = lines(vec![
            run(10.0, 40.0, 20.0, 10.0, "foot"),
            run(62.0, 90.0, 700.0, 12.0, "the knee"),
            run(10.0, 60.0, 700.0, 12.0, "Exercise"),
            run(60.0, 64.0, 704.0, 6.0, "\u{ae}"),
            run(10.2, 60.0, 700.0, 12.0, "Exercise"),
            run(20.0, 60.0, 686.0, 12.0, "helps"),
            run(60.5, 90.0, 686.0, 12.0, "some."),
        ]);
        assert_eq!(told, "Exercise\u{ae}the knee\nhelpssome.\n\nfoot\n");
    }

    #[test]
    fn whatever_the_places_every_word_is_there() {
        assert_eq!(lines(Vec::new()), "");
        assert_eq!(lines(vec![run(0.0, 0.0, 0.0, 0.0, "a"), run(0.0, 0.0, -1.0, 0.0, "b")]), "a\n\nb\n");
        assert_eq!(lines(vec![run(5.0, 0.0, 1.0, 0.0, "a"), run(0.0, 9.0, 1.0, 5.0, "b")]), "ba\n");
    }
}
