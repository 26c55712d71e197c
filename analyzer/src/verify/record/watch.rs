//! Bytes to look out for, and who touched them.

use std::cell::Cell;

use kht_schema::Op;

/// Ranges of buffers whose accesses are to be named.
#[derive(Debug)]
pub(in super::super) struct Watch {
    /// Buffer, operation and ranges.
    ranges: Vec<(usize, Op, Vec<[u64; 2]>)>,
    /// Per entry of `ranges`, whether a site touched it, row by entry.
    hits: Vec<Cell<bool>>,
    sites: usize,
}

impl Watch {
    /// Watches ranges on behalf of a number of sites.
    pub(in super::super) fn new(ranges: Vec<(usize, Op, Vec<[u64; 2]>)>, sites: usize) -> Self {
        let hits = vec![Cell::new(false); ranges.len() * sites];
        Self { ranges, hits, sites }
    }

    /// Notes what a site touched.
    pub(super) fn note(&self, site: usize, buffer: usize, op: Op, range: [u64; 2]) {
        for (index, (watched, direction, ranges)) in self.ranges.iter().enumerate() {
            let matches = *watched == buffer && (*direction == op || op == Op::Atomic);
            if matches && overlaps(ranges, range) {
                self.hits[index * self.sites + site].set(true);
            }
        }
    }

    /// Per entry, the sites that touched it.
    pub(super) fn found(&self) -> Vec<Vec<usize>> {
        let row = |entry: usize| &self.hits[entry * self.sites..(entry + 1) * self.sites];
        let of = |row: &[Cell<bool>]| (0..self.sites).filter(|&site| row[site].get()).collect();
        (0..self.ranges.len()).map(|entry| of(row(entry))).collect()
    }
}

/// Whether a range meets one of a sorted list.
fn overlaps(ranges: &[[u64; 2]], range: [u64; 2]) -> bool {
    let next = ranges.partition_point(|it| it[1] <= range[0]);
    ranges.get(next).is_some_and(|it| it[0] < range[1])
}
