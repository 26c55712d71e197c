//! Builders that fold constants, flatten sums and products, and keep a canonical order.

use std::ops;

use rustc_hash::FxHashSet;

use super::{Axis, BitOp, CmpOp, Cond, Expr, List, Pointer, ScalarType, Shared, Sym};

impl Expr {
    /// The constant 0.
    pub const ZERO: Expr = Expr::Int(0);
    /// The constant 1.
    pub const ONE: Expr = Expr::Int(1);

    /// The value of a constant.
    #[must_use]
    pub fn as_int(&self) -> Option<i128> {
        match self {
            Expr::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// Thread index on an axis.
    #[must_use]
    pub fn tid(axis: Axis) -> Expr {
        Expr::Sym(Sym::Tid(axis))
    }

    /// Sum; collects like terms with constant factors, the constant comes last.
    #[must_use]
    pub fn add(terms: impl IntoIterator<Item = Expr>) -> Expr {
        let mut terms: Vec<Expr> = terms.into_iter().collect();
        loop {
            let (collected, settled) = collect_terms(terms);
            if settled {
                return match collected.len() {
                    0 => Expr::ZERO,
                    _ => single_or(collected, Expr::Add),
                };
            }
            terms = collected;
        }
    }

    /// Product; a constant factor comes first and is distributed over a sum.
    #[must_use]
    pub fn mul(factors: impl IntoIterator<Item = Expr>) -> Expr {
        let mut constants: Vec<i128> = Vec::new();
        let mut rest: Vec<Expr> = Vec::new();
        let mut stack: Vec<Expr> = factors.into_iter().collect();
        while let Some(factor) = stack.pop() {
            match factor {
                Expr::Int(value) => constants.push(value),
                Expr::Mul(inner) => stack.extend(inner),
                other => rest.push(other),
            }
        }
        if constants.contains(&0) {
            return Expr::ZERO;
        }
        let constants = multiply(constants);
        rest.sort();
        match (constants.as_slice(), rest.as_slice()) {
            ([], []) => Expr::ONE,
            ([constant], [Expr::Add(terms)]) => {
                Expr::add(terms.iter().map(|term| term.clone().times(*constant)))
            }
            _ => {
                let factors = constants.into_iter().map(Expr::Int).chain(rest).collect();
                single_or(factors, Expr::Mul)
            }
        }
    }

    /// `floordiv(a, b)`; folds constants and division by one.
    #[must_use]
    pub fn floor_div(dividend: Expr, divisor: Expr) -> Expr {
        match (&dividend, &divisor) {
            (Expr::Int(a), Expr::Int(b)) if *b != 0 && !(*a == i128::MIN && *b == -1) => {
                Expr::Int(floor_div(*a, *b))
            }
            (Expr::Int(0), divisor) if *divisor != Expr::ZERO => Expr::ZERO,
            (_, Expr::Int(1)) => dividend,
            _ => Expr::FloorDiv(Shared::new(dividend), Shared::new(divisor)),
        }
    }

    /// `mod(a, b)`; folds constants and the remainder by one.
    #[must_use]
    pub fn modulo(dividend: Expr, divisor: Expr) -> Expr {
        match (&dividend, &divisor) {
            (Expr::Int(a), Expr::Int(b)) if *b != 0 && !(*a == i128::MIN && *b == -1) => {
                Expr::Int(floor_mod(*a, *b))
            }
            (Expr::Int(0), divisor) if *divisor != Expr::ZERO => Expr::ZERO,
            (_, Expr::Int(1 | -1)) => Expr::ZERO,
            _ => Expr::Mod(Shared::new(dividend), Shared::new(divisor)),
        }
    }

    /// Quotient rounded up, as `floordiv(a + b - 1, b)`.
    #[must_use]
    pub fn ceil_div(dividend: Expr, divisor: Expr) -> Expr {
        Expr::floor_div(Expr::add([dividend, divisor.clone(), Expr::Int(-1)]), divisor)
    }

    /// Smallest of the operands, of which there is at least one.
    #[must_use]
    pub fn min(operands: impl IntoIterator<Item = Expr>) -> Expr {
        let flat = operands.into_iter().flat_map(|operand| match operand {
            Expr::Min(inner) => inner.to_vec(),
            other => vec![other],
        });
        single_or(fold_extreme(flat, i128::min), Expr::Min)
    }

    /// Largest of the operands, of which there is at least one.
    #[must_use]
    pub fn max(operands: impl IntoIterator<Item = Expr>) -> Expr {
        let flat = operands.into_iter().flat_map(|operand| match operand {
            Expr::Max(inner) => inner.to_vec(),
            other => vec![other],
        });
        single_or(fold_extreme(flat, i128::max), Expr::Max)
    }

    /// `then` where the condition holds, else `otherwise`.
    #[must_use]
    pub fn select(cond: Cond, then: Expr, otherwise: Expr) -> Expr {
        match cond {
            Cond::Const(true) => then,
            Cond::Const(false) => otherwise,
            _ if then == otherwise => then,
            cond => Expr::Select(Shared::new(cond), Shared::new(then), Shared::new(otherwise)),
        }
    }

    /// A bit operation; folds constants, and shifts by a constant into products and quotients.
    #[must_use]
    pub fn bit(op: BitOp, left: Expr, right: Expr) -> Expr {
        if let (Expr::Int(a), Expr::Int(b)) = (&left, &right)
            && let Some(value) = fold_bit(op, *a, *b)
        {
            return Expr::Int(value);
        }
        match (op, right.as_int()) {
            (BitOp::Shl, Some(n @ 0..64)) => Expr::mul([Expr::Int(1 << n), left]),
            (BitOp::Shr, Some(n @ 0..64)) => Expr::floor_div(left, Expr::Int(1 << n)),
            _ => Expr::Bit(op, Shared::new(left), Shared::new(right)),
        }
    }

    /// `wrap(bits, e)`; folds constants. `bits` is in `1..=64`.
    #[must_use]
    pub fn wrap(bits: u32, expr: Expr) -> Expr {
        match expr {
            Expr::Int(value) => Expr::Int(wrap(bits, value)),
            Expr::Wrap(inner_bits, inner) if inner_bits >= bits => Expr::wrap(bits, inner.take()),
            other => Expr::Wrap(bits, Shared::new(other)),
        }
    }

    /// The value of a type at a byte offset of the buffer behind a pointer.
    #[must_use]
    pub fn load(pointer: Pointer, offset: Expr, ty: ScalarType) -> Expr {
        Expr::Load(pointer, Shared::new(offset), ty)
    }

    /// The product with a constant.
    #[must_use]
    pub(super) fn times(self, factor: i128) -> Expr {
        match self {
            Expr::Int(_) | Expr::Add(_) | Expr::Mul(_) if factor != 1 => {
                Expr::mul([Expr::Int(factor), self])
            }
            _ => match factor {
                0 => Expr::ZERO,
                1 => self,
                _ => Expr::Mul(vec![Expr::Int(factor), self].into()),
            },
        }
    }

    /// Splits off the constant factor of a product: `6*n` is `(n, 6)`.
    #[must_use]
    pub fn split_factor(self) -> (Expr, i128) {
        match self {
            Expr::Mul(factors) => match &*factors {
                [Expr::Int(value), factor] => (factor.clone(), *value),
                [Expr::Int(value), rest @ ..] if !rest.is_empty() => {
                    (Expr::Mul(rest.to_vec().into()), *value)
                }
                _ => (Expr::Mul(factors), 1),
            },
            other => (other, 1),
        }
    }
}

impl Cond {
    /// A comparison; folds constants and equal sides.
    #[must_use]
    pub fn cmp(op: CmpOp, left: Expr, right: Expr) -> Cond {
        match (&left, &right) {
            (Expr::Int(a), Expr::Int(b)) => Cond::Const(op.holds(*a, *b)),
            _ if left == right => Cond::Const(matches!(op, CmpOp::Eq | CmpOp::Le)),
            _ => Cond::Cmp(op, left, right),
        }
    }

    /// All hold; flattens and folds constants, and `c && !c`.
    #[must_use]
    pub fn and(conds: impl IntoIterator<Item = Cond>) -> Cond {
        junction(conds, true, Cond::And)
    }

    /// At least one holds; flattens and folds constants, and `c || !c`.
    #[must_use]
    pub fn or(conds: impl IntoIterator<Item = Cond>) -> Cond {
        junction(conds, false, Cond::Or)
    }

    /// The opposite; pushes the negation into comparisons and over `&&` and `||`.
    #[must_use]
    pub fn negate(self) -> Cond {
        match self {
            Cond::Const(value) => Cond::Const(!value),
            Cond::Cmp(CmpOp::Eq, a, b) => Cond::Cmp(CmpOp::Ne, a, b),
            Cond::Cmp(CmpOp::Ne, a, b) => Cond::Cmp(CmpOp::Eq, a, b),
            Cond::Cmp(CmpOp::Lt, a, b) => Cond::Cmp(CmpOp::Le, b, a),
            Cond::Cmp(CmpOp::Le, a, b) => Cond::Cmp(CmpOp::Lt, b, a),
            Cond::And(conds) => Cond::or(conds.into_iter().map(Cond::negate)),
            Cond::Or(conds) => Cond::and(conds.into_iter().map(Cond::negate)),
            Cond::Not(cond) => cond.take(),
        }
    }
}

impl CmpOp {
    /// Whether the comparison holds for two values.
    #[must_use]
    pub fn holds(self, left: i128, right: i128) -> bool {
        match self {
            CmpOp::Eq => left == right,
            CmpOp::Ne => left != right,
            CmpOp::Lt => left < right,
            CmpOp::Le => left <= right,
        }
    }
}

impl From<i128> for Expr {
    fn from(value: i128) -> Self {
        Expr::Int(value)
    }
}

impl From<Sym> for Expr {
    fn from(sym: Sym) -> Self {
        Expr::Sym(sym)
    }
}

impl ops::Add for Expr {
    type Output = Expr;
    fn add(self, other: Expr) -> Expr {
        Expr::add([self, other])
    }
}

impl ops::Sub for Expr {
    type Output = Expr;
    fn sub(self, other: Expr) -> Expr {
        Expr::add([self, -other])
    }
}

impl ops::Mul for Expr {
    type Output = Expr;
    fn mul(self, other: Expr) -> Expr {
        Expr::mul([self, other])
    }
}

impl ops::Neg for Expr {
    type Output = Expr;
    fn neg(self) -> Expr {
        self.times(-1)
    }
}

/// Quotient rounded towards negative infinity; the divisor is not zero.
#[must_use]
pub fn floor_div(dividend: i128, divisor: i128) -> i128 {
    let quotient = dividend / divisor;
    if dividend % divisor != 0 && (dividend < 0) != (divisor < 0) { quotient - 1 } else { quotient }
}

/// Remainder with the sign of the divisor, which is not zero.
#[must_use]
pub fn floor_mod(dividend: i128, divisor: i128) -> i128 {
    let remainder = dividend % divisor;
    if remainder != 0 && (remainder < 0) != (divisor < 0) { remainder + divisor } else { remainder }
}

/// `value` modulo `2^bits`, as a signed number.
#[must_use]
pub fn wrap(bits: u32, value: i128) -> i128 {
    let unused = 128 - bits.clamp(1, 128);
    (value << unused) >> unused
}

/// The result of a bit operation on constants; `None` for a shift that is out of range.
#[must_use]
pub fn fold_bit(op: BitOp, left: i128, right: i128) -> Option<i128> {
    Some(match op {
        BitOp::And => left & right,
        BitOp::Or => left | right,
        BitOp::Xor => left ^ right,
        BitOp::Shl if (0..64).contains(&right) => left.checked_mul(1 << right)?,
        BitOp::Shr if (0..64).contains(&right) => left >> right,
        BitOp::Shl | BitOp::Shr => return None,
    })
}

fn single_or(mut operands: Vec<Expr>, many: fn(List<Expr>) -> Expr) -> Expr {
    if operands.len() == 1 { operands.remove(0) } else { many(operands.into()) }
}

fn fold_extreme(operands: impl Iterator<Item = Expr>, pick: fn(i128, i128) -> i128) -> Vec<Expr> {
    let mut constant = None;
    let mut rest = Vec::new();
    for operand in operands {
        match operand {
            Expr::Int(value) => constant = Some(constant.map_or(value, |c| pick(c, value))),
            other => rest.push(other),
        }
    }
    rest.sort();
    rest.dedup();
    rest.extend(constant.map(Expr::Int));
    rest
}

/// The terms of a sum without nested sums, like terms collected, the constant last; and whether
/// doing it again would change nothing.
fn collect_terms(terms: Vec<Expr>) -> (Vec<Expr>, bool) {
    let mut flat: Vec<(Expr, i128)> = Vec::with_capacity(terms.len());
    let mut stack = terms;
    while let Some(term) = stack.pop() {
        match term {
            // A constant is so many times one.
            Expr::Int(value) => flat.push((Expr::ONE, value)),
            Expr::Add(inner) => stack.extend(inner),
            other => flat.push(other.split_factor()),
        }
    }
    flat.sort_unstable();
    let (n_before, mut overflow) = (flat.len(), false);
    let mut collected: Vec<(Expr, i128)> = Vec::with_capacity(flat.len());
    for (term, factor) in flat {
        match collected.last_mut() {
            Some((last, sum)) if *last == term => match sum.checked_add(factor) {
                Some(total) => *sum = total,
                None => {
                    overflow = true;
                    collected.push((term, factor));
                }
            },
            _ => collected.push((term, factor)),
        }
    }
    collected.retain(|(_, factor)| *factor != 0);
    // Factors that overflow in one order may fit together in another.
    let mut settled = !overflow || collected.len() == n_before;
    let mut terms = Vec::with_capacity(collected.len());
    let mut constants = Vec::new();
    for (term, factor) in collected {
        if term == Expr::ONE {
            constants.push(Expr::Int(factor));
            continue;
        }
        let product = term.times(factor);
        // A factor that has become small enough is distributed only now.
        settled &= !matches!(product, Expr::Add(_) | Expr::Int(_));
        terms.push(product);
    }
    terms.append(&mut constants);
    (terms, settled)
}

/// The product of constants; several where it does not fit in one.
fn multiply(mut constants: Vec<i128>) -> Vec<i128> {
    loop {
        let n_before = constants.len();
        constants.sort_unstable();
        let mut products: Vec<i128> = Vec::with_capacity(1);
        for constant in constants {
            match products.last_mut() {
                Some(last) => match last.checked_mul(constant) {
                    Some(product) => *last = product,
                    None => products.push(constant),
                },
                None => products.push(constant),
            }
        }
        products.retain(|product| *product != 1);
        if products.len() <= 1 || products.len() == n_before {
            return products;
        }
        constants = products;
    }
}

/// `&&` (whose neutral value is true) or `||` of conditions, each once, in the order given.
fn junction(
    conds: impl IntoIterator<Item = Cond>,
    neutral: bool,
    many: fn(List<Cond>) -> Cond,
) -> Cond {
    let mut flat: Vec<Cond> = Vec::new();
    for cond in conds {
        match (cond, neutral) {
            (Cond::Const(value), _) if value == neutral => {}
            (Cond::Const(value), _) => return Cond::Const(value),
            (Cond::And(inner), true) | (Cond::Or(inner), false) => flat.extend(inner),
            (other, _) => flat.push(other),
        }
    }
    if flat.len() > 1 {
        let mut seen = FxHashSet::default();
        flat.retain(|cond| seen.insert(cond.clone()));
        if flat.iter().any(|cond| matches!(cond, Cond::Cmp(..)) && seen.contains(&opposite(cond))) {
            return Cond::Const(!neutral);
        }
        let is_dual = |cond: &Cond| match cond {
            Cond::Or(_) => neutral,
            Cond::And(_) => !neutral,
            Cond::Const(_) | Cond::Cmp(..) | Cond::Not(_) => false,
        };
        if flat.iter().any(is_dual) {
            let shorter: Vec<Cond> =
                flat.iter().map(|cond| resolve(cond, &seen, neutral)).collect();
            if shorter != flat {
                return junction(shorter, neutral, many);
            }
        }
    }
    match flat.len() {
        0 => Cond::Const(neutral),
        1 => flat.remove(0),
        _ => many(flat.into()),
    }
}

/// One of several conditions without what the others decide: of `a && (!a || b)`, the second is
/// `b`, and of `a && (a || b)`, it is nothing.
fn resolve(cond: &Cond, others: &FxHashSet<Cond>, neutral: bool) -> Cond {
    let (inner, dual): (_, fn(List<Cond>) -> Cond) = match (cond, neutral) {
        (Cond::Or(inner), true) => (inner, Cond::Or),
        (Cond::And(inner), false) => (inner, Cond::And),
        _ => return cond.clone(),
    };
    if inner.iter().any(|it| others.contains(it)) {
        return Cond::Const(neutral);
    }
    let decided = |it: &Cond| matches!(it, Cond::Cmp(..)) && others.contains(&opposite(it));
    if !inner.iter().any(decided) {
        return cond.clone();
    }
    junction(inner.iter().filter(|it| !decided(it)).cloned(), !neutral, dual)
}

fn opposite(cond: &Cond) -> Cond {
    cond.clone().negate()
}
