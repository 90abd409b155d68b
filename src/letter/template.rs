//! A blank letter, for `new` and for editors.

use super::format::{FieldKind, Format, SectionKind};

/// The text of a letter in which everything is still to be written, with this many items.
pub fn new_letter(items: usize, format: &Format) -> String {
    let mut letter = String::new();
    for section in format.sections.iter().filter(|s| s.required) {
        if !letter.is_empty() {
            letter.push('\n');
        }
        letter.push_str(&section.title);
        letter.push('\n');
        letter.push_str(opening(section.kind));
        if section.kind == SectionKind::IssuesDecisionsRationales {
            letter.push_str(&format.items.intro);
            letter.push_str(":\n");
            for _ in 0..items {
                letter.push_str("\n[Treatment as requested]: [Upheld or Overturned]\n");
                for field in FieldKind::ALL {
                    letter.push_str(&format!("\n{}: \n", format.label(field)));
                }
            }
        }
    }
    letter
}

/// What a section always opens with.
fn opening(section: SectionKind) -> &'static str {
    match section {
        SectionKind::HowMade => {
            "An expert reviewer with no affiliation with the employer, employee, providers or the claims administrator \
             reviewed the complete case file. The expert reviewer was selected based on clinical experience, education \
             and expertise in the medical condition and the disputed items/services.\n\n\
             The Expert Reviewer has the following credentials:\n\
             State(s) of Licensure: \n\
             Certification(s)/Specialty: \n"
        }
        SectionKind::ClinicalCaseSummary => {
            "The expert reviewer developed the following clinical case summary based on a review of the case file, \
             including all medical records:\n\n"
        }
        SectionKind::DocumentsReviewed | SectionKind::IssuesDecisionsRationales => "",
    }
}
