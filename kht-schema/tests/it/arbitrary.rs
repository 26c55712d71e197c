//! Random expressions, conditions, and values of their symbols.

use kht_schema::expr::eval::Env;
use kht_schema::expr::{Axis, BitOp, Carried, CmpOp, Pointer, ScalarType, build};
use kht_schema::{Cond, Expr, LoopId, OpqId, ParamId, Sym};
use proptest::prelude::*;

/// The only scalar argument.
pub(crate) const ARG: Pointer = Pointer { param: ParamId(0), at: None };
/// The only field of a struct.
pub(crate) const FIELD: Pointer = Pointer { param: ParamId(1), at: Some(8) };

/// A launch with few values, so that they meet often.
#[derive(Clone, Debug)]
pub(crate) struct Values {
    pub(crate) bdim: i128,
    pub(crate) tid: i128,
    pub(crate) bid: i128,
    pub(crate) it: i128,
    pub(crate) arg: i128,
    pub(crate) field: i128,
    pub(crate) opq: i128,
    pub(crate) memory: i128,
}

impl Env for Values {
    fn sym(&self, sym: Sym) -> Option<i128> {
        Some(match sym {
            Sym::Gdim(_) => self.bid + 1,
            Sym::Bdim(_) => self.bdim,
            Sym::Bid(_) => self.bid,
            Sym::Tid(_) => self.tid.min(self.bdim - 1),
            Sym::It(_) => self.it,
            Sym::Arg(pointer) if pointer == ARG => self.arg,
            Sym::Arg(_) => self.field,
            Sym::Opq(_) | Sym::Val(_) => self.opq,
            Sym::Step(_) | Sym::Car(..) => return None,
        })
    }

    fn load(&self, _: Pointer, offset: i128, ty: ScalarType) -> Option<i128> {
        // Part of memory is not known.
        if offset.rem_euclid(7) == 3 {
            return None;
        }
        let value = offset.wrapping_mul(31).wrapping_add(self.memory);
        let bits = ty.bytes() * 8;
        let unsigned = value.rem_euclid(1 << bits);
        Some(if ty.signed() { build::wrap(bits, unsigned) } else { unsigned })
    }
}

pub(crate) fn values() -> impl Strategy<Value = Values> {
    let scalar = || prop_oneof![-9_i128..9, -300_i128..300, -(1_i128 << 31)..(1_i128 << 31)];
    (
        prop_oneof![1_i128..5, 1_i128..1025],
        prop_oneof![0_i128..5, 0_i128..1024],
        prop_oneof![0_i128..5, 0_i128..65_535],
        prop_oneof![0_i128..5, 0_i128..10_000],
        [scalar(), scalar(), scalar(), scalar()],
    )
        .prop_map(|(bdim, tid, bid, it, [arg, field, opq, memory])| Values {
            bdim,
            tid: tid.min(63).min(bdim - 1),
            bid,
            it,
            arg,
            field,
            opq,
            memory,
        })
        .prop_map(|values| Values { bdim: values.bdim.min(64), ..values })
}

fn symbol() -> impl Strategy<Value = Sym> {
    let axis = || prop::sample::select(&Axis::ALL[..]);
    prop_oneof![
        axis().prop_map(Sym::Gdim),
        axis().prop_map(Sym::Bdim),
        axis().prop_map(Sym::Bid),
        axis().prop_map(Sym::Tid),
        Just(Sym::It(LoopId(2))),
        Just(Sym::Opq(OpqId(1))),
        Just(Sym::Arg(ARG)),
        Just(Sym::Arg(FIELD)),
    ]
}

fn constant() -> impl Strategy<Value = i128> {
    prop_oneof![
        4 => -5_i128..40,
        2 => prop::sample::select(vec![64, 96, 128, 256, 4096, -128, (1 << 31) - 1, 1 << 32]),
        1 => any::<i64>().prop_map(i128::from),
    ]
}

fn scalar_type() -> impl Strategy<Value = ScalarType> {
    use ScalarType::{I8, I16, I32, I64, U8, U16, U32, U64};
    prop::sample::select(vec![I8, U8, I16, U16, I32, U32, I64, U64])
}

pub(crate) fn cond_of(expr: BoxedStrategy<Expr>) -> BoxedStrategy<Cond> {
    let op = prop::sample::select(vec![CmpOp::Eq, CmpOp::Ne, CmpOp::Lt, CmpOp::Le]);
    let leaf = (op, expr.clone(), expr).prop_map(|(op, a, b)| Cond::cmp(op, a, b));
    leaf.prop_recursive(2, 4, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Cond::and),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Cond::or),
            inner.prop_map(Cond::negate),
        ]
    })
    .boxed()
}

pub(crate) fn expr() -> BoxedStrategy<Expr> {
    let leaf = prop_oneof![symbol().prop_map(Expr::Sym), constant().prop_map(Expr::Int)];
    leaf.prop_recursive(4, 40, 3, |inner| {
        let inner = inner.boxed();
        let many = || prop::collection::vec(inner.clone(), 2..4);
        let two = || (inner.clone(), inner.clone());
        let divisor = || prop_oneof![2 => (1_i128..20).prop_map(Expr::Int), 1 => inner.clone()];
        let ops = vec![BitOp::And, BitOp::Or, BitOp::Xor, BitOp::Shl, BitOp::Shr];
        let pointer = prop::sample::select(vec![ARG, FIELD]);
        prop_oneof![
            4 => many().prop_map(Expr::add),
            3 => many().prop_map(Expr::mul),
            2 => (inner.clone(), divisor()).prop_map(|(a, b)| Expr::floor_div(a, b)),
            2 => (inner.clone(), divisor()).prop_map(|(a, b)| Expr::modulo(a, b)),
            1 => (inner.clone(), divisor()).prop_map(|(a, b)| {
                let whole = Expr::mul([b.clone(), Expr::floor_div(a.clone(), b.clone())]);
                Expr::add([whole, Expr::modulo(a, b)])
            }),
            1 => many().prop_map(Expr::min),
            1 => many().prop_map(Expr::max),
            1 => (cond_of(inner.clone()), inner.clone(), inner.clone())
                .prop_map(|(cond, a, b)| Expr::select(cond, a, b)),
            1 => (prop::sample::select(ops), two()).prop_map(|(op, (a, b))| Expr::bit(op, a, b)),
            1 => (1_u32..=64, inner.clone()).prop_map(|(bits, e)| Expr::wrap(bits, e)),
            1 => (pointer, inner.clone(), scalar_type())
                .prop_map(|(pointer, offset, ty)| Expr::load(pointer, offset, ty)),
            1 => fold_of(inner.clone()),
        ]
    })
    .boxed()
}

/// A fold of few steps; opaque values and iterations turn into what it carries.
fn fold_of(inner: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    let parts = prop::collection::vec(inner.clone(), 5);
    (0..3_u32, 0..6_i128, cond_of(inner), parts).prop_map(|(id, limit, stay, parts)| {
        let id = LoopId(id);
        let bind = &mut |sym| match sym {
            Sym::It(_) => Some(Expr::Sym(Sym::Step(id))),
            Sym::Opq(_) => Some(Expr::Sym(Sym::Car(id, 0))),
            Sym::Arg(FIELD) => Some(Expr::Sym(Sym::Car(id, 4))),
            _ => None,
        };
        let within = Cond::cmp(CmpOp::Lt, Expr::Sym(Sym::Step(id)), Expr::Int(limit));
        let stay = Cond::and([within, stay.substitute(bind)]);
        let carried = [0, 4].into_iter().zip(parts.chunks(2)).map(|(index, part)| Carried {
            index,
            first: part[0].clone(),
            next: part[1].substitute(bind),
        });
        let carried = carried.collect();
        Expr::fold(id, stay, parts[4].substitute(bind), carried)
    })
}

/// Few random runs, as every other test of the workspace wants time too; `PROPTEST_CASES` sets
/// another number.
pub(crate) fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    // Failing inputs are turned into examples by hand, so the tree stays clean.
    ProptestConfig {
        cases: cases.unwrap_or(256),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}
