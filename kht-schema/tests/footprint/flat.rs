//! What only the compiled form has: its own limits, and what it does with bad input.

use kht_schema::expr::Axis;
use kht_schema::launch::Contents;
use kht_schema::program::{Call, Direction, Memory, Place, Stop, Unserved};
use kht_schema::{Expr, Program, Sym};

use crate::build::Case;

/// A row of numbers, one per thread.
fn copy(grid: u32) -> Case {
    Case::new([grid, 1, 1], [256, 1, 1])
        .pointer("from", 1 << 20)
        .pointer("to", 1 << 20)
        .int(1000)
        .access(kht_schema::Op::Load, 0, "4*(bid.x*bdim.x + tid.x)", "4")
        .when(&["bid.x*bdim.x + tid.x < arg2"])
        .access(kht_schema::Op::Store, 1, "4*(bid.x*bdim.x + tid.x)", "4")
        .when(&["bid.x*bdim.x + tid.x < arg2"])
}

const fn place(buffer: u32, bytes: u64) -> Option<Place<'static>> {
    Some(Place { buffer, bytes, offset: 0, contents: None })
}

/// Evaluates a call of a case.
fn heat<'a>(case: &Case, change: impl Fn(&mut Call<'a>)) -> Result<u64, Stop> {
    let program = Program::compile(&case.kernel);
    const BUFFERS: [Option<Place<'static>>; 2] = [place(0, 4000), place(1, 4000)];
    let mut call =
        Call { grid: [4, 1, 1], block: [256, 1, 1], scalars: &[1000], pointers: &BUFFERS };
    change(&mut call);
    let mut memory = Memory::default();
    program.heat(&call, &[], &mut memory).map(|heat| heat.pointers[0].touched)
}

#[test]
fn launches_beyond_the_limits_have_no_answer() {
    let case = copy(4);
    assert_eq!(heat(&case, |_| {}), Ok(4000));
    assert_eq!(heat(&case, |call| call.grid = [0, 1, 1]), Err(Stop::Extent));
    assert_eq!(heat(&case, |call| call.grid = [u32::MAX, 1, 1]), Err(Stop::Extent));
    assert_eq!(heat(&case, |call| call.block = [1024, 2, 1]), Err(Stop::Extent));
    assert_eq!(heat(&case, |call| call.block = [256, 1, 0]), Err(Stop::Extent));
}

#[test]
fn buffers_that_are_too_small_have_no_answer() {
    let case = copy(4);
    let (small, empty) = ([place(0, 3999), place(1, 4000)], [place(0, 0), place(1, 0)]);
    assert_eq!(heat(&case, |call| call.pointers = &small), Err(Stop::Outside));
    assert_eq!(heat(&case, |call| call.pointers = &empty), Err(Stop::Outside));
    assert_eq!(heat(&case, |call| call.pointers = &[None, None]), Err(Stop::Outside));
    // Nothing runs, so nothing is outside.
    let none = |call: &mut Call<'_>| (call.scalars, call.pointers) = (&[0], &[None, None]);
    assert_eq!(heat(&case, none), Ok(0));
}

#[test]
fn arguments_that_are_missing_have_no_answer() {
    let case = copy(4);
    assert_eq!(heat(&case, |call| call.scalars = &[]), Err(Stop::Undefined));
    assert_eq!(heat(&case, |call| call.pointers = &[]), Err(Stop::Outside));
    assert_eq!(heat(&case, |call| call.scalars = &[i64::MIN]), Err(Stop::Undefined));
}

#[test]
fn products_that_overflow_have_no_answer() {
    let huge = i64::MAX;
    let case = Case::new([4, 1, 1], [32, 1, 1]).pointer("data", 1 << 20).int(huge).access(
        kht_schema::Op::Load,
        0,
        "tid.x*arg1*arg1",
        "1",
    );
    assert_eq!(case.flat().err(), Some(Stop::Undefined));
    let case = Case::new([4, 1, 1], [32, 1, 1]).pointer("data", 1 << 20).int(huge).access(
        kht_schema::Op::Load,
        0,
        "tid.x*arg1",
        "1",
    );
    assert_eq!(case.flat().err(), Some(Stop::Overflow));
}

/// A tower of selections whose conditions differ by thread: each node doubles the ways.
#[test]
fn formulas_that_are_too_large_are_left_out() {
    let mut tower = Expr::Sym(Sym::Tid(Axis::X));
    for index in 0..100_000 {
        tower = Expr::wrap(16, tower + Expr::Int(index));
    }
    let mut case = copy(1);
    case.kernel.accesses[0].offset = tower;
    let program = Program::compile(&case.kernel);
    assert!(!program.is_flat());
    assert_eq!(program.unserved()[0].1, Unserved::TooLarge);
    // Dropping a tower takes a stack as deep as it is high.
    std::mem::forget(program);
    std::mem::forget(case);
}

#[test]
fn a_sum_of_a_million_terms_is_left_out() {
    let term = |index: i128| Expr::modulo(Expr::tid(Axis::X), Expr::Int(index + 2));
    let mut case = copy(1);
    case.kernel.accesses[0].offset = Expr::add((0..1_000_000).map(term));
    let program = Program::compile(&case.kernel);
    assert_eq!(program.unserved()[0].1, Unserved::TooLarge);
}

/// A billion single bytes: hull and unique bytes have a closed form, ranges do not fit.
#[test]
fn a_billion_ranges_are_summed_but_not_listed() {
    let case = Case::new([1 << 20, 1, 1], [1024, 1, 1]).pointer("data", 1 << 40).access(
        kht_schema::Op::Load,
        0,
        "2*(bid.x*bdim.x + tid.x)",
        "1",
    );
    let program = Program::compile(&case.kernel);
    let bound = program.bind(&case.launch).unwrap();
    let mut memory = Memory::default();
    let heat = program.heat(&bound.call(), &[], &mut memory).unwrap();
    assert_eq!(heat.pointers[0].reads.unique, 1 << 30);
    assert_eq!(heat.pointers[0].reads.hull, [0, (1 << 31) - 1]);
    let mut ranges = Vec::new();
    let call = bound.call();
    let mut evaluated = program.evaluate(&call, &mut memory).unwrap();
    assert_eq!(evaluated.ranges(0, Direction::Reads, &mut ranges), Err(Stop::Ranges));
}

#[test]
fn pointers_into_one_buffer_share_their_fragments() {
    let case = Case::new([1, 1, 1], [64, 1, 1])
        .pointer("data", 1024)
        .alias("data", 128)
        .access(kht_schema::Op::Load, 0, "4*tid.x", "4")
        .access(kht_schema::Op::Store, 1, "4*tid.x", "4");
    let program = Program::compile(&case.kernel);
    let bound = program.bind(&case.launch).unwrap();
    let mut memory = Memory::default();
    let heat = program.heat(&bound.call(), &[256, 256], &mut memory).unwrap();
    assert!(heat.pointers.iter().all(|pointer| pointer.shared));
    assert_eq!(heat.pointers[0].fragments, heat.pointers[1].fragments);
    let fragments: Vec<_> =
        heat.fragments.iter().map(|it| (it.index, it.reads, it.writes, it.touched)).collect();
    assert_eq!(fragments, [(0, 256, 128, 256), (1, 0, 128, 128)]);
}

#[test]
fn values_that_the_kernel_writes_are_not_trusted() {
    let case = Case::new([1, 1, 1], [32, 1, 1])
        .ints("index", &[3, 1, 4])
        .pointer("data", 1024)
        .access(kht_schema::Op::Load, 1, "4*load(arg0, 0, i32) + 4*tid.x", "4")
        .access(kht_schema::Op::Store, 0, "0", "4");
    assert_eq!(case.flat().err(), Some(Stop::Written));
    let unknown = Case::new([1, 1, 1], [32, 1, 1])
        .buffer("index", 12, Contents::Unknown)
        .pointer("data", 1024)
        .access(kht_schema::Op::Load, 1, "4*load(arg0, 0, i32) + 4*tid.x", "4");
    assert_eq!(unknown.flat().err(), Some(Stop::Undefined));
}

/// Unsigned arithmetic of 64 bits, as compilers write `n - 1`: exact where nothing is negative.
#[test]
fn numbers_modulo_a_word_are_themselves_where_they_are_not_negative() {
    let case = |n: i64| {
        Case::new([2, 1, 1], [32, 1, 1]).pointer("data", 1 << 20).int(n).access(
            kht_schema::Op::Load,
            0,
            "4*mod(tid.x + mod(arg1 + 18446744073709551615, 18446744073709551616), \
                 18446744073709551616)",
            "4",
        )
    };
    assert_eq!(case(5).flat().unwrap().buffers[0].reads, [[16, 144]]);
    assert_eq!(case(5).footprint().buffers[0].reads, [[16, 144]]);
    assert_eq!(case(0).flat().err(), Some(Stop::Undefined));
}
