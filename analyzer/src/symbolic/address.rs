//! Pointers as a base and a byte offset.

use kht_schema::expr::Pointer;
use kht_schema::expr::kinds::Kinds;
use kht_schema::{Cond, Expr, OpqId, ParamId, Root, Step, Sym, WhyCode};

use super::amdgcn::LaunchInfo;
use super::integers::Reading;
use super::pointers::{is_never_null, merged};
use super::tree::{Walk, polynomial};
use super::{Ctx, Scope, root_of};
use crate::scev::{NodeKind, Opcode, Value, ValueKind};

/// Most places that one pointer may come from.
const MAX_POINTEES: usize = 8;

/// No buffer has bytes at the first or the last of so many addresses.
const NO_MEMORY: i128 = 4096;

/// Address space numbers of shared and local memory.
pub(super) const SHARED: u32 = 3;
pub(super) const LOCAL: u32 = 5;

/// Where a pointer may point to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pointee {
    pub(super) base: Base,
    /// Bytes from the base.
    pub(super) offset: Expr,
    /// When it points there; `None` for always.
    pub(super) when: Option<Cond>,
}

/// What an address is counted from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Base {
    /// A pointer argument, or a pointer field of a by-value argument.
    Param(Pointer),
    /// A pointer stored in the memory of an argument.
    Loaded {
        /// The argument.
        pointer: Pointer,
        /// Where the pointer is stored.
        offset: Box<Expr>,
    },
    /// The bytes of a by-value argument itself.
    ByValue(ParamId),
    /// What the runtime says of the launch.
    Launch(LaunchInfo),
    /// Memory that no argument reaches: shared, local, constants.
    Local,
    /// Not known; the opaque value says why.
    Unknown(OpqId),
}

impl Base {
    /// Whether bytes of an argument are behind it.
    pub(super) fn is_argument(&self) -> bool {
        matches!(self, Base::Param(_) | Base::Loaded { .. })
    }

    /// The base as the table names it, `None` if no argument is behind it.
    pub(super) fn root(&self) -> Option<Root> {
        match self {
            Base::Param(pointer) => Some(root_of(*pointer)),
            Base::Loaded { pointer, offset } => {
                let mut root = root_of(*pointer);
                root.path.push(Step::Deref { offset: (**offset).clone() });
                Some(root)
            }
            Base::ByValue(_) | Base::Launch(_) | Base::Local | Base::Unknown(_) => None,
        }
    }
}

impl<'m> Ctx<'_, 'm> {
    /// Where a pointer may point to, as seen from a scope. Empty for null and undefined pointers,
    /// through which nothing can be accessed.
    pub(super) fn address(&mut self, pointer: Value<'m>, scope: Scope) -> Vec<Pointee> {
        if let Some((pointees, needs)) = self.addresses.get(&(pointer, scope)) {
            self.needs.extend(needs);
            return pointees.clone();
        }
        let (pointees, needs) = self.tracked(|ctx| {
            let mut pointees = ctx.address_uncached(pointer, scope);
            if pointees.len() > MAX_POINTEES {
                pointees = ctx.no_root(pointer, WhyCode::TooLarge);
            }
            for pointee in &mut pointees {
                pointee.offset = pointee.offset.simplify_with(ctx);
            }
            pointees
        });
        self.addresses.insert((pointer, scope), (pointees.clone(), needs));
        pointees
    }

    fn address_uncached(&mut self, pointer: Value<'m>, scope: Scope) -> Vec<Pointee> {
        // A descriptor in registers is as good as a pointer to where it was loaded from.
        if pointer.is_vector()
            && let Some(pointees) = self.image(pointer, scope)
        {
            return pointees;
        }
        if !pointer.is_pointer() {
            return self.behind_number(pointer, pointer, scope);
        }
        if matches!(pointer.address_space(), SHARED | LOCAL) {
            return vec![always(Base::Local)];
        }
        if self.too_deep() {
            return self.no_root(pointer, WhyCode::TooLarge);
        }
        match self.scev.expr(pointer, scope) {
            Some(tree) => {
                let walk = Walk::new(&tree, pointer, scope);
                self.pointer_node(&walk, tree.nodes.len() - 1)
            }
            None => self.pointer_leaf(pointer, scope),
        }
    }

    fn pointer_node(&mut self, walk: &Walk<'_, 'm>, position: usize) -> Vec<Pointee> {
        let node = &walk.tree.nodes[position];
        match node.kind {
            NodeKind::Unknown(value) => self.pointer_leaf(value, walk.scope),
            NodeKind::Add => {
                let is_pointer = |operand: &&usize| walk.tree.nodes[**operand].pointer;
                let Some(&base) = node.operands.iter().find(is_pointer) else {
                    return self.no_root(walk.value, WhyCode::Root);
                };
                let rest: Vec<usize> =
                    node.operands.iter().copied().filter(|&operand| operand != base).collect();
                let offset = Expr::add(rest.into_iter().map(|o| self.node(walk, o, Reading::Raw)));
                shifted(self.pointer_node(walk, base), &offset)
            }
            NodeKind::AddRec(index) => {
                let [base, step] = node.operands[..] else {
                    return self.somewhere(walk.value, walk.scope);
                };
                let Some(iteration) = self.iteration(index, walk.scope) else {
                    return self.somewhere(walk.value, walk.scope);
                };
                let inside = self.entered_walk(walk, index);
                let step = self.node(&inside, step, Reading::Raw);
                let offset = polynomial(vec![Expr::ZERO, step], iteration);
                shifted(self.pointer_node(&inside, base), &offset)
            }
            // Minimum or maximum of pointers: either of them.
            _ => self.somewhere(walk.value, walk.scope),
        }
    }

    /// A pointer that scalar evolution does not look into.
    fn pointer_leaf(&mut self, value: Value<'m>, scope: Scope) -> Vec<Pointee> {
        if matches!(value.address_space(), SHARED | LOCAL) {
            return vec![always(Base::Local)];
        }
        let opcode = match value.kind() {
            ValueKind::Argument(index) => {
                let param = ParamId(index);
                let Some(known) = self.entry.params.get(index as usize) else {
                    return self.no_root(value, WhyCode::Root);
                };
                let by_value =
                    value.byval_size().is_some() || known.ty == kht_schema::ParamType::Struct;
                let base = if by_value {
                    Base::ByValue(param)
                } else {
                    Base::Param(Pointer { param, at: None })
                };
                return vec![always(base)];
            }
            ValueKind::Null | ValueKind::Undef => return Vec::new(),
            ValueKind::Global(_) | ValueKind::Function => return vec![always(Base::Local)],
            ValueKind::Instruction(opcode) => opcode,
            ValueKind::ConstantExpr(Opcode::LLVMAddrSpaceCast | Opcode::LLVMGetElementPtr) => {
                return self.address(value.operand(0), scope);
            }
            _ => return self.no_root(value, WhyCode::Root),
        };
        let inner = self.cfg.loop_of(value.block());
        match opcode {
            Opcode::LLVMAddrSpaceCast | Opcode::LLVMBitCast | Opcode::LLVMFreeze => {
                self.address(value.operand(0), scope)
            }
            Opcode::LLVMAlloca => vec![always(Base::Local)],
            Opcode::LLVMCall => match self.amdgcn_pointer(value, inner) {
                Some(pointees) => self.in_scope(value, pointees, scope),
                None => self.somewhere(value, scope),
            },
            Opcode::LLVMLoad => self.loaded_pointer(value, inner),
            Opcode::LLVMSelect => {
                let cond = self.condition(value.operand(0), inner);
                let negated = cond.clone().negate();
                let sides = vec![(value.operand(1), cond), (value.operand(2), negated)];
                let pointees = self.chosen(sides, inner);
                self.in_scope(value, pointees, scope)
            }
            Opcode::LLVMPHI if self.cfg.is_header(value.block()) => {
                match self.carried_pointer(value) {
                    Some(pointees) => self.in_scope(value, pointees, scope),
                    None => self.somewhere(value, scope),
                }
            }
            Opcode::LLVMPHI => match self.branches(value, inner) {
                Some(branches) => {
                    let pointees = self.chosen(branches, inner);
                    self.in_scope(value, pointees, scope)
                }
                None => self.somewhere(value, scope),
            },
            Opcode::LLVMIntToPtr => self.behind_number(value, value.operand(0), inner),
            _ => self.somewhere(value, scope),
        }
    }

    /// Where one of several pointers points to, of whose conditions one holds.
    fn chosen(&mut self, pointers: Vec<(Value<'m>, Cond)>, scope: Scope) -> Vec<Pointee> {
        let places: Vec<(Vec<Pointee>, Cond)> = pointers
            .into_iter()
            .map(|(pointer, cond)| (self.address(pointer, scope), cond))
            .collect();
        // All the same, so it does not matter which.
        if let Some(([first], _)) = places.first().map(|(place, cond)| (place.as_slice(), cond))
            && first.when.is_none()
            && places.iter().all(|(place, _)| place.as_slice() == std::slice::from_ref(first))
        {
            return vec![first.clone()];
        }
        let is_one = places.iter().all(|(place, _)| is_never_null(place));
        merged(places.into_iter().flat_map(|(place, cond)| given(place, &cond)).collect(), is_one)
    }

    /// Offsets and conditions as they are in the last iterations of loops that the scope is
    /// outside of.
    fn in_scope(
        &mut self,
        value: Value<'m>,
        mut pointees: Vec<Pointee>,
        scope: Scope,
    ) -> Vec<Pointee> {
        for pointee in &mut pointees {
            pointee.offset = self.seen_from(value, pointee.offset.clone(), scope);
            if let Some(when) = &pointee.when {
                let symbols = when.symbols_of(Kinds::ITERATING);
                pointee.when =
                    match self.last_iterations(value, scope, &symbols) {
                        Some(last) if last.is_empty() => continue,
                        Some(last) => Some(when.substitute_of(Kinds::ITERATING, &mut |symbol| {
                            last.get(&symbol).cloned()
                        })),
                        None => Some(self.unknown_condition(value, WhyCode::Phi)),
                    };
            }
        }
        pointees
    }

    /// A pointer read from memory: a field of a by-value argument, or a pointer in a buffer.
    fn loaded_pointer(&mut self, load: Value<'m>, scope: Scope) -> Vec<Pointee> {
        let mut pointees = Vec::new();
        for place in self.address(load.operand(0), scope) {
            let base = match (&place.base, place.offset.as_int()) {
                (Base::ByValue(param), Some(at)) => match u32::try_from(at) {
                    Ok(at) if self.is_pointer_field(*param, at) => {
                        Base::Param(Pointer { param: *param, at: Some(at) })
                    }
                    _ => self.unknown_base(load, WhyCode::Root),
                },
                (Base::Param(pointer), _)
                    if !(self.written(*pointer) || load.is_volatile_load()) =>
                {
                    Base::Loaded { pointer: *pointer, offset: Box::new(place.offset.clone()) }
                }
                _ => self.unknown_base(load, WhyCode::LoadedPointer),
            };
            pointees.push(Pointee { base, offset: Expr::ZERO, when: place.when.clone() });
        }
        pointees
    }

    /// Whether pointers stored behind a pointer may change; not asked while that is being found.
    fn written(&self, pointer: Pointer) -> bool {
        self.mutable.as_ref().is_some_and(|_| self.is_mutable(pointer))
    }

    fn is_pointer_field(&self, param: ParamId, at: u32) -> bool {
        let fields = &self.entry.params[param.index()].fields;
        fields.iter().any(|f| f.at == at && f.ty == kht_schema::ParamType::Pointer)
    }

    /// A pointer made from an integer: the only argument address in the sum, plus the rest.
    fn behind_number(&mut self, value: Value<'m>, number: Value<'m>, scope: Scope) -> Vec<Pointee> {
        let expr = match self.integer(number, scope, Reading::Raw) {
            // Addresses are numbers modulo 2^64.
            Expr::Wrap(64, inner) => (*inner).clone(),
            other => other,
        };
        if let Some(pointees) = self.chosen_places(&expr) {
            return pointees;
        }
        let addresses = self.addresses_in(&expr);
        if let [pointer] = addresses[..] {
            // One that stands for itself is a place, which was found above.
            let base = Base::Param(pointer);
            let offset = self.nothing_known(value, WhyCode::Root);
            return vec![Pointee { base, offset, when: None }];
        }
        if addresses.is_empty() && number.opcode() == Some(Opcode::LLVMLoad) {
            let pointees = self.loaded_pointer(number, self.cfg.loop_of(number.block()));
            if pointees.iter().all(|pointee| pointee.base.is_argument()) {
                return self.in_scope(number, pointees, scope);
            }
        }
        if addresses.is_empty()
            && let Some((base, offset)) = self.loaded_number(&expr)
        {
            return vec![Pointee { base, offset, when: None }];
        }
        match self.behind_bits(value, number, scope) {
            Some(pointees) => pointees,
            None => self.no_root(value, WhyCode::Root),
        }
    }

    /// Places from an argument's address, chosen by conditions; numbers such as 0 and -1 among them
    /// mark that there is none, as no memory is there.
    fn chosen_places(&self, expr: &Expr) -> Option<Vec<Pointee>> {
        match expr {
            Expr::Select(cond, then, otherwise) => {
                let mut pointees = given(self.chosen_places(then)?, cond);
                let negated = (**cond).clone().negate();
                pointees.extend(given(self.chosen_places(otherwise)?, &negated));
                Some(pointees)
            }
            Expr::Wrap(64, inner) => self.chosen_places(inner),
            Expr::Int(number) if (-NO_MEMORY..NO_MEMORY).contains(number) => Some(Vec::new()),
            _ => {
                let [pointer] = self.addresses_in(expr)[..] else { return None };
                let address = Sym::Arg(pointer);
                let offset = expr.clone() - Expr::Sym(address);
                let place = Pointee { base: Base::Param(pointer), offset, when: None };
                (!place.offset.symbols().contains(&address)).then(|| vec![place])
            }
        }
    }

    /// The addresses of arguments that a number is made of.
    fn addresses_in(&self, expr: &Expr) -> Vec<Pointer> {
        let pointers = expr.symbols().into_iter().filter_map(|symbol| match symbol {
            Sym::Arg(pointer) if self.is_address(pointer) => Some(pointer),
            _ => None,
        });
        pointers.collect()
    }

    /// A sum with an address in it that was loaded as a number, as batched kernels do: the only
    /// term that can be one.
    fn loaded_number(&self, expr: &Expr) -> Option<(Base, Expr)> {
        let terms = match expr {
            Expr::Add(terms) => terms.to_vec(),
            other => vec![other.clone()],
        };
        let is_wide = |term: &&Expr| match term {
            Expr::Load(_, _, ty) => ty.bytes() == 8,
            Expr::Sym(Sym::Arg(_) | Sym::Val(_) | Sym::Opq(_)) => true,
            _ => false,
        };
        let mut candidates = terms.iter().filter(is_wide);
        let (Some(address), None) = (candidates.next(), candidates.next()) else { return None };
        let Expr::Load(pointer, at, _) = address else { return None };
        let base = Base::Loaded { pointer: *pointer, offset: Box::new((**at).clone()) };
        Some((base, expr.clone() - address.clone()))
    }

    pub(super) fn is_address(&self, pointer: Pointer) -> bool {
        let param = &self.entry.params[pointer.param.index()];
        match pointer.at {
            None => param.pointer.is_some(),
            Some(at) => self.is_pointer_field(pointer.param, at),
        }
    }

    /// Roots without offsets, for pointers that change in ways without a formula.
    fn somewhere(&mut self, value: Value<'m>, scope: Scope) -> Vec<Pointee> {
        let mut pending = vec![value];
        let mut seen = Vec::new();
        let mut found: Vec<Pointee> = Vec::new();
        while let Some(next) = pending.pop() {
            if seen.contains(&next) {
                continue;
            }
            seen.push(next);
            match next.opcode() {
                Some(Opcode::LLVMPHI) => {
                    pending.extend(next.incoming().into_iter().map(|(value, _)| value));
                }
                Some(Opcode::LLVMSelect) => {
                    pending.extend([next.operand(1), next.operand(2)]);
                }
                Some(Opcode::LLVMGetElementPtr | Opcode::LLVMAddrSpaceCast) => {
                    pending.push(next.operand(0));
                }
                _ if next == value => return self.no_root(value, WhyCode::Root),
                _ => found.extend(self.address(next, scope)),
            }
        }
        let mut bases: Vec<Pointee> = Vec::new();
        for pointee in found {
            if !bases.iter().any(|known| known.base == pointee.base) {
                let offset = self.nothing_known(value, WhyCode::Phi);
                bases.push(Pointee { base: pointee.base, offset, when: None });
            }
        }
        bases
    }

    fn no_root(&mut self, value: Value<'m>, code: WhyCode) -> Vec<Pointee> {
        vec![always(self.unknown_base(value, code))]
    }

    fn unknown_base(&mut self, value: Value<'m>, code: WhyCode) -> Base {
        match self.nothing_known(value, code) {
            Expr::Sym(Sym::Opq(id)) => Base::Unknown(id),
            _ => unreachable!("what is not known is an opaque symbol"),
        }
    }

    /// The address of a pointer as a number, for comparisons with null and for alignment.
    pub(super) fn address_number(&mut self, pointer: Value<'m>, scope: Scope) -> Expr {
        let pointees = self.address(pointer, scope);
        self.number(pointer, &pointees)
    }

    /// The same for a pointer within a tree.
    pub(super) fn pointer_number(&mut self, walk: &Walk<'_, 'm>, position: usize) -> Expr {
        let pointees = self.pointer_node(walk, position);
        self.number(walk.value, &pointees)
    }

    fn number(&mut self, pointer: Value<'m>, pointees: &[Pointee]) -> Expr {
        // Where none of the conditions holds, it is null: undefined pointers are compared by no
        // program that has a meaning.
        let mut number = Expr::ZERO;
        for Pointee { base, offset, when } in pointees.iter().rev() {
            let Base::Param(argument) = base else { return self.opaque(pointer, WhyCode::Root) };
            let address = Expr::Sym(Sym::Arg(*argument)) + offset.clone();
            number = match when {
                Some(when) => Expr::select(when.clone(), address, number),
                None => address,
            };
        }
        number
    }
}

/// Pointees where a condition holds.
fn given(mut pointees: Vec<Pointee>, cond: &Cond) -> Vec<Pointee> {
    for pointee in &mut pointees {
        let conds = pointee.when.take().into_iter().chain([cond.clone()]);
        pointee.when = Some(Cond::and(conds)).filter(|cond| *cond != Cond::Const(true));
    }
    pointees.retain(|pointee| pointee.when != Some(Cond::Const(false)));
    pointees
}

pub(super) fn always(base: Base) -> Pointee {
    Pointee { base, offset: Expr::ZERO, when: None }
}

fn shifted(mut pointees: Vec<Pointee>, by: &Expr) -> Vec<Pointee> {
    for pointee in &mut pointees {
        pointee.offset = pointee.offset.clone() + by.clone();
    }
    pointees
}
