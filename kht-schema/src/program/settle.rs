//! Settling a region in place: bounds as tight as the conditions make them, and as few variables as
//! do. Two variables that occur only as the digits of one number become one variable.

use super::form::{ATOMS, Form, Res, Symbol, VARS, number};
use super::region::{AtomKind, Decided, Pred, Region, Relation, Span, vars_of};

/// Rounds after which bounds count as tight; stopping early keeps conditions, and is sound.
const ROUNDS: usize = 12;

/// What a condition leaves of a variable.
enum Bounded {
    /// Nothing: the region is empty.
    Empty,
    /// The condition says no more than the bounds do now.
    Settled,
    /// The condition stays; whether a bound changed.
    Open(bool),
}

/// Settles a region; false if it is empty.
pub(super) fn settle(region: &mut Region) -> Res<bool> {
    region.drop_unused_atoms();
    for _ in 0..ROUNDS {
        let Some(mut changed) = tighten(region)? else { return Ok(false) };
        changed |= fix_single_values(region)?;
        if changed && !region.atoms().is_empty() {
            let live = rebuild(region, None)?;
            if !live {
                return Ok(false);
            }
        }
        drop_redundant(region);
        drop_unused(region)?;
        changed |= merge_digits(region)?;
        match resolve_equality(region)? {
            Some(resolved) => changed |= resolved,
            None => return Ok(false),
        }
        if !changed {
            break;
        }
    }
    Ok(tighten(region)?.is_some())
}

/// Takes one more condition into a region; false if nothing is left of it.
pub(super) fn assume(region: &mut Region, pred: Pred) -> Res<bool> {
    match bound(region, &pred)? {
        Bounded::Empty => return Ok(false),
        Bounded::Settled => {}
        Bounded::Open(_) => region.push_pred(pred)?,
    }
    if !region.atoms().is_empty() {
        region.refresh_atoms();
    }
    Ok(true)
}

/// Turns conditions into bounds; whether anything changed, or `None` if the region is empty.
fn tighten(region: &mut Region) -> Res<Option<bool>> {
    let mut changed = false;
    let mut index = 0;
    if !region.atoms().is_empty() {
        region.refresh_atoms();
    }
    while index < region.preds().len() {
        let pred = region.preds()[index];
        match bound(region, &pred)? {
            Bounded::Empty => return Ok(None),
            Bounded::Settled => {
                region.remove_pred(index);
                changed = true;
            }
            Bounded::Open(tighter) => {
                changed |= tighter;
                index += 1;
            }
        }
    }
    let empty = vars_of(region.live).any(|var| region.bound(var).is_empty());
    Ok((!empty).then_some(changed))
}

fn bound(region: &mut Region, pred: &Pred) -> Res<Bounded> {
    let (lo, hi) = region.range(&pred.form);
    let form = &pred.form;
    match pred.relation {
        Relation::Le if lo > 0 => Ok(Bounded::Empty),
        Relation::Le if hi <= 0 => Ok(Bounded::Settled),
        Relation::Le => {
            let changed = upper_bounds(region, form, 1)?;
            let single = form.as_single().is_some_and(|(symbol, _)| usize::from(symbol) < VARS);
            Ok(finish(changed, single))
        }
        Relation::Eq if lo > 0 || hi < 0 => Ok(Bounded::Empty),
        Relation::Eq => {
            let upper = upper_bounds(region, form, 1)?;
            let lower = upper_bounds(region, form, -1)?;
            let changed = upper.zip(lower).map(|(upper, lower)| upper || lower);
            // The divisor of all factors is taken out before.
            let single = form
                .as_single()
                .is_some_and(|(symbol, factor)| usize::from(symbol) < VARS && factor.abs() == 1);
            Ok(finish(changed, single))
        }
        Relation::Ne => exclude(region, form),
    }
}

fn finish(changed: Option<bool>, single: bool) -> Bounded {
    match changed {
        None => Bounded::Empty,
        Some(_) if single => Bounded::Settled,
        Some(changed) => Bounded::Open(changed),
    }
}

/// Bounds that `sign * form <= 0` puts on each variable; `None` if one has no value left.
fn upper_bounds(region: &mut Region, form: &Form, sign: i128) -> Res<Option<bool>> {
    let mut changed = false;
    for (var, factor) in form.terms() {
        if usize::from(var) >= VARS {
            continue;
        }
        let rest = region.range(&form.without(var));
        let least = (rest.0 * sign).min(rest.1 * sign);
        let factor = i128::from(factor) * sign;
        let limit = (-least).div_euclid(factor.abs());
        let have = region.bound(var);
        let (lo, hi) = (i128::from(have.lo), i128::from(have.hi));
        let tight = if factor > 0 { (lo, hi.min(limit)) } else { (lo.max(-limit), hi) };
        if tight.0 > tight.1 {
            return Ok(None);
        }
        if tight != (lo, hi) {
            region.bounds[usize::from(var)] = Span { lo: number(tight.0)?, hi: number(tight.1)? };
            changed = true;
        }
    }
    Ok(Some(changed))
}

/// Excludes the only zero of a form, if it is at an end of the bounds or outside of them.
fn exclude(region: &mut Region, form: &Form) -> Res<Bounded> {
    let Some((var, factor)) = form.as_single() else {
        let constant = form.as_constant();
        return Ok(match constant {
            Some(0) => Bounded::Empty,
            Some(_) => Bounded::Settled,
            None => Bounded::Open(false),
        });
    };
    if usize::from(var) >= VARS {
        return Ok(Bounded::Open(false));
    }
    if form.constant % factor != 0 {
        return Ok(Bounded::Settled);
    }
    let (value, have) = (-form.constant / factor, region.bound(var));
    let tight = if value < have.lo || have.hi < value {
        return Ok(Bounded::Settled);
    } else if value == have.lo {
        Span { lo: value + 1, ..have }
    } else if value == have.hi {
        Span { hi: value - 1, ..have }
    } else {
        return Ok(Bounded::Open(false));
    };
    region.bounds[usize::from(var)] = tight;
    Ok(if tight.is_empty() { Bounded::Empty } else { Bounded::Settled })
}

/// Puts in the values of variables that have one only.
fn fix_single_values(region: &mut Region) -> Res<bool> {
    let mut changed = false;
    for var in vars_of(region.live) {
        if let Some(value) = region.bound(var).single() {
            replace(region, var, &Form::constant(value))?;
            region.live &= !(1 << var);
            changed = true;
        }
    }
    Ok(changed)
}

/// Replaces a variable wherever it occurs, without folding anything.
fn replace(region: &mut Region, var: Symbol, with: &Form) -> Res<()> {
    region.map_forms(|form| {
        let factor = form.factor(var);
        if factor == 0 {
            return Ok(*form);
        }
        let mut changed = form.without(var);
        changed.add_scaled(factor, with)?;
        Ok(changed)
    })
}

/// Replaces a variable and folds all that becomes decidable; false if a condition cannot hold.
pub(super) fn rebuild(region: &mut Region, change: Option<(Symbol, &Form)>) -> Res<bool> {
    if let Some((var, with)) = change {
        replace(region, var, with)?;
    }
    let used = region.reachable_atoms();
    let (atoms, n_atoms) = region.take_atoms();
    let mut forms = [Form::ZERO; ATOMS];
    let resolve = |forms: &[Form], form: &Form| -> Res<Form> {
        let mut resolved = Form::constant(form.constant);
        for (symbol, factor) in form.terms() {
            match usize::from(symbol).checked_sub(VARS) {
                None => resolved.add_term(factor, symbol)?,
                Some(index) => resolved.add_scaled(factor, &forms[index])?,
            }
        }
        Ok(resolved)
    };
    for index in (0..n_atoms).filter(|index| used & (1 << index) != 0) {
        let form = resolve(&forms, &atoms[index].form)?;
        forms[index] = match atoms[index].kind {
            AtomKind::FloorDiv => region.floor_div(form, atoms[index].divisor)?,
            AtomKind::Mod => region.modulo(form, atoms[index].divisor)?,
        };
    }
    region.offset = resolve(&forms, &region.offset)?;
    let mut index = 0;
    while index < region.preds().len() {
        let Pred { relation, form } = region.preds()[index];
        match region.compare(relation, resolve(&forms, &form)?)? {
            Decided::Always(false) => return Ok(false),
            Decided::Always(true) => region.remove_pred(index),
            Decided::Open(pred) => {
                region.set_pred(index, pred);
                index += 1;
            }
        }
    }
    Ok(true)
}

/// Drops conditions that another one implies: they would keep variables apart.
fn drop_redundant(region: &mut Region) {
    let mut index = 0;
    while index < region.preds().len() {
        let weak = &region.preds()[index];
        let implied = weak.relation == Relation::Le
            && region.preds().iter().enumerate().any(|(other, strong)| {
                other != index
                    && strong.relation == Relation::Le
                    && weak.form.difference(&strong.form).is_ok_and(|rest| {
                        // Of two equal ones, the later is dropped.
                        let same = rest.same(&Form::ZERO);
                        region.range(&rest).1 <= 0 && (!same || other < index)
                    })
            });
        if implied {
            region.remove_pred(index);
        } else {
            index += 1;
        }
    }
}

/// Variables that occur nowhere multiply the executions.
fn drop_unused(region: &mut Region) -> Res<()> {
    for var in vars_of(region.live & !region.used_vars()) {
        region.multiply(region.bound(var).count())?;
        region.live &= !(1 << var);
    }
    Ok(())
}

/// Merges variables that occur only as digits of one number; whether there were any.
fn merge_digits(region: &mut Region) -> Res<bool> {
    let mut changed = false;
    while let Some((high, low)) = find_digits(region) {
        let (digits, most) = (region.bound(low), region.bound(high));
        let base = i128::from(digits.count());
        let lo = i128::from(most.lo) * base + i128::from(digits.lo);
        let hi = i128::from(most.hi) * base + i128::from(digits.hi);
        // The low digit's variable stands for the number from here on.
        region.set_bound(low, lo, hi)?;
        replace(region, high, &Form::ZERO)?;
        region.live &= !(1 << high);
        changed = true;
    }
    if changed && !region.atoms().is_empty() {
        region.refresh_atoms();
    }
    Ok(changed)
}

/// A pair of variables that occurs everywhere as `base*high + low`, where `low` has `base` values.
fn find_digits(region: &Region) -> Option<(Symbol, Symbol)> {
    if region.live.count_ones() < 2 {
        return None;
    }
    for low in vars_of(region.live) {
        let base = i128::from(region.bound(low).count());
        for high in vars_of(region.live & !(1 << low)) {
            let digits =
                |form: &Form| i128::from(form.factor(low)) * base == i128::from(form.factor(high));
            if region.all_forms(digits) {
                return Some((high, low));
            }
        }
    }
    None
}

/// Replaces a variable by what an equality without atoms says it is; whether there was one, or
/// `None` if the region is empty.
fn resolve_equality(region: &mut Region) -> Res<Option<bool>> {
    let found = region.preds().iter().enumerate().find_map(|(index, pred)| {
        if pred.relation != Relation::Eq || pred.form.has_atoms() {
            return None;
        }
        let (var, factor) = pred.form.terms().find(|(_, factor)| factor.abs() == 1)?;
        Some((index, var, factor))
    });
    let Some((index, var, factor)) = found else { return Ok(Some(false)) };
    let value = region.preds()[index].form.without(var).scale(-factor)?;
    region.remove_pred(index);
    let have = region.bound(var);
    for limit in [value.scale(-1)?.plus(have.lo)?, value.plus(-have.hi)?] {
        match region.compare(Relation::Le, limit)? {
            Decided::Always(true) => {}
            Decided::Always(false) => return Ok(None),
            Decided::Open(pred) => region.push_pred(pred)?,
        }
    }
    if !rebuild(region, Some((var, &value)))? {
        return Ok(None);
    }
    region.live &= !(1 << var);
    Ok(Some(true))
}
