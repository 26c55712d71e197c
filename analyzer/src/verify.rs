//! The judge: runs a kernel's original IR on the CPU and records every access.
//!
//! [`observe`] shares no code with the analysis. It takes the module as the compiler wrote it,
//! puts a call of a recorder before each memory instruction, gives the GPU's intrinsics a meaning,
//! and lets LLVM's JIT compile the rest. Each thread of a block is a coroutine, barriers and warp
//! instructions are real, buffers hold what the launch says.
//!
//! ```text
//! prepare -> instrument -> lower -> (per worker: jit -> threads, record) -> summary
//! ```
//!
//! Nothing is silently wrong: an instruction without a meaning, an access outside of all buffers
//! and a division by zero stop their thread and are reported as [`Fault`]s.

mod alone;
mod arguments;
mod asm;
mod compare;
mod host;
mod instrument;
mod jit;
mod low;
mod lower;
mod meaning;
mod memory;
mod phase;
mod prepare;
mod ranges;
mod record;
mod registers;
mod run;
mod schedule;
mod summary;
mod system;
mod tensor;
mod threads;
mod tile;
mod turns;
mod warp;

use kht_schema::{Footprint, Launch};
use thiserror::Error;

pub use alone::{AloneError, alone};
pub use arguments::PointerPlace;
pub use compare::{BufferVerdict, Outcome, SideVerdict, TrafficVerdict, Verdict};
pub use summary::{
    Coalesced, Fault, FaultKind, InstructionCount, Observed, ObservedBuffer, Requests, Traffic,
};

/// How to run a kernel.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Blocks that run at the same time; at least 1.
    pub workers: usize,
    /// Steps (accesses and turns of loops) after which the run ends with a [`FaultKind::Limit`].
    pub max_steps: u64,
}

impl Options {
    /// Steps that take about a minute on one core.
    pub const DEFAULT_MAX_STEPS: u64 = 4_000_000_000;
}

/// Why a kernel could not be run.
#[derive(Debug, Error)]
pub enum VerifyError {
    /// LLVM refuses something: the input's fault when parsing or checking it, ours otherwise.
    #[error("LLVM cannot {doing}: {message}")]
    Llvm {
        /// What was tried.
        doing: &'static str,
        /// LLVM's message.
        message: String,
    },
    /// The module has no such kernel.
    #[error("expected kernel {kernel:?}, found no function of that name with a body")]
    NoKernel {
        /// Name in the launch.
        kernel: String,
    },
    /// A parameter has a type that cannot be passed.
    #[error("parameter {index} has type {ty}, which cannot be passed by a launch")]
    ParamType {
        /// Position of the parameter.
        index: u32,
        /// Its type.
        ty: String,
    },
    /// Number of arguments.
    #[error("expected {expected} arguments, found {found}")]
    ArgCount {
        /// Parameters of the kernel.
        expected: usize,
        /// Arguments of the launch.
        found: usize,
    },
    /// An argument does not fit its parameter.
    #[error("argument {index}: expected {expected}, found {found}")]
    ArgType {
        /// Position of the argument.
        index: usize,
        /// Type and size of the parameter.
        expected: String,
        /// What the launch gives.
        found: String,
    },
    /// The system does not give the memory that the launch needs.
    #[error("cannot set up the memory of the launch: {0}")]
    Memory(#[from] std::io::Error),
}

/// Runs a kernel as a launch says and tells what it touched.
///
/// `bytes` is a module as text or bitcode; `name` stands for it in messages.
///
/// # Errors
///
/// The module cannot be read or has no such kernel, or the launch does not fit the kernel. What
/// goes wrong while the kernel runs is no error but a [`Fault`] of the result.
pub fn observe(
    bytes: &[u8],
    name: &str,
    launch: &Launch,
    options: &Options,
) -> Result<Observed, VerifyError> {
    let job = run::Job { bytes, name, launch, options, unwritten: 0, watch: &[] };
    Ok(run::observe(&job)?.observed)
}

/// What a kernel refers to that has no meaning here: whoever comes to it stops, with its name.
///
/// # Errors
///
/// As for [`observe`], as far as the module is concerned.
pub fn gaps(bytes: &[u8], name: &str, kernel: &str) -> Result<Vec<String>, VerifyError> {
    run::gaps(bytes, name, kernel)
}

/// What is in shared memory that nobody wrote, when it is not zero: as part of an index it leads
/// far away, as a condition it holds.
const UNWRITTEN: u8 = 0x5b;

/// Runs a kernel and compares what it touched with a footprint of granularity 1.
///
/// If that breaks a promise, the kernel runs once more to find the instructions behind bytes that
/// were missed, this time with something else in shared memory that nobody wrote: where that
/// changes what it touches, nothing can be predicted, and a [`FaultKind::Unwritten`] says so.
///
/// # Errors
///
/// As for [`observe`].
pub fn verify(
    bytes: &[u8],
    name: &str,
    launch: &Launch,
    footprint: &Footprint,
    options: &Options,
) -> Result<(Observed, Verdict), VerifyError> {
    let mut observed = observe(bytes, name, launch, options)?;
    let mut verdict = compare::compare(footprint, &observed);
    if verdict.outcome().is_failure() {
        let watch = verdict.missed();
        let unwritten = UNWRITTEN;
        let job = run::Job { bytes, name, launch, options, unwritten, watch: &watch };
        let ran = run::observe(&job)?;
        if observed.touches_other_bytes_than(&ran.observed) {
            observed.faults.push(Fault::unwritten());
            return Ok((observed, verdict));
        }
        for ((name, _, _), instructions) in watch.iter().zip(ran.watched) {
            let buffer = verdict.buffers.iter_mut().find(|it| it.name == *name);
            if let Some(buffer) = buffer {
                buffer.missed_by.extend(instructions);
            }
        }
    }
    Ok((observed, verdict))
}

#[cfg(test)]
mod tests;
