//! Traffic: bytes that accesses move in a launch, as one formula, or as two that it lies between.
//!
//! Accesses that run under the same conditions add up first, those of an unrolled loop for
//! example; then those that run under a condition and under its opposite.

use kht_schema::expr::shared::Operand;
use kht_schema::expr::{CmpOp, Pointer};
use kht_schema::{Amount, Cond, Expr, LoopId, Sym, Uncounted};

use super::count::{Counter, Runs};
use super::diagram::weigh;
use crate::facts::Access;

/// Formulas with more nodes than this are not for people, and so not for tables.
const MAX_NODES: u32 = 800;

/// Groups of accesses beyond which their sum is longer than that.
const MAX_GROUPS: usize = 32;

/// What is known of a sum.
pub(super) struct Sum {
    pub(super) amount: Option<Amount>,
    pub(super) why: Option<Uncounted>,
}

/// Accesses that run under the same conditions.
#[derive(Clone, PartialEq)]
struct Group<'k> {
    guards: Vec<Cond>,
    loops: &'k [LoopId],
    /// Bytes per run, all together.
    bytes: Expr,
    /// Whether they surely run where the conditions say so.
    sure: bool,
}

/// Bytes that accesses of a pointer move, each with whether it surely is of this pointer.
pub(super) fn traffic<'k>(
    counter: &mut Counter<'_>,
    accesses: impl Iterator<Item = (&'k Access, bool)>,
    pointer: Pointer,
) -> Sum {
    match groups(accesses, pointer).and_then(|groups| between(counter, groups)) {
        Ok((amount, why)) => Sum { amount: Some(amount), why },
        Err(why) => Sum { amount: None, why: Some(why) },
    }
}

fn between(
    counter: &mut Counter<'_>,
    groups: Vec<Group<'_>>,
) -> Result<(Amount, Option<Uncounted>), Uncounted> {
    let (mut sure, mut possible, mut why) = (Vec::new(), Vec::new(), None);
    for Group { guards, loops, bytes, sure: certain } in groups {
        let Runs { parts, at_most } = counter.runs(&guards, loops)?;
        let bytes = counter.of_launch(&bytes).map_err(|_| Uncounted::Bytes)?;
        let parts = parts
            .into_iter()
            .map(|(when, count)| (when, Expr::mul([bytes.clone(), count]).simplify()));
        possible.extend(parts.clone());
        match at_most.or_else(|| (!certain).then_some(Uncounted::Opaque)) {
            Some(reason) => why = why.or(Some(reason)),
            None => sure.extend(parts),
        }
    }
    let (lo, hi) = (weigh(&sure), weigh(&possible));
    if lo.size().max(hi.size()) > MAX_NODES {
        return Err(Uncounted::TooLarge);
    }
    // What may not run at all may as well be nothing.
    match why {
        Some(why) if lo != hi => Ok((Amount::Between(lo, hi), Some(why))),
        _ => Ok((Amount::Exactly(hi), None)),
    }
}

fn groups<'k>(
    accesses: impl Iterator<Item = (&'k Access, bool)>,
    pointer: Pointer,
) -> Result<Vec<Group<'k>>, Uncounted> {
    let mut groups: Vec<Group<'k>> = Vec::new();
    for (access, sure) in accesses {
        let guards = access.guards.iter().map(|guard| not_null(guard, pointer));
        let mut guards: Vec<Cond> = guards.filter(|guard| *guard != Cond::Const(true)).collect();
        let mut seen: Vec<Cond> = Vec::new();
        guards.retain(|guard| {
            let new = !seen.contains(guard);
            seen.push(guard.clone());
            new
        });
        let same = |it: &&mut Group<'_>| {
            it.guards == guards && it.loops == access.loops && it.sure == sure
        };
        let full = groups.len() == MAX_GROUPS;
        match groups.iter_mut().find(same) {
            Some(group) => group.bytes = group.bytes.clone() + access.bytes.clone(),
            None if full => return Err(Uncounted::TooLarge),
            None => groups.push(Group {
                guards,
                loops: &access.loops,
                bytes: access.bytes.clone(),
                sure,
            }),
        }
    }
    while let Some((one, other, common)) = complementary(&groups) {
        groups[one].guards = common;
        groups.remove(other);
    }
    Ok(groups)
}

/// A condition once it is known that a pointer is not null.
fn not_null(cond: &Cond, pointer: Pointer) -> Cond {
    let address = |expr: &Expr| *expr == Expr::Sym(Sym::Arg(pointer));
    match cond {
        Cond::Cmp(op @ (CmpOp::Eq | CmpOp::Ne), a, Expr::Int(0)) if address(a) => {
            Cond::Const(*op == CmpOp::Ne)
        }
        Cond::Const(_) | Cond::Cmp(..) => cond.clone(),
        Cond::And(conds) => Cond::and(conds.iter().map(|cond| not_null(cond, pointer))),
        Cond::Or(conds) => Cond::or(conds.iter().map(|cond| not_null(cond, pointer))),
        Cond::Not(cond) => not_null(cond, pointer).negate(),
    }
}

/// Two groups that move the same under a condition and under its opposite, and what else they
/// run under.
fn complementary(groups: &[Group<'_>]) -> Option<(usize, usize, Vec<Cond>)> {
    for (position, one) in groups.iter().enumerate() {
        for (later, other) in groups.iter().enumerate().skip(position + 1) {
            if (&one.bytes, one.loops, one.sure) != (&other.bytes, other.loops, other.sure) {
                continue;
            }
            let only = |of: &Group<'_>, not: &Group<'_>| -> Vec<Cond> {
                of.guards.iter().filter(|cond| !not.guards.contains(cond)).cloned().collect()
            };
            let (own, theirs) = (only(one, other), only(other, one));
            if Cond::and(own).negate() == Cond::and(theirs) {
                let common = one.guards.iter().filter(|cond| other.guards.contains(cond));
                return Some((position, later, common.cloned().collect()));
            }
        }
    }
    None
}
