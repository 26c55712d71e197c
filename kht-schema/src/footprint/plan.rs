//! The plan of an enumeration: which variables are walked over, as few as possible, in which order,
//! and where each condition is used on the way.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::boxes::{Dim, Shape};
use super::interval::{INFINITY, Interval};
use super::linear::{Var, VarSet};
use super::pred::Pred;
use super::region::{Region, vars_of};

/// Variables among which the cheapest choice is searched exhaustively.
const MAX_SEARCHED: u32 = 10;

/// Which variables are walked over, in which order, and where each condition is used.
pub(super) struct Plan<'a> {
    pub(super) steps: Vec<Step<'a>>,
    /// Variables that are taken as a box.
    pub(super) boxed: SmallVec<[Var; 8]>,
    /// Conditions that bound a variable of the box.
    pub(super) bounds: Vec<(usize, &'a Pred)>,
}

/// One variable that is walked over.
pub(super) struct Step<'a> {
    pub(super) var: Var,
    /// Conditions that bound it, given those before.
    pub(super) bounds: Vec<Cow<'a, Pred>>,
    /// Conditions that can be checked once it has a value.
    pub(super) checks: Vec<&'a Pred>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(region: &'a Region) -> Self {
        let walked = walked_vars(region);
        let mut steps: Vec<Step<'a>> = order(region, walked)
            .into_iter()
            .map(|var| Step { var, bounds: Vec::new(), checks: Vec::new() })
            .collect();
        let boxed: SmallVec<[Var; 8]> = vars_of(region.bounds.live() & !walked).collect();
        let mut bounds = Vec::new();
        for pred in &region.preds {
            project(region, pred, &mut steps);
            let vars = pred.all_vars();
            if let Some(position) = boxed.iter().position(|var| vars & (1 << var) != 0) {
                bounds.push((position, pred));
                continue;
            }
            let Some(step) = steps.iter_mut().rev().find(|step| vars & (1 << step.var) != 0) else {
                continue;
            };
            if bounds_var(pred, step.var) {
                step.bounds.push(Cow::Borrowed(pred));
            } else {
                step.checks.push(pred);
            }
        }
        Plan { steps, boxed, bounds }
    }
}

/// Bounds that a condition puts on variables before the last of its own: those that come later
/// are taken where they allow most.
fn project<'a>(region: &Region, pred: &'a Pred, steps: &mut [Step<'a>]) {
    let Pred::Le(linear) = pred else { return };
    let rest = linear.all_vars();
    let Some(first) = steps.iter().position(|step| rest & (1 << step.var) != 0) else { return };
    let mut known = 0;
    for step in &mut steps[first..] {
        known |= 1 << step.var;
        let later = rest & !known;
        if later == 0 {
            return;
        }
        if rest & (1 << step.var) == 0 || linear.atom_vars() & (later | 1 << step.var) != 0 {
            continue;
        }
        let mut projected = linear.clone();
        projected.vars.retain(|(var, _)| later & (1 << *var) == 0);
        let least = linear
            .vars
            .iter()
            .filter(|(var, _)| later & (1 << var) != 0)
            .fold(Interval::point(0), |sum, (var, factor)| {
                sum.add(region.bounds.of(*var).scale(*factor))
            });
        if least.lo > -INFINITY
            && let Some(constant) = projected.constant.checked_add(least.lo)
        {
            projected.constant = constant;
            step.bounds.push(Cow::Owned(Pred::Le(projected)));
        }
    }
}

/// Whether a condition bounds a variable once all others in it have values.
fn bounds_var(pred: &Pred, var: Var) -> bool {
    match pred {
        Pred::Le(linear) | Pred::Eq(linear) => linear.atom_vars() & (1 << var) == 0,
        Pred::Const(_) | Pred::Ne(_) | Pred::And(_) | Pred::Or(_) => false,
    }
}

/// The variables to walk over: those inside of atoms and of conditions that are no bounds, and the
/// cheapest choice that leaves each other condition with at most one variable.
fn walked_vars(region: &Region) -> VarSet {
    let mut walked = region.offset.atom_vars();
    for pred in &region.preds {
        walked |= match pred {
            Pred::Le(linear) | Pred::Eq(linear) => linear.atom_vars(),
            Pred::Const(_) | Pred::Ne(_) | Pred::And(_) | Pred::Or(_) => pred.all_vars(),
        };
    }
    let tied = |walked: VarSet| {
        region.preds.iter().fold(0, |set, pred| {
            let open = pred.all_vars() & !walked;
            if open.count_ones() > 1 { set | open } else { set }
        })
    };
    let candidates = tied(walked);
    if candidates == 0 {
        return walked;
    }
    if candidates.count_ones() > MAX_SEARCHED {
        return walked | candidates;
    }
    let points = |set: VarSet| {
        vars_of(set)
            .fold(1_u128, |points, var| points.saturating_mul(region.bounds.of(var).count()))
    };
    let cost = |set: VarSet| points(set).saturating_mul(runs(region, walked | set));
    // All subsets of the candidates, in descending order.
    let mut subset = candidates;
    let mut best = (cost(candidates), candidates);
    while subset != 0 {
        subset = (subset - 1) & candidates;
        let cost = cost(subset);
        if cost < best.0 && tied(walked | subset) == 0 {
            best = (cost, subset);
        }
    }
    walked | best.1
}

/// Ranges that the box of the variables that are not walked over has, at most.
fn runs(region: &Region, walked: VarSet) -> u128 {
    let boxed = vars_of(region.offset.linear_vars() & !walked);
    let dims: SmallVec<[Dim; 8]> = boxed
        .map(|var| {
            let range = region.bounds.of(var);
            let count = i128::try_from(range.count()).unwrap_or(INFINITY).min(1 << 40);
            Dim { stride: region.offset.factor(var), count }
        })
        .collect();
    let shape = Shape::new(&dims, region.width, 1, u64::MAX);
    shape.map_or(u128::MAX, |shape| shape.runs().into())
}

/// What other conditions hang on first, the sequence that has a length for example; then few values
/// first, so that conditions bound those with many.
fn order(region: &Region, walked: VarSet) -> SmallVec<[Var; 8]> {
    let deciding = region.preds.iter().fold(0, |set, pred| match pred {
        Pred::Le(linear) | Pred::Eq(linear) if linear.linear_vars() != 0 => {
            set | linear.atom_vars() & !linear.linear_vars()
        }
        _ => set,
    });
    let mut vars: SmallVec<[Var; 8]> = vars_of(walked).collect();
    vars.sort_by_key(|var| (deciding & (1 << var) == 0, region.bounds.of(*var).count()));
    vars
}
