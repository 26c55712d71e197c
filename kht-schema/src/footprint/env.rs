//! Builders of atoms and conditions that fold whatever the bounds of the variables decide.
//!
//! Folding is what makes most formulas affine: `mod(tid.x, 32)` is `tid.x` in a block of 32,
//! `wrap(32, e)` is `e` where `e` fits, `max(1, n)` is `n` where `n` is positive.

use std::rc::Rc;

use smallvec::SmallVec;

use super::interval::Interval;
use super::linear::{Atom, Linear, Node, Res, Slot, Stop, gcd};
use super::memory::Memory;
use super::pred::Pred;
use super::reason::Reason;
use super::region::Bounds;
use super::tabulate::Table;
use crate::expr::build::{floor_div, floor_mod, fold_bit};
use crate::expr::{BitOp, ScalarType};

/// What formulas are folded with.
#[derive(Clone, Copy)]
pub(super) struct Env<'a> {
    /// Values that can be loaded.
    pub(super) memory: &'a Memory<'a>,
    /// Bounds of the variables.
    pub(super) bounds: &'a Bounds,
}

/// Forms of which one or all are to be at most zero, each with a condition beside it or none.
struct Resolved {
    sides: Vec<(Pred, Linear)>,
    all: bool,
}

impl Env<'_> {
    /// All values that a form may take.
    pub(super) fn range(&self, linear: &Linear) -> Interval {
        let constant = Interval::point(linear.constant);
        let vars = linear
            .vars
            .iter()
            .fold(constant, |sum, (var, factor)| sum.add(self.bounds.of(*var).scale(*factor)));
        linear
            .atoms
            .iter()
            .fold(vars, |sum, (node, factor)| sum.add(self.atom_range(node).scale(*factor)))
    }

    /// All values that an atom may take.
    pub(super) fn atom_range(&self, node: &Node) -> Interval {
        match &node.atom {
            Atom::FloorDiv(a, divisor) => self.range(a).floor_div(*divisor),
            Atom::Mod(a, divisor) => self.range(a).remainder(Interval::point(*divisor)),
            Atom::Quotient(a, b) => self.range(a).quotient(self.range(b)),
            Atom::Remainder(a, b) => self.range(a).remainder(self.range(b)),
            Atom::Product(a, b) if a == b => {
                let square = self.range(a).mul(self.range(b));
                Interval { lo: square.lo.max(0), hi: square.hi }
            }
            Atom::Product(a, b) => self.range(a).mul(self.range(b)),
            Atom::Min(a, b) => {
                let (a, b) = (self.range(a), self.range(b));
                Interval { lo: a.lo.min(b.lo), hi: a.hi.min(b.hi) }
            }
            Atom::Max(a, b) => {
                let (a, b) = (self.range(a), self.range(b));
                Interval { lo: a.lo.max(b.lo), hi: a.hi.max(b.hi) }
            }
            Atom::Select(_, a, b) => self.range(a).join(self.range(b)),
            Atom::Bit(op, a, b) => bit_range(*op, self.range(a), self.range(b)),
            Atom::Load(slot, offset, ty) => {
                let of_type = type_range(*ty);
                self.memory.values(*slot, *ty, self.range(offset), offset.gcd()).unwrap_or(of_type)
            }
            Atom::Table(table, _) => table.range(),
            Atom::Opaque(range, ..) => *range,
        }
    }

    /// `floordiv(dividend, divisor)` by a positive constant.
    pub(super) fn floor_div(&self, dividend: Linear, divisor: i128) -> Res<Linear> {
        if let Some(constant) = dividend.as_constant() {
            return Ok(Linear::constant(floor_div(constant, divisor)));
        }
        let (whole, rest) = split_multiples(dividend, divisor);
        let range = self.range(&rest).floor_div(divisor);
        if let Some(quotient) = range.single() {
            return whole.plus(quotient);
        }
        let common = gcd(rest.gcd(), divisor);
        let constant = floor_div(rest.constant, common);
        let (rest, divisor) = (rest.divide_factors(common, constant), divisor / common);
        if divisor == 1 {
            return whole.sum(&rest);
        }
        if let [(node, 1)] = &rest.atoms[..]
            && rest.vars.is_empty()
            && let Atom::FloorDiv(inner, first) = &node.atom
            && let (Some(shift), Some(product)) =
                (first.checked_mul(rest.constant), first.checked_mul(divisor))
        {
            return whole.sum(&self.floor_div(inner.clone().plus(shift)?, product)?);
        }
        whole.sum(&Linear::atom(Atom::FloorDiv(rest, divisor)))
    }

    /// `mod(dividend, divisor)` by a positive constant.
    pub(super) fn modulo(&self, dividend: Linear, divisor: i128) -> Res<Linear> {
        if let Some(constant) = dividend.as_constant() {
            return Ok(Linear::constant(floor_mod(constant, divisor)));
        }
        let mut rest = dividend;
        rest.vars.retain(|(_, factor)| {
            *factor %= divisor;
            *factor != 0
        });
        rest.atoms.retain(|(_, factor)| {
            *factor %= divisor;
            *factor != 0
        });
        rest.constant = floor_mod(rest.constant, divisor);
        if let Some(quotient) = self.range(&rest).floor_div(divisor).single() {
            let back = quotient.checked_mul(-divisor).ok_or(Stop::Overflow)?;
            return rest.plus(back);
        }
        let common = gcd(rest.gcd(), divisor);
        let (constant, remainder) =
            (floor_div(rest.constant, common), floor_mod(rest.constant, common));
        let (rest, divisor) = (rest.divide_factors(common, constant), divisor / common);
        if divisor == 1 {
            return Ok(Linear::constant(remainder));
        }
        Linear::atom(Atom::Mod(rest, divisor)).scale(common)?.plus(remainder)
    }

    /// `floordiv(dividend, divisor)`.
    pub(super) fn quotient(&self, dividend: Linear, divisor: Linear) -> Res<Linear> {
        match divisor.as_constant() {
            Some(0) => Ok(self.memory.unknown(Interval::ALL, Reason::ZeroDivisor)),
            Some(constant @ 1..) => self.floor_div(dividend, constant),
            Some(constant) => {
                let constant = constant.checked_neg().ok_or(Stop::Overflow)?;
                self.floor_div(dividend.negate()?, constant)
            }
            None => {
                let range = self.range(&dividend).quotient(self.range(&divisor));
                Ok(match range.single() {
                    Some(value) => Linear::constant(value),
                    None => Linear::atom(Atom::Quotient(dividend, divisor)),
                })
            }
        }
    }

    /// `mod(dividend, divisor)`.
    pub(super) fn remainder(&self, dividend: Linear, divisor: Linear) -> Res<Linear> {
        match divisor.as_constant() {
            Some(0) => Ok(self.memory.unknown(Interval::ALL, Reason::ZeroDivisor)),
            Some(constant @ 1..) => self.modulo(dividend, constant),
            Some(constant) => {
                let constant = constant.checked_neg().ok_or(Stop::Overflow)?;
                self.modulo(dividend.negate()?, constant)?.negate()
            }
            None => Ok(Linear::atom(Atom::Remainder(dividend, divisor))),
        }
    }

    /// `wrap(bits, value)`, as a remainder.
    pub(super) fn wrap(&self, bits: u32, value: Linear) -> Res<Linear> {
        let half = 1_i128 << (bits - 1);
        if self.range(&value).within(Interval { lo: -half, hi: half - 1 }) {
            return Ok(value);
        }
        self.modulo(value.plus(half)?, half * 2)?.plus(-half)
    }

    /// Product of two forms.
    pub(super) fn product(&self, a: Linear, b: Linear) -> Res<Linear> {
        if let Some(factor) = a.as_constant() {
            return b.scale(factor);
        }
        if let Some(factor) = b.as_constant() {
            return a.scale(factor);
        }
        // A sum that is shifted by a constant: the constant part is linear.
        let mut sum = a.clone().scale(b.constant)?;
        let (mut left, mut right) = (a, b);
        right.constant = 0;
        sum.add_scaled(left.constant, &right)?;
        left.constant = 0;
        let (left, right) = if left <= right { (left, right) } else { (right, left) };
        sum.sum(&Linear::atom(Atom::Product(left, right)))
    }

    /// Smaller of two forms.
    pub(super) fn min(&self, a: Linear, b: Linear) -> Res<Linear> {
        let difference = self.range(&a.clone().difference(&b)?);
        Ok(match difference {
            range if range.hi <= 0 => a,
            range if range.lo >= 0 => b,
            _ if a <= b => Linear::atom(Atom::Min(a, b)),
            _ => Linear::atom(Atom::Min(b, a)),
        })
    }

    /// Larger of two forms.
    pub(super) fn max(&self, a: Linear, b: Linear) -> Res<Linear> {
        let difference = self.range(&a.clone().difference(&b)?);
        Ok(match difference {
            range if range.hi <= 0 => b,
            range if range.lo >= 0 => a,
            _ if a <= b => Linear::atom(Atom::Max(a, b)),
            _ => Linear::atom(Atom::Max(b, a)),
        })
    }

    /// `a` where the condition holds, else `b`.
    pub(super) fn select(&self, cond: Pred, a: Linear, b: Linear) -> Linear {
        match cond {
            Pred::Const(true) => a,
            Pred::Const(false) => b,
            _ if a == b => a,
            cond => Linear::atom(Atom::Select(cond, a, b)),
        }
    }

    /// A bit operation; turned into sums, products and quotients where it is one.
    pub(super) fn bit(&self, op: BitOp, a: Linear, b: Linear) -> Res<Linear> {
        if let (Some(x), Some(y)) = (a.as_constant(), b.as_constant()) {
            return Ok(match fold_bit(op, x, y) {
                Some(value) => Linear::constant(value),
                None => self.memory.unknown(Interval::ALL, Reason::Shift),
            });
        }
        let (a, b) = if a.as_constant().is_some() && !matches!(op, BitOp::Shl | BitOp::Shr) {
            (b, a)
        } else {
            (a, b)
        };
        match (op, b.as_constant()) {
            (BitOp::Shl, Some(shift @ 0..64)) => return a.scale(1 << shift),
            (BitOp::Shr, Some(shift @ 0..64)) => return self.floor_div(a, 1 << shift),
            (BitOp::And, Some(mask)) => {
                if let Some(result) = self.mask(&a, mask)? {
                    return Ok(result);
                }
            }
            (BitOp::Xor, Some(-1)) => return a.negate()?.plus(-1),
            (BitOp::Or | BitOp::Xor, _) if self.disjoint_bits(&a, &b) => return a.sum(&b),
            _ => {}
        }
        let (a, b) = match op {
            BitOp::And | BitOp::Or | BitOp::Xor if b < a => (b, a),
            _ => (a, b),
        };
        Ok(Linear::atom(Atom::Bit(op, a, b)))
    }

    /// `and(value, mask)` for a mask whose ones are contiguous: a difference of remainders.
    fn mask(&self, value: &Linear, mask: i128) -> Res<Option<Linear>> {
        if mask == 0 {
            return Ok(Some(Linear::default()));
        }
        let low = 1_i128.checked_shl(mask.trailing_zeros()).ok_or(Stop::Overflow)?;
        let Some(end) = mask.checked_add(low) else { return Ok(None) };
        let upper = match end {
            0 => value.clone(),
            _ if end > 0 && end & (end - 1) == 0 => self.modulo(value.clone(), end)?,
            _ => return Ok(None),
        };
        let lower = if low == 1 { Linear::default() } else { self.modulo(value.clone(), low)? };
        Ok(Some(upper.difference(&lower)?))
    }

    /// Whether no bit can be set in both.
    fn disjoint_bits(&self, a: &Linear, b: &Linear) -> bool {
        matches!(
            (self.possible_bits(a), self.possible_bits(b)),
            (Some(a), Some(b)) if a & b == 0
        )
    }

    /// Bits that may be set; `None` if the value may be negative or has no bound.
    fn possible_bits(&self, linear: &Linear) -> Option<i128> {
        let range = self.range(linear);
        if range.lo < 0 || !range.is_finite() {
            return None;
        }
        let vars = linear.vars.iter().map(|(var, factor)| (self.bounds.of(*var), *factor));
        let atoms = linear.atoms.iter().map(|(node, factor)| (self.atom_range(node), *factor));
        let mut bits = linear.constant;
        for (range, factor) in vars.chain(atoms) {
            let low = factor & factor.wrapping_neg();
            let top = range.hi.checked_mul(factor)?;
            let own = (ones_below(top)?) & !(low - 1);
            if range.lo < 0 || factor < 0 || bits & own != 0 {
                // Carries are possible: all bits below the largest value, down to the lowest.
                let step = linear.gcd() | linear.constant;
                let low = step & step.wrapping_neg();
                return Some(ones_below(self.range(linear).hi)? & !(low - 1));
            }
            bits |= own;
        }
        Some(bits)
    }

    /// The value of a type at a byte from where a pointer points to.
    pub(super) fn load(&self, slot: Slot, offset: Linear, ty: ScalarType) -> Linear {
        if let Some(reason) = self.memory.refusal(slot) {
            return self.memory.unknown(type_range(ty), reason);
        }
        match offset.as_constant() {
            None => Linear::atom(Atom::Load(slot, offset, ty)),
            Some(constant) => match self.memory.read(slot, constant, ty) {
                Some(value) => Linear::constant(value),
                None => self.memory.unknown(type_range(ty), Reason::load(slot, constant)),
            },
        }
    }

    /// The value of a table at an index.
    pub(super) fn table(&self, table: &Table, index: Linear) -> Linear {
        match index.as_constant() {
            None => Linear::atom(Atom::Table(table.clone(), index)),
            Some(constant) => match table.at(constant) {
                Some(value) => Linear::constant(value),
                None => self.memory.unknown(Interval::ALL, Reason::Steps),
            },
        }
    }

    /// The form is at most zero.
    pub(super) fn le(&self, linear: Linear) -> Res<Pred> {
        let range = self.range(&linear);
        if range.hi <= 0 {
            return Ok(Pred::Const(true));
        }
        if range.lo > 0 {
            return Ok(Pred::Const(false));
        }
        let common = linear.gcd();
        let linear = if common > 1 {
            let constant = linear.constant.checked_neg().ok_or(Stop::Overflow)?;
            linear.divide_factors(common, -floor_div(constant, common))
        } else {
            linear
        };
        if let Some(coarser) = self.without_slack(&linear)? {
            return self.le(coarser);
        }
        // Trip counts come with a negative factor; resolving them first keeps the other factors.
        let mut positions: SmallVec<[usize; 4]> = (0..linear.atoms.len()).collect();
        positions.sort_by_key(|position| linear.atoms[*position].1 > 0);
        for position in positions {
            if let Some(pred) = self.le_without_atom(&linear, position)? {
                return Ok(pred);
            }
        }
        Ok(Pred::Le(linear))
    }

    /// `32*x + y - 31 <= 0` is `x <= 0` where `y` is below 32: the form without such a `y`.
    fn without_slack(&self, linear: &Linear) -> Res<Option<Linear>> {
        if linear.vars.len() + linear.atoms.len() < 2 {
            return Ok(None);
        }
        let steps = linear.vars.iter().map(|term| term.1).chain(linear.atoms.iter().map(|t| t.1));
        for step in steps.map(i128::abs).filter(|step| *step > 1) {
            let mut slack = linear.clone();
            slack.vars.retain(|(_, factor)| *factor % step != 0);
            slack.atoms.retain(|(_, factor)| *factor % step != 0);
            let most = self.range(&slack).scale(-1).floor_div(step);
            let Some(limit) = most.single() else { continue };
            let mut whole = linear.clone();
            whole.vars.retain(|(_, factor)| *factor % step == 0);
            whole.atoms.retain(|(_, factor)| *factor % step == 0);
            return Ok(Some(whole.divide_factors(step, -limit)));
        }
        Ok(None)
    }

    /// `rest + factor*atom <= 0` with the atom resolved into conditions on its arguments.
    fn le_without_atom(&self, linear: &Linear, position: usize) -> Res<Option<Pred>> {
        let Some(Resolved { sides, all }) = self.without_atom(linear, position)? else {
            return Ok(None);
        };
        let mut preds = Vec::with_capacity(sides.len());
        for (beside, side) in sides {
            let own = self.le(side)?;
            preds.push(Pred::and([beside, own]));
        }
        Ok(Some(if all { Pred::and(preds) } else { Pred::or(preds) }))
    }

    /// What is to be at most zero where an atom is resolved. Apart, so that little of the stack is
    /// in use while its arguments are resolved.
    fn without_atom(&self, linear: &Linear, position: usize) -> Res<Option<Resolved>> {
        let (node, factor) = &linear.atoms[position];
        let side = |part: &Linear| -> Res<Linear> {
            let mut side = linear.clone();
            side.atoms.remove(position);
            side.add_scaled(*factor, part)?;
            Ok(side)
        };
        let (all, sides) = match &node.atom {
            // x <= floordiv(a, k) is k*x <= a; floordiv(a, k) <= x is a < k*(x + 1).
            Atom::FloorDiv(inner, divisor) if factor.abs() == 1 => {
                let scaled = side(&Linear::default())?.scale(*divisor)?;
                let slack = if *factor > 0 { 1 - divisor } else { 0 };
                let mut scaled = scaled.plus(slack)?;
                scaled.add_scaled(*factor, inner)?;
                (true, vec![(Pred::Const(true), scaled)])
            }
            // Conditions with loads are enumerated; apart, they would be so twice.
            Atom::Min(a, b) if *factor < 0 || !node.loads => {
                let sides = [a, b].map(|part| Ok((Pred::Const(true), side(part)?)));
                (*factor < 0, sides.into_iter().collect::<Res<_>>()?)
            }
            Atom::Max(a, b) if *factor > 0 || !node.loads => {
                let sides = [a, b].map(|part| Ok((Pred::Const(true), side(part)?)));
                (*factor > 0, sides.into_iter().collect::<Res<_>>()?)
            }
            Atom::Select(cond, a, b) if !node.loads => {
                let (then, other) = (cond.clone(), cond.clone().negate()?);
                (false, vec![(then, side(a)?), (other, side(b)?)])
            }
            _ => return Ok(None),
        };
        Ok(Some(Resolved { sides, all }))
    }

    /// The two conditions that make up `linear <= 0` by a minimum or maximum in it.
    pub(super) fn alternatives(&self, linear: &Linear) -> Res<Option<Vec<Pred>>> {
        for (position, (node, factor)) in linear.atoms.iter().enumerate() {
            let (a, b) = match &node.atom {
                Atom::Min(a, b) if *factor > 0 => (a, b),
                Atom::Max(a, b) if *factor < 0 => (a, b),
                _ => continue,
            };
            let mut sides = Vec::with_capacity(2);
            for part in [a, b] {
                let mut side = linear.clone();
                side.atoms.remove(position);
                side.add_scaled(*factor, part)?;
                sides.push(self.le(side)?);
            }
            return Ok(Some(sides));
        }
        Ok(None)
    }

    /// The form is zero.
    pub(super) fn eq(&self, linear: Linear) -> Pred {
        if !self.range(&linear).contains(0) {
            return Pred::Const(false);
        }
        let common = linear.gcd();
        if common == 0 {
            return Pred::Const(linear.constant == 0);
        }
        if linear.constant % common != 0 {
            return Pred::Const(false);
        }
        let constant = linear.constant / common;
        Pred::Eq(linear.divide_factors(common, constant))
    }

    /// The form is not zero.
    pub(super) fn ne(&self, linear: Linear) -> Pred {
        match self.eq(linear) {
            Pred::Const(value) => Pred::Const(!value),
            Pred::Eq(linear) => Pred::Ne(linear),
            other => unreachable!("an equality is a constant or an equality, not {other:?}"),
        }
    }
}

/// Values of a type.
pub(super) fn type_range(ty: ScalarType) -> Interval {
    let bits = ty.bytes() * 8;
    if ty.signed() {
        let half = 1_i128 << (bits - 1);
        Interval { lo: -half, hi: half - 1 }
    } else {
        Interval { lo: 0, hi: (1_i128 << bits) - 1 }
    }
}

/// `(a, b)` with `dividend = divisor*a + b`, all factors of `b` not multiples.
fn split_multiples(dividend: Linear, divisor: i128) -> (Linear, Linear) {
    let mut whole = Linear::constant(floor_div(dividend.constant, divisor));
    let mut rest = dividend;
    rest.constant = floor_mod(rest.constant, divisor);
    let whole_factor = |factor: i128| factor % divisor == 0;
    rest.vars.retain(|term| {
        let taken = whole_factor(term.1);
        if taken {
            whole.vars.push(*term);
        }
        !taken
    });
    rest.atoms.retain(|(node, factor)| {
        let taken = whole_factor(*factor);
        if taken {
            whole.atoms.push((Rc::clone(node), *factor));
        }
        !taken
    });
    let constant = whole.constant;
    (whole.divide_factors(divisor, constant), rest)
}

/// The smallest `2^n - 1` that is not below a value.
fn ones_below(value: i128) -> Option<i128> {
    let bits = 128 - value.leading_zeros();
    (bits < 127).then(|| (1 << bits) - 1)
}

fn bit_range(op: BitOp, a: Interval, b: Interval) -> Interval {
    let natural = a.lo >= 0 && b.lo >= 0;
    let power = |hi: i128| ones_below(hi).map_or(super::interval::INFINITY, |ones| ones);
    match op {
        BitOp::And if a.lo >= 0 || b.lo >= 0 => {
            let hi = match (a.lo >= 0, b.lo >= 0) {
                (true, true) => a.hi.min(b.hi),
                (true, false) => a.hi,
                _ => b.hi,
            };
            Interval::new(0, hi)
        }
        BitOp::Or if natural => Interval::new(a.lo.max(b.lo), power(a.hi.max(b.hi))),
        BitOp::Xor if natural => Interval::new(0, power(a.hi.max(b.hi))),
        BitOp::Shl if b.lo >= 0 && b.hi < 64 => a.mul(Interval::new(1 << b.lo, 1 << b.hi)),
        BitOp::Shr if b.lo >= 0 && b.hi < 64 => a.floor_div(1 << b.lo).join(a.floor_div(1 << b.hi)),
        _ => signed_bit_range(op, a, b),
    }
}

/// Range of a bit operation with negative operands: within the bits of the wider one.
fn signed_bit_range(op: BitOp, a: Interval, b: Interval) -> Interval {
    if matches!(op, BitOp::Shl | BitOp::Shr) || !a.is_finite() || !b.is_finite() {
        return Interval::ALL;
    }
    let largest = [a.lo, a.hi, b.lo, b.hi].map(|bound| if bound < 0 { !bound } else { bound });
    match largest.into_iter().max().and_then(ones_below) {
        Some(ones) => Interval::new(!ones, ones),
        None => Interval::ALL,
    }
}
