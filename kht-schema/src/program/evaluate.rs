//! Evaluation: scalars, checks and tasks of one launch.

use super::call::Call;
use super::code::{NEVER, NONE, ScalarOp, Slot};
use super::form::Res;
use super::heat::Heat;
use super::machine::Inputs;
use super::sink::{Outcome, Sink};
use super::solve::Solver;
use super::union::Union;
use super::walk::Access;
use super::{Check, Entry, Program, Stop, scalars};
use crate::access::Op;
use crate::launch::{MAX_BLOCK, MAX_BLOCK_THREADS, MAX_GRID};

/// Rounds of checks: a proof may make the guards usable that another one needs.
const ROUNDS: usize = 2;

/// What evaluation works with, used again for each launch of any kernel.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    pub(super) values: Vec<i64>,
    solver: Solver,
    pub(super) sink: Sink,
    pub(super) outcomes: Vec<Outcome>,
    /// By check.
    looked_at: Vec<bool>,
    pub(super) reads: Union,
    pub(super) writes: Union,
    pub(super) either: Union,
    pub(super) heat: Heat,
}

/// Which accesses are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touched {
    /// Loads and atomics.
    Reads,
    /// Stores and atomics.
    Writes,
    /// Atomics.
    Atomics,
}

impl Memory {
    /// The union that the bytes of a direction were collected in.
    pub(super) fn of(&mut self, touched: Touched) -> &mut Union {
        if touched == Touched::Writes { &mut self.writes } else { &mut self.reads }
    }
}

impl Touched {
    pub(super) fn has(self, op: Op) -> bool {
        match self {
            Touched::Reads => matches!(op, Op::Load | Op::Atomic),
            Touched::Writes => matches!(op, Op::Store | Op::Atomic),
            Touched::Atomics => op == Op::Atomic,
        }
    }
}

impl Program<'_> {
    /// Evaluates all tasks, so that unions and counts can be asked for.
    pub(super) fn solve(&self, call: &Call<'_>, memory: &mut Memory) -> Res<()> {
        if !self.unserved.is_empty() {
            return Err(Stop::Unserved);
        }
        self.check_extents(call)?;
        self.find_scalars(call, memory);
        self.check_written(call)?;
        self.check_assumptions(call, memory)?;
        memory.sink.clear();
        memory.outcomes.clear();
        let Memory { values, solver, sink, outcomes, .. } = memory;
        let inputs = Inputs { call, values, open: 0 };
        for task in &self.tasks {
            let width = values[task.width as usize];
            if width == NONE {
                return Err(Stop::Undefined);
            }
            let mut outcome = Outcome::default();
            if width > 0 {
                let access = Access { width, counted_only: false };
                outcome = solver.solve(&self.sites[task.site as usize], &inputs, access, sink)?;
            }
            outcomes.push(outcome);
        }
        self.entries.iter().try_for_each(|entry| self.check_bounds(call, entry, memory))
    }

    /// Executions of a part of the kernel's work, once all is solved.
    pub(super) fn executions(&self, site: u32, call: &Call<'_>, memory: &mut Memory) -> Res<u64> {
        let Memory { values, solver, sink, .. } = memory;
        let inputs = Inputs { call, values, open: 0 };
        let access = Access { width: 1, counted_only: true };
        let site = &self.sites[site as usize];
        Ok(solver.solve(site, &inputs, access, sink)?.executions)
    }

    fn check_extents(&self, call: &Call<'_>) -> Res<()> {
        let fits = |extent: [u32; 3], limit: [u32; 3]| {
            extent.iter().zip(limit).all(|(have, limit)| (1..=limit).contains(have))
        };
        let threads: u64 = call.block.iter().map(|extent| u64::from(*extent)).product();
        let bounds = &self.kernel.launch_bounds;
        let required = bounds.required_block.is_none_or(|required| required == call.block);
        let within = bounds.max_block.is_none_or(|limit| {
            let most: u64 = limit.iter().map(|extent| u64::from(*extent)).product();
            // A limit on one axis alone is one on all threads.
            threads <= most && (limit[1..] == [1, 1] || fits(call.block, limit))
        });
        let known = fits(call.grid, MAX_GRID) && fits(call.block, MAX_BLOCK);
        let fits = known && threads <= MAX_BLOCK_THREADS.into() && required && within;
        if fits { Ok(()) } else { Err(Stop::Extent) }
    }

    fn find_scalars(&self, call: &Call<'_>, memory: &mut Memory) {
        let Memory { values, solver, .. } = memory;
        values.clear();
        values.extend_from_slice(&self.constants);
        for (scalar, op) in &self.ops {
            values[*scalar as usize] = match op {
                ScalarOp::Run(fold) => {
                    let inputs = Inputs { call, values, open: 0 };
                    solver.number(&self.folds[*fold as usize], &inputs).unwrap_or(NONE)
                }
                op => scalars::evaluate(*op, values, call),
            };
        }
    }

    /// Values are loaded as they are before the launch, so no store may reach their buffers.
    fn check_written(&self, call: &Call<'_>) -> Res<()> {
        let buffer = |slot: &Slot| call.pointer(*slot).map(|place| place.buffer);
        let changes = |slot: &Slot| {
            let own = buffer(slot);
            own.is_some() && self.written.iter().any(|written| buffer(written) == own)
        };
        if self.loaded.iter().any(changes) { Err(Stop::Written) } else { Ok(()) }
    }

    fn check_assumptions(&self, call: &Call<'_>, memory: &mut Memory) -> Res<()> {
        let Memory { values, solver, looked_at, .. } = memory;
        let mut open = self.checks.iter().fold(0, |set, check| set | check.open);
        looked_at.clear();
        looked_at.resize(self.checks.len(), false);
        // Those over a loop come after those that its trip count rests on.
        let mut grown = true;
        while grown {
            grown = false;
            for (check, looked_at) in self.checks.iter().zip(looked_at.iter_mut()) {
                if *looked_at || check.rests_on & (open | NEVER) != 0 {
                    continue;
                }
                *looked_at = true;
                let inputs = Inputs { call, values, open: 0 };
                if self.holds_everywhere(check, &inputs, solver) {
                    open &= !check.open;
                    grown = true;
                } else if check.cases.is_none() {
                    return Err(Stop::Assumption);
                }
            }
        }
        for _ in 0..ROUNDS {
            for check in &self.checks {
                let inputs = Inputs { call, values, open: open | NEVER };
                if check.open & open != 0 && self.holds_in_all_cases(check, &inputs, solver) {
                    open &= !check.open;
                }
            }
        }
        let all = self.checks.iter().zip(looked_at.iter());
        let unseen = all.filter(|(check, looked_at)| check.open == 0 && !**looked_at).count();
        if open == 0 && unseen == 0 { Ok(()) } else { Err(Stop::Assumption) }
    }

    fn holds_everywhere(&self, check: &Check, inputs: &Inputs<'_>, solver: &mut Solver) -> bool {
        check.everywhere.is_some_and(|site| {
            let site = &self.sites[site as usize];
            solver.stays(site, inputs, check.bounds).unwrap_or(false)
        })
    }

    fn holds_in_all_cases(&self, check: &Check, inputs: &Inputs<'_>, solver: &mut Solver) -> bool {
        check.cases.as_ref().is_some_and(|cases| {
            cases.iter().all(|site| {
                let site = &self.sites[*site as usize];
                solver.stays(site, inputs, check.bounds).unwrap_or(false)
            })
        })
    }

    fn check_bounds(&self, call: &Call<'_>, entry: &Entry, memory: &Memory) -> Res<()> {
        let outcome = &memory.outcomes[entry.task as usize];
        if outcome.executions == 0 {
            return Ok(());
        }
        let place = call.pointer(entry.slot).ok_or(Stop::Outside)?;
        let shift = i128::from(place.offset) + i128::from(entry.shift);
        let [first, end] = outcome.hull.map(|byte| i128::from(byte) + shift);
        if 0 <= first && end <= i128::from(place.bytes) { Ok(()) } else { Err(Stop::Outside) }
    }

    /// Collects what is touched through a pointer, from the start of its buffer.
    pub(super) fn collect(
        &self,
        call: &Call<'_>,
        slot: Slot,
        touched: Touched,
        (sink, outcomes): (&Sink, &[Outcome]),
        union: &mut Union,
    ) -> Res<()> {
        let Some(place) = call.pointer(slot) else { return Ok(()) };
        let base = i64::try_from(place.offset).map_err(|_| Stop::Overflow)?;
        for entry in self.entries_of(slot).iter().filter(|entry| touched.has(entry.op)) {
            let outcome = &outcomes[entry.task as usize];
            let shift = base.checked_add(entry.shift).ok_or(Stop::Overflow)?;
            for [from, to] in &sink.ranges[outcome.ranges.from..outcome.ranges.to] {
                union.add(from + shift, to + shift)?;
            }
            for shape in &sink.shapes[outcome.shapes.from..outcome.shapes.to] {
                union.add_shape(&shape.moved(shift)?)?;
            }
        }
        Ok(())
    }

    /// Bytes touched through a pointer, completed into one of the unions of the memory.
    pub(super) fn union(
        &self,
        call: &Call<'_>,
        slot: Slot,
        touched: Touched,
        memory: &mut Memory,
    ) -> Res<()> {
        let Memory { sink, outcomes, reads, writes, .. } = memory;
        let union = if touched == Touched::Writes { writes } else { reads };
        union.clear();
        self.collect(call, slot, touched, (sink, outcomes), union)
    }

    /// Adds what is touched through a pointer to all unions of the memory.
    pub(super) fn add_union(&self, call: &Call<'_>, slot: Slot, memory: &mut Memory) -> Res<()> {
        let Memory { sink, outcomes, reads, writes, .. } = memory;
        self.collect(call, slot, Touched::Reads, (sink, outcomes), reads)?;
        self.collect(call, slot, Touched::Writes, (sink, outcomes), writes)?;
        self.add_either(call, slot, memory)
    }

    /// Bytes of either kind touched through a pointer, added to the third union of the memory.
    pub(super) fn add_either(&self, call: &Call<'_>, slot: Slot, memory: &mut Memory) -> Res<()> {
        let Memory { sink, outcomes, either, .. } = memory;
        for touched in [Touched::Reads, Touched::Writes] {
            self.collect(call, slot, touched, (sink, outcomes), either)?;
        }
        Ok(())
    }
}
