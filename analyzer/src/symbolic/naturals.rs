//! Values that are not negative: proved, or assumed where a launch can check it.

use kht_schema::{AssumptionKind, Expr, Sym};

use super::Ctx;

/// Nesting of quotients and remainders that is followed.
const MAX_DEPTH: u32 = 16;

impl Ctx<'_, '_> {
    /// Whether a value is not negative. It may be assumed of what it is made of, where that looks
    /// like a size or an index.
    pub(super) fn natural(&mut self, value: &Expr) -> bool {
        self.natural_within(value, MAX_DEPTH)
    }

    fn natural_within(&mut self, value: &Expr, depth: u32) -> bool {
        if self.proves_non_negative(value) {
            return true;
        }
        if depth == 0 {
            return false;
        }
        let made_of_naturals = match value {
            // Divisors are positive, or assumed to be.
            Expr::FloorDiv(dividend, _) => self.natural_within(dividend, depth - 1),
            Expr::Mod(..) => true,
            Expr::Add(terms) => {
                // `m - mod(m, d)` is not negative if `m` is not.
                let mut relaxed = false;
                let mut lower = Vec::with_capacity(terms.len());
                for term in terms.iter() {
                    lower.push(match term.clone().split_factor() {
                        (Expr::Mod(dividend, _), factor)
                            if factor < 0 && self.natural_within(&dividend, depth - 1) =>
                        {
                            relaxed = true;
                            Expr::Int(factor) * dividend.take()
                        }
                        _ => term.clone(),
                    });
                }
                let lower = Expr::add(lower).simplify_with(self);
                relaxed && self.natural_within(&lower, depth - 1)
            }
            _ => false,
        };
        if made_of_naturals {
            return true;
        }
        let looks_natural = self.plausibly_non_negative(value) || self.counts_down(value);
        if looks_natural {
            self.assume(AssumptionKind::Range, value, 0, i64::MAX);
        }
        looks_natural
    }

    /// Whether a value goes down from that of the block, the same for its threads: a walk over the
    /// blocks before this one, which ends at the first.
    fn counts_down(&self, expr: &Expr) -> bool {
        let has = |expr: &Expr, kind: fn(Sym) -> bool| {
            expr.any(|e| matches!(e, Expr::Sym(symbol) if kind(*symbol)))
        };
        let Expr::Add(terms) = expr else { return false };
        let falls = |term: &Expr| {
            let (_, factor) = term.clone().split_factor();
            factor < 0 && has(term, |symbol| matches!(symbol, Sym::It(_)))
        };
        let thread = has(expr, |symbol| matches!(symbol, Sym::Tid(_)));
        let block = has(expr, |symbol| matches!(symbol, Sym::Bid(_)));
        block && !thread && terms.iter().any(falls) && !self.is_dynamic(expr)
    }
}
