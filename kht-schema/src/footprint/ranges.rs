//! Sets of bytes: sorted, disjoint, half-open ranges.

/// Ranges that a set keeps at most; beyond, the nearest are joined.
pub(super) const MAX_RANGES: usize = 1 << 20;

/// Bytes of a buffer, collected in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct ByteSet {
    ranges: Vec<[u64; 2]>,
    sorted: bool,
    /// Whether bytes were added because there were too many ranges.
    pub(super) coarse: bool,
}

impl ByteSet {
    pub(super) fn new() -> Self {
        ByteSet { ranges: Vec::new(), sorted: true, coarse: false }
    }

    /// Adds `[start, end)`.
    pub(super) fn add(&mut self, start: u64, end: u64) {
        if start >= end {
            return;
        }
        if let Some([first, last]) = self.ranges.last_mut() {
            if *first <= start && start <= *last {
                *last = end.max(*last);
                return;
            }
            self.sorted &= *last < start;
        }
        self.ranges.push([start, end]);
        if self.ranges.len() >= 2 * MAX_RANGES {
            self.normalize();
            self.thin();
        }
    }

    /// Makes place for that many more ranges, within the limit.
    pub(super) fn reserve(&mut self, more: usize) {
        self.ranges.reserve(more.min(MAX_RANGES));
    }

    /// Adds all of another set.
    pub(super) fn union(&mut self, other: ByteSet) {
        let coarse = self.coarse | other.coarse;
        if self.ranges.is_empty() {
            *self = other;
        } else if self.ranges != other.ranges {
            for [start, end] in other.ranges {
                self.add(start, end);
            }
        }
        self.coarse |= coarse;
    }

    /// Whether both have a byte in common.
    pub(super) fn meets(&self, other: &ByteSet) -> bool {
        let (a, b) = (self.clone().into_ranges(), other.clone().into_ranges());
        let (mut i, mut j) = (0, 0);
        while let (Some([start, end]), Some([from, to])) = (a.get(i), b.get(j)) {
            if start < to && from < end {
                return true;
            }
            if end <= to { i += 1 } else { j += 1 }
        }
        false
    }

    /// The ranges: sorted, disjoint, with a gap between each two.
    pub(super) fn into_ranges(mut self) -> Vec<[u64; 2]> {
        self.normalize();
        self.ranges
    }

    fn normalize(&mut self) {
        if self.sorted {
            return;
        }
        // Mostly a few ascending lists after each other, which a stable sort merges.
        self.ranges.sort_by_key(|[start, _]| *start);
        let mut kept = 0;
        for index in 1..self.ranges.len() {
            let [start, end] = self.ranges[index];
            if start <= self.ranges[kept][1] {
                self.ranges[kept][1] = end.max(self.ranges[kept][1]);
            } else {
                kept += 1;
                self.ranges[kept] = [start, end];
            }
        }
        self.ranges.truncate(kept + 1);
        self.sorted = true;
    }

    /// Joins the nearest ranges until there are few enough.
    fn thin(&mut self) {
        if self.ranges.len() <= MAX_RANGES {
            return;
        }
        let mut gaps: Vec<u64> =
            self.ranges.windows(2).map(|pair| pair[1][0] - pair[0][1]).collect();
        // Keeps the largest gaps, half as many as the limit, so that thinning stays rare.
        let position = gaps.len() - MAX_RANGES / 2;
        let (_, smallest, _) = gaps.select_nth_unstable(position);
        let smallest = *smallest;
        let mut kept = 0;
        for index in 1..self.ranges.len() {
            let [start, end] = self.ranges[index];
            if start - self.ranges[kept][1] <= smallest {
                self.ranges[kept][1] = end;
            } else {
                kept += 1;
                self.ranges[kept] = [start, end];
            }
        }
        self.ranges.truncate(kept + 1);
        self.coarse = true;
    }
}
