//! Reading a table: limits and version first, then the document, then what [`crate::check()`] asks.

use serde::Deserialize;
use thiserror::Error;

use crate::check::{Problem, check};
use crate::table::{FORMAT_VERSION, Table};

/// Largest document that is read, in bytes: several times what thousands of kernels need.
pub const MAX_BYTES: usize = 256 << 20;

/// Deepest nesting of arrays and objects; a table has fewer than twenty levels.
pub const MAX_NESTING: usize = 64;

/// Why a document is not a table.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The document is larger than [`MAX_BYTES`].
    #[error("expected a table of at most {MAX_BYTES} bytes, found {found}")]
    TooLarge {
        /// Size of the document.
        found: usize,
    },
    /// The document is nested deeper than [`MAX_NESTING`].
    #[error("line {line}, column {column}: expected nesting of at most {MAX_NESTING}, found more")]
    TooDeep {
        /// Line of the bracket that is one too many, from 1.
        line: usize,
        /// Byte in that line, from 1.
        column: usize,
    },
    /// The document is of another version, or no table at all.
    #[error("schema: expected {FORMAT_VERSION:?}, found {found}")]
    Version {
        /// What the document says, quoted, or `nothing`.
        found: String,
    },
    /// The document is not JSON, or not of the shape of a table.
    #[error("not a table")]
    Json(#[from] serde_json::Error),
    /// The table contradicts itself.
    #[error("{first}{}", more(*n_problems))]
    Check {
        /// The first thing that is wrong.
        first: Problem,
        /// How many things are wrong.
        n_problems: usize,
    },
}

fn more(n_problems: usize) -> String {
    match n_problems {
        0 | 1 => String::new(),
        n => format!(" (and {} more)", n - 1),
    }
}

/// Reads a table from JSON and checks it.
///
/// # Errors
///
/// As for [`parse`], or [`crate::check()`] finds a problem.
pub fn read(bytes: &[u8]) -> Result<Table, ReadError> {
    let table = parse(bytes)?;
    let mut problems = check(&table).into_iter();
    match problems.next() {
        None => Ok(table),
        Some(first) => Err(ReadError::Check { first, n_problems: 1 + problems.count() }),
    }
}

/// Reads a table from JSON without checking it, for programs that list its problems.
///
/// # Errors
///
/// The document is too large or too deep, of another version, or not of the shape of a table.
pub fn parse(bytes: &[u8]) -> Result<Table, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { found: bytes.len() });
    }
    check_nesting(bytes)?;
    check_version(bytes)?;
    Ok(serde_json::from_slice(bytes)?)
}

/// Only the version of a document; everything else is skipped, as a newer version may differ.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    schema: serde_json::Value,
}

fn check_version(bytes: &[u8]) -> Result<(), ReadError> {
    let head: Head = serde_json::from_slice(bytes)?;
    match &head.schema {
        serde_json::Value::String(found) if found == FORMAT_VERSION => Ok(()),
        serde_json::Value::Null => Err(ReadError::Version { found: "nothing".to_owned() }),
        other => {
            let found: String = other.to_string().chars().take(40).collect();
            Err(ReadError::Version { found })
        }
    }
}

/// Counts brackets outside of strings; the JSON parser finds all other mistakes.
fn check_nesting(bytes: &[u8]) -> Result<(), ReadError> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let (mut line, mut line_start) = (1, 0);
    for (idx, byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' => (line, line_start) = (line + 1, idx + 1),
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_NESTING {
            return Err(ReadError::TooDeep { line, column: idx + 1 - line_start });
        }
    }
    Ok(())
}
