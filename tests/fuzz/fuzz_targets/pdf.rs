//! Any bytes as the PDF of a guideline: there is a text, which can be imported or not, or a refusal; nothing panics, hangs
//! or takes all memory. What is mutated is a PDF as it is built here, with some of its bytes replaced.
//!
//! Run with `tests/fuzz/run pdf MINUTES`.
#![no_main]

use arbitrary::Arbitrary;
use imr_ls::knowledge::{Library, import, is_pdf, pdf_text};
use libfuzzer_sys::fuzz_target;

#[derive(Debug, Arbitrary)]
struct Page<'a> {
    /// What the page draws, as it stands in its stream.
    drawn: &'a [u8],
    /// Words that it shows.
    words: &'a str,
    /// It is a leaf of another kind: `0` a page, `1` a node that holds itself, `2` a page without a stream.
    kind: u8,
}

#[derive(Debug, Arbitrary)]
enum Input<'a> {
    Bytes(&'a [u8]),
    Built { pages: Vec<Page<'a>>, map: &'a [u8], encoding: u8, damage: Vec<(u16, u8)>, cut: Option<u16> },
}

/// A PDF of these pages, with a table of where its objects are.
fn built(pages: &[Page], map: &[u8], encoding: u8) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec()];
    let kids: String = (0..pages.len()).map(|n| format!("{} 0 R ", 5 + 2 * n)).collect();
    objects.push(format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()).into_bytes());
    let encoding = ["", "/Encoding/WinAnsiEncoding", "/Encoding/Identity-H", "/Encoding<</Differences[65/a/b/c]>>"]
        [usize::from(encoding) % 4];
    objects.push(format!("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 4 0 R{encoding}>>").into_bytes());
    objects.push(stream(map));
    for (n, page) in pages.iter().enumerate() {
        let content = 6 + 2 * n;
        objects.push(match page.kind % 3 {
            0 => format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents {content} 0 R>>"
            ),
            1 => format!("<</Type/Pages/Kids[{} 0 R]/Count 1>>", 5 + 2 * n),
            _ => "<</Type/Page/Parent 2 0 R/Contents 99 0 R>>".into(),
        }
        .into_bytes());
        let shown: String = page.words.chars().filter(|c| !"()\\".contains(*c)).collect();
        let mut drawn = b"BT /F 12 Tf 72 700 Td ".to_vec();
        drawn.extend(format!("({shown}) Tj 0 -14 Td (Page {} of {}) Tj ", n + 1, pages.len()).bytes());
        drawn.extend(page.drawn);
        drawn.extend(b" ET");
        objects.push(stream(&drawn));
    }
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", n + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    file.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF", places.len() + 1).bytes());
    file
}

fn stream(content: &[u8]) -> Vec<u8> {
    let mut stream = format!("<</Length {}>>\nstream\n", content.len()).into_bytes();
    stream.extend(content);
    stream.extend(b"\nendstream");
    stream
}

/// What the PDF crate cannot do with a file it may say by a panic: the reader is a thread of its own for that.
fn pass_over_the_crate() {
    let stop = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let ours = panic.location().is_none_or(|at| !at.file().contains("lopdf"));
        if ours {
            stop(panic);
        }
    }));
}

fuzz_target!(init: pass_over_the_crate(), |input: Input| {
    let bytes = match input {
        Input::Bytes(bytes) => bytes.to_vec(),
        Input::Built { pages, map, encoding, damage, cut } => {
            let mut bytes = built(&pages[..pages.len().min(12)], map, encoding);
            let length = bytes.len();
            for (at, byte) in damage.iter().take(16) {
                bytes[usize::from(*at) % length] = *byte;
            }
            bytes.truncate(cut.map_or(length, usize::from));
            bytes
        }
    };
    is_pdf(&bytes);
    let mut last = 0;
    if let Ok(text) = pdf_text(&bytes, |done, all| {
        assert!(last < done && done <= all, "pages are told one by one");
        last = done;
    }) {
        assert!(text.matches('\u{c}').count() >= last, "a form feed behind each page");
        _ = import(&text, &Library::built_in());
    }
});
