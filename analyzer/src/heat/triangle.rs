//! Triangles and the like: points under conditions that connect indices with whole factors.
//!
//! Indices go one after the other, the innermost first. Under conditions that have it once, an
//! index runs from the largest of its lower ends to the smallest of its upper ones; a case for
//! each pair of them, and in each the sum of a polynomial is a polynomial again (Faulhaber). The
//! last index is summed between a maximum and a minimum of its ends, which needs no cases.

use std::collections::BTreeMap;

use kht_schema::expr::CmpOp;
use kht_schema::{Cond, Expr, Sym, Uncounted};

use super::form::Form;
use super::points::Ends;
use super::polynomial::{Polynomial, sum_below};

/// Cases that a sum may fall into.
const MAX_CASES: usize = 12;

/// Counts the points of axes under forms that are at most zero.
pub(super) fn count(axes: BTreeMap<Sym, Ends>, forms: Vec<Form>) -> Result<Expr, Uncounted> {
    let mut cases = Vec::new();
    let whole = Case { axes, forms, summand: Polynomial::constant(Expr::ONE) };
    whole.sum(&mut cases)?;
    Ok(Expr::add(cases).simplify())
}

/// A sum of a polynomial over what is left of the axes.
struct Case {
    axes: BTreeMap<Sym, Ends>,
    forms: Vec<Form>,
    summand: Polynomial,
}

/// Where an index starts and ends: each as `index >= lower`, `index < upper`.
struct Limits {
    lower: Vec<Form>,
    upper: Vec<Form>,
}

impl Case {
    fn sum(mut self, cases: &mut Vec<Expr>) -> Result<(), Uncounted> {
        let whole = |form: &Form| form.terms.values().all(|factor| factor.as_int().is_some());
        if !self.forms.iter().all(whole) {
            return Err(Uncounted::Shape);
        }
        if self.axes.len() <= 1 {
            return self.last(cases);
        }
        let sym = self.innermost().ok_or(Uncounted::Shape)?;
        let ends = self.axes.remove(&sym).unwrap_or_default();
        let Limits { lower, upper } = self.limits(sym, &ends);
        for (at, start) in lower.iter().enumerate() {
            for (to, end) in upper.iter().enumerate() {
                let mut forms = self.forms.clone();
                let or_equal = |other: usize, chosen: usize| {
                    if other < chosen { Expr::ONE } else { Expr::ZERO }
                };
                // The first of the largest starts, and of the smallest ends.
                for (other, form) in lower.iter().enumerate().filter(|(other, _)| *other != at) {
                    forms.push(raised(form.minus(start), or_equal(other, at)));
                }
                for (other, form) in upper.iter().enumerate().filter(|(other, _)| *other != to) {
                    forms.push(raised(end.minus(form), or_equal(other, to)));
                }
                forms.push(raised(start.minus(end), Expr::ONE));
                let summand = self.summand.sum(sym, start, end).ok_or(Uncounted::TooLarge)?;
                let axes = self.axes.clone();
                Case { axes, forms, summand }.sum(cases)?;
            }
        }
        Ok(())
    }

    /// The last index that conditions have once at most.
    fn innermost(&self) -> Option<Sym> {
        let once = |sym: &Sym| {
            let factors = self.forms.iter().filter_map(|form| form.terms.get(sym));
            factors.clone().all(|factor| matches!(factor.as_int(), Some(1 | -1)))
        };
        self.axes.keys().rev().find(|sym| once(sym)).copied()
    }

    /// Takes the conditions on an index away.
    fn limits(&mut self, sym: Sym, ends: &Ends) -> Limits {
        let fixed = |rest: Expr| Form { terms: BTreeMap::new(), rest };
        let mut upper: Vec<Form> = Vec::new();
        if !ends.is_empty() {
            upper.push(fixed(Expr::min(ends.iter().cloned())));
        }
        let mut lower = vec![fixed(Expr::ZERO)];
        let (own, rest): (Vec<Form>, Vec<Form>) =
            self.forms.drain(..).partition(|form| form.terms.contains_key(&sym));
        self.forms = rest;
        for mut form in own {
            match form.terms.remove(&sym).and_then(|factor| factor.as_int()) {
                Some(1) => upper.push(raised(form.times(&Expr::Int(-1)), Expr::ONE)),
                _ => lower.push(form),
            }
        }
        Limits { lower, upper }
    }

    /// The sum over the last index, or no index at all.
    fn last(self, cases: &mut Vec<Expr>) -> Result<(), Uncounted> {
        let (mut when, mut lower, mut upper) = (Vec::new(), vec![Expr::ZERO], Vec::new());
        let axis = self.axes.into_iter().next();
        for form in self.forms {
            let Form { terms, rest } = form.reduced();
            match terms.values().next().and_then(Expr::as_int) {
                None => when.push(Cond::cmp(CmpOp::Le, rest, Expr::ZERO).simplify()),
                Some(factor) if factor > 0 => {
                    upper.push(Expr::floor_div(-rest, Expr::Int(factor)) + Expr::ONE);
                }
                Some(factor) => lower.push(-Expr::floor_div(-rest, Expr::Int(-factor))),
            }
        }
        let sum = match axis {
            None => self.summand.value().ok_or(Uncounted::Shape)?,
            Some((sym, ends)) => {
                upper.extend(ends);
                if upper.is_empty() {
                    return Err(Uncounted::Shape);
                }
                let start = Expr::max(lower).simplify();
                let end = Expr::max([start.clone(), Expr::min(upper)]).simplify();
                if start == end {
                    return Ok(());
                }
                sum_below(&self.summand, sym, &start, &end).ok_or(Uncounted::TooLarge)?
            }
        };
        let case = Expr::select(Cond::and(when), sum, Expr::ZERO);
        if case != Expr::ZERO {
            if cases.len() == MAX_CASES {
                return Err(Uncounted::TooLarge);
            }
            cases.push(case);
        }
        Ok(())
    }
}

fn raised(form: Form, by: Expr) -> Form {
    form.plus(&Form { terms: BTreeMap::new(), rest: by })
}
