//! Policies: what a planner may know and do. Ours, and those of others to compare with.
//!
//! A policy is data; [`crate::plan`] is the one planner that follows it. So what differs between
//! two rows of a comparison is what is written here and nothing else.

use serde::Serialize;

use crate::units::Bytes;

/// How to plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Name on the command line and in results.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Size of all fragments; `None` takes each buffer's own.
    pub fragment: Option<Bytes>,
    /// What it believes a launch will touch.
    pub predict: Predict,
    /// Launches it sees ahead; `None` takes the window of the run.
    pub window: Option<usize>,
    /// Whether it moves fragments before the launch that needs them has its turn.
    pub prefetch: bool,
    /// Whom it evicts first.
    pub evict: Evict,
    /// When it lets a kernel access a fragment over a link instead of moving it.
    pub remote: RemoteUse,
    /// Misses are found by page faults, so what a launch waits for pays their latency.
    pub paging: bool,
}

/// What a policy believes a launch will touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Predict {
    /// The footprint.
    Footprint,
    /// All of every buffer that the footprint meets.
    WholeBuffer,
}

/// Order of eviction; stale copies always go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Evict {
    /// Farthest next use first.
    FarthestUse,
    /// Least recent use first.
    LeastRecent,
}

/// When a kernel accesses a fragment over a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RemoteUse {
    /// Where that costs less than moving it.
    WhenCheaper,
    /// Only where the device has no room left for it.
    WhenFull,
}

/// Pages of the unified memory of NVIDIA's driver are moved in blocks of at most this size.
const PAGING_BLOCK: Bytes = Bytes(2 << 20);

/// All policies, ours first.
pub const POLICIES: &[Policy] = &[
    Policy {
        name: "heat",
        about: "exact footprints, prefetch by next use, remote access where moving does not pay",
        fragment: None,
        predict: Predict::Footprint,
        window: None,
        prefetch: true,
        evict: Evict::FarthestUse,
        remote: RemoteUse::WhenCheaper,
        paging: false,
    },
    Policy {
        name: "lru-ondemand",
        about: "2 MiB blocks moved when a launch misses them, least recently used evicted",
        fragment: Some(PAGING_BLOCK),
        predict: Predict::Footprint,
        window: Some(1),
        prefetch: false,
        evict: Evict::LeastRecent,
        remote: RemoteUse::WhenFull,
        paging: true,
    },
    Policy {
        name: "lru-fragment",
        about: "as lru-ondemand, but with the fragments and the fault-free misses of heat",
        fragment: None,
        predict: Predict::Footprint,
        window: Some(1),
        prefetch: false,
        evict: Evict::LeastRecent,
        remote: RemoteUse::WhenFull,
        paging: false,
    },
    Policy {
        name: "whole-buffer",
        about: "prefetches every buffer that a launch is given, as a whole",
        fragment: None,
        predict: Predict::WholeBuffer,
        window: None,
        prefetch: true,
        evict: Evict::FarthestUse,
        remote: RemoteUse::WhenFull,
        paging: false,
    },
    Policy {
        name: "belady",
        about: "moves on a miss, evicts what is used farthest in the whole future: few moves",
        fragment: None,
        predict: Predict::Footprint,
        window: Some(usize::MAX),
        prefetch: false,
        evict: Evict::FarthestUse,
        remote: RemoteUse::WhenFull,
        paging: false,
    },
];

/// The policy of a name; `lru` is short for `lru-ondemand`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Policy> {
    let name = if name == "lru" { "lru-ondemand" } else { name };
    POLICIES.iter().find(|policy| policy.name == name)
}
