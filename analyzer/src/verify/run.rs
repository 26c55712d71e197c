//! One run from module to summary: everything made ready once, then blocks on all workers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

use inkwell::context::Context;
use kht_schema::{Launch, Op};
use memmap2::MmapMut;

use super::arguments::pack;
use super::instrument::{Site, instrument};
use super::jit::{Addresses, compile};
use super::low::LowMemory;
use super::lower::{Placement, lower};
use super::memory::Memory;
use super::prepare::{ParamShape, prepare};
use super::record::{Marks, Recorder, Region, RegionKind, SiteShape, Tally, Watch};
use super::schedule::{Scheduler, Shared};
use super::summary::{Finished, name_watched, summarize};
use super::system;
use super::threads::{Setup, StopReason, Stopped, Worker};
use super::{Observed, Options, VerifyError};

/// Stack of a thread besides what its own variables take: the compiled code spills registers and
/// calls the recorder, which is shallow.
const STACK_BASE: u64 = 128 << 10;

/// What to run and how.
pub(super) struct Job<'a> {
    /// Module as text or bitcode.
    pub(super) bytes: &'a [u8],
    /// What messages call it.
    pub(super) name: &'a str,
    pub(super) launch: &'a Launch,
    pub(super) options: &'a Options,
    /// What is in bytes of shared memory that nobody wrote.
    pub(super) unwritten: u8,
    /// Bytes of buffers, by name, whose accesses are to be named.
    pub(super) watch: &'a [(String, Op, Vec<[u64; 2]>)],
}

/// Result of a run.
pub(super) struct Ran {
    pub(super) observed: Observed,
    /// Per watched entry, the instructions that touched it.
    pub(super) watched: Vec<Vec<String>>,
}

/// A kernel that is ready to be compiled by each worker.
struct Ready {
    bitcode: Vec<u8>,
    params: Vec<ParamShape>,
    sites: Vec<Site>,
    placement: Placement,
    stack_bytes: u64,
    /// Lanes of a warp.
    lanes: usize,
}

/// What one worker found.
pub(super) struct Findings {
    pub(super) tallies: Vec<Tally>,
    pub(super) stopped: BTreeMap<StopReason, Stopped>,
    pub(super) barriers: u64,
    /// Per watched entry, the sites that touched it.
    pub(super) watched: Vec<Vec<usize>>,
}

/// Memory of a run, apart from what belongs to one block.
struct Place<'a> {
    memory: &'a Memory,
    marks: &'a [Arc<Marks>],
    globals: u64,
    /// Buffers by position, as in [`Job::watch`].
    watch: Vec<(usize, Op, Vec<[u64; 2]>)>,
}

/// See [`super::observe`].
pub(super) fn observe(job: &Job<'_>) -> Result<Ran, VerifyError> {
    let launch = job.launch;
    let ready = make_ready(job.bytes, job.name, &launch.kernel)?;
    let memory = Memory::new(launch)?;
    let placement = &ready.placement;
    let arguments =
        pack(launch, &ready.params, &placement.arguments, placement.arguments_bytes, &memory)?;
    let mut globals = arena(placement.globals_bytes)?;
    let start = usize::try_from(placement.system).map_err(std::io::Error::other)?;
    system::describe(launch, placement.static_shared, &mut globals[start..]);
    let marks: Vec<Arc<Marks>> = memory.buffers.iter().map(|_| Arc::default()).collect();
    let place = Place {
        memory: &memory,
        marks: &marks,
        globals: globals.as_ptr().expose_provenance() as u64,
        watch: positions(job, &memory),
    };
    let setup = Setup { unwritten: job.unwritten, ..setup(launch, &ready, arguments) };
    let findings = run(&ready, &place, &setup, job.options)?;
    let finished =
        Finished { job, memory: &memory, marks: &marks, sites: &ready.sites, placement, findings };
    Ok(Ran { observed: summarize(&finished), watched: name_watched(&finished) })
}

/// See [`super::gaps`].
pub(super) fn gaps(bytes: &[u8], name: &str, kernel: &str) -> Result<Vec<String>, VerifyError> {
    Ok(make_ready(bytes, name, kernel)?.placement.unsupported)
}

/// What is watched, by position of the buffer.
fn positions(job: &Job<'_>, memory: &Memory) -> Vec<(usize, Op, Vec<[u64; 2]>)> {
    let position = |name: &str| memory.buffers.iter().position(|it| it.name == name);
    job.watch
        .iter()
        .filter_map(|(name, op, ranges)| Some((position(name)?, *op, ranges.clone())))
        .collect()
}

/// Reads, instruments and lowers a kernel.
fn make_ready(bytes: &[u8], name: &str, kernel: &str) -> Result<Ready, VerifyError> {
    let context = Context::create();
    let prepared = prepare(&context, bytes, name, kernel)?;
    let instrumented = instrument(&prepared);
    let placement = lower(&prepared, &instrumented)?;
    let bitcode = prepared.module.write_bitcode_to_memory().as_slice().to_vec();
    Ok(Ready {
        bitcode,
        params: prepared.params.clone(),
        lanes: prepared.lanes,
        stack_bytes: STACK_BASE + 4 * (instrumented.stack_bytes + placement.arguments_bytes),
        sites: instrumented.sites,
        placement,
    })
}

/// Zeroed memory of at least a number of bytes, aligned to a page.
fn arena(bytes: u64) -> Result<MmapMut, VerifyError> {
    let length = usize::try_from(bytes.max(1)).map_err(std::io::Error::other)?;
    Ok(MmapMut::map_anon(length)?)
}

/// What each thread starts with.
fn setup(launch: &Launch, ready: &Ready, arguments: Vec<u128>) -> Setup {
    let fixed = u32::try_from(ready.placement.static_shared).unwrap_or(u32::MAX);
    Setup {
        grid: launch.grid,
        block: launch.block,
        lanes: ready.lanes,
        dynamic_shared: launch.shared_bytes,
        total_shared: fixed.saturating_add(launch.shared_bytes),
        unwritten: 0,
        arguments,
        stack_bytes: usize::try_from(ready.stack_bytes).unwrap_or(usize::MAX),
    }
}

/// Runs all blocks.
fn run(
    ready: &Ready,
    place: &Place<'_>,
    setup: &Setup,
    options: &Options,
) -> Result<Vec<Findings>, VerifyError> {
    let blocks: u64 = setup.grid.iter().map(|&extent| u64::from(extent)).product();
    let workers = options.workers.clamp(1, usize::try_from(blocks).unwrap_or(usize::MAX).max(1));
    let shared = Shared::new(workers, options.max_steps);
    // The first worker fills the global variables, so the others start after it has.
    let (ready_to_run, wait) = std::sync::mpsc::channel();
    thread::scope(|scope| {
        let shared = &shared;
        let first = scope.spawn(move || work(ready, place, setup, shared, Some(ready_to_run)));
        // An error here means that the first worker failed; joining it says why.
        let _ = wait.recv();
        let others: Vec<_> = (1..workers)
            .map(|_| scope.spawn(move || work(ready, place, setup, shared, None)))
            .collect();
        let all = std::iter::once(first).chain(others);
        all.map(|it| it.join().expect("workers report errors instead of panicking")).collect()
    })
}

/// Compiles the kernel and runs blocks until there are none left.
fn work(
    ready: &Ready,
    place: &Place<'_>,
    setup: &Setup,
    shared: &Shared,
    initialized: Option<std::sync::mpsc::Sender<()>>,
) -> Result<Findings, VerifyError> {
    let shared_bytes = ready.placement.static_shared + u64::from(setup.dynamic_shared);
    let mut shared_memory = LowMemory::new(shared_bytes)?;
    let shared_base = shared_memory.address();
    let recorder = recorder(ready, place, (shared_base, shared_bytes));
    let worker = Worker::new(recorder, setup.clone(), (shared_base, shared_bytes));
    let addresses = Addresses {
        worker: (&raw const worker).expose_provenance() as u64,
        thread: worker.thread.as_ptr().expose_provenance() as u64,
        fuel: worker.fuel.as_ptr().expose_provenance() as u64,
        place: worker.place.as_ptr().expose_provenance() as u64,
        turn: worker.turn.as_ptr().expose_provenance() as u64,
        shared: shared_base,
        globals: place.globals,
        system: place.globals + ready.placement.system,
    };
    let context = Context::create();
    let code = compile(&context, &ready.bitcode, &addresses)?;
    worker.set_entry(code.entry);
    if let Some(initialized) = initialized {
        code.initialize_globals();
        // Nobody listens if the run has only one worker.
        let _ = initialized.send(());
    }
    Scheduler::new(&worker, shared).run(&mut shared_memory)?;
    Ok(Findings {
        tallies: worker.recorder.tallies(),
        stopped: worker.stopped(),
        barriers: worker.barriers(),
        watched: worker.recorder.watched(),
    })
}

/// A recorder that knows all memory of the run.
fn recorder(ready: &Ready, place: &Place<'_>, shared: (u64, u64)) -> Recorder {
    let mut regions: Vec<Region> = place
        .memory
        .buffers
        .iter()
        .zip(place.marks)
        .enumerate()
        .map(|(index, (buffer, marks))| Region {
            kind: RegionKind::Buffer(index),
            base: buffer.base,
            bytes: buffer.bytes,
            marks: Some(Arc::clone(marks)),
        })
        .collect();
    let plain = |kind: RegionKind, base: u64, bytes: u64| Region { kind, base, bytes, marks: None };
    regions.push(plain(RegionKind::Shared, shared.0, shared.1));
    regions.push(plain(RegionKind::Global, place.globals, ready.placement.globals_bytes));
    let shapes: Vec<SiteShape> = ready.sites.iter().map(|site| site.shape).collect();
    let mut recorder = Recorder::new(regions, &shapes);
    if !place.watch.is_empty() {
        recorder.watch(Watch::new(place.watch.clone(), shapes.len()));
    }
    recorder
}
