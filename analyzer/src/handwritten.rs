//! Tables written by hand, for calls whose code is not there to be read: `NAME.kht.toml`.
//!
//! What a library call touches is known from its manual. An author writes it down, with names
//! instead of numbers, and gets a table like any other:
//!
//! ```toml
//! [[kernel]]
//! name = "copy_rows"                # as workloads and launches call it
//! param = [
//!     { name = "to", type = "pointer", role = "out" },        # in, out or inout
//!     { name = "from", type = "pointer", role = "in" },
//!     { name = "rows", type = "i32" },                        # i8 … i64, f16, bf16, f32, f64
//!     { name = "row_stride", type = "i32" },
//! ]
//! define = { row_bytes = "4*64" }   # put in place where the name occurs
//!
//! [[kernel.access]]
//! op = "load"                       # load, store, atomic or prefetch
//! param = "from"
//! rows = "rows"                     # this many rows,
//! bytes = "row_bytes"               # of this many bytes,
//! stride = "4*row_stride"           # this many bytes from one to the next,
//! offset = 0                        # the first one here
//! ```
//!
//! | key of an access | means | without it |
//! |---|---|---|
//! | `batch`, `batch_stride` | so many blocks of rows, and the bytes from one to the next | one |
//! | `through` | offsets of pointers on the way: `["8*matrix"]` in an array of them | no way |
//! | `when` | conditions that must all hold | always |
//! | `loops` | names of loops around it, outermost first | none |
//! | `upper` | a reason why not all of this may be touched | all of it is |
//! | `unknown` | a reason why it cannot be said where | `offset` says it |
//!
//! Formulas are those of [`kht_schema::expr`] over the names of parameters, definitions and loops;
//! within `rows` and `batch` an access has `row` and `matrix`. `load(lengths, 4*sequence, i32)` is
//! a value in memory. `[[kernel.loop]]` has a `name`, a `trip` count and, if it is inside another,
//! `inside`; `[[kernel.work]]` has `loops`, `when`, and per turn `flops`, `tensor_ops` and so on.
//!
//! A call happens once, whatever grid it is launched with; with `per = "thread"` every thread does
//! what is written, and formulas may use `tid`, `bid`, `bdim` and `gdim`.

mod build;
mod document;
mod names;

use kht_schema::{FORMAT_VERSION, Module, Producer, Table};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// Largest document, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// How files of such tables end.
pub const SUFFIX: &str = ".kht.toml";

/// Why a document is no table; always the document's fault.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {key}expected {expected}, found {found}")]
pub struct HandwrittenError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The entry, with a colon behind it, or nothing if the line says it.
    pub key: String,
    /// What would have been right.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// Reads a document; `name` is the path that the table shows.
///
/// # Errors
///
/// It is too large, not TOML, not of the described shape, or names something that is not there.
pub fn read(bytes: &[u8], name: &str) -> Result<Table, HandwrittenError> {
    let start = |expected: String, found: String| HandwrittenError {
        line: 1,
        column: 1,
        key: String::new(),
        expected,
        found,
    };
    if MAX_BYTES < bytes.len() {
        let expected = format!("at most {MAX_BYTES} bytes");
        return Err(start(expected, bytes.len().to_string()));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| start("UTF-8 text".to_owned(), error.to_string()))?;
    let source = Source { text };
    let document: document::Document = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(text.len(), |span| span.start);
        source.refuse(at, "", "a table written by hand", error.message())
    })?;
    let kernels = build::kernels(source, &document)?;
    Ok(Table {
        schema: FORMAT_VERSION.to_owned(),
        producer: Producer {
            name: "hand-written".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            llvm: String::new(),
        },
        module: Module {
            path: name.to_owned(),
            sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
            target: document.target.unwrap_or_default(),
            cpu: String::new(),
            frontend: "hand-written".to_owned(),
        },
        kernels,
    })
}

/// The text that messages point into.
#[derive(Clone, Copy)]
struct Source<'t> {
    text: &'t str,
}

impl Source<'_> {
    fn refuse(
        self,
        at: usize,
        key: &str,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> HandwrittenError {
        let before = &self.text[..self.text.floor_char_boundary(at)];
        let one_line = |text: String| text.replace(['\n', '\r'], " ");
        HandwrittenError {
            line: before.matches('\n').count() + 1,
            column: before.chars().rev().take_while(|c| *c != '\n').count() + 1,
            key: if key.is_empty() { String::new() } else { format!("{key}: ") },
            expected: one_line(expected.into()),
            found: one_line(found.into()),
        }
    }
}

#[cfg(test)]
mod tests;
