//! Random kernels: a footprint that says exact is what running every thread gives; any other is a
//! superset. Nothing is ever missed.

use kht_schema::access::{Exactness, Op};
use kht_schema::footprint::{BindError, BufferUse, Count};
use kht_schema::launch::Contents;
use proptest::prelude::*;

use crate::brute::{self, Truth};
use crate::build::Case;

/// Evaluations that the judge may make per kernel.
const LIMIT: u64 = 60_000;

/// Bytes of the buffer that is accessed; offsets are from its middle.
const BYTES: u64 = 1 << 20;

/// A sum of scaled symbols, with what they are picked from.
fn affine(symbols: &'static [&'static str]) -> impl Strategy<Value = String> {
    let factor =
        prop_oneof![Just(1), Just(-1), Just(2), Just(3), Just(4), Just(6), Just(8), -5..20_i64];
    let term = (factor, prop::sample::select(symbols)).prop_map(|(k, s)| format!("{k}*{s}"));
    (prop::collection::vec(term, 1..4), -4..12_i64)
        .prop_map(|(terms, constant)| format!("({} + {constant})", terms.join(" + ")))
}

/// Sums in which symbols are digits of a number, as index arithmetic writes them.
fn digits(loops: usize) -> impl Strategy<Value = String> {
    let mut forms = vec![
        "(bid.x*bdim.x + tid.x)",
        "(tid.x + bdim.x*tid.y)",
        "((bid.x + gdim.x*bid.y)*bdim.x + tid.x)",
        "(bid.y*bdim.y + tid.y)",
        "(arg2*bid.x + tid.x)",
    ];
    if loops > 0 {
        forms.extend(["(tid.x + bdim.x*it0)", "(bid.x*bdim.x + tid.x + gdim.x*bdim.x*it0)"]);
        forms.push("(arg2*bid.x + tid.x + bdim.x*it0)");
    }
    if loops > 1 {
        forms.extend(["(4*it0 + it1)", "(tid.x + bdim.x*it1)"]);
    }
    prop::sample::select(forms).prop_map(str::to_owned)
}

const SYMBOLS: [&[&str]; 3] = [
    &["tid.x", "tid.y", "bid.x", "bid.y", "arg2"],
    &["tid.x", "tid.y", "bid.x", "it0", "arg2"],
    &["tid.x", "tid.y", "bid.x", "it0", "it1"],
];

/// An index expression for a nest of that many loops; `rich` if it is to be more than affine.
fn index(loops: usize, rich: bool) -> BoxedStrategy<String> {
    let leaf = prop_oneof![2 => affine(SYMBOLS[loops]), 3 => digits(loops)];
    if !rich {
        return leaf.boxed();
    }
    let operator = |inner: BoxedStrategy<String>| {
        let divisor = prop::sample::select(vec![2, 3, 4, 5, 8, 16]);
        let comparison = prop::sample::select(vec!["<", "<=", "==", "!="]);
        prop_oneof![
            (inner.clone(), divisor.clone()).prop_map(|(a, k)| format!("floordiv({a}, {k})")),
            (inner.clone(), divisor.clone()).prop_map(|(a, k)| format!("mod({a}, {k})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("min({a}, {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("max({a}, {b}, 1)")),
            (inner.clone(), comparison, inner.clone(), inner.clone())
                .prop_map(|(a, op, b, c)| format!("select({a} {op} {b}, {c}, {a})")),
            inner.clone().prop_map(|a| format!("load(arg0, 4*mod({a}, 16), i32)")),
            inner.clone().prop_map(|a| format!("load(arg0, {a}, u8)")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(mod({a}, 9)*mod({b}, 7))")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("mod({a}, max(1, mod({b}, 5)))")),
            inner.clone().prop_map(|a| format!("wrap(6, {a})")),
            (inner.clone(), prop::sample::select(vec![1, 3, 7, 6, 12, -4, 5]))
                .prop_map(|(a, k)| format!("and({a}, {k})")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("xor(mod({a}, 8), mod({b}, 8))")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("or(4*mod({a}, 8), mod({b}, 4))")),
            (inner.clone(), divisor.clone()).prop_map(|(a, k)| {
                format!(
                    "fold(step0, step0 < {k}, car0.0, car0.0, {a}, floordiv(car0.0, 2) + step0)"
                )
            }),
            (inner.clone(), inner).prop_map(|(a, b)| {
                let next = "mod(3*car0.1 + load(arg0, 4*step0, i32), 17)";
                format!("fold(step0, step0 < mod({a}, 5), car0.1 - step0, car0.1, {b}, {next})")
            }),
        ]
    };
    let leaf = prop_oneof![12 => leaf, 1 => Just("opq0".to_owned())];
    leaf.prop_recursive(3, 8, 3, move |inner| operator(inner.boxed())).boxed()
}

/// A condition on the index space.
fn guard(loops: usize, rich: bool) -> BoxedStrategy<String> {
    let comparison = prop::sample::select(vec!["<", "<=", "==", "!=", "<", "<"]);
    let one =
        (index(loops, rich), comparison, prop_oneof![Just("arg3".to_owned()), index(loops, false)])
            .prop_map(|(a, op, b)| format!("{a} {op} {b}"));
    if !rich {
        return one.boxed();
    }
    prop_oneof![
        4 => one.clone(),
        1 => (one.clone(), one.clone()).prop_map(|(a, b)| format!("({a} || {b})")),
        1 => (one.clone(), one.clone()).prop_map(|(a, b)| format!("!({a} && {b})")),
    ]
    .boxed()
}

/// A trip count of loop `depth`.
fn trip(depth: usize, rich: bool) -> BoxedStrategy<String> {
    let simple = prop_oneof![
        (0..6_i64).prop_map(|n| n.to_string()),
        Just("floordiv(arg3 - tid.x + bdim.x - 1, bdim.x)".to_owned()),
        Just("max(1, floordiv(arg3 - tid.x + bdim.x - 1, bdim.x))".to_owned()),
        Just("floordiv(arg3 - bid.x*bdim.x - tid.x + gdim.x*bdim.x - 1, gdim.x*bdim.x)".to_owned()),
        Just("tid.x + 1".to_owned()),
        Just("min(4, arg3 - 4*bid.x)".to_owned()),
        if depth > 0 { Just("it0 + 1".to_owned()) } else { Just("bid.x + 1".to_owned()) },
        if depth > 0 { Just("5 - it0".to_owned()) } else { Just("arg2 - tid.x".to_owned()) },
    ];
    if !rich {
        return simple.boxed();
    }
    prop_oneof![
        simple,
        Just("load(arg0, 4*bid.x, u8)".to_owned()),
        index(depth, true).prop_map(|a| format!("mod({a}, 7)")),
    ]
    .boxed()
}

#[derive(Clone, Debug)]
struct Shape {
    loops: Vec<String>,
    offset: String,
    bytes: String,
    guards: Vec<String>,
    op: Op,
}

fn shape(rich: bool) -> impl Strategy<Value = Shape> {
    (0..3_usize).prop_flat_map(move |loops| {
        let trips: Vec<_> = (0..loops).map(|depth| trip(depth, rich)).collect();
        let scale = prop::sample::select(vec![1, 2, 4, 4, 4, 12]);
        let offset = (index(loops, rich), scale).prop_map(|(a, k)| format!("{k}*{a}"));
        let bytes = prop_oneof![
            6 => prop::sample::select(vec!["1", "2", "4", "16"]).prop_map(str::to_owned),
            1 => Just("mod(tid.x, 3)".to_owned()),
        ];
        let guards = prop::collection::vec(guard(loops, rich), 0..3);
        let op = prop::sample::select(vec![Op::Load, Op::Store, Op::Atomic]);
        (trips, offset, bytes, guards, op).prop_map(|(loops, offset, bytes, guards, op)| Shape {
            loops,
            offset,
            bytes,
            guards,
            op,
        })
    })
}

/// A random kernel with its launch.
pub(crate) fn case(rich: bool) -> impl Strategy<Value = Case> {
    let grid = (1..5_u32, 1..3_u32).prop_map(|(x, y)| [x, y, 1]);
    let block = (1..7_u32, 1..3_u32).prop_map(|(x, y)| [x, y, 1]);
    let values = prop::collection::vec(-3..40_i32, 20);
    (shape(rich), grid, block, values, 0..12_i64, -2..30_i64).prop_map(
        |(shape, grid, block, values, small, bound)| {
            let mut case = Case::new(grid, block)
                .ints("table", &values)
                .memory("data", BYTES, Contents::Unknown)
                .alias("data", BYTES / 2)
                .int(small)
                .int(bound)
                .opaque(Some(-2), Some(5));
            for (depth, trip) in shape.loops.iter().enumerate() {
                let parent = depth.checked_sub(1).map(|parent| u32::try_from(parent).unwrap());
                case = case.nested(parent, trip);
            }
            let loops: Vec<u32> = (0..u32::try_from(shape.loops.len()).unwrap()).collect();
            let guards: Vec<&str> = shape.guards.iter().map(String::as_str).collect();
            case.access(shape.op, 1, &shape.offset, &shape.bytes)
                .when(&guards)
                .within(&loops)
                .flop(&guards, &loops)
        },
    )
}

/// Compares a footprint with the truth.
fn judge(case: &Case) -> Result<(), TestCaseError> {
    let Some(truths) = brute::run(&case.kernel, &case.launch, LIMIT) else {
        return Err(TestCaseError::reject("too much to run"));
    };
    let truth = &truths[1];
    let inside = |byte: &i128| (0..i128::from(BYTES)).contains(byte);
    let all_inside = truth.reads.iter().all(inside) && truth.writes.iter().all(inside);
    let footprint = match case.try_footprint() {
        Err(BindError::OutOfBounds { .. }) => {
            prop_assert!(!all_inside, "says out of bounds, and is not");
            return Ok(());
        }
        other => other.map_err(|error| TestCaseError::fail(error.to_string()))?,
    };
    prop_assert!(all_inside || footprint.buffers[1].exactness != Exactness::Exact);
    let found = footprint.buffers.iter().find(|buffer| buffer.name == "data");
    compare(found.unwrap(), truth)?;
    let flops = footprint.work.flops;
    if !truth.undefined {
        let mut counted = case.kernel.accesses[0].clone();
        (counted.op, counted.bytes) = (Op::Load, 1.into());
        if let Some(runs) = brute::count((&case.kernel, &case.launch), &counted, LIMIT) {
            prop_assert!(holds(flops, runs), "{flops:?} flops of {runs}");
        }
    }
    Ok(())
}

fn holds(count: Count, truth: u64) -> bool {
    count.lo <= truth && count.hi.is_none_or(|hi| truth <= hi)
}

fn compare(found: &BufferUse, truth: &Truth) -> Result<(), TestCaseError> {
    let pairs = [
        (&found.reads, &truth.reads),
        (&found.writes, &truth.writes),
        (&found.atomics, &truth.atomics),
    ];
    let counts = [
        (found.bytes_loaded, truth.loaded),
        (found.bytes_stored, truth.stored),
        (found.bytes_atomic, truth.atomic),
    ];
    for (ranges, bytes) in pairs {
        prop_assert!(ranges.windows(2).all(|pair| pair[0][1] < pair[1][0]), "{ranges:?}");
        if found.exactness == Exactness::Exact {
            prop_assert_eq!(ranges, &brute::ranges(bytes));
        } else {
            for byte in bytes.iter().filter(|byte| (0..i128::from(BYTES)).contains(*byte)) {
                let byte = u64::try_from(*byte).unwrap();
                let hit = ranges.iter().any(|[start, end]| (*start..*end).contains(&byte));
                prop_assert!(hit, "byte {} is missing", byte);
            }
        }
    }
    for (count, bytes) in counts {
        if found.exactness == Exactness::Exact {
            prop_assert_eq!(count, Count { lo: bytes, hi: Some(bytes) });
        } else if !truth.undefined {
            prop_assert!(holds(count, bytes), "{:?} of {} bytes", count, bytes);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1500,
        max_global_rejects: 20_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn affine_kernels_are_exact(case in case(false)) {
        judge(&case)?;
        if let Ok(footprint) = case.try_footprint() {
            prop_assert_eq!(footprint.buffers[1].exactness, Exactness::Exact, "{:?}", footprint);
        }
    }

    #[test]
    fn any_kernel_is_never_missed(case in case(true)) {
        judge(&case)?;
    }
}
