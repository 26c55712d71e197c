//! Sets of bytes as sorted ranges, in the plainest way.

/// The bytes of either.
pub(crate) fn union(a: &[[u64; 2]], b: &[[u64; 2]]) -> Vec<[u64; 2]> {
    let mut all = [a, b].concat();
    all.sort();
    let mut joined: Vec<[u64; 2]> = Vec::new();
    for [start, end] in all {
        match joined.last_mut() {
            Some([_, last]) if start <= *last => *last = end.max(*last),
            _ => joined.push([start, end]),
        }
    }
    joined
}

/// Whether all bytes of some ranges are in others.
pub(crate) fn covers(outer: &[[u64; 2]], inner: &[[u64; 2]]) -> bool {
    union(outer, inner) == outer
}

/// The ranges widened to multiples of a number, inside of a buffer.
pub(crate) fn widened(ranges: &[[u64; 2]], step: u64, size: u64) -> Vec<[u64; 2]> {
    let wide =
        |[start, end]: [u64; 2]| [start / step * step, (end.div_ceil(step) * step).min(size)];
    let wide: Vec<[u64; 2]> = ranges.iter().copied().map(wide).collect();
    union(&wide, &[])
}

/// How many bytes there are.
pub(crate) fn size(ranges: &[[u64; 2]]) -> u64 {
    ranges.iter().map(|[start, end]| end - start).sum()
}
