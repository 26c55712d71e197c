//! An engine without time: everything is done as soon as it is asked for, in order of submission.
//!
//! For unit tests and for `flame plan`, which shows decisions and not durations.

use std::collections::VecDeque;

use super::space::{Claim, Space};
use super::{Engine, EngineError, Event, Op, Phase, validate};
use crate::ids::OpId;
use crate::topology::Topology;
use crate::units::Picos;

/// The engine; its clock stands at zero.
#[derive(Debug)]
pub struct Noop {
    topology: Topology,
    space: Space,
    n_ops: usize,
    events: VecDeque<Event>,
}

impl Noop {
    /// An engine over the memories of a topology, all of them empty.
    #[must_use]
    pub fn new(topology: Topology) -> Noop {
        let space = Space::new(&topology);
        Noop { topology, space, n_ops: 0, events: VecDeque::new() }
    }
}

impl Engine for Noop {
    fn now(&self) -> Picos {
        Picos::ZERO
    }

    fn submit(&mut self, op: Op) -> Result<OpId, EngineError> {
        let id = OpId::from_index(self.n_ops);
        validate(&self.topology, id, &op)?;
        match self.space.submit(id, &op.kind)? {
            Claim::Nothing => {}
            Claim::Takes => {
                let granted = self.space.grant();
                debug_assert_eq!(granted, Some(id), "logical and physical room are the same here");
            }
            Claim::Gives(memory, bytes) => self.space.give(memory, bytes),
        }
        self.n_ops += 1;
        for phase in [Phase::Started, Phase::Finished] {
            self.events.push_back(Event { time: Picos::ZERO, op: id, phase });
        }
        Ok(id)
    }

    fn next_event(&mut self) -> Result<Option<Event>, EngineError> {
        Ok(self.events.pop_front())
    }
}
