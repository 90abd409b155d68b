//! Where a treatment belongs: the topics of every edition that treat it, and the chapters of its body region.

use super::entry::{Chapter, Day, Topic, Treatment};
use super::library::Library;
use super::shelf::Shelved;

/// A place in the guidelines.
#[derive(Debug, Clone, Copy)]
pub struct Fit<'a> {
    /// The chapter.
    pub chapter: &'a Chapter,
    /// The topic; none where the chapter as a whole is meant.
    pub topic: Option<&'a Shelved<Topic>>,
}

impl Fit<'_> {
    /// Whether its chapter was in force on a day; the days of many are not known.
    pub fn in_force(&self, day: Day) -> bool {
        self.chapter.in_force(day) == Some(true)
    }
}

impl Chapter {
    /// Whether it was in force on a day; none where its days are not known.
    pub fn in_force(&self, day: Day) -> Option<bool> {
        Some(self.from? <= day && self.to.is_none_or(|to| day <= to))
    }
}

impl Library {
    /// Where a treatment of these body regions belongs, whatever the edition: the topics of 2009 first, then those that
    /// treat the same in 2016, then other chapters.
    pub fn fitting(&self, treatment: &Treatment, regions: &[&str]) -> Vec<Fit<'_>> {
        let mut ids: Vec<String> = treatment.topics.clone();
        ids.extend(treatment.topics.iter().filter_map(|id| self.topic_of(id)).flat_map(|t| t.entry.later.clone()));
        ids.extend(treatment.sections.clone());
        let own = [treatment.region.as_str()];
        let asked = regions;
        let regions = if treatment.region.is_empty() { regions } else { &own };
        for id in &treatment.chapters {
            match id.strip_prefix("*/") {
                Some(section) => {
                    let near = self.all_chapters().filter(|c| c.regions.iter().any(|r| regions.contains(&r.as_str())));
                    ids.extend(near.map(|chapter| format!("{}/{section}", chapter.id)));
                }
                None => ids.push(id.clone()),
            }
        }
        let mut found: Vec<Fit<'_>> = Vec::new();
        for id in ids {
            let topic = self.topic_of(&id);
            let chapter = topic.map_or(id.as_str(), |topic| topic.entry.chapter.as_str());
            let Some(chapter) = self.chapter_of(chapter).and_then(|chapter| self.chapter(chapter)) else { continue };
            let same = |fit: &Fit<'_>| {
                fit.chapter.id == chapter.id && fit.topic.map(|t| &t.entry.id) == topic.map(|t| &t.entry.id)
            };
            if !found.iter().any(same) {
                found.push(Fit { chapter, topic });
            }
        }
        // Of the chapters of several regions, those of this one.
        let about = |fit: &Fit<'_>| fit.chapter.regions.iter().any(|region| asked.contains(&region.as_str()));
        if found.iter().any(about) {
            found.retain(|fit| fit.chapter.regions.is_empty() || about(fit));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edition_and_the_chapter_of_the_region() {
        let library = Library::built_in();
        let fits = |title: &str, regions: &[&str]| -> Vec<String> {
            let treatment = library.treatments().find(title)[0].1;
            let fits = library.fitting(treatment, regions);
            fits.iter().map(|fit| fit.topic.map_or(fit.chapter.id.clone(), |topic| topic.entry.id.clone())).collect()
        };
        assert_eq!(
            fits("Flexeril", &[]),
            [
                "cyclobenzaprine-flexeril",
                "muscle-relaxants-for-pain",
                "chronic-pain-medical-treatment-2016/cyclobenzaprine-flexeril",
                "chronic-pain-medical-treatment-2016/muscle-relaxants-for-pain",
            ]
        );
        assert_eq!(fits("X-ray", &["knee"]), ["knee-complaints-2004/special-studies"]);
        assert_eq!(fits("X-ray", &[]), [""; 0]);
        assert_eq!(fits("MRI of the knee", &[]), ["knee-complaints-2004/special-studies"]);
        assert_eq!(fits("CT scan spine", &["cervical"]), ["neck-and-upper-back-complaints-2004/special-studies"]);
        assert_eq!(fits("FCE", &[]), ["general-approaches-2004"]);
    }
}
