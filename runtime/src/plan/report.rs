//! Report: what became of every candidate, and why.

use serde::Serialize;

use super::Purpose;
use crate::ids::{FragmentId, LaunchId, MemoryId};
use crate::units::Bytes;

/// All candidates in the order in which they were decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Fragments that were not where they will be needed.
    pub candidates: Vec<Candidate>,
}

/// A fragment that a launch needs and its device lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The fragment.
    pub fragment: FragmentId,
    /// Its size.
    pub bytes: Bytes,
    /// Where it is needed.
    pub device: MemoryId,
    /// Launch that needs it first.
    pub launch: LaunchId,
    /// Whether the launch waits for it.
    pub purpose: Purpose,
    /// Bytes that would cross the link in the window if it stayed away.
    pub saved: Bytes,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is copied.
    Taken {
        /// From there.
        from: MemoryId,
        /// After so many others made room.
        n_evicted: u32,
    },
    /// It gets room without bytes, as it will be overwritten.
    Allocated {
        /// After so many others made room.
        n_evicted: u32,
    },
    /// It stays away; the launch whose turn it is uses it over a link, or waits if it cannot.
    Refused(Reason),
}

/// Why a candidate was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Everything that could make room is needed sooner again, or in use.
    NoRoom,
    /// Moving it takes more bytes than it saves.
    NotWorth,
    /// A launch elsewhere has to write it first.
    NotYetWritten(LaunchId),
    /// No copy can be read: it is being written, or about to go.
    NoSource,
    /// Its copy on the device is about to go or to be replaced.
    Leaving,
    /// Its place is in use until a launch before the one that needs it has finished.
    Later,
}

impl Report {
    /// Number of candidates that were copied, refused for lack of room, and not worth it.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for candidate in &self.candidates {
            let count = match candidate.verdict {
                Verdict::Taken { .. } | Verdict::Allocated { .. } => &mut counts.taken,
                Verdict::Refused(Reason::NoRoom) => &mut counts.no_room,
                Verdict::Refused(Reason::NotWorth) => &mut counts.not_worth,
                Verdict::Refused(
                    Reason::NotYetWritten(_) | Reason::NoSource | Reason::Leaving | Reason::Later,
                ) => &mut counts.not_now,
            };
            *count += 1;
        }
        counts
    }
}

/// Candidates by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Copied or allocated.
    pub taken: usize,
    /// Refused for lack of room.
    pub no_room: usize,
    /// Refused as not worth moving.
    pub not_worth: usize,
    /// Refused for the time being.
    pub not_now: usize,
}
