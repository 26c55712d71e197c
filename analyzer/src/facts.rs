//! What is known of a kernel once LLVM has been asked: owned data, no LLVM type, no lifetime.

mod needs;

use kht_schema::expr::{Carried, Pointer};
use kht_schema::kernel::{HostLaunch, LaunchBounds};
use kht_schema::{AssumptionKind, Cond, Expr, LoopId, Op, Opaque, Param, Root};

use crate::host::Extents;

pub use needs::Needs;

/// A kernel as the symbolic stage leaves it.
#[derive(Clone, Debug)]
pub struct Kernel {
    /// Name as the module spells it.
    pub name: String,
    /// Name for people.
    pub display: String,
    /// Source position `file:line`.
    pub source: Option<String>,
    /// Parameters in order.
    pub params: Vec<Param>,
    /// Limits that the kernel was compiled for.
    pub launch_bounds: LaunchBounds,
    /// Loops; a parent comes before its children.
    pub loops: Vec<Loop>,
    /// Formulas with a name; one may use those before it.
    pub values: Vec<Expr>,
    /// Values that are not known.
    pub opaques: Vec<Opaque>,
    /// Accesses in program order; an instruction with several roots has one access for each.
    pub accesses: Vec<Access>,
    /// Arithmetic per group of blocks.
    pub work: Vec<kht_schema::Work>,
    /// What the formulas rest on; [`Access::needs`] are positions in it.
    pub assumptions: Vec<Assumption>,
    /// Whether formulas rest on [`AssumptionKind::PlainLaunch`].
    pub plain_launch: bool,
    /// What the host's sources say of its launches.
    pub host: Host,
    /// Findings that a person should see.
    pub diagnostics: Vec<String>,
}

/// Launches of a kernel in the host's sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// Where it is launched.
    pub launches: Vec<HostLaunch>,
    /// Grid and block, as far as they are constants in all launches; formulas rest on them.
    pub extents: Extents,
}

/// A loop with its trip count.
#[derive(Clone, Debug)]
pub struct Loop {
    /// Position in [`Kernel::loops`].
    pub id: LoopId,
    /// Loop around this one.
    pub parent: Option<LoopId>,
    /// Iterations.
    pub trip: Expr,
    /// What it hands from iteration to iteration, as far as formulas name it.
    pub carried: Vec<Carried>,
    /// Assumptions of the trip count.
    pub needs: Needs,
    /// Source position `file:line`.
    pub source: Option<String>,
}

/// An access with its formulas.
#[derive(Clone, Debug)]
pub struct Access {
    /// What the instruction does.
    pub op: Op,
    /// Pointer that the address is derived from.
    pub root: Root,
    /// Bytes per execution.
    pub bytes: Expr,
    /// First byte, from where the root points to.
    pub offset: Expr,
    /// Conditions; all must hold.
    pub guards: Vec<Cond>,
    /// Loops, outermost first.
    pub loops: Vec<LoopId>,
    /// Assumptions it rests on, those of its loops included.
    pub needs: Needs,
    /// Source position `file:line`.
    pub source: Option<String>,
}

/// A fact that could not be proved.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// What is assumed.
    pub kind: AssumptionKind,
    /// What it says of a value, if it does.
    pub claim: Option<Claim>,
}

/// That a value stays in `[lo, hi]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The value.
    pub expr: Expr,
    /// Smallest allowed value.
    pub lo: i64,
    /// Largest allowed value.
    pub hi: i64,
    /// Whether it has to hold in all threads, not only in those that run the accesses.
    pub everywhere: bool,
}

/// The argument or field that a root starts from.
#[must_use]
pub fn pointer_of(root: &Root) -> Pointer {
    let at = match root.path.first() {
        Some(kht_schema::Step::Field { at }) => Some(*at),
        _ => None,
    };
    Pointer { param: root.param, at }
}
