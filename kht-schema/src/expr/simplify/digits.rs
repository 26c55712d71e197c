//! Low digits that cannot carry: in `64*q + r` with `0 <= r < 64`, a division by 128 sees `q` only.

use crate::expr::Expr;
use crate::expr::build::{floor_div, floor_mod};
use crate::expr::range::{Interval, Ranges};

use super::{scaled_terms, unscaled};

/// A sum as `unit*high + low`.
pub(super) struct Split {
    pub(super) high: Expr,
    pub(super) unit: i128,
    /// At least 0 and below the unit, and not constant.
    pub(super) low: Expr,
}

/// Splits a sum by the largest unit among its factors that divides `by` and that the rest stays
/// below.
pub(super) fn split(sum: &Expr, by: i128, ranges: &impl Ranges) -> Option<Split> {
    let Expr::Add(terms) = sum else { return None };
    let mut units: Vec<i128> = terms
        .iter()
        .filter_map(|term| match term {
            Expr::Mul(factors) => factors.first()?.as_int()?.checked_abs(),
            _ => None,
        })
        .filter(|unit| 1 < *unit && *unit < by && by % *unit == 0)
        .collect();
    units.sort_unstable();
    units.dedup();
    units.into_iter().rev().find_map(|unit| split_by(sum, unit, ranges))
}

fn split_by(sum: &Expr, unit: i128, ranges: &impl Ranges) -> Option<Split> {
    let (mut high, mut low) = (Vec::new(), Vec::new());
    for (term, factor) in scaled_terms(sum.clone()) {
        if term == Expr::ONE {
            high.push(Expr::Int(floor_div(factor, unit)));
            low.push(Expr::Int(floor_mod(factor, unit)));
        } else if factor % unit == 0 {
            high.push(unscaled((term, factor / unit)));
        } else {
            low.push(unscaled((term, factor)));
        }
    }
    let low = Expr::add(low);
    let stays = low.range(ranges).within(Interval::new(0, unit - 1));
    (stays && low.as_int().is_none()).then(|| Split { high: Expr::add(high), unit, low })
}
