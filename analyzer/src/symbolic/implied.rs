//! What conditions say about values: a guard `0 <= i` makes the assumption that `i` is not
//! negative superfluous where it holds.

use kht_schema::expr::CmpOp;
use kht_schema::{Cond, Expr, Sym};

use super::Ctx;
use crate::facts::{Assumption, Needs};

impl Ctx<'_, '_> {
    /// Whether a value is not negative wherever all of some conditions hold: it is at least what
    /// one of them says is not.
    pub(super) fn implies_non_negative(&self, guards: &[Cond], value: &Expr) -> bool {
        let at_least =
            |other: Expr| self.proves_non_negative(&(value.clone() - other).simplify_with(self));
        guards.iter().any(|guard| {
            let Cond::Cmp(op, a, b) = guard else { return false };
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
    pub(super) fn not_implied(&self, needs: Needs, guards: &[Cond]) -> Needs {
        needs
            .into_iter()
            .filter(|position| {
                self.needs.contains(position)
                    || !self.is_implied(&self.assumptions[*position], guards)
            })
            .collect()
    }

    /// Guards speak of one iteration, assumptions of all, so only what is the same in all counts.
    fn is_implied(&self, assumption: &Assumption, guards: &[Cond]) -> bool {
        let Assumption { kind: _, expr, lo, hi } = assumption;
        let varies = expr.any(|e| matches!(e, Expr::Sym(Sym::It(_) | Sym::Opq(_))));
        let above = expr.clone() - Expr::Int((*lo).into());
        let below = Expr::Int((*hi).into()) - expr.clone();
        let holds = |slack: Expr| {
            let slack = slack.simplify_with(self);
            self.proves_non_negative(&slack) || self.implies_non_negative(guards, &slack)
        };
        !varies && holds(above) && holds(below)
    }
}
