//! `guidelines show`: what is known of a topic, in every edition that has it, or of a treatment.

use super::{is_known, library};
use crate::cli::Status;
use crate::cli::args::GuidelinesShowArgs;
use crate::cli::markdown::terminal;
use crate::cli::nearest::nearest;
use crate::cli::output::{Output, complain};
use crate::features::{about_topic, about_treatment};
use crate::knowledge::{Library, Shelved, Topic};
use crate::text::Words;

/// Shows what is asked for.
pub fn run(args: &GuidelinesShowArgs) -> Status {
    let (library, broken) = library();
    if args.chapter.as_ref().is_some_and(|chapter| !is_known(&library, chapter)) {
        return Status::Failed;
    }
    let topics: Vec<_> = topics(&library, args.chapter.as_deref());
    let (found, by_alias) = named(&topics, &args.topic);
    let mut told: Vec<String> = found.into_iter().map(|topic| about_topic(&library, topic)).collect();
    // A brand names a topic and the drug itself.
    if by_alias && args.chapter.is_none() {
        let treatments = library.treatments().find(&args.topic);
        told.extend(treatments.into_iter().map(|(_, treatment)| about_treatment(&library, treatment)));
    }
    if told.is_empty() {
        let wanted = args.topic.to_lowercase();
        let names = topics.iter().map(|topic| topic.entry.title.as_str());
        let aliases = topics.iter().flat_map(|topic| topic.entry.aliases.iter().map(String::as_str));
        let hint = match nearest(&wanted, names.chain(aliases)) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "imr-ls guidelines list --chapter ID names the topics of a chapter.".into(),
        };
        complain(&format!("no topic is called \"{}\"; {hint}", args.topic.escape_debug()));
        return Status::Failed;
    }
    let shown = told.iter().map(|markdown| terminal(markdown)).collect::<Vec<_>>().join("\n----\n\n");
    Output::stdout().finish_with(&shown, if broken { Status::Failed } else { Status::Clean })
}

/// Every topic, or those of one chapter.
fn topics<'a>(library: &'a Library, chapter: Option<&'a str>) -> Vec<&'a Shelved<Topic>> {
    let chapters = library.all_chapters().map(|chapter| chapter.id.as_str());
    let asked = chapters.filter(|id| chapter.is_none_or(|chapter| chapter == *id));
    asked.flat_map(|id| library.topics_of(id).map(|(_, topic)| topic)).collect()
}

/// The topics of a name: those of this title, else of this id, else of this alias; and whether that was the last resort.
fn named<'a>(topics: &[&'a Shelved<Topic>], name: &str) -> (Vec<&'a Shelved<Topic>>, bool) {
    let plain = |name: &str| Words::of(name).texts().collect::<Vec<_>>().join(" ");
    let wanted = plain(name);
    let that = |is: &dyn Fn(&Topic) -> bool| -> Vec<&'a Shelved<Topic>> {
        topics.iter().copied().filter(|topic| is(&topic.entry)).collect()
    };
    if wanted.is_empty() {
        return (Vec::new(), false);
    }
    let mut found = that(&|topic| plain(&topic.title) == wanted);
    if found.is_empty() {
        found = that(&|topic| topic.id == name.trim());
    }
    if !found.is_empty() {
        return (found, false);
    }
    (that(&|topic| topic.aliases.iter().any(|alias| plain(alias) == wanted)), true)
}
