//! What conditions say about values: a guard `0 <= i` makes the assumption that `i` is not
//! negative superfluous where it holds.

use kht_schema::expr::CmpOp;
use kht_schema::{Cond, Expr, Sym};

use super::Ctx;
use crate::facts::{Assumption, Claim, Needs};
use crate::scev::Block;

impl<'m> Ctx<'_, 'm> {
    /// Whether a value is not negative wherever all of some conditions hold: it is at least what
    /// one of them says is not.
    pub(super) fn implies_non_negative(&self, guards: &[Cond], value: &Expr) -> bool {
        let at_least =
            |other: Expr| self.proves_non_negative(&(value.clone() - other).simplify_with(self));
        guards.iter().any(|guard| {
            let Cond::Cmp(op, a, b) = guard else { return false };
            // What has nothing in common with the value takes nothing away from it.
            if !share_a_term(value, a) && !share_a_term(value, b) {
                return false;
            }
            let gap = (b.clone() - a.clone()).simplify_with(self);
            match op {
                CmpOp::Lt => at_least(gap - Expr::ONE),
                CmpOp::Le => at_least(gap),
                CmpOp::Ne => [gap.clone(), -gap]
                    .into_iter()
                    .any(|gap| self.proves_non_negative(&gap) && at_least(gap - Expr::ONE)),
                CmpOp::Eq => false,
            }
        })
    }

    /// Of the assumptions that an address needs, those that its guards do not imply. What the
    /// guards need themselves is not in question here; it is added to the rest later.
    pub(super) fn not_implied(&mut self, needs: Needs, block: Block<'m>, guards: &[Cond]) -> Needs {
        let mut left = Needs::new();
        for position in needs.iter() {
            let implied = match self.implied.get(&(block, position)) {
                Some(&known) => known,
                None => self.is_implied(&self.assumptions[position], guards),
            };
            self.implied.insert((block, position), implied);
            if !implied || self.needs.contains(position) {
                left.insert(position);
            }
        }
        left
    }

    /// A value where all of some conditions hold: of a choice that one of them decides, the side
    /// that is left.
    pub(super) fn given_guards(&self, expr: &Expr, guards: &[Cond]) -> Expr {
        let is_choice = |e: &Expr| matches!(e, Expr::Select(..));
        if guards.is_empty() || !expr.any(is_choice) {
            return expr.clone();
        }
        decided(expr, guards).simplify_with(self)
    }

    /// Guards speak of one iteration, assumptions of all, so only what is the same in all counts.
    fn is_implied(&self, assumption: &Assumption, guards: &[Cond]) -> bool {
        let Some(Claim { expr, lo, hi, everywhere: false }) = &assumption.claim else {
            return false;
        };
        let expr = &self.given_guards(expr, guards);
        let varies = expr.any(|e| matches!(e, Expr::Sym(Sym::It(_) | Sym::Car(..) | Sym::Opq(_))));
        let above = expr.clone() - Expr::Int((*lo).into());
        let below = Expr::Int((*hi).into()) - expr.clone();
        let holds = |slack: Expr| {
            let slack = slack.simplify_with(self);
            self.proves_non_negative(&slack) || self.implies_non_negative(guards, &slack)
        };
        !varies && holds(above) && holds(below)
    }
}

/// Whether two sums have a term in common, whatever its factors.
fn share_a_term(a: &Expr, b: &Expr) -> bool {
    terms(a).iter().any(|term| {
        let factors = factors(term);
        !factors.is_empty() && terms(b).iter().any(|other| self::factors(other) == factors)
    })
}

fn terms(sum: &Expr) -> &[Expr] {
    match sum {
        Expr::Add(terms) => terms,
        other => std::slice::from_ref(other),
    }
}

/// The factors of a product that are not constant.
fn factors(term: &Expr) -> &[Expr] {
    match term {
        Expr::Int(_) => &[],
        Expr::Mul(factors) => match &**factors {
            [Expr::Int(_), rest @ ..] => rest,
            all => all,
        },
        other => std::slice::from_ref(other),
    }
}

/// An expression without the choices that some conditions decide, outside of memory and bits.
fn decided(expr: &Expr, guards: &[Cond]) -> Expr {
    let each = |operands: &[Expr]| -> Vec<Expr> {
        operands.iter().map(|operand| decided(operand, guards)).collect()
    };
    match expr {
        Expr::Select(cond, then, otherwise) => {
            if hold_all(cond, guards) {
                decided(then, guards)
            } else if hold_all(&(**cond).clone().negate(), guards) {
                decided(otherwise, guards)
            } else {
                expr.clone()
            }
        }
        Expr::Add(terms) => Expr::add(each(terms)),
        Expr::Mul(factors) => Expr::mul(each(factors)),
        Expr::FloorDiv(a, b) => Expr::floor_div(decided(a, guards), decided(b, guards)),
        Expr::Mod(a, b) => Expr::modulo(decided(a, guards), decided(b, guards)),
        Expr::Wrap(bits, inner) => Expr::wrap(*bits, decided(inner, guards)),
        other => other.clone(),
    }
}

/// Whether some conditions say all that another one does.
fn hold_all(cond: &Cond, guards: &[Cond]) -> bool {
    match cond {
        Cond::And(conds) => conds.iter().all(|cond| guards.contains(cond)),
        other => guards.contains(other),
    }
}
