//! Whether a topic is about a treatment, whatever the edition; and whether it is surely about other drugs.

use super::entry::{Topic, Treatment};
use super::library::Library;
use crate::text::Words;

/// Topics under which many drugs are rightly decided, by words of their titles: by what they are given for, or how.
const GENERAL: &[&str] = &[
    "weaning", "tapering", "detoxification", "insomnia", "antiemetic", "constipation", "compound", "compounded",
    "medication", "gi", "opioid", "introduction", "implantable", "intrathecal",
];
/// Drugs of a class that are also given for what a topic is about: a word of the class, and one of the title.
const ALSO: &[(&str, &str)] = &[
    ("benzodiazepine", "relaxant"),
    ("benzodiazepine", "antiepilepsy"),
    ("hypnotic", "benzodiazepine"),
    ("acetaminophen", "nsaid"),
    ("salicylate", "nsaid"),
    ("salicylate", "inflammatory"),
    ("acetaminophen", "inflammatory"),
    // What protects the stomach is given with them.
    ("pump", "nsaid"),
    ("gastroprotectant", "nsaid"),
    ("blocker", "nsaid"),
    ("pump", "inflammatory"),
    ("gastroprotectant", "inflammatory"),
    ("blocker", "inflammatory"),
];
/// Words of classes and titles that many share which have little else in common.
const COMMON: &[&str] = &[
    "kit", "compounding", "compound", "cream", "patch", "combination", "topical", "medical", "food", "suspension",
    "oral", "pain", "chronic", "for", "and", "or", "the", "drug", "specific", "list", "adverse", "effect", "treatment",
    "unverified", "with", "mg", "ml", "family", "variant", "add", "rx", "ointment",
];

impl Library {
    /// Whether a topic treats what a treatment is, in its own edition or in another; `regions` are those of the item.
    pub fn is_about(&self, topic: &Topic, treatment: &Treatment, regions: &[&str]) -> bool {
        self.fitting(treatment, regions).iter().any(|fit| match fit.topic {
            Some(own) => self.same_subject(&own.entry, topic),
            None => fit.chapter.id == topic.chapter,
        })
    }

    /// Whether two topics are one, perhaps in two editions.
    pub fn same_subject(&self, a: &Topic, b: &Topic) -> bool {
        a.id == b.id || a.later.contains(&b.id) || b.later.contains(&a.id)
    }

    /// Whether a topic is surely about other drugs than this one: the topics of the drug are known, the drugs of the
    /// topic are, and nothing that they are or are given for is the same.
    pub fn is_foreign(&self, topic: &Topic, drug: &Treatment) -> bool {
        let title: Vec<String> = meaning([topic.title.as_str()]);
        let said = |word: &str| title.iter().any(|own| own == word);
        let placed = !drug.topics.is_empty() || !drug.sections.is_empty();
        if !placed || GENERAL.iter().any(|word| said(word)) || self.is_about(topic, drug, &[]) {
            return false;
        }
        let own = nature(drug);
        let also = ALSO.iter().any(|(class, word)| own.iter().any(|own| own == class) && said(word));
        let names = meaning([topic.title.as_str()].into_iter().chain(topic.aliases.iter().map(String::as_str)));
        let mut drugs = self.drugs_of(topic).peekable();
        let known = drugs.peek().is_some();
        let shares = |words: &[String]| words.iter().any(|word| own.contains(word));
        known && !also && !shares(&names) && drugs.all(|other| !shares(&nature(other)))
    }

    /// The drugs that a topic treats, in its own edition or in another.
    fn drugs_of<'a>(&'a self, topic: &'a Topic) -> impl Iterator<Item = &'a Treatment> {
        self.treatments().all().filter(|treatment| treatment.kind.is_drug()).filter(|treatment| {
            let mut own = treatment.topics.iter().chain(&treatment.sections);
            own.any(|id| self.topic_of(id).is_some_and(|own| self.same_subject(&own.entry, topic)))
        })
    }
}

/// The words that say what a drug is.
fn nature(drug: &Treatment) -> Vec<String> {
    meaning([drug.name.as_str(), drug.class.as_str()])
}

/// The words of some wordings that tell one from the other.
fn meaning<'a>(wordings: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut found = Vec::new();
    for wording in wordings {
        let words = Words::of(wording);
        let telling = |word: &&str| !COMMON.contains(word) && word.starts_with(char::is_alphabetic);
        found.extend(words.texts().filter(telling).map(str::to_string));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_about_its_drugs_in_every_edition() {
        let library = Library::built_in();
        let about = |topic: &str, title: &str| {
            let topic = &library.topic_of(topic).unwrap().entry;
            library.treatments().find(title).iter().any(|(_, treatment)| library.is_about(topic, treatment, &[]))
        };
        assert!(about("benzodiazepines", "Alprazolam ER 1 mg"));
        assert!(about("benzodiazepines", "STRAZEPAM"));
        assert!(!about("benzodiazepines", "THERABENZAPRINE"));
        assert!(about("muscle-relaxants-for-pain", "THERABENZAPRINE"));
        assert!(about("chronic-pain-medical-treatment-2016/muscle-relaxants-for-pain", "Flexeril"));
        assert!(!about("chronic-pain-medical-treatment-2016/topical-analgesics", "Flexeril"));
        assert!(about("opioid-treatment-2016/3.3.9", "Norco 10/325 mg"), "the whole guideline is about opioids");
    }

    #[test]
    fn a_topic_is_foreign_to_a_drug_where_nothing_is_the_same() {
        let library = Library::built_in();
        let foreign = |topic: &str, title: &str| {
            let topic = &library.topic_of(topic).unwrap().entry;
            library.treatments().find(title).iter().all(|(_, treatment)| library.is_foreign(topic, treatment))
        };
        let check = |topic: &str, titles: &[&str], expected: bool| {
            for title in titles {
                assert!(!library.treatments().find(title).is_empty(), "{title} is known");
                assert_eq!(foreign(topic, title), expected, "{title} under {topic}");
            }
        };
        check("benzodiazepines", &["Therabenzaprine", "Flexeril", "Norco", "Naproxen", "Neurontin"], true);
        check("benzodiazepines", &["Xanax", "Strazepam", "Ambien", "Buspirone", "Theramine"], false);
        check("muscle-relaxants-for-pain", &["Norco", "Naproxen", "Omeprazole", "Cymbalta"], true);
        check("muscle-relaxants-for-pain", &["Soma", "Valium", "Tabradol"], false);
        check(
            "nsaids-non-steroidal-anti-inflammatory-drugs",
            &["Voltaren gel", "Celebrex", "Tylenol", "Prilosec"],
            false,
        );
        check("nsaids-non-steroidal-anti-inflammatory-drugs", &["Flexeril", "Lyrica", "Xanax"], true);
        check("antiepilepsy-drugs-aeds", &["Klonopin", "Gralise", "Fanatrex"], false);
        check("chronic-pain-medical-treatment-2016/insomnia-treatment", &["Trazodone", "Restoril", "Flexeril"], false);
        check("weaning-of-medications", &["Soma", "Norco", "Lyrica"], false);
        check("opioids-criteria-for-use", &["Colace", "Norco", "Xanax"], false);
        check("opioids-when-to-continue", &["Flexeril"], false);
        check("topical-analgesics", &["Norco", "Omeprazole"], true);
        check("topical-analgesics", &["Lidoderm", "Terocin", "Flector"], false);
    }
}
