//! Values of linear forms at one point.

use super::linear::{Atom, Linear, Node, Res, Stop};
use super::memory::Memory;
use super::pred::Pred;
use crate::expr::build::{floor_div, floor_mod, fold_bit};

/// One point: a value for each variable.
pub(super) struct Point<'a> {
    /// Values by variable.
    pub(super) values: Vec<i128>,
    /// Values that can be loaded.
    pub(super) memory: &'a Memory<'a>,
}

impl Point<'_> {
    /// The value of a form.
    pub(super) fn value(&self, linear: &Linear) -> Res<i128> {
        self.add(0, linear)
    }

    /// A number plus the value of a form.
    pub(super) fn add(&self, number: i128, linear: &Linear) -> Res<i128> {
        let mut sum = number.checked_add(linear.constant).ok_or(Stop::Overflow)?;
        for (var, factor) in &linear.vars {
            sum = add_product(sum, *factor, self.values[usize::from(*var)])?;
        }
        for (node, factor) in &linear.atoms {
            sum = add_product(sum, *factor, self.atom(node)?)?;
        }
        Ok(sum)
    }

    fn atom(&self, node: &Node) -> Res<i128> {
        match &node.atom {
            Atom::FloorDiv(a, divisor) => Ok(quick_floor_div(self.value(a)?, *divisor)),
            Atom::Mod(a, divisor) => Ok(quick_floor_mod(self.value(a)?, *divisor)),
            Atom::Quotient(a, b) => divide(self.value(a)?, self.value(b)?, floor_div),
            Atom::Remainder(a, b) => divide(self.value(a)?, self.value(b)?, floor_mod),
            Atom::Product(a, b) => self.value(a)?.checked_mul(self.value(b)?).ok_or(Stop::Overflow),
            Atom::Min(a, b) => Ok(self.value(a)?.min(self.value(b)?)),
            Atom::Max(a, b) => Ok(self.value(a)?.max(self.value(b)?)),
            Atom::Select(cond, a, b) => self.value(if self.holds(cond)? { a } else { b }),
            Atom::Bit(op, a, b) => {
                fold_bit(*op, self.value(a)?, self.value(b)?).ok_or(Stop::Undefined)
            }
            Atom::Load(slot, offset, ty) => {
                let offset = self.value(offset)?;
                self.memory.read(*slot, offset, *ty).ok_or(Stop::Load(*slot, offset))
            }
            Atom::Table(table, index) => table.at(self.value(index)?).ok_or(Stop::Undefined),
            Atom::Opaque(..) => Err(Stop::Undefined),
        }
    }

    /// Whether a condition holds; one operand of `&&` or `||` may decide, whatever the others are.
    pub(super) fn holds(&self, pred: &Pred) -> Res<bool> {
        match pred {
            Pred::Const(value) => Ok(*value),
            Pred::Le(linear) => Ok(self.value(linear)? <= 0),
            Pred::Eq(linear) => Ok(self.value(linear)? == 0),
            Pred::Ne(linear) => Ok(self.value(linear)? != 0),
            Pred::And(preds) => self.junction(preds, false),
            Pred::Or(preds) => self.junction(preds, true),
        }
    }

    fn junction(&self, preds: &[Pred], deciding: bool) -> Res<bool> {
        let mut result = Ok(!deciding);
        for pred in preds {
            match self.holds(pred) {
                Ok(value) if value == deciding => return Ok(deciding),
                Ok(_) => {}
                Err(stop) => result = Err(stop),
            }
        }
        result
    }
}

/// Quotient by a positive number, rounded down; in 64 bits where that is enough, which is faster.
pub(super) fn quick_floor_div(dividend: i128, divisor: i128) -> i128 {
    match (i64::try_from(dividend), i64::try_from(divisor)) {
        (Ok(dividend), Ok(divisor)) => dividend.div_euclid(divisor).into(),
        _ => floor_div(dividend, divisor),
    }
}

fn quick_floor_mod(dividend: i128, divisor: i128) -> i128 {
    match (i64::try_from(dividend), i64::try_from(divisor)) {
        (Ok(dividend), Ok(divisor)) => dividend.rem_euclid(divisor).into(),
        _ => floor_mod(dividend, divisor),
    }
}

fn add_product(sum: i128, factor: i128, value: i128) -> Res<i128> {
    factor.checked_mul(value).and_then(|product| sum.checked_add(product)).ok_or(Stop::Overflow)
}

fn divide(a: i128, b: i128, operation: fn(i128, i128) -> i128) -> Res<i128> {
    match b {
        0 => Err(Stop::Undefined),
        -1 if a == i128::MIN => Err(Stop::Overflow),
        _ => Ok(operation(a, b)),
    }
}
