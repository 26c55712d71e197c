//! What symbols can be in any launch of the kernel at hand.

use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::range::{AnyLaunch, Interval, Launches, Ranges};
use kht_schema::expr::shared::Operand;
use kht_schema::expr::simplify::Memo;
use kht_schema::{Expr, ParamType, Sym};

use super::Ctx;
use super::related::related;

/// Most threads of a block on its slowest axis.
const MAX_BLOCK_DEPTH: u32 = 64;

/// Bits of an address: programs on 64-bit machines have no more for their own memory, and GPUs
/// share it with them.
const ADDRESS_BITS: u32 = 56;

/// What was found of formulas, by the ranges that it was found under.
#[derive(Default)]
pub(super) struct Memos {
    /// Those of the kernel at hand.
    kernel: Memo,
    /// See [`Plausible`].
    plausible: Memo,
    launches: Launches,
}

impl Memos {
    /// Forgets all, which is due when symbols get another meaning.
    pub(super) fn clear(&self) {
        self.kernel.clear();
        self.plausible.clear();
    }

    /// Forgets what rests on ranges of iterations, of what loops carry, and of what is not known.
    pub(super) fn forget_moving(&self) {
        self.kernel.forget_moving();
        self.plausible.forget_moving();
    }
}

impl Ranges for Ctx<'_, '_> {
    fn memo(&self) -> Option<&Memo> {
        Some(&self.memos.kernel)
    }

    fn sym(&self, sym: Sym) -> Interval {
        let range = self.in_any_launch(sym);
        match self.entry.host.extents.range(sym) {
            Some([lo, hi]) => range.intersect(Interval::new(lo.into(), hi.into())),
            None => range,
        }
    }

    fn difference(&self, difference: &Expr) -> Interval {
        let plain = difference.range(self);
        if plain.lo.is_some_and(|lo| 0 < lo) || plain.hi.is_some_and(|hi| hi < 0) {
            return plain;
        }
        let find = || plain.intersect(related(difference, self, &self.memos.launches));
        self.memos.kernel.difference(difference, find)
    }
}

impl Ctx<'_, '_> {
    /// A formula with the numbers that symbols are in all launches of the host.
    pub(super) fn as_launched(&self, expr: &Expr) -> Expr {
        let extents = &self.entry.host.extents;
        expr.substitute(&mut |sym| match extents.range(sym) {
            Some([lo, hi]) if lo == hi => Some(Expr::Int(lo.into())),
            _ => None,
        })
    }

    /// The range of a symbol in all launches that the kernel was compiled for.
    fn in_any_launch(&self, sym: Sym) -> Interval {
        let bounds = &self.entry.launch_bounds;
        let largest_block = bounds.required_block.or(bounds.max_block.map(any_shape));
        match sym {
            Sym::Bdim(axis) => match (bounds.required_block, largest_block) {
                (Some(block), _) => Interval::of_value(block[axis.index()].into()),
                (None, Some(block)) => Interval::new(1, block[axis.index()].into()),
                (None, None) => AnyLaunch.sym(sym),
            },
            Sym::Tid(axis) => match largest_block {
                Some(block) => Interval::new(0, i128::from(block[axis.index()]) - 1),
                None => AnyLaunch.sym(sym),
            },
            Sym::Gdim(_) | Sym::Bid(_) => AnyLaunch.sym(sym),
            Sym::Arg(pointer) => self.argument_range(pointer),
            Sym::It(id) => {
                let trip = self.trips.get(id.index()).and_then(Option::as_ref);
                let hi = trip.and_then(|it| it.trip.as_int()).map(|trip| trip - 1);
                Interval { lo: Some(0), hi }
            }
            Sym::Val(id) => self.values.get(id).range,
            Sym::Step(_) => AnyLaunch.sym(sym),
            Sym::Car(id, index) => self.carried_range(id, index),
            Sym::Opq(id) => {
                let opaque = &self.opaques[id.index()];
                Interval { lo: opaque.lo.map(i128::from), hi: opaque.hi.map(i128::from) }
            }
        }
    }
}

/// The longest that each axis of a block can be under a limit. One on a single axis, as
/// `__launch_bounds__` gives it, is a number of threads, whatever the shape of the block.
fn any_shape(limit: [u32; 3]) -> [u32; 3] {
    let [threads, 1, 1] = limit else { return limit };
    [threads, threads, threads.min(MAX_BLOCK_DEPTH)]
}

/// The same, with arguments taken for sizes: not negative.
pub(super) struct Plausible<'c, 'a, 'm>(pub(super) &'c Ctx<'a, 'm>);

impl Ranges for Plausible<'_, '_, '_> {
    fn memo(&self) -> Option<&Memo> {
        Some(&self.0.memos.plausible)
    }

    fn sym(&self, sym: Sym) -> Interval {
        let range = self.0.sym(sym);
        match sym {
            Sym::Arg(_) => range.intersect(Interval { lo: Some(0), hi: None }),
            Sym::Val(id) => self.0.values.get(id).plausible_range,
            _ => range,
        }
    }
}

impl Ctx<'_, '_> {
    /// Whether a value is not negative if the arguments in it are not, so that assuming it is the
    /// right way to simpler formulas.
    pub(super) fn plausibly_non_negative(&self, expr: &Expr) -> bool {
        !self.is_dynamic(expr) && non_negative(expr, &Plausible(self))
    }

    /// Whether a value hangs on memory or on something unknown, so that a launch cannot check an
    /// assumption about it.
    pub(super) fn is_dynamic(&self, expr: &Expr) -> bool {
        let suspects = [Kinds::LOAD, Kinds::OPQ, Kinds::VAL, Kinds::BOUND];
        if !expr.kinds().meets(suspects.into_iter().fold(Kinds::default(), Kinds::union)) {
            return false;
        }
        expr.any(|e| match e {
            Expr::Load(..) => true,
            // Within a fold, or in one that is being made.
            Expr::Sym(Sym::Car(..)) => true,
            Expr::Sym(Sym::Opq(id)) => !self.solving.contains(id),
            Expr::Sym(Sym::Val(id)) => self.values.get(*id).dynamic,
            _ => false,
        })
    }

    fn argument_range(&self, pointer: kht_schema::expr::Pointer) -> Interval {
        let param = &self.entry.params[pointer.param.index()];
        let (ty, size) = match pointer.at {
            None => (param.ty, param.size),
            Some(at) => match param.fields.iter().find(|field| field.at == at) {
                Some(field) => (field.ty, field.size),
                None => return Interval::ALL,
            },
        };
        match ty {
            ParamType::Int => Interval::signed(size * 8),
            ParamType::Pointer => Interval::new(0, (1 << ADDRESS_BITS) - 1),
            ParamType::Float | ParamType::Struct | ParamType::Other => Interval::ALL,
        }
    }

    /// Whether a value is in `[lo, hi]` in every launch.
    pub(super) fn proves(&self, expr: &Expr, lo: i128, hi: i128) -> bool {
        expr.range(self).within(Interval::new(lo, hi))
    }

    /// Whether a value is not negative in every launch.
    pub(super) fn proves_non_negative(&self, expr: &Expr) -> bool {
        non_negative(expr, self)
    }
}

/// Whether a value is not negative, by ranges, or because what is taken off it is a remainder of
/// it: `mod(m, d) <= m` for `m` that is not negative. Divisors are positive, or assumed to be.
pub(super) fn non_negative(expr: &Expr, ranges: &impl Ranges) -> bool {
    if expr.range(ranges).lo.is_some_and(|lo| 0 <= lo) {
        return true;
    }
    let Expr::Add(terms) = expr else { return false };
    let mut relaxed = false;
    let lower = terms.iter().cloned().map(|term| match term.clone().split_factor() {
        (Expr::Mod(dividend, _), factor) if factor < 0 && non_negative(&dividend, ranges) => {
            relaxed = true;
            Expr::Int(factor) * dividend.take()
        }
        _ => term,
    });
    let lower = Expr::add(lower.collect::<Vec<_>>());
    relaxed && non_negative(&lower.simplify_with(ranges), ranges)
}
