//! Every phrasing and every trap of a rationale's conclusion, each an example of its own.

use imr_ls::prose::read_verdict;

const EXAMPLES: &str = include_str!("fixtures/verdicts.txt");

/// Line number, wanted reading, title, rationale.
fn examples() -> impl Iterator<Item = (usize, &'static str, &'static str, String)> {
    EXAMPLES.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(|(number, line)| {
        let mut parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let rationale = parts.pop().unwrap_or("").replace("\\n", "\n").replace("\\f", "\u{c}");
        (number + 1, parts[0], parts.get(1).copied().unwrap_or(""), rationale)
    })
}

#[test]
fn every_example_is_read_as_it_says() {
    let wrong: Vec<String> = examples()
        .filter_map(|(line, wanted, title, rationale)| {
            let reading = read_verdict(&rationale, title);
            (reading.name() != wanted)
                .then(|| format!("line {line}: {} instead of {wanted}: {rationale}", reading.name()))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A rationale reads the same wrapped at any width, with a blank line after every line, and with page breaks.
#[test]
fn wrapping_changes_nothing() {
    for (line, wanted, title, rationale) in examples() {
        for joint in ["\n", "\r\n", "\n\n", " \n \n", "\n\u{c}", "\r", "  ", "\u{a0}"] {
            let wrapped = rationale.replace(' ', joint);
            assert_eq!(read_verdict(&wrapped, title).name(), wanted, "line {line} with {joint:?}: {rationale}");
        }
    }
}

#[test]
fn the_deciding_words_are_told() {
    let text = "No help so far. Therefore, the request for a brace is not medically necessary. Thank you.";
    let reading = read_verdict(text, "");
    assert_eq!(reading.words.of(text), "is not medically necessary");
    assert_eq!(reading.sentence.of(text), "Therefore, the request for a brace is not medically necessary.");
    assert!(reading.finished);
}

#[test]
fn every_dissent_is_told() {
    let text = "The request is medically necessary. More. The request is not medically necessary.";
    let reading = read_verdict(text, "");
    let dissent: Vec<&str> = reading.dissent.iter().map(|span| span.of(text)).collect();
    assert_eq!(dissent, ["is medically necessary"]);
}

#[test]
fn a_sentence_without_its_full_stop_is_not_finished() {
    assert!(!read_verdict("The request is not medically necessary", "").finished);
}
