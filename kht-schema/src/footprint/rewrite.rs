//! Rewriting: replaces a variable or an atom everywhere and folds what becomes decidable.

use std::rc::Rc;

use super::env::Env;
use super::linear::{Atom, Linear, Node, Res};
use super::pred::Pred;
use super::region::Change;

impl Env<'_> {
    /// The form after the change.
    pub(super) fn rewrite(&self, linear: &Linear, change: &Change<'_>) -> Res<Linear> {
        let mut result =
            Linear { vars: linear.vars.clone(), constant: linear.constant, ..Linear::default() };
        if let Change::Var(var, with) = change {
            let factor = linear.factor(*var);
            if factor != 0 {
                result = result.without(*var);
                result.add_scaled(factor, with)?;
            }
        }
        for (node, factor) in &linear.atoms {
            result.add_scaled(*factor, &self.rewrite_atom(node, change)?)?;
        }
        Ok(result)
    }

    /// The condition after the change.
    pub(super) fn rewrite_pred(&self, pred: &Pred, change: &Change<'_>) -> Res<Pred> {
        let all = |preds: &[Pred]| -> Res<Vec<Pred>> {
            preds.iter().map(|pred| self.rewrite_pred(pred, change)).collect()
        };
        Ok(match pred {
            Pred::Const(value) => Pred::Const(*value),
            Pred::Le(linear) => self.le(self.rewrite(linear, change)?)?,
            Pred::Eq(linear) => self.eq(self.rewrite(linear, change)?),
            Pred::Ne(linear) => self.ne(self.rewrite(linear, change)?),
            Pred::And(preds) => Pred::and(all(preds)?),
            Pred::Or(preds) => Pred::or(all(preds)?),
        })
    }

    fn rewrite_atom(&self, node: &Rc<Node>, change: &Change<'_>) -> Res<Linear> {
        match change {
            Change::Atom(old, with) if **node == **old => return Ok((*with).clone()),
            Change::Var(var, _) if node.vars & (1 << var) == 0 => {
                return Ok(Linear {
                    atoms: [(Rc::clone(node), 1)].into_iter().collect(),
                    ..Linear::default()
                });
            }
            _ => {}
        }
        let part = |part: &Linear| self.rewrite(part, change);
        match &node.atom {
            Atom::FloorDiv(a, divisor) => self.floor_div(part(a)?, *divisor),
            Atom::Mod(a, divisor) => self.modulo(part(a)?, *divisor),
            Atom::Quotient(a, b) => self.quotient(part(a)?, part(b)?),
            Atom::Remainder(a, b) => self.remainder(part(a)?, part(b)?),
            Atom::Product(a, b) => self.product(part(a)?, part(b)?),
            Atom::Min(a, b) => self.min(part(a)?, part(b)?),
            Atom::Max(a, b) => self.max(part(a)?, part(b)?),
            Atom::Select(cond, a, b) => {
                Ok(self.select(self.rewrite_pred(cond, change)?, part(a)?, part(b)?))
            }
            Atom::Bit(op, a, b) => self.bit(*op, part(a)?, part(b)?),
            Atom::Load(slot, a, ty) => Ok(self.load(*slot, part(a)?, *ty)),
            Atom::Table(table, index) => Ok(self.table(table, part(index)?)),
            Atom::Opaque(range, reason, number) => Ok(Linear::opaque(*range, *reason, *number)),
        }
    }
}
