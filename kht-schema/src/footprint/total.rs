//! Totals: what all accesses of a launch add up to, per pointer and in all.

use std::collections::BTreeMap;

use super::bind::{Binding, PointerValue};
use super::boxes::Dim;
use super::lower::Site;
use super::ranges::ByteSet;
use super::reason::{Reason, assumption_sentence};
use super::reroll::{Rolled, reroll};
use super::roots;
use super::sink::Place;
use super::solve::{Answer, Solver};
use super::{BindError, BufferUse, Count, WorkTotal};
use crate::access::{Access, Exactness, Op};
use crate::expr::Pointer;
use crate::kernel::{AssumptionKind, Work};
use crate::{Cond, Expr, Kernel, LoopId, Sym};

/// What is touched through each pointer, and what else is known of the accesses.
pub(super) struct Totals<'a> {
    binding: &'a Binding<'a>,
    /// By slot.
    passed: Vec<Total>,
    /// By name of the buffer.
    in_memory: BTreeMap<&'a str, Total>,
    /// How often the accesses run, by guards and loops.
    runs: Vec<(&'a [Cond], &'a [LoopId], u128, u128)>,
    /// Null pointers that may be accessed, as notes.
    nulls: Vec<String>,
}

impl<'a> Totals<'a> {
    pub(super) fn new(binding: &'a Binding<'a>) -> Self {
        let passed = binding.pointers.iter().map(|_| Total::new()).collect();
        Totals { binding, passed, in_memory: BTreeMap::new(), runs: Vec::new(), nulls: Vec::new() }
    }

    /// Adds all accesses; `open` are the assumptions that they need and that are not confirmed.
    pub(super) fn all(
        solver: &Solver<'a>,
        open: &[Option<u32>],
        granularity: u64,
    ) -> Result<Self, BindError> {
        let rolled = reroll(solver.binding.kernel, |index| open[index].is_some());
        // One by one, errors name the first access that has one.
        Totals::of(solver, &rolled, open, granularity).or_else(|_| {
            Totals::of(solver, &reroll(solver.binding.kernel, |_| true), open, granularity)
        })
    }

    fn of(
        solver: &Solver<'a>,
        rolled: &[Rolled],
        open: &[Option<u32>],
        granularity: u64,
    ) -> Result<Self, BindError> {
        let mut totals = Totals::new(solver.binding);
        let accesses = &solver.binding.kernel.accesses;
        for Rolled { members, repeats, .. } in rolled {
            if totals.add_rolled(solver, &accesses[members[0]], repeats, granularity) {
                continue;
            }
            for index in members {
                totals.add(solver, &accesses[*index], open[*index], granularity)?;
            }
        }
        Ok(totals)
    }

    /// Adds accesses of constant distances from one; whether that is possible.
    fn add_rolled(
        &mut self,
        solver: &Solver<'a>,
        access: &'a Access,
        repeats: &[Dim],
        granularity: u64,
    ) -> bool {
        let (pointer, steps) = roots::start(access);
        let Some(slot) = self.binding.slot(pointer).map(usize::from) else { return false };
        if repeats.is_empty() || !steps.is_empty() {
            return false;
        }
        let value = self.binding.pointers[slot].value;
        let Some(answer) = solver.rolled(access, repeats, value, granularity) else { return false };
        let times = |times: u128, dim: &Dim| times.saturating_mul(dim.count.unsigned_abs());
        let runs = answer.most / repeats.iter().fold(1, times);
        self.runs.push((&access.guards, &access.loops, runs, runs));
        self.passed[slot].add(access.op, answer);
        true
    }

    /// Adds an access; `open` is an assumption that it needs and that is not confirmed.
    fn add(
        &mut self,
        solver: &Solver<'a>,
        access: &'a Access,
        open: Option<u32>,
        granularity: u64,
    ) -> Result<(), BindError> {
        if access.op == Op::Prefetch {
            return Ok(());
        }
        let (pointer, steps) = roots::start(access);
        let Some(slot) = self.binding.slot(pointer) else {
            self.add_everywhere(access, granularity);
            return Ok(());
        };
        let value = self.binding.pointers[usize::from(slot)].value;
        if !steps.is_empty() {
            for reach in solver.through_memory(access, value, steps, granularity, open)? {
                match reach.buffer {
                    Some(buffer) => {
                        let total = self.in_memory.entry(buffer.name.as_str());
                        total.or_insert_with(Total::new).add(access.op, reach.answer);
                    }
                    None => self.note_null(access),
                }
            }
            return Ok(());
        }
        if let (Some(index), PointerValue::Target { buffer, .. }) = (open, value) {
            let place = Place { base: 0, size: buffer.bytes, granularity };
            let mut answer = Answer::unknown(Some(place), Reason::Assumption(index));
            for reason in assumed_opaques(self.binding, index) {
                answer.degrade(Exactness::Unknown, reason);
            }
            self.passed[usize::from(slot)].add(access.op, answer);
        } else if let Some(reach) = solver.direct(access, value, granularity)? {
            if reach.buffer.is_none() {
                self.note_null(access);
            }
            if reach.answer.exactness != Exactness::Unknown && access.bytes.as_int().is_some() {
                let (least, most) = (reach.answer.least, reach.answer.most);
                self.runs.push((&access.guards, &access.loops, least, most));
            }
            self.passed[usize::from(slot)].add(access.op, reach.answer);
        }
        Ok(())
    }

    /// Adds what other blocks of the launch touch.
    pub(super) fn merge(&mut self, other: Totals<'a>) {
        for (own, other) in self.passed.iter_mut().zip(other.passed) {
            own.merge(other);
        }
        for (name, other) in other.in_memory {
            self.in_memory.entry(name).or_insert_with(Total::new).merge(other);
        }
        self.nulls.extend(other.nulls);
        self.nulls.sort_unstable();
        self.nulls.dedup();
    }

    fn note_null(&mut self, access: &Access) {
        let (pointer, access) = (roots::start(access).0, roots::describe(access));
        let note =
            format!("{}, {access}: a null pointer may be accessed", self.binding.name(pointer));
        self.nulls.push(note);
    }

    /// An access from something that is no pointer of the kernel: any buffer may be meant.
    fn add_everywhere(&mut self, access: &Access, granularity: u64) {
        for buffer in self.binding.launch.buffers.values() {
            let place = Place { base: 0, size: buffer.bytes, granularity };
            let answer = Answer::unknown(Some(place), Reason::LoadedPointer);
            let total = self.in_memory.entry(buffer.name.as_str());
            total.or_insert_with(Total::new).add(access.op, answer);
        }
    }

    /// Work of all threads.
    pub(super) fn work(&self, solver: &Solver<'a>) -> WorkTotal {
        let mut total = WorkTotal::default();
        let mut runs = self.runs.clone();
        for work in &self.binding.kernel.work {
            let (guards, loops) = (work.guards.as_slice(), work.loops.as_slice());
            let known = runs.iter().find(|(own, inner, ..)| *own == guards && *inner == loops);
            let (least, most) = match known {
                Some((.., least, most)) => (*least, *most),
                None => {
                    let site = Site {
                        guards,
                        loops,
                        offset: &Expr::ZERO,
                        bytes: &Expr::ONE,
                        repeats: &[],
                    };
                    let answer = solver.solve(&site, None);
                    runs.push((guards, loops, answer.least, answer.most));
                    (answer.least, answer.most)
                }
            };
            total.add(work, least, most);
        }
        total
    }

    /// Assumptions that the launch does not confirm.
    pub(super) fn notes(&self, open: &[Option<u32>]) -> Vec<String> {
        let mut indices: Vec<u32> = open.iter().flatten().copied().collect();
        indices.sort_unstable();
        indices.dedup();
        let mut notes: Vec<String> =
            indices.into_iter().map(|index| assumption_sentence(self.binding, index)).collect();
        let kinds = || self.binding.kernel.assumptions.iter().map(|assumption| assumption.kind);
        if kinds().any(|kind| kind == AssumptionKind::InBounds) {
            for (entry, total) in self.binding.pointers.iter().zip(&self.passed) {
                if total.reasons.contains(&Reason::Clamped) {
                    let name = self.binding.name(entry.pointer);
                    notes.push(format!("not confirmed: accesses through {name} stay inside"));
                }
            }
        }
        notes.extend(self.overlaps(kinds().any(|kind| kind == AssumptionKind::NoOverlap)));
        notes.extend(self.misaligned());
        notes.extend_from_slice(&self.nulls);
        notes.extend(not_checked(self.binding.kernel));
        notes
    }

    /// Pointers into one buffer that touch the same bytes; and whether one writes what the other
    /// touches, if that is assumed not to happen.
    fn overlaps(&self, assumed_apart: bool) -> Vec<String> {
        let mut notes = Vec::new();
        let passed = || self.binding.pointers.iter().zip(&self.passed);
        for (index, (first, a)) in passed().enumerate() {
            for (second, b) in passed().skip(index + 1) {
                let (
                    PointerValue::Target { buffer, .. },
                    PointerValue::Target { buffer: other, .. },
                ) = (first.value, second.value)
                else {
                    continue;
                };
                if buffer.name != other.name {
                    continue;
                }
                let (first, second) =
                    (self.binding.name(first.pointer), self.binding.name(second.pointer));
                let written = a.writes.meets(&b.reads) || b.writes.meets(&a.reads);
                let written = written || a.writes.meets(&b.writes);
                if written && assumed_apart {
                    notes
                        .push(format!("not confirmed: {first} and {second} reach different bytes"));
                }
                if written || a.reads.meets(&b.reads) {
                    let name = &buffer.name;
                    notes.push(format!(
                        "{first} and {second} touch the same bytes of `{name}`, \
                         which in all gets the union of both"
                    ));
                }
            }
        }
        notes
    }

    /// Pointers that are not aligned as the kernel declares. Their bytes are those from there on.
    fn misaligned(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for (entry, total) in self.binding.pointers.iter().zip(&self.passed) {
            let param = self.binding.kernel.params.get(entry.pointer.param.index());
            let facts =
                param.filter(|_| entry.pointer.at.is_none()).and_then(|p| p.pointer.as_ref());
            let (Some(facts), PointerValue::Target { buffer, base }) = (facts, entry.value) else {
                continue;
            };
            let used = total.loaded.hi != Some(0)
                || total.stored.hi != Some(0)
                || total.atomic.hi != Some(0);
            if used && facts.align > 1 && base % facts.align != 0 {
                let (pointer, align) = (self.binding.name(entry.pointer), facts.align);
                notes.push(format!(
                    "{pointer} points to byte {base} of `{}`, but the kernel expects a multiple of \
                     {align}",
                    buffer.name
                ));
            }
        }
        notes
    }

    /// The report: pointers that are not null in order, then buffers reached through memory.
    pub(super) fn report(self) -> Vec<BufferUse> {
        let mut buffers = Vec::with_capacity(self.passed.len() + self.in_memory.len());
        for (entry, total) in self.binding.pointers.iter().zip(self.passed) {
            if let PointerValue::Target { buffer, .. } = entry.value {
                buffers.push(total.report(self.binding, Some(entry.pointer), &buffer.name));
            }
        }
        for (name, total) in self.in_memory {
            buffers.push(total.report(self.binding, None, name));
        }
        buffers
    }
}

/// Assumptions that no launch can check.
pub(crate) fn not_checked(kernel: &Kernel) -> impl Iterator<Item = String> {
    let shared = [
        (AssumptionKind::NoRace, "threads read shared memory of others behind a barrier"),
        (AssumptionKind::WrittenFirst, "what is read from shared memory was written before"),
        (AssumptionKind::DistinctShared, "names of dynamic shared memory are different pieces"),
    ];
    let assumed = |kind: AssumptionKind| kernel.assumptions.iter().any(|it| it.kind == kind);
    let rests = shared.into_iter().filter(move |(kind, _)| assumed(*kind));
    rests.map(|(_, sentence)| format!("not checked: {sentence}"))
}

/// The values that are not known in an assumption: why it cannot be confirmed.
fn assumed_opaques(binding: &Binding<'_>, index: u32) -> Vec<Reason> {
    let assumption = binding.kernel.assumptions.get(index as usize);
    let symbols = assumption.and_then(|assumption| assumption.expr.as_ref()).map(Expr::symbols);
    let opaques = symbols.into_iter().flatten().filter_map(|sym| match sym {
        Sym::Opq(id) => Some(Reason::Opaque(id)),
        _ => None,
    });
    opaques.collect()
}

/// What is touched through one pointer.
#[derive(Clone, Debug)]
pub(super) struct Total {
    pub(super) exactness: Exactness,
    reasons: Vec<Reason>,
    pub(super) reads: ByteSet,
    pub(super) writes: ByteSet,
    pub(super) atomics: ByteSet,
    loaded: Count,
    stored: Count,
    atomic: Count,
}

impl Total {
    pub(super) fn new() -> Self {
        Total {
            exactness: Exactness::Exact,
            reasons: Vec::new(),
            reads: ByteSet::new(),
            writes: ByteSet::new(),
            atomics: ByteSet::new(),
            loaded: Count::exactly(0),
            stored: Count::exactly(0),
            atomic: Count::exactly(0),
        }
    }

    /// Adds one access.
    pub(super) fn add(&mut self, op: Op, answer: Answer) {
        let traffic = traffic(&answer);
        match op {
            Op::Prefetch => return,
            Op::Load => {
                self.reads.union(answer.bytes);
                self.loaded = self.loaded.plus(traffic);
            }
            Op::Store => {
                self.writes.union(answer.bytes);
                self.stored = self.stored.plus(traffic);
            }
            Op::Atomic => {
                for set in [&mut self.reads, &mut self.writes, &mut self.atomics] {
                    set.union(answer.bytes.clone());
                }
                self.atomic = self.atomic.plus(traffic);
            }
        }
        self.exactness = self.exactness.max(answer.exactness);
        for reason in answer.reasons {
            if !self.reasons.contains(&reason) {
                self.reasons.push(reason);
            }
        }
    }

    /// Adds another total for the same pointer.
    fn merge(&mut self, other: Total) {
        self.exactness = self.exactness.max(other.exactness);
        for reason in other.reasons {
            if !self.reasons.contains(&reason) {
                self.reasons.push(reason);
            }
        }
        self.reads.union(other.reads);
        self.writes.union(other.writes);
        self.atomics.union(other.atomics);
        self.loaded = self.loaded.plus(other.loaded);
        self.stored = self.stored.plus(other.stored);
        self.atomic = self.atomic.plus(other.atomic);
    }

    /// The report on a buffer.
    pub(super) fn report(
        self,
        binding: &Binding<'_>,
        pointer: Option<Pointer>,
        name: &str,
    ) -> BufferUse {
        let coarse = self.reads.coarse || self.writes.coarse || self.atomics.coarse;
        let mut reasons: Vec<String> =
            self.reasons.iter().map(|reason| reason.sentence(binding)).collect();
        if coarse && !self.reasons.contains(&Reason::Ranges) {
            reasons.push(Reason::Ranges.sentence(binding));
        }
        let least = if coarse { Exactness::Upper } else { Exactness::Exact };
        BufferUse {
            param: pointer.map(|pointer| pointer.param),
            at: pointer.and_then(|pointer| pointer.at),
            name: name.to_owned(),
            exactness: self.exactness.max(least),
            reasons,
            reads: self.reads.into_ranges(),
            writes: self.writes.into_ranges(),
            atomics: self.atomics.into_ranges(),
            bytes_loaded: self.loaded,
            bytes_stored: self.stored,
            bytes_atomic: self.atomic,
        }
    }
}

/// Bytes that an access moves.
fn traffic(answer: &Answer) -> Count {
    let width = u128::from(answer.width);
    Count::between(answer.least.saturating_mul(width), answer.most.saturating_mul(width))
}

impl WorkTotal {
    /// Adds work that runs a number of times.
    pub(crate) fn add(&mut self, work: &Work, least: u128, most: u128) {
        for (sum, each) in [
            (&mut self.flops, work.flops),
            (&mut self.int_ops, work.int_ops),
            (&mut self.special_ops, work.special_ops),
            (&mut self.tensor_ops, work.tensor_ops),
            (&mut self.shared_bytes, work.shared_bytes),
            (&mut self.barriers, work.barriers),
        ] {
            let each = u128::from(each);
            *sum = sum.plus(Count::between(least.saturating_mul(each), most.saturating_mul(each)));
        }
    }

    pub(super) fn plus(self, other: WorkTotal) -> WorkTotal {
        WorkTotal {
            flops: self.flops.plus(other.flops),
            int_ops: self.int_ops.plus(other.int_ops),
            special_ops: self.special_ops.plus(other.special_ops),
            tensor_ops: self.tensor_ops.plus(other.tensor_ops),
            shared_bytes: self.shared_bytes.plus(other.shared_bytes),
            barriers: self.barriers.plus(other.barriers),
        }
    }
}

impl Count {
    /// A count between two bounds; beyond 64 bits, the upper one is none.
    pub(crate) fn between(least: u128, most: u128) -> Count {
        Count { lo: u64::try_from(least).unwrap_or(u64::MAX), hi: u64::try_from(most).ok() }
    }

    /// No more and no less.
    pub(crate) fn exactly(count: u64) -> Count {
        Count { lo: count, hi: Some(count) }
    }

    pub(crate) fn plus(self, other: Count) -> Count {
        let hi = self.hi.zip(other.hi).and_then(|(a, b)| a.checked_add(b));
        Count { lo: self.lo.saturating_add(other.lo), hi }
    }
}
