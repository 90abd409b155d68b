//! `config`: says which settings are in force and where they come from.

use super::output::{complain, warn};
use crate::config::Config;

/// Says what is wrong with a file of settings; whether nothing in it could be used.
pub fn tell(config: &Config) -> bool {
    let mut broken = false;
    for (message, fatal) in config.complaints() {
        broken |= fatal;
        if fatal { complain(&message) } else { warn(&message) }
    }
    broken
}
