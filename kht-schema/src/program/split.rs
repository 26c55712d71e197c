//! Splitting a region into disjoint ones that are closer to boxes: a quotient of a variable by a
//! constant splits the variable into quotient and remainder, with the incomplete first and last
//! rows apart; an inequality has two sides.

use super::form::{Form, Res, Symbol, VARS, floor_div, gcd};
use super::region::{Pred, Region, Relation, Span};
use super::settle;
use super::work::Work;

/// A variable, the period it is split by, and where periods start.
type Division = (Symbol, i64, i64);

/// Puts the parts of a region on the pile of those to do; false if it is as simple as it gets.
pub(super) fn split(region: &Region, work: &mut Work) -> Res<bool> {
    if let Some(index) = region.preds().iter().position(|pred| pred.relation == Relation::Ne) {
        let form = region.preds()[index].form;
        for form in [form.plus(1)?, form.scale(-1)?.plus(1)?] {
            let part = work.add(region)?;
            part.remove_pred(index);
            if !settle::assume(part, Pred { relation: Relation::Le, form })? {
                work.drop_last();
            }
        }
        return Ok(true);
    }
    match find_division(region) {
        Some(division) => split_variable(region, division, work).map(|()| true),
        None => Ok(false),
    }
}

/// A variable inside of a quotient or remainder that has more values than one period.
fn find_division(region: &Region) -> Option<Division> {
    let mut found: Option<Division> = None;
    let used = region.reachable_atoms();
    for (index, atom) in region.atoms().iter().enumerate() {
        if used & (1 << index) == 0 {
            continue;
        }
        let single = atom.form.as_single().is_some();
        for (var, factor) in atom.form.terms().filter(|(var, _)| usize::from(*var) < VARS) {
            let period = atom.divisor / gcd(factor, atom.divisor);
            let span = region.bound(var);
            let alone = single && factor.abs() == 1;
            let longer = alone || span.hi - span.lo >= period;
            if longer && found.is_none_or(|(_, have, _)| period > have) {
                let shift = match (single, factor) {
                    (true, 1) => -atom.form.constant,
                    (true, -1) => atom.form.constant + 1,
                    _ => 0,
                };
                found = Some((var, period, shift.rem_euclid(period)));
            }
        }
    }
    found
}

/// Splits a variable into `period*quotient + remainder + shift`.
fn split_variable(region: &Region, (var, period, shift): Division, work: &mut Work) -> Res<()> {
    let span = region.bound(var);
    let (low, high) = (span.lo - shift, span.hi - shift);
    let (first, first_rest) = (floor_div(low, period), low.rem_euclid(period));
    let (last, last_rest) = (floor_div(high, period), high.rem_euclid(period));
    let mut pieces = [None; 3];
    if first == last {
        pieces[0] = Some((first, last, first_rest, last_rest));
    } else {
        let (mut start, mut end) = (first, last);
        if first_rest > 0 {
            pieces[0] = Some((first, first, first_rest, period - 1));
            start += 1;
        }
        if last_rest < period - 1 {
            pieces[1] = Some((last, last, 0, last_rest));
            end -= 1;
        }
        if start <= end {
            pieces[2] = Some((start, end, 0, period - 1));
        }
    }
    for (first, last, from, to) in pieces.into_iter().flatten() {
        let part = work.add(region)?;
        let rest = part.create(Span { lo: from, hi: to })?;
        // The variable itself stands for the quotient from here on.
        part.set_bound(var, first.into(), last.into())?;
        let mut value = Form::symbol(var).scale(period)?.plus(shift)?;
        value.add_term(1, rest)?;
        if !settle::rebuild(part, Some((var, &value)))? {
            work.drop_last();
        }
    }
    Ok(())
}
