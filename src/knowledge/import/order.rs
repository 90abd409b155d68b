//! Which of the lines that could be headings are: those that keep the order in which topics come.

use std::collections::HashMap;

use super::headings::Heading;

/// So many places of one topic are looked at, the most likely first.
const PLACES: usize = 24;

/// The most likely row of headings in which each comes behind the one before it, and, of the topics that are not in it,
/// the most likely place. In order are two headings if we know their topics to come so, or, where the text is an
/// alphabet, if their words do.
pub(super) fn in_order(candidates: Vec<Heading>, alphabet: bool) -> (Vec<Heading>, Vec<Heading>) {
    let candidates = thinned(candidates);
    let likely = |heading: &Heading| 1 + 2 * usize::from(heading.stands) + usize::from(heading.titled);
    // The weight of the best row that ends with each candidate, and the one before it there.
    let mut rows: Vec<(usize, Option<usize>)> = Vec::with_capacity(candidates.len());
    for (at, heading) in candidates.iter().enumerate() {
        let before = candidates.iter().zip(&rows).enumerate().take(at);
        let fits = before.filter(|(_, (other, _))| follows(other, heading, alphabet));
        let best =
            fits.map(|(index, (_, (weight, _)))| (*weight, index)).max_by_key(|(w, index)| (*w, usize::MAX - index));
        rows.push((likely(heading) + best.map_or(0, |(weight, _)| weight), best.map(|(_, index)| index)));
    }
    let mut row: Vec<&Heading> = Vec::new();
    let mut at = (0..rows.len()).max_by_key(|at| (rows.get(*at).map(|(weight, _)| *weight), usize::MAX - at));
    while let Some(index) = at {
        row.extend(candidates.get(index));
        at = rows.get(index).and_then(|(_, before)| *before);
    }
    row.reverse();
    // A topic's name may stand twice in the row, in its text too.
    let mut chosen: Vec<Heading> = Vec::new();
    for heading in row {
        match chosen.iter_mut().find(|other| other.topic == heading.topic) {
            Some(other) if likely(heading) > likely(other) => *other = heading.clone(),
            Some(_) => {}
            None => chosen.push(heading.clone()),
        }
    }
    chosen.sort_by_key(|heading| heading.line);
    let mut dropped: Vec<Heading> = Vec::new();
    for heading in candidates {
        if chosen.iter().all(|other| other.topic != heading.topic) {
            match dropped.iter_mut().find(|other| other.topic == heading.topic) {
                Some(other) if likely(&heading) > likely(other) => *other = heading,
                Some(_) => {}
                None => dropped.push(heading),
            }
        }
    }
    (chosen, dropped)
}

fn follows(before: &Heading, behind: &Heading, alphabet: bool) -> bool {
    let place = before.topic < behind.topic || alphabet && before.place <= behind.place;
    before.topic != behind.topic && before.body <= behind.line && before.page <= behind.page && place
}

/// The candidates in order of place, without the less likely ones where there are many of a topic.
fn thinned(mut candidates: Vec<Heading>) -> Vec<Heading> {
    candidates.sort_by_key(|heading| (!heading.stands, !heading.titled, heading.line));
    let mut places: HashMap<usize, usize> = HashMap::new();
    candidates.retain(|heading| {
        let places = places.entry(heading.topic).or_default();
        *places += 1;
        *places <= PLACES
    });
    candidates.sort_by_key(|heading| heading.line);
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(topic: usize, line: usize, place: &str, stands: bool) -> Heading {
        let (place, rest) = (place.to_string(), String::new());
        Heading { topic, line, body: line + 1, page: 1, rest, place, stands, titled: true }
    }

    fn check(candidates: &[(usize, &str, bool)], chosen: &[usize], dropped: &[usize]) {
        let all =
            candidates.iter().enumerate().map(|(line, (topic, place, stands))| heading(*topic, line, place, *stands));
        let (row, rest) = in_order(all.collect(), true);
        assert_eq!(row.iter().map(|heading| heading.line).collect::<Vec<_>>(), chosen);
        assert_eq!(rest.iter().map(|heading| heading.line).collect::<Vec<_>>(), dropped);
    }

    #[test]
    fn what_breaks_the_order_is_dropped() {
        check(&[(0, "ac", true), (9, "we", true), (1, "be", true), (2, "cy", true)], &[0, 2, 3], &[1]);
        check(&[(0, "ac", true), (3, "yo", false), (1, "be", true), (3, "yo", true)], &[0, 2, 3], &[]);
        // Ours come in another order than the printed ones: the alphabet decides.
        check(&[(1, "ac", true), (0, "be", true), (2, "be", true)], &[0, 1, 2], &[]);
        // A part of a topic comes behind it, whatever its letter.
        check(&[(4, "tr", true), (5, "ga", true), (6, "tr", true)], &[0, 1, 2], &[]);
        check(&[], &[], &[]);
    }
}
