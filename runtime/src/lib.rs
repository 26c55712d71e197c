//! Runtime.

#![forbid(unsafe_code)]

pub mod units;
pub mod ids;
pub mod input;
pub mod topology;
pub mod fragments;
pub mod directory;
pub mod snapshot;
pub mod horizon;
pub mod policy;
pub mod plan;
pub mod engine;
