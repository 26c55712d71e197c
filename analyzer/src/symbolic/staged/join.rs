//! Several formulas as one that differs in constants only.

use kht_schema::expr::CmpOp;
use kht_schema::{Cond, Expr, LoopId, Sym};

/// A formula with holes.
pub(super) struct Joined {
    formula: Expr,
    /// For each hole, the constant that each formula has in its place.
    pub(super) holes: Vec<Vec<i128>>,
}

/// Stands for a hole; no loop has this number.
fn hole(position: usize) -> Sym {
    let position = u32::try_from(position).expect("formulas are small");
    Sym::It(LoopId(u32::MAX - 1 - position))
}

impl Joined {
    /// Joins formulas of the same shape, of which there is at least one.
    pub(super) fn of(formulas: &[Expr]) -> Option<Joined> {
        let mut joined = Joined { formula: Expr::ZERO, holes: Vec::new() };
        joined.formula = joined.join(formulas)?;
        Some(joined)
    }

    /// The formula with something in place of each hole, and symbols replaced.
    pub(super) fn fill(
        &self,
        constants: &[Expr],
        replace: &mut impl FnMut(Sym) -> Option<Expr>,
    ) -> Expr {
        self.formula.substitute(&mut |symbol| {
            let place = (0..constants.len()).find(|&place| hole(place) == symbol);
            place.map_or_else(|| replace(symbol), |place| Some(constants[place].clone()))
        })
    }

    fn join(&mut self, all: &[Expr]) -> Option<Expr> {
        let first = all.first()?;
        if all.iter().all(|it| it == first) {
            return Some(first.clone());
        }
        let (rests, constants): (Vec<Expr>, Vec<i128>) = all.iter().map(split).unzip();
        if constants.iter().any(|it| *it != constants[0]) {
            let rest = self.join(&rests)?;
            return Some(rest + self.hole(constants));
        }
        let operands: Vec<Vec<Expr>> = all.iter().map(operands).collect();
        let conds: Vec<Option<Cond>> = all.iter().map(condition).collect();
        let same = |it: &Expr| std::mem::discriminant(it) == std::mem::discriminant(first);
        if !all.iter().all(same) || operands.iter().any(|it| it.len() != operands[0].len()) {
            return None;
        }
        let mut joined = Vec::new();
        for place in 0..operands[0].len() {
            let column: Vec<Expr> = operands.iter().map(|it| it[place].clone()).collect();
            joined.push(self.join(&column)?);
        }
        let cond = match conds.into_iter().collect::<Option<Vec<Cond>>>() {
            Some(conds) => Some(self.join_conds(&conds)?),
            None => None,
        };
        rebuilt(all, joined, cond)
    }

    fn join_conds(&mut self, all: &[Cond]) -> Option<Cond> {
        let first = all.first()?;
        if all.iter().all(|it| it == first) {
            return Some(first.clone());
        }
        let parts = |it: &Cond| match it {
            Cond::And(parts) | Cond::Or(parts) => parts.to_vec(),
            _ => Vec::new(),
        };
        match first {
            Cond::Cmp(op, ..) => {
                let op = if *op == CmpOp::Le { CmpOp::Lt } else { *op };
                let sides: Option<Vec<(Expr, Expr)>> = all.iter().map(|it| sides(op, it)).collect();
                let (left, right): (Vec<Expr>, Vec<Expr>) = sides?.into_iter().unzip();
                Some(Cond::cmp(op, self.join(&left)?, self.join(&right)?))
            }
            Cond::And(_) | Cond::Or(_) => {
                let conjunction = matches!(first, Cond::And(_));
                let same = |it: &Cond| {
                    matches!(it, Cond::And(_)) == conjunction
                        && parts(it).len() == parts(first).len()
                        && !parts(it).is_empty()
                };
                if !all.iter().all(same) {
                    return None;
                }
                let mut joined = Vec::new();
                for place in 0..parts(first).len() {
                    let column: Vec<Cond> = all.iter().map(|it| parts(it)[place].clone()).collect();
                    joined.push(self.join_conds(&column)?);
                }
                Some(if conjunction { Cond::and(joined) } else { Cond::or(joined) })
            }
            Cond::Const(_) | Cond::Not(_) => None,
        }
    }

    /// The hole for some constants.
    fn hole(&mut self, constants: Vec<i128>) -> Expr {
        let known = self.holes.iter().position(|it| *it == constants);
        let position = known.unwrap_or_else(|| {
            self.holes.push(constants);
            self.holes.len() - 1
        });
        Expr::Sym(hole(position))
    }
}

/// The sides of a comparison, `a <= b` taken for `a < b + 1`.
fn sides(op: CmpOp, cond: &Cond) -> Option<(Expr, Expr)> {
    match cond {
        Cond::Cmp(CmpOp::Le, left, right) if op == CmpOp::Lt => {
            Some((left.clone(), right.clone() + Expr::ONE))
        }
        Cond::Cmp(other, left, right) if *other == op => Some((left.clone(), right.clone())),
        _ => None,
    }
}

/// A sum without its constant, and that.
fn split(expr: &Expr) -> (Expr, i128) {
    match expr {
        Expr::Int(value) => (Expr::ZERO, *value),
        Expr::Add(terms) => match terms.split_last() {
            Some((Expr::Int(constant), rest)) => (Expr::add(rest.to_vec()), *constant),
            _ => (expr.clone(), 0),
        },
        other => (other.clone(), 0),
    }
}

fn operands(expr: &Expr) -> Vec<Expr> {
    match expr {
        Expr::Add(all) | Expr::Mul(all) | Expr::Min(all) | Expr::Max(all) => all.to_vec(),
        Expr::FloorDiv(a, b) | Expr::Mod(a, b) | Expr::Bit(_, a, b) | Expr::Select(_, a, b) => {
            vec![(**a).clone(), (**b).clone()]
        }
        Expr::Wrap(_, inner) | Expr::Load(_, inner, _) => vec![(**inner).clone()],
        _ => Vec::new(),
    }
}

fn condition(expr: &Expr) -> Option<Cond> {
    match expr {
        Expr::Select(cond, ..) => Some((**cond).clone()),
        _ => None,
    }
}

/// An expression of the kind that all of some are, with other operands.
fn rebuilt(all: &[Expr], joined: Vec<Expr>, cond: Option<Cond>) -> Option<Expr> {
    let mut operands = joined.into_iter();
    let mut next = || operands.next();
    Some(match all.first()? {
        Expr::FloorDiv(..) => Expr::floor_div(next()?, next()?),
        Expr::Mod(..) => Expr::modulo(next()?, next()?),
        Expr::Select(..) => Expr::select(cond?, next()?, next()?),
        Expr::Bit(op, ..) => {
            let same = |it: &Expr| matches!(it, Expr::Bit(other, ..) if other == op);
            all.iter().all(same).then_some(())?;
            Expr::bit(*op, next()?, next()?)
        }
        Expr::Wrap(bits, _) => {
            let same = |it: &Expr| matches!(it, Expr::Wrap(other, _) if other == bits);
            all.iter().all(same).then_some(())?;
            Expr::wrap(*bits, next()?)
        }
        Expr::Load(pointer, _, ty) => {
            let same = |it: &Expr| matches!(it, Expr::Load(p, _, t) if p == pointer && t == ty);
            all.iter().all(same).then_some(())?;
            Expr::load(*pointer, next()?, *ty)
        }
        Expr::Add(_) => Expr::add(operands),
        Expr::Mul(_) => Expr::mul(operands),
        Expr::Min(_) => Expr::min(operands),
        Expr::Max(_) => Expr::max(operands),
        _ => return None,
    })
}
