//! What a run adds up to.

use serde::Serialize;

use crate::ids::LaunchId;
use crate::units::{Bytes, Picos};

/// Result of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Sums over all launches.
    pub totals: Totals,
    /// One row per launch, in program order.
    pub launches: Vec<LaunchRow>,
}

/// Sums over all launches; bytes in bytes, times in picoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Copied from hosts to devices.
    pub h2d_bytes: Bytes,
    /// Copied from devices to hosts.
    pub d2h_bytes: Bytes,
    /// Copied between devices.
    pub d2d_bytes: Bytes,
    /// Copied between hosts.
    pub h2h_bytes: Bytes,
    /// Accessed over links by kernels.
    pub remote_bytes: Bytes,
    /// Different bytes that launches needed, summed over launches.
    pub needed_bytes: Bytes,
    /// Of these, bytes that were on the device when the launch had its turn.
    pub hit_bytes: Bytes,
    /// Sum of [`LaunchRow::stall_ps`].
    pub stall_ps: Picos,
    /// From the start to the end of the last launch.
    pub makespan_ps: Picos,
    /// Copies that finished.
    pub n_copies: u64,
    /// Copies that were dropped.
    pub n_evictions: u64,
    /// Plans that were made.
    pub n_plans: u64,
}

impl Totals {
    /// All bytes that were copied.
    #[must_use]
    pub fn moved_bytes(&self) -> Bytes {
        self.h2d_bytes + self.d2h_bytes + self.d2d_bytes + self.h2h_bytes
    }

    /// Share of the needed bytes that was there in time, in 1/10,000, rounded down; 10,000 if
    /// nothing was needed.
    #[must_use]
    pub fn hit_basis_points(&self) -> u64 {
        let needed = u128::from(self.needed_bytes.0);
        let share = (u128::from(self.hit_bytes.0) * 10_000).checked_div(needed);
        share.and_then(|share| u64::try_from(share).ok()).unwrap_or(10_000)
    }
}

/// What became of one launch; bytes in bytes, times in picoseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LaunchRow {
    /// Which launch.
    pub launch: LaunchId,
    /// Kernel that ran.
    pub kernel: String,
    /// Name of the device that ran it.
    pub device: String,
    /// Different bytes that it needed, those that it overwrites as whole fragments left out.
    pub needed_bytes: Bytes,
    /// Of these, bytes that were on the device when it had its turn.
    pub hit_bytes: Bytes,
    /// Bytes that it accessed over links.
    pub remote_bytes: Bytes,
    /// When it had its turn: its device idle, and nothing elsewhere in its way.
    pub ready_ps: Picos,
    /// When it started.
    pub start_ps: Picos,
    /// When it finished.
    pub end_ps: Picos,
    /// Time from its turn to its end beyond what it takes with everything on its device.
    pub stall_ps: Picos,
}
