//! An organisation's own wordings, added to a format's.

use super::format::{FieldKind, Format, Outcome, SectionKind};
use super::keyed::key;
use super::known::Known;

/// What a wording is added for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A section's heading.
    Section(SectionKind),
    /// A field's label.
    Field(FieldKind),
    /// An outcome word.
    Outcome(Outcome),
}

impl Format {
    /// This format and these wordings; titles and order stay. Also the places in the list of those that were left out,
    /// because they have no letter, or already mean another part.
    pub fn with(&self, additions: &[(Part, String)]) -> (Format, Vec<usize>) {
        let mut format = self.clone();
        let mut refused = Vec::new();
        for (index, (part, words)) in additions.iter().enumerate() {
            if !format.add(*part, words) {
                refused.push(index);
            }
        }
        (format, refused)
    }

    fn add(&mut self, part: Part, words: &str) -> bool {
        let key = key(words);
        if key.is_empty() {
            return false;
        }
        let known = match part {
            Part::Section(kind) => Known::Heading(kind),
            Part::Field(kind) => Known::Label(kind),
            Part::Outcome(outcome) => {
                // A word that is met in the place but was none may become an outcome; an outcome stays what it is.
                let now = *self.outcomes.entry(key, None).get_or_insert(outcome);
                return now == outcome;
            }
        };
        if *self.known.entry(key, known) != known {
            return false;
        }
        match part {
            Part::Section(kind) => {
                self.sections.iter_mut().filter(|s| s.kind == kind).for_each(|s| s.aliases.push(words.into()));
            }
            Part::Field(kind) => {
                self.fields.iter_mut().filter(|f| f.kind == kind).for_each(|f| f.aliases.push(words.into()));
            }
            Part::Outcome(_) => {}
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_are_added_and_never_change_what_is_there() {
        let (format, refused) = Format::built_in().with(&[
            (Part::Section(SectionKind::ClinicalCaseSummary), "Zusammenfassung des Falls".into()),
            (Part::Field(FieldKind::DecisionRationale), "Case Summary".into()),
            (Part::Field(FieldKind::DecisionRationale), " - ".into()),
            (Part::Outcome(Outcome::Partial), "Modified".into()),
            (Part::Outcome(Outcome::Overturned), "Upheld".into()),
        ]);
        assert_eq!(refused, [1, 2, 4]);
        assert_eq!(format.known("ZUSAMMENFASSUNG DES FALLS"), Some(Known::Heading(SectionKind::ClinicalCaseSummary)));
        assert_eq!(format.known("Case summary"), Some(Known::Heading(SectionKind::ClinicalCaseSummary)));
        assert_eq!(format.outcome("modified"), Some(Some(Outcome::Partial)));
        assert_eq!(format.outcome("upheld"), Some(Some(Outcome::Upheld)));
        assert_eq!(format.title(SectionKind::ClinicalCaseSummary), "CLINICAL CASE SUMMARY");
    }
}
