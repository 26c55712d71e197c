//! Putting quotients and remainders together again.
//!
//! `x*floordiv(y, x) + mod(y, x)` is `y`, and `mod(y, a) + a*mod(floordiv(y, a), b)` is
//! `mod(y, a*b)`: so bit fields of an index that were taken apart become the index again.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::expr::Expr;
use crate::expr::range::Ranges;

use super::{quotient, scaled, unscaled};

/// A sum with matching quotients and remainders joined.
pub(super) fn recombine(sum: Expr, ranges: &impl Ranges) -> Expr {
    let Expr::Add(terms) = sum else {
        return sum;
    };
    if !terms.iter().any(is_remainder) {
        return Expr::Add(terms);
    }
    // What is left of the sum: how often each term occurs, by the term without its factor.
    let mut left: BTreeMap<Expr, i128> = BTreeMap::new();
    let mut constants = Vec::new();
    for term in terms {
        match term {
            Expr::Int(_) => constants.push(term),
            _ => {
                let (term, factor) = scaled(term);
                match left.entry(term) {
                    Entry::Vacant(entry) => {
                        entry.insert(factor);
                    }
                    // Only where the factors do not add up in 128 bits.
                    Entry::Occupied(entry) => {
                        constants.push(unscaled((entry.key().clone(), factor)));
                    }
                }
            }
        }
    }
    let mut joined = Vec::new();
    let mut remainders: Vec<Expr> =
        left.keys().filter(|term| matches!(term, Expr::Mod(..))).cloned().collect();
    while let Some(remainder) = remainders.pop() {
        let Some(factor) = left.get(&remainder).copied() else {
            continue;
        };
        match join(&remainder, factor, &left, ranges) {
            None => {}
            Some(Join::Whole { quotient, dividend }) => {
                left.remove(&remainder);
                left.remove(&quotient);
                joined.push(Expr::mul([Expr::Int(factor), dividend]));
            }
            Some(Join::Longer { high, longer }) if !left.contains_key(&longer) => {
                left.remove(&remainder);
                left.remove(&high);
                left.insert(longer.clone(), factor);
                remainders.push(longer);
            }
            Some(Join::Longer { .. }) => {}
        }
    }
    joined.extend(left.into_iter().map(unscaled));
    joined.extend(constants);
    Expr::add(joined)
}

fn is_remainder(term: &Expr) -> bool {
    match term {
        Expr::Mod(..) => true,
        Expr::Mul(factors) => matches!(factors.as_slice(), [Expr::Int(_), Expr::Mod(..)]),
        _ => false,
    }
}

enum Join {
    /// The remainder and its quotient make up the dividend.
    Whole { quotient: Expr, dividend: Expr },
    /// The remainder and the next higher digit make up a remainder by a larger divisor.
    Longer { high: Expr, longer: Expr },
}

/// What a remainder, taken `factor` times, can be joined with.
fn join(
    remainder: &Expr,
    factor: i128,
    left: &BTreeMap<Expr, i128>,
    ranges: &impl Ranges,
) -> Option<Join> {
    let Expr::Mod(dividend, divisor) = remainder else {
        return None;
    };
    let whole = quotient((**dividend).clone(), (**divisor).clone(), ranges);
    let wanted = scaled(Expr::mul([Expr::Int(factor), (**divisor).clone(), whole.clone()]));
    if left.get(&wanted.0) == Some(&wanted.1) {
        let dividend = (**dividend).clone();
        return Some(Join::Whole { quotient: wanted.0, dividend });
    }
    let low = divisor.as_int().filter(|low| *low > 0)?;
    let times = factor.checked_mul(low)?;
    // Remainders of the same dividend are neighbors in the order of expressions.
    let from = Expr::Mod(Box::new(whole.clone()), Box::new(Expr::Int(i128::MIN)));
    let (high, _) = left.range(from..).take_while(|(term, _)| same_dividend(term, &whole)).find(
        |(term, found)| **found == times && matches!(term, Expr::Mod(_, by) if is_positive(by)),
    )?;
    let Expr::Mod(_, by) = high else {
        return None;
    };
    let by = by.as_int()?.checked_mul(low)?;
    let longer = Expr::modulo((**dividend).clone(), Expr::Int(by));
    matches!(longer, Expr::Mod(..)).then(|| Join::Longer { high: high.clone(), longer })
}

fn same_dividend(term: &Expr, dividend: &Expr) -> bool {
    matches!(term, Expr::Mod(inner, _) if **inner == *dividend)
}

fn is_positive(expr: &Expr) -> bool {
    expr.as_int().is_some_and(|value| value > 0)
}
