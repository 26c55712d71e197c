//! Footprint: one kernel of a table, evaluated for one launch.
//!
//! ```text
//! bind -> assume -> for each access: roots -> solve -> totals
//! solve: lower -> settle -> split -> enumerate -> boxes
//! ```
//!
//! An access is a formula over an index space: threads, blocks and iterations, cut by guards and
//! trip counts. *Lowering* puts the launch in, which leaves linear forms over those variables and
//! a few atoms that are not linear. *Settling* turns conditions into bounds and merges variables
//! that are digits of one number. *Splitting* takes alternatives and divisions apart. What is left
//! is a box, or a box at each point of the variables that loaded values or several-variable
//! conditions hang on, which alone are *enumerated*. Boxes become intervals.
//!
//! The cost so depends on the shape of the formulas and the number of ranges in the answer, never
//! on the number of threads. Where something is not known, the answer is relaxed to a superset and
//! says so; arithmetic is checked, and what overflows is unknown.

pub(crate) mod assume;
mod batch;
pub(crate) mod bind;
mod blocks;
mod boxes;
mod carried;
mod columns;
mod delta;
mod enumerate;
mod env;
mod eval;
mod formula;
mod interval;
mod linear;
mod lower;
mod memory;
mod pages;
mod plan;
mod pointwise;
mod pred;
mod ranges;
mod reason;
mod region;
mod relax;
mod reroll;
mod rewrite;
mod roots;
mod settle;
mod sink;
mod solve;
mod source;
mod split;
mod staged;
mod stretch;
mod tabulate;
pub(crate) mod total;
mod unroll;
mod written;

pub use blocks::Blocks;
pub use delta::{BufferDelta, Change, Delta, delta};
pub use formula::Bound;

use serde::{Serialize, Serializer};
use thiserror::Error;

use self::bind::Binding;
use self::memory::Memory;
use self::solve::Solver;
use self::total::Totals;
use crate::access::Exactness;
use crate::{Kernel, Launch, ParamId};

/// How to evaluate a footprint.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Ranges are widened to multiples of this many bytes; 1 is exact. At least 1.
    pub granularity: u64,
    /// Points that may be enumerated per access before its answer becomes `upper`.
    pub budget: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options { granularity: 1, budget: 1 << 22 }
    }
}

/// The bytes that one launch touches, per pointer argument.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Footprint {
    /// Name of the kernel.
    pub kernel: String,
    /// Granularity of the ranges, in bytes.
    pub granularity: u64,
    /// One entry per pointer argument or pointer field, in order of parameter and offset; then one
    /// (without `param`) per buffer that is reachable through memory only.
    pub buffers: Vec<BufferUse>,
    /// Work of the whole launch.
    pub work: WorkTotal,
    /// Assumptions of the table that this launch could not confirm, as sentences.
    pub notes: Vec<String>,
}

/// What a launch does through one pointer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BufferUse {
    /// Parameter of the pointer; `None` for a buffer reachable through memory only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub param: Option<ParamId>,
    /// Byte offset of the pointer in a by-value struct.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<u32>,
    /// Name of the buffer.
    pub name: String,
    /// Whether the ranges and counts are equal to what runs.
    pub exactness: Exactness,
    /// Why they are not exact; empty if they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// Bytes read: sorted, disjoint, half-open, from the start of the buffer.
    pub reads: Vec<[u64; 2]>,
    /// Bytes written, likewise.
    pub writes: Vec<[u64; 2]>,
    /// Bytes of atomics, likewise; they are in `reads` and `writes` too.
    pub atomics: Vec<[u64; 2]>,
    /// Bytes moved by loads.
    pub bytes_loaded: Count,
    /// Bytes moved by stores.
    pub bytes_stored: Count,
    /// Bytes moved by atomics.
    pub bytes_atomic: Count,
}

/// A count that is known, or known to lie between two bounds.
///
/// In JSON a number, or `[lo, hi]` with `hi` null if there is no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Smallest possible value.
    pub lo: u64,
    /// Largest possible value; `None` if there is no bound.
    pub hi: Option<u64>,
}

/// Work of a launch, summed over all threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WorkTotal {
    /// Floating-point operations.
    pub flops: Count,
    /// Integer operations.
    pub int_ops: Count,
    /// Special-function operations.
    pub special_ops: Count,
    /// Tensor-core instructions.
    pub tensor_ops: Count,
    /// Bytes of shared memory moved.
    pub shared_bytes: Count,
    /// Barriers.
    pub barriers: Count,
}

/// Why a launch does not fit a kernel.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BindError {
    /// Number of arguments.
    #[error("kernel {kernel}: expected {expected} arguments, found {found}")]
    ArgCount {
        /// Name of the kernel.
        kernel: Box<str>,
        /// Parameters of the kernel.
        expected: usize,
        /// Arguments of the launch.
        found: usize,
    },
    /// Type or size of an argument.
    #[error("kernel {kernel}, {arg}: expected {expected}, found {found}")]
    ArgType {
        /// Name of the kernel.
        kernel: Box<str>,
        /// The argument.
        arg: Box<str>,
        /// What the kernel takes.
        expected: Box<str>,
        /// What the launch passes.
        found: Box<str>,
    },
    /// A grid or block beyond its limits.
    #[error("kernel {kernel}, {what}: expected {expected}, found {found:?}")]
    Extent {
        /// Name of the kernel.
        kernel: Box<str>,
        /// `grid` or `block`.
        what: &'static str,
        /// Its limits.
        expected: Box<str>,
        /// The launch's.
        found: [u32; 3],
    },
    /// A pointer to a buffer that is not there, or beyond its end.
    #[error(
        "kernel {kernel}: expected a byte of a buffer, found byte {offset} of `{buffer}`, which {}",
        bytes.map_or("is not given".to_owned(), |bytes| format!("has {bytes}"))
    )]
    Target {
        /// Name of the kernel.
        kernel: Box<str>,
        /// Name of the buffer.
        buffer: Box<str>,
        /// Byte in it.
        offset: u64,
        /// Size of the buffer, if there is one of that name.
        bytes: Option<u64>,
    },
    /// A footprint that leaves its buffer.
    #[error(
        "kernel {kernel}, {arg}, {access}: expected accesses within the {expected} bytes of \
         `{buffer}`, found bytes {} to {}{index}", found[0], found[1]
    )]
    OutOfBounds {
        /// Name of the kernel.
        kernel: Box<str>,
        /// The pointer argument.
        arg: Box<str>,
        /// Name of the buffer.
        buffer: Box<str>,
        /// The access, by its source position if there is one.
        access: Box<str>,
        /// Size of the buffer.
        expected: u64,
        /// First byte accessed, and the one after the last, from the start of the buffer.
        found: Box<[i128; 2]>,
        /// A loaded value that leads there, as the end of the message; empty if none does.
        index: Box<str>,
    },
    /// An access through a null pointer.
    #[error("kernel {kernel}, {arg}, {access}: expected a buffer, found a null pointer")]
    NullPointer {
        /// Name of the kernel.
        kernel: Box<str>,
        /// The pointer argument.
        arg: Box<str>,
        /// The access, by its source position if there is one.
        access: Box<str>,
    },
}

impl Default for Count {
    /// None.
    fn default() -> Self {
        Count { lo: 0, hi: Some(0) }
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.hi {
            Some(hi) if hi == self.lo => serializer.serialize_u64(hi),
            hi => (self.lo, hi).serialize(serializer),
        }
    }
}

/// Evaluates a kernel for a launch.
///
/// # Errors
///
/// The launch does not fit the kernel: arguments of another number, type or size, a grid or block
/// out of the limits, or a footprint that is exact and leaves its buffer.
pub fn footprint(
    kernel: &Kernel,
    launch: &Launch,
    options: &Options,
) -> Result<Footprint, BindError> {
    footprint_of_blocks(kernel, launch, &Blocks::all(launch), options)
}

/// Evaluates a kernel for some blocks of a launch: what they touch, and no others.
///
/// What a formula loads still counts as changed if any block of the launch may write it, and an
/// assumption as confirmed if it holds for all blocks.
///
/// # Errors
///
/// As for [`footprint`]; blocks that do not run leave no buffer.
pub fn footprint_of_blocks(
    kernel: &Kernel,
    launch: &Launch,
    blocks: &Blocks,
    options: &Options,
) -> Result<Footprint, BindError> {
    let binding = Binding::new(kernel, launch)?;
    let mut written = written::written(&binding);
    let open = loop {
        let memory = Memory::new(&binding.pointers, &written);
        let solver = Solver { binding: &binding, memory, budget: options.budget };
        let open = assume::unconfirmed(&solver);
        // A store without a formula may change what other formulas load.
        if !written::add_open(&binding, &open, &mut written) {
            break open;
        }
    };
    let granularity = options.granularity.max(1);
    let parts: Vec<Binding<'_>> = blocks
        .within(launch.grid)
        .map(|blocks| Binding { blocks, pointers: binding.pointers.clone(), ..binding })
        .collect();
    let mut totals = Totals::new(&binding);
    let mut work = WorkTotal::default();
    for part in &parts {
        let memory = Memory::new(&binding.pointers, &written);
        let solver = Solver { binding: part, memory, budget: options.budget };
        let own = Totals::all(&solver, &open, granularity)?;
        work = work.plus(own.work(&solver));
        totals.merge(own);
    }
    Ok(Footprint {
        kernel: kernel.name.clone(),
        granularity,
        notes: totals.notes(&open),
        buffers: totals.report(),
        work,
    })
}
