//! The record of a run: which bytes of which buffer were touched, how often, and by what.
//!
//! An access is looked up and judged *before* it happens. What it touches of a buffer joins the
//! request of its warp ([`Requests`]); when the warp has got as far as it can, its requests are
//! counted, per worker and instruction, and their bytes are marked ([`Marks`]).

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use kht_schema::Op;

mod marks;
mod requests;
mod watch;

pub(super) use self::marks::Marks;
pub(super) use self::requests::Tallied;
use self::requests::{Requests, sectors};
pub(super) use self::watch::Watch;

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
    /// Per site and region, row by site.
    cells: Vec<Counts>,
    /// Requests of the running warp.
    requests: RefCell<Requests>,
    /// Whether a byte was touched for the first time since this was last asked.
    fresh: Cell<bool>,
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

/// What a site did to a region.
#[derive(Clone, Debug, Default)]
struct Counts {
    executions: Cell<u64>,
    /// Bytes of executions whose length is not fixed.
    lengths: Cell<u64>,
    requests: Cell<Tallied>,
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
    /// Requests of warps; of buffers only.
    pub(super) requests: Tallied,
}

impl Recorder {
    /// A recorder with all counts zero.
    pub(super) fn new(mut regions: Vec<Region>, shapes: &[SiteShape]) -> Self {
        // Position 0 stands for the stack, whose addresses change with the thread.
        regions.push(Region { kind: RegionKind::Local, base: 0, bytes: 0, marks: None });
        regions.sort_by_key(|it| it.base);
        let site = |shape: &SiteShape| Site { shape: *shape, last: Cell::new(0) };
        Self {
            sites: shapes.iter().map(site).collect(),
            cells: vec![Counts::default(); regions.len() * shapes.len()],
            requests: RefCell::default(),
            fresh: Cell::new(false),
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
        self.watch.as_ref().map_or_else(Vec::new, Watch::found)
    }

    /// Says which stack the running thread has.
    pub(super) fn set_stack(&self, stack: [u64; 2]) {
        self.stack.set(stack);
    }

    /// The stack of the running thread.
    pub(super) fn stack(&self) -> [u64; 2] {
        self.stack.get()
    }

    /// Where the running lane is among the requests of its warp.
    pub(super) fn place(&self) -> usize {
        self.requests.borrow().place()
    }

    /// Another lane runs from here on; 0 if it has done nothing yet.
    pub(super) fn go_to(&self, place: usize) {
        self.requests.borrow_mut().go_to(place);
    }

    /// Requests of the running warp that are not counted yet.
    pub(super) fn open_requests(&self) -> usize {
        self.requests.borrow().len()
    }

    /// Records one execution of a site with a fixed number of bytes.
    #[inline]
    pub(super) fn record(&self, site: usize, address: u64, turn: u64) -> Result<(), Refusal> {
        let bytes = self.sites[site].shape.bytes;
        self.record_bytes(site, [address, bytes], turn).map(|_| ())
    }

    /// Records one execution of a site that says how many bytes it touches.
    pub(super) fn record_length(
        &self,
        site: usize,
        [address, bytes]: [u64; 2],
        turn: u64,
    ) -> Result<(), Refusal> {
        if bytes == 0 {
            return Ok(());
        }
        let cell = self.record_bytes(site, [address, bytes], turn)?;
        let lengths = &self.cells[cell].lengths;
        lengths.set(lengths.get() + bytes);
        Ok(())
    }

    /// Records bytes at an address; gives the cell of site and region.
    #[inline]
    fn record_bytes(
        &self,
        site: usize,
        [address, bytes]: [u64; 2],
        turn: u64,
    ) -> Result<usize, Refusal> {
        let slot = &self.sites[site];
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
        let cell = site * self.regions.len() + index;
        if region.marks.is_some() {
            let offset = address - region.base;
            self.requests.borrow_mut().note(cell, turn, [offset, offset + bytes]);
        } else {
            let executions = &self.cells[cell].executions;
            executions.set(executions.get() + 1);
        }
        Ok(cell)
    }

    /// Counts the requests of the running warp and marks their bytes; all its lanes start afresh.
    pub(super) fn settle(&self) {
        self.requests.borrow_mut().drain(|cell, lanes, ranges| {
            let counts = &self.cells[cell];
            counts.executions.set(counts.executions.get() + lanes);
            let Tallied { requests, sectors: before } = counts.requests.get();
            let sectors = before + sectors(ranges);
            counts.requests.set(Tallied { requests: requests + 1, sectors });
            self.mark(cell, ranges);
        });
    }

    /// Marks bytes that a site touched.
    fn mark(&self, cell: usize, ranges: &[[u64; 2]]) {
        let (site, index) = (cell / self.regions.len(), cell % self.regions.len());
        let (op, region) = (self.sites[site].shape.op, &self.regions[index]);
        let Some(marks) = &region.marks else { return };
        for &range in ranges {
            if marks.mark(op, region.bytes, range) {
                self.fresh.set(true);
            }
            if let (Some(watch), RegionKind::Buffer(buffer)) = (&self.watch, region.kind) {
                watch.note(site, buffer, op, range);
            }
        }
    }

    /// Whether a byte was touched for the first time since this was last asked.
    pub(super) fn take_fresh(&self) -> bool {
        self.fresh.take()
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
        let tally = |(index, counts): (usize, &Counts)| {
            let (site, region) = (index / regions, index % regions);
            let shape = self.sites[site].shape;
            let count = counts.executions.get();
            Tally {
                site,
                kind: self.regions[region].kind,
                op: shape.op,
                count,
                bytes: count * shape.bytes + counts.lengths.get(),
                requests: counts.requests.get(),
            }
        };
        self.cells.iter().enumerate().map(tally).filter(|it| it.count != 0).collect()
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
            recorder.record(0, 4096 + 4 * index, index).unwrap();
        }
        recorder.record_length(1, [4096 + 3, 700], 0).unwrap();
        recorder.settle();
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
        assert_eq!(recorder.record(0, 4096 + 64, 0), Err(Refusal::OutOfBounds));
        assert_eq!(recorder.record(0, 4096 - 8, 0), Err(Refusal::OutOfBounds));
        assert_eq!(recorder.record(0, 0, 0), Err(Refusal::OutOfBounds));
        assert_eq!(recorder.record(0, u64::MAX - 7, 0), Err(Refusal::OutOfBounds));
        assert_eq!(recorder.record(0, 4096 + 4, 0), Err(Refusal::Misaligned));
        assert_eq!(recorder.record(0, 8192 + 60, 0), Err(Refusal::OutOfBounds));
        recorder.settle();
        assert!(recorder.tallies().is_empty());
    }

    #[test]
    fn stack_is_local_while_its_thread_runs() {
        let recorder = Recorder::new(vec![buffer(0, 4096, 64)], &[site(Op::Store, 4)]);
        recorder.set_stack([1 << 20, 2 << 20]);
        recorder.record(0, (1 << 20) + 16, 0).unwrap();
        recorder.record(0, 4096, 0).unwrap();
        recorder.set_stack([3 << 20, 4 << 20]);
        assert_eq!(recorder.record(0, (1 << 20) + 16, 0), Err(Refusal::OutOfBounds));
        recorder.settle();
        let kinds: Vec<RegionKind> = recorder.tallies().iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [RegionKind::Local, RegionKind::Buffer(0)]);
    }

    #[test]
    fn watched_bytes_name_their_sites() {
        let shapes = [site(Op::Load, 4), site(Op::Load, 4), site(Op::Atomic, 4)];
        let mut recorder = Recorder::new(vec![buffer(0, 4096, 64)], &shapes);
        recorder.watch(Watch::new(vec![(0, Op::Load, vec![[8, 12], [40, 44]])], shapes.len()));
        recorder.record(0, 4096, 0).unwrap();
        recorder.record(1, 4096 + 8, 0).unwrap();
        recorder.record(2, 4096 + 40, 0).unwrap();
        recorder.settle();
        assert_eq!(recorder.watched(), [vec![1, 2]]);
    }
}
