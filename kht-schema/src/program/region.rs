//! Regions: a box of variables, the conditions that cut it, and the offset over it, all in place.
//!
//! The builders fold what the bounds decide, as those of the footprint engine do: `mod(tid.x, 32)`
//! is `tid.x` in a block of 32, `wrap(32, e)` is `e` where `e` fits.

use super::Stop;
use super::form::{ATOMS, Form, Res, Symbol, VARS, floor_div, gcd, number};

/// Conditions that a region has at most.
const PREDS: usize = 20;

/// All integers from `lo` to `hi`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) lo: i64,
    pub(super) hi: i64,
}

/// The values of a form, from the first to the last.
pub(super) type Wide = (i128, i128);

/// What is not linear.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub(super) kind: AtomKind,
    /// Form that is divided.
    pub(super) form: Form,
    /// What it is divided by, at least 2.
    pub(super) divisor: i64,
    /// Its values, within the limit.
    range: Wide,
}

/// Which of the two results of a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtomKind {
    /// The quotient, rounded down.
    FloorDiv,
    /// The remainder.
    Mod,
}

/// A comparison with zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Relation {
    /// At most zero.
    Le,
    /// Zero.
    Eq,
    /// Not zero.
    Ne,
}

/// A condition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pred {
    pub(super) relation: Relation,
    pub(super) form: Form,
}

/// A condition as far as it is decided.
#[derive(Clone, Copy, Debug)]
pub(super) enum Decided {
    /// Always or never.
    Always(bool),
    /// By the variables.
    Open(Pred),
}

/// A part of the index space, and where it is accessed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    pub(super) bounds: [Span; VARS],
    /// Variables that are in use, as bits.
    pub(super) live: u32,
    atoms: [Atom; ATOMS],
    n_atoms: usize,
    preds: [Pred; PREDS],
    n_preds: usize,
    pub(super) offset: Form,
    /// Executions per point.
    pub(super) times: u64,
}

/// The variables of a set, in ascending order.
pub(super) fn vars_of(set: u32) -> impl Iterator<Item = Symbol> {
    let mut rest = set;
    std::iter::from_fn(move || {
        if rest == 0 {
            return None;
        }
        let symbol = rest.trailing_zeros();
        rest &= rest - 1;
        Symbol::try_from(symbol).ok()
    })
}

impl Span {
    pub(super) fn single(self) -> Option<i64> {
        (self.lo == self.hi).then_some(self.lo)
    }

    pub(super) fn is_empty(self) -> bool {
        self.lo > self.hi
    }

    /// How many integers; bounds are within the limit.
    pub(super) fn count(self) -> i64 {
        if self.is_empty() { 0 } else { self.hi - self.lo + 1 }
    }
}

impl Region {
    pub(super) const EMPTY: Region = Region {
        bounds: [Span { lo: 0, hi: 0 }; VARS],
        live: 0,
        atoms: [Atom { kind: AtomKind::Mod, form: Form::ZERO, divisor: 2, range: (0, 1) }; ATOMS],
        n_atoms: 0,
        preds: [Pred { relation: Relation::Le, form: Form::ZERO }; PREDS],
        n_preds: 0,
        offset: Form::ZERO,
        times: 1,
    };

    /// Forgets everything but the memory that it has.
    pub(super) fn reset(&mut self) {
        (self.live, self.n_atoms, self.n_preds, self.offset, self.times) = (0, 0, 0, Form::ZERO, 1);
    }

    /// Becomes a copy of another one, of what is in use there.
    pub(super) fn copy_from(&mut self, other: &Region) {
        self.bounds = other.bounds;
        self.live = other.live;
        self.n_atoms = other.n_atoms;
        self.atoms[..other.n_atoms].copy_from_slice(&other.atoms[..other.n_atoms]);
        self.n_preds = other.n_preds;
        self.preds[..other.n_preds].copy_from_slice(&other.preds[..other.n_preds]);
        self.offset = other.offset;
        self.times = other.times;
    }

    pub(super) fn preds(&self) -> &[Pred] {
        &self.preds[..self.n_preds]
    }

    pub(super) fn atoms(&self) -> &[Atom] {
        &self.atoms[..self.n_atoms]
    }

    /// The atom that a symbol stands for.
    pub(super) fn atom(&self, symbol: Symbol) -> Option<&Atom> {
        self.atoms().get(usize::from(symbol).checked_sub(VARS)?)
    }

    pub(super) fn bound(&self, var: Symbol) -> Span {
        self.bounds[usize::from(var)]
    }

    /// Sets what a variable may be, and takes it into use.
    pub(super) fn set_bound(&mut self, var: Symbol, lo: i128, hi: i128) -> Res<()> {
        self.bounds[usize::from(var)] = Span { lo: number(lo)?, hi: number(hi)? };
        self.live |= 1 << var;
        Ok(())
    }

    /// A new variable.
    pub(super) fn create(&mut self, span: Span) -> Res<Symbol> {
        let free = (!self.live).trailing_zeros() as usize;
        if free >= VARS {
            return Err(Stop::Size);
        }
        self.bounds[free] = span;
        self.live |= 1 << free;
        Symbol::try_from(free).map_err(|_| Stop::Size)
    }

    pub(super) fn push_pred(&mut self, pred: Pred) -> Res<()> {
        let slot = self.preds.get_mut(self.n_preds).ok_or(Stop::Size)?;
        *slot = pred;
        self.n_preds += 1;
        Ok(())
    }

    pub(super) fn remove_pred(&mut self, index: usize) {
        self.preds.copy_within(index + 1..self.n_preds, index);
        self.n_preds -= 1;
    }

    pub(super) fn set_pred(&mut self, index: usize, pred: Pred) {
        self.preds[index] = pred;
    }

    /// Replaces every form, those inside of atoms included.
    pub(super) fn map_forms(&mut self, change: impl Fn(&Form) -> Res<Form>) -> Res<()> {
        for pred in &mut self.preds[..self.n_preds] {
            pred.form = change(&pred.form)?;
        }
        for atom in &mut self.atoms[..self.n_atoms] {
            atom.form = change(&atom.form)?;
        }
        self.offset = change(&self.offset)?;
        Ok(())
    }

    /// Whether all forms pass a test, those inside of atoms included that something hangs on.
    pub(super) fn all_forms(&self, test: impl Fn(&Form) -> bool) -> bool {
        test(&self.offset)
            && self.preds().iter().all(|pred| test(&pred.form))
            && (self.n_atoms == 0 || {
                let used = self.reachable_atoms();
                let mut atoms = self.atoms().iter().enumerate();
                atoms.all(|(index, atom)| used & (1 << index) == 0 || test(&atom.form))
            })
    }

    /// Forgets the atoms if nothing hangs on any of them.
    pub(super) fn drop_unused_atoms(&mut self) {
        if self.n_atoms > 0 && self.reachable_atoms() == 0 {
            self.n_atoms = 0;
        }
    }

    /// Atoms that conditions or offset hang on, as bits by position.
    pub(super) fn reachable_atoms(&self) -> u32 {
        let preds = self.preds().iter().fold(0, |set, pred| set | pred.form.symbols());
        let mut reached = (preds | self.offset.symbols()) >> VARS;
        for (index, atom) in self.atoms().iter().enumerate().rev() {
            if reached & (1 << index) != 0 {
                reached |= atom.form.symbols() >> VARS;
            }
        }
        reached
    }

    /// Variables that conditions or offset hang on.
    pub(super) fn used_vars(&self) -> u32 {
        let preds = self.preds().iter().fold(0, |set, pred| set | pred.form.symbols());
        let mut used = preds | self.offset.symbols();
        for (index, atom) in self.atoms().iter().enumerate().rev() {
            if used & (1 << (VARS + index)) != 0 {
                used |= atom.form.symbols();
            }
        }
        used & ((1 << VARS) - 1)
    }

    /// Forgets all atoms, which nothing may refer to any more, and returns them.
    pub(super) fn take_atoms(&mut self) -> ([Atom; ATOMS], usize) {
        let atoms = (self.atoms, self.n_atoms);
        self.n_atoms = 0;
        atoms
    }

    /// Executions of all points, if they are as many as 64 bits can count.
    pub(super) fn multiply(&mut self, count: i64) -> Res<()> {
        let count = u64::try_from(count).map_err(|_| Stop::Overflow)?;
        self.times = self.times.checked_mul(count).ok_or(Stop::Overflow)?;
        Ok(())
    }

    /// All values that a form may take.
    pub(super) fn range(&self, form: &Form) -> Wide {
        let mut range = (i128::from(form.constant), i128::from(form.constant));
        for (symbol, factor) in form.terms() {
            let (lo, hi) = self.symbol_range(symbol);
            let (low, high) = (lo * i128::from(factor), hi * i128::from(factor));
            range.0 += low.min(high);
            range.1 += low.max(high);
        }
        range
    }

    /// All values of a variable or atom.
    fn symbol_range(&self, symbol: Symbol) -> Wide {
        match self.atom(symbol) {
            None => {
                let span = self.bound(symbol);
                (span.lo.into(), span.hi.into())
            }
            Some(atom) => atom.range,
        }
    }

    /// What a division may give by the bounds of now.
    fn division_range(&self, kind: AtomKind, form: &Form, divisor: i64) -> Wide {
        let divisor = i128::from(divisor);
        let (lo, hi) = self.range(form);
        match kind {
            AtomKind::FloorDiv => (lo.div_euclid(divisor), hi.div_euclid(divisor)),
            AtomKind::Mod if lo >= 0 => (0, hi.min(divisor - 1)),
            AtomKind::Mod => (0, divisor - 1),
        }
    }

    /// Takes bounds that became tighter into the ranges of atoms.
    pub(super) fn refresh_atoms(&mut self) {
        // Atoms hang on those before them only.
        for index in 0..self.n_atoms {
            let Atom { kind, form, divisor, .. } = self.atoms[index];
            self.atoms[index].range = self.division_range(kind, &form, divisor);
        }
    }

    /// The only value that a form may take.
    pub(super) fn single(&self, form: &Form) -> Option<i64> {
        if form.n_terms() == 0 {
            return Some(form.constant);
        }
        let (lo, hi) = self.range(form);
        (lo == hi).then(|| i64::try_from(lo).ok()).flatten()
    }

    /// `floordiv(dividend, divisor)` by a positive number.
    pub(super) fn floor_div(&mut self, dividend: Form, divisor: i64) -> Res<Form> {
        if let Some(constant) = dividend.as_constant() {
            return Ok(Form::constant(floor_div(constant, divisor)));
        }
        if divisor == 1 {
            return Ok(dividend);
        }
        let (mut whole, mut rest) = (dividend, dividend);
        whole.retain(|factor| factor % divisor == 0);
        rest.retain(|factor| factor % divisor != 0);
        let whole = whole.divide_factors(divisor, floor_div(dividend.constant, divisor));
        rest.constant = dividend.constant.rem_euclid(divisor);
        let (lo, hi) = self.range(&rest);
        let wide = i128::from(divisor);
        if lo.div_euclid(wide) == hi.div_euclid(wide) {
            return whole.plus(number(lo.div_euclid(wide))?);
        }
        let common = gcd(rest.gcd(), divisor);
        let rest = rest.divide_factors(common, floor_div(rest.constant, common));
        let divisor = divisor / common;
        if divisor == 1 {
            return whole.sum(&rest);
        }
        if let Some((symbol, 1)) = rest.as_single()
            && let Some(Atom { kind: AtomKind::FloorDiv, form, divisor: first, .. }) =
                self.atom(symbol).copied()
        {
            // A quotient of a quotient is one quotient; the inner one has no common factor, but
            // the outer may have with it, so that it is folded again.
            let shift = number(i128::from(first) * i128::from(rest.constant))?;
            let divisor = number(i128::from(first) * i128::from(divisor))?;
            let inner = self.divide_once(form.plus(shift)?, divisor)?;
            return whole.sum(&inner);
        }
        let atom = self.intern(AtomKind::FloorDiv, rest, divisor)?;
        whole.sum(&Form::symbol(atom))
    }

    /// A quotient whose dividend is no quotient.
    fn divide_once(&mut self, dividend: Form, divisor: i64) -> Res<Form> {
        let (lo, hi) = self.range(&dividend);
        let wide = i128::from(divisor);
        if lo.div_euclid(wide) == hi.div_euclid(wide) {
            return Ok(Form::constant(number(lo.div_euclid(wide))?));
        }
        let (mut whole, mut rest) = (dividend, dividend);
        whole.retain(|factor| factor % divisor == 0);
        rest.retain(|factor| factor % divisor != 0);
        let whole = whole.divide_factors(divisor, floor_div(dividend.constant, divisor));
        rest.constant = dividend.constant.rem_euclid(divisor);
        let (lo, hi) = self.range(&rest);
        if lo.div_euclid(wide) == hi.div_euclid(wide) {
            return whole.plus(number(lo.div_euclid(wide))?);
        }
        let common = gcd(rest.gcd(), divisor);
        let rest = rest.divide_factors(common, floor_div(rest.constant, common));
        if divisor == common {
            return whole.sum(&rest);
        }
        let atom = self.intern(AtomKind::FloorDiv, rest, divisor / common)?;
        whole.sum(&Form::symbol(atom))
    }

    /// `mod(dividend, divisor)` by a positive number.
    pub(super) fn modulo(&mut self, dividend: Form, divisor: i64) -> Res<Form> {
        if let Some(constant) = dividend.as_constant() {
            return Ok(Form::constant(constant.rem_euclid(divisor)));
        }
        if divisor == 1 {
            return Ok(Form::ZERO);
        }
        let mut rest = dividend;
        rest.map_factors(|factor| factor % divisor);
        rest.constant = rest.constant.rem_euclid(divisor);
        let (lo, hi) = self.range(&rest);
        let wide = i128::from(divisor);
        if lo.div_euclid(wide) == hi.div_euclid(wide) {
            return rest.plus(number(-lo.div_euclid(wide) * wide)?);
        }
        let common = gcd(rest.gcd(), divisor);
        let (constant, remainder) =
            (floor_div(rest.constant, common), rest.constant.rem_euclid(common));
        let rest = rest.divide_factors(common, constant);
        let divisor = divisor / common;
        if divisor == 1 {
            return Ok(Form::constant(remainder));
        }
        let atom = self.intern(AtomKind::Mod, rest, divisor)?;
        Form::symbol(atom).scale(common)?.plus(remainder)
    }

    fn intern(&mut self, kind: AtomKind, form: Form, divisor: i64) -> Res<Symbol> {
        let range = self.division_range(kind, &form, divisor);
        number(range.0)?;
        number(range.1)?;
        let same =
            |atom: &Atom| atom.kind == kind && atom.divisor == divisor && atom.form.same(&form);
        let position = match self.atoms().iter().position(same) {
            Some(position) => position,
            None => {
                let slot = self.atoms.get_mut(self.n_atoms).ok_or(Stop::Size)?;
                *slot = Atom { kind, form, divisor, range };
                self.n_atoms += 1;
                self.n_atoms - 1
            }
        };
        Symbol::try_from(VARS + position).map_err(|_| Stop::Size)
    }

    /// A comparison as far as the bounds decide it.
    pub(super) fn compare(&self, relation: Relation, form: Form) -> Res<Decided> {
        match relation {
            Relation::Le => self.at_most_zero(form),
            Relation::Eq => Ok(self.zero(form)),
            Relation::Ne => Ok(match self.zero(form) {
                Decided::Always(value) => Decided::Always(!value),
                Decided::Open(pred) => Decided::Open(Pred { relation, ..pred }),
            }),
        }
    }

    fn zero(&self, form: Form) -> Decided {
        let (lo, hi) = self.range(&form);
        if lo > 0 || hi < 0 {
            return Decided::Always(false);
        }
        let common = form.gcd();
        if common == 0 {
            return Decided::Always(form.constant == 0);
        }
        if lo == 0 && hi == 0 {
            return Decided::Always(true);
        }
        if form.constant % common != 0 {
            return Decided::Always(false);
        }
        let form = form.divide_factors(common, form.constant / common);
        Decided::Open(Pred { relation: Relation::Eq, form })
    }

    fn at_most_zero(&self, form: Form) -> Res<Decided> {
        let mut form = form;
        loop {
            let (lo, hi) = self.range(&form);
            if hi <= 0 {
                return Ok(Decided::Always(true));
            }
            if lo > 0 {
                return Ok(Decided::Always(false));
            }
            let common = form.gcd();
            if common > 1 {
                form = form.divide_factors(common, -floor_div(-form.constant, common));
            }
            if let Some(coarser) = self.without_slack(&form)? {
                form = coarser;
                continue;
            }
            match self.without_quotient(&form)? {
                Some(resolved) => form = resolved,
                None => return Ok(Decided::Open(Pred { relation: Relation::Le, form })),
            }
        }
    }

    /// `32*x + y - 31 <= 0` is `x <= 0` where `y` is below 32: the form without such a `y`.
    fn without_slack(&self, form: &Form) -> Res<Option<Form>> {
        if form.n_terms() < 2 {
            return Ok(None);
        }
        for (_, factor) in form.terms() {
            let step = factor.abs();
            if step <= 1 {
                continue;
            }
            let (mut slack, mut whole) = (*form, *form);
            slack.retain(|factor| factor % step != 0);
            whole.retain(|factor| factor % step == 0);
            let (lo, hi) = self.range(&slack);
            let wide = i128::from(step);
            let most = ((-hi).div_euclid(wide), (-lo).div_euclid(wide));
            if most.0 == most.1 {
                return Ok(Some(whole.divide_factors(step, number(-most.0)?)));
            }
        }
        Ok(None)
    }

    /// `x <= floordiv(a, k)` as `k*x <= a`, and `floordiv(a, k) <= x` as `a < k*(x + 1)`.
    fn without_quotient(&self, form: &Form) -> Res<Option<Form>> {
        // Trip counts come with a negative factor; resolving them first keeps the other factors.
        for negative in [true, false] {
            for (symbol, factor) in form.terms() {
                let Some(Atom { kind: AtomKind::FloorDiv, form: inner, divisor, .. }) =
                    self.atom(symbol)
                else {
                    continue;
                };
                if factor.abs() != 1 || (factor < 0) != negative {
                    continue;
                }
                let slack = if factor > 0 { 1 - divisor } else { 0 };
                let mut scaled = form.without(symbol).scale(*divisor)?.plus(slack)?;
                scaled.add_scaled(factor, inner)?;
                return Ok(Some(scaled));
            }
        }
        Ok(None)
    }
}
