//! The judge of plans: replays the steps on a snapshot by the definitions alone.
//!
//! It shares no code with the planner and has its own, plainer state: per copy what the steps so
//! far make of it, per memory the bytes that are committed.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::{Plan, Purpose, Step};
use crate::directory::CopyState;
use crate::horizon::{Horizon, Upcoming, Use};
use crate::ids::{FragmentId, LaunchId, MemoryId};
use crate::snapshot::Snapshot;

/// What is wrong with a step; always the planner's fault.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("step {step}: {what}")]
pub struct Problem {
    /// Position of the step.
    pub step: usize,
    /// What rule it breaks, and where.
    pub what: String,
}

/// Finds every breach of these rules:
///
/// 1. what a memory is committed to hold never exceeds its capacity;
/// 2. a copy's source is valid, stays, and is not being written; its target is free or stale;
/// 3. a dropped copy is neither pinned, nor read, nor the last valid one: another is valid and
///    stays, or a write-back of this plan saves it first;
/// 4. room without bytes is made only for what a waiting launch overwrites as a whole;
/// 5. a launch has its turn, its device is idle, and no earlier launch elsewhere is in its way;
/// 6. everything that a launch uses is in its memory, on the way there, or can be read and written
///    over a link; it is named once, and it stays.
#[must_use]
pub fn check(snapshot: &Snapshot, horizon: &Horizon, plan: &Plan) -> Vec<Problem> {
    let mut replay = Replay {
        snapshot,
        horizon,
        committed: snapshot.rooms.iter().map(|room| u128::from(room.committed.0)).collect(),
        copies: BTreeMap::new(),
        in_use: BTreeSet::new(),
        launched: BTreeSet::new(),
        found: Vec::new(),
    };
    let mut problems = Vec::new();
    for (idx, step) in plan.steps.iter().enumerate() {
        replay.step(step);
        problems.extend(replay.found.drain(..).map(|what| Problem { step: idx, what }));
    }
    problems
}

/// What the steps so far make of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Replayed {
    Valid,
    Arriving,
    /// Arriving from this memory to save it.
    Saving(MemoryId),
    Stale,
    Blank,
    Unusable,
}

struct Replay<'a> {
    snapshot: &'a Snapshot,
    horizon: &'a Horizon,
    committed: Vec<u128>,
    /// Copies that a step has changed; `None` is gone.
    copies: BTreeMap<(FragmentId, MemoryId), Option<Replayed>>,
    /// Copies that steps of this plan read or pin.
    in_use: BTreeSet<(FragmentId, MemoryId)>,
    launched: BTreeSet<MemoryId>,
    found: Vec<String>,
}

impl Replay<'_> {
    fn expect(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.found.push(what());
        }
    }

    fn state(&self, fragment: FragmentId, memory: MemoryId) -> Option<Replayed> {
        if let Some(changed) = self.copies.get(&(fragment, memory)) {
            return *changed;
        }
        let state = self.snapshot.fragment(fragment);
        let copy = state.copies.iter().find(|copy| copy.memory == memory)?;
        let latest = copy.version == state.version;
        Some(match copy.state {
            CopyState::Valid if state.writer.is_none() => Replayed::Valid,
            CopyState::Filling if latest && state.writer.is_none() => Replayed::Arriving,
            CopyState::Stale => Replayed::Stale,
            CopyState::Valid | CopyState::Filling | CopyState::Evicting => Replayed::Unusable,
        })
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Copy { fragment, from, to, purpose, launch: _ } => {
                self.copy(*fragment, *from, *to, *purpose);
            }
            Step::Allocate { fragment, memory, launch } => {
                self.allocate(*fragment, *memory, *launch);
            }
            Step::Evict { fragment, memory } => self.evict(*fragment, *memory),
            Step::Launch { launch, device, resident, remote } => {
                self.launch(*launch, *device, resident, remote);
            }
        }
    }

    fn commit(&mut self, fragment: FragmentId, memory: MemoryId) {
        let capacity = u128::from(self.snapshot.rooms[memory.index()].capacity.0);
        let committed = &mut self.committed[memory.index()];
        *committed += u128::from(self.snapshot.fragment(fragment).bytes.0);
        let fits = *committed <= capacity;
        self.expect(fits, || format!("{fragment} does not fit into {memory}"));
    }

    fn copy(&mut self, fragment: FragmentId, from: MemoryId, to: MemoryId, purpose: Purpose) {
        let source = self.state(fragment, from);
        self.expect(source == Some(Replayed::Valid), || {
            format!("{fragment} is copied from {from}, where it is {source:?}")
        });
        let unused = !self.in_use.contains(&(fragment, to));
        self.expect(unused, || format!("{fragment} in {to} is used by this plan and filled"));
        let way = self.snapshot.topology.route(from, to).is_some();
        self.expect(way, || format!("{fragment} has no way from {from} to {to}"));
        match self.state(fragment, to) {
            None => self.commit(fragment, to),
            Some(Replayed::Stale) => {
                let copy = self.snapshot.fragment(fragment).copy(to);
                let is_free = copy.is_some_and(|copy| copy.readers == 0 && copy.pins == 0);
                self.expect(is_free, || format!("{fragment} in {to} is in use and filled"));
            }
            other => {
                self.found.push(format!("{fragment} is copied to {to}, where it is {other:?}"))
            }
        }
        self.in_use.insert((fragment, from));
        let arriving = match purpose {
            Purpose::WriteBack => Replayed::Saving(from),
            Purpose::Demand | Purpose::Prefetch => Replayed::Arriving,
        };
        self.copies.insert((fragment, to), Some(arriving));
    }

    fn allocate(&mut self, fragment: FragmentId, memory: MemoryId, launch: LaunchId) {
        let overwrites = self.waiting(launch).is_some_and(|upcoming| {
            upcoming.device == memory
                && upcoming.heat.uses.iter().any(|it| it.fragment == fragment && it.overwrites)
        });
        self.expect(overwrites, || format!("{launch} does not overwrite {fragment} in {memory}"));
        match self.state(fragment, memory) {
            None => self.commit(fragment, memory),
            other => self.found.push(format!("{fragment} in {memory} is {other:?} already")),
        }
        self.copies.insert((fragment, memory), Some(Replayed::Blank));
    }

    fn evict(&mut self, fragment: FragmentId, memory: MemoryId) {
        let state = self.snapshot.fragment(fragment);
        let before = self.state(fragment, memory);
        let droppable = matches!(before, Some(Replayed::Valid | Replayed::Stale));
        self.expect(droppable, || format!("{fragment} is dropped from {memory}: {before:?}"));
        let is_free = state.copy(memory).is_some_and(|copy| copy.pins == 0 && copy.readers == 0);
        self.expect(is_free, || format!("{fragment} in {memory} is in use and dropped"));
        let saved = |replay: &Self| {
            let others = (0..replay.snapshot.rooms.len()).map(MemoryId::from_index);
            others.filter(|other| *other != memory).find_map(|other| {
                match replay.state(fragment, other) {
                    Some(Replayed::Valid) => Some(false),
                    Some(Replayed::Saving(from)) if from == memory => Some(true),
                    _ => None,
                }
            })
        };
        let kept = saved(self);
        let is_last = before == Some(Replayed::Valid) && kept.is_none();
        self.expect(!is_last, || format!("the last valid copy of {fragment} is in {memory}"));
        // A write-back reads the copy that it saves; nothing else of this plan may.
        let is_read = self.in_use.contains(&(fragment, memory)) && kept != Some(true);
        self.expect(!is_read, || format!("{fragment} in {memory} is used by this plan"));
        let committed = &mut self.committed[memory.index()];
        *committed = committed.saturating_sub(u128::from(state.bytes.0));
        // It keeps its place until it is gone, so nothing may come there in this plan.
        self.copies.insert((fragment, memory), Some(Replayed::Unusable));
    }

    fn waiting(&self, launch: LaunchId) -> Option<&Upcoming> {
        self.horizon.waiting().iter().find(|it| it.launch == launch)
    }

    fn launch(
        &mut self,
        launch: LaunchId,
        device: MemoryId,
        resident: &[FragmentId],
        remote: &[(FragmentId, MemoryId)],
    ) {
        let Some(upcoming) = self.waiting(launch).cloned() else {
            self.found.push(format!("{launch} is not waiting"));
            return;
        };
        let first = self.horizon.waiting().iter().find(|it| it.device == device);
        let in_turn = first.is_some_and(|it| it.launch == launch);
        self.expect(in_turn, || format!("{launch} does not have its turn on {device}"));
        let busy = self.horizon.issued().iter().any(|it| it.device == device);
        let idle = self.launched.insert(device) && !busy;
        self.expect(idle, || format!("{device} is not idle for {launch}"));
        self.expect_no_conflict(&upcoming);
        self.expect_all_named(&upcoming, resident, remote);
        for item in &upcoming.heat.uses {
            let home = remote.iter().find(|(fragment, _)| *fragment == item.fragment);
            match home {
                None => self.resident_use(item, device),
                Some((_, memory)) => self.remote_use(item, device, *memory),
            }
        }
    }

    fn expect_no_conflict(&mut self, upcoming: &Upcoming) {
        let earlier = self.horizon.waiting().iter().filter(|it| it.launch < upcoming.launch);
        let before: Vec<&Upcoming> = earlier.chain(self.horizon.issued()).collect();
        for other in before.into_iter().filter(|other| other.device != upcoming.device) {
            let clash = upcoming.heat.uses.iter().find(|item| {
                let theirs = other.heat.uses.iter().find(|it| it.fragment == item.fragment);
                theirs.is_some_and(|it| it.is_written() || item.is_written())
            });
            if let Some(item) = clash {
                let (launch, fragment) = (upcoming.launch, item.fragment);
                self.found.push(format!("{launch} must wait for {} with {fragment}", other.launch));
            }
        }
    }

    fn expect_all_named(
        &mut self,
        upcoming: &Upcoming,
        resident: &[FragmentId],
        remote: &[(FragmentId, MemoryId)],
    ) {
        let mut named: Vec<FragmentId> = resident.to_vec();
        named.extend(remote.iter().map(|(fragment, _)| *fragment));
        named.sort_unstable();
        let mut used: Vec<FragmentId> = upcoming.heat.uses.iter().map(|it| it.fragment).collect();
        used.sort_unstable();
        self.expect(named == used, || {
            format!("{} names {} fragments and uses {}", upcoming.launch, named.len(), used.len())
        });
    }

    fn resident_use(&mut self, item: &Use, device: MemoryId) {
        let state = self.state(item.fragment, device);
        let usable = match state {
            Some(Replayed::Valid | Replayed::Arriving) => true,
            Some(Replayed::Blank | Replayed::Stale) => item.overwrites,
            Some(Replayed::Saving(_) | Replayed::Unusable) | None => false,
        };
        self.expect(usable, || {
            format!("{} is to be resident in {device}: {state:?}", item.fragment)
        });
        self.in_use.insert((item.fragment, device));
    }

    fn remote_use(&mut self, item: &Use, device: MemoryId, memory: MemoryId) {
        let state = self.state(item.fragment, memory);
        self.expect(state == Some(Replayed::Valid), || {
            format!("{} is used in {memory}, where it is {state:?}", item.fragment)
        });
        let topology = &self.snapshot.topology;
        let ways =
            topology.route(memory, device).is_some() && topology.route(device, memory).is_some();
        self.expect(ways, || format!("{memory} cannot be reached from {device}"));
        self.in_use.insert((item.fragment, memory));
    }
}
