//! Booleans as conditions, and when a block runs.

use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::{CmpOp, Pointer};
use kht_schema::{AssumptionKind, Cond, Expr, ParamId, Sym, WhyCode};
use rustc_hash::FxHashSet;

use super::integers::Reading;
use super::values::why;
use super::{Ctx, MAX_NODES, Scope, conjuncts};
use crate::cfg::{Edge, Node};
use crate::normalize::amdgcn;
use crate::scev::{Block, Opcode, Predicate, Value, ValueKind};

impl<'m> Ctx<'_, 'm> {
    /// A boolean value as seen from a scope.
    pub(super) fn condition(&mut self, value: Value<'m>, scope: Scope) -> Cond {
        if let Some((cond, needs)) = self.conditions.get(&(value, scope)) {
            self.needs.extend(needs);
            return cond.clone();
        }
        if self.too_deep() {
            return self.unknown_condition(value, WhyCode::TooLarge);
        }
        let (cond, needs) = self.tracked(|ctx| {
            let cond = ctx.condition_uncached(value, scope).simplify_with(ctx);
            if cond.n_nodes() > MAX_NODES {
                return ctx.unknown_condition(value, WhyCode::TooLarge);
            }
            cond
        });
        self.conditions.insert((value, scope), (cond.clone(), needs));
        cond
    }

    fn condition_uncached(&mut self, value: Value<'m>, scope: Scope) -> Cond {
        let opcode = match value.kind() {
            ValueKind::Int(number) => return Cond::Const(number != 0),
            ValueKind::Null => return Cond::Const(false),
            ValueKind::Argument(index) if (index as usize) < self.entry.params.len() => {
                let pointer = Pointer { param: ParamId(index), at: None };
                return Cond::cmp(CmpOp::Ne, Expr::Sym(Sym::Arg(pointer)), Expr::ZERO);
            }
            ValueKind::Instruction(opcode) => opcode,
            _ => return self.unknown_condition(value, WhyCode::Condition),
        };
        let inner = self.cfg.loop_of(value.block());
        let elsewhere = match opcode {
            Opcode::LLVMPHI => self.not_seen_from(value, scope),
            _ => Vec::new(),
        };
        let cond = match elsewhere[..] {
            [] => self.boolean(value, opcode, inner),
            _ => self.merged_condition(value, inner, &elsewhere),
        };
        let symbols = cond.symbols_of(Kinds::ITERATING);
        match self.last_iterations(value, scope, &symbols) {
            Some(last) if last.is_empty() => cond,
            Some(last) => {
                cond.substitute_of(Kinds::ITERATING, &mut |symbol| last.get(&symbol).cloned())
            }
            None => self.unknown_condition(value, WhyCode::Phi),
        }
    }

    fn boolean(&mut self, value: Value<'m>, opcode: Opcode, scope: Scope) -> Cond {
        match opcode {
            Opcode::LLVMICmp => self.comparison(value, scope),
            Opcode::LLVMAnd => {
                let left = self.condition(value.operand(0), scope);
                Cond::and([left, self.condition(value.operand(1), scope)])
            }
            Opcode::LLVMOr => {
                let left = self.condition(value.operand(0), scope);
                Cond::or([left, self.condition(value.operand(1), scope)])
            }
            Opcode::LLVMXor => {
                let left = self.condition(value.operand(0), scope);
                let right = self.condition(value.operand(1), scope);
                if right == Cond::Const(true) { left.negate() } else { differ(left, right) }
            }
            Opcode::LLVMSelect => {
                let cond = self.condition(value.operand(0), scope);
                let then = self.condition(value.operand(1), scope);
                let otherwise = self.condition(value.operand(2), scope);
                let negated = cond.clone().negate();
                Cond::or([Cond::and([cond, then]), Cond::and([negated, otherwise])])
            }
            Opcode::LLVMFreeze => self.condition(value.operand(0), scope),
            Opcode::LLVMTrunc => {
                let number = self.integer(value.operand(0), scope, Reading::Raw);
                Cond::cmp(CmpOp::Ne, Expr::modulo(number, Expr::Int(2)), Expr::ZERO)
            }
            Opcode::LLVMPHI if self.cfg.is_header(value.block()) => {
                Cond::cmp(CmpOp::Ne, self.carried(value), Expr::ZERO)
            }
            Opcode::LLVMPHI => self.merged_condition(value, scope, &[]),
            Opcode::LLVMCall => {
                let callee = value.callee();
                let known = callee.kind() == ValueKind::Function;
                if known && callee.name() == amdgcn::INSIDE {
                    return self.inside_resource(value, scope);
                }
                let voted = known.then(|| self.voted(value, &callee.name(), scope)).flatten();
                voted.unwrap_or_else(|| self.unknown_condition(value, why(value)))
            }
            _ => self.unknown_condition(value, why(value)),
        }
    }

    /// A merge, where control is known not to come from some blocks.
    fn merged_condition(&mut self, phi: Value<'m>, scope: Scope, excluded: &[Block<'m>]) -> Cond {
        let Some(branches) = self.branches_without(phi, scope, excluded) else {
            return self.unknown_condition(phi, WhyCode::Phi);
        };
        let mut any = Vec::new();
        for (value, cond) in branches {
            any.push(Cond::and([cond, self.condition(value, scope)]));
        }
        Cond::or(any)
    }

    fn comparison(&mut self, value: Value<'m>, scope: Scope) -> Cond {
        let (left, right) = (value.operand(0), value.operand(1));
        let predicate = value.predicate();
        if left.is_pointer() {
            return self.pointer_comparison(value, predicate, scope);
        }
        let Some(bits) = left.bits().filter(|bits| *bits <= 64) else {
            return self.unknown_condition(value, WhyCode::Instruction);
        };
        if bits == 1 {
            return self.boolean_comparison(value, predicate, scope);
        }
        let signed = |ctx: &mut Self, op: CmpOp, a: Value<'m>, b: Value<'m>| {
            let a = ctx.integer(a, scope, Reading::Signed);
            Cond::cmp(op, a, ctx.integer(b, scope, Reading::Signed))
        };
        match predicate {
            Predicate::Eq => signed(self, CmpOp::Eq, left, right),
            Predicate::Ne => signed(self, CmpOp::Ne, left, right),
            Predicate::SignedLt => signed(self, CmpOp::Lt, left, right),
            Predicate::SignedLe => signed(self, CmpOp::Le, left, right),
            Predicate::SignedGt => signed(self, CmpOp::Lt, right, left),
            Predicate::SignedGe => signed(self, CmpOp::Le, right, left),
            Predicate::UnsignedLt => self.unsigned(CmpOp::Lt, left, right, scope),
            Predicate::UnsignedLe => self.unsigned(CmpOp::Le, left, right, scope),
            Predicate::UnsignedGt => self.unsigned(CmpOp::Le, left, right, scope).negate(),
            Predicate::UnsignedGe => self.unsigned(CmpOp::Lt, left, right, scope).negate(),
        }
    }

    /// Unsigned `left < right` (or `<=`). Where `right` is below `2^(n-1)`, this is
    /// `0 <= left && left < right` on signed numbers, the usual form of a halo check.
    fn unsigned(&mut self, op: CmpOp, left: Value<'m>, right: Value<'m>, scope: Scope) -> Cond {
        let bound = self.integer(right, scope, Reading::Signed);
        let mut limited = self.proves_non_negative(&bound);
        if !limited && self.plausibly_non_negative(&bound) {
            self.assume(AssumptionKind::Range, &bound, 0, i64::MAX);
            limited = true;
        }
        if limited {
            let value = self.integer(left, scope, Reading::Signed);
            let compared = Cond::cmp(op, value.clone(), bound);
            if self.proves_non_negative(&value) {
                return compared;
            }
            if self.plausibly_non_negative(&value) {
                self.assume(AssumptionKind::Range, &value, 0, i64::MAX);
                return compared;
            }
            return Cond::and([Cond::cmp(CmpOp::Le, Expr::ZERO, value), compared]);
        }
        let value = self.integer(left, scope, Reading::Unsigned);
        let bound = self.integer(right, scope, Reading::Unsigned);
        Cond::cmp(op, value, bound)
    }

    fn boolean_comparison(&mut self, value: Value<'m>, predicate: Predicate, scope: Scope) -> Cond {
        let left = self.condition(value.operand(0), scope);
        let right = self.condition(value.operand(1), scope);
        match predicate {
            Predicate::Ne => differ(left, right),
            Predicate::Eq => differ(left, right).negate(),
            _ => self.unknown_condition(value, WhyCode::Instruction),
        }
    }

    /// Pointers are numbers of which only null is known.
    fn pointer_comparison(&mut self, value: Value<'m>, predicate: Predicate, scope: Scope) -> Cond {
        let op = match predicate {
            Predicate::Eq => CmpOp::Eq,
            Predicate::Ne => CmpOp::Ne,
            _ => return self.unknown_condition(value, WhyCode::Condition),
        };
        let left = self.address_number(value.operand(0), scope);
        let right = self.address_number(value.operand(1), scope);
        Cond::cmp(op, left, right)
    }

    /// A condition that may hold or not, differently in each thread.
    pub(super) fn unknown_condition(&mut self, value: Value<'m>, code: WhyCode) -> Cond {
        let opaque = self.opaque(value, code);
        Cond::cmp(CmpOp::Ne, opaque, Expr::ZERO)
    }

    /// Conditions under which a block runs, for one iteration of each loop around it.
    pub(super) fn guards(&mut self, block: Block<'m>) -> Vec<Cond> {
        if let Some((guards, needs)) = self.guards.get(&block) {
            self.needs.extend(needs);
            return guards.clone();
        }
        let (guards, needs) = self.tracked(|ctx| ctx.guards_uncached(block));
        self.guards.insert(block, (guards.clone(), needs));
        guards
    }

    fn guards_uncached(&mut self, block: Block<'m>) -> Vec<Cond> {
        let mut conds: Vec<Cond> = self
            .cfg
            .chain(self.cfg.loop_of(block))
            .into_iter()
            .map(|index| self.reach(Node::Loop(index)))
            .collect();
        conds.reverse();
        conds.push(self.reach(Node::Block(block)));
        conjuncts(conds)
    }

    /// Conditions under which a loop is entered, those of the loops around it included.
    pub(super) fn loop_guards(&mut self, index: u32) -> Vec<Cond> {
        let chain = self.cfg.chain(Some(index));
        let conds: Vec<Cond> =
            chain.into_iter().map(|index| self.reach(Node::Loop(index))).collect();
        conjuncts(conds)
    }

    /// When a node runs, once the header of its region has run.
    pub(super) fn reach(&mut self, node: Node<'m>) -> Cond {
        if let Some((cond, needs)) = self.reaches.get(&node) {
            self.needs.extend(needs);
            return cond.clone();
        }
        let (cond, needs) = self.tracked(|ctx| ctx.reach_uncached(node));
        self.reaches.insert(node, (cond.clone(), needs));
        cond
    }

    fn reach_uncached(&mut self, node: Node<'m>) -> Cond {
        let (region, first) = match node {
            Node::Block(block) => (self.cfg.loop_of(block), block),
            Node::Loop(index) => (self.cfg.parent(index), self.cfg.header(index)),
        };
        if self.cfg.irreducible(region) || self.too_deep() {
            return self.unknown_condition(first.terminator(), WhyCode::ControlFlow);
        }
        let mut ways = Vec::new();
        for edge in self.cfg.depends(node).to_vec() {
            let before = self.reach(edge.from);
            ways.push(Cond::and([before, self.taken(edge)]));
        }
        if ways.is_empty() {
            return Cond::Const(true);
        }
        let cond = any_of(ways).simplify_with(self);
        if cond.n_nodes() > MAX_NODES {
            return self.unknown_condition(first.terminator(), WhyCode::TooLarge);
        }
        cond
    }

    /// When an edge is taken, once its node has run.
    pub(super) fn taken(&mut self, edge: Edge<'m>) -> Cond {
        match edge.from {
            Node::Loop(index) => self.left_through(index, edge.label),
            Node::Block(block) => {
                if self.always_stays(block) {
                    return Cond::Const(true);
                }
                let Some(cond) = block.branch_condition() else {
                    return self.unknown_condition(block.terminator(), WhyCode::ControlFlow);
                };
                let cond = self.condition(cond, self.cfg.loop_of(block));
                if edge.label == 0 { cond } else { cond.negate() }
            }
        }
    }

    /// Whether a block is a loop header whose exit test the trip count already accounts for.
    fn always_stays(&self, block: Block<'m>) -> bool {
        let region = self.cfg.loop_of(block);
        region.is_some_and(|index| self.bare_headers.contains(&index) && self.cfg.is_header(block))
    }
}

/// At least one holds, with what all of them say in front: `a && b || a && !b` is `a`.
fn any_of(mut ways: Vec<Cond>) -> Cond {
    if ways.len() <= 1 {
        return ways.pop().unwrap_or(Cond::Const(false));
    }
    let lists: Vec<Vec<Cond>> = ways.into_iter().map(|way| conjuncts([way])).collect();
    let sets: Vec<FxHashSet<&Cond>> = lists.iter().map(|list| list.iter().collect()).collect();
    let is_common = |part: &&Cond| sets.iter().all(|set| set.contains(part));
    let common: Vec<Cond> = lists[0].iter().filter(is_common).cloned().collect();
    let rests =
        lists.iter().map(|list| Cond::and(list.iter().filter(|part| !is_common(part)).cloned()));
    Cond::and(common.iter().cloned().chain([Cond::or(rests)]))
}

fn differ(left: Cond, right: Cond) -> Cond {
    let only_left = Cond::and([left.clone(), right.clone().negate()]);
    Cond::or([only_left, Cond::and([left.negate(), right])])
}
