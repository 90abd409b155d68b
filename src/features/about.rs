//! What the library says of a chapter, a topic, a treatment, a statute or a body region, in Markdown.

use super::markdown::escape;
use crate::knowledge::{
    Chapter, Code, Confidence, Dates, Day, Fit, Kind, Library, Shelved, Stance, Statute, Topic, Treatment,
};
use crate::rules::LetterDay;

/// The edition whose topics hold the key points.
const EARLY: u16 = 2009;
/// From this day on the drug list matters.
const FORMULARY: Day = Day { year: 2018, month: 1, day: 1 };
/// So many topics and no more are told at once.
const MANY: usize = 5;

/// So many other names of a treatment.
const NAMES: usize = 8;

const UNVERIFIED: &str = " *(not verified)*";

/// A chapter, by one of its editions.
pub(super) fn chapter(library: &Library, shelved: &Shelved<Chapter>, day: Option<LetterDay>) -> String {
    let chapter = &shelved.entry;
    let mut shown = format!("**{}**, {} · MTUS", escape(&chapter.title), chapter.year);
    let document = if chapter.document.is_empty() { String::new() } else { format!("{}; ", escape(&chapter.document)) };
    let law = match (chapter.page(), chapter.regulation.as_str()) {
        (_, "") => String::new(),
        (Some(page), number) => format!("adopted by [8 CCR {number}]({page})"),
        (None, number) => format!("8 CCR {number}{UNVERIFIED}"),
    };
    paragraph(&mut shown, format!("{document}{law}").trim_end_matches("; "));
    paragraph(&mut shown, &in_force(library, chapter, day));
    if !chapter.regions.is_empty() {
        paragraph(&mut shown, &format!("Body region: {}.", chapter.regions.join(", ")));
    }
    if !chapter.note.is_empty() {
        paragraph(&mut shown, &format!("{}.", sentence(&chapter.note)));
    }
    origin(&mut shown, shelved);
    shown
}

/// A title of which no edition is named.
pub(super) fn editions(library: &Library, editions: &[usize], day: Option<LetterDay>) -> String {
    let all: Vec<&Chapter> = editions.iter().filter_map(|edition| library.chapter(*edition)).collect();
    let Some(first) = all.first() else { return String::new() };
    let mut shown = format!("**{}** · MTUS", escape(&first.title));
    let years: Vec<String> = all.iter().map(|chapter| chapter.year.to_string()).collect();
    paragraph(&mut shown, &format!("Known editions: {}.", years.join(", ")));
    if let Some(LetterDay { day, what }) = day {
        match all.iter().find(|chapter| chapter.in_force(day) == Some(true)) {
            Some(chapter) => {
                let doubt = if chapter.dates == Dates::Official { "" } else { UNVERIFIED };
                paragraph(&mut shown, &format!("On {what}, {day}, that of {} was in force{doubt}.", chapter.year));
            }
            None => paragraph(&mut shown, &format!("None of them is known to have been in force on {what}, {day}.")),
        }
    }
    shown
}

/// When a chapter was in force, and whether it was on the letter's day.
fn in_force(library: &Library, chapter: &Chapter, day: Option<LetterDay>) -> String {
    let doubt = if chapter.dates == Dates::Official { "" } else { UNVERIFIED };
    let run = match (chapter.dates, chapter.from, chapter.to) {
        (Dates::Proposed, ..) => return "It was proposed; whether it was adopted is not known.".into(),
        (_, Some(from), Some(to)) => format!("In force from {from} to {to}{doubt}."),
        (_, Some(from), None) => format!("In force since {from}{doubt}."),
        (_, None, _) => return "When it was in force is not known.".into(),
    };
    let Some(LetterDay { day, what }) = day else { return run };
    if chapter.in_force(day) == Some(true) {
        return format!("{run} On {what}, {day}, it was in force.");
    }
    let instead = match library.adopted(&chapter.regulation, day) {
        Some(other) => {
            let doubt = if other.dates == Dates::Official { "" } else { UNVERIFIED };
            format!("; **{} {}** was{doubt}", escape(&other.title), other.year)
        }
        None => String::new(),
    };
    format!("{run} On {what}, {day}, it was **not** in force{instead}.")
}

/// A topic: what the guideline says, where, in which edition, and what else fits the item.
pub(super) fn topic(library: &Library, topic: &Shelved<Topic>, fits: &[Fit<'_>], day: Option<LetterDay>) -> String {
    let entry = &topic.entry;
    let mut shown = format!("**{}**", escape(&entry.title));
    let chapter = library.chapter_of(&entry.chapter).and_then(|chapter| library.chapter(chapter));
    if let Some(chapter) = chapter {
        paragraph(&mut shown, &format!("{}, {}{}", escape(&chapter.title), chapter.year, pages(entry)));
    }
    if topic.built_in && entry.pages.0.is_empty() && entry.uses == 0 {
        paragraph(
            &mut shown,
            "That this edition has a section of this name is assumed from that of 2009 *(not verified)*.",
        );
    }
    points(&mut shown, entry);
    // A section of 2016 is known by its name alone: what the edition before it said helps on.
    if entry.stance.is_empty() {
        let like = library.early_topics().filter(|early| early.entry.later.contains(&entry.id));
        let mut like: Vec<_> = like.filter(|early| early.entry.class != Some(Stance::Pointer)).collect();
        like.sort_by_key(|early| early.entry.title != entry.title);
        if let Some(early) = like.first() {
            early_points(&mut shown, &early.entry);
        }
    }
    let later: Vec<String> =
        entry.later.iter().filter_map(|id| library.topic_of(id)).map(|t| named(library, t)).collect();
    if !later.is_empty() {
        paragraph(&mut shown, &format!("In later editions: {}.", later.join("; ")));
    }
    if !entry.note.is_empty() {
        paragraph(&mut shown, &format!("{}.", sentence(&entry.note)));
    }
    if let Some(chapter) = chapter {
        paragraph(&mut shown, &in_force(library, chapter, day));
    }
    let others = fits.iter().filter_map(|fit| fit.topic).filter(|other| other.entry.id != entry.id);
    let others = others.filter(|other| other.entry.chapter == entry.chapter).take(MANY);
    let others: Vec<String> =
        others.map(|other| format!("{}{}", escape(&other.entry.title), pages(&other.entry))).collect();
    if !others.is_empty() {
        paragraph(&mut shown, &format!("Also fits this item: {}.", others.join("; ")));
    }
    origin(&mut shown, topic);
    shown
}

/// Pages that are cited of a title: what is known to stand there, and on which pages the cited topics stand.
pub(super) fn pages_of(
    library: &Library,
    chapter: Option<usize>,
    title: usize,
    (first, last): (u16, u16),
    cited: &[&Shelved<Topic>],
) -> Option<String> {
    let of_title = library.editions(title).iter().filter_map(|edition| library.chapter(*edition));
    let early = of_title.filter(|chapter| chapter.year == EARLY).find(|c| library.chapter_of(&c.id).is_some())?;
    // The pages of other editions are not known.
    if chapter.is_some() && chapter != library.chapter_of(&early.id) {
        return None;
    }
    let run = if first == last { format!("Page {first}") } else { format!("Pages {first}–{last}") };
    let mut shown = format!("**{run}** of {}, {EARLY}", escape(&early.title));
    let there: Vec<String> = library
        .topics_of(&early.id)
        .filter(|(_, topic)| (first..=last).any(|page| topic.entry.pages.hold(page)))
        .map(|(_, topic)| format!("{}{}", escape(&topic.entry.title), pages(&topic.entry)))
        .collect();
    match there.is_empty() {
        true => paragraph(&mut shown, "No topic is known to stand there."),
        false => list(&mut shown, "There, as far as is known:", &there),
    }
    let cited = cited.iter().filter(|topic| !topic.entry.pages.0.is_empty());
    let cited: Vec<_> = cited.map(|topic| format!("{}{}", escape(&topic.entry.title), pages(&topic.entry))).collect();
    if !cited.is_empty() {
        paragraph(&mut shown, &format!("Cited with it: {}.", cited.join("; ")));
    }
    Some(shown)
}

/// The pack that an entry comes from.
fn origin<T>(shown: &mut String, entry: &Shelved<T>) {
    let built_in = if entry.built_in { ", built in" } else { "" };
    paragraph(shown, &format!("*From {}{built_in}*", escape(&entry.pack)));
}

/// What a topic says, as paragraphs.
fn points(shown: &mut String, topic: &Topic) {
    if !topic.stance.is_empty() {
        paragraph(shown, &format!("**{}**", sentence(&topic.stance)));
    }
    let escaped = |points: &[String]| points.iter().map(|point| escape(point)).collect::<Vec<_>>();
    list(shown, "", &escaped(&topic.confirmed));
    list(shown, "From memory, not verified:", &escaped(&topic.limits));
    if let Some(excerpt) = &topic.excerpt {
        paragraph(shown, &format!("> {}\n>\n> — {}", escape(&excerpt.text), escape(&excerpt.source)));
    }
}

/// What an early topic says, where something else is told.
fn early_points(shown: &mut String, topic: &Topic) {
    let words = format!("The edition of {EARLY} says under {}{}:", escape(&topic.title), pages(topic));
    paragraph(shown, &words);
    points(shown, topic);
}

fn pages(topic: &Topic) -> String {
    let several = topic.pages.0.len() > 1 || topic.pages.0.iter().any(|(first, last)| first < last);
    match topic.confidence {
        _ if topic.pages.0.is_empty() => String::new(),
        confidence => {
            let doubt = if confidence.is_some_and(Confidence::is_certain) { "" } else { " *(page not verified)*" };
            format!(", {} {}{doubt}", if several { "pp." } else { "p." }, topic.pages)
        }
    }
}

/// A topic with its chapter's year.
fn named(library: &Library, topic: &Shelved<Topic>) -> String {
    let chapter = library.chapter_of(&topic.entry.chapter).and_then(|chapter| library.chapter(chapter));
    let doubt = if topic.built_in && topic.entry.pages.0.is_empty() && topic.entry.uses == 0 { UNVERIFIED } else { "" };
    match chapter {
        Some(chapter) => format!("{}, {} {}{doubt}", escape(&topic.entry.title), escape(&chapter.title), chapter.year),
        None => escape(&topic.entry.title),
    }
}

/// A treatment: what it is, where it belongs, and what is said of it there.
pub(super) fn treatment(library: &Library, treatment: &Treatment, regions: &[&str], day: Option<LetterDay>) -> String {
    let mut shown = format!("**{}**", escape(&treatment.name));
    let names: Vec<String> = treatment.aliases.iter().take(NAMES).map(|name| escape(name)).collect();
    if !names.is_empty() {
        shown.push_str(&format!(" · {}", names.join(", ")));
    }
    let kind = match treatment.kind {
        Kind::Drug => "drug",
        Kind::Kit => "kit",
        Kind::Topical => "topical",
        Kind::Food => "medical food or supplement",
        Kind::Therapy => "therapy",
        Kind::Procedure => "procedure",
        Kind::Test => "test",
        Kind::Device => "device",
        Kind::Service => "service",
    };
    let class = treatment.class.trim_start_matches("kit: ");
    let doubt = if treatment.verified { "" } else { UNVERIFIED };
    let about = if class.is_empty() || class == kind { kind.into() } else { format!("{kind}: {}", escape(class)) };
    paragraph(&mut shown, &format!("{}{doubt}", sentence(&about)));
    let fits = library.fitting(treatment, regions);
    let (now, then): (Vec<Fit<'_>>, Vec<Fit<'_>>) =
        fits.iter().copied().partition(|fit| day.is_none_or(|day| fit.in_force(day.day)));
    let places = |fits: &[Fit<'_>]| fits.iter().take(MANY).map(|fit| place(library, fit)).collect::<Vec<_>>();
    match day {
        _ if fits.is_empty() => paragraph(&mut shown, "No topic of the MTUS is known for it."),
        Some(LetterDay { day, what }) => {
            match now.is_empty() {
                true => paragraph(&mut shown, &format!("No topic in force on {what}, {day}, is known for it.")),
                false => list(&mut shown, &format!("Usual topics in force on {what}, {day}:"), &places(&now)),
            }
            if !then.is_empty() {
                paragraph(&mut shown, &format!("In other editions: {}.", places(&then).join("; ")));
            }
        }
        None => list(&mut shown, "Usual topics:", &places(&now)),
    }
    let telling = |topic: &&Shelved<Topic>| {
        !topic.entry.stance.is_empty() && !matches!(topic.entry.class, Some(Stance::Pointer | Stance::Framework))
    };
    if let Some(first) = fits.iter().filter_map(|fit| fit.topic).find(telling) {
        early_points(&mut shown, &Topic { excerpt: None, ..first.entry.clone() });
    }
    if !treatment.elsewhere.is_empty() {
        paragraph(&mut shown, &format!("Outside the MTUS: {}.", escape(&treatment.elsewhere.join("; "))));
    }
    if !treatment.formulary.is_empty() && day.is_none_or(|day| day.day >= FORMULARY) {
        paragraph(&mut shown, &format!("Formulary: {}.", escape(&treatment.formulary)));
    }
    library.treatments().get(&treatment.id).into_iter().for_each(|shelved| origin(&mut shown, shelved));
    shown
}

fn place(library: &Library, fit: &Fit<'_>) -> String {
    match fit.topic {
        Some(topic) => format!("{}{}", named(library, topic), pages(&topic.entry)),
        None => format!("{} {}", escape(&fit.chapter.title), fit.chapter.year),
    }
}

/// A statute or regulation; `part` is the subdivision that is named.
pub(super) fn statute(statute: Option<&Statute>, code: Code, number: &str, part: &str) -> String {
    let mut shown = format!("**[{} {number}]({})**", code.name(), code.page(number));
    let Some(statute) = statute else {
        return shown;
    };
    paragraph(&mut shown, &escape(&statute.about));
    let meant = |of: &str| part.is_empty() || of.is_empty() || part.starts_with(of) || of.starts_with(part);
    let said: Vec<String> = statute
        .says
        .iter()
        .filter(|provision| meant(&provision.of))
        .map(|provision| {
            let of = if provision.of.is_empty() { String::new() } else { format!("{}: ", provision.of) };
            let doubt = if provision.verified { "" } else { UNVERIFIED };
            format!("{of}{}{doubt}", escape(&provision.text))
        })
        .collect();
    list(&mut shown, "", &said);
    shown
}

/// A body region: the chapters that are about it.
pub(super) fn region(library: &Library, name: &str, regions: &[&str], day: Option<LetterDay>) -> String {
    let mut shown = format!("Body region: **{name}**");
    let about = library.all_chapters().filter(|chapter| chapter.regions.iter().any(|r| regions.contains(&r.as_str())));
    let chapters: Vec<String> = match day {
        Some(LetterDay { day, .. }) => about
            .filter(|chapter| chapter.in_force(day) == Some(true))
            .map(|chapter| format!("{} {}", escape(&chapter.title), chapter.year))
            .collect(),
        None => about.map(|chapter| format!("{} {}", escape(&chapter.title), chapter.year)).collect(),
    };
    match (chapters.is_empty(), day) {
        (false, Some(LetterDay { day, what })) => list(&mut shown, &format!("In force on {what}, {day}:"), &chapters),
        (false, None) => list(&mut shown, "Chapters of the MTUS:", &chapters),
        (true, _) => paragraph(&mut shown, "No chapter of the MTUS is known to have been about it then."),
    }
    shown
}

fn paragraph(shown: &mut String, words: &str) {
    if !words.is_empty() {
        shown.push_str("\n\n");
        shown.push_str(words);
    }
}

/// A list under a line; the entries may hold Markdown of ours.
fn list(shown: &mut String, head: &str, entries: &[String]) {
    if entries.is_empty() {
        return;
    }
    paragraph(shown, head);
    shown.push('\n');
    for entry in entries {
        shown.push_str("\n- ");
        shown.push_str(entry);
    }
}

/// Words that begin with a capital.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => escape(&format!("{}{}", first.to_uppercase(), chars.as_str())),
        None => String::new(),
    }
}
