//! Paths on the command line -> files to read; results -> files, whole or not at all.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use nix::sys::signal::{SigSet, SigmaskHow, Signal};
use walkdir::WalkDir;

/// A file to read, and how tables and messages call it.
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    /// Relative to the folder that was given, with `/`; the file's name if a file was given.
    pub(crate) name: String,
}

/// Finds the files behind paths: files as they are, folders with all whose names end like this.
///
/// Folders are walked in name order, symbolic links followed; what cannot be walked (a loop of
/// links, a folder without permission) comes as an error beside the files that can.
pub(crate) fn find(paths: &[PathBuf], endings: &[&str]) -> Vec<Result<Input, (PathBuf, String)>> {
    let mut inputs = Vec::new();
    for path in paths {
        if !path.is_dir() {
            let name = path.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy());
            inputs.push(Ok(Input { path: path.clone(), name: name.into_owned() }));
            continue;
        }
        for entry in WalkDir::new(path).follow_links(true).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if !has_ending(entry.path(), endings) => {}
                Ok(entry) => {
                    if entry.file_type().is_file() {
                        let below = entry.path().strip_prefix(path).unwrap_or(entry.path());
                        let name = below
                            .components()
                            .map(|part| part.as_os_str().to_string_lossy())
                            .collect::<Vec<_>>()
                            .join("/");
                        inputs.push(Ok(Input { path: entry.into_path(), name }));
                    } else {
                        let message = "expected a file, found a pipe, socket or device".to_owned();
                        inputs.push(Err((entry.into_path(), message)));
                    }
                }
                Err(error) => {
                    let place = error.path().unwrap_or(path).to_path_buf();
                    inputs.push(Err((place, walk_message(&error))));
                }
            }
        }
    }
    inputs
}

fn walk_message(error: &walkdir::Error) -> String {
    match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => {
            format!("expected a folder, found a symbolic link back to {}", ancestor.display())
        }
        (None, Some(io)) => format!("cannot walk: {io}"),
        (None, None) => "cannot walk".to_owned(),
    }
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    endings.iter().any(|ending| name.strip_suffix(ending).is_some_and(|stem| !stem.is_empty()))
}

/// All bytes of a file, or of standard input for `-`.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        let limit = kht_analyzer::MAX_BYTES;
        std::io::stdin().take(limit + 1).read_to_end(&mut bytes).context("standard input")?;
        if limit < bytes.len() as u64 {
            bail!("standard input: expected at most {limit} bytes");
        }
        return Ok(bytes);
    }
    Ok(kht_analyzer::read(path)?)
}

/// LLVM IR, and what Triton wrote beside it.
pub(crate) struct Ir {
    pub(crate) bytes: Vec<u8>,
    metadata: Option<Vec<u8>>,
}

impl Ir {
    /// What the analysis takes.
    pub(crate) fn input(&self) -> kht_analyzer::Input<'_> {
        kht_analyzer::Input { bytes: &self.bytes, metadata: self.metadata.as_deref() }
    }
}

/// A file of LLVM IR, or standard input for `-`.
pub(crate) fn read_ir(path: &Path) -> anyhow::Result<Ir> {
    Ok(Ir { bytes: read(path)?, metadata: kht_analyzer::read_metadata(path)? })
}

/// Writes a file through a temporary one beside it, so that it is never half there; whoever ends
/// this process by a signal waits until the temporary one is gone.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let held: SigSet = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP].into_iter().collect();
    let before = held.thread_swap_mask(SigmaskHow::SIG_BLOCK)?;
    let result = write_whole(path, bytes);
    before.thread_set_mask()?;
    result
}

fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    let place = || format!("cannot write {}", path.display());
    std::fs::create_dir_all(folder).with_context(place)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(place)?;
    file.write_all(bytes).with_context(place)?;
    file.persist(path).with_context(place)?;
    Ok(())
}
