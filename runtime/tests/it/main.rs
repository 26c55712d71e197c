//! Integration tests: the contract of engines, laws on random input, scenarios, the program.

mod cli;
mod conformance;
mod jobs;
mod laws;
mod scenarios;
