//! The record of a run: which bytes of which buffer were touched, how often, and by what.
//!
//! Bytes are marked in bitmaps that all workers share (setting a bit is idempotent, so the result
//! does not depend on the order of blocks); counts are kept per worker and instruction and summed
//! at the end. An access is looked up and judged *before* it happens.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use kht_schema::Op;

/// One memory instruction of the kernel, as the recorder needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SiteShape {
    /// What it does.
    pub(super) op: Op,
    /// Bytes it touches; 0 if each execution says so itself.
    pub(super) bytes: u64,
    /// Alignment that it relies on; a power of two.
    pub(super) align: u64,
}

/// What a range of addresses belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RegionKind {
    /// Buffer of the launch, by position.
    Buffer(usize),
    /// Shared memory of the block.
    Shared,
    /// A global variable of the module.
    Global,
    /// Stack of the running thread.
    Local,
}

/// A range of addresses that the kernel may touch.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// What it is.
    pub(super) kind: RegionKind,
    /// First address.
    pub(super) base: u64,
    /// Size in bytes.
    pub(super) bytes: u64,
    /// Bitmaps; only buffers have them.
    pub(super) marks: Option<Arc<Marks>>,
}

/// Touched bytes of one buffer, a bit for each, made when first needed.
#[derive(Debug, Default)]
pub(super) struct Marks {
    reads: OnceLock<Box<[AtomicU64]>>,
    writes: OnceLock<Box<[AtomicU64]>>,
    atomics: OnceLock<Box<[AtomicU64]>>,
}

impl Marks {
    /// Bitmap of an operation.
    fn map(&self, op: Op) -> &OnceLock<Box<[AtomicU64]>> {
        match op {
            Op::Load | Op::Prefetch => &self.reads,
            Op::Store => &self.writes,
            Op::Atomic => &self.atomics,
        }
    }

    /// Marks bytes of a buffer of `size` bytes; the range lies inside it.
    fn mark(&self, op: Op, size: u64, offset: u64, bytes: u64) {
        let words = self.map(op).get_or_init(|| {
            let words = usize::try_from(size.div_ceil(64)).expect("the buffer is in memory");
            std::iter::repeat_with(AtomicU64::default).take(words).collect()
        });
        let (mut offset, end) = (offset, offset + bytes);
        while offset < end {
            let bit = offset % 64;
            let take = (64 - bit).min(end - offset);
            let mask = (u64::MAX >> (64 - take)) << bit;
            let word = &words[usize::try_from(offset / 64).expect("the buffer is in memory")];
            // Bits are set far more often than they are new, so look before the locked operation.
            if word.load(Ordering::Relaxed) & mask != mask {
                word.fetch_or(mask, Ordering::Relaxed);
            }
            offset += take;
        }
    }

    /// Marked bytes of operations as sorted, disjoint, half-open ranges.
    pub(super) fn ranges(&self, ops: &[Op]) -> Vec<[u64; 2]> {
        let maps: Vec<&[AtomicU64]> =
            ops.iter().filter_map(|&op| self.map(op).get()).map(|it| &**it).collect();
        let Some(words) = maps.iter().map(|it| it.len()).max() else { return Vec::new() };
        let mut ranges = Vec::new();
        for index in 0..words {
            let word = maps.iter().fold(0, |word, map| word | map[index].load(Ordering::Relaxed));
            append_word(&mut ranges, index as u64 * 64, word);
        }
        ranges
    }
}

/// Appends the set bits of a word that starts at a byte offset.
fn append_word(ranges: &mut Vec<[u64; 2]>, start: u64, mut word: u64) {
    while word != 0 {
        let first = u64::from(word.trailing_zeros());
        let run = u64::from((word >> first).trailing_ones());
        let (lo, hi) = (start + first, start + first + run);
        match ranges.last_mut() {
            Some(last) if last[1] == lo => last[1] = hi,
            _ => ranges.push([lo, hi]),
        }
        word &= !((u64::MAX >> (64 - run)) << first);
    }
}

/// Why an access may not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Outside everything that the kernel may touch.
    OutOfBounds,
    /// Not at a multiple of the alignment.
    Misaligned,
}

/// Counts of one worker, and the regions it may touch.
#[derive(Debug)]
pub(super) struct Recorder {
    /// Sorted by base, disjoint.
    regions: Vec<Region>,
    sites: Vec<Site>,
    /// Executions per site and region, row by site.
    counts: Vec<Cell<u64>>,
    /// Bytes of executions whose length is not fixed, likewise.
    lengths: Vec<Cell<u64>>,
    /// Stack of the running thread: first address and end.
    stack: Cell<[u64; 2]>,
    /// Bytes of a buffer to look out for, and who touched them.
    watch: Option<Watch>,
}

/// One instruction, and the region it touched last: most touch only one ever.
#[derive(Debug)]
struct Site {
    shape: SiteShape,
    last: Cell<usize>,
}

/// Ranges of buffers whose accesses are to be named.
#[derive(Debug)]
pub(super) struct Watch {
    /// Buffer, operation and ranges.
    pub(super) ranges: Vec<(usize, Op, Vec<[u64; 2]>)>,
    /// Per entry of `ranges`, whether a site touched it, row by entry.
    hits: Vec<Cell<bool>>,
}

impl Watch {
    /// Watches ranges on behalf of a number of sites.
    pub(super) fn new(ranges: Vec<(usize, Op, Vec<[u64; 2]>)>, sites: usize) -> Self {
        let hits = vec![Cell::new(false); ranges.len() * sites];
        Self { ranges, hits }
    }

    fn note(&self, site: usize, sites: usize, buffer: usize, op: Op, range: [u64; 2]) {
        for (index, (watched, direction, ranges)) in self.ranges.iter().enumerate() {
            let matches = *watched == buffer && (*direction == op || op == Op::Atomic);
            if matches && overlaps(ranges, range) {
                self.hits[index * sites + site].set(true);
            }
        }
    }
}

/// Whether a range meets one of a sorted list.
fn overlaps(ranges: &[[u64; 2]], range: [u64; 2]) -> bool {
    let next = ranges.partition_point(|it| it[1] <= range[0]);
    ranges.get(next).is_some_and(|it| it[0] < range[1])
}

/// How often a site touched a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// Position of the site.
    pub(super) site: usize,
    /// What it touched.
    pub(super) kind: RegionKind,
    /// What it did.
    pub(super) op: Op,
    /// Executions.
    pub(super) count: u64,
    /// Bytes of all executions.
    pub(super) bytes: u64,
}

impl Recorder {
    /// A recorder with all counts zero.
    pub(super) fn new(mut regions: Vec<Region>, shapes: &[SiteShape]) -> Self {
        // Position 0 stands for the stack, whose addresses change with the thread.
        regions.push(Region { kind: RegionKind::Local, base: 0, bytes: 0, marks: None });
        regions.sort_by_key(|it| it.base);
        let cells = regions.len() * shapes.len();
        let site = |shape: &SiteShape| Site { shape: *shape, last: Cell::new(0) };
        Self {
            sites: shapes.iter().map(site).collect(),
            counts: vec![Cell::new(0); cells],
            lengths: vec![Cell::new(0); cells],
            stack: Cell::new([0; 2]),
            watch: None,
            regions,
        }
    }

    /// Looks out for ranges from now on.
    pub(super) fn watch(&mut self, watch: Watch) {
        self.watch = Some(watch);
    }

    /// Per watched entry, the sites that touched it.
    pub(super) fn watched(&self) -> Vec<Vec<usize>> {
        let sites = self.sites.len();
        let Some(watch) = &self.watch else { return Vec::new() };
        let of = |row: &[Cell<bool>]| (0..sites).filter(|&site| row[site].get()).collect();
        if sites == 0 { Vec::new() } else { watch.hits.chunks(sites).map(of).collect() }
    }

    /// Says which stack the running thread has.
    pub(super) fn set_stack(&self, stack: [u64; 2]) {
        self.stack.set(stack);
    }

    /// The stack of the running thread.
    pub(super) fn stack(&self) -> [u64; 2] {
        self.stack.get()
    }

    /// Records one execution of a site with a fixed number of bytes.
    #[inline]
    pub(super) fn record(&self, site: usize, address: u64) -> Result<(), Refusal> {
        let slot = &self.sites[site];
        self.record_bytes(site, slot, address, slot.shape.bytes)
    }

    /// Records one execution of a site that says how many bytes it touches.
    pub(super) fn record_length(
        &self,
        site: usize,
        address: u64,
        bytes: u64,
    ) -> Result<(), Refusal> {
        if bytes == 0 {
            return Ok(());
        }
        let slot = &self.sites[site];
        self.record_bytes(site, slot, address, bytes)?;
        let length = &self.lengths[site * self.regions.len() + slot.last.get()];
        length.set(length.get() + bytes);
        Ok(())
    }

    #[inline]
    fn record_bytes(
        &self,
        site: usize,
        slot: &Site,
        address: u64,
        bytes: u64,
    ) -> Result<(), Refusal> {
        let mut index = slot.last.get();
        let mut region = &self.regions[index];
        if !holds(region, address, bytes) {
            index = self.find(address, bytes).ok_or(Refusal::OutOfBounds)?;
            slot.last.set(index);
            region = &self.regions[index];
        }
        if address & (slot.shape.align - 1) != 0 {
            return Err(Refusal::Misaligned);
        }
        let count = &self.counts[site * self.regions.len() + index];
        count.set(count.get() + 1);
        if let Some(marks) = &region.marks {
            let offset = address - region.base;
            marks.mark(slot.shape.op, region.bytes, offset, bytes);
            if let (Some(watch), RegionKind::Buffer(buffer)) = (&self.watch, region.kind) {
                let range = [offset, offset + bytes];
                watch.note(site, self.sites.len(), buffer, slot.shape.op, range);
            }
        }
        Ok(())
    }

    /// Position of the region that holds an access.
    #[cold]
    fn find(&self, address: u64, bytes: u64) -> Option<usize> {
        let [low, high] = self.stack.get();
        if (low..high).contains(&address) && bytes <= high - address {
            return Some(0);
        }
        let next = self.regions.partition_point(|it| it.base <= address);
        let index = next.checked_sub(1)?;
        holds(&self.regions[index], address, bytes).then_some(index)
    }

    /// What lies at an address.
    pub(super) fn kind_at(&self, address: u64) -> Option<RegionKind> {
        self.find(address, 1).map(|index| self.regions[index].kind)
    }

    /// All counts that are not zero.
    pub(super) fn tallies(&self) -> Vec<Tally> {
        let regions = self.regions.len();
        let tally = |(index, count): (usize, &Cell<u64>)| {
            let (site, region) = (index / regions, index % regions);
            let shape = self.sites[site].shape;
            Tally {
                site,
                kind: self.regions[region].kind,
                op: shape.op,
                count: count.get(),
                bytes: count.get() * shape.bytes + self.lengths[index].get(),
            }
        };
        self.counts.iter().enumerate().map(tally).filter(|it| it.count != 0).collect()
    }
}

/// Whether an access lies inside a region.
#[inline]
fn holds(region: &Region, address: u64, bytes: u64) -> bool {
    let offset = address.wrapping_sub(region.base);
    offset < region.bytes && bytes <= region.bytes - offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buffer(index: usize, base: u64, bytes: u64) -> Region {
        let marks = Some(Arc::new(Marks::default()));
        Region { kind: RegionKind::Buffer(index), base, bytes, marks }
    }

    fn site(op: Op, bytes: u64) -> SiteShape {
        SiteShape { op, bytes, align: bytes.max(1) }
    }

    #[test]
    fn ranges_join_over_word_borders() {
        let region = buffer(0, 4096, 1000);
        let marks = region.marks.clone().unwrap();
        let recorder = Recorder::new(vec![region], &[site(Op::Load, 4), site(Op::Store, 0)]);
        for index in [0, 1, 15, 16, 17, 249] {
            recorder.record(0, 4096 + 4 * index).unwrap();
        }
        recorder.record_length(1, 4096 + 3, 700).unwrap();
        assert_eq!(marks.ranges(&[Op::Load]), [[0, 8], [60, 72], [996, 1000]]);
        assert_eq!(marks.ranges(&[Op::Store]), [[3, 703]]);
        assert_eq!(marks.ranges(&[Op::Load, Op::Store]), [[0, 703], [996, 1000]]);
        assert_eq!(marks.ranges(&[Op::Atomic]), Vec::<[u64; 2]>::new());
        let bytes: Vec<u64> = recorder.tallies().iter().map(|it| it.bytes).collect();
        assert_eq!(bytes, [24, 700]);
    }

    #[test]
    fn accesses_outside_are_refused_and_leave_no_trace() {
        let regions = vec![buffer(0, 4096, 64), buffer(1, 8192, 64)];
        let recorder = Recorder::new(regions, &[site(Op::Load, 8)]);
        assert_eq!(recorder.record(0, 4096 + 64), Err(Refusal::OutOfBounds));
        assert_eq!(recorder.record(0, 4096 - 8), Err(Refusal::OutOfBounds));
        assert_eq!(recorder.record(0, 0), Err(Refusal::OutOfBounds));
        assert_eq!(recorder.record(0, u64::MAX - 7), Err(Refusal::OutOfBounds));
        assert_eq!(recorder.record(0, 4096 + 4), Err(Refusal::Misaligned));
        assert_eq!(recorder.record(0, 8192 + 60), Err(Refusal::OutOfBounds));
        assert!(recorder.tallies().is_empty());
    }

    #[test]
    fn stack_is_local_while_its_thread_runs() {
        let recorder = Recorder::new(vec![buffer(0, 4096, 64)], &[site(Op::Store, 4)]);
        recorder.set_stack([1 << 20, 2 << 20]);
        recorder.record(0, (1 << 20) + 16).unwrap();
        recorder.record(0, 4096).unwrap();
        recorder.set_stack([3 << 20, 4 << 20]);
        assert_eq!(recorder.record(0, (1 << 20) + 16), Err(Refusal::OutOfBounds));
        let kinds: Vec<RegionKind> = recorder.tallies().iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [RegionKind::Local, RegionKind::Buffer(0)]);
    }

    #[test]
    fn watched_bytes_name_their_sites() {
        let shapes = [site(Op::Load, 4), site(Op::Load, 4), site(Op::Atomic, 4)];
        let mut recorder = Recorder::new(vec![buffer(0, 4096, 64)], &shapes);
        recorder.watch(Watch::new(vec![(0, Op::Load, vec![[8, 12], [40, 44]])], shapes.len()));
        recorder.record(0, 4096).unwrap();
        recorder.record(1, 4096 + 8).unwrap();
        recorder.record(2, 4096 + 40).unwrap();
        assert_eq!(recorder.watched(), [vec![1, 2]]);
    }
}
