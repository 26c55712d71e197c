//! Enumeration: walks over the variables that conditions and atoms hang on, as few as possible,
//! and takes the others as a box at each point.

use smallvec::SmallVec;

use super::batch::{Batch, Halt};
use super::boxes::{Dim, Shape};
use super::eval::{Point, quick_floor_div};
use super::interval::{INFINITY, Interval};
use super::linear::{Atom, Res, Stop, Var};
use super::memory::{Culprit, Memory};
use super::plan::Plan;
use super::pred::Pred;
use super::ranges::MAX_RANGES;
use super::region::{Region, vars_of};
use super::sink::{Place, Sink};
use super::staged::Staged;

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
    if region.preds.is_empty() && region.offset.atoms.is_empty() {
        let bounds = vars_of(region.bounds.live()).map(|var| (var, region.bounds.of(var)));
        let (shape, count) = shape(region, sink.place, bounds)?;
        budget.spend(shape.runs())?;
        sink.count(count);
        sink.add(region.offset.constant, &shape);
        return Ok(());
    }
    let plan = Plan::new(region);
    let cost = 1 + u64::from(region.size()) / USUAL_SIZE;
    // Who leads out of a buffer is found point by point.
    if !plan.steps.is_empty() && memory.culprit.is_none() {
        // Apart, so that nothing is counted twice if columns do not reach.
        let mut part = Sink::new(sink.place);
        let mut rest = *budget;
        let batch = Batch::new(region, &plan, memory, &mut rest, &mut part, cost);
        match batch.map(Batch::run) {
            Some(Ok(())) => {
                *budget = rest;
                sink.merge(part);
                return Ok(());
            }
            Some(Err(Halt::Stop(stop))) => return Err(stop),
            Some(Err(Halt::NoColumn)) | None => {}
        }
    }
    let bounds = plan.boxed.iter().map(|var| region.bounds.of(*var)).collect();
    let staged = |linear| Staged::new(linear, &plan);
    let offset = sink.place.is_some().then(|| staged(&region.offset));
    let limits = plan.bounds.iter().filter_map(|(_, pred)| pred.comparison().map(staged)).collect();
    let point = Point { values: vec![0; region.bounds.len()], memory };
    let shaped = Shaped::default();
    let mut walk =
        Walk { region, plan: &plan, point, budget, sink, cost, offset, limits, bounds, shaped };
    walk.reach(0);
    walk.descend(0, None)
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
    /// The offset, unless executions are counted only.
    offset: Option<Staged>,
    /// The conditions that bound variables of the box, in the plan's order.
    limits: Vec<Staged>,
    /// Bounds of the box at the current point.
    bounds: Vec<Interval>,
    shaped: Shaped,
}

/// The last box with its shape: mostly the next one has the same.
#[derive(Default)]
pub(super) struct Shaped {
    last: Option<(SmallVec<[Interval; 4]>, Shape, u128)>,
}

impl Shaped {
    /// The shape of some variables within bounds, and how many executions it stands for.
    pub(super) fn of(
        &mut self,
        region: &Region,
        vars: &[Var],
        place: Option<Place>,
        bounds: &[Interval],
    ) -> Res<(&Shape, u128)> {
        if self.last.as_ref().is_none_or(|(last, ..)| last[..] != *bounds) {
            let bounded = vars.iter().copied().zip(bounds.iter().copied());
            let (shape, count) = shape(region, place, bounded)?;
            self.last = Some((bounds.into(), shape, count));
        }
        let (_, shape, count) = self.last.as_ref().expect("set above");
        Ok((shape, *count))
    }
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
            self.reach(depth + 1);
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

    /// Takes what hangs on the variables before a depth into the staged values.
    fn reach(&mut self, depth: usize) {
        for staged in self.offset.iter_mut().chain(&mut self.limits) {
            staged.reach(depth, &self.point);
        }
    }

    /// Values of a variable that a condition allows; its own value must be 0 meanwhile.
    fn bound(&self, pred: &Pred, var: Var) -> Res<Interval> {
        let linear = pred.comparison().expect("a bound is a comparison");
        allowed(pred, linear.factor(var), self.point.value(linear)?)
    }

    /// Adds the box at the current point.
    fn visit(&mut self, unsure: Option<Stop>) -> Res<()> {
        let mut unsure = unsure;
        let plan = self.plan;
        for (position, _) in &plan.bounds {
            self.bounds[*position] = self.region.bounds.of(plan.boxed[*position]);
        }
        for ((position, pred), staged) in plan.bounds.iter().zip(&self.limits) {
            let factor = staged.factor(plan.boxed[*position]);
            match staged.value().and_then(|value| allowed(pred, factor, value)) {
                Ok(bound) => self.bounds[*position] = self.bounds[*position].meet(bound),
                Err(stop) => unsure = Some(stop),
            }
        }
        if plan.bounds.iter().any(|(position, _)| self.bounds[*position].is_empty()) {
            return Ok(());
        }
        if let Some(stop) = unsure {
            return Err(stop);
        }
        let (shape, count) =
            self.shaped.of(self.region, &plan.boxed, self.sink.place, &self.bounds)?;
        self.sink.count(count);
        if let Some(offset) = &self.offset {
            self.budget.spend(shape.runs() - 1)?;
            let offset = offset.value()?;
            self.sink.add(offset, shape);
            if let (Some(found), Some(place)) = (&self.point.memory.culprit, self.sink.place)
                && found.get().is_none()
                && !place.holds(offset, shape)
            {
                found.set(self.first_loaded());
            }
        }
        Ok(())
    }

    /// The first value that is loaded for the offset of the current point.
    fn first_loaded(&self) -> Option<Culprit> {
        let mut found = None;
        self.region.offset.for_each_linear(&mut |linear| {
            for (node, _) in &linear.atoms {
                if let Atom::Load(slot, offset, ty) = &node.atom
                    && found.is_none()
                    && let Ok(offset) = self.point.value(offset)
                    && let Some(value) = self.point.memory.read(*slot, offset, *ty)
                {
                    found = Some(Culprit { slot: *slot, offset, value });
                }
            }
        });
        found
    }
}

/// The box of some variables within bounds, and how many executions it stands for.
fn shape(
    region: &Region,
    place: Option<Place>,
    bounds: impl Iterator<Item = (Var, Interval)>,
) -> Res<(Shape, u128)> {
    let mut count = region.times;
    let mut dims: SmallVec<[Dim; 4]> = SmallVec::new();
    let mut start = 0_i128;
    for (var, bound) in bounds {
        count = count.saturating_mul(bound.count());
        let stride = region.offset.factor(var);
        if stride == 0 || place.is_none() {
            continue;
        }
        if !bound.is_finite() {
            return Err(Stop::Unbounded);
        }
        let first = stride.checked_mul(bound.lo).ok_or(Stop::Overflow)?;
        start = start.checked_add(first).ok_or(Stop::Overflow)?;
        dims.push(Dim { stride, count: bound.hi - bound.lo + 1 });
    }
    let granularity = place.map_or(1, |place| place.granularity);
    let mut shape = Shape::new(&dims, region.width, granularity, MAX_RANGES as u64)?;
    shape.start = shape.start.checked_add(start).ok_or(Stop::Overflow)?;
    Ok((shape, count))
}

/// Values of a variable for which `factor * variable + rest` is what a condition asks for.
pub(super) fn allowed(pred: &Pred, factor: i128, rest: i128) -> Res<Interval> {
    let target = rest.checked_neg().ok_or(Stop::Overflow)?;
    let holds = |holds: bool| if holds { Interval::ALL } else { EMPTY };
    Ok(match (pred, factor) {
        (Pred::Le(_), 0) => holds(rest <= 0),
        (Pred::Le(_), 1..) => Interval { lo: -INFINITY, hi: quick_floor_div(target, factor) },
        (Pred::Le(_), _) => Interval { lo: -quick_floor_div(target, -factor), hi: INFINITY },
        (Pred::Eq(_), 0) => holds(rest == 0),
        (Pred::Eq(_), _) => {
            if target % factor == 0 {
                Interval::point(target / factor)
            } else {
                EMPTY
            }
        }
        (other, _) => unreachable!("{other:?} is no bound"),
    })
}

/// No value at all.
const EMPTY: Interval = Interval { lo: 1, hi: 0 };
