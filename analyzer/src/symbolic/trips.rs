//! Trip counts: how often a loop's header runs, once the loop is entered.
//!
//! A loop is left at the first iteration for which an exit test says so. A test that compares
//! something affine in the iteration with something that does not change is solved here, which
//! needs no proof that the counter does not wrap beyond the assumptions already recorded for it.
//! Everything else is asked of scalar evolution. The trip count is the smallest over all exits.

use kht_schema::expr::CmpOp;
use kht_schema::expr::kinds::Kinds;
use kht_schema::{AssumptionKind, Cond, Expr, LoopId, Sym, WhyCode};
use rustc_hash::FxHashSet as HashSet;

use super::integers::Reading;
use super::{Ctx, conjuncts};
use crate::cfg::{Edge, Node};
use crate::facts::{Loop, Needs};
use crate::scev::{Block, NodeKind};

/// When an exit test lets the loop go.
struct Stay {
    /// Iterations before it is left here; `None` if this test never ends it.
    count: Option<Expr>,
    /// Whether the first iteration stays at all; `None` if proved.
    first: Option<Cond>,
}

impl<'m> Ctx<'_, 'm> {
    /// Finds the trip counts of all loops, outer ones first.
    pub(super) fn find_trips(&mut self) {
        let loops = self.scev.loops();
        self.trips = vec![None; loops.len()];
        for index in 0..loops.len() {
            self.needs.clear();
            self.count(u32::try_from(index).expect("loop indices come from the shim as u32"));
        }
    }

    /// A loop with its trip count; `None` while that is being found.
    pub(super) fn count(&mut self, index: u32) -> Option<Loop> {
        let known = self.trips.get(index as usize)?;
        if known.is_some() || self.counting.contains(&index) {
            return known.clone();
        }
        let info = self.scev.loop_at(index);
        self.counting.push(index);
        let (trip, needs) = self.tracked(|ctx| match info.constant_trip_count {
            Some(count) => Expr::Int(i128::from(count)),
            None => ctx.trip(index),
        });
        self.counting.pop();
        let trip = trip.simplify_with(self);
        // One that is counted step by step is not to be repeated.
        let stepped = trip.any(|e| matches!(e, Expr::Fold(_)));
        let trip = if stepped { self.named(trip) } else { trip };
        let trip = if trip.n_nodes() <= kht_schema::expr::MAX_NODES {
            trip
        } else {
            let last = info.header.terminator();
            Expr::Sym(Sym::Opq(self.new_opaque(last, WhyCode::TooLarge, Some(1), None)))
        };
        let found = Loop {
            id: LoopId(index),
            parent: info.parent.map(LoopId),
            trip,
            carried: Vec::new(),
            needs,
            source: info.header.instructions().iter().find_map(|i| i.source()),
        };
        // Iterations are counted by now.
        if found.trip.as_int().is_some() {
            self.memos.forget_moving();
        }
        self.trips[index as usize] = Some(found.clone());
        Some(found)
    }

    /// All loops with their trip counts; those that were taken back are found anew.
    pub(super) fn counted_loops(&mut self) -> Vec<Loop> {
        let all = u32::try_from(self.trips.len()).expect("loop indices come from the shim as u32");
        let mut loops = Vec::with_capacity(self.trips.len());
        for index in 0..all {
            let info = self.scev.loop_at(index);
            let found = self.count(index).unwrap_or_else(|| {
                let last = info.header.terminator();
                let id = self.new_opaque(last, WhyCode::TripCount, Some(1), None);
                Loop {
                    id: LoopId(index),
                    parent: info.parent.map(LoopId),
                    trip: Expr::Sym(Sym::Opq(id)),
                    carried: Vec::new(),
                    needs: Needs::new(),
                    source: info.header.instructions().iter().find_map(|i| i.source()),
                }
            });
            loops.push(found);
        }
        loops
    }

    fn trip(&mut self, index: u32) -> Expr {
        let header = self.cfg.header(index);
        let mut exiting: Vec<Block<'m>> =
            self.cfg.exits(index).iter().map(|exit| exit.from).collect();
        exiting.dedup();
        let before: Vec<Expr> =
            exiting.iter().filter_map(|&block| self.backedges(index, block)).collect();
        let complete = before.len() == exiting.len() && !before.is_empty();
        let bare = exiting == [header] && !self.touching.contains(&header);
        if complete && bare && header.successors().iter().all(|&block| block != header) {
            self.bare_headers.insert(index);
            return Expr::min(before);
        }
        let mut trips: Vec<Expr> =
            before.into_iter().map(|count| self.entered(index, count)).collect();
        if !complete {
            let rest = self.stepped_trip(index).unwrap_or_else(|| {
                let code = if trips.is_empty() { WhyCode::TripCount } else { WhyCode::EarlyExit };
                let id = self.new_opaque(header.terminator(), code, Some(1), None);
                Expr::Sym(Sym::Opq(id))
            });
            trips.push(rest);
        }
        Expr::min(trips)
    }

    /// Header runs from back edges taken: one more. With `count = max(0, c)`, that is
    /// `max(1, c + 1)`, and `c + 1` alone if the conditions of the loop imply that it is positive.
    fn entered(&mut self, index: u32, count: Expr) -> Expr {
        let Expr::Max(operands) = count else { return count + Expr::ONE };
        let others = operands.into_iter().filter(|operand| *operand != Expr::ZERO);
        let trip = Expr::max(others) + Expr::ONE;
        if self.implied_positive(index, &trip) { trip } else { Expr::max([Expr::ONE, trip]) }
    }

    /// Whether a trip count is positive because of what the loop's guards say.
    fn implied_positive(&mut self, index: u32, trip: &Expr) -> bool {
        let trip = trip.simplify_with(self);
        // floordiv(x, d) + k is positive if x + (k-1)*d is not negative.
        let (quotient, k) = match &trip {
            Expr::Add(terms) => match &**terms {
                [quotient, Expr::Int(k)] => (quotient, *k),
                _ => (&trip, 0),
            },
            _ => (&trip, 0),
        };
        let not_negative = match quotient {
            Expr::FloorDiv(above, divisor) if self.proves(divisor, 1, i128::MAX) => {
                Expr::add([(**above).clone(), Expr::Int(k - 1) * (**divisor).clone()])
            }
            _ => trip.clone() - Expr::ONE,
        };
        let not_negative = not_negative.simplify_with(self);
        if self.proves_non_negative(&not_negative) {
            return true;
        }
        let guards = self.loop_guards(index);
        self.implies_non_negative(&guards, &not_negative)
            || guards.iter().any(|guard| self.implied_by_size(guard, &not_negative))
    }

    /// Whether a value is not negative because a size is not zero; that it is a size, so not
    /// negative, is assumed.
    fn implied_by_size(&mut self, guard: &Cond, value: &Expr) -> bool {
        let Cond::Cmp(CmpOp::Ne, a, b) = guard else { return false };
        let size = (a.clone() - b.clone()).simplify_with(self);
        let slack = (value.clone() + Expr::ONE - size.clone()).simplify_with(self);
        if !self.proves_non_negative(&slack) || !self.plausibly_non_negative(&size) {
            return false;
        }
        self.assume(AssumptionKind::Range, &size, 0, i64::MAX);
        true
    }

    /// How often the back edge is taken before the loop is left through a block; `None` if that is
    /// not known, or if the block does not run in every iteration.
    fn backedges(&mut self, index: u32, block: Block<'m>) -> Option<Expr> {
        if !self.runs_always(index, block) {
            return None;
        }
        self.solved(index, block).or_else(|| self.asked(index, block))
    }

    /// Whether a block, in no loop inside of this one, runs in each iteration that the loop is not
    /// left in: every way back to the header passes it.
    fn runs_always(&self, index: u32, block: Block<'m>) -> bool {
        if self.cfg.loop_of(block) != Some(index) {
            return false;
        }
        let header = self.cfg.header(index);
        let mut pending = vec![header];
        let mut seen = HashSet::from_iter([block, header]);
        if block == header {
            return true;
        }
        while let Some(next) = pending.pop() {
            for successor in next.successors() {
                if successor == header {
                    return false;
                }
                if self.cfg.contains(Some(index), successor) && seen.insert(successor) {
                    pending.push(successor);
                }
            }
        }
        true
    }

    /// The count by solving the exit test.
    fn solved(&mut self, index: u32, block: Block<'m>) -> Option<Expr> {
        let successors = block.successors();
        let label = successors.iter().position(|&target| self.cfg.contains(Some(index), target))?;
        let stay = self.taken(Edge { from: Node::Block(block), label });
        let mut counts = Vec::new();
        let mut firsts = Vec::new();
        for part in conjuncts([stay]) {
            let stay = self.stay(index, &part)?;
            counts.extend(stay.count);
            firsts.extend(stay.first);
        }
        if counts.is_empty() {
            return None;
        }
        Some(Expr::select(Cond::and(firsts), Expr::min(counts), Expr::ZERO))
    }

    /// Iterations from the first for which a comparison holds.
    fn stay(&mut self, index: u32, cond: &Cond) -> Option<Stay> {
        let Cond::Cmp(op, left, right) = cond else { return None };
        if *op == CmpOp::Eq {
            return self.stay(index, &least(left, right).or_else(|| least(right, left))?);
        }
        if carries(cond, LoopId(index)) {
            return None;
        }
        if cond.any(|e| is_peeled(e, LoopId(index))) {
            return self.stay_peeled(index, cond);
        }
        // The test is `start + step*it < 0`, `<= 0` or `!= 0`.
        let difference = left.clone() - right.clone();
        let (start, step) = affine(&difference, LoopId(index))?;
        let step_range = step.range(self);
        let grows = step_range.lo.is_some_and(|lo| 0 < lo);
        let shrinks = step_range.hi.is_some_and(|hi| hi <= 0);
        match op {
            CmpOp::Lt | CmpOp::Le if grows => {
                let slack = if *op == CmpOp::Lt { Expr::ZERO } else { Expr::ONE };
                let count = Expr::ceil_div(slack - start, step);
                Some(Stay { count: Some(Expr::max([Expr::ZERO, count])), first: None })
            }
            CmpOp::Lt | CmpOp::Le if shrinks => {
                // Once it holds, it holds for ever.
                let first = Cond::cmp(*op, start, Expr::ZERO).simplify_with(self);
                Some(Stay { count: None, first: (first != Cond::Const(true)).then_some(first) })
            }
            CmpOp::Lt | CmpOp::Le if self.steps_forward(&step) => {
                let slack = if *op == CmpOp::Lt { Expr::ZERO } else { Expr::ONE };
                let count = Expr::ceil_div(slack - start, step);
                Some(Stay { count: Some(Expr::max([Expr::ZERO, count])), first: None })
            }
            CmpOp::Ne => self.meets(&start, &step),
            CmpOp::Lt | CmpOp::Le | CmpOp::Eq => None,
        }
    }

    /// A test with values whose first iteration is peeled: its own verdict there, and the other
    /// iterations as if they were all.
    fn stay_peeled(&mut self, index: u32, cond: &Cond) -> Option<Stay> {
        let id = LoopId(index);
        let later = without_first(cond, id).simplify_with(self);
        if later.any(|e| is_peeled(e, id)) {
            return None;
        }
        let Stay { count, first } = self.stay(index, &later)?;
        if first.is_some() {
            return None;
        }
        let start = cond.put(Sym::It(id), &Expr::ZERO).simplify_with(self);
        Some(match count {
            Some(count) => {
                let count = Expr::select(start, Expr::max([Expr::ONE, count]), Expr::ZERO);
                Stay { count: Some(count), first: None }
            }
            None => Stay { count: None, first: (start != Cond::Const(true)).then_some(start) },
        })
    }

    /// A step of unknown sign that a launch can check is assumed to lead out of the loop.
    fn steps_forward(&mut self, step: &Expr) -> bool {
        let checkable = !self.is_dynamic(step);
        if checkable {
            self.assume(AssumptionKind::Range, step, 1, i64::MAX);
        }
        checkable
    }

    /// `start + step*it != 0`: the counter meets its end exactly, or the loop would go on until it
    /// wraps around.
    fn meets(&mut self, start: &Expr, step: &Expr) -> Option<Stay> {
        let step = step.as_int().filter(|step| *step != 0)?;
        let distance = if 0 < step { -start.clone() } else { start.clone() };
        let count = Expr::floor_div(distance.clone(), Expr::Int(step.abs())).simplify_with(self);
        let back = (count.clone() * Expr::Int(step.abs())).simplify_with(self);
        if back != distance.simplify_with(self) {
            return None;
        }
        Some(Stay { count: Some(Expr::max([Expr::ZERO, count])), first: None })
    }

    /// The count as scalar evolution knows it.
    fn asked(&mut self, index: u32, block: Block<'m>) -> Option<Expr> {
        let tree = self.scev.exit_count(index, block)?;
        let root = tree.nodes.last()?;
        if matches!(root.kind, NodeKind::CouldNotCompute) {
            return None;
        }
        // Seen from outside of the loop: its own counters have no meaning in its trip count.
        let scope = self.cfg.parent(index);
        Some(self.tree(&tree, block.terminator(), scope, Reading::Unsigned))
    }
}

/// An expression as `start + step * iteration`, both free of the iteration.
fn affine(expr: &Expr, id: LoopId) -> Option<(Expr, Expr)> {
    let at = |iteration: i128| expr.put(Sym::It(id), &Expr::Int(iteration)).simplify();
    let start = at(0);
    let step = (at(1) - start.clone()).simplify();
    let rebuilt = start.clone() + step.clone() * Expr::Sym(Sym::It(id));
    let same = (rebuilt - expr.clone()).simplify() == Expr::ZERO;
    same.then_some((start, step))
}

/// `min(a, …) == a` as `a <= min(…)`.
fn least(minimum: &Expr, value: &Expr) -> Option<Cond> {
    let Expr::Min(operands) = minimum else { return None };
    let position = operands.iter().position(|operand| operand == value)?;
    let mut others = operands.to_vec();
    others.remove(position);
    Some(Cond::cmp(CmpOp::Le, value.clone(), Expr::min(others)))
}

/// Whether a condition hangs on what a loop carries, so that it may change in any way.
fn carries(cond: &Cond, id: LoopId) -> bool {
    cond.symbols_of(Kinds::BOUND).iter().any(|sym| sym.iterates() == Some(id))
}

/// Whether an expression is `select(it == 0, …)` of a loop.
pub(super) fn is_peeled(expr: &Expr, id: LoopId) -> bool {
    let Expr::Select(cond, ..) = expr else { return false };
    **cond == Cond::Cmp(CmpOp::Eq, Expr::Sym(Sym::It(id)), Expr::ZERO)
}

/// A comparison as it is in all iterations but the first.
fn without_first(cond: &Cond, id: LoopId) -> Cond {
    match cond {
        Cond::Cmp(op, left, right) => Cond::cmp(*op, later(left, id), later(right, id)),
        other => other.clone(),
    }
}

fn later(expr: &Expr, id: LoopId) -> Expr {
    let each = |operands: &[Expr]| -> Vec<Expr> {
        operands.iter().map(|operand| later(operand, id)).collect()
    };
    match expr {
        Expr::Select(_, _, otherwise) if is_peeled(expr, id) => later(otherwise, id),
        Expr::Add(terms) => Expr::add(each(terms)),
        Expr::Mul(factors) => Expr::mul(each(factors)),
        Expr::Min(operands) => Expr::min(each(operands)),
        Expr::Max(operands) => Expr::max(each(operands)),
        Expr::FloorDiv(a, b) => Expr::floor_div(later(a, id), later(b, id)),
        Expr::Mod(a, b) => Expr::modulo(later(a, id), later(b, id)),
        Expr::Wrap(bits, inner) => Expr::wrap(*bits, later(inner, id)),
        other => other.clone(),
    }
}
