//! The launch file: one run of a kernel with grid, block and argument values.
//!
//! [`Launch::read`] takes a file in, strictly: an unknown name, a number that does not fit its type
//! or a pointer to a buffer that nobody defines is an error that says where.
//! Buffers cost what is written about them, not what they are large: contents are computed when
//! [`Contents::integer`] asks for them.

mod contents;
mod document;
mod fill;
mod read;
pub mod strict;

use std::collections::BTreeMap;

pub use read::{LaunchError, MAX_BYTES};

/// Most blocks of a grid per axis.
pub const MAX_GRID: [u32; 3] = [0x7fff_ffff, 65_535, 65_535];

/// Most threads of a block per axis.
pub const MAX_BLOCK: [u32; 3] = [1024, 1024, 64];

/// Most threads of a block.
pub const MAX_BLOCK_THREADS: u32 = 1024;

/// Largest buffer in bytes: what an address of 47 bits reaches.
pub const MAX_BUFFER_BYTES: u64 = 1 << 47;

/// One run of a kernel, resolved: every pointer names a buffer, files are read, fills expanded.
#[derive(Clone, Debug, PartialEq)]
pub struct Launch {
    /// Name of the kernel, as the module spells it.
    pub kernel: String,
    /// Blocks per axis.
    pub grid: [u32; 3],
    /// Threads of a block per axis.
    pub block: [u32; 3],
    /// Dynamic shared memory of a block, in bytes.
    pub shared_bytes: u32,
    /// Arguments in order.
    pub args: Vec<Arg>,
    /// All buffers by name, those of arguments included.
    pub buffers: BTreeMap<String, Buffer>,
}

/// Value of one argument or struct field.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Pointer to a byte of a buffer.
    Pointer(Target),
    /// Null pointer.
    Null,
    /// Integer of that many bytes, read as signed; for a pointer to shared memory, the place in
    /// what the launch brings of it.
    Int {
        /// Value, sign-extended.
        value: i64,
        /// Size of the type.
        bytes: u32,
    },
    /// Floating-point number of that many bytes, as bits.
    Float {
        /// Little-endian bit pattern.
        bits: u64,
        /// Size of the type.
        bytes: u32,
    },
    /// By-value aggregate: fields at byte offsets, the rest zero.
    Struct {
        /// Size of the aggregate.
        bytes: u32,
        /// Values of its fields; none of them is a struct.
        fields: Vec<(u32, Arg)>,
    },
    /// Raw little-endian bytes.
    Raw(Vec<u8>),
}

/// A byte of a buffer that a pointer points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Name of the buffer.
    pub buffer: String,
    /// Byte offset in it; may be anything that does not leave it.
    pub offset: u64,
}

/// Memory that a launch can reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Buffer {
    /// Name, unique within the launch.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What is in it before the launch.
    pub contents: Contents,
}

/// Contents of a buffer.
#[derive(Clone, Debug, PartialEq)]
pub enum Contents {
    /// Not given: values loaded from it are not known.
    Unknown,
    /// All zero.
    Zero,
    /// These bytes first, zero after them.
    Bytes(Vec<u8>),
    /// `random_i32`: 32-bit element `i` is computed on demand.
    RandomI32 {
        /// Seed of the generator.
        seed: u64,
        /// Smallest value.
        low: i32,
        /// Upper end, exclusive.
        high: i32,
    },
    /// `random_f32` or `random_f16`: no integer meaning, computed on demand.
    RandomFloat {
        /// Seed of the generator.
        seed: u64,
        /// 2 or 4.
        bytes: u32,
    },
    /// Pointers, 8 bytes each; zero after them.
    Pointers(Vec<Option<Target>>),
}
