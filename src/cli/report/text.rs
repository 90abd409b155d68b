//! Findings for people: each with the lines in question, then one line that sums up.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Renderer, Snippet};

use super::excerpt::{Excerpt, Words, excerpts};
use super::{Checked, Counts, Report, Shown};
use crate::rules::Severity;
use crate::text::Encoding;

/// For a terminal, or a plain file.
pub struct TextReport {
    /// Whether colour is shown.
    pub colour: bool,
}

impl Report for TextReport {
    fn file(&self, checked: &Checked) -> String {
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(400);
        let mut told = String::new();
        for shown in &checked.shown {
            told.push_str(&render(shown, checked, &renderer));
            told.push_str("\n\n");
        }
        told
    }

    fn end(&self, counts: &Counts) -> String {
        summary(counts) + "\n"
    }
}

fn render(shown: &Shown, checked: &Checked, renderer: &Renderer) -> String {
    let finding = shown.placed.finding;
    let draft = checked.draft;
    let related = shown.related(draft).map(|(span, message)| Words { span, label: Some(message.into()) }).collect();
    let excerpts = excerpts(draft.text(), shown.placed.span, related);
    let elements = excerpts.iter().map(|excerpt| snippet(excerpt, checked.name).into());
    let help = finding.fixes.iter().map(|fix| match fix.review {
        true => Level::HELP.message(format!("{} (this changes a clinical statement: review it)", fix.title)).into(),
        false => Level::HELP.message(fix.title.clone()).into(),
    });
    let title = level(shown.severity).primary_title(finding.message.as_str()).id(finding.code);
    let mut told = renderer.render(&[title.elements(elements.chain(help).collect::<Vec<Element>>())]);
    for excerpt in &excerpts {
        put_column_right(&mut told, excerpt, checked);
    }
    told
}

/// The renderer counts columns in what it shows; in a line that is cut they are others in the file.
fn put_column_right(told: &mut String, excerpt: &Excerpt, checked: &Checked) {
    let Some(first) = excerpt.marks.iter().find(|mark| mark.primary).or(excerpt.marks.first()) else {
        return;
    };
    let before = excerpt.source.get(..first.at.start).unwrap_or("");
    let shown = before.rsplit('\n').next().unwrap_or("").chars().count();
    let place = checked.draft.text().position(first.start, Encoding::Utf32);
    if shown != place.character as usize {
        let named = |column: usize| format!("{}:{}:{column}\n", checked.name, place.line + 1);
        *told = told.replacen(&named(shown + 1), &named(place.character as usize + 1), 1);
    }
}

fn snippet<'a>(excerpt: &'a Excerpt, name: &'a str) -> Snippet<'a, Annotation<'a>> {
    let marks = excerpt.marks.iter().map(|mark| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(mark.at.clone()).label(mark.label.as_deref())
    });
    Snippet::source(excerpt.source.as_str()).path(name).line_start(excerpt.first_line + 1).annotations(marks)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO.with_name("information"),
        Severity::Hint => Level::NOTE.with_name("hint"),
    }
}

/// One line: how much was found, in how many files.
pub fn summary(counts: &Counts) -> String {
    let files = match counts.files {
        0 => return "No determination was checked.".into(),
        1 => "1 file".to_string(),
        many => format!("{many} files"),
    };
    let found: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| (severity, counts.of(severity)))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| {
            let plural = if count == 1 || severity == Severity::Information { "" } else { "s" };
            format!("{count} {}{plural}", severity.name())
        })
        .collect();
    if found.is_empty() { format!("No findings in {files}.") } else { format!("{} in {files}", found.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_words_of_any_text_can_be_shown() {
        let odd = "\u{feff}💊 é\u{c}\r\n\n\r\tMRI\u{2028}of\u{200b}\n\n\u{1b}[31m x\n";
        for text in [odd.to_string(), odd.repeat(9).replace(['\r', '\n'], " "), String::new()] {
            let draft = crate::draft::Draft::new(&text);
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for (index, start) in places.iter().enumerate() {
                for end in places.iter().skip(index).step_by(3) {
                    let own = crate::text::Span::new(*start, *end);
                    let last = *places.get(places.len() - 1 - index).unwrap();
                    let other = Words { span: crate::text::Span::new(last, text.len()), label: Some("that".into()) };
                    let excerpts = excerpts(draft.text(), own, vec![other]);
                    let elements: Vec<Element> = excerpts.iter().map(|e| snippet(e, "a.imr").into()).collect();
                    let told = Renderer::plain().render(&[Level::ERROR.primary_title("this").elements(elements)]);
                    assert!(told.contains('^') && !told.contains('\u{1b}'), "{told}");
                }
            }
        }
    }

    #[test]
    fn the_sum_is_told_in_words() {
        let counts = Counts { files: 3, errors: 2, warnings: 1, information: 4, hints: 1 };
        assert_eq!(summary(&counts), "2 errors, 1 warning, 4 information, 1 hint in 3 files");
        assert_eq!(summary(&Counts { files: 3, ..Counts::default() }), "No findings in 3 files.");
        assert_eq!(summary(&Counts { files: 1, ..Counts::default() }), "No findings in 1 file.");
    }
}
