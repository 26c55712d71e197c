//! Walks over the variables that conditions or divisions still hang on, as few as possible, and
//! takes the others as a box at each point.

use super::Stop;
use super::form::{ATOMS, Form, LIMIT, Res, Symbol, VARS, number};
use super::region::{AtomKind, Region, Relation, Span, vars_of};
use super::shape::{DIMS, Dim, Shape};
use super::sink::Sink;

/// Variables of which each choice of those to walk over is tried.
const MAX_SEARCHED: u32 = 5;

/// What a region is accessed with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Access {
    /// Bytes of one execution.
    pub(super) width: i64,
    /// Whether bytes matter, or executions alone.
    pub(super) counted_only: bool,
}

/// Adds a region that is settled and as simple as it gets.
pub(super) fn add(region: &Region, access: Access, points: &mut u32, sink: &mut Sink) -> Res<()> {
    if region.preds().is_empty() && !region.offset.has_atoms() {
        return add_box(region, &region.bounds, region.live, region.offset.constant, access, sink);
    }
    let walked = walked_vars(region, access.width);
    let mut walk = Walk {
        region,
        access,
        sink,
        values: [0; VARS],
        vars: [0; VARS],
        n_vars: 0,
        boxed: region.live & !walked,
    };
    for var in vars_of(walked) {
        walk.vars[walk.n_vars] = var;
        walk.n_vars += 1;
    }
    // Few values first, so that conditions bound those with many.
    walk.vars[..walk.n_vars].sort_unstable_by_key(|var| region.bound(*var).count());
    walk.run(points)
}

/// Adds the box of some variables within bounds.
fn add_box(
    region: &Region,
    bounds: &[Span; VARS],
    vars: u32,
    start: i64,
    access: Access,
    sink: &mut Sink,
) -> Res<()> {
    let mut executions = region.times;
    let mut dims = [Dim::default(); DIMS];
    let mut n_dims = 0;
    let mut start = i128::from(start);
    for var in vars_of(vars) {
        let span = bounds[usize::from(var)];
        let count = u64::try_from(span.count()).map_err(|_| Stop::Overflow)?;
        executions = executions.checked_mul(count).ok_or(Stop::Overflow)?;
        let stride = region.offset.factor(var);
        if stride == 0 {
            continue;
        }
        start += i128::from(stride) * i128::from(span.lo);
        *dims.get_mut(n_dims).ok_or(Stop::Size)? = Dim { stride, count: span.count() };
        n_dims += 1;
    }
    sink.count(executions)?;
    if access.counted_only || executions == 0 {
        return Ok(());
    }
    sink.add(&Shape::new(number(start)?, access.width, &mut dims[..n_dims])?)
}

/// The variables to walk over: those inside of divisions and of conditions that are no bounds, and
/// the cheapest choice that leaves each condition with at most one other variable.
fn walked_vars(region: &Region, width: i64) -> u32 {
    let mut walked = atom_vars(region, &region.offset);
    for pred in region.preds() {
        walked |= match pred.relation {
            Relation::Le | Relation::Eq => atom_vars(region, &pred.form),
            Relation::Ne => all_vars(region, &pred.form),
        };
    }
    let tied = |walked: u32| {
        region.preds().iter().fold(0, |set, pred| {
            let open = all_vars(region, &pred.form) & !walked;
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
    let cost = |set: u32| {
        let points = vars_of(set)
            .fold(1_i64, |points, var| points.saturating_mul(region.bound(var).count()));
        points.saturating_mul(runs(region, walked | set, width))
    };
    // All subsets of the candidates, in descending order.
    let mut subset = candidates;
    let mut best = (cost(candidates), candidates);
    while subset != 0 {
        subset = (subset - 1) & candidates;
        if tied(walked | subset) == 0 {
            best = best.min((cost(subset), subset));
        }
    }
    walked | best.1
}

/// Runs that the box of the variables that are not walked over has, at most.
fn runs(region: &Region, walked: u32, width: i64) -> i64 {
    let mut dims = [Dim::default(); DIMS];
    let mut n_dims = 0;
    for var in vars_of(region.offset.symbols() & region.live & !walked) {
        let Some(dim) = dims.get_mut(n_dims) else { return i64::MAX };
        *dim = Dim { stride: region.offset.factor(var), count: region.bound(var).count() };
        n_dims += 1;
    }
    Shape::new(0, width, &mut dims[..n_dims]).map_or(i64::MAX, |shape| shape.runs())
}

/// Variables inside of the divisions of a form.
fn atom_vars(region: &Region, form: &Form) -> u32 {
    let mut symbols = form.symbols() >> VARS << VARS;
    for (index, atom) in region.atoms().iter().enumerate().rev() {
        if symbols & (1 << (VARS + index)) != 0 {
            symbols |= atom.form.symbols();
        }
    }
    symbols & ((1 << VARS) - 1)
}

fn all_vars(region: &Region, form: &Form) -> u32 {
    atom_vars(region, form) | form.symbols() & ((1 << VARS) - 1)
}

/// A walk, and where it stands.
struct Walk<'a> {
    region: &'a Region,
    access: Access,
    sink: &'a mut Sink,
    /// Values of the variables that have one so far; 0 for the others.
    values: [i64; VARS],
    /// Variables to walk over, outermost first.
    vars: [Symbol; VARS],
    n_vars: usize,
    /// The others.
    boxed: u32,
}

impl Walk<'_> {
    fn run(&mut self, points: &mut u32) -> Res<()> {
        let mut ends = [0_i64; VARS];
        let mut depth = 0;
        if self.n_vars == 0 {
            return self.visit();
        }
        let mut entering = true;
        loop {
            let var = usize::from(self.vars[depth]);
            if entering {
                let span = self.allowed_at(depth)?;
                (self.values[var], ends[depth]) = (span.lo, span.hi);
            } else {
                self.values[var] += 1;
            }
            if self.values[var] > ends[depth] {
                self.values[var] = 0;
                let Some(outer) = depth.checked_sub(1) else { return Ok(()) };
                (depth, entering) = (outer, false);
                continue;
            }
            *points = points.checked_sub(1).ok_or(Stop::Budget)?;
            entering = self.checks_hold(depth)?;
            if !entering {
                continue;
            }
            if depth + 1 < self.n_vars {
                depth += 1;
            } else {
                self.visit()?;
                entering = false;
            }
        }
    }

    /// Variables that have values at a depth.
    fn known(&self, depth: usize) -> u32 {
        self.vars[..=depth].iter().fold(0, |set, var| set | 1 << var)
    }

    /// Values of the variable at a depth that the conditions allow which bound it.
    fn allowed_at(&mut self, depth: usize) -> Res<Span> {
        let (var, known) = (self.vars[depth], self.known(depth));
        let mut span = self.region.bound(var);
        self.values[usize::from(var)] = 0;
        for pred in self.region.preds() {
            let vars = all_vars(self.region, &pred.form);
            if vars & !known == 0
                && vars & (1 << var) != 0
                && pred.relation != Relation::Ne
                && atom_vars(self.region, &pred.form) & (1 << var) == 0
            {
                let rest = self.value(&pred.form)?;
                narrow(&mut span, pred.relation, pred.form.factor(var), rest);
            }
        }
        Ok(span)
    }

    /// Whether the conditions hold that are decided at a depth and do not bound its variable.
    fn checks_hold(&self, depth: usize) -> Res<bool> {
        let (var, known) = (self.vars[depth], self.known(depth));
        for pred in self.region.preds() {
            let vars = all_vars(self.region, &pred.form);
            let bounds = pred.relation != Relation::Ne
                && atom_vars(self.region, &pred.form) & (1 << var) == 0;
            if vars & !known != 0 || vars & (1 << var) == 0 || bounds {
                continue;
            }
            let value = self.value(&pred.form)?;
            let holds = match pred.relation {
                Relation::Le => value <= 0,
                Relation::Eq => value == 0,
                Relation::Ne => value != 0,
            };
            if !holds {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The value of a form at the point; variables of the box count as 0.
    fn value(&self, form: &Form) -> Res<i128> {
        let mut atoms = [0_i64; ATOMS];
        let sum = |form: &Form, atoms: &[i64; ATOMS]| {
            form.terms().fold(i128::from(form.constant), |sum, (symbol, factor)| {
                let symbol = usize::from(symbol);
                let value = match symbol.checked_sub(VARS) {
                    Some(atom) => atoms[atom],
                    None => self.values[symbol],
                };
                sum + i128::from(factor) * i128::from(value)
            })
        };
        if form.has_atoms() {
            for (index, atom) in self.region.atoms().iter().enumerate() {
                let (value, divisor) = (sum(&atom.form, &atoms), i128::from(atom.divisor));
                atoms[index] = number(match atom.kind {
                    AtomKind::FloorDiv => value.div_euclid(divisor),
                    AtomKind::Mod => value.rem_euclid(divisor),
                })?;
            }
        }
        Ok(sum(form, &atoms))
    }

    /// Adds the box at the current point.
    fn visit(&mut self) -> Res<()> {
        let mut bounds = self.region.bounds;
        for pred in self.region.preds() {
            let open = all_vars(self.region, &pred.form) & self.boxed;
            let Some(var) = vars_of(open).next() else { continue };
            let rest = self.value(&pred.form)?;
            let span = &mut bounds[usize::from(var)];
            narrow(span, pred.relation, pred.form.factor(var), rest);
            if span.is_empty() {
                return Ok(());
            }
        }
        let start = number(self.value(&self.region.offset)?)?;
        add_box(self.region, &bounds, self.boxed, start, self.access, self.sink)
    }
}

/// Keeps the values of a variable for which `factor * variable + rest` is what a condition asks.
fn narrow(span: &mut Span, relation: Relation, factor: i64, rest: i128) {
    let limit = |bound: i128| {
        let (least, most) = (i128::from(-LIMIT), i128::from(LIMIT));
        i64::try_from(bound.clamp(least, most)).unwrap_or(LIMIT)
    };
    let wide = i128::from(factor);
    match relation {
        Relation::Le if factor > 0 => span.hi = span.hi.min(limit((-rest).div_euclid(wide))),
        Relation::Le => span.lo = span.lo.max(limit(-(-rest).div_euclid(-wide))),
        Relation::Eq if rest % wide == 0 => {
            let value = limit(-rest / wide);
            (span.lo, span.hi) = (span.lo.max(value), span.hi.min(value));
        }
        Relation::Eq | Relation::Ne => span.hi = span.lo - 1,
    }
}
