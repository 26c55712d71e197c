//! Columns: values of linear forms at many consecutive values of one variable, the others fixed.
//!
//! A form that is linear in the variable stays two numbers; anything else is an array, filled by
//! one loop per operation. All arithmetic is in 64 bits: [`fits`] proves beforehand that no partial
//! sum gets near their end, from the bounds of the variables and the types of what is loaded.
//! Where something has no value, a load from outside of its buffer for example, there is no column,
//! and whoever asked goes point by point.

use super::env::{Env, type_range};
use super::linear::{Atom, Linear, Node, Var};
use super::memory::Memory;
use super::pred::Pred;
use crate::expr::ScalarType;
use crate::expr::build::{floor_div, floor_mod, fold_bit};

/// Values in a column, at most: few enough for several columns to stay in the first-level cache.
pub(super) const CHUNK: usize = 1024;

/// Largest magnitude of a partial sum.
const MAX_SUM: u128 = 1 << 62;

/// Largest magnitude of a variable and of a loaded value of 64 bits: addresses have 47 bits. What
/// is larger has no column.
pub(super) const MAX_VALUE: i64 = 1 << 47;

/// Values of a form, one for each value of the variable.
#[derive(Debug)]
pub(super) enum Column {
    /// An arithmetic progression.
    Line {
        /// Value at the first place.
        first: i64,
        /// Difference between neighbors.
        step: i64,
    },
    /// Any values.
    Values(Vec<i64>),
}

impl Column {
    /// The value at a place.
    pub(super) fn at(&self, place: usize) -> i64 {
        match self {
            Column::Line { first, step } => first + step * index(place),
            Column::Values(values) => values[place],
        }
    }

    /// The value at all places, if it is the same.
    fn constant(&self) -> Option<i64> {
        match self {
            Column::Line { first, step: 0 } => Some(*first),
            Column::Line { .. } | Column::Values(_) => None,
        }
    }
}

/// A place as a number.
pub(super) fn index(place: usize) -> i64 {
    i64::try_from(place).expect("a place in a chunk")
}

/// Evaluates forms along a variable.
pub(super) struct Columns<'a> {
    memory: &'a Memory<'a>,
    /// Values of the variables that are fixed.
    values: Vec<i64>,
    /// Arrays that are not in use.
    spare: Vec<Vec<i64>>,
    /// The variable, if there is one.
    var: Option<Var>,
    /// Its first value.
    first: i64,
    len: usize,
}

impl<'a> Columns<'a> {
    /// Columns of one place, for forms without a variable that is not fixed.
    pub(super) fn new(memory: &'a Memory<'a>, n_vars: usize) -> Self {
        Columns { memory, values: vec![0; n_vars], spare: Vec::new(), var: None, first: 0, len: 1 }
    }

    /// From here on columns are along these values of a variable.
    pub(super) fn along(&mut self, var: Var, first: i64, len: usize) {
        debug_assert!(len <= CHUNK, "{len} values are more than a chunk");
        (self.var, self.first, self.len) = (Some(var), first, len);
    }

    /// From here on a variable has this value, unless columns are along it.
    pub(super) fn fix(&mut self, var: Var, value: i64) {
        self.values[usize::from(var)] = value;
    }

    /// Gives back a column that is not needed any more.
    pub(super) fn recycle(&mut self, column: Column) {
        if let Column::Values(values) = column {
            self.spare.push(values);
        }
    }

    /// A number plus the value of a form.
    pub(super) fn add(&mut self, number: i64, linear: &Linear) -> Option<Column> {
        let mut first = number + narrow(linear.constant)?;
        let mut step = 0;
        for (var, factor) in &linear.vars {
            let factor = narrow(*factor)?;
            if self.var == Some(*var) {
                first += factor * self.first;
                step += factor;
            } else {
                first += factor * self.values[usize::from(*var)];
            }
        }
        let mut sum: Option<Vec<i64>> = None;
        for (node, factor) in &linear.atoms {
            let factor = narrow(*factor)?;
            match (self.atom(node)?, &mut sum) {
                (Column::Line { first: own, step: by }, _) => {
                    first += factor * own;
                    step += factor * by;
                }
                (Column::Values(mut values), None) => {
                    if factor != 1 {
                        values.iter_mut().for_each(|value| *value *= factor);
                    }
                    sum = Some(values);
                }
                (Column::Values(values), Some(sum)) => {
                    for (sum, value) in sum.iter_mut().zip(&values) {
                        *sum += factor * value;
                    }
                    self.spare.push(values);
                }
            }
        }
        let line = Column::Line { first, step };
        Some(match sum {
            None => line,
            Some(mut sum) => {
                if (first, step) != (0, 0) {
                    join(&mut sum, &line, |sum, line| sum + line);
                }
                Column::Values(sum)
            }
        })
    }

    /// The value of an atom.
    pub(super) fn atom(&mut self, node: &Node) -> Option<Column> {
        match &node.atom {
            Atom::FloorDiv(a, divisor) => {
                let (a, divisor) = (self.add(0, a)?, narrow(*divisor)?);
                Some(if divisor.count_ones() == 1 {
                    let shift = divisor.trailing_zeros();
                    self.map(a, |a| a >> shift)
                } else {
                    self.map(a, |a| a.div_euclid(divisor))
                })
            }
            Atom::Mod(a, divisor) => {
                let (a, divisor) = (self.add(0, a)?, narrow(*divisor)?);
                Some(if divisor.count_ones() == 1 {
                    self.map(a, |a| a & (divisor - 1))
                } else {
                    self.map(a, |a| a.rem_euclid(divisor))
                })
            }
            Atom::Quotient(a, b) => self.fallible(a, b, |a, b| {
                (b != 0).then(|| floor_div(a.into(), b.into())).and_then(narrow)
            }),
            Atom::Remainder(a, b) => self.fallible(a, b, |a, b| {
                (b != 0).then(|| floor_mod(a.into(), b.into())).and_then(narrow)
            }),
            Atom::Product(a, b) => self.both(a, b, |a, b| a * b),
            Atom::Min(a, b) => self.both(a, b, i64::min),
            Atom::Max(a, b) => self.both(a, b, i64::max),
            Atom::Select(cond, a, b) => self.select(cond, a, b),
            Atom::Bit(op, a, b) => {
                self.fallible(a, b, |a, b| fold_bit(*op, a.into(), b.into()).and_then(narrow))
            }
            Atom::Load(slot, offset, ty) => {
                let offset = self.add(0, offset)?;
                let source = self.memory.source(*slot, *ty)?;
                match offset {
                    Column::Line { first, step: 0 } => {
                        Some(Column::Line { first: source.at(first)?, step: 0 })
                    }
                    Column::Line { first, step } => {
                        let mut values = self.spare.pop().unwrap_or_default();
                        source.strided(first, step, self.len, &mut values)?;
                        Some(Column::Values(values))
                    }
                    Column::Values(mut values) => {
                        source.gather(&mut values)?;
                        Some(Column::Values(values))
                    }
                }
            }
            Atom::Table(table, index) => {
                let index = self.add(0, index)?;
                self.try_map(index, |index| table.at(index.into()).and_then(narrow))
            }
            Atom::Opaque(..) => None,
        }
    }

    /// One where a condition holds, zero elsewhere.
    pub(super) fn mask(&mut self, pred: &Pred) -> Option<Column> {
        match pred {
            Pred::Const(value) => Some(Column::Line { first: (*value).into(), step: 0 }),
            Pred::Le(linear) => {
                let value = self.add(0, linear)?;
                Some(self.map(value, |value| (value <= 0).into()))
            }
            Pred::Eq(linear) => {
                let value = self.add(0, linear)?;
                Some(self.map(value, |value| (value == 0).into()))
            }
            Pred::Ne(linear) => {
                let value = self.add(0, linear)?;
                Some(self.map(value, |value| (value != 0).into()))
            }
            Pred::And(preds) => self.junction(preds, 1, |a, b| a & b),
            Pred::Or(preds) => self.junction(preds, 0, |a, b| a | b),
        }
    }

    /// Where both of two masks hold.
    pub(super) fn and(&mut self, a: Column, b: Column) -> Column {
        self.zip(a, b, |a, b| a & b)
    }

    fn junction(&mut self, preds: &[Pred], none: i64, both: fn(i64, i64) -> i64) -> Option<Column> {
        let mut result = Column::Line { first: none, step: 0 };
        for pred in preds {
            let next = self.mask(pred)?;
            result = self.zip(result, next, both);
        }
        Some(result)
    }

    fn select(&mut self, cond: &Pred, a: &Linear, b: &Linear) -> Option<Column> {
        let mask = self.mask(cond)?;
        if let Some(mask) = mask.constant() {
            return self.add(0, if mask == 1 { a } else { b });
        }
        let (a, b) = (self.add(0, a)?, self.add(0, b)?);
        let mut chosen = self.array(a);
        for (place, chosen) in chosen.iter_mut().enumerate() {
            if mask.at(place) == 0 {
                *chosen = b.at(place);
            }
        }
        self.recycle(mask);
        self.recycle(b);
        Some(Column::Values(chosen))
    }

    fn both(
        &mut self,
        a: &Linear,
        b: &Linear,
        value: impl FnMut(i64, i64) -> i64,
    ) -> Option<Column> {
        let (a, b) = (self.add(0, a)?, self.add(0, b)?);
        Some(self.zip(a, b, value))
    }

    fn fallible(
        &mut self,
        a: &Linear,
        b: &Linear,
        value: impl Fn(i64, i64) -> Option<i64>,
    ) -> Option<Column> {
        let mut all = true;
        let column = self.both(a, b, |a, b| {
            let value = value(a, b);
            all &= value.is_some();
            value.unwrap_or(0)
        });
        column.filter(|_| all)
    }

    fn try_map(&mut self, a: Column, value: impl Fn(i64) -> Option<i64>) -> Option<Column> {
        let mut all = true;
        let column = self.map(a, |a| {
            let value = value(a);
            all &= value.is_some();
            value.unwrap_or(0)
        });
        all.then_some(column)
    }

    fn map(&mut self, a: Column, mut value: impl FnMut(i64) -> i64) -> Column {
        if let Some(a) = a.constant() {
            return Column::Line { first: value(a), step: 0 };
        }
        let mut values = self.array(a);
        values.iter_mut().for_each(|a| *a = value(*a));
        Column::Values(values)
    }

    fn zip(&mut self, a: Column, b: Column, mut value: impl FnMut(i64, i64) -> i64) -> Column {
        if let (Some(a), Some(b)) = (a.constant(), b.constant()) {
            return Column::Line { first: value(a, b), step: 0 };
        }
        let mut values = self.array(a);
        join(&mut values, &b, value);
        self.recycle(b);
        Column::Values(values)
    }

    /// A column as an array.
    fn array(&mut self, column: Column) -> Vec<i64> {
        match column {
            Column::Values(values) => values,
            Column::Line { first, step } => {
                let mut values = self.spare.pop().unwrap_or_default();
                values.clear();
                values.extend((0..self.len).map(|place| first + step * index(place)));
                values
            }
        }
    }
}

/// Combines each value with the other column's.
fn join(values: &mut [i64], other: &Column, mut value: impl FnMut(i64, i64) -> i64) {
    match other {
        Column::Line { first, step } => {
            let mut other = *first;
            for own in values {
                *own = value(*own, other);
                other += step;
            }
        }
        Column::Values(other) => {
            for (own, other) in values.iter_mut().zip(other) {
                *own = value(*own, *other);
            }
        }
    }
}

/// A number in 64 bits.
pub(super) fn narrow(value: i128) -> Option<i64> {
    i64::try_from(value).ok()
}

/// Whether 64 bits are enough for a form, whatever order its terms are added in.
pub(super) fn fits(env: &Env<'_>, linear: &Linear) -> bool {
    magnitude(env, linear).is_some()
}

/// Whether 64 bits are enough for all forms of a condition.
pub(super) fn all_fit(env: &Env<'_>, pred: &Pred) -> bool {
    let mut all = true;
    pred.for_each_linear(&mut |linear| all &= fits(env, linear));
    all
}

/// Sum of the magnitudes of all terms; `None` if it, or one of a term inside, is too large.
fn magnitude(env: &Env<'_>, linear: &Linear) -> Option<u128> {
    let mut sum = linear.constant.unsigned_abs();
    for (var, factor) in &linear.vars {
        let range = env.bounds.of(*var);
        let most = range.lo.unsigned_abs().max(range.hi.unsigned_abs());
        // Whoever fixes a variable sees to it that it is not larger.
        let most = most.clamp(1, MAX_VALUE.unsigned_abs().into());
        sum = sum.checked_add(factor.unsigned_abs().checked_mul(most)?)?;
    }
    for (node, factor) in &linear.atoms {
        let most = atom_magnitude(env, node)?.max(1);
        sum = sum.checked_add(factor.unsigned_abs().checked_mul(most)?)?;
    }
    (sum <= MAX_SUM).then_some(sum)
}

fn atom_magnitude(env: &Env<'_>, node: &Node) -> Option<u128> {
    let larger = |a: &Linear, b: &Linear| Some(magnitude(env, a)?.max(magnitude(env, b)?));
    match &node.atom {
        // Rounding down may go one further.
        Atom::FloorDiv(a, _) => magnitude(env, a)?.checked_add(1),
        Atom::Mod(a, divisor) => magnitude(env, a).map(|_| divisor.unsigned_abs()),
        Atom::Quotient(a, b) | Atom::Remainder(a, b) => larger(a, b)?.checked_add(1),
        Atom::Product(a, b) => magnitude(env, a)?.checked_mul(magnitude(env, b)?),
        Atom::Min(a, b) | Atom::Max(a, b) => larger(a, b),
        Atom::Select(cond, a, b) => all_fit(env, cond).then(|| larger(a, b))?,
        Atom::Bit(_, a, b) => {
            let parts = larger(a, b)?;
            let range = env.atom_range(node);
            let most = range.lo.unsigned_abs().max(range.hi.unsigned_abs());
            Some(most.max(parts))
        }
        Atom::Load(_, offset, ty) => {
            magnitude(env, offset)?;
            if ty.bytes() == ScalarType::I64.bytes() {
                return Some(MAX_VALUE.unsigned_abs().into());
            }
            let range = type_range(*ty);
            Some(range.lo.unsigned_abs().max(range.hi.unsigned_abs()))
        }
        Atom::Table(table, index) => {
            magnitude(env, index)?;
            let range = table.range();
            Some(range.lo.unsigned_abs().max(range.hi.unsigned_abs()))
        }
        Atom::Opaque(..) => None,
    }
}
