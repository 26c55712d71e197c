//! Which kinds of symbols a formula has, as a set of bits that each node keeps, so that what looks
//! for one of them walks no further than it has to.

use super::shared::Operand;
use super::{Axis, Expr, Sym};

/// A set of kinds of symbols; loaded values are one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    /// Values read from buffers.
    pub const LOAD: Kinds = Kinds(1);
    /// Values that are not known.
    pub const OPQ: Kinds = Kinds(1 << 1);
    /// Named formulas.
    pub const VAL: Kinds = Kinds(1 << 2);
    /// What folds bind, and what loops carry.
    pub const BOUND: Kinds = Kinds(1 << 3);
    /// Arguments.
    pub const ARG: Kinds = Kinds(1 << 4);
    /// Iterations of any loop.
    pub const IT: Kinds = Kinds(0xff << 8);
    /// What may differ from iteration to iteration.
    pub const ITERATING: Kinds = Kinds(Kinds::IT.0 | Kinds::BOUND.0);
    /// Thread indices.
    pub const TID: Kinds = Kinds(0b111 << 25);

    /// The kind of a symbol; iterations of loops whose numbers are far apart may share one.
    #[must_use]
    pub fn of(sym: Sym) -> Kinds {
        let axis = |first: u32, axis: Axis| Kinds(1 << (first + axis as u32));
        match sym {
            Sym::Gdim(it) => axis(16, it),
            Sym::Bdim(it) => axis(19, it),
            Sym::Bid(it) => axis(22, it),
            Sym::Tid(it) => axis(25, it),
            Sym::Arg(_) => Kinds::ARG,
            Sym::It(id) => Kinds(1 << (8 + id.0 % 8)),
            Sym::Opq(_) => Kinds::OPQ,
            Sym::Val(_) => Kinds::VAL,
            Sym::Step(_) | Sym::Car(..) => Kinds::BOUND,
        }
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether the sets have something in common.
    #[must_use]
    pub fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }
}

impl Expr {
    /// Whether a symbol occurs, those that folds bind included.
    #[must_use]
    pub fn mentions(&self, symbol: Sym) -> bool {
        let kind = Kinds::of(symbol);
        self.kinds().meets(kind) && self.symbols_of(kind).contains(&symbol)
    }
}
