//! Settings: what a user may choose, and where that is read from (`imr.toml`, `.imr-allow.toml`).

mod accept;
mod allow;
mod discovery;
mod file;
mod in_force;
mod letters;
mod packs;
mod profile;
mod read;
mod reader;
mod replace;
mod settings;

pub use accept::Acceptance;
pub use allow::{ALLOW_FILE, AllowList, Date, Spot, fingerprint};
pub use discovery::{Config, Discovery, FILE, complaints, folder_of, shown, ways_up, whole_file};
pub use file::{File, Parsed, Severities, schema};
pub use in_force::InForce;
pub use letters::{Candidate, letters_in, may_be_letter};
pub use packs::PackFile;
pub use profile::Profile;
pub use read::{Decoded, advice, decode, read_file, read_stdin};
pub use reader::{Located, Problem};
pub use replace::replace_file;
pub use settings::{Level, Settings};
