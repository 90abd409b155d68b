//! Writing a file in the place of another: it is whole at all times, whatever happens in between.

use std::io::Write;
use std::path::Path;

/// Puts a text in the place of a file, or into a new one; also when the disk is full, what was there stays whole.
pub fn replace_file(path: &Path, text: &str) -> std::io::Result<()> {
    // What a link leads to is replaced, not the link.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}", std::process::id()));
    let beside = path.with_file_name(name);
    let written = std::fs::File::create(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        // Who may read and write it stays as it was.
        if let Ok(old) = std::fs::metadata(&path) {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        std::fs::rename(&beside, &path)
    });
    if written.is_err() {
        // What is left of the attempt; that it cannot be removed either changes nothing.
        _ = std::fs::remove_file(&beside);
    }
    written
}
