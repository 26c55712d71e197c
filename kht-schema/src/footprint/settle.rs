//! Settling a region: bounds as tight as the conditions make them, and as few variables as do.
//!
//! A condition on one variable becomes its bound. Two variables that occur only as the digits of
//! one number, as `bdim.x*bid.x + tid.x` with `tid.x < bdim.x`, become one variable. What is left
//! of most kernels then is a box without conditions.

use smallvec::SmallVec;

use super::interval::{INFINITY, Interval};
use super::linear::{Linear, Res, Var};
use super::memory::Memory;
use super::pred::Pred;
use super::region::{Change, Region, vars_of};
use crate::expr::build::floor_div;

/// Rounds after which bounds count as tight; stopping early keeps conditions, and is sound.
const ROUNDS: usize = 12;

/// Settles a region; false if it is empty.
pub(super) fn settle(region: &mut Region, memory: &Memory<'_>) -> Res<bool> {
    for _ in 0..ROUNDS {
        let Some(mut changed) = tighten(region, memory) else { return Ok(false) };
        changed |= fix_single_values(region, memory)?;
        if changed && needs_folding(region) {
            region.rewrite(memory, &Change::Fold)?;
        }
        drop_redundant(region, memory);
        drop_unused(region);
        changed |= merge_digits(region, memory)?;
        changed |= resolve_equality(region, memory)?;
        changed |= drop_implied_alternatives(region, memory)?;
        if !changed {
            break;
        }
    }
    Ok(tighten(region, memory).is_some())
}

fn needs_folding(region: &Region) -> bool {
    region.has_atoms() || region.preds.iter().any(|pred| pred.comparison().is_none())
}

/// Turns conditions into bounds; whether bounds changed, or `None` if the region is empty.
fn tighten(region: &mut Region, memory: &Memory<'_>) -> Option<bool> {
    let mut changed = false;
    let mut index = 0;
    while index < region.preds.len() {
        let mut bounds: SmallVec<[(Var, Interval); 8]> = SmallVec::new();
        let env = region.env(memory);
        let settled = match &region.preds[index] {
            Pred::Const(false) => return None,
            Pred::Const(true) => true,
            Pred::Le(linear) => {
                let range = env.range(linear);
                if range.lo > 0 {
                    return None;
                }
                if range.hi > 0 {
                    upper_bounds(region, memory, linear, 1, &mut bounds);
                }
                range.hi <= 0 || linear.as_single().is_some()
            }
            Pred::Eq(linear) => {
                if !env.range(linear).contains(0) {
                    return None;
                }
                upper_bounds(region, memory, linear, 1, &mut bounds);
                upper_bounds(region, memory, linear, -1, &mut bounds);
                // The factor of a single variable is 1: the divisor of all factors is taken out.
                linear.as_single().is_some_and(|(_, factor)| factor.abs() == 1)
            }
            Pred::Ne(linear) => match linear.as_single() {
                Some((var, factor)) => exclude(region, var, factor, linear.constant, &mut bounds),
                None => false,
            },
            Pred::And(_) | Pred::Or(_) => false,
        };
        for (var, bound) in bounds {
            let (have, tight) = (region.bounds.of(var), region.bounds.of(var).meet(bound));
            if tight.is_empty() {
                return None;
            }
            changed |= have != tight;
            region.bounds.set(var, tight);
        }
        if settled {
            region.preds.remove(index);
            changed = true;
        } else {
            index += 1;
        }
    }
    vars_of(region.bounds.live()).all(|var| !region.bounds.of(var).is_empty()).then_some(changed)
}

/// Bounds that `sign * linear <= 0` puts on each variable.
fn upper_bounds(
    region: &Region,
    memory: &Memory<'_>,
    linear: &Linear,
    sign: i128,
    bounds: &mut SmallVec<[(Var, Interval); 8]>,
) {
    let env = region.env(memory);
    for (var, factor) in &linear.vars {
        let rest = env.range(&linear.without(*var)).scale(sign).lo;
        if rest <= -INFINITY {
            continue;
        }
        let factor = factor * sign;
        let limit = floor_div(-rest, factor.abs());
        bounds.push(if factor > 0 {
            (*var, Interval { lo: -INFINITY, hi: limit })
        } else {
            (*var, Interval { lo: -limit, hi: INFINITY })
        });
    }
}

/// Excludes `factor*var + constant == 0` if it is at an end of the bounds, or outside of them.
fn exclude(
    region: &Region,
    var: Var,
    factor: i128,
    constant: i128,
    bounds: &mut SmallVec<[(Var, Interval); 8]>,
) -> bool {
    let have = region.bounds.of(var);
    if constant % factor != 0 {
        return true;
    }
    match -constant / factor {
        value if !have.contains(value) => return true,
        value if value == have.lo => bounds.push((var, Interval { lo: value + 1, hi: INFINITY })),
        value if value == have.hi => bounds.push((var, Interval { lo: -INFINITY, hi: value - 1 })),
        _ => return false,
    }
    true
}

/// Puts in the values of variables that have one only.
fn fix_single_values(region: &mut Region, memory: &Memory<'_>) -> Res<bool> {
    let mut changed = false;
    for var in vars_of(region.bounds.live()) {
        if let Some(value) = region.bounds.of(var).single() {
            region.rewrite(memory, &Change::Var(var, &Linear::constant(value)))?;
            region.bounds.remove(var);
            changed = true;
        }
    }
    Ok(changed)
}

/// Drops conditions that another one implies: they would keep variables apart.
fn drop_redundant(region: &mut Region, memory: &Memory<'_>) {
    let mut index = 0;
    while index < region.preds.len() {
        let env = region.env(memory);
        let implied = match &region.preds[index] {
            Pred::Le(weak) => region.preds.iter().enumerate().any(|(other, pred)| match pred {
                // Of two equal ones, the later is dropped.
                Pred::Le(strong) if other != index => {
                    weak.clone().difference(strong).is_ok_and(|rest| {
                        env.range(&rest).hi <= 0 && (rest != Linear::default() || other < index)
                    })
                }
                _ => false,
            }),
            _ => false,
        };
        if implied {
            region.preds.remove(index);
        } else {
            index += 1;
        }
    }
}

/// Variables that occur nowhere multiply the executions.
fn drop_unused(region: &mut Region) {
    for var in vars_of(region.bounds.live() & !region.used_vars()) {
        region.times = region.times.saturating_mul(region.bounds.of(var).count());
        region.bounds.remove(var);
    }
}

/// Merges variables that occur only as digits of one number; whether there were any.
fn merge_digits(region: &mut Region, memory: &Memory<'_>) -> Res<bool> {
    let mut changed = false;
    while let Some((high, low)) = find_digits(region) {
        let (digits, most) = (region.bounds.of(low), region.bounds.of(high));
        let base = digits.hi - digits.lo + 1;
        // The low digit's variable stands for the number from here on.
        region.bounds.set(low, most.scale(base).add(digits));
        region.rewrite(memory, &Change::Var(high, &Linear::default()))?;
        region.bounds.remove(high);
        changed = true;
    }
    Ok(changed)
}

/// A pair of variables that occurs everywhere as `base*high + low`, where `low` has `base` values.
fn find_digits(region: &Region) -> Option<(Var, Var)> {
    let live = region.bounds.live();
    if live.count_ones() < 2 {
        return None;
    }
    let mut forms: SmallVec<[&Linear; 16]> = SmallVec::new();
    region.for_each_linear(&mut |linear| {
        if !linear.vars.is_empty() {
            forms.push(linear);
        }
    });
    for low in vars_of(live) {
        let digits = region.bounds.of(low);
        if !digits.is_finite() {
            continue;
        }
        let base = digits.hi - digits.lo + 1;
        let digits = |high: Var, linear: &Linear| {
            linear.factor(low).checked_mul(base) == Some(linear.factor(high))
        };
        let mut others = vars_of(live & !(1 << low));
        let high = others.find(|high| forms.iter().all(|linear| digits(*high, linear)));
        if let Some(high) = high {
            return Some((high, low));
        }
    }
    None
}

/// Replaces a variable by what an equality without atoms says it is; whether there was one.
fn resolve_equality(region: &mut Region, memory: &Memory<'_>) -> Res<bool> {
    let found = region.preds.iter().enumerate().find_map(|(index, pred)| match pred {
        Pred::Eq(linear) if linear.atoms.is_empty() => {
            let (var, factor) = linear.vars.iter().find(|(_, factor)| factor.abs() == 1)?;
            Some((index, *var, *factor))
        }
        _ => None,
    });
    let Some((index, var, factor)) = found else { return Ok(false) };
    let Pred::Eq(linear) = region.preds.swap_remove(index) else {
        unreachable!("the position is of an equality")
    };
    let value = linear.without(var).scale(-factor)?;
    let range = region.bounds.of(var);
    let env = region.env(memory);
    let mut limits = Vec::new();
    if range.lo > -INFINITY {
        limits.push(env.le(value.clone().negate()?.plus(range.lo)?)?);
    }
    if range.hi < INFINITY {
        limits.push(env.le(value.clone().plus(-range.hi)?)?);
    }
    region.preds.extend(limits);
    region.rewrite(memory, &Change::Var(var, &value))?;
    region.bounds.remove(var);
    Ok(true)
}

/// `it < max(n, 1)` is `it < n` where a guard says `0 < n`: replaces a disjunction, open or hidden
/// in a minimum or maximum, by the operand that the others imply; whether there was one.
fn drop_implied_alternatives(region: &mut Region, memory: &Memory<'_>) -> Res<bool> {
    for index in 0..region.preds.len() {
        let env = region.env(memory);
        let operands = match &region.preds[index] {
            Pred::Or(operands) => Some(operands.clone()),
            Pred::Le(linear) if !linear.atoms.is_empty() => env.alternatives(linear)?,
            _ => None,
        };
        let Some(operands) = operands else { continue };
        let weakest = operands.iter().find(|weak| {
            operands.iter().all(|strong| strong == *weak || implies(region, memory, strong, weak))
        });
        if let Some(weakest) = weakest.cloned() {
            region.preds.remove(index);
            region.add_pred(weakest);
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a condition follows from another one, with the bounds and one more of the region's.
fn implies(region: &Region, memory: &Memory<'_>, strong: &Pred, weak: &Pred) -> bool {
    let (strong, weak) = match (strong, weak) {
        (Pred::Const(false), _) | (_, Pred::Const(true)) => return true,
        (Pred::Le(strong), Pred::Le(weak)) => (strong, weak),
        _ => return false,
    };
    let factors = strong.vars.iter().filter_map(|(var, factor)| {
        let times = weak.factor(*var) / factor;
        (times > 0).then_some(times)
    });
    let env = region.env(memory);
    let mut times: SmallVec<[i128; 4]> = factors.collect();
    times.dedup();
    times.into_iter().any(|times| {
        let mut rest = weak.clone();
        if rest.add_scaled(-times, strong).is_err() {
            return false;
        }
        let others = region.preds.iter().filter_map(|pred| match pred {
            Pred::Le(other) => rest.clone().difference(other).ok(),
            _ => None,
        });
        env.range(&rest).hi <= 0 || others.into_iter().any(|rest| env.range(&rest).hi <= 0)
    })
}
