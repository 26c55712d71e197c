//! The judge: runs every thread and iteration, and writes down each byte.
//!
//! It knows the table's types and evaluates its expressions, and nothing else of footprints.

use std::collections::BTreeSet;

use kht_schema::access::{Access, Op};
use kht_schema::expr::eval::Env;
use kht_schema::expr::{Axis, Pointer, ScalarType, Sym};
use kht_schema::kernel::{Kernel, ParamType};
use kht_schema::launch::{Arg, Launch};
use kht_schema::{Cond, Expr, LoopId};

/// What really happens through one pointer argument.
#[derive(Debug, Default)]
pub(crate) struct Truth {
    /// Bytes from the start of the buffer, inside of it or not.
    pub(crate) reads: BTreeSet<i128>,
    pub(crate) writes: BTreeSet<i128>,
    pub(crate) atomics: BTreeSet<i128>,
    pub(crate) loaded: u64,
    pub(crate) stored: u64,
    pub(crate) atomic: u64,
    /// Whether a formula had no value somewhere.
    pub(crate) undefined: bool,
}

/// Values at one point of the index space.
struct Point<'a> {
    launch: &'a Launch,
    tid: [u32; 3],
    bid: [u32; 3],
    iterations: Vec<(LoopId, i128)>,
    kernel: &'a Kernel,
}

impl Env for Point<'_> {
    fn sym(&self, sym: Sym) -> Option<i128> {
        match sym {
            Sym::Gdim(axis) => Some(self.launch.grid[axis.index()].into()),
            Sym::Bdim(axis) => Some(self.launch.block[axis.index()].into()),
            Sym::Tid(axis) => Some(self.tid[axis.index()].into()),
            Sym::Bid(axis) => Some(self.bid[axis.index()].into()),
            Sym::It(id) => {
                self.iterations.iter().find(|(other, _)| *other == id).map(|(_, value)| *value)
            }
            Sym::Arg(Pointer { param, at: None }) => match self.launch.args[param.index()] {
                Arg::Int { value, .. } => Some(value.into()),
                Arg::Null => Some(0),
                _ => None,
            },
            Sym::Arg(_) => None,
            Sym::Val(id) => self.kernel.values.get(id.index())?.expr.eval(self).ok(),
            Sym::Step(_) => None,
            Sym::Car(id, index) => {
                let iteration = Expr::Int(self.sym(Sym::It(id))?);
                let carried = self.kernel.loops[id.index()].carried.clone();
                Expr::carried_into(iteration, id, index, carried).eval(self).ok()
            }
            Sym::Opq(id) => {
                // Some value of the range, another one at each point.
                let opaque = &self.kernel.opaques[id.index()];
                let (lo, hi) = (opaque.lo.unwrap(), opaque.hi.unwrap());
                let mut mix = i64::from(id.0) + 7;
                let axes = Axis::ALL.map(Axis::index);
                for value in axes.iter().flat_map(|axis| [self.tid[*axis], self.bid[*axis]]) {
                    mix = mix.wrapping_mul(31).wrapping_add(value.into());
                }
                for (_, value) in &self.iterations {
                    mix = mix.wrapping_mul(31).wrapping_add(i64::try_from(*value).unwrap());
                }
                Some((lo + (mix ^ (mix >> 5)).rem_euclid(hi - lo + 1)).into())
            }
        }
    }

    fn load(&self, pointer: Pointer, offset: i128, ty: ScalarType) -> Option<i128> {
        let Arg::Pointer(target) = &self.launch.args[pointer.param.index()] else { return None };
        let buffer = &self.launch.buffers[&target.buffer];
        let at = u64::try_from(offset + i128::from(target.offset)).ok();
        let known = at.and_then(|at| buffer.contents.integer(buffer.bytes, at, ty));
        // What is not known may be anything of its type: an exact answer does not hang on it.
        let value = known.unwrap_or_else(|| guess(offset, ty));
        Some(if ty == ScalarType::U64 { value.cast_unsigned().into() } else { value.into() })
    }
}

/// Some value of a type.
fn guess(offset: i128, ty: ScalarType) -> i64 {
    let mixed = i64::try_from(offset % 1000).unwrap() * 77 + 5;
    if ty.signed() { mixed % 100 } else { mixed.rem_euclid(100) }
}

/// Runs all accesses; `None` if that takes more than `limit` evaluations.
pub(crate) fn run(kernel: &Kernel, launch: &Launch, limit: u64) -> Option<Vec<Truth>> {
    let mut truths: Vec<Truth> = kernel.params.iter().map(|_| Truth::default()).collect();
    let mut left = limit;
    for access in kernel.accesses.iter().filter(|access| access.op != Op::Prefetch) {
        let truth = &mut truths[access.root.param.index()];
        for (bid, tid) in threads(launch) {
            let mut point = Point { launch, tid, bid, iterations: Vec::new(), kernel };
            descend(access, &mut point, truth, &mut left)?;
        }
    }
    assert!(kernel.params.len() == launch.args.len());
    Some(truths)
}

/// How often something under guards and loops runs; `None` if a formula has no value or that takes
/// more than `limit` evaluations.
pub(crate) fn count(case: (&Kernel, &Launch), access: &Access, limit: u64) -> Option<u64> {
    let mut truth = Truth::default();
    let mut left = limit;
    for (bid, tid) in threads(case.1) {
        let mut point = Point { launch: case.1, tid, bid, iterations: Vec::new(), kernel: case.0 };
        descend(access, &mut point, &mut truth, &mut left)?;
    }
    (!truth.undefined).then_some(truth.loaded)
}

fn threads(launch: &Launch) -> impl Iterator<Item = ([u32; 3], [u32; 3])> {
    let all = |extent: [u32; 3]| {
        (0..extent[2]).flat_map(move |z| {
            (0..extent[1]).flat_map(move |y| (0..extent[0]).map(move |x| [x, y, z]))
        })
    };
    let block = launch.block;
    all(launch.grid).flat_map(move |bid| all(block).map(move |tid| (bid, tid)))
}

fn descend(
    access: &Access,
    point: &mut Point<'_>,
    truth: &mut Truth,
    left: &mut u64,
) -> Option<()> {
    *left = left.checked_sub(1)?;
    let Some(id) = access.loops.get(point.iterations.len()) else {
        execute(access, point, truth, left);
        return Some(());
    };
    let Ok(trip) = point.kernel.loops[id.index()].trip.eval(point) else {
        truth.undefined |= guards_hold(&access.guards, point) != Some(false);
        return Some(());
    };
    for iteration in 0..trip {
        point.iterations.push((*id, iteration));
        let done = descend(access, point, truth, left);
        point.iterations.pop();
        done?;
    }
    Some(())
}

/// Whether all guards hold; `None` if that is not known.
fn guards_hold(guards: &[Cond], point: &Point<'_>) -> Option<bool> {
    let values: Vec<_> = guards.iter().map(|guard| guard.eval(point).ok()).collect();
    if values.contains(&Some(false)) {
        return Some(false);
    }
    if values.contains(&None) { None } else { Some(true) }
}

fn execute(access: &Access, point: &Point<'_>, truth: &mut Truth, left: &mut u64) {
    match guards_hold(&access.guards, point) {
        Some(true) => {}
        Some(false) => return,
        None => {
            truth.undefined = true;
            return;
        }
    }
    let (Ok(offset), Ok(bytes)) = (access.offset.eval(point), access.bytes.eval(point)) else {
        truth.undefined = true;
        return;
    };
    let base = match &point.launch.args[access.root.param.index()] {
        Arg::Pointer(target) => i128::from(target.offset),
        _ => 0,
    };
    assert!(point.kernel.params[access.root.param.index()].ty == ParamType::Pointer);
    let moved = u64::try_from(bytes.max(0)).unwrap();
    *left = left.saturating_sub(moved);
    let touched = base + offset..base + offset + bytes;
    match access.op {
        Op::Prefetch => {}
        Op::Load => {
            truth.reads.extend(touched);
            truth.loaded += moved;
        }
        Op::Store => {
            truth.writes.extend(touched);
            truth.stored += moved;
        }
        Op::Atomic => {
            for set in [&mut truth.reads, &mut truth.writes, &mut truth.atomics] {
                set.extend(touched.clone());
            }
            truth.atomic += moved;
        }
    }
}

/// The set as sorted, disjoint ranges.
pub(crate) fn ranges(bytes: &BTreeSet<i128>) -> Vec<[u64; 2]> {
    let mut ranges: Vec<[u64; 2]> = Vec::new();
    for byte in bytes {
        let byte = u64::try_from(*byte).unwrap();
        match ranges.last_mut() {
            Some([_, end]) if *end == byte => *end += 1,
            _ => ranges.push([byte, byte + 1]),
        }
    }
    ranges
}
