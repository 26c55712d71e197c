//! Batches: the walk of an enumeration with the values of each variable taken as columns.
//!
//! What hangs on a variable, the length of a sequence for example, is computed for all its values
//! at once; the innermost variable is not walked over at all: its offsets are one column, and the
//! stretches of it on which the box has the same bounds go to the sink as one. Where columns do not
//! reach, whoever asked walks point by point.

use std::ops::Range;

use smallvec::SmallVec;

use super::boxes::Dim;
use super::columns::{CHUNK, Column, Columns, MAX_VALUE, all_fit, fits, index, narrow};
use super::enumerate::{Budget, Shaped, allowed};
use super::interval::Interval;
use super::linear::{Linear, Stop, Var};
use super::memory::Memory;
use super::plan::{Plan, Step};
use super::ranges::MAX_RANGES;
use super::region::Region;
use super::sink::Sink;
use super::staged::Staged;
use super::stretch::{Bounds, Limit, Places};

/// Why a walk ended early.
pub(super) enum Halt {
    /// There is no column for something.
    NoColumn,
    /// For good.
    Stop(Stop),
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Halt {
        Halt::Stop(stop)
    }
}

/// Visits all points of a plan.
pub(super) struct Batch<'a, 'r> {
    region: &'r Region,
    plan: &'a Plan<'r>,
    columns: Columns<'a>,
    budget: &'a mut Budget,
    sink: &'a mut Sink,
    /// What a point costs.
    cost: u64,
    /// Bounds of the steps, limits of the box, and the offset, in this order.
    forms: Vec<Staged>,
    /// For each step, its own of these.
    step_forms: Vec<Range<usize>>,
    /// The limits among these.
    limit_forms: Range<usize>,
    /// What the first variables make of each form, by how many they are.
    sums: Vec<Vec<i64>>,
    shaped: Shaped,
}

/// Offsets along a variable: `base + factor*value`.
struct Offsets {
    base: i64,
    factor: i64,
    /// Values at the places; the places themselves, if there are none.
    values: Option<Vec<i64>>,
}

impl<'a, 'r> Batch<'a, 'r> {
    /// A walk; `None` if there are no columns for some form.
    pub(super) fn new(
        region: &'r Region,
        plan: &'a Plan<'r>,
        memory: &'a Memory<'a>,
        budget: &'a mut Budget,
        sink: &'a mut Sink,
        cost: u64,
    ) -> Option<Self> {
        let env = region.env(memory);
        let mut forms = Vec::new();
        let mut step_forms = Vec::with_capacity(plan.steps.len());
        let stage = |linear: &Linear| fits(&env, linear).then(|| Staged::new(linear, plan));
        for step in &plan.steps {
            let start = forms.len();
            for pred in &step.bounds {
                forms.push(stage(pred.comparison()?)?);
            }
            step_forms.push(start..forms.len());
            if !step.checks.iter().all(|pred| all_fit(&env, pred)) {
                return None;
            }
        }
        let start = forms.len();
        for (_, pred) in &plan.bounds {
            forms.push(stage(pred.comparison()?)?);
        }
        let limit_forms = start..forms.len();
        if sink.place.is_some() {
            forms.push(stage(&region.offset)?);
        }
        let sums = vec![vec![0; forms.len()]; plan.steps.len()];
        let columns = Columns::new(memory, region.bounds.len());
        let shaped = Shaped::default();
        Some(Batch {
            region,
            plan,
            columns,
            budget,
            sink,
            cost,
            forms,
            step_forms,
            limit_forms,
            sums,
            shaped,
        })
    }

    /// Walks.
    pub(super) fn run(mut self) -> Result<(), Halt> {
        for (form, sum) in self.forms.iter().zip(&mut self.sums[0]) {
            let column = self.columns.add(0, form.part(0)).ok_or(Halt::NoColumn)?;
            *sum = column.at(0);
        }
        self.descend(0)
    }

    /// Visits all values of the variables from a depth on, of which there is at least one.
    fn descend(&mut self, depth: usize) -> Result<(), Halt> {
        self.budget.spend(self.cost)?;
        let plan = self.plan;
        let step = &plan.steps[depth];
        let mut range = self.region.bounds.of(step.var);
        for (pred, form) in step.bounds.iter().zip(self.step_forms[depth].clone()) {
            let factor = pred.comparison().map_or(0, |linear| linear.factor(step.var));
            // The variable's own term is in no sum before its depth.
            range = range.meet(allowed(pred, factor, self.sums[depth][form].into())?);
        }
        if range.is_empty() {
            return Ok(());
        }
        if range.count() > u128::from(self.budget.0) {
            return Err(Stop::Budget.into());
        }
        let (Some(mut first), Some(last)) = (narrow(range.lo), narrow(range.hi)) else {
            return Err(Halt::NoColumn);
        };
        if first < -MAX_VALUE || last > MAX_VALUE {
            return Err(Halt::NoColumn);
        }
        while first <= last {
            let len = usize::try_from(last - first + 1).unwrap_or(CHUNK).min(CHUNK);
            self.columns.along(step.var, first, len);
            let mask = self.mask(step)?;
            let values = first..first + index(len);
            if depth + 1 < plan.steps.len() {
                self.each(depth, step.var, values, mask.as_ref())?;
            } else {
                self.innermost(depth, values, mask.as_ref())?;
            }
            if let Some(mask) = mask {
                self.columns.recycle(mask);
            }
            first += index(len);
        }
        Ok(())
    }

    /// Where the conditions of a step hold; `None` if it has none.
    fn mask(&mut self, step: &Step<'r>) -> Result<Option<Column>, Halt> {
        let mut mask: Option<Column> = None;
        for pred in &step.checks {
            let own = self.columns.mask(pred).ok_or(Halt::NoColumn)?;
            mask = Some(match mask {
                Some(before) => self.columns.and(before, own),
                None => own,
            });
        }
        Ok(mask)
    }

    /// Goes on with each value of a variable that is not the innermost.
    fn each(
        &mut self,
        depth: usize,
        var: Var,
        values: Range<i64>,
        mask: Option<&Column>,
    ) -> Result<(), Halt> {
        let (before, after) = self.sums.split_at_mut(depth + 1);
        let (before, after) = (&before[depth], &mut after[0]);
        after.clone_from(before);
        let mut columns: SmallVec<[(usize, Column); 8]> = SmallVec::new();
        for (form, staged) in self.forms.iter().enumerate() {
            let part = staged.part(depth + 1);
            if part.vars.is_empty() && part.atoms.is_empty() {
                continue;
            }
            let column = self.columns.add(before[form], part).ok_or(Halt::NoColumn)?;
            columns.push((form, column));
        }
        for (place, value) in values.enumerate() {
            if mask.is_some_and(|mask| mask.at(place) == 0) {
                continue;
            }
            self.columns.fix(var, value);
            for (form, column) in &columns {
                self.sums[depth + 1][*form] = column.at(place);
            }
            self.descend(depth + 1)?;
        }
        for (_, column) in columns {
            self.columns.recycle(column);
        }
        Ok(())
    }

    /// Adds all boxes along a chunk of the innermost variable.
    fn innermost(
        &mut self,
        depth: usize,
        values: Range<i64>,
        mask: Option<&Column>,
    ) -> Result<(), Halt> {
        let plan = self.plan;
        let (var, first) = (plan.steps[depth].var, values.start);
        let len = usize::try_from(values.end - first).map_or(0, |len| len.min(CHUNK));
        let mut fixed: Bounds = plan.boxed.iter().map(|var| self.region.bounds.of(*var)).collect();
        let mut limits: SmallVec<[Limit<'r>; 2]> = SmallVec::new();
        for ((position, pred), form) in plan.bounds.iter().zip(self.limit_forms.clone()) {
            let factor = self.forms[form].factor(plan.boxed[*position]);
            let sum = self.sums[depth][form];
            let rest = self.columns.add(sum, self.forms[form].part(depth + 1));
            match rest.ok_or(Halt::NoColumn)? {
                Column::Line { first, step: 0 } => {
                    let bound = allowed(pred, factor, first.into())?;
                    fixed[*position] = fixed[*position].meet(bound);
                }
                rest => limits.push(Limit { position: *position, pred, factor, rest }),
            }
        }
        let places = Places::new(len, mask, fixed, limits);
        if self.sink.place.is_none() {
            let (points, n_places) = places.count()?;
            self.budget.spend(self.cost.saturating_mul(n_places))?;
            self.sink.count(points.saturating_mul(self.region.times));
        } else if let Some(hull) = places.hull()? {
            // Loads beside what runs may have no value.
            self.columns.along(var, first + index(hull.start), hull.len());
            let offsets = self.offsets(depth)?;
            self.add_bytes(&places, hull, offsets)?;
        }
        places.into_columns().for_each(|column| self.columns.recycle(column));
        Ok(())
    }

    /// The offsets along the innermost variable.
    fn offsets(&mut self, depth: usize) -> Result<Offsets, Halt> {
        let form = self.limit_forms.end;
        let (sum, part) = (self.sums[depth][form], self.forms[form].part(depth + 1));
        let (base, factor, column) = match &part.atoms[..] {
            [(node, factor)] if part.vars.is_empty() => {
                let factor = narrow(*factor).ok_or(Halt::NoColumn)?;
                (sum, factor, self.columns.atom(node).ok_or(Halt::NoColumn)?)
            }
            _ => (0, 1, self.columns.add(sum, part).ok_or(Halt::NoColumn)?),
        };
        Ok(match column {
            Column::Values(values) => Offsets { base, factor, values: Some(values) },
            Column::Line { first, step } => {
                Offsets { base: base + factor * first, factor: factor * step, values: None }
            }
        })
    }

    /// Adds the boxes at the places of a hull, each stretch with the same bounds at once.
    fn add_bytes(
        &mut self,
        places: &Places<'_, '_>,
        hull: Range<usize>,
        mut offsets: Offsets,
    ) -> Result<(), Halt> {
        let mut bounds = Bounds::new();
        let mut next = hull.start;
        if places.are_alike() {
            places.next(next, &mut bounds)?;
            offsets.retain(hull.clone().map(|place| places.is_open(place)));
            let n_open = offsets.values.as_ref().map_or(hull.len(), Vec::len);
            self.emit(0..n_open, &bounds, &offsets)?;
            next = hull.end;
        }
        while let Some(stretch) = places.next(next, &mut bounds)? {
            next = stretch.end;
            let own = stretch.start - hull.start..stretch.end - hull.start;
            self.emit(own, &bounds, &offsets)?;
        }
        if let Some(values) = offsets.values {
            self.columns.recycle(Column::Values(values));
        }
        Ok(())
    }

    /// Adds the boxes of a stretch, on which they have the same bounds.
    fn emit(
        &mut self,
        places: Range<usize>,
        bounds: &[Interval],
        offsets: &Offsets,
    ) -> Result<(), Halt> {
        let n_points = places.len() as u64;
        self.budget.spend(self.cost.saturating_mul(n_points))?;
        let (shape, count) =
            self.shaped.of(self.region, &self.plan.boxed, self.sink.place, bounds)?;
        self.sink.count(count.saturating_mul(n_points.into()));
        let Offsets { base, factor, values } = offsets;
        if let Some(values) = values {
            self.budget.spend((shape.runs() - 1).saturating_mul(n_points))?;
            self.sink.add_many(*base, *factor, &values[places], shape);
            return Ok(());
        }
        let dim = Dim { stride: (*factor).into(), count: n_points.into() };
        let granularity = self.sink.place.map_or(1, |place| place.granularity);
        let shape = shape.repeated(dim, granularity, MAX_RANGES as u64)?;
        self.budget.spend(shape.runs().saturating_sub(n_points))?;
        self.sink.add((base + factor * index(places.start)).into(), &shape);
        Ok(())
    }
}

impl Offsets {
    /// Drops the offsets of places that do not count.
    fn retain(&mut self, open: impl Iterator<Item = bool> + Clone) {
        if open.clone().all(|open| open) {
            return;
        }
        let mut open = open.zip(0_i64..);
        match &mut self.values {
            Some(values) => values.retain(|_| open.next().is_some_and(|(open, _)| open)),
            None => self.values = Some(open.filter(|(open, _)| *open).map(|(_, p)| p).collect()),
        }
    }
}
