//! Splitting a region into disjoint ones that are closer to boxes.
//!
//! An alternative becomes one region per operand, each without those before it. A quotient of a
//! variable by a constant splits the variable into quotient and remainder, with the incomplete
//! first and last rows apart. What hangs on loaded values is left to enumeration.

use std::rc::Rc;

use super::interval::{INFINITY, Interval};
use super::linear::{Atom, Linear, Node, Res, Stop, Var, gcd};
use super::memory::Memory;
use super::pred::Pred;
use super::region::{Change, Region};
use crate::expr::build::{floor_div, floor_mod};

/// Disjoint regions that make up the given one; `None` if it is as simple as it gets.
pub(super) fn split(region: &Region, memory: &Memory<'_>) -> Res<Option<Vec<Region>>> {
    if let Some(regions) = split_alternatives(region)? {
        return Ok(Some(regions));
    }
    if let Some((var, divisor, shift)) = find_division(region) {
        return split_variable(region, memory, var, divisor, shift).map(Some);
    }
    match find_choice(region) {
        Some(node) => split_choice(region, memory, &node).map(Some),
        None => Ok(None),
    }
}

/// One region per operand of a disjunction or side of an inequality.
fn split_alternatives(region: &Region) -> Res<Option<Vec<Region>>> {
    for (index, pred) in region.preds.iter().enumerate() {
        if pred.has_loads() {
            continue;
        }
        let cases: Vec<Pred> = match pred {
            Pred::Or(operands) => {
                let mut before: Vec<Pred> = Vec::new();
                let mut cases = Vec::new();
                for operand in operands {
                    let alone = before.iter().cloned().chain([operand.clone()]);
                    cases.push(Pred::and(alone));
                    before.push(operand.clone().negate()?);
                }
                cases
            }
            Pred::Ne(linear) => {
                vec![Pred::Le(linear.clone().plus(1)?), Pred::Le(linear.clone().negate()?.plus(1)?)]
            }
            _ => continue,
        };
        let regions = cases.into_iter().map(|case| {
            let mut part = region.clone();
            part.preds.remove(index);
            part.add_pred(case);
            part
        });
        return Ok(Some(regions.collect()));
    }
    Ok(None)
}

/// A variable inside of a quotient or remainder that has more values than one period: the
/// variable, the period, and where periods start.
fn find_division(region: &Region) -> Option<(Var, i128, i128)> {
    let mut found = None;
    for_each_node(region, &mut |node| {
        let (Atom::FloorDiv(inner, divisor) | Atom::Mod(inner, divisor)) = &node.atom else {
            return;
        };
        for (var, factor) in &inner.vars {
            let period = divisor / gcd(*factor, *divisor);
            let range = region.bounds.of(*var);
            let alone = inner.as_single().is_some() && factor.abs() == 1;
            let longer = alone || !range.is_finite() || range.hi - range.lo >= period;
            let better = found.is_none_or(|(_, have, _)| period > have);
            if longer && better && range.lo > -INFINITY {
                let shift = match (inner.as_single(), factor) {
                    (Some(_), 1) => -inner.constant,
                    (Some(_), -1) => inner.constant + 1,
                    _ => 0,
                };
                found = Some((*var, period, floor_mod(shift, period)));
            }
        }
    });
    found
}

/// Splits `var` into `period*quotient + remainder + shift`.
fn split_variable(
    region: &Region,
    memory: &Memory<'_>,
    var: Var,
    period: i128,
    shift: i128,
) -> Res<Vec<Region>> {
    let range = region.bounds.of(var);
    let (first, first_rest) =
        (floor_div(range.lo - shift, period), floor_mod(range.lo - shift, period));
    let (last, last_rest) = if range.hi >= INFINITY {
        (INFINITY, period - 1)
    } else {
        (floor_div(range.hi - shift, period), floor_mod(range.hi - shift, period))
    };
    let full = Interval::below(period);
    let mut pieces = Vec::with_capacity(3);
    if first == last {
        pieces.push((Interval::point(first), Interval::new(first_rest, last_rest)));
    } else {
        let (mut start, mut end) = (first, last);
        if first_rest > 0 {
            pieces.push((Interval::point(first), Interval::new(first_rest, period - 1)));
            start += 1;
        }
        if last_rest < period - 1 {
            pieces.push((Interval::point(last), Interval::new(0, last_rest)));
            end -= 1;
        }
        if start <= end {
            pieces.push((Interval::new(start, end), full));
        }
    }
    let piece = |(quotient, remainder): (Interval, Interval)| {
        let mut part = region.clone();
        let rest = part.bounds.create(remainder).ok_or(Stop::Budget)?;
        // The variable itself stands for the quotient from here on; until it is rewritten, no
        // bound may be used for what it was.
        part.bounds.set(var, quotient);
        let mut value = Linear::var(var).scale(period)?.plus(shift)?;
        value.add_scaled(1, &Linear::var(rest))?;
        part.rewrite(memory, &Change::Var(var, &value))?;
        Ok(part)
    };
    pieces.into_iter().map(piece).collect()
}

/// A minimum, maximum or selection whose condition does not hang on loaded values.
fn find_choice(region: &Region) -> Option<Rc<Node>> {
    let mut found: Option<Rc<Node>> = None;
    for_each_node(region, &mut |node| {
        let known = match &node.atom {
            Atom::Min(a, b) | Atom::Max(a, b) => !a.has_loads() && !b.has_loads(),
            Atom::Select(cond, _, _) => !cond.has_loads(),
            _ => false,
        };
        if known && found.is_none() {
            found = Some(Rc::clone(node));
        }
    });
    found
}

/// One region where the first operand is chosen, one where the second is.
fn split_choice(region: &Region, memory: &Memory<'_>, node: &Rc<Node>) -> Res<Vec<Region>> {
    let (cond, a, b) = match &node.atom {
        Atom::Min(a, b) => (Pred::Le(a.clone().difference(b)?), a, b),
        Atom::Max(a, b) => (Pred::Le(b.clone().difference(a)?), a, b),
        Atom::Select(cond, a, b) => (cond.clone(), a, b),
        other => unreachable!("{other:?} is no choice"),
    };
    let opposite = cond.clone().negate()?;
    let mut regions = Vec::with_capacity(2);
    for (cond, value) in [(cond, a), (opposite, b)] {
        let mut part = region.clone();
        part.rewrite(memory, &Change::Atom(node, value))?;
        let cond = part.env(memory).rewrite_pred(&cond, &Change::Fold)?;
        part.add_pred(cond);
        regions.push(part);
    }
    Ok(regions)
}

/// Visits all atoms of a region, those inside of atoms included.
fn for_each_node<'a>(region: &'a Region, visit: &mut dyn FnMut(&'a Rc<Node>)) {
    region.for_each_linear(&mut |linear| {
        for (node, _) in &linear.atoms {
            visit(node);
        }
    });
}
