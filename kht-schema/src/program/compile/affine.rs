//! Affine sites: recognised in code that goes straight on, or gives up.

use super::uniform::Uniform;
use crate::program::affine::{Affine, Extent, ROWS, Row, VARS};
use crate::program::code::{Index, Op, Place, REJECT, Scalar, Site, Source};
use crate::program::region::Relation;

/// Whether a test goes on where its condition holds, or where it does not.
enum Goes {
    Then,
    Otherwise,
}

/// A sum of variables with scalars as factors.
#[derive(Clone, Debug)]
struct Linear {
    constant: Scalar,
    terms: Vec<(Scalar, u8)>,
}

/// What a register holds.
#[derive(Clone, Debug)]
enum Value {
    Sum(Linear),
    /// `floordiv(of, by) + plus`, which only trip counts may be.
    Quotient {
        of: Linear,
        by: Scalar,
        plus: Scalar,
    },
}

/// An affine site on its way.
struct Reader<'s, 'u, 'k> {
    site: &'s Site,
    uniform: &'u mut Uniform<'k>,
    registers: Vec<Option<Value>>,
    affine: Affine,
    extents: Vec<Option<Extent>>,
    rows: Vec<Linear>,
}

/// The site as sums, if it is that plain.
pub(super) fn affine(site: &Site, uniform: &mut Uniform<'_>) -> Option<Affine> {
    if site.indices.len() > VARS || !site.code.iter().enumerate().all(is_plain) {
        return None;
    }
    let extents = site.indices.iter().map(|index| match index {
        Index::Iteration => None,
        index => Some(Extent::Axis(*index)),
    });
    let extents = extents.collect();
    let registers = vec![None; usize::from(site.n_registers)];
    let affine = Affine { idle: site.idle_axes().collect(), ..Affine::default() };
    let mut reader = Reader { site, uniform, registers, affine, extents, rows: Vec::new() };
    // The offset comes first.
    let zero = reader.uniform.number(0).ok()?;
    reader.rows.push(Linear { constant: zero, terms: Vec::new() });
    for op in &site.code {
        reader.read(op)?;
    }
    reader.rows[0] = reader.linear(site.result)?;
    reader.finish()
}

/// Whether a step may be one of an affine site, so that nothing is made in vain.
fn is_plain((place, op): (usize, &Op)) -> bool {
    match op {
        Op::Sum { .. } | Op::Enter { .. } => true,
        Op::FloorDiv { by, .. } => matches!(by, Source::Scalar(_)),
        Op::Test { relation, then, otherwise, .. } => match goes(place, *then, *otherwise) {
            Some(Goes::Then) => *relation != Relation::Ne,
            Some(Goes::Otherwise) => *relation != Relation::Eq,
            None => false,
        },
        Op::TestScalar { then, otherwise, .. } => goes(place, *then, *otherwise).is_some(),
        _ => false,
    }
}

/// Which way of a test is the one that goes on.
fn goes(place: usize, then: Place, otherwise: Place) -> Option<Goes> {
    let next = Place::try_from(place + 1).ok()?;
    match (then, otherwise) {
        (then, REJECT) if then == next => Some(Goes::Then),
        (REJECT, otherwise) if otherwise == next => Some(Goes::Otherwise),
        _ => None,
    }
}

impl Reader<'_, '_, '_> {
    fn read(&mut self, op: &Op) -> Option<()> {
        match *op {
            Op::Sum { to, constant, first, count } => {
                let terms = &self.site.terms[first as usize..(first + count) as usize];
                let value = self.sum(constant, terms)?;
                self.registers[usize::from(to)] = Some(value);
            }
            Op::FloorDiv { to, a, by: Source::Scalar(by) } => {
                let (of, plus) = (self.linear(a)?, self.uniform.number(0).ok()?);
                self.registers[usize::from(to)] = Some(Value::Quotient { of, by, plus });
            }
            Op::Enter { var, trip } => self.enter(var, trip)?,
            Op::Test { relation, form, then, .. } => {
                let form = self.linear(form)?;
                let opposite = then == REJECT;
                if relation != Relation::Le {
                    // An equality holds on the way on: both sides of it.
                    let other = self.scaled(&form, -1)?;
                    self.rows.extend([form, other]);
                } else if opposite {
                    let mut row = self.scaled(&form, -1)?;
                    let one = self.uniform.number(1).ok()?;
                    row.constant = self.uniform.sum(row.constant, one).ok()?;
                    self.rows.push(row);
                } else {
                    self.rows.push(form);
                }
            }
            Op::TestScalar { value, then, .. } => self.affine.needed.push((value, then == REJECT)),
            _ => return None,
        }
        Some(())
    }

    /// Runs a variable from 0 to below a count.
    fn enter(&mut self, var: u8, trip: Source) -> Option<()> {
        let one = self.uniform.number(1).ok()?;
        let extent = match self.value(trip)? {
            Value::Sum(trip) if trip.terms.is_empty() => Extent::Trip(trip.constant),
            Value::Sum(trip) => {
                let mut row = self.scaled(&trip, -1)?;
                row.constant = self.uniform.sum(row.constant, one).ok()?;
                self.add_term(&mut row, one, var)?;
                self.bounding(var, row)?
            }
            // `x < floordiv(a, b) + c` is `b*(x + 1 - c) <= a`.
            Value::Quotient { of, by, plus } => {
                self.affine.divisors.push(by);
                let minus = self.uniform.number(-1).ok()?;
                let less = self.uniform.product(minus, plus).ok()?;
                let shift = self.uniform.sum(one, less).ok()?;
                let shift = self.uniform.product(by, shift).ok()?;
                let mut row = self.scaled(&of, -1)?;
                row.constant = self.uniform.sum(row.constant, shift).ok()?;
                self.add_term(&mut row, by, var)?;
                self.bounding(var, row)?
            }
        };
        *self.extents.get_mut(usize::from(var))? = Some(extent);
        Some(())
    }

    /// A row that bounds a variable by those before it.
    fn bounding(&mut self, var: u8, row: Linear) -> Option<Extent> {
        if row.terms.iter().any(|(_, other)| *other > var) {
            return None;
        }
        let index = u8::try_from(self.rows.len()).ok()?;
        self.rows.push(row);
        Some(Extent::Row(index))
    }

    fn sum(&mut self, constant: Scalar, terms: &[(Scalar, Source)]) -> Option<Value> {
        let one = self.uniform.number(1).ok()?;
        let mut sum = Linear { constant, terms: Vec::new() };
        let mut quotient = None;
        for (factor, source) in terms {
            match self.value(*source)? {
                Value::Sum(linear) => self.add(&mut sum, *factor, &linear)?,
                Value::Quotient { of, by, plus } if *factor == one && quotient.is_none() => {
                    sum.constant = self.uniform.sum(sum.constant, plus).ok()?;
                    quotient = Some((of, by));
                }
                Value::Quotient { .. } => return None,
            }
        }
        match quotient {
            None => Some(Value::Sum(sum)),
            Some((of, by)) if sum.terms.is_empty() => {
                Some(Value::Quotient { of, by, plus: sum.constant })
            }
            Some(_) => None,
        }
    }

    fn value(&mut self, source: Source) -> Option<Value> {
        let linear = match source {
            Source::Scalar(constant) => Linear { constant, terms: Vec::new() },
            Source::Var(var) => {
                let (zero, one) = (self.uniform.number(0).ok()?, self.uniform.number(1).ok()?);
                Linear { constant: zero, terms: vec![(one, var)] }
            }
            Source::Register(register) => {
                return self.registers[usize::from(register)].clone();
            }
        };
        Some(Value::Sum(linear))
    }

    fn linear(&mut self, source: Source) -> Option<Linear> {
        match self.value(source)? {
            Value::Sum(linear) => Some(linear),
            Value::Quotient { .. } => None,
        }
    }

    fn scaled(&mut self, linear: &Linear, factor: i128) -> Option<Linear> {
        let mut scaled = Linear { constant: self.uniform.number(0).ok()?, terms: Vec::new() };
        let factor = self.uniform.number(factor).ok()?;
        self.add(&mut scaled, factor, linear)?;
        Some(scaled)
    }

    /// Adds `factor * other`.
    fn add(&mut self, sum: &mut Linear, factor: Scalar, other: &Linear) -> Option<()> {
        let constant = self.uniform.product(factor, other.constant).ok()?;
        sum.constant = self.uniform.sum(sum.constant, constant).ok()?;
        for (own, var) in &other.terms {
            let product = self.uniform.product(factor, *own).ok()?;
            self.add_term(sum, product, *var)?;
        }
        Some(())
    }

    fn add_term(&mut self, sum: &mut Linear, factor: Scalar, var: u8) -> Option<()> {
        match sum.terms.iter_mut().find(|(_, have)| *have == var) {
            Some((own, _)) => *own = self.uniform.sum(*own, factor).ok()?,
            None => sum.terms.push((factor, var)),
        }
        Some(())
    }

    fn finish(self) -> Option<Affine> {
        let Reader { mut affine, extents, rows, .. } = self;
        if rows.len() > ROWS {
            return None;
        }
        affine.extents = extents.into_iter().collect::<Option<Vec<_>>>()?;
        for Linear { constant, terms } in rows {
            let first = u32::try_from(affine.terms.len()).ok()?;
            affine.terms.extend(terms);
            let end = u32::try_from(affine.terms.len()).ok()?;
            affine.rows.push(Row { constant, first, end });
        }
        Some(affine)
    }
}
