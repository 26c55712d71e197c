//! Victims: who makes room on a device, in which order.
//!
//! The order follows the walk over the launches: it holds what will be in the device's memory when
//! the walk's present launch has its turn, ranked by the next use after that. So the victim for a
//! launch far ahead may be a fragment that is in use until then; taking it is right, only later.

use std::collections::BTreeSet;

use super::draft::Draft;
use crate::directory::CopyState;
use crate::horizon::{NextUse, Upcoming};
use crate::ids::{FragmentId, LaunchId, MemoryId};
use crate::policy::Evict;
use crate::units::Bytes;

/// Copies of one device that may go, as of one launch of the walk.
#[derive(Debug)]
pub(super) struct Victims {
    order: BTreeSet<Rank>,
    /// By fragment; dense, as the walk asks for every use of every launch.
    members: Vec<Option<Member>>,
    /// Launch of the walk that used each fragment last, counted from 1.
    used_at: Vec<u32>,
    /// Launches that the walk has left, counted from 1.
    now: u32,
    /// Fragments of the launch before: they leave too late to hide a transfer for the present one.
    recent: Vec<FragmentId>,
    /// Fragments of the one before that.
    older: Vec<FragmentId>,
    /// The launch before.
    last: Option<LaunchId>,
    /// The order is by next use, so after one that is used too early come no others.
    by_next_use: bool,
}

#[derive(Clone, Copy, Debug)]
struct Member {
    rank: Rank,
    victim: Victim,
}

/// A copy that may go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Victim {
    pub(super) fragment: FragmentId,
    pub(super) bytes: Bytes,
    pub(super) next_use: NextUse,
    /// It was not in use when it was ranked.
    pub(super) was_free: bool,
}

/// Rank of a victim: the greatest goes first. From the highest bits: next use, whether it is clean,
/// how long ago it was used, and, so that no two are equal, its number.
type Rank = u128;

fn rank(policy: Evict, next_use: NextUse, is_clean: bool, past: u32, number: u32) -> Rank {
    let next_use = match next_use {
        NextUse::At(launch) => u128::from(launch.0),
        NextUse::Never => 1 << 32,
    };
    let (clean, past, number) = (u128::from(is_clean), u128::from(past), u128::from(number));
    match policy {
        Evict::FarthestUse => next_use << 65 | clean << 64 | past << 32 | number,
        Evict::LeastRecent => past << 33 | clean << 32 | number,
    }
}

impl Victims {
    /// The order for a launch, where another one was the last before it on its device.
    pub(super) fn of(draft: &Draft<'_>, upcoming: &Upcoming, last: Option<&Upcoming>) -> Victims {
        let n_fragments = draft.snapshot.fragments.len();
        let mut victims = Victims {
            order: BTreeSet::new(),
            members: vec![None; n_fragments],
            used_at: vec![0; n_fragments],
            now: 0,
            recent: Vec::new(),
            older: Vec::new(),
            last: None,
            by_next_use: draft.policy.evict == Evict::FarthestUse,
        };
        if let Some(last) = last {
            victims.end(last);
        }
        for idx in 0..n_fragments {
            victims.insert(draft, upcoming.device, FragmentId::from_index(idx));
        }
        victims.begin(draft, upcoming);
        victims
    }

    fn insert(&mut self, draft: &Draft<'_>, device: MemoryId, fragment: FragmentId) {
        let is_recent = self.now > 0 && self.used_at[fragment.index()] == self.now;
        if is_recent || !draft.is_expected(fragment, device) {
            return;
        }
        let state = draft.snapshot.fragment(fragment);
        let copy = state.copy(device);
        let needs = || draft.horizon.needs(fragment).iter().filter(|need| need.device == device);
        let is_stale = copy.is_some_and(|copy| copy.state == CopyState::Stale);
        let next_use = match is_stale && needs().next().is_none() {
            true => NextUse::Never,
            false => draft.horizon.use_after(fragment, device, self.last),
        };
        // Needs are in program order: the first one decides.
        let first = needs().next().map(|need| need.launch);
        let was_used = first.is_some_and(|first| self.last.is_some_and(|last| first <= last));
        let is_idle = copy.is_some_and(|copy| {
            let settled = matches!(copy.state, CopyState::Valid | CopyState::Stale);
            settled && copy.pins == 0 && copy.readers == 0
        });
        let was_free = is_idle && !was_used;
        let is_clean = is_stale || state.sources().any(|source| source.memory != device);
        let past = match draft.horizon.past(fragment).last {
            Some(launch) => u32::MAX - 1 - launch.0.min(u32::MAX - 1),
            None => u32::MAX,
        };
        let number = u32::MAX - fragment.0;
        let rank = rank(draft.policy.evict, next_use, is_clean, past, number);
        let victim = Victim { fragment, bytes: state.bytes, next_use, was_free };
        self.remove(fragment);
        self.order.insert(rank);
        self.members[fragment.index()] = Some(Member { rank, victim });
    }

    /// Takes a fragment out of the order.
    pub(super) fn remove(&mut self, fragment: FragmentId) {
        if let Some(member) = self.members[fragment.index()].take() {
            self.order.remove(&member.rank);
        }
    }

    /// Moves on to a launch: what it uses is no victim for it.
    pub(super) fn begin(&mut self, draft: &Draft<'_>, upcoming: &Upcoming) {
        for fragment in std::mem::take(&mut self.older) {
            self.insert(draft, upcoming.device, fragment);
        }
        for item in &upcoming.heat.uses {
            self.remove(item.fragment);
        }
    }

    /// Leaves a launch.
    pub(super) fn end(&mut self, upcoming: &Upcoming) {
        self.last = Some(upcoming.launch);
        self.now += 1;
        let used: Vec<FragmentId> = upcoming.heat.uses.iter().map(|item| item.fragment).collect();
        for fragment in &used {
            self.used_at[fragment.index()] = self.now;
        }
        self.older = std::mem::replace(&mut self.recent, used);
    }

    /// Victims that free so many bytes, first to go first, each used after `bound` or never, and
    /// eligible; `None` if there are not enough.
    pub(super) fn find(
        &self,
        bytes: Bytes,
        bound: NextUse,
        is_eligible: impl Fn(&Victim) -> bool,
    ) -> Option<Vec<Victim>> {
        let is_late =
            |victim: &Victim| victim.next_use > bound || victim.next_use == NextUse::Never;
        let mut chosen = Vec::new();
        let mut freed = Bytes::ZERO;
        let mut order = self.order.iter().rev();
        while freed < bytes {
            let number = u32::try_from(order.next()? & u128::from(u32::MAX)).ok()?;
            let member = self.members[FragmentId(u32::MAX - number).index()]?;
            let victim = member.victim;
            if !is_late(&victim) && self.by_next_use {
                return None;
            }
            if is_late(&victim) && is_eligible(&victim) {
                freed += victim.bytes;
                chosen.push(victim);
            }
        }
        Some(chosen)
    }
}
