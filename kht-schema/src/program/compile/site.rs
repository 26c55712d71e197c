//! Sites: the parts of formulas that differ between threads, as code.

use rustc_hash::FxHashMap;

use super::Made;
use super::affine::affine;
use super::uniform::{MAX_DEPTH, Uniform, WORD, reduced};
use crate::expr::{CmpOp, Fold};
use crate::program::Unserved;
use crate::program::code::{Index, Op, Place, REJECT, Register, Scalar, Site, Source};
use crate::program::form::VARS;
use crate::program::region::Relation;
use crate::{Cond, Expr, LoopId, Sym};

/// Steps of one site, at most.
const MAX_STEPS: usize = 1 << 12;

/// Nodes of formulas that are looked at for one site, at most.
const MAX_NODES: usize = 20_000;

/// A place in the code that is not known yet: position in a list.
type Label = Place;

/// A site on its way.
pub(super) struct Builder<'u, 'k> {
    uniform: &'u mut Uniform<'k>,
    code: Vec<Op>,
    terms: Vec<(Scalar, Source)>,
    indices: Vec<(Sym, Index)>,
    n_registers: u16,
    /// Places of labels.
    labels: Vec<Place>,
    /// What is computed on every way to here.
    known: FxHashMap<Expr, Source>,
    /// The same in order, to forget what is computed on some ways only.
    order: Vec<Expr>,
    /// What folds around this place bind.
    bound: Vec<(Sym, Register)>,
    nodes: usize,
}

/// A sum on its way.
struct Sum {
    constant: Scalar,
    terms: Vec<(Scalar, Source)>,
}

impl<'u, 'k> Builder<'u, 'k> {
    pub(super) fn new(uniform: &'u mut Uniform<'k>) -> Self {
        Builder {
            uniform,
            code: Vec::new(),
            terms: Vec::new(),
            indices: Vec::new(),
            n_registers: 0,
            labels: Vec::new(),
            known: FxHashMap::default(),
            order: Vec::new(),
            bound: Vec::new(),
            nodes: 0,
        }
    }

    /// The site, with all labels as places.
    pub(super) fn finish(mut self, result: Source) -> Made<Site> {
        if self.code.len() > MAX_STEPS {
            return Err(Unserved::TooLarge);
        }
        let labels = &self.labels;
        let place = |label: &mut Label| {
            if *label != REJECT {
                *label = labels[*label as usize];
            }
        };
        for op in &mut self.code {
            match op {
                Op::Test { then, otherwise, .. } | Op::TestScalar { then, otherwise, .. } => {
                    place(then);
                    place(otherwise);
                }
                Op::Jump { to } | Op::SkipIfOpen { to, .. } => place(to),
                _ => {}
            }
        }
        let mut site = Site {
            code: self.code,
            terms: self.terms,
            indices: self.indices.into_iter().map(|(_, index)| index).collect(),
            n_registers: self.n_registers,
            affine: None,
            result,
        };
        site.affine = affine(&site, self.uniform);
        Ok(site)
    }

    pub(super) fn number(&mut self, value: i128) -> Made<Scalar> {
        self.uniform.number(value)
    }

    /// Runs what follows once per iteration of a loop.
    pub(super) fn enter(&mut self, id: LoopId) -> Made<()> {
        let sym = Sym::It(id);
        if self.indices.iter().any(|(have, _)| *have == sym) {
            return Ok(());
        }
        let kernel = self.uniform.kernel;
        let inner = kernel.loops.get(id.index()).ok_or(Unserved::ForeignLoop)?;
        let trip = self.source(&inner.trip, 0)?;
        let var = self.index(sym, Index::Iteration)?;
        self.push(Op::Enter { var, trip })
    }

    /// The same if all is proven that the trip count rests on; a loop that is needed fails if not.
    pub(super) fn enter_if_proven(&mut self, id: LoopId, rests_on: u64, needed: bool) -> Made<()> {
        if rests_on == 0 {
            return self.enter(id);
        }
        let end = if needed { REJECT } else { self.label()? };
        self.push(Op::SkipIfOpen { assumptions: rests_on, to: end })?;
        let mark = self.order.len();
        self.enter(id)?;
        if !needed {
            self.forget(mark);
            self.set(end)?;
        }
        Ok(())
    }

    /// Goes on only where a condition holds.
    pub(super) fn require(&mut self, cond: &Cond) -> Made<()> {
        let next = self.label()?;
        self.test(cond, next, REJECT, 0)?;
        self.set(next)
    }

    /// The same if all is proven that the condition rests on.
    pub(super) fn require_if_proven(&mut self, cond: &Cond, rests_on: u64) -> Made<()> {
        if rests_on == 0 {
            return self.require(cond);
        }
        let end = self.label()?;
        self.push(Op::SkipIfOpen { assumptions: rests_on, to: end })?;
        let mark = self.order.len();
        self.require(cond)?;
        self.forget(mark);
        self.set(end)
    }

    /// Where the value of an expression is from here on.
    pub(super) fn source(&mut self, expr: &Expr, depth: usize) -> Made<Source> {
        self.nodes += 1;
        if self.nodes > MAX_NODES || depth > MAX_DEPTH {
            return Err(Unserved::TooLarge);
        }
        if self.uniform.is_uniform(expr) {
            return self.uniform.scalar(expr, depth).map(Source::Scalar);
        }
        if let Some(known) = self.known.get(expr) {
            return Ok(*known);
        }
        let source = self.make(expr, depth + 1)?;
        self.known.insert(expr.clone(), source);
        self.order.push(expr.clone());
        Ok(source)
    }

    fn make(&mut self, expr: &Expr, depth: usize) -> Made<Source> {
        match expr {
            Expr::Int(value) => self.uniform.number(*value).map(Source::Scalar),
            Expr::Sym(sym) => self.symbol(*sym, depth),
            Expr::Add(_) | Expr::Mul(_) => {
                let mut sum = self.empty_sum()?;
                let one = self.number(1)?;
                self.add(&mut sum, one, expr, depth)?;
                self.finish_sum(sum)
            }
            Expr::FloorDiv(a, b) => {
                self.binary(a, b, depth, |to, a, by| Op::FloorDiv { to, a, by })
            }
            Expr::Mod(a, b) if b.as_int() == Some(WORD) => {
                let a = self.source(&reduced(a), depth)?;
                self.result(|to| Op::Natural { to, a })
            }
            Expr::Mod(a, b) => self.binary(a, b, depth, |to, a, by| Op::Mod { to, a, by }),
            Expr::Min(operands) => self.extreme(operands, false, depth),
            Expr::Max(operands) => self.extreme(operands, true, depth),
            Expr::Select(cond, a, b) => self.select(cond, a, b, depth),
            Expr::Bit(op, a, b) => {
                let op = *op;
                self.binary(a, b, depth, move |to, a, b| Op::Bit { to, op, a, b })
            }
            Expr::Wrap(bits @ 1..=64, a) => {
                let (a, bits) = (self.source(a, depth)?, *bits);
                self.result(|to| Op::Wrap { to, bits, a })
            }
            Expr::Wrap(..) => Err(Unserved::Number),
            Expr::Load(pointer, offset, ty) => {
                let (offset, ty) = (self.source(offset, depth)?, *ty);
                let slot = self.uniform.loaded_slot(*pointer)?;
                self.result(|to| Op::Load { to, slot, offset, ty })
            }
            Expr::Fold(fold) => self.fold(fold, depth),
        }
    }

    fn symbol(&mut self, sym: Sym, depth: usize) -> Made<Source> {
        match sym {
            Sym::Tid(axis) => self.index(sym, Index::Thread(axis)).map(Source::Var),
            Sym::Bid(axis) => self.index(sym, Index::Block(axis)).map(Source::Var),
            Sym::It(_) => {
                let position = self.indices.iter().position(|(have, _)| *have == sym);
                let var = position.ok_or(Unserved::ForeignLoop)?;
                u8::try_from(var).map(Source::Var).map_err(|_| Unserved::TooLarge)
            }
            Sym::Step(_) | Sym::Car(..) => {
                let found = self.bound.iter().rev().find(|(have, _)| *have == sym);
                match found {
                    Some((_, at)) => Ok(Source::Register(*at)),
                    None => self.carried(sym, depth),
                }
            }
            Sym::Val(id) => {
                let kernel = self.uniform.kernel;
                let value = kernel.values.get(id.index()).ok_or(Unserved::Number)?;
                self.source(&value.expr, depth)
            }
            Sym::Opq(id) => Err(Unserved::Opaque(id)),
            Sym::Gdim(_) | Sym::Bdim(_) | Sym::Arg(_) => {
                self.uniform.scalar(&Expr::Sym(sym), depth).map(Source::Scalar)
            }
        }
    }

    /// What a loop around this place carries into its iteration: the fold of as many steps.
    fn carried(&mut self, sym: Sym, depth: usize) -> Made<Source> {
        let Sym::Car(id, index) = sym else { return Err(Unserved::ForeignLoop) };
        let kernel = self.uniform.kernel;
        let around = kernel.loops.get(id.index()).ok_or(Unserved::ForeignLoop)?;
        let iteration = Expr::Sym(Sym::It(id));
        let fold = Expr::carried_into(iteration, id, index, around.carried.clone());
        if fold.mentions(sym) && !matches!(fold, Expr::Fold(_)) {
            return Err(Unserved::ForeignLoop);
        }
        self.source(&fold, depth)
    }

    fn index(&mut self, sym: Sym, index: Index) -> Made<u8> {
        let position = match self.indices.iter().position(|(have, _)| *have == sym) {
            Some(position) => position,
            None => {
                self.indices.push((sym, index));
                self.indices.len() - 1
            }
        };
        // Splitting needs some more.
        if position >= VARS - 4 {
            return Err(Unserved::TooLarge);
        }
        u8::try_from(position).map_err(|_| Unserved::TooLarge)
    }

    fn binary(
        &mut self,
        a: &Expr,
        b: &Expr,
        depth: usize,
        op: impl FnOnce(Register, Source, Source) -> Op,
    ) -> Made<Source> {
        let (a, b) = (self.source(a, depth)?, self.source(b, depth)?);
        self.result(|to| op(to, a, b))
    }

    fn extreme(&mut self, operands: &[Expr], largest: bool, depth: usize) -> Made<Source> {
        let mut result = None;
        for operand in operands {
            let b = self.source(operand, depth)?;
            result = Some(match result {
                None => b,
                Some(a) => self.result(|to| Op::Extreme { to, a, b, largest })?,
            });
        }
        result.ok_or(Unserved::Number)
    }

    fn select(&mut self, cond: &Cond, a: &Expr, b: &Expr, depth: usize) -> Made<Source> {
        let to = self.register()?;
        let (then, otherwise, end) = (self.label()?, self.label()?, self.label()?);
        let mark = self.order.len();
        self.test(cond, then, otherwise, depth)?;
        for (label, side) in [(then, a), (otherwise, b)] {
            self.forget(mark);
            self.set(label)?;
            let from = self.source(side, depth)?;
            self.push(Op::Move { to, from })?;
            if label == then {
                self.push(Op::Jump { to: end })?;
            }
        }
        self.forget(mark);
        self.set(end)?;
        Ok(Source::Register(to))
    }

    /// The result of a fold, as code that runs its steps.
    pub(super) fn fold(&mut self, fold: &Fold, depth: usize) -> Made<Source> {
        let to = self.register()?;
        let step = self.register()?;
        let mut firsts = Vec::with_capacity(fold.carried.len());
        for car in &fold.carried {
            firsts.push(self.source(&car.first, depth)?);
        }
        let zero = Source::Scalar(self.number(0)?);
        self.push(Op::Move { to: step, from: zero })?;
        let scope = self.bound.len();
        self.bound.push((Sym::Step(fold.id), step));
        for (car, from) in fold.carried.iter().zip(firsts) {
            let at = self.register()?;
            self.push(Op::Move { to: at, from })?;
            self.bound.push((Sym::Car(fold.id, car.index), at));
        }
        // What is known hangs on what the folds around bind, or on nothing.
        let known = std::mem::take(&mut self.known);
        let order = std::mem::take(&mut self.order);
        let made = self.steps(fold, to, step, scope, depth);
        self.known = known;
        self.order = order;
        self.bound.truncate(scope);
        made.map(|()| Source::Register(to))
    }

    fn steps(
        &mut self,
        fold: &Fold,
        to: Register,
        step: Register,
        scope: usize,
        depth: usize,
    ) -> Made<()> {
        let (again, body, end) = (self.label()?, self.label()?, self.label()?);
        self.set(again)?;
        self.test(&fold.stay, body, end, depth)?;
        self.forget(0);
        self.set(body)?;
        let mut values = Vec::with_capacity(fold.carried.len());
        for car in &fold.carried {
            // A register of its own: all are replaced at once.
            let (at, from) = (self.register()?, self.source(&car.next, depth)?);
            self.push(Op::Move { to: at, from })?;
            values.push(at);
        }
        for (index, from) in values.into_iter().enumerate() {
            let to = self.bound[scope + 1 + index].1;
            self.push(Op::Move { to, from: Source::Register(from) })?;
        }
        let one = self.number(1)?;
        let first = self.add_terms(&[(one, Source::Register(step))])?;
        self.push(Op::Sum { to: step, constant: one, first, count: 1 })?;
        self.push(Op::Jump { to: again })?;
        self.forget(0);
        self.set(end)?;
        let from = self.source(&fold.result, depth)?;
        self.push(Op::Move { to, from })?;
        self.forget(0);
        Ok(())
    }

    fn empty_sum(&mut self) -> Made<Sum> {
        Ok(Sum { constant: self.number(0)?, terms: Vec::new() })
    }

    /// Adds `factor * expr`; sums and products with scalars go straight in.
    fn add(&mut self, sum: &mut Sum, factor: Scalar, expr: &Expr, depth: usize) -> Made<()> {
        if depth > MAX_DEPTH {
            return Err(Unserved::TooLarge);
        }
        if self.uniform.is_uniform(expr) {
            let value = self.uniform.scalar(expr, depth)?;
            let product = self.uniform.product(factor, value)?;
            sum.constant = self.uniform.sum(sum.constant, product)?;
            return Ok(());
        }
        match expr {
            Expr::Add(terms) => {
                self.nodes += terms.len();
                terms.iter().try_for_each(|term| self.add(sum, factor, term, depth + 1))
            }
            Expr::Mul(factors) => {
                let mut scale = factor;
                let mut rest = None;
                for each in factors {
                    if self.uniform.is_uniform(each) {
                        let value = self.uniform.scalar(each, depth)?;
                        scale = self.uniform.product(scale, value)?;
                        continue;
                    }
                    rest = Some(match rest {
                        None => (each, None),
                        Some((first, None)) => {
                            let (a, b) = (self.source(first, depth)?, self.source(each, depth)?);
                            (each, Some(self.result(|to| Op::Product { to, a, b })?))
                        }
                        Some((_, Some(a))) => {
                            let b = self.source(each, depth)?;
                            (each, Some(self.result(|to| Op::Product { to, a, b })?))
                        }
                    });
                }
                match rest {
                    Some((single, None)) => self.add(sum, scale, single, depth + 1),
                    Some((_, Some(product))) => self.add_term(sum, scale, product),
                    None => Err(Unserved::Number),
                }
            }
            other => {
                let source = self.source(other, depth + 1)?;
                self.add_term(sum, factor, source)
            }
        }
    }

    fn add_term(&mut self, sum: &mut Sum, factor: Scalar, source: Source) -> Made<()> {
        match sum.terms.iter_mut().find(|(_, have)| *have == source) {
            Some((own, _)) => *own = self.uniform.sum(*own, factor)?,
            None => sum.terms.push((factor, source)),
        }
        Ok(())
    }

    fn finish_sum(&mut self, sum: Sum) -> Made<Source> {
        let (zero, one) = (self.number(0)?, self.number(1)?);
        match sum.terms[..] {
            [] => Ok(Source::Scalar(sum.constant)),
            [(factor, source)] if factor == one && sum.constant == zero => Ok(source),
            _ => {
                let first = self.add_terms(&sum.terms)?;
                let count = u32::try_from(sum.terms.len()).map_err(|_| Unserved::TooLarge)?;
                self.result(|to| Op::Sum { to, constant: sum.constant, first, count })
            }
        }
    }

    fn add_terms(&mut self, terms: &[(Scalar, Source)]) -> Made<u32> {
        let first = u32::try_from(self.terms.len()).map_err(|_| Unserved::TooLarge)?;
        self.terms.extend_from_slice(terms);
        Ok(first)
    }

    /// Goes on at one of two labels.
    fn test(&mut self, cond: &Cond, then: Label, otherwise: Label, depth: usize) -> Made<()> {
        self.nodes += 1;
        if depth > MAX_DEPTH || self.nodes > MAX_NODES {
            return Err(Unserved::TooLarge);
        }
        if self.uniform.is_uniform_cond(cond) {
            let value = self.uniform.cond(cond, depth)?;
            return self.push(Op::TestScalar { value, then, otherwise });
        }
        let deeper = depth + 1;
        match cond {
            Cond::Const(value) => self.push(Op::Jump { to: if *value { then } else { otherwise } }),
            Cond::Cmp(op, a, b) => {
                let mut sum = self.empty_sum()?;
                let (one, minus) = (self.number(1)?, self.number(-1)?);
                self.add(&mut sum, one, a, deeper)?;
                self.add(&mut sum, minus, b, deeper)?;
                let relation = match op {
                    CmpOp::Eq => Relation::Eq,
                    CmpOp::Ne => Relation::Ne,
                    CmpOp::Le => Relation::Le,
                    CmpOp::Lt => {
                        sum.constant = self.uniform.sum(sum.constant, one)?;
                        Relation::Le
                    }
                };
                let form = self.finish_sum(sum)?;
                self.push(Op::Test { relation, form, then, otherwise })
            }
            Cond::And(conds) => self.all(conds, then, otherwise, deeper),
            Cond::Or(conds) => {
                let mut mark = None;
                for (index, cond) in conds.iter().enumerate() {
                    if index + 1 == conds.len() {
                        self.test(cond, then, otherwise, deeper)?;
                    } else {
                        let next = self.label()?;
                        self.test(cond, then, next, deeper)?;
                        self.set(next)?;
                    }
                    mark.get_or_insert(self.order.len());
                }
                self.forget(mark.unwrap_or(0));
                Ok(())
            }
            Cond::Not(inner) => self.test(inner, otherwise, then, deeper),
        }
    }

    fn all(&mut self, conds: &[Cond], then: Label, otherwise: Label, depth: usize) -> Made<()> {
        let mut mark = None;
        for (index, cond) in conds.iter().enumerate() {
            if index + 1 == conds.len() {
                self.test(cond, then, otherwise, depth)?;
            } else {
                let next = self.label()?;
                self.test(cond, next, otherwise, depth)?;
                self.set(next)?;
            }
            mark.get_or_insert(self.order.len());
        }
        // Where all must hold, all is computed on the only way on.
        if otherwise != REJECT {
            self.forget(mark.unwrap_or(0));
        }
        Ok(())
    }

    fn register(&mut self) -> Made<Register> {
        let register = self.n_registers;
        self.n_registers = register.checked_add(1).ok_or(Unserved::TooLarge)?;
        Ok(register)
    }

    fn result(&mut self, op: impl FnOnce(Register) -> Op) -> Made<Source> {
        let to = self.register()?;
        self.push(op(to))?;
        Ok(Source::Register(to))
    }

    fn push(&mut self, op: Op) -> Made<()> {
        if self.code.len() >= MAX_STEPS {
            return Err(Unserved::TooLarge);
        }
        self.code.push(op);
        Ok(())
    }

    fn label(&mut self) -> Made<Label> {
        let label = Label::try_from(self.labels.len()).map_err(|_| Unserved::TooLarge)?;
        self.labels.push(REJECT);
        Ok(label)
    }

    /// The label is here.
    fn set(&mut self, label: Label) -> Made<()> {
        let here = Place::try_from(self.code.len()).map_err(|_| Unserved::TooLarge)?;
        self.labels[label as usize] = here;
        Ok(())
    }

    /// Forgets what was computed since.
    fn forget(&mut self, mark: usize) {
        for expr in self.order.drain(mark..) {
            self.known.remove(&expr);
        }
    }
}
