//! Linear forms without a heap: `constant + Σ factor·symbol`, a few terms in place.
//!
//! A symbol is a variable of the index space or an atom, which is a quotient or remainder of
//! another form. Every factor and constant stays within [`LIMIT`], so that sums of products of two
//! of them fit 128 bits without a check.

use super::Stop;

/// Result of work that may not be possible here.
pub(super) type Res<T> = Result<T, Stop>;

/// A variable (below [`VARS`]) or an atom (from there on).
pub(super) type Symbol = u8;

/// Variables that a region has at most.
pub(super) const VARS: usize = 16;

/// Atoms that a region has at most.
pub(super) const ATOMS: usize = 12;

/// Terms of a form at most.
const TERMS: usize = 8;

/// Largest absolute value of a factor, a constant or a bound.
pub(super) const LIMIT: i64 = 1 << 60;

/// A linear form; terms are sorted by symbol, no factor is zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) constant: i64,
    len: u8,
    symbols: [Symbol; TERMS],
    factors: [i64; TERMS],
}

/// A number within the limit.
pub(super) fn number(value: i128) -> Res<i64> {
    match i64::try_from(value) {
        Ok(value) if value.unsigned_abs() <= LIMIT.unsigned_abs() => Ok(value),
        _ => Err(Stop::Overflow),
    }
}

/// `sum + factor * value`, within the limit.
fn plus_product(sum: i64, factor: i64, value: i64) -> Res<i64> {
    number(i128::from(sum) + i128::from(factor) * i128::from(value))
}

/// Quotient by a positive number, rounded down.
pub(super) fn floor_div(dividend: i64, divisor: i64) -> i64 {
    dividend.div_euclid(divisor)
}

/// Greatest common divisor, never negative; both numbers are within the limit.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Form {
    pub(super) const ZERO: Form =
        Form { constant: 0, len: 0, symbols: [0; TERMS], factors: [0; TERMS] };

    pub(super) fn constant(constant: i64) -> Form {
        Form { constant, ..Form::ZERO }
    }

    pub(super) fn symbol(symbol: Symbol) -> Form {
        let mut form = Form { len: 1, ..Form::ZERO };
        form.symbols[0] = symbol;
        form.factors[0] = 1;
        form
    }

    /// The terms, by symbol.
    pub(super) fn terms(&self) -> impl Iterator<Item = (Symbol, i64)> + '_ {
        let len = usize::from(self.len);
        self.symbols[..len].iter().copied().zip(self.factors[..len].iter().copied())
    }

    pub(super) fn n_terms(&self) -> usize {
        usize::from(self.len)
    }

    /// Factor of a symbol.
    pub(super) fn factor(&self, symbol: Symbol) -> i64 {
        self.terms().find(|(have, _)| *have == symbol).map_or(0, |(_, factor)| factor)
    }

    /// Symbols, as bits.
    pub(super) fn symbols(&self) -> u32 {
        self.terms().fold(0, |set, (symbol, _)| set | 1 << symbol)
    }

    /// Whether an atom is in it.
    pub(super) fn has_atoms(&self) -> bool {
        // Atoms come last.
        self.len > 0 && usize::from(self.symbols[usize::from(self.len) - 1]) >= VARS
    }

    /// The value, if there is no term.
    pub(super) fn as_constant(&self) -> Option<i64> {
        (self.len == 0).then_some(self.constant)
    }

    /// The only term.
    pub(super) fn as_single(&self) -> Option<(Symbol, i64)> {
        (self.len == 1).then(|| (self.symbols[0], self.factors[0]))
    }

    /// Whether both have the same terms and the same constant.
    pub(super) fn same(&self, other: &Form) -> bool {
        self.constant == other.constant && self.same_terms(other)
    }

    fn same_terms(&self, other: &Form) -> bool {
        let len = usize::from(self.len);
        self.len == other.len
            && self.symbols[..len] == other.symbols[..len]
            && self.factors[..len] == other.factors[..len]
    }

    pub(super) fn plus(mut self, constant: i64) -> Res<Form> {
        self.constant = plus_product(self.constant, 1, constant)?;
        Ok(self)
    }

    /// Adds `factor * value`.
    pub(super) fn add_constant(&mut self, factor: i64, value: i64) -> Res<()> {
        self.constant = plus_product(self.constant, factor, value)?;
        Ok(())
    }

    /// Adds `factor * symbol`.
    pub(super) fn add_term(&mut self, factor: i64, symbol: Symbol) -> Res<()> {
        let len = usize::from(self.len);
        let mut position = len;
        while position > 0 && self.symbols[position - 1] >= symbol {
            position -= 1;
        }
        if position < len && self.symbols[position] == symbol {
            let sum = plus_product(self.factors[position], 1, factor)?;
            self.factors[position] = sum;
            if sum == 0 {
                self.remove(position);
            }
            return Ok(());
        }
        if factor == 0 {
            return Ok(());
        }
        if len == TERMS {
            return Err(Stop::Size);
        }
        self.symbols.copy_within(position..len, position + 1);
        self.factors.copy_within(position..len, position + 1);
        self.symbols[position] = symbol;
        self.factors[position] = number(factor.into())?;
        self.len += 1;
        Ok(())
    }

    fn remove(&mut self, position: usize) {
        let len = usize::from(self.len);
        self.symbols.copy_within(position + 1..len, position);
        self.factors.copy_within(position + 1..len, position);
        self.len -= 1;
    }

    /// Adds `factor * other`.
    pub(super) fn add_scaled(&mut self, factor: i64, other: &Form) -> Res<()> {
        self.add_constant(factor, other.constant)?;
        for (symbol, own) in other.terms() {
            self.add_term(plus_product(0, factor, own)?, symbol)?;
        }
        Ok(())
    }

    pub(super) fn scale(mut self, factor: i64) -> Res<Form> {
        if factor == 0 {
            return Ok(Form::ZERO);
        }
        self.constant = plus_product(0, factor, self.constant)?;
        for own in &mut self.factors[..usize::from(self.len)] {
            *own = plus_product(0, factor, *own)?;
        }
        Ok(self)
    }

    pub(super) fn sum(mut self, other: &Form) -> Res<Form> {
        self.add_scaled(1, other)?;
        Ok(self)
    }

    pub(super) fn difference(mut self, other: &Form) -> Res<Form> {
        self.add_scaled(-1, other)?;
        Ok(self)
    }

    /// Takes the term of a symbol out.
    pub(super) fn without(mut self, symbol: Symbol) -> Form {
        let len = usize::from(self.len);
        if let Some(position) = self.symbols[..len].iter().position(|have| *have == symbol) {
            self.remove(position);
        }
        self
    }

    /// Keeps the terms whose factor passes a test.
    pub(super) fn retain(&mut self, keep: impl Fn(i64) -> bool) {
        let mut position = 0;
        while position < usize::from(self.len) {
            if keep(self.factors[position]) {
                position += 1;
            } else {
                self.remove(position);
            }
        }
    }

    /// Replaces every factor; terms whose factor becomes zero go.
    pub(super) fn map_factors(&mut self, change: impl Fn(i64) -> i64) {
        for factor in &mut self.factors[..usize::from(self.len)] {
            *factor = change(*factor);
        }
        self.retain(|factor| factor != 0);
    }

    /// Greatest common divisor of the factors; 0 if there is no term.
    pub(super) fn gcd(&self) -> i64 {
        self.terms().fold(0, |common, (_, factor)| gcd(common, factor))
    }

    /// Divides every factor by a number that divides it, and sets the constant.
    pub(super) fn divide_factors(mut self, divisor: i64, constant: i64) -> Form {
        for factor in &mut self.factors[..usize::from(self.len)] {
            *factor /= divisor;
        }
        self.constant = constant;
        self
    }
}
