//! Workload: buffers, and the launches that use them, in order.
//!
//! A workload file is JSON:
//!
//! ```json
//! {"name": "decode",
//!  "buffers": [
//!    {"name": "weights", "bytes": 8388608, "role": "weights"},
//!    {"name": "kv", "bytes": 33554432, "role": "kv", "fragment_bytes": 65536},
//!    {"name": "pages", "bytes": 64, "fill": {"i32": [3, 1, 4]}}],
//!  "launches": [
//!    {"kernel": "attention", "grid": [8, 1, 1], "block": [128, 1, 1], "shared_bytes": 1024,
//!     "args": [{"ref": {"name": "kv"}}, {"ref": {"name": "pages"}}, {"i32": 3}],
//!     "device": "gpu0", "repeat": 4}]}
//! ```
//!
//! | member of a buffer | meaning |
//! |---|---|
//! | `name`, `bytes`, `fill` | as in a launch file; contents matter where addresses hang on them |
//! | `role` | `weights`, `kv` (must say its page size), `activation`, `metadata` or `other` |
//! | `fragment_bytes` | size of the units that are placed; 2 MiB unless it is said |
//! | `home` | memory that holds it at the start; the first host unless it is said |
//!
//! A launch is one of a launch file, with references to the buffers above; it may have buffers of
//! its own, which no other launch sees. `device` is a device of the topology, or `any` (the
//! default): then the runtime chooses. `repeat` runs the launch so many times in a row.
//!
//! Contents are as given until a launch writes the buffer; from then on they are not known.

mod paged_decode;
mod read;

pub use paged_decode::PagedDecode;

use std::path::Path;

use kht_schema::Launch;
use serde::Serialize;

use crate::fragments::{Extent, Fragmentation, MAX_FRAGMENTS};
use crate::ids::{BufferId, MemoryId};
use crate::input::{InputError, read_text};
use crate::topology::Topology;
use crate::units::Bytes;

/// Largest workload file that is read.
const MAX_FILE_BYTES: u64 = 256 << 20;

/// Most launches of a workload, repeats counted one by one.
pub const MAX_LAUNCHES: usize = 1 << 20;

/// Size of fragments unless a buffer says otherwise: large enough for a link's full bandwidth, and
/// the granularity of device page tables.
pub const DEFAULT_FRAGMENT: Bytes = Bytes(2 << 20);

/// Buffers, and the launches that use them.
#[derive(Clone, Debug)]
pub struct Workload {
    /// File that it is from, for messages.
    pub file: String,
    /// Name for people.
    pub name: String,
    /// Buffers; those that belong to one launch come last.
    pub buffers: Vec<Buffer>,
    /// Launches in program order.
    pub launches: Vec<Entry>,
}

/// A buffer of a workload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buffer {
    /// Unique name; `launches[3].x` for one that belongs to a launch.
    pub name: String,
    /// Size and fragments.
    pub extent: Extent,
    /// What it is for.
    pub role: Role,
}

/// What a buffer is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Parameters of a model.
    Weights,
    /// Keys and values of tokens.
    Kv,
    /// Results that the next layer reads.
    Activation,
    /// Small things that say where others are.
    Metadata,
    /// Anything else.
    #[default]
    Other,
}

/// An entry of the list of launches.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The launch.
    pub launch: Launch,
    /// Where it runs; `None` leaves it to us.
    pub device: Option<MemoryId>,
    /// Times that it runs in a row; at least 1.
    pub repeat: u32,
    /// The buffers that it can reach, by their names in the launch.
    pub buffers: Vec<(String, BufferId)>,
}

impl Workload {
    /// Reads a workload file for a topology.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is not a workload, or names a memory that is not there.
    pub fn load(path: &Path, topology: &Topology) -> Result<Workload, InputError> {
        let text = read_text(path, MAX_FILE_BYTES)?;
        let base_dir = path.parent().unwrap_or(Path::new("."));
        Workload::parse(&path.display().to_string(), &text, base_dir, topology)
    }

    /// Reads the text of a workload; `file` is its name in messages, and files that it names are
    /// relative to `base_dir`.
    ///
    /// # Errors
    ///
    /// As for [`Workload::load`].
    pub fn parse(
        file: &str,
        text: &str,
        base_dir: &Path,
        topology: &Topology,
    ) -> Result<Workload, InputError> {
        read::parse(file, text, base_dir, topology)
    }

    /// Number of launches, repeats counted one by one.
    #[must_use]
    pub fn n_launches(&self) -> usize {
        self.launches.iter().map(|entry| entry.repeat as usize).sum()
    }

    /// Cuts the buffers, into fragments of a given size or each into its own.
    ///
    /// # Errors
    ///
    /// There would be more than [`MAX_FRAGMENTS`].
    pub fn fragmentation(&self, fragment: Option<Bytes>) -> Result<Fragmentation, InputError> {
        let extent = |buffer: &Buffer| Extent {
            fragment: fragment.unwrap_or(buffer.extent.fragment),
            ..buffer.extent
        };
        Fragmentation::new(self.buffers.iter().map(extent).collect()).ok_or_else(|| {
            let expected = format!("fragments so large that there are at most {MAX_FRAGMENTS}");
            InputError::new(self.file.clone(), "buffers", expected, "more")
        })
    }
}

#[cfg(test)]
mod tests;
