//! What imr-ls knows besides the draft: packs compiled in, and the look-up over them.

mod entry;
mod fitting;
mod import;
mod law;
mod letter;
mod library;
mod pack;
mod scan;
mod shelf;
mod subject;
mod treatments;

pub use entry::{
    Chapter, Code, Confidence, Dates, Day, Excerpt, Kind, Level, Pages, Provision, Stance, Statute, Topic, Treatment,
};
pub use fitting::Fit;
pub use import::{Found, Import, Missing, Refusal, import, is_pdf, pdf_text};
pub use letter::{Entry, Law, about_field, about_header, about_outcome, about_section, about_unknown_outcome};
pub use library::Library;
pub use pack::{Fault, Pack, Placed};
pub use shelf::Shelved;
pub use treatments::Treatments;
