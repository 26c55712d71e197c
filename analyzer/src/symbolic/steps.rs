//! Guards and places of threads that step: where only each second lane goes on, for itself and for
//! its neighbor, "the next lane" and "this lane" are the two halves of one pair.
//!
//! A guard `mod(tid.x, 2) == 0` says that `tid.x` is `2*h`. In terms of `h`, what holds for a lane
//! and what holds for its neighbor often are the same, or exclude each other, and most of what a
//! guard says is said by the others already.

use kht_schema::expr::range::{Interval, Ranges};
use kht_schema::expr::{Axis, CmpOp};
use kht_schema::{Cond, Expr, Sym};

use super::{Ctx, conjuncts};

/// Stands for the number of the step; blocks with one row have no use for it.
const STEP: Sym = Sym::Tid(Axis::Z);

/// Rounds in which conditions are looked at beside each other.
const MAX_ROUNDS: usize = 3;

/// Ranges where [`STEP`] counts steps of so many threads.
struct InSteps<'c, 'a, 'm> {
    ctx: &'c Ctx<'a, 'm>,
    width: i128,
}

impl Ranges for InSteps<'_, '_, '_> {
    fn sym(&self, sym: Sym) -> Interval {
        if sym != STEP {
            return self.ctx.sym(sym);
        }
        let last = self.ctx.sym(Sym::Tid(Axis::X)).hi;
        Interval { lo: Some(0), hi: last.map(|last| last / self.width) }
    }
}

impl Ctx<'_, '_> {
    /// Guards and a place in simpler terms, if the guards let threads in certain steps through
    /// only, and something is said of their neighbors.
    pub(super) fn in_steps(&self, guards: Vec<Cond>, place: &Expr) -> (Vec<Cond>, Expr) {
        let stepping = guards.iter().find_map(step).filter(|_| self.has_one_row());
        let Some((width, first)) = stepping else { return (guards, place.clone()) };
        let thread = Expr::Int(width) * Expr::Sym(STEP) + Expr::Int(first);
        let mut into = |symbol| match symbol {
            Sym::Tid(Axis::X) => Some(thread.clone()),
            Sym::Tid(_) => Some(Expr::ZERO),
            _ => None,
        };
        let ranges = InSteps { ctx: self, width };
        let mut stepped: Vec<Cond> = Vec::new();
        for guard in &guards {
            stepped.extend(conjuncts([guard.substitute(&mut into).simplify_with(&ranges)]));
        }
        if stepped.contains(&Cond::Const(false)) {
            return (vec![Cond::Const(false)], place.clone());
        }
        if !place.any(is_neighbor) && !guards.iter().any(|guard| guard.any(is_neighbor)) {
            return (guards, place.clone());
        }
        let stepped = beside_each_other(stepped, &ranges);
        let place = decided(&place.substitute(&mut into), &stepped, &ranges);
        let number = Expr::floor_div(Expr::tid(Axis::X), Expr::Int(width));
        let mut back = |symbol| (symbol == STEP).then(|| number.clone());
        let step = Cond::cmp(
            CmpOp::Eq,
            Expr::modulo(Expr::tid(Axis::X), Expr::Int(width)),
            Expr::Int(first),
        );
        let place = place.simplify_with(&ranges).substitute(&mut back).simplify_with(self);
        let stepped = stepped.iter().map(|it| it.substitute(&mut back).simplify_with(self));
        (conjuncts([step].into_iter().chain(stepped)), place)
    }
}

/// The width of the steps that a guard lets through, and where in them.
fn step(guard: &Cond) -> Option<(i128, i128)> {
    let Cond::Cmp(CmpOp::Eq, left, right) = guard else { return None };
    let (Expr::Mod(thread, width), Some(first)) = (left, right.as_int()) else { return None };
    let width = width.as_int()?;
    (**thread == Expr::tid(Axis::X) && (0..width).contains(&first)).then_some((width, first))
}

/// Whether something is the number of a thread next to the own one.
fn is_neighbor(expr: &Expr) -> bool {
    match expr {
        Expr::Add(terms) => {
            matches!(&**terms, [thread, Expr::Int(_)] if *thread == Expr::tid(Axis::X))
        }
        _ => false,
    }
}

/// Conditions that all hold, each without what the others say.
fn beside_each_other(mut conds: Vec<Cond>, ranges: &impl Ranges) -> Vec<Cond> {
    for _ in 0..MAX_ROUNDS {
        let before = conds.clone();
        for position in 0..conds.len() {
            let cond = std::mem::replace(&mut conds[position], Cond::Const(true));
            conds[position] = decided_cond(&cond, &conds, ranges);
        }
        conds = conjuncts(conds);
        if conds == before {
            break;
        }
    }
    conds
}

/// A condition where others hold.
fn decided_cond(cond: &Cond, known: &[Cond], ranges: &impl Ranges) -> Cond {
    if let Some(holds) = holds(cond, known, ranges) {
        return Cond::Const(holds);
    }
    let each = |conds: &[Cond]| -> Vec<Cond> {
        conds.iter().map(|cond| decided_cond(cond, known, ranges)).collect()
    };
    match cond {
        Cond::And(conds) => Cond::and(each(conds)),
        Cond::Or(conds) => Cond::or(each(conds)),
        Cond::Cmp(op, left, right) => {
            let (left, right) = (decided(left, known, ranges), decided(right, known, ranges));
            let cond = Cond::cmp(*op, left, right).simplify_with(ranges);
            holds(&cond, known, ranges).map_or(cond, Cond::Const)
        }
        other => other.clone(),
    }
}

/// Whether a condition holds where others do, if they say so.
fn holds(cond: &Cond, known: &[Cond], ranges: &impl Ranges) -> Option<bool> {
    match cond {
        Cond::Const(holds) => Some(*holds),
        Cond::And(conds) => {
            let each: Vec<_> = conds.iter().map(|cond| holds(cond, known, ranges)).collect();
            if each.contains(&Some(false)) {
                return Some(false);
            }
            each.iter().all(|it| *it == Some(true)).then_some(true)
        }
        Cond::Or(conds) => {
            let each: Vec<_> = conds.iter().map(|cond| holds(cond, known, ranges)).collect();
            if each.contains(&Some(true)) {
                return Some(true);
            }
            each.iter().all(|it| *it == Some(false)).then_some(false)
        }
        _ if known.contains(cond) => Some(true),
        _ => known.contains(&cond.clone().negate().simplify_with(ranges)).then_some(false),
    }
}

/// A value where conditions hold, without the choices that they decide.
fn decided(expr: &Expr, known: &[Cond], ranges: &impl Ranges) -> Expr {
    if !expr.any(|e| matches!(e, Expr::Select(..))) {
        return expr.clone();
    }
    let each = |operands: &[Expr]| -> Vec<Expr> {
        operands.iter().map(|operand| decided(operand, known, ranges)).collect()
    };
    match expr {
        Expr::Select(cond, then, otherwise) => match holds(cond, known, ranges) {
            Some(true) => decided(then, known, ranges),
            Some(false) => decided(otherwise, known, ranges),
            None => Expr::select(
                decided_cond(cond, known, ranges),
                decided(then, known, ranges),
                decided(otherwise, known, ranges),
            ),
        },
        Expr::Add(terms) => Expr::add(each(terms)),
        Expr::Mul(factors) => Expr::mul(each(factors)),
        Expr::FloorDiv(a, b) => {
            Expr::floor_div(decided(a, known, ranges), decided(b, known, ranges))
        }
        Expr::Mod(a, b) => Expr::modulo(decided(a, known, ranges), decided(b, known, ranges)),
        Expr::Wrap(bits, inner) => Expr::wrap(*bits, decided(inner, known, ranges)),
        other => other.clone(),
    }
}
