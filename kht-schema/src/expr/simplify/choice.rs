//! Choices that loops leave behind: `select(it == 0, first, later)` of a value that a loop carries.
//!
//! Sums of such values under one condition are one choice, whose sides are mostly shorter, and one
//! that only says what the other side says as well is no choice: a loop over tiles begins within
//! one, but what follows is counted from the tile's start in all iterations.

use crate::expr::range::Ranges;
use crate::expr::{Cond, Expr, Sym};

use super::{remainder, terms_of};

/// A sum with choices by one condition put together.
pub(super) fn joined(sum: Expr, ranges: &impl Ranges) -> Expr {
    let choice = |term: &Expr| match term.clone().split_factor() {
        (Expr::Select(cond, then, otherwise), factor) => Some((
            (*cond).clone(),
            Expr::Int(factor) * then.take(),
            Expr::Int(factor) * otherwise.take(),
        )),
        _ => None,
    };
    if !matches!(sum, Expr::Add(_)) {
        return sum;
    }
    let (mut choices, mut rest): (Vec<(Cond, Expr, Expr)>, Vec<Expr>) = (Vec::new(), Vec::new());
    let mut shorter = false;
    for term in terms_of(sum.clone()) {
        let Some((cond, then, otherwise)) = choice(&term) else {
            rest.push(term);
            continue;
        };
        match choices.iter_mut().find(|(known, ..)| *known == cond) {
            Some((_, first, second)) => {
                *first = first.clone() + then;
                *second = second.clone() + otherwise;
                shorter = true;
            }
            None => choices.push((cond, then, otherwise)),
        }
    }
    if !shorter {
        return sum;
    }
    let choices = choices
        .into_iter()
        .map(|(cond, then, otherwise)| super::select(cond, &then, &otherwise, ranges));
    Expr::add(rest.into_iter().chain(choices))
}

/// The remainder of a choice, where that of one side is a number.
pub(super) fn remainder_of(expr: &Expr, divisor: &Expr, ranges: &impl Ranges) -> Option<Expr> {
    let Expr::Select(cond, then, otherwise) = expr else { return None };
    let of = |side: &Expr| remainder(side.clone(), divisor.clone(), ranges);
    let (then, otherwise) = (of(then), of(otherwise));
    let known = then.as_int().is_some() || otherwise.as_int().is_some();
    known.then(|| super::select((**cond).clone(), &then, &otherwise, ranges))
}

/// Whether `select(a == b, then, otherwise)` is the other side in any case, as that is the same
/// where an iteration has the number that it is compared with.
pub(super) fn is_never_needed(
    a: &Expr,
    b: &Expr,
    then: &Expr,
    otherwise: &Expr,
    ranges: &impl Ranges,
) -> bool {
    let (Expr::Sym(iteration @ Sym::It(_)), Expr::Int(_)) = (a, b) else { return false };
    if !otherwise.any(|e| e == a) {
        return false;
    }
    let at = otherwise.put(*iteration, b);
    (at - then.clone()).simplify_with(ranges) == Expr::ZERO
}
