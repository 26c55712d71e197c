//! Intervals over the integers with open ends, and their arithmetic.

use crate::expr::build::{floor_div, floor_mod, wrap};
use crate::expr::{BitOp, ScalarType};

/// All integers from `lo` to `hi`, both included; `None` where there is no bound.
///
/// It may be empty (`lo > hi`), the range of an expression that never has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Smallest value.
    pub lo: Option<i128>,
    /// Largest value.
    pub hi: Option<i128>,
}

impl Interval {
    /// All integers.
    pub const ALL: Interval = Interval { lo: None, hi: None };

    /// From `lo` to `hi`, both included.
    #[must_use]
    pub fn new(lo: i128, hi: i128) -> Interval {
        Interval { lo: Some(lo), hi: Some(hi) }
    }

    /// One value.
    #[must_use]
    pub fn of_value(value: i128) -> Interval {
        Interval::new(value, value)
    }

    /// All values of a type.
    #[must_use]
    pub fn of_type(ty: ScalarType) -> Interval {
        match (ty.signed(), ty.bytes() * 8) {
            (true, bits) => Interval::signed(bits),
            (false, bits) => Interval::new(0, (1 << bits) - 1),
        }
    }

    /// All signed numbers of that many bits, of which there are 1 to 127.
    #[must_use]
    pub fn signed(bits: u32) -> Interval {
        let half = 1_i128 << (bits.clamp(1, 127) - 1);
        Interval::new(-half, half - 1)
    }

    /// Whether it has the value.
    #[must_use]
    pub fn contains(self, value: i128) -> bool {
        self.lo.is_none_or(|lo| lo <= value) && self.hi.is_none_or(|hi| value <= hi)
    }

    /// Whether all values of `self` are in `other`.
    #[must_use]
    pub fn within(self, other: Interval) -> bool {
        let (lo, hi) = self.ends();
        let (other_lo, other_hi) = other.ends();
        other_lo <= lo && hi <= other_hi
    }

    /// The only value, if there is just one.
    #[must_use]
    pub fn single(self) -> Option<i128> {
        self.lo.filter(|_| self.lo == self.hi)
    }

    /// The smallest interval with all values of both.
    #[must_use]
    pub fn hull(self, other: Interval) -> Interval {
        if self.is_empty() {
            return other;
        }
        if other.is_empty() {
            return self;
        }
        let ((lo, hi), (other_lo, other_hi)) = (self.ends(), other.ends());
        Interval::from_ends(lo.min(other_lo), hi.max(other_hi))
    }

    /// The values that are in both.
    #[must_use]
    pub fn intersect(self, other: Interval) -> Interval {
        let ((lo, hi), (other_lo, other_hi)) = (self.ends(), other.ends());
        Interval::from_ends(lo.max(other_lo), hi.min(other_hi))
    }

    /// Whether it has no value.
    #[must_use]
    pub fn is_empty(self) -> bool {
        let (lo, hi) = self.ends();
        lo > hi
    }

    pub(super) fn ends(self) -> (End, End) {
        (self.lo.map_or(End::NegInf, End::Fin), self.hi.map_or(End::PosInf, End::Fin))
    }

    /// An end beyond 128 bits is replaced by the last value before it, or left open.
    fn from_ends(lo: End, hi: End) -> Interval {
        let lo = match lo {
            End::NegInf => None,
            End::Fin(value) => Some(value),
            End::PosInf => Some(i128::MAX),
        };
        let hi = match hi {
            End::NegInf => Some(i128::MIN),
            End::Fin(value) => Some(value),
            End::PosInf => None,
        };
        Interval { lo, hi }
    }

    fn non_negative(self) -> bool {
        self.lo.is_some_and(|lo| lo >= 0)
    }

    /// The negated values.
    #[must_use]
    pub fn negate(self) -> Interval {
        let (lo, hi) = self.ends();
        Interval::from_ends(hi.negate(), lo.negate())
    }

    /// Sums of two values.
    #[must_use]
    pub fn plus(self, other: Interval) -> Interval {
        let ((lo, hi), (other_lo, other_hi)) = (self.ends(), other.ends());
        Interval::from_ends(lo.plus(other_lo), hi.plus(other_hi))
    }

    /// Products of two values.
    #[must_use]
    pub fn times(self, other: Interval) -> Interval {
        let ((lo, hi), (other_lo, other_hi)) = (self.ends(), other.ends());
        let corners =
            [lo.times(other_lo), lo.times(other_hi), hi.times(other_lo), hi.times(other_hi)];
        let smallest = corners.into_iter().fold(corners[0], End::min);
        let largest = corners.into_iter().fold(corners[0], End::max);
        Interval::from_ends(smallest, largest)
    }

    /// Quotients rounded down, where the divisor is not zero.
    #[must_use]
    pub fn floor_div(self, divisor: Interval) -> Interval {
        let (positive, negative) = divisor.split_signs();
        let up = positive.map(|divisor| self.floor_div_positive(divisor));
        let down = negative.map(|divisor| self.negate().floor_div_positive(divisor.negate()));
        either(up, down)
    }

    /// Remainders with the sign of the divisor, where that is not zero.
    #[must_use]
    pub fn modulo(self, divisor: Interval) -> Interval {
        let (positive, negative) = divisor.split_signs();
        let up = positive.map(|divisor| self.modulo_positive(divisor));
        let down = negative.map(|divisor| self.negate().modulo_positive(divisor.negate()).negate());
        either(up, down)
    }

    /// The positive values and the negative ones.
    fn split_signs(self) -> (Option<Interval>, Option<Interval>) {
        let positive = self.intersect(Interval { lo: Some(1), hi: None });
        let negative = self.intersect(Interval { lo: None, hi: Some(-1) });
        (Some(positive).filter(|i| !i.is_empty()), Some(negative).filter(|i| !i.is_empty()))
    }

    fn floor_div_positive(self, divisor: Interval) -> Interval {
        let ((lo, hi), (small, large)) = (self.ends(), divisor.ends());
        let lo = if lo < End::Fin(0) { lo.floor_div(small) } else { lo.floor_div(large) };
        let hi = if hi < End::Fin(0) { hi.floor_div(large) } else { hi.floor_div(small) };
        Interval::from_ends(lo, hi)
    }

    fn modulo_positive(self, divisor: Interval) -> Interval {
        if let (Some(lo), Some(hi), Some(by)) = (self.lo, self.hi, divisor.single())
            && floor_div(lo, by) == floor_div(hi, by)
        {
            return Interval::new(floor_mod(lo, by), floor_mod(hi, by));
        }
        let largest = Interval { lo: Some(0), hi: divisor.hi.map(|hi| hi - 1) };
        match (self.non_negative(), self.hi, divisor.lo) {
            (true, Some(hi), Some(by)) if hi < by => self,
            (true, Some(hi), _) => largest.intersect(Interval { lo: None, hi: Some(hi) }),
            _ => largest,
        }
    }

    /// Smaller ones of two values.
    #[must_use]
    pub fn smaller(self, other: Interval) -> Interval {
        let ((lo, hi), (other_lo, other_hi)) = (self.ends(), other.ends());
        Interval::from_ends(lo.min(other_lo), hi.min(other_hi))
    }

    /// Larger ones of two values.
    #[must_use]
    pub fn larger(self, other: Interval) -> Interval {
        let ((lo, hi), (other_lo, other_hi)) = (self.ends(), other.ends());
        Interval::from_ends(lo.max(other_lo), hi.max(other_hi))
    }

    /// Values reduced to signed numbers of that many bits.
    #[must_use]
    pub fn wrap(self, bits: u32) -> Interval {
        let all = Interval::signed(bits);
        if self.within(all) {
            return self;
        }
        let (Some(lo), Some(hi)) = (self.lo, self.hi) else {
            return all;
        };
        let (low, high) = (wrap(bits, lo), wrap(bits, hi));
        // Without a jump from the largest number to the smallest in between, order is kept.
        let width = hi.checked_sub(lo);
        let short = width.is_some_and(|width| width < 1_i128 << bits.clamp(1, 126));
        if short && low <= high { Interval::new(low, high) } else { all }
    }

    pub(super) fn bit(self, op: BitOp, other: Interval) -> Interval {
        match op {
            BitOp::And => self.bit_and(other),
            BitOp::Or if self.non_negative() && other.non_negative() => {
                let at_most = self.bit(BitOp::Xor, other).hi;
                Interval { lo: self.larger(other).lo, hi: at_most }
            }
            // The complement turns one into the other.
            BitOp::Or => self.complement().bit_and(other.complement()).complement(),
            BitOp::Xor => match (self.magnitude_bits(), other.magnitude_bits()) {
                (Some(a), Some(b)) => within_bits(a.max(b), self, other),
                _ if self.non_negative() && other.non_negative() => {
                    Interval { lo: Some(0), hi: None }
                }
                _ => Interval::ALL,
            },
            BitOp::Shl => self.times(powers_of_two(other)),
            BitOp::Shr => self.floor_div(powers_of_two(other)),
        }
    }

    fn bit_and(self, other: Interval) -> Interval {
        match (self.non_negative(), other.non_negative()) {
            (true, true) => Interval { lo: Some(0), hi: self.smaller(other).hi },
            (true, false) => Interval { lo: Some(0), hi: self.hi },
            (false, true) => Interval { lo: Some(0), hi: other.hi },
            (false, false) => {
                let bits = self.magnitude_bits().zip(other.magnitude_bits());
                let lo = bits.and_then(|(a, b)| Interval::signed(a.max(b) + 1).lo);
                Interval { lo, hi: self.larger(other).hi.map(|hi| hi.max(-1)) }
            }
        }
    }

    /// `-x - 1` of the values.
    fn complement(self) -> Interval {
        self.negate().plus(Interval::of_value(-1))
    }

    /// The smallest `n <= 125` with all values in `[-2^n, 2^n)`.
    fn magnitude_bits(self) -> Option<u32> {
        let (lo, hi) = (self.lo?, self.hi?);
        let needed = |value: i128| 128 - (value ^ (value >> 127)).leading_zeros();
        Some(needed(lo).max(needed(hi))).filter(|bits| *bits <= 125)
    }
}

/// What an exclusive or of numbers of that many bits can be.
fn within_bits(bits: u32, a: Interval, b: Interval) -> Interval {
    let all = Interval::signed(bits + 1);
    let lo = if a.non_negative() && b.non_negative() { Some(0) } else { all.lo };
    Interval { lo, hi: all.hi }
}

/// `2^n` for the `n` that a shift may have.
fn powers_of_two(shift: Interval) -> Interval {
    let shift = shift.intersect(Interval::new(0, 63));
    match (shift.lo, shift.hi) {
        (Some(lo), Some(hi)) if lo <= hi => Interval::new(1 << lo, 1 << hi),
        // Such a shift has no value, so neither has what it is part of.
        _ => Interval::new(1, 0),
    }
}

fn either(a: Option<Interval>, b: Option<Interval>) -> Interval {
    match (a, b) {
        (Some(a), Some(b)) => a.hull(b),
        (Some(one), None) | (None, Some(one)) => one,
        // Division by zero only: no value.
        (None, None) => Interval::new(1, 0),
    }
}

/// End of an interval, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    NegInf,
    Fin(i128),
    PosInf,
}

impl End {
    fn infinity(positive: bool) -> End {
        if positive { End::PosInf } else { End::NegInf }
    }

    fn negate(self) -> End {
        match self {
            End::NegInf => End::PosInf,
            End::PosInf => End::NegInf,
            End::Fin(value) => value.checked_neg().map_or(End::PosInf, End::Fin),
        }
    }

    /// Two lower or two upper ends, so that opposite infinities never meet.
    fn plus(self, other: End) -> End {
        match (self, other) {
            (End::Fin(a), End::Fin(b)) => a.checked_add(b).map_or(End::infinity(a > 0), End::Fin),
            (End::Fin(_), infinite) | (infinite, _) => infinite,
        }
    }

    fn times(self, other: End) -> End {
        match (self, other) {
            (End::Fin(0), _) | (_, End::Fin(0)) => End::Fin(0),
            (End::Fin(a), End::Fin(b)) => {
                a.checked_mul(b).map_or(End::infinity((a > 0) == (b > 0)), End::Fin)
            }
            (a, b) => End::infinity((a > End::Fin(0)) == (b > End::Fin(0))),
        }
    }

    /// By a divisor of at least one.
    fn floor_div(self, divisor: End) -> End {
        match (self, divisor) {
            (End::Fin(a), End::Fin(b)) => End::Fin(floor_div(a, b)),
            (End::Fin(a), _) => End::Fin(if a < 0 { -1 } else { 0 }),
            (infinite, _) => infinite,
        }
    }
}
