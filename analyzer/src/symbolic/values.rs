//! Values that scalar evolution takes for unknown: arguments, special registers, loads, bit
//! operations, signed division, selects and merges.

use std::collections::{BTreeMap, BTreeSet};

use kht_schema::expr::kinds::Kinds;
use kht_schema::expr::{Axis, BitOp, CmpOp, Pointer, ScalarType};
use kht_schema::kernel::Field;
use kht_schema::{AssumptionKind, Cond, Expr, LoopId, ParamType, Sym, WhyCode};

use super::address::Base;
use super::amdgcn::linear_thread;
use super::integers::{Meaning, Reading};
use super::{Ctx, Scope};
use crate::scev::{Opcode, Value, ValueKind};

impl<'m> Ctx<'_, 'm> {
    /// A leaf of a tree as seen from a scope.
    pub(super) fn leaf(&mut self, value: Value<'m>, scope: Scope, reading: Reading) -> Expr {
        let bits = value.bits().unwrap_or(64);
        if bits == 1 {
            return self.integer(value, scope, reading);
        }
        match value.kind() {
            ValueKind::Int(number) => Expr::Int(number.into()),
            ValueKind::Null => Expr::ZERO,
            ValueKind::Argument(index) if (index as usize) < self.entry.params.len() => {
                let pointer = Pointer { param: kht_schema::ParamId(index), at: None };
                let expr = Expr::Sym(Sym::Arg(pointer));
                self.read_as(Meaning { reading: Reading::Signed, expr }, bits, reading)
            }
            ValueKind::Instruction(opcode) => {
                let elsewhere = match opcode {
                    Opcode::LLVMPHI => self.not_seen_from(value, scope),
                    _ => Vec::new(),
                };
                let inner = self.cfg.loop_of(value.block());
                let expr = match elsewhere[..] {
                    [] => self.instruction_leaf(value, opcode, reading),
                    _ => self.merge_without(value, inner, reading, &elsewhere).simplify_with(self),
                };
                self.seen_from(value, expr, scope)
            }
            _ => self.opaque(value, WhyCode::Instruction),
        }
    }

    /// An instruction as seen from where it stands.
    fn instruction_leaf(&mut self, value: Value<'m>, opcode: Opcode, reading: Reading) -> Expr {
        let inner = self.cfg.loop_of(value.block());
        let key = (value, inner, reading);
        if let Some((expr, needs)) = self.integers.get(&key) {
            self.needs.extend(needs);
            return expr.clone();
        }
        let bits = value.bits().unwrap_or(64);
        let (expr, needs) = self.tracked(|ctx| {
            let meaning = ctx.instruction(value, opcode, inner, reading);
            let expr = ctx.read_as(meaning, bits, reading).simplify_with(ctx);
            ctx.named(expr)
        });
        let expr = self.bounded(value, expr);
        self.integers.insert(key, (expr.clone(), needs));
        expr
    }

    /// A value of loops that the scope is outside of is that of their last iterations.
    pub(super) fn seen_from(&mut self, value: Value<'m>, expr: Expr, scope: Scope) -> Expr {
        let symbols = expr.symbols_of(Kinds::ITERATING);
        match self.last_iterations(value, scope, &symbols) {
            Some(last) if last.is_empty() => expr,
            Some(last) => expr
                .substitute_of(Kinds::ITERATING, &mut |symbol| last.get(&symbol).cloned())
                .simplify_with(self),
            None => self.opaque(value, WhyCode::Phi),
        }
    }

    /// What to put for the counters among some symbols that have no meaning in a scope; `None` if
    /// that is not known.
    pub(super) fn last_iterations(
        &mut self,
        value: Value<'m>,
        scope: Scope,
        symbols: &BTreeSet<Sym>,
    ) -> Option<BTreeMap<Sym, Expr>> {
        let around = self.cfg.chain(scope);
        let mut last = BTreeMap::new();
        let closed = |sym: &Sym| sym.iterates().is_some_and(|id| !around.contains(&id.0));
        for symbol in symbols.iter().filter(|sym| closed(sym)) {
            let id = symbol.iterates().expect("it is of a loop");
            let iteration = self.last_iteration(value, id.0)?;
            let known = match *symbol {
                Sym::Car(_, index) => self.carried_into(iteration, id, index)?,
                _ => iteration,
            };
            if known.symbols_of(Kinds::ITERATING).iter().any(closed) {
                return None;
            }
            last.insert(*symbol, known);
        }
        Some(last)
    }

    /// The iteration of a loop that a value is of, as seen from a scope: the last one, where the
    /// scope is outside of the loop.
    pub(super) fn iteration(&mut self, index: u32, scope: Scope) -> Option<Expr> {
        if self.cfg.chain(scope).contains(&index) {
            return Some(Expr::Sym(Sym::It(LoopId(index))));
        }
        let value = self.cfg.header(index).terminator();
        let id = Sym::It(LoopId(index));
        self.last_iterations(value, scope, &BTreeSet::from([id]))?.remove(&id)
    }

    /// The iteration in which a value of a loop was computed last, if the trip count is exact. As
    /// the value is used outside, the last run of the header led to its block.
    pub(super) fn last_iteration(&mut self, value: Value<'m>, index: u32) -> Option<Expr> {
        let known = self.count(index)?;
        if known.trip.any(|e| matches!(e, Expr::Sym(Sym::Opq(_)))) {
            return None;
        }
        self.needs.extend(&known.needs);
        let trip = self.named(known.trip);
        match self.bare_headers.contains(&index) {
            // The header runs once more than the body.
            true if value.block() == self.cfg.header(index) => Some(trip),
            true => None,
            false => Some(trip - Expr::ONE),
        }
    }

    fn instruction(
        &mut self,
        value: Value<'m>,
        opcode: Opcode,
        scope: Scope,
        wanted: Reading,
    ) -> Meaning {
        let bits = value.bits().unwrap_or(64);
        match opcode {
            Opcode::LLVMCall => self.call(value, scope, wanted),
            Opcode::LLVMLoad => self.loaded(value, Expr::ZERO, scope, wanted),
            Opcode::LLVMExtractElement => self.element(value, scope, wanted),
            Opcode::LLVMFreeze => {
                let expr = self.integer(value.operand(0), scope, wanted);
                Meaning { reading: wanted, expr }
            }
            Opcode::LLVMSelect => {
                let cond = self.condition(value.operand(0), scope);
                let then = self.integer(value.operand(1), scope, wanted);
                let otherwise = self.integer(value.operand(2), scope, wanted);
                Meaning { reading: wanted, expr: Expr::select(cond, then, otherwise) }
            }
            Opcode::LLVMPHI if self.cfg.is_header(value.block()) => {
                Meaning { reading: Reading::Signed, expr: self.carried(value) }
            }
            Opcode::LLVMPHI => {
                let expr = self.merge(value, scope, wanted);
                Meaning { reading: wanted, expr }
            }
            Opcode::LLVMZExt | Opcode::LLVMSExt => {
                let narrow = match opcode {
                    Opcode::LLVMZExt => Reading::Unsigned,
                    _ => Reading::Signed,
                };
                let expr = self.integer(value.operand(0), scope, narrow);
                let reading = if narrow == Reading::Unsigned { wanted } else { narrow };
                Meaning { reading, expr }
            }
            Opcode::LLVMTrunc => self.raw(value, scope, |[a]| a),
            Opcode::LLVMAdd => self.raw(value, scope, |[a, b]| a + b),
            Opcode::LLVMSub => self.raw(value, scope, |[a, b]| a - b),
            Opcode::LLVMMul => self.raw(value, scope, |[a, b]| a * b),
            Opcode::LLVMUDiv | Opcode::LLVMURem => {
                let dividend = self.integer(value.operand(0), scope, Reading::Unsigned);
                let divisor = self.divisor(value.operand(1), scope);
                let quotient = opcode == Opcode::LLVMUDiv;
                let combine = if quotient { Expr::floor_div } else { Expr::modulo };
                Meaning { reading: Reading::Unsigned, expr: combine(dividend, divisor) }
            }
            Opcode::LLVMSDiv | Opcode::LLVMSRem => self.signed_division(value, opcode, scope),
            Opcode::LLVMShl | Opcode::LLVMLShr | Opcode::LLVMAShr => {
                self.shift(value, opcode, scope, bits)
            }
            Opcode::LLVMAnd => self.and(value, scope, bits),
            Opcode::LLVMOr | Opcode::LLVMXor => {
                let op = if opcode == Opcode::LLVMOr { BitOp::Or } else { BitOp::Xor };
                let left = self.integer(value.operand(0), scope, Reading::Signed);
                let right = self.integer(value.operand(1), scope, Reading::Signed);
                Meaning { reading: Reading::Signed, expr: Expr::bit(op, left, right) }
            }
            Opcode::LLVMBitCast => match self.put_together(value, scope, wanted) {
                Some(meaning) => meaning,
                None => self.unknown(value, wanted),
            },
            Opcode::LLVMPtrToInt => {
                let expr = self.address_number(value.operand(0), scope);
                Meaning { reading: Reading::Unsigned, expr }
            }
            _ => self.unknown(value, wanted),
        }
    }

    /// Operands in the raw reading, combined by an operation that respects congruence.
    fn raw<const N: usize>(
        &mut self,
        value: Value<'m>,
        scope: Scope,
        combine: fn([Expr; N]) -> Expr,
    ) -> Meaning {
        let operands = std::array::from_fn(|position| {
            let position = u32::try_from(position).expect("instructions here have few operands");
            self.integer(value.operand(position), scope, Reading::Raw)
        });
        Meaning { reading: Reading::Raw, expr: combine(operands) }
    }

    /// An unsigned divisor, which a program that divides by it has made sure is not zero.
    fn divisor(&mut self, value: Value<'m>, scope: Scope) -> Expr {
        let expr = self.integer(value, scope, Reading::Unsigned);
        if !self.proves_positive(&expr) && !self.is_dynamic(&expr) {
            self.assume(AssumptionKind::Range, &expr, 1, i64::MAX);
        }
        expr
    }

    fn proves_positive(&self, expr: &Expr) -> bool {
        expr.range(self).lo.is_some_and(|lo| 1 <= lo)
    }

    /// Division that rounds to zero. By a negative divisor it is that by its absolute value, the
    /// quotient negated; a divisor of unknown sign is assumed to be positive where launches can
    /// tell, else both cases stand.
    fn signed_division(&mut self, value: Value<'m>, opcode: Opcode, scope: Scope) -> Meaning {
        let remainder = opcode == Opcode::LLVMSRem;
        let dividend = self.integer(value.operand(0), scope, Reading::Signed);
        let divisor = self.integer(value.operand(1), scope, Reading::Signed);
        let rounds_down = self.natural(&dividend);
        let divide = if rounds_down { divided_down } else { divided_to_zero };
        let by_negative = |divisor: Expr| {
            let divided = divide(remainder, dividend.clone(), -divisor);
            if remainder { divided } else { -divided }
        };
        let negative = Cond::cmp(CmpOp::Lt, divisor.clone(), Expr::ZERO);
        let expr = match negative.decide(self) {
            Some(true) => by_negative(divisor),
            Some(false) => divide(remainder, dividend.clone(), divisor),
            None if self.is_dynamic(&divisor) => Expr::select(
                negative,
                by_negative(divisor.clone()),
                divide(remainder, dividend.clone(), divisor),
            ),
            None => {
                self.assume(AssumptionKind::Range, &divisor, 1, i64::MAX);
                divide(remainder, dividend.clone(), divisor)
            }
        };
        Meaning { reading: Reading::Signed, expr }
    }

    fn shift(&mut self, value: Value<'m>, opcode: Opcode, scope: Scope, bits: u32) -> Meaning {
        let reading = match opcode {
            Opcode::LLVMShl => Reading::Raw,
            Opcode::LLVMLShr => Reading::Unsigned,
            _ => Reading::Signed,
        };
        if opcode == Opcode::LLVMLShr
            && let Some(expr) = self.divided_by_magic(value, scope)
        {
            return Meaning { reading, expr };
        }
        let amount = self.shift_amount(value.operand(1), scope, bits);
        let left = self.integer(value.operand(0), scope, reading);
        let op = if opcode == Opcode::LLVMShl { BitOp::Shl } else { BitOp::Shr };
        Meaning { reading, expr: Expr::bit(op, left, amount) }
    }

    /// Bits to shift by. A shift by the width or more has no meaning, so none is computed with.
    fn shift_amount(&mut self, value: Value<'m>, scope: Scope, bits: u32) -> Expr {
        let most = i64::from(bits) - 1;
        let amount = self.integer(value, scope, Reading::Raw);
        if self.proves(&amount, 0, most.into()) {
            return amount;
        }
        if self.is_dynamic(&amount) {
            return self.integer(value, scope, Reading::Unsigned);
        }
        self.assume(AssumptionKind::Range, &amount, 0, most);
        amount
    }

    /// A mask of ones from bit `low` up to bit `high` takes `x mod 2^high - x mod 2^low`.
    fn and(&mut self, value: Value<'m>, scope: Scope, bits: u32) -> Meaning {
        if let ValueKind::Int(mask) = value.operand(1).kind() {
            let mask = mask.cast_unsigned() & (u64::MAX >> (64 - bits));
            let low = mask.trailing_zeros();
            let high = low + (mask >> low.min(63)).trailing_ones();
            if mask != 0 && (high == 64 || mask >> high == 0) {
                let expr = self.integer(value.operand(0), scope, Reading::Raw);
                let below = Expr::modulo(expr.clone(), Expr::Int(1 << low));
                if high == bits {
                    return Meaning { reading: Reading::Raw, expr: expr - below };
                }
                let kept = if self.proves(&expr, 0, (1 << high) - 1) {
                    expr
                } else {
                    Expr::modulo(expr, Expr::Int(1 << high))
                };
                return Meaning { reading: Reading::Unsigned, expr: kept - below };
            }
        }
        let left = self.integer(value.operand(0), scope, Reading::Signed);
        let right = self.integer(value.operand(1), scope, Reading::Signed);
        Meaning { reading: Reading::Signed, expr: Expr::bit(BitOp::And, left, right) }
    }

    fn call(&mut self, value: Value<'m>, scope: Scope, wanted: Reading) -> Meaning {
        let callee = value.callee();
        let name = if callee.kind() == ValueKind::Function { callee.name() } else { String::new() };
        if let Some(register) = name.strip_prefix("llvm.nvvm.read.ptx.sreg.")
            && let Some(expr) = special_register(register)
        {
            return Meaning { reading: Reading::Signed, expr: self.as_launched(&expr) };
        }
        if let Some(meaning) = self.amdgcn_call(value, &name, scope, wanted) {
            return meaning;
        }
        if let Some(kind) = name.strip_prefix("llvm.nvvm.mulhi.") {
            return self.high_product(value, kind, scope);
        }
        if name.starts_with("llvm.nvvm.ldg.") || name.starts_with("llvm.nvvm.ldu.") {
            return self.loaded(value, Expr::ZERO, scope, wanted);
        }
        self.unknown(value, wanted)
    }

    /// The upper half of a product.
    fn high_product(&mut self, call: Value<'m>, kind: &str, scope: Scope) -> Meaning {
        let bits = call.bits().unwrap_or(64);
        let unsigned = kind.starts_with('u');
        let reading = if unsigned { Reading::Unsigned } else { Reading::Signed };
        let factors = [0, 1].map(|position| {
            let factor = call.operand(position);
            match self.integer(factor, scope, Reading::Signed) {
                // A number made to multiply with uses all of its bits, so it may well be negative.
                signed @ Expr::Sym(Sym::Arg(_))
                    if unsigned && !self.proves_non_negative(&signed) =>
                {
                    Expr::modulo(signed, Expr::Int(1 << bits))
                }
                _ => self.integer(factor, scope, reading),
            }
        });
        Meaning { reading, expr: Expr::floor_div(Expr::mul(factors), Expr::Int(1 << bits)) }
    }

    /// An element of a loaded vector, at a constant position.
    fn element(&mut self, value: Value<'m>, scope: Scope, wanted: Reading) -> Meaning {
        let (vector, position) = (value.operand(0), value.operand(1));
        if let (ValueKind::Argument(param), ValueKind::Int(position)) =
            (vector.kind(), position.kind())
            && let Some(meaning) = self.lane_of_argument(value, param, position)
        {
            return meaning;
        }
        if let (Some(Opcode::LLVMLoad), ValueKind::Int(position)) =
            (vector.opcode(), position.kind())
        {
            let bytes = i128::from(vector.element_bits() / 8);
            let inside = self.cfg.loop_of(vector.block()) == scope;
            let inside = inside && !vector.is_volatile_load();
            if inside && Some(vector.element_bits()) == value.bits() {
                let at = Expr::Int(i128::from(position) * bytes);
                let mut meaning = self.loaded_at(value, vector.operand(0), at, scope, wanted);
                if let Some(found) = meaning.take() {
                    return found;
                }
            }
        }
        self.unknown(value, wanted)
    }

    /// An integer of a vector that a launch passes.
    fn lane_of_argument(&self, value: Value<'m>, param: u32, position: i64) -> Option<Meaning> {
        let bytes = value.bits()? / 8;
        let at = u32::try_from(position).ok()?.checked_mul(bytes)?;
        let fields = &self.entry.params.get(param as usize)?.fields;
        let is_lane =
            |field: &Field| (field.at, field.size, field.ty) == (at, bytes, ParamType::Int);
        fields.iter().find(|field| is_lane(field))?;
        let pointer = Pointer { param: kht_schema::ParamId(param), at: Some(at) };
        Some(Meaning { reading: Reading::Signed, expr: Expr::Sym(Sym::Arg(pointer)) })
    }

    fn loaded(&mut self, value: Value<'m>, at: Expr, scope: Scope, wanted: Reading) -> Meaning {
        let pointer = value.operand(0);
        let may_differ = value.is_volatile_load() && !self.is_staged_once(value, pointer);
        let found = match may_differ {
            true => None,
            false => self.loaded_at(value, pointer, at, scope, wanted),
        };
        match found {
            Some(meaning) => meaning,
            None => {
                let code = match may_differ {
                    true => WhyCode::LoadedMutable,
                    false => self.why_not_loaded(pointer, scope),
                };
                Meaning { reading: wanted, expr: self.opaque(value, code) }
            }
        }
    }

    /// A value in memory that does not change: a by-value argument, or a buffer that the kernel
    /// does not write.
    fn loaded_at(
        &mut self,
        value: Value<'m>,
        pointer: Value<'m>,
        at: Expr,
        scope: Scope,
        wanted: Reading,
    ) -> Option<Meaning> {
        let bits = value.bits()?;
        let pointees = self.address(pointer, scope);
        let [pointee] = pointees.as_slice() else { return None };
        let offset = pointee.offset.clone() + at.clone();
        match &pointee.base {
            Base::ByValue(param) => {
                let at = u32::try_from(offset.as_int()?).ok()?;
                let fields = &self.entry.params[param.index()].fields;
                let field = fields.iter().find(|field| field.at == at)?;
                let plain = matches!(field.ty, ParamType::Int | ParamType::Pointer);
                if !plain || field.size * 8 != bits {
                    return None;
                }
                let pointer = Pointer { param: *param, at: Some(at) };
                Some(Meaning { reading: Reading::Signed, expr: Expr::Sym(Sym::Arg(pointer)) })
            }
            Base::Param(pointer) if !self.is_mutable(*pointer) => {
                let signed = wanted != Reading::Unsigned;
                let ty = scalar(bits, signed)?;
                let reading = if signed { Reading::Signed } else { Reading::Unsigned };
                Some(Meaning { reading, expr: Expr::load(*pointer, offset, ty) })
            }
            Base::Local => {
                let expr = self.staged(value, pointer, &at)?;
                Some(Meaning { reading: Reading::Signed, expr })
            }
            Base::Launch(info) => {
                let expr = self.launch_fact(*info, offset.as_int()?, bits)?;
                Some(Meaning { reading: Reading::Signed, expr })
            }
            Base::Param(_) | Base::Loaded { .. } | Base::Unknown(_) => None,
        }
    }

    fn why_not_loaded(&mut self, pointer: Value<'m>, scope: Scope) -> WhyCode {
        let pointees = self.address(pointer, scope);
        match pointees.first().map(|pointee| &pointee.base) {
            Some(Base::Param(pointer)) if self.is_mutable(*pointer) => WhyCode::LoadedMutable,
            Some(Base::Local) => WhyCode::LoadedLocal,
            Some(Base::Loaded { .. }) => WhyCode::LoadedPointer,
            Some(Base::Param(_) | Base::ByValue(_) | Base::Launch(_)) => WhyCode::Instruction,
            Some(Base::Unknown(_)) | None => WhyCode::LoadedUnknownRoot,
        }
    }

    /// Whether the kernel may change what a pointer points to.
    pub(super) fn is_mutable(&self, pointer: Pointer) -> bool {
        let known = self.mutable.as_ref();
        known.is_none_or(|m| m.everything || m.pointers.contains(&pointer))
    }

    fn unknown(&mut self, value: Value<'m>, reading: Reading) -> Meaning {
        Meaning { reading, expr: self.opaque(value, why(value)) }
    }
}

/// Quotient or remainder of a value that is not negative by a positive one.
fn divided_down(remainder: bool, dividend: Expr, divisor: Expr) -> Expr {
    if remainder { Expr::modulo(dividend, divisor) } else { Expr::floor_div(dividend, divisor) }
}

/// Quotient or remainder of a value that may be negative by a positive one: the quotient is that
/// of the absolute value, with its sign.
fn divided_to_zero(remainder: bool, dividend: Expr, divisor: Expr) -> Expr {
    let negative = Cond::cmp(CmpOp::Lt, dividend.clone(), Expr::ZERO);
    let mirrored = -Expr::floor_div(-dividend.clone(), divisor.clone());
    let plain = Expr::floor_div(dividend.clone(), divisor.clone());
    let quotient = Expr::select(negative, mirrored, plain);
    if remainder { dividend - divisor * quotient } else { quotient }
}

/// Why an instruction has no formula, judged by what it is.
pub(super) fn why(value: Value<'_>) -> WhyCode {
    match value.opcode() {
        Some(Opcode::LLVMCall | Opcode::LLVMInvoke | Opcode::LLVMCallBr) => WhyCode::Call,
        Some(Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg) => WhyCode::AtomicResult,
        Some(Opcode::LLVMFPToSI | Opcode::LLVMFPToUI | Opcode::LLVMFCmp) => WhyCode::Float,
        Some(Opcode::LLVMBitCast) if value.operand(0).is_float() => WhyCode::Float,
        Some(Opcode::LLVMPHI) => WhyCode::Phi,
        Some(Opcode::LLVMLoad) => WhyCode::LoadedUnknownRoot,
        _ => WhyCode::Instruction,
    }
}

fn scalar(bits: u32, signed: bool) -> Option<ScalarType> {
    Some(match (bits, signed) {
        (8, true) => ScalarType::I8,
        (8, false) => ScalarType::U8,
        (16, true) => ScalarType::I16,
        (16, false) => ScalarType::U16,
        (32, true) => ScalarType::I32,
        (32, false) => ScalarType::U32,
        (64, true) => ScalarType::I64,
        (64, false) => ScalarType::U64,
        _ => return None,
    })
}

/// The value of an NVPTX special register; all of them are below `2^31`.
fn special_register(name: &str) -> Option<Expr> {
    let (register, axis) = match name.rsplit_once('.') {
        Some((register, "x")) => (register, Some(Axis::X)),
        Some((register, "y")) => (register, Some(Axis::Y)),
        Some((register, "z")) => (register, Some(Axis::Z)),
        _ => (name, None),
    };
    let symbol = match (register, axis) {
        ("tid", Some(axis)) => Sym::Tid(axis),
        ("ntid", Some(axis)) => Sym::Bdim(axis),
        ("ctaid", Some(axis)) => Sym::Bid(axis),
        ("nctaid", Some(axis)) => Sym::Gdim(axis),
        ("warpsize", None) => return Some(Expr::Int(32)),
        ("laneid", None) => return Some(Expr::modulo(linear_thread(), Expr::Int(32))),
        _ => return None,
    };
    Some(Expr::Sym(symbol))
}
