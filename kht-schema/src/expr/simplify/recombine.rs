//! Putting quotients and remainders together again.
//!
//! `x*floordiv(y, x) + mod(y, x)` is `y`, and `mod(y, a) + a*mod(floordiv(y, a), b)` is
//! `mod(y, a*b)`: so bit fields of an index that were taken apart become the index again.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::expr::range::Ranges;
use crate::expr::{Expr, Shared};

use super::{product, quotient, scaled, unscaled};

/// A sum with matching quotients and remainders joined.
pub(super) fn recombine(sum: Expr, ranges: &impl Ranges) -> Expr {
    let Expr::Add(terms) = sum else {
        return sum;
    };
    if !terms.iter().any(|term| remainder_in(term).is_some()) {
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
        left.keys().filter(|term| remainder_in(term).is_some()).cloned().collect();
    while let Some(term) = remainders.pop() {
        let Some(factor) = left.get(&term).copied() else {
            continue;
        };
        match join(&term, factor, &left, ranges) {
            None => {}
            Some(Join::Whole { quotient, whole }) => {
                left.remove(&term);
                left.remove(&quotient);
                joined.push(whole);
            }
            Some(Join::Longer { high, longer }) if !left.contains_key(&longer) => {
                left.remove(&term);
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

/// Dividend and divisor of a term that is a remainder, or a product with one, and the other
/// factors.
fn remainder_in(term: &Expr) -> Option<(&Expr, &Expr, Vec<Expr>)> {
    match term {
        Expr::Mod(dividend, divisor) => Some((dividend, divisor, Vec::new())),
        Expr::Mul(factors) => {
            let found = factors.iter().enumerate().find_map(|(idx, factor)| match factor {
                Expr::Mod(dividend, divisor) => Some((idx, dividend, divisor)),
                _ => None,
            });
            let (position, dividend, divisor) = found?;
            let mut others = factors.to_vec();
            others.remove(position);
            Some((dividend, divisor, others))
        }
        _ => None,
    }
}

enum Join {
    /// The term and its quotient make up this.
    Whole { quotient: Expr, whole: Expr },
    /// The remainder and the next higher digit make up a remainder by a larger divisor.
    Longer { high: Expr, longer: Expr },
}

/// What a term with a remainder, taken `factor` times, can be joined with.
fn join(
    term: &Expr,
    factor: i128,
    left: &BTreeMap<Expr, i128>,
    ranges: &impl Ranges,
) -> Option<Join> {
    let (dividend, divisor, mut others) = remainder_in(term)?;
    let alone = others.is_empty();
    others.push(Expr::Int(factor));
    let quotient = quotient(dividend.clone(), divisor.clone(), ranges);
    let partner = others.iter().cloned().chain([divisor.clone(), quotient.clone()]);
    let (partner, partner_factor) = scaled(product(partner.collect()));
    if left.get(&partner) == Some(&partner_factor) {
        others.push(dividend.clone());
        return Some(Join::Whole { quotient: partner, whole: product(others) });
    }
    let low = divisor.as_int().filter(|low| alone && *low > 0)?;
    let times = factor.checked_mul(low)?;
    // Remainders of the same dividend are neighbors in the order of expressions.
    let from = Expr::Mod(Shared::new(quotient.clone()), Shared::new(Expr::Int(i128::MIN)));
    let same_dividend = |term: &Expr| matches!(term, Expr::Mod(inner, _) if **inner == quotient);
    let mut digits = left.range(from..).take_while(|(term, _)| same_dividend(term));
    let (high, by) = digits.find_map(|(term, found)| match term {
        Expr::Mod(_, by) if *found == times => Some((term, by.as_int().filter(|by| *by > 0)?)),
        _ => None,
    })?;
    let by = by.checked_mul(low)?;
    let longer = Expr::modulo(dividend.clone(), Expr::Int(by));
    matches!(longer, Expr::Mod(..)).then(|| Join::Longer { high: high.clone(), longer })
}
