//! Scalars: numbers that the launch decides, one after the other.

use super::call::Call;
use super::code::{NONE, Scalar, ScalarOp};
use crate::expr::build::{self, fold_bit};
use crate::expr::{BitOp, CmpOp};

/// Evaluates a scalar from those before it; [`NONE`] if it has no value.
pub(super) fn evaluate(op: ScalarOp, values: &[i64], call: &Call<'_>) -> i64 {
    let at = |scalar: Scalar| values[scalar as usize];
    let both = |a: Scalar, b: Scalar, f: fn(i64, i64) -> Option<i64>| {
        let (a, b) = (at(a), at(b));
        if a == NONE || b == NONE { NONE } else { f(a, b).unwrap_or(NONE) }
    };
    match op {
        ScalarOp::Const(value) => value,
        ScalarOp::Grid(axis) => call.grid[axis.index()].into(),
        ScalarOp::Block(axis) => call.block[axis.index()].into(),
        ScalarOp::Input(index) => call.scalars.get(index as usize).copied().unwrap_or(NONE),
        ScalarOp::IsNull(slot) => call.pointer(slot).is_none().into(),
        ScalarOp::AddressMod(slot, modulus) => match call.pointer(slot) {
            None => 0,
            Some(place) => i64::try_from(place.offset).map_or(NONE, |at| at.rem_euclid(modulus)),
        },
        ScalarOp::Address(slot) => call.pointer(slot).map_or(0, |_| NONE),
        ScalarOp::Add(a, b) => both(a, b, i64::checked_add),
        ScalarOp::Mul(a, b) => both(a, b, i64::checked_mul),
        ScalarOp::FloorDiv(a, b) => both(a, b, |a, b| divide(a, b, build::floor_div)),
        ScalarOp::Mod(a, b) => both(a, b, |a, b| divide(a, b, build::floor_mod)),
        ScalarOp::Min(a, b) => both(a, b, |a, b| Some(a.min(b))),
        ScalarOp::Max(a, b) => both(a, b, |a, b| Some(a.max(b))),
        ScalarOp::Select(cond, a, b) => match at(cond) {
            NONE => NONE,
            0 => at(b),
            _ => at(a),
        },
        ScalarOp::Bit(op, a, b) => {
            let (a, b) = (at(a), at(b));
            if a == NONE || b == NONE { NONE } else { bit(op, a, b) }
        }
        ScalarOp::Wrap(bits, a) => match at(a) {
            NONE => NONE,
            value => narrow(build::wrap(bits, value.into())),
        },
        ScalarOp::Load(slot, offset, ty) => match at(offset) {
            NONE => NONE,
            offset => call.load(slot, offset, ty).unwrap_or(NONE),
        },
        ScalarOp::Compare(op, a, b) => {
            let (a, b) = (at(a), at(b));
            if a == NONE || b == NONE { NONE } else { compare(op, a, b).into() }
        }
        ScalarOp::And(a, b) => match (at(a), at(b)) {
            (0, _) | (_, 0) => 0,
            (NONE, _) | (_, NONE) => NONE,
            _ => 1,
        },
        ScalarOp::Or(a, b) => match (at(a), at(b)) {
            (NONE, 0 | NONE) | (0, NONE) => NONE,
            (0, 0) => 0,
            _ => 1,
        },
        ScalarOp::Not(a) => match at(a) {
            NONE => NONE,
            value => (value == 0).into(),
        },
        ScalarOp::Natural(a) => match at(a) {
            value @ 0.. => value,
            _ => NONE,
        },
        // Code is run by whoever has registers.
        ScalarOp::Run(_) => NONE,
    }
}

fn divide(a: i64, b: i64, operation: fn(i128, i128) -> i128) -> Option<i64> {
    if b == 0 { None } else { i64::try_from(operation(a.into(), b.into())).ok() }
}

fn compare(op: CmpOp, a: i64, b: i64) -> bool {
    match op {
        CmpOp::Eq => a == b,
        CmpOp::Ne => a != b,
        CmpOp::Lt => a < b,
        CmpOp::Le => a <= b,
    }
}

/// The result of a bit operation; [`NONE`] if there is none.
pub(super) fn bit(op: BitOp, a: i64, b: i64) -> i64 {
    fold_bit(op, a.into(), b.into()).map_or(NONE, narrow)
}

fn narrow(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(NONE)
}
