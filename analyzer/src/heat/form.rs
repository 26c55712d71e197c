//! Linear forms over the indices of a launch: what conditions on them are made of.
//!
//! A form is a sum of indices, each times a factor that a launch has one value of, and a rest of
//! that sort. Indices are blocks, threads and iterations; everything else that a launch has one
//! value of may occur in factors, loads at fixed places and named formulas included.

use std::collections::BTreeMap;

use kht_schema::expr::Axis;
use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::range::{AnyLaunch, Interval};
use kht_schema::expr::shared::Operand;
use kht_schema::{Cond, Expr, Sym, Uncounted};

/// Factors of indices that are not zero, and the rest.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Form {
    pub(super) terms: BTreeMap<Sym, Expr>,
    pub(super) rest: Expr,
}

impl Form {
    fn rest(rest: Expr) -> Form {
        Form { terms: BTreeMap::new(), rest }
    }

    pub(super) fn index(sym: Sym) -> Form {
        Form { terms: BTreeMap::from([(sym, Expr::ONE)]), rest: Expr::ZERO }
    }

    /// The form of an expression, if it is linear in its indices.
    pub(super) fn of(expr: &Expr) -> Option<Form> {
        match expr {
            _ if is_of_launch(expr) => Some(Form::rest(expr.clone())),
            Expr::Sym(sym) if is_index(*sym) => Some(Form::index(*sym)),
            Expr::Add(terms) => {
                let forms: Option<Vec<Form>> = terms.iter().map(Form::of).collect();
                Some(forms?.iter().fold(Form::rest(Expr::ZERO), |sum, form| sum.plus(form)))
            }
            Expr::Mul(factors) => {
                let (fixed, moving): (Vec<&Expr>, Vec<&Expr>) =
                    factors.iter().partition(|factor| is_of_launch(factor));
                let [moving] = moving[..] else { return None };
                Some(Form::of(moving)?.times(&Expr::mul(fixed.into_iter().cloned())))
            }
            _ => None,
        }
    }

    pub(super) fn plus(&self, other: &Form) -> Form {
        let mut terms = self.terms.clone();
        for (sym, factor) in &other.terms {
            let sum = match terms.remove(sym) {
                Some(own) => Expr::add([own, factor.clone()]).simplify(),
                None => factor.clone(),
            };
            if sum != Expr::ZERO {
                terms.insert(*sym, sum);
            }
        }
        let rest = Expr::add([self.rest.clone(), other.rest.clone()]).simplify();
        Form { terms, rest }
    }

    pub(super) fn times(&self, by: &Expr) -> Form {
        if *by == Expr::ZERO {
            return Form::rest(Expr::ZERO);
        }
        let product = |factor: &Expr| Expr::mul([factor.clone(), by.clone()]).simplify();
        let terms = self.terms.iter().map(|(sym, factor)| (*sym, product(factor)));
        Form { terms: terms.collect(), rest: product(&self.rest) }
    }

    pub(super) fn minus(&self, other: &Form) -> Form {
        self.plus(&other.times(&Expr::Int(-1)))
    }

    /// The form with another one in place of an index.
    pub(super) fn with(&self, sym: Sym, value: &Form) -> Form {
        let mut rest = self.clone();
        match rest.terms.remove(&sym) {
            Some(factor) => rest.plus(&value.times(&factor)),
            None => rest,
        }
    }

    /// The same condition `form <= 0` with the smallest integers as factors.
    pub(super) fn reduced(self) -> Form {
        let factors: Option<Vec<i128>> = self.terms.values().map(Expr::as_int).collect();
        let common = factors.iter().flatten().fold(0, |common, factor| gcd(common, *factor));
        if common <= 1 {
            return self;
        }
        let divided = |factor: &Expr| match factor.as_int() {
            Some(factor) => Expr::Int(factor / common),
            None => factor.clone(),
        };
        let terms = self.terms.iter().map(|(sym, factor)| (*sym, divided(factor))).collect();
        let rest = -Expr::floor_div(-self.rest, Expr::Int(common));
        Form { terms, rest: rest.simplify() }
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Whether a launch has many values of a symbol, one for each thread or iteration.
pub(super) fn is_index(sym: Sym) -> bool {
    matches!(sym, Sym::Bid(_) | Sym::Tid(_) | Sym::It(_))
}

/// Kinds of which a launch may have several values.
fn varying() -> Kinds {
    let blocks = Axis::ALL.into_iter().map(|axis| Kinds::of(Sym::Bid(axis)));
    let all = [Kinds::TID, Kinds::IT, Kinds::OPQ, Kinds::BOUND];
    blocks.chain(all).fold(Kinds::default(), Kinds::union)
}

fn varies(sym: Sym) -> bool {
    is_index(sym) || matches!(sym, Sym::Opq(_) | Sym::Car(..) | Sym::Step(_))
}

/// Whether a launch has one value of an expression, given that it has one of all named values.
pub(super) fn is_of_launch(expr: &Expr) -> bool {
    !expr.kinds().meets(varying()) || !expr.symbols().into_iter().any(varies)
}

/// The same for a condition.
pub(super) fn is_cond_of_launch(cond: &Cond) -> bool {
    !cond.kinds().meets(varying()) || !cond.symbols().into_iter().any(varies)
}

/// Why an expression is no form.
pub(super) fn why_irregular(expr: &Expr) -> Uncounted {
    if expr.kinds().meets(Kinds::OPQ) {
        return Uncounted::Opaque;
    }
    if expr.any(|node| matches!(node, Expr::Load(_, offset, _) if !is_of_launch(offset))) {
        return Uncounted::Contents;
    }
    let carried = |node: &Expr| match node {
        Expr::Fold(_) => !is_of_launch(node),
        Expr::Sym(Sym::Car(..)) => true,
        _ => false,
    };
    if expr.any(carried) { Uncounted::Carried } else { Uncounted::Shape }
}

pub(super) fn range(expr: &Expr) -> Interval {
    expr.range(&AnyLaunch)
}

pub(super) fn is_positive(expr: &Expr) -> bool {
    range(expr).lo.is_some_and(|lo| lo > 0)
}

pub(super) fn is_negative(expr: &Expr) -> bool {
    range(expr).hi.is_some_and(|hi| hi < 0)
}

pub(super) fn is_at_least_zero(expr: &Expr) -> bool {
    range(expr).lo.is_some_and(|lo| lo >= 0)
}

/// Whether one is at most the other in every launch.
pub(super) fn is_le(small: &Expr, large: &Expr) -> bool {
    small == large || is_at_least_zero(&(large.clone() - small.clone()).simplify())
}
