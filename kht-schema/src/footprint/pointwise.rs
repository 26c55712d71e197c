//! Point by point: sites whose formulas are too large as linear forms, evaluated as they are in
//! each thread and iteration.
//!
//! A fold that divides an index by one size after the other, and uses each quotient twice, doubles
//! as a linear form with every step, and so does one whose length differs from thread to thread.
//! For one thread it is a number. This is the last resort, for launches that are small: it costs as
//! much as there are threads, and answers for all of them or not at all.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use super::bind::Value;
use super::boxes::Shape;
use super::lower::Site;
use super::ranges::MAX_RANGES;
use super::reason::Reason;
use super::sink::{Place, Sink};
use super::solve::Solver;
use crate::expr::Carried;
use crate::expr::eval::{Env, EvalError};
use crate::expr::{Axis, Pointer, ScalarType};
use crate::kernel::Loop;
use crate::{Cond, Kernel, LoopId, Sym, ValId};

/// Symbols that are looked up, at most: about a second.
const MAX_LOOKUPS: u64 = 1 << 25;

/// What a site touches at a place, or how often it runs if there is no place, and the bytes of one
/// execution; `None` if something is not known, or if it takes too long.
pub(super) fn touched(
    solver: &Solver<'_>,
    site: &Site<'_>,
    place: Option<Place>,
) -> Option<(Sink, u64)> {
    let mut sink = Sink::new(place);
    let (mut walk, times) = Walk::new(solver, site)?;
    walk.descend(0, times, &mut sink).ok()?;
    sink.finish();
    // Executions that differ in size are counted byte by byte.
    let width = site.bytes.as_int().map_or(Some(1), |bytes| u64::try_from(bytes).ok());
    Some((sink, width?))
}

impl Reason {
    /// Whether an answer is not exact because of the form that a formula was brought into, and not
    /// because of what it says.
    pub(super) fn is_of_form(self) -> bool {
        matches!(
            self,
            Reason::TooLarge
                | Reason::Steps
                | Reason::Budget(_)
                | Reason::ZeroDivisor
                | Reason::Unbounded
                | Reason::Overflow
        )
    }
}

/// There is no answer.
struct Stop;

impl From<EvalError> for Stop {
    fn from(_: EvalError) -> Stop {
        Stop
    }
}

/// A variable of the walk.
#[derive(Clone, Copy)]
enum Level<'a> {
    /// An axis of the launch.
    Axis(Sym),
    /// A loop, and whether anything hangs on which of its iterations it is.
    Loop(&'a Loop, bool),
}

/// The walk over all points, outer variables first.
struct Walk<'a> {
    site: &'a Site<'a>,
    levels: Vec<Level<'a>>,
    /// Guards by the number of levels that must have a value.
    guards: Vec<Vec<&'a Cond>>,
    point: Point<'a>,
    shape: Option<(u64, Shape)>,
}

impl<'a> Walk<'a> {
    /// The walk, and how many points each of its own stands for.
    fn new(solver: &'a Solver<'a>, site: &'a Site<'a>) -> Option<(Self, u128)> {
        let kernel = solver.binding.kernel;
        let loops: Option<Vec<&Loop>> =
            site.loops.iter().map(|id| kernel.loops.get(id.index())).collect();
        let loops = loops?;
        let names = Names::of(kernel);
        let mut used = names.behind(site.offset.symbols());
        used.extend(names.behind(site.bytes.symbols()));
        used.extend(site.guards.iter().flat_map(|guard| names.behind(guard.symbols())));
        let trips = loops.iter().map(|it| names.behind(it.trip.symbols()));
        used.extend(trips.flatten());
        let carried = loops.iter().flat_map(|it| &it.carried).flat_map(|it| [&it.first, &it.next]);
        used.extend(carried.flat_map(|expr| names.behind(expr.symbols())));
        let axes = Axis::ALL.into_iter().rev();
        let axes = axes.clone().map(Sym::Bid).chain(axes.map(Sym::Tid));
        let (named, unnamed): (Vec<Sym>, Vec<Sym>) = axes.partition(|sym| used.contains(sym));
        let own = |it: &'a Loop| {
            let iterates = |sym: &Sym| sym.iterates() == Some(it.id) || *sym == Sym::Step(it.id);
            Level::Loop(it, used.iter().any(iterates))
        };
        let levels: Vec<Level<'_>> =
            named.into_iter().map(Level::Axis).chain(loops.into_iter().map(own)).collect();
        let point = Point::new(solver, &names, &levels);
        let mut guards = vec![Vec::new(); levels.len() + 1];
        for guard in site.guards {
            guards[depth(&levels, &names.behind(guard.symbols()))].push(guard);
        }
        let each = unnamed.iter().map(|sym| solver.binding.indices(*sym).count());
        let times = each.fold(1, u128::saturating_mul);
        Some((Walk { site, levels, guards, point, shape: None }, times))
    }

    /// Visits all points where the first levels have their values.
    fn descend(&mut self, depth: usize, times: u128, sink: &mut Sink) -> Result<(), Stop> {
        self.point.spend().ok_or(Stop)?;
        if !self.holds(depth)? {
            return Ok(());
        }
        match self.levels.get(depth).copied() {
            None => self.visit(times, sink),
            Some(Level::Axis(sym)) => {
                let indices = self.point.solver.binding.indices(sym);
                for index in indices.lo..=indices.hi {
                    self.point.set(depth, sym, index);
                    self.descend(depth + 1, times, sink)?;
                }
                Ok(())
            }
            Some(Level::Loop(each, matters)) => {
                let trip = each.trip.eval(&self.point)?.max(0);
                if matters {
                    self.iterate(depth, each, trip, times, sink)
                } else if trip > 0 {
                    let times = times.saturating_mul(trip.unsigned_abs());
                    self.descend(depth + 1, times, sink)
                } else {
                    Ok(())
                }
            }
        }
    }

    fn iterate(
        &mut self,
        depth: usize,
        each: &'a Loop,
        trip: i128,
        times: u128,
        sink: &mut Sink,
    ) -> Result<(), Stop> {
        for iteration in 0..trip {
            let from = |car: &'a Carried| if iteration == 0 { &car.first } else { &car.next };
            let values = each.carried.iter().map(|car| from(car).eval(&self.point));
            let values: Result<Vec<i128>, EvalError> = values.collect();
            for (car, value) in each.carried.iter().zip(values?) {
                self.point.set(depth, Sym::Car(each.id, car.index), value);
            }
            self.point.set(depth, Sym::It(each.id), iteration);
            self.point.set(depth, Sym::Step(each.id), iteration);
            self.descend(depth + 1, times, sink)?;
        }
        self.point.leave(depth, each.id);
        Ok(())
    }

    /// Whether the guards hold that so many levels decide; one that fails may excuse others from
    /// having no value.
    fn holds(&self, depth: usize) -> Result<bool, Stop> {
        let mut result = Ok(true);
        for guard in &self.guards[depth] {
            match guard.eval(&self.point) {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(error) => result = Err(error.into()),
            }
        }
        result
    }

    fn visit(&mut self, times: u128, sink: &mut Sink) -> Result<(), Stop> {
        let bytes = self.site.bytes.eval(&self.point)?.max(0);
        let bytes = u64::try_from(bytes).map_err(|_| Stop)?;
        if bytes == 0 {
            return Ok(());
        }
        if self.shape.as_ref().is_none_or(|(known, _)| *known != bytes) {
            let granularity = sink.place.map_or(1, |place| place.granularity);
            let shape = Shape::new(self.site.repeats, bytes, granularity, MAX_RANGES as u64);
            self.shape = Some((bytes, shape.map_err(|_| Stop)?));
        }
        let (_, shape) = self.shape.as_ref().expect("made above");
        let each = if self.site.bytes.as_int().is_some() { 1 } else { bytes.into() };
        let repeats = self.site.repeats.iter().map(|dim| dim.count.unsigned_abs());
        sink.count(repeats.chain([each]).fold(times, u128::saturating_mul));
        sink.add(self.site.offset.eval(&self.point)?, shape);
        Ok(())
    }
}

/// The symbols behind named values.
struct Names(Vec<BTreeSet<Sym>>);

impl Names {
    fn of(kernel: &Kernel) -> Names {
        let mut names = Names(Vec::with_capacity(kernel.values.len()));
        for value in &kernel.values {
            // Values name those before them.
            let behind = names.behind(value.expr.symbols());
            names.0.push(behind);
        }
        names
    }

    /// Some symbols, and those behind the named values among them.
    fn behind(&self, symbols: BTreeSet<Sym>) -> BTreeSet<Sym> {
        let inner = symbols.iter().filter_map(|sym| match sym {
            Sym::Val(id) => self.0.get(id.index()),
            _ => None,
        });
        let inner: BTreeSet<Sym> = inner.flatten().copied().collect();
        symbols.into_iter().chain(inner).collect()
    }
}

/// How many levels must have a value, for all of some symbols to have one.
fn depth(levels: &[Level<'_>], symbols: &BTreeSet<Sym>) -> usize {
    let decides = |level: &Level<'_>, sym: Sym| match level {
        Level::Axis(axis) => *axis == sym,
        Level::Loop(each, _) => sym.iterates() == Some(each.id),
    };
    let last = levels.iter().rposition(|level| symbols.iter().any(|sym| decides(level, *sym)));
    last.map_or(0, |last| last + 1)
}

/// The value of a name, if it has one, and when that was found.
type Found = (Option<i128>, u64);

/// Where the walk stands, and what is known there.
struct Point<'a> {
    solver: &'a Solver<'a>,
    values: Vec<(Sym, i128)>,
    /// Counts changes.
    now: u64,
    /// When each level changed last.
    changed: Vec<u64>,
    /// Of each named value, the levels that decide it.
    depths: Vec<usize>,
    /// Of each named value, those that it hangs on, in order.
    behind: Vec<Vec<ValId>>,
    /// Named values, as far as they are looked for.
    known: RefCell<Vec<Option<Found>>>,
    lookups: Cell<u64>,
}

impl<'a> Point<'a> {
    fn new(solver: &'a Solver<'a>, names: &Names, levels: &[Level<'_>]) -> Self {
        let named = |symbols: &BTreeSet<Sym>| {
            let values = symbols.iter().filter_map(|sym| match sym {
                Sym::Val(id) => Some(*id),
                _ => None,
            });
            values.collect()
        };
        Point {
            solver,
            behind: names.0.iter().map(named).collect(),
            values: Vec::new(),
            now: 0,
            changed: vec![0; levels.len()],
            depths: names.0.iter().map(|symbols| depth(levels, symbols)).collect(),
            known: RefCell::new(vec![None; names.0.len()]),
            lookups: Cell::new(solver.budget.min(MAX_LOOKUPS)),
        }
    }

    fn set(&mut self, level: usize, sym: Sym, value: i128) {
        self.now += 1;
        self.changed[level] = self.now;
        match self.values.iter_mut().find(|(known, _)| *known == sym) {
            Some((_, known)) => *known = value,
            None => self.values.push((sym, value)),
        }
    }

    /// Outside of a loop, what it counts and carries has no value.
    fn leave(&mut self, level: usize, id: LoopId) {
        self.now += 1;
        self.changed[level] = self.now;
        self.values.retain(|(sym, _)| sym.iterates() != Some(id) && *sym != Sym::Step(id));
    }

    /// Takes a look-up from those that are left.
    fn spend(&self) -> Option<()> {
        self.lookups.set(self.lookups.get().checked_sub(1)?);
        Some(())
    }

    fn named(&self, id: ValId) -> Option<i128> {
        if let Some(known) = self.known(id) {
            return known;
        }
        // First those that it hangs on, which are numbered before it: none is looked for inside
        // of another one, so that a long chain of them takes little of the stack.
        for before in self.behind.get(id.index())? {
            if self.known(*before).is_none() {
                self.find(*before);
            }
        }
        self.find(id)
    }

    /// What a named value is found to be, if it was looked for.
    fn known(&self, id: ValId) -> Option<Option<i128>> {
        let since = match self.depths.get(id.index())? {
            0 => 0,
            depth => self.changed[depth - 1],
        };
        let (value, found) = self.known.borrow()[id.index()]?;
        (since <= found).then_some(value)
    }

    fn find(&self, id: ValId) -> Option<i128> {
        let value = self.solver.binding.kernel.values[id.index()].expr.eval(self).ok();
        self.known.borrow_mut()[id.index()] = Some((value, self.now));
        value
    }
}

impl Env for Point<'_> {
    fn sym(&self, sym: Sym) -> Option<i128> {
        self.spend()?;
        let launch = self.solver.binding.launch;
        match sym {
            Sym::Gdim(axis) => Some(launch.grid[axis.index()].into()),
            Sym::Bdim(axis) => Some(launch.block[axis.index()].into()),
            Sym::Arg(pointer) => match self.solver.binding.value(pointer) {
                Value::Int(value) => Some(value),
                Value::Address(_) | Value::None => None,
            },
            Sym::Val(id) => self.named(id),
            Sym::Opq(_) => None,
            Sym::Tid(_) | Sym::Bid(_) | Sym::It(_) | Sym::Step(_) | Sym::Car(..) => {
                self.values.iter().find(|(known, _)| *known == sym).map(|(_, value)| *value)
            }
        }
    }

    fn load(&self, pointer: Pointer, offset: i128, ty: ScalarType) -> Option<i128> {
        self.spend()?;
        let slot = self.solver.binding.slot(pointer)?;
        let memory = &self.solver.memory;
        memory.refusal(slot).is_none().then(|| memory.read(slot, offset, ty)).flatten()
    }
}
