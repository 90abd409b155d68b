//! Why a guideline cannot be imported, and what to do about it.

use super::PAGES_2009;

/// Why a text cannot be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no text in it.
    Empty,
    /// It is a PDF that cannot be read.
    Damaged,
    /// It is a PDF that opens only with a password.
    Locked,
    /// It is a PDF that shows pictures and no text.
    Scanned {
        /// How many.
        pages: usize,
    },
    /// It is a PDF that draws letters and does not say which they are.
    Unreadable,
    /// It is not one of the guidelines that are known.
    Unknown,
    /// It names no page.
    NoPages,
    /// It has another number of pages than the edition that it says it is.
    OtherLength {
        /// How many it says it has.
        pages: u16,
    },
    /// It ends early.
    Truncated {
        /// The last page that is there.
        last: u16,
        /// How many it says it has.
        pages: u16,
    },
    /// It holds none of the topics of the guideline that it says it is.
    NoTopics,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Refusal::Empty => f.write_str("there is no text in it; import the guideline as a PDF or as plain text."),
            Refusal::Damaged => f.write_str(
                "it begins as a PDF and cannot be read as one, so it may be damaged or cut off; download or copy it again.",
            ),
            Refusal::Locked => f.write_str(
                "the PDF opens only with a password; save a copy without one in your PDF reader, then import that.",
            ),
            Refusal::Scanned { pages } => {
                let run = if *pages == 1 { "its page is a picture" } else { "its pages are pictures" };
                write!(
                    f,
                    "there is no text in the PDF: {run}, as in a scan; import the file that the Division of Workers' \
                     Compensation publishes, or have the text recognised first."
                )
            }
            Refusal::Unreadable => f.write_str(
                "the PDF draws its letters without saying which they are; import the file that the Division of Workers' \
                 Compensation publishes, or have the text recognised first.",
            ),
            Refusal::Unknown => f.write_str(
                "it is none of the guidelines that can be imported: the MTUS Chronic Pain Medical Treatment Guidelines \
                 (effective July 18, 2009, or July 28, 2016) and the Opioids Treatment Guidelines (July 28, 2016); import \
                 the file that the Division of Workers' Compensation publishes.",
            ),
            Refusal::NoPages => f.write_str(
                "it has no footers that name the page, such as \"Page 24 of 127\"; import the PDF itself, or extract its \
                 text again with headers and footers.",
            ),
            Refusal::OtherLength { pages } => write!(
                f,
                "its footers count {pages} pages, but the guideline of 2009 has {PAGES_2009}; import the file of May 2009 \
                 whole."
            ),
            Refusal::Truncated { last, pages } => {
                write!(f, "it ends with page {last} of {pages}; import the whole file.")
            }
            Refusal::NoTopics => f.write_str(
                "it has the footers of the guideline and none of its topics' headings; import the PDF itself instead of a \
                 text made from it.",
            ),
        }
    }
}

impl std::error::Error for Refusal {}
