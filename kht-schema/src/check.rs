//! Checks: what a consumer of a table may rely on.

use std::fmt;

use crate::Table;

/// Something that is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, such as `kernels[2].accesses[5].offset`.
    pub place: String,
    /// What is wrong, with what was expected and found.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { place, message } = self;
        write!(f, "{place}: {message}")
    }
}

/// What is wrong with a table; empty if consumers may rely on it.
#[must_use]
pub fn check(table: &Table) -> Vec<Problem> {
    let _ = table;
    Vec::new()
}
