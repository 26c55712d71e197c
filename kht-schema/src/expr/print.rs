//! Printing: infix with as few parentheses as needed, read back by the parser.
//!
//! A canonical expression, one that the builders made, is read back as itself.

use std::fmt::{self, Display, Formatter};

use super::{Axis, BitOp, Carried, CmpOp, Cond, Expr, Fold, Pointer, ScalarType, Sym};

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Int(value) => write!(f, "{value}"),
            Expr::Sym(sym) => write!(f, "{sym}"),
            Expr::Add(terms) => fmt_sum(f, terms),
            Expr::Mul(factors) => fmt_product(f, factors),
            Expr::FloorDiv(a, b) => write!(f, "floordiv({a}, {b})"),
            Expr::Mod(a, b) => write!(f, "mod({a}, {b})"),
            Expr::Min(operands) => fmt_call(f, "min", operands),
            Expr::Max(operands) => fmt_call(f, "max", operands),
            Expr::Select(cond, a, b) => write!(f, "select({cond}, {a}, {b})"),
            Expr::Bit(op, a, b) => write!(f, "{op}({a}, {b})"),
            Expr::Wrap(bits, inner) => write!(f, "wrap({bits}, {inner})"),
            Expr::Load(pointer, offset, ty) => write!(f, "load({pointer}, {offset}, {ty})"),
            Expr::Fold(fold) => fmt_fold(f, fold),
        }
    }
}

impl Display for Cond {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Cond::Const(value) => write!(f, "{value}"),
            Cond::Cmp(op, a, b) => write!(f, "{a} {op} {b}"),
            Cond::And(conds) => fmt_chain(f, " && ", conds),
            Cond::Or(conds) => fmt_chain(f, " || ", conds),
            Cond::Not(cond) => write!(f, "!({cond})"),
        }
    }
}

/// Terms with ` + ` or, where a term starts with a negative constant, ` - ` between them.
fn fmt_sum(f: &mut Formatter<'_>, terms: &[Expr]) -> fmt::Result {
    for (idx, term) in terms.iter().enumerate() {
        match term {
            // Only the first term of a sum shows its sign without a space.
            Expr::Int(value) if idx > 0 && *value < 0 => write!(f, " - {}", value.unsigned_abs())?,
            Expr::Mul(factors) if idx > 0 && leading(factors) < 0 => {
                write!(f, " - ")?;
                fmt_magnitude(f, factors)?;
            }
            _ => {
                if idx > 0 {
                    write!(f, " + ")?;
                }
                match term {
                    Expr::Add(_) => write!(f, "({term})")?,
                    _ => write!(f, "{term}")?,
                }
            }
        }
    }
    Ok(())
}

/// The constant that a product starts with, else 1.
fn leading(factors: &[Expr]) -> i128 {
    factors.first().and_then(Expr::as_int).unwrap_or(1)
}

fn fmt_product(f: &mut Formatter<'_>, factors: &[Expr]) -> fmt::Result {
    if leading(factors) < 0 {
        write!(f, "-")?;
    }
    fmt_magnitude(f, factors)
}

/// A product without the sign of its leading constant; a factor of 1 or -1 is not shown.
fn fmt_magnitude(f: &mut Formatter<'_>, factors: &[Expr]) -> fmt::Result {
    let mut rest = factors;
    if let [Expr::Int(value), tail @ ..] = factors {
        let unit = value.unsigned_abs() == 1;
        // Before another constant the unit is needed, or its sign would be read as part of it.
        if !unit || matches!(tail.first(), Some(Expr::Int(_)) | None) {
            write!(f, "{}", value.unsigned_abs())?;
            if !tail.is_empty() {
                write!(f, "*")?;
            }
        }
        rest = tail;
    }
    for (idx, factor) in rest.iter().enumerate() {
        if idx > 0 {
            write!(f, "*")?;
        }
        match factor {
            Expr::Add(_) | Expr::Mul(_) => write!(f, "({factor})")?,
            Expr::Int(value) if *value < 0 => write!(f, "({factor})")?,
            _ => write!(f, "{factor}")?,
        }
    }
    Ok(())
}

fn fmt_call(f: &mut Formatter<'_>, name: &str, operands: &[Expr]) -> fmt::Result {
    write!(f, "{name}(")?;
    for (idx, operand) in operands.iter().enumerate() {
        if idx > 0 {
            write!(f, ", ")?;
        }
        write!(f, "{operand}")?;
    }
    write!(f, ")")
}

fn fmt_fold(f: &mut Formatter<'_>, fold: &Fold) -> fmt::Result {
    let Fold { id, stay, result, carried } = fold;
    write!(f, "fold({}, {stay}, {result}", Sym::Step(*id))?;
    for Carried { index, first, next } in carried {
        write!(f, ", {}, {first}, {next}", Sym::Car(*id, *index))?;
    }
    write!(f, ")")
}

fn fmt_chain(f: &mut Formatter<'_>, separator: &str, conds: &[Cond]) -> fmt::Result {
    for (idx, cond) in conds.iter().enumerate() {
        if idx > 0 {
            f.write_str(separator)?;
        }
        match cond {
            Cond::And(_) | Cond::Or(_) => write!(f, "({cond})")?,
            Cond::Const(_) | Cond::Cmp(..) | Cond::Not(_) => write!(f, "{cond}")?,
        }
    }
    Ok(())
}

impl Display for Sym {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Sym::Gdim(axis) => write!(f, "gdim.{axis}"),
            Sym::Bdim(axis) => write!(f, "bdim.{axis}"),
            Sym::Bid(axis) => write!(f, "bid.{axis}"),
            Sym::Tid(axis) => write!(f, "tid.{axis}"),
            Sym::Arg(pointer) => write!(f, "{pointer}"),
            Sym::It(id) => write!(f, "{id}"),
            Sym::Opq(id) => write!(f, "{id}"),
            Sym::Val(id) => write!(f, "{id}"),
            Sym::Step(id) => write!(f, "step{}", id.0),
            Sym::Car(id, index) => write!(f, "car{}.{index}", id.0),
        }
    }
}

impl Display for Pointer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Pointer { param, at } = self;
        match at {
            Some(at) => write!(f, "{param}@{at}"),
            None => write!(f, "{param}"),
        }
    }
}

impl Display for Axis {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Axis::X => "x",
            Axis::Y => "y",
            Axis::Z => "z",
        })
    }
}

impl Display for ScalarType {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ScalarType::I8 => "i8",
            ScalarType::U8 => "u8",
            ScalarType::I16 => "i16",
            ScalarType::U16 => "u16",
            ScalarType::I32 => "i32",
            ScalarType::U32 => "u32",
            ScalarType::I64 => "i64",
            ScalarType::U64 => "u64",
        })
    }
}

impl Display for BitOp {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BitOp::And => "and",
            BitOp::Or => "or",
            BitOp::Xor => "xor",
            BitOp::Shl => "shl",
            BitOp::Shr => "shr",
        })
    }
}

impl Display for CmpOp {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CmpOp::Eq => "==",
            CmpOp::Ne => "!=",
            CmpOp::Lt => "<",
            CmpOp::Le => "<=",
        })
    }
}
