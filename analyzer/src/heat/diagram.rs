//! Sums of numbers that each count under conditions of the launch only, as few choices as can be.
//!
//! Front ends split one loop into several by conditions that the launch decides, a contiguous and
//! a strided body for example. Together they run as often as the one loop did: a decision over the
//! comparisons in the conditions, one after the other, whose sides are often equal.

use kht_schema::{Cond, Expr};

/// Comparisons that are decided; each may double the work.
const MAX_COMPARISONS: usize = 8;

/// A number and the conditions without which it does not count.
type Part = (Vec<Cond>, Expr);

/// The sum of the numbers whose conditions hold.
pub(super) fn weigh(parts: &[Part]) -> Expr {
    let mut comparisons = Vec::new();
    for (conds, _) in parts {
        conds.iter().for_each(|cond| collect(cond, &mut comparisons));
    }
    if comparisons.len() > MAX_COMPARISONS {
        let choice =
            |(conds, value): &Part| guarded(&Cond::and(conds.iter().cloned()), value.clone());
        return Expr::add(parts.iter().map(choice)).simplify();
    }
    decide(parts.to_vec(), &comparisons)
}

/// The comparisons in a condition, the first ones first, each in one of its two directions.
fn collect(cond: &Cond, comparisons: &mut Vec<Cond>) {
    match cond {
        Cond::Const(_) => {}
        Cond::And(conds) | Cond::Or(conds) => {
            conds.iter().for_each(|cond| collect(cond, comparisons));
        }
        Cond::Not(cond) => collect(cond, comparisons),
        Cond::Cmp(..) => {
            let opposite = cond.clone().negate();
            if !comparisons.contains(cond) && !comparisons.contains(&opposite) {
                comparisons.push(cond.clone());
            }
        }
    }
}

fn decide(mut parts: Vec<Part>, comparisons: &[Cond]) -> Expr {
    parts.retain(|(conds, _)| !conds.contains(&Cond::Const(false)));
    let Some((first, rest)) = comparisons.split_first() else {
        return Expr::add(parts.into_iter().map(|(_, value)| value)).simplify();
    };
    let side = |holds: bool| {
        let parts = parts.iter().map(|(conds, value)| {
            let conds = conds.iter().map(|cond| with(cond, first, holds)).collect();
            (conds, value.clone())
        });
        decide(parts.collect(), rest)
    };
    let (then, otherwise) = (side(true), side(false));
    if then == otherwise {
        return then;
    }
    if otherwise == Expr::ZERO {
        return guarded(first, then);
    }
    if then == Expr::ZERO {
        return guarded(&first.clone().negate(), otherwise);
    }
    Expr::select(first.clone(), then, otherwise)
}

/// A condition once a comparison is decided.
fn with(cond: &Cond, comparison: &Cond, holds: bool) -> Cond {
    match cond {
        Cond::Const(value) => Cond::Const(*value),
        Cond::And(conds) => Cond::and(conds.iter().map(|cond| with(cond, comparison, holds))),
        Cond::Or(conds) => Cond::or(conds.iter().map(|cond| with(cond, comparison, holds))),
        Cond::Not(cond) => with(cond, comparison, holds).negate(),
        Cond::Cmp(..) if cond == comparison => Cond::Const(holds),
        Cond::Cmp(..) if *cond == comparison.clone().negate() => Cond::Const(!holds),
        Cond::Cmp(..) => cond.clone(),
    }
}

/// A number that counts only under a condition: zero elsewhere, as it may be anyway.
fn guarded(cond: &Cond, value: Expr) -> Expr {
    if is_zero_without(cond, &value) {
        return value;
    }
    match value {
        // One choice for two conditions.
        Expr::Select(inner, then, otherwise) if *otherwise == Expr::ZERO => {
            Expr::select(Cond::and([cond.clone(), (*inner).clone()]), (*then).clone(), Expr::ZERO)
        }
        other => Expr::select(cond.clone(), other, Expr::ZERO),
    }
}

/// Whether a number is zero wherever `0 < n` does not hold, because it has `max(0, n)` as a factor.
fn is_zero_without(cond: &Cond, value: &Expr) -> bool {
    let Cond::Cmp(kht_schema::expr::CmpOp::Lt, Expr::Int(0), n) = cond else { return false };
    let extent = Expr::max([Expr::ZERO, n.clone()]);
    let without = value.rewrite(&mut |node| (*node == extent).then_some(Expr::ZERO));
    without != *value && without.simplify() == Expr::ZERO
}
