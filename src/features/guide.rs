//! What the library says of a topic or a treatment by itself, without a letter.

use super::about;
use super::markdown::escape;
use crate::knowledge::{Library, Shelved, Topic, Treatment};

/// A topic: what the guideline says and where, which treatments belong there, and where the entry stands.
pub fn about_topic(library: &Library, topic: &Shelved<Topic>) -> String {
    let id = &topic.entry.id;
    let shown = about::topic(library, topic, &[], None);
    // Where it comes from is told last.
    let (said, from) = shown.rsplit_once("\n\n").unwrap_or((&shown, ""));
    let belongs = |treatment: &&Treatment| treatment.topics.contains(id) || treatment.sections.contains(id);
    let names: Vec<&str> = library.treatments().all().filter(belongs).map(|t| t.name.as_str()).collect();
    let treatments = match names.is_empty() {
        true => String::new(),
        false => format!("\n\nTreatments that belong there: {}.", escape(&names.join(", "))),
    };
    format!("{said}{treatments}\n\n{}, line {}; its id is {}*", from.trim_end_matches('*'), topic.line, escape(id))
}

/// A treatment: what it is, and which topics treat it.
pub fn about_treatment(library: &Library, treatment: &Treatment) -> String {
    about::treatment(library, treatment, &[], None)
}
