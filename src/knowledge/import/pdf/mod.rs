//! The text of a PDF: its pages in order, line by line. The only place that names the PDF crate.

mod font;
mod lines;
mod page;

use lopdf::xref::XrefRecovery;
use lopdf::{Document, LoadOptions, Object};

use super::Refusal;
use lines::lines;
use page::Reader;

/// A stream that is longer once it is unpacked is no page of a guideline, in bytes.
const LONGEST_STREAM: usize = 64 << 20;
/// Deeply nested objects need a deep stack.
const STACK: usize = 32 << 20;
/// The mark of a PDF stands within so many bytes.
const HEAD: usize = 1024;

/// Whether bytes are those of a PDF, sound or not.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.get(..bytes.len().min(HEAD)).is_some_and(|head| head.windows(5).any(|five| five == b"%PDF-"))
}

/// The text of a PDF, a form feed behind each page. `progress` is told after each page how many are done, and how many
/// there are.
pub fn pdf_text(bytes: &[u8], mut progress: impl FnMut(usize, usize) + Send) -> Result<String, Refusal> {
    // Whatever a damaged file does to the crate, it does to a thread of its own.
    std::thread::scope(|scope| {
        let read = || read(bytes, &mut progress);
        let reading = std::thread::Builder::new().name("pdf".into()).stack_size(STACK).spawn_scoped(scope, read);
        reading.map_err(|_| Refusal::Damaged)?.join().unwrap_or(Err(Refusal::Damaged))
    })
}

fn read(bytes: &[u8], progress: &mut dyn FnMut(usize, usize)) -> Result<String, Refusal> {
    let options = LoadOptions::with_max_decompressed_size(LONGEST_STREAM);
    let mut pdf = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Refusal::Locked,
        _ => Refusal::Damaged,
    })?;
    if pdf.is_encrypted() {
        return Err(Refusal::Locked);
    }
    prefer_unicode(&mut pdf);
    let pages: Vec<_> = pdf.page_iter().collect();
    if pages.is_empty() {
        return Err(Refusal::Damaged);
    }
    let mut reader = Reader::new(&pdf);
    let mut text = String::new();
    for (done, page) in pages.iter().enumerate() {
        text.push_str(&lines(reader.page(*page)));
        text.push('\u{c}');
        progress(done + 1, pages.len());
    }
    if text.chars().any(char::is_alphabetic) {
        return Ok(text);
    }
    // Of a file that was put together again from its pieces, what the pages show may be lost.
    match pdf.xref_recovery {
        Some(XrefRecovery::Reconstructed) => Err(Refusal::Damaged),
        _ if reader.unread > 0 => Err(Refusal::Unreadable),
        _ => Err(Refusal::Scanned { pages: pages.len() }),
    }
}

/// Where a font says what its codes mean and also draws glyphs by names of its own, the meaning counts.
fn prefer_unicode(pdf: &mut Document) {
    for object in pdf.objects.values_mut() {
        if let Object::Dictionary(font) = object
            && font.has_type(b"Font")
            && font.has(b"ToUnicode")
            && !font.get(b"Encoding").is_ok_and(|encoding| encoding.as_name().is_ok())
        {
            font.remove(b"Encoding");
        }
    }
}
