//! Division by multiplication: `(umulhi(n, m) + n) >> s`.
//!
//! A launch that divides by the same number often passes, in place of a divisor `d`, the three
//! numbers `{m, s, d}` with `2^(s-1) < d <= 2^s` and `m = floor(2^32 * (2^s - d) / d) + 1`. Then
//! `2^32 + m` is `floor(2^(32+s) / d) + 1`, and for `n < 2^31` the sum does not wrap and the shift
//! gives `floor(n / d)` (Granlund, Montgomery 1994, theorem 4.2). That the three belong together is
//! an assumption on the arguments, which launches check.

use kht_schema::expr::{BitOp, Pointer};
use kht_schema::{AssumptionKind, Expr, ParamType, Sym};

use super::integers::Reading;
use super::{Ctx, Scope};
use crate::scev::{Opcode, Value, ValueKind};

/// Bytes from one of the three numbers to the next.
const STEP: u32 = 4;

impl<'m> Ctx<'_, 'm> {
    /// The quotient that a logical shift computes, if it is the end of such a division.
    pub(super) fn divided_by_magic(&mut self, shift: Value<'m>, scope: Scope) -> Option<Expr> {
        let (dividend, factor) = multiplied(shift.operand(0))?;
        let magic = self.argument_field(factor, scope)?;
        let amount = self.argument_field(shift.operand(1), scope)?;
        let after = |pointer: Pointer| pointer.at?.checked_add(STEP);
        let follows = amount.param == magic.param && amount.at == after(magic);
        let divisor = Pointer { param: magic.param, at: after(amount) };
        if !follows || !self.is_field_of_int(divisor) {
            return None;
        }
        let dividend = self.integer(dividend, scope, Reading::Raw);
        if !self.is_natural(&dividend) {
            return None;
        }
        let [magic, amount, divisor] = [magic, amount, divisor].map(|p| Expr::Sym(Sym::Arg(p)));
        self.assume_magic(&magic, &amount, &divisor);
        Some(Expr::floor_div(dividend, divisor))
    }

    /// Whether a value is in `[0, 2^31)`, proved or assumed. Quotients and remainders of what is so
    /// are so as well, divisors being positive.
    fn is_natural(&mut self, value: &Expr) -> bool {
        let largest = i64::from(i32::MAX);
        let mut source = value;
        while !self.proves(source, 0, largest.into()) {
            match source {
                Expr::FloorDiv(dividend, _) | Expr::Mod(dividend, _) => source = dividend,
                _ if self.is_dynamic(source) => return false,
                _ => {
                    self.assume(AssumptionKind::Range, source, 0, largest);
                    return true;
                }
            }
        }
        true
    }

    /// That the three numbers belong together.
    fn assume_magic(&mut self, magic: &Expr, amount: &Expr, divisor: &Expr) {
        let two_to_32 = Expr::Int(1 << 32);
        let power = Expr::bit(BitOp::Shl, Expr::ONE, amount.clone());
        let above = (power.clone() - divisor.clone()).simplify_with(self);
        let below = (Expr::Int(2) * divisor.clone() - power).simplify_with(self);
        let quotient = Expr::floor_div(two_to_32.clone() * above.clone(), divisor.clone());
        let error = (Expr::modulo(magic.clone(), two_to_32) - quotient).simplify_with(self);
        self.assume(AssumptionKind::Range, amount, 0, 31);
        self.assume(AssumptionKind::Range, &above, 0, i64::from(i32::MAX));
        self.assume(AssumptionKind::Range, &below, 1, i64::MAX);
        self.assume(AssumptionKind::Range, &error, 1, 1);
    }

    /// The field of a by-value argument that a value is.
    fn argument_field(&mut self, value: Value<'m>, scope: Scope) -> Option<Pointer> {
        match self.integer(value, scope, Reading::Signed) {
            Expr::Sym(Sym::Arg(pointer)) if pointer.at.is_some() => Some(pointer),
            _ => None,
        }
    }

    fn is_field_of_int(&self, pointer: Pointer) -> bool {
        let fields = &self.entry.params[pointer.param.index()].fields;
        fields.iter().any(|field| {
            Some(field.at) == pointer.at && field.ty == ParamType::Int && field.size == STEP
        })
    }
}

/// `n` and `m` of `umulhi(n, m) + n`.
fn multiplied(sum: Value<'_>) -> Option<(Value<'_>, Value<'_>)> {
    if sum.opcode() != Some(Opcode::LLVMAdd) || sum.bits() != Some(32) {
        return None;
    }
    let (left, right) = (sum.operand(0), sum.operand(1));
    [(left, right), (right, left)].into_iter().find_map(|(product, dividend)| {
        let (a, b) = high_half(product)?;
        match (a == dividend, b == dividend) {
            (true, _) => Some((dividend, b)),
            (false, true) => Some((dividend, a)),
            (false, false) => None,
        }
    })
}

/// Factors of which a value is the upper half of the unsigned product.
fn high_half(value: Value<'_>) -> Option<(Value<'_>, Value<'_>)> {
    if value.opcode() != Some(Opcode::LLVMCall) {
        return None;
    }
    let callee = value.callee();
    let known = callee.kind() == ValueKind::Function && callee.name() == "llvm.nvvm.mulhi.ui";
    known.then(|| (value.operand(0), value.operand(1)))
}
