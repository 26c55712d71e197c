//! Values that a loop carries from one iteration to the next and that scalar evolution does not
//! know.
//!
//! The value is taken for a symbol `p` while the loop's body is translated to what the next
//! iteration gets. Three forms have a solution:
//!
//! * `p + c`: `first + c*it`;
//! * no `p` in it, `next(it)`: the first iteration is peeled, so `select(it == 0, first,
//!   next(it - 1))`;
//! * `p - mod(p, m) + m`: the next multiple of `m`, as loops over tiles take it that share out a
//!   flat index (stream-k): `select(it == 0, first, m*(floordiv(first, m) + it))`.
//!
//! Whatever has none of these is a fold, see `recurrences`.
//!
//! Whether there is one is found once for each value, even if it is asked for on the way to others:
//! values that hang on each other have none whichever is looked at first.
//!
//! All are right by induction over the iterations. That `p` is not negative may be used in the
//! last one, as the first value is not (proved or assumed) and `m` is positive.

use kht_schema::expr::CmpOp;
use kht_schema::expr::kinds::Kinds;
use kht_schema::{AssumptionKind, Cond, Expr, LoopId, OpqId, Sym, WhyCode};

use super::integers::{Meaning, Reading};
use super::trips::is_peeled;
use super::{Ctx, Scope};
use crate::scev::{Opcode, Value};

/// Values that are solved for each other's sake.
const MAX_NESTED: usize = 3;

impl<'m> Ctx<'_, 'm> {
    /// A `phi` of a loop header, as a signed number.
    pub(super) fn carried(&mut self, phi: Value<'m>) -> Expr {
        let Some(index) = self.cfg.loop_of(phi.block()) else {
            return self.opaque(phi, WhyCode::Phi);
        };
        if let Some(symbol) = self.stepped(phi, index) {
            return symbol;
        }
        // Solved once: what is known of its next value by now is in terms of the solution, which
        // would take that for a value that does not hang on the one before.
        if let Some((solution, needs)) = self.solved.get(&phi) {
            self.needs.extend(needs);
            return solution.clone();
        }
        let (expr, needs) = self.tracked(|ctx| ctx.carried_uncached(phi, index));
        let open = |e: &Expr| {
            matches!(e, Expr::Sym(Sym::Opq(_) | Sym::Car(..) | Sym::Step(_)) | Expr::Fold(_))
        };
        if !expr.any(open) {
            self.solved.insert(phi, (expr.clone(), needs));
        }
        expr
    }

    fn carried_uncached(&mut self, phi: Value<'m>, index: u32) -> Expr {
        if let Some(same) = self.unchanged(phi) {
            return same;
        }
        let unknown = self.opaque(phi, WhyCode::Phi);
        let Expr::Sym(Sym::Opq(id)) = unknown else { return unknown };
        if self.solving.contains(&id) {
            return unknown;
        }
        if self.solving.len() == MAX_NESTED {
            self.postponed.insert(id);
            return unknown;
        }
        let hopeless = self.unsolvable.contains(&id);
        let solution = if hopeless { None } else { self.solve(phi, id) };
        if solution.is_none() {
            self.unsolvable.insert(id);
        }
        if !self.solving.is_empty() {
            if solution.is_none() {
                self.postponed.insert(id);
            }
            return solution.unwrap_or(unknown);
        }
        let postponed = std::mem::take(&mut self.postponed);
        let is_postponed =
            |e: &Expr| matches!(e, Expr::Sym(Sym::Opq(id)) if postponed.contains(id));
        if !postponed.is_empty() {
            self.forget_where(
                Kinds::OPQ,
                |symbol| matches!(symbol, Sym::Opq(id) if postponed.contains(&id)),
            );
        }
        solution
            .filter(|solution| !solution.any(is_postponed))
            .or_else(|| self.at_iteration(phi, index))
            .unwrap_or(unknown)
    }

    /// What a loop hands to its next iteration, as the carried value of that iteration: shorter
    /// than what it is computed from, where the solution has the first iteration peeled.
    pub(super) fn handed_on(
        &mut self,
        value: Value<'m>,
        scope: Scope,
        reading: Reading,
    ) -> Option<Expr> {
        value.opcode()?;
        let (index, bits) = (self.cfg.loop_of(value.block())?, value.bits()?);
        let id = LoopId(index);
        let after = if Some(index) == scope {
            Expr::Sym(Sym::It(id)) + Expr::ONE
        } else if self.cfg.parent(index) == scope {
            self.last_iteration(value, index)? + Expr::ONE
        } else {
            return None;
        };
        let next_is_value =
            |phi: &Value<'m>| self.first_and_next(*phi, index).is_some_and(|it| it.1 == value);
        let phi = self.cfg.header(index).phis().into_iter().find(next_is_value)?;
        // Only what is solved already: the solution is found from what the value is computed from.
        let (solution, needs) = self.solved.get(&phi)?;
        let mut symbols = solution.symbols().into_iter();
        let around = self.cfg.chain(scope);
        let closed = |sym: Sym| matches!(sym, Sym::It(it) if it != id && !around.contains(&it.0));
        if !solution.any(|e| is_peeled(e, id)) || symbols.any(closed) {
            return None;
        }
        self.needs.extend(needs);
        let expr = solution.put(Sym::It(id), &after).simplify_with(self);
        Some(self.read_as(Meaning { reading: Reading::Signed, expr }, bits, reading))
    }

    /// What a `phi` of a loop header is before the loop, and what the next iteration gets.
    pub(super) fn first_and_next(
        &self,
        phi: Value<'m>,
        index: u32,
    ) -> Option<(Value<'m>, Value<'m>)> {
        let [(a, from), (b, _)] = phi.incoming()[..] else { return None };
        Some(if self.cfg.contains(Some(index), from) { (b, a) } else { (a, b) })
    }

    fn solve(&mut self, phi: Value<'m>, id: OpqId) -> Option<Expr> {
        if !phi.bits().is_some_and(|bits| (2..=64).contains(&bits)) {
            return None;
        }
        let index = self.cfg.loop_of(phi.block())?;
        let (first, next) = self.first_and_next(phi, index)?;
        let first = self.integer(first, self.cfg.parent(index), Reading::Signed);
        let range = self.opaques[id.index()].lo;
        if self.proves_non_negative(&first) || self.plausibly_non_negative(&first) {
            if !self.proves_non_negative(&first) {
                self.assume(AssumptionKind::Range, &first, 0, i64::MAX);
            }
            self.set_least(id, Some(0));
        }
        self.solving.push(id);
        let next = self.next(next, index, Reading::Signed);
        self.solving.pop();
        let solution = self.solution(id, LoopId(index), &first, &next);
        self.set_least(id, range);
        self.replace(id, solution.as_ref());
        solution
    }

    /// Says what a value that is not known is at least.
    fn set_least(&mut self, id: OpqId, least: Option<i64>) {
        let known = &mut self.opaques[id.index()].lo;
        if *known != least {
            *known = least;
            self.memos.forget_moving();
        }
    }

    /// What the next iteration gets. Where the last block merges ways of which some lead out of
    /// the loop (a `break`), only the others count.
    pub(super) fn next(&mut self, value: Value<'m>, index: u32, reading: Reading) -> Expr {
        let header = self.cfg.header(index);
        let is_phi = value.opcode() == Some(Opcode::LLVMPHI);
        if !is_phi || value.block() == header {
            return self.integer(value, Some(index), reading);
        }
        let leaving = self.decided_otherwise(value.block(), |target| target == header);
        if leaving.is_empty() {
            return self.integer(value, Some(index), reading);
        }
        self.merge_without(value, Some(index), reading, &leaving).simplify_with(self)
    }

    fn solution(&self, id: OpqId, counter: LoopId, first: &Expr, next: &Expr) -> Option<Expr> {
        let carried = Expr::Sym(Sym::Opq(id));
        let iteration = Expr::Sym(Sym::It(counter));
        let growth = (next.clone() - carried.clone()).simplify_with(self);
        let carries = |expr: &Expr| {
            let symbols = expr.symbols_of(Kinds::BOUND);
            symbols.iter().any(|sym| sym.iterates() == Some(counter))
        };
        if !growth.any(|e| *e == carried || *e == iteration) && !carries(&growth) {
            return Some(first.clone() + growth * iteration);
        }
        // What hangs on others that the loop carries is one of them.
        if carries(next) {
            return None;
        }
        let later = if next.any(|e| *e == carried) {
            let step = multiple_in(next, &carried)?;
            let varies = step.any(|e| *e == carried || *e == iteration);
            let above = carried.clone() - Expr::modulo(carried, step.clone()) + step.clone();
            if varies || (above - next.clone()).simplify_with(self) != Expr::ZERO {
                return None;
            }
            step.clone() * (Expr::floor_div(first.clone(), step) + iteration.clone())
        } else {
            let before = iteration.clone() - Expr::ONE;
            next.put(Sym::It(counter), &before)
        };
        let start = Cond::cmp(CmpOp::Eq, iteration, Expr::ZERO);
        Some(Expr::select(start, first.clone(), later))
    }

    /// Forgets what was translated with the symbol; assumptions made on the way hold for the
    /// solution.
    fn replace(&mut self, id: OpqId, solution: Option<&Expr>) {
        let symbol = Sym::Opq(id);
        self.forget_where(Kinds::OPQ, |found| found == symbol);
        let Some(solution) = solution else {
            // Without a solution, nothing that was made with the symbol is kept.
            let about = self.assumptions.about(Kinds::OPQ, |found| found == symbol);
            self.needs.remove(&about);
            return;
        };
        self.assumptions.put(symbol, solution);
    }
}

/// The divisor by which a value is divided somewhere in an expression.
fn multiple_in(expr: &Expr, value: &Expr) -> Option<Expr> {
    match expr {
        Expr::Mod(dividend, divisor) | Expr::FloorDiv(dividend, divisor)
            if **dividend == *value =>
        {
            Some((**divisor).clone())
        }
        Expr::Add(operands) | Expr::Mul(operands) => {
            operands.iter().find_map(|operand| multiple_in(operand, value))
        }
        _ => None,
    }
}
