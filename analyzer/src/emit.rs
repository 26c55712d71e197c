//! Facts, verdicts and heat -> the kernel of a table.

use kht_schema::{
    Access, AccessId, Assumption, AssumptionKind, Expr, Heat, Kernel, Loop, NamedValue, ValId,
};

use crate::classify::Verdicts;
use crate::facts;
use crate::roles;

/// Builds a kernel of the table.
#[must_use]
pub fn emit(facts: facts::Kernel, verdicts: Verdicts, heat: Vec<Heat>) -> Kernel {
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
