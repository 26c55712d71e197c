//! Assumptions: which of them this launch confirms, and which accesses lose their formula.
//!
//! First over all threads. Where that fails, over the threads that run an access, by its guards;
//! but a guard or trip count that itself rests on an unconfirmed assumption proves nothing: a value
//! that wraps may pass `i < n` on the machine and not in the formula.

use std::collections::BTreeSet;

use smallvec::SmallVec;

use super::lower::{Lower, Site};
use super::settle::settle;
use super::solve::Solver;
use crate::expr::CmpOp;
use crate::kernel::Assumption;
use crate::{Access, Cond, Expr, Kernel, LoopId, Sym};

/// Points that one check may enumerate.
const BUDGET: u64 = 1 << 16;

/// For each access, the first assumption that it needs and that is not confirmed.
pub(super) fn unconfirmed(solver: &Solver<'_>) -> Vec<Option<u32>> {
    let kernel = solver.binding.kernel;
    let mut open: Vec<Option<u32>> = vec![None; kernel.accesses.len()];
    if kernel.assumptions.iter().all(|assumption| assumption.expr.is_none()) {
        return open;
    }
    let solver =
        Solver { memory: solver.memory.clone(), budget: solver.budget.min(BUDGET), ..*solver };
    let mut proven = proven_everywhere(&solver);
    // A proof may make the guards usable that another one needs.
    for _ in 0..2 {
        if proven.iter().all(|proven| *proven) {
            break;
        }
        open.fill(None);
        for (index, assumption) in kernel.assumptions.iter().enumerate() {
            if proven[index] {
                continue;
            }
            let doubtful: Vec<&Expr> = kernel
                .assumptions
                .iter()
                .zip(&proven)
                .filter(|(_, proven)| !**proven)
                .filter_map(|(assumption, _)| assumption.expr.as_ref())
                .collect();
            let mut all = true;
            for (access, open) in kernel.accesses.iter().zip(&mut open) {
                let named =
                    assumption.accesses.is_empty() || assumption.accesses.contains(&access.id);
                if named && !holds_for(&solver, assumption, access, &doubtful) {
                    all = false;
                    open.get_or_insert(u32::try_from(index).unwrap_or(u32::MAX));
                }
            }
            proven[index] = all;
        }
    }
    open
}

/// Which assumptions hold in all threads and iterations.
///
/// A value of an iteration is only as sure as the number of iterations: where a trip count rests on
/// an assumption that is not proven, the machine may go on beyond it, and what was looked at are
/// not all values. So those over a loop come after those that its trip count rests on, and those
/// with a premise after those that it rests on.
fn proven_everywhere(solver: &Solver<'_>) -> Vec<bool> {
    let kernel = solver.binding.kernel;
    let on = |cond: &Cond| -> Vec<usize> {
        let values = kernel.assumptions.iter().enumerate();
        let used = values.filter(|(_, assumption)| {
            assumption.expr.as_ref().is_some_and(|expr| rests_on(kernel, cond, expr))
        });
        used.map(|(index, _)| index).collect()
    };
    // By loop: what its trip count rests on, once that is asked.
    let mut rests: Vec<Option<Vec<usize>>> = vec![None; kernel.loops.len()];
    let runs = |trip: &Expr| on(&Cond::cmp(CmpOp::Lt, Expr::ZERO, trip.clone()));
    let premises = kernel.assumptions.iter().map(|it| premise(it).map_or_else(Vec::new, on));
    let premises: Vec<Vec<usize>> = premises.collect();
    let mut proven = vec![false; kernel.assumptions.len()];
    let mut looked_at = vec![false; kernel.assumptions.len()];
    let mut grown = true;
    while grown {
        grown = false;
        for (index, assumption) in kernel.assumptions.iter().enumerate() {
            if looked_at[index] {
                continue;
            }
            let sure = |rests: &[usize]| rests.iter().all(|&it| it == index || proven[it]);
            let loops = assumption.expr.as_ref().map(|expr| loops_of(kernel, expr, &[]));
            let counted = |id: &LoopId| {
                let (Some(rests), Some(each)) =
                    (rests.get_mut(id.index()), kernel.loops.get(id.index()))
                else {
                    return false;
                };
                sure(rests.get_or_insert_with(|| runs(&each.trip)))
            };
            if !sure(&premises[index]) || !loops.unwrap_or_default().iter().all(counted) {
                continue;
            }
            looked_at[index] = true;
            proven[index] = holds_everywhere(solver, assumption);
            grown |= proven[index];
        }
    }
    proven
}

/// Where the value of an assumption is computed at all, if that is not everywhere: elsewhere, the
/// formula has a value within the bounds.
pub(crate) fn premise(assumption: &Assumption) -> Option<&Cond> {
    match &assumption.expr {
        Some(Expr::Select(cond, _, otherwise)) => {
            let bound = otherwise.as_int();
            (bound.is_some() && bound == assumption.lo.map(i128::from)).then_some(&**cond)
        }
        _ => None,
    }
}

/// Whether the value stays in its bounds in all threads, whatever guards say.
fn holds_everywhere(solver: &Solver<'_>, assumption: &Assumption) -> bool {
    let Some(expr) = &assumption.expr else { return true };
    let loops = loops_of(solver.binding.kernel, expr, &[]);
    let site = Site { guards: &[], loops: &loops, offset: expr, bytes: &Expr::ONE, repeats: &[] };
    in_range(solver, assumption, &site) || never_violated(solver, assumption, expr, &site)
}

/// Whether the value stays in its bounds in all threads that run an access.
fn holds_for(
    solver: &Solver<'_>,
    assumption: &Assumption,
    access: &Access,
    doubtful: &[&Expr],
) -> bool {
    let Some(expr) = &assumption.expr else { return true };
    // What threads find out together hangs on those, too, that do not run the access.
    if assumption.everywhere {
        return false;
    }
    let usable = |cond: &Cond| {
        !doubtful.iter().any(|doubtful| rests_on(solver.binding.kernel, cond, doubtful))
    };
    let others = |it: &&&Expr| !std::ptr::eq(**it, expr);
    let shaken = |cond: &Cond| {
        let mut others = doubtful.iter().filter(others);
        others.any(|doubtful| rests_on(solver.binding.kernel, cond, doubtful))
    };
    if premise(assumption).is_some_and(shaken) {
        return false;
    }
    let guards: Vec<Cond> = access.guards.iter().filter(|guard| usable(guard)).cloned().collect();
    // That a loop runs is a guard, too.
    let counted = |id: &LoopId| {
        let known = solver.binding.kernel.loops.get(id.index());
        known.is_some_and(|it| usable(&Cond::cmp(CmpOp::Lt, Expr::ZERO, it.trip.clone())))
    };
    let around: Vec<LoopId> = access.loops.iter().copied().filter(counted).collect();
    let loops = loops_of(solver.binding.kernel, expr, &around);
    if !loops.iter().all(counted) {
        return false;
    }
    let site =
        Site { guards: &guards, loops: &loops, offset: expr, bytes: &Expr::ONE, repeats: &[] };
    in_range(solver, assumption, &site) || never_violated(solver, assumption, expr, &site)
}

/// Whether interval arithmetic proves it.
fn in_range(solver: &Solver<'_>, assumption: &Assumption, site: &Site<'_>) -> bool {
    let bounds = super::interval::Interval {
        lo: assumption.lo.map_or(-super::interval::INFINITY, i128::from),
        hi: assumption.hi.map_or(super::interval::INFINITY, i128::from),
    };
    let region = Lower::new(solver.binding, &solver.memory).region(site);
    match region {
        Ok(None) => true,
        Ok(Some(mut region)) => {
            if region.env(&solver.memory).range(&region.offset).within(bounds) {
                return true;
            }
            match settle(&mut region, &solver.memory) {
                Ok(true) => region.env(&solver.memory).range(&region.offset).within(bounds),
                Ok(false) => true,
                Err(_) => false,
            }
        }
        Err(_) => false,
    }
}

/// Whether no thread has a value outside of the bounds.
fn never_violated(
    solver: &Solver<'_>,
    assumption: &Assumption,
    expr: &Expr,
    site: &Site<'_>,
) -> bool {
    let beyond = |bound: Option<i64>| bound.map(|bound| Expr::Int(bound.into()));
    let below = beyond(assumption.lo).map(|lo| Cond::cmp(CmpOp::Lt, expr.clone(), lo));
    let above = beyond(assumption.hi).map(|hi| Cond::cmp(CmpOp::Lt, hi, expr.clone()));
    below.into_iter().chain(above).all(|violated| {
        let guards: Vec<Cond> = site.guards.iter().cloned().chain([violated]).collect();
        solver.by_form(&Site { guards: &guards, offset: &Expr::ZERO, ..*site }, None).most == 0
    })
}

/// The loops given, and those whose iterations the expression names, with the loops around them.
pub(crate) fn loops_of(kernel: &Kernel, expr: &Expr, given: &[LoopId]) -> Vec<LoopId> {
    let mut loops = given.to_vec();
    let mut add = |id: LoopId| {
        // A parent comes before its children, so the way up ends.
        let mut way = vec![id];
        while let Some(parent) = kernel.loops.get(way[way.len() - 1].index()).and_then(|l| l.parent)
            && way.len() <= kernel.loops.len()
        {
            way.push(parent);
        }
        way.into_iter().rev().for_each(|id| {
            if !loops.contains(&id) {
                loops.push(id);
            }
        });
    };
    for sym in expr.symbols() {
        if let Some(id) = sym.iterates() {
            add(id);
        }
    }
    loops
}

/// Whether a condition computes with the value of an expression, or with a multiple of it.
pub(crate) fn rests_on(kernel: &Kernel, cond: &Cond, expr: &Expr) -> bool {
    let values = &kernel.values;
    let named = |expr: &Expr| match expr {
        Expr::Sym(Sym::Val(id)) => values.get(id.index()).map(|value| terms(&value.expr)),
        _ => None,
    };
    // What is computed under a premise alone is computed with as it is.
    let under_premise = match expr {
        Expr::Select(_, value, otherwise) if otherwise.as_int().is_some() => Some(terms(value)),
        _ => None,
    };
    let cores: SmallVec<[Terms<'_>; 2]> =
        [Some(terms(expr)), named(expr), under_premise].into_iter().flatten().collect();
    let computes = |node: &Expr| {
        let terms = terms(node);
        cores.iter().any(|core| contains(&terms, core))
    };
    // Beside a number, the other side is what is compared.
    if let Cond::Cmp(_, a, b) = cond
        && a.as_int().or(b.as_int()).is_none()
        && computes(&(a.clone() - b.clone()))
    {
        return true;
    }
    // Named values that the condition uses, and those that these use, which come before them.
    let mut used = vec![false; values.len()];
    let mark = |used: &mut Vec<bool>, symbols: BTreeSet<Sym>| {
        for sym in symbols {
            if let Sym::Val(id) = sym
                && let Some(used) = used.get_mut(id.index())
            {
                *used = true;
            }
        }
    };
    mark(&mut used, cond.symbols());
    for (index, value) in values.iter().enumerate().rev() {
        if used[index] {
            mark(&mut used, value.expr.symbols());
        }
    }
    let in_values = values.iter().zip(&used).any(|(value, used)| *used && value.expr.any(computes));
    in_values || cond.any(computes)
}

/// Terms of a sum, each as the factors of a product and the number beside them.
type Terms<'a> = SmallVec<[(&'a [Expr], i128); 8]>;

/// The terms of a sum, without its constant.
fn terms(expr: &Expr) -> Terms<'_> {
    let list = match expr {
        Expr::Add(terms) => terms,
        other => std::slice::from_ref(other),
    };
    let terms = list.iter().filter(|term| term.as_int().is_none());
    terms.map(split_factor).collect()
}

/// The factors of a product, and the number before them.
fn split_factor(term: &Expr) -> (&[Expr], i128) {
    match term {
        Expr::Mul(factors) => match &**factors {
            [Expr::Int(value), rest @ ..] if !rest.is_empty() => (rest, *value),
            all => (all, 1),
        },
        other => (std::slice::from_ref(other), 1),
    }
}

/// Whether some terms are those of a core, up to a common factor, with others beside them.
fn contains(terms: &[(&[Expr], i128)], core: &[(&[Expr], i128)]) -> bool {
    let Some((first, factor)) = core.first() else { return false };
    let Some((_, scale)) = terms.iter().find(|(term, _)| term == first) else { return false };
    core.iter().all(|(part, own)| {
        terms.iter().any(|(term, other)| {
            term == part && other.checked_mul(*factor) == own.checked_mul(*scale)
        })
    })
}
