//! Victims: who makes room on a device, in which order.
//!
//! The order follows the walk over the launches: it holds what will be in the device's memory when
//! the walk's present launch has its turn, ranked by the next use after that. So the victim for a
//! launch far ahead may be a fragment that is in use until then; taking it is right, only later.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

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
    members: HashMap<FragmentId, (Rank, Victim)>,
    /// Fragments of the launch before: they leave too late to hide a transfer for the present one.
    recent: BTreeSet<FragmentId>,
    /// Fragments of the one before that.
    older: BTreeSet<FragmentId>,
    /// The launch before.
    last: Option<LaunchId>,
    /// The order is by next use, so after one that is used too early come no others.
    by_next_use: bool,
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

/// Rank of a victim: the greatest goes first. Useless ones, then by the policy, then clean before
/// dirty, then by number.
type Rank = (NextUse, bool, Reverse<Option<LaunchId>>, bool, Reverse<FragmentId>);

impl Victims {
    /// The order for a launch, where another one was the last before it on its device.
    pub(super) fn of(draft: &Draft<'_>, upcoming: &Upcoming, last: Option<&Upcoming>) -> Victims {
        let uses = |it: &Upcoming| it.heat.uses.iter().map(|item| item.fragment).collect();
        let mut victims = Victims {
            order: BTreeSet::new(),
            members: HashMap::new(),
            recent: last.map(uses).unwrap_or_default(),
            older: BTreeSet::new(),
            last: last.map(|it| it.launch),
            by_next_use: draft.policy.evict == Evict::FarthestUse,
        };
        for idx in 0..draft.snapshot.fragments.len() {
            victims.insert(draft, upcoming.device, FragmentId::from_index(idx));
        }
        victims.begin(draft, upcoming);
        victims
    }

    fn insert(&mut self, draft: &Draft<'_>, device: MemoryId, fragment: FragmentId) {
        if !draft.is_expected(fragment, device) || self.recent.contains(&fragment) {
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
        let was_used = || needs().any(|need| self.last.is_some_and(|last| need.launch <= last));
        let is_idle = copy.is_some_and(|copy| {
            let settled = matches!(copy.state, CopyState::Valid | CopyState::Stale);
            settled && copy.pins == 0 && copy.readers == 0
        });
        let was_free = is_idle && !was_used();
        let is_clean = is_stale || state.sources().any(|source| source.memory != device);
        let past = Reverse(draft.horizon.past(fragment).last);
        let rank = match draft.policy.evict {
            Evict::FarthestUse => (next_use, is_clean, past, true, Reverse(fragment)),
            Evict::LeastRecent => (NextUse::Never, true, past, is_clean, Reverse(fragment)),
        };
        let victim = Victim { fragment, bytes: state.bytes, next_use, was_free };
        self.order.insert(rank);
        self.members.insert(fragment, (rank, victim));
    }

    /// Takes a fragment out of the order.
    pub(super) fn remove(&mut self, fragment: FragmentId) {
        if let Some((rank, _)) = self.members.remove(&fragment) {
            self.order.remove(&rank);
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
        let used = upcoming.heat.uses.iter().map(|item| item.fragment).collect();
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
            let Reverse(fragment) = order.next()?.4;
            let (_, victim) = self.members.get(&fragment)?;
            if !is_late(victim) && self.by_next_use {
                return None;
            }
            if is_late(victim) && is_eligible(victim) {
                freed += victim.bytes;
                chosen.push(*victim);
            }
        }
        Some(chosen)
    }
}
