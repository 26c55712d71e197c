//! Parts of a launch and what lies between two: any split of a grid touches what the whole does,
//! and a delta leads from one footprint to the other.

use std::ops::Range;

use kht_schema::access::{Exactness, Op};
use kht_schema::footprint::{Blocks, BufferUse, Count, Options, delta, footprint_of_blocks};
use kht_schema::launch::Contents;
use kht_schema::{Footprint, footprint};
use proptest::prelude::*;

use crate::build::Case;
use crate::laws;
use crate::sets::{covers, union};

#[track_caller]
fn part(case: &Case, numbers: Range<u64>) -> Footprint {
    let blocks = Blocks::linear(&case.launch, numbers);
    footprint_of_blocks(&case.kernel, &case.launch, &blocks, &Options::default()).unwrap()
}

fn rows() -> Case {
    Case::new([4, 3, 2], [8, 1, 1])
        .pointer("x", 4 * 8 * 24)
        .load(0, "4*(tid.x + 8*(bid.x + 4*(bid.y + 3*bid.z)))")
        .flop(&["bid.x < 3"], &[])
}

#[test]
fn blocks_are_numbered_from_the_fastest_axis_on() {
    let case = rows();
    for (start, end) in [(0, 24), (0, 1), (5, 7), (3, 14), (1, 23), (12, 24), (7, 7), (20, 99)] {
        let footprint = part(&case, start..end);
        let expected = if start < end { vec![[32 * start, 32 * end.min(24)]] } else { vec![] };
        assert_eq!(footprint.buffers[0].reads, expected, "blocks {start}..{end}");
        let flops = (start..end.min(24)).filter(|number| number % 4 < 3).count() as u64 * 8;
        assert_eq!(footprint.work.flops, Count { lo: flops, hi: Some(flops) });
    }
}

#[test]
fn blocks_are_chosen_by_axis() {
    let case = rows();
    let blocks = Blocks::axes([1..3, 0..1, 1..2]);
    let options = Options::default();
    let part = footprint_of_blocks(&case.kernel, &case.launch, &blocks, &options).unwrap();
    assert_eq!(part.buffers[0].reads, [[32 * 13, 32 * 15]]);
    let beyond = Blocks::axes([0..99, 2..99, 1..99]);
    let part = footprint_of_blocks(&case.kernel, &case.launch, &beyond, &options).unwrap();
    assert_eq!(part.buffers[0].reads, [[32 * 20, 32 * 24]], "there are no blocks beyond the grid");
    let none = Blocks::axes([0..4, 1..1, 0..2]);
    let part = footprint_of_blocks(&case.kernel, &case.launch, &none, &options).unwrap();
    assert_eq!((part.buffers[0].reads.len(), part.work.flops), (0, Count::default()));
}

#[test]
fn folds_of_one_part_do_not_serve_another() {
    // How often three goes into the block's number, by steps: another table for each bid.y.
    let count = "fold(step0, step0 < bid.x + 4*bid.y, car0.0, car0.0, 0, car0.0 + mod(step0, 2))";
    let case = Case::new([4, 3, 1], [1, 1, 1]).pointer("x", 4096).load(0, &format!("4*{count}"));
    let whole = case.of("x");
    let parts = (0..3).map(|row| part(&case, 4 * row..4 * row + 4).buffers[0].reads.clone());
    assert_eq!(parts.reduce(|a, b| union(&a, &b)).unwrap(), whole.reads);
}

#[test]
fn what_other_blocks_write_is_not_known() {
    let case = Case::new([2, 1, 1], [1, 1, 1])
        .pointer("x", 64)
        .ints("idx", &[3, 5])
        .load(0, "4*load(arg1, 4*bid.x, i32)")
        .store(1, "0")
        .when(&["bid.x == 1"]);
    let first = part(&case, 0..1);
    assert_eq!(first.buffers[0].exactness, Exactness::Upper, "block 1 may write the index first");
}

/// Attention over pages at a token count, as one more token changes it.
fn decode(tokens: i32) -> Case {
    Case::new([1, 1, 1], [32, 1, 1])
        .pointer("kv", 16 * 2048)
        .ints("table", &[7, 2, 9, 4])
        .ints("length", &[tokens])
        .looped("load(arg2, 0, i32)")
        .load(0, "2048*load(arg1, 4*floordiv(it0, 16), i32) + 128*mod(it0, 16) + 4*tid.x")
        .within(&[0])
}

#[test]
fn one_more_token_is_one_more_row() {
    let delta = |before, after| delta(&decode(before).footprint(), &decode(after).footprint());
    let within = delta(30, 31);
    let kv = within.buffers.iter().find(|buffer| buffer.name == "kv").unwrap();
    let row = 2 * 2048 + 14 * 128;
    assert_eq!(kv.touched.entered, [[row, row + 128]]);
    assert_eq!((kv.touched.left.len(), kv.touched.kept), (0, 30 * 128));
    assert_eq!((&kv.reads, kv.writes.kept), (&kv.touched, 0));
    let page = delta(32, 33);
    let kv = page.buffers.iter().find(|buffer| buffer.name == "kv").unwrap();
    assert_eq!(kv.touched.entered, [[9 * 2048, 9 * 2048 + 128]], "the next page");
    let back = delta(33, 32);
    let kv = back.buffers.iter().find(|buffer| buffer.name == "kv").unwrap();
    assert_eq!((kv.touched.left.len(), kv.touched.entered.len()), (1, 0));
}

#[test]
fn other_buffers_enter_and_leave_whole() {
    let layer = |name: &str| {
        let case = Case::new([1, 1, 1], [32, 1, 1]).pointer(name, 128).pointer("x", 128);
        case.load(0, "4*tid.x").load(1, "4*tid.x").store(1, "4*tid.x").footprint()
    };
    let delta = delta(&layer("w0"), &layer("w1"));
    let names: Vec<_> = delta.buffers.iter().map(|buffer| buffer.name.as_str()).collect();
    assert_eq!(names, ["w0", "w1", "x"]);
    assert_eq!(delta.buffers[0].touched.left, [[0, 128]]);
    assert_eq!(delta.buffers[1].reads.entered, [[0, 128]]);
    assert_eq!((delta.buffers[2].touched.kept, delta.buffers[2].writes.kept), (128, 128));
    let json = serde_json::to_value(&delta).unwrap();
    assert_eq!(json["buffers"][0]["touched"]["left"], serde_json::json!([[0, 128]]));
}

/// The sum of two counts.
fn sum(a: Count, b: Count) -> Count {
    Count { lo: a.lo + b.lo, hi: a.hi.zip(b.hi).map(|(a, b)| a + b) }
}

fn check_split(whole: &BufferUse, parts: [&BufferUse; 2]) -> Result<(), TestCaseError> {
    let [a, b] = parts;
    if whole.exactness != Exactness::Exact {
        return Ok(());
    }
    prop_assert_eq!((a.exactness, b.exactness), (Exactness::Exact, Exactness::Exact));
    prop_assert_eq!(&union(&a.reads, &b.reads), &whole.reads);
    prop_assert_eq!(&union(&a.writes, &b.writes), &whole.writes);
    prop_assert_eq!(&union(&a.atomics, &b.atomics), &whole.atomics);
    prop_assert_eq!(sum(a.bytes_loaded, b.bytes_loaded), whole.bytes_loaded);
    prop_assert_eq!(sum(a.bytes_stored, b.bytes_stored), whole.bytes_stored);
    prop_assert_eq!(sum(a.bytes_atomic, b.bytes_atomic), whole.bytes_atomic);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn two_parts_touch_what_the_whole_does(case in laws::case(true), cut in 0..9_u64) {
        let Ok(whole) = case.try_footprint() else { return Ok(()) };
        let part = |numbers| {
            let blocks = Blocks::linear(&case.launch, numbers);
            footprint_of_blocks(&case.kernel, &case.launch, &blocks, &Options::default())
        };
        let (Ok(a), Ok(b)) = (part(0..cut), part(cut..u64::MAX)) else { return Ok(()) };
        for (index, whole) in whole.buffers.iter().enumerate() {
            check_split(whole, [&a.buffers[index], &b.buffers[index]])?;
        }
    }

    #[test]
    fn a_delta_leads_from_one_to_the_other(
        from in 0..40_i32,
        to in 0..40_i32,
        granularity in prop::sample::select(vec![1, 64, 2048]),
    ) {
        let options = Options { granularity, ..Options::default() };
        let of = |tokens| {
            let case = decode(tokens);
            footprint(&case.kernel, &case.launch, &options).unwrap()
        };
        let (before, after) = (of(from), of(to));
        let delta = delta(&before, &after);
        for change in &delta.buffers {
            let own = |footprint: &Footprint| {
                let found = footprint.buffers.iter().find(|used| used.name == change.name);
                found.unwrap().reads.clone()
            };
            let (before, after) = (own(&before), own(&after));
            prop_assert_eq!(&union(&change.reads.entered, &before), &union(&after, &before));
            prop_assert_eq!(&union(&change.reads.left, &after), &union(&after, &before));
            prop_assert!(covers(&after, &change.reads.entered));
            prop_assert!(covers(&before, &change.reads.left));
        }
    }
}

#[test]
fn a_split_grid_of_pages_touches_all_of_them() {
    let table: Vec<i32> = (0..4096).map(|i| i * 1667 % 4096).collect();
    let case = Case::new([16, 1, 1], [32, 1, 1])
        .buffer("kv", 4096 * 256, Contents::Unknown)
        .ints("table", &table)
        .looped("256")
        .access(Op::Load, 0, "256*load(arg1, 1024*bid.x + 4*it0, i32) + 8*tid.x", "8")
        .within(&[0]);
    let mut all = Vec::new();
    for numbers in [0..5, 5..6, 6..16] {
        all = union(&all, &part(&case, numbers).buffers[0].reads);
    }
    assert_eq!(all, case.of("kv").reads);
    assert_eq!(all, [[0, 4096 * 256]]);
}
