//! How far the launches of a folder are, on a terminal.
//!
//! The work is done in a process whose standard error is not the terminal but the supervisor's
//! ear, so the terminal is kept before that process is born.

use std::fs::File;
use std::io::{IsTerminal as _, Write as _};
use std::os::fd::AsFd as _;
use std::sync::OnceLock;

/// Standard error of the program, if it is a terminal.
static TERMINAL: OnceLock<File> = OnceLock::new();

/// Keeps the terminal for processes that are born later.
pub(crate) fn keep_terminal() {
    let stderr = std::io::stderr();
    if stderr.is_terminal()
        && let Ok(terminal) = stderr.as_fd().try_clone_to_owned()
    {
        // Kept once already, nothing is lost.
        let _ = TERMINAL.set(File::from(terminal));
    }
}

/// A line that says how far the work is; it goes when this is dropped.
pub(super) struct Progress {
    total: usize,
    terminal: Option<&'static File>,
}

impl Progress {
    /// A line for some launches; none for a single one.
    pub(super) fn new(total: usize) -> Self {
        Self { total, terminal: TERMINAL.get().filter(|_| total > 1) }
    }

    /// Says that a launch is being run.
    pub(super) fn show(&self, position: usize, name: &str) {
        if let Some(mut terminal) = self.terminal {
            let name: String = name.chars().filter(|it| !it.is_control()).take(60).collect();
            // Progress that cannot be shown is no reason to stop.
            let _ = write!(terminal, "\r\x1b[K{}/{} {name}", position + 1, self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(mut terminal) = self.terminal {
            let _ = write!(terminal, "\r\x1b[K");
        }
    }
}
