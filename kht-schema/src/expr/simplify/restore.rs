//! Remainders that are written as what a quotient leaves: `x - d*floordiv(x, d)` is `mod(x, d)`.

use crate::expr::Expr;

use super::{product, terms_of, without_factors};

/// Terms of a sum up to which each is compared with all others; index arithmetic has a few.
const MAX_TERMS: usize = 64;

/// A sum with such differences as remainders.
pub(super) fn restore(sum: Expr) -> Expr {
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
    let factors = match &terms[position] {
        Expr::Mul(factors) => factors,
        other => std::slice::from_ref(other),
    };
    factors.iter().enumerate().find_map(|(quotient, factor)| {
        let Expr::FloorDiv(dividend, divisor) = factor else { return None };
        let others = factors.iter().enumerate().filter(|(other, _)| *other != quotient);
        let others = Expr::mul(others.map(|(_, factor)| factor.clone()));
        // The term is `-times * divisor * floordiv(dividend, divisor)`.
        let times = -without_factors(&others, divisor)?;
        let mut left: Vec<Expr> = terms.to_vec();
        left.remove(position);
        for needed in terms_of(product(vec![times.clone(), (**dividend).clone()])) {
            let found = left.iter().position(|term| *term == needed)?;
            left.remove(found);
        }
        let remainder = Expr::modulo((**dividend).clone(), (**divisor).clone());
        left.push(product(vec![times, remainder]));
        Some(left)
    })
}
