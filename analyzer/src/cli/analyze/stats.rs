//! What the summary says of a kernel: how much is known, and what stands in the way of the rest.

use std::collections::{BTreeMap, BTreeSet};

use kht_schema::kernel::{NameSource, RoleKind};
use kht_schema::{Access, Cond, Exactness, Expr, Kernel, Opaque, OpqId, Step, Sym};
use serde::{Deserialize, Serialize};

/// Figures of a kernel.
#[derive(Serialize, Deserialize)]
pub(super) struct KernelReport {
    pub(super) name: String,
    pub(super) display: String,
    pub(super) accesses: usize,
    /// Accesses whose address and size are formulas without an unknown value; the conditions and
    /// trip counts around them may still have some.
    pub(super) addressed: usize,
    pub(super) exact: usize,
    pub(super) upper: usize,
    pub(super) unknown: usize,
    /// Parameters, and those with a name by who said it.
    pub(super) params: usize,
    pub(super) named: BTreeMap<NameSource, usize>,
    /// Pointers by what they are guessed to be for.
    pub(super) roles: BTreeMap<RoleKind, usize>,
    /// Places in the host's sources that launch it.
    pub(super) launches: usize,
    loops: usize,
    /// Loops whose trip count is exact, and those of all loops around them.
    loops_exact: usize,
    /// Loops whose own trip count is a formula, whatever is known of the loops around them.
    loops_counted: usize,
    /// Loops that run at most as often as a formula says, and may be left before.
    loops_bounded: usize,
    /// Different conditions that guard accesses.
    conditions: usize,
    /// Those of them that are formulas.
    conditions_known: usize,
    pub(super) ms: f64,
    /// Why accesses are not exact, each reason that plays a part.
    reasons: BTreeMap<String, Reason>,
}

/// A reason for accesses not to be exact.
#[derive(Serialize, Deserialize)]
struct Reason {
    accesses: usize,
    /// The first instruction that it is said of.
    instruction: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

impl KernelReport {
    /// The figures of a kernel whose analysis took that long.
    pub(super) fn of(kernel: &Kernel, ms: f64) -> Self {
        let with =
            |exactness| kernel.accesses.iter().filter(|it| it.exactness == exactness).count();
        let loops = |is: fn(&Expr) -> bool| kernel.loops.iter().filter(|it| is(&it.trip)).count();
        let conditions: BTreeSet<&Cond> =
            kernel.accesses.iter().flat_map(|access| &access.guards).collect();
        let known = |cond: &&&Cond| opaques(cond.symbols()).next().is_none();
        KernelReport {
            name: kernel.name.clone(),
            display: kernel.display.clone(),
            accesses: kernel.accesses.len(),
            addressed: kernel.accesses.iter().filter(|access| is_addressed(access)).count(),
            exact: with(Exactness::Exact),
            upper: with(Exactness::Upper),
            unknown: with(Exactness::Unknown),
            params: kernel.params.len(),
            named: counted(
                kernel.params.iter().filter_map(|it| it.name.as_ref().map(|_| it.named_by)),
            ),
            roles: counted(
                kernel.params.iter().filter_map(|it| Some(it.guessed_role.as_ref()?.kind)),
            ),
            launches: kernel.launches.len(),
            loops: kernel.loops.len(),
            loops_exact: kernel.loops.iter().filter(|it| it.exactness == Exactness::Exact).count(),
            loops_counted: loops(is_known),
            loops_bounded: loops(is_bounded),
            conditions: conditions.len(),
            conditions_known: conditions.iter().filter(known).count(),
            ms,
            reasons: reasons(kernel),
        }
    }
}

/// How often each occurs.
pub(super) fn counted<T: Ord>(found: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for each in found {
        *counts.entry(each).or_default() += 1;
    }
    counts
}

fn opaques(symbols: BTreeSet<Sym>) -> impl Iterator<Item = OpqId> {
    symbols.into_iter().filter_map(|symbol| match symbol {
        Sym::Opq(id) => Some(id),
        _ => None,
    })
}

fn is_known(expr: &Expr) -> bool {
    opaques(expr.symbols()).next().is_none()
}

/// Whether a trip count that is not known has a formula for its most.
fn is_bounded(trip: &Expr) -> bool {
    let Expr::Min(operands) = trip else { return false };
    !is_known(trip) && operands.iter().any(is_known)
}

/// Whether an address and size are known as formulas.
fn is_addressed(access: &Access) -> bool {
    is_known(&access.offset) && is_known(&access.bytes)
}

/// All opaque values that an access hangs on.
fn opaques_of(kernel: &Kernel, access: &Access) -> BTreeSet<OpqId> {
    let trips = access.loops.iter().map(|id| kernel.loops[id.index()].trip.symbols());
    let guards = access.guards.iter().map(Cond::symbols);
    let steps = access.root.path.iter().filter_map(|step| match step {
        Step::Deref { offset } => Some(offset.symbols()),
        Step::Field { .. } => None,
    });
    let place = [access.offset.symbols(), access.bytes.symbols()];
    trips.chain(guards).chain(steps).chain(place).flat_map(opaques).collect()
}

/// Accesses that are not exact by each reason that plays a part; one may have several.
fn reasons(kernel: &Kernel) -> BTreeMap<String, Reason> {
    let mut reasons: BTreeMap<String, Reason> = BTreeMap::new();
    for access in kernel.accesses.iter().filter(|it| it.exactness != Exactness::Exact) {
        let mut counted = BTreeSet::new();
        for id in opaques_of(kernel, access) {
            let Opaque { why, .. } = &kernel.opaques[id.index()];
            if counted.insert(why.code) {
                let name = serde_json::to_value(why.code).ok();
                let name = name.and_then(|name| name.as_str().map(str::to_owned));
                let entry = reasons.entry(name.unwrap_or_default()).or_insert_with(|| Reason {
                    accesses: 0,
                    instruction: why.instruction.clone(),
                    source: why.source.clone(),
                });
                entry.accesses += 1;
            }
        }
    }
    reasons
}
