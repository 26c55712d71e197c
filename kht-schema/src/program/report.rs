//! Reports: exact ranges per pointer, and a whole [`Footprint`] as the engine makes it.

use super::call::Call;
use super::code::Slot;
use super::evaluate::{Memory, Touched};
use super::form::Res;
use super::{Bound, Program, Stop};
use crate::access::{Exactness, Op};
use crate::footprint::total::not_checked;
use crate::footprint::{BindError, BufferUse, Count, Footprint, Options, WorkTotal};
use crate::launch::Launch;

/// Exact ranges of one direction through one pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Bytes read, those of atomics included.
    Reads,
    /// Bytes written, those of atomics included.
    Writes,
    /// Bytes of atomics.
    Atomics,
}

/// A launch that is evaluated: what it touches can be asked for, pointer by pointer.
#[derive(Debug)]
pub struct Evaluated<'p, 'k, 'c, 'm> {
    program: &'p Program<'k>,
    call: &'c Call<'c>,
    memory: &'m mut Memory,
}

impl<'k> Program<'k> {
    /// Evaluates a launch for exact ranges.
    ///
    /// # Errors
    ///
    /// The launch is one that the footprint engine has to answer; the reason why.
    pub fn evaluate<'p, 'c, 'm>(
        &'p self,
        call: &'c Call<'c>,
        memory: &'m mut Memory,
    ) -> Result<Evaluated<'p, 'k, 'c, 'm>, Stop> {
        self.solve(call, memory)?;
        Ok(Evaluated { program: self, call, memory })
    }

    /// The footprint of a launch, from the engine where there is no answer here; the two are equal.
    ///
    /// # Errors
    ///
    /// As [`footprint`](crate::footprint()).
    pub fn footprint(
        &self,
        launch: &Launch,
        options: &Options,
        memory: &mut Memory,
    ) -> Result<Footprint, BindError> {
        match self.try_footprint(&self.bind(launch)?, options, memory) {
            Ok(footprint) => Ok(footprint),
            Err(_) => crate::footprint(self.kernel, launch, options),
        }
    }

    /// The footprint of a launch without the engine.
    ///
    /// # Errors
    ///
    /// The launch is one that the footprint engine has to answer; the reason why.
    pub fn try_footprint(
        &self,
        bound: &Bound<'_>,
        options: &Options,
        memory: &mut Memory,
    ) -> Result<Footprint, Stop> {
        let (call, names) = (&bound.call(), &bound.names);
        self.check_notes(call)?;
        self.solve(call, memory)?;
        let granularity = options.granularity.max(1);
        let mut buffers = Vec::with_capacity(self.pointers.len());
        for (index, pointer) in self.pointers.iter().enumerate() {
            let slot = Slot::try_from(index).map_err(|_| Stop::Size)?;
            let Some(place) = call.pointer(slot) else { continue };
            let mut sides = [Vec::new(), Vec::new(), Vec::new()];
            for (ranges, touched) in
                sides.iter_mut().zip([Touched::Reads, Touched::Writes, Touched::Atomics])
            {
                self.union(call, slot, touched, memory)?;
                let union = memory.of(touched);
                union.write_all_out()?;
                widen(&union.pieces, granularity, place.bytes, ranges)?;
            }
            let [reads, writes, atomics] = sides;
            let count = |op: Op| self.traffic(slot, op, memory).map(Count::exactly);
            buffers.push(BufferUse {
                param: Some(pointer.param),
                at: pointer.at,
                name: names.get(index).copied().flatten().unwrap_or_default().to_owned(),
                exactness: Exactness::Exact,
                reasons: Vec::new(),
                reads,
                writes,
                atomics,
                bytes_loaded: count(Op::Load)?,
                bytes_stored: count(Op::Store)?,
                bytes_atomic: count(Op::Atomic)?,
            });
        }
        let work = self.work_total(call, memory)?;
        let (kernel, notes) = (self.kernel.name.clone(), not_checked(self.kernel).collect());
        Ok(Footprint { kernel, granularity, buffers, work, notes })
    }

    /// Pointers into one buffer, and those that are not aligned, may be worth a note, which the
    /// engine writes.
    fn check_notes(&self, call: &Call<'_>) -> Res<()> {
        let places =
            || call.pointers.iter().enumerate().filter_map(|(at, it)| it.map(|it| (at, it)));
        let misaligned = places().any(|(at, place)| {
            let pointer = self.pointers.get(at).filter(|pointer| pointer.at.is_none());
            let param = pointer.and_then(|it| self.kernel.params.get(it.param.index()));
            let facts = param.and_then(|param| param.pointer.as_ref());
            facts.is_some_and(|facts| facts.align > 1 && place.offset % facts.align != 0)
        });
        let shared = places().any(|(at, place)| {
            places().any(|(other, it)| other != at && it.buffer == place.buffer)
        });
        if misaligned || shared { Err(Stop::Noted) } else { Ok(()) }
    }

    fn work_total(&self, call: &Call<'_>, memory: &mut Memory) -> Res<WorkTotal> {
        let mut total = WorkTotal::default();
        for (work, site) in self.kernel.work.iter().zip(&self.work) {
            let site = site.map_err(|_| Stop::Unserved)?;
            let executions = u128::from(self.executions(site, call, memory)?);
            total.add(work, executions, executions);
        }
        Ok(total)
    }
}

impl Evaluated<'_, '_, '_, '_> {
    /// Bytes touched through a pointer, by its position in [`Program::pointers`]: appended to
    /// `ranges`, sorted, disjoint, half-open, from the start of the buffer.
    ///
    /// # Errors
    ///
    /// There are more ranges than are kept.
    pub fn ranges(
        &mut self,
        pointer: usize,
        direction: Direction,
        ranges: &mut Vec<[u64; 2]>,
    ) -> Result<(), Stop> {
        let slot = Slot::try_from(pointer).map_err(|_| Stop::Size)?;
        let touched = match direction {
            Direction::Reads => Touched::Reads,
            Direction::Writes => Touched::Writes,
            Direction::Atomics => Touched::Atomics,
        };
        self.program.union(self.call, slot, touched, self.memory)?;
        let union = self.memory.of(touched);
        union.write_all_out()?;
        widen(&union.pieces, 1, u64::MAX, ranges)
    }
}

/// Pieces as ranges of multiples of the granularity, within a buffer.
fn widen(pieces: &[[i64; 2]], step: u64, size: u64, ranges: &mut Vec<[u64; 2]>) -> Res<()> {
    let first = ranges.len();
    ranges.reserve(pieces.len());
    for [from, to] in pieces {
        let byte = |byte: i64| u64::try_from(byte).map_err(|_| Stop::Outside);
        let (mut from, mut to) = (byte(*from)?, byte(*to)?);
        if step > 1 {
            from = from / step * step;
            to = ((to - 1) / step * step).saturating_add(step).min(size);
            if ranges.len() > first
                && let Some(last) = ranges.last_mut()
                && from <= last[1]
            {
                last[1] = to.max(last[1]);
                continue;
            }
        }
        ranges.push([from, to]);
    }
    Ok(())
}
