//! Draft: a plan in the making, with the state that it would lead to.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Candidate, Reason, Report, Verdict};
use super::victims::{Victim, Victims};
use super::{MAX_COPIES, Plan, Purpose, Step, utility};
use crate::directory::{CopyState, Fragment};
use crate::horizon::{Horizon, NextUse, Upcoming, Use};
use crate::ids::{FragmentId, LaunchId, MemoryId};
use crate::policy::{Policy, RemoteUse};
use crate::snapshot::Snapshot;
use crate::units::Bytes;

/// A plan in the making.
pub(super) struct Draft<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) horizon: &'a Horizon,
    pub(super) policy: &'a Policy,
    steps: Vec<Step>,
    report: Report,
    /// Room of each memory after the steps so far.
    free: Vec<Bytes>,
    /// Copies that the steps so far change.
    touched: BTreeMap<(FragmentId, MemoryId), Change>,
    /// Built when a device first needs room.
    victims: Vec<Option<Victims>>,
    /// Devices that had no room for a prefetch; a later launch finds none either.
    closed: Vec<bool>,
    issued: BTreeSet<LaunchId>,
    n_copies: usize,
}

/// What the plan does to a copy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Arrives,
    Leaves,
    /// Other copies or a launch of this plan read it.
    Read,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        snapshot: &'a Snapshot,
        horizon: &'a Horizon,
        policy: &'a Policy,
    ) -> Draft<'a> {
        let n_memories = snapshot.rooms.len();
        Draft {
            snapshot,
            horizon,
            policy,
            steps: Vec::new(),
            report: Report::default(),
            free: snapshot.rooms.iter().map(crate::directory::Room::free).collect(),
            touched: BTreeMap::new(),
            victims: (0..n_memories).map(|_| None).collect(),
            closed: vec![false; n_memories],
            issued: BTreeSet::new(),
            n_copies: 0,
        }
    }

    pub(super) fn finish(self) -> (Plan, Report) {
        (Plan { steps: self.steps }, self.report)
    }

    pub(super) fn is_closed(&self, device: MemoryId) -> bool {
        self.closed[device.index()]
    }

    pub(super) fn is_issued(&self, launch: LaunchId) -> bool {
        self.issued.contains(&launch)
    }

    /// Whether a step of this plan changes or reads a copy.
    pub(super) fn is_touched(&self, fragment: FragmentId, memory: MemoryId) -> bool {
        self.touched.contains_key(&(fragment, memory))
    }

    /// Whether a use finds its fragment on a device, after the steps so far.
    fn is_there(&self, item: &Use, device: MemoryId) -> bool {
        match self.touched.get(&(item.fragment, device)) {
            Some(Change::Arrives) => return true,
            Some(Change::Leaves) => return false,
            Some(Change::Read) | None => {}
        }
        let state = self.snapshot.fragment(item.fragment);
        let blank = || state.copy(device).is_some_and(|copy| copy.state == CopyState::Stale);
        state.is_current(device) || (item.overwrites && blank())
    }

    /// Whether a launch's use has to be decided on: its fragment is not there, and no earlier
    /// launch on the device needs it too.
    pub(super) fn lacks(&self, item: &Use, upcoming: &Upcoming, purpose: Purpose) -> bool {
        let device = upcoming.device;
        let mut needs = self.horizon.needs(item.fragment).iter();
        let mut is_first = || {
            let first = needs.find(|need| need.device == device);
            first.is_some_and(|need| need.launch == upcoming.launch)
        };
        !self.is_there(item, device) && (purpose == Purpose::Demand || is_first())
    }

    /// Decides on a fragment that a launch needs and its device lacks.
    pub(super) fn bring(&mut self, fragment: FragmentId, upcoming: &Upcoming, purpose: Purpose) {
        let Some(item) = upcoming.heat.find(fragment).copied() else { return };
        let device = upcoming.device;
        let saved = utility::saved(self, &item, device);
        let verdict = match self.try_bring(&item, upcoming, saved, purpose) {
            Ok(verdict) => verdict,
            Err(reason) => {
                if reason == Reason::NoRoom && purpose == Purpose::Prefetch {
                    self.closed[device.index()] = true;
                }
                Verdict::Refused(reason)
            }
        };
        self.report.candidates.push(Candidate {
            fragment,
            bytes: self.snapshot.fragment(fragment).bytes,
            device,
            launch: upcoming.launch,
            purpose,
            saved,
            verdict,
        });
    }

    fn try_bring(
        &mut self,
        item: &Use,
        upcoming: &Upcoming,
        saved: Bytes,
        purpose: Purpose,
    ) -> Result<Verdict, Reason> {
        let (fragment, device, launch) = (item.fragment, upcoming.device, upcoming.launch);
        let state = self.snapshot.fragment(fragment);
        let copy = state.copy(device);
        let is_blocked = copy.is_some_and(|copy| {
            let is_moving = matches!(copy.state, CopyState::Evicting | CopyState::Filling);
            is_moving || copy.readers > 0 || copy.pins > 0
        });
        if is_blocked || self.is_touched(fragment, device) {
            return Err(Reason::Leaving);
        }
        if let Some(writer) = self.horizon.writer_before(fragment, launch, device) {
            return Err(Reason::NotYetWritten(writer));
        }
        let bound = self.bound(item, upcoming, purpose);
        let room = if copy.is_some() { Bytes::ZERO } else { state.bytes };
        if item.overwrites {
            let n_evicted = self.make_room(device, room, bound, launch)?;
            self.arrive(fragment, device, room);
            self.steps.push(Step::Allocate { fragment, memory: device, launch });
            return Ok(Verdict::Allocated { n_evicted });
        }
        if !utility::is_worth(self, saved, state.bytes, purpose) {
            return Err(Reason::NotWorth);
        }
        let from = self.source(fragment, device).ok_or(Reason::NoSource)?;
        if purpose == Purpose::Prefetch && self.n_copies >= MAX_COPIES {
            return Err(Reason::QueueFull);
        }
        // Before victims are chosen, so that the source is not one of them.
        self.touched.entry((fragment, from)).or_insert(Change::Read);
        let n_evicted = self.make_room(device, room, bound, launch)?;
        self.arrive(fragment, device, room);
        self.n_copies += 1;
        self.steps.push(Step::Copy { fragment, from, to: device, purpose, launch });
        Ok(Verdict::Taken { from, n_evicted })
    }

    /// Victims must be used after this: after the launch itself, and where a use over the link is
    /// as good, after the fragment's use following it.
    fn bound(&self, item: &Use, upcoming: &Upcoming, purpose: Purpose) -> NextUse {
        let (launch, device) = (upcoming.launch, upcoming.device);
        match (self.policy.remote, purpose) {
            (RemoteUse::WhenCheaper, Purpose::Demand) => {
                self.horizon.use_after(item.fragment, device, Some(launch))
            }
            (RemoteUse::WhenCheaper | RemoteUse::WhenFull, _) => NextUse::At(launch),
        }
    }

    fn source(&self, fragment: FragmentId, to: MemoryId) -> Option<MemoryId> {
        let stays = |memory| self.touched.get(&(fragment, memory)) != Some(&Change::Leaves);
        self.snapshot.best_source(fragment, to, stays)
    }

    fn arrive(&mut self, fragment: FragmentId, memory: MemoryId, room: Bytes) {
        self.touched.insert((fragment, memory), Change::Arrives);
        let free = &mut self.free[memory.index()];
        *free = free.saturating_sub(room);
    }

    /// Evicts until a device has so many bytes free; all or nothing.
    fn make_room(
        &mut self,
        device: MemoryId,
        bytes: Bytes,
        bound: NextUse,
        launch: LaunchId,
    ) -> Result<u32, Reason> {
        let lacking = bytes.saturating_sub(self.free[device.index()]);
        if lacking == Bytes::ZERO {
            return Ok(0);
        }
        let mut victims = match self.victims[device.index()].take() {
            Some(victims) => victims,
            None => Victims::of(self, device),
        };
        let chosen =
            victims.find(lacking, bound, |it| self.is_touched(it, device)).and_then(|chosen| {
                let saves = self.write_backs(&chosen, device)?;
                Some((chosen, saves))
            });
        if let Some((chosen, saves)) = &chosen {
            victims.remove(chosen);
            for (victim, save) in chosen.iter().zip(saves) {
                self.evict(victim.fragment, device, *save, launch);
            }
        }
        self.victims[device.index()] = Some(victims);
        let (chosen, _) = chosen.ok_or(Reason::NoRoom)?;
        u32::try_from(chosen.len()).map_err(|_| Reason::NoRoom)
    }

    /// Where each victim is written back to, `None` for those that need not be; `None` as a whole
    /// if one of them cannot.
    fn write_backs(&self, victims: &[Victim], device: MemoryId) -> Option<Vec<Option<MemoryId>>> {
        let mut free = self.free.clone();
        victims.iter().map(|victim| self.write_back(victim, device, &mut free)).collect()
    }

    #[expect(clippy::option_option, reason = "outer: possible at all; inner: needed")]
    fn write_back(
        &self,
        victim: &Victim,
        device: MemoryId,
        free: &mut [Bytes],
    ) -> Option<Option<MemoryId>> {
        let state = self.snapshot.fragment(victim.fragment);
        let is_stale = state.copy(device).is_some_and(|copy| copy.state == CopyState::Stale);
        let stays = |memory| self.touched.get(&(victim.fragment, memory)) != Some(&Change::Leaves);
        let mut others = state.copies.iter().filter(|copy| copy.memory != device);
        if is_stale || others.any(|copy| copy.state == CopyState::Valid && stays(copy.memory)) {
            return Some(None);
        }
        let hosts = self.snapshot.topology.hosts();
        let targets = std::iter::once(state.home).chain(hosts);
        let mut possible = targets.filter(|to| self.can_save(state, victim, device, *to));
        let to =
            possible.find(|to| state.copy(*to).is_some() || free[to.index()] >= state.bytes)?;
        if state.copy(to).is_none() {
            free[to.index()] = free[to.index()].saturating_sub(state.bytes);
        }
        Some(Some(to))
    }

    fn can_save(&self, state: &Fragment, victim: &Victim, from: MemoryId, to: MemoryId) -> bool {
        let is_host = self.snapshot.topology.memory(to).device.is_none();
        let is_ready = state.copy(to).is_none_or(|copy| {
            copy.state == CopyState::Stale && copy.readers == 0 && copy.pins == 0
        });
        is_host
            && is_ready
            && !self.is_touched(victim.fragment, to)
            && self.snapshot.topology.route(from, to).is_some()
    }

    fn evict(
        &mut self,
        fragment: FragmentId,
        memory: MemoryId,
        save: Option<MemoryId>,
        launch: LaunchId,
    ) {
        let state = self.snapshot.fragment(fragment);
        if let Some(to) = save {
            let room = if state.copy(to).is_some() { Bytes::ZERO } else { state.bytes };
            self.arrive(fragment, to, room);
            self.n_copies += 1;
            let purpose = Purpose::WriteBack;
            self.steps.push(Step::Copy { fragment, from: memory, to, purpose, launch });
        }
        self.touched.insert((fragment, memory), Change::Leaves);
        self.free[memory.index()] += state.bytes;
        self.steps.push(Step::Evict { fragment, memory });
    }

    /// Starts the launch whose turn it is, unless one of its fragments can be used nowhere yet.
    pub(super) fn launch(&mut self, head: &Upcoming) {
        let device = head.device;
        let (mut resident, mut remote) = (Vec::new(), Vec::new());
        for item in &head.heat.uses {
            if self.is_there(item, device) {
                resident.push(item.fragment);
            } else if let Some(memory) = self.remote_source(item.fragment, device) {
                remote.push((item.fragment, memory));
            } else {
                return;
            }
        }
        for (fragment, memory) in &remote {
            self.touched.entry((*fragment, *memory)).or_insert(Change::Read);
        }
        self.issued.insert(head.launch);
        self.steps.push(Step::Launch { launch: head.launch, device, resident, remote });
    }

    /// Where a kernel can use a fragment over a link. Its own memory is not it, even if the copy
    /// there is about to go.
    fn remote_source(&self, fragment: FragmentId, device: MemoryId) -> Option<MemoryId> {
        self.source(fragment, device).filter(|memory| *memory != device)
    }
}
