//! Kernels: parameters, loops, assumptions, and the work done beside memory.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::access::{Exactness, Step};
use crate::expr::Carried;
use crate::{Access, AccessId, Cond, Expr, Heat, LoopId, Opaque, ParamId, Sym, ValId};

/// One GPU function and what it touches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kernel {
    /// Name as the module spells it (mangled).
    pub name: String,
    /// Name for people (demangled).
    pub display: String,
    /// Source position `file:line`, if the module has debug information.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Parameters in order; `argN` is `params[N]`.
    pub params: Vec<Param>,
    /// Limits that the kernel was compiled for.
    #[serde(default)]
    pub launch_bounds: LaunchBounds,
    /// Loops; a parent comes before its children.
    pub loops: Vec<Loop>,
    /// Formulas that occur often or are long; one may use those before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<NamedValue>,
    /// Values that are not known.
    pub opaques: Vec<Opaque>,
    /// Memory instructions that can touch an argument, in program order.
    pub accesses: Vec<Access>,
    /// One line per pointer that is accessed.
    pub heat: Vec<Heat>,
    /// Arithmetic, grouped by the conditions and loops it runs under.
    pub work: Vec<Work>,
    /// What the formulas rest on.
    pub assumptions: Vec<Assumption>,
    /// Where the host's sources launch it, as far as they were read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub launches: Vec<HostLaunch>,
    /// Findings about the kernel that a person should see.
    pub diagnostics: Vec<String>,
}

impl Kernel {
    /// How sure the formula of an access can be called, from the opaque values in it.
    ///
    /// Unknown if its place or size hangs on an opaque value without bounds, exact if nothing that
    /// decides whether, where and how often it runs hangs on any opaque value.
    #[must_use]
    pub fn access_exactness(&self, access: &Access) -> Exactness {
        let Access { root, bytes, offset, guards, loops, .. } = access;
        let steps = root.path.iter().filter_map(|step| match step {
            Step::Deref { offset } => Some(offset),
            Step::Field { .. } => None,
        });
        let place = steps.chain([bytes, offset]).map(|expr| self.opacity(&expr.symbols()));
        let trips = loops.iter().filter_map(|id| self.loops.get(id.index()));
        let runs = guards.iter().map(|guard| guard.symbols());
        let runs = runs.chain(trips.map(|each| each.trip.symbols()));
        // Whether it runs, and how often, only ever makes the footprint smaller.
        let runs = runs.map(|symbols| self.opacity(&symbols).min(Exactness::Upper));
        place.chain(runs).max().unwrap_or(Exactness::Exact)
    }

    /// Grid and block as all launches of the host have them: `bdim.x` and the like, each with its
    /// smallest and largest value.
    pub fn host_extents(&self) -> impl Iterator<Item = (Sym, i64, i64)> + '_ {
        let stated = self.assumptions.iter().filter(|it| it.kind == AssumptionKind::HostExtent);
        stated.filter_map(|it| match (&it.expr, it.lo, it.hi) {
            (Some(Expr::Sym(sym)), Some(lo), Some(hi)) => Some((*sym, lo, hi)),
            _ => None,
        })
    }

    /// How sure the trip count of a loop can be called: exact if nothing opaque is in it, nor in
    /// those of the loops around it.
    #[must_use]
    pub fn loop_exactness(&self, each: &Loop) -> Exactness {
        let mut around = Some(each);
        // Bounded, as a table that is not checked yet may have loops around each other.
        for _ in 0..=self.loops.len() {
            let Some(each) = around else {
                break;
            };
            if self.opacity(&each.trip.symbols()) != Exactness::Exact {
                return Exactness::Upper;
            }
            around = each.parent.and_then(|parent| self.loops.get(parent.index()));
        }
        Exactness::Exact
    }

    fn opacity(&self, symbols: &BTreeSet<Sym>) -> Exactness {
        let opaques = symbols.iter().filter_map(|sym| match sym {
            Sym::Opq(id) => Some(self.opaques.get(id.index())),
            _ => None,
        });
        let bounded = |opaque: &Opaque| opaque.lo.is_some() && opaque.hi.is_some();
        let exactness = opaques.map(|opaque| match opaque {
            Some(opaque) if bounded(opaque) => Exactness::Upper,
            Some(_) | None => Exactness::Unknown,
        });
        exactness.max().unwrap_or(Exactness::Exact)
    }
}

/// One kernel parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Param {
    /// Position in the signature.
    pub index: ParamId,
    /// Name in the source, if anyone has said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who said the name; the module, if nothing else is written.
    #[serde(default, skip_serializing_if = "NameSource::is_module")]
    pub named_by: NameSource,
    /// What it is for, as far as its name and use let guess; only for [`ParamType::Pointer`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guessed_role: Option<GuessedRole>,
    /// What kind of value it is.
    #[serde(rename = "type")]
    pub ty: ParamType,
    /// Size of the value in bytes.
    pub size: u32,
    /// Facts about the pointer; only for [`ParamType::Pointer`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<PointerFacts>,
    /// Leaf fields at their byte offsets; only for [`ParamType::Struct`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
}

impl Param {
    /// Whether it points to memory of the block or of the thread, of which a launch says the place
    /// at most.
    #[must_use]
    pub fn is_own_memory(&self) -> bool {
        const SHARED: u32 = 3;
        const LOCAL: u32 = 5;
        self.pointer.as_ref().is_some_and(|it| matches!(it.space, SHARED | LOCAL))
    }
}

/// Who has named a parameter. Those that come first are believed first.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum NameSource {
    /// The module itself: names of its values, or what OpenCL says of arguments.
    #[default]
    Module,
    /// Debug information of the module.
    DebugInfo,
    /// What the compiler wrote beside the module.
    Metadata,
    /// The variables that the host's sources pass in all launches.
    Host,
}

impl NameSource {
    /// Whether it is the module itself.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    fn is_module(&self) -> bool {
        *self == NameSource::Module
    }
}

/// What a pointer argument is for. A guess, which no formula rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuessedRole {
    /// The guess.
    pub kind: RoleKind,
    /// What led to it.
    pub why: String,
}

/// What pointer arguments are for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RoleKind {
    /// Parameters of the model: they are read, and stay the same from launch to launch.
    Weight,
    /// Keys or values that attention has seen so far.
    KvCache,
    /// What flows from kernel to kernel.
    Activation,
    /// Its values say where others are accessed.
    Index,
    /// Its values are dimensions, strides or lengths.
    Layout,
    /// Of use for the time of a launch only.
    Workspace,
    /// Nothing but that it is read is known.
    Input,
    /// Nothing but that it is written is known.
    Output,
    /// Nothing but that it is read and written is known.
    Updated,
    /// It is not accessed.
    Unused,
}

impl RoleKind {
    /// All of them.
    pub const ALL: [RoleKind; 10] = [
        RoleKind::Weight,
        RoleKind::KvCache,
        RoleKind::Activation,
        RoleKind::Index,
        RoleKind::Layout,
        RoleKind::Workspace,
        RoleKind::Input,
        RoleKind::Output,
        RoleKind::Updated,
        RoleKind::Unused,
    ];

    /// As a table spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            RoleKind::Weight => "weight",
            RoleKind::KvCache => "kv_cache",
            RoleKind::Activation => "activation",
            RoleKind::Index => "index",
            RoleKind::Layout => "layout",
            RoleKind::Workspace => "workspace",
            RoleKind::Input => "input",
            RoleKind::Output => "output",
            RoleKind::Updated => "updated",
            RoleKind::Unused => "unused",
        }
    }
}

/// A place in the host's sources that launches a kernel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostLaunch {
    /// `file:line`, the file below the folder that was read.
    pub source: String,
    /// Function it stands in.
    pub function: String,
    /// Arguments in order: what they hold in a word, or the expression.
    pub arguments: Vec<String>,
    /// Grid and block as expressions of the host, one of which is used; empty if not understood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shapes: Vec<HostShape>,
}

/// Grid and block of a launch as the host's sources spell them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostShape {
    /// Blocks along x, y, z.
    pub grid: [String; 3],
    /// Threads of a block along x, y, z.
    pub block: [String; 3],
}

/// Type of a parameter or of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ParamType {
    /// Pointer to global memory.
    Pointer,
    /// Integer; `argN` is its value read as a signed number (`i1` as 0 or 1).
    Int,
    /// Floating-point number; never part of an expression.
    Float,
    /// By-value aggregate.
    Struct,
    /// Anything else.
    Other,
}

/// What the module declares about a pointer argument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PointerFacts {
    /// LLVM address space.
    pub space: u32,
    /// Declared alignment in bytes; 1 if none is declared.
    pub align: u64,
    /// No other argument reaches the same bytes, if one of them is written.
    pub noalias: bool,
    /// Declared access.
    pub declared_access: DeclaredAccess,
}

/// Access that the module declares for a pointer argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeclaredAccess {
    /// Neither read nor written.
    None,
    /// Read only.
    Read,
    /// Written only.
    Write,
    /// Not declared.
    ReadWrite,
}

/// A leaf field of a by-value struct.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Byte offset in the struct; `argN@at` in expressions.
    pub at: u32,
    /// What kind of value it is; never [`ParamType::Struct`].
    #[serde(rename = "type")]
    pub ty: ParamType,
    /// Size in bytes.
    pub size: u32,
}

/// Limits that a kernel was compiled for; `None` if it does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LaunchBounds {
    /// Largest block, per axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_block: Option<[u32; 3]>,
    /// The only block allowed, per axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_block: Option<[u32; 3]>,
    /// Bytes of dynamic shared memory that a launch has to bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dynamic_shared: Option<u32>,
}

/// A loop. It runs for `itN` in `[0, trip)`; a trip count of zero or less runs not at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Loop {
    /// Position in [`Kernel::loops`].
    pub id: LoopId,
    /// Loop around this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<LoopId>,
    /// Number of iterations for one thread and one iteration of the loops around it.
    pub trip: Expr,
    /// Values without a closed form that the loop hands from iteration to iteration: `car0.1` is,
    /// within loop 0, what comes into the iteration, `first` in the first one, then what `next` was
    /// in the one before. There, `step0` is the number of the iteration. Nothing in them is opaque.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<Carried>,
    /// How sure the trip count is.
    pub exactness: Exactness,
    /// Source position `file:line`, if the module has debug information.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A formula with a name, so that others stay short.
///
/// It hangs on the launch, the block and the thread, but neither on an iteration nor on an opaque
/// value, so that loops and exactness can be read off the formulas that use it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedValue {
    /// Position in [`Kernel::values`].
    pub id: ValId,
    /// What the name stands for.
    pub expr: Expr,
}

/// Arithmetic that runs under the same conditions, per execution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Conditions, as in [`Access::guards`].
    pub guards: Vec<Cond>,
    /// Loops, as in [`Access::loops`].
    pub loops: Vec<LoopId>,
    /// Floating-point operations per execution; a fused multiply-add counts two.
    pub flops: u64,
    /// Integer operations per execution.
    pub int_ops: u64,
    /// Special-function operations (roots, exponentials, divisions) per execution.
    pub special_ops: u64,
    /// Tensor-core instructions per execution.
    pub tensor_ops: u64,
    /// Bytes of shared memory read and written per execution.
    pub shared_bytes: u64,
    /// Barriers per execution.
    pub barriers: u64,
}

/// A fact that formulas rest on and that the analysis could not prove.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// What is assumed.
    pub kind: AssumptionKind,
    /// Accesses that need it; empty if all do.
    pub accesses: Vec<AccessId>,
    /// Value that is assumed to stay in `[lo, hi]`, for all threads that run the accesses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expr: Option<Expr>,
    /// Smallest allowed value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lo: Option<i64>,
    /// Largest allowed value (inclusive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hi: Option<i64>,
    /// Whether the value has to stay there in all threads of the launch: those that run the
    /// accesses hang on what the others have found out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub everywhere: bool,
}

/// Kinds of assumptions.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AssumptionKind {
    /// `expr` stays in `[lo, hi]`, so that machine arithmetic of that width does not wrap.
    NoWrap,
    /// `expr` stays in `[lo, hi]`, a value's sign or a divisor for example.
    Range,
    /// Accesses stay inside their buffers.
    InBounds,
    /// Pointer arguments reach different bytes where one of them is written.
    NoOverlap,
    /// All blocks have `bdim` threads, and threads are numbered from zero: what every launch here
    /// is. OpenCL also has launches with a smaller last block, or with an offset.
    PlainLaunch,
    /// Threads of a block read what others put into shared memory only behind a barrier, and no
    /// two of them put different values into one place between two barriers.
    NoRace,
    /// What is read from shared memory was written before.
    WrittenFirst,
    /// Names of dynamic shared memory are different pieces of it, as they are for LLVM, though
    /// CUDA puts all of them at the same address.
    DistinctShared,
    /// `expr`, an extent of grid or block, is in `[lo, hi]`, as it is in all launches of the host
    /// that was read. Binding refuses any other launch.
    HostExtent,
}

impl AssumptionKind {
    /// Whether it speaks of a value and its bounds.
    #[must_use]
    pub fn has_value(self) -> bool {
        match self {
            AssumptionKind::NoWrap | AssumptionKind::Range | AssumptionKind::HostExtent => true,
            AssumptionKind::InBounds
            | AssumptionKind::NoOverlap
            | AssumptionKind::PlainLaunch
            | AssumptionKind::NoRace
            | AssumptionKind::WrittenFirst
            | AssumptionKind::DistinctShared => false,
        }
    }
}
