//! Carrying out plans: steps become operations, and what the engine reports becomes events of the
//! directory, rows and traces.

use std::collections::BTreeMap;

use super::{ControlError, Job, LaunchRow, Outcome, Totals};
use crate::directory::{CopyState, Directory, Event};
use crate::engine::{Engine, KernelWork, Op, OpKind, Phase, Remote};
use crate::horizon::{Horizon, LaunchHeat, Upcoming};
use crate::ids::{FragmentId, LaunchId, MemoryId, OpId};
use crate::plan::{Plan, Purpose, Step};
use crate::trace::{Record, Trace};
use crate::units::{Bytes, Picos};

/// The state of a run.
pub(super) struct Carrier<'a> {
    pub(super) job: &'a Job,
    engine: &'a mut dyn Engine,
    trace: Option<&'a mut Trace>,
    pub(super) directory: Directory,
    pub(super) horizon: Horizon,
    /// What each operation is, and when it started.
    ops: Vec<(Carried, Picos)>,
    /// Operations that will put something where a launch may wait for it.
    pending: BTreeMap<(FragmentId, MemoryId), OpId>,
    running: BTreeMap<LaunchId, Running>,
    /// A row per launch whose turn has come.
    rows: BTreeMap<LaunchId, LaunchRow>,
    totals: Totals,
    n_finished: usize,
    decision_due: bool,
}

/// What an operation is to us.
#[derive(Clone, Copy)]
enum Carried {
    Home,
    Copy { fragment: FragmentId, from: MemoryId, to: MemoryId, purpose: Purpose, launch: LaunchId },
    Allocate { fragment: FragmentId, memory: MemoryId },
    Evict { fragment: FragmentId, memory: MemoryId },
    Kernel { launch: LaunchId },
}

/// A launch that was issued.
struct Running {
    device: MemoryId,
    /// Where each fragment that it was promised is used, by fragment.
    places: Vec<(FragmentId, MemoryId)>,
}

impl<'a> Carrier<'a> {
    pub(super) fn new(
        job: &'a Job,
        engine: &'a mut dyn Engine,
        trace: Option<&'a mut Trace>,
    ) -> Carrier<'a> {
        let pieces = job.fragmentation.ids().map(|id| job.fragmentation.piece(id));
        let capacities = job.topology.memories().iter().map(|memory| memory.capacity);
        Carrier {
            directory: Directory::new(pieces.map(|piece| (piece.bytes, piece.home)), capacities),
            horizon: Horizon::new(job.fragmentation.len()),
            job,
            engine,
            trace,
            ops: Vec::new(),
            pending: BTreeMap::new(),
            running: BTreeMap::new(),
            rows: BTreeMap::new(),
            totals: Totals::default(),
            n_finished: 0,
            decision_due: true,
        }
    }

    pub(super) fn now(&self) -> Picos {
        self.engine.now()
    }

    pub(super) fn n_waiting(&self) -> usize {
        self.horizon.waiting().len()
    }

    pub(super) fn take_decision_due(&mut self) -> bool {
        std::mem::take(&mut self.decision_due)
    }

    /// Puts every fragment where it is at the start.
    pub(super) fn place_homes(&mut self) -> Result<(), ControlError> {
        for fragment in self.job.fragmentation.ids() {
            let piece = self.job.fragmentation.piece(fragment);
            let (bytes, memory) = (piece.bytes, piece.home);
            self.tell(fragment, memory, Event::Place)?;
            let kind = OpKind::Allocate { fragment, bytes, memory };
            self.submit(kind, Vec::new(), 0, Carried::Home)?;
        }
        Ok(())
    }

    /// Notes for each launch whose turn has come what it finds on its device.
    pub(super) fn note_ready(&mut self) {
        let devices: Vec<MemoryId> = self.job.topology.devices().collect();
        for device in devices {
            let Some(head) = self.horizon.head(device) else { continue };
            if self.rows.contains_key(&head.launch) || self.horizon.conflict(head).is_some() {
                continue;
            }
            let row = self.row_of(head);
            self.rows.insert(row.launch, row);
        }
    }

    fn row_of(&self, head: &Upcoming) -> LaunchRow {
        let truth = &self.job.launches[head.launch.index()].truth;
        let (mut needed_bytes, mut hit_bytes) = (Bytes::ZERO, Bytes::ZERO);
        for item in truth.uses.iter().filter(|item| !item.overwrites) {
            needed_bytes += item.touched;
            let copy = self.directory.fragment(item.fragment).copy(head.device);
            if copy.is_some_and(|copy| copy.state == CopyState::Valid) {
                hit_bytes += item.touched;
            }
        }
        LaunchRow {
            launch: head.launch,
            kernel: truth.kernel.clone(),
            device: self.job.topology.memory(head.device).name.clone(),
            needed_bytes,
            hit_bytes,
            remote_bytes: Bytes::ZERO,
            ready_ps: self.now(),
            start_ps: Picos::ZERO,
            end_ps: Picos::ZERO,
            stall_ps: Picos::ZERO,
        }
    }

    /// Hands all steps of a plan to the engine.
    pub(super) fn execute(&mut self, plan: Plan) -> Result<(), ControlError> {
        self.totals.n_plans += 1;
        for step in plan.steps {
            match step {
                Step::Copy { fragment, from, to, purpose, launch } => {
                    self.copy(fragment, (from, to), purpose, launch)?;
                }
                Step::Allocate { fragment, memory, launch: _ } => {
                    self.tell(fragment, memory, Event::Allocate)?;
                    let bytes = self.directory.fragment(fragment).bytes;
                    let kind = OpKind::Allocate { fragment, bytes, memory };
                    let carried = Carried::Allocate { fragment, memory };
                    let op = self.submit(kind, Vec::new(), 0, carried)?;
                    self.pending.insert((fragment, memory), op);
                }
                Step::Evict { fragment, memory } => self.evict(fragment, memory)?,
                Step::Launch { launch, device, resident, remote } => {
                    let mut places: Vec<(FragmentId, MemoryId)> =
                        resident.into_iter().map(|fragment| (fragment, device)).collect();
                    places.extend(remote);
                    places.sort_unstable();
                    self.launch(launch, device, places)?;
                }
            }
        }
        Ok(())
    }

    fn copy(
        &mut self,
        fragment: FragmentId,
        (from, to): (MemoryId, MemoryId),
        purpose: Purpose,
        launch: LaunchId,
    ) -> Result<(), ControlError> {
        self.tell(fragment, to, Event::FillBegin { from })?;
        let bytes = self.directory.fragment(fragment).bytes;
        let faults = self.job.policy.paging && purpose == Purpose::Demand;
        let device = self.job.topology.memory(to).device.filter(|_| faults);
        let delay = device.map_or(Picos::ZERO, |device| device.fault_latency);
        let kind = OpKind::Copy { fragment, bytes, from, to, delay };
        let carried = Carried::Copy { fragment, from, to, purpose, launch };
        let op = self.submit(kind, Vec::new(), u64::from(launch.0), carried)?;
        self.pending.insert((fragment, to), op);
        Ok(())
    }

    /// Drops a copy once those that read it have arrived.
    fn evict(&mut self, fragment: FragmentId, memory: MemoryId) -> Result<(), ControlError> {
        self.tell(fragment, memory, Event::EvictBegin)?;
        let copies = self.pending.range((fragment, MemoryId(0))..=(fragment, MemoryId(u32::MAX)));
        let reads = |op: &OpId| match self.ops[op.index()].0 {
            Carried::Copy { from, .. } => from == memory,
            Carried::Home
            | Carried::Allocate { .. }
            | Carried::Evict { .. }
            | Carried::Kernel { .. } => false,
        };
        let readers: Vec<OpId> = copies.map(|(_, op)| *op).filter(reads).collect();
        let kind = OpKind::Release { fragment, memory };
        self.submit(kind, readers, 0, Carried::Evict { fragment, memory })?;
        Ok(())
    }

    fn launch(
        &mut self,
        launch: LaunchId,
        device: MemoryId,
        places: Vec<(FragmentId, MemoryId)>,
    ) -> Result<(), ControlError> {
        for (fragment, memory) in &places {
            self.tell(*fragment, *memory, Event::Pin)?;
        }
        let after: Vec<OpId> =
            places.iter().filter_map(|place| self.pending.get(place).copied()).collect();
        let work = work_of(&self.job.launches[launch.index()].truth, device, &places);
        if let Some(row) = self.rows.get_mut(&launch) {
            row.remote_bytes = work.remote.iter().map(|it| it.reads + it.writes).sum();
        }
        let kind = OpKind::Kernel { launch, device, work };
        self.submit(kind, after, u64::from(launch.0), Carried::Kernel { launch })?;
        self.running.insert(launch, Running { device, places });
        self.horizon.issue(launch);
        Ok(())
    }

    fn submit(
        &mut self,
        kind: OpKind,
        after: Vec<OpId>,
        priority: u64,
        carried: Carried,
    ) -> Result<OpId, ControlError> {
        let op = self.engine.submit(Op { kind, after, priority })?;
        debug_assert_eq!(op.index(), self.ops.len(), "engines count operations from 0");
        self.ops.push((carried, Picos::ZERO));
        Ok(op)
    }

    fn tell(
        &mut self,
        fragment: FragmentId,
        memory: MemoryId,
        event: Event,
    ) -> Result<(), ControlError> {
        let now = self.engine.now();
        let effects = self.directory.step(fragment, memory, event, now)?;
        if let Some(trace) = &mut self.trace {
            let bytes = self.directory.fragment(fragment).bytes;
            for effect in effects {
                trace.effect(now, effect, bytes);
            }
        }
        Ok(())
    }

    /// Takes the engine's next event in; whether there was one.
    pub(super) fn advance(
        &mut self,
        progress: Option<&mut (dyn FnMut(usize) + '_)>,
    ) -> Result<bool, ControlError> {
        let Some(event) = self.engine.next_event()? else { return Ok(false) };
        let (carried, started) = self.ops[event.op.index()];
        match event.phase {
            Phase::Started => {
                self.ops[event.op.index()].1 = event.time;
                if let Carried::Kernel { launch } = carried {
                    self.kernel_started(launch, event.time)?;
                }
            }
            Phase::Finished => {
                self.finished(event.op, carried)?;
                self.record(carried, started, event.time);
                if let (Carried::Kernel { .. }, Some(progress)) = (carried, progress) {
                    progress(self.n_finished);
                }
                // Whoever could not start before may be able to now.
                self.decision_due |= !matches!(carried, Carried::Home) && self.is_anyone_idle();
            }
        }
        Ok(true)
    }

    fn is_anyone_idle(&self) -> bool {
        let mut heads = self.job.topology.devices().filter_map(|device| self.horizon.head(device));
        heads.any(|head| self.horizon.conflict(head).is_none())
    }

    fn finished(&mut self, op: OpId, carried: Carried) -> Result<(), ControlError> {
        match carried {
            Carried::Home => Ok(()),
            Carried::Copy { fragment, from, to, .. } => {
                self.settle(fragment, to, op);
                let bytes = self.directory.fragment(fragment).bytes;
                self.count_copy(from, to, bytes);
                self.tell(fragment, to, Event::FillEnd { from })
            }
            Carried::Allocate { fragment, memory } => {
                self.settle(fragment, memory, op);
                Ok(())
            }
            Carried::Evict { fragment, memory } => {
                self.totals.n_evictions += 1;
                self.tell(fragment, memory, Event::EvictEnd)
            }
            Carried::Kernel { launch } => self.kernel_finished(launch),
        }
    }

    fn settle(&mut self, fragment: FragmentId, memory: MemoryId, op: OpId) {
        if self.pending.get(&(fragment, memory)) == Some(&op) {
            self.pending.remove(&(fragment, memory));
        }
    }

    fn count_copy(&mut self, from: MemoryId, to: MemoryId, bytes: Bytes) {
        let is_device = |memory| self.job.topology.memory(memory).device.is_some();
        let sum = match (is_device(from), is_device(to)) {
            (false, true) => &mut self.totals.h2d_bytes,
            (true, false) => &mut self.totals.d2h_bytes,
            (true, true) => &mut self.totals.d2d_bytes,
            (false, false) => &mut self.totals.h2h_bytes,
        };
        *sum += bytes;
        self.totals.n_copies += 1;
    }

    fn kernel_started(&mut self, launch: LaunchId, time: Picos) -> Result<(), ControlError> {
        self.expect_promised(launch)?;
        for (fragment, memory, overwrites) in self.writes(launch) {
            self.tell(fragment, memory, Event::WriteBegin { overwrites })?;
        }
        if let Some(row) = self.rows.get_mut(&launch) {
            row.start_ps = time;
        }
        // The next launches can be prepared behind this one.
        self.decision_due = true;
        Ok(())
    }

    /// What a kernel reads must be valid where it was promised, whatever plans and checks said.
    fn expect_promised(&self, launch: LaunchId) -> Result<(), ControlError> {
        let Some(running) = self.running.get(&launch) else { return Ok(()) };
        let truth = &self.job.launches[launch.index()].truth;
        for item in &truth.uses {
            let fragment = item.fragment;
            let place = place_of(&running.places, fragment);
            let copy = place.and_then(|memory| self.directory.fragment(fragment).copy(memory));
            let is_valid = copy.is_some_and(|copy| match copy.state {
                CopyState::Valid => true,
                CopyState::Stale => item.overwrites,
                CopyState::Filling | CopyState::Evicting => false,
            });
            if !is_valid {
                return Err(ControlError::Promise { launch, fragment });
            }
        }
        Ok(())
    }

    fn kernel_finished(&mut self, launch: LaunchId) -> Result<(), ControlError> {
        for (fragment, memory, _) in self.writes(launch) {
            self.tell(fragment, memory, Event::WriteEnd)?;
        }
        let Some(running) = self.running.remove(&launch) else { return Ok(()) };
        for (fragment, memory) in &running.places {
            self.tell(*fragment, *memory, Event::Unpin)?;
        }
        self.horizon.finish(launch);
        self.n_finished += 1;
        let truth = &self.job.launches[launch.index()].truth;
        let local = truth.uses.iter().map(|item| item.touched).sum();
        let ideal = KernelWork { flops: truth.flops, local, remote: Vec::new() };
        let ideal = ideal.local_time(&self.job.topology, running.device);
        let end = self.engine.now();
        if let Some(row) = self.rows.get_mut(&launch) {
            row.end_ps = end;
            row.stall_ps = end.saturating_sub(row.ready_ps).saturating_sub(ideal);
        }
        Ok(())
    }

    /// What a running launch writes: fragment, place, and whether it overwrites it as a whole.
    fn writes(&self, launch: LaunchId) -> Vec<(FragmentId, MemoryId, bool)> {
        let Some(running) = self.running.get(&launch) else { return Vec::new() };
        let truth = &self.job.launches[launch.index()].truth;
        let written = truth.uses.iter().filter(|item| item.is_written());
        written
            .filter_map(|item| {
                let memory = place_of(&running.places, item.fragment)?;
                Some((item.fragment, memory, item.overwrites))
            })
            .collect()
    }

    fn record(&mut self, carried: Carried, started: Picos, ended: Picos) {
        let Some(trace) = &mut self.trace else { return };
        let piece = |fragment| self.job.fragmentation.piece(fragment);
        let record = match carried {
            Carried::Home | Carried::Allocate { .. } => return,
            Carried::Copy { fragment, from, to, purpose, launch } => {
                Record::Copy { fragment, piece: piece(fragment), from, to, purpose, launch }
            }
            Carried::Evict { fragment, memory } => {
                Record::Evict { fragment, piece: piece(fragment), memory }
            }
            Carried::Kernel { launch } => match self.rows.get(&launch) {
                Some(row) => Record::Kernel(row.clone()),
                None => return,
            },
        };
        trace.record(started, ended, record);
    }

    /// What it all added up to.
    pub(super) fn outcome(self) -> Outcome {
        let mut totals = self.totals;
        for row in self.rows.values() {
            totals.needed_bytes += row.needed_bytes;
            totals.hit_bytes += row.hit_bytes;
            totals.remote_bytes += row.remote_bytes;
            totals.stall_ps += row.stall_ps;
            totals.makespan_ps = totals.makespan_ps.max(row.end_ps);
        }
        Outcome { totals, launches: self.rows.into_values().collect() }
    }
}

/// What a kernel does where its fragments are.
fn work_of(truth: &LaunchHeat, device: MemoryId, places: &[(FragmentId, MemoryId)]) -> KernelWork {
    let mut local = Bytes::ZERO;
    let mut remote: BTreeMap<MemoryId, (Bytes, Bytes)> = BTreeMap::new();
    for item in &truth.uses {
        match place_of(places, item.fragment) {
            Some(memory) if memory != device => {
                let (reads, writes) = remote.entry(memory).or_default();
                *reads += item.read_traffic;
                *writes += item.write_traffic;
            }
            Some(_) | None => local += item.touched,
        }
    }
    let remote = remote.into_iter();
    let remote = remote.map(|(memory, (reads, writes))| Remote { memory, reads, writes }).collect();
    KernelWork { flops: truth.flops, local, remote }
}

fn place_of(places: &[(FragmentId, MemoryId)], fragment: FragmentId) -> Option<MemoryId> {
    let idx = places.binary_search_by_key(&fragment, |(fragment, _)| *fragment).ok()?;
    Some(places[idx].1)
}
