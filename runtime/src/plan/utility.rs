//! Worth of a fragment on a device.
//!
//! ```text
//! saved(f, d)   = traffic of f in all launches of the window on d
//! density(f, d) = saved(f, d) / size(f)
//! ```
//!
//! `saved` is what crosses the link if the fragment stays away, `size` what crosses it if it comes;
//! both over the same link, so its bandwidth cancels. A fragment that is overwritten as a whole
//! needs room and no transfer: its density is infinite.

use std::cmp::Reverse;

use super::Purpose;
use super::draft::Draft;
use crate::horizon::{Upcoming, Use};
use crate::ids::{FragmentId, MemoryId};
use crate::policy::RemoteUse;
use crate::units::Bytes;

/// Fragments that a launch uses and its device lacks, densest first.
pub(super) fn candidates(
    draft: &Draft<'_>,
    upcoming: &Upcoming,
    purpose: Purpose,
) -> Vec<(FragmentId, Bytes)> {
    let uses = upcoming.heat.uses.iter();
    let lacking = uses.filter(|item| draft.lacks(item, upcoming, purpose));
    let mut found: Vec<(FragmentId, Bytes)> =
        lacking.map(|item| (item.fragment, saved(draft, item, upcoming.device))).collect();
    found.sort_by_cached_key(|(fragment, saved)| {
        let bytes = draft.snapshot.fragment(*fragment).bytes;
        (Reverse(milli_density(*saved, bytes)), *fragment)
    });
    found
}

/// Bytes that would cross the link in the window if the fragment stayed away.
pub(super) fn saved(draft: &Draft<'_>, item: &Use, device: MemoryId) -> Bytes {
    let needs = draft.horizon.needs(item.fragment).iter();
    needs.filter(|need| need.device == device).map(|need| need.traffic).sum()
}

/// Whether moving a fragment pays.
pub(super) fn is_worth(draft: &Draft<'_>, saved: Bytes, bytes: Bytes, purpose: Purpose) -> bool {
    match (draft.policy.remote, purpose) {
        (RemoteUse::WhenFull, _) => true,
        (RemoteUse::WhenCheaper, Purpose::Demand) => saved > bytes,
        (RemoteUse::WhenCheaper, Purpose::Prefetch | Purpose::WriteBack) => saved >= bytes,
    }
}

/// Thousandths, rounded down: fine enough to order by, and an integer.
fn milli_density(saved: Bytes, bytes: Bytes) -> u128 {
    u128::from(saved.0) * 1000 / u128::from(bytes.0.max(1))
}
