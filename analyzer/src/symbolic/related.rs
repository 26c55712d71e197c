//! What symbols can be beside each other: indices are below counts, and lanes are in waves.

use kht_schema::expr::Axis;
use kht_schema::expr::range::{Interval, Launches, Ranges};
use kht_schema::{Expr, Sym};

use super::Ctx;

/// The range of a sum, from the fact that there are more blocks than the index of a block, and
/// more threads than the index of a thread: where a sum grows with the one, it is at least what
/// it is for the other plus one.
pub(super) fn related(sum: &Expr, ranges: &impl Ranges, launches: &Launches) -> Interval {
    let Expr::Add(terms) = sum else { return Interval::ALL };
    let symbols = sum.symbols();
    let pairs: Vec<(Sym, Sym)> = Axis::ALL
        .into_iter()
        .flat_map(|a| [(Sym::Gdim(a), Sym::Bid(a)), (Sym::Bdim(a), Sym::Tid(a))])
        .filter(|(count, index)| symbols.contains(count) && symbols.contains(index))
        .collect();
    if pairs.is_empty() {
        return Interval::ALL;
    }
    let bound = |sign: i128| {
        let terms = terms.iter().map(|term| {
            pairs.iter().fold(term.clone(), |term, (count, index)| {
                let next = Expr::Sym(*index) + Expr::ONE;
                if grows_with(&term, *count, sign, ranges) { term.put(*count, &next) } else { term }
            })
        });
        Expr::add(terms.collect::<Vec<_>>()).simplify_with(launches).range(ranges)
    };
    Interval { lo: bound(1).lo, hi: bound(-1).hi }
}

/// Whether a product has a symbol as one factor, and others whose product has a sign.
fn grows_with(term: &Expr, symbol: Sym, sign: i128, ranges: &impl Ranges) -> bool {
    let factors = match term {
        Expr::Mul(factors) => &factors[..],
        other => std::slice::from_ref(other),
    };
    let (found, others): (Vec<&Expr>, Vec<&Expr>) =
        factors.iter().partition(|factor| **factor == Expr::Sym(symbol));
    let product = Expr::Int(sign) * Expr::mul(others.into_iter().cloned());
    found.len() == 1
        && !product.symbols().contains(&symbol)
        && product.range(ranges).lo.is_some_and(|lo| 0 <= lo)
}

/// Ranges in one wave of a block with one row: `tid.y` stands for the lane, `tid.z` for the number
/// of the wave.
pub(super) struct InWave<'c, 'a, 'm> {
    pub(super) ctx: &'c Ctx<'a, 'm>,
    pub(super) wave: u32,
}

impl Ranges for InWave<'_, '_, '_> {
    fn sym(&self, sym: Sym) -> Interval {
        match sym {
            Sym::Tid(Axis::Y) => Interval::new(0, i128::from(self.wave) - 1),
            Sym::Tid(Axis::Z) => {
                let last = self.ctx.sym(Sym::Tid(Axis::X)).hi;
                Interval { lo: Some(0), hi: last.map(|last| last / i128::from(self.wave)) }
            }
            _ => self.ctx.sym(sym),
        }
    }
}
