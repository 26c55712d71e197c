//! Bytes that a kernel may write, roughly: a value loaded from them is not what it was at launch.

use std::collections::BTreeMap;

use super::bind::{Binding, PointerValue};
use super::interval::Interval;
use super::lower::Lower;
use super::memory::{Memory, Written};
use super::reason::Reason;
use super::roots;
use super::settle::settle;
use crate::access::{Access, Op, Step};
use crate::launch::{Buffer, Contents};
use crate::{Cond, Expr, Kernel};

/// For each store and atomic, the interval of each buffer that it may write. Nothing if the
/// kernel's formulas load nothing.
pub(super) fn written<'a>(binding: &Binding<'a>) -> Vec<Written<'a>> {
    if !has_loads(binding.kernel) {
        return Vec::new();
    }
    let mut written: Vec<Written<'a>> = Vec::new();
    let mut arrays: Vec<&str> = Vec::new();
    let mut anywhere = false;
    for access in &binding.kernel.accesses {
        if !matches!(access.op, Op::Store | Op::Atomic) {
            continue;
        }
        let (pointer, steps) = roots::start(access);
        let slot = binding.slot(pointer).map(usize::from);
        let Some(value) = slot.map(|slot| binding.pointers[slot].value) else {
            anywhere = true;
            continue;
        };
        let PointerValue::Target { buffer, base } = value else { continue };
        if steps.is_empty() {
            if let Some(bytes) = hull(binding, access) {
                written.push((&buffer.name, bytes.add(Interval::point(base.into()))));
            }
        } else {
            match listed(binding, buffer, steps, &mut arrays) {
                Some(targets) => {
                    written.extend(targets.into_iter().map(|name| (name, Interval::ALL)));
                }
                None => anywhere = true,
            }
        }
    }
    // A pointer that the kernel may have written can point anywhere. If none can be, then by
    // induction over the stores each one goes where the launch says.
    anywhere |= written.iter().any(|(name, _)| arrays.contains(name));
    if anywhere {
        let all = binding.launch.buffers.keys();
        written = all.map(|name| (name.as_str(), Interval::ALL)).collect();
    }
    written
}

/// Adds whole buffers for stores that lost their formula; whether that adds anything.
pub(super) fn add_open<'a>(
    binding: &Binding<'a>,
    open: &[Option<u32>],
    written: &mut Vec<Written<'a>>,
) -> bool {
    let before = written.len();
    if open.iter().all(Option::is_none) || !has_loads(binding.kernel) {
        return false;
    }
    for (access, _) in binding.kernel.accesses.iter().zip(open).filter(|(_, open)| open.is_some()) {
        let (pointer, steps) = roots::start(access);
        let slot = binding.slot(pointer).map(usize::from);
        let value = slot.map(|slot| binding.pointers[slot].value);
        let names: Vec<&'a str> = match value {
            _ if !matches!(access.op, Op::Store | Op::Atomic) => continue,
            Some(PointerValue::Target { buffer, .. }) if steps.is_empty() => vec![&buffer.name],
            Some(PointerValue::Null) if steps.is_empty() => continue,
            _ => binding.launch.buffers.keys().map(String::as_str).collect(),
        };
        for name in names {
            if !written.contains(&(name, Interval::ALL)) {
                written.push((name, Interval::ALL));
            }
        }
    }
    written.len() > before
}

/// Buffers that are reached from pointers in `buffer` after all steps, and the buffers on the way;
/// `None` if a pointer on the way is not given.
fn listed<'a>(
    binding: &Binding<'a>,
    buffer: &'a Buffer,
    steps: &[Step],
    arrays: &mut Vec<&'a str>,
) -> Option<Vec<&'a str>> {
    let mut reached = BTreeMap::from([(buffer.name.as_str(), buffer)]);
    for _ in steps {
        let mut next = BTreeMap::new();
        for (name, buffer) in reached {
            let Contents::Pointers(pointers) = &buffer.contents else { return None };
            arrays.push(name);
            for target in pointers.iter().flatten() {
                let found = binding.launch.buffers.get(&target.buffer)?;
                next.insert(found.name.as_str(), found);
            }
        }
        reached = next;
    }
    Some(reached.into_keys().collect())
}

/// Interval of the bytes of an access, from its pointer; `None` if it never runs.
fn hull(binding: &Binding<'_>, access: &Access) -> Option<Interval> {
    let mut memory = Memory::new(&binding.pointers, &[]);
    memory.close(Reason::Overflow);
    let Ok(region) = Lower::new(binding, &memory).region(&roots::site(access)) else {
        return Some(Interval::ALL);
    };
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
        || kernel.values.iter().any(|value| expr(&value.expr))
        || kernel.work.iter().any(|work| conds(&work.guards))
        || kernel.assumptions.iter().any(|assumption| assumption.expr.as_ref().is_some_and(expr))
}

/// Whether an access goes through a pointer in memory.
fn reads_pointers(access: &Access) -> bool {
    access.root.path.iter().any(|step| matches!(step, Step::Deref { .. }))
}
