//! Settings: what a user may choose, and where that is read from (`imr.toml`).

mod discovery;
mod file;
mod profile;
mod reader;
mod settings;

pub use discovery::{Config, Discovery, FILE, folder_of, shown, ways_up};
pub use file::{File, Parsed, Severities, schema};
pub use profile::Profile;
pub use reader::{Located, Problem};
pub use settings::{Level, Settings};
