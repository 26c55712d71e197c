//! Simple forms that were found before: formulas are built from parts that are simple already, and
//! each step up would walk all of them again.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::expr::{Cond, Expr};

/// Formulas and conditions with their simple forms, under ranges that do not change.
#[derive(Debug, Default)]
pub struct Memo {
    exprs: RefCell<FxHashMap<Expr, Expr>>,
    conds: RefCell<FxHashMap<Cond, Cond>>,
}

impl Memo {
    /// Forgets all, which is due when ranges change.
    pub fn clear(&self) {
        self.exprs.borrow_mut().clear();
        self.conds.borrow_mut().clear();
    }

    /// The simple form of an expression, from `simplify` if it is not known.
    pub(super) fn expr(&self, expr: &Expr, simplify: impl FnOnce() -> Expr) -> Expr {
        if let Some(known) = self.exprs.borrow().get(expr) {
            return known.clone();
        }
        let simple = simplify();
        let mut exprs = self.exprs.borrow_mut();
        exprs.insert(expr.clone(), simple.clone());
        exprs.insert(simple.clone(), simple.clone());
        simple
    }

    /// The same for a condition.
    pub(super) fn cond(&self, cond: &Cond, simplify: impl FnOnce() -> Cond) -> Cond {
        if let Some(known) = self.conds.borrow().get(cond) {
            return known.clone();
        }
        let simple = simplify();
        let mut conds = self.conds.borrow_mut();
        conds.insert(cond.clone(), simple.clone());
        conds.insert(simple.clone(), simple.clone());
        simple
    }
}
