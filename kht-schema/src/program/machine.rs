//! The machine that runs a site's code, one way through its conditions at a time.
//!
//! A condition that the bounds do not decide is a choice: the code is run again from its start for
//! each answer, with the answer as one more condition of the region. The regions are so disjoint,
//! and each is free of alternatives. What is not linear in a variable with few values, a loaded
//! value for example, is a choice among these values.

use super::Stop;
use super::call::Call;
use super::code::{Index, NONE, Op, Place, REJECT, Register, Site, Source};
use super::form::{Form, Res, VARS};
use super::region::{Decided, Region, Relation};
use super::scalars;
use super::settle;
use crate::expr::BitOp;

/// Choices on one way through a site.
const MAX_CHOICES: usize = 40;

/// Values of a variable among which may be chosen.
const MAX_VALUES: i64 = 64;

/// Steps that one site may take on all its ways.
const FUEL: u32 = 1 << 16;

/// One choice: the answer on this way, and how many there are.
#[derive(Clone, Copy, Debug, Default)]
struct Choice {
    taken: i64,
    of: i64,
}

/// Memory of the machine.
#[derive(Clone, Debug)]
pub(super) struct State {
    registers: Vec<Form>,
    pub(super) region: Region,
    choices: [Choice; MAX_CHOICES],
    n_choices: usize,
    /// Choices that the way at hand has made so far.
    made: usize,
    fuel: u32,
}

impl Default for State {
    fn default() -> Self {
        State {
            registers: Vec::new(),
            region: Region::EMPTY,
            choices: [Choice::default(); MAX_CHOICES],
            n_choices: 0,
            made: 0,
            fuel: 0,
        }
    }
}

/// What the code is run with.
#[derive(Clone, Copy)]
pub(super) struct Inputs<'a> {
    pub(super) call: &'a Call<'a>,
    pub(super) values: &'a [i64],
    /// Assumptions that are not proven, as bits.
    pub(super) open: u64,
}

impl State {
    /// Gets ready to run a site.
    pub(super) fn start(&mut self, site: &Site) {
        let n_registers = usize::from(site.n_registers);
        if self.registers.len() < n_registers {
            self.registers.resize(n_registers, Form::ZERO);
        }
        (self.n_choices, self.made, self.fuel) = (0, 0, FUEL);
    }

    /// Runs the way at hand; false if a condition on it does not hold.
    pub(super) fn run(&mut self, site: &Site, inputs: &Inputs<'_>) -> Res<bool> {
        self.made = 0;
        self.region.reset();
        self.enter(site, inputs)?;
        let mut place = 0;
        while let Some(op) = site.code.get(place) {
            self.fuel = self.fuel.checked_sub(1).ok_or(Stop::Budget)?;
            place = match self.step(site, inputs, op, place)? {
                REJECT => return Ok(false),
                next => next as usize,
            };
        }
        self.region.offset = self.source(inputs, site.result)?;
        Ok(true)
    }

    /// Turns to the next way; false if there is none.
    pub(super) fn next_way(&mut self) -> bool {
        while let Some(last) = self.n_choices.checked_sub(1) {
            self.choices[last].taken += 1;
            if self.choices[last].taken < self.choices[last].of {
                return true;
            }
            self.n_choices = last;
        }
        false
    }

    fn enter(&mut self, site: &Site, inputs: &Inputs<'_>) -> Res<()> {
        for (var, index) in (0..).zip(&site.indices) {
            match index {
                Index::Iteration => {}
                index => {
                    let count = extent(inputs, *index);
                    self.region.set_bound(var, 0, i128::from(count) - 1)?;
                }
            }
        }
        for index in site.idle_axes() {
            self.region.multiply(extent(inputs, index))?;
        }
        Ok(())
    }

    fn source(&self, inputs: &Inputs<'_>, source: Source) -> Res<Form> {
        match source {
            Source::Register(register) => Ok(self.registers[usize::from(register)]),
            Source::Var(var) => Ok(match self.region.bound(var).single() {
                Some(value) => Form::constant(value),
                None => Form::symbol(var),
            }),
            Source::Scalar(scalar) => match inputs.values[scalar as usize] {
                NONE => Err(Stop::Undefined),
                value => Form::ZERO.plus(value),
            },
        }
    }

    fn step(&mut self, site: &Site, inputs: &Inputs<'_>, op: &Op, place: usize) -> Res<Place> {
        let (to, form) = match *op {
            Op::Sum { to, constant, first, count } => {
                let terms = &site.terms[first as usize..(first + count) as usize];
                (to, self.sum(inputs, constant, terms)?)
            }
            Op::FloorDiv { to, a, by } => {
                let (a, by) = (self.source(inputs, a)?, self.source(inputs, by)?);
                let (a, by) = self.divisor(a, by)?;
                (to, self.region.floor_div(a, by)?)
            }
            Op::Mod { to, a, by } => {
                let (a, by) = (self.source(inputs, a)?, self.source(inputs, by)?);
                let negative = self.fix(&by)? < 0;
                let (a, by) = self.divisor(a, by)?;
                let rest = self.region.modulo(a, by)?;
                (to, if negative { rest.scale(-1)? } else { rest })
            }
            Op::Extreme { to, a, b, largest } => {
                let (a, b) = (self.source(inputs, a)?, self.source(inputs, b)?);
                let first = self.decide(Relation::Le, a.difference(&b)?)?;
                let Some(first) = first else { return Ok(REJECT) };
                (to, if first == largest { b } else { a })
            }
            Op::Wrap { to, bits, a } => {
                let a = self.source(inputs, a)?;
                (to, self.wrap(bits, a)?)
            }
            Op::Natural { to, a } => {
                let a = self.source(inputs, a)?;
                if self.region.range(&a).0 < 0 {
                    return Err(Stop::Overflow);
                }
                (to, a)
            }
            Op::Bit { to, op, a, b } => {
                let (a, b) = (self.source(inputs, a)?, self.source(inputs, b)?);
                (to, self.bit(op, a, b)?)
            }
            Op::Product { to, a, b } => {
                let (a, b) = (self.source(inputs, a)?, self.source(inputs, b)?);
                (to, self.product(&a, &b)?)
            }
            Op::Load { to, slot, offset, ty } => {
                let offset = self.source(inputs, offset)?;
                let offset = self.fix(&offset)?;
                let value = inputs.call.load(slot, offset, ty).ok_or(Stop::Contents)?;
                (to, Form::ZERO.plus(value)?)
            }
            Op::Move { to, from } => (to, self.source(inputs, from)?),
            _ => return self.control(inputs, op, place),
        };
        self.set(to, form);
        next(place)
    }

    fn control(&mut self, inputs: &Inputs<'_>, op: &Op, place: usize) -> Res<Place> {
        match *op {
            Op::Enter { var, trip } => {
                let trip = self.source(inputs, trip)?;
                let most = self.region.range(&trip).1;
                if most <= 0 {
                    return Ok(REJECT);
                }
                self.region.set_bound(var, 0, most - 1)?;
                let excess = Form::symbol(var).plus(1)?.difference(&trip)?;
                if self.must(Relation::Le, excess)? { next(place) } else { Ok(REJECT) }
            }
            Op::Test { relation, form, then, otherwise } => {
                let form = self.source(inputs, form)?;
                if otherwise == REJECT {
                    return Ok(if self.must(relation, form)? { then } else { REJECT });
                }
                if then == REJECT {
                    let (relation, form) = opposite(relation, form)?;
                    return Ok(if self.must(relation, form)? { otherwise } else { REJECT });
                }
                Ok(match self.decide(relation, form)? {
                    Some(true) => then,
                    Some(false) => otherwise,
                    None => REJECT,
                })
            }
            Op::TestScalar { value, then, otherwise } => match inputs.values[value as usize] {
                NONE => Err(Stop::Undefined),
                0 => Ok(otherwise),
                _ => Ok(then),
            },
            Op::SkipIfOpen { assumptions, to } => {
                if assumptions & inputs.open == 0 {
                    next(place)
                } else {
                    Ok(to)
                }
            }
            Op::Jump { to } => Ok(to),
            _ => unreachable!("{op:?} gives a form"),
        }
    }

    fn set(&mut self, to: Register, form: Form) {
        self.registers[usize::from(to)] = form;
    }

    fn sum(&self, inputs: &Inputs<'_>, constant: u32, terms: &[(u32, Source)]) -> Res<Form> {
        let number = |scalar: u32| match inputs.values[scalar as usize] {
            NONE => Err(Stop::Undefined),
            value => Ok(value),
        };
        let mut sum = Form::ZERO;
        sum.add_constant(1, number(constant)?)?;
        for (factor, source) in terms {
            let factor = number(*factor)?;
            match *source {
                Source::Scalar(scalar) => sum.add_constant(factor, number(scalar)?)?,
                Source::Register(register) => {
                    sum.add_scaled(factor, &self.registers[usize::from(register)])?;
                }
                Source::Var(var) => match self.region.bound(var).single() {
                    Some(value) => sum.add_constant(factor, value)?,
                    None => sum.add_term(factor, var)?,
                },
            }
        }
        Ok(sum)
    }

    /// Takes a condition in; false if nothing is left.
    fn must(&mut self, relation: Relation, form: Form) -> Res<bool> {
        match self.region.compare(relation, form)? {
            Decided::Always(value) => Ok(value),
            Decided::Open(pred) => settle::assume(&mut self.region, pred),
        }
    }

    /// Whether a condition holds on this way; `None` if nothing is left of it.
    fn decide(&mut self, relation: Relation, form: Form) -> Res<Option<bool>> {
        let pred = match self.region.compare(relation, form)? {
            Decided::Always(value) => return Ok(Some(value)),
            Decided::Open(pred) => pred,
        };
        let holds = self.choose(2)? == 0;
        if holds {
            return Ok(settle::assume(&mut self.region, pred)?.then_some(true));
        }
        let (relation, form) = opposite(pred.relation, pred.form)?;
        Ok(self.must(relation, form)?.then_some(false))
    }

    /// The answer to a choice on this way.
    fn choose(&mut self, of: i64) -> Res<i64> {
        if self.made == self.n_choices {
            *self.choices.get_mut(self.made).ok_or(Stop::Budget)? = Choice { taken: 0, of };
            self.n_choices += 1;
        }
        self.made += 1;
        Ok(self.choices[self.made - 1].taken)
    }

    /// The value of a form, by choosing values of the variables in it.
    fn fix(&mut self, form: &Form) -> Res<i64> {
        loop {
            if let Some(value) = self.region.single(form) {
                return Ok(value);
            }
            let mut symbols = form.symbols();
            for (index, atom) in self.region.atoms().iter().enumerate().rev() {
                if symbols & (1 << (VARS + index)) != 0 {
                    symbols |= atom.form.symbols();
                }
            }
            let vars = super::region::vars_of(symbols & ((1 << VARS) - 1));
            let open = vars.filter(|var| self.region.bound(*var).single().is_none());
            let var = open.min_by_key(|var| self.region.bound(*var).count());
            let var = var.ok_or(Stop::Irregular)?;
            let span = self.region.bound(var);
            if span.count() > MAX_VALUES {
                return Err(Stop::Irregular);
            }
            let value = i128::from(span.lo + self.choose(span.count())?);
            self.region.set_bound(var, value, value)?;
            self.region.refresh_atoms();
        }
    }

    /// Dividend and divisor with a positive divisor.
    fn divisor(&mut self, dividend: Form, divisor: Form) -> Res<(Form, i64)> {
        match self.fix(&divisor)? {
            0 => Err(Stop::Undefined),
            divisor @ 1.. => Ok((dividend, divisor)),
            divisor => Ok((dividend.scale(-1)?, -divisor)),
        }
    }

    fn wrap(&mut self, bits: u32, form: Form) -> Res<Form> {
        let half = 1_i128 << (bits - 1);
        let (lo, hi) = self.region.range(&form);
        if -half <= lo && hi < half {
            return Ok(form);
        }
        let half = i64::try_from(half).map_err(|_| Stop::Overflow)?;
        let whole = half.checked_mul(2).ok_or(Stop::Overflow)?;
        self.region.modulo(form.plus(half)?, whole)?.plus(-half)
    }

    fn product(&mut self, a: &Form, b: &Form) -> Res<Form> {
        if let Some(factor) = a.as_constant() {
            return b.scale(factor);
        }
        if let Some(factor) = b.as_constant() {
            return a.scale(factor);
        }
        let values = |form: &Form| {
            let (lo, hi) = self.region.range(form);
            hi - lo
        };
        let (few, many) = if values(a) <= values(b) { (a, b) } else { (b, a) };
        let factor = self.fix(few)?;
        many.scale(factor)
    }

    fn bit(&mut self, op: BitOp, a: Form, b: Form) -> Res<Form> {
        let (a, b) = if a.as_constant().is_some() && !matches!(op, BitOp::Shl | BitOp::Shr) {
            (b, a)
        } else {
            (a, b)
        };
        match (op, b.as_constant()) {
            (BitOp::Shl, Some(shift @ 0..60)) => return a.scale(1 << shift),
            (BitOp::Shr, Some(shift @ 0..60)) => return self.region.floor_div(a, 1 << shift),
            (BitOp::And, Some(mask)) => {
                if let Some(result) = self.mask(&a, mask)? {
                    return Ok(result);
                }
            }
            (BitOp::Xor, Some(-1)) => return a.scale(-1)?.plus(-1),
            (BitOp::Or | BitOp::Xor, _) if self.disjoint_bits(&a, &b) => return a.sum(&b),
            _ => {}
        }
        match scalars::bit(op, self.fix(&a)?, self.fix(&b)?) {
            NONE => Err(Stop::Undefined),
            value => Form::ZERO.plus(value),
        }
    }

    /// `and(value, mask)` for a mask whose ones are contiguous: a difference of remainders.
    fn mask(&mut self, value: &Form, mask: i64) -> Res<Option<Form>> {
        if mask == 0 {
            return Ok(Some(Form::ZERO));
        }
        let low = mask & mask.wrapping_neg();
        let Some(end) = mask.checked_add(low) else { return Ok(None) };
        let upper = match end {
            0 => *value,
            _ if end > 0 && end & (end - 1) == 0 => self.region.modulo(*value, end)?,
            _ => return Ok(None),
        };
        let lower = if low == 1 { Form::ZERO } else { self.region.modulo(*value, low)? };
        Ok(Some(upper.difference(&lower)?))
    }

    /// Whether no bit can be set in both.
    fn disjoint_bits(&self, a: &Form, b: &Form) -> bool {
        let ((lo, hi), (from, to)) = (self.region.range(a), self.region.range(b));
        // All multiples of a power of two that the other one is below.
        let above = |form: &Form, limit: i128| {
            let step = form.gcd() | form.constant;
            let low = i128::from(step & step.wrapping_neg());
            low > limit || step == 0
        };
        lo >= 0 && from >= 0 && (above(a, to) || above(b, hi))
    }
}

/// The comparison that holds exactly where the given one does not.
fn opposite(relation: Relation, form: Form) -> Res<(Relation, Form)> {
    Ok(match relation {
        Relation::Le => (Relation::Le, form.scale(-1)?.plus(1)?),
        Relation::Eq => (Relation::Ne, form),
        Relation::Ne => (Relation::Eq, form),
    })
}

/// Threads or blocks on an axis.
pub(super) fn extent(inputs: &Inputs<'_>, index: Index) -> i64 {
    match index {
        Index::Thread(axis) => inputs.call.block[axis.index()].into(),
        Index::Block(axis) => inputs.call.grid[axis.index()].into(),
        Index::Iteration => 1,
    }
}

fn next(place: usize) -> Res<Place> {
    Place::try_from(place + 1).map_err(|_| Stop::Size)
}
