//! Any text, with any title: every reader of prose gives spans that lie in the text and hold whole characters, and none
//! panics or hangs.
//!
//! Run with `tests/fuzz/run prose MINUTES`.
#![no_main]

use imr_ls::knowledge::Library;
use imr_ls::prose::*;
use imr_ls::text::Span;
use libfuzzer_sys::fuzz_target;

fn lies(span: Span, text: &str, what: &str) {
    assert!(text.get(span.start..span.end).is_some(), "{what}: {span:?} is no part of the text");
}

fuzz_target!(|bytes: &[u8]| {
    let input = String::from_utf8_lossy(bytes);
    // What stands before a bar is the title, or the passage that is quoted.
    let (title, text) = input.split_once('|').unwrap_or(("", &input));
    let library = Library::built_in();

    let reading = read_verdict(text, title);
    lies(subject(text, &reading), text, "subject");
    let Reading { verdict, words, sentence, dissent, .. } = reading;
    assert!(verdict.is_some() || dissent.is_empty());
    for span in dissent.into_iter().chain([words, sentence]) {
        lies(span, text, "verdict");
    }

    for Citations { cited, nothing, outside, beside } in
        [read_citations(text, &*library), read_mentions(text, &*library)]
    {
        for span in [nothing, outside, beside].into_iter().flatten() {
            lies(span, text, "citations");
        }
        let mut last = 0;
        for citation in cited {
            lies(citation.span, text, "citation");
            assert!(last <= citation.span.start, "citations follow upon each other");
            last = citation.span.end;
            lies(citation.title, text, "title");
            let parts = citation.sections.iter().map(|section| section.span);
            let parts = parts.chain(citation.pages.iter().map(|pages| pages.span)).chain(citation.pasted);
            parts.chain(citation.year.map(|(span, _)| span)).for_each(|span| lies(span, text, "part of a citation"));
        }
    }

    let mut last = 0;
    for Sentence { span, .. } in sentences(text) {
        lies(span, text, "sentence");
        assert!(last <= span.start, "sentences follow upon each other");
        last = span.end;
    }
    for misquote in Original::new("", title).misquotes(text) {
        lies(misquote.span, text, "misquote");
        misquote.differences.iter().for_each(|difference| lies(difference.span, text, "difference"));
    }
    for dose in doses(text) {
        lies(dose.span, text, "dose");
        lies(dose.name, text, "name of a dose");
    }
    quantities(text).iter().for_each(|quantity| lies(quantity.span, text, "quantity"));
    dates(text).iter().for_each(|date| lies(date.span, text, "date"));
    let Passage { dates, persons, pronouns, slips } = Passage::read(text);
    dates.iter().for_each(|(date, _)| lies(date.span, text, "event"));
    for person in persons {
        lies(person.span, text, "person");
        person.age.iter().for_each(|(_, span)| lies(*span, text, "age"));
        person.sex.iter().for_each(|(_, span)| lies(*span, text, "sex"));
    }
    pronouns.iter().for_each(|(_, span)| lies(*span, text, "pronoun"));
    for slip in slips {
        lies(slip.span, text, "slip");
        slip.instead.iter().for_each(|(span, _)| lies(*span, text, "slip"));
    }
    regions(text).iter().for_each(|region| lies(region.span, text, "region"));
    sides(text).iter().for_each(|side| lies(side.span, text, "side"));
    if let Some(RequestParts { original, authorized, eligible, .. }) = request_parts(text) {
        [original, authorized, eligible].into_iter().for_each(|span| lies(span, text, "request"));
    }
    for statute in statutes(text) {
        [statute.span, statute.number, statute.part].into_iter().for_each(|span| lies(span, text, "statute"));
    }
    library.treatments().find(text).iter().for_each(|(span, _)| lies(*span, text, "treatment"));
    library.treatments().find_in_prose(text).iter().for_each(|(span, _)| lies(*span, text, "treatment"));
});
