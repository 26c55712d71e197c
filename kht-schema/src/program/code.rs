//! The code of a program: straight lines and forward jumps over numbers that the launch decides
//! (scalars) and over linear forms (registers); folds jump back.

use super::affine::Affine;
use super::region::Relation;
use crate::expr::{Axis, BitOp, CmpOp, ScalarType};

/// A number that the launch decides: index into the program's scalars.
pub(super) type Scalar = u32;

/// A linear form: index into the registers of a site.
pub(super) type Register = u16;

/// A pointer that the launch passes: index into [`super::Program::pointers`].
pub(super) type Slot = u16;

/// Position in the code of a site.
pub(super) type Place = u32;

/// Jumping here gives the path up: a condition of the site does not hold.
pub(super) const REJECT: Place = Place::MAX;

/// A scalar without a value: a division by zero, a value that is not given, an overflow.
pub(super) const NONE: i64 = i64::MIN;

/// Among assumptions as bits: one that is never proven, for those that have no bit.
pub(super) const NEVER: u64 = 1 << 63;

/// An operand of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// A number.
    Scalar(Scalar),
    /// A variable of the site.
    Var(u8),
    /// A form.
    Register(Register),
}

/// How a scalar is computed from those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ScalarOp {
    /// A number of the program.
    Const(i64),
    /// Blocks on an axis.
    Grid(Axis),
    /// Threads of a block on an axis.
    Block(Axis),
    /// An integer argument: index into [`super::Program::scalars`].
    Input(u32),
    /// Whether a pointer is null.
    IsNull(Slot),
    /// A pointer's address modulo a power of two up to the alignment of buffers.
    AddressMod(Slot, i64),
    /// A pointer as a number, which it only is if it is null.
    Address(Slot),
    /// Sum.
    Add(Scalar, Scalar),
    /// Product.
    Mul(Scalar, Scalar),
    /// Quotient, rounded down.
    FloorDiv(Scalar, Scalar),
    /// Remainder.
    Mod(Scalar, Scalar),
    /// Smaller of two.
    Min(Scalar, Scalar),
    /// Larger of two.
    Max(Scalar, Scalar),
    /// The second if the first is not zero, else the third.
    Select(Scalar, Scalar, Scalar),
    /// A bit operation.
    Bit(BitOp, Scalar, Scalar),
    /// Reduction to a signed number of that many bits.
    Wrap(u32, Scalar),
    /// A value behind a pointer.
    Load(Slot, Scalar, ScalarType),
    /// A comparison, as 1 or 0.
    Compare(CmpOp, Scalar, Scalar),
    /// Whether both are not zero; one that is decides.
    And(Scalar, Scalar),
    /// Whether one is not zero; one that is decides.
    Or(Scalar, Scalar),
    /// Whether it is zero.
    Not(Scalar),
    /// The number itself, if it is not negative: it modulo `2^64`, as far as 64 bits hold it.
    Natural(Scalar),
    /// What some code without variables leads to: index into the program's folds.
    Run(u32),
}

/// One step of a site's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Op {
    /// `to = constant + Σ factor·source`, the terms from the site's list.
    Sum { to: Register, constant: Scalar, first: u32, count: u32 },
    /// Quotient, rounded down.
    FloorDiv { to: Register, a: Source, by: Source },
    /// Remainder.
    Mod { to: Register, a: Source, by: Source },
    /// Smaller or larger of two.
    Extreme { to: Register, a: Source, b: Source, largest: bool },
    /// Reduction to a signed number of that many bits.
    Wrap { to: Register, bits: u32, a: Source },
    /// The form itself, if it is nowhere negative.
    Natural { to: Register, a: Source },
    /// A bit operation.
    Bit { to: Register, op: BitOp, a: Source, b: Source },
    /// Product of two forms.
    Product { to: Register, a: Source, b: Source },
    /// A value behind a pointer.
    Load { to: Register, slot: Slot, offset: Source, ty: ScalarType },
    /// The form itself.
    Move { to: Register, from: Source },
    /// A loop's variable runs from 0 to below a count.
    Enter { var: u8, trip: Source },
    /// Goes on at one of two places.
    Test { relation: Relation, form: Source, then: Place, otherwise: Place },
    /// The same by a scalar that is not zero.
    TestScalar { value: Scalar, then: Place, otherwise: Place },
    /// Skips what follows if it rests on an assumption that is not proven, by bits.
    SkipIfOpen { assumptions: u64, to: Place },
    /// Goes on elsewhere.
    Jump { to: Place },
}

/// What a variable of a site runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Index {
    /// Threads on an axis.
    Thread(Axis),
    /// Blocks on an axis.
    Block(Axis),
    /// Iterations of a loop, which code bounds.
    Iteration,
}

/// What runs, as code that leads to regions: one per way through its conditions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Site {
    pub(super) code: Vec<Op>,
    /// Terms of sums.
    pub(super) terms: Vec<(Scalar, Source)>,
    /// By variable.
    pub(super) indices: Vec<Index>,
    pub(super) n_registers: u16,
    /// The same as sums, if it is that plain.
    pub(super) affine: Option<Affine>,
    /// The form that it is all about: an offset, or a value that must stay in bounds.
    pub(super) result: Source,
}

impl Site {
    /// Executions per point, of the axes that nothing hangs on.
    pub(super) fn idle_axes(&self) -> impl Iterator<Item = Index> + '_ {
        let axes = Axis::ALL.into_iter().flat_map(|axis| [Index::Thread(axis), Index::Block(axis)]);
        axes.filter(|index| !self.indices.contains(index))
    }
}
