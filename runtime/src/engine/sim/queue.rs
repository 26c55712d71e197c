//! The future: events in (time, sequence) order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::units::Picos;

/// Events that are still to come, and the present.
#[derive(Debug)]
pub(super) struct Queue<E> {
    now: Picos,
    sequence: u64,
    heap: BinaryHeap<Reverse<(Picos, u64, E)>>,
}

impl<E: Ord> Queue<E> {
    pub(super) fn new() -> Queue<E> {
        Queue { now: Picos::ZERO, sequence: 0, heap: BinaryHeap::new() }
    }

    pub(super) fn now(&self) -> Picos {
        self.now
    }

    /// Schedules an event; events of one time come in the order in which they were scheduled.
    pub(super) fn push(&mut self, time: Picos, event: E) {
        assert!(time >= self.now, "an event at {time} is scheduled at {}", self.now);
        self.heap.push(Reverse((time, self.sequence, event)));
        self.sequence += 1;
    }

    /// Moves on to the next event.
    pub(super) fn pop(&mut self) -> Option<E> {
        let Reverse((time, _, event)) = self.heap.pop()?;
        self.now = time;
        Some(event)
    }
}
