//! Room in memories: who holds how much, granted in order of submission.
//!
//! Each memory has a *logical* view, what it will hold once everything submitted has finished, and
//! a *physical* one, what it holds now. Logical room is checked at submission, so a request that
//! nothing will ever make room for is refused at once instead of waiting forever.

use std::collections::{BTreeMap, VecDeque};

use super::{EngineError, OpKind};
use crate::ids::{FragmentId, MemoryId, OpId};
use crate::topology::Topology;
use crate::units::Bytes;

/// Room of all memories.
#[derive(Debug)]
pub(super) struct Space {
    memories: Vec<Room>,
    /// What each memory will hold, with its size.
    held: BTreeMap<(FragmentId, MemoryId), Bytes>,
}

/// Room of one memory. Invariant: `physical <= capacity` and `logical <= capacity`.
#[derive(Debug)]
struct Room {
    capacity: Bytes,
    logical: Bytes,
    physical: Bytes,
    requests: VecDeque<(OpId, Bytes)>,
}

/// Room that an operation takes or gives back once it is its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// None.
    Nothing,
    /// Takes room; it starts after [`Space::grant`] names it.
    Takes,
    /// Gives back so much when it finishes.
    Gives(MemoryId, Bytes),
}

impl Space {
    pub(super) fn new(topology: &Topology) -> Space {
        let room = |capacity| Room {
            capacity,
            logical: Bytes::ZERO,
            physical: Bytes::ZERO,
            requests: VecDeque::new(),
        };
        Space {
            memories: topology.memories().iter().map(|memory| room(memory.capacity)).collect(),
            held: BTreeMap::new(),
        }
    }

    /// Enters an operation into the logical view.
    pub(super) fn submit(&mut self, op: OpId, kind: &OpKind) -> Result<Claim, EngineError> {
        match *kind {
            OpKind::Copy { fragment, bytes, from, to, .. } => {
                if !self.held.contains_key(&(fragment, from)) {
                    return Err(EngineError::NotHeld { op, fragment, memory: from });
                }
                match self.held.contains_key(&(fragment, to)) {
                    true => Ok(Claim::Nothing),
                    false => self.take(op, fragment, bytes, to),
                }
            }
            OpKind::Allocate { fragment, bytes, memory } => {
                match self.held.contains_key(&(fragment, memory)) {
                    true => Err(EngineError::HeldAlready { op, fragment, memory }),
                    false => self.take(op, fragment, bytes, memory),
                }
            }
            OpKind::Release { fragment, memory } => {
                let Some(bytes) = self.held.remove(&(fragment, memory)) else {
                    return Err(EngineError::NotHeld { op, fragment, memory });
                };
                let room = &mut self.memories[memory.index()];
                room.logical = room.logical.checked_sub(bytes).expect("what is held was taken");
                Ok(Claim::Gives(memory, bytes))
            }
            OpKind::Kernel { .. } => Ok(Claim::Nothing),
        }
    }

    fn take(
        &mut self,
        op: OpId,
        fragment: FragmentId,
        bytes: Bytes,
        memory: MemoryId,
    ) -> Result<Claim, EngineError> {
        let room = &mut self.memories[memory.index()];
        match room.logical.checked_add(bytes) {
            Some(logical) if logical <= room.capacity => room.logical = logical,
            _ => return Err(EngineError::OutOfMemory { op, bytes, memory }),
        }
        self.held.insert((fragment, memory), bytes);
        room.requests.push_back((op, bytes));
        Ok(Claim::Takes)
    }

    /// The next operation that gets its room, if there is one; ask until there is none.
    pub(super) fn grant(&mut self) -> Option<OpId> {
        self.memories.iter_mut().find_map(|room| {
            let (op, bytes) = *room.requests.front()?;
            let physical = room.physical.checked_add(bytes)?;
            (physical <= room.capacity).then(|| {
                room.physical = physical;
                room.requests.pop_front();
                op
            })
        })
    }

    /// Gives room back.
    pub(super) fn give(&mut self, memory: MemoryId, bytes: Bytes) {
        let room = &mut self.memories[memory.index()];
        room.physical = room.physical.checked_sub(bytes).expect("what is given back was taken");
    }
}
