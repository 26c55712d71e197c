//! Lets the threads of a block run, wait and go on.
//!
//! A *fiber* is a coroutine that runs threads, one after the other, until one of them has to wait;
//! then the next fiber takes over. A kernel without barriers and warp instructions so needs a
//! single fiber. Warps run in order, each as far as it gets; a warp instruction is carried out
//! when all lanes of its mask that still live have arrived; a barrier opens when all living
//! threads of the block wait at it. Blocks take turns if they have to ([`blocks`]).

mod answers;
mod blocks;

use std::cell::Cell;
use std::collections::{BTreeMap, VecDeque};

use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};

use self::blocks::Parked;
pub(super) use self::blocks::Shared;
use super::host::ThreadContext;
use super::meaning::BarrierOp;
use super::threads::{Event, SLICE, Status, StopReason, Worker};

/// Steps that a test in vain counts for: it costs about as much.
const POLL: u64 = 64;

/// Steps after which a warp lets others run: a slice of each lane, so that lanes which go different
/// ways through the same loops still meet there.
const WARP_TURN: u64 = 32 * SLICE;

/// Steps after which a block lets others run, if it may be that it waits for one of them.
const BLOCK_TURN: u64 = 1 << 24;

/// Requests of a warp after which they are counted, though lanes that are far behind may not have
/// come to them: what they take stays in the processor's cache.
const OPEN_REQUESTS: usize = 1 << 14;

/// What a fiber does: runs threads until there are none, then waits for more.
fn run_fiber(worker: &Worker, yielder: &Yielder<u64, Event>, stack: [u64; 2]) {
    let context = Cell::new(ThreadContext::default());
    let entry = worker.entry.get().expect("the worker has code before it runs");
    loop {
        worker.yielder.set(yielder);
        worker.recorder.set_stack(stack);
        while let Some(thread) = worker.take_thread() {
            worker.start_slice();
            worker.recorder.go_to(0);
            context.set(worker.context(thread));
            worker.thread.set(context.as_ptr());
            // SAFETY: the code was compiled for these arguments and checks each access.
            unsafe { entry(worker.setup.arguments.as_ptr().cast()) };
            worker.statuses[thread].set(Status::Done);
        }
        worker.suspend(Event::Idle);
    }
}

/// A coroutine that runs threads.
type Fiber = Coroutine<u64, Event, (), DefaultStack>;

/// The fibers of a worker, and which thread each holds.
pub(super) struct Scheduler<'a> {
    worker: &'a Worker,
    shared: &'a Shared,
    fibers: Vec<Fiber>,
    idle: Vec<usize>,
    /// Per thread, the fiber that it waits on.
    holders: Vec<usize>,
    /// Per thread, where it is among the requests of its warp.
    places: Vec<usize>,
    /// Threads that arrived at barriers without waiting, per barrier.
    arrived: BTreeMap<u32, u32>,
    /// Whether a thread has used up its slice since this was last cleared.
    paused: bool,
    /// Steps of the worker that the run has been charged for.
    charged: u64,
    /// Blocks that have started and wait for their next turn.
    parked: VecDeque<Parked>,
}

impl<'a> Scheduler<'a> {
    /// A scheduler without fibers.
    pub(super) fn new(worker: &'a Worker, shared: &'a Shared) -> Self {
        let threads = worker.statuses.len();
        Self {
            worker,
            shared,
            fibers: Vec::new(),
            idle: Vec::new(),
            holders: vec![0; threads],
            places: vec![0; threads],
            arrived: BTreeMap::new(),
            paused: false,
            charged: 0,
            parked: VecDeque::new(),
        }
    }

    /// Runs a block until it is at its end, or until others should run; says whether it is.
    fn run_block(&mut self) -> std::io::Result<bool> {
        let worker = self.worker;
        let start = worker.clock();
        worker.recorder.take_fresh();
        loop {
            let mut progress = false;
            let (threads, lanes) = (worker.statuses.len(), worker.setup.lanes);
            for first in (0..threads).step_by(lanes) {
                progress |= self.run_warp(first, threads.min(first + lanes))?;
            }
            let living = worker.statuses.iter().filter(|it| !is_done(it)).count();
            if living == 0 || self.shared.has_ended() {
                return Ok(true);
            }
            let opened = self.open_barriers(living);
            if !opened && !progress {
                self.give_up();
                return Ok(true);
            }
            let idle = !worker.recorder.take_fresh() && !opened;
            if (idle || worker.clock() - start > BLOCK_TURN) && self.others_wait() {
                return Ok(false);
            }
        }
    }

    /// Runs a warp as far as it gets; says whether any thread ran.
    fn run_warp(&mut self, first: usize, end: usize) -> std::io::Result<bool> {
        let worker = self.worker;
        let start = worker.clock();
        let mut progress = false;
        loop {
            self.paused = false;
            for thread in first..end {
                match worker.statuses[thread].get() {
                    Status::New => {
                        let fiber = self.idle_fiber()?;
                        worker.queue.set([thread, end]);
                        self.resume(fiber, 0);
                    }
                    Status::Ready(answer) => {
                        worker.queue.set([0, 0]);
                        worker.running.set(thread);
                        worker.start_slice();
                        worker.recorder.go_to(self.places[thread]);
                        self.resume(self.holders[thread], answer);
                    }
                    Status::AtWarp(_) | Status::AtBarrier(_) | Status::Done => continue,
                }
                progress = true;
            }
            let goes_on = self.resolve_warp(first, end) || self.paused;
            let enough = worker.clock() - start > WARP_TURN || self.shared.has_ended();
            if !goes_on || enough || worker.recorder.open_requests() > OPEN_REQUESTS {
                worker.recorder.settle();
                self.places[first..end].fill(0);
            }
            if !goes_on || enough {
                self.charge();
                return Ok(progress);
            }
        }
    }

    /// A fiber without a thread.
    fn idle_fiber(&mut self) -> std::io::Result<usize> {
        if let Some(fiber) = self.idle.pop() {
            return Ok(fiber);
        }
        let stack = DefaultStack::new(self.worker.setup.stack_bytes)?;
        self.fibers.push(new_fiber(self.worker, stack));
        Ok(self.fibers.len() - 1)
    }

    /// Lets a fiber run until it gives up control, and notes why it did.
    fn resume(&mut self, fiber: usize, answer: u64) {
        let result = self.fibers[fiber].resume(answer);
        let CoroutineResult::Yield(event) = result else {
            unreachable!("fibers run threads for ever")
        };
        let thread = self.worker.running.get();
        let status = match event {
            Event::Idle => {
                self.idle.push(fiber);
                return;
            }
            Event::Pause => {
                self.paused = true;
                self.charge();
                Status::Ready(0)
            }
            Event::Poll => {
                self.worker.burn_more(POLL);
                Status::Ready(0)
            }
            Event::Warp(request) => Status::AtWarp(request),
            Event::Barrier(request) => {
                self.worker.barriers.set(self.worker.barriers.get() + 1);
                if request.op == BarrierOp::Arrive {
                    *self.arrived.entry(request.id).or_default() += 1;
                    Status::Ready(0)
                } else {
                    Status::AtBarrier(request)
                }
            }
            Event::Stop(reason) => {
                self.stop(thread, reason);
                self.recycle(fiber);
                return;
            }
        };
        self.worker.statuses[thread].set(status);
        self.holders[thread] = fiber;
        self.places[thread] = self.worker.recorder.place();
    }

    /// Notes that a thread was stopped; too many stops end the run.
    fn stop(&self, thread: usize, reason: StopReason) {
        self.worker.statuses[thread].set(Status::Done);
        if reason == StopReason::Exit {
            return;
        }
        self.worker.note_stop(reason, thread);
        self.shared.note_stop();
    }

    /// Makes a fiber that was left in the middle of a thread usable again.
    fn recycle(&mut self, fiber: usize) {
        let last = self.fibers.len() - 1;
        self.fibers.swap(fiber, last);
        let mut abandoned = self.fibers.pop().expect("there is at least this fiber");
        // SAFETY: kernel code and the functions it calls leave nothing to drop on the stack.
        unsafe { abandoned.force_reset() };
        self.fibers.push(new_fiber(self.worker, abandoned.into_stack()));
        self.fibers.swap(fiber, last);
        self.idle.push(fiber);
    }

    /// Stops all threads of a block in which nobody can go on.
    fn give_up(&mut self) {
        for thread in 0..self.worker.statuses.len() {
            if !is_done(&self.worker.statuses[thread]) {
                self.stop(thread, StopReason::Deadlock);
                self.recycle(self.holders[thread]);
            }
        }
    }
}

impl Drop for Scheduler<'_> {
    fn drop(&mut self) {
        for fiber in &mut self.fibers {
            // SAFETY: fibers keep nothing on their stacks that needs to be dropped.
            unsafe { fiber.force_reset() };
        }
    }
}

/// A fiber on a stack.
fn new_fiber(worker: &Worker, stack: DefaultStack) -> Fiber {
    let bounds = [stack.limit().get() as u64, stack.base().get() as u64];
    let worker: *const Worker = worker;
    Coroutine::with_stack(stack, move |yielder: &Yielder<u64, Event>, _| {
        // SAFETY: the scheduler borrows the worker for longer than its fibers live.
        let worker = unsafe { &*worker };
        run_fiber(worker, yielder, bounds);
    })
}

/// Whether a thread is at its end.
fn is_done(status: &Cell<Status>) -> bool {
    matches!(status.get(), Status::Done)
}
