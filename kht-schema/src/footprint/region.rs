//! Regions: a box of variables, the conditions that still cut it, and the offset over it.

use smallvec::SmallVec;

use super::env::Env;
use super::interval::Interval;
use super::linear::{Linear, Res, Var, VarSet};
use super::memory::Memory;
use super::pred::Pred;

/// Bounds of the variables.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    ranges: SmallVec<[Interval; 4]>,
    live: VarSet,
}

impl Bounds {
    /// Most variables at a time.
    const MAX: usize = 64;

    /// One more than the largest variable.
    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    pub(super) fn of(&self, var: Var) -> Interval {
        self.ranges[usize::from(var)]
    }

    pub(super) fn set(&mut self, var: Var, range: Interval) {
        self.ranges[usize::from(var)] = range;
    }

    /// A new variable; `None` if there are too many.
    pub(super) fn create(&mut self, range: Interval) -> Option<Var> {
        let free = (!self.live).trailing_zeros() as usize;
        if free >= Bounds::MAX {
            return None;
        }
        if free == self.ranges.len() {
            self.ranges.push(range);
        } else {
            self.ranges[free] = range;
        }
        self.live |= 1 << free;
        Var::try_from(free).ok()
    }

    /// Removes a variable that occurs nowhere any more.
    pub(super) fn remove(&mut self, var: Var) {
        self.live &= !(1 << var);
    }

    /// All variables.
    pub(super) fn live(&self) -> VarSet {
        self.live
    }
}

/// The variables of a set, in ascending order.
pub(super) fn vars_of(set: VarSet) -> impl Iterator<Item = Var> {
    let mut rest = set;
    std::iter::from_fn(move || {
        if rest == 0 {
            return None;
        }
        let var = Var::try_from(rest.trailing_zeros()).expect("a bit number below 64");
        rest &= rest - 1;
        Some(var)
    })
}

/// A part of the index space, and what is accessed there.
#[derive(Clone, Debug, Default)]
pub(super) struct Region {
    /// Variables and their bounds.
    pub(super) bounds: Bounds,
    /// All must hold.
    pub(super) preds: Vec<Pred>,
    /// First byte of the access, from where its pointer points to.
    pub(super) offset: Linear,
    /// Bytes of the access.
    pub(super) width: u64,
    /// Executions per point, of variables that do not matter otherwise; saturating.
    pub(super) times: u128,
}

impl Region {
    pub(super) fn env<'a>(&'a self, memory: &'a Memory<'a>) -> Env<'a> {
        Env { memory, bounds: &self.bounds }
    }

    /// Visits all linear forms of conditions and offset, those inside of atoms included.
    pub(super) fn for_each_linear<'a>(&'a self, visit: &mut dyn FnMut(&'a Linear)) {
        for pred in &self.preds {
            pred.for_each_linear(&mut |linear| linear.for_each_linear(visit));
        }
        self.offset.for_each_linear(visit);
    }

    /// Variables that occur in conditions or offset.
    pub(super) fn used_vars(&self) -> VarSet {
        self.preds.iter().fold(self.offset.all_vars(), |set, pred| set | pred.all_vars())
    }

    /// Terms in conditions and offset; saturating.
    pub(super) fn size(&self) -> u32 {
        let mut size = self.offset.size();
        for pred in &self.preds {
            pred.for_each_linear(&mut |linear| size = size.saturating_add(linear.size()));
        }
        size
    }

    pub(super) fn has_atoms(&self) -> bool {
        !self.offset.atoms.is_empty() || self.preds.iter().any(Pred::has_atoms)
    }

    /// One more condition that must hold.
    pub(super) fn add_pred(&mut self, pred: Pred) {
        self.preds.extend(flatten(vec![pred]));
    }

    /// Rewrites offset and conditions.
    pub(super) fn rewrite(&mut self, memory: &Memory<'_>, change: &Change<'_>) -> Res<()> {
        let env = Env { memory, bounds: &self.bounds };
        let offset = env.rewrite(&self.offset, change)?;
        let preds: Res<Vec<Pred>> =
            self.preds.iter().map(|pred| env.rewrite_pred(pred, change)).collect();
        self.offset = offset;
        self.preds.clear();
        self.preds.extend(flatten(preds?));
        Ok(())
    }
}

/// Conjunctions as their parts; what always holds is dropped.
fn flatten(preds: Vec<Pred>) -> impl Iterator<Item = Pred> {
    preds.into_iter().flat_map(|pred| match pred {
        Pred::Const(true) => Vec::new(),
        Pred::And(inner) => inner,
        other => vec![other],
    })
}

/// What a rewrite replaces; bounds are applied in any case.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change<'a> {
    /// Nothing: folds what the bounds decide by now.
    Fold,
    /// A variable by a form.
    Var(Var, &'a Linear),
    /// An atom by a form.
    Atom(&'a super::linear::Node, &'a Linear),
}
