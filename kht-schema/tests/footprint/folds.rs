//! Folds: what is the same for all threads, what is a number of mixed radix, and what has no end.

use kht_schema::access::Exactness;
use proptest::prelude::*;

use crate::brute;
use crate::build::Case;
use crate::cases::{check_exact, exactly};

/// The index of an element by sizes and strides in memory, both innermost first.
const STRIDED: &str = "fold(step0, step0 < arg2, car0.1, \
    car0.0, tid.x + bdim.x*bid.x, floordiv(car0.0, load(arg1, 4*step0, i32)), \
    car0.1, 0, car0.1 + mod(car0.0, load(arg1, 4*step0, i32))*load(arg1, 4*arg2 + 4*step0, i32))";

/// The step in which a stride differs from the product of the sizes before it.
const DIFFERS: &str = "fold(step0, step0 < arg2 && load(arg1, 4*arg2 + 4*step0, i32) == car0.0, \
    step0, car0.0, 1, car0.0*load(arg1, 4*step0, i32))";

/// Loads of elements by sizes and strides.
fn strided(info: &[(i32, i32)], grid: u32, block: u32) -> Case {
    let values: Vec<i32> =
        info.iter().map(|(size, _)| *size).chain(info.iter().map(|(_, stride)| *stride)).collect();
    let elements: i64 = info.iter().map(|(size, _)| i64::from(*size)).product();
    Case::new([grid, 1, 1], [block, 1, 1])
        .pointer("x", 1 << 40)
        .ints("info", &values)
        .int(i64::try_from(info.len()).unwrap())
        .int(elements)
        .looped("1")
        .load(0, &format!("4*{STRIDED}"))
        .when(&["tid.x + bdim.x*bid.x < arg3"])
}

#[test]
fn strided_elements() {
    check_exact(&strided(&[(8, 1), (4, 16), (3, 100)], 2, 64));
    // Transposed, with a broadcast axis of stride 0.
    check_exact(&strided(&[(5, 7), (7, 1), (2, 0)], 3, 32));
    check_exact(&strided(&[(13, 1)], 1, 32));
    check_exact(&strided(&[], 1, 32));
}

#[test]
fn strided_elements_of_a_large_tensor() {
    let used = strided(&[(1 << 16, 1), (128, 1 << 17), (128, 1 << 24)], 1 << 20, 1024).of("x");
    assert_eq!(used.exactness, Exactness::Exact, "{:?}", used.reasons);
    assert_eq!(used.bytes_loaded, exactly(1 << 32));
    // Rows of 2^16 elements, each followed by a gap of as many.
    assert_eq!((used.reads.len(), used.reads[1]), (1 << 14, [1 << 19, 3 << 18]));
}

#[test]
fn contiguity_decides_between_two_ways() {
    let case = |strides: [i32; 3]| {
        let info: Vec<i32> = [4, 8, 2].into_iter().chain(strides).collect();
        Case::new([1, 1, 1], [64, 1, 1])
            .pointer("x", 4096)
            .ints("info", &info)
            .int(3)
            .looped(&format!("min(arg2, {DIFFERS} + 1)"))
            .load(0, "4*tid.x")
            .when(&[&format!("{DIFFERS} == arg2")])
            .load(0, "1024 + 8*tid.x")
            .when(&[&format!("{DIFFERS} != arg2")])
            .load(1, "4*it0")
            .within(&[0])
    };
    for strides in [[1, 4, 32], [1, 4, 31], [1, 5, 32], [2, 4, 32]] {
        check_exact(&case(strides));
    }
    assert_eq!(case([1, 4, 32]).of("x").reads, [[0, 256]]);
    assert_eq!(case([1, 5, 32]).of("info").bytes_loaded, exactly(64 * 4 * 2));
}

#[test]
fn ends_that_hang_on_the_thread() {
    // How often a thread index can be halved.
    let halvings = "fold(step0, 0 < car0.0, step0, car0.0, tid.x, floordiv(car0.0, 2))";
    let case = Case::new([1, 1, 1], [100, 1, 1]).pointer("x", 64).looped("1");
    check_exact(&case.load(0, &format!("4*{halvings}")));
    // A carried value within its loop.
    let value = "fold(step0, step0 < it0, car0.0, car0.0, 1, 3*car0.0 + tid.x)";
    let case = Case::new([1, 1, 1], [3, 1, 1]).pointer("x", 1 << 12).looped("tid.x + 3");
    check_exact(&case.load(0, value).within(&[0]));
}

/// As linear forms, these are too large: each step uses what it carries three times.
const TRIPLING: &str = "fold(step0, step0 < arg2, car0.0, car0.0, tid.x + bdim.x*bid.x, \
    car0.0 + floordiv(floordiv(car0.0, load(arg1, 8*step0, i64)), load(arg1, 8*step0 + 8, i64)) \
    - 3*floordiv(car0.0, load(arg1, 8*step0 + 8, i64)))";

#[test]
fn formulas_that_are_too_large_are_evaluated_thread_by_thread() {
    let info: Vec<i32> = (0..24).flat_map(|size| [2 + size % 5, 0]).collect();
    let case = |blocks: u32, steps: i64| {
        Case::new([blocks, 1, 1], [40, 2, 1])
            .pointer("x", 1 << 24)
            .ints("info", &info)
            .int(steps)
            .looped("arg2 + mod(tid.x, 3)")
            .load(0, &format!("{} + 4*{TRIPLING} + 64*it0", 1 << 20))
            .within(&[0])
            .when(&["tid.x + bdim.x*bid.x < 100"])
    };
    for steps in [2, 11] {
        check_exact(&case(3, steps));
    }
    // More threads than are worth it.
    let large = case(1 << 24, 11).of("x");
    assert_ne!(large.exactness, Exactness::Exact);
}

#[test]
fn what_loops_carry_is_evaluated_iteration_by_iteration() {
    // Different in each thread, and too long for a linear form.
    let next = "mod(car0.0*car0.0 + floordiv(car0.0, 1 + mod(tid.x, 7)) + step0, 4099)";
    let case = Case::new([2, 1, 1], [33, 1, 1])
        .pointer("x", 1 << 15)
        .looped("20 + mod(tid.x, 2)")
        .carrying("tid.x + bid.x", next);
    check_exact(&case.load(0, "4*car0.0").within(&[0]).when(&["mod(car0.0, 3) != 1"]));
}

/// A walk over tiles: column after column, of which the block takes a share.
fn walk(grid: u32, more: &str) -> Case {
    let first = "mod(arg2*bid.x, 5)";
    Case::new([grid, 1, 1], [8, 1, 1])
        .pointer("x", 1 << 12)
        .pointer("y", 1 << 12)
        .int(7)
        .looped("min(arg2, max(0, 20 - arg2*bid.x))")
        .carrying(first, "mod(car0.0 + 1, 5)")
        .carrying(
            &format!("32*{first} + 4*tid.x{more}"),
            &format!("select(car0.0 == 4, 4*tid.x + 512, car0.1 + 32){more}"),
        )
}

#[test]
fn what_a_loop_carries_by_block() {
    for grid in [1, 3, 4] {
        let case = walk(grid, "").load(0, "car0.1").within(&[0]);
        check_exact(&case.load(1, "16*car0.0 + tid.x").when(&["car0.0 != 2"]).within(&[0]));
    }
    // In two ways of the thread, so that there is no table.
    check_exact(&walk(3, " + select(car0.0 == 2, tid.x, 0)").load(0, "car0.1").within(&[0]));
    // Within another loop, on whose iteration it hangs.
    let case = Case::new([2, 1, 1], [4, 1, 1])
        .pointer("x", 1 << 10)
        .looped("3")
        .nested(Some(0), "it0 + 2");
    let case = case.carrying("it0 + bid.x", "mod(5*car1.0 + step1, 16)");
    check_exact(&case.load(0, "4*car1.0 + 64*tid.x").within(&[0, 1]));
}

#[test]
fn a_long_walk_costs_little() {
    let case = Case::new([108, 1, 1], [256, 1, 1])
        .pointer("x", 1 << 24)
        .looped("200")
        .carrying("bid.x", "mod(17*car0.0 + 11, 4096)")
        .load(0, "1024*car0.0 + 4*tid.x")
        .within(&[0]);
    let used = case.of("x");
    assert_eq!(used.exactness, Exactness::Exact);
    assert_eq!(used.bytes_loaded, exactly(108 * 200 * 256 * 4));
}

#[test]
fn a_long_fold_of_numbers() {
    let sum = "fold(step0, step0 < arg1, car0.0, car0.0, 0, mod(car0.0 + 7*step0, 1000))";
    let case = Case::new([1, 1, 1], [32, 1, 1]).pointer("x", 1 << 12).int(10_000).looped("1");
    check_exact(&case.load(0, &format!("4*tid.x + {sum}")));
}

#[test]
fn folds_without_a_known_end() {
    let endless = "mod(fold(step0, 0 <= step0, car0.0, car0.0, tid.x, car0.0 + 1), 64)";
    let case = |at: &str| {
        Case::new([1, 1, 1], [32, 1, 1]).pointer("x", 400).pointer("n", 4).looped("1").load(0, at)
    };
    let used = case(endless).of("x");
    assert_eq!(used.exactness, Exactness::Upper);
    assert_eq!(used.reads, [[0, 67]]);
    assert_eq!(used.reasons, ["a fold has more steps than are followed"]);
    // The limit is in memory that is not given.
    let unknown = "fold(step0, step0 < load(arg1, 0, i32), 4*mod(step0, 8), car0.0, 0, car0.0)";
    let used = case(unknown).of("x");
    assert_eq!(used.exactness, Exactness::Upper);
    assert_eq!(used.reads, [[0, 32]]);
    assert_eq!(used.reasons, ["the integers behind arg1 are not known"]);
    let unbounded = "fold(step0, step0 < load(arg1, 0, i32), car0.0, car0.0, 0, car0.0 + tid.x)";
    assert_eq!(case(unbounded).of("x").exactness, Exactness::Unknown);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn random_tensors(
        info in prop::collection::vec((1..9_i32, 0..40_i32), 0..5), grid in 1..4_u32,
        block in prop::sample::select(vec![1_u32, 7, 32, 100]),
    ) {
        let case = strided(&info, grid, block);
        prop_assume!(brute::run(&case.kernel, &case.launch, 1 << 20).is_some());
        check_exact(&case);
    }
}
