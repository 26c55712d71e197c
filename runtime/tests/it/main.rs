//! Integration tests: the contract of engines, laws on random input, scenarios, the program.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad;
mod cli;
mod conformance;
mod jobs;
mod laws;
mod scenarios;
