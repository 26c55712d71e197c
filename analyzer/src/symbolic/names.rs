//! Names for formulas that are long and the same for all iterations, so that what is built on them
//! stays short: index arithmetic of tiled kernels divides by products of divided sizes, and each
//! use of such a value would repeat all of it.

use kht_schema::expr::CmpOp;
use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::range::{Interval, Ranges};
use kht_schema::{Cond, Expr, Sym, ValId};
use rustc_hash::FxHashMap as HashMap;

use super::Ctx;
use super::ranges::{Plausible, non_negative};

/// Formulas with fewer nodes are repeated rather than named.
const MIN_NODES: usize = 12;

/// The same for quotients and remainders, which join with other terms when they are seen.
const MIN_QUOTIENT_NODES: usize = 24;

/// What no table may have is not named, so that whoever asked for it sees how long it is.
const MAX_NODES: usize = kht_schema::expr::MAX_NODES;

/// The named formulas of a kernel.
#[derive(Default)]
pub(super) struct Names {
    values: Vec<Named>,
    ids: HashMap<Expr, ValId>,
}

/// A named formula, with what is asked of it again and again.
pub(super) struct Named {
    expr: Expr,
    pub(super) range: Interval,
    /// The range if no argument is negative.
    pub(super) plausible_range: Interval,
    /// Whether it hangs on loaded values.
    pub(super) dynamic: bool,
}

impl Names {
    pub(super) fn get(&self, id: ValId) -> &Named {
        &self.values[id.index()]
    }

    fn iter(&self) -> impl Iterator<Item = (ValId, &Named)> {
        let numbered = (0..).zip(&self.values);
        numbered.map(|(position, named)| (ValId(position), named))
    }

    /// The formulas in the order of their ids.
    pub(super) fn into_values(self) -> Vec<Expr> {
        self.values.into_iter().map(|named| named.expr).collect()
    }
}

impl Ctx<'_, '_> {
    /// The name of a formula if it is worth one, else the formula.
    pub(super) fn named(&mut self, expr: Expr) -> Expr {
        let expr = self.with_names(expr);
        if !is_worth_a_name(&expr) {
            return expr;
        }
        if let Some(&id) = self.values.ids.get(&expr) {
            return Expr::Sym(Sym::Val(id));
        }
        let id = ValId(u32::try_from(self.values.values.len()).expect("fewer than instructions"));
        let named = Named {
            range: range(&expr, self),
            plausible_range: range(&expr, &Plausible(self)),
            dynamic: self.is_dynamic(&expr),
            expr: expr.clone(),
        };
        self.values.values.push(named);
        self.values.ids.insert(expr, id);
        Expr::Sym(Sym::Val(id))
    }

    /// A condition whose value has a name, if it is worth one.
    pub(super) fn named_condition(&mut self, cond: Cond) -> Cond {
        match self.named(Expr::select(cond.clone(), Expr::ONE, Expr::ZERO)) {
            Expr::Sym(name) => Cond::cmp(CmpOp::Ne, Expr::Sym(name), Expr::ZERO),
            _ => cond,
        }
    }

    /// A sum in which all terms of a named sum occur, or a product with all factors of a named
    /// product, with the name in their place; products within a sum too.
    fn with_names(&self, expr: Expr) -> Expr {
        let terms = match &expr {
            Expr::Add(terms) => terms,
            Expr::Mul(_) => return self.product_with_names(&expr).unwrap_or(expr),
            _ => return expr,
        };
        for (id, named) in self.values.iter() {
            let Expr::Add(parts) = &named.expr else { continue };
            if parts.len() <= terms.len() && parts.iter().all(|part| terms.contains(part)) {
                let rest = terms.iter().filter(|term| !parts.contains(term)).cloned();
                let name = Expr::Sym(Sym::Val(id));
                return self.with_names(Expr::add(rest.chain([name])).simplify_with(self));
            }
        }
        let shorter: Vec<Option<Expr>> =
            terms.iter().map(|term| self.product_with_names(term)).collect();
        if shorter.iter().all(Option::is_none) {
            return expr;
        }
        let terms =
            shorter.into_iter().zip(terms).map(|(short, term)| short.unwrap_or(term.clone()));
        self.with_names(Expr::add(terms.collect::<Vec<_>>()).simplify_with(self))
    }

    /// A product with the name of the longest named product in it; `None` if there is none. A size
    /// that was divided by has a name, and what it is multiplied with again must show the same one
    /// for the two to become a remainder.
    fn product_with_names(&self, expr: &Expr) -> Option<Expr> {
        let Expr::Mul(factors) = expr else { return None };
        let found = self.values.iter().filter_map(|(id, named)| {
            let Expr::Mul(parts) = &named.expr else { return None };
            let mut left = factors.to_vec();
            for part in parts {
                left.remove(left.iter().position(|factor| factor == part)?);
            }
            left.push(Expr::Sym(Sym::Val(id)));
            Some(left)
        });
        found.min_by_key(Vec::len).map(Expr::mul)
    }
}

/// Sums and products stay, as affine forms must be seen; so does what moves with the thread, whose
/// pattern must be.
fn is_worth_a_name(expr: &Expr) -> bool {
    let quotient = matches!(expr, Expr::FloorDiv(..) | Expr::Mod(..));
    let least = if quotient { MIN_QUOTIENT_NODES } else { MIN_NODES };
    if !(least..=MAX_NODES).contains(&expr.n_nodes()) {
        return false;
    }
    let opaque_to_affine =
        |e: &Expr| !matches!(e, Expr::Int(_) | Expr::Sym(_) | Expr::Add(_) | Expr::Mul(_));
    let moving = [Kinds::TID, Kinds::IT, Kinds::OPQ, Kinds::BOUND];
    let moving = moving.into_iter().fold(Kinds::default(), Kinds::union);
    // What a fold binds moves only outside of it.
    expr.any(opaque_to_affine) && expr.symbols_of(moving).is_empty()
}

/// What a formula can be, its sign looked at closely, as later stages see the name only.
fn range(expr: &Expr, ranges: &impl Ranges) -> Interval {
    let range = expr.range(ranges);
    if non_negative(expr, ranges) {
        return range.intersect(Interval { lo: Some(0), hi: None });
    }
    range
}
