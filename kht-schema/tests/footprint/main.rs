//! Tests of footprints: named kernels, and random ones judged by running every thread.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod brute;
mod build;
mod cases;
mod deep;
mod errors;
mod flat;
mod folds;
mod goldens;
mod heat;
mod laws;
mod limits;
mod metamorphic;
mod pages;
mod parts;
mod sets;
