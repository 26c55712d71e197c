//! The runtime: observes which bytes the coming launches will touch, plans which fragments go
//! where, has the plan checked, and carries it out.
//!
//! ```text
//! workload ─► footprint ─► heat ─► plan ─► check ─► engine ─► directory ─► (next plan)
//! ```
//!
//! * A **fragment** is a byte range of one buffer that is placed as a unit: a page of a KV cache,
//!   2 MiB of weights. The [`directory`] knows which memory has which version of it.
//! * The [`horizon`] is what is about to happen: for each fragment the launches that will use it
//!   and how many bytes they will move. It comes from heat tables and launch arguments ([`heat`]),
//!   exactly and before anything ran.
//! * A [`plan`](mod@plan) is a pure function of a [`snapshot`], the horizon and a [`policy`]. An
//!   independent checker accepts it before anything moves.
//! * An [`engine`] carries operations out: [`engine::Sim`] predicts time, [`engine::Noop`] takes
//!   none. [`control`] connects them and decides nothing itself.
//!
//! Everything is deterministic: equal inputs give equal plans, times and traces.

#![forbid(unsafe_code)]

pub mod units;
pub mod ids;
pub mod input;
pub mod output;
pub mod topology;
pub mod tables;
pub mod fragments;
pub mod workload;
pub mod heat;
pub mod horizon;
pub mod directory;
pub mod snapshot;
pub mod policy;
pub mod plan;
pub mod engine;
pub mod control;
pub mod trace;
pub mod cli;
