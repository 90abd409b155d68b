//! How far long work has come: one line on a terminal, gone when the work is done.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};

/// The bar's width, in characters.
const WIDTH: usize = 30;
/// It is drawn no more often, so that the work does not wait for the terminal.
const EVERY: Duration = Duration::from_millis(100);

/// The progress of one piece of work on standard error.
pub struct Progress {
    /// What is counted, as in "12/30 files".
    what: &'static str,
    done: usize,
    all: usize,
    /// When it was drawn last; none where nobody looks.
    drawn: Option<Instant>,
    /// How many characters stand in its line.
    width: usize,
    /// Whether the line was taken away for a while.
    cleared: bool,
}

impl Progress {
    /// Of work on so many; nothing is shown where standard error is no terminal.
    pub fn new(all: usize, what: &'static str) -> Progress {
        let drawn = std::io::stderr().is_terminal().then(Instant::now);
        Progress { what, done: 0, all, drawn, width: 0, cleared: false }
    }

    /// The same, shown only if it is so.
    #[must_use]
    pub fn only_if(mut self, so: bool) -> Progress {
        self.drawn = self.drawn.filter(|_| so);
        self
    }

    /// So many are done, of so many.
    pub fn set(&mut self, done: usize, all: usize) {
        (self.done, self.all) = (done, all);
        if self.drawn.is_some_and(|drawn| self.cleared || drawn.elapsed() >= EVERY) {
            self.drawn = Some(Instant::now());
            show(&self.line());
        }
    }

    /// So many more are done.
    pub fn advance(&mut self, by: usize) {
        self.set(self.done + by, self.all);
    }

    /// Makes way for what is said, until more is done.
    pub fn clear(&mut self) {
        if self.width > 0 {
            show(&format!("\r{:1$}\r", "", self.width));
            (self.width, self.cleared) = (0, true);
        }
    }

    /// The line, over the one before.
    fn line(&mut self) -> String {
        let full = (WIDTH * self.done).checked_div(self.all).unwrap_or(0).min(WIDTH);
        let (bar, rest) = ("█".repeat(full), "░".repeat(WIDTH - full));
        let count = format!(" {}/{} {}", self.done, self.all, self.what);
        // A shorter line would leave the end of the one before.
        let padding = self.width.saturating_sub(WIDTH + count.len());
        (self.width, self.cleared) = (WIDTH + count.len(), false);
        let (colour, dim) = (Style::new().fg_color(Some(AnsiColor::Cyan.into())), Style::new().dimmed());
        format!("\r{colour}{bar}{colour:#}{dim}{rest}{dim:#}{count}{:padding$}", "")
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

fn show(text: &str) {
    let mut terminal = anstream::stderr().lock();
    // Without standard error there is nobody to tell.
    let _ = terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_covers_the_one_before() {
        let mut progress = Progress { drawn: None, ..Progress::new(0, "pages") };
        let line = |progress: &mut Progress| anstream::adapter::strip_str(&progress.line()).to_string();
        assert_eq!(line(&mut progress), format!("\r{} 0/0 pages", "░".repeat(WIDTH)));
        progress.set(500, 1_000);
        assert_eq!(line(&mut progress), format!("\r{}{} 500/1000 pages", "█".repeat(15), "░".repeat(15)));
        progress.set(1, 1);
        assert_eq!(line(&mut progress), format!("\r{} 1/1 pages     ", "█".repeat(WIDTH)));
    }
}
