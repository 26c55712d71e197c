//! Facts and verdicts -> the kernel of a table.

use std::collections::BTreeMap;

use kht_schema::expr::{Axis, Pointer};
use kht_schema::kernel::{Heat, HeatSide};
use kht_schema::{
    Access, AccessId, Assumption, AssumptionKind, Exactness, Expr, Kernel, Loop, NamedValue, Op,
    Sym, ValId,
};

use crate::classify::Verdicts;
use crate::facts;
use crate::roles;

/// Builds a kernel of the table.
#[must_use]
pub fn emit(facts: facts::Kernel, verdicts: Verdicts) -> Kernel {
    let assumptions = assumptions(&facts);
    let loops: Vec<Loop> = facts
        .loops
        .into_iter()
        .zip(verdicts.loops)
        .map(|(it, exactness)| {
            let facts::Loop { id, parent, trip, carried, needs: _, source } = it;
            Loop { id, parent, trip, carried, exactness, source }
        })
        .collect();
    let accesses: Vec<Access> = facts
        .accesses
        .into_iter()
        .zip(verdicts.accesses)
        .enumerate()
        .map(|(position, (access, verdict))| Access {
            id: id(position),
            op: access.op,
            root: access.root,
            bytes: access.bytes,
            offset: access.offset,
            guards: access.guards,
            loops: access.loops,
            exactness: verdict.exactness,
            pattern: verdict.pattern,
            source: access.source,
        })
        .collect();
    let heat = heat(&accesses, &loops);
    let values = facts.values.into_iter().enumerate().map(|(position, expr)| NamedValue {
        id: ValId(u32::try_from(position).expect("fewer values than 2^32")),
        expr,
    });
    let mut kernel = Kernel {
        name: facts.name,
        display: facts.display,
        source: facts.source,
        params: facts.params,
        launch_bounds: facts.launch_bounds,
        loops,
        values: values.collect(),
        opaques: facts.opaques,
        accesses,
        heat,
        work: facts.work,
        assumptions,
        launches: facts.host.launches,
        diagnostics: facts.diagnostics,
    };
    roles::guess(&mut kernel);
    kernel
}

fn id(position: usize) -> AccessId {
    AccessId(u32::try_from(position).expect("fewer accesses than 2^32"))
}

/// Assumptions that an access needs, then those that all need.
fn assumptions(facts: &facts::Kernel) -> Vec<Assumption> {
    let mut needing: Vec<Vec<AccessId>> = vec![Vec::new(); facts.assumptions.len()];
    for (position, access) in facts.accesses.iter().enumerate() {
        for need in access.needs.iter() {
            needing[need].push(id(position));
        }
    }
    let mut assumptions: Vec<Assumption> = Vec::new();
    for (assumption, accesses) in facts.assumptions.iter().zip(needing) {
        if accesses.is_empty() {
            continue;
        }
        let claim = assumption.claim.as_ref();
        assumptions.push(Assumption {
            kind: assumption.kind,
            accesses,
            expr: claim.map(|claim| claim.expr.clone()),
            lo: claim.map(|claim| claim.lo),
            hi: claim.map(|claim| claim.hi),
            everywhere: claim.is_some_and(|claim| claim.everywhere),
        });
    }
    let of_all = |kind| Assumption {
        kind,
        accesses: Vec::new(),
        expr: None,
        lo: None,
        hi: None,
        everywhere: false,
    };
    assumptions.push(of_all(AssumptionKind::InBounds));
    assumptions.push(of_all(AssumptionKind::NoOverlap));
    if facts.plain_launch {
        assumptions.push(of_all(AssumptionKind::PlainLaunch));
    }
    assumptions.extend(facts.host.extents.each().map(|(extent, [lo, hi])| Assumption {
        expr: Some(Expr::Sym(extent)),
        lo: Some(lo.into()),
        hi: Some(hi.into()),
        // Binding looks at them before any formula.
        everywhere: true,
        ..of_all(AssumptionKind::HostExtent)
    }));
    assumptions
}

/// One line per pointer that is accessed.
fn heat(accesses: &[Access], loops: &[Loop]) -> Vec<Heat> {
    let mut by_pointer: BTreeMap<Pointer, Vec<&Access>> = BTreeMap::new();
    for access in accesses {
        by_pointer.entry(facts::pointer_of(&access.root)).or_default().push(access);
    }
    by_pointer
        .into_iter()
        .map(|(pointer, accesses)| {
            let side = |ops: &[Op]| side(&accesses, loops, ops);
            Heat {
                param: pointer.param,
                at: pointer.at,
                read: side(&[Op::Load, Op::Atomic]),
                write: side(&[Op::Store, Op::Atomic]),
                atomic: side(&[Op::Atomic]),
            }
        })
        .collect()
}

fn side(accesses: &[&Access], loops: &[Loop], ops: &[Op]) -> Option<HeatSide> {
    let chosen: Vec<&&Access> = accesses.iter().filter(|access| ops.contains(&access.op)).collect();
    let exactness = chosen.iter().map(|access| access.exactness).max()?;
    let traffic: Option<Vec<Expr>> = chosen.iter().map(|access| traffic(access, loops)).collect();
    Some(HeatSide {
        accesses: chosen.iter().map(|access| access.id).collect(),
        traffic_bytes: traffic.map(|terms| Expr::add(terms).simplify()),
        exactness,
    })
}

/// Bytes that an access moves in a launch, if it runs in every thread and iteration and these are
/// the same number everywhere.
fn traffic(access: &Access, loops: &[Loop]) -> Option<Expr> {
    let uniform = |expr: &Expr| {
        !expr.any(|e| match e {
            Expr::Load(..) => true,
            Expr::Sym(symbol) => !matches!(symbol, Sym::Gdim(_) | Sym::Bdim(_) | Sym::Arg(_)),
            _ => false,
        })
    };
    let trips: Vec<&Expr> = access.loops.iter().map(|id| &loops[id.index()].trip).collect();
    let plain = access.exactness == Exactness::Exact && access.guards.is_empty();
    if !plain || !uniform(&access.bytes) || !trips.iter().all(|trip| uniform(trip)) {
        return None;
    }
    let threads = Axis::ALL
        .into_iter()
        .flat_map(|axis| [Expr::Sym(Sym::Gdim(axis)), Expr::Sym(Sym::Bdim(axis))]);
    let iterations = trips.into_iter().map(|trip| Expr::max([Expr::ZERO, trip.clone()]));
    Some(Expr::mul(threads.chain(iterations).chain([access.bytes.clone()])))
}
