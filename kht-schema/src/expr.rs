//! The symbolic language: exact integers over the launch, printed infix and parsed back.
//!
//! An [`Expr`] denotes an integer without width; machine arithmetic that may wrap is written
//! `wrap(bits, e)`. Builders such as [`Expr::add`] fold constants and keep a canonical order, so
//! equal formulas usually compare equal; [`Expr::simplify`] does the rest.
//!
//! | form | meaning |
//! |---|---|
//! | `3`, `-4` | integers |
//! | `gdim.x bdim.y bid.z tid.x` | grid, block, block index, thread index |
//! | `arg3` | integer argument read as signed; for a pointer, its address (known to be 0 or not) |
//! | `arg3@8` | the same for the field at byte 8 of a by-value struct |
//! | `it2` | iteration of loop 2, from 0 |
//! | `opq1` | a value that is not known, see [`crate::Opaque`] |
//! | `val0` | a formula of the kernel that has a name, see [`crate::NamedValue`] |
//! | `a + b`, `a - b`, `a * b` | exact sum, difference, product |
//! | `floordiv(a, b)`, `mod(a, b)` | quotient rounded down; `a - b*floordiv(a, b)` |
//! | `min(a, …)`, `max(a, …)` | two or more operands |
//! | `select(c, a, b)` | `a` if the condition holds, else `b`; the other side is not evaluated |
//! | `and(a, b)`, `or(a, b)`, `xor(a, b)` | bit operations on infinite two's complement |
//! | `shl(a, b)`, `shr(a, b)` | `a * 2^b`, `floordiv(a, 2^b)` with `0 <= b < 64` |
//! | `wrap(n, e)` | `e` modulo `2^n`, in `[-2^(n-1), 2^(n-1))`; `1 <= n <= 64` |
//! | `load(arg2, off, i32)` | the little-endian value at byte `off` of the buffer behind `arg2` |
//! | `fold(step0, c, r, car0.1, a, b, …)` | what steps of loop 0 lead to, see [`Fold`] |
//! | `step0`, `car0.1` | in a fold: the steps so far, and a value that they carry |
//! | `car0.1` | elsewhere: what loop 0 carries into its iteration, see [`crate::kernel::Loop`] |
//! | `a < b`, `<=`, `==`, `!=` | comparisons; `>` and `>=` are read, never printed |
//! | `c && d`, `c \|\| d`, `!c` | conditions, decided by one side where that is enough |

pub mod build;
pub mod eval;
pub mod fold;
pub mod kinds;
pub mod parse;
pub mod print;
pub mod range;
mod replace;
pub mod serde;
pub mod shared;
pub mod simplify;
pub mod walk;

pub use fold::{Carried, Fold};
pub use shared::{List, Shared};

use crate::{LoopId, OpqId, ParamId, ValId};

/// Largest number of nodes of an expression that is read from outside.
pub const MAX_NODES: usize = 100_000;

/// Largest nesting of an expression that is read from outside.
pub const MAX_DEPTH: usize = 200;

/// An exact integer, as a formula.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Expr {
    /// A constant.
    Int(i128),
    /// A symbol.
    Sym(Sym),
    /// Sum of two or more terms.
    Add(List<Expr>),
    /// Product of two or more factors.
    Mul(List<Expr>),
    /// Quotient rounded towards negative infinity.
    FloorDiv(Shared<Expr>, Shared<Expr>),
    /// `a - b * floordiv(a, b)`.
    Mod(Shared<Expr>, Shared<Expr>),
    /// Smallest of two or more.
    Min(List<Expr>),
    /// Largest of two or more.
    Max(List<Expr>),
    /// One of two values.
    Select(Shared<Cond>, Shared<Expr>, Shared<Expr>),
    /// A bit operation.
    Bit(BitOp, Shared<Expr>, Shared<Expr>),
    /// Reduction to a signed number of that many bits.
    Wrap(u32, Shared<Expr>),
    /// A value read from the buffer behind a pointer argument.
    Load(Pointer, Shared<Expr>, ScalarType),
    /// What the steps of a loop lead to.
    Fold(Shared<Fold>),
}

/// A condition over the launch.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cond {
    /// Always or never.
    Const(bool),
    /// A comparison.
    Cmp(CmpOp, Expr, Expr),
    /// All hold.
    And(List<Cond>),
    /// At least one holds.
    Or(List<Cond>),
    /// Does not hold.
    Not(Shared<Cond>),
}

/// Comparison of a [`Cond`]; greater-than is written with swapped sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CmpOp {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less than.
    Lt,
    /// Less than or equal.
    Le,
}

/// Bit operation of an [`Expr`], on infinite two's complement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BitOp {
    /// Bitwise and.
    And,
    /// Bitwise or.
    Or,
    /// Bitwise exclusive or.
    Xor,
    /// Multiplication by a power of two.
    Shl,
    /// Floor division by a power of two.
    Shr,
}

/// A name with a value at launch, in a thread, or in an iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sym {
    /// Blocks in the grid, per axis.
    Gdim(Axis),
    /// Threads in a block, per axis.
    Bdim(Axis),
    /// Block index, from 0.
    Bid(Axis),
    /// Thread index in its block, from 0.
    Tid(Axis),
    /// Scalar or pointer argument, or a field of a by-value struct.
    Arg(Pointer),
    /// Iteration of a loop, from 0.
    It(LoopId),
    /// A value that is not known.
    Opq(OpqId),
    /// A formula that has a name.
    Val(ValId),
    /// In a fold: the steps so far.
    Step(LoopId),
    /// A value that the steps of a fold carry, or else the iterations of a loop, by its number
    /// among those of the loop.
    Car(LoopId, u32),
}

/// An argument, or the field at a byte offset of a by-value struct argument.
///
/// Named for its main use; as [`Sym::Arg`] it may as well be a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer {
    /// The argument.
    pub param: ParamId,
    /// Byte offset of the field; `None` for the argument itself.
    pub at: Option<u32>,
}

/// Axis of a grid or block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Axis {
    /// The fastest axis.
    X,
    /// The middle axis.
    Y,
    /// The slowest axis.
    Z,
}

/// Type of a value in a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScalarType {
    /// Signed 8 bits.
    I8,
    /// Unsigned 8 bits.
    U8,
    /// Signed 16 bits.
    I16,
    /// Unsigned 16 bits.
    U16,
    /// Signed 32 bits.
    I32,
    /// Unsigned 32 bits.
    U32,
    /// Signed 64 bits.
    I64,
    /// Unsigned 64 bits.
    U64,
}

impl Axis {
    /// All axes, fastest first.
    pub const ALL: [Axis; 3] = [Axis::X, Axis::Y, Axis::Z];

    /// Position in a `[x, y, z]` array.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}

impl ScalarType {
    /// Size in bytes.
    #[must_use]
    pub fn bytes(self) -> u32 {
        match self {
            ScalarType::I8 | ScalarType::U8 => 1,
            ScalarType::I16 | ScalarType::U16 => 2,
            ScalarType::I32 | ScalarType::U32 => 4,
            ScalarType::I64 | ScalarType::U64 => 8,
        }
    }

    /// Whether negative values exist.
    #[must_use]
    pub fn signed(self) -> bool {
        matches!(self, ScalarType::I8 | ScalarType::I16 | ScalarType::I32 | ScalarType::I64)
    }
}
