//! Accesses: which instruction touches which bytes of which argument, under which conditions.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{AccessId, Cond, Expr, LoopId, OpqId, ParamId};

/// One static memory instruction that can touch a pointer argument.
///
/// It runs once for each thread of the grid and each iteration of [`Access::loops`] for which all
/// of [`Access::guards`] hold, and then touches `[offset, offset + bytes)` of its root.
/// It is *exact* if no [`Opaque`] occurs in it or in the trip counts of its loops.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// Position in [`crate::Kernel::accesses`].
    pub id: AccessId,
    /// What the instruction does.
    pub op: Op,
    /// Pointer that the address is derived from.
    pub root: Root,
    /// Bytes touched per execution, from `offset` upwards.
    pub bytes: Expr,
    /// First byte touched, from where the root points to; may be negative.
    pub offset: Expr,
    /// Conditions under which the instruction runs; all must hold.
    pub guards: Vec<Cond>,
    /// Loops around the instruction, outermost first.
    pub loops: Vec<LoopId>,
    /// How sure the formula is; derived from the opaque values in it.
    pub exactness: Exactness,
    /// How the address moves over the launch.
    pub pattern: Pattern,
    /// Source position `file:line`, if the module has debug information.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What a memory instruction does.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// Reads.
    Load,
    /// Writes.
    Store,
    /// Reads and writes in one step.
    Atomic,
    /// Asks a cache for the bytes; no traffic of its own.
    Prefetch,
}

/// Where an address starts: a kernel argument and the way from it to the pointer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Root {
    /// Argument the way starts at.
    pub param: ParamId,
    /// Steps from the argument to the pointer; empty if the argument is the pointer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<Step>,
}

/// One step on the way to a pointer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Step {
    /// The pointer field at this byte of a by-value struct.
    Field {
        /// Byte offset within the struct.
        at: u32,
    },
    /// The pointer stored at this byte offset from the pointer so far.
    Deref {
        /// Byte offset, a formula like [`Access::offset`].
        offset: Expr,
    },
}

/// How sure a formula or a footprint is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Exactness {
    /// Equal to what runs.
    Exact,
    /// A superset of what runs; the reason is given.
    Upper,
    /// The whole buffer; the reason is given.
    Unknown,
}

/// A value that the analysis could not express, printed `opqN`.
///
/// Each occurrence may be any integer of the range, differently in each thread and iteration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opaque {
    /// Position in [`crate::Kernel::opaques`].
    pub id: OpqId,
    /// Smallest possible value; `None` if it is not bounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lo: Option<i64>,
    /// Largest possible value (inclusive); `None` if it is not bounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hi: Option<i64>,
    /// Why it is not known.
    pub why: Why,
}

/// Reason for not knowing something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// Kind of reason, for counting.
    pub code: WhyCode,
    /// LLVM instruction that broke the formula, as text, shortened to 160 characters.
    pub instruction: String,
    /// Source position `file:line`, if the module has debug information.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Kinds of reasons for not knowing something.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WhyCode {
    /// A value loaded from memory that the kernel may have changed itself.
    LoadedMutable,
    /// A value loaded from shared, local or constant memory.
    LoadedLocal,
    /// A value loaded through a pointer whose root is not known.
    LoadedUnknownRoot,
    /// The result of floating-point arithmetic.
    Float,
    /// The result of a call, of inline assembly or of an intrinsic without an integer meaning.
    Call,
    /// The result of an atomic operation.
    AtomicResult,
    /// A `phi` that neither scalar evolution nor branch conditions explain.
    Phi,
    /// A loop whose trip count is not known.
    TripCount,
    /// A loop that may be left early for a reason that is not known.
    EarlyExit,
    /// A condition that is not known.
    Condition,
    /// Control flow that is not reducible to conditions and loops.
    ControlFlow,
    /// An address not derived from one argument.
    Root,
    /// A pointer that escapes to unknown code or memory.
    Escape,
    /// A pointer loaded from memory.
    LoadedPointer,
    /// Inline assembly that is not understood.
    Assembly,
    /// The tensor behind a tensor map, which is opaque.
    TensorMap,
    /// An instruction without a meaning in the expression language.
    Instruction,
    /// An expression beyond the size limit.
    TooLarge,
    /// The author of a table written by hand says so.
    Stated,
    /// The kernel was not analyzed: it took too long or too much memory, or LLVM crashed on it.
    GivenUp,
}

impl fmt::Display for WhyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WhyCode::LoadedMutable => "loaded from memory that the kernel writes",
            WhyCode::LoadedLocal => "loaded from shared, local or constant memory",
            WhyCode::LoadedUnknownRoot => "loaded through a pointer of unknown root",
            WhyCode::Float => "floating point",
            WhyCode::Call => "result of a call",
            WhyCode::AtomicResult => "result of an atomic",
            WhyCode::Phi => "merge without a formula",
            WhyCode::TripCount => "trip count not known",
            WhyCode::EarlyExit => "loop may be left early",
            WhyCode::Condition => "condition not known",
            WhyCode::ControlFlow => "control flow without structure",
            WhyCode::Root => "address of no single argument",
            WhyCode::Escape => "pointer escapes",
            WhyCode::LoadedPointer => "pointer loaded from memory",
            WhyCode::Assembly => "assembly that is not understood",
            WhyCode::TensorMap => "tensor behind a tensor map",
            WhyCode::Instruction => "instruction without a formula",
            WhyCode::TooLarge => "formula too large",
            WhyCode::Stated => "stated by hand",
            WhyCode::GivenUp => "analysis given up",
        })
    }
}

/// How the first byte of an access moves; each field is bytes per step, `None` if not affine.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Shape in one word.
    pub class: PatternClass,
    /// Bytes from `tid.x` to `tid.x + 1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_thread: Option<Expr>,
    /// Bytes from `bid.x` to `bid.x + 1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_block: Option<Expr>,
    /// Bytes per iteration of the innermost loop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_iteration: Option<Expr>,
}

/// Shape of an access in one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PatternClass {
    /// The same address in all threads of a warp.
    Broadcast,
    /// Neighboring threads touch neighboring bytes without a gap.
    Contiguous,
    /// Neighboring threads are a fixed distance apart.
    Strided,
    /// The address hangs on a value loaded from another argument.
    Indirect,
    /// Anything else that has a formula.
    Irregular,
    /// No formula.
    #[default]
    Unknown,
}
