//! What was found of formulas before: they are built from parts that were looked at already, and
//! each step up would walk all of them again.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::expr::kinds::Kinds;
use crate::expr::range::Interval;
use crate::expr::shared::Operand;
use crate::expr::{Cond, Expr};

/// Smaller formulas are looked at again as fast as they are looked up.
const MIN_NODES: u32 = 5;

/// Symbols whose ranges a stage may still find out.
const MOVING: Kinds = Kinds::IT.union(Kinds::OPQ).union(Kinds::BOUND);

/// Formulas and conditions with their simple forms and ranges, under ranges of symbols that do not
/// change.
#[derive(Debug, Default)]
pub struct Memo {
    /// Of formulas over the launch and the thread.
    fixed: Found,
    /// Of those that hang on iterations, on what loops carry, or on what is not known.
    moving: Found,
}

#[derive(Debug, Default)]
struct Found {
    exprs: RefCell<FxHashMap<Expr, Expr>>,
    conds: RefCell<FxHashMap<Cond, Cond>>,
    ranges: RefCell<FxHashMap<Expr, Interval>>,
    differences: RefCell<FxHashMap<Expr, Interval>>,
}

impl Memo {
    /// Forgets all, which is due when symbols get another meaning.
    pub fn clear(&self) {
        self.fixed.clear();
        self.moving.clear();
    }

    /// Forgets what hangs on iterations, on what loops carry, or on what is not known, which is due
    /// when the ranges of such symbols change.
    pub fn forget_moving(&self) {
        self.moving.clear();
    }

    /// The difference of two sides with its range, from `find` if it is not known.
    pub fn difference(&self, difference: &Expr, find: impl FnOnce() -> Interval) -> Interval {
        look_up(&self.of(difference).differences, difference, find)
    }

    /// The range of an expression, from `find` if it is not known.
    pub(in crate::expr) fn range(&self, expr: &Expr, find: impl FnOnce() -> Interval) -> Interval {
        if expr.size() < MIN_NODES {
            return find();
        }
        look_up(&self.of(expr).ranges, expr, find)
    }

    /// The simple form of an expression, from `simplify` if it is not known.
    pub(super) fn expr(&self, expr: &Expr, simplify: impl FnOnce() -> Expr) -> Expr {
        self.simple(|found| &found.exprs, expr, simplify)
    }

    /// The same for a condition.
    pub(super) fn cond(&self, cond: &Cond, simplify: impl FnOnce() -> Cond) -> Cond {
        self.simple(|found| &found.conds, cond, simplify)
    }

    fn simple<T: Operand + Eq + Clone>(
        &self,
        forms: fn(&Found) -> &RefCell<FxHashMap<T, T>>,
        node: &T,
        simplify: impl FnOnce() -> T,
    ) -> T {
        let known = forms(self.of(node));
        if let Some(known) = known.borrow().get(node) {
            return known.clone();
        }
        let simple = simplify();
        known.borrow_mut().insert(node.clone(), simple.clone());
        let known = forms(self.of(&simple));
        known.borrow_mut().insert(simple.clone(), simple.clone());
        simple
    }

    fn of(&self, node: &impl Operand) -> &Found {
        if node.kinds().meets(MOVING) { &self.moving } else { &self.fixed }
    }
}

impl Found {
    fn clear(&self) {
        self.exprs.borrow_mut().clear();
        self.conds.borrow_mut().clear();
        self.ranges.borrow_mut().clear();
        self.differences.borrow_mut().clear();
    }
}

/// The range that is known of an expression, or that is found now; finding may look up others.
fn look_up(
    known: &RefCell<FxHashMap<Expr, Interval>>,
    expr: &Expr,
    find: impl FnOnce() -> Interval,
) -> Interval {
    if let Some(known) = known.borrow().get(expr) {
        return *known;
    }
    let found = find();
    known.borrow_mut().insert(expr.clone(), found);
    found
}
