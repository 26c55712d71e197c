//! Plan: which fragment goes where before which launch, what makes room for it, and why.
//!
//! [`plan`] is a pure function of a snapshot, the horizon and a policy. It walks the waiting
//! launches in program order and decides for each fragment that is not where it will be needed:
//!
//! * **is it worth it?** Its *density* is the bytes of use it saves from crossing the link, over
//!   the bytes that moving it takes (`utility`). Below one it is left where it is and accessed
//!   remotely. A launch whose turn it is hides nothing, so there moving must save more than it
//!   costs; ahead of it a tie is enough.
//! * **is there room?** Free room, or the victims whose next use is farthest *as of the launch that
//!   needs the fragment*, clean before dirty (`victims`). If these are in use until then, the
//!   fragment waits for a later plan: taking others that may go now would only move more. So the
//!   moves are those of an optimal replacement, begun as early as that allows. A victim that has
//!   the last valid copy is written back first. A launch that does not fit, or that would displace
//!   what is needed sooner again, uses the rest over the link.
//! * **may it move?** Not while it is written, leaving, or still to be written elsewhere.
//!
//! Every candidate is in the [`Report`] with its verdict. [`check`](check()) accepts or refuses a
//! plan from the definitions alone; it shares no code with the planner.

mod check;
mod draft;
mod report;
mod utility;
mod victims;

pub use check::{Problem, check};
pub use report::{Candidate, Reason, Report, Verdict};

use serde::Serialize;

use crate::horizon::Horizon;
use crate::ids::{FragmentId, LaunchId, MemoryId};
use crate::policy::Policy;
use crate::snapshot::Snapshot;
use draft::Draft;

/// Steps in order. Room and sources are right if each is begun in this order; copies may overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// What to do.
    pub steps: Vec<Step>,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// Copies a fragment.
    Copy {
        /// The fragment.
        fragment: FragmentId,
        /// Source; its copy is valid.
        from: MemoryId,
        /// Target.
        to: MemoryId,
        /// What for.
        purpose: Purpose,
        /// Launch that it is for; of copies that wait, the earlier launch's goes first.
        launch: LaunchId,
    },
    /// Makes room for a fragment that will be overwritten as a whole.
    Allocate {
        /// The fragment.
        fragment: FragmentId,
        /// Where.
        memory: MemoryId,
        /// Launch that will write it.
        launch: LaunchId,
    },
    /// Drops a copy, after the write-back of this plan if there is one.
    Evict {
        /// The fragment.
        fragment: FragmentId,
        /// Where.
        memory: MemoryId,
    },
    /// Starts a launch, as soon as its resident fragments have arrived.
    Launch {
        /// The launch.
        launch: LaunchId,
        /// Where.
        device: MemoryId,
        /// Fragments that it uses in its own memory.
        resident: Vec<FragmentId>,
        /// Fragments that it uses over a link, and where they are.
        remote: Vec<(FragmentId, MemoryId)>,
    },
}

/// What a copy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A launch that has its turn waits for it.
    Demand,
    /// A later launch will need it.
    Prefetch,
    /// The last valid copy is saved before it is dropped.
    WriteBack,
}

/// Copies under way to one device, beyond which nothing is prefetched: enough to keep any link
/// busy until the next plan, and few enough that decisions are not taken long before they matter.
const MAX_COPIES: usize = 512;

/// Plans the moves and launches that can begin now.
#[must_use]
pub fn plan(snapshot: &Snapshot, horizon: &Horizon, policy: &Policy) -> (Plan, Report) {
    let mut draft = Draft::new(snapshot, horizon, policy);
    issue_heads(&mut draft);
    if policy.prefetch {
        prefetch(&mut draft);
    }
    draft.finish()
}

/// For every idle device the launch whose turn it is: what it lacks, then the launch itself.
fn issue_heads(draft: &mut Draft<'_>) {
    let devices: Vec<MemoryId> = draft.snapshot.topology.devices().collect();
    for device in devices {
        let Some(head) = draft.horizon.head(device) else { continue };
        if draft.horizon.conflict(head).is_none() {
            draft.walk(head, Purpose::Demand);
            draft.launch(head);
        }
    }
}

/// What the launches after them lack, in program order, until enough is under way.
fn prefetch(draft: &mut Draft<'_>) {
    for upcoming in draft.horizon.waiting() {
        if !draft.is_full(upcoming.device) && !draft.is_issued(upcoming.launch) {
            draft.walk(upcoming, Purpose::Prefetch);
        }
    }
}
