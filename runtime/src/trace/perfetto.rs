//! Chrome's trace-event JSON, which Perfetto reads.
//!
//! | process | threads and events |
//! |---|---|
//! | a memory | `kernels`: a slice each, with its bytes and stall |
//! | | `evictions`: an instant each; counters of resident bytes |
//! | a pair of memories | lanes, so that copies do not overlap: a slice each, with its purpose |

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::{Record, Slice, Trace};
use crate::ids::MemoryId;
use crate::topology::Topology;
use crate::units::Picos;

/// Thread of a memory's kernels.
const KERNELS: usize = 1;
/// Thread of a memory's evictions.
const EVICTIONS: usize = 2;

/// Writes a trace to a file; there is no file, or the old one, if that fails.
///
/// # Errors
///
/// The file or its folder cannot be written.
pub fn save(
    path: &Path,
    trace: &Trace,
    topology: &Topology,
    buffer_names: &[String],
) -> io::Result<()> {
    crate::output::save(path, |out| write(out, trace, topology, buffer_names))
}

/// Writes a trace.
///
/// # Errors
///
/// The writer's.
pub fn write(
    out: &mut impl Write,
    trace: &Trace,
    topology: &Topology,
    buffer_names: &[String],
) -> io::Result<()> {
    let mut document = Document { out, is_first: true };
    document.out.write_all(b"{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n")?;
    let ways = Ways::of(trace, topology.memories().len());
    for (idx, memory) in topology.memories().iter().enumerate() {
        document.name(idx + 1, None, &memory.name)?;
        if memory.device.is_some() {
            document.name(idx + 1, Some(KERNELS), "kernels")?;
            document.name(idx + 1, Some(EVICTIONS), "evictions")?;
        }
    }
    for ((from, to), process) in &ways.processes {
        let name = |memory: &MemoryId| &topology.memory(*memory).name;
        document.name(*process, None, &format!("{} > {}", name(from), name(to)))?;
    }
    let mut lanes = Lanes::default();
    let mut slices: Vec<&Slice> = trace.slices.iter().collect();
    slices.sort_by_key(|slice| slice.start);
    for slice in slices {
        document.event(&slice_event(slice, topology, &ways, &mut lanes, buffer_names))?;
    }
    for level in &trace.levels {
        document.event(&json!({
            "ph": "C", "name": "resident bytes", "pid": level.memory.index() + 1,
            "ts": micros(level.time),
            "args": {
                "valid": level.valid.0, "filling": level.filling.0, "leaving": level.leaving.0,
            },
        }))?;
    }
    document.out.write_all(b"\n]}\n")
}

struct Document<'a, W: Write> {
    out: &'a mut W,
    is_first: bool,
}

impl<W: Write> Document<'_, W> {
    fn event(&mut self, event: &Value) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_first, false) {
            self.out.write_all(b",\n")?;
        }
        serde_json::to_writer(&mut *self.out, event).map_err(io::Error::from)
    }

    /// Names a process, or a thread of it.
    fn name(&mut self, process: usize, thread: Option<usize>, name: &str) -> io::Result<()> {
        let what = if thread.is_some() { "thread_name" } else { "process_name" };
        let thread = thread.unwrap_or(0);
        self.event(&json!({
            "ph": "M", "name": what, "pid": process, "tid": thread, "args": {"name": name},
        }))
    }
}

/// Processes of the pairs of memories that copies went between.
struct Ways {
    processes: BTreeMap<(MemoryId, MemoryId), usize>,
}

impl Ways {
    fn of(trace: &Trace, n_memories: usize) -> Ways {
        let pairs: BTreeSet<(MemoryId, MemoryId)> = trace
            .slices
            .iter()
            .filter_map(|slice| match &slice.record {
                Record::Copy { from, to, .. } => Some((*from, *to)),
                Record::Kernel(_) | Record::Evict { .. } => None,
            })
            .collect();
        let processes = pairs.into_iter().enumerate();
        Ways { processes: processes.map(|(idx, pair)| (pair, n_memories + 1 + idx)).collect() }
    }
}

/// Threads on which copies are drawn: slices of one thread must not overlap.
#[derive(Default)]
struct Lanes {
    /// When each lane of a process is free again.
    free_at: BTreeMap<usize, Vec<Picos>>,
}

impl Lanes {
    fn take(&mut self, process: usize, slice: &Slice) -> usize {
        let lanes = self.free_at.entry(process).or_default();
        let lane = match lanes.iter().position(|free_at| *free_at <= slice.start) {
            Some(lane) => lane,
            None => {
                lanes.push(Picos::ZERO);
                lanes.len() - 1
            }
        };
        lanes[lane] = slice.end;
        lane + 1
    }
}

fn slice_event(
    slice: &Slice,
    topology: &Topology,
    ways: &Ways,
    lanes: &mut Lanes,
    buffer_names: &[String],
) -> Value {
    let buffer = |piece: &crate::fragments::Piece| {
        buffer_names.get(piece.buffer.index()).map_or("?", String::as_str)
    };
    let (start, duration) = (micros(slice.start), micros(slice.end.saturating_sub(slice.start)));
    match &slice.record {
        Record::Kernel(row) => json!({
            "ph": "X", "name": row.kernel, "cat": "kernel", "ts": start, "dur": duration,
            "pid": topology.find(&row.device).map_or(0, MemoryId::index) + 1, "tid": KERNELS,
            "args": {
                "launch": row.launch.to_string(), "needed bytes": row.needed_bytes.0,
                "hit bytes": row.hit_bytes.0, "remote bytes": row.remote_bytes.0,
                "stall us": micros(row.stall_ps),
            },
        }),
        Record::Copy { fragment, piece, from, to, purpose, launch } => {
            let process = ways.processes.get(&(*from, *to)).copied().unwrap_or(0);
            json!({
                "ph": "X", "name": format!("{} +{}", buffer(piece), piece.offset),
                "cat": purpose, "ts": start, "dur": duration,
                "pid": process, "tid": lanes.take(process, slice),
                "args": {
                    "fragment": fragment.to_string(), "bytes": piece.bytes.0,
                    "for": launch.to_string(),
                },
            })
        }
        Record::Evict { fragment, piece, memory } => json!({
            "ph": "i", "s": "t", "name": format!("{} +{}", buffer(piece), piece.offset),
            "cat": "evict", "ts": start, "pid": memory.index() + 1, "tid": EVICTIONS,
            "args": {"fragment": fragment.to_string(), "bytes": piece.bytes.0},
        }),
    }
}

/// Microseconds, the unit of the format; exact to the picosecond up to some hours.
fn micros(time: Picos) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a drawing, not an account")]
    let picos = time.0 as f64;
    picos / 1e6
}
