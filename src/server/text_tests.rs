//! Text over the protocol: what a line is, how columns are counted, and what becomes of places that do not exist.

use serde_json::{Value, json};

use super::toy::{self, *};

/// What a character counts for in a unit.
type Width = fn(char) -> usize;

/// The units by their names.
const UNITS: [(&str, Width); 3] = [("utf-8", char::len_utf8), ("utf-16", char::len_utf16), ("utf-32", |_| 1)];

fn opened(encoding: &str, text: &str) -> Server {
    let mut server = greeted(encoding);
    server.open(text);
    server
}

/// The text after one change.
fn changed(encoding: &str, text: &str, change: Value) -> String {
    let mut server = opened(encoding, text);
    server.change(2, json!([change]));
    let text = toy::text(&mut server);
    server.leave();
    text
}

#[test]
fn c53_three_line_ends_and_no_more() {
    let second_line = replace((1, 0), (1, 0), "X");
    for end in ["\u{2028}", "\u{2029}", "\u{85}", "\u{b}", "\u{c}"] {
        // One line: what is past it is the end of the text.
        assert_eq!(changed("utf-16", &format!("a{end}b"), second_line.clone()), format!("a{end}bX"));
    }
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(changed("utf-16", &format!("a{end}b"), second_line.clone()), format!("a{end}Xb"));
    }
}

/// Line and column of a byte offset, by the protocol's rule and nothing else.
fn position(text: &str, offset: usize, width: Width) -> (u32, u32) {
    let (mut line, mut column) = (0, 0);
    let mut before = text[..offset].chars().peekable();
    while let Some(c) = before.next() {
        let within = c == '\r' && before.peek() == Some(&'\n');
        if matches!(c, '\n' | '\r') && !within {
            (line, column) = (line + 1, 0);
        } else if !within {
            column += width(c);
        }
    }
    (line, column as u32)
}

#[test]
fn c54_three_units_against_a_reference() {
    let pieces = [
        "a", "b c", "💊", "𝒳", "e\u{301}", "é", "\n", "\r\n", "\r", "\u{c}", "\u{85}", "\u{2028}", "\u{feff}", "", "",
        "",
    ];
    for (encoding, width) in UNITS {
        let mut expected = "\u{feff}one 💊\r\ntwo\rthree\n".to_string();
        let mut server = opened(encoding, &expected);
        let mut random = random(7);
        for version in 2..1_500 {
            // Never inside a line end of two characters: there is no such place.
            let places: Vec<usize> = (0..=expected.len())
                .filter(|at| expected.is_char_boundary(*at))
                .filter(|at| !(expected[..*at].ends_with('\r') && expected[*at..].starts_with('\n')))
                .collect();
            let start = random(places.len());
            let end = (start + random(3)).min(places.len() - 1);
            let (start, end) = (places[start], places[end]);
            let piece = if expected.len() > 200 { "" } else { pieces[random(pieces.len())] };
            let at = |offset| position(&expected, offset, width);
            server.change(version, json!([replace(at(start), at(end), piece)]));
            expected.replace_range(start..end, piece);
            if version % 100 == 0 {
                assert_eq!(toy::text(&mut server), expected, "{encoding}");
            }
        }
        assert_eq!(toy::text(&mut server), expected, "{encoding}");
        shut_down(&mut server);
        server.rest();
        assert_eq!(server.log(), "", "every place was one that exists");
    }
}

#[test]
fn c55_places_that_do_not_exist() {
    let text = "ab\r\nc💊d\n";
    let wanted = [
        // Past the end of a line: before its end, whatever ends it.
        (replace((0, 9), (0, 9), "X"), "abX\r\nc💊d\n"),
        // Past the last line: the end of the text.
        (replace((7, 0), (9, 9), "X"), "ab\r\nc💊d\nX"),
        // From back to front.
        (replace((1, 1), (0, 1), "X"), "aX💊d\n"),
        // Inside a character: the whole of it.
        (replace((1, 2), (1, 2), "X"), "ab\r\ncX💊d\n"),
        (replace((1, 1), (1, 2), "X"), "ab\r\ncXd\n"),
        (replace((1, 2), (1, 3), "X"), "ab\r\ncXd\n"),
        // A number that no line has.
        (replace((u32::MAX, u32::MAX), (u32::MAX, u32::MAX), "X"), "ab\r\nc💊d\nX"),
    ];
    for (change, expected) in &wanted {
        let mut server = opened("utf-16", text);
        server.change(2, json!([change]));
        assert_eq!(toy::text(&mut server), *expected, "{change}");
        shut_down(&mut server);
        server.rest();
        assert!(server.log().contains("at places that do not exist"), "{change}");
    }
}

#[test]
fn c16_an_emoji_split_over_two_edits_is_joined() {
    let mut server = opened("utf-16", "");
    // The high half first, then the low one; then the other way round; then a half that stays alone.
    let edits = [(0, "ab"), (1, "\\ud83d"), (2, "\\ude00!"), (0, "\\ude01"), (0, "-\\ud83d"), (0, "\\ud83d"), (0, "x")];
    for (version, (at, half)) in (2..).zip(edits) {
        let change = did_change(version, json!([replace((0, at), (0, at), "HALF")]));
        server.body(message(None, "textDocument/didChange", change).replace("HALF", half));
    }
    assert_eq!(toy::text(&mut server), "x\u{fffd}-😁a😀!b");
    server.leave();
}
