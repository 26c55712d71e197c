//! Lines of source, as far as the files that tables name are at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Most bytes of a source file that are read.
const MAX_BYTES: u64 = 16 << 20;

/// Characters of a line that are shown.
const MAX_SHOWN: usize = 240;

/// Source files below some folders.
#[derive(Debug, Default)]
pub struct Sources {
    folders: Vec<PathBuf>,
}

impl Sources {
    /// Files are looked for below these folders, in this order.
    #[must_use]
    pub fn below(folders: &[PathBuf]) -> Sources {
        Sources { folders: folders.to_vec() }
    }

    /// The lines at places `file:line` of a module, of those that can be read.
    pub(super) fn lines<'p>(
        &self,
        module: &str,
        places: impl Iterator<Item = &'p str>,
    ) -> Vec<(&'p str, String)> {
        let places: BTreeSet<&str> = places.collect();
        let mut files: BTreeMap<&str, Option<String>> = BTreeMap::new();
        let mut lines = Vec::new();
        for place in places {
            let Some((file, number)) = place.rsplit_once(':') else {
                continue;
            };
            let text = files.entry(file).or_insert_with(|| self.read(module, file));
            let number = number.parse().ok().and_then(|it: usize| it.checked_sub(1));
            let line = number.zip(text.as_ref()).and_then(|(it, text)| text.lines().nth(it));
            if let Some(line) = line {
                lines.push((place, line.trim().chars().take(MAX_SHOWN).collect()));
            }
        }
        lines
    }

    /// The file beside the module, if there is one, else the one right below a folder.
    ///
    /// A table's names are text of others: they lead to files below the folders only.
    fn read(&self, module: &str, file: &str) -> Option<String> {
        let beside = Path::new(module).parent().map(|folder| folder.join(file));
        let names =
            beside.into_iter().chain([PathBuf::from(file)]).filter(|name| stays_below(name));
        let paths = names.flat_map(|name| self.folders.iter().map(move |it| it.join(&name)));
        let path = paths.into_iter().find(|path| {
            path.metadata().is_ok_and(|found| found.is_file() && found.len() <= MAX_BYTES)
        })?;
        std::fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn stays_below(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}
