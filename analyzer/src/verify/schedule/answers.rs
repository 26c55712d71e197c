//! Who waits for what, and what they are answered: warp instructions and barriers.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::super::meaning::BarrierOp;
use super::super::threads::{BarrierRequest, Status, WarpRequest};
use super::super::warp::{LANES, LaneMask, Operands, WarpOp, resolve};
use super::Scheduler;

impl Scheduler<'_> {
    /// Carries out warp instructions that are complete; says whether there was one.
    pub(super) fn resolve_warp(&mut self, first: usize, end: usize) -> bool {
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
    pub(super) fn open_barriers(&mut self, living: usize) -> bool {
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
