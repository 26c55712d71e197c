//! Named kernels.

use kht_schema::access::{Exactness, Op};
use kht_schema::footprint::{Count, Options};
use kht_schema::kernel::{Assumption, AssumptionKind};
use kht_schema::launch::{Arg, Contents, Target};
use kht_schema::{Expr, footprint};

use crate::brute;
use crate::build::Case;

pub(crate) fn exactly(count: u64) -> Count {
    Count { lo: count, hi: Some(count) }
}

/// Checks an exact footprint against running every thread.
#[track_caller]
pub(crate) fn check_exact(case: &Case) {
    let truths = brute::run(&case.kernel, &case.launch, 1 << 22).expect("a small launch");
    for used in &case.footprint().buffers {
        let truth = &truths[used.param.expect("passed").index()];
        assert_eq!(used.exactness, Exactness::Exact, "{}: {:?}", used.name, used.reasons);
        assert_eq!(used.reads, brute::ranges(&truth.reads), "{}", used.name);
        assert_eq!(used.writes, brute::ranges(&truth.writes), "{}", used.name);
        assert_eq!(used.atomics, brute::ranges(&truth.atomics), "{}", used.name);
        assert_eq!(used.bytes_loaded, exactly(truth.loaded), "{}", used.name);
        assert_eq!(used.bytes_stored, exactly(truth.stored), "{}", used.name);
        assert_eq!(used.bytes_atomic, exactly(truth.atomic), "{}", used.name);
    }
}

#[test]
fn vector_add_with_guard() {
    let case = Case::new([5, 1, 1], [96, 1, 1])
        .int(417)
        .pointer("x", 2000)
        .pointer("y", 1668)
        .load(1, "4*(bid.x*bdim.x + tid.x)")
        .when(&["bid.x*bdim.x + tid.x < arg0"])
        .store(2, "4*(bid.x*bdim.x + tid.x)")
        .when(&["bid.x*bdim.x + tid.x < arg0"])
        .flop(&["bid.x*bdim.x + tid.x < arg0"], &[]);
    check_exact(&case);
    let footprint = case.footprint();
    assert_eq!(footprint.buffers[0].reads, [[0, 1668]]);
    assert_eq!(footprint.work.flops, exactly(417));
    let json = serde_json::to_value(&footprint).unwrap();
    assert_eq!(
        json["buffers"][1],
        serde_json::json!({
            "param": 2, "name": "y", "exactness": "exact", "reads": [], "writes": [[0, 1668]],
            "atomics": [], "bytes_loaded": 0, "bytes_stored": 1668, "bytes_atomic": 0
        })
    );
}

#[test]
fn grid_stride_loop() {
    let trip = "floordiv(arg2 - bid.x*bdim.x - tid.x + gdim.x*bdim.x - 1, gdim.x*bdim.x)";
    let at = "4*(bid.x*bdim.x + tid.x + gdim.x*bdim.x*it0)";
    let case = |grid, n: u32| {
        Case::new([grid, 1, 1], [64, 1, 1])
            .pointer("x", u64::from(n) * 4)
            .pointer("y", u64::from(n) * 4)
            .int(n.into())
            .looped(trip)
            .load(0, at)
            .within(&[0])
            .store(1, at)
            .within(&[0])
    };
    for n in [1, 63, 64, 1000, 4096] {
        check_exact(&case(4, n));
    }
    // A grid larger than any memory costs no more.
    let huge = case(0x7fff_ffff, 1 << 30);
    assert_eq!(huge.of("x").reads, [[0, 1 << 32]]);
}

#[test]
fn rows_of_a_norm() {
    let trip = "floordiv(arg3 - tid.x + bdim.x - 1, bdim.x)";
    for cols in [131, 256, 5] {
        let case = Case::new([5, 1, 1], [96, 1, 1])
            .pointer("x", 5 * cols * 4)
            .pointer("w", cols * 4)
            .pointer("y", 5 * cols * 4)
            .int(i64::try_from(cols).unwrap())
            .looped(trip)
            .load(0, "4*(bid.x*arg3 + tid.x + bdim.x*it0)")
            .within(&[0])
            .load(1, "4*(tid.x + bdim.x*it0)")
            .within(&[0])
            .store(2, "4*(bid.x*arg3 + tid.x + bdim.x*it0)")
            .within(&[0]);
        check_exact(&case);
        assert_eq!(case.of("y").writes, [[0, 5 * cols * 4]]);
    }
}

#[test]
fn lower_triangle() {
    let case = |grid, block, n: i64| {
        let n_bytes = u64::try_from(n).unwrap() * 4;
        Case::new([grid, 1, 1], [block, 1, 1])
            .pointer("a", n_bytes * n_bytes / 4)
            .pointer("packed", n_bytes * (n_bytes / 4 + 1) / 2)
            .int(n)
            .looped("bid.x*bdim.x + tid.x + 1")
            .load(0, "4*((bid.x*bdim.x + tid.x)*arg2 + it0)")
            .when(&["bid.x*bdim.x + tid.x < arg2"])
            .within(&[0])
            .store(1, "4*(floordiv((bid.x*bdim.x + tid.x)*(bid.x*bdim.x + tid.x + 1), 2) + it0)")
            .when(&["bid.x*bdim.x + tid.x < arg2"])
            .within(&[0])
    };
    check_exact(&case(1, 64, 64));
    check_exact(&case(2, 20, 37));
    let large = case(64, 64, 4096);
    assert_eq!(large.of("packed").writes, [[0, 4 * 4096 * 4097 / 2]]);
    assert_eq!(large.of("a").reads.len(), 4096);
}

#[test]
fn gather_of_rows() {
    let case = Case::new([6, 1, 1], [32, 1, 1])
        .pointer("table", 4 * 64 * 10)
        .ints("rows", &[3, 1, 4, 1, 5, 9])
        .pointer("out", 4 * 64 * 6)
        .looped("2")
        .load(0, "4*(load(arg1, 4*bid.x, i32)*64 + tid.x + 32*it0)")
        .within(&[0])
        .load(1, "4*bid.x")
        .store(2, "4*(bid.x*64 + tid.x + 32*it0)")
        .within(&[0]);
    check_exact(&case);
    assert_eq!(case.of("table").reads, [[256, 512], [768, 1536], [2304, 2560]]);
}

#[test]
fn gather_of_what_is_not_given() {
    let case = Case::new([6, 1, 1], [32, 1, 1])
        .pointer("table", 2560)
        .pointer("rows", 24)
        .load(0, "4*(load(arg1, 4*bid.x, i32)*64 + tid.x)");
    let used = case.of("table");
    assert_eq!((used.exactness, used.reads), (Exactness::Upper, vec![[0, 2560]]));
    assert_eq!(used.bytes_loaded, exactly(6 * 32 * 4));
    assert!(used.reasons[0].contains("arg1"), "{:?}", used.reasons);
}

#[test]
fn gather_beyond_the_index_buffer() {
    let case = Case::new([7, 1, 1], [32, 1, 1])
        .pointer("table", 2560)
        .ints("rows", &[3, 1, 4, 1, 5, 9])
        .load(0, "4*(load(arg1, 4*bid.x, i32)*64 + tid.x)");
    let used = case.of("table");
    assert_eq!(used.exactness, Exactness::Upper);
    let reason = "a value is loaded from byte 24 of `rows`, which has 24 bytes";
    assert_eq!(used.reasons[0], reason);
    // Where a guard keeps threads off, nothing is loaded.
    let guarded = case.when(&["bid.x < 6"]);
    check_exact(&guarded);
}

#[test]
fn select_does_not_evaluate_the_other_side() {
    let case = Case::new([7, 1, 1], [32, 1, 1])
        .pointer("table", 4096)
        .ints("rows", &[3, 1, 4, 1, 5, 9])
        .load(0, "4*(select(bid.x < 6, load(arg1, 4*bid.x, i32), 0)*64 + tid.x)");
    check_exact(&case);
}

/// Decode of one token over a block table; `seqs` sequences of four blocks of eight tokens.
fn paged(seqs: u32) -> Case {
    let blocks = i32::try_from(seqs).unwrap() * 4;
    let table: Vec<i32> = (0..blocks).map(|i| (i * 5 + 3) % blocks).collect();
    let lengths: Vec<i32> = (0..seqs).map(|i| i32::try_from(i * 11 % 32).unwrap() + 1).collect();
    let warp_block = "floordiv(tid.x, 32) + floordiv(bdim.x, 32)*it0";
    let lane = "mod(tid.x, 32) + 32*it2";
    let key = format!(
        "4*(load(arg2, 4*(bid.y*4 + {warp_block}), i32)*1024 + floordiv(bid.x, 2)*512 \
         + floordiv({lane}, 4)*8*4 + it1*4 + mod({lane}, 4))"
    );
    let guard = format!("({warp_block})*8 + it1 < load(arg3, 4*bid.y, i32)");
    Case::new([4, seqs, 1], [64, 1, 1])
        .pointer("keys", u64::from(seqs) * 4 * 4096)
        .pointer("values", u64::from(seqs) * 4 * 4096)
        .ints("table", &table)
        .ints("lengths", &lengths)
        .looped(
            "floordiv(floordiv(load(arg3, 4*bid.y, i32) + 7, 8) - floordiv(tid.x, 32) + \
             floordiv(bdim.x, 32) - 1, floordiv(bdim.x, 32))",
        )
        .nested(Some(0), "8")
        .nested(Some(1), "floordiv(64 - mod(tid.x, 32) + 31, 32)")
        .looped("floordiv(64 - tid.x + bdim.x - 1, bdim.x)")
        .nested(Some(3), "load(arg3, 4*bid.y, i32)")
        .load(0, &key)
        .when(&[&guard])
        .within(&[0, 1, 2])
        .load(
            1,
            "4*(load(arg2, 4*(bid.y*4 + floordiv(it4, 8)), i32)*1024 + floordiv(bid.x, 2)*512 \
             + (tid.x + bdim.x*it3)*8 + mod(it4, 8))",
        )
        .within(&[3, 4])
}

#[test]
fn paged_attention() {
    check_exact(&paged(3));
}

#[test]
fn paged_attention_with_unknown_lengths() {
    let mut case = paged(3);
    case.launch.buffers.get_mut("lengths").unwrap().contents = Contents::Unknown;
    let used = case.of("keys");
    assert_ne!(used.exactness, Exactness::Exact);
    let truth = &brute::run(&paged(3).kernel, &paged(3).launch, 1 << 22).unwrap()[0];
    for [start, end] in brute::ranges(&truth.reads) {
        assert!(used.reads.iter().any(|range| range[0] <= start && end <= range[1]));
    }
}

#[test]
fn copy_with_gaps() {
    // Two dimensions with a row pitch: one range per row, however many threads there are.
    let case =
        Case::new([16, 1, 1], [64, 1, 1]).pointer("x", 16 * 1024).load(0, "1024*bid.x + 4*tid.x");
    check_exact(&case);
    assert_eq!(case.of("x").reads.len(), 16);
    let options = Options { granularity: 512, ..Options::default() };
    let coarse = footprint(&case.kernel, &case.launch, &options).unwrap();
    assert_eq!(coarse.buffers[0].reads.len(), 16);
    assert_eq!(coarse.buffers[0].reads[1], [1024, 1536]);
    let options = Options { granularity: 1024, ..Options::default() };
    let coarser = footprint(&case.kernel, &case.launch, &options).unwrap();
    assert_eq!(coarser.buffers[0].reads, [[0, 16 * 1024]]);
}

#[test]
fn granularity_stops_at_the_end_of_the_buffer() {
    let case = Case::new([1, 1, 1], [2, 1, 1]).pointer("x", 1000).load(0, "996 - 4*tid.x");
    let options = Options { granularity: 300, ..Options::default() };
    let coarse = footprint(&case.kernel, &case.launch, &options).unwrap();
    assert_eq!(coarse.buffers[0].reads, [[900, 1000]]);
}

#[test]
fn fields_of_a_struct() {
    let target = |name: &str| Arg::Pointer(Target { buffer: name.into(), offset: 0 });
    let case = |opt: Arg| {
        Case::new([4, 1, 1], [64, 1, 1])
            .memory("a", 2048, Contents::Unknown)
            .memory("out", 1024, Contents::Unknown)
            .memory("opt", 16, Contents::Unknown)
            .structure(
                32,
                vec![
                    (0, target("a")),
                    (8, target("out")),
                    (16, Arg::Int { value: 256, bytes: 4 }),
                    (20, Arg::Int { value: 2, bytes: 4 }),
                    (24, opt),
                ],
            )
            .field_access(Op::Load, 0, 0, "4*(bid.x*bdim.x + tid.x)*arg0@20")
            .when(&["bid.x*bdim.x + tid.x < arg0@16"])
            .field_access(Op::Store, 0, 8, "4*(bid.x*bdim.x + tid.x)")
            .when(&["bid.x*bdim.x + tid.x < arg0@16"])
            .field_access(Op::Load, 0, 24, "4*mod(bid.x*bdim.x + tid.x, 4)")
            .when(&["bid.x*bdim.x + tid.x < arg0@16", "arg0@24 != 0"])
    };
    let with = case(target("opt"));
    assert_eq!(with.of("opt").reads, [[0, 16]]);
    assert_eq!(with.of("opt").bytes_loaded, exactly(1024));
    assert_eq!(with.of("out").writes, [[0, 1024]]);
    assert_eq!(with.of("a").reads.len(), 256);
    assert_eq!((with.of("a").at, with.of("opt").at), (Some(0), Some(24)));
    let without = case(Arg::Null).footprint();
    assert_eq!(without.buffers.len(), 2);
}

#[test]
fn two_pointers_into_one_buffer() {
    let case = Case::new([1, 1, 1], [32, 1, 1])
        .pointer("x", 256)
        .alias("x", 64)
        .load(0, "4*tid.x")
        .store(1, "4*tid.x");
    let buffers = case.footprint().buffers;
    assert_eq!((&buffers[0].reads, &buffers[1].writes), (&vec![[0, 128]], &vec![[64, 192]]));
}

#[test]
fn loads_from_what_the_kernel_writes() {
    let case = |offset| {
        Case::new([1, 1, 1], [4, 1, 1])
            .ints("idx", &[0, 1, 2, 3, 0, 0, 0, 0])
            .pointer("x", 64)
            .alias("idx", offset)
            .load(1, "4*load(arg0, 4*tid.x, i32)")
            .store(2, "4*tid.x")
    };
    // Behind the values that are read: they are what they were.
    assert_eq!(case(16).of("x").exactness, Exactness::Exact);
    let mut overlapping = case(12);
    assert_eq!(overlapping.of("x").exactness, Exactness::Upper);
    overlapping.kernel.assumptions.push(Assumption {
        kind: AssumptionKind::NoOverlap,
        accesses: Vec::new(),
        expr: None,
        lo: None,
        hi: None,
        everywhere: false,
    });
    assert!(overlapping.footprint().notes.is_empty(), "nothing accessed overlaps");
}

#[test]
fn atomics_are_in_all_three() {
    let case = Case::new([1, 1, 1], [8, 1, 1]).pointer("h", 64);
    let case = case.access(Op::Atomic, 0, "8*tid.x", "4");
    check_exact(&case);
    let used = case.of("h");
    assert_eq!((&used.reads, &used.writes), (&used.atomics, &used.atomics));
    assert_eq!((used.bytes_loaded, used.bytes_atomic), (exactly(0), exactly(32)));
}

#[test]
fn prefetches_do_not_count() {
    let case = Case::new([1, 1, 1], [8, 1, 1]).pointer("x", 16);
    let used = case.access(Op::Prefetch, 0, "4*tid.x", "4").of("x");
    assert_eq!((used.reads.len(), used.bytes_loaded), (0, exactly(0)));
}

#[test]
fn trips_that_are_not_known() {
    let case = |lo, hi| {
        Case::new([1, 1, 1], [8, 1, 1])
            .pointer("x", 32)
            .opaque(lo, hi)
            .looped("opq0")
            .load(0, "4*tid.x")
            .within(&[0])
            .of("x")
    };
    let bounded = case(Some(1), Some(5));
    assert_eq!((bounded.exactness, bounded.reads), (Exactness::Upper, vec![[0, 32]]));
    assert_eq!(bounded.bytes_loaded, Count { lo: 32, hi: Some(160) });
    let endless = case(Some(2), None);
    assert_eq!(endless.bytes_loaded, Count { lo: 64, hi: None });
    assert_eq!(serde_json::to_string(&endless.bytes_loaded).unwrap(), "[64,null]");
}

#[test]
fn unknown_values_differ_from_each_other() {
    // Two values that are not known, from one buffer: their difference is not zero.
    let case = Case::new([1, 1, 1], [8, 1, 1])
        .pointer("x", 64)
        .pointer("n", 64)
        .load(0, "4*tid.x")
        .when(&["load(arg1, 4*tid.x, i32) - load(arg1, 4*tid.x + 32, i32) <= 0 - 1"]);
    let used = case.of("x");
    assert_eq!((used.exactness, used.reads), (Exactness::Upper, vec![[0, 32]]));
    assert_eq!(used.bytes_loaded, Count { lo: 0, hi: Some(32) });
}

#[test]
fn offsets_without_bounds_are_unknown() {
    let case = Case::new([1, 1, 1], [8, 1, 1]).pointer("x", 32).opaque(None, None);
    let used = case.load(0, "4*opq0").of("x");
    assert_eq!((used.exactness, used.reads), (Exactness::Unknown, vec![[0, 32]]));
    assert!(used.reasons.iter().any(|reason| reason.contains("fptosi")), "{:?}", used.reasons);
}

#[test]
fn numbers_beyond_128_bits_are_unknown() {
    let case = Case::new([2, 1, 1], [2, 1, 1]).pointer("x", 32).int(i64::MAX);
    let huge = "arg1*arg1*arg1*tid.x";
    let used = case.load(0, huge).of("x");
    assert_eq!((used.exactness, used.reads), (Exactness::Unknown, vec![[0, 32]]));
}

#[test]
fn a_million_nodes() {
    let term = |i: u32| Expr::floor_div(Expr::tid(kht_schema::expr::Axis::X), Expr::Int(i.into()));
    let case = Case::new([2, 1, 1], [64, 1, 1]).pointer("x", 32);
    let mut case = case.load(0, "0").load(0, "4*tid.x").when(&["tid.x < 8"]);
    case.kernel.accesses[0].offset = Expr::add((2..300_000).map(term));
    let used = case.of("x");
    assert_eq!((used.exactness, used.reads), (Exactness::Unknown, vec![[0, 32]]));
}

#[test]
fn a_trip_below_a_minimum_is_two_bounds() {
    // As many points as threads and iterations would be beyond the budget.
    let lengths: Vec<i32> = (0..4096).map(|i| 1 + i * 37 % 4000).collect();
    let padded = "min(16*floordiv(load(arg1, 4*bid.x, i32) + 15, 16), load(arg1, 4*bid.x, i32))";
    let case = Case::new([4096, 1, 1], [128, 1, 1])
        .pointer("x", 4000)
        .ints("lengths", &lengths)
        .looped(&format!("floordiv({padded} - tid.x + 127, 128)"))
        .access(Op::Load, 0, "tid.x + 128*it0", "1")
        .within(&[0])
        .flop(&[], &[0]);
    let total: u64 = lengths.iter().map(|length| u64::try_from(*length).unwrap()).sum();
    let x = case.of("x");
    assert_eq!((x.exactness, x.reads), (Exactness::Exact, vec![[0, 4000]]));
    assert_eq!((x.bytes_loaded, case.footprint().work.flops), (exactly(total), exactly(total)));
}

#[test]
fn budgets_end_enumerations() {
    let case = Case::new([1024, 1024, 1], [256, 1, 1])
        .pointer("x", 4096)
        .ints("idx", &[1; 64])
        .load(0, "4*load(arg1, 4*mod(bid.x*bid.y*tid.x, 64), i32)");
    let options = Options { budget: 10_000, ..Options::default() };
    let used = &footprint(&case.kernel, &case.launch, &options).unwrap().buffers[0];
    assert_eq!(used.exactness, Exactness::Upper);
    assert_eq!(used.reasons[0], "more than 10000 points to enumerate");
    assert_eq!(used.bytes_loaded, exactly(1024 * 1024 * 256 * 4));
}

#[test]
fn assumptions_are_checked() {
    let case = |grid: u32, limit: i64| {
        Case::new([grid, 1, 1], [256, 1, 1])
            .pointer("x", 4096)
            .int(1024)
            .load(0, "4*(bid.x*bdim.x + tid.x)")
            .when(&["bid.x*bdim.x + tid.x < arg1"])
            .assume(&[0], "bid.x*bdim.x + tid.x", -limit, limit - 1)
            .assume(&[], "4*arg1", -limit, limit - 1)
    };
    assert_eq!(case(8, 1 << 31).of("x").exactness, Exactness::Exact);
    // The index wraps in some threads, and the guard itself rests on it.
    let wraps = case(8, 1500);
    assert_eq!(wraps.of("x").exactness, Exactness::Unknown);
    assert_eq!(wraps.of("x").reads, [[0, 4096]]);
    let notes = wraps.footprint().notes;
    assert_eq!(notes, ["not confirmed: tid.x + bdim.x*bid.x stays in [-1500, 1499]"]);
}

#[test]
fn guards_confirm_assumptions_that_they_do_not_rest_on() {
    let case = Case::new([8, 1, 1], [256, 1, 1])
        .pointer("x", 4096)
        .int(1024)
        .load(0, "4*(bid.x*bdim.x + tid.x)")
        .when(&["bid.x < floordiv(arg1, bdim.x)"])
        .assume(&[0], "bid.x*bdim.x + tid.x", 0, 1023);
    assert_eq!(case.of("x").exactness, Exactness::Exact);
}

#[test]
fn a_loop_that_rests_on_an_assumption_does_not_confirm_it() {
    let case = |count: i64| {
        Case::new([1, 1, 1], [32, 1, 1])
            .pointer("x", 4096)
            .int(count)
            .looped("arg1 - tid.x")
            .load(0, "4*(tid.x + it0)")
            .within(&[0])
            .assume(&[0], "arg1", 0, i64::MAX)
    };
    assert_eq!(case(40).of("x").exactness, Exactness::Exact);
    // A large unsigned number on the machine: no iteration by the formula, many when it runs.
    assert_eq!(case(-1).of("x").exactness, Exactness::Unknown);
    assert_eq!(case(-1).of("x").reads, [[0, 4096]]);
}

#[test]
fn what_an_iteration_computes_is_as_doubtful_as_their_number() {
    let case = |count: i64| {
        Case::new([1, 1, 1], [32, 1, 1])
            .pointer("x", 4096)
            .int(count)
            .looped("arg1 - tid.x")
            .load(0, "4*(tid.x + it0)")
            .within(&[0])
            .assume(&[0], "4*it0", 0, 400)
            .assume(&[0], "arg1", 0, i64::MAX)
    };
    assert_eq!(case(40).of("x").exactness, Exactness::Exact);
    // By the formula there is no iteration, so none with a large value: that proves nothing.
    assert_eq!(case(-1).footprint().notes, ["not confirmed: 4*it0 stays in [0, 400]"]);
}

#[test]
fn what_threads_find_out_together_rests_on_all_of_them() {
    let mut case = Case::new([1, 1, 1], [32, 1, 1])
        .pointer("x", 4096)
        .load(0, "4*tid.x")
        .when(&["tid.x < 16"])
        .assume(&[0], "tid.x + bid.x", 0, 15);
    assert_eq!(case.of("x").exactness, Exactness::Exact);
    case.kernel.assumptions[0].everywhere = true;
    assert_eq!(case.of("x").exactness, Exactness::Unknown);
}

/// Two arrays behind an array of pointers, as batched kernels take them.
fn batched(contents: Contents) -> Case {
    Case::new([3, 1, 1], [4, 1, 1])
        .memory("a", 64, Contents::Unknown)
        .memory("b", 64, Contents::Unknown)
        .buffer("list", 24, contents)
        .deref_access(Op::Load, 0, "8*bid.x", "4*tid.x")
        .when(&["bid.x < 2"])
}

#[test]
fn pointers_in_memory_are_followed() {
    let target = |name: &str, offset| Some(Target { buffer: name.into(), offset });
    let list = Contents::Pointers(vec![target("a", 0), target("b", 32), None]);
    let case = batched(list);
    let found: Vec<_> = case
        .footprint()
        .buffers
        .into_iter()
        .filter(|buffer| buffer.param.is_none())
        .map(|buffer| (buffer.name, buffer.exactness, buffer.reads))
        .collect();
    assert_eq!(
        found,
        [
            ("a".into(), Exactness::Exact, vec![[0, 16]]),
            ("b".into(), Exactness::Exact, vec![[32, 48]])
        ]
    );
}

#[test]
fn stores_through_pointers_in_memory() {
    let target = |name: &str| Some(Target { buffer: name.into(), offset: 0 });
    let case = |targets| {
        let mut case = batched(Contents::Pointers(targets));
        case.kernel.accesses[0].op = Op::Store;
        case
    };
    let apart = case(vec![target("a"), target("b")]);
    assert_eq!((apart.of("a").exactness, apart.of("b").writes), (Exactness::Exact, vec![[0, 16]]));
    // A pointer to the array itself: the kernel may change where it writes.
    let itself = case(vec![target("a"), target("list")]);
    assert_eq!(itself.of("b").exactness, Exactness::Unknown);
}

#[test]
fn rotated_loops_whose_guard_implies_a_trip() {
    let case = Case::new([2, 1, 1], [64, 1, 1])
        .pointer("x", 4096)
        .ints("n", &[700, 13])
        .looped("max(1, floordiv(load(arg1, 4*bid.x, i32) - tid.x - 1, bdim.x) + 1)")
        .load(0, "4*(tid.x + bdim.x*it0)")
        .when(&["tid.x < load(arg1, 4*bid.x, i32)"])
        .within(&[0]);
    check_exact(&case);
}

#[test]
fn pointers_in_memory_that_are_not_known() {
    for name in ["a", "b"] {
        let used = batched(Contents::Unknown).of(name);
        assert_eq!((used.exactness, used.reads), (Exactness::Unknown, vec![[0, 64]]));
    }
}

#[test]
fn pointers_are_not_zero_and_aligned() {
    let case = Case::new([1, 1, 1], [8, 1, 1])
        .pointer("x", 32)
        .load(0, "4*tid.x")
        .when(&["arg0 != 0", "mod(arg0, 16) == 0"]);
    assert_eq!(case.of("x").exactness, Exactness::Exact);
    assert_eq!(case.of("x").reads, [[0, 32]]);
}
