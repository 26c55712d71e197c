//! What a run showed, per buffer and per instruction.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use inkwell::context::Context;
use kht_schema::{Launch, Op};
use serde::Serialize;

use super::arguments::{PointerPlace, pointers};
use super::instrument::{Site, sources, texts};
use super::lower::Placement;
use super::memory::Memory;
use super::prepare::prepare;
use super::record::{Marks, RegionKind, Tally};
use super::run::{Findings, Job};
use super::threads::{StopReason, Stopped};

/// What a launch did when it ran.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Observed {
    /// Name of the kernel.
    pub kernel: String,
    /// Buffers: those of arguments first, in their order, then the others by name.
    pub buffers: Vec<ObservedBuffer>,
    /// Accesses to shared memory.
    pub shared: Traffic,
    /// Accesses to global variables of the module.
    pub globals: Traffic,
    /// Arrivals of threads at barriers.
    pub barriers: u64,
    /// Instructions that touched buffers, in the module's order.
    pub instructions: Vec<InstructionCount>,
    /// What went wrong; the rest says what happened up to there.
    pub faults: Vec<Fault>,
}

impl Observed {
    /// Whether another run of the same launch touched other bytes, or stopped for other reasons.
    pub(super) fn touches_other_bytes_than(&self, other: &Self) -> bool {
        let kinds = |run: &Self| run.faults.iter().map(|it| it.kind).collect::<Vec<_>>();
        let bytes = |it: &ObservedBuffer| (it.reads.clone(), it.writes.clone(), it.atomics.clone());
        kinds(self) != kinds(other)
            || !self.buffers.iter().map(bytes).eq(other.buffers.iter().map(bytes))
    }
}

impl Fault {
    /// What is touched hangs on shared memory that nobody wrote.
    pub(super) fn unwritten() -> Self {
        Self {
            kind: FaultKind::Unwritten,
            message: "what is touched hangs on shared memory that nobody wrote".to_owned(),
            instruction: None,
            source: None,
            block: [0; 3],
            thread: [0; 3],
            threads: 0,
        }
    }
}

/// What happened to one buffer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ObservedBuffer {
    /// Arguments and fields that point to it.
    pub pointers: Vec<PointerPlace>,
    /// Name in the launch.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Bytes read: sorted, disjoint, half-open.
    pub reads: Vec<[u64; 2]>,
    /// Bytes written, likewise.
    pub writes: Vec<[u64; 2]>,
    /// Bytes of atomics, likewise; they are in `reads` and `writes` too.
    pub atomics: Vec<[u64; 2]>,
    /// Accesses and their bytes.
    #[serde(flatten)]
    pub traffic: Traffic,
    /// What warps asked memory for.
    pub requests: Requests,
}

/// What warps asked memory for: an instruction that lanes of a warp execute together, in the same
/// turn of all loops around it, is one request, and each sector of 32 bytes counts once in it.
///
/// Lanes that are more than 8,192 steps apart are not together any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Requests {
    /// Of loads.
    pub loads: Coalesced,
    /// Of stores.
    pub stores: Coalesced,
    /// Of atomics.
    pub atomics: Coalesced,
}

/// Requests and the sectors that they touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coalesced {
    /// Requests of warps.
    pub requests: u64,
    /// Sectors of all requests.
    pub sectors: u64,
}

impl Coalesced {
    fn add(&mut self, tally: &Tally) {
        self.requests += tally.requests.requests;
        self.sectors += tally.requests.sectors;
    }
}

impl Requests {
    fn add(&mut self, tally: &Tally) {
        match tally.op {
            Op::Load | Op::Prefetch => self.loads.add(tally),
            Op::Store => self.stores.add(tally),
            Op::Atomic => self.atomics.add(tally),
        }
    }
}

/// Numbers of accesses and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Traffic {
    /// Executed loads.
    pub loads: u64,
    /// Bytes moved by loads.
    pub bytes_loaded: u64,
    /// Executed stores.
    pub stores: u64,
    /// Bytes moved by stores.
    pub bytes_stored: u64,
    /// Executed atomics.
    pub atomic_ops: u64,
    /// Bytes moved by atomics.
    pub bytes_atomic: u64,
}

impl Traffic {
    fn add(&mut self, tally: &Tally) {
        let (count, bytes) = match tally.op {
            Op::Load | Op::Prefetch => (&mut self.loads, &mut self.bytes_loaded),
            Op::Store => (&mut self.stores, &mut self.bytes_stored),
            Op::Atomic => (&mut self.atomic_ops, &mut self.bytes_atomic),
        };
        *count += tally.count;
        *bytes += tally.bytes;
    }
}

/// How often an instruction touched a buffer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InstructionCount {
    /// Position among the instructions that touch memory.
    pub site: usize,
    /// What it does.
    pub op: Op,
    /// Buffer that it touched.
    pub buffer: String,
    /// Executions.
    pub count: u64,
    /// Bytes of all executions.
    pub bytes: u64,
    /// What warps asked for with it.
    #[serde(flatten)]
    pub coalesced: Coalesced,
    /// `file:line`, if the module has debug information.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Something that a kernel must not do, or that cannot be run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// What happened, as a sentence.
    pub message: String,
    /// The instruction, if it is known which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instruction: Option<String>,
    /// `file:line`, if the module has debug information.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Block of the first thread that it happened to.
    pub block: [u32; 3],
    /// That thread in its block.
    pub thread: [u32; 3],
    /// Threads that it happened to, until the run ended; 0 if it is no matter of threads.
    pub threads: u64,
}

/// Kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// An access outside of all buffers.
    OutOfBounds,
    /// An access that is not aligned as the instruction says.
    Misaligned,
    /// A division without a result.
    Division,
    /// Something that has no meaning here.
    Unsupported,
    /// A failed assertion of the kernel.
    Assertion,
    /// A trap of the kernel.
    Trap,
    /// Threads that wait for others that never come.
    Deadlock,
    /// The run took too many steps.
    Limit,
    /// What is touched hangs on shared memory that nobody wrote.
    Unwritten,
}

impl FaultKind {
    /// Whether the kernel did what it must not, so that no prediction is bound to hold.
    #[must_use]
    pub fn voids_promises(self) -> bool {
        matches!(self, Self::OutOfBounds | Self::Misaligned | Self::Division | Self::Unwritten)
    }
}

/// Everything that a summary is made of.
pub(super) struct Finished<'a> {
    /// What ran; its module names instructions if something went wrong.
    pub(super) job: &'a Job<'a>,
    pub(super) memory: &'a Memory,
    pub(super) marks: &'a [Arc<Marks>],
    pub(super) sites: &'a [Site],
    pub(super) placement: &'a Placement,
    pub(super) findings: Vec<Findings>,
}

/// Sums up what the workers found.
pub(super) fn summarize(finished: &Finished<'_>) -> Observed {
    let mut buffers: Vec<ObservedBuffer> = finished
        .memory
        .buffers
        .iter()
        .zip(finished.marks)
        .map(|(placed, marks)| ObservedBuffer {
            pointers: Vec::new(),
            name: placed.name.clone(),
            bytes: placed.bytes,
            reads: marks.ranges(&[Op::Load, Op::Atomic]),
            writes: marks.ranges(&[Op::Store, Op::Atomic]),
            atomics: marks.ranges(&[Op::Atomic]),
            traffic: Traffic::default(),
            requests: Requests::default(),
        })
        .collect();
    let (mut shared, mut globals) = (Traffic::default(), Traffic::default());
    let mut per_site: BTreeMap<(usize, usize), (u64, u64, Coalesced)> = BTreeMap::new();
    for tally in finished.findings.iter().flat_map(|it| &it.tallies) {
        match tally.kind {
            RegionKind::Buffer(index) => {
                buffers[index].traffic.add(tally);
                buffers[index].requests.add(tally);
                let counts = per_site.entry((tally.site, index)).or_default();
                counts.0 += tally.count;
                counts.1 += tally.bytes;
                counts.2.add(tally);
            }
            RegionKind::Shared => shared.add(tally),
            RegionKind::Global => globals.add(tally),
            RegionKind::Local => {}
        }
    }
    let instructions = per_site
        .into_iter()
        .map(|((site, buffer), (count, bytes, coalesced))| InstructionCount {
            site,
            op: finished.sites[site].shape.op,
            buffer: buffers[buffer].name.clone(),
            count,
            bytes,
            coalesced,
            source: finished.sites[site].source.clone(),
        })
        .collect();
    Observed {
        kernel: finished.job.launch.kernel.clone(),
        buffers: in_order_of_arguments(buffers, finished.job.launch),
        shared,
        globals,
        barriers: finished.findings.iter().map(|it| it.barriers).sum(),
        instructions,
        faults: faults(finished),
    }
}

/// Notes which arguments point to each buffer, and sorts by the first of them.
fn in_order_of_arguments(mut buffers: Vec<ObservedBuffer>, launch: &Launch) -> Vec<ObservedBuffer> {
    for (place, name) in pointers(launch) {
        if let Some(buffer) = buffers.iter_mut().find(|it| it.name == name) {
            buffer.pointers.push(place);
        }
    }
    buffers.sort_by_key(|it| {
        let first = it.pointers.first().map(|place| (place.param.0, place.at));
        (first.is_none(), first)
    });
    buffers
}

/// All faults, with names and instructions.
fn faults(finished: &Finished<'_>) -> Vec<Fault> {
    let mut all: BTreeMap<StopReason, Stopped> = BTreeMap::new();
    for (key, stopped) in finished.findings.iter().flat_map(|it| &it.stopped) {
        all.entry(*key).and_modify(|known| known.merge(stopped)).or_insert_with(|| *stopped);
    }
    if all.is_empty() {
        return Vec::new();
    }
    let positions: Vec<usize> = all.keys().map(|it| position(*it, finished.sites)).collect();
    let (texts, sources) = name_instructions(finished, &positions);
    all.values()
        .zip(texts.into_iter().zip(sources))
        .map(|(stopped, (text, source))| Fault {
            kind: kind(stopped.reason),
            message: message(stopped.reason, finished),
            instruction: Some(text).filter(|it| !it.is_empty()),
            source,
            block: stopped.first.0,
            thread: stopped.first.1,
            threads: stopped.count,
        })
        .collect()
}

/// Texts and sources of instructions, from the module as it was read.
fn name_instructions(
    finished: &Finished<'_>,
    positions: &[usize],
) -> (Vec<String>, Vec<Option<String>>) {
    let context = Context::create();
    let job = finished.job;
    match prepare(&context, job.bytes, job.name, &job.launch.kernel) {
        Ok(prepared) => (texts(&prepared, positions), sources(&prepared, positions)),
        Err(_) => (vec![String::new(); positions.len()], vec![None; positions.len()]),
    }
}

/// Per watched entry, the instructions that touched it.
pub(super) fn name_watched(finished: &Finished<'_>) -> Vec<Vec<String>> {
    let sites_of = |entry: usize| -> Vec<usize> {
        let all = finished.findings.iter().filter_map(|it| it.watched.get(entry)).flatten();
        all.copied().collect::<BTreeSet<usize>>().into_iter().collect()
    };
    let name = |entry: usize| {
        let sites = sites_of(entry);
        let positions: Vec<usize> =
            sites.iter().map(|&site| finished.sites[site].instruction).collect();
        let (texts, sources) = name_instructions(finished, &positions);
        texts
            .into_iter()
            .zip(sources)
            .map(|(text, source)| source.map_or(text.clone(), |it| format!("{text} ({it})")))
            .collect()
    };
    (0..finished.job.watch.len()).map(name).collect()
}

/// Position of the instruction that a reason names; none is past the end.
fn position(reason: StopReason, sites: &[Site]) -> usize {
    match reason {
        StopReason::OutOfBounds { site, .. } | StopReason::Misaligned { site, .. } => {
            sites.get(site as usize).map_or(usize::MAX, |it| it.instruction)
        }
        StopReason::Division { instruction } => instruction as usize,
        StopReason::Exit
        | StopReason::Unsupported { .. }
        | StopReason::Assertion
        | StopReason::Trap
        | StopReason::TensorMap
        | StopReason::Deadlock
        | StopReason::Limit => usize::MAX,
    }
}

fn kind(reason: StopReason) -> FaultKind {
    match reason {
        StopReason::OutOfBounds { .. } => FaultKind::OutOfBounds,
        StopReason::Misaligned { .. } => FaultKind::Misaligned,
        StopReason::Division { .. } => FaultKind::Division,
        StopReason::Unsupported { .. } | StopReason::TensorMap => FaultKind::Unsupported,
        StopReason::Assertion => FaultKind::Assertion,
        StopReason::Exit | StopReason::Trap => FaultKind::Trap,
        StopReason::Deadlock => FaultKind::Deadlock,
        StopReason::Limit => FaultKind::Limit,
    }
}

fn message(reason: StopReason, finished: &Finished<'_>) -> String {
    match reason {
        StopReason::OutOfBounds { site, address } => out_of_bounds(site, address, finished),
        StopReason::Misaligned { site, address } => {
            let align = finished.sites.get(site as usize).map_or(1, |it| it.shape.align);
            let place = near(address, finished.memory);
            format!("access at {place} is not at a multiple of {align} bytes")
        }
        StopReason::Division { .. } => "division by zero, or of the smallest number by -1".into(),
        StopReason::Unsupported { function } => {
            let name = finished.placement.unsupported.get(function as usize);
            format!("{} has no meaning here", name.map_or("an instruction", String::as_str))
        }
        StopReason::Assertion => "an assertion of the kernel failed".into(),
        StopReason::Exit | StopReason::Trap => "the kernel ran into a trap".into(),
        StopReason::TensorMap => {
            "a tensor map is none of those that this program knows the layout of".into()
        }
        StopReason::Deadlock => "threads wait for others that never come".into(),
        StopReason::Limit => "the run took more steps than it may".into(),
    }
}

fn out_of_bounds(site: u32, address: u64, finished: &Finished<'_>) -> String {
    let shape = finished.sites.get(site as usize).map(|it| it.shape);
    let op = match shape.map(|it| it.op) {
        Some(Op::Store) => "store",
        Some(Op::Atomic) => "atomic",
        Some(Op::Load | Op::Prefetch) | None => "load",
    };
    let bytes = shape
        .filter(|it| it.bytes != 0)
        .map_or_else(String::new, |it| format!(" of {} bytes", it.bytes));
    format!("{op}{bytes} at {} is outside of all buffers", near(address, finished.memory))
}

/// An address in terms of the closest buffer.
fn near(address: u64, memory: &Memory) -> String {
    match memory.nearest(address) {
        Some((buffer, offset)) => {
            format!("byte {offset} of buffer {:?} ({} bytes)", buffer.name, buffer.bytes)
        }
        None => format!("address {address}"),
    }
}
