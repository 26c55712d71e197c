//! Footprint: one kernel of a table, evaluated for one launch.

use serde::Serialize;
use thiserror::Error;

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
#[derive(Debug, Error)]
pub enum BindError {
    /// Number of arguments.
    #[error("kernel {kernel}: expected {expected} arguments, found {found}")]
    ArgCount {
        /// Name of the kernel.
        kernel: String,
        /// Parameters of the kernel.
        expected: usize,
        /// Arguments of the launch.
        found: usize,
    },
}

/// Evaluates a kernel for a launch.
///
/// # Errors
///
/// The launch does not fit the kernel: arguments of another number, type or size, a grid or block
/// out of the limits, or a footprint that leaves its buffer.
pub fn footprint(
    kernel: &Kernel,
    launch: &Launch,
    options: &Options,
) -> Result<Footprint, BindError> {
    let _ = (kernel, launch, options);
    unimplemented!()
}

impl Serialize for Count {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.hi {
            Some(hi) if hi == self.lo => serializer.serialize_u64(hi),
            hi => (self.lo, hi).serialize(serializer),
        }
    }
}
