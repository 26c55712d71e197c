//! Worth of a fragment on a device.
//!
//! ```text
//! saved(f, d)   = traffic of f in the launches of the window on d, from the one that needs it
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
use crate::ids::FragmentId;
use crate::policy::RemoteUse;
use crate::units::Bytes;

/// Fragments that a launch uses and its device lacks, densest first.
pub(super) fn candidates(draft: &Draft<'_>, upcoming: &Upcoming) -> Vec<FragmentId> {
    let uses = upcoming.heat.uses.iter();
    let mut lacking: Vec<(Reverse<u128>, FragmentId)> = uses
        .filter(|item| draft.lacks(item, upcoming.device))
        .map(|item| {
            let bytes = draft.snapshot.fragment(item.fragment).bytes;
            let density = milli_density(saved(draft, item, upcoming), bytes);
            (Reverse(density), item.fragment)
        })
        .collect();
    lacking.sort_unstable();
    lacking.into_iter().map(|(_, fragment)| fragment).collect()
}

/// Bytes that would cross the link from a launch to the window's end if the fragment stayed away.
pub(super) fn saved(draft: &Draft<'_>, item: &Use, upcoming: &Upcoming) -> Bytes {
    let needs = draft.horizon.needs(item.fragment).iter();
    let here = needs.filter(|it| it.device == upcoming.device && it.launch >= upcoming.launch);
    here.map(|need| need.traffic).sum()
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
