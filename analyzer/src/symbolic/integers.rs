//! Integers of the machine, `n` bits wide, as exact integers.
//!
//! An integer is asked for in one of three readings. *Raw* is any exact integer that is equal to it
//! modulo `2^n`: sums and products need no proof then. *Signed* and *unsigned* are the numbers that
//! the bits stand for; [`Ctx::fit`] gets there from the raw one.

use kht_schema::{AssumptionKind, Cond, Expr, WhyCode};

use super::{Ctx, Scope};
use crate::scev::Value;

/// How the bits of an integer are read.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reading {
    /// Any number that is equal modulo `2^n`.
    Raw,
    Signed,
    Unsigned,
}

/// An exact integer, with what it is known to be.
pub(super) struct Meaning {
    pub(super) reading: Reading,
    pub(super) expr: Expr,
}

impl<'m> Ctx<'_, 'm> {
    /// An integer value as seen from a scope.
    pub(super) fn integer(&mut self, value: Value<'m>, scope: Scope, reading: Reading) -> Expr {
        if let Some((expr, needs)) = self.integers.get(&(value, scope, reading)) {
            self.needs.extend(needs);
            return expr.clone();
        }
        if self.too_deep() {
            return self.opaque(value, WhyCode::TooLarge);
        }
        let (expr, needs) = self.tracked(|ctx| {
            let expr = ctx.integer_uncached(value, scope, reading).simplify_with(ctx);
            let expr = ctx.named(expr);
            if expr.n_nodes() > super::MAX_NODES {
                return ctx.opaque(value, WhyCode::TooLarge);
            }
            expr
        });
        self.integers.insert((value, scope, reading), (expr.clone(), needs));
        expr
    }

    fn integer_uncached(&mut self, value: Value<'m>, scope: Scope, reading: Reading) -> Expr {
        match value.bits() {
            Some(1) => {
                let one = if reading == Reading::Signed { -1 } else { 1 };
                let cond = self.condition(value, scope);
                Expr::select(cond, Expr::Int(one), Expr::ZERO)
            }
            Some(2..=64) => {
                if let Some(expr) = self.at_end(value, scope, reading) {
                    return expr;
                }
                if let Some(expr) = self.handed_on(value, scope, reading) {
                    return expr;
                }
                match self.scev.expr(value, scope) {
                    Some(tree) => self.tree(&tree, value, scope, reading),
                    None => self.opaque(value, WhyCode::TooLarge),
                }
            }
            _ => self.opaque(value, WhyCode::Instruction),
        }
    }

    /// Turns what an integer is known to be into the reading that is asked for.
    pub(super) fn read_as(&mut self, meaning: Meaning, bits: u32, reading: Reading) -> Expr {
        self.read_where(&Cond::Const(true), meaning, bits, reading)
    }

    /// The same for a value that is computed only where a condition holds, so that what is assumed
    /// of it need not hold elsewhere: there, the value assumed of has its lower bound.
    pub(super) fn read_where(
        &mut self,
        computed: &Cond,
        meaning: Meaning,
        bits: u32,
        reading: Reading,
    ) -> Expr {
        if reading == Reading::Raw || meaning.reading == reading {
            return meaning.expr;
        }
        self.fit_where(computed, meaning.expr, bits, reading)
    }

    /// The signed or unsigned number of `bits` bits that is equal to `expr` modulo `2^bits`.
    ///
    /// It is `expr` itself if ranges prove so, or by a recorded assumption. Where the value hangs
    /// on memory or on something unknown, launches cannot check one, and the reduction is explicit.
    pub(super) fn fit(&mut self, expr: Expr, bits: u32, reading: Reading) -> Expr {
        self.fit_where(&Cond::Const(true), expr, bits, reading)
    }

    fn fit_where(&mut self, computed: &Cond, expr: Expr, bits: u32, reading: Reading) -> Expr {
        let half = 1_i128 << (bits - 1);
        let (lo, hi) = match reading {
            Reading::Raw => return expr,
            Reading::Signed => (-half, half - 1),
            Reading::Unsigned => (0, 2 * half - 1),
        };
        if self.proves(&expr, lo, hi) {
            return expr;
        }
        let expr = expr.simplify_with(self);
        if self.proves(&expr, lo, hi) {
            return expr;
        }
        // LLVM writes a mask as a cut to a narrow type, so there the reduction is meant.
        if bits < 32 || self.is_dynamic(&expr) {
            return match reading {
                Reading::Unsigned => Expr::modulo(expr, Expr::Int(2 * half)),
                Reading::Raw | Reading::Signed => Expr::wrap(bits, expr),
            };
        }
        let kind = match expr {
            Expr::Sym(_) => AssumptionKind::Range,
            _ => AssumptionKind::NoWrap,
        };
        // Values of 64 bits are assumed to be below 2^63, as signed ones are.
        let clamp = |end: i128| i64::try_from(end).unwrap_or(i64::MAX);
        let (lo, hi) = (clamp(lo), clamp(hi));
        let above = expr.clone() - Expr::Int(lo.into());
        let claim = match computed {
            Cond::Const(_) => expr.clone(),
            cond if self.implies_non_negative(std::slice::from_ref(cond), &above) => {
                Expr::select(cond.clone(), expr.clone(), Expr::Int(lo.into()))
            }
            // Nothing that the condition says is needed.
            _ => expr.clone(),
        };
        self.assume(kind, &claim, lo, hi);
        expr
    }
}
