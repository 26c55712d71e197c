//! Unions of what several accesses touch: intervals, and strided boxes while they stay apart.

use super::Stop;
use super::form::Res;
use super::shape::Shape;
use super::sink::MAX_RANGES;

/// Strided boxes of one union that are compared with each other.
const MAX_COMBS: usize = 64;

/// A set of bytes, collected in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct Union {
    /// Intervals; sorted and disjoint once the set is complete.
    pub(super) pieces: Vec<[i64; 2]>,
    /// Boxes of more than one run.
    combs: Vec<Shape>,
    /// Whether the pieces are sorted and disjoint so far.
    sorted: bool,
}

impl Union {
    /// Forgets everything but the memory.
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.combs.clear();
        self.sorted = true;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.combs.is_empty()
    }

    /// Whether two sets that are complete look the same.
    pub(super) fn same(&self, other: &Union) -> bool {
        self.pieces == other.pieces && self.combs == other.combs
    }

    /// Adds an interval.
    pub(super) fn add(&mut self, from: i64, to: i64) -> Res<()> {
        if let Some([first, last]) = self.pieces.last_mut() {
            if *first <= from && from <= *last {
                *last = to.max(*last);
                return Ok(());
            }
            self.sorted &= *last < from;
        }
        if self.pieces.len() >= MAX_RANGES {
            return Err(Stop::Ranges);
        }
        self.pieces.push([from, to]);
        Ok(())
    }

    pub(super) fn add_shape(&mut self, shape: &Shape) -> Res<()> {
        if shape.dims().is_empty() {
            return self.add(shape.start, shape.start + shape.run);
        }
        if self.combs.len() >= MAX_COMBS {
            return self.expand(shape);
        }
        if !self.combs.contains(shape) {
            self.combs.push(*shape);
        }
        Ok(())
    }

    /// All runs of a shape as intervals.
    fn expand(&mut self, shape: &Shape) -> Res<()> {
        let room = MAX_RANGES - self.pieces.len().min(MAX_RANGES);
        if usize::try_from(shape.runs()).map_or(true, |runs| runs > room) {
            return Err(Stop::Ranges);
        }
        let mut result = Ok(());
        shape.for_each_run(|start| {
            if result.is_ok() {
                result = self.add(start, start + shape.run);
            }
        });
        result
    }

    /// Completes the set: pieces sorted and disjoint, boxes apart from all else and in themselves.
    pub(super) fn complete(&mut self) -> Res<()> {
        self.merge_combs()?;
        self.normalize();
        if self.combs.is_empty() {
            return Ok(());
        }
        let mut kept = 0;
        for index in 0..self.combs.len() {
            let comb = self.combs[index];
            let (from, to) = (comb.start, comb.end()?);
            if self.covers(from, to) {
                continue;
            }
            self.combs[kept] = comb;
            kept += 1;
        }
        self.combs.truncate(kept);
        // Which ones have to be written out: bits by position.
        let mut entangled = 0_u128;
        for (index, comb) in self.combs.iter().enumerate() {
            let (from, to) = (comb.start, comb.end()?);
            let mut apart = comb.is_disjoint() && !self.meets(from, to);
            for (other, shape) in self.combs.iter().enumerate() {
                apart &= other == index || shape.end()? <= from || to <= shape.start;
            }
            if !apart {
                entangled |= 1 << index;
            }
        }
        if entangled != 0 {
            self.write_out(entangled)?;
        }
        Ok(())
    }

    /// Completes the set with intervals only.
    pub(super) fn write_all_out(&mut self) -> Res<()> {
        self.complete()?;
        if self.combs.is_empty() { Ok(()) } else { self.write_out(u128::MAX) }
    }

    fn write_out(&mut self, which: u128) -> Res<()> {
        let mut kept = 0;
        for index in 0..self.combs.len() {
            let comb = self.combs[index];
            if which & (1 << index) != 0 {
                self.expand(&comb)?;
            } else {
                self.combs[kept] = comb;
                kept += 1;
            }
        }
        self.combs.truncate(kept);
        self.normalize();
        Ok(())
    }

    /// Joins boxes of the same dimensions whose runs touch: neighbors of an unrolled loop.
    fn merge_combs(&mut self) -> Res<()> {
        loop {
            if self.combs.len() < 2 {
                return Ok(());
            }
            self.combs.sort_unstable_by_key(|comb| comb.start);
            let before = self.combs.len();
            let mut kept = 0_usize;
            for index in 0..before {
                let comb = self.combs[index];
                let joined = match kept.checked_sub(1).map(|last| self.combs[last]) {
                    Some(last)
                        if last.dims() == comb.dims() && comb.start <= last.start + last.run =>
                    {
                        let end = (comb.start + comb.run).max(last.start + last.run);
                        Some(last.with_run(last.start, end - last.start)?)
                    }
                    _ => None,
                };
                match joined {
                    Some(joined) => self.combs[kept - 1] = joined,
                    None => {
                        self.combs[kept] = comb;
                        kept += 1;
                    }
                }
            }
            self.combs.truncate(kept);
            let mut index = 0;
            while index < self.combs.len() {
                if self.combs[index].dims().is_empty() {
                    let whole = self.combs.swap_remove(index);
                    self.add(whole.start, whole.start + whole.run)?;
                } else {
                    index += 1;
                }
            }
            if kept == before {
                return Ok(());
            }
        }
    }

    fn normalize(&mut self) {
        if self.sorted {
            return;
        }
        self.pieces.sort_unstable_by_key(|[from, _]| *from);
        let mut kept = 0;
        for index in 1..self.pieces.len() {
            let [from, to] = self.pieces[index];
            if from <= self.pieces[kept][1] {
                self.pieces[kept][1] = to.max(self.pieces[kept][1]);
            } else {
                kept += 1;
                self.pieces[kept] = [from, to];
            }
        }
        self.pieces.truncate(kept + 1);
        self.sorted = true;
    }

    /// Whether one piece has all bytes of an interval.
    fn covers(&self, from: i64, to: i64) -> bool {
        let after = self.pieces.partition_point(|piece| piece[0] <= from);
        after > 0 && to <= self.pieces[after - 1][1]
    }

    /// Whether a piece has a byte of an interval.
    fn meets(&self, from: i64, to: i64) -> bool {
        let after = self.pieces.partition_point(|piece| piece[1] <= from);
        self.pieces.get(after).is_some_and(|piece| piece[0] < to)
    }

    /// First byte, and the one after the last; equal if there is none.
    pub(super) fn hull(&self) -> Res<[i64; 2]> {
        let mut hull: Option<[i64; 2]> = None;
        if let (Some(first), Some(last)) = (self.pieces.first(), self.pieces.last()) {
            hull = Some([first[0], last[1]]);
        }
        for comb in &self.combs {
            let (from, to) = (comb.start, comb.end()?);
            hull = Some(hull.map_or([from, to], |[a, b]| [a.min(from), b.max(to)]));
        }
        Ok(hull.unwrap_or([0, 0]))
    }

    /// Different bytes of a set that is complete.
    pub(super) fn bytes(&self) -> Res<i64> {
        let mut sum: i64 = self.pieces.iter().map(|[from, to]| to - from).sum();
        for comb in &self.combs {
            let bytes = comb.runs().checked_mul(comb.run).ok_or(Stop::Overflow)?;
            sum = sum.checked_add(bytes).ok_or(Stop::Overflow)?;
        }
        Ok(sum)
    }

    /// Visits all runs of a set that is complete.
    pub(super) fn for_each_run(&self, mut visit: impl FnMut(i64, i64)) {
        for [from, to] in &self.pieces {
            visit(*from, *to);
        }
        for comb in &self.combs {
            comb.for_each_run(|start| visit(start, start + comb.run));
        }
    }
}
