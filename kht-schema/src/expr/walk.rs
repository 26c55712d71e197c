//! Walking: size, depth, symbols and substitution.

use std::collections::BTreeSet;

use super::shared::Operand;
use super::{Cond, Expr, Sym};

/// Gives each symbol its replacement, or `None` to keep it.
type Replace<'a> = dyn FnMut(Sym) -> Option<Expr> + 'a;

impl Expr {
    /// Whether a node satisfies the predicate, those within conditions and loads included.
    #[must_use]
    pub fn any(&self, predicate: impl Fn(&Expr) -> bool) -> bool {
        self.find(&mut |node| predicate(node))
    }

    /// The symbols that occur, those within conditions and loads included.
    #[must_use]
    pub fn symbols(&self) -> BTreeSet<Sym> {
        let mut symbols = BTreeSet::new();
        self.find(&mut collect_into(&mut symbols));
        symbols
    }

    /// Number of nodes, conditions included.
    #[must_use]
    pub fn n_nodes(&self) -> usize {
        self.size() as usize
    }

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
        }
    }

    /// Replaces symbols and rebuilds what is above them.
    #[must_use]
    pub fn substitute(&self, replace: &mut impl FnMut(Sym) -> Option<Expr>) -> Expr {
        self.replace(replace)
    }

    fn replace(&self, with: &mut Replace<'_>) -> Expr {
        match self {
            Expr::Int(value) => Expr::Int(*value),
            Expr::Sym(sym) => with(*sym).unwrap_or(Expr::Sym(*sym)),
            Expr::Add(terms) => Expr::add(replace_all(terms, with)),
            Expr::Mul(factors) => Expr::mul(replace_all(factors, with)),
            Expr::FloorDiv(a, b) => Expr::floor_div(a.replace(with), b.replace(with)),
            Expr::Mod(a, b) => Expr::modulo(a.replace(with), b.replace(with)),
            Expr::Min(operands) => Expr::min(replace_all(operands, with)),
            Expr::Max(operands) => Expr::max(replace_all(operands, with)),
            Expr::Select(cond, a, b) => {
                Expr::select(cond.replace(with), a.replace(with), b.replace(with))
            }
            Expr::Bit(op, a, b) => Expr::bit(*op, a.replace(with), b.replace(with)),
            Expr::Wrap(bits, inner) => Expr::wrap(*bits, inner.replace(with)),
            Expr::Load(pointer, offset, ty) => Expr::load(*pointer, offset.replace(with), *ty),
        }
    }

    /// Visits nodes from the root downwards until the visitor says `true`.
    pub(crate) fn find(&self, visit: &mut dyn FnMut(&Expr) -> bool) -> bool {
        if visit(self) {
            return true;
        }
        match self {
            Expr::Int(_) | Expr::Sym(_) => false,
            Expr::Add(operands)
            | Expr::Mul(operands)
            | Expr::Min(operands)
            | Expr::Max(operands) => operands.iter().any(|operand| operand.find(visit)),
            Expr::FloorDiv(a, b) | Expr::Mod(a, b) | Expr::Bit(_, a, b) => {
                a.find(visit) || b.find(visit)
            }
            Expr::Select(cond, a, b) => cond.find(visit) || a.find(visit) || b.find(visit),
            Expr::Wrap(_, inner) | Expr::Load(_, inner, _) => inner.find(visit),
        }
    }
}

impl Cond {
    /// Whether an expression node within satisfies the predicate.
    #[must_use]
    pub fn any(&self, predicate: impl Fn(&Expr) -> bool) -> bool {
        self.find(&mut |node| predicate(node))
    }

    /// The symbols that occur, those within loads included.
    #[must_use]
    pub fn symbols(&self) -> BTreeSet<Sym> {
        let mut symbols = BTreeSet::new();
        self.find(&mut collect_into(&mut symbols));
        symbols
    }

    /// Number of nodes, those of expressions included.
    #[must_use]
    pub fn n_nodes(&self) -> usize {
        self.size() as usize
    }

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

    /// Replaces symbols and rebuilds what is above them.
    #[must_use]
    pub fn substitute(&self, replace: &mut impl FnMut(Sym) -> Option<Expr>) -> Cond {
        self.replace(replace)
    }

    fn replace(&self, with: &mut Replace<'_>) -> Cond {
        match self {
            Cond::Const(value) => Cond::Const(*value),
            Cond::Cmp(op, a, b) => Cond::cmp(*op, a.replace(with), b.replace(with)),
            Cond::And(conds) => {
                Cond::and(conds.iter().map(|cond| cond.replace(with)).collect::<Vec<_>>())
            }
            Cond::Or(conds) => {
                Cond::or(conds.iter().map(|cond| cond.replace(with)).collect::<Vec<_>>())
            }
            Cond::Not(cond) => cond.replace(with).negate(),
        }
    }

    pub(crate) fn find(&self, visit: &mut dyn FnMut(&Expr) -> bool) -> bool {
        match self {
            Cond::Const(_) => false,
            Cond::Cmp(_, a, b) => a.find(visit) || b.find(visit),
            Cond::And(conds) | Cond::Or(conds) => conds.iter().any(|cond| cond.find(visit)),
            Cond::Not(cond) => cond.find(visit),
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
        };
        below.saturating_add(1)
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
}

fn replace_all(operands: &[Expr], with: &mut Replace<'_>) -> Vec<Expr> {
    operands.iter().map(|operand| operand.replace(with)).collect()
}

/// A visitor that notes symbols and never stops.
fn collect_into(symbols: &mut BTreeSet<Sym>) -> impl FnMut(&Expr) -> bool {
    move |node| {
        if let Expr::Sym(sym) = node {
            symbols.insert(*sym);
        }
        false
    }
}
