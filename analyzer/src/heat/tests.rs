//! Sums against enumeration: whatever a rule says, counting one by one says it, too.

use std::collections::BTreeMap;

use kht_schema::expr::eval::Env;
use kht_schema::expr::{Axis, Pointer, ScalarType};
use kht_schema::{Cond, Expr, Sym};
use proptest::prelude::*;

use super::points::points;
use super::region::regions;

/// Values of symbols.
struct Values(BTreeMap<Sym, i128>);

impl Env for Values {
    fn sym(&self, sym: Sym) -> Option<i128> {
        self.0.get(&sym).copied()
    }

    fn load(&self, _: Pointer, _: i128, _: ScalarType) -> Option<i128> {
        None
    }
}

fn axes() -> [(Sym, Sym); 3] {
    [
        (Sym::Bid(Axis::X), Sym::Gdim(Axis::X)),
        (Sym::Bid(Axis::Y), Sym::Gdim(Axis::Y)),
        (Sym::Tid(Axis::X), Sym::Bdim(Axis::X)),
    ]
}

/// The sum of all regions, if there is one.
fn formula(conds: &[&str]) -> Option<Expr> {
    let conds: Vec<Cond> = conds.iter().map(|it| it.parse().expect("a condition")).collect();
    let ends = axes().map(|(index, extent)| (index, vec![Expr::Sym(extent)]));
    let parts = regions(conds).ok()?.into_iter().map(|region| {
        let points = points(region, BTreeMap::from(ends.clone())).ok()?;
        Some(Expr::select(Cond::and(points.when), points.count, Expr::ZERO))
    });
    Some(Expr::add(parts.collect::<Option<Vec<Expr>>>()?))
}

fn counted(conds: &[&str], values: &Values) -> i128 {
    let conds: Vec<Cond> = conds.iter().map(|it| it.parse().expect("a condition")).collect();
    let [a, b, c] = axes().map(|(_, extent)| values.0[&extent]);
    let mut count = 0;
    for (x, y, t) in (0..a).flat_map(|x| (0..b).flat_map(move |y| (0..c).map(move |t| (x, y, t)))) {
        let mut inside = Values(values.0.clone());
        inside.0.extend([x, y, t].into_iter().zip(axes()).map(|(value, (sym, _))| (sym, value)));
        count += i128::from(conds.iter().all(|cond| cond.eval(&inside) == Ok(true)));
    }
    count
}

/// Conditions that each have a sum.
const SUMMED: [&[&str]; 14] = [
    &[],
    &["bid.x*bdim.x + tid.x < arg0"],
    &["tid.x < arg0", "bid.x < arg1"],
    &["bid.x < bid.y"],
    &["bid.x <= bid.y", "bid.y < arg0"],
    &["bid.x + bid.y < arg0"],
    &["2*bid.x < bid.y + arg1"],
    &["16*bid.x + tid.x < arg0"],
    &["3*bid.x + tid.x < arg0", "tid.x < 3"],
    &["bid.x == arg0", "tid.x != 0"],
    &["bid.x < arg0 || tid.x < arg1"],
    &["tid.x < min(arg0, bid.x)"],
    &["bid.x < bid.y", "bid.y < tid.x"],
    &["floordiv(tid.x, 2) < arg0", "arg1 < bid.y"],
];

fn values([gx, gy, bx, n, m]: [i128; 5]) -> Values {
    let arg = |param| Sym::Arg(Pointer { param: kht_schema::ParamId(param), at: None });
    let extents = axes().map(|(_, extent)| extent).into_iter().zip([gx, gy, bx]);
    Values(extents.chain([(arg(0), n), (arg(1), m)]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn sums_are_counts(
        extents in [1_i128..9, 1_i128..9, 1_i128..40],
        n in -9_i128..60,
        m in -9_i128..20,
    ) {
        let [gx, gy, bx] = extents;
        let values = values([gx, gy, bx, n, m]);
        for conds in SUMMED {
            let formula = formula(conds).expect("a sum");
            let said = formula.eval(&values);
            prop_assert_eq!(said, Ok(counted(conds, &values)), "{:?}: {}", conds, formula);
        }
    }
}

#[test]
fn a_triangle_is_not_its_box() {
    let formula = formula(&["bid.x < bid.y"]).expect("a sum");
    assert_eq!(formula.eval(&values([200, 13, 1, 0, 0])), Ok(78));
}
