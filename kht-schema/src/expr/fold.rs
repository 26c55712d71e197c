//! Folds: values that a loop carries from step to step, where no closed form is known.
//!
//! A contiguity check multiplies sizes that it loads until a stride differs; a strided index is
//! divided by one size after the other. Such recurrences are evaluated step by step once the launch
//! is known, when they mostly are short: as many steps as a tensor has dimensions.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::eval::Env;
use super::kinds::Kinds;
use super::range::{Interval, Ranges};
use super::shared::Operand;
use super::simplify::Memo;
use super::{CmpOp, Cond, Expr, Pointer, ScalarType, Shared, Sym};
use crate::LoopId;

/// Steps beyond which a fold has no value.
pub const MAX_STEPS: u32 = 1 << 16;

/// Numbers behind those of the loops that folds may have which are over no loop: over the threads
/// of a block, for what these find out together.
pub const MAX_VOTES: u32 = 4;

/// The value of [`Fold::result`] once [`Fold::stay`] does not hold any more.
///
/// Printed `fold(step0, stay, result, car0.1, first, next, …)`. The steps are numbered from 0; in
/// step `step0`, while `stay` holds, every carried value is replaced by its `next`, all at once.
/// `step0` and `car0.1` have a meaning in `stay`, `result` and `next` alone, and there hide those
/// of folds around this one; the rest of the expression does not know them. A fold of more than
/// [`MAX_STEPS`] steps has no value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fold {
    /// Loop whose name the bound symbols have, or a number behind those of the loops.
    pub id: LoopId,
    /// Whether there is another step.
    pub stay: Cond,
    /// The value.
    pub result: Expr,
    /// Values that steps replace, by rising index; each is needed.
    pub carried: Vec<Carried>,
}

/// A value that the steps of a [`Fold`] carry, or the iterations of a [`crate::kernel::Loop`].
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    /// Its number among the carried values of the loop.
    pub index: u32,
    /// The value before the first step; says nothing of the bound symbols.
    pub first: Expr,
    /// The value after a step.
    pub next: Expr,
}

impl Sym {
    /// The loop whose iterations may each have another value of the symbol.
    #[must_use]
    pub fn iterates(self) -> Option<LoopId> {
        match self {
            Sym::It(id) | Sym::Car(id, _) => Some(id),
            _ => None,
        }
    }
}

impl Expr {
    /// What a loop carries into an iteration: the fold of as many steps.
    #[must_use]
    pub fn carried_into(iteration: Expr, id: LoopId, index: u32, carried: Vec<Carried>) -> Expr {
        let stay = Cond::cmp(CmpOp::Lt, Expr::Sym(Sym::Step(id)), iteration);
        Expr::fold(id, stay, Expr::Sym(Sym::Car(id, index)), carried)
    }

    /// A fold without the carried values that it does not need.
    #[must_use]
    pub fn fold(id: LoopId, stay: Cond, result: Expr, carried: Vec<Carried>) -> Expr {
        let fold = Fold { id, stay, result, carried };
        if fold.stay == Cond::Const(false) {
            return fold.result.substitute(&mut |sym| fold.at_first(sym));
        }
        let bound = |sym: &Sym| fold.binds(*sym);
        if !fold.result.symbols_of(Kinds::BOUND).iter().any(bound) {
            return fold.result;
        }
        Expr::Fold(Shared::new(fold.pruned()))
    }
}

impl Fold {
    /// Whether a symbol within means a value of this fold.
    #[must_use]
    pub fn binds(&self, sym: Sym) -> bool {
        match sym {
            Sym::Step(id) => id == self.id,
            Sym::Car(id, index) => id == self.id && self.position(index).is_some(),
            _ => false,
        }
    }

    /// Nodes on the longest way from the fold to a leaf, without itself.
    pub(super) fn depth(&self) -> usize {
        let parts = self.carried.iter().flat_map(|car| [&car.first, &car.next]);
        let within = self.stay.depth().max(self.result.depth());
        parts.map(Expr::depth).fold(within, usize::max)
    }

    fn position(&self, index: u32) -> Option<usize> {
        self.carried.iter().position(|car| car.index == index)
    }

    /// The symbols that are not bound.
    pub(super) fn symbols(&self) -> BTreeSet<Sym> {
        let mut symbols = self.stay.symbols();
        symbols.extend(self.result.symbols());
        symbols.extend(self.carried.iter().flat_map(|car| car.next.symbols()));
        symbols.retain(|sym| !self.binds(*sym));
        symbols.extend(self.carried.iter().flat_map(|car| car.first.symbols()));
        symbols
    }

    /// What a bound symbol is before the first step.
    fn at_first(&self, sym: Sym) -> Option<Expr> {
        match sym {
            Sym::Step(id) if id == self.id => Some(Expr::ZERO),
            Sym::Car(id, index) if id == self.id => {
                self.position(index).map(|position| self.carried[position].first.clone())
            }
            _ => None,
        }
    }

    /// Without what neither the result nor the condition needs.
    fn pruned(mut self) -> Fold {
        self.carried.sort_by_key(|car| car.index);
        self.carried.dedup_by_key(|car| car.index);
        let mut open: Vec<Sym> = self.stay.symbols_of(Kinds::BOUND).into_iter().collect();
        open.extend(self.result.symbols_of(Kinds::BOUND));
        let mut needed = BTreeSet::new();
        while let Some(sym) = open.pop() {
            let Sym::Car(id, index) = sym else { continue };
            if id != self.id || !needed.insert(index) {
                continue;
            }
            if let Some(position) = self.position(index) {
                open.extend(self.carried[position].next.symbols_of(Kinds::BOUND));
            }
        }
        self.carried.retain(|car| needed.contains(&car.index));
        self
    }

    /// What the bound symbols can be, given what the others can be: an inductive invariant, found
    /// by widening whatever grows and taking one step back.
    #[must_use]
    pub fn invariant<'a>(&'a self, outer: &'a dyn Ranges) -> Invariant<'a> {
        /// Rounds before an end that still moves is given up.
        const PATIENCE: usize = 2;
        let first: Vec<Interval> = self.carried.iter().map(|car| car.first.range(&outer)).collect();
        let mut found = Invariant {
            outer,
            fold: self,
            step: self.step_range(outer),
            carried: first.clone(),
            memo: Memo::default(),
        };
        // Each end then moves twice at most.
        for round in 0..=PATIENCE + 4 * self.carried.len() {
            let next = found.after_a_step(&first);
            let grown: Vec<Interval> = found
                .carried
                .iter()
                .zip(&next)
                .map(
                    |(have, next)| {
                        if round < PATIENCE { have.hull(*next) } else { widen(*have, *next) }
                    },
                )
                .collect();
            let settled = grown == found.carried;
            found.become_known(if settled { next } else { grown });
            if settled {
                return found;
            }
        }
        found.become_known(vec![Interval::ALL; self.carried.len()]);
        found
    }

    /// The number of steps, as far as `step < limit` among the conditions bounds it.
    fn step_range(&self, outer: &dyn Ranges) -> Interval {
        let conds = match &self.stay {
            Cond::And(conds) => &**conds,
            single => std::slice::from_ref(single),
        };
        let limits = conds.iter().filter_map(|cond| {
            let Cond::Cmp(op @ (CmpOp::Lt | CmpOp::Le), small, large) = cond else { return None };
            let limit = large.clone() - small.clone() + Expr::Sym(Sym::Step(self.id));
            if limit.symbols().into_iter().any(|sym| self.binds(sym)) {
                return None;
            }
            let more = if *op == CmpOp::Lt { 0 } else { 1 };
            limit.range(&outer).hi.and_then(|hi| hi.checked_add(more))
        });
        let hi = limits.map(|limit| limit.max(0)).chain([i128::from(MAX_STEPS)]).min();
        Interval { lo: Some(0), hi }
    }
}

impl Operand for Fold {
    fn size(&self) -> u32 {
        let parts = self.carried.iter().flat_map(|car| [&car.first, &car.next]);
        let within = self.stay.size().saturating_add(self.result.size());
        parts.map(Operand::size).fold(within, u32::saturating_add)
    }

    fn kinds(&self) -> Kinds {
        let parts = self.carried.iter().flat_map(|car| [&car.first, &car.next]);
        let within = self.stay.kinds().union(self.result.kinds());
        parts.map(Operand::kinds).fold(within, Kinds::union)
    }
}

/// What the bound symbols of a fold can be in any step, its last one included.
pub struct Invariant<'a> {
    outer: &'a dyn Ranges,
    fold: &'a Fold,
    step: Interval,
    /// In the order of the carried values.
    carried: Vec<Interval>,
    memo: Memo,
}

impl Invariant<'_> {
    fn become_known(&mut self, carried: Vec<Interval>) {
        self.carried = carried;
        self.memo.clear();
    }

    fn after_a_step(&self, first: &[Interval]) -> Vec<Interval> {
        let next = self.fold.carried.iter().map(|car| car.next.range(self));
        next.zip(first).map(|(next, first)| next.hull(*first)).collect()
    }
}

impl Ranges for Invariant<'_> {
    fn sym(&self, sym: Sym) -> Interval {
        match sym {
            Sym::Step(id) if id == self.fold.id => self.step,
            Sym::Car(id, index) if id == self.fold.id => match self.fold.position(index) {
                Some(position) => self.carried[position],
                None => self.outer.sym(sym),
            },
            _ => self.outer.sym(sym),
        }
    }

    fn load(&self, pointer: Pointer, offset: &Expr, ty: ScalarType) -> Interval {
        self.outer.load(pointer, offset, ty)
    }

    fn memo(&self) -> Option<&Memo> {
        Some(&self.memo)
    }
}

/// The range with the ends moved that the other one is beyond: to zero if that is enough, as
/// halving never gets below it, else away.
fn widen(have: Interval, next: Interval) -> Interval {
    let Interval { lo, hi } = have.hull(next);
    Interval {
        lo: if lo == have.lo { lo } else { lo.filter(|lo| 0 <= *lo).and(Some(0)) },
        hi: if hi == have.hi { hi } else { hi.filter(|hi| *hi <= 0).and(Some(0)) },
    }
}

/// Values of the bound symbols in one step.
pub(super) struct Bound<'a> {
    pub(super) outer: &'a dyn Env,
    pub(super) fold: &'a Fold,
    pub(super) step: u32,
    /// In the order of the carried values.
    pub(super) carried: Vec<i128>,
}

impl Env for Bound<'_> {
    fn sym(&self, sym: Sym) -> Option<i128> {
        match sym {
            Sym::Step(id) if id == self.fold.id => Some(self.step.into()),
            Sym::Car(id, index) if id == self.fold.id => match self.fold.position(index) {
                Some(position) => self.carried.get(position).copied(),
                None => self.outer.sym(sym),
            },
            _ => self.outer.sym(sym),
        }
    }

    fn load(&self, pointer: Pointer, offset: i128, ty: ScalarType) -> Option<i128> {
        self.outer.load(pointer, offset, ty)
    }
}
