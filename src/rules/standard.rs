//! The standard: what a letter is read and judged by beside itself.

use std::sync::Arc;

use crate::knowledge::Library;
use crate::letter::Format;

/// What a letter is read and judged by: that of its folder's settings, else what is built in.
#[derive(Debug, Clone)]
pub struct Standard {
    /// What the parts of a letter are called.
    pub format: Arc<Format>,
    /// What is known of guidelines, treatments and law.
    pub library: Arc<Library>,
}

impl Default for Standard {
    fn default() -> Standard {
        Standard { format: Format::built_in(), library: Library::built_in() }
    }
}

impl Standard {
    /// Makes ready what a first letter would wait for.
    pub fn prepare(&self) {
        self.library.prepare();
    }

    /// Whether both are the very same, so that a letter reads alike under them.
    pub fn is(&self, other: &Standard) -> bool {
        Arc::ptr_eq(&self.format, &other.format) && Arc::ptr_eq(&self.library, &other.library)
    }
}
