//! Comparisons in normal form.
//!
//! All terms are brought to one side, like terms cancel, common factors are divided out, and what
//! is negative goes to the right again: `2*tid.x - 2*arg1 <= -2` becomes `tid.x < arg1`. Equal
//! conditions then usually compare equal, and print as a person would write them.

use crate::expr::build::floor_div;
use crate::expr::range::Ranges;
use crate::expr::{CmpOp, Cond, Expr};

use super::{gcd, scaled_terms, unscaled};

/// `left op right` of simple operands.
pub(super) fn compare(op: CmpOp, left: Expr, right: Expr, ranges: &impl Ranges) -> Cond {
    let difference = left - right;
    if let Some(value) = Cond::Cmp(op, difference.clone(), Expr::ZERO).decide(ranges) {
        return Cond::Const(value);
    }
    if let Some(cond) = chosen(op, &difference, ranges) {
        return cond;
    }
    let (constants, mut terms): (Vec<_>, Vec<_>) =
        scaled_terms(difference).into_iter().partition(|(term, _)| *term == Expr::ONE);
    let (constant, first) = match (constants.as_slice(), terms.first()) {
        ([], Some(first)) => (0, first),
        ([(_, constant)], Some(first)) => (*constant, first),
        // Only constants, which 128 bits cannot add up.
        _ => return sides(op, terms.into_iter().chain(constants)),
    };
    if constant == i128::MIN || terms.iter().any(|(_, factor)| *factor == i128::MIN) {
        return sides(op, terms.into_iter().chain(constants));
    }
    let common = terms.iter().fold(0, |common, (_, factor)| gcd(common, *factor)).max(1);
    let (op, constant) = match op {
        CmpOp::Eq | CmpOp::Ne if constant % common != 0 => return Cond::Const(op == CmpOp::Ne),
        CmpOp::Eq | CmpOp::Ne => {
            // The first term stands on the left.
            let sign = first.1.signum();
            for (_, factor) in &mut terms {
                *factor *= sign;
            }
            (op, sign * constant / common)
        }
        // `g*t + c < 0` is `t + floor(c/g) < 0` for integers.
        CmpOp::Lt => strict(floor_div(constant, common)),
        CmpOp::Le => strict(floor_div(constant - 1, common)),
    };
    for (_, factor) in &mut terms {
        *factor /= common;
    }
    terms.push((Expr::ONE, constant));
    sides(op, terms.into_iter())
}

/// `select(c, a, b) + t op 0` where one side or both hold always or never: the test of the other
/// side beside `c` or `!c`. So a size that a mask chooses becomes the mask, and an offset that is
/// out of bounds where a mask says no gets the mask for its guard.
fn chosen(op: CmpOp, difference: &Expr, ranges: &impl Ranges) -> Option<Cond> {
    let terms = match difference {
        Expr::Add(terms) => &terms[..],
        other => std::slice::from_ref(other),
    };
    let scaled = |term: &Expr| term.clone().split_factor();
    let is_select = |term: &Expr| matches!(scaled(term).0, Expr::Select(..));
    let position = terms.iter().position(is_select)?;
    let (Expr::Select(cond, then, otherwise), factor) = scaled(&terms[position]) else {
        return None;
    };
    let rest = |side: &Expr| {
        let others = terms.iter().enumerate().filter(|(other, _)| *other != position);
        let others = others.map(|(_, term)| term.clone());
        Expr::add(others.chain([Expr::Int(factor) * side.clone()]))
    };
    let (then, otherwise) = (rest(&then), rest(&otherwise));
    let decided = |side: &Expr| Cond::Cmp(op, side.clone(), Expr::ZERO).decide(ranges);
    let other = |side: Expr| compare(op, side, Expr::ZERO, ranges);
    let (cond, opposite) = ((*cond).clone(), (*cond).clone().negate());
    Some(match (decided(&then), decided(&otherwise)) {
        (Some(true), Some(true)) => Cond::Const(true),
        (Some(true), Some(false)) => cond,
        (Some(false), Some(true)) => opposite,
        (Some(false), Some(false)) => Cond::Const(false),
        (Some(true), None) => Cond::or([cond, other(otherwise)]),
        (Some(false), None) => Cond::and([opposite, other(otherwise)]),
        (None, Some(true)) => Cond::or([opposite, other(then)]),
        (None, Some(false)) => Cond::and([cond, other(then)]),
        (None, None) => return None,
    })
}

/// `t + c < 0`, or `t <= 0` where that says the same.
fn strict(constant: i128) -> (CmpOp, i128) {
    if constant == -1 { (CmpOp::Le, 0) } else { (CmpOp::Lt, constant) }
}

/// `sum op 0` with the terms of negative factors on the right.
fn sides(op: CmpOp, terms: impl Iterator<Item = (Expr, i128)>) -> Cond {
    let (negative, positive): (Vec<_>, Vec<_>) = terms.partition(|(_, factor)| *factor < 0);
    let left = Expr::add(positive.into_iter().map(unscaled));
    let right = Expr::add(negative.into_iter().map(|term| -unscaled(term)));
    Cond::cmp(op, left, right)
}
