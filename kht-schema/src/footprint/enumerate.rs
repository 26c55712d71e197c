//! Enumeration: walks over the variables that conditions and atoms hang on, as few as possible,
//! and takes the others as a box at each point.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::boxes::{Dim, Shape};
use super::eval::Point;
use super::interval::{INFINITY, Interval};
use super::linear::{Linear, Res, Stop, Var, VarSet};
use super::memory::Memory;
use super::pred::Pred;
use super::ranges::MAX_RANGES;
use super::region::{Region, vars_of};
use super::sink::Sink;
use crate::expr::build::floor_div;

/// Variables among which the cheapest choice is searched exhaustively.
const MAX_SEARCHED: u32 = 10;

/// Terms of formulas that a point costs nothing extra for.
const USUAL_SIZE: u64 = 64;

/// Work that may still be done for an access.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget(pub(super) u64);

impl Budget {
    pub(super) fn spend(&mut self, points: u64) -> Res<()> {
        self.0 = self.0.checked_sub(points).ok_or(Stop::Budget)?;
        Ok(())
    }
}

/// Adds what a region touches to the sink, point by point.
pub(super) fn enumerate(
    region: &Region,
    memory: &Memory<'_>,
    budget: &mut Budget,
    sink: &mut Sink,
) -> Res<()> {
    let plan = Plan::new(region);
    let cost = 1 + u64::from(region.size()) / USUAL_SIZE;
    let point = Point { values: [0; 64], memory };
    let mut walk = Walk { region, plan: &plan, point, budget, sink, cost, last: None };

    walk.descend(0, None)
}

/// Which variables are walked over, in which order, and where each condition is used.
struct Plan<'a> {
    steps: SmallVec<[Step<'a>; 4]>,
    /// Variables that are taken as a box.
    boxed: SmallVec<[Var; 8]>,
    /// Conditions that bound a variable of the box.
    bounds: SmallVec<[(usize, &'a Pred); 4]>,
}

/// One variable that is walked over.
struct Step<'a> {
    var: Var,
    /// Conditions that bound it, given those before.
    bounds: SmallVec<[Cow<'a, Pred>; 4]>,
    /// Conditions that can be checked once it has a value.
    checks: SmallVec<[&'a Pred; 4]>,
}

impl<'a> Plan<'a> {
    fn new(region: &'a Region) -> Self {
        let walked = walked_vars(region);
        let mut steps: SmallVec<[Step<'a>; 4]> = order(region, walked)
            .into_iter()
            .map(|var| Step { var, bounds: SmallVec::new(), checks: SmallVec::new() })
            .collect();
        let boxed: SmallVec<[Var; 8]> = vars_of(region.bounds.live() & !walked).collect();
        let mut bounds = SmallVec::new();
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

/// Few values first, so that conditions bound those with many.
fn order(region: &Region, walked: VarSet) -> SmallVec<[Var; 8]> {
    let mut vars: SmallVec<[Var; 8]> = vars_of(walked).collect();
    vars.sort_by_key(|var| region.bounds.of(*var).count());
    vars
}

/// The walk, and where it stands.
struct Walk<'a, 'r> {
    region: &'r Region,
    plan: &'a Plan<'r>,
    point: Point<'a>,
    budget: &'a mut Budget,
    sink: &'a mut Sink,
    /// What a point costs.
    cost: u64,
    /// Box of the last point, with its shape: mostly the next one has the same.
    last: Option<(SmallVec<[Interval; 8]>, Shape, u128)>,
}

impl Walk<'_, '_> {
    /// Visits all values of the variables from a depth on. `unsure` is why a condition of the
    /// points so far is not known; it matters only where no other condition fails.
    fn descend(&mut self, depth: usize, unsure: Option<Stop>) -> Res<()> {
        self.budget.spend(self.cost)?;
        let plan = self.plan;
        let Some(step) = plan.steps.get(depth) else { return self.visit(unsure) };
        let mut unsure = unsure;
        let mut range = self.region.bounds.of(step.var);
        self.point.values[usize::from(step.var)] = 0;
        for pred in &step.bounds {
            match self.bound(pred, step.var) {
                Ok(bound) => range = range.meet(bound),
                Err(stop) => unsure = Some(stop),
            }
        }
        if range.is_empty() {
            return Ok(());
        }
        if range.count() > u128::from(self.budget.0) {
            return Err(unsure.unwrap_or(Stop::Budget));
        }
        'values: for value in range.lo..=range.hi {
            self.point.values[usize::from(step.var)] = value;
            let mut unsure = unsure;
            for pred in &step.checks {
                match self.point.holds(pred) {
                    Ok(true) => {}
                    Ok(false) => continue 'values,
                    Err(stop) => unsure = Some(stop),
                }
            }
            self.descend(depth + 1, unsure)?;
        }
        self.point.values[usize::from(step.var)] = 0;
        Ok(())
    }

    /// Values of a variable that a condition allows; its own value must be 0 meanwhile.
    fn bound(&self, pred: &Pred, var: Var) -> Res<Interval> {
        let limit = |linear: &Linear| -> Res<(i128, i128)> {
            let rest = self.point.value(linear)?.checked_neg().ok_or(Stop::Overflow)?;
            Ok((rest, linear.factor(var)))
        };
        Ok(match pred {
            Pred::Le(linear) => match limit(linear)? {
                (rest, 0) => {
                    if rest >= 0 {
                        Interval::ALL
                    } else {
                        EMPTY
                    }
                }
                (rest, factor @ 1..) => Interval { lo: -INFINITY, hi: floor_div(rest, factor) },
                (rest, factor) => Interval { lo: -floor_div(rest, -factor), hi: INFINITY },
            },
            Pred::Eq(linear) => match limit(linear)? {
                (rest, 0) => {
                    if rest == 0 {
                        Interval::ALL
                    } else {
                        EMPTY
                    }
                }
                (rest, factor) if rest % factor == 0 => Interval::point(rest / factor),
                _ => EMPTY,
            },
            other => unreachable!("{other:?} is no bound"),
        })
    }

    /// Adds the box at the current point.
    fn visit(&mut self, unsure: Option<Stop>) -> Res<()> {
        let mut unsure = unsure;
        let mut bounds: SmallVec<[Interval; 8]> =
            self.plan.boxed.iter().map(|var| self.region.bounds.of(*var)).collect();
        for (position, pred) in &self.plan.bounds {
            match self.bound(pred, self.plan.boxed[*position]) {
                Ok(bound) => bounds[*position] = bounds[*position].meet(bound),
                Err(stop) => unsure = Some(stop),
            }
        }
        if bounds.iter().any(|bound| bound.is_empty()) {
            return Ok(());
        }
        if let Some(stop) = unsure {
            return Err(stop);
        }
        if self.last.as_ref().is_none_or(|(last, ..)| *last != bounds) {
            let (shape, count) = self.shape(&bounds)?;
            self.last = Some((bounds, shape, count));
        }
        let (_, shape, count) = self.last.as_ref().expect("set above");
        self.sink.count(*count);
        if self.sink.place.is_some() {
            self.budget.spend(shape.runs() - 1)?;
            self.sink.add(self.point.value(&self.region.offset)?, shape);
        }
        Ok(())
    }

    /// The box of the variables that are not walked over, and how many executions it stands for.
    fn shape(&self, bounds: &[Interval]) -> Res<(Shape, u128)> {
        let mut count = self.region.times;
        let mut dims: SmallVec<[Dim; 8]> = SmallVec::new();
        let mut start = 0_i128;
        for (var, bound) in self.plan.boxed.iter().zip(bounds) {
            count = count.saturating_mul(bound.count());
            let stride = self.region.offset.factor(*var);
            if stride == 0 {
                continue;
            }
            if !bound.is_finite() && self.sink.place.is_some() {
                return Err(Stop::Unbounded);
            }
            let first = stride.checked_mul(bound.lo).ok_or(Stop::Overflow)?;
            start = start.checked_add(first).ok_or(Stop::Overflow)?;
            dims.push(Dim { stride, count: bound.hi.saturating_sub(bound.lo) + 1 });
        }
        let granularity = self.sink.place.map_or(1, |place| place.granularity);
        let mut shape = Shape::new(&dims, self.region.width, granularity, MAX_RANGES as u64)?;
        shape.start = shape.start.checked_add(start).ok_or(Stop::Overflow)?;
        Ok((shape, count))
    }
}

/// No value at all.
const EMPTY: Interval = Interval { lo: 1, hi: 0 };
