//! Refusals of what people give us: one line that names file, place, expected and found.

use std::path::Path;

use thiserror::Error;

/// An input that is refused; always the input's fault.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}: {place}: expected {expected}, found {found}")]
pub struct InputError {
    /// File as it was named on the command line, or the name of a preset.
    pub file: String,
    /// Where in the file: a line and column, an entry, or `file`.
    pub place: String,
    /// What would have been right.
    pub expected: String,
    /// What is there.
    pub found: String,
}

impl InputError {
    /// A refusal; each part is a phrase without a line break.
    pub fn new(
        file: impl Into<String>,
        place: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> InputError {
        let line = |text: String| text.replace(['\n', '\r'], " ");
        InputError {
            file: line(file.into()),
            place: line(place.into()),
            expected: line(expected.into()),
            found: line(found.into()),
        }
    }
}

/// Reads a text file of at most `max_bytes`.
///
/// # Errors
///
/// The file cannot be read, is larger, is not UTF-8 or is not a plain file.
pub fn read_text(path: &Path, max_bytes: u64) -> Result<String, InputError> {
    let file = path.display().to_string();
    let refuse =
        |expected: &str, found: String| Err(InputError::new(file.clone(), "file", expected, found));
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => return refuse("a readable file", error.to_string()),
    };
    if metadata.is_dir() {
        return refuse("a file", "a folder".to_owned());
    }
    if metadata.len() > max_bytes {
        return refuse(&format!("at most {max_bytes} bytes"), format!("{} bytes", metadata.len()));
    }
    match std::fs::read(path) {
        Err(error) => refuse("a readable file", error.to_string()),
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(error) => refuse("UTF-8 text", error.utf8_error().to_string()),
        },
    }
}

/// An error and what caused it, in one line.
#[must_use]
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// Describes a name that is not known: the name, and the most similar ones that are.
#[must_use]
pub fn unknown_name<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let mut near: Vec<(f64, &str)> = known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(found, name), name))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup();
    let names: Vec<String> = near.iter().take(3).map(|(_, name)| format!("\"{name}\"")).collect();
    match names.is_empty() {
        true => format!("\"{found}\""),
        false => format!("\"{found}\" (near: {})", names.join(", ")),
    }
}

/// Jaro-Winkler similarity from which a name is worth proposing; below it proposals of short names
/// are mostly noise.
const NEAR: f64 = 0.8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_proposed_best_first() {
        let known = ["kv_cache", "key_cache", "out"];
        assert_eq!(
            unknown_name("kv_cach", known),
            "\"kv_cach\" (near: \"kv_cache\", \"key_cache\")"
        );
        assert_eq!(unknown_name("weights", known), "\"weights\"");
    }

    #[test]
    fn a_refusal_is_one_line() {
        let error = InputError::new("a.toml", "line 3", "a\nb", "c");
        assert_eq!(error.to_string(), "a.toml: line 3: expected a b, found c");
    }
}
