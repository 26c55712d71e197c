//! Victims: who makes room on a device, in which order.

use std::cmp::Reverse;

use super::draft::Draft;
use crate::directory::CopyState;
use crate::horizon::NextUse;
use crate::ids::{FragmentId, LaunchId, MemoryId};
use crate::policy::Evict;
use crate::units::Bytes;

/// Copies of one device that may go; the first to go is last.
#[derive(Debug)]
pub(super) struct Victims {
    order: Vec<Victim>,
    /// The order is by next use, so after one that is used too early come no others.
    by_next_use: bool,
}

/// A copy that may go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Victim {
    pub(super) fragment: FragmentId,
    pub(super) bytes: Bytes,
    pub(super) next_use: NextUse,
}

/// Rank of a victim: the greatest goes first.
type Rank = (NextUse, bool, Reverse<Option<LaunchId>>, bool, Reverse<FragmentId>);

impl Victims {
    /// Orders the copies of a device: useless ones first, then by the policy, then clean before
    /// dirty, then by number.
    pub(super) fn of(draft: &Draft<'_>, device: MemoryId) -> Victims {
        let mut ranked: Vec<(Rank, Victim)> = Vec::new();
        for (idx, state) in draft.snapshot.fragments.iter().enumerate() {
            let fragment = FragmentId::from_index(idx);
            let Some(copy) = state.copy(device) else { continue };
            let is_free = copy.pins == 0 && copy.readers == 0;
            let may_go = matches!(copy.state, CopyState::Valid | CopyState::Stale);
            if !is_free || !may_go || draft.is_touched(fragment, device) {
                continue;
            }
            let needed = draft.horizon.needs(fragment).iter().any(|need| need.device == device);
            let next_use = match copy.state == CopyState::Stale && !needed {
                true => NextUse::Never,
                false => draft.horizon.next_use(fragment, device),
            };
            let is_clean = copy.state == CopyState::Stale
                || state.sources().any(|source| source.memory != device);
            let past = Reverse(draft.horizon.past(fragment).last);
            let rank = match draft.policy.evict {
                Evict::FarthestUse => (next_use, is_clean, past, true, Reverse(fragment)),
                Evict::LeastRecent => (NextUse::Never, true, past, is_clean, Reverse(fragment)),
            };
            ranked.push((rank, Victim { fragment, bytes: state.bytes, next_use }));
        }
        ranked.sort_by_key(|ranked| ranked.0);
        Victims {
            order: ranked.into_iter().map(|(_, victim)| victim).collect(),
            by_next_use: draft.policy.evict == Evict::FarthestUse,
        }
    }

    /// Victims that free so many bytes, first to go first, each used after `bound` or never, and
    /// none of them kept; `None` if there are not enough. They stay in the order until
    /// [`Victims::remove`].
    pub(super) fn find(
        &self,
        bytes: Bytes,
        bound: NextUse,
        is_kept: impl Fn(FragmentId) -> bool,
    ) -> Option<Vec<Victim>> {
        let is_late =
            |victim: &Victim| victim.next_use > bound || victim.next_use == NextUse::Never;
        let mut chosen = Vec::new();
        let mut freed = Bytes::ZERO;
        let mut order = self.order.iter().rev();
        while freed < bytes {
            let victim = order.next()?;
            if !is_late(victim) && self.by_next_use {
                return None;
            }
            if is_late(victim) && !is_kept(victim.fragment) {
                freed += victim.bytes;
                chosen.push(*victim);
            }
        }
        Some(chosen)
    }

    /// Takes victims that were chosen out of the order.
    pub(super) fn remove(&mut self, chosen: &[Victim]) {
        for victim in chosen {
            let at = self.order.iter().rposition(|it| it.fragment == victim.fragment);
            if let Some(at) = at {
                self.order.remove(at);
            }
        }
    }
}
