//! Between the URIs of a client and the paths of files.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::protocol::types::Uri;
use crate::config::whole_file;

/// The file that a URI names, from the root; none for what is in no file.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let uri = Uri::from_str(uri).ok()?;
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    Some(whole_file(&uri.to_file_path()?))
}

/// The URI of a file; none where its name has none.
pub(super) fn uri_of(path: &Path) -> Option<String> {
    // The library would name another file in its place.
    path.to_str()?;
    Some(Uri::from_file_path(path)?.as_str().to_string())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_files_have_paths() {
        let named = |uri| path_of(uri).map(|path| path.to_string_lossy().into_owned());
        assert_eq!(named("file:///none/such%20as/a%C3%A9.imr").as_deref(), Some("/none/such as/aé.imr"));
        for uri in ["untitled:Untitled-1", "", "a.imr", "git:/a.imr?x", "file:", "%%%"] {
            assert_eq!(named(uri), None, "{uri}");
        }
        assert_eq!(uri_of(Path::new("/none/such as/aé.imr")).as_deref(), Some("file:///none/such%20as/a%C3%A9.imr"));
    }
}
