//! Deltas: what changes from one launch of a kernel to another, the next token for example.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{BufferUse, Footprint};
use crate::access::Exactness;

/// What changes from one footprint to the next, per buffer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Delta {
    /// Name of the kernel of the second footprint.
    pub kernel: String,
    /// Granularity of the ranges, in bytes: the coarser of both.
    pub granularity: u64,
    /// All buffers that either touches, by name.
    pub buffers: Vec<BufferDelta>,
}

/// What changes in one buffer, through whichever pointers it is reached.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BufferDelta {
    /// Name of the buffer.
    pub name: String,
    /// The less exact of both footprints. If not exact, `entered` is still all that is missing
    /// where the bytes of the first footprint are in place.
    pub exactness: Exactness,
    /// Bytes read or written.
    pub touched: Change,
    /// Bytes read.
    pub reads: Change,
    /// Bytes written.
    pub writes: Change,
}

/// How a set of bytes changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Change {
    /// Bytes that are in the second only: sorted, disjoint, half-open ranges.
    pub entered: Vec<[u64; 2]>,
    /// Bytes that are in the first only, likewise.
    pub left: Vec<[u64; 2]>,
    /// How many bytes are in both.
    pub kept: u64,
}

/// Compares two footprints; buffers are the same where their names are.
#[must_use]
pub fn delta(before: &Footprint, after: &Footprint) -> Delta {
    let mut buffers: BTreeMap<&str, [Touched; 2]> = BTreeMap::new();
    for (side, footprint) in [before, after].into_iter().enumerate() {
        for used in &footprint.buffers {
            buffers.entry(&used.name).or_default()[side].add(used);
        }
    }
    let compare = |(name, [before, after]): (&str, [Touched; 2])| BufferDelta {
        name: name.to_owned(),
        exactness: before.exactness.max(after.exactness),
        touched: change(&before.all(), &after.all()),
        reads: change(&before.reads, &after.reads),
        writes: change(&before.writes, &after.writes),
    };
    Delta {
        kernel: after.kernel.clone(),
        granularity: before.granularity.max(after.granularity),
        buffers: buffers.into_iter().map(compare).collect(),
    }
}

/// What a launch does to one buffer, through all its pointers.
struct Touched {
    exactness: Exactness,
    reads: Vec<[u64; 2]>,
    writes: Vec<[u64; 2]>,
}

impl Default for Touched {
    fn default() -> Self {
        Touched { exactness: Exactness::Exact, reads: Vec::new(), writes: Vec::new() }
    }
}

impl Touched {
    fn add(&mut self, used: &BufferUse) {
        self.exactness = self.exactness.max(used.exactness);
        self.reads = union(&self.reads, &used.reads);
        self.writes = union(&self.writes, &used.writes);
    }

    fn all(&self) -> Vec<[u64; 2]> {
        union(&self.reads, &self.writes)
    }
}

/// The bytes of either of two sorted lists.
fn union(a: &[[u64; 2]], b: &[[u64; 2]]) -> Vec<[u64; 2]> {
    if a.is_empty() || b.is_empty() || a == b {
        return if a.is_empty() { b.to_vec() } else { a.to_vec() };
    }
    let mut all = [a, b].concat();
    all.sort();
    let mut joined: Vec<[u64; 2]> = Vec::with_capacity(all.len());
    for [start, end] in all {
        match joined.last_mut() {
            Some([_, last]) if start <= *last => *last = end.max(*last),
            _ => joined.push([start, end]),
        }
    }
    joined
}

fn change(before: &[[u64; 2]], after: &[[u64; 2]]) -> Change {
    let entered = without(after, before);
    let size = |ranges: &[[u64; 2]]| ranges.iter().map(|[start, end]| end - start).sum::<u64>();
    let kept = size(after) - size(&entered);
    Change { left: without(before, after), kept, entered }
}

/// The bytes of sorted ranges that are not in others.
fn without(ranges: &[[u64; 2]], others: &[[u64; 2]]) -> Vec<[u64; 2]> {
    let mut rest = Vec::new();
    let mut others = others.iter().peekable();
    for &[mut start, end] in ranges {
        while let Some([from, to]) = others.peek() {
            if *from >= end {
                break;
            }
            if start < *from {
                rest.push([start, *from]);
            }
            start = start.max(*to);
            if *to > end {
                break;
            }
            others.next();
        }
        if start < end {
            rest.push([start, end]);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn what_is_not_in_others_is_left() {
        assert_eq!(without(&[[0, 10]], &[]), [[0, 10]]);
        assert_eq!(without(&[[0, 10]], &[[0, 10]]), [[0, 0]; 0]);
        assert_eq!(without(&[[0, 10], [20, 30]], &[[5, 25]]), [[0, 5], [25, 30]]);
        assert_eq!(without(&[[0, 10]], &[[2, 3], [4, 5], [9, 12]]), [[0, 2], [3, 4], [5, 9]]);
        assert_eq!(without(&[[5, 6], [7, 8]], &[[0, 1], [2, 7]]), [[7, 8]]);
        assert_eq!(without(&[[0, 4], [6, 9]], &[[4, 6], [9, 10]]), [[0, 4], [6, 9]]);
    }
}
