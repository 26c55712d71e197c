//! Lets the threads of a block run, wait and go on.
//!
//! A *fiber* is a coroutine that runs threads, one after the other, until one of them has to wait;
//! then the next fiber takes over. A kernel without barriers and warp instructions so needs a
//! single fiber. Warps run in order, each as far as it gets; a warp instruction is carried out
//! when all lanes of its mask that still live have arrived; a barrier opens when all living
//! threads of the block wait at it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};

use super::host::ThreadContext;
use super::meaning::BarrierOp;
use super::threads::{BarrierRequest, Event, SLICE, Status, StopReason, WarpRequest, Worker};
use super::warp::{LANES, LaneMask, Operands, WarpOp, resolve};

/// Threads that may be stopped before the run ends: more would only repeat the same finding.
const STOPS: u64 = 4096;

/// Steps that a test in vain counts for: it costs about as much.
const POLL: u64 = 64;

/// What all workers of a run share.
#[derive(Debug)]
pub(super) struct Shared {
    /// Next block to run.
    next_block: AtomicU64,
    /// Steps that the run may still take.
    steps_left: AtomicU64,
    /// Set when the run is to end.
    ended: AtomicBool,
    /// Threads that were stopped.
    stops: AtomicU64,
}

impl Shared {
    /// A run that may take a number of steps.
    pub(super) fn new(steps: u64) -> Self {
        Self {
            next_block: AtomicU64::new(0),
            steps_left: AtomicU64::new(steps),
            ended: AtomicBool::new(false),
            stops: AtomicU64::new(0),
        }
    }
}

/// What a fiber does: runs threads until there are none, then waits for more.
fn run_fiber(worker: &Worker, yielder: &Yielder<u64, Event>, stack: [u64; 2]) {
    let context = Cell::new(ThreadContext::default());
    let entry = worker.entry.get().expect("the worker has code before it runs");
    loop {
        worker.yielder.set(yielder);
        worker.recorder.set_stack(stack);
        while let Some(thread) = worker.take_thread() {
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
    /// Threads that arrived at barriers without waiting, per barrier.
    arrived: BTreeMap<u32, u32>,
}

impl<'a> Scheduler<'a> {
    /// A scheduler without fibers.
    pub(super) fn new(worker: &'a Worker, shared: &'a Shared) -> Self {
        let holders = vec![0; worker.statuses.len()];
        Self {
            worker,
            shared,
            fibers: Vec::new(),
            idle: Vec::new(),
            holders,
            arrived: BTreeMap::new(),
        }
    }

    /// Runs blocks until there are none left; `prepare` is called before each.
    pub(super) fn run(&mut self, mut prepare: impl FnMut()) -> std::io::Result<()> {
        let [x, y, z] = self.worker.setup.grid.map(u64::from);
        loop {
            let block = self.shared.next_block.fetch_add(1, Ordering::Relaxed);
            if block >= x * y * z || self.shared.ended.load(Ordering::Relaxed) {
                return Ok(());
            }
            let axis = |value: u64| u32::try_from(value).expect("less than the grid's extent");
            let index = [axis(block % x), axis(block / x % y), axis(block / x / y)];
            prepare();
            self.run_block(index)?;
        }
    }

    /// Runs one block to its end.
    fn run_block(&mut self, index: [u32; 3]) -> std::io::Result<()> {
        let worker = self.worker;
        worker.block.set(index);
        worker.statuses.iter().for_each(|status| status.set(Status::New));
        self.arrived.clear();
        let threads = worker.statuses.len();
        loop {
            let mut progress = false;
            let lanes = worker.setup.lanes;
            for first in (0..threads).step_by(lanes) {
                progress |= self.run_warp(first, threads.min(first + lanes))?;
            }
            let living = worker.statuses.iter().filter(|it| !is_done(it)).count();
            if living == 0 || self.shared.ended.load(Ordering::Relaxed) {
                return Ok(());
            }
            if !self.open_barriers(living) && !progress {
                self.give_up();
                return Ok(());
            }
        }
    }

    /// Runs a warp as far as it gets; says whether any thread ran.
    fn run_warp(&mut self, first: usize, end: usize) -> std::io::Result<bool> {
        let mut progress = false;
        loop {
            for thread in first..end {
                match self.worker.statuses[thread].get() {
                    Status::New => {
                        let fiber = self.idle_fiber()?;
                        self.worker.queue.set([thread, end]);
                        self.resume(fiber, 0);
                    }
                    Status::Ready(answer) => {
                        self.worker.queue.set([0, 0]);
                        self.worker.running.set(thread);
                        self.resume(self.holders[thread], answer);
                    }
                    Status::AtWarp(_) | Status::AtBarrier(_) | Status::Done => continue,
                }
                progress = true;
            }
            if !self.resolve_warp(first, end) {
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
                self.refuel();
                Status::Ready(0)
            }
            Event::Poll => {
                let fuel = &self.worker.fuel;
                fuel.set(fuel.get().saturating_sub(POLL).max(1));
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
    }

    /// Gives the worker its next slice of steps, or ends the run.
    fn refuel(&self) {
        self.worker.refuel();
        let take = |left: u64| left.checked_sub(SLICE);
        let left = &self.shared.steps_left;
        if left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_err() {
            self.worker.note_stop(StopReason::Limit, self.worker.running.get());
            self.shared.ended.store(true, Ordering::Relaxed);
        }
    }

    /// Notes that a thread was stopped; too many stops end the run.
    fn stop(&self, thread: usize, reason: StopReason) {
        self.worker.statuses[thread].set(Status::Done);
        if reason == StopReason::Exit {
            return;
        }
        self.worker.note_stop(reason, thread);
        if self.shared.stops.fetch_add(1, Ordering::Relaxed) >= STOPS {
            self.shared.ended.store(true, Ordering::Relaxed);
        }
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

    /// Carries out warp instructions that are complete; says whether there was one.
    fn resolve_warp(&mut self, first: usize, end: usize) -> bool {
        let statuses = &self.worker.statuses[first..end];
        let mut requests: Requests = [None; LANES];
        let (mut living, mut waiting): (LaneMask, LaneMask) = (0, 0);
        for (lane, status) in statuses.iter().enumerate() {
            let status = status.get();
            living |= u64::from(!matches!(status, Status::Done)) << lane;
            if let Status::AtWarp(request) = status {
                requests[lane] = Some(request);
                waiting |= 1 << lane;
            }
        }
        let mut resolved = false;
        let mut rest = waiting;
        while rest != 0 {
            let leader = rest.trailing_zeros() as usize;
            let request = requests[leader].expect("the lane waits");
            let group = mask_where(&requests, |other| other.is_some_and(|it| same(it, request)));
            let members = (request.mask | 1 << leader) & living;
            if !request.op.takes_who_comes() && members & !group == 0 {
                self.answer(first, &requests, request.op, members & group);
                resolved = true;
            }
            rest &= !group;
        }
        resolved || self.resolve_who_came(first, end, &requests)
    }

    /// Carries out an instruction for those that came to it, once nothing else in the warp can go
    /// on. Where lanes wait at several, the first in the program's order is next: that is where
    /// those who are behind catch up, as on a GPU that runs a warp in step.
    fn resolve_who_came(&self, first: usize, end: usize, requests: &Requests) -> bool {
        let statuses = &self.worker.statuses[first..end];
        let can_run = |status: &Cell<Status>| matches!(status.get(), Status::Ready(_));
        let open = requests.iter().flatten().filter(|it| it.op.takes_who_comes());
        let Some(next) = open.min_by_key(|it| it.place).copied() else { return false };
        if statuses.iter().any(can_run) {
            return false;
        }
        let together =
            |it: WarpRequest| it.place == next.place && it.op == next.op && same(it, next);
        let group = mask_where(requests, |other| other.is_some_and(together));
        self.answer(first, requests, next.op, group);
        true
    }

    /// Carries out a warp instruction for a group of lanes that all wait for it.
    fn answer(&self, first: usize, requests: &Requests, op: WarpOp, group: LaneMask) {
        let lanes = self.worker.setup.lanes;
        let operands: [Option<Operands>; LANES] = std::array::from_fn(|lane| {
            requests[lane].filter(|_| group >> lane & 1 == 1).map(|it| it.operands)
        });
        if op == WarpOp::Tensor {
            self.worker.carry_out(first / lanes, &operands[..lanes]);
        }
        let results = resolve(op, &operands[..lanes]);
        for (status, (lane, result)) in
            self.worker.statuses[first..].iter().zip(results.into_iter().enumerate().take(lanes))
        {
            if group >> lane & 1 == 1 {
                status.set(Status::Ready(result));
            }
        }
    }

    /// Opens the barriers that all they wait for have reached; says whether there was one.
    fn open_barriers(&mut self, living: usize) -> bool {
        let mut waiting: BTreeMap<u32, Vec<(usize, BarrierRequest)>> = BTreeMap::new();
        for (thread, status) in self.worker.statuses.iter().enumerate() {
            if let Status::AtBarrier(request) = status.get() {
                waiting.entry(request.id).or_default().push((thread, request));
            }
        }
        let mut opened = false;
        for (id, threads) in waiting {
            let arrived = self.arrived.get(&id).copied().unwrap_or(0) as usize;
            let count = threads[0].1.count as usize;
            let expected = if count == 0 { living } else { count };
            if threads.len() + arrived < expected {
                continue;
            }
            let holds = threads.iter().filter(|(_, it)| it.predicate).count();
            for (thread, request) in &threads {
                let answer = match request.op {
                    BarrierOp::Sync | BarrierOp::Arrive => 0,
                    BarrierOp::Count => holds as u64,
                    BarrierOp::And => u64::from(holds == threads.len()),
                    BarrierOp::Or => u64::from(holds > 0),
                };
                self.worker.statuses[*thread].set(Status::Ready(answer));
            }
            self.arrived.remove(&id);
            opened = true;
        }
        opened
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

/// What the lanes of a warp wait for.
type Requests = [Option<WarpRequest>; LANES];

/// Whether two lanes wait for the same instruction.
fn same(one: WarpRequest, other: WarpRequest) -> bool {
    let instruction = |it: WarpRequest| (it.operands.selector, it.operands.clamp);
    one.op == other.op
        && one.mask == other.mask
        && (one.op != WarpOp::Tensor || instruction(one) == instruction(other))
}

/// Lanes for which a condition holds.
fn mask_where<T: Copy>(lanes: &[Option<T>; LANES], holds: impl Fn(Option<T>) -> bool) -> LaneMask {
    lanes.iter().enumerate().fold(0, |mask, (lane, it)| mask | u64::from(holds(*it)) << lane)
}
