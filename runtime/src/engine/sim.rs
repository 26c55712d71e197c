//! An engine that predicts: a discrete-event simulation of links, copy engines and processors.
//!
//! * A copy waits for its predecessors, room, its delay, and a copy engine at each end; the engine
//!   is busy for the setup and while the bytes flow; the copy finishes one latency later.
//! * Flows share the channels of their route max-min fairly ([`flow`]).
//! * A kernel takes the time of its roofline; bytes it accesses remotely flow beside that, and it
//!   finishes when all of it has.
//!
//! What it leaves out: contention for a device's own memory between copies and kernels, caches,
//! clocks that throttle. It is deterministic: equal operations give equal events.

mod device;
pub mod flow;
mod queue;

use std::collections::{BTreeMap, VecDeque};

use super::space::{Claim, Space};
use super::{Engine, EngineError, Event, KernelWork, Op, OpKind, Phase, validate};
use crate::ids::{ChannelId, MemoryId, OpId};
use crate::topology::Topology;
use crate::units::{Bytes, Picos};
use device::{CopyEngines, Processors};
use flow::{FlowId, Network};
use queue::Queue;

/// The engine.
#[derive(Debug)]
pub struct Sim {
    topology: Topology,
    space: Space,
    processors: Processors,
    copy_engines: CopyEngines,
    network: Network,
    /// Counts changes of the network; a [`Tick::FlowsEnd`] of an earlier one is void.
    network_epoch: u64,
    /// What ends with each flow.
    flow_ops: BTreeMap<FlowId, OpId>,
    queue: Queue<Tick>,
    ops: Vec<State>,
    /// What happened at the present and was not yet taken.
    events: VecDeque<Event>,
    n_ticks: u64,
}

/// Something that will happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tick {
    /// An operation has waited for its delay.
    Delayed(OpId),
    /// A copy's bytes begin to flow, or a kernel's first instruction runs.
    Begin(OpId),
    /// The next flow of the network ends.
    FlowsEnd(u64),
    /// One part of an operation is done.
    PartEnd(OpId),
}

/// What is known of an operation.
#[derive(Debug)]
struct State {
    op: Op,
    claim: Claim,
    /// Predecessors that have not finished, plus one for room and one for a delay.
    blockers: usize,
    /// Operations that wait for this one.
    followers: Vec<OpId>,
    /// Parts that have not ended: flows, and the local part of a kernel.
    parts: usize,
    finished: bool,
}

impl Sim {
    /// A simulation of a topology, all of its memories empty.
    #[must_use]
    pub fn new(topology: Topology) -> Sim {
        Sim {
            space: Space::new(&topology),
            processors: Processors::new(&topology),
            copy_engines: CopyEngines::new(&topology),
            network: Network::new(
                topology.channels().iter().map(|channel| channel.bandwidth.0).collect(),
            ),
            network_epoch: 0,
            flow_ops: BTreeMap::new(),
            queue: Queue::new(),
            ops: Vec::new(),
            events: VecDeque::new(),
            n_ticks: 0,
            topology,
        }
    }

    /// Number of simulation steps so far, for measuring the simulator.
    #[must_use]
    pub fn n_ticks(&self) -> u64 {
        self.n_ticks
    }

    fn emit(&mut self, op: OpId, phase: Phase) {
        self.events.push_back(Event { time: self.queue.now(), op, phase });
    }

    fn at(&self, span: Picos, op: OpId) -> Result<Picos, EngineError> {
        match self.queue.now() + span {
            Picos::MAX => Err(EngineError::Time { op }),
            time => Ok(time),
        }
    }

    /// One reason less to wait; the last one lets the operation go.
    fn unblock(&mut self, op: OpId) -> Result<(), EngineError> {
        let state = &mut self.ops[op.index()];
        state.blockers -= 1;
        if state.blockers > 0 {
            return Ok(());
        }
        let priority = state.op.priority;
        match state.op.kind {
            OpKind::Copy { from, to, .. } => self.copy_engines.wait(from, to, priority, op),
            OpKind::Allocate { .. } | OpKind::Release { .. } => {
                self.emit(op, Phase::Started);
                self.finish(op)?;
            }
            OpKind::Kernel { device, .. } => self.start_kernel(device)?,
        }
        self.start_copies()
    }

    fn start_copies(&mut self) -> Result<(), EngineError> {
        while let Some(op) = self.copy_engines.grant() {
            self.emit(op, Phase::Started);
            let OpKind::Copy { from, to, .. } = self.ops[op.index()].op.kind else {
                unreachable!("only copies wait for copy engines");
            };
            let setup = |memory| self.topology.memory(memory).device.map(|it| it.copy_setup);
            let setup = setup(from).max(setup(to)).unwrap_or(Picos::ZERO);
            self.queue.push(self.at(setup, op)?, Tick::Begin(op));
        }
        Ok(())
    }

    /// Starts the kernel whose turn it is, if it waits for nothing else.
    fn start_kernel(&mut self, device: MemoryId) -> Result<(), EngineError> {
        let Some(op) = self.processors.head(device) else { return Ok(()) };
        let state = &mut self.ops[op.index()];
        if state.blockers > 0 || state.parts > 0 {
            return Ok(());
        }
        let OpKind::Kernel { work, .. } = &state.op.kind else {
            unreachable!("only kernels wait for processors");
        };
        let whole = work.local_time(&self.topology, device);
        let processor = self.topology.memory(device).device;
        let overhead = processor.map_or(Picos::ZERO, |it| it.launch_overhead);
        // The local part, and one for the beginning until the remote parts are counted.
        state.parts = 2;
        self.emit(op, Phase::Started);
        self.queue.push(self.at(whole, op)?, Tick::PartEnd(op));
        self.queue.push(self.at(overhead, op)?, Tick::Begin(op));
        Ok(())
    }

    /// Lets the bytes of a copy, or the remote bytes of a kernel, flow.
    fn begin(&mut self, op: OpId) -> Result<(), EngineError> {
        let flows: Vec<(MemoryId, MemoryId, Bytes)> = match &self.ops[op.index()].op.kind {
            OpKind::Copy { from, to, bytes, .. } => vec![(*from, *to, *bytes)],
            OpKind::Kernel { device, work, .. } => remote_flows(*device, work),
            OpKind::Allocate { .. } | OpKind::Release { .. } => Vec::new(),
        };
        self.ops[op.index()].parts += flows.len();
        for (from, to, bytes) in flows {
            let Some(route) = self.topology.route(from, to) else {
                return Err(EngineError::NoRoute { op, from, to });
            };
            let channels: &[ChannelId] = &route.channels;
            let flow = self.network.start(self.queue.now(), channels, bytes);
            self.flow_ops.insert(flow, op);
        }
        if matches!(self.ops[op.index()].op.kind, OpKind::Kernel { .. }) {
            self.queue.push(self.queue.now(), Tick::PartEnd(op));
        }
        self.network_changed(op)
    }

    fn network_changed(&mut self, op: OpId) -> Result<(), EngineError> {
        self.network_epoch += 1;
        match self.network.next_end() {
            None => Ok(()),
            Some(Picos::MAX) => Err(EngineError::Time { op }),
            Some(time) => {
                self.queue.push(time, Tick::FlowsEnd(self.network_epoch));
                Ok(())
            }
        }
    }

    fn flows_end(&mut self) -> Result<(), EngineError> {
        let mut last = OpId(0);
        for flow in self.network.take_ended(self.queue.now()) {
            let op = self.flow_ops.remove(&flow).expect("each flow belongs to an operation");
            last = op;
            let latency = self.latency(op);
            self.queue.push(self.at(latency, op)?, Tick::PartEnd(op));
            if let OpKind::Copy { from, to, .. } = self.ops[op.index()].op.kind {
                self.copy_engines.finish(from, to);
            }
        }
        self.start_copies()?;
        self.network_changed(last)
    }

    /// Time between an operation's last byte on its way and its end.
    fn latency(&self, op: OpId) -> Picos {
        let way = |from, to| self.topology.route(from, to).map_or(Picos::ZERO, |it| it.latency);
        match &self.ops[op.index()].op.kind {
            OpKind::Copy { from, to, .. } => way(*from, *to),
            OpKind::Kernel { device, work, .. } => {
                let latencies = work.remote.iter().map(|remote| way(remote.memory, *device));
                latencies.max().unwrap_or(Picos::ZERO)
            }
            OpKind::Allocate { .. } | OpKind::Release { .. } => Picos::ZERO,
        }
    }

    fn part_end(&mut self, op: OpId) -> Result<(), EngineError> {
        let state = &mut self.ops[op.index()];
        state.parts -= 1;
        if state.parts > 0 {
            return Ok(());
        }
        self.finish(op)
    }

    fn finish(&mut self, op: OpId) -> Result<(), EngineError> {
        self.emit(op, Phase::Finished);
        let state = &mut self.ops[op.index()];
        state.finished = true;
        let followers = std::mem::take(&mut state.followers);
        if let Claim::Gives(memory, bytes) = state.claim {
            self.space.give(memory, bytes);
        }
        if let OpKind::Kernel { device, .. } = self.ops[op.index()].op.kind {
            self.processors.finish(device);
            self.start_kernel(device)?;
        }
        for follower in followers {
            self.unblock(follower)?;
        }
        self.grant_room()
    }

    fn grant_room(&mut self) -> Result<(), EngineError> {
        while let Some(op) = self.space.grant() {
            self.unblock(op)?;
        }
        Ok(())
    }

    fn tick(&mut self, tick: Tick) -> Result<(), EngineError> {
        self.n_ticks += 1;
        match tick {
            Tick::Delayed(op) => self.unblock(op),
            Tick::Begin(op) => self.begin(op),
            Tick::FlowsEnd(epoch) if epoch == self.network_epoch => self.flows_end(),
            Tick::FlowsEnd(_) => Ok(()),
            Tick::PartEnd(op) => self.part_end(op),
        }
    }
}

fn remote_flows(device: MemoryId, work: &KernelWork) -> Vec<(MemoryId, MemoryId, Bytes)> {
    let both = work.remote.iter().flat_map(|remote| {
        [(remote.memory, device, remote.reads), (device, remote.memory, remote.writes)]
    });
    both.filter(|(_, _, bytes)| *bytes > Bytes::ZERO).collect()
}

impl Engine for Sim {
    fn now(&self) -> Picos {
        self.queue.now()
    }

    fn submit(&mut self, op: Op) -> Result<OpId, EngineError> {
        let id = OpId::from_index(self.ops.len());
        validate(&self.topology, id, &op)?;
        let claim = self.space.submit(id, &op.kind)?;
        // One more than there are, so that nothing starts before all of them are counted.
        let mut blockers = 1 + usize::from(claim == Claim::Takes);
        for after in &op.after {
            let before = &mut self.ops[after.index()];
            if !before.finished {
                before.followers.push(id);
                blockers += 1;
            }
        }
        if let OpKind::Kernel { device, .. } = op.kind {
            self.processors.submit(device, id);
        }
        if let OpKind::Copy { delay, .. } = op.kind
            && delay > Picos::ZERO
        {
            blockers += 1;
            self.queue.push(self.at(delay, id)?, Tick::Delayed(id));
        }
        // A copy has one part, its flow, which `begin` adds; a kernel gets its parts at its start.
        self.ops.push(State {
            op,
            claim,
            blockers,
            followers: Vec::new(),
            parts: 0,
            finished: false,
        });
        self.unblock(id)?;
        self.grant_room()?;
        Ok(id)
    }

    fn next_event(&mut self) -> Result<Option<Event>, EngineError> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(Some(event));
            }
            let Some(tick) = self.queue.pop() else { return Ok(None) };
            self.tick(tick)?;
        }
    }
}
