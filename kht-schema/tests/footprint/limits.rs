//! Launches at the edge of sense: what they get is a message or a bounded answer.

use kht_schema::Expr;
use kht_schema::access::{Exactness, Op};
use kht_schema::expr::Axis;
use kht_schema::footprint::Count;

use crate::build::Case;
use crate::sets::size;

#[track_caller]
fn refused(case: &Case, expected: &str) {
    match case.try_footprint() {
        Ok(footprint) => panic!("expected {expected}, found {footprint:?}"),
        Err(error) => assert_eq!(error.to_string(), expected),
    }
}

#[test]
fn grids_and_blocks_have_limits_on_each_axis() {
    let of = |grid, block| Case::new(grid, block).pointer("x", 4).load(0, "0");
    let grid = "kernel k, grid: expected 1 to [2147483647, 65535, 65535] blocks, found ";
    let block = "kernel k, block: expected 1 to [1024, 1024, 64] threads, 1024 in all, found ";
    for wrong in [[0, 1, 1], [1 << 31, 1, 1], [1, 65_536, 1], [1, 1, 65_536], [0, 0, 0]] {
        refused(&of(wrong, [1, 1, 1]), &format!("{grid}{wrong:?}"));
    }
    for wrong in [[0, 1, 1], [1025, 1, 1], [1, 1, 65], [32, 32, 2], [u32::MAX, u32::MAX, u32::MAX]]
    {
        refused(&of([1, 1, 1], wrong), &format!("{block}{wrong:?}"));
    }
    let largest = of([0x7fff_ffff, 65_535, 65_535], [1024, 1, 1]).of("x");
    assert_eq!((largest.exactness, largest.reads), (Exactness::Exact, vec![[0, 4]]));
    let runs = 0x7fff_ffff_u128 * 65_535 * 65_535 * 1024 * 4;
    assert_eq!(largest.bytes_loaded.hi, u64::try_from(runs).ok(), "no number beyond 64 bits");
}

#[test]
fn a_buffer_of_no_bytes_is_accessed_by_nobody() {
    let case = Case::new([1, 1, 1], [8, 1, 1]).pointer("x", 0).int(0).load(0, "4*tid.x");
    refused(
        &case,
        "kernel k, arg0, load acc0: expected accesses within the 0 bytes of `x`, \
         found bytes 0 to 32",
    );
    let x = case.when(&["tid.x < arg1"]).of("x");
    assert_eq!(
        (x.exactness, x.reads, x.bytes_loaded),
        (Exactness::Exact, vec![], Count::default())
    );
}

#[test]
fn an_index_that_points_outside_is_named() {
    let case = Case::new([4, 1, 1], [8, 1, 1])
        .pointer("rows", 320)
        .ints("index", &[1, 9, 10, 2])
        .load(0, "32*load(arg1, 4*bid.x, i32) + 4*tid.x");
    refused(
        &case,
        "kernel k, arg0, load acc0: expected accesses within the 320 bytes of `rows`, \
         found bytes 32 to 352, for 10 at byte 8 of `index`",
    );
    let negative = Case::new([4, 1, 1], [8, 1, 1])
        .pointer("rows", 320)
        .ints("index", &[1, 9, 3, -1])
        .store(0, "32*load(arg1, 4*bid.x, i32) + 4*tid.x");
    refused(
        &negative,
        "kernel k, arg0, store acc0: expected accesses within the 320 bytes of `rows`, \
         found bytes -32 to 320, for -1 at byte 12 of `index`",
    );
}

#[test]
fn pointers_that_are_not_aligned_are_noted() {
    let mut case = Case::new([1, 1, 1], [8, 1, 1]).pointer("x", 64).alias("x", 6);
    case.kernel.params[1].pointer.as_mut().unwrap().align = 4;
    let case = case.load(1, "4*tid.x");
    let footprint = case.footprint();
    assert_eq!(footprint.buffers[1].reads, [[6, 38]], "the bytes are those from the pointer on");
    let note = "arg1 points to byte 6 of `x`, but the kernel expects a multiple of 4";
    assert_eq!(footprint.notes, [note]);
}

#[test]
fn pointers_into_the_same_bytes_are_noted() {
    let case = Case::new([1, 1, 1], [8, 1, 1]).pointer("x", 64).alias("x", 16);
    let footprint = case.clone().load(0, "4*tid.x").store(1, "4*tid.x").footprint();
    assert_eq!(footprint.buffers[0].reads, [[0, 32]]);
    assert_eq!(footprint.buffers[1].writes, [[16, 48]]);
    let note = "arg0 and arg1 touch the same bytes of `x`, which in all gets the union of both";
    assert_eq!(footprint.notes, [note]);
    let apart = case.load(0, "tid.x").store(1, "4*tid.x").when(&["tid.x >= 2"]);
    assert_eq!(apart.footprint().notes, [""; 0]);
}

#[test]
fn products_that_overflow_are_unknown() {
    for (factor, loops) in [("9223372036854775807*9223372036854775807*4", "1"), ("4", "1")] {
        let huge = format!("{factor}*tid.x*it0*it0*{}", i64::MAX);
        let case = Case::new([1, 1, 1], [8, 1, 1]).pointer("x", 64).looped(loops);
        let case = case.load(0, &huge).within(&[0]);
        let x = case.of("x");
        assert!(x.exactness == Exactness::Exact || x.reads == [[0, 64]], "{x:?}");
    }
    let power = "9223372036854775807*9223372036854775807*9223372036854775807*arg1";
    let case = Case::new([1, 1, 1], [8, 1, 1]).pointer("x", 64).int(7).load(0, power);
    let x = case.of("x");
    assert_eq!((x.exactness, x.reads), (Exactness::Unknown, vec![[0, 64]]));
    assert_eq!(x.reasons, ["a formula exceeds 128 bits"]);
}

#[test]
fn a_wide_formula_of_a_million_nodes_is_unknown() {
    let sum = |inner: &Expr| {
        Expr::add((2..1_000_i64).map(|i| Expr::modulo(inner.clone(), Expr::Int(i.into()))))
    };
    let mut case = Case::new([1, 1, 1], [64, 1, 1]).pointer("x", 256).load(0, "0");
    case.kernel.accesses[0].offset = sum(&sum(&Expr::tid(Axis::X)));
    let x = case.of("x");
    assert_eq!(x.reads, [[0, 256]]);
    assert!(x.exactness != Exactness::Exact && !x.reasons.is_empty(), "{:?}", x.reasons);
}

#[test]
fn a_billion_ranges_are_an_upper_bound() {
    // Every other word of four gigabytes, and of a table that is read through another one.
    let case = Case::new([1 << 20, 1, 1], [1024, 1, 1])
        .pointer("x", 8 << 30)
        .load(0, "8*(1024*bid.x + tid.x)");
    let x = case.of("x");
    assert_eq!(x.exactness, Exactness::Upper);
    assert_eq!(x.reasons, ["more ranges than the limit, the nearest were joined"]);
    assert!(x.reads.len() <= 2 << 20, "{} ranges", x.reads.len());
    assert!(size(&x.reads) >= 4 << 30);
    assert_eq!(x.bytes_loaded.hi, Some(4 << 30), "traffic is exact all the same");
    let several = (0..4).fold(case, |case, index| {
        case.access(Op::Store, 0, &format!("8*(1024*bid.x + tid.x) + {}", 2 * index), "1")
    });
    let x = several.of("x");
    assert_eq!((x.exactness, x.bytes_stored.hi), (Exactness::Upper, Some(4 << 30)));
}
