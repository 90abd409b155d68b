//! Settings: what a user may choose, and where that is read from (`imr.toml`, `.imr-allow.toml`).

mod allow;
mod discovery;
mod file;
mod profile;
mod reader;
mod settings;

pub use allow::{ALLOW_FILE, AllowList, Date, Spot, fingerprint};
pub use discovery::{Config, Discovery, FILE, complaints, folder_of, shown, ways_up, whole_file};
pub use file::{File, Parsed, Severities, schema};
pub use profile::Profile;
pub use reader::{Located, Problem};
pub use settings::{Level, Settings};
