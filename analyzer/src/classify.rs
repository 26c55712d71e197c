//! Formulas -> verdicts: how sure each access is, and how its address moves.
//!
//! Exactness is read off the formulas: an access is *exact* if no opaque value occurs in it or in
//! the trip counts around it, *unknown* if an unbounded one occurs in its address, else *upper*.
//! Patterns come from finite differences: the address at `tid.x + 1` minus the address at `tid.x`.

use std::collections::BTreeSet;

use kht_schema::access::PatternClass;
use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::range::Launches;
use kht_schema::expr::shared::Operand;
use kht_schema::expr::{Axis, Carried};
use kht_schema::{Cond, Exactness, Expr, Opaque, Pattern, Step, Sym};
use rustc_hash::FxHashMap as HashMap;

use crate::facts::{Access, Kernel};

/// What is said of a kernel's accesses and loops, each in their order.
pub struct Verdicts {
    /// Per access.
    pub accesses: Vec<Verdict>,
    /// Per loop.
    pub loops: Vec<Exactness>,
}

/// What is said of an access.
pub struct Verdict {
    /// How sure its formulas are.
    pub exactness: Exactness,
    /// How its address moves.
    pub pattern: Pattern,
}

/// Judges all accesses and loops of a kernel.
#[must_use]
pub fn classify(kernel: &Kernel) -> Verdicts {
    let mut loops: Vec<Exactness> = Vec::new();
    for it in &kernel.loops {
        let around = it.parent.map_or(Exactness::Exact, |parent| loops[parent.index()]);
        let own = if has_opaque(&it.trip) { Exactness::Upper } else { Exactness::Exact };
        loops.push(own.max(around));
    }
    let mut steps = Steps {
        carried: carried_kinds(kernel),
        known: HashMap::default(),
        launches: Launches::default(),
    };
    let accesses = kernel
        .accesses
        .iter()
        .map(|access| {
            let around = access.loops.iter().map(|id| loops[id.index()]).max();
            let exactness = exactness(kernel, access).max(around.unwrap_or(Exactness::Exact));
            Verdict { exactness, pattern: pattern(access, exactness, &mut steps) }
        })
        .collect();
    Verdicts { accesses, loops }
}

fn has_opaque(expr: &Expr) -> bool {
    expr.kinds().meets(Kinds::OPQ)
}

fn exactness(kernel: &Kernel, access: &Access) -> Exactness {
    let path = access.root.path.iter().filter_map(|step| match step {
        Step::Deref { offset } => Some(offset),
        Step::Field { .. } => None,
    });
    let mut address = path.chain([&access.offset, &access.bytes]);
    if address.clone().any(|expr| unbounded_in(kernel, expr)) {
        return Exactness::Unknown;
    }
    let guarded = |cond: &Cond| cond.kinds().meets(Kinds::OPQ);
    if address.any(has_opaque) || access.guards.iter().any(guarded) {
        return Exactness::Upper;
    }
    Exactness::Exact
}

/// Whether a value without bounds occurs in an expression.
fn unbounded_in(kernel: &Kernel, expr: &Expr) -> bool {
    let unbounded = |opaque: &Opaque| opaque.lo.is_none() || opaque.hi.is_none();
    expr.any(|e| matches!(e, Expr::Sym(Sym::Opq(id)) if unbounded(&kernel.opaques[id.index()])))
}

fn pattern(access: &Access, exactness: Exactness, steps: &mut Steps) -> Pattern {
    if exactness == Exactness::Unknown {
        return Pattern::default();
    }
    let per_thread = steps.step(&access.offset, Sym::Tid(Axis::X));
    let innermost = access.loops.last().map(|id| Sym::It(*id));
    let indirect = steps.meets(&access.offset, Kinds::LOAD);
    let class = match (&per_thread, access.bytes.as_int()) {
        _ if indirect => PatternClass::Indirect,
        (Some(Expr::Int(0)), _) => PatternClass::Broadcast,
        (Some(Expr::Int(step)), Some(bytes)) if *step == bytes => PatternClass::Contiguous,
        (Some(_), _) => PatternClass::Strided,
        (None, _) => PatternClass::Irregular,
    };
    Pattern {
        class,
        per_thread,
        per_block: steps.step(&access.offset, Sym::Bid(Axis::X)),
        per_iteration: innermost.and_then(|symbol| steps.step(&access.offset, symbol)),
    }
}

/// Growth of sums from a symbol to the next. Unrolled accesses differ in what does not move, so
/// the rest is looked at once.
struct Steps {
    /// What the values hang on that loops carry.
    carried: HashMap<Sym, Kinds>,
    known: HashMap<(Expr, Sym), Option<Expr>>,
    launches: Launches,
}

impl Steps {
    /// Whether a formula has symbols of some kinds, in what loops carry or elsewhere.
    fn meets(&self, expr: &Expr, kinds: Kinds) -> bool {
        let of = |sym: Sym| self.carried.get(&sym).copied().unwrap_or_default();
        expr.kinds().meets(kinds)
            || expr.symbols_of(Kinds::BOUND).into_iter().any(|sym| of(sym).meets(kinds))
    }

    /// Whether a value that a loop carries hangs on a symbol.
    fn hangs_on(&self, carried: Sym, symbol: Sym) -> bool {
        let kinds = self.carried.get(&carried).copied().unwrap_or_default();
        carried.iterates().is_some_and(|id| Sym::It(id) == symbol) || kinds.meets(Kinds::of(symbol))
    }

    /// How much an expression grows from a symbol to the next, if that is the same everywhere.
    fn step(&mut self, expr: &Expr, symbol: Sym) -> Option<Expr> {
        let terms = match expr {
            Expr::Add(terms) => terms,
            other => std::slice::from_ref(other),
        };
        let moving: Vec<Expr> =
            terms.iter().filter(|term| term.mentions(symbol)).cloned().collect();
        if expr.symbols_of(Kinds::BOUND).iter().any(|sym| self.hangs_on(*sym, symbol)) {
            return None;
        }
        if moving.is_empty() {
            return Some(Expr::ZERO);
        }
        let key = (Expr::add(moving), symbol);
        let launches = &self.launches;
        let find = |(moving, _): &(Expr, Sym)| step(moving, symbol, launches);
        self.known.entry(key).or_insert_with_key(find).clone()
    }
}

/// What the values hang on that loops carry, directly or by others.
fn carried_kinds(kernel: &Kernel) -> HashMap<Sym, Kinds> {
    let values: Vec<(Sym, Kinds, BTreeSet<Sym>)> = kernel
        .loops
        .iter()
        .flat_map(|it| it.carried.iter().map(|car| (Sym::Car(it.id, car.index), car)))
        .map(|(symbol, Carried { index: _, first, next })| {
            let (mut others, more) =
                (first.symbols_of(Kinds::BOUND), next.symbols_of(Kinds::BOUND));
            others.extend(more);
            (symbol, first.kinds().union(next.kinds()), others)
        })
        .collect();
    let mut kinds: HashMap<Sym, Kinds> =
        values.iter().map(|(symbol, kinds, _)| (*symbol, *kinds)).collect();
    loop {
        let mut grown = false;
        for (symbol, own, others) in &values {
            let all = others.iter().filter_map(|other| kinds.get(other)).copied();
            let all = all.fold(*own, Kinds::union);
            grown |= kinds.insert(*symbol, all) != Some(all);
        }
        if !grown {
            return kinds;
        }
    }
}

fn step(expr: &Expr, symbol: Sym, launches: &Launches) -> Option<Expr> {
    let next = expr.put(symbol, &(Expr::Sym(symbol) + Expr::ONE));
    let difference = (next - expr.clone()).simplify_with(launches);
    let constant = !difference.any(|e| match e {
        Expr::Sym(Sym::Opq(_)) | Expr::Load(..) => true,
        Expr::Sym(found) => *found == symbol,
        _ => false,
    });
    constant.then_some(difference)
}
