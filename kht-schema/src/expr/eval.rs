//! Evaluation: the value of an expression where all of its symbols have one.

use thiserror::Error;

use super::build::{floor_div, floor_mod, fold_bit, wrap};
use super::fold::{Bound, MAX_STEPS};
use super::{BitOp, Cond, Expr, Fold, Pointer, ScalarType, Sym};

/// Values of symbols and of memory.
pub trait Env {
    /// The value of a symbol; `None` if it is not known.
    fn sym(&self, sym: Sym) -> Option<i128>;

    /// The value at a byte offset from where a pointer points to; `None` if it is not known.
    fn load(&self, pointer: Pointer, offset: i128, ty: ScalarType) -> Option<i128>;
}

/// Why an expression has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EvalError {
    /// The environment does not know a symbol.
    #[error("the value of {0} is not known")]
    UnknownSymbol(Sym),
    /// The environment does not know a value in memory.
    #[error("the {ty} at byte {offset} of {pointer} is not known")]
    UnknownLoad {
        /// Pointer that the value is read through.
        pointer: Pointer,
        /// Byte offset from where it points to.
        offset: i128,
        /// Type that is read.
        ty: ScalarType,
    },
    /// `floordiv` or `mod` by zero.
    #[error("division by zero")]
    DivisionByZero,
    /// A value that 128 bits cannot hold.
    #[error("a value has more than 128 bits")]
    Overflow,
    /// A shift by less than 0 or more than 63.
    #[error("shift by {0}, which is not in 0..64")]
    ShiftRange(i128),
    /// A fold that goes on.
    #[error("a fold has more than {MAX_STEPS} steps")]
    Steps,
    /// `min` or `max` of nothing, which only a program can build.
    #[error("minimum or maximum of nothing")]
    NoOperand,
}

impl Expr {
    /// The value of the expression.
    ///
    /// # Errors
    ///
    /// A symbol or a loaded value is not known, or the arithmetic has no result in 128 bits.
    pub fn eval(&self, env: &impl Env) -> Result<i128, EvalError> {
        match self {
            Expr::Int(value) => Ok(*value),
            Expr::Sym(sym) => env.sym(*sym).ok_or(EvalError::UnknownSymbol(*sym)),
            Expr::Add(terms) => terms.iter().try_fold(0_i128, |sum, term| {
                sum.checked_add(term.eval(env)?).ok_or(EvalError::Overflow)
            }),
            Expr::Mul(factors) => factors.iter().try_fold(1_i128, |product, factor| {
                product.checked_mul(factor.eval(env)?).ok_or(EvalError::Overflow)
            }),
            Expr::FloorDiv(a, b) => divide(a.eval(env)?, b.eval(env)?, floor_div),
            Expr::Mod(a, b) => divide(a.eval(env)?, b.eval(env)?, floor_mod),
            Expr::Min(operands) => extreme(operands, env, i128::min),
            Expr::Max(operands) => extreme(operands, env, i128::max),
            Expr::Select(cond, a, b) => match cond.eval(env)? {
                true => a.eval(env),
                false => b.eval(env),
            },
            Expr::Bit(op, a, b) => bit(*op, a.eval(env)?, b.eval(env)?),
            Expr::Wrap(bits, inner) => Ok(wrap(*bits, inner.eval(env)?)),
            Expr::Load(pointer, offset, ty) => {
                let (pointer, offset, ty) = (*pointer, offset.eval(env)?, *ty);
                env.load(pointer, offset, ty).ok_or(EvalError::UnknownLoad { pointer, offset, ty })
            }
            Expr::Fold(fold) => eval_fold(fold, env),
        }
    }
}

impl Cond {
    /// Whether the condition holds.
    ///
    /// `&&` and `||` are decided by one operand where that is enough, whatever the others are, so
    /// `tid.x < arg1 && load(arg0, 4*tid.x, i32) == 0` is false for threads beyond `arg1`.
    ///
    /// # Errors
    ///
    /// As for [`Expr::eval`], in the operands that the result depends on.
    pub fn eval(&self, env: &impl Env) -> Result<bool, EvalError> {
        match self {
            Cond::Const(value) => Ok(*value),
            Cond::Cmp(op, a, b) => Ok(op.holds(a.eval(env)?, b.eval(env)?)),
            Cond::And(conds) => junction(conds, env, false),
            Cond::Or(conds) => junction(conds, env, true),
            Cond::Not(cond) => Ok(!cond.eval(env)?),
        }
    }
}

/// The value that decides, if an operand has it; else its opposite, if all operands have a value.
fn junction(conds: &[Cond], env: &impl Env, deciding: bool) -> Result<bool, EvalError> {
    let mut result = Ok(!deciding);
    for cond in conds {
        match cond.eval(env) {
            Ok(value) if value == deciding => return Ok(deciding),
            Ok(_) => {}
            Err(error) => result = result.and(Err(error)),
        }
    }
    result
}

fn eval_fold(fold: &Fold, outer: &impl Env) -> Result<i128, EvalError> {
    let firsts: Result<Vec<i128>, EvalError> =
        fold.carried.iter().map(|car| car.first.eval(outer)).collect();
    let mut bound = Bound { outer, fold, step: 0, carried: firsts? };
    while fold.stay.eval(&bound)? {
        if bound.step == MAX_STEPS {
            return Err(EvalError::Steps);
        }
        let next: Result<Vec<i128>, EvalError> =
            fold.carried.iter().map(|car| car.next.eval(&bound)).collect();
        bound.carried = next?;
        bound.step += 1;
    }
    fold.result.eval(&bound)
}

fn divide(a: i128, b: i128, operation: fn(i128, i128) -> i128) -> Result<i128, EvalError> {
    match b {
        0 => Err(EvalError::DivisionByZero),
        // The quotient 2^127 of the smallest number does not fit.
        -1 if a == i128::MIN => Err(EvalError::Overflow),
        _ => Ok(operation(a, b)),
    }
}

fn extreme(
    operands: &[Expr],
    env: &impl Env,
    pick: fn(i128, i128) -> i128,
) -> Result<i128, EvalError> {
    let (first, rest) = operands.split_first().ok_or(EvalError::NoOperand)?;
    rest.iter().try_fold(first.eval(env)?, |best, operand| Ok(pick(best, operand.eval(env)?)))
}

fn bit(op: BitOp, a: i128, b: i128) -> Result<i128, EvalError> {
    let shift = matches!(op, BitOp::Shl | BitOp::Shr);
    if shift && !(0..64).contains(&b) {
        return Err(EvalError::ShiftRange(b));
    }
    fold_bit(op, a, b).ok_or(EvalError::Overflow)
}
