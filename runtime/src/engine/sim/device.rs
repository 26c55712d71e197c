//! Who waits for what on a device: kernels for the processor, copies for copy engines.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::ids::{MemoryId, OpId};
use crate::topology::Topology;

/// Processors: kernels run one at a time, in order of submission.
#[derive(Debug)]
pub(super) struct Processors {
    queues: Vec<VecDeque<OpId>>,
}

impl Processors {
    pub(super) fn new(topology: &Topology) -> Processors {
        Processors { queues: vec![VecDeque::new(); topology.memories().len()] }
    }

    pub(super) fn submit(&mut self, device: MemoryId, op: OpId) {
        self.queues[device.index()].push_back(op);
    }

    /// The kernel whose turn it is, running or not.
    pub(super) fn head(&self, device: MemoryId) -> Option<OpId> {
        self.queues[device.index()].front().copied()
    }

    pub(super) fn finish(&mut self, device: MemoryId) {
        self.queues[device.index()].pop_front();
    }
}

/// Copy engines: a copy uses one into its target and one out of its source; hosts have no limit.
#[derive(Debug)]
pub(super) struct CopyEngines {
    /// Engines that are free, per memory: into it, out of it.
    free: Vec<(u32, u32)>,
    /// Copies that wait, per pair of source and target, by (priority, order of submission).
    waiting: BTreeMap<(MemoryId, MemoryId), BTreeSet<(u64, OpId)>>,
}

impl CopyEngines {
    pub(super) fn new(topology: &Topology) -> CopyEngines {
        let engines = |memory: &crate::topology::Memory| {
            let n = memory.device.map_or(u32::MAX, |device| device.copy_engines);
            (n, n)
        };
        CopyEngines {
            free: topology.memories().iter().map(engines).collect(),
            waiting: BTreeMap::new(),
        }
    }

    pub(super) fn wait(&mut self, from: MemoryId, to: MemoryId, priority: u64, op: OpId) {
        self.waiting.entry((from, to)).or_default().insert((priority, op));
    }

    /// The next copy that gets its engines, if there is one; ask until there is none.
    pub(super) fn grant(&mut self) -> Option<OpId> {
        let ready = self
            .waiting
            .iter()
            .filter(|((from, to), _)| self.free[from.index()].1 > 0 && self.free[to.index()].0 > 0);
        let ((priority, op), (from, to)) =
            ready.filter_map(|(pair, copies)| Some((*copies.first()?, *pair))).min()?;
        if let Some(copies) = self.waiting.get_mut(&(from, to)) {
            copies.remove(&(priority, op));
        }
        self.free[from.index()].1 -= 1;
        self.free[to.index()].0 -= 1;
        Some(op)
    }

    pub(super) fn finish(&mut self, from: MemoryId, to: MemoryId) {
        self.free[from.index()].1 += 1;
        self.free[to.index()].0 += 1;
    }
}
