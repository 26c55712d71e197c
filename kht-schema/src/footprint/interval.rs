//! Intervals of integers, with bounds that saturate at infinity.

use crate::expr::build::floor_div;

/// Bounds of this size or more stand for infinity.
pub(super) const INFINITY: i128 = 1 << 100;

/// All integers from `lo` to `hi`, both included; empty if `lo > hi`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Interval {
    /// Smallest, or `-INFINITY`.
    pub(super) lo: i128,
    /// Largest, or `INFINITY`.
    pub(super) hi: i128,
}

impl Interval {
    /// All integers.
    pub(super) const ALL: Interval = Interval { lo: -INFINITY, hi: INFINITY };

    pub(super) fn new(lo: i128, hi: i128) -> Self {
        Interval { lo: saturate(lo), hi: saturate(hi) }
    }

    pub(super) fn point(value: i128) -> Self {
        Interval::new(value, value)
    }

    /// `[0, count)`.
    pub(super) fn below(count: i128) -> Self {
        Interval::new(0, count - 1)
    }

    pub(super) fn is_empty(self) -> bool {
        self.lo > self.hi
    }

    /// Whether both bounds are known.
    pub(super) fn is_finite(self) -> bool {
        self.lo > -INFINITY && self.hi < INFINITY
    }

    /// The only value, if there is one only.
    pub(super) fn single(self) -> Option<i128> {
        (self.lo == self.hi && self.is_finite()).then_some(self.lo)
    }

    pub(super) fn contains(self, value: i128) -> bool {
        self.lo <= value && value <= self.hi
    }

    pub(super) fn within(self, outer: Interval) -> bool {
        outer.lo <= self.lo && self.hi <= outer.hi
    }

    /// How many integers; `u128::MAX` if there is no end.
    pub(super) fn count(self) -> u128 {
        if self.is_empty() {
            0
        } else if self.is_finite() {
            self.lo.abs_diff(self.hi) + 1
        } else {
            u128::MAX
        }
    }

    pub(super) fn add(self, other: Interval) -> Interval {
        let sum = |a: i128, b: i128, infinity: i128| {
            if a == infinity || b == infinity { infinity } else { saturate(a + b) }
        };
        Interval { lo: sum(self.lo, other.lo, -INFINITY), hi: sum(self.hi, other.hi, INFINITY) }
    }

    pub(super) fn scale(self, factor: i128) -> Interval {
        let (lo, hi) = (times(self.lo, factor), times(self.hi, factor));
        if factor >= 0 { Interval { lo, hi } } else { Interval { lo: hi, hi: lo } }
    }

    pub(super) fn mul(self, other: Interval) -> Interval {
        Interval::hull([
            times(self.lo, other.lo),
            times(self.lo, other.hi),
            times(self.hi, other.lo),
            times(self.hi, other.hi),
        ])
    }

    /// Quotients rounded down, by a positive divisor.
    pub(super) fn floor_div(self, divisor: i128) -> Interval {
        let divide =
            |bound: i128| if bound.abs() >= INFINITY { bound } else { floor_div(bound, divisor) };
        Interval { lo: divide(self.lo), hi: divide(self.hi) }
    }

    /// Quotients rounded down; everything if a divisor may be zero.
    pub(super) fn quotient(self, divisor: Interval) -> Interval {
        if divisor.contains(0) {
            return Interval::ALL;
        }
        if divisor.hi < 0 {
            return self.scale(-1).quotient(divisor.scale(-1));
        }
        // Monotonic in each argument for a fixed sign of the dividend: the corners decide.
        let near = self.floor_div(divisor.lo);
        let far = if divisor.hi >= INFINITY {
            Interval::new(if self.lo < 0 { -1 } else { 0 }, if self.hi < 0 { -1 } else { 0 })
        } else {
            self.floor_div(divisor.hi)
        };
        near.join(far)
    }

    /// Remainders by a divisor, with the sign of the divisor.
    pub(super) fn remainder(self, divisor: Interval) -> Interval {
        if divisor.contains(0) {
            return Interval::ALL;
        }
        if divisor.lo > 0 {
            let hi = if divisor.hi >= INFINITY { INFINITY } else { divisor.hi - 1 };
            Interval::new(0, if self.lo >= 0 { hi.min(self.hi) } else { hi })
        } else {
            let lo = if divisor.lo <= -INFINITY { -INFINITY } else { divisor.lo + 1 };
            Interval::new(lo, 0)
        }
    }

    /// The smallest interval around both.
    pub(super) fn join(self, other: Interval) -> Interval {
        Interval { lo: self.lo.min(other.lo), hi: self.hi.max(other.hi) }
    }

    /// What both have in common.
    pub(super) fn meet(self, other: Interval) -> Interval {
        Interval { lo: self.lo.max(other.lo), hi: self.hi.min(other.hi) }
    }

    fn hull(values: [i128; 4]) -> Interval {
        let [a, b, c, d] = values;
        Interval::new(a.min(b).min(c.min(d)), a.max(b).max(c.max(d)))
    }
}

fn saturate(value: i128) -> i128 {
    value.clamp(-INFINITY, INFINITY)
}

/// Product of two bounds, where zero times infinity is zero.
fn times(a: i128, b: i128) -> i128 {
    let infinite = a.abs() >= INFINITY || b.abs() >= INFINITY;
    match a.checked_mul(b) {
        Some(product) if !infinite || product == 0 => saturate(product),
        _ if (a < 0) == (b < 0) => INFINITY,
        _ => -INFINITY,
    }
}
