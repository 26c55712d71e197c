//! Simplification: rewrites that keep the value wherever the original has one.
//!
//! One walk from the leaves upwards. Each node is built from simplified operands by the builders,
//! then by the rules of its kind, which only ever look at what is below. The result may have a
//! value in more places than the original, never another value.
//!
//! What is used: sums are split by a divisor (`floordiv(c*q + r, c)` is `q + floordiv(r, c)`),
//! remainders are taken of anything congruent, a quotient and its remainder are put together
//! again, and ranges that hold in every launch remove wraps, remainders, minima and branches.

use super::build::{floor_div, floor_mod};
use super::range::{AnyLaunch, Interval, Ranges};
use super::{BitOp, Carried, CmpOp, Cond, Expr, Fold};

mod choice;
mod compare;
mod digits;
mod memo;
mod recombine;
mod restore;

use digits::Split;
pub use memo::Memo;

/// A product of sums is multiplied out while the result has at most this many terms: enough for
/// index arithmetic, and a bound on what nested products can grow to.
const MAX_EXPANDED_TERMS: usize = 16;

impl Expr {
    /// A simpler expression of the same value.
    #[must_use]
    pub fn simplify(&self) -> Expr {
        self.simplify_with(&AnyLaunch)
    }

    /// A simpler expression of the same value where all symbols are in their ranges.
    #[must_use]
    pub fn simplify_with(&self, ranges: &impl Ranges) -> Expr {
        match (self, ranges.memo()) {
            (Expr::Int(_) | Expr::Sym(_), _) => self.clone(),
            (_, Some(memo)) => memo.expr(self, || self.simplify_node(ranges)),
            (_, None) => self.simplify_node(ranges),
        }
    }

    fn simplify_node(&self, ranges: &impl Ranges) -> Expr {
        match self {
            Expr::Int(_) | Expr::Sym(_) => self.clone(),
            Expr::Add(terms) => {
                let sum = choice::joined(Expr::add(all(terms, ranges)), ranges);
                recombine::recombine(restore::restore(sum), ranges)
            }
            Expr::Mul(factors) => product(all(factors, ranges)),
            Expr::FloorDiv(a, b) => {
                quotient(a.simplify_with(ranges), b.simplify_with(ranges), ranges)
            }
            Expr::Mod(a, b) => remainder(a.simplify_with(ranges), b.simplify_with(ranges), ranges),
            Expr::Min(operands) => extreme(&Expr::min(all(operands, ranges)), ranges),
            Expr::Max(operands) => extreme(&Expr::max(all(operands, ranges)), ranges),
            Expr::Select(cond, a, b) => select(cond.simplify_with(ranges), a, b, ranges),
            Expr::Bit(op, a, b) => {
                bit(*op, a.simplify_with(ranges), b.simplify_with(ranges), ranges)
            }
            Expr::Wrap(bits, inner) => wrap(*bits, inner.simplify_with(ranges), ranges),
            Expr::Load(pointer, offset, ty) => {
                Expr::load(*pointer, offset.simplify_with(ranges), *ty)
            }
            Expr::Fold(fold) => simplify_fold(fold, ranges),
        }
    }
}

impl Cond {
    /// A simpler condition that holds in the same cases.
    #[must_use]
    pub fn simplify(&self) -> Cond {
        self.simplify_with(&AnyLaunch)
    }

    /// A simpler condition that holds in the same cases where all symbols are in their ranges.
    #[must_use]
    pub fn simplify_with(&self, ranges: &impl Ranges) -> Cond {
        match (self, ranges.memo()) {
            (Cond::Const(value), _) => Cond::Const(*value),
            (_, Some(memo)) => memo.cond(self, || self.simplify_node(ranges)),
            (_, None) => self.simplify_node(ranges),
        }
    }

    fn simplify_node(&self, ranges: &impl Ranges) -> Cond {
        let simplify = |cond: &Cond| cond.simplify_with(ranges);
        match self {
            Cond::Const(value) => Cond::Const(*value),
            Cond::Cmp(op, a, b) => {
                compare::compare(*op, a.simplify_with(ranges), b.simplify_with(ranges), ranges)
            }
            Cond::And(conds) => Cond::and(conds.iter().map(simplify)),
            Cond::Or(conds) => Cond::or(conds.iter().map(simplify)),
            Cond::Not(cond) => cond.simplify_with(ranges).negate().simplify_sides(ranges),
        }
    }

    /// A negated comparison in normal form, its sides being simple already.
    fn simplify_sides(self, ranges: &impl Ranges) -> Cond {
        match self {
            Cond::Cmp(op, a, b) => compare::compare(op, a, b, ranges),
            other => other,
        }
    }
}

/// A fold with simple parts, where what steps can make of the carried values counts as known.
fn simplify_fold(fold: &Fold, ranges: &impl Ranges) -> Expr {
    let inside = fold.invariant(ranges);
    let carried = fold.carried.iter().map(|car| Carried {
        index: car.index,
        first: car.first.simplify_with(ranges),
        next: car.next.simplify_with(&inside),
    });
    let carried = carried.collect();
    let (stay, result) = (fold.stay.simplify_with(&inside), fold.result.simplify_with(&inside));
    Expr::fold(fold.id, stay, result, carried)
}

fn all(operands: &[Expr], ranges: &impl Ranges) -> Vec<Expr> {
    operands.iter().map(|operand| operand.simplify_with(ranges)).collect()
}

/// The terms of a sum; anything else is the only term.
fn terms_of(expr: Expr) -> Vec<Expr> {
    match expr {
        Expr::Add(terms) => terms.to_vec(),
        other => vec![other],
    }
}

/// Terms as the part without a constant factor and that factor; a constant is times one.
fn scaled_terms(expr: Expr) -> Vec<(Expr, i128)> {
    terms_of(expr).into_iter().map(scaled).collect()
}

fn scaled(term: Expr) -> (Expr, i128) {
    match term {
        Expr::Int(value) => (Expr::ONE, value),
        other => other.split_factor(),
    }
}

fn unscaled((term, factor): (Expr, i128)) -> Expr {
    term.times(factor)
}

fn product(factors: Vec<Expr>) -> Expr {
    let factors = match Expr::mul(factors) {
        Expr::Mul(factors) => factors,
        other => return other,
    };
    let n_terms = factors.iter().map(|factor| match factor {
        Expr::Add(terms) => terms.len(),
        _ => 1,
    });
    let n_terms = n_terms.fold(1, usize::saturating_mul);
    if n_terms == 1 || n_terms > MAX_EXPANDED_TERMS {
        return Expr::mul(factors);
    }
    let expanded = factors.into_iter().fold(vec![Expr::ONE], |products, factor| {
        let terms = terms_of(factor);
        let times = |product: &Expr| {
            let product = product.clone();
            terms.iter().map(move |term| Expr::mul([product.clone(), term.clone()]))
        };
        products.iter().flat_map(times).collect()
    });
    Expr::add(expanded)
}

/// `floordiv` of simple operands.
fn quotient(dividend: Expr, divisor: Expr, ranges: &impl Ranges) -> Expr {
    if divisor == Expr::ZERO {
        return Expr::floor_div(dividend, divisor);
    }
    match divisor {
        Expr::Int(by) if by > 0 => quotient_by_constant(dividend, by, ranges),
        Expr::Int(by) if by > i128::MIN => quotient_by_constant(-dividend, -by, ranges),
        divisor => {
            let (whole, rest) = split_by_expr(dividend, &divisor);
            let rest_range = rest.range(ranges);
            let below = |rest: Expr| {
                if rest_range.lo.is_some_and(|lo| lo >= 0) && is_below(&rest, &divisor, ranges) {
                    Expr::ZERO
                } else {
                    Expr::floor_div(rest, divisor.clone())
                }
            };
            Expr::add([whole, below(rest)])
        }
    }
}

/// Whether `small < large` in every launch.
fn is_below(small: &Expr, large: &Expr, ranges: &impl Ranges) -> bool {
    Cond::cmp(CmpOp::Lt, small.clone(), large.clone()).decide(ranges) == Some(true)
}

fn quotient_by_constant(dividend: Expr, by: i128, ranges: &impl Ranges) -> Expr {
    let (whole, rest) = split_by_constant(dividend, by);
    let rest = match rest {
        Expr::FloorDiv(inner, first) => match (first.take(), inner.take()) {
            // Rounding down twice is rounding down once by the product.
            (Expr::Int(first), inner) if first > 0 && first.checked_mul(by).is_some() => {
                return Expr::add([whole, quotient_by_constant(inner, first * by, ranges)]);
            }
            (first, inner) => Expr::floor_div(inner, first),
        },
        other => other,
    };
    if let Interval { lo: Some(lo), hi: Some(hi) } = rest.range(ranges)
        && floor_div(lo, by) == floor_div(hi, by)
    {
        return Expr::add([whole, Expr::Int(floor_div(lo, by))]);
    }
    if let Some(Split { high, unit, low: _ }) = digits::split(&rest, by, ranges) {
        return Expr::add([whole, quotient_by_constant(high, by / unit, ranges)]);
    }
    let (rest, common) = divide_common(rest, by);
    Expr::add([whole, Expr::floor_div(rest, Expr::Int(by / common))])
}

/// `mod` of simple operands.
fn remainder(dividend: Expr, divisor: Expr, ranges: &impl Ranges) -> Expr {
    if divisor == Expr::ZERO {
        return Expr::modulo(dividend, divisor);
    }
    match divisor {
        Expr::Int(by) if by > 0 => remainder_by_constant(dividend, by, ranges),
        Expr::Int(by) if by > i128::MIN => -remainder_by_constant(-dividend, -by, ranges),
        divisor => {
            let (_, rest) = split_by_expr(dividend, &divisor);
            if let Some(chosen) = choice::remainder_of(&rest, &divisor, ranges) {
                return chosen;
            }
            let rest_range = rest.range(ranges);
            if rest_range.lo.is_some_and(|lo| lo >= 0) && is_below(&rest, &divisor, ranges) {
                return rest;
            }
            Expr::modulo(rest, divisor)
        }
    }
}

fn remainder_by_constant(dividend: Expr, by: i128, ranges: &impl Ranges) -> Expr {
    let dividend = congruent(dividend, by);
    let (_, rest) = split_by_constant(dividend, by);
    if let Interval { lo: Some(lo), hi: Some(hi) } = rest.range(ranges)
        && floor_div(lo, by) == floor_div(hi, by)
    {
        let below = floor_div(lo, by).checked_mul(by).and_then(i128::checked_neg);
        if let Some(shift) = below {
            return Expr::add([rest, Expr::Int(shift)]);
        }
    }
    if let Some(Split { high, unit, low }) = digits::split(&rest, by, ranges) {
        let high = remainder_by_constant(high, by / unit, ranges);
        return Expr::add([Expr::mul([Expr::Int(unit), high]), low]);
    }
    let offset = constant_of(&rest);
    let (rest, common) = divide_common(rest, by);
    let low = Expr::Int(floor_mod(offset, common));
    Expr::add([Expr::mul([Expr::Int(common), Expr::modulo(rest, Expr::Int(by / common))]), low])
}

/// Splits `e` into `q` and `r` with `e = by*q + r`, where no factor of `r` reaches `by`.
fn split_by_constant(expr: Expr, by: i128) -> (Expr, Expr) {
    let (mut whole, mut rest) = (Vec::new(), Vec::new());
    for (term, factor) in scaled_terms(expr) {
        // A constant remainder is not negative; a factor keeps its sign, which reads better.
        let left = if term == Expr::ONE { floor_mod(factor, by) } else { factor % by };
        whole.push(unscaled((term.clone(), (factor - left) / by)));
        rest.push(unscaled((term, left)));
    }
    (Expr::add(whole), Expr::add(rest))
}

/// Splits `e` into `q` and `r` with `e = by*q + r`, by the terms that have all factors of `by`.
fn split_by_expr(expr: Expr, by: &Expr) -> (Expr, Expr) {
    let (mut whole, mut rest) = (Vec::new(), Vec::new());
    for term in terms_of(expr) {
        match without_factors(&term, by) {
            Some(term) => whole.push(term),
            None => rest.push(term),
        }
    }
    (Expr::add(whole), Expr::add(rest))
}

/// The term divided by all factors of another one, if it has them.
fn without_factors(term: &Expr, by: &Expr) -> Option<Expr> {
    let factors_of = |expr: &Expr| match expr {
        Expr::Mul(factors) => factors.to_vec(),
        other => vec![other.clone()],
    };
    let mut left = factors_of(term);
    for factor in factors_of(by) {
        match (&factor, left.first()) {
            (Expr::Int(by), Some(Expr::Int(value))) if value.checked_rem(*by) == Some(0) => {
                left[0] = Expr::Int(value.checked_div(*by)?);
            }
            _ => {
                let position = left.iter().position(|candidate| *candidate == factor)?;
                left.remove(position);
            }
        }
    }
    Some(Expr::mul(left))
}

/// The constant term of a sum.
fn constant_of(expr: &Expr) -> i128 {
    match expr {
        Expr::Int(value) => *value,
        Expr::Add(terms) => terms.last().and_then(Expr::as_int).unwrap_or(0),
        _ => 0,
    }
}

/// Divides by what all factors have in common with `by`, rounding the constant term down.
///
/// With `g` the second result, `floordiv(e, by)` is `floordiv(first, by/g)`, and `mod(e, by)` is
/// `g*mod(first, by/g)` plus the remainder of the constant term by `g`.
fn divide_common(expr: Expr, by: i128) -> (Expr, i128) {
    let terms = scaled_terms(expr);
    let variable = terms.iter().filter(|(term, _)| *term != Expr::ONE);
    let common = variable.fold(by, |common, (_, factor)| gcd(common, *factor));
    if common <= 1 {
        return (Expr::add(terms.into_iter().map(unscaled)), 1);
    }
    let divided =
        terms.into_iter().map(|(term, factor)| unscaled((term, floor_div(factor, common))));
    (Expr::add(divided), common)
}

/// Greatest common divisor; the first one is positive.
fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::try_from(a).unwrap_or(1)
}

/// Drops remainders and wraps from the terms of a sum where that changes it by a multiple of `by`.
fn congruent(expr: Expr, by: i128) -> Expr {
    let strip = |(term, factor): (Expr, i128)| {
        let period = match &term {
            Expr::Mod(_, divisor) => divisor.as_int(),
            Expr::Wrap(bits, _) if *bits < 126 => Some(1 << bits),
            _ => None,
        };
        let step = period.and_then(|period| period.checked_mul(factor));
        let same = step.is_some_and(|step| step != 0 && step.checked_rem(by) == Some(0));
        match term {
            Expr::Mod(inner, _) | Expr::Wrap(_, inner) if same => unscaled((inner.take(), factor)),
            other => unscaled((other, factor)),
        }
    };
    let stripped = Expr::add(scaled_terms(expr.clone()).into_iter().map(strip));
    let stripped = restore::restore_modulo(stripped, by);
    // What has come to light may hide further ones; every round removes a node.
    if stripped == expr { expr } else { congruent(stripped, by) }
}

fn wrap(bits: u32, inner: Expr, ranges: &impl Ranges) -> Expr {
    let inner = if bits < 126 { congruent(inner, 1 << bits) } else { inner };
    if inner.range(ranges).within(Interval::signed(bits)) {
        return inner;
    }
    Expr::wrap(bits, inner)
}

fn select(cond: Cond, then: &Expr, otherwise: &Expr, ranges: &impl Ranges) -> Expr {
    // The side that is never taken need not be simplified.
    let (cond, then, otherwise) = match cond {
        Cond::Const(true) => return then.simplify_with(ranges),
        Cond::Const(false) => return otherwise.simplify_with(ranges),
        Cond::Cmp(CmpOp::Ne, a, b) => (Cond::Cmp(CmpOp::Eq, a, b), otherwise, then),
        cond => (cond, then, otherwise),
    };
    let (then, otherwise) = (then.simplify_with(ranges), otherwise.simplify_with(ranges));
    // `select(a == b, a, b)`: where it matters which one, they are equal.
    if let Cond::Cmp(CmpOp::Eq, a, b) = &cond {
        let difference = Expr::add([then.clone(), -otherwise.clone()]);
        let sides = Expr::add([a.clone(), -b.clone()]);
        if difference == sides || difference == -sides {
            return otherwise;
        }
        if choice::is_never_needed(a, b, &then, &otherwise, ranges) {
            return otherwise;
        }
    }
    Expr::select(cond, then, otherwise)
}

fn bit(op: BitOp, left: Expr, right: Expr, ranges: &impl Ranges) -> Expr {
    let expr = Expr::bit(op, left, right);
    let Expr::Bit(op, left, right) = expr else {
        // A shift became a product or a quotient of simple operands.
        return match expr {
            Expr::FloorDiv(a, b) => quotient(a.take(), b.take(), ranges),
            other => other,
        };
    };
    // The builder puts a constant on the right.
    match (op, right.as_int()) {
        // Bits that are not there yet are added.
        (BitOp::Or | BitOp::Xor, Some(mask))
            if mask_bits((*left).clone(), mask, ranges) == Expr::ZERO =>
        {
            Expr::add([left.take(), Expr::Int(mask)])
        }
        (BitOp::And, Some(mask)) => mask_bits(left.take(), mask, ranges),
        (BitOp::And | BitOp::Or, _) if left == right => left.take(),
        (BitOp::Xor, _) if left == right => Expr::ZERO,
        _ => Expr::Bit(op, left, right),
    }
}

/// A mask of neighboring bits is a remainder, shifted: `and(x, 12)` is
/// `4*mod(floordiv(x, 4), 4)`.
fn mask_bits(expr: Expr, mask: i128, ranges: &impl Ranges) -> Expr {
    let low = mask.trailing_zeros();
    let width = (!(mask >> low.min(127))).trailing_zeros();
    let contiguous = mask > 0 && mask >> low == (1_i128 << width) - 1;
    if !contiguous || low + width > 100 {
        return Expr::bit(BitOp::And, expr, Expr::Int(mask));
    }
    let shifted = quotient_by_constant(expr, 1 << low, ranges);
    let bits = remainder_by_constant(shifted, 1 << width, ranges);
    Expr::mul([Expr::Int(1 << low), bits])
}

/// A minimum or maximum without the operands that another one makes superfluous.
fn extreme(expr: &Expr, ranges: &impl Ranges) -> Expr {
    let (operands, minimum) = match expr {
        Expr::Min(operands) => (operands, true),
        Expr::Max(operands) => (operands, false),
        other => return other.clone(),
    };
    // Comparing all pairs is quadratic; long lists do not occur in kernels.
    const MAX_COMPARED: usize = 16;
    if operands.len() > MAX_COMPARED {
        return expr.clone();
    }
    let mut kept: Vec<Expr> = Vec::new();
    for operand in operands {
        let superfluous = |operand: &Expr, other: &Expr| {
            let (small, large) = if minimum { (other, operand) } else { (operand, other) };
            is_always_le(small, large, ranges)
        };
        if kept.iter().any(|other| superfluous(operand, other)) {
            continue;
        }
        kept.retain(|other| !superfluous(other, operand));
        kept.push(operand.clone());
    }
    if minimum { Expr::min(kept) } else { Expr::max(kept) }
}

/// Whether `small <= large` in every launch, for a reason that is easy to see.
fn is_always_le(small: &Expr, large: &Expr, ranges: &impl Ranges) -> bool {
    let absorbed = match (small, large) {
        (Expr::Min(operands), other) | (other, Expr::Max(operands)) => operands.contains(other),
        _ => false,
    };
    absorbed || Cond::cmp(CmpOp::Le, small.clone(), large.clone()).decide(ranges) == Some(true)
}
