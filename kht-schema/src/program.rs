//! The compiled form of a kernel: a footprint per launch without a heap, a map or a name.
//!
//! ```text
//! compile, once per kernel:  Kernel -> scalars, sites, checks
//! evaluate, once per launch: Call -> scalars -> checks -> sites -> union -> Heat, Ranges
//! ```
//!
//! A launch decides the *scalars*: numbers that are the same for all threads, computed in a
//! straight line. A *site* is what accesses have in common that differ by a constant only: its
//! code leads to linear forms over threads, blocks and iterations with scalars as factors. What
//! the bounds decide is folded, digits of one number become one variable, divisions by numbers
//! split it, and what is left are strided boxes. Most sites are *affine*, and become a box on a way
//! of their own that is shorter. *Checks* confirm the assumptions that the formulas rest on.
//!
//! The answer is exact and equal to that of [`footprint`](crate::footprint()), or there is none,
//! with the reason as a [`Stop`]: whatever is not known, overflows, leaves its buffer or takes too
//! long is for the footprint engine to answer. Evaluation reuses the memory of earlier ones: it
//! allocates only until it has seen its largest launch.

mod affine;
mod bind;
mod call;
mod code;
mod compile;
mod evaluate;
mod form;
mod heat;
mod machine;
mod moves;
mod region;
mod report;
mod scalars;
mod settle;
mod shape;
mod sink;
mod solve;
mod split;
mod union;
mod walk;
mod work;

use thiserror::Error;

pub use self::bind::Bound;
pub use self::call::{Call, Place};
pub use self::evaluate::Memory;
pub use self::heat::{FragmentHeat, Heat, PointerHeat, Side};
pub use self::report::{Direction, Evaluated};

use self::code::{Scalar, ScalarOp, Site, Slot};
use crate::access::Op;
use crate::expr::Pointer;
use crate::{AccessId, Kernel, OpqId};

/// A kernel, compiled for evaluation.
#[derive(Clone, Debug)]
pub struct Program<'k> {
    kernel: &'k Kernel,
    pointers: Vec<Pointer>,
    scalars: Vec<Pointer>,
    /// By scalar: its value, if it is the same in all launches.
    constants: Vec<i64>,
    /// How the other scalars are computed, in order.
    ops: Vec<(Scalar, ScalarOp)>,
    /// Code that scalars run.
    folds: Vec<Site>,
    sites: Vec<Site>,
    tasks: Vec<Task>,
    /// By slot, operation, task and shift.
    entries: Vec<Entry>,
    /// Where the entries of each slot end.
    ends: Vec<usize>,
    checks: Vec<Check>,
    /// Sites that count executions, by work of the kernel.
    work: Vec<Result<u32, Unserved>>,
    unserved: Vec<(AccessId, Unserved)>,
    /// Pointers that values are loaded through.
    loaded: Vec<Slot>,
    /// Pointers that are written through.
    written: Vec<Slot>,
}

/// Why an access is not compiled: the footprint engine answers for its kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum Unserved {
    /// The table does not know a value.
    #[error("the table does not know {0}")]
    Opaque(OpqId),
    /// The access goes through a pointer in memory, or through none that is passed.
    #[error("the access goes through a pointer in memory")]
    LoadedPointer,
    /// The bytes of one execution differ between threads.
    #[error("the bytes of one execution differ between threads")]
    Width,
    /// An iteration of a loop that is not around the access.
    #[error("an iteration of a loop that is not around the access")]
    ForeignLoop,
    /// A number beyond 64 bits, or what is no number.
    #[error("a number beyond 64 bits")]
    Number,
    /// A formula beyond the size limit.
    #[error("the formulas are beyond the size limit")]
    TooLarge,
}

/// Why a launch has no answer here: the footprint engine has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum Stop {
    /// An access is not compiled.
    #[error("an access is not compiled")]
    Unserved,
    /// A grid or block beyond its limits.
    #[error("a grid or block beyond its limits")]
    Extent,
    /// A number beyond what 64 bits hold with some room.
    #[error("a number beyond 60 bits")]
    Overflow,
    /// More variables, conditions, terms or divisions than there is place for.
    #[error("more terms than there is place for")]
    Size,
    /// More ways, regions or points than are tried.
    #[error("more points than are tried")]
    Budget,
    /// More ranges than are kept.
    #[error("more ranges than are kept")]
    Ranges,
    /// A value that is loaded is not given.
    #[error("a value that is loaded is not given")]
    Contents,
    /// A value that is loaded may be written by the kernel.
    #[error("a value that is loaded may be written by the kernel")]
    Written,
    /// A formula without a value, a division by zero for example.
    #[error("a formula without a value")]
    Undefined,
    /// A value that differs between too many threads without being linear.
    #[error("a value that is not linear in the threads")]
    Irregular,
    /// An assumption that the bounds do not confirm.
    #[error("an assumption that the bounds do not confirm")]
    Assumption,
    /// Pointers that are not aligned or reach one buffer: the report may have a note on them.
    #[error("pointers that the report may have a note on")]
    Noted,
    /// An access outside of its buffer, or through a null pointer.
    #[error("an access outside of its buffer")]
    Outside,
}

/// One site with the bytes of an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Task {
    site: u32,
    width: Scalar,
}

/// Equal accesses: a task somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    slot: Slot,
    op: Op,
    task: u32,
    /// Bytes from where the task's offset points to.
    shift: i64,
    /// Accesses that do just this.
    times: u64,
}

/// Assumptions that a value stays in bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Check {
    /// Which assumptions it stands for, as bits; 0 if it is beyond what bits can say.
    open: u64,
    bounds: region::Wide,
    /// Assumptions that the trip counts of its loops rest on, as bits: beyond what is proven of
    /// these, the machine may go on where the formula does not.
    rests_on: u64,
    /// The site of the value, in all threads.
    everywhere: Option<u32>,
    /// The same under the guards of the accesses that need it.
    cases: Option<Vec<u32>>,
}

impl Check {
    /// Takes another check in whose value is the same everywhere.
    fn join(&mut self, other: Check) {
        self.open |= other.open;
        self.rests_on |= other.rests_on;
        self.cases = match (self.cases.take(), other.cases) {
            (Some(mut cases), Some(more)) => {
                cases.extend(more);
                cases.sort_unstable();
                cases.dedup();
                Some(cases)
            }
            _ => None,
        };
        if other.open == 0 {
            self.cases = None;
        }
    }
}

impl<'k> Program<'k> {
    /// Compiles a kernel.
    ///
    /// Whatever the table says, this ends soon: formulas that are too large or too deep are left to
    /// the footprint engine, see [`Program::unserved`].
    #[must_use]
    pub fn compile(kernel: &'k Kernel) -> Program<'k> {
        compile::compile(kernel)
    }

    /// The kernel.
    #[must_use]
    pub fn kernel(&self) -> &'k Kernel {
        self.kernel
    }

    /// Pointer arguments and pointer fields, in the order that [`Call::pointers`] has.
    #[must_use]
    pub fn pointers(&self) -> &[Pointer] {
        &self.pointers
    }

    /// Integer arguments that formulas hang on, in the order that [`Call::scalars`] has.
    #[must_use]
    pub fn scalars(&self) -> &[Pointer] {
        &self.scalars
    }

    /// Whether all accesses are compiled; if not, the footprint engine answers.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.unserved.is_empty()
    }

    /// Accesses that are not compiled, and why.
    #[must_use]
    pub fn unserved(&self) -> &[(AccessId, Unserved)] {
        &self.unserved
    }

    /// What is done through a pointer.
    fn entries_of(&self, slot: Slot) -> &[Entry] {
        let slot = usize::from(slot);
        let from = slot.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[from..self.ends[slot]]
    }

    /// Whether values are loaded, so that [`Place::contents`] matter.
    #[must_use]
    pub fn loads(&self) -> bool {
        !self.loaded.is_empty()
    }
}
