//! Settings: what a user may choose. Later also where they are read from (`imr.toml`).

mod profile;
mod settings;

pub use profile::Profile;
pub use settings::{Level, Settings};
