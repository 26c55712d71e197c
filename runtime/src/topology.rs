//! Topology: memories, the links between them, and the way bytes take from one to another.
//!
//! A topology file is TOML:
//!
//! ```toml
//! name = "one-gpu"
//!
//! [[memory]]
//! name = "host"
//! kind = "host"            # buffers start here unless the workload says otherwise
//! capacity = "64 GiB"
//! bandwidth = "200 GB/s"
//!
//! [[memory]]
//! name = "gpu0"
//! kind = "device"          # kernels run here
//! capacity = "8 GiB"
//! bandwidth = "1 TB/s"
//! flops = "20 TFLOP/s"     # devices only; for the roofline
//! copy_engines = 1         # copies at once into the device, and as many out of it
//! copy_setup = "1 us"      # time a copy engine is busy before the bytes of a copy flow
//! launch_overhead = "3 us" # time from a kernel's turn to its first instruction
//! fault_latency = "20 us"  # what on-demand paging adds to the copies that a launch waits for
//!
//! [[link]]
//! from = "host"
//! to = "gpu0"              # memories, or switches declared as [[switch]] with a name
//! bandwidth = "25 GB/s"    # per direction
//! latency = "1 us"
//! duplex = "full"          # or "half": both directions share the bandwidth
//! ```
//!
//! A quantity is text with a unit or a whole number of bytes, bytes per second, operations per
//! second or picoseconds. Bytes travel over switches and host memories, never through a device
//! that is neither source nor target, on the way with the least latency (then the fewest hops).

mod presets;
mod raw;
mod routes;

pub use presets::{PRESETS, preset_text};

use std::path::Path;

use serde::Serialize;

use crate::ids::{ChannelId, MemoryId};
use crate::input::{InputError, read_text, unknown_name};
use crate::units::{Bytes, BytesPerSec, FlopsPerSec, Picos};

/// Largest topology file that is read.
const MAX_FILE_BYTES: u64 = 4 << 20;

/// Memories and links of a machine or of several.
///
/// Invariant: names are unique, there is a host and a device, and every device can be reached from
/// the first host and back.
#[derive(Clone, Debug)]
pub struct Topology {
    name: String,
    memories: Vec<Memory>,
    channels: Vec<Channel>,
    routes: Vec<Option<Route>>,
}

/// A place that holds copies of fragments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Memory {
    /// Unique name.
    pub name: String,
    /// Bytes it can hold.
    pub capacity: Bytes,
    /// Rate at which kernels beside it can read and write it.
    pub bandwidth: BytesPerSec,
    /// The processor beside it; `None` for host memory.
    pub device: Option<Device>,
}

/// A processor that runs kernels on its own memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Device {
    /// Peak arithmetic rate.
    pub flops: FlopsPerSec,
    /// Copies at once into its memory, and as many out of it; at least 1.
    pub copy_engines: u32,
    /// Time that a copy keeps a copy engine busy before its bytes flow.
    pub copy_setup: Picos,
    /// Time from a kernel's turn to its first instruction.
    pub launch_overhead: Picos,
    /// Time that on-demand paging adds once to the copies that a launch waits for.
    pub fault_latency: Picos,
}

/// One direction of a link, or both directions of a half-duplex one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// `from>to`, or `from<>to` for both directions.
    pub name: String,
    /// Rate that all transfers on it share.
    pub bandwidth: BytesPerSec,
    /// Time from the first byte's departure to its arrival.
    pub latency: Picos,
}

/// The way from one memory to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// Channels in order of travel; at least one.
    pub channels: Vec<ChannelId>,
    /// Rate of the slowest channel.
    pub bandwidth: BytesPerSec,
    /// Latency of all channels.
    pub latency: Picos,
}

impl Topology {
    /// Reads a preset by its name, or else a TOML file.
    ///
    /// # Errors
    ///
    /// It is neither, or the file says something impossible.
    pub fn load(name_or_path: &str) -> Result<Topology, InputError> {
        if let Some(text) = preset_text(name_or_path) {
            return Topology::parse(name_or_path, text);
        }
        let path = Path::new(name_or_path);
        if !path.exists() {
            let found = unknown_name(name_or_path, PRESETS.iter().map(|(name, _)| *name));
            return Err(InputError::new(name_or_path, "file", "a topology file or preset", found));
        }
        Topology::parse(name_or_path, &read_text(path, MAX_FILE_BYTES)?)
    }

    /// Reads the text of a topology; `file` is its name in messages.
    ///
    /// # Errors
    ///
    /// The text is not TOML, or says something impossible.
    pub fn parse(file: &str, text: &str) -> Result<Topology, InputError> {
        let parts = raw::parse(file, text)?;
        let n_memories = parts.memories.len();
        let routes = routes::all(&parts);
        let topology = Topology {
            name: parts.name,
            memories: parts.memories,
            channels: parts.channels,
            routes,
        };
        let Some(host) = topology.hosts().next() else {
            return Err(InputError::new(file, "memory", "at least one of kind \"host\"", "none"));
        };
        if topology.devices().next().is_none() {
            return Err(InputError::new(file, "memory", "at least one of kind \"device\"", "none"));
        }
        for idx in 0..n_memories {
            let memory = MemoryId::from_index(idx);
            if memory == host
                || (topology.route(host, memory).is_some()
                    && topology.route(memory, host).is_some())
            {
                continue;
            }
            let name = &topology.memories[idx].name;
            return Err(InputError::new(
                file,
                format!("memory \"{name}\""),
                format!("links that connect it to \"{}\"", topology.memory(host).name),
                "none",
            ));
        }
        Ok(topology)
    }

    /// Name of the topology.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All memories, in order of their ids.
    #[must_use]
    pub fn memories(&self) -> &[Memory] {
        &self.memories
    }

    /// All channels, in order of their ids.
    #[must_use]
    pub fn channels(&self) -> &[Channel] {
        &self.channels
    }

    /// One memory.
    #[must_use]
    pub fn memory(&self, memory: MemoryId) -> &Memory {
        &self.memories[memory.index()]
    }

    /// One channel.
    #[must_use]
    pub fn channel(&self, channel: ChannelId) -> &Channel {
        &self.channels[channel.index()]
    }

    /// The memory of a name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<MemoryId> {
        self.memories.iter().position(|memory| memory.name == name).map(MemoryId::from_index)
    }

    /// Memories beside a processor.
    pub fn devices(&self) -> impl Iterator<Item = MemoryId> + '_ {
        self.of_kind(true)
    }

    /// Memories without a processor.
    pub fn hosts(&self) -> impl Iterator<Item = MemoryId> + '_ {
        self.of_kind(false)
    }

    fn of_kind(&self, device: bool) -> impl Iterator<Item = MemoryId> + '_ {
        let memories = self.memories.iter().enumerate();
        memories
            .filter(move |(_, memory)| memory.device.is_some() == device)
            .map(|(idx, _)| MemoryId::from_index(idx))
    }

    /// The way from one memory to another; `None` if there is none or they are the same.
    #[must_use]
    pub fn route(&self, from: MemoryId, to: MemoryId) -> Option<&Route> {
        self.routes[from.index() * self.memories.len() + to.index()].as_ref()
    }
}

#[cfg(test)]
mod tests;
