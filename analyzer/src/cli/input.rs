//! Tables from files: read as they are, or made from LLVM IR on the way.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use kht_analyzer::{Hooks, analyze, handwritten};
use kht_schema::{Kernel, Table};

use super::{files, worker};

/// Ending of the tables in a folder.
const TABLE_ENDING: &str = ".kht.json";

/// Names of kernels that an error message suggests at most.
const MAX_SUGGESTED: usize = 3;

/// Tables behind paths: files as they are, folders with all their `.kht.json`.
pub(crate) fn find_tables(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut tables = Vec::new();
    for path in paths {
        if !path.is_dir() {
            tables.push(path.clone());
            continue;
        }
        let n_before = tables.len();
        for found in files::find(std::slice::from_ref(path), &[TABLE_ENDING]) {
            match found {
                Ok(input) => tables.push(input.path),
                Err((place, message)) => bail!("{}: {message}", place.display()),
            }
        }
        if tables.len() == n_before {
            bail!("{}: expected tables ending in {TABLE_ENDING}, found none", path.display());
        }
    }
    Ok(tables)
}

/// Reads a table, or analyzes LLVM IR.
pub(crate) fn table(path: &Path) -> anyhow::Result<Table> {
    let named = || path.display().to_string();
    let file = files::read_ir(path).with_context(named)?;
    if let Some(table) = ready(path, &file.bytes) {
        return table.with_context(named);
    }
    worker::step(&named(), None);
    let started = |kernel: &str| worker::step(&named(), Some(kernel));
    let hooks = Hooks { started: Some(&started), ..Hooks::default() };
    Ok(analyze(file.input(), &file_name(path), &hooks).with_context(named)?.table)
}

/// One kernel of a table or of LLVM IR, by its name or, failing that, by its signature.
///
/// `asked` says where the name comes from, for the error message.
pub(crate) fn kernel(path: &Path, name: &str, asked: &str) -> anyhow::Result<Kernel> {
    let named = || path.display().to_string();
    let file = files::read_ir(path).with_context(named)?;
    let wanted = |found: &str| found == name;
    worker::step(&named(), None);
    let started = |kernel: &str| worker::step(&named(), Some(kernel));
    let every = Hooks { started: Some(&started), ..Hooks::default() };
    let hooks = Hooks { wanted: Some(&wanted), started: Some(&started), ..Hooks::default() };
    let mut table = if let Some(table) = ready(path, &file.bytes) {
        table.with_context(named)?
    } else {
        let only = analyze(file.input(), &file_name(path), &hooks).with_context(named)?.table;
        let found = !only.kernels.is_empty();
        // Signatures are known only once all kernels are analyzed.
        if found { only } else { analyze(file.input(), &file_name(path), &every)?.table }
    };
    let by_name = table.kernels.iter().position(|kernel| kernel.name == name);
    let position =
        by_name.or_else(|| table.kernels.iter().position(|kernel| kernel.display == name));
    if let Some(position) = position {
        return Ok(table.kernels.swap_remove(position));
    }
    let names: Vec<String> = table.kernels.into_iter().map(|kernel| kernel.name).collect();
    bail!("{asked}: expected {}, found {name:?}", one_of(&names, &named(), name))
}

/// Which kernels there are in `place`, those first that look most like the one asked for.
pub(crate) fn one_of(names: &[String], place: &str, asked: &str) -> String {
    match near(names, asked).join(", ") {
        none if none.is_empty() => format!("a kernel of {place}, which has none"),
        near => format!("one of the {} kernels of {place}, such as {near}", names.len()),
    }
}

/// Names that look most like the one that was asked for, quoted.
fn near(names: &[String], asked: &str) -> Vec<String> {
    let mut ranked: Vec<(f64, &String)> =
        names.iter().map(|name| (strsim::jaro_winkler(name, asked), name)).collect();
    ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    ranked.into_iter().take(MAX_SUGGESTED).map(|(_, name)| format!("{name:?}")).collect()
}

/// The table in a file that needs no analysis; `None` for LLVM IR.
fn ready(path: &Path, bytes: &[u8]) -> Option<anyhow::Result<Table>> {
    if is_handwritten(path) {
        return Some(handwritten(bytes, &file_name(path)));
    }
    is_table(path, bytes).then(|| Ok(kht_schema::read(bytes)?))
}

/// Whether a file is a table as people write it, by its name.
pub(crate) fn is_handwritten(path: &Path) -> bool {
    path.to_string_lossy().ends_with(handwritten::SUFFIX)
}

/// The table that a person has written, checked; `name` is the path that it shows.
pub(crate) fn handwritten(bytes: &[u8], name: &str) -> anyhow::Result<Table> {
    let table = handwritten::read(bytes, name)?;
    match kht_schema::check(&table).into_iter().next() {
        None => Ok(table),
        Some(problem) => bail!("{problem}"),
    }
}

/// JSON is told from LLVM IR by the ending of the name, else by how it starts.
fn is_table(path: &Path, bytes: &[u8]) -> bool {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("json") => true,
        Some("ll" | "llir" | "bc") => false,
        _ => bytes.trim_ascii_start().starts_with(b"{"),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy().into_owned())
}
