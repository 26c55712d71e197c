//! Values that pass through memory of the block: shared variables and arrays, local arrays.
//!
//! A kernel that keeps row ids in shared memory writes `s[j] = ids[base + j]` with many threads and
//! reads `s[k]` with others. What is read is known without knowing who wrote it if each store puts
//! a *function of the place* there: from the place and the value of the store,
//! `place = c + g*(tid.x + 32*tid.y)` and `value = load(ids, base + 4*(tid.x + 32*tid.y))`, follows
//! `value = load(ids, base + 4*((place - c) / g))`, the same for all threads of the block.
//!
//! Which of several stores a load sees is decided along the control flow (`reaching`), from the
//! view of the thread that owns the place: it has taken the branches that lead to its store. This
//! rests on what any program that means something does: it reads no place that was never
//! written, and has a barrier between a store and the loads of other threads.
//!
//! Two names of dynamic shared memory are two pieces of memory, as they are for LLVM. All of this
//! is recorded as assumptions.

use kht_schema::{AssumptionKind, Cond, Expr, LoopId, Sym};
use rustc_hash::FxHashSet as HashSet;

use super::integers::Reading;
use super::tree::{Walk, polynomial};
use super::{Ctx, Scope};
use crate::cfg::Cfg;
use crate::facts::{Assumption, Needs};
use crate::scev::{Block, NodeKind, Opcode, Scev, Value, ValueKind};
use place::{Index, PLACE, Varies};

mod exchanged;
mod join;
mod place;
mod reaching;

pub(super) use reaching::Ways;

/// Address space of shared memory.
const SHARED: u32 = 3;

/// Stores that one load is compared with.
const MAX_STORES: usize = 64;

/// What the kernel does to the memory that it names itself.
#[derive(Default)]
pub(super) struct Stores<'m> {
    stores: Vec<Store<'m>>,
    /// Memory whose address gets out of sight.
    exposed: HashSet<Value<'m>>,
}

/// A change of a piece of memory.
#[derive(Clone, Copy)]
struct Store<'m> {
    object: Value<'m>,
    instruction: Value<'m>,
    block: Block<'m>,
    /// Whether it is a plain store that goes nowhere else.
    plain: bool,
}

/// A store whose value is a function of the place, as it answers one load.
#[derive(Clone)]
struct Answer<'m> {
    store: Store<'m>,
    /// Conditions on the thread that stores.
    owner: Vec<Cond>,
    /// Where it stores, in terms of that thread.
    place: Expr,
    /// What the load gets if it sees this store, if that is known.
    value: Option<Expr>,
}

/// Where a load reads.
struct Asked<'m> {
    load: Value<'m>,
    object: Value<'m>,
    place: Expr,
    bits: u32,
    scope: Scope,
}

impl<'m> Stores<'m> {
    fn collect(scev: &Scev<'m>, cfg: &Cfg<'m>) -> Stores<'m> {
        let mut stores = Stores::default();
        for block in scev.function().blocks() {
            if cfg.reachable(block) {
                for instruction in block.instructions() {
                    stores.visit(instruction, block);
                }
            }
        }
        stores
    }

    fn visit(&mut self, instruction: Value<'m>, block: Block<'m>) {
        match instruction.opcode() {
            Some(
                Opcode::LLVMLoad
                | Opcode::LLVMGetElementPtr
                | Opcode::LLVMAddrSpaceCast
                | Opcode::LLVMBitCast
                | Opcode::LLVMFreeze
                | Opcode::LLVMPHI
                | Opcode::LLVMSelect
                | Opcode::LLVMICmp,
            ) => {}
            Some(Opcode::LLVMStore) => {
                self.change(instruction, block, instruction.operand(1), true);
                self.expose(instruction.operand(0));
            }
            Some(Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg) => {
                self.change(instruction, block, instruction.operand(0), false);
            }
            Some(Opcode::LLVMCall | Opcode::LLVMInvoke | Opcode::LLVMCallBr) => {
                self.call(instruction, block);
            }
            _ => {
                for position in 0..instruction.operand_count() {
                    self.expose(instruction.operand(position));
                }
            }
        }
    }

    fn call(&mut self, call: Value<'m>, block: Block<'m>) {
        let writes = call.call_effects().writes;
        let callee = call.callee();
        let name = if callee.kind() == ValueKind::Function { callee.name() } else { String::new() };
        let reads_tiles = callee.asm().is_some_and(|(template, _)| is_tile_load(&template));
        if !writes || reads_tiles || name.starts_with("llvm.lifetime.") {
            return;
        }
        let copies = ["llvm.memcpy.", "llvm.memmove.", "llvm.memset."];
        if copies.iter().any(|prefix| name.starts_with(prefix)) {
            self.change(call, block, call.operand(0), false);
            return;
        }
        for argument in call.call_arguments() {
            self.expose(argument);
        }
    }

    fn change(&mut self, instruction: Value<'m>, block: Block<'m>, to: Value<'m>, plain: bool) {
        let objects = objects(to);
        let plain = plain && objects.len() == 1;
        let stores = objects.into_iter().map(|object| Store { object, instruction, block, plain });
        self.stores.extend(stores);
    }

    fn expose(&mut self, value: Value<'m>) {
        if value.is_pointer() {
            self.exposed.extend(objects(value));
        }
    }
}

/// Whether assembly does nothing but load matrix tiles from shared memory.
fn is_tile_load(template: &str) -> bool {
    template.trim_start().starts_with("ldmatrix.") && template.matches(';').count() <= 1
}

/// The pieces of memory of the block that a pointer may lead to.
fn objects(pointer: Value<'_>) -> Vec<Value<'_>> {
    let mut pending = vec![pointer];
    let mut seen = HashSet::default();
    let mut found = Vec::new();
    while let Some(value) = pending.pop() {
        if !seen.insert(value) {
            continue;
        }
        match value.kind() {
            ValueKind::Global(SHARED) | ValueKind::Instruction(Opcode::LLVMAlloca) => {
                found.push(value);
            }
            ValueKind::Instruction(Opcode::LLVMPHI) => {
                pending.extend(value.incoming().into_iter().map(|(value, _)| value));
            }
            ValueKind::Instruction(Opcode::LLVMSelect) => {
                pending.extend([value.operand(1), value.operand(2)]);
            }
            ValueKind::Instruction(opcode) | ValueKind::ConstantExpr(opcode)
                if is_cast(opcode) || opcode == Opcode::LLVMGetElementPtr =>
            {
                pending.push(value.operand(0));
            }
            _ => {}
        }
    }
    found
}

fn is_cast(opcode: Opcode) -> bool {
    matches!(opcode, Opcode::LLVMAddrSpaceCast | Opcode::LLVMBitCast | Opcode::LLVMFreeze)
}

impl<'m> Ctx<'_, 'm> {
    /// The signed value of a load from memory of the block, `None` if it is not known.
    pub(super) fn staged(
        &mut self,
        load: Value<'m>,
        pointer: Value<'m>,
        at: &Expr,
    ) -> Option<Expr> {
        let bits = load.bits()?;
        let scope = self.cfg.loop_of(load.block());
        if self.staging.contains(&load) || self.too_deep() {
            return None;
        }
        let (object, place) = self.place(pointer, scope)?;
        let place = (place + at.clone()).simplify_with(self);
        let stores = self.stores_to(object)?;
        let asked = Asked { load, object, place, bits, scope };
        self.staging.push(load);
        // While it is being found what is written, only addresses that go through matter.
        let answer = match self.mutable {
            Some(_) => self.answer(&asked, &stores),
            None => None,
        };
        let value = answer.or_else(|| self.exchanged(&asked, &stores));
        self.staging.pop();
        if value.is_some() {
            self.assume_shared(object);
        }
        value
    }

    /// What any program that means something does with shared memory, which nobody can check.
    fn assume_shared(&mut self, object: Value<'m>) {
        if object.kind() != ValueKind::Global(SHARED) {
            return;
        }
        self.assume_that(AssumptionKind::NoRace);
        self.assume_that(AssumptionKind::WrittenFirst);
        let Some(all) = &self.stores else { return };
        let changed =
            all.stores.iter().map(|store| store.object).chain(all.exposed.iter().copied());
        let mut others = changed.filter(|other| *other != object);
        let several = object.is_dynamic_shared() && others.any(Value::is_dynamic_shared);
        if several {
            self.assume_that(AssumptionKind::DistinctShared);
        }
    }

    /// Whether a volatile load reads memory of the block that is stored as often as it is loaded,
    /// so that it waits for nothing: some code takes `volatile` for a way to pass a value on.
    pub(super) fn is_staged_once(&mut self, load: Value<'m>, pointer: Value<'m>) -> bool {
        let scope = self.cfg.loop_of(load.block());
        let Some((object, _)) = self.place(pointer, scope) else { return false };
        let stores = self.stores_to(object).unwrap_or_default();
        let alike = |store: &Store<'m>| self.cfg.loop_of(store.block) == scope;
        !stores.is_empty() && stores.iter().all(alike)
    }

    /// All changes of a piece of memory, if all of them are seen.
    fn stores_to(&mut self, object: Value<'m>) -> Option<Vec<Store<'m>>> {
        let (scev, cfg) = (&self.scev, &self.cfg);
        let all = self.stores.get_or_insert_with(|| Stores::collect(scev, cfg));
        if all.exposed.contains(&object) {
            return None;
        }
        let mine = all.stores.iter().filter(|store| store.object == object);
        Some(mine.copied().collect())
    }

    /// All that stores put into the piece of memory that a pointer leads to, if that is seen.
    pub(super) fn values_behind(
        &mut self,
        pointer: Value<'m>,
        scope: Scope,
    ) -> Option<Vec<Value<'m>>> {
        let (object, _) = self.place(pointer, scope)?;
        let stored = |store: Store<'m>| store.plain.then(|| store.instruction.operand(0));
        self.stores_to(object)?.into_iter().map(stored).collect()
    }

    /// The piece of memory that a pointer leads to, and the byte in it.
    fn place(&mut self, pointer: Value<'m>, scope: Scope) -> Option<(Value<'m>, Expr)> {
        let tree = self.scev.expr(pointer, scope)?;
        let walk = Walk::new(&tree, pointer, scope);
        self.place_node(&walk, tree.nodes.len() - 1)
    }

    fn place_node(&mut self, walk: &Walk<'_, 'm>, position: usize) -> Option<(Value<'m>, Expr)> {
        let node = &walk.tree.nodes[position];
        match node.kind {
            NodeKind::Unknown(value) => match value.kind() {
                ValueKind::Global(SHARED) | ValueKind::Instruction(Opcode::LLVMAlloca) => {
                    Some((value, Expr::ZERO))
                }
                ValueKind::Instruction(opcode) | ValueKind::ConstantExpr(opcode)
                    if is_cast(opcode) =>
                {
                    self.place(value.operand(0), walk.scope)
                }
                _ => None,
            },
            NodeKind::Add => {
                let is_pointer = |operand: &&usize| walk.tree.nodes[**operand].pointer;
                let base = *node.operands.iter().find(is_pointer)?;
                let (object, place) = self.place_node(walk, base)?;
                let rest: Vec<usize> =
                    node.operands.iter().copied().filter(|&operand| operand != base).collect();
                let rest = rest.into_iter().map(|operand| self.node(walk, operand, Reading::Raw));
                let offset = Expr::add(rest.collect::<Vec<_>>());
                Some((object, place + offset))
            }
            NodeKind::AddRec(index) if self.cfg.chain(walk.scope).contains(&index) => {
                let [base, step] = node.operands[..] else { return None };
                let (object, place) = self.place_node(walk, base)?;
                let step = self.node(walk, step, Reading::Raw);
                Some((
                    object,
                    place + polynomial(vec![Expr::ZERO, step], Expr::Sym(Sym::It(LoopId(index)))),
                ))
            }
            _ => None,
        }
    }

    fn answer(&mut self, asked: &Asked<'m>, stores: &[Store<'m>]) -> Option<Expr> {
        if stores.len() > MAX_STORES {
            return None;
        }
        let mut answers = Vec::new();
        for store in stores {
            let place = match store.plain {
                true => {
                    let pointer = store.instruction.operand(1);
                    let scope = self.cfg.loop_of(store.block);
                    self.apart_from_needs(|ctx| ctx.place(pointer, scope))
                }
                false => (None, Needs::new()),
            };
            let (Some((_, place)), needs) = place else { return None };
            let place = place.simplify_with(self);
            if self.apart(asked, store, &place) {
                continue;
            }
            answers.push(self.answer_of(asked, *store, place, &needs)?);
        }
        let repeats = |e: &Expr| matches!(e, Expr::Sym(Sym::It(_) | Sym::Car(..)));
        if let Some(value) = &answers.first()?.value
            && !value.any(repeats)
            && answers.iter().all(|answer| answer.value.as_ref() == Some(value))
        {
            return Some(value.clone());
        }
        self.reaching(asked, &answers)
    }

    /// Whether a store never touches what is asked for.
    fn apart(&self, asked: &Asked<'m>, store: &Store<'m>, place: &Expr) -> bool {
        let mine = asked.place.range(self);
        let other = place.range(self);
        let size = i128::from(store.instruction.store_size());
        let before = |end: Option<i128>, size: i128, start: Option<i128>| match (end, start) {
            (Some(end), Some(start)) => end + size <= start,
            _ => false,
        };
        before(mine.hi, i128::from(asked.bits / 8), other.lo) || before(other.hi, size, mine.lo)
    }

    /// What a load gets from a store, if that is a function of the place.
    fn answer_of(
        &mut self,
        asked: &Asked<'m>,
        store: Store<'m>,
        place: Expr,
        place_needs: &Needs,
    ) -> Option<Answer<'m>> {
        let stored = store.instruction.operand(0);
        if stored.bits() != Some(asked.bits) {
            return None;
        }
        let scope = self.cfg.loop_of(store.block);
        let (value, mut needs) =
            self.apart_from_needs(|ctx| ctx.integer(stored, scope, Reading::Signed));
        needs.extend(place_needs);
        let varies = self.varies(asked, &store);
        let owner = self.owner(&varies, store.block);
        let zeros = self.zeros(&varies, &owner);
        let simpler = |ctx: &Self, expr: &Expr| {
            let plain = zeros.iter().fold(expr.clone(), |expr, zero| expr.put(*zero, &Expr::ZERO));
            plain.simplify_with(ctx)
        };
        let place = simpler(self, &place);
        let index = Index::of(self, varies, &place)?;
        let apart = (asked.place.clone() - index.start.clone()).simplify_with(self);
        let at = Expr::floor_div(apart.clone(), Expr::Int(index.factor)).simplify_with(self);
        if (at.clone() * Expr::Int(index.factor) - apart).simplify_with(self) != Expr::ZERO {
            return None;
        }
        let placed = |ctx: &Self, expr: &Expr| index.function(ctx, &simpler(ctx, expr), &at);
        let mut value = placed(self, &value);
        for position in needs.iter() {
            let Assumption { kind, claim } = self.assumptions[position].clone();
            let Some(claim) = claim else {
                self.assume_that(kind);
                continue;
            };
            match placed(self, &claim.expr) {
                Some(expr) => self.assume(kind, &expr, claim.lo, claim.hi),
                None => value = None,
            }
        }
        Some(Answer { store, owner, place, value })
    }

    /// Conditions under which a block runs that may differ between threads.
    fn owner(&mut self, varies: &Varies, block: Block<'m>) -> Vec<Cond> {
        if varies.private {
            return Vec::new();
        }
        let (mut guards, _) = self.apart_from_needs(|ctx| ctx.guards(block));
        guards.retain(|guard| guard.any(|e| matches!(e, Expr::Sym(Sym::Tid(_)))));
        guards
    }

    /// Symbols that are zero where some conditions hold: `tid.x + 32*tid.y < 8` leaves no other
    /// `tid.y`.
    fn zeros(&self, varies: &Varies, conds: &[Cond]) -> Vec<Sym> {
        let symbols = conds.iter().flat_map(Cond::symbols);
        let places = symbols.filter(|symbol| matches!(symbol, Sym::Tid(_) | Sym::It(_)));
        let zeros = places.filter(|&symbol| {
            // The symbol of the place is not negative, so this is at least one.
            let positive = Expr::Sym(PLACE) + Expr::ONE;
            let impossible = |cond: &Cond| {
                let cond = cond.put(symbol, &positive);
                cond.simplify_with(self) == Cond::Const(false)
            };
            varies.symbol(symbol) && conds.iter().any(impossible)
        });
        zeros.collect()
    }

    fn varies(&self, asked: &Asked<'m>, store: &Store<'m>) -> Varies {
        let around = self.cfg.chain(asked.scope);
        let inside = |index: &u32| self.cfg.contains(Some(*index), store.block);
        Varies {
            private: asked.object.opcode() == Some(Opcode::LLVMAlloca),
            common: around.into_iter().filter(inside).collect(),
        }
    }
}
