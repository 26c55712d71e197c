//! Tables: the kernels that launches may name, from files and folders of heat tables.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kht_schema::Kernel;

use crate::input::{InputError, unknown_name};

/// How files of tables in folders end.
const SUFFIX: &str = ".kht.json";

/// Kernels by name, with the files that they are from.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    kernels: BTreeMap<String, Vec<(String, Kernel)>>,
    n_files: usize,
}

impl Tables {
    /// Reads files, and all `*.kht.json` of folders; what cannot be read is left out and told.
    #[must_use]
    pub fn load(paths: &[PathBuf]) -> (Tables, Vec<InputError>) {
        let mut tables = Tables::default();
        let mut refused = Vec::new();
        for path in paths {
            for file in files(path, &mut refused) {
                match read(&file) {
                    Ok(table) => tables.add(&file.display().to_string(), table),
                    Err(error) => refused.push(error),
                }
            }
        }
        (tables, refused)
    }

    /// Adds the kernels of a table; `file` is its name in messages.
    pub fn add(&mut self, file: &str, table: kht_schema::Table) {
        self.n_files += 1;
        for kernel in table.kernels {
            self.kernels.entry(kernel.name.clone()).or_default().push((file.to_owned(), kernel));
        }
    }

    /// Number of tables that were read.
    #[must_use]
    pub fn n_files(&self) -> usize {
        self.n_files
    }

    /// The kernel of a name.
    ///
    /// # Errors
    ///
    /// No table has it, or two have different ones; `file` and `place` say who asks.
    pub fn find(&self, name: &str, file: &str, place: &str) -> Result<&Kernel, InputError> {
        let place = format!("{place}.kernel");
        let Some(found) = self.kernels.get(name) else {
            let known = self.kernels.keys().map(String::as_str);
            let found = unknown_name(name, known);
            return Err(InputError::new(file, place, "the name of a kernel of the tables", found));
        };
        match found.as_slice() {
            [(_, kernel), rest @ ..] if rest.iter().all(|(_, other)| other == kernel) => Ok(kernel),
            found => {
                let expected = format!("one kernel \"{name}\" in the tables");
                let files: Vec<&str> = found.iter().map(|(file, _)| file.as_str()).collect();
                let found = format!("different ones in {}", files.join(", "));
                Err(InputError::new(file, place, expected, found))
            }
        }
    }
}

/// A file itself, or the tables of a folder in the order of their names.
fn files(path: &Path, refused: &mut Vec<InputError>) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) => {
                let is_table = entry.file_name().to_string_lossy().ends_with(SUFFIX);
                if is_table && entry.file_type().is_file() {
                    files.push(entry.into_path());
                }
            }
            Err(error) => {
                let at = error.path().unwrap_or(path).display().to_string();
                let found = match error.loop_ancestor() {
                    Some(above) => format!("a link back to {}", above.display()),
                    None => error.to_string(),
                };
                refused.push(InputError::new(at, "file", "a readable file or folder", found));
            }
        }
    }
    if files.is_empty() && refused.is_empty() {
        let expected = format!("tables named *{SUFFIX}");
        refused.push(InputError::new(path.display().to_string(), "folder", expected, "none"));
    }
    files
}

fn read(path: &Path) -> Result<kht_schema::Table, InputError> {
    let max_bytes = u64::try_from(kht_schema::read::MAX_BYTES).unwrap_or(u64::MAX);
    let text = crate::input::read_text(path, max_bytes)?;
    kht_schema::read(text.as_bytes()).map_err(|error| {
        let file = path.display().to_string();
        InputError::new(file, "table", "a heat table", crate::input::chain(&error))
    })
}
