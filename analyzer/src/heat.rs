//! Facts -> heat: what the accesses of each pointer add up to, as formulas over the launch.

use std::collections::BTreeMap;

use kht_schema::expr::Pointer;
use kht_schema::{AccessId, Exactness, Heat, HeatSide, Op};

mod count;
mod diagram;
mod digits;
mod form;
mod points;
mod polynomial;
mod region;
mod traffic;
mod triangle;
#[cfg(test)]
mod tests;

use crate::classify::{Verdict, Verdicts};
use crate::facts::{Access, Kernel, pointer_of};

use count::Counter;
use traffic::{Sum, traffic};

/// An access with its number and what is said of it.
#[derive(Clone, Copy)]
struct Judged<'k> {
    id: AccessId,
    access: &'k Access,
    verdict: &'k Verdict,
}

/// One line per pointer that is accessed.
#[must_use]
pub fn heat(kernel: &Kernel, verdicts: &Verdicts) -> Vec<Heat> {
    let mut by_pointer: BTreeMap<Pointer, Vec<Judged<'_>>> = BTreeMap::new();
    for (position, (access, verdict)) in (0..).zip(kernel.accesses.iter().zip(&verdicts.accesses)) {
        let judged = Judged { id: AccessId(position), access, verdict };
        by_pointer.entry(pointer_of(&access.root)).or_default().push(judged);
    }
    let mut counter = Counter::new(kernel);
    by_pointer
        .into_iter()
        .map(|(pointer, accesses)| {
            let mut side = |op: Op| side(&mut counter, pointer, &accesses, op);
            Heat {
                param: pointer.param,
                at: pointer.at,
                read: side(Op::Load),
                write: side(Op::Store),
                atomic: side(Op::Atomic),
            }
        })
        .collect()
}

/// What the accesses of one kind do, with atomics among those that touch; their traffic is apart.
fn side(
    counter: &mut Counter<'_>,
    pointer: Pointer,
    accesses: &[Judged<'_>],
    op: Op,
) -> Option<HeatSide> {
    let touching = accesses.iter().filter(|it| it.access.op == op || it.access.op == Op::Atomic);
    let moving = accesses.iter().filter(|it| it.access.op == op);
    let exactness = touching.clone().map(|it| it.verdict.exactness).max()?;
    let moving = moving.map(|it| (it.access, it.verdict.exactness != Exactness::Unknown));
    let Sum { amount, why } = traffic(counter, moving, pointer);
    Some(HeatSide {
        accesses: touching.map(|it| it.id).collect(),
        traffic_bytes: amount,
        uncounted: why,
        exactness,
    })
}
