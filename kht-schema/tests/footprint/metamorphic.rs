//! Laws between footprints: what a change of the kernel or the launch does to the answer.

use kht_schema::access::{Exactness, Op};
use kht_schema::footprint::{BufferUse, Options};
use kht_schema::launch::Arg;
use kht_schema::{Cond, Expr, Footprint, footprint};
use proptest::prelude::*;

use crate::build::Case;
use crate::laws;
use crate::sets::{covers, size, widened};

fn at(case: &Case, granularity: u64) -> Option<Footprint> {
    let options = Options { granularity, ..Options::default() };
    footprint(&case.kernel, &case.launch, &options).ok()
}

fn exact(used: &BufferUse) -> bool {
    used.exactness == Exactness::Exact
}

/// The case with other names for everything that has one, in another order.
fn renamed(case: &Case) -> Case {
    let mut other = case.clone();
    other.kernel.name = "another".into();
    other.launch.kernel = "another".into();
    for (index, param) in other.kernel.params.iter_mut().enumerate() {
        param.name = Some(format!("p{index}"));
    }
    let name = |name: &str| name.chars().rev().collect::<String>();
    for arg in &mut other.launch.args {
        if let Arg::Pointer(target) = arg {
            target.buffer = name(&target.buffer);
        }
    }
    let buffers = std::mem::take(&mut other.launch.buffers);
    other.launch.buffers = buffers
        .into_values()
        .map(|mut buffer| {
            buffer.name = name(&buffer.name);
            (buffer.name.clone(), buffer)
        })
        .collect();
    other
}

/// The case with its arguments in reverse order.
fn reversed(case: &Case) -> Case {
    let mut other = case.clone();
    let last = u32::try_from(case.kernel.params.len()).unwrap() - 1;
    let text = |text: String| {
        // Twice, so that no argument is renamed again.
        let marked = (0..=last).fold(text, |text, index| {
            text.replace(&format!("arg{index}"), &format!("#{}", last - index))
        });
        marked.replace('#', "arg")
    };
    let expr = |expr: &mut Expr| *expr = text(expr.to_string()).parse().unwrap();
    let conds = |conds: &mut Vec<Cond>| {
        for cond in conds {
            *cond = text(cond.to_string()).parse().unwrap();
        }
    };
    other.kernel.params.reverse();
    other.launch.args.reverse();
    for (index, param) in (0..).zip(&mut other.kernel.params) {
        param.index.0 = index;
    }
    other.kernel.loops.iter_mut().for_each(|inner| expr(&mut inner.trip));
    other.kernel.work.iter_mut().for_each(|work| conds(&mut work.guards));
    for access in &mut other.kernel.accesses {
        access.root.param.0 = last - access.root.param.0;
        expr(&mut access.offset);
        expr(&mut access.bytes);
        conds(&mut access.guards);
    }
    other
}

/// The case with its access written out four times, `stride` bytes apart; as a compiler leaves it,
/// and with a loop around it, as the source has it.
fn unrolled(case: &Case, stride: i64) -> [Case; 2] {
    let depth = u32::try_from(case.kernel.loops.len()).unwrap();
    let access = &case.kernel.accesses[0];
    let mut copies = case.clone();
    copies.kernel.accesses = (0..4)
        .map(|copy| {
            let mut access = access.clone();
            access.id.0 = copy;
            access.offset = access.offset + Expr::Int((stride * i64::from(copy)).into());
            access
        })
        .collect();
    let mut looped = case.clone().nested(depth.checked_sub(1), "4");
    let access = &mut looped.kernel.accesses[0];
    access.loops.push(kht_schema::LoopId(depth));
    let step: Expr = format!("{stride}*it{depth}").parse().unwrap();
    access.offset = access.offset.clone() + step;
    [copies, looped]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn names_do_not_matter(case in laws::case(true)) {
        match (case.try_footprint(), renamed(&case).try_footprint()) {
            (Ok(a), Ok(b)) => {
                prop_assert_eq!(a.work, b.work);
                for (a, mut b) in a.buffers.iter().zip(b.buffers) {
                    b.name.clone_from(&a.name);
                    b.reasons.clone_from(&a.reasons);
                    prop_assert_eq!(a, &b);
                }
            }
            (a, b) => prop_assert_eq!(a.is_ok(), b.is_ok()),
        }
    }

    #[test]
    fn the_order_of_arguments_does_not_matter(case in laws::case(true)) {
        match (case.try_footprint(), reversed(&case).try_footprint()) {
            (Ok(a), Ok(b)) => {
                prop_assert_eq!(a.work, b.work);
                for (a, b) in a.buffers.iter().zip(b.buffers.iter().rev()) {
                    prop_assert_eq!(&a.name, &b.name);
                    prop_assert_eq!(a.exactness, b.exactness);
                    prop_assert_eq!((&a.reads, &a.writes), (&b.reads, &b.writes));
                    prop_assert_eq!(a.bytes_loaded, b.bytes_loaded);
                    prop_assert_eq!(a.bytes_stored, b.bytes_stored);
                    prop_assert_eq!(a.bytes_atomic, b.bytes_atomic);
                }
            }
            (a, b) => prop_assert_eq!(a.is_ok(), b.is_ok()),
        }
    }

    #[test]
    fn unrolling_does_not_matter(case in laws::case(true), stride in -8..40_i64) {
        let [copies, looped] = unrolled(&case, stride).map(|case| case.try_footprint());
        match (copies, looped) {
            (Ok(copies), Ok(looped)) => {
                let (a, b) = (&copies.buffers[1], &looped.buffers[1]);
                if exact(a) && exact(b) {
                    prop_assert_eq!(a, b);
                } else if exact(a) {
                    prop_assert!(covers(&b.reads, &a.reads) && covers(&b.writes, &a.writes));
                } else if exact(b) {
                    prop_assert!(covers(&a.reads, &b.reads) && covers(&a.writes, &b.writes));
                }
            }
            // One that is cut to its buffer where the other knows that it leaves it.
            (Ok(other), Err(_)) | (Err(_), Ok(other)) => prop_assert!(!exact(&other.buffers[1])),
            (Err(_), Err(_)) => {}
        }
    }

    #[test]
    fn coarser_is_larger(
        case in laws::case(true),
        fine in prop::sample::select(vec![1_u64, 2, 32, 48]),
        times in 2..20_u64,
    ) {
        let (Some(bytes), Some(fine_answer), Some(coarse)) =
            (at(&case, 1), at(&case, fine), at(&case, fine * times))
        else {
            return Ok(());
        };
        for ((bytes, fine_use), coarse_use) in
            bytes.buffers.iter().zip(&fine_answer.buffers).zip(&coarse.buffers)
        {
            let buffer = case.launch.buffers[&bytes.name].bytes;
            for (bytes, fine_ranges, coarse_ranges) in [
                (&bytes.reads, &fine_use.reads, &coarse_use.reads),
                (&bytes.writes, &fine_use.writes, &coarse_use.writes),
            ] {
                prop_assert!(covers(coarse_ranges, fine_ranges));
                if exact(fine_use) {
                    prop_assert_eq!(&widened(bytes, fine, buffer), fine_ranges);
                }
            }
            prop_assert_eq!(fine_use.bytes_loaded, coarse_use.bytes_loaded);
        }
    }

    #[test]
    fn traffic_is_no_less_than_what_is_touched(case in laws::case(true)) {
        let Ok(footprint) = case.try_footprint() else { return Ok(()) };
        for used in footprint.buffers.iter().filter(|used| exact(used)) {
            let moved = used.bytes_loaded.lo + used.bytes_stored.lo + used.bytes_atomic.lo;
            prop_assert!(moved >= size(&used.reads).max(size(&used.writes)));
            prop_assert!(covers(&used.reads, &used.atomics) && covers(&used.writes, &used.atomics));
            let buffer = case.launch.buffers[&used.name].bytes;
            prop_assert!(covers(&[[0, buffer]], &used.reads) || used.reads.is_empty());
        }
    }

    #[test]
    fn what_runs_without_guards_touches_more(case in laws::case(true)) {
        let mut free = case.clone();
        free.kernel.accesses[0].guards.clear();
        let (Ok(guarded), Ok(free)) = (case.try_footprint(), free.try_footprint()) else {
            return Ok(());
        };
        for (guarded, free) in guarded.buffers.iter().zip(&free.buffers) {
            if exact(guarded) {
                prop_assert!(covers(&free.reads, &guarded.reads));
                prop_assert!(covers(&free.writes, &guarded.writes));
            }
        }
    }
}

#[test]
fn rows_that_are_unrolled_are_rows() {
    // Thirty-two loads of four bytes per thread, as unrolled attention has them.
    let mut case = Case::new([8, 1, 1], [32, 1, 1]).pointer("v", 8 * 4096);
    for index in [3, 0, 1, 2] {
        for row in 0..8 {
            let offset = format!("4096*bid.x + 16*tid.x + {}", 512 * row + 4 * index);
            case = case.access(Op::Load, 0, &offset, "4");
        }
    }
    let v = case.of("v");
    assert_eq!((exact(&v), v.reads), (true, vec![[0, 8 * 4096]]));
    assert_eq!(v.bytes_loaded.hi, Some(8 * 4096));
}
