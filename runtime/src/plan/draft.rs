//! Draft: a plan in the making, with the state that it would lead to.

use std::collections::BTreeSet;

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
    marks: Marks,
    issued: BTreeSet<LaunchId>,
    devices: Vec<Ahead<'a>>,
}

/// What the plan does to a copy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Arrives,
    Leaves,
    /// Other copies or a launch of this plan read it.
    Read,
}

/// What the steps and the walk so far make of each copy; dense, as it is asked for all the time.
struct Marks {
    n_memories: usize,
    /// By fragment and memory: what the steps change, and whether the walk expects the copy to
    /// have come (or gone) by later plans.
    marks: Vec<(Option<Change>, Option<bool>)>,
}

impl Marks {
    fn idx(&self, fragment: FragmentId, memory: MemoryId) -> usize {
        fragment.index() * self.n_memories + memory.index()
    }

    fn change(&self, fragment: FragmentId, memory: MemoryId) -> Option<Change> {
        self.marks[self.idx(fragment, memory)].0
    }

    fn set_change(&mut self, fragment: FragmentId, memory: MemoryId, change: Change) {
        let idx = self.idx(fragment, memory);
        self.marks[idx].0 = Some(change);
    }

    /// Notes a use of a copy that nothing changes.
    fn set_read(&mut self, fragment: FragmentId, memory: MemoryId) {
        let idx = self.idx(fragment, memory);
        self.marks[idx].0.get_or_insert(Change::Read);
    }

    fn expected(&self, fragment: FragmentId, memory: MemoryId) -> Option<bool> {
        self.marks[self.idx(fragment, memory)].1
    }

    fn expect(&mut self, fragment: FragmentId, memory: MemoryId, there: bool) {
        let idx = self.idx(fragment, memory);
        self.marks[idx].1 = Some(there);
    }
}

/// A memory as the walk over the launches expects it to be, beyond what the steps do now.
struct Ahead<'a> {
    /// Room, after what is expected.
    free: Bytes,
    /// Built when the device first needs room.
    victims: Option<Victims>,
    /// The launch before the walk's present one: running, issued by this plan, or walked over.
    last: Option<&'a Upcoming>,
    /// Copies under way, planned and expected.
    n_copies: usize,
}

/// What room for a fragment takes.
enum Room {
    /// It is there once so many others, evicted by this plan, are gone.
    Now(u32),
    /// It will be there, when others are no longer in use.
    Later,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        snapshot: &'a Snapshot,
        horizon: &'a Horizon,
        policy: &'a Policy,
    ) -> Draft<'a> {
        let free: Vec<Bytes> = snapshot.rooms.iter().map(crate::directory::Room::free).collect();
        let ahead = |(idx, free): (usize, &Bytes)| Ahead {
            free: *free,
            victims: None,
            last: horizon.issued().iter().find(|it| it.device.index() == idx),
            n_copies: snapshot.rooms[idx].n_filling,
        };
        Draft {
            snapshot,
            horizon,
            policy,
            steps: Vec::new(),
            report: Report::default(),
            devices: free.iter().enumerate().map(ahead).collect(),
            free,
            marks: Marks {
                n_memories: snapshot.rooms.len(),
                marks: vec![(None, None); snapshot.rooms.len() * snapshot.fragments.len()],
            },
            issued: BTreeSet::new(),
        }
    }

    pub(super) fn finish(self) -> (Plan, Report) {
        (Plan { steps: self.steps }, self.report)
    }

    /// Whether enough is under way to a device.
    pub(super) fn is_full(&self, device: MemoryId) -> bool {
        self.devices[device.index()].n_copies >= MAX_COPIES
    }

    pub(super) fn is_issued(&self, launch: LaunchId) -> bool {
        self.issued.contains(&launch)
    }

    /// Whether a step of this plan changes or reads a copy.
    pub(super) fn is_touched(&self, fragment: FragmentId, memory: MemoryId) -> bool {
        self.marks.change(fragment, memory).is_some()
    }

    /// Whether a memory is expected to hold a fragment, in whatever state, at the walk's present.
    pub(super) fn is_expected(&self, fragment: FragmentId, memory: MemoryId) -> bool {
        if let Some(expected) = self.marks.expected(fragment, memory) {
            return expected;
        }
        match self.marks.change(fragment, memory) {
            Some(Change::Arrives) => true,
            Some(Change::Leaves) => false,
            Some(Change::Read) | None => {
                let copy = self.snapshot.fragment(fragment).copy(memory);
                copy.is_some_and(|copy| copy.state != CopyState::Evicting)
            }
        }
    }

    /// Whether a use finds its fragment on a device, after the steps so far.
    fn is_there(&self, item: &Use, device: MemoryId) -> bool {
        match self.marks.change(item.fragment, device) {
            Some(Change::Arrives) => return true,
            Some(Change::Leaves) => return false,
            Some(Change::Read) | None => {}
        }
        let state = self.snapshot.fragment(item.fragment);
        let blank = || state.copy(device).is_some_and(|copy| copy.state == CopyState::Stale);
        state.is_current(device) || (item.overwrites && blank())
    }

    /// Whether a launch's use has to be decided on.
    pub(super) fn lacks(&self, item: &Use, device: MemoryId) -> bool {
        match self.marks.expected(item.fragment, device) {
            Some(expected) => !expected,
            None => !self.is_there(item, device),
        }
    }

    /// Walks on to a launch: decides on everything that it needs and its device lacks.
    pub(super) fn walk(&mut self, upcoming: &'a Upcoming, purpose: Purpose) {
        let device = upcoming.device;
        if let Some(mut victims) = self.devices[device.index()].victims.take() {
            victims.begin(self, upcoming);
            self.devices[device.index()].victims = Some(victims);
        }
        for fragment in utility::candidates(self, upcoming) {
            self.bring(fragment, upcoming, purpose);
        }
        let overwritten = upcoming.heat.uses.iter().filter(|it| it.overwrites);
        let here: Vec<FragmentId> = overwritten
            .map(|it| it.fragment)
            .filter(|fragment| self.is_expected(*fragment, device))
            .collect();
        for fragment in here {
            // What was room without bytes is a valid copy from here on.
            self.marks.expect(fragment, device, true);
        }
        let ahead = &mut self.devices[device.index()];
        ahead.last = Some(upcoming);
        if let Some(victims) = &mut ahead.victims {
            victims.end(upcoming);
        }
    }

    /// Decides on a fragment that a launch needs and its device lacks.
    fn bring(&mut self, fragment: FragmentId, upcoming: &Upcoming, purpose: Purpose) {
        let Some(item) = upcoming.heat.find(fragment).copied() else { return };
        let device = upcoming.device;
        let saved = utility::saved(self, &item, upcoming);
        let verdict = match self.try_bring(&item, upcoming, saved, purpose) {
            Ok(verdict) => verdict,
            Err(reason) => Verdict::Refused(reason),
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
        let size = self.snapshot.fragment(fragment).bytes;
        if !item.overwrites && !utility::is_worth(self, saved, size, purpose) {
            return Err(Reason::NotWorth);
        }
        let source = self.may_come(item, upcoming);
        if purpose == Purpose::Demand {
            source?;
        }
        if let Ok(Some(from)) = source {
            // Before victims are chosen, so that the source is not one of them.
            self.marks.set_read(fragment, from);
        }
        let bytes = if self.is_expected(fragment, device) { Bytes::ZERO } else { size };
        let n_evicted = match self.make_room(upcoming, bytes, item, (purpose, source.is_ok()))? {
            Room::Now(n_evicted) => n_evicted,
            Room::Later => {
                self.marks.expect(fragment, device, true);
                let ahead = &mut self.devices[device.index()];
                ahead.free = ahead.free.saturating_sub(bytes);
                ahead.n_copies += 1;
                return Err(source.err().unwrap_or(Reason::Later));
            }
        };
        self.arrive(fragment, device, bytes);
        let Some(from) = source? else {
            self.steps.push(Step::Allocate { fragment, memory: device, launch });
            return Ok(Verdict::Allocated { n_evicted });
        };
        self.devices[device.index()].n_copies += 1;
        self.steps.push(Step::Copy { fragment, from, to: device, purpose, launch });
        Ok(Verdict::Taken { from, n_evicted })
    }

    /// Whether a fragment may come to a launch's device now, and from where; from nowhere if it
    /// will be overwritten.
    fn may_come(&self, item: &Use, upcoming: &Upcoming) -> Result<Option<MemoryId>, Reason> {
        let (fragment, device) = (item.fragment, upcoming.device);
        if self.marks.expected(fragment, device).is_some() {
            return Err(Reason::Later);
        }
        let is_blocked = self.snapshot.fragment(fragment).copy(device).is_some_and(|copy| {
            copy.state != CopyState::Stale || copy.readers > 0 || copy.pins > 0
        });
        if is_blocked || self.is_touched(fragment, device) {
            return Err(Reason::Leaving);
        }
        if let Some(writer) = self.horizon.writer_before(fragment, upcoming.launch, device) {
            return Err(Reason::NotYetWritten(writer));
        }
        if item.overwrites {
            return Ok(None);
        }
        self.source(fragment, device).map(Some).ok_or(Reason::NoSource)
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
        let stays = |memory| self.marks.change(fragment, memory) != Some(Change::Leaves);
        self.snapshot.best_source(fragment, to, stays)
    }

    fn arrive(&mut self, fragment: FragmentId, memory: MemoryId, bytes: Bytes) {
        self.marks.set_change(fragment, memory, Change::Arrives);
        for free in [&mut self.free[memory.index()], &mut self.devices[memory.index()].free] {
            *free = free.saturating_sub(bytes);
        }
    }

    /// Makes room for a fragment: evicts now if the right victims may go now, else expects them to
    /// go later. A launch that has its turn takes what may go now, or nothing.
    fn make_room(
        &mut self,
        upcoming: &Upcoming,
        bytes: Bytes,
        item: &Use,
        (purpose, may_come): (Purpose, bool),
    ) -> Result<Room, Reason> {
        let device = upcoming.device;
        let lacking = bytes.saturating_sub(self.devices[device.index()].free);
        let chosen = match lacking {
            Bytes::ZERO => Vec::new(),
            _ => {
                let ahead = &mut self.devices[device.index()];
                let (victims, last) = (ahead.victims.take(), ahead.last);
                let victims = victims.unwrap_or_else(|| Victims::of(self, upcoming, last));
                let bound = self.bound(item, upcoming, purpose);
                let may_wait = purpose == Purpose::Prefetch;
                let chosen =
                    victims.find(lacking, bound, |it| may_wait || self.is_free(it, device));
                self.devices[device.index()].victims = Some(victims);
                chosen.ok_or(Reason::NoRoom)?
            }
        };
        let freed: Bytes = chosen.iter().map(|victim| victim.bytes).sum();
        let fits = bytes <= self.free[device.index()] + freed;
        let is_now = may_come && fits && chosen.iter().all(|it| self.is_free(it, device));
        let saves = if is_now { self.write_backs(&chosen, device) } else { None };
        if saves.is_none() && purpose == Purpose::Demand {
            return Err(Reason::NoRoom);
        }
        let ahead = &mut self.devices[device.index()];
        ahead.free += freed;
        for victim in &chosen {
            if let Some(victims) = &mut ahead.victims {
                victims.remove(victim.fragment);
            }
            if saves.is_none() {
                self.marks.expect(victim.fragment, device, false);
            }
        }
        let Some(saves) = saves else { return Ok(Room::Later) };
        for (victim, save) in chosen.iter().zip(saves) {
            self.evict(victim.fragment, device, save, upcoming.launch);
        }
        Ok(Room::Now(u32::try_from(chosen.len()).unwrap_or(u32::MAX)))
    }

    /// Whether a victim may go now: nothing uses it, this plan included.
    fn is_free(&self, victim: &Victim, device: MemoryId) -> bool {
        victim.was_free && !self.is_touched(victim.fragment, device)
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
        let stays = |memory| self.marks.change(victim.fragment, memory) != Some(Change::Leaves);
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
            let purpose = Purpose::WriteBack;
            self.steps.push(Step::Copy { fragment, from: memory, to, purpose, launch });
        }
        self.marks.set_change(fragment, memory, Change::Leaves);
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
        let here = resident.iter().map(|fragment| (*fragment, device));
        for (fragment, memory) in here.chain(remote.iter().copied()) {
            self.marks.set_read(fragment, memory);
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
