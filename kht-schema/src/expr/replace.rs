//! Replacing nodes, and rebuilding what is above them.

use rustc_hash::FxHashMap;

use super::shared::Operand;
use super::{Carried, Cond, Expr, Fold};

/// Gives a node its replacement, or `None` to look at what is below it.
type Replace<'a> = dyn FnMut(&Expr) -> Option<Expr> + 'a;

/// Smaller nodes are rebuilt as fast as they are looked up.
const MIN_NODES: u32 = 8;

/// One pass over a formula. A part that occurs several times is rebuilt once, so that the result
/// shares it as well.
struct Pass<'r, 'w> {
    with: &'r mut Replace<'w>,
    exprs: FxHashMap<Expr, Expr>,
    conds: FxHashMap<Cond, Cond>,
}

impl Expr {
    pub(super) fn replace(&self, with: &mut Replace<'_>) -> Expr {
        Pass::new(with).expr(self)
    }
}

impl Cond {
    pub(super) fn replace(&self, with: &mut Replace<'_>) -> Cond {
        Pass::new(with).cond(self)
    }
}

impl<'r, 'w> Pass<'r, 'w> {
    fn new(with: &'r mut Replace<'w>) -> Self {
        Pass { with, exprs: FxHashMap::default(), conds: FxHashMap::default() }
    }

    fn expr(&mut self, expr: &Expr) -> Expr {
        if let Some(replacement) = (self.with)(expr) {
            return replacement;
        }
        if expr.size() < MIN_NODES {
            return self.rebuilt(expr);
        }
        if let Some(known) = self.exprs.get(expr) {
            return known.clone();
        }
        let rebuilt = self.rebuilt(expr);
        self.exprs.insert(expr.clone(), rebuilt.clone());
        rebuilt
    }

    fn rebuilt(&mut self, expr: &Expr) -> Expr {
        match expr {
            Expr::Int(_) | Expr::Sym(_) => expr.clone(),
            Expr::Add(terms) => Expr::add(self.exprs(terms)),
            Expr::Mul(factors) => Expr::mul(self.exprs(factors)),
            Expr::FloorDiv(a, b) => Expr::floor_div(self.expr(a), self.expr(b)),
            Expr::Mod(a, b) => Expr::modulo(self.expr(a), self.expr(b)),
            Expr::Min(operands) => Expr::min(self.exprs(operands)),
            Expr::Max(operands) => Expr::max(self.exprs(operands)),
            Expr::Select(cond, a, b) => Expr::select(self.cond(cond), self.expr(a), self.expr(b)),
            Expr::Bit(op, a, b) => Expr::bit(*op, self.expr(a), self.expr(b)),
            Expr::Wrap(bits, inner) => Expr::wrap(*bits, self.expr(inner)),
            Expr::Load(pointer, offset, ty) => Expr::load(*pointer, self.expr(offset), *ty),
            Expr::Fold(fold) => self.fold(fold),
        }
    }

    fn exprs(&mut self, operands: &[Expr]) -> Vec<Expr> {
        operands.iter().map(|operand| self.expr(operand)).collect()
    }

    fn cond(&mut self, cond: &Cond) -> Cond {
        if cond.size() < MIN_NODES {
            return self.rebuilt_cond(cond);
        }
        if let Some(known) = self.conds.get(cond) {
            return known.clone();
        }
        let rebuilt = self.rebuilt_cond(cond);
        self.conds.insert(cond.clone(), rebuilt.clone());
        rebuilt
    }

    fn rebuilt_cond(&mut self, cond: &Cond) -> Cond {
        match cond {
            Cond::Const(value) => Cond::Const(*value),
            Cond::Cmp(op, a, b) => Cond::cmp(*op, self.expr(a), self.expr(b)),
            Cond::And(conds) => Cond::and(self.conds(conds)),
            Cond::Or(conds) => Cond::or(self.conds(conds)),
            Cond::Not(cond) => self.cond(cond).negate(),
        }
    }

    fn conds(&mut self, conds: &[Cond]) -> Vec<Cond> {
        conds.iter().map(|cond| self.cond(cond)).collect()
    }

    /// A fold: in its steps, the symbols that it binds stay.
    fn fold(&mut self, fold: &Fold) -> Expr {
        let firsts: Vec<Expr> = fold.carried.iter().map(|car| self.expr(&car.first)).collect();
        let with = &mut *self.with;
        let mut inside = |node: &Expr| match node {
            Expr::Sym(sym) if fold.binds(*sym) => None,
            node => with(node),
        };
        let mut steps = Pass::new(&mut inside);
        let carried = fold.carried.iter().zip(firsts).map(|(car, first)| Carried {
            index: car.index,
            first,
            next: steps.expr(&car.next),
        });
        let carried = carried.collect();
        let (stay, result) = (steps.cond(&fold.stay), steps.expr(&fold.result));
        Expr::fold(fold.id, stay, result, carried)
    }
}
