//! What formulas rest on, in a list in which each claim is found by one look.

use std::ops::Index;

use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::shared::Operand;
use kht_schema::{AssumptionKind, Expr, Sym};
use rustc_hash::FxHashMap;

use crate::facts::{Assumption, Claim, Needs};

/// A value with the ends of its range.
type Bounds = (Expr, i64, i64);

/// The assumptions of a kernel; their positions stay.
#[derive(Default)]
pub(super) struct Assumptions {
    list: Vec<Assumption>,
    /// The first assumption of each claim.
    positions: FxHashMap<Bounds, usize>,
}

impl Assumptions {
    /// Position of the assumption that a value stays in a range, which is added if it is new.
    pub(super) fn claim(
        &mut self,
        kind: AssumptionKind,
        expr: &Expr,
        (lo, hi): (i64, i64),
    ) -> usize {
        let key = (expr.clone(), lo, hi);
        if let Some(&known) = self.positions.get(&key) {
            return known;
        }
        let claim = Claim { expr: expr.clone(), lo, hi, everywhere: false };
        self.push(Assumption { kind, claim: Some(claim) })
    }

    /// Position of an assumption of a kind which no value tells, which is added if none is known.
    pub(super) fn that(&mut self, kind: AssumptionKind) -> usize {
        let known = self.list.iter().position(|known| known.kind == kind);
        known.unwrap_or_else(|| self.push(Assumption { kind, claim: None }))
    }

    /// Position of an assumption, which is added if it is new.
    pub(super) fn same(&mut self, assumption: Assumption) -> usize {
        let known = self.list.iter().position(|known| *known == assumption);
        known.unwrap_or_else(|| self.push(assumption))
    }

    fn push(&mut self, assumption: Assumption) -> usize {
        let position = self.list.len();
        if let Some(bounds) = bounds(&assumption) {
            self.positions.entry(bounds).or_insert(position);
        }
        self.list.push(assumption);
        position
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.positions.clear();
    }

    /// Those that claim something of a symbol of some kinds that is among the given ones.
    pub(super) fn about(&self, kinds: Kinds, given: impl Fn(Sym) -> bool) -> Needs {
        let occurs = |e: &Expr| matches!(e, Expr::Sym(symbol) if given(*symbol));
        let numbered = self.list.iter().enumerate();
        let about = numbered.filter(|(_, it)| match &it.claim {
            Some(claim) => claim.expr.kinds().meets(kinds) && claim.expr.any(occurs),
            None => false,
        });
        about.map(|(position, _)| position).collect()
    }

    /// Puts a value in place of a symbol.
    pub(super) fn put(&mut self, symbol: Sym, value: &Expr) {
        let mut changed = false;
        for claim in self.list.iter_mut().filter_map(|it| it.claim.as_mut()) {
            if claim.expr.mentions(symbol) {
                claim.expr = claim.expr.put(symbol, value);
                changed = true;
            }
        }
        if changed {
            self.positions.clear();
            for (position, assumption) in self.list.iter().enumerate() {
                if let Some(bounds) = bounds(assumption) {
                    self.positions.entry(bounds).or_insert(position);
                }
            }
        }
    }

    /// Makes a claim one of all threads.
    pub(super) fn hold_everywhere(&mut self, position: usize, when: impl Fn(&Expr) -> bool) {
        if let Some(claim) = &mut self.list[position].claim {
            claim.everywhere |= when(&claim.expr);
        }
    }

    /// All of them.
    pub(super) fn into_list(self) -> Vec<Assumption> {
        self.list
    }
}

impl Index<usize> for Assumptions {
    type Output = Assumption;

    fn index(&self, position: usize) -> &Assumption {
        &self.list[position]
    }
}

fn bounds(assumption: &Assumption) -> Option<Bounds> {
    let claim = assumption.claim.as_ref()?;
    Some((claim.expr.clone(), claim.lo, claim.hi))
}
