//! Laws of footprints on the tables of all test kernels, at random launches: what a coarser view,
//! a part of the grid, fewer guards or another name does to the answer.

use std::fs;
use std::path::Path;

use kht_analyzer::launches::{Effort, random};
use kht_analyzer::{Hooks, Input, analyze, read_metadata};
use kht_schema::footprint::{Blocks, BufferUse, Count, Options, footprint, footprint_of_blocks};
use kht_schema::{Exactness, Footprint, Kernel, Launch};

/// Launches drawn for each kernel.
const ROUNDS: u64 = 4;

/// Points that may be enumerated: launches are small.
const BUDGET: u64 = 1 << 18;

/// Granularities, each a multiple of the one before it.
const STEPS: [u64; 3] = [1, 32, 4096];

type Outcome = datatest_stable::Result<()>;

fn options(granularity: u64) -> Options {
    Options { granularity, budget: BUDGET }
}

/// The launches of all kernels of a module that fit, with their footprints.
fn each(path: &Path, check: impl Fn(&Kernel, &Launch, &Footprint)) -> Outcome {
    let bytes = fs::read(path)?;
    let metadata = read_metadata(path)?;
    let input = Input { bytes: &bytes, metadata: metadata.as_deref() };
    for kernel in analyze(input, "kernel", &Hooks::default())?.table.kernels {
        let mut fitting = 0;
        for seed in 0..ROUNDS {
            let launch = random(&kernel, seed, Effort::Small);
            if let Ok(whole) = footprint(&kernel, &launch, &options(1)) {
                check(&kernel, &launch, &whole);
                fitting += 1;
            }
        }
        assert!(0 < fitting, "{}: no launch fits", kernel.name);
    }
    Ok(())
}

fn is_exact(used: &BufferUse) -> bool {
    used.exactness == Exactness::Exact
}

fn sides(used: &BufferUse) -> [&Vec<[u64; 2]>; 3] {
    [&used.reads, &used.writes, &used.atomics]
}

/// Whether ranges, sorted and disjoint and not adjacent, are all within others.
fn contains(outer: &[[u64; 2]], inner: &[[u64; 2]]) -> bool {
    inner.iter().all(|[from, to]| outer.iter().any(|[start, end]| start <= from && to <= end))
}

fn size(ranges: &[[u64; 2]]) -> u64 {
    ranges.iter().map(|[start, end]| end - start).sum()
}

/// What a part of a launch does through the same pointer; nothing, if it reaches no buffer there.
fn of(part: &Footprint, whole: &BufferUse) -> BufferUse {
    let key = |it: &BufferUse| (it.param, it.at, it.name.clone());
    let found = part.buffers.iter().find(|it| key(it) == key(whole)).cloned();
    found.unwrap_or_else(|| BufferUse {
        exactness: Exactness::Exact,
        reads: Vec::new(),
        writes: Vec::new(),
        atomics: Vec::new(),
        bytes_loaded: Count::default(),
        bytes_stored: Count::default(),
        bytes_atomic: Count::default(),
        ..whole.clone()
    })
}

/// The bytes of either of two sets.
fn union(a: &[[u64; 2]], b: &[[u64; 2]]) -> Vec<[u64; 2]> {
    let mut all: Vec<[u64; 2]> = a.iter().chain(b).copied().collect();
    all.sort_unstable();
    let mut joined: Vec<[u64; 2]> = Vec::new();
    for [start, end] in all {
        match joined.last_mut() {
            Some([_, last]) if start <= *last => *last = end.max(*last),
            _ => joined.push([start, end]),
        }
    }
    joined
}

fn coarser_is_larger(path: &Path) -> Outcome {
    each(path, |kernel, launch, whole| {
        let mut finer = whole.clone();
        for step in &STEPS[1..] {
            let coarse = footprint(kernel, launch, &options(*step)).expect("it fits");
            for (fine, coarse) in finer.buffers.iter().zip(&coarse.buffers) {
                let end = launch.buffers[&coarse.name].bytes;
                for (fine, coarse) in sides(fine).into_iter().zip(sides(coarse)) {
                    assert!(contains(coarse, fine), "{} {step}: {coarse:?}", kernel.name);
                    let whole = |byte: &u64| byte.is_multiple_of(*step) || *byte == end;
                    assert!(coarse.iter().flatten().all(whole), "{}: {coarse:?}", kernel.name);
                }
            }
            finer = coarse;
        }
    })
}

fn traffic_is_no_less_than_what_is_touched(path: &Path) -> Outcome {
    each(path, |kernel, launch, whole| {
        for used in whole.buffers.iter().filter(|used| is_exact(used)) {
            let BufferUse { bytes_loaded, bytes_stored, bytes_atomic, .. } = used;
            let name = format!("{}: {used:?}", kernel.name);
            assert!(size(&used.reads) <= bytes_loaded.lo + bytes_atomic.lo, "{name}");
            assert!(size(&used.writes) <= bytes_stored.lo + bytes_atomic.lo, "{name}");
            let both = [&used.reads, &used.writes];
            assert!(both.into_iter().all(|side| contains(side, &used.atomics)), "{name}");
            let bytes = launch.buffers[&used.name].bytes;
            assert!(sides(used).into_iter().flatten().all(|[_, end]| *end <= bytes), "{name}");
        }
    })
}

fn parts_of_a_grid_are_the_whole(path: &Path) -> Outcome {
    each(path, |kernel, launch, whole| {
        let blocks: u64 = launch.grid.iter().map(|&extent| u64::from(extent)).product();
        let part = |numbers| {
            let blocks = Blocks::linear(launch, numbers);
            footprint_of_blocks(kernel, launch, &blocks, &options(1)).expect("it fits")
        };
        let (first, second) = (part(0..blocks / 2), part(blocks / 2..blocks));
        for whole in &whole.buffers {
            let (a, b) = (&of(&first, whole), &of(&second, whole));
            let exact = [whole, a, b].into_iter().all(is_exact);
            for (side, whole_side) in sides(whole).into_iter().enumerate() {
                let both = union(sides(a)[side], sides(b)[side]);
                let place = format!("{}, {}: {both:?}", kernel.name, whole.name);
                assert!(!is_exact(whole) || contains(&both, whole_side), "{place}");
                assert!(!exact || both == *whole_side, "{place}, not {whole_side:?}");
            }
            if exact {
                let moved = |it: &BufferUse| {
                    [it.bytes_loaded, it.bytes_stored, it.bytes_atomic].map(|count| count.lo)
                };
                let ([a, b], all) = ([moved(a), moved(b)], moved(whole));
                assert!((0..3).all(|side| a[side] + b[side] == all[side]), "{}", kernel.name);
            }
        }
    })
}

fn without_guards_more_is_touched(path: &Path) -> Outcome {
    each(path, |kernel, launch, whole| {
        for position in 0..kernel.accesses.len() {
            let mut free = kernel.clone();
            free.accesses[position].guards.clear();
            // What the guard kept inside of its buffer may leave it.
            let Ok(free) = footprint(&free, launch, &options(1)) else { continue };
            for (guarded, free) in whole.buffers.iter().zip(&free.buffers) {
                for (guarded_side, side) in sides(guarded).into_iter().zip(sides(free)) {
                    let place = || format!("{}, acc{position}: {side:?}", kernel.name);
                    assert!(!is_exact(guarded) || contains(side, guarded_side), "{}", place());
                }
            }
        }
    })
}

fn names_do_not_matter(path: &Path) -> Outcome {
    each(path, |kernel, launch, whole| {
        let mut other = kernel.clone();
        for param in &mut other.params {
            param.name = param.name.as_ref().map(|name| format!("{name}_of_another"));
        }
        let renamed = footprint(&other, launch, &options(1)).expect("it fits");
        for (one, other) in whole.buffers.iter().zip(&renamed.buffers) {
            assert_eq!((sides(one), one.exactness), (sides(other), other.exactness));
        }
        assert_eq!(whole.work, renamed.work);
    })
}

datatest_stable::harness! {
    { test = coarser_is_larger, root = "../testdata/kernels", pattern = r"kernel\.ll$" },
    { test = coarser_is_larger, root = "../testdata/triton", pattern = r"kernel\.llir$" },
    { test = coarser_is_larger, root = "../testdata/amdgcn", pattern = r"kernel\.ll$" },
    { test = traffic_is_no_less_than_what_is_touched,
      root = "../testdata/kernels", pattern = r"kernel\.ll$" },
    { test = traffic_is_no_less_than_what_is_touched,
      root = "../testdata/triton", pattern = r"kernel\.llir$" },
    { test = traffic_is_no_less_than_what_is_touched,
      root = "../testdata/amdgcn", pattern = r"kernel\.ll$" },
    { test = parts_of_a_grid_are_the_whole,
      root = "../testdata/kernels", pattern = r"kernel\.ll$" },
    { test = parts_of_a_grid_are_the_whole,
      root = "../testdata/triton", pattern = r"kernel\.llir$" },
    { test = parts_of_a_grid_are_the_whole,
      root = "../testdata/amdgcn", pattern = r"kernel\.ll$" },
    { test = without_guards_more_is_touched,
      root = "../testdata/kernels", pattern = r"kernel\.ll$" },
    { test = without_guards_more_is_touched,
      root = "../testdata/triton", pattern = r"kernel\.llir$" },
    { test = names_do_not_matter, root = "../testdata/kernels", pattern = r"kernel\.ll$" },
}
