//! Standard output: coloured where it can be, quiet once nobody reads it any more.

use std::io::{ErrorKind, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};

use super::Status;

/// Standard output, locked for this process.
pub struct Output {
    stream: AutoStream<StdoutLock<'static>>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// The reader has gone, as `head` does when it has enough: no failure.
    Closed,
    /// What was written is lost.
    Failed,
}

impl Output {
    /// Standard output. Colour codes are taken out where it shows none.
    pub fn stdout() -> Output {
        Output { stream: AutoStream::auto(std::io::stdout().lock()), state: State::Open }
    }

    /// Standard output for what has no colour in it anywhere and stays as it is.
    pub fn plain() -> Output {
        Output { stream: AutoStream::always_ansi(std::io::stdout().lock()), state: State::Open }
    }

    /// Whether standard output shows colour.
    pub fn has_colour() -> bool {
        AutoStream::choice(&std::io::stdout()) != ColorChoice::Never
    }

    /// Writes, and says once on standard error if that cannot be done.
    pub fn write(&mut self, text: &str) {
        if self.state == State::Open && !text.is_empty() {
            let written = self.stream.write_all(text.as_bytes());
            self.note(written);
        }
    }

    /// Makes what was written visible.
    pub fn flush(&mut self) {
        if self.state == State::Open {
            let flushed = self.stream.flush();
            self.note(flushed);
        }
    }

    /// Ends a command: its status, unless what it wrote was lost.
    pub fn finish(mut self, status: Status) -> Status {
        self.flush();
        if self.state == State::Failed { Status::Failed } else { status }
    }

    /// Writes the one thing that a command prints, and ends it.
    pub fn finish_with(mut self, text: &str, status: Status) -> Status {
        self.write(text);
        self.finish(status)
    }

    fn note(&mut self, result: std::io::Result<()>) {
        match result {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.state = State::Closed,
            Err(error) => {
                complain(&format!("standard output cannot be written: {error}."));
                self.state = State::Failed;
            }
        }
    }
}

/// Says on standard error why something could not be done.
pub fn complain(message: &str) {
    tell("error", anstyle::AnsiColor::Red, message);
}

/// Says on standard error what should be put right.
pub fn warn(message: &str) {
    tell("warning", anstyle::AnsiColor::Yellow, message);
}

/// Says something on standard error that is worth knowing.
pub fn remark(message: &str) {
    tell("note", anstyle::AnsiColor::Cyan, message);
}

fn tell(word: &str, colour: anstyle::AnsiColor, message: &str) {
    let style = anstyle::Style::new().bold().fg_color(Some(colour.into()));
    // Without standard error there is nobody to tell.
    let _ = writeln!(anstream::stderr().lock(), "{style}{word}{style:#}: {message}");
}
