//! `guidelines import`: reads the user's own copy of an official guideline into a pack, and says what was found.

use std::path::{Path, PathBuf};

use super::account::account;
use super::here;
use crate::cli::Status;
use crate::cli::args::GuidelinesImportArgs;
use crate::cli::output::{Output, complain, remark};
use crate::cli::progress::Progress;
use crate::config::{advice, decode, folder_of, replace_file, whole_file};
use crate::knowledge::{Import, Library, import, is_pdf, pdf_text};

/// In a text, at most one character in so many is none.
const SOUND: usize = 50;

/// Imports what is asked for.
pub fn run(args: &GuidelinesImportArgs) -> Status {
    match imported(args) {
        Ok((import, output)) => Output::stdout().finish_with(&account(&import, &output, &here()), Status::Clean),
        Err(why) => {
            complain(&why);
            Status::Failed
        }
    }
}

/// The imported guideline and the file of its pack, or a sentence that says why there is none.
fn imported(args: &GuidelinesImportArgs) -> Result<(Import, PathBuf), String> {
    let name = args.file.display();
    // Before the work, as far as can be told.
    args.output.as_deref().map_or(Ok(()), |output| may_be_written(output, args))?;
    let bytes = std::fs::read(&args.file).map_err(|error| format!("{name} {}.", advice(&error, args.file.is_dir())))?;
    let text = text(bytes).map_err(|why| format!("{name} cannot be imported: {why}"))?;
    let import = import(&text, &Library::built_in()).map_err(|why| format!("{name} cannot be imported: {why}"))?;
    let output = args.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.toml", import.chapter)));
    may_be_written(&output, args)?;
    let written = replace_file(&output, &import.pack);
    written.map_err(|error| {
        format!("{} cannot be written ({error}); name another file with --output.", output.display())
    })?;
    Ok((import, output))
}

fn may_be_written(output: &Path, args: &GuidelinesImportArgs) -> Result<(), String> {
    let shown = output.display();
    if output.is_dir() {
        return Err(format!("{shown} is a folder; name a file in it with --output."));
    }
    if output.exists() && whole_file(output) == whole_file(&args.file) {
        return Err(format!("{shown} is the guideline itself; name another file with --output."));
    }
    if output.exists() && !args.force {
        return Err(format!(
            "{shown} is there already; add --force to replace it, or name another file with --output."
        ));
    }
    if !folder_of(output).is_dir() {
        return Err(format!(
            "{} is no folder; make it first, or name another file with --output.",
            folder_of(output).display()
        ));
    }
    Ok(())
}

/// The text of a file, or why there is none.
fn text(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.is_empty() {
        return Err("the file is empty; download or copy it again.".into());
    }
    if is_pdf(&bytes) {
        let mut progress = Progress::new(0, "pages");
        quiet_about_pdfs();
        return pdf_text(&bytes, |done, all| progress.set(done, all)).map_err(|why| why.to_string());
    }
    let decoded = decode(bytes);
    let odd = decoded.text.chars().filter(|c| matches!(*c, '\0' | char::REPLACEMENT_CHARACTER)).count();
    if odd * SOUND > decoded.text.chars().count() {
        return Err("it is neither a PDF nor plain text; save the guideline as one of them, then import that.".into());
    }
    if decoded.lossy {
        remark("some characters of the file are no UTF-8 text and were left as \u{fffd}.");
    }
    Ok(decoded.text)
}

/// A damaged PDF may be too much for the reader of PDFs: that is told in a sentence of ours, and in no other words.
fn quiet_about_pdfs() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some("pdf") {
            usual(info);
        }
    }));
}
