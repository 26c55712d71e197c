//! Values as functions of the place that they are stored at.

use kht_schema::{Cond, Expr, LoopId, Sym};

use crate::symbolic::Ctx;

/// Stands for the place within a function of it; no loop has this number.
pub(super) const PLACE: Sym = Sym::It(LoopId(u32::MAX));

/// A place as `start + factor * sum`, where the sum is what differs between the threads and
/// iterations that store.
pub(super) struct Index {
    pub(super) start: Expr,
    pub(super) factor: i128,
    sum: Vec<(Expr, i128)>,
    varies: Varies,
}

/// Which symbols mean something else where a value is stored than where it is loaded.
pub(super) struct Varies {
    /// Each thread has a piece of memory of its own.
    pub(super) private: bool,
    /// Loops that both are in.
    pub(super) common: Vec<u32>,
}

impl Varies {
    /// Whether a symbol does.
    pub(super) fn symbol(&self, symbol: Sym) -> bool {
        match symbol {
            Sym::Tid(_) => !self.private,
            Sym::It(id) | Sym::Car(id, _) => !self.common.contains(&id.0),
            Sym::Opq(_) => true,
            _ => false,
        }
    }

    fn expr(&self, expr: &Expr) -> bool {
        expr.any(|e| matches!(e, Expr::Sym(symbol) if self.symbol(*symbol)))
    }

    /// Whether a condition hangs on such a symbol.
    pub(super) fn cond(&self, cond: &Cond) -> bool {
        cond.any(|e| matches!(e, Expr::Sym(symbol) if self.symbol(*symbol)))
    }
}

impl Index {
    /// A place as an index; `None` if its sum may be negative.
    pub(super) fn of(ctx: &Ctx<'_, '_>, varies: Varies, place: &Expr) -> Option<Index> {
        let terms = match place {
            Expr::Add(terms) => terms.to_vec(),
            other => vec![other.clone()],
        };
        let (sum, start): (Vec<Expr>, Vec<Expr>) =
            terms.into_iter().partition(|term| varies.expr(term));
        let mut sum: Vec<(Expr, i128)> = sum.into_iter().map(Expr::split_factor).collect();
        let factor = sum.iter().fold(0, |common, (_, factor)| gcd(common, *factor)).max(1);
        for (_, each) in &mut sum {
            *each /= factor;
        }
        let index = Index { start: Expr::add(start), factor, sum, varies };
        // The symbol that stands for the sum is never negative.
        ctx.proves_non_negative(&index.total()).then_some(index)
    }

    fn total(&self) -> Expr {
        let terms = self.sum.iter();
        Expr::add(terms.map(|(term, factor)| Expr::Int(*factor) * term.clone()))
    }

    /// What an expression of the storing thread is where the sum has a value, if it hangs on the
    /// thread and the iteration by the sum alone.
    pub(super) fn function(&self, ctx: &Ctx<'_, '_>, expr: &Expr, at: &Expr) -> Option<Expr> {
        if !self.varies.expr(expr) {
            return Some(expr.clone());
        }
        let symbols = self.sum.iter().filter_map(|(term, factor)| match term {
            Expr::Sym(symbol) if factor.abs() == 1 => Some((*symbol, *factor)),
            _ => None,
        });
        for (symbol, factor) in symbols {
            let rest = self.total() - Expr::Int(factor) * Expr::Sym(symbol);
            let solved = Expr::Int(factor) * (Expr::Sym(PLACE) - rest);
            let function = expr.put(symbol, &solved);
            let function = function.simplify_with(ctx);
            let left = |e: &Expr| match e {
                Expr::Sym(symbol) => *symbol != PLACE && self.varies.symbol(*symbol),
                _ => false,
            };
            if !function.any(left) {
                let placed = function.put(PLACE, at);
                return Some(placed.simplify_with(ctx));
            }
        }
        None
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
