//! The library: what all packs say of guidelines, treatments and law. A pack is read when it is first asked for.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::entry::{Chapter, Code, Day, Statute, Topic};
use super::pack::{Fault, Pack};
use super::shelf::{Entry, Shelf, Shelved};
use super::treatments::Treatments;
use crate::text::Phrasebook;

/// What a pack of ours is called, and what is written in it.
type Source = (&'static str, &'static str);

const CHAPTERS: Source = ("chapters.toml", include_str!("packs/chapters.toml"));
const TOPICS_2009: Source = ("topics-2009.toml", include_str!("packs/topics-2009.toml"));
const SECTIONS: Source = ("sections.toml", include_str!("packs/sections.toml"));
const TREATMENTS: Source = ("treatments.toml", include_str!("packs/treatments.toml"));
const LAW: Source = ("law.toml", include_str!("packs/law.toml"));

/// The chapter whose topics have a pack of their own, which is read only where that edition is cited.
const EARLY: &str = "chronic-pain-medical-treatment-2009";
/// From here on topics of other chapters are counted.
const OTHERS: usize = 1 << 20;

/// What all packs say.
#[derive(Debug, Default)]
pub struct Library {
    user: Vec<Pack>,
    chapters: OnceLock<Chapters>,
    early: OnceLock<Topics>,
    others: OnceLock<Topics>,
    treatments: OnceLock<Treatments>,
    statutes: OnceLock<Shelf<Statute>>,
}

/// The chapters, and the titles that they share with their other editions.
#[derive(Debug)]
struct Chapters {
    shelf: Shelf<Chapter>,
    titles: Phrasebook<usize>,
    /// For each title the chapters that bear it, the earliest edition first.
    editions: Vec<Vec<usize>>,
    /// The id of each chapter, and its year.
    ids: Vec<String>,
    years: Vec<u16>,
}

/// Topics, and by which names chapters have them as sections.
#[derive(Debug)]
struct Topics {
    shelf: Shelf<Topic>,
    /// For each chapter that has some, by its id.
    sections: HashMap<String, Sections>,
    /// For the other chapters.
    none: Sections,
    /// The place of the first topic.
    first: usize,
}

/// The sections of a chapter.
#[derive(Debug)]
struct Sections {
    /// Their names, each with the place of its topic.
    names: Phrasebook<usize>,
    /// Their topics' indices on the shelf, in order.
    topics: Vec<usize>,
}

impl Library {
    /// What is compiled in.
    pub fn built_in() -> Arc<Library> {
        static READ: OnceLock<Arc<Library>> = OnceLock::new();
        READ.get_or_init(Arc::default).clone()
    }

    /// What is compiled in and the user's own packs, and what is wrong with how they share ids.
    pub fn with(user: Vec<Pack>) -> (Library, Vec<Fault>) {
        let library = Library { user, ..Library::default() };
        let mut faults = library.chapters().shelf.faults.clone();
        let (early, others) = (&library.early().shelf, &library.others().shelf);
        faults.extend(early.faults.clone());
        faults.extend(others.faults.clone());
        faults.extend(early.shared_with(others));
        faults.extend(library.treatments().faults().to_vec());
        faults.extend(library.statutes().faults.clone());
        (library, faults)
    }

    /// Every title of a chapter, with the number under which its editions are found.
    pub fn titles(&self) -> &Phrasebook<usize> {
        &self.chapters().titles
    }

    /// The chapters that bear a title, by its number, the earliest edition first.
    pub fn editions(&self, title: usize) -> &[usize] {
        self.chapters().editions.get(title).map_or(&[], Vec::as_slice)
    }

    /// The chapter of a title and a year.
    pub fn edition(&self, title: usize, year: u16) -> Option<usize> {
        self.editions(title).iter().copied().find(|chapter| self.chapters().years.get(*chapter) == Some(&year))
    }

    /// The edition of a title that was in force on a day, where that is known.
    pub fn in_force(&self, title: usize, day: Day) -> Option<usize> {
        let stood = |chapter: &usize| self.chapter(*chapter).is_some_and(|c| c.in_force(day) == Some(true));
        self.editions(title).iter().copied().find(stood)
    }

    /// A chapter by its place.
    pub fn chapter(&self, chapter: usize) -> Option<&Chapter> {
        self.shelved_chapter(chapter).map(|shelved| &shelved.entry)
    }

    /// A chapter by its place, and the pack it comes from.
    pub fn shelved_chapter(&self, chapter: usize) -> Option<&Shelved<Chapter>> {
        self.chapters().shelf.get(chapter)
    }

    /// The place of a chapter by its id.
    pub fn chapter_of(&self, id: &str) -> Option<usize> {
        self.chapters().shelf.index(id)
    }

    /// The chapter that a regulation adopted on a day, where that is known.
    pub fn adopted(&self, regulation: &str, day: Day) -> Option<&Chapter> {
        self.all_chapters()
            .find(|c| !regulation.is_empty() && c.regulation == regulation && c.in_force(day) == Some(true))
    }

    /// Every chapter.
    pub fn all_chapters(&self) -> impl Iterator<Item = &Chapter> {
        self.chapters().shelf.iter().map(|shelved| &shelved.entry)
    }

    /// The names of a chapter's sections, each with the place of its topic.
    pub fn sections(&self, chapter: usize) -> Option<&Phrasebook<usize>> {
        let id = self.chapters().ids.get(chapter)?;
        Some(&self.topics(id).of_chapter(id).names)
    }

    /// The topics of the chapter with this id, each with its place.
    pub fn topics_of<'a>(&'a self, chapter: &str) -> impl Iterator<Item = (usize, &'a Shelved<Topic>)> + use<'a> {
        let topics = self.topics(chapter);
        let own = topics.of_chapter(chapter).topics.iter();
        own.filter_map(|index| Some((topics.first + index, topics.shelf.get(*index)?)))
    }

    /// The topics of the chronic pain guideline of 2009, whose key points are known.
    pub fn early_topics(&self) -> impl Iterator<Item = &Shelved<Topic>> {
        self.early().shelf.iter()
    }

    /// A topic by its place, and the pack it comes from.
    pub fn topic(&self, place: usize) -> Option<&Shelved<Topic>> {
        match place.checked_sub(OTHERS) {
            Some(place) => self.others().shelf.get(place),
            None => self.early().shelf.get(place),
        }
    }

    /// A topic by its id.
    pub fn topic_of(&self, id: &str) -> Option<&Shelved<Topic>> {
        let (early, others) = (|| self.early().shelf.named(id), || self.others().shelf.named(id));
        // The ids of ours begin with that of their chapter, but for the early ones.
        if id.contains('/') { others().or_else(early) } else { early().or_else(others) }
    }

    /// The treatments.
    pub fn treatments(&self) -> &Treatments {
        self.treatments.get_or_init(|| Treatments::of(self.shelve(TREATMENTS, |_| true)))
    }

    /// Reads what the first letter needs, so that it need not wait. What a letter asks for first comes last: whoever reads
    /// one meanwhile begins at that end.
    pub fn prepare(&self) {
        self.treatments();
        self.others();
        self.early();
        self.chapters();
    }

    /// A statute or regulation by its number.
    pub fn statute(&self, code: Code, number: &str) -> Option<&Statute> {
        let id = match code {
            Code::Labor => format!("labor-{number}"),
            Code::Regulations => format!("ccr-{number}"),
        };
        self.statutes().named(&id).map(|shelved| &shelved.entry)
    }

    fn statutes(&self) -> &Shelf<Statute> {
        self.statutes.get_or_init(|| self.shelve(LAW, |_| true))
    }

    /// Those among which the topics of the chapter with this id are.
    fn topics(&self, chapter: &str) -> &Topics {
        if chapter == EARLY { self.early() } else { self.others() }
    }

    fn early(&self) -> &Topics {
        self.early.get_or_init(|| Topics::of(self.shelve(TOPICS_2009, |topic: &Topic| topic.chapter == EARLY), 0))
    }

    fn others(&self) -> &Topics {
        self.others.get_or_init(|| Topics::of(self.shelve(SECTIONS, |topic: &Topic| topic.chapter != EARLY), OTHERS))
    }

    fn chapters(&self) -> &Chapters {
        self.chapters.get_or_init(|| Chapters::of(self.shelve(CHAPTERS, |_| true)))
    }

    /// The entries of a pack of ours and those that the user's packs have beside it or in its place.
    fn shelve<T: Entry>(&self, (name, source): Source, mut here: impl FnMut(&T) -> bool) -> Shelf<T> {
        let mut shelf = Shelf::ours(name, source);
        for pack in &self.user {
            shelf.add(&pack.name, T::of(pack.clone()).into_iter().filter(|placed| here(&placed.entry)));
        }
        shelf
    }
}

impl Chapters {
    fn of(shelf: Shelf<Chapter>) -> Chapters {
        let mut by_title: HashMap<String, usize> = HashMap::new();
        let mut titles = Phrasebook::new(&[]);
        let mut editions: Vec<Vec<usize>> = Vec::new();
        let (mut ids, mut years) = (Vec::new(), Vec::new());
        for (index, called) in shelf.called().enumerate() {
            let title = *by_title.entry(called.title.to_lowercase()).or_insert(editions.len());
            match editions.get_mut(title) {
                Some(all) => all.push(index),
                None => editions.push(vec![index]),
            }
            titles.add(called.title, title);
            called.names.iter().for_each(|alias| titles.add(alias, title));
            ids.push(called.id.to_string());
            years.push(called.year);
        }
        for all in &mut editions {
            all.sort_by_key(|index| years.get(*index));
        }
        Chapters { shelf, titles, editions, ids, years }
    }
}

impl Topics {
    /// The topics on this shelf, of which the first has this place.
    fn of(shelf: Shelf<Topic>, first: usize) -> Topics {
        let mut sections: HashMap<String, Sections> = HashMap::new();
        let all: Vec<_> = shelf.called().collect();
        for (index, called) in all.iter().enumerate() {
            let own = sections.entry(called.chapter.to_string()).or_insert_with(Sections::none);
            own.names.add(called.title, first + index);
            own.topics.push(index);
        }
        // A name goes before another topic's alias.
        for (index, called) in all.iter().enumerate().filter(|(_, called)| !called.names.is_empty()) {
            if let Some(own) = sections.get_mut(called.chapter) {
                called.names.iter().for_each(|alias| own.names.add(alias, first + index));
            }
        }
        Topics { shelf, sections, none: Sections::none(), first }
    }

    /// The sections of the chapter with this id.
    fn of_chapter(&self, id: &str) -> &Sections {
        self.sections.get(id).unwrap_or(&self.none)
    }
}

impl Sections {
    fn none() -> Sections {
        Sections { names: Phrasebook::new(&[]), topics: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::Treatment;
    use super::*;

    #[test]
    fn the_scan_of_our_packs_sees_what_the_reading_sees() {
        Shelf::<Chapter>::is_as_read(CHAPTERS.0, CHAPTERS.1);
        Shelf::<Topic>::is_as_read(TOPICS_2009.0, TOPICS_2009.1);
        Shelf::<Topic>::is_as_read(SECTIONS.0, SECTIONS.1);
        Shelf::<Treatment>::is_as_read(TREATMENTS.0, TREATMENTS.1);
        Shelf::<Statute>::is_as_read(LAW.0, LAW.1);
    }

    #[test]
    fn our_packs_are_sound_and_name_only_what_there_is() {
        for (name, source) in [CHAPTERS, TOPICS_2009, SECTIONS, TREATMENTS, LAW] {
            assert_eq!(Pack::read(name, source).1, [], "{name}");
        }
        let (library, faults) = Library::with(Vec::new());
        assert_eq!(faults, []);
        let topics = || library.early_topics().chain(library.others().shelf.iter()).map(|shelved| &shelved.entry);
        for topic in topics() {
            assert!(library.chapter_of(&topic.chapter).is_some(), "{topic:?}");
            assert!(topic.later.iter().all(|id| library.topic_of(id).is_some()), "{topic:?}");
            assert_eq!(topic.pages.0.is_empty(), topic.confidence.is_none(), "{topic:?}");
        }
        for treatment in library.treatments().all() {
            for id in treatment.topics.iter().chain(&treatment.sections) {
                assert!(library.topic_of(id).is_some(), "{id} of {}", treatment.id);
            }
            for id in treatment.chapters.iter().filter(|id| !id.starts_with('*')) {
                assert!(library.chapter_of(id).is_some() || library.topic_of(id).is_some(), "{id} of {}", treatment.id);
            }
        }
        let verified: Vec<_> = topics().filter(|t| t.confidence.is_some_and(|c| c.is_certain())).collect();
        assert_eq!(verified.len(), 1, "only the page of the benzodiazepines is known for certain");
        assert!(verified[0].pages.hold(24));
    }

    #[test]
    fn an_edition_is_found_by_its_year_and_by_a_day() {
        let library = Library::built_in();
        let (_, pain) = library.titles().find("the CHRONIC PAIN Treatment Guidelines")[0];
        let year = |chapter: Option<usize>| chapter.and_then(|c| library.chapter(c)).map(|c| c.year);
        assert_eq!(year(library.edition(*pain, 2016)), Some(2016));
        assert_eq!(year(library.edition(*pain, 2011)), None);
        assert_eq!(year(library.in_force(*pain, Day { year: 2014, month: 5, day: 1 })), Some(2009));
        assert_eq!(year(library.in_force(*pain, Day { year: 2016, month: 7, day: 28 })), Some(2016));
        assert_eq!(year(library.in_force(*pain, Day { year: 2005, month: 1, day: 1 })), None);
    }

    #[test]
    fn a_users_pack_extends_and_replaces_and_quarrels_are_told() {
        let own = "[[topic]]\nid = \"yoga\"\ntitle = \"Yoga\"\nchapter = \"chronic-pain-medical-treatment-2009\"\n\
                   pages = \"127\"\nconfidence = \"imported\"\nreplace = true\n\n\
                   [[topic]]\nid = \"tricyclics\"\ntitle = \"T\"\nchapter = \"chronic-pain-medical-treatment-2009\"\n\n\
                   [[chapter]]\nid = \"own\"\ntitle = \"Own Guide\"\nyear = 2020\ndates = \"label\"\n";
        let other = "[[chapter]]\nid = \"own\"\ntitle = \"Another\"\nyear = 2021\ndates = \"label\"\nreplace = true\n";
        let packs = [("own.toml", own), ("other.toml", other)].map(|(name, source)| Pack::read(name, source));
        assert!(packs.iter().all(|(_, faults)| faults.is_empty()), "{packs:#?}");
        let (library, faults) = Library::with(packs.map(|(pack, _)| pack).to_vec());
        let yoga = library.topic_of("yoga").unwrap();
        assert_eq!((yoga.pack.as_str(), yoga.line, yoga.entry.pages.to_string().as_str()), ("own.toml", 1, "127"));
        assert_eq!(library.topic_of("tricyclics").unwrap().pack, "topics-2009.toml");
        assert_eq!(library.titles().find("Own guide 2020").len(), 1);
        let told: Vec<_> = faults.iter().map(Fault::to_string).collect();
        assert_eq!(
            told,
            [
                "other.toml:1:1: the chapter \"own\" is left out because line 14 of own.toml has one of that id; give one \
                 of them another id.",
                "own.toml:9:1: the topic \"tricyclics\" is left out because topics-2009.toml has one of that id; write \
                 replace = true to put yours in its place.",
            ]
        );
    }

    #[test]
    fn brand_and_generic_are_one() {
        let library = Library::built_in();
        let treatments = library.treatments();
        assert!(treatments.same_treatment("Flexeril 10 mg #60", "the request for cyclobenzaprine"));
        assert!(treatments.same_treatment("Norco 10/325", "hydrocodone"));
        assert!(!treatments.same_treatment("Flexeril", "Soma"));
        assert!(!treatments.same_treatment("", ""));
    }
}
