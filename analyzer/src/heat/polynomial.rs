//! Polynomials in indices, and their sums.
//!
//! Factors are formulas of the launch over one common integer divisor. The sum of `i^k` below `n`
//! is a polynomial of degree `k + 1` in `n` (Faulhaber), here up to `k = 4`.

use std::collections::BTreeMap;

use kht_schema::expr::shared::Operand;
use kht_schema::{Expr, Sym};

use super::form::Form;

/// Highest power that is summed.
const MAX_DEGREE: u32 = 4;

/// Terms beyond which nobody would read a polynomial.
const MAX_TERMS: usize = 64;

/// Nodes of all factors beyond which their sum is no formula for people, see `traffic`.
const MAX_NODES: u32 = 1200;

/// `sum of i^k for i below n` by `k`: factors of `n^1, n^2, …`, and what to divide by.
const SUMS: [(&[i128], i128); 5] =
    [(&[1], 1), (&[-1, 1], 2), (&[1, -3, 2], 6), (&[0, 1, -2, 1], 4), (&[-1, 0, 10, -15, 6], 30)];

/// Powers of indices that are multiplied.
type Powers = BTreeMap<Sym, u32>;

/// A sum of products, divided by a number that divides it.
#[derive(Clone, Debug)]
pub(super) struct Polynomial {
    terms: BTreeMap<Powers, Expr>,
    divisor: i128,
}

impl Polynomial {
    pub(super) fn constant(value: Expr) -> Polynomial {
        Polynomial { terms: BTreeMap::from([(Powers::new(), value)]), divisor: 1 }
    }

    fn zero() -> Polynomial {
        Polynomial { terms: BTreeMap::new(), divisor: 1 }
    }

    fn of(form: &Form) -> Polynomial {
        let mut terms: BTreeMap<Powers, Expr> = BTreeMap::new();
        for (sym, factor) in &form.terms {
            terms.insert(Powers::from([(*sym, 1)]), factor.clone());
        }
        terms.insert(Powers::new(), form.rest.clone());
        Polynomial { terms, divisor: 1 }
    }

    /// The value of a polynomial without indices.
    pub(super) fn value(&self) -> Option<Expr> {
        let constant = match self.terms.len() {
            0 => Expr::ZERO,
            1 => self.terms.get(&Powers::new())?.clone(),
            _ => return None,
        };
        Some(Expr::floor_div(constant, Expr::Int(self.divisor)).simplify())
    }

    fn plus(self, other: Polynomial) -> Option<Polynomial> {
        let divisor = self.divisor.checked_mul(other.divisor / gcd(self.divisor, other.divisor))?;
        let mut sum = self.scaled(divisor);
        for (powers, factor) in other.scaled(divisor).terms {
            let before = sum.terms.remove(&powers).unwrap_or(Expr::ZERO);
            let factor = (before + factor).simplify();
            if factor != Expr::ZERO {
                sum.terms.insert(powers, factor);
            }
        }
        sum.is_short().then_some(sum)
    }

    fn is_short(&self) -> bool {
        let sizes = self.terms.values().map(Operand::size);
        self.terms.len() <= MAX_TERMS && sizes.fold(0, u32::saturating_add) <= MAX_NODES
    }

    /// The same over a multiple of the divisor.
    fn scaled(mut self, divisor: i128) -> Polynomial {
        let by = Expr::Int(divisor / self.divisor);
        for factor in self.terms.values_mut() {
            *factor = Expr::mul([by.clone(), factor.clone()]);
        }
        Polynomial { terms: self.terms, divisor }
    }

    fn times(&self, other: &Polynomial) -> Option<Polynomial> {
        let mut product = Polynomial::zero();
        product.divisor = self.divisor.checked_mul(other.divisor)?;
        for (powers, factor) in &self.terms {
            for (more, other) in &other.terms {
                let mut powers = powers.clone();
                for (sym, power) in more {
                    *powers.entry(*sym).or_default() += power;
                }
                let before = product.terms.remove(&powers).unwrap_or(Expr::ZERO);
                let term = Expr::mul([factor.clone(), other.clone()]);
                product.terms.insert(powers, (before + term).simplify());
                if product.terms.len() > MAX_TERMS {
                    return None;
                }
            }
        }
        product.is_short().then_some(product)
    }

    /// The polynomials that the powers of an index have as factors.
    fn by_power(&self, sym: Sym) -> BTreeMap<u32, Polynomial> {
        let mut found: BTreeMap<u32, Polynomial> = BTreeMap::new();
        for (powers, factor) in &self.terms {
            let mut powers = powers.clone();
            let power = powers.remove(&sym).unwrap_or(0);
            let part = found.entry(power).or_insert_with(Polynomial::zero);
            part.divisor = self.divisor;
            part.terms.insert(powers, factor.clone());
        }
        found
    }

    /// The sum over an index from `start` to below `end`, which is not before `start`.
    pub(super) fn sum(&self, sym: Sym, start: &Form, end: &Form) -> Option<Polynomial> {
        let mut sum = Polynomial::zero();
        for (power, factor) in self.by_power(sym) {
            let (upper, lower) = (powers_below(end, power)?, powers_below(start, power)?);
            let lower = lower.times(&Polynomial::constant(Expr::Int(-1)))?;
            sum = sum.plus(factor.times(&upper.plus(lower)?)?)?;
        }
        Some(sum)
    }
}

/// The sum over the only index from `start` to below `end`, which is not before `start`.
pub(super) fn sum_below(poly: &Polynomial, sym: Sym, start: &Expr, end: &Expr) -> Option<Expr> {
    let fixed = |rest: &Expr| Form { terms: BTreeMap::new(), rest: rest.clone() };
    poly.sum(sym, &fixed(start), &fixed(end))?.value()
}

/// The sum of the powers of all numbers from 0 to below a form, as a polynomial.
fn powers_below(end: &Form, power: u32) -> Option<Polynomial> {
    if power > MAX_DEGREE {
        return None;
    }
    let (factors, divisor) = SUMS[power as usize];
    let base = Polynomial::of(end);
    let mut raised = base.clone();
    let mut sum = Polynomial::zero();
    for (position, factor) in factors.iter().enumerate() {
        if position > 0 {
            raised = raised.times(&base)?;
        }
        if *factor != 0 {
            sum = sum.plus(raised.times(&Polynomial::constant(Expr::Int(*factor)))?)?;
        }
    }
    Some(Polynomial { divisor, ..sum })
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}
