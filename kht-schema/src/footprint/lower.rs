//! Lowering: from the expressions of a table to linear forms, with the launch put in.

use smallvec::SmallVec;

use super::bind::{Binding, Value};
use super::boxes::Dim;
use super::env::{Env, type_range};
use super::interval::{INFINITY, Interval};
use super::linear::{Linear, Res, Stop, Var};
use super::memory::Memory;
use super::pred::Pred;
use super::reason::Reason;
use super::region::{Bounds, Region};
use crate::expr::{Axis, CmpOp, Pointer, ScalarType};
use crate::kernel::Loop;
use crate::{Cond, Expr, LoopId, Sym, ValId};

/// Nodes of the expressions of one access beyond which a part becomes opaque.
const MAX_NODES: usize = 20_000;

/// The same for all steps of its folds together.
pub(super) const MAX_FOLD_NODES: usize = 1 << 20;

/// Terms of a linear form, named values written out, beyond which it becomes opaque.
const MAX_SIZE: u32 = 10_000;

/// Nesting beyond which a part becomes opaque.
const MAX_DEPTH: usize = 250;

/// What a fold counts as in that.
const FOLD_DEPTH: usize = 10;

/// The same for atoms in a linear form, named values and steps of folds written out: all that is
/// done with one goes down into it.
const MAX_ATOM_DEPTH: u32 = 120;

/// What runs: the conditions and loops around something, and the bytes that it touches.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site<'a> {
    /// All must hold.
    pub(super) guards: &'a [Cond],
    /// Loops around it, outermost first.
    pub(super) loops: &'a [LoopId],
    /// First byte touched.
    pub(super) offset: &'a Expr,
    /// Bytes touched.
    pub(super) bytes: &'a Expr,
    /// Dimensions beside those that the formulas name.
    pub(super) repeats: &'a [Dim],
}

/// Turns expressions into linear forms over the variables of one region.
pub(super) struct Lower<'a> {
    binding: &'a Binding<'a>,
    pub(super) memory: &'a Memory<'a>,
    bounds: Bounds,
    vars: SmallVec<[(Sym, Var); 8]>,
    /// Variables of the axes of a block, the same in all regions of a launch, named or not.
    threads: SmallVec<[(Sym, Var); 3]>,
    /// Named values that are lowered already.
    pub(super) values: Vec<(ValId, Linear)>,
    /// Values of the folds that are being unrolled, those of inner ones last.
    pub(super) carried: Vec<(Sym, Linear)>,
    /// What loops carry that are folded already.
    folded: Vec<(Sym, Linear)>,
    pub(super) nodes: usize,
    /// Nodes that may still be lowered for folds.
    pub(super) fold_nodes: usize,
}

impl<'a> Lower<'a> {
    pub(super) fn new(binding: &'a Binding<'a>, memory: &'a Memory<'a>) -> Self {
        let mut bounds = Bounds::default();
        let threads = Axis::ALL.into_iter().map(Sym::Tid).filter_map(|sym| {
            let extent = binding.extent(sym);
            let range = Interval::below(extent.into());
            let var = if extent > 1 { bounds.create(range) } else { None };
            var.map(|var| (sym, var))
        });
        let threads = threads.collect();
        Lower {
            binding,
            memory,
            bounds,
            vars: SmallVec::new(),
            threads,
            values: Vec::new(),
            carried: Vec::new(),
            folded: Vec::new(),
            nodes: 0,
            fold_nodes: MAX_FOLD_NODES,
        }
    }

    /// The index space of a site; `None` if it is empty.
    pub(super) fn region(mut self, site: &Site<'_>) -> Res<Option<Region>> {
        let mut preds = Vec::with_capacity(site.loops.len() + site.guards.len());
        for id in site.loops {
            match self.enter_loop(*id)? {
                Pred::Const(true) => {}
                Pred::Const(false) => return Ok(None),
                Pred::And(inner) => preds.extend(inner),
                pred => preds.push(pred),
            }
        }
        for guard in site.guards {
            match self.cond(guard, 0)? {
                Pred::Const(true) => {}
                Pred::Const(false) => return Ok(None),
                Pred::And(inner) => preds.extend(inner),
                pred => preds.push(pred),
            }
        }
        let mut offset = self.expr(site.offset, 0)?;
        let bytes = self.expr(site.bytes, 0)?;
        let width = match bytes.as_constant() {
            Some(..=0) => return Ok(None),
            Some(constant) => u64::try_from(constant).map_err(|_| Stop::Overflow)?,
            // As many bytes as a value says: one by one, as another loop.
            None => {
                let (byte, pred) = self.counted(&bytes)?;
                preds.push(pred);
                offset.add_scaled(1, &Linear::var(byte))?;
                1
            }
        };
        for dim in site.repeats {
            let var = self.bounds.create(Interval::below(dim.count)).ok_or(Stop::Budget)?;
            offset.add_var(dim.stride, var)?;
        }
        let times = self.unused_axes();
        for (sym, var) in &self.threads {
            if !self.vars.iter().any(|(have, _)| have == sym) {
                self.bounds.remove(*var);
            }
        }
        Ok(Some(Region { bounds: self.bounds, preds, offset, width, times }))
    }

    /// Adds what the loops of an expression beyond those of the site ask for, and lowers it.
    pub(super) fn enter_loop(&mut self, id: LoopId) -> Res<Pred> {
        let sym = Sym::It(id);
        if self.vars.iter().any(|(have, _)| *have == sym) {
            return Ok(Pred::Const(true));
        }
        let trip = match self.binding.kernel.loops.get(id.index()) {
            Some(inner) => self.expr(&inner.trip, 0)?,
            None => self.memory.unknown(Interval::new(0, INFINITY), Reason::ForeignLoop(id)),
        };
        let (var, pred) = self.counted(&trip)?;
        self.vars.push((sym, var));
        Ok(pred)
    }

    /// A variable from 0 to below a count, and the condition that it stays below.
    fn counted(&mut self, count: &Linear) -> Res<(Var, Pred)> {
        let most = self.env().range(count).hi;
        let hi = if most >= INFINITY { INFINITY } else { most - 1 };
        let var = self.bounds.create(Interval { lo: 0, hi }).ok_or(Stop::Budget)?;
        let excess = Linear::var(var).plus(1)?.difference(count)?;
        // An empty range decides nothing: no iteration at all.
        let pred = if hi < 0 { Pred::Const(false) } else { self.env().le(excess)? };
        Ok((var, pred))
    }

    pub(super) fn env(&self) -> Env<'_> {
        Env { memory: self.memory, bounds: &self.bounds }
    }

    /// Threads per point of the axes that no expression names.
    fn unused_axes(&self) -> u128 {
        let axes = Axis::ALL.into_iter().flat_map(|axis| [Sym::Tid(axis), Sym::Bid(axis)]);
        axes.filter(|sym| !self.vars.iter().any(|(have, _)| have == sym))
            .map(|sym| self.binding.indices(sym).count())
            .product()
    }

    /// The linear form of an expression.
    pub(super) fn expr(&mut self, expr: &Expr, depth: usize) -> Res<Linear> {
        let mut sum = Linear::default();
        self.add(&mut sum, 1, expr, depth)?;
        Ok(sum)
    }

    /// Adds a multiple of an expression; sums and products with constants go straight in.
    fn add(&mut self, sum: &mut Linear, factor: i128, expr: &Expr, depth: usize) -> Res<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES || depth > MAX_DEPTH {
            return sum.add_scaled(factor, &self.memory.unknown(Interval::ALL, Reason::TooLarge));
        }
        match expr {
            Expr::Int(value) => sum.add_constant(factor, *value),
            Expr::Sym(sym) => {
                if let Some(value) = self.constant(*sym) {
                    return sum.add_constant(factor, value);
                }
                if let Some(var) = self.variable(*sym)? {
                    return sum.add_var(factor, var);
                }
                let other = self.symbol(*sym, depth + 1)?;
                sum.add_scaled(factor, &other)
            }
            Expr::Add(terms) => {
                terms.iter().try_for_each(|term| self.add(sum, factor, term, depth + 1))
            }
            Expr::Mul(factors) => self.add_product(sum, factor, factors, depth + 1),
            _ => {
                let other = self.atom(expr, depth + 1)?;
                sum.add_scaled(factor, &other)
            }
        }
    }

    /// Adds a product: its constants times the product of the rest.
    fn add_product(
        &mut self,
        sum: &mut Linear,
        factor: i128,
        factors: &[Expr],
        depth: usize,
    ) -> Res<()> {
        let mut scale = factor;
        let mut rest: SmallVec<[&Expr; 4]> = SmallVec::new();
        for factor in factors {
            let constant = match factor {
                Expr::Int(value) => Some(*value),
                Expr::Sym(sym) => self.constant(*sym),
                _ => None,
            };
            match constant {
                Some(value) => scale = scale.checked_mul(value).ok_or(Stop::Overflow)?,
                None => rest.push(factor),
            }
        }
        match rest[..] {
            [] => sum.add_constant(scale, 1),
            [single] => self.add(sum, scale, single, depth),
            _ => {
                let rest = rest.into_iter();
                let product = self.fold(rest, depth, |env, a, b| env.product(a, b))?;
                let product = self.limited(product);
                sum.add_scaled(scale, &product)
            }
        }
    }

    /// The linear form of what is neither a sum nor a product; opaque if it is too large.
    fn atom(&mut self, expr: &Expr, depth: usize) -> Res<Linear> {
        // An operation each, so that deep formulas take little of the stack.
        let linear = match expr {
            Expr::Int(_) | Expr::Sym(_) | Expr::Add(_) | Expr::Mul(_) => self.expr(expr, depth),
            Expr::Min(operands) => self.fold(operands.iter(), depth, |env, a, b| env.min(a, b)),
            Expr::Max(operands) => self.fold(operands.iter(), depth, |env, a, b| env.max(a, b)),
            Expr::FloorDiv(a, b) => self.both([a, b], depth, |env, a, b| env.quotient(a, b)),
            Expr::Mod(a, b) => self.both([a, b], depth, |env, a, b| env.remainder(a, b)),
            Expr::Select(cond, a, b) => self.select(cond, [a, b], depth),
            Expr::Bit(op, a, b) => self.both([a, b], depth, |env, a, b| env.bit(*op, a, b)),
            Expr::Wrap(bits, a) => self.wrap(*bits, a, depth),
            Expr::Load(pointer, offset, ty) => self.load((*pointer, *ty), offset, depth),
            Expr::Fold(fold) => self.unroll(fold, depth + FOLD_DEPTH),
        };
        Ok(self.limited(linear?))
    }

    fn both(
        &mut self,
        [a, b]: [&Expr; 2],
        depth: usize,
        join: impl FnOnce(Env<'_>, Linear, Linear) -> Res<Linear>,
    ) -> Res<Linear> {
        let (mut left, mut right) = (Linear::default(), Linear::default());
        self.add(&mut left, 1, a, depth)?;
        self.add(&mut right, 1, b, depth)?;
        join(self.env(), left, right)
    }

    fn select(&mut self, cond: &Cond, [a, b]: [&Expr; 2], depth: usize) -> Res<Linear> {
        match self.cond(cond, depth)? {
            Pred::Const(holds) => self.expr(if holds { a } else { b }, depth),
            cond => self.both([a, b], depth, |env, a, b| Ok(env.select(cond, a, b))),
        }
    }

    fn wrap(&mut self, bits: u32, expr: &Expr, depth: usize) -> Res<Linear> {
        if !(1..=64).contains(&bits) {
            return Ok(self.memory.unknown(Interval::ALL, Reason::Shift));
        }
        let value = self.expr(expr, depth)?;
        self.env().wrap(bits, value)
    }

    fn load(
        &mut self,
        (pointer, ty): (Pointer, ScalarType),
        offset: &Expr,
        depth: usize,
    ) -> Res<Linear> {
        let Some(slot) = self.binding.slot(pointer) else {
            return Ok(self.memory.unknown(type_range(ty), Reason::NoPointer(pointer)));
        };
        let offset = self.expr(offset, depth)?;
        Ok(self.env().load(slot, offset, ty))
    }

    /// The form, or any value of its range if it is too large.
    pub(super) fn limited(&self, linear: Linear) -> Linear {
        if linear.size() > MAX_SIZE || linear.depth() > MAX_ATOM_DEPTH {
            return self.memory.unknown(self.env().range(&linear), Reason::TooLarge);
        }
        linear
    }

    fn fold<'e>(
        &mut self,
        operands: impl Iterator<Item = &'e Expr>,
        depth: usize,
        join: fn(Env<'_>, Linear, Linear) -> Res<Linear>,
    ) -> Res<Linear> {
        let mut result: Option<Linear> = None;
        for operand in operands {
            let next = self.expr(operand, depth)?;
            result = Some(match result {
                None => next,
                // Each step, as products of sums double it.
                Some(before) => self.limited(join(self.env(), before, next)?),
            });
        }
        Ok(result.unwrap_or_else(|| self.memory.unknown(Interval::ALL, Reason::TooLarge)))
    }

    /// The value of a symbol that the launch decides.
    pub(super) fn constant(&self, sym: Sym) -> Option<i128> {
        match sym {
            Sym::Gdim(axis) => Some(self.binding.launch.grid[axis.index()].into()),
            Sym::Bdim(axis) => Some(self.binding.launch.block[axis.index()].into()),
            Sym::Tid(_) | Sym::Bid(_) if self.binding.indices(sym).single().is_some() => {
                self.binding.indices(sym).single()
            }
            Sym::Arg(pointer) => match self.binding.value(pointer) {
                Value::Int(value) => Some(value),
                Value::Address(_) | Value::None => None,
            },
            Sym::Tid(_) | Sym::Bid(_) | Sym::Step(_) | Sym::Car(..) => {
                self.bound_value(sym)?.as_constant()
            }
            Sym::It(_) | Sym::Opq(_) | Sym::Val(_) => None,
        }
    }

    /// The variable of a symbol that has one.
    fn variable(&mut self, sym: Sym) -> Res<Option<Var>> {
        if let Some((_, var)) = self.vars.iter().find(|(have, _)| *have == sym) {
            return Ok(Some(*var));
        }
        if !matches!(sym, Sym::Tid(_) | Sym::Bid(_)) {
            return Ok(None);
        }
        let var = match self.threads.iter().find(|(have, _)| *have == sym) {
            Some((_, var)) => *var,
            None => self.bounds.create(self.binding.indices(sym)).ok_or(Stop::Budget)?,
        };
        self.vars.push((sym, var));
        Ok(Some(var))
    }

    /// Takes the axes of the block that a form names for named.
    pub(super) fn name_threads(&mut self, linear: &Linear) {
        let named = linear.all_vars();
        for (sym, var) in &self.threads {
            if named & (1 << var) != 0 && !self.vars.iter().any(|(have, _)| have == sym) {
                self.vars.push((*sym, *var));
            }
        }
    }

    /// Whether a form is a number, but for what the thread adds.
    pub(super) fn is_of_thread(&self, linear: &Linear) -> bool {
        let threads = self.threads.iter().fold(0, |set, (_, var)| set | 1 << var);
        linear.all_vars() & !threads == 0 && !linear.has_opaque() && !linear.has_loads()
    }

    /// A loop of the kernel.
    pub(super) fn looped(&self, id: LoopId) -> Option<&'a Loop> {
        self.binding.kernel.loops.get(id.index())
    }

    /// A symbol that is neither a constant nor a variable.
    fn symbol(&mut self, sym: Sym, depth: usize) -> Res<Linear> {
        match sym {
            Sym::Gdim(_) | Sym::Bdim(_) | Sym::Tid(_) | Sym::Bid(_) => {
                unreachable!("{sym} is a constant or a variable")
            }
            Sym::It(id) => {
                Ok(self.memory.unknown(Interval::new(0, INFINITY), Reason::ForeignLoop(id)))
            }
            Sym::Arg(pointer) => match self.binding.value(pointer) {
                Value::Int(value) => Ok(Linear::constant(value)),
                // Buffers are aligned to 256 bytes, none is at address zero, and programs have 56
                // bits of addresses at most.
                Value::Address(offset) => {
                    let pages = Interval::new(1, (1 << 48) - 1);
                    Linear::opaque(pages, Reason::Address(pointer), 0)
                        .scale(256)?
                        .plus(offset.into())
                }
                Value::None => Ok(self.memory.unknown(Interval::ALL, Reason::NotInteger(pointer))),
            },
            Sym::Opq(id) => {
                let opaque = self.binding.kernel.opaques.get(id.index());
                let range = opaque.map_or(Interval::ALL, |opaque| Interval {
                    lo: opaque.lo.map_or(-INFINITY, i128::from),
                    hi: opaque.hi.map_or(INFINITY, i128::from),
                });
                Ok(self.memory.unknown(range, Reason::Opaque(id)))
            }
            Sym::Val(id) => self.value(id, depth),
            Sym::Step(id) => Ok(match self.bound_value(sym) {
                Some(value) => value.clone(),
                None => self.memory.unknown(Interval::ALL, Reason::ForeignLoop(id)),
            }),
            Sym::Car(id, index) => match self.bound_value(sym) {
                Some(value) => Ok(value.clone()),
                None => self.carried_into(id, index, depth),
            },
        }
    }

    /// What a loop carries into the iteration at hand.
    fn carried_into(&mut self, id: LoopId, index: u32, depth: usize) -> Res<Linear> {
        let iteration = Sym::It(id);
        let around = self.vars.iter().any(|(have, _)| *have == iteration);
        let Some(each) = self.looped(id).filter(|_| around) else {
            return Ok(self.memory.unknown(Interval::ALL, Reason::ForeignLoop(id)));
        };
        if let Some(value) = self.carried_by_table(id, index, depth)? {
            return Ok(value);
        }
        let symbol = Sym::Car(id, index);
        if let Some((_, known)) = self.folded.iter().find(|(known, _)| *known == symbol) {
            return Ok(known.clone());
        }
        let carried = each.carried.clone();
        let fold = Expr::carried_into(Expr::Sym(iteration), id, index, carried);
        let linear = self.expr(&fold, depth)?;
        // What is not known may differ from use to use.
        if self.carried.is_empty() && !linear.has_opaque() {
            self.folded.push((symbol, linear.clone()));
        }
        Ok(linear)
    }

    /// What a named value stands for.
    pub(super) fn named(&self, id: ValId) -> Option<&Expr> {
        self.binding.kernel.values.get(id.index()).map(|value| &value.expr)
    }

    /// Values of an index of the launch.
    pub(super) fn extent(&self, sym: Sym) -> u32 {
        self.binding.extent(sym)
    }

    /// A named value, lowered once for all its uses.
    fn value(&mut self, id: ValId, depth: usize) -> Res<Linear> {
        if let Some((_, known)) = self.values.iter().find(|(known, _)| *known == id) {
            return Ok(known.clone());
        }
        let binding = self.binding;
        let Some(value) = binding.kernel.values.get(id.index()) else {
            return Ok(self.memory.unknown(Interval::ALL, Reason::TooLarge));
        };
        let linear = self.expr(&value.expr, depth)?;
        // What is not known may differ from use to use.
        if !linear.has_opaque() {
            self.values.push((id, linear.clone()));
        }
        Ok(linear)
    }

    /// The condition over linear forms.
    pub(super) fn cond(&mut self, cond: &Cond, depth: usize) -> Res<Pred> {
        self.nodes += 1;
        if self.nodes > MAX_NODES || depth > MAX_DEPTH {
            let unknown = self.memory.unknown(Interval::new(0, 1), Reason::TooLarge);
            return Ok(Pred::Eq(unknown));
        }
        let deeper = depth + 1;
        match cond {
            Cond::Const(value) => Ok(Pred::Const(*value)),
            Cond::Cmp(op, a, b) => {
                let mut difference = Linear::default();
                self.add(&mut difference, 1, a, deeper)?;
                self.add(&mut difference, -1, b, deeper)?;
                let env = self.env();
                match op {
                    CmpOp::Eq => Ok(env.eq(difference)),
                    CmpOp::Ne => Ok(env.ne(difference)),
                    CmpOp::Lt => env.le(difference.plus(1)?),
                    CmpOp::Le => env.le(difference),
                }
            }
            Cond::And(conds) => Ok(Pred::and(self.conds(conds, deeper)?)),
            Cond::Or(conds) => Ok(Pred::or(self.conds(conds, deeper)?)),
            Cond::Not(inner) => self.cond(inner, deeper)?.negate(),
        }
    }

    fn conds(&mut self, conds: &[Cond], depth: usize) -> Res<Vec<Pred>> {
        conds.iter().map(|cond| self.cond(cond, depth)).collect()
    }
}
