//! Remainders that are written as what a quotient leaves: `x - d*floordiv(x, d)` is `mod(x, d)`.

use crate::expr::Expr;

use super::{product, terms_of, without_factors};

/// Terms of a sum up to which each is compared with all others; index arithmetic has a few.
const MAX_TERMS: usize = 64;

/// A sum with such differences as remainders.
pub(super) fn restore(sum: Expr) -> Expr {
    restore_with(sum, remainder_at)
}

/// The same for a sum that matters modulo a number only: `x - n*floordiv(x, mod(n, 2^64))`, as
/// machines multiply back what they divided by, is `mod(x, mod(n, 2^64))` modulo `2^64`.
pub(super) fn restore_modulo(sum: Expr, by: i128) -> Expr {
    let reduced = |term: &Expr| {
        let factors = match term {
            Expr::Mul(factors) => factors,
            other => std::slice::from_ref(other),
        };
        factors.iter().any(|factor| match factor {
            Expr::FloorDiv(_, divisor) => unreduced(divisor, by) != &**divisor,
            _ => false,
        })
    };
    match &sum {
        Expr::Add(terms) if terms.iter().any(reduced) => {
            restore_with(sum, |terms, position| remainder_modulo(terms, position, by))
        }
        _ => sum,
    }
}

fn restore_with(sum: Expr, remainder_at: impl Fn(&[Expr], usize) -> Option<Vec<Expr>>) -> Expr {
    let mut terms = match &sum {
        Expr::Add(terms) if terms.len() <= MAX_TERMS => terms.to_vec(),
        _ => return sum,
    };
    let mut changed = false;
    let mut position = 0;
    while position < terms.len() {
        match remainder_at(&terms, position) {
            Some(shorter) => {
                terms = shorter;
                changed = true;
                position = 0;
            }
            None => position += 1,
        }
    }
    if changed { Expr::add(terms) } else { sum }
}

/// The sum with the term at a position and what belongs to it replaced by a remainder.
fn remainder_at(terms: &[Expr], position: usize) -> Option<Vec<Expr>> {
    remainder_with(terms, position, |expr| expr)
}

/// The same modulo a number.
fn remainder_modulo(terms: &[Expr], position: usize, by: i128) -> Option<Vec<Expr>> {
    remainder_with(terms, position, |expr| unreduced(expr, by))
}

/// What a remainder is of, if that is the same modulo a number.
fn unreduced(expr: &Expr, by: i128) -> &Expr {
    match expr {
        Expr::Mod(inner, period) => match period.as_int() {
            Some(period) if period != 0 && period.checked_rem(by) == Some(0) => inner,
            _ => expr,
        },
        _ => expr,
    }
}

fn remainder_with(
    terms: &[Expr],
    position: usize,
    seen: impl Fn(&Expr) -> &Expr,
) -> Option<Vec<Expr>> {
    let factors = match &terms[position] {
        Expr::Mul(factors) => factors,
        other => std::slice::from_ref(other),
    };
    factors.iter().enumerate().find_map(|(quotient, factor)| {
        let Expr::FloorDiv(dividend, divisor) = factor else { return None };
        let others = factors.iter().enumerate().filter(|(other, _)| *other != quotient);
        let others = Expr::mul(others.map(|(_, factor)| factor.clone()));
        // The term is `-times * divisor * floordiv(dividend, divisor)`.
        let times = -without_factors(&others, seen(divisor))?;
        let mut left: Vec<Expr> = terms.to_vec();
        left.remove(position);
        for needed in terms_of(product(vec![times.clone(), seen(dividend).clone()])) {
            let found = left.iter().position(|term| *term == needed)?;
            left.remove(found);
        }
        let remainder = Expr::modulo((**dividend).clone(), (**divisor).clone());
        left.push(product(vec![times, remainder]));
        Some(left)
    })
}
