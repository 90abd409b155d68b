//! Whether a topic is about a treatment, whatever the edition.

use super::entry::{Topic, Treatment};
use super::library::Library;

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
}
