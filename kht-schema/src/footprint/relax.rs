//! Relaxing: conditions and offsets without what is not known, on either side of the truth.

use super::env::Env;
use super::interval::{INFINITY, Interval};
use super::linear::{Atom, Linear, Node, Res};
use super::memory::Memory;
use super::pred::Pred;
use super::reason::Reason;
use super::region::Region;

/// Which atoms are taken as any value of their range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// Those with an opaque value in them.
    Opaque,
    /// All.
    Atoms,
}

/// Which side of the truth a relaxed condition is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Holds wherever the condition may hold.
    May,
    /// Holds only where the condition must hold.
    Must,
}

/// A region whose conditions hold wherever those of the given one may hold, with a width that
/// covers each value the offset may have; `None` if nothing bounds the offset.
pub(super) fn may(region: &Region, memory: &Memory<'_>, unknown: Unknown) -> Res<Option<Region>> {
    let mut relaxed = side(region, memory, unknown, Side::May)?;
    let Some((low, high)) = known_part(&region.env(memory), &region.offset, unknown) else {
        return Ok(None);
    };
    // The forms differ in their constant only.
    let more = u64::try_from(high.constant.saturating_sub(low.constant)).ok();
    let Some(width) = more.and_then(|more| region.width.checked_add(more)) else {
        return Ok(None);
    };
    relaxed.width = width;
    relaxed.offset = low;
    Ok(Some(relaxed))
}

/// A region whose conditions hold only where those of the given one must hold; to count.
pub(super) fn must(region: &Region, memory: &Memory<'_>, unknown: Unknown) -> Res<Region> {
    let mut relaxed = side(region, memory, unknown, Side::Must)?;
    relaxed.offset = Linear::default();
    Ok(relaxed)
}

/// Why the values that are taken out are not known.
pub(super) fn reasons(region: &Region) -> Vec<Reason> {
    let mut reasons = Vec::new();
    region.for_each_linear(&mut |linear| {
        for (node, _) in &linear.atoms {
            if let Atom::Opaque(_, reason, _) = node.atom {
                reasons.push(reason);
            }
        }
    });
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

fn side(region: &Region, memory: &Memory<'_>, unknown: Unknown, side: Side) -> Res<Region> {
    let env = region.env(memory);
    let preds: Res<Vec<Pred>> =
        region.preds.iter().map(|pred| relax(&env, pred, unknown, side)).collect();
    let mut relaxed = Region {
        bounds: region.bounds.clone(),
        preds: Vec::new(),
        offset: Linear::default(),
        width: region.width,
        times: region.times,
    };
    preds?.into_iter().for_each(|pred| relaxed.add_pred(pred));
    Ok(relaxed)
}

impl Unknown {
    fn covers(self, node: &Node) -> bool {
        match self {
            Unknown::Opaque => node.opaque,
            Unknown::Atoms => true,
        }
    }
}

/// The form with unknown atoms at their smallest and at their largest; `None` if one has no bound.
fn known_part(env: &Env<'_>, linear: &Linear, unknown: Unknown) -> Option<(Linear, Linear)> {
    let mut known = linear.clone();
    known.atoms.retain(|(node, _)| !unknown.covers(node));
    let range = linear
        .atoms
        .iter()
        .filter(|(node, _)| unknown.covers(node))
        .fold(Interval::point(0), |sum, (node, factor)| {
            sum.add(env.atom_range(node).scale(*factor))
        });
    if !range.is_finite() {
        return None;
    }
    let (mut low, mut high) = (known.clone(), known);
    low.constant = low.constant.checked_add(range.lo)?;
    high.constant = high.constant.checked_add(range.hi)?;
    Some((low, high))
}

/// One end of a form: with unknown atoms at their smallest or largest, whichever `sign` says.
fn end(env: &Env<'_>, linear: &Linear, unknown: Unknown, largest: bool) -> Option<Linear> {
    let mut known = linear.clone();
    known.atoms.retain(|(node, _)| !unknown.covers(node));
    for (node, factor) in linear.atoms.iter().filter(|(node, _)| unknown.covers(node)) {
        let range = env.atom_range(node).scale(*factor);
        let bound = if largest { range.hi } else { range.lo };
        if bound.abs() >= INFINITY {
            return None;
        }
        known.constant = known.constant.checked_add(bound)?;
    }
    Some(known)
}

fn relax(env: &Env<'_>, pred: &Pred, unknown: Unknown, side: Side) -> Res<Pred> {
    let all = |preds: &[Pred]| -> Res<Vec<Pred>> {
        preds.iter().map(|pred| relax(env, pred, unknown, side)).collect()
    };
    let linear = match pred {
        Pred::Const(value) => return Ok(Pred::Const(*value)),
        Pred::And(preds) => return Ok(Pred::and(all(preds)?)),
        Pred::Or(preds) => return Ok(Pred::or(all(preds)?)),
        Pred::Le(linear) | Pred::Eq(linear) | Pred::Ne(linear) => linear,
    };
    if !linear.atoms.iter().any(|(node, _)| unknown.covers(node)) {
        return Ok(pred.clone());
    }
    let at_most_zero = |largest: bool| match end(env, linear, unknown, largest) {
        Some(end) => env.le(end),
        None => Ok(Pred::Const(!largest)),
    };
    match (pred, side) {
        (Pred::Le(_), Side::May) => at_most_zero(false),
        (Pred::Le(_), Side::Must) => at_most_zero(true),
        (Pred::Eq(_), Side::May) => {
            let not_negative = match end(env, linear, unknown, true) {
                Some(largest) => env.le(largest.negate()?)?,
                None => Pred::Const(true),
            };
            Ok(Pred::and([at_most_zero(false)?, not_negative]))
        }
        (Pred::Ne(_), Side::Must) => {
            let negative = match end(env, linear, unknown, true) {
                Some(largest) => env.le(largest.plus(1)?)?,
                None => Pred::Const(false),
            };
            let positive = match end(env, linear, unknown, false) {
                Some(smallest) => env.le(smallest.negate()?.plus(1)?)?,
                None => Pred::Const(false),
            };
            Ok(Pred::or([negative, positive]))
        }
        (_, side) => Ok(Pred::Const(side == Side::May)),
    }
}
