//! Walking: size, depth and symbols; and what is replaced where, see `replace`.
//!
//! The symbols that a fold binds are no symbols of the expression around it, and are not replaced
//! in it; all else looks at every node.

use std::collections::BTreeSet;

use super::kinds::Kinds;
use super::shared::Operand;
use super::{Cond, Expr, Fold, Sym};

/// What expressions and conditions have in common, by way of their `walk` and `replace`.
macro_rules! walks {
    ($node:ty) => {
        impl $node {
            /// Whether a node satisfies the predicate, those within conditions and loads included.
            #[must_use]
            pub fn any(&self, predicate: impl Fn(&Expr) -> bool) -> bool {
                self.find(&mut |node| predicate(node))
            }

            /// The symbols that occur, those within conditions and loads included.
            #[must_use]
            pub fn symbols(&self) -> BTreeSet<Sym> {
                let mut symbols = BTreeSet::new();
                self.walk(&mut collect_into(&mut symbols));
                symbols
            }

            /// The symbols of some kinds that occur.
            #[must_use]
            pub fn symbols_of(&self, kinds: Kinds) -> BTreeSet<Sym> {
                let mut symbols = BTreeSet::new();
                self.walk(&mut collect_kinds(kinds, &mut symbols));
                symbols
            }

            /// Number of nodes, those of conditions and expressions included.
            #[must_use]
            pub fn n_nodes(&self) -> usize {
                self.size() as usize
            }

            /// Replaces symbols and rebuilds what is above them. A symbol always becomes the same.
            #[must_use]
            pub fn substitute(&self, replace: &mut impl FnMut(Sym) -> Option<Expr>) -> Self {
                self.replace(&mut by_symbol(replace))
            }

            /// The same for symbols of some kinds; what has none of them stays as it is.
            #[must_use]
            pub fn substitute_of(
                &self,
                kinds: Kinds,
                replace: &mut impl FnMut(Sym) -> Option<Expr>,
            ) -> Self {
                self.replace(&mut by_kind(kinds, replace))
            }

            /// Puts a value in place of a symbol; what does not have it stays as it is.
            #[must_use]
            pub fn put(&self, symbol: Sym, value: &Expr) -> Self {
                let mut by_value = |found| (found == symbol).then(|| value.clone());
                self.replace(&mut by_kind(Kinds::of(symbol), &mut by_value))
            }

            /// Replaces nodes of expressions, from the root downwards, and rebuilds what is above
            /// them. Symbols that a fold binds stay. A node always becomes the same.
            #[must_use]
            pub fn rewrite(&self, replace: &mut impl FnMut(&Expr) -> Option<Expr>) -> Self {
                self.replace(replace)
            }

            /// Visits nodes from the root downwards until the visitor says `true`.
            pub(crate) fn find(&self, visit: &mut dyn FnMut(&Expr) -> bool) -> bool {
                self.walk(&mut |node| if visit(node) { Visit::Stop } else { Visit::Into })
            }
        }
    };
}

walks!(Expr);
walks!(Cond);

impl Expr {
    /// Nodes on the longest way from the root to a leaf, conditions included.
    #[must_use]
    pub fn depth(&self) -> usize {
        1 + match self {
            Expr::Int(_) | Expr::Sym(_) => 0,
            Expr::Add(operands)
            | Expr::Mul(operands)
            | Expr::Min(operands)
            | Expr::Max(operands) => operands.iter().map(Expr::depth).fold(0, usize::max),
            Expr::FloorDiv(a, b) | Expr::Mod(a, b) | Expr::Bit(_, a, b) => a.depth().max(b.depth()),
            Expr::Select(cond, a, b) => cond.depth().max(a.depth()).max(b.depth()),
            Expr::Wrap(_, inner) | Expr::Load(_, inner, _) => inner.depth(),
            Expr::Fold(fold) => fold.depth(),
        }
    }

    /// Visits nodes from the root downwards, as the visitor says; whether it stopped.
    fn walk(&self, visit: &mut dyn FnMut(&Expr) -> Visit) -> bool {
        match visit(self) {
            Visit::Into => {}
            Visit::Over => return false,
            Visit::Stop => return true,
        }
        match self {
            Expr::Int(_) | Expr::Sym(_) => false,
            Expr::Add(operands)
            | Expr::Mul(operands)
            | Expr::Min(operands)
            | Expr::Max(operands) => operands.iter().any(|operand| operand.walk(visit)),
            Expr::FloorDiv(a, b) | Expr::Mod(a, b) | Expr::Bit(_, a, b) => {
                a.walk(visit) || b.walk(visit)
            }
            Expr::Select(cond, a, b) => cond.walk(visit) || a.walk(visit) || b.walk(visit),
            Expr::Wrap(_, inner) | Expr::Load(_, inner, _) => inner.walk(visit),
            Expr::Fold(fold) => {
                let Fold { id: _, stay, result, carried } = &**fold;
                stay.walk(visit)
                    || result.walk(visit)
                    || carried.iter().any(|car| car.first.walk(visit) || car.next.walk(visit))
            }
        }
    }
}

impl Cond {
    /// Nodes on the longest way from the root to a leaf, those of expressions included.
    #[must_use]
    pub fn depth(&self) -> usize {
        1 + match self {
            Cond::Const(_) => 0,
            Cond::Cmp(_, a, b) => a.depth().max(b.depth()),
            Cond::And(conds) | Cond::Or(conds) => conds.iter().map(Cond::depth).fold(0, usize::max),
            Cond::Not(cond) => cond.depth(),
        }
    }

    fn walk(&self, visit: &mut dyn FnMut(&Expr) -> Visit) -> bool {
        match self {
            Cond::Const(_) => false,
            Cond::Cmp(_, a, b) => a.walk(visit) || b.walk(visit),
            Cond::And(conds) | Cond::Or(conds) => conds.iter().any(|cond| cond.walk(visit)),
            Cond::Not(cond) => cond.walk(visit),
        }
    }
}

impl Operand for Expr {
    fn size(&self) -> u32 {
        let below = match self {
            Expr::Int(_) | Expr::Sym(_) => 0,
            Expr::Add(operands)
            | Expr::Mul(operands)
            | Expr::Min(operands)
            | Expr::Max(operands) => operands.size(),
            Expr::FloorDiv(a, b) | Expr::Mod(a, b) | Expr::Bit(_, a, b) => {
                a.size().saturating_add(b.size())
            }
            Expr::Select(cond, a, b) => {
                cond.size().saturating_add(a.size()).saturating_add(b.size())
            }
            Expr::Wrap(_, inner) | Expr::Load(_, inner, _) => inner.size(),
            Expr::Fold(fold) => fold.size(),
        };
        below.saturating_add(1)
    }

    fn kinds(&self) -> Kinds {
        match self {
            Expr::Int(_) => Kinds::default(),
            Expr::Sym(sym) => Kinds::of(*sym),
            Expr::Add(operands)
            | Expr::Mul(operands)
            | Expr::Min(operands)
            | Expr::Max(operands) => operands.kinds(),
            Expr::FloorDiv(a, b) | Expr::Mod(a, b) | Expr::Bit(_, a, b) => {
                a.kinds().union(b.kinds())
            }
            Expr::Select(cond, a, b) => cond.kinds().union(a.kinds()).union(b.kinds()),
            Expr::Wrap(_, inner) => inner.kinds(),
            Expr::Load(_, inner, _) => inner.kinds().union(Kinds::LOAD),
            Expr::Fold(fold) => fold.kinds(),
        }
    }
}

impl Operand for Cond {
    fn size(&self) -> u32 {
        let below = match self {
            Cond::Const(_) => 0,
            Cond::Cmp(_, a, b) => a.size().saturating_add(b.size()),
            Cond::And(conds) | Cond::Or(conds) => conds.size(),
            Cond::Not(cond) => cond.size(),
        };
        below.saturating_add(1)
    }

    fn kinds(&self) -> Kinds {
        match self {
            Cond::Const(_) => Kinds::default(),
            Cond::Cmp(_, a, b) => a.kinds().union(b.kinds()),
            Cond::And(conds) | Cond::Or(conds) => conds.kinds(),
            Cond::Not(cond) => cond.kinds(),
        }
    }
}

fn by_symbol(replace: &mut impl FnMut(Sym) -> Option<Expr>) -> impl FnMut(&Expr) -> Option<Expr> {
    |node| match node {
        Expr::Sym(sym) => replace(*sym),
        _ => None,
    }
}

fn by_kind(
    kinds: Kinds,
    replace: &mut impl FnMut(Sym) -> Option<Expr>,
) -> impl FnMut(&Expr) -> Option<Expr> {
    move |node| match node {
        Expr::Sym(sym) => replace(*sym),
        node if !node.kinds().meets(kinds) => Some(node.clone()),
        _ => None,
    }
}

/// What a visitor wants to see next.
enum Visit {
    /// What is below the node.
    Into,
    /// What comes after the node and all below it.
    Over,
    /// Nothing more.
    Stop,
}

/// A visitor that notes the symbols that are not bound by a fold.
fn collect_into(symbols: &mut BTreeSet<Sym>) -> impl FnMut(&Expr) -> Visit {
    move |node| match node {
        Expr::Sym(sym) => {
            symbols.insert(*sym);
            Visit::Into
        }
        Expr::Fold(fold) => {
            symbols.extend(fold.symbols());
            Visit::Over
        }
        _ => Visit::Into,
    }
}

/// The same for some kinds.
fn collect_kinds(kinds: Kinds, symbols: &mut BTreeSet<Sym>) -> impl FnMut(&Expr) -> Visit {
    move |node| match node {
        node if !node.kinds().meets(kinds) => Visit::Over,
        Expr::Sym(sym) => {
            symbols.insert(*sym);
            Visit::Into
        }
        Expr::Fold(fold) => {
            let free = fold.symbols();
            symbols.extend(free.into_iter().filter(|sym| Kinds::of(*sym).meets(kinds)));
            Visit::Over
        }
        _ => Visit::Into,
    }
}
