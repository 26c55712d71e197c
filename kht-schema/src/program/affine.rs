//! Affine sites: a sum over threads, blocks and iterations, where some sums stay below others. Most
//! accesses are one, and need none of what regions are for.
//!
//! Conditions become bounds, and digits of one number one variable, until the sum runs over a box.
//! Where conditions are left that tie variables to each other, or where a number is beyond 64 bits,
//! there is no answer here: the site's code is run instead.

use super::code::{Index, NONE, Scalar};
use super::form::number;
use super::machine::{Inputs, extent};
use super::region::Wide;
use super::shape::{DIMS, Dim, Shape};
use super::sink::{Outcome, Sink};
use super::walk::Access;

/// Variables of an affine site, at most.
pub(super) const VARS: usize = 8;

/// Sums of an affine site, at most.
pub(super) const ROWS: usize = 12;

/// Rounds after which bounds count as tight.
const ROUNDS: usize = 16;

/// A site without alternatives, as sums.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Affine {
    /// What each variable runs over, from 0.
    pub(super) extents: Vec<Extent>,
    /// Axes that nothing hangs on.
    pub(super) idle: Vec<Index>,
    /// Scalars that decide whether the site runs: whether they must be zero.
    pub(super) needed: Vec<(Scalar, bool)>,
    /// Divisors of trip counts, which must be positive.
    pub(super) divisors: Vec<Scalar>,
    /// The offset, and sums that must not be positive.
    pub(super) rows: Vec<Row>,
    /// Terms of all rows.
    pub(super) terms: Vec<(Scalar, u8)>,
}

/// What bounds a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Extent {
    /// Threads or blocks.
    Axis(Index),
    /// A trip count that is the same for all threads.
    Trip(Scalar),
    /// A row in which all other variables come before this one.
    Row(u8),
}

/// A constant, and where the terms are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Row {
    pub(super) constant: Scalar,
    pub(super) first: u32,
    pub(super) end: u32,
}

/// Whether a row says no more than the bounds do.
enum Cut {
    /// No point is left.
    Empty,
    /// It says no more.
    Settled,
    /// It ties variables to each other; whether a bound changed.
    Open(bool),
}

/// The rows of one launch with the bounds of their variables; what is not in use is left as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    n_vars: usize,
    lo: [i64; VARS],
    hi: [i64; VARS],
    n_rows: usize,
    constants: [i64; ROWS],
    factors: [[i64; VARS]; ROWS],
}

impl Affine {
    /// What the site touches; `None` if that is for its code to say.
    pub(super) fn solve(
        &self,
        inputs: &Inputs<'_>,
        access: Access,
        (table, sink): (&mut Table, &mut Sink),
    ) -> Option<Outcome> {
        self.load(inputs, table)?;
        let runs = self.needed.iter().all(|(scalar, zero)| {
            let value = inputs.values[*scalar as usize];
            (value == 0) == *zero
        });
        if !runs || !table.settle()? {
            return Some(sink.finish());
        }
        let idle = self.idle.iter().try_fold(1_u64, |times, index| {
            times.checked_mul(u64::try_from(extent(inputs, *index)).ok()?)
        });
        let mut executions = idle?;
        let mut dims = [Dim::default(); DIMS];
        let mut n_dims = 0;
        let mut start = table.constants[0];
        for var in 0..table.n_vars {
            let (lo, stride) = (table.lo[var], table.factors[0][var]);
            let count = table.hi[var] - lo + 1;
            executions = executions.checked_mul(u64::try_from(count).ok()?)?;
            start = start.checked_add(stride.checked_mul(lo)?)?;
            if stride != 0 && count > 1 {
                *dims.get_mut(n_dims)? = Dim { stride, count };
                n_dims += 1;
            }
        }
        let shape = if access.counted_only {
            None
        } else {
            let start = number(start.into()).ok()?;
            Some(Shape::new(start, access.width, &mut dims[..n_dims]).ok()?)
        };
        sink.count(executions).ok()?;
        if let Some(shape) = shape {
            sink.add(&shape).ok()?;
        }
        Some(sink.finish())
    }

    /// Values that the offset may take, by the bounds of its variables alone.
    pub(super) fn range(&self, inputs: &Inputs<'_>, table: &mut Table) -> Option<Wide> {
        self.load(inputs, table)?;
        if table.is_empty() {
            return None;
        }
        let (lo, hi) = table.range(0)?;
        Some((lo.into(), hi.into()))
    }

    /// Puts the numbers of a launch into the table; `None` if one is missing.
    fn load(&self, inputs: &Inputs<'_>, table: &mut Table) -> Option<()> {
        let number = |scalar: Scalar| match inputs.values[scalar as usize] {
            NONE => None,
            value => Some(value),
        };
        for (scalar, _) in &self.needed {
            number(*scalar)?;
        }
        for divisor in &self.divisors {
            if number(*divisor)? <= 0 {
                return None;
            }
        }
        (table.n_vars, table.n_rows) = (self.extents.len(), self.rows.len());
        table.lo = [0; VARS];
        for (at, row) in self.rows.iter().enumerate() {
            table.constants[at] = number(row.constant)?;
            let factors = &mut table.factors[at];
            *factors = [0; VARS];
            for (factor, var) in &self.terms[row.first as usize..row.end as usize] {
                factors[usize::from(*var)] = number(*factor)?;
            }
        }
        for (var, bound) in self.extents.iter().enumerate() {
            table.hi[var] = match bound {
                Extent::Axis(index) => extent(inputs, *index) - 1,
                // A bound below -1 is no less empty, and would only overflow.
                Extent::Trip(scalar) => number(*scalar)?.max(0) - 1,
                Extent::Row(row) => table.most(usize::from(*row), var)?.max(-1),
            };
        }
        Some(())
    }
}

impl Table {
    fn is_empty(&self) -> bool {
        (0..self.n_vars).any(|var| self.hi[var] < self.lo[var])
    }

    /// Whether a variable has more than one value.
    fn is_open(&self, var: usize) -> bool {
        self.lo[var] < self.hi[var]
    }

    /// All values of a row.
    fn range(&self, row: usize) -> Option<(i64, i64)> {
        let constant = self.constants[row];
        let mut range = (constant, constant);
        for var in 0..self.n_vars {
            let factor = self.factors[row][var];
            if factor != 0 {
                let (least, most) = self.ends(var, factor);
                range.0 = range.0.checked_add(factor.checked_mul(least)?)?;
                range.1 = range.1.checked_add(factor.checked_mul(most)?)?;
            }
        }
        Some(range)
    }

    /// The values of a variable at which its term is smallest and largest.
    fn ends(&self, var: usize, factor: i64) -> (i64, i64) {
        let (lo, hi) = (self.lo[var], self.hi[var]);
        if factor > 0 { (lo, hi) } else { (hi, lo) }
    }

    /// The largest value of a variable for which a row is not positive, with those before it at
    /// the values that allow most.
    fn most(&self, row: usize, var: usize) -> Option<i64> {
        let mut least = self.constants[row];
        for before in 0..var {
            let factor = self.factors[row][before];
            let at = self.ends(before, factor).0;
            least = least.checked_add(factor.checked_mul(at)?)?;
        }
        match self.factors[row][var] {
            1 => least.checked_neg(),
            factor @ 2.. => Some(least.checked_neg()?.div_euclid(factor)),
            _ => None,
        }
    }

    /// Turns all conditions into bounds; false if no point is left, `None` if some stay.
    fn settle(&mut self) -> Option<bool> {
        if self.is_empty() {
            return Some(false);
        }
        for _ in 0..ROUNDS {
            let mut changed = false;
            let mut row = 1;
            while row < self.n_rows {
                match self.cut(row)? {
                    Cut::Empty => return Some(false),
                    Cut::Settled => self.remove(row),
                    Cut::Open(tighter) => {
                        changed |= tighter;
                        row += 1;
                    }
                }
            }
            if self.n_rows == 1 {
                return Some(true);
            }
            if !changed && !self.merge_digits()? {
                return None;
            }
        }
        None
    }

    fn remove(&mut self, row: usize) {
        self.n_rows -= 1;
        self.constants[row] = self.constants[self.n_rows];
        self.factors[row] = self.factors[self.n_rows];
    }

    /// Bounds that a row puts on its variables.
    fn cut(&mut self, row: usize) -> Option<Cut> {
        let (lo, hi) = self.range(row)?;
        if lo > 0 {
            return Some(Cut::Empty);
        }
        if hi <= 0 {
            return Some(Cut::Settled);
        }
        let (mut changed, mut open) = (false, 0);
        for var in 0..self.n_vars {
            let factor = self.factors[row][var];
            if factor == 0 || !self.is_open(var) {
                continue;
            }
            open += 1;
            // How far the variable may go with all others at their best: at least to its own best.
            let steps = (-lo).div_euclid(factor.checked_abs()?);
            if steps >= self.hi[var] - self.lo[var] {
                continue;
            }
            changed = true;
            if factor > 0 {
                self.hi[var] = self.lo[var] + steps;
            } else {
                self.lo[var] = self.hi[var] - steps;
            }
        }
        Some(if open < 2 { Cut::Settled } else { Cut::Open(changed) })
    }

    /// Makes one variable of two that are everywhere digits of one number.
    fn merge_digits(&mut self) -> Option<bool> {
        for low in 0..self.n_vars {
            let base = self.hi[low] - self.lo[low] + 1;
            for high in (0..self.n_vars).filter(|high| *high != low) {
                let digits = self.is_open(low) && self.is_open(high);
                let mut rows = self.factors[..self.n_rows].iter();
                if !digits || !rows.all(|row| row[low].checked_mul(base) == Some(row[high])) {
                    continue;
                }
                // The low digit's variable stands for the number from here on.
                let lo = self.lo[high].checked_mul(base)?.checked_add(self.lo[low])?;
                let hi = self.hi[high].checked_mul(base)?.checked_add(self.hi[low])?;
                (self.lo[low], self.hi[low]) = (lo, hi);
                (self.lo[high], self.hi[high]) = (0, 0);
                self.factors[..self.n_rows].iter_mut().for_each(|row| row[high] = 0);
                return Some(true);
            }
        }
        Some(false)
    }
}
