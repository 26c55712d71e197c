//! The threads of a block as kernel code sees them: who runs, and how it gives up control.
//!
//! Each thread runs on the stack of a coroutine; the functions that it calls ([`super::host`])
//! suspend it with an [`Event`], and [`super::schedule`] decides when it goes on.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use corosensei::Yielder;

use super::host::ThreadContext;
use super::meaning::BarrierOp;
use super::record::Recorder;
use super::tensor::{Blocks, Surroundings, TensorOp, block_registers, carry_out};
use super::warp::{LaneMask, Lanes, Operands, WarpOp};

/// Steps after which a thread lets others run: enough that switching costs nothing, few enough
/// that a thread that polls memory does not hold up the one it waits for, and that what a warp
/// does meanwhile fits the processor's cache.
pub(super) const SLICE: u64 = 1 << 13;

/// Compiled code of a kernel: takes the packed arguments.
pub(super) type Entry = unsafe extern "C" fn(*const u8);

/// Why a thread was stopped before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum StopReason {
    /// It asked for it.
    Exit,
    /// An access outside of everything.
    OutOfBounds { site: u32, address: u64 },
    /// An access that is not aligned.
    Misaligned { site: u32, address: u64 },
    /// A division that has no result.
    Division { instruction: u32 },
    /// Something that has no meaning here, by number.
    Unsupported { function: u32 },
    /// A failed assertion.
    Assertion,
    /// A trap.
    Trap,
    /// A tensor map that is none.
    TensorMap,
    /// Threads wait for others that never come.
    Deadlock,
    /// The run took more steps than it may.
    Limit,
}

impl StopReason {
    /// The reason without what differs between threads.
    fn key(self) -> Self {
        match self {
            Self::OutOfBounds { site, .. } => Self::OutOfBounds { site, address: 0 },
            Self::Misaligned { site, .. } => Self::Misaligned { site, address: 0 },
            other => other,
        }
    }
}

impl Stopped {
    /// Adds what another worker found; the first block says more.
    pub(super) fn merge(&mut self, other: &Self) {
        let order = |it: &Self| {
            let mut place = [it.first.0, it.first.1];
            place.iter_mut().for_each(|axes| axes.reverse());
            place
        };
        let count = self.count + other.count;
        if order(other) < order(self) {
            *self = *other;
        }
        self.count = count;
    }
}

/// Why a fiber gives up control.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// No more threads to run.
    Idle,
    /// Others may run.
    Pause,
    /// Others should run, because the thread waits for what one of them does.
    Poll,
    /// A warp instruction.
    Warp(WarpRequest),
    /// A barrier.
    Barrier(BarrierRequest),
    /// The thread is to run no further.
    Stop(StopReason),
}

/// A warp instruction of one thread.
#[derive(Clone, Copy, Debug)]
pub(super) struct WarpRequest {
    pub(super) op: WarpOp,
    /// Lanes that it waits for.
    pub(super) mask: LaneMask,
    /// Position of the instruction in the program, for those that wait for who comes.
    pub(super) place: u32,
    pub(super) operands: Operands,
}

/// A barrier of one thread.
#[derive(Clone, Copy, Debug)]
pub(super) struct BarrierRequest {
    pub(super) op: BarrierOp,
    pub(super) id: u32,
    /// Threads that it waits for; 0 stands for all.
    pub(super) count: u32,
    pub(super) predicate: bool,
}

/// Where a thread is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Status {
    /// Not started.
    New,
    /// Can go on, with the answer to what it waited for.
    Ready(u64),
    /// Waits at a warp instruction.
    AtWarp(WarpRequest),
    /// Waits at a barrier.
    AtBarrier(BarrierRequest),
    /// At its end.
    Done,
}

/// Shape of the launch and what a thread needs to start.
#[derive(Clone, Debug)]
pub(super) struct Setup {
    pub(super) grid: [u32; 3],
    pub(super) block: [u32; 3],
    /// Lanes of a warp.
    pub(super) lanes: usize,
    pub(super) dynamic_shared: u32,
    pub(super) total_shared: u32,
    /// What is in bytes of shared memory that nobody wrote.
    pub(super) unwritten: u8,
    /// Packed arguments.
    pub(super) arguments: Vec<u128>,
    /// Stack of a thread in bytes.
    pub(super) stack_bytes: usize,
}

/// One worker: runs blocks, one at a time. Kernel code holds its address.
pub(super) struct Worker {
    pub(super) recorder: Recorder,
    /// Context of the running thread; kernel code reads this cell.
    pub(super) thread: Cell<*const ThreadContext>,
    pub(super) setup: Setup,
    pub(super) entry: Cell<Option<Entry>>,
    pub(super) yielder: Cell<*const Yielder<u64, Event>>,
    /// Steps until the next pause; kernel code counts down this cell.
    pub(super) fuel: Cell<u64>,
    /// Steps that were taken before the running slice.
    spent: Cell<u64>,
    /// Base and size of the buffer resources that threads made.
    resources: RefCell<Vec<(u64, u64)>>,
    /// Position of the warp instruction that the running thread comes to; kernel code writes it.
    pub(super) place: Cell<u32>,
    /// The turns of loops that a function is called in; kernel code writes and reads it.
    pub(super) turn: Cell<u64>,
    /// Address and size of shared memory.
    pub(super) shared: (u64, u64),
    pub(super) block: Cell<[u32; 3]>,
    pub(super) statuses: Vec<Cell<Status>>,
    /// Number of the running thread in its block.
    pub(super) running: Cell<usize>,
    /// Threads that the running fiber may still start.
    pub(super) queue: Cell<[usize; 2]>,
    stopped: RefCell<BTreeMap<StopReason, Stopped>>,
    pub(super) barriers: Cell<u64>,
}

/// Threads that were stopped for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stopped {
    /// The reason of the first one.
    pub(super) reason: StopReason,
    /// Block and thread of the first one.
    pub(super) first: ([u32; 3], [u32; 3]),
    /// How many.
    pub(super) count: u64,
}

impl Worker {
    /// A worker that has no code yet.
    pub(super) fn new(recorder: Recorder, setup: Setup, shared: (u64, u64)) -> Self {
        let threads = setup.block.iter().map(|&extent| extent as usize).product();
        Self {
            recorder,
            thread: Cell::new(std::ptr::null()),
            setup,
            entry: Cell::new(None),
            yielder: Cell::new(std::ptr::null()),
            fuel: Cell::new(SLICE),
            spent: Cell::new(0),
            resources: RefCell::default(),
            place: Cell::new(0),
            turn: Cell::new(0),
            shared,
            block: Cell::new([0; 3]),
            statuses: vec![Cell::new(Status::Done); threads],
            running: Cell::new(0),
            queue: Cell::new([0; 2]),
            stopped: RefCell::default(),
            barriers: Cell::new(0),
        }
    }

    /// Gives the worker the code that each thread runs.
    pub(super) fn set_entry(&self, entry: Entry) {
        self.entry.set(Some(entry));
    }

    /// Threads that were stopped.
    pub(super) fn stopped(&self) -> BTreeMap<StopReason, Stopped> {
        self.stopped.borrow().clone()
    }

    /// Barriers that threads arrived at.
    pub(super) fn barriers(&self) -> u64 {
        self.barriers.get()
    }

    /// Counts a step; from time to time lets others run.
    #[inline]
    pub(super) fn burn(&self) {
        let fuel = self.fuel.get() - 1;
        self.fuel.set(fuel);
        if fuel == 0 {
            self.suspend(Event::Pause);
        }
    }

    /// Counts several steps of a thread that has given up control.
    pub(super) fn burn_more(&self, steps: u64) {
        self.fuel.set(self.fuel.get().saturating_sub(steps));
    }

    /// Steps that were taken here.
    pub(super) fn clock(&self) -> u64 {
        self.spent.get() + (SLICE - self.fuel.get())
    }

    /// Gives a thread a slice of steps of its own, so that where it pauses hangs on nothing else.
    pub(super) fn start_slice(&self) {
        self.spent.set(self.clock());
        self.fuel.set(SLICE);
    }

    /// A word of shared memory; `None` if it is not one.
    pub(super) fn shared_cell(&self, address: u64) -> Option<&Cell<u64>> {
        let (base, bytes) = self.shared;
        let inside = address >= base && address.checked_add(8)? <= base.checked_add(bytes)?;
        let pointer =
            std::ptr::with_exposed_provenance::<Cell<u64>>(usize::try_from(address).ok()?);
        // SAFETY: the word lies in the worker's shared memory, which lives as long as it, is
        // aligned, and belongs to the one thread that runs.
        (inside && address.is_multiple_of(8)).then(|| unsafe { &*pointer })
    }

    /// A byte of shared memory; `None` if it is not one.
    pub(super) fn shared_byte(&self, address: u64) -> Option<&Cell<u8>> {
        let (base, bytes) = self.shared;
        let inside = address.checked_sub(base)? < bytes;
        let pointer = std::ptr::with_exposed_provenance::<Cell<u8>>(usize::try_from(address).ok()?);
        // SAFETY: the byte lies in the worker's shared memory, which lives as long as it, and
        // belongs to the one thread that runs.
        inside.then(|| unsafe { &*pointer })
    }

    /// The number by which kernel code knows a buffer resource.
    pub(super) fn name_resource(&self, base: u64, bytes: u64) -> u64 {
        let mut known = self.resources.borrow_mut();
        let number = known.iter().position(|it| *it == (base, bytes)).unwrap_or_else(|| {
            known.push((base, bytes));
            known.len() - 1
        });
        // Zero stays free: it is a null pointer.
        number as u64 + 1
    }

    /// Base and size of a buffer resource.
    pub(super) fn resource(&self, number: u64) -> Option<(u64, u64)> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.resources.borrow().get(index).copied()
    }

    /// Gives up control and returns the answer.
    pub(super) fn suspend(&self, event: Event) -> u64 {
        let (yielder, thread, stack) =
            (self.yielder.get(), self.thread.get(), self.recorder.stack());
        // SAFETY: the yielder belongs to the fiber that this call runs on, so it is alive.
        let yielder_ref = unsafe { &*yielder };
        let answer = yielder_ref.suspend(event);
        self.yielder.set(yielder);
        self.thread.set(thread);
        self.recorder.set_stack(stack);
        answer
    }

    /// Ends the running thread where it stands.
    pub(super) fn abandon(&self, reason: StopReason) {
        // A fiber that reports a stop is never resumed.
        self.suspend(Event::Stop(reason));
    }

    /// Takes the next thread that the running fiber may start.
    pub(super) fn take_thread(&self) -> Option<usize> {
        let [next, end] = self.queue.get();
        if next >= end {
            return None;
        }
        self.queue.set([next + 1, end]);
        self.running.set(next);
        Some(next)
    }

    /// Special registers of a thread.
    pub(super) fn context(&self, thread: usize) -> ThreadContext {
        let thread = u32::try_from(thread).expect("a block has few threads");
        let lanes = u32::try_from(self.setup.lanes).expect("a warp has few lanes");
        ThreadContext {
            tid: unflatten(thread, self.setup.block),
            ctaid: self.block.get(),
            ntid: self.setup.block,
            nctaid: self.setup.grid,
            lane: thread % lanes,
            warp: thread / lanes,
            dynamic_shared: self.setup.dynamic_shared,
            total_shared: self.setup.total_shared,
            lanes,
        }
    }

    /// Carries out a tensor-core instruction for the lanes that take part.
    pub(super) fn carry_out(&self, warp: usize, operands: &Lanes) {
        let Some(any) = operands.iter().flatten().next() else { return };
        let op = TensorOp::decode([any.selector, any.clamp]);
        let lanes = u32::try_from(self.setup.lanes).expect("a warp has few lanes");
        let length = block_registers(op, lanes) as usize;
        let pointer = |it: Operands| {
            let address = usize::try_from(it.value).expect("addresses are of this machine");
            std::ptr::with_exposed_provenance_mut::<u32>(address)
        };
        let mut blocks: Vec<Option<&mut [u32]>> = operands
            .iter()
            .map(|operands| {
                operands.map(|it| {
                    // SAFETY: each lane passes a block of its own stack that is as long as the
                    // instruction needs, and sleeps until it is answered.
                    unsafe { std::slice::from_raw_parts_mut(pointer(it), length) }
                })
            })
            .collect();
        let (base, bytes) = self.shared;
        let start = usize::try_from(base).expect("addresses are of this machine");
        let bytes = usize::try_from(bytes).expect("shared memory is in memory");
        // SAFETY: shared memory of the worker lives as long as it, and no thread runs now.
        let shared = unsafe {
            std::slice::from_raw_parts(std::ptr::with_exposed_provenance::<u8>(start), bytes)
        };
        let blocks: &mut Blocks<'_> = &mut blocks;
        carry_out(op, blocks, Surroundings { shared, shared_base: base, warp });
    }

    pub(super) fn note_stop(&self, reason: StopReason, thread: usize) {
        let thread = u32::try_from(thread).expect("a block has few threads");
        let first = (self.block.get(), unflatten(thread, self.setup.block));
        let mut stopped = self.stopped.borrow_mut();
        stopped.entry(reason.key()).or_insert(Stopped { reason, first, count: 0 }).count += 1;
    }
}

/// Index of each axis for a linear number.
fn unflatten(linear: u32, extent: [u32; 3]) -> [u32; 3] {
    let [x, y, _] = extent;
    [linear % x, linear / x % y, linear / x / y]
}
