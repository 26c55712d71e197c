//! Digits of indices: an index that conditions take remainders of becomes its digits.
//!
//! `mod(tid.x, 16) < 8` says nothing linear of `tid.x`, but of its last digit to the base 16.
//! Quotients alone need no digits, they move to the other side of a comparison.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kht_schema::expr::CmpOp;
use kht_schema::expr::range::{AnyLaunch, Interval, Ranges};
use kht_schema::{Cond, Expr, LoopId, Sym};

use super::form::is_index;
use super::points::Ends;

/// Indices with their ends, and the conditions on them.
pub(super) struct Indices {
    pub(super) axes: BTreeMap<Sym, Ends>,
    pub(super) conds: Vec<Cond>,
    /// Iterations from here on are of no loop.
    pub(super) first_free: u32,
}

/// Puts digits in the place of indices that remainders are taken of.
pub(super) fn split(mut indices: Indices) -> Indices {
    let mut bases: BTreeMap<Sym, BTreeSet<i128>> = BTreeMap::new();
    let mut taken: BTreeSet<Sym> = BTreeSet::new();
    for cond in &indices.conds {
        // Nothing is replaced: this is a walk over all nodes.
        let _ = cond.rewrite(&mut |node| {
            let (dividend, divisor) = match node {
                Expr::Mod(dividend, divisor) | Expr::FloorDiv(dividend, divisor) => {
                    (&**dividend, &**divisor)
                }
                _ => return None,
            };
            if let (Expr::Sym(sym), Expr::Int(base)) = (dividend, divisor)
                && is_index(*sym)
                && *base > 1
            {
                bases.entry(*sym).or_default().insert(*base);
                if matches!(node, Expr::Mod(..)) {
                    taken.insert(*sym);
                }
            }
            None
        });
    }
    for sym in taken {
        let bases: Vec<i128> = bases.remove(&sym).into_iter().flatten().collect();
        if bases.windows(2).all(|pair| pair[1] % pair[0] == 0) {
            split_one(&mut indices, sym, &bases);
        }
    }
    indices
}

fn split_one(indices: &mut Indices, sym: Sym, bases: &[i128]) {
    let Some(ends) = indices.axes.remove(&sym) else { return };
    let mut digits = Digits { ranges: HashMap::new() };
    let mut number = Vec::new();
    let mut unit = 1;
    for base in bases {
        let digit = indices.fresh();
        digits.ranges.insert(digit, Interval::new(0, base / unit - 1));
        indices.axes.insert(digit, vec![Expr::Int(base / unit)]);
        number.push(Expr::mul([Expr::Int(unit), Expr::Sym(digit)]));
        unit = *base;
    }
    // The first digit keeps the name of the index.
    number.push(Expr::mul([Expr::Int(unit), Expr::Sym(sym)]));
    let number = Expr::add(number);
    let (mut open, mut below) = (Ends::new(), Vec::new());
    for end in ends {
        match end.as_int() {
            Some(end) if end % unit == 0 => open.push(Expr::Int(end / unit)),
            _ => below.push(Cond::cmp(CmpOp::Lt, number.clone(), end)),
        }
    }
    indices.axes.insert(sym, open);
    for cond in &mut indices.conds {
        let replaced = cond.substitute(&mut |found| (found == sym).then(|| number.clone()));
        *cond = replaced.simplify_with(&digits);
    }
    indices.conds.append(&mut below);
}

impl Indices {
    fn fresh(&mut self) -> Sym {
        self.first_free += 1;
        Sym::It(LoopId(self.first_free - 1))
    }
}

/// What digits can be.
struct Digits {
    ranges: HashMap<Sym, Interval>,
}

impl Ranges for Digits {
    fn sym(&self, sym: Sym) -> Interval {
        self.ranges.get(&sym).copied().unwrap_or_else(|| AnyLaunch.sym(sym))
    }
}
