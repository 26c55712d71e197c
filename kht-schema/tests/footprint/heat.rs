//! Heat, judged by ranges: what hull, unique bytes and fragments have to be.

use kht_schema::Program;
use kht_schema::footprint::{BufferUse, Count, Footprint};
use kht_schema::program::{Heat, Side};

/// Fragments that heat is spread over.
pub(crate) const FRAGMENT: u64 = 1000;

fn find<'a>(
    footprint: &'a Footprint,
    program: &Program<'_>,
    index: usize,
) -> Option<&'a BufferUse> {
    let pointer = program.pointers()[index];
    let mut buffers = footprint.buffers.iter();
    buffers.find(|it| (it.param, it.at) == (Some(pointer.param), pointer.at))
}

pub(crate) fn bytes(ranges: &[[u64; 2]]) -> u64 {
    ranges.iter().map(|[from, to]| to - from).sum()
}

pub(crate) fn merged(ranges: impl Iterator<Item = [u64; 2]>) -> Vec<[u64; 2]> {
    let mut all: Vec<[u64; 2]> = ranges.collect();
    all.sort_unstable();
    let mut result: Vec<[u64; 2]> = Vec::new();
    for [from, to] in all {
        match result.last_mut() {
            Some(last) if from <= last[1] => last[1] = last[1].max(to),
            _ => result.push([from, to]),
        }
    }
    result
}

/// Heat says of ranges what they add up to.
pub(crate) fn check_heat(program: &Program<'_>, footprint: &Footprint, heat: &Heat) {
    assert_eq!(heat.pointers.len(), program.pointers().len());
    for (index, own) in heat.pointers.iter().enumerate() {
        let Some(buffer) = find(footprint, program, index) else {
            assert_eq!((own.reads, own.writes), (Side::default(), Side::default()));
            continue;
        };
        let side = |ranges: &[[u64; 2]]| {
            let hull = ranges.first().zip(ranges.last()).map_or([0, 0], |(a, b)| [a[0], b[1]]);
            Side { hull, unique: bytes(ranges) }
        };
        assert_eq!(own.reads, side(&buffer.reads), "{}", footprint.kernel);
        assert_eq!(own.writes, side(&buffer.writes), "{}", footprint.kernel);
        let either = merged(buffer.reads.iter().chain(&buffer.writes).copied());
        assert_eq!(own.touched, bytes(&either), "{}", footprint.kernel);
        for (traffic, count) in [
            (own.loaded, buffer.bytes_loaded),
            (own.stored, buffer.bytes_stored),
            (own.atomic, buffer.bytes_atomic),
        ] {
            assert_eq!(count, Count { lo: traffic, hi: Some(traffic) });
        }
        if own.shared {
            continue;
        }
        let fragments = &heat.fragments[own.fragments.clone()];
        for fragment in fragments {
            let [from, to] = [fragment.index * FRAGMENT, (fragment.index + 1) * FRAGMENT];
            let cut = |ranges: &[[u64; 2]]| -> u64 {
                ranges.iter().map(|it| it[1].min(to).saturating_sub(it[0].max(from))).sum()
            };
            assert_eq!(fragment.reads, cut(&buffer.reads));
            assert_eq!(fragment.writes, cut(&buffer.writes));
            assert_eq!(fragment.touched, cut(&either));
            assert!(fragment.reads <= fragment.read_traffic);
            assert!(fragment.writes <= fragment.write_traffic);
        }
        assert_eq!(fragments.iter().map(|it| it.touched).sum::<u64>(), own.touched);
    }
}
