//! Where a statute or regulation stands in public.

use super::entry::{Chapter, Code, Dates};

impl Code {
    /// What it is called before a number.
    pub fn name(self) -> &'static str {
        match self {
            Code::Labor => "Labor Code",
            Code::Regulations => "8 CCR",
        }
    }

    /// The official page of one of its sections.
    pub fn page(self, number: &str) -> String {
        match self {
            Code::Labor => format!(
                "https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=LAB&sectionNum={number}."
            ),
            Code::Regulations => format!("https://www.dir.ca.gov/t8/{}.html", number.replace('.', "_")),
        }
    }
}

impl Chapter {
    /// The official page of the regulation that adopts it, where that is certain. It shows what is in force today.
    pub fn page(&self) -> Option<String> {
        let adopted = matches!(self.dates, Dates::Official | Dates::Secondary);
        // A family of guidelines as a whole is no page of this one.
        let own = self.regulation == "9792.22" || self.regulation.matches('.').count() == 2;
        (adopted && own).then(|| Code::Regulations.page(&self.regulation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Library;

    #[test]
    fn pages_of_sections_and_of_chapters() {
        assert_eq!(Code::Regulations.page("9792.21.1"), "https://www.dir.ca.gov/t8/9792_21_1.html");
        assert!(Code::Labor.page("4610.5").ends_with("?lawCode=LAB&sectionNum=4610.5."));
        let library = Library::built_in();
        let page = |id: &str| library.chapter(library.chapter_of(id).unwrap()).unwrap().page();
        assert_eq!(page("low-back-complaints-2004").unwrap(), "https://www.dir.ca.gov/t8/9792_23_5.html");
        assert_eq!(page("cannabis-2025"), None, "it is only proposed");
        assert_eq!(page("traumatic-brain-injury-2017"), None, "its section is not certain");
    }
}
