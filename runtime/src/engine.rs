//! Engines: what carries out copies and kernels, and the contract that all of them obey.
//!
//! 1. An operation starts after all operations in [`Op::after`] finished; it yields
//!    [`Phase::Started`] and later [`Phase::Finished`], once each. Times never decrease.
//! 2. A copy into a memory that does not hold the fragment yet takes room there, as does
//!    [`OpKind::Allocate`]; [`OpKind::Release`] gives it back. Room of a memory is granted in order
//!    of submission, and what is held never exceeds the capacity. So operations that fit one after
//!    the other, in order of submission, can never block each other.
//! 3. Kernels of one device run one at a time, in order of submission. Everything else may overlap.
//! 4. [`Engine::next_event`] returns `None` only when every operation has finished.
//!
//! An engine decides nothing: what it cannot do as told is an [`EngineError`].

pub mod noop;
pub mod sim;
mod space;

pub use noop::Noop;
pub use sim::Sim;

use serde::Serialize;
use thiserror::Error;

use crate::ids::{FragmentId, LaunchId, MemoryId, OpId};
use crate::topology::Topology;
use crate::units::{Bytes, Picos};

/// Carries out operations; see the module for the contract.
pub trait Engine {
    /// The present; it moves in [`Engine::next_event`] only.
    fn now(&self) -> Picos;

    /// Takes an operation; ids count from 0 in order of submission.
    ///
    /// # Errors
    ///
    /// The operation names something that does not exist, or can never be done.
    fn submit(&mut self, op: Op) -> Result<OpId, EngineError>;

    /// Moves on to the next event; `None` if every operation has finished.
    ///
    /// # Errors
    ///
    /// An operation can never start, or time has run out.
    fn next_event(&mut self) -> Result<Option<Event>, EngineError>;
}

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Op {
    /// What to do.
    pub kind: OpKind,
    /// Operations that must have finished before; all submitted earlier.
    pub after: Vec<OpId>,
    /// Of copies that wait for the same copy engine the one with the lowest value goes first.
    pub priority: u64,
}

/// Kinds of operations.
#[derive(Clone, Debug, PartialEq)]
pub enum OpKind {
    /// Copies a fragment that the source holds.
    Copy {
        /// What is copied.
        fragment: FragmentId,
        /// Its size.
        bytes: Bytes,
        /// Source; holds the fragment.
        from: MemoryId,
        /// Target; takes room if it does not hold the fragment yet.
        to: MemoryId,
        /// Time that passes before the copy may start, beside everything else it waits for.
        delay: Picos,
    },
    /// Takes room for a fragment whose bytes will be written there.
    Allocate {
        /// What will be there.
        fragment: FragmentId,
        /// Its size.
        bytes: Bytes,
        /// Where.
        memory: MemoryId,
    },
    /// Gives back the room of a fragment.
    Release {
        /// What is there.
        fragment: FragmentId,
        /// Where.
        memory: MemoryId,
    },
    /// Runs a kernel.
    Kernel {
        /// Launch that it is.
        launch: LaunchId,
        /// Device that runs it.
        device: MemoryId,
        /// What it does.
        work: KernelWork,
    },
}

/// What a kernel does, for engines that must predict how long it takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct KernelWork {
    /// Floating-point operations.
    pub flops: u64,
    /// Bytes that cross the device's own memory interface.
    pub local: Bytes,
    /// Bytes that cross links while it runs.
    pub remote: Vec<Remote>,
}

/// Bytes that a kernel reads from and writes to a memory that is not its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Remote {
    /// The other memory.
    pub memory: MemoryId,
    /// Bytes that come from it.
    pub reads: Bytes,
    /// Bytes that go to it.
    pub writes: Bytes,
}

impl KernelWork {
    /// Time on a device if nothing is remote: the roofline, rounded up, and the launch overhead.
    ///
    /// On a memory without a processor it is [`Picos::MAX`].
    #[must_use]
    pub fn local_time(&self, topology: &Topology, device: MemoryId) -> Picos {
        let memory = topology.memory(device);
        let Some(processor) = &memory.device else { return Picos::MAX };
        let arithmetic = processor.flops.time_for(self.flops);
        processor.launch_overhead + arithmetic.max(memory.bandwidth.time_for(self.local))
    }
}

/// Something that happened to an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub time: Picos,
    /// To which operation.
    pub op: OpId,
    /// What.
    pub phase: Phase,
}

/// What happened to an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It has what it waited for.
    Started,
    /// It is done.
    Finished,
}

/// Why an engine cannot do as it was told; always the caller's fault, save [`EngineError::Time`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EngineError {
    /// An operation waits for one that was not submitted before it.
    #[error("{op} waits for {after}, which was not submitted before it")]
    UnknownOp {
        /// The operation that was submitted.
        op: OpId,
        /// What it waits for.
        after: OpId,
    },
    /// There is no such memory, or it has no processor where one is needed.
    #[error("{op} names {memory}, which is not a memory that can do this")]
    BadMemory {
        /// The operation.
        op: OpId,
        /// What it names.
        memory: MemoryId,
    },
    /// A copy between memories without a way, or a remote access to one.
    #[error("{op} needs a way from {from} to {to}")]
    NoRoute {
        /// The operation.
        op: OpId,
        /// Source.
        from: MemoryId,
        /// Target.
        to: MemoryId,
    },
    /// A memory does not hold what is to be copied from or released in it.
    #[error("{op} needs {fragment} in {memory}, which does not hold it")]
    NotHeld {
        /// The operation.
        op: OpId,
        /// What is missing.
        fragment: FragmentId,
        /// Where.
        memory: MemoryId,
    },
    /// Room is taken for a fragment that is there already.
    #[error("{op} takes room for {fragment} in {memory}, which holds it already")]
    HeldAlready {
        /// The operation.
        op: OpId,
        /// What is there.
        fragment: FragmentId,
        /// Where.
        memory: MemoryId,
    },
    /// An operation takes room that nothing submitted before it will make.
    #[error("{op} takes {bytes} in {memory}, which has no room for it")]
    OutOfMemory {
        /// The operation.
        op: OpId,
        /// Room that it needs.
        bytes: Bytes,
        /// Where.
        memory: MemoryId,
    },
    /// Virtual time does not reach that far: the input's sizes and rates are out of proportion.
    #[error("{op} would end after the last point in time, {} from the start", Picos::MAX)]
    Time {
        /// The operation.
        op: OpId,
    },
}

/// Refuses an operation that names what does not exist; part of every engine's `submit`.
fn validate(topology: &Topology, op: OpId, request: &Op) -> Result<(), EngineError> {
    if let Some(after) = request.after.iter().find(|after| **after >= op) {
        return Err(EngineError::UnknownOp { op, after: *after });
    }
    let known = |memory: MemoryId| match memory.index() < topology.memories().len() {
        true => Ok(()),
        false => Err(EngineError::BadMemory { op, memory }),
    };
    let way = |from: MemoryId, to: MemoryId| match topology.route(from, to) {
        Some(_) => Ok(()),
        None => Err(EngineError::NoRoute { op, from, to }),
    };
    match &request.kind {
        OpKind::Copy { from, to, .. } => {
            known(*from)?;
            known(*to)?;
            way(*from, *to)
        }
        OpKind::Allocate { memory, .. } | OpKind::Release { memory, .. } => known(*memory),
        OpKind::Kernel { device, work, .. } => {
            known(*device)?;
            if topology.memory(*device).device.is_none() {
                return Err(EngineError::BadMemory { op, memory: *device });
            }
            for remote in &work.remote {
                known(remote.memory)?;
                way(remote.memory, *device)?;
                way(*device, remote.memory)?;
            }
            Ok(())
        }
    }
}
