//! What the lanes of a warp ask memory for together.
//!
//! A GPU runs a warp in step and turns what one instruction touches in all lanes into one request.
//! Here the lanes run one after the other: the first writes down what it does in order, and the
//! others find what they do at the same place of the list, or, where they go another way, by its
//! key. Neighboring lanes mostly touch neighboring bytes, so a request is a range that grows, and
//! few need more than one.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Bytes of a sector, the unit in which a GPU moves memory.
const SECTOR_BYTES: u64 = 32;

/// Makes keys out of cells and turns; odd, so that neither is lost.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// One instruction in one turn of its loops, in one region.
#[derive(Clone, Copy, Debug)]
struct Request {
    key: u64,
    /// Cell of the recorder's counts.
    cell: usize,
    lanes: u64,
    /// Bytes that the first lanes touched.
    range: [u64; 2],
    /// Position of the range after it in [`Requests::more`], plus one; 0 if there is none.
    more: usize,
}

/// Another range of a request; the last one grows.
#[derive(Clone, Copy, Debug)]
struct More {
    range: [u64; 2],
    next: usize,
}

/// Requests of the running warp that may still get lanes.
#[derive(Debug, Default)]
pub(super) struct Requests {
    all: Vec<Request>,
    more: Vec<More>,
    /// Where the running lane looks first.
    next: usize,
    /// Positions by key, made when a lane first goes another way than those before it.
    index: Option<Index>,
    /// Ranges of a request, while it is handed over.
    ranges: Vec<[u64; 2]>,
}

type Index = HashMap<u64, usize, BuildHasherDefault<Spread>>;

/// The sum of requests of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Tallied {
    /// Requests of warps.
    pub(in super::super) requests: u64,
    /// Sectors that they touched, each counted once per request.
    pub(in super::super) sectors: u64,
}

impl Requests {
    /// Where the running lane is in the list, to go on there later.
    pub(super) fn place(&self) -> usize {
        self.next
    }

    /// Another lane runs from here on; 0 if it has done nothing yet.
    pub(super) fn go_to(&mut self, place: usize) {
        self.next = place;
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Adds what the running lane touches to its request.
    #[inline]
    pub(super) fn note(&mut self, cell: usize, turn: u64, range: [u64; 2]) {
        let key = turn.wrapping_add(cell as u64).wrapping_mul(MIX) ^ turn.rotate_left(32);
        let position = match self.all.get(self.next) {
            Some(request) if request.key == key => self.next,
            _ => match self.find(key) {
                Some(position) => position,
                None => return self.add(Request { key, cell, lanes: 1, range, more: 0 }),
            },
        };
        self.next = position + 1;
        let request = &mut self.all[position];
        request.lanes += 1;
        if request.more == 0 && grow(&mut request.range, range) {
            return;
        }
        self.extend(position, range);
    }

    /// Position of a request that is not the next one.
    #[cold]
    fn find(&mut self, key: u64) -> Option<usize> {
        if self.index.is_none() {
            if self.next == self.all.len() {
                // The lane has done all that is in the list, so this is none of it.
                return None;
            }
            let keys = self.all.iter().enumerate().map(|(position, it)| (it.key, position));
            self.index = Some(keys.collect());
        }
        self.index.as_ref()?.get(&key).copied()
    }

    fn add(&mut self, request: Request) {
        if let Some(index) = &mut self.index {
            index.insert(request.key, self.all.len());
        }
        self.all.push(request);
        self.next = self.all.len();
    }

    /// Adds a range that does not touch the first one.
    fn extend(&mut self, position: usize, range: [u64; 2]) {
        let request = &mut self.all[position];
        let last = request.more.checked_sub(1).map(|last| &mut self.more[last].range);
        if last.is_some_and(|last| grow(last, range)) {
            return;
        }
        self.more.push(More { range, next: request.more });
        request.more = self.more.len();
    }

    /// Hands over all requests and forgets them: cell, lanes, and sorted disjoint ranges of each.
    pub(super) fn drain(&mut self, mut take: impl FnMut(usize, u64, &[[u64; 2]])) {
        let Self { all, more, ranges, .. } = self;
        for request in all.iter() {
            if request.more == 0 {
                take(request.cell, request.lanes, &[request.range]);
                continue;
            }
            ranges.clear();
            ranges.push(request.range);
            let mut position = request.more;
            while let Some(found) = position.checked_sub(1).map(|it| more[it]) {
                ranges.push(found.range);
                position = found.next;
            }
            join(ranges);
            take(request.cell, request.lanes, ranges);
        }
        all.clear();
        more.clear();
        self.index = None;
        self.next = 0;
    }
}

/// Adds a range to one that it continues or lies in; says whether it does.
#[inline]
fn grow(range: &mut [u64; 2], [lo, hi]: [u64; 2]) -> bool {
    let joins = range[0] <= lo && lo <= range[1];
    if joins {
        range[1] = range[1].max(hi);
    }
    joins
}

/// Sorts ranges and joins those that touch.
fn join(ranges: &mut Vec<[u64; 2]>) {
    ranges.sort_unstable();
    let mut kept = 0;
    for position in 1..ranges.len() {
        let range = ranges[position];
        if !grow(&mut ranges[kept], range) {
            kept += 1;
            ranges[kept] = range;
        }
    }
    ranges.truncate(kept + 1);
}

/// Sectors that sorted disjoint ranges touch.
pub(super) fn sectors(ranges: &[[u64; 2]]) -> u64 {
    let (mut count, mut end) = (0, 0);
    for [lo, hi] in ranges {
        let first = (lo / SECTOR_BYTES).max(end);
        end = hi.div_ceil(SECTOR_BYTES);
        count += end.saturating_sub(first);
    }
    count
}

/// Takes keys as they are, which are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lanes that run one after the other, each a list of (cell, turn, range).
    fn all(lanes: &[&[(usize, u64, [u64; 2])]]) -> Vec<(usize, u64, Vec<[u64; 2]>)> {
        let mut requests = Requests::default();
        for lane in lanes {
            requests.go_to(0);
            lane.iter().for_each(|&(cell, turn, range)| requests.note(cell, turn, range));
        }
        let mut taken = Vec::new();
        requests.drain(|cell, lanes, ranges| taken.push((cell, lanes, ranges.to_vec())));
        assert_eq!(requests.len(), 0);
        taken
    }

    #[test]
    fn lanes_meet_in_the_same_turn() {
        let lane = |at: u64| [(0, 1, [at, at + 4]), (1, 1, [0, 4]), (0, 2, [at + 64, at + 68])];
        let found = all(&[&lane(0), &lane(4), &lane(8)]);
        let expected = [(0, 3, vec![[0, 12]]), (1, 3, vec![[0, 4]]), (0, 3, vec![[64, 76]])];
        assert_eq!(found, expected);
    }

    #[test]
    fn lanes_that_skip_a_turn_meet_in_the_next() {
        let at = |turn: u64| (7, turn, [turn * 100, turn * 100 + 4]);
        let found = all(&[&[at(1), at(3)], &[at(1), at(2), at(3), at(4)], &[at(2), at(4)]]);
        let lanes: Vec<(u64, u64)> = found.iter().map(|it| (it.2[0][0] / 100, it.1)).collect();
        assert_eq!(lanes, [(1, 2), (3, 2), (2, 2), (4, 2)]);
    }

    #[test]
    fn scattered_lanes_leave_sorted_ranges() {
        let found = all(&[
            &[(0, 0, [96, 100])],
            &[(0, 0, [0, 4])],
            &[(0, 0, [4, 8])],
            &[(0, 0, [100, 104])],
            &[(0, 0, [64, 68])],
        ]);
        assert_eq!(found, [(0, 5, vec![[0, 8], [64, 68], [96, 104]])]);
        assert_eq!(sectors(&found[0].2), 3);
    }

    #[test]
    fn a_sector_counts_once_per_request() {
        assert_eq!(sectors(&[[0, 128]]), 4);
        assert_eq!(sectors(&[[4, 132]]), 5);
        assert_eq!(sectors(&[[0, 4], [8, 12], [28, 36], [60, 68]]), 3);
        assert_eq!(sectors(&[[31, 33]]), 2);
    }
}
