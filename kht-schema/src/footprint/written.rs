//! Bytes that a kernel may write, roughly: a value loaded from them is not what it was at launch.

use super::bind::{Binding, PointerValue};
use super::interval::Interval;
use super::lower::{Lower, Site};
use super::memory::{Memory, Written};
use super::reason::Reason;
use super::roots;
use super::settle::settle;
use crate::access::{Access, Op, Step};
use crate::{Cond, Expr, Kernel};

/// For each store and atomic, the interval of its buffer that it may write. Nothing if the
/// kernel's formulas load nothing.
pub(super) fn written<'a>(binding: &Binding<'a>) -> Vec<Written<'a>> {
    if !has_loads(binding.kernel) {
        return Vec::new();
    }
    let mut written = Vec::new();
    for access in &binding.kernel.accesses {
        if !matches!(access.op, Op::Store | Op::Atomic) {
            continue;
        }
        let (pointer, steps) = roots::start(access);
        if !steps.is_empty() {
            // Through a pointer in memory: any buffer that is not known to be another.
            let all = binding.launch.buffers.values();
            written.extend(all.map(|buffer| (buffer.name.as_str(), Interval::ALL)));
            continue;
        }
        let Some(slot) = binding.slot(pointer) else { continue };
        if let PointerValue::Target { buffer, base } = binding.pointers[usize::from(slot)].value
            && let Some(bytes) = hull(binding, access)
        {
            written.push((buffer.name.as_str(), bytes.add(Interval::point(base.into()))));
        }
    }
    written
}

/// Interval of the bytes of an access, from its pointer; `None` if it never runs.
fn hull(binding: &Binding<'_>, access: &Access) -> Option<Interval> {
    let mut memory = Memory::new(&binding.pointers, &[]);
    memory.close(Reason::Overflow);
    let site = Site {
        guards: &access.guards,
        loops: &access.loops,
        offset: &access.offset,
        bytes: &access.bytes,
    };
    let Ok(region) = Lower::new(binding, &memory).region(&site) else { return Some(Interval::ALL) };
    let mut region = region?;
    match settle(&mut region, &memory) {
        Ok(true) => {
            let first = region.env(&memory).range(&region.offset);
            Some(first.add(Interval::new(0, i128::from(region.width) - 1)))
        }
        Ok(false) => None,
        Err(_) => Some(Interval::ALL),
    }
}

/// Whether a loaded value occurs anywhere in the kernel's formulas.
fn has_loads(kernel: &Kernel) -> bool {
    let expr = |expr: &Expr| expr.any(|node| matches!(node, Expr::Load(..)));
    let conds = |conds: &[Cond]| conds.iter().any(|cond| cond.any(expr));
    kernel.loops.iter().any(|inner| expr(&inner.trip))
        || kernel.accesses.iter().any(|access| {
            expr(&access.offset)
                || expr(&access.bytes)
                || conds(&access.guards)
                || reads_pointers(access)
        })
        || kernel.work.iter().any(|work| conds(&work.guards))
        || kernel.assumptions.iter().any(|assumption| assumption.expr.as_ref().is_some_and(expr))
}

/// Whether an access goes through a pointer in memory.
fn reads_pointers(access: &Access) -> bool {
    access.root.path.iter().any(|step| matches!(step, Step::Deref { .. }))
}
