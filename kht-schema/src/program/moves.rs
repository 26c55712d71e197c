//! What is moved through one pointer: traffic, and hull and size where all accesses go to the same
//! bytes, which needs no union.

use super::call::Call;
use super::code::Slot;
use super::evaluate::{Memory, Touched};
use super::form::Res;
use super::heat::Side;
use super::{Entry, Program, Stop};
use crate::access::Op;

/// What is done through one pointer, summed up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moves {
    pub(super) loaded: u64,
    pub(super) stored: u64,
    pub(super) atomic: u64,
    pub(super) reads: Lone,
    pub(super) writes: Lone,
}

/// Where some accesses go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lone {
    /// There is none.
    #[default]
    Nothing,
    /// All to the same bytes.
    One {
        /// A task.
        task: u32,
        /// Bytes from where its offset points to.
        shift: i64,
    },
    /// To different bytes, perhaps.
    Many,
}

impl Lone {
    fn join(&mut self, entry: &Entry) {
        let own = Lone::One { task: entry.task, shift: entry.shift };
        *self = if *self == Lone::Nothing || *self == own { own } else { Lone::Many };
    }
}

impl Program<'_> {
    /// Bytes moved through a pointer by accesses of a kind.
    pub(super) fn traffic(&self, slot: Slot, op: Op, memory: &Memory) -> Res<u64> {
        let mut entries = self.entries_of(slot).iter().filter(|entry| entry.op == op);
        entries.try_fold(0_u64, |sum, entry| {
            sum.checked_add(self.moved(entry, memory)?).ok_or(Stop::Overflow)
        })
    }

    /// Bytes moved by equal accesses.
    fn moved(&self, entry: &Entry, memory: &Memory) -> Res<u64> {
        let executions = memory.outcomes[entry.task as usize].executions;
        if executions == 0 {
            return Ok(0);
        }
        let task = &self.tasks[entry.task as usize];
        let width =
            u64::try_from(memory.values[task.width as usize]).map_err(|_| Stop::Overflow)?;
        let bytes = width.checked_mul(executions).and_then(|it| it.checked_mul(entry.times));
        bytes.ok_or(Stop::Overflow)
    }

    /// What is moved through a pointer, and where that is the same for all accesses.
    pub(super) fn moves(&self, slot: Slot, memory: &Memory) -> Res<Moves> {
        let mut moves = Moves::default();
        for entry in self.entries_of(slot) {
            let bytes = self.moved(entry, memory)?;
            if bytes == 0 {
                continue;
            }
            let sum = match entry.op {
                Op::Load => &mut moves.loaded,
                Op::Store => &mut moves.stored,
                Op::Atomic => &mut moves.atomic,
                Op::Prefetch => continue,
            };
            *sum = sum.checked_add(bytes).ok_or(Stop::Overflow)?;
            for (touched, at) in
                [(Touched::Reads, &mut moves.reads), (Touched::Writes, &mut moves.writes)]
            {
                if touched.has(entry.op) {
                    at.join(entry);
                }
            }
        }
        Ok(moves)
    }

    /// Hull and size of what a task touches through a pointer, if its runs are apart already.
    pub(super) fn lone_side(
        &self,
        call: &Call<'_>,
        (slot, lone): (Slot, Lone),
        memory: &Memory,
    ) -> Res<Option<Side>> {
        let (task, shift) = match lone {
            Lone::Nothing => return Ok(Some(Side::default())),
            Lone::One { task, shift } => (task, shift),
            Lone::Many => return Ok(None),
        };
        let outcome = &memory.outcomes[task as usize];
        let ranges = &memory.sink.ranges[outcome.ranges.from..outcome.ranges.to];
        let shapes = &memory.sink.shapes[outcome.shapes.from..outcome.shapes.to];
        let unique = match (ranges, shapes) {
            ([[from, to]], []) => to - from,
            ([], [shape]) if shape.is_disjoint() => {
                shape.runs().checked_mul(shape.run).ok_or(Stop::Overflow)?
            }
            _ => return Ok(None),
        };
        let place = call.pointer(slot).ok_or(Stop::Outside)?;
        let base = i64::try_from(place.offset).map_err(|_| Stop::Overflow)?;
        let base = base.checked_add(shift).ok_or(Stop::Overflow)?;
        let byte = |byte: i64| {
            let byte = byte.checked_add(base).ok_or(Stop::Overflow)?;
            u64::try_from(byte).map_err(|_| Stop::Outside)
        };
        let hull = [byte(outcome.hull[0])?, byte(outcome.hull[1])?];
        Ok(Some(Side { hull, unique: unique.unsigned_abs() }))
    }
}
