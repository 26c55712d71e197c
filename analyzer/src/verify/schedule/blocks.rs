//! Lets the blocks of a grid run, one after the other unless one waits for another.
//!
//! A GPU runs many blocks at once, so one may wait for what another writes. Here a worker runs a
//! block to its end if it can; one that turns without touching anything new is parked, with all
//! its threads and its shared memory, and comes back when others had their turn.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::super::low::LowMemory;
use super::super::threads::{Status, StopReason};
use super::Scheduler;

/// Threads that may be stopped before the run ends: more would only repeat the same finding.
const STOPS: u64 = 4096;

/// Threads of all workers that may be in parked blocks: each keeps a stack, which takes two of the
/// 65,530 mappings that Linux lets a process have.
const PARKED_THREADS: usize = 24_000;

/// Steps of a worker that are charged together, so that workers rarely meet at the same counter.
const CHARGE: u64 = 1 << 16;

/// What all workers of a run share.
#[derive(Debug)]
pub(in super::super) struct Shared {
    /// Next block to run.
    next_block: AtomicU64,
    /// Steps that the run may still take.
    steps_left: AtomicU64,
    /// Set when the run is to end.
    ended: AtomicBool,
    /// Threads that were stopped.
    stops: AtomicU64,
    workers: usize,
}

impl Shared {
    /// A run of some workers that may take a number of steps.
    pub(in super::super) fn new(workers: usize, steps: u64) -> Self {
        Self {
            next_block: AtomicU64::new(0),
            steps_left: AtomicU64::new(steps),
            ended: AtomicBool::new(false),
            stops: AtomicU64::new(0),
            workers: workers.max(1),
        }
    }

    /// Whether the run is to end.
    pub(super) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    /// Counts a thread that was stopped; too many end the run.
    pub(super) fn note_stop(&self) {
        if self.stops.fetch_add(1, Ordering::Relaxed) >= STOPS {
            self.ended.store(true, Ordering::Relaxed);
        }
    }
}

/// A block that waits for its next turn.
pub(super) struct Parked {
    index: [u32; 3],
    statuses: Vec<Status>,
    holders: Vec<usize>,
    arrived: BTreeMap<u32, u32>,
    /// What it left in shared memory.
    memory: Vec<u8>,
}

impl Scheduler<'_> {
    /// Runs blocks until there are none left; `memory` is the shared memory of the running one.
    pub(in super::super) fn run(&mut self, memory: &mut LowMemory) -> std::io::Result<()> {
        let threads = self.worker.statuses.len().max(1);
        let room = PARKED_THREADS / self.shared.workers / threads;
        while !self.shared.has_ended() {
            let new = if self.parked.len() < room.max(1) { self.take_block() } else { None };
            if let Some(index) = new {
                self.start(index, memory);
            } else if let Some(parked) = self.parked.pop_front() {
                self.go_on(parked, memory);
            } else {
                return Ok(());
            }
            if !self.run_block()? {
                let parked = self.park(memory);
                self.parked.push_back(parked);
            }
        }
        Ok(())
    }

    /// Whether there is a block that could run instead of the running one.
    pub(super) fn others_wait(&self) -> bool {
        !self.parked.is_empty() || self.shared.next_block.load(Ordering::Relaxed) < self.blocks()
    }

    /// Charges the run for the worker's steps, and ends it if there are none left.
    pub(super) fn charge(&mut self) {
        let due = self.worker.clock() - self.charged;
        if due < CHARGE {
            return;
        }
        self.charged += due;
        let take = |left: u64| left.checked_sub(due);
        let left = &self.shared.steps_left;
        if left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_err() {
            self.worker.note_stop(StopReason::Limit, self.worker.running.get());
            self.shared.ended.store(true, Ordering::Relaxed);
        }
    }

    fn blocks(&self) -> u64 {
        self.worker.setup.grid.iter().map(|&extent| u64::from(extent)).product()
    }

    /// The next block that nobody has started.
    fn take_block(&self) -> Option<[u32; 3]> {
        let [x, y, _] = self.worker.setup.grid.map(u64::from);
        let block = self.shared.next_block.fetch_add(1, Ordering::Relaxed);
        let axis = |value: u64| u32::try_from(value).expect("less than the grid's extent");
        (block < self.blocks()).then(|| [axis(block % x), axis(block / x % y), axis(block / x / y)])
    }

    /// Makes a block the running one.
    fn start(&mut self, index: [u32; 3], memory: &mut LowMemory) {
        memory.fill(self.worker.setup.unwritten);
        self.worker.block.set(index);
        self.worker.statuses.iter().for_each(|status| status.set(Status::New));
        self.arrived.clear();
    }

    /// Takes the running block away, to come back later.
    fn park(&mut self, memory: &LowMemory) -> Parked {
        Parked {
            index: self.worker.block.get(),
            statuses: self.worker.statuses.iter().map(|status| status.get()).collect(),
            holders: self.holders.clone(),
            arrived: std::mem::take(&mut self.arrived),
            memory: memory.contents(),
        }
    }

    /// Makes a parked block the running one.
    fn go_on(&mut self, parked: Parked, memory: &mut LowMemory) {
        memory.set(&parked.memory);
        self.worker.block.set(parked.index);
        for (status, kept) in self.worker.statuses.iter().zip(parked.statuses) {
            status.set(kept);
        }
        self.holders = parked.holders;
        self.arrived = parked.arrived;
    }
}
