//! Scalars: the parts of formulas that are the same for all threads.

use rustc_hash::FxHashMap;

use super::Made;
use super::site::Builder;
use crate::expr::kinds::Kinds;
use crate::expr::shared::Operand;
use crate::expr::{Axis, BitOp, CmpOp, Pointer};
use crate::kernel::Kernel;
use crate::program::Unserved;
use crate::program::code::{Scalar, ScalarOp, Site, Slot};
use crate::{Cond, Expr, Sym};

/// Scalars of a program, at most.
const MAX_SCALARS: usize = 1 << 15;

/// Nesting beyond which formulas are left to the footprint engine.
pub(super) const MAX_DEPTH: usize = 250;

/// What unsigned machine numbers of 64 bits are counted modulo.
pub(super) const WORD: i128 = 1 << 64;

/// Buffers are aligned to this many bytes.
const ALIGNMENT: i64 = 256;

/// The scalars of a program, as far as they are made.
pub(super) struct Uniform<'k> {
    pub(super) kernel: &'k Kernel,
    pub(super) pointers: Vec<Pointer>,
    pub(super) inputs: Vec<Pointer>,
    pub(super) ops: Vec<ScalarOp>,
    pub(super) folds: Vec<Site>,
    /// Pointers that values are loaded through.
    pub(super) loaded: Vec<Slot>,
    known: FxHashMap<ScalarOp, Scalar>,
    exprs: FxHashMap<Expr, Made<Scalar>>,
    uniform: FxHashMap<Expr, bool>,
    /// Whether each named value is uniform.
    values: Vec<bool>,
}

impl<'k> Uniform<'k> {
    pub(super) fn new(kernel: &'k Kernel, pointers: Vec<Pointer>) -> Self {
        let mut uniform = Uniform {
            kernel,
            pointers,
            inputs: Vec::new(),
            ops: Vec::new(),
            folds: Vec::new(),
            loaded: Vec::new(),
            known: FxHashMap::default(),
            exprs: FxHashMap::default(),
            uniform: FxHashMap::default(),
            values: Vec::with_capacity(kernel.values.len()),
        };
        // A named value may use those before it.
        for value in &kernel.values {
            let own = uniform.is_uniform(&value.expr);
            uniform.values.push(own);
        }
        uniform
    }

    /// Index of a pointer among those that the launch passes.
    pub(super) fn slot(&self, pointer: Pointer) -> Option<Slot> {
        let position = self.pointers.iter().position(|have| *have == pointer)?;
        Slot::try_from(position).ok()
    }

    /// The pointer, whose values are loaded from here on.
    pub(super) fn loaded_slot(&mut self, pointer: Pointer) -> Made<Slot> {
        let slot = self.slot(pointer).ok_or(Unserved::LoadedPointer)?;
        if !self.loaded.contains(&slot) {
            self.loaded.push(slot);
        }
        Ok(slot)
    }

    /// Whether the launch alone decides a value.
    pub(super) fn is_uniform(&mut self, expr: &Expr) -> bool {
        let kinds = expr.kinds();
        if kinds.meets(varying()) {
            return false;
        }
        if !kinds.meets(Kinds::VAL.union(Kinds::BOUND)) {
            return true;
        }
        if let Some(known) = self.uniform.get(expr) {
            return *known;
        }
        let symbols = expr.symbols_of(Kinds::VAL.union(Kinds::BOUND));
        let uniform = symbols.into_iter().all(|sym| self.is_uniform_symbol(sym));
        self.uniform.insert(expr.clone(), uniform);
        uniform
    }

    fn is_uniform_symbol(&self, sym: Sym) -> bool {
        match sym {
            Sym::Val(id) => self.values.get(id.index()).copied().unwrap_or(false),
            Sym::Step(_) | Sym::Car(..) => false,
            _ => true,
        }
    }

    /// Whether the launch alone decides a condition.
    pub(super) fn is_uniform_cond(&mut self, cond: &Cond) -> bool {
        let kinds = cond.kinds();
        if kinds.meets(varying()) {
            return false;
        }
        let symbols = cond.symbols_of(Kinds::VAL.union(Kinds::BOUND));
        symbols.into_iter().all(|sym| self.is_uniform_symbol(sym))
    }

    /// The scalar of an operation, made once.
    pub(super) fn op(&mut self, op: ScalarOp) -> Made<Scalar> {
        if let Some(known) = self.known.get(&op) {
            return Ok(*known);
        }
        if self.ops.len() >= MAX_SCALARS {
            return Err(Unserved::TooLarge);
        }
        let scalar = Scalar::try_from(self.ops.len()).map_err(|_| Unserved::TooLarge)?;
        self.ops.push(op);
        self.known.insert(op, scalar);
        Ok(scalar)
    }

    pub(super) fn number(&mut self, value: i128) -> Made<Scalar> {
        let value = i64::try_from(value).map_err(|_| Unserved::Number)?;
        self.op(ScalarOp::Const(value))
    }

    /// The number, if a scalar is one whatever the launch.
    fn constant(&self, scalar: Scalar) -> Option<i64> {
        match self.ops.get(scalar as usize) {
            Some(ScalarOp::Const(value)) => Some(*value),
            _ => None,
        }
    }

    /// Sum of two scalars.
    pub(super) fn sum(&mut self, a: Scalar, b: Scalar) -> Made<Scalar> {
        match (self.constant(a), self.constant(b)) {
            (Some(0), _) => Ok(b),
            (_, Some(0)) => Ok(a),
            (Some(a), Some(b)) => self.number(i128::from(a) + i128::from(b)),
            _ => self.op(ScalarOp::Add(a.min(b), a.max(b))),
        }
    }

    /// Product of two scalars.
    pub(super) fn product(&mut self, a: Scalar, b: Scalar) -> Made<Scalar> {
        match (self.constant(a), self.constant(b)) {
            (Some(1), _) => Ok(b),
            (_, Some(1)) => Ok(a),
            (Some(a), Some(b)) => self.number(i128::from(a) * i128::from(b)),
            _ => self.op(ScalarOp::Mul(a.min(b), a.max(b))),
        }
    }

    /// The scalar of a uniform expression.
    pub(super) fn scalar(&mut self, expr: &Expr, depth: usize) -> Made<Scalar> {
        match expr {
            Expr::Int(value) => return self.number(*value),
            Expr::Sym(sym) => return self.symbol(*sym, depth),
            _ => {}
        }
        if let Some(known) = self.exprs.get(expr) {
            return *known;
        }
        let made = if depth > MAX_DEPTH { Err(Unserved::TooLarge) } else { self.make(expr, depth) };
        self.exprs.insert(expr.clone(), made);
        made
    }

    fn make(&mut self, expr: &Expr, depth: usize) -> Made<Scalar> {
        let deeper = depth + 1;
        match expr {
            Expr::Int(value) => self.number(*value),
            Expr::Sym(sym) => self.symbol(*sym, deeper),
            Expr::Add(terms) => self.chain(terms, deeper, Uniform::sum),
            Expr::Mul(factors) => self.chain(factors, deeper, Uniform::product),
            Expr::Min(all) => self.chain(all, deeper, |own, a, b| own.op(ScalarOp::Min(a, b))),
            Expr::Max(all) => self.chain(all, deeper, |own, a, b| own.op(ScalarOp::Max(a, b))),
            Expr::FloorDiv(a, b) => {
                let (a, b) = self.pair(a, b, deeper)?;
                self.op(ScalarOp::FloorDiv(a, b))
            }
            Expr::Mod(a, b) if b.as_int() == Some(WORD) => {
                let a = self.scalar(&reduced(a), deeper)?;
                self.op(ScalarOp::Natural(a))
            }
            Expr::Mod(a, b) => {
                if let Some(modulus) = b.as_int()
                    && let Some(address) = self.address_mod(a, modulus, deeper)?
                {
                    let modulus = self.number(modulus)?;
                    return self.op(ScalarOp::Mod(address, modulus));
                }
                let (a, b) = self.pair(a, b, deeper)?;
                self.op(ScalarOp::Mod(a, b))
            }
            Expr::Select(cond, a, b) => {
                let cond = self.cond(cond, deeper)?;
                // The other side may be what has no scalar.
                let a = self.scalar(a, deeper)?;
                let b = self.scalar(b, deeper)?;
                self.op(ScalarOp::Select(cond, a, b))
            }
            Expr::Bit(op, a, b) => {
                if let (BitOp::And, Some(mask)) = (*op, b.as_int())
                    && mask >= 0
                    && let Some(address) = self.address_mod(a, mask + 1, deeper)?
                {
                    let mask = self.number(mask)?;
                    return self.op(ScalarOp::Bit(BitOp::And, address, mask));
                }
                let (a, b) = self.pair(a, b, deeper)?;
                self.op(ScalarOp::Bit(*op, a, b))
            }
            Expr::Wrap(bits @ 1..=64, a) => {
                let a = self.scalar(a, deeper)?;
                self.op(ScalarOp::Wrap(*bits, a))
            }
            Expr::Wrap(..) => Err(Unserved::Number),
            Expr::Load(pointer, offset, ty) => {
                let offset = self.scalar(offset, deeper)?;
                let slot = self.loaded_slot(*pointer)?;
                self.op(ScalarOp::Load(slot, offset, *ty))
            }
            Expr::Fold(fold) => {
                let mut builder = Builder::new(self);
                let result = builder.fold(fold, deeper)?;
                let site = builder.finish(result)?;
                let index = u32::try_from(self.folds.len()).map_err(|_| Unserved::TooLarge)?;
                self.folds.push(site);
                self.op(ScalarOp::Run(index))
            }
        }
    }

    fn pair(&mut self, a: &Expr, b: &Expr, depth: usize) -> Made<(Scalar, Scalar)> {
        Ok((self.scalar(a, depth)?, self.scalar(b, depth)?))
    }

    fn chain(
        &mut self,
        operands: &[Expr],
        depth: usize,
        join: fn(&mut Self, Scalar, Scalar) -> Made<Scalar>,
    ) -> Made<Scalar> {
        let mut result = None;
        for operand in operands {
            let next = self.scalar(operand, depth)?;
            result = Some(match result {
                None => next,
                Some(before) => join(self, before, next)?,
            });
        }
        result.ok_or(Unserved::Number)
    }

    fn symbol(&mut self, sym: Sym, depth: usize) -> Made<Scalar> {
        match sym {
            Sym::Gdim(axis) => self.op(ScalarOp::Grid(axis)),
            Sym::Bdim(axis) => self.op(ScalarOp::Block(axis)),
            Sym::Arg(pointer) => match self.slot(pointer) {
                Some(slot) => self.op(ScalarOp::Address(slot)),
                None => self.input(pointer),
            },
            Sym::Val(id) => {
                let kernel = self.kernel;
                let value = kernel.values.get(id.index()).ok_or(Unserved::Number)?;
                if depth > MAX_DEPTH {
                    return Err(Unserved::TooLarge);
                }
                self.scalar(&value.expr, depth + 1)
            }
            Sym::Tid(_) | Sym::Bid(_) | Sym::It(_) | Sym::Step(_) | Sym::Car(..) => {
                Err(Unserved::ForeignLoop)
            }
            Sym::Opq(id) => Err(Unserved::Opaque(id)),
        }
    }

    fn input(&mut self, pointer: Pointer) -> Made<Scalar> {
        let position = match self.inputs.iter().position(|have| *have == pointer) {
            Some(position) => position,
            None => {
                self.inputs.push(pointer);
                self.inputs.len() - 1
            }
        };
        self.op(ScalarOp::Input(u32::try_from(position).map_err(|_| Unserved::TooLarge)?))
    }

    /// A sum with addresses in it, each modulo the alignment of buffers, if the modulus divides
    /// that; `None` if there is no address in it, or not as a term.
    fn address_mod(&mut self, expr: &Expr, modulus: i128, depth: usize) -> Made<Option<Scalar>> {
        if modulus <= 0 || i128::from(ALIGNMENT) % modulus != 0 || depth > MAX_DEPTH {
            return Ok(None);
        }
        let terms = match expr {
            Expr::Add(terms) => terms,
            other => std::slice::from_ref(other),
        };
        let address = |own: &Self, term: &Expr| match term {
            Expr::Sym(Sym::Arg(pointer)) => own.slot(*pointer),
            _ => None,
        };
        if !terms.iter().any(|term| address(self, term).is_some()) {
            return Ok(None);
        }
        let mut sum = self.number(0)?;
        for term in terms {
            let scalar = match address(self, term) {
                Some(slot) => self.op(ScalarOp::AddressMod(slot, ALIGNMENT))?,
                None => self.scalar(term, depth)?,
            };
            sum = self.sum(sum, scalar)?;
        }
        Ok(Some(sum))
    }

    /// The scalar of a uniform condition: 1 or 0.
    pub(super) fn cond(&mut self, cond: &Cond, depth: usize) -> Made<Scalar> {
        if depth > MAX_DEPTH {
            return Err(Unserved::TooLarge);
        }
        let deeper = depth + 1;
        match cond {
            Cond::Const(value) => self.number((*value).into()),
            Cond::Cmp(op, a, b) => {
                if let Some(null) = self.null_test(*op, a, b) {
                    return null;
                }
                let (a, b) = self.pair(a, b, deeper)?;
                self.op(ScalarOp::Compare(*op, a, b))
            }
            Cond::And(conds) => self.junction(conds, deeper, ScalarOp::And),
            Cond::Or(conds) => self.junction(conds, deeper, ScalarOp::Or),
            Cond::Not(inner) => {
                let inner = self.cond(inner, deeper)?;
                self.op(ScalarOp::Not(inner))
            }
        }
    }

    fn junction(
        &mut self,
        conds: &[Cond],
        depth: usize,
        join: fn(Scalar, Scalar) -> ScalarOp,
    ) -> Made<Scalar> {
        let mut result = None;
        for cond in conds {
            let next = self.cond(cond, depth)?;
            result = Some(match result {
                None => next,
                Some(before) => self.op(join(before, next))?,
            });
        }
        result.ok_or(Unserved::Number)
    }

    /// Whether a pointer is null, if that is what a comparison asks.
    fn null_test(&mut self, op: CmpOp, a: &Expr, b: &Expr) -> Option<Made<Scalar>> {
        let slot = match (a, b) {
            (Expr::Sym(Sym::Arg(pointer)), zero) | (zero, Expr::Sym(Sym::Arg(pointer)))
                if *zero == Expr::ZERO =>
            {
                self.slot(*pointer)?
            }
            _ => return None,
        };
        let null = self.op(ScalarOp::IsNull(slot));
        match op {
            CmpOp::Eq => Some(null),
            CmpOp::Ne => Some(null.and_then(|null| self.op(ScalarOp::Not(null)))),
            CmpOp::Lt | CmpOp::Le => None,
        }
    }
}

/// A sum with numbers as they are modulo `2^64`, the nearest to zero.
pub(super) fn reduced(expr: &Expr) -> Expr {
    let Expr::Add(terms) = expr else { return expr.clone() };
    Expr::add(terms.iter().map(|term| match term {
        Expr::Int(value) if *value >= WORD / 2 && *value < WORD => Expr::Int(value - WORD),
        other => other.clone(),
    }))
}

/// What differs between threads, or is not known.
fn varying() -> Kinds {
    let blocks = Axis::ALL.into_iter().map(|axis| Kinds::of(Sym::Bid(axis)));
    blocks.fold(Kinds::TID.union(Kinds::IT).union(Kinds::OPQ), Kinds::union)
}
