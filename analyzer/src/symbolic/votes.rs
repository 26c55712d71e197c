//! Votes: what the threads of a block find out together at a barrier.
//!
//! `__syncthreads_or(p)` is whether `p` holds in any thread of the block, so the same in all of
//! them: a fold that goes over the threads, with the numbers of the thread in `p` taken from its
//! step, until one says yes. It is one where all threads of the block come to the barrier with the
//! same iterations of the loops around it.
//!
//! What `p` rests on has to hold in all threads then, whoever runs what the vote decides.

use kht_schema::expr::fold::MAX_VOTES;
use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::{Axis, Carried, CmpOp};
use kht_schema::{Cond, Expr, LoopId, Sym};

use super::{Ctx, Scope};
use crate::scev::{Block, Value};

/// How a vote is counted.
#[derive(Clone, Copy, PartialEq)]
enum Vote {
    Any,
    All,
}

impl<'m> Ctx<'_, 'm> {
    /// The outcome of a call that is a vote of the block; `None` if it is none, or not known.
    pub(super) fn voted(&mut self, call: Value<'m>, name: &str, scope: Scope) -> Option<Cond> {
        let vote = match name.strip_prefix("llvm.nvvm.barrier.cta.red.")? {
            "or.aligned.all" => Vote::Any,
            "and.aligned.all" => Vote::All,
            _ => return None,
        };
        let (ballot, needs) = self.apart_from_needs(|ctx| ctx.condition(call.operand(1), scope));
        let ballot = if vote == Vote::All { ballot.negate() } else { ballot };
        // What a loop carries may hang on the thread.
        let hidden = Kinds::OPQ.union(Kinds::BOUND);
        if !ballot.symbols_of(hidden).is_empty() || !self.all_come_to(call.block()) {
            return None;
        }
        let any = self.in_any_thread(&ballot)?;
        for position in needs.iter() {
            let varies = |e: &Expr| matches!(e, Expr::Sym(Sym::Tid(_) | Sym::It(_)));
            self.assumptions.hold_everywhere(position, |claim| claim.any(varies));
            self.needs.insert(position);
        }
        let any = self.named_condition(any.simplify_with(self));
        Some(if vote == Vote::All { any.negate() } else { any })
    }

    /// Whether all threads of a block come to a place, in the same iterations.
    fn all_come_to(&mut self, block: Block<'m>) -> bool {
        let varies = Kinds::TID.union(Kinds::OPQ).union(Kinds::BOUND);
        let (guards, _) = self.apart_from_needs(|ctx| ctx.guards(block));
        let around = self.cfg.chain(self.cfg.loop_of(block));
        let (trips, _) = self.apart_from_needs(|ctx| {
            around.into_iter().map(|index| ctx.count(index)).collect::<Option<Vec<_>>>()
        });
        guards.iter().all(|guard| guard.symbols_of(varies).is_empty())
            && trips.is_some_and(|all| all.iter().all(|it| it.trip.symbols_of(varies).is_empty()))
    }

    /// Whether a condition on the thread holds in any thread of the block.
    fn in_any_thread(&self, cond: &Cond) -> Option<Cond> {
        let symbols = cond.symbols_of(Kinds::TID);
        let axes: Vec<Axis> =
            Axis::ALL.into_iter().filter(|axis| symbols.contains(&Sym::Tid(*axis))).collect();
        if axes.is_empty() {
            return Some(cond.clone());
        }
        let id = self.unused_fold(cond)?;
        let (step, found) = (Expr::Sym(Sym::Step(id)), Expr::Sym(Sym::Car(id, 0)));
        // The step as the number of the thread among those that differ in the condition.
        let mut rest = step.clone();
        let mut threads = Expr::ONE;
        let mut numbers = Vec::new();
        for axis in &axes {
            let size = Expr::Sym(Sym::Bdim(*axis));
            numbers.push((Sym::Tid(*axis), Expr::modulo(rest.clone(), size.clone())));
            rest = Expr::floor_div(rest, size.clone());
            threads = threads * size;
        }
        let here = cond.substitute_of(Kinds::TID, &mut |symbol| {
            numbers.iter().find(|(thread, _)| *thread == symbol).map(|(_, number)| number.clone())
        });
        let stay = Cond::and([
            Cond::cmp(CmpOp::Eq, found.clone(), Expr::ZERO),
            Cond::cmp(CmpOp::Lt, step, threads),
        ]);
        let next = Expr::select(here, Expr::ONE, Expr::ZERO);
        let carried = vec![Carried { index: 0, first: Expr::ZERO, next }];
        Some(Cond::cmp(CmpOp::Ne, Expr::fold(id, stay, found, carried), Expr::ZERO))
    }

    /// A name for the symbols of a fold that neither a loop has nor a fold in the condition.
    fn unused_fold(&self, cond: &Cond) -> Option<LoopId> {
        let loops = u32::try_from(self.trips.len()).ok()?;
        let used = |id: u32| cond.any(|e| matches!(e, Expr::Fold(fold) if fold.id == LoopId(id)));
        (loops..loops + MAX_VOTES).find(|&id| !used(id)).map(LoopId)
    }
}
