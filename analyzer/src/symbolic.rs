//! Sites -> formulas: addresses, conditions and trip counts as expressions over the launch.
//!
//! LLVM's scalar evolution says how a value is computed modulo `2^n`; this stage says what it *is*,
//! as an exact integer. The two agree where arithmetic does not wrap. That is taken from `nsw` and
//! `nuw`, or proved by ranges, or, for values of the launch alone, recorded as an assumption; what
//! hangs on loaded or unknown values keeps an explicit `wrap` or `mod`.
//!
//! What has no formula becomes an [`Opaque`] with its reason. So nothing is lost: the worst
//! access is "some bytes of this argument, for that reason".

mod address;
mod amdgcn;
mod assumptions;
mod carried;
mod conditions;
mod division;
mod handed_on;
mod implied;
mod integers;
mod known;
mod lanes;
mod names;
mod naturals;
mod phis;
mod pointers;
mod provenance;
mod ranges;
mod recurrences;
mod related;
mod staged;
mod steps;
mod tensor_maps;
mod tree;
mod trips;
mod unchanged;
mod values;
mod votes;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use kht_schema::expr::Pointer;
use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::shared::Operand;
use kht_schema::{
    AssumptionKind, Cond, Expr, LoopId, Op, Opaque, OpqId, ParamId, ParamType, Root, Step, Sym,
    Why, WhyCode,
};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::accesses::{Extent, Site};
use crate::cfg::{Cfg, Node};
use crate::facts::{Access, Kernel, Loop, Needs};
use crate::load::Entry;
use crate::scev::{Block, Scev, Value, demangle};
use crate::work;
use address::{Base, Pointee};
use integers::Reading;

/// Expressions with more nodes are not kept.
const MAX_NODES: usize = 4000;

/// Nesting of values, addresses and conditions that is followed.
const MAX_DEPTH: u32 = 120;

/// Loops around a value, by the innermost one.
type Scope = Option<u32>;

/// State of the translation of one kernel.
struct Ctx<'a, 'm> {
    scev: Scev<'m>,
    cfg: Cfg<'m>,
    entry: &'a Entry<'m>,
    /// What the kernel may change; `None` while that is being found.
    mutable: Option<Mutable>,
    integers: HashMap<(Value<'m>, Scope, Reading), (Expr, Needs)>,
    conditions: HashMap<(Value<'m>, Scope), (Cond, Needs)>,
    addresses: HashMap<(Value<'m>, Scope), (Vec<Pointee>, Needs)>,
    reaches: HashMap<Node<'m>, (Cond, Needs)>,
    guards: HashMap<Block<'m>, (Vec<Cond>, Needs)>,
    trips: Vec<Option<Loop>>,
    /// Loops whose trip counts are being found.
    counting: Vec<u32>,
    /// Blocks with memory instructions.
    touching: HashSet<Block<'m>>,
    /// Loops whose header leaves them and does nothing else: their bodies run `trip` times.
    bare_headers: BTreeSet<u32>,
    values: names::Names,
    /// To be cleared when ranges of symbols change.
    memos: ranges::Memos,
    opaques: Vec<Opaque>,
    opaque_ids: HashMap<Value<'m>, OpqId>,
    /// What is stored to shared and local memory, once that is asked for.
    stores: Option<staged::Stores<'m>>,
    /// Which blocks lead to which, once that is asked for.
    ways: Option<Rc<staged::Ways<'m>>>,
    /// Loads from such memory that are being looked at.
    staging: Vec<Value<'m>>,
    /// Loop-carried values that are being solved, opaque until then.
    solving: Vec<OpqId>,
    /// Loop-carried values that have a closed form.
    solved: HashMap<Value<'m>, (Expr, Needs)>,
    /// Those that were left opaque meanwhile, and may have a formula all the same.
    postponed: BTreeSet<OpqId>,
    /// Those that have no solution.
    unsolvable: BTreeSet<OpqId>,
    /// What loops carry, as far as that was asked for, and the loops for which it is being found.
    systems: BTreeMap<u32, recurrences::System<'m>>,
    stepping: Vec<recurrences::Stepping<'m>>,
    /// When a loop is left which way: by loop and position in its list of exits.
    left: HashMap<(u32, usize), (Cond, Needs)>,
    assumptions: assumptions::Assumptions,
    /// Whether what guards a block implies an assumption.
    implied: HashMap<(Block<'m>, usize), bool>,
    diagnostics: Vec<String>,
    /// Whether formulas rest on whole blocks and on threads that are numbered from zero.
    plain_launch: bool,
    /// Assumptions of what is being translated right now.
    needs: Needs,
    depth: u32,
}

/// Which memory the kernel may change, so that values loaded from it are not formulas.
#[derive(Default)]
struct Mutable {
    everything: bool,
    pointers: BTreeSet<Pointer>,
}

/// Translates a kernel; `sites` are its memory instructions.
pub(crate) fn translate<'m>(
    entry: &Entry<'m>,
    mut scev: Scev<'m>,
    cfg: Cfg<'m>,
    sites: &[Site<'m>],
) -> Kernel {
    let entry = tensor_maps::declare(entry, &mut scev, sites);
    let mut ctx = Ctx {
        scev,
        cfg,
        entry: &entry,
        mutable: None,
        integers: HashMap::default(),
        conditions: HashMap::default(),
        addresses: HashMap::default(),
        reaches: HashMap::default(),
        guards: HashMap::default(),
        trips: Vec::new(),
        counting: Vec::new(),
        touching: sites.iter().map(|site| site.block).collect(),
        bare_headers: BTreeSet::new(),
        values: names::Names::default(),
        memos: ranges::Memos::default(),
        opaques: Vec::new(),
        opaque_ids: HashMap::default(),
        stores: None,
        ways: None,
        staging: Vec::new(),
        solving: Vec::new(),
        solved: HashMap::default(),
        postponed: BTreeSet::new(),
        unsolvable: BTreeSet::new(),
        systems: BTreeMap::new(),
        stepping: Vec::new(),
        left: HashMap::default(),
        assumptions: assumptions::Assumptions::default(),
        implied: HashMap::default(),
        diagnostics: entry.diagnostics.clone(),
        plain_launch: false,
        needs: Needs::new(),
        depth: 0,
    };
    ctx.mutable = Some(ctx.find_mutable(sites));
    ctx.forget();
    ctx.find_trips();
    let accesses = sites.iter().flat_map(|site| ctx.accesses(site)).collect();
    let work = ctx.work();
    ctx.finish(accesses, work)
}

impl<'m> Ctx<'_, 'm> {
    /// What stores and atomics may change. Runs while every load counts as unknown; roots do not
    /// depend on loaded values, so the answer holds for the second run, which knows more.
    fn find_mutable(&mut self, sites: &[Site<'m>]) -> Mutable {
        let mut mutable = Mutable::default();
        for site in sites.iter().filter(|site| matches!(site.op, Op::Store | Op::Atomic)) {
            for pointee in self.address(site.pointer, self.cfg.loop_of(site.block)) {
                match pointee.base {
                    Base::Param(pointer) => {
                        mutable.pointers.insert(pointer);
                    }
                    Base::Unknown(_) => mutable.everything = true,
                    Base::ByValue(_) if !matches!(site.extent, Extent::Any(_)) => {}
                    Base::ByValue(param) => {
                        mutable.pointers.extend(self.pointer_fields(param));
                    }
                    // Loaded pointers fall under the assumption that arguments do not overlap.
                    Base::Loaded { .. } | Base::Launch(_) | Base::Local => {}
                }
            }
        }
        mutable
    }

    /// Drops all results, so that the next run starts anew.
    fn forget(&mut self) {
        self.integers.clear();
        self.conditions.clear();
        self.addresses.clear();
        self.reaches.clear();
        self.guards.clear();
        self.solved.clear();
        self.systems.clear();
        self.left.clear();
        self.values = names::Names::default();
        self.memos.clear();
        self.opaques.clear();
        self.opaque_ids.clear();
        self.unsolvable.clear();
        self.assumptions.clear();
        self.plain_launch = false;
        self.implied.clear();
        self.needs.clear();
    }

    /// Drops the results in which a symbol of some kinds occurs that is among those given, or in
    /// an assumption that they rest on, so that they are found anew.
    fn forget_where(&mut self, kinds: Kinds, given: impl Fn(Sym) -> bool) {
        let occurs = |e: &Expr| matches!(e, Expr::Sym(symbol) if given(*symbol));
        let in_expr = |expr: &Expr| expr.kinds().meets(kinds) && expr.any(occurs);
        let in_cond = |cond: &Cond| cond.kinds().meets(kinds) && cond.any(occurs);
        let doubtful = self.assumptions.about(kinds, &given);
        let sure = |needs: &Needs| doubtful.is_empty() || needs.is_disjoint(&doubtful);
        self.integers.retain(|_, (expr, needs)| sure(needs) && !in_expr(expr));
        self.solved.retain(|_, (expr, needs)| sure(needs) && !in_expr(expr));
        self.conditions.retain(|_, (cond, needs)| sure(needs) && !in_cond(cond));
        self.reaches.retain(|_, (cond, needs)| sure(needs) && !in_cond(cond));
        self.left.retain(|_, (cond, needs)| sure(needs) && !in_cond(cond));
        self.guards.retain(|_, (guards, needs)| sure(needs) && !guards.iter().any(in_cond));
        self.addresses.retain(|_, (pointees, needs)| {
            let in_one = |pointee: &Pointee| {
                in_expr(&pointee.offset) || pointee.when.as_ref().is_some_and(in_cond)
            };
            sure(needs) && !pointees.iter().any(in_one)
        });
    }

    /// The accesses of a site: one for each argument that its pointer may come from.
    fn accesses(&mut self, site: &Site<'m>) -> Vec<Access> {
        let scope = self.cfg.loop_of(site.block);
        self.needs.clear();
        let mut pointees = self.address(site.pointer, scope);
        if pointees.iter().any(|pointee| matches!(pointee.base, Base::Unknown(_))) {
            pointees = self.anywhere(&pointees);
            if pointees.is_empty() {
                self.note_lost(site);
            }
        }
        if matches!(site.extent, Extent::Any(_)) {
            pointees = self.with_fields(pointees);
        }
        if !pointees.iter().any(|pointee| pointee.base.is_argument()) {
            return Vec::new();
        }
        let bytes = self.extent(site, scope);
        let own = std::mem::take(&mut self.needs);
        let guards = self.guards(site.block);
        let loops = self.loops_around(site.block);
        let own = self.not_implied(own, site.block, &guards);
        self.needs.extend(own);
        for id in &loops {
            if let Some(counted) = self.count(id.0) {
                self.needs.extend(counted.needs);
            }
        }
        let mut accesses = Vec::new();
        for pointee in pointees {
            let Some(root) = pointee.base.root() else { continue };
            let when = pointee.when.clone();
            let guards = conjuncts(guards.iter().cloned().chain(when));
            let (guards, offset) = self.in_steps(guards, &pointee.offset);
            let offset = match site.extent {
                Extent::Any(why) => self.nothing_known(site.instruction, why),
                _ => {
                    let offset = self.given_guards(&offset, &guards);
                    self.bounded(site.instruction, offset)
                }
            };
            // What no thread runs is no access.
            if guards == [Cond::Const(false)] {
                continue;
            }
            accesses.push(Access {
                op: site.op,
                root,
                bytes: bytes.clone(),
                offset,
                guards,
                loops: loops.clone(),
                needs: self.needs.clone(),
                source: site.instruction.source(),
            });
        }
        accesses
    }

    /// Bytes that a site touches.
    fn extent(&mut self, site: &Site<'m>, scope: Scope) -> Expr {
        match site.extent {
            Extent::Bytes(bytes) => Expr::Int(i128::from(bytes)),
            Extent::Length(length) => self.integer(length, scope, Reading::Unsigned),
            Extent::Any(_) => Expr::ONE,
        }
    }

    /// Where an access may go whose pointer has no known root: through every pointer there is.
    fn anywhere(&mut self, known: &[Pointee]) -> Vec<Pointee> {
        let Some(why) = known.iter().find_map(|pointee| match &pointee.base {
            Base::Unknown(why) => Some(*why),
            _ => None,
        }) else {
            return known.to_vec();
        };
        let offset = Expr::Sym(Sym::Opq(why));
        let params = &self.entry.params;
        // Memory of the block or thread is nothing that a launch passes.
        let whole =
            params.iter().filter(|param| param.ty == ParamType::Pointer && !param.is_own_memory());
        let whole = whole.map(|param| Pointer { param: param.index, at: None });
        let fields = params.iter().flat_map(|param| self.pointer_fields(param.index));
        whole
            .chain(fields)
            .map(|pointer| Pointee {
                base: Base::Param(pointer),
                offset: offset.clone(),
                when: None,
            })
            .collect()
    }

    /// Says that memory is touched which no pointer argument reaches, so that no table has it.
    fn note_lost(&mut self, site: &Site<'m>) {
        let source = site.instruction.source().map(|source| format!(" at {source}"));
        self.diagnostics.push(format!(
            "memory that no pointer argument reaches is touched{}: {}",
            source.unwrap_or_default(),
            self.scev.text(site.instruction)
        ));
    }

    /// What code that is handed these pointers can reach: of a by-value argument, what its fields
    /// point to.
    fn with_fields(&self, pointees: Vec<Pointee>) -> Vec<Pointee> {
        let reached = pointees.into_iter().flat_map(|pointee| match pointee.base {
            Base::ByValue(param) => self
                .pointer_fields(param)
                .map(|field| Pointee {
                    base: Base::Param(field),
                    offset: pointee.offset.clone(),
                    when: pointee.when.clone(),
                })
                .collect(),
            _ => vec![pointee],
        });
        reached.collect()
    }

    /// The pointer fields of a by-value argument.
    fn pointer_fields(&self, param: ParamId) -> impl Iterator<Item = Pointer> {
        let fields = self.entry.params[param.index()].fields.iter();
        let pointers = fields.filter(|field| field.ty == ParamType::Pointer);
        pointers.map(move |field| Pointer { param, at: Some(field.at) })
    }

    /// Arithmetic of all blocks, grouped by the conditions and loops they run under.
    fn work(&mut self) -> Vec<kht_schema::Work> {
        let mut groups = Vec::new();
        for block in self.scev.function().blocks() {
            if !self.cfg.reachable(block) {
                continue;
            }
            let mut group = kht_schema::Work {
                guards: Vec::new(),
                loops: Vec::new(),
                flops: 0,
                int_ops: 0,
                special_ops: 0,
                tensor_ops: 0,
                shared_bytes: 0,
                barriers: 0,
            };
            for counts in block.instructions().into_iter().map(work::count) {
                group.flops += counts.flops;
                group.int_ops += counts.int_ops;
                group.special_ops += counts.special_ops;
                group.tensor_ops += counts.tensor_ops;
                group.shared_bytes += counts.shared_bytes;
                group.barriers += counts.barriers;
            }
            group.guards = self.guards(block);
            group.loops = self.loops_around(block);
            groups.push(group);
        }
        work::merge(groups)
    }

    /// Loops around a block, outermost first.
    fn loops_around(&self, block: Block<'m>) -> Vec<LoopId> {
        let mut loops: Vec<LoopId> =
            self.cfg.chain(self.cfg.loop_of(block)).into_iter().map(LoopId).collect();
        loops.reverse();
        loops
    }

    /// A value that is not known, with the range that LLVM knows.
    fn opaque(&mut self, value: Value<'m>, code: WhyCode) -> Expr {
        if let Some(&id) = self.opaque_ids.get(&value) {
            return Expr::Sym(Sym::Opq(id));
        }
        let (lo, hi) = match value.bits() {
            Some(bits @ 1..=64) => {
                let (lo, hi) = self.scev.range(value);
                let full = kht_schema::expr::range::Interval::signed(bits);
                let known =
                    |end: i64, limit: Option<i128>| (Some(i128::from(end)) != limit).then_some(end);
                (known(lo, full.lo), known(hi, full.hi))
            }
            _ => (None, None),
        };
        let id = self.new_opaque(value, code, lo, hi);
        self.opaque_ids.insert(value, id);
        Expr::Sym(Sym::Opq(id))
    }

    /// An address of which nothing is known.
    fn nothing_known(&mut self, value: Value<'m>, code: WhyCode) -> Expr {
        let same = |opaque: &Opaque| opaque.why.code == code && opaque.lo.is_none();
        let text = self.scev.text(value);
        let found = self.opaques.iter().find(|&o| same(o) && o.why.instruction == text);
        let id = match found {
            Some(opaque) => opaque.id,
            None => self.new_opaque(value, code, None, None),
        };
        Expr::Sym(Sym::Opq(id))
    }

    fn new_opaque(
        &mut self,
        value: Value<'m>,
        code: WhyCode,
        lo: Option<i64>,
        hi: Option<i64>,
    ) -> OpqId {
        let id = OpqId(u32::try_from(self.opaques.len()).expect("fewer opaques than instructions"));
        let why = Why { code, instruction: self.scev.text(value), source: value.source() };
        self.opaques.push(Opaque { id, lo, hi, why });
        id
    }

    /// The expression, or an unknown value if it has grown beyond what is kept.
    fn bounded(&mut self, value: Value<'m>, expr: Expr) -> Expr {
        if expr.n_nodes() > MAX_NODES {
            return self.nothing_known(value, WhyCode::TooLarge);
        }
        expr
    }

    /// Records that a value stays in a range, and that what is being translated rests on it.
    fn assume(&mut self, kind: AssumptionKind, expr: &Expr, lo: i64, hi: i64) {
        let position = self.assumptions.claim(kind, expr, (lo, hi));
        self.needs.insert(position);
    }

    /// Records that something holds which no value tells.
    fn assume_that(&mut self, kind: AssumptionKind) {
        let position = self.assumptions.that(kind);
        self.needs.insert(position);
    }

    /// A translation whose assumptions are not those of what is being translated.
    fn apart_from_needs<T>(&mut self, translate: impl FnOnce(&mut Self) -> T) -> (T, Needs) {
        let outer = std::mem::take(&mut self.needs);
        let result = translate(self);
        (result, std::mem::replace(&mut self.needs, outer))
    }

    /// Runs a translation and collects the assumptions it makes, besides passing them on.
    fn tracked<T>(&mut self, translate: impl FnOnce(&mut Self) -> T) -> (T, Needs) {
        let outer = std::mem::take(&mut self.needs);
        self.depth += 1;
        let result = translate(self);
        self.depth -= 1;
        let needs = std::mem::replace(&mut self.needs, outer);
        self.needs.extend(&needs);
        (result, needs)
    }

    fn too_deep(&self) -> bool {
        self.depth > MAX_DEPTH
    }

    fn finish(mut self, accesses: Vec<Access>, work: Vec<kht_schema::Work>) -> Kernel {
        let loops = self.loops_with_carried(&accesses, &work);
        Kernel {
            name: self.entry.name.clone(),
            display: demangle(&self.entry.name),
            source: self.entry.source.clone(),
            params: self.entry.params.clone(),
            launch_bounds: self.entry.launch_bounds.clone(),
            loops,
            values: self.values.into_values(),
            opaques: self.opaques,
            accesses,
            work,
            assumptions: self.assumptions.into_list(),
            plain_launch: self.plain_launch,
            host: self.entry.host.clone(),
            diagnostics: self.diagnostics,
        }
    }
}

/// Conditions flattened to a list without repetitions.
fn conjuncts(conds: impl IntoIterator<Item = Cond>) -> Vec<Cond> {
    match Cond::and(conds) {
        Cond::Const(true) => Vec::new(),
        Cond::And(conds) => conds.to_vec(),
        other => vec![other],
    }
}

/// The root of a pointer argument or field.
fn root_of(pointer: Pointer) -> Root {
    let path = pointer.at.map(|at| Step::Field { at }).into_iter().collect();
    Root { param: pointer.param, path }
}
