//! Ranges: what an expression can be, from what its symbols can be.
//!
//! The domain is the intervals over the integers with open ends; the transfer rules are those of
//! interval arithmetic. A range contains every value that the expression can take where it has
//! one, and is computed in one walk. Correlation between operands is lost, except that comparisons
//! are decided on the difference of their sides, where like terms cancel.

mod interval;

use super::simplify::Memo;
use super::{CmpOp, Cond, Expr, Pointer, ScalarType, Sym};
use crate::launch::{MAX_BLOCK, MAX_GRID};

use interval::End;
pub use interval::Interval;

/// What symbols and loaded values can be.
pub trait Ranges {
    /// What a symbol can be.
    fn sym(&self, sym: Sym) -> Interval;

    /// What a loaded value can be; by default, whatever its type can.
    fn load(&self, pointer: Pointer, offset: &Expr, ty: ScalarType) -> Interval {
        let _ = (pointer, offset);
        Interval::of_type(ty)
    }

    /// Where simple forms and ranges are kept, if they are; for as long as these ranges are what
    /// they are.
    fn memo(&self) -> Option<&Memo> {
        None
    }

    /// What the difference of two sides can be; by default, whatever the symbols in it tell.
    fn difference(&self, difference: &Expr) -> Interval
    where
        Self: Sized,
    {
        difference.range(self)
    }
}

/// The ranges that hold in every launch: the limits of grids and blocks, and nothing else.
#[derive(Clone, Copy, Debug, Default)]
pub struct AnyLaunch;

impl Ranges for AnyLaunch {
    fn sym(&self, sym: Sym) -> Interval {
        match sym {
            Sym::Gdim(axis) => Interval::new(1, i128::from(MAX_GRID[axis.index()])),
            Sym::Bdim(axis) => Interval::new(1, i128::from(MAX_BLOCK[axis.index()])),
            Sym::Bid(axis) => Interval::new(0, i128::from(MAX_GRID[axis.index()]) - 1),
            Sym::Tid(axis) => Interval::new(0, i128::from(MAX_BLOCK[axis.index()]) - 1),
            Sym::It(_) => Interval { lo: Some(0), hi: None },
            Sym::Step(_) => Interval { lo: Some(0), hi: None },
            Sym::Arg(_) | Sym::Opq(_) | Sym::Val(_) | Sym::Car(..) => Interval::ALL,
        }
    }
}

/// The same ranges, with a place where simple forms are kept for whoever looks at many formulas.
#[derive(Debug, Default)]
pub struct Launches {
    memo: Memo,
}

impl Ranges for Launches {
    fn sym(&self, sym: Sym) -> Interval {
        AnyLaunch.sym(sym)
    }

    fn memo(&self) -> Option<&Memo> {
        Some(&self.memo)
    }
}

impl<R: Ranges + ?Sized> Ranges for &R {
    fn sym(&self, sym: Sym) -> Interval {
        (**self).sym(sym)
    }

    fn load(&self, pointer: Pointer, offset: &Expr, ty: ScalarType) -> Interval {
        (**self).load(pointer, offset, ty)
    }

    fn memo(&self) -> Option<&Memo> {
        (**self).memo()
    }
}

impl Expr {
    /// What the expression can be where it has a value.
    #[must_use]
    pub fn range(&self, ranges: &impl Ranges) -> Interval {
        match (self, ranges.memo()) {
            (Expr::Int(value), _) => Interval::of_value(*value),
            (Expr::Sym(sym), _) => ranges.sym(*sym),
            (_, Some(memo)) => memo.range(self, || self.range_of_node(ranges)),
            (_, None) => self.range_of_node(ranges),
        }
    }

    fn range_of_node(&self, ranges: &impl Ranges) -> Interval {
        match self {
            Expr::Int(value) => Interval::of_value(*value),
            Expr::Sym(sym) => ranges.sym(*sym),
            Expr::Add(terms) => {
                fold(terms, ranges, Interval::plus).unwrap_or(Interval::of_value(0))
            }
            Expr::Mul(factors) => {
                fold(factors, ranges, Interval::times).unwrap_or(Interval::of_value(1))
            }
            Expr::FloorDiv(a, b) => a.range(ranges).floor_div(b.range(ranges)),
            Expr::Mod(a, b) => a.range(ranges).modulo(b.range(ranges)),
            Expr::Min(operands) => {
                fold(operands, ranges, Interval::smaller).unwrap_or(Interval::ALL)
            }
            Expr::Max(operands) => {
                fold(operands, ranges, Interval::larger).unwrap_or(Interval::ALL)
            }
            Expr::Select(cond, a, b) => match cond.decide(ranges) {
                Some(true) => a.range(ranges),
                Some(false) => b.range(ranges),
                None => a.range(ranges).hull(b.range(ranges)),
            },
            Expr::Bit(op, a, b) => a.range(ranges).bit(*op, b.range(ranges)),
            Expr::Wrap(bits, inner) => inner.range(ranges).wrap(*bits),
            Expr::Load(pointer, offset, ty) => ranges.load(*pointer, offset, *ty),
            Expr::Fold(fold) => fold.result.range(&fold.invariant(ranges)),
        }
    }
}

fn fold(
    operands: &[Expr],
    ranges: &impl Ranges,
    join: fn(Interval, Interval) -> Interval,
) -> Option<Interval> {
    operands.iter().map(|operand| operand.range(ranges)).reduce(join)
}

impl Cond {
    /// Whether the condition holds wherever it has a value; `None` if that is not known.
    #[must_use]
    pub fn decide(&self, ranges: &impl Ranges) -> Option<bool> {
        match self {
            Cond::Const(value) => Some(*value),
            Cond::Cmp(op, a, b) => {
                let difference = match (a, b) {
                    (difference, Expr::Int(0)) => ranges.difference(difference),
                    (a, b) => ranges.difference(&(a.clone() - b.clone())),
                };
                decide_sign(*op, difference)
            }
            Cond::And(conds) => decide_junction(conds, ranges, false),
            Cond::Or(conds) => decide_junction(conds, ranges, true),
            Cond::Not(cond) => cond.decide(ranges).map(|holds| !holds),
        }
    }
}

fn decide_junction(conds: &[Cond], ranges: &impl Ranges, deciding: bool) -> Option<bool> {
    let mut result = Some(!deciding);
    for cond in conds {
        match cond.decide(ranges) {
            Some(value) if value == deciding => return Some(deciding),
            Some(_) => {}
            None => result = None,
        }
    }
    result
}

/// Whether `difference op 0` holds for all, for none, or for some of the values.
fn decide_sign(op: CmpOp, difference: Interval) -> Option<bool> {
    let (lo, hi) = difference.ends();
    let zero = End::Fin(0);
    match op {
        CmpOp::Eq if lo > zero || hi < zero => Some(false),
        CmpOp::Eq => (lo == zero && hi == zero).then_some(true),
        CmpOp::Ne => decide_sign(CmpOp::Eq, difference).map(|equal| !equal),
        CmpOp::Lt if hi < zero => Some(true),
        CmpOp::Lt => (lo >= zero).then_some(false),
        CmpOp::Le if hi <= zero => Some(true),
        CmpOp::Le => (lo > zero).then_some(false),
    }
}
