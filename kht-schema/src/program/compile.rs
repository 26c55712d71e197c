//! Compiling: what of a kernel does not hang on the launch is done once, here.
//!
//! ```text
//! kernel -> scalars (numbers of the launch), sites (code that leads to linear forms)
//! ```
//!
//! Equal formulas become one scalar or register, accesses that differ by a constant offset one
//! site.

mod affine;
mod site;
mod uniform;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use self::site::Builder;
use self::uniform::Uniform;
use super::code::{NEVER, NONE, ScalarOp, Site, Slot, Source};
use super::{Check, Entry, Program, Task, Unserved};
use crate::access::{Access, Op, Step};
use crate::expr::{CmpOp, Pointer};
use crate::footprint::assume;
use crate::kernel::{Assumption, Kernel, ParamType};
use crate::{Cond, Expr, LoopId, ParamId, Sym};

/// Steps of all sites together beyond which accesses are left to the footprint engine.
const MAX_STEPS: usize = 1 << 16;

/// Checks of assumptions for single accesses, at most.
const MAX_CONDITIONAL: usize = 1 << 10;

/// Assumptions that can be checked by the guards of accesses: as many as there are bits.
const MAX_OPEN: usize = 63;

/// Compiles a kernel.
pub(super) fn compile(kernel: &Kernel) -> Program<'_> {
    let mut compiler = Compiler {
        kernel,
        uniform: Uniform::new(kernel, pointers(kernel)),
        sites: Vec::new(),
        known: FxHashMap::default(),
        tasks: Vec::new(),
        steps: 0,
        rests_on: FxHashMap::default(),
    };
    let mut entries = Vec::new();
    let mut unserved = Vec::new();
    let mut written = Vec::new();
    for access in kernel.accesses.iter().filter(|access| access.op != Op::Prefetch) {
        match compiler.entry(access) {
            Ok(entry) => {
                if entry.op != Op::Load && !written.contains(&entry.slot) {
                    written.push(entry.slot);
                }
                entries.push(entry);
            }
            Err(why) => unserved.push((access.id, why)),
        }
    }
    let entries = merged(entries);
    let checks = compiler.checks();
    let work = kernel.work.iter().map(|work| compiler.counted(&work.guards, &work.loops));
    let work = work.collect();
    let Compiler { uniform, sites, tasks, .. } = compiler;
    let Uniform { pointers, inputs, ops, folds, loaded, .. } = uniform;
    let constants = ops.iter().map(|op| match op {
        ScalarOp::Const(value) => *value,
        _ => NONE,
    });
    let constants = constants.collect();
    let ops = (0..).zip(ops).filter(|(_, op)| !matches!(op, ScalarOp::Const(_))).collect();
    let ends = (0..pointers.len())
        .map(|slot| entries.partition_point(|entry| usize::from(entry.slot) <= slot))
        .collect();
    Program {
        kernel,
        pointers,
        scalars: inputs,
        constants,
        ops,
        folds,
        sites,
        tasks,
        entries,
        ends,
        checks,
        work,
        unserved,
        loaded,
        written,
    }
}

/// Entries in order, equal ones together.
fn merged(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by_key(|entry| (entry.slot, entry.op, entry.task, entry.shift));
    entries.dedup_by(|next, kept| {
        let same = Entry { times: kept.times, ..*next } == *kept;
        kept.times += if same { next.times } else { 0 };
        same
    });
    entries
}

/// Pointer arguments and pointer fields, in order of parameter and offset.
fn pointers(kernel: &Kernel) -> Vec<Pointer> {
    let mut pointers = Vec::new();
    for (index, param) in kernel.params.iter().enumerate() {
        let id = ParamId(u32::try_from(index).unwrap_or(u32::MAX));
        if param.ty == ParamType::Pointer {
            pointers.push(Pointer { param: id, at: None });
        }
        let fields = param.fields.iter().filter(|field| field.ty == ParamType::Pointer);
        pointers.extend(fields.map(|field| Pointer { param: id, at: Some(field.at) }));
    }
    pointers
}

/// A kernel on its way to a program.
struct Compiler<'k> {
    kernel: &'k Kernel,
    uniform: Uniform<'k>,
    sites: Vec<Site>,
    known: FxHashMap<Site, u32>,
    tasks: Vec<Task>,
    steps: usize,
    /// Which assumptions conditions rest on, as bits.
    rests_on: FxHashMap<Cond, u64>,
}

impl Compiler<'_> {
    /// What an access does.
    fn entry(&mut self, access: &Access) -> Result<Entry, Unserved> {
        let slot = self.slot(access)?;
        if !self.uniform.is_uniform(&access.bytes) {
            return Err(Unserved::Width);
        }
        let width = self.uniform.scalar(&access.bytes, 0)?;
        let (offset, shift) = apart(&access.offset)?;
        let site = self.guarded(&access.guards, &access.loops, Some(&offset))?;
        let task = Task { site, width };
        let position = match self.tasks.iter().position(|have| *have == task) {
            Some(position) => position,
            None => {
                self.tasks.push(task);
                self.tasks.len() - 1
            }
        };
        let task = u32::try_from(position).map_err(|_| Unserved::TooLarge)?;
        Ok(Entry { slot, op: access.op, task, shift, times: 1 })
    }

    fn slot(&self, access: &Access) -> Result<Slot, Unserved> {
        let param = access.root.param;
        let pointer = match access.root.path[..] {
            [] => Pointer { param, at: None },
            [Step::Field { at }] => Pointer { param, at: Some(at) },
            _ => return Err(Unserved::LoadedPointer),
        };
        self.uniform.slot(pointer).ok_or(Unserved::LoadedPointer)
    }

    /// The site of what runs under conditions and loops.
    fn guarded(
        &mut self,
        guards: &[Cond],
        loops: &[LoopId],
        result: Option<&Expr>,
    ) -> Result<u32, Unserved> {
        let mut builder = Builder::new(&mut self.uniform);
        for id in loops {
            builder.enter(*id)?;
        }
        for guard in guards {
            builder.require(guard)?;
        }
        let result = match result {
            Some(expr) => builder.source(expr, 0)?,
            None => Source::Scalar(builder.number(0)?),
        };
        let site = builder.finish(result)?;
        self.add(site)
    }

    /// The site that counts executions.
    fn counted(&mut self, guards: &[Cond], loops: &[LoopId]) -> Result<u32, Unserved> {
        self.guarded(guards, loops, None)
    }

    fn add(&mut self, site: Site) -> Result<u32, Unserved> {
        if let Some(index) = self.known.get(&site) {
            return Ok(*index);
        }
        self.steps += site.code.len();
        if self.steps > MAX_STEPS {
            return Err(Unserved::TooLarge);
        }
        let index = u32::try_from(self.sites.len()).map_err(|_| Unserved::TooLarge)?;
        self.known.insert(site.clone(), index);
        self.sites.push(site);
        Ok(index)
    }

    /// The assumptions that a launch has to confirm.
    fn checks(&mut self) -> Vec<Check> {
        let kernel = self.kernel;
        let mut conditional = 0;
        let mut checks: Vec<Check> = Vec::new();
        for (index, assumption) in kernel.assumptions.iter().enumerate() {
            let Some(expr) = &assumption.expr else { continue };
            let loops = assume::loops_of(kernel, expr, &[]);
            let everywhere = self.guarded(&[], &loops, Some(expr)).ok();
            let plain = !assumption.everywhere && assume::premise(assumption).is_none();
            let cases = if index < MAX_OPEN && plain {
                self.conditional(assumption, expr, &mut conditional)
            } else {
                None
            };
            let wide = |bound: Option<i64>, none: i128| bound.map_or(none, i128::from);
            let bounds = (wide(assumption.lo, i128::MIN), wide(assumption.hi, i128::MAX));
            let open = if index < MAX_OPEN { 1 << index } else { 0 };
            let trips = loops.iter().filter_map(|id| kernel.loops.get(id.index()));
            let premise = assume::premise(assumption).map_or(0, |cond| self.rests_on(cond));
            let rests_on = trips.fold(premise, |set, each| {
                set | self.rests_on(&Cond::cmp(CmpOp::Lt, Expr::ZERO, each.trip.clone()))
            });
            let rests_on = rests_on & !open;
            let check = Check { open, bounds, rests_on, everywhere, cases };
            // Formulas of different loops may become the same code.
            let same = |have: &&mut Check| {
                have.everywhere.is_some() && (have.everywhere, have.bounds) == (everywhere, bounds)
            };
            match checks.iter_mut().find(same) {
                Some(have) => have.join(check),
                None => checks.push(check),
            }
        }
        checks
    }

    /// One site per set of guards that accesses which need an assumption have; `None` if one of
    /// them has none.
    fn conditional(
        &mut self,
        assumption: &Assumption,
        expr: &Expr,
        made: &mut usize,
    ) -> Option<Vec<u32>> {
        let kernel = self.kernel;
        let mut cases = Vec::new();
        let mut seen: Vec<(&[Cond], &[LoopId])> = Vec::new();
        for access in &kernel.accesses {
            let named = assumption.accesses.is_empty() || assumption.accesses.contains(&access.id);
            let key = (access.guards.as_slice(), access.loops.as_slice());
            if !named || seen.contains(&key) {
                continue;
            }
            seen.push(key);
            *made += 1;
            if *made > MAX_CONDITIONAL {
                return None;
            }
            let case = self.case_of(access, expr);
            let site = self.case(&case, expr).ok()?;
            if !cases.contains(&site) {
                cases.push(site);
            }
        }
        Some(cases)
    }

    /// What of an access proves something about a value.
    fn case_of<'a>(&mut self, access: &'a Access, expr: &Expr) -> Conditional<'a> {
        let kernel = self.kernel;
        let needed = assume::loops_of(kernel, expr, &[]);
        let mut loops: Vec<(LoopId, u64, bool)> = Vec::new();
        for id in assume::loops_of(kernel, expr, &access.loops) {
            let Some(each) = kernel.loops.get(id.index()) else { continue };
            // That a loop runs is a guard, too.
            let runs = Cond::cmp(CmpOp::Lt, Expr::ZERO, each.trip.clone());
            let outer = iterations(each.trip.symbols()).filter_map(|inner| known(&loops, inner));
            let set = outer.fold(self.rests_on(&runs), |set, rests_on| set | rests_on);
            loops.push((id, set, needed.contains(&id)));
        }
        let guards = access.guards.iter().map(|guard| {
            // Without its loop, an iteration is no variable.
            let inner = iterations(guard.symbols()).filter_map(|inner| known(&loops, inner));
            (guard, inner.fold(self.rests_on(guard), |set, rests_on| set | rests_on))
        });
        let guards = guards.collect();
        Conditional { loops, guards }
    }

    /// The assumptions that a condition rests on.
    fn rests_on(&mut self, cond: &Cond) -> u64 {
        if let Some(known) = self.rests_on.get(cond) {
            return *known;
        }
        let kernel = self.kernel;
        let assumptions = kernel.assumptions.iter().enumerate();
        let set = assumptions.fold(0, |set, (index, assumption)| match &assumption.expr {
            Some(expr) if assume::rests_on(kernel, cond, expr) => match index {
                0..MAX_OPEN => set | 1 << index,
                _ => set | NEVER,
            },
            _ => set,
        });
        self.rests_on.insert(cond.clone(), set);
        set
    }

    fn case(&mut self, case: &Conditional<'_>, expr: &Expr) -> Result<u32, Unserved> {
        let mut builder = Builder::new(&mut self.uniform);
        for (id, rests_on, needed) in &case.loops {
            builder.enter_if_proven(*id, *rests_on, *needed)?;
        }
        for (guard, rests_on) in &case.guards {
            builder.require_if_proven(guard, *rests_on)?;
        }
        let result = builder.source(expr, 0)?;
        let site = builder.finish(result)?;
        self.add(site)
    }
}

/// What of an access proves something about a value, with the assumptions that it rests on.
struct Conditional<'k> {
    /// Loops, and whether the value hangs on each.
    loops: Vec<(LoopId, u64, bool)>,
    guards: Vec<(&'k Cond, u64)>,
}

/// Loops whose iterations are among some symbols.
fn iterations(symbols: BTreeSet<Sym>) -> impl Iterator<Item = LoopId> {
    symbols.into_iter().filter_map(Sym::iterates)
}

/// What the trip count of a loop rests on.
fn known(loops: &[(LoopId, u64, bool)], id: LoopId) -> Option<u64> {
    loops.iter().find(|(have, ..)| *have == id).map(|(_, rests_on, _)| *rests_on)
}

/// A sum without its constant, and the constant.
fn apart(expr: &Expr) -> Result<(Expr, i64), Unserved> {
    let Expr::Add(terms) = expr else { return Ok((expr.clone(), 0)) };
    let mut shift = 0_i64;
    let mut rest = Vec::with_capacity(terms.len());
    for term in terms {
        match term {
            Expr::Int(value) => {
                let value = i64::try_from(*value).ok();
                shift = value.and_then(|value| shift.checked_add(value)).ok_or(Unserved::Number)?;
            }
            other => rest.push(other.clone()),
        }
    }
    Ok((if shift == 0 { expr.clone() } else { Expr::add(rest) }, shift))
}

/// What is made, or why it is not.
type Made<T> = Result<T, Unserved>;
