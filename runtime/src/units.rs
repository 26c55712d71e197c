//! Units: bytes, virtual time, and rates, as integers with stated rounding.
//!
//! Time is counted in picoseconds, so that one byte over the fastest link is still a whole number
//! of them; 64 bits hold 213 days. `+` and sums saturate instead of wrapping: a statistic that
//! would not fit reads "at least", and an engine refuses to schedule at [`Picos::MAX`]. Accounting
//! that must be exact uses the `checked_*` functions.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use serde::Serialize;

/// Picoseconds in a second.
pub const PICOS_PER_SEC: u64 = 1_000_000_000_000;

macro_rules! amount {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl $name {
            /// Nothing.
            pub const ZERO: $name = $name(0);
            /// The largest value; sums stop here.
            pub const MAX: $name = $name(u64::MAX);

            /// Sum, or `None` if it does not fit.
            #[must_use]
            pub fn checked_add(self, other: $name) -> Option<$name> {
                self.0.checked_add(other.0).map($name)
            }

            /// Difference, or `None` if it were negative.
            #[must_use]
            pub fn checked_sub(self, other: $name) -> Option<$name> {
                self.0.checked_sub(other.0).map($name)
            }

            /// Difference, at least zero.
            #[must_use]
            pub fn saturating_sub(self, other: $name) -> $name {
                $name(self.0.saturating_sub(other.0))
            }
        }

        impl Add for $name {
            type Output = $name;
            fn add(self, other: $name) -> $name {
                $name(self.0.saturating_add(other.0))
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: $name) {
                *self = *self + other;
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = $name>>(items: I) -> $name {
                items.fold($name::ZERO, Add::add)
            }
        }
    };
}

amount!(
    /// A number of bytes.
    Bytes
);
amount!(
    /// A point in virtual time, or a span of it, in picoseconds.
    Picos
);

/// Bytes per second; never zero where it comes from a [`crate::topology::Topology`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct BytesPerSec(pub u64);

/// Floating-point operations per second; never zero where it comes from a topology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct FlopsPerSec(pub u64);

impl BytesPerSec {
    /// Time to move so many bytes, rounded up; [`Picos::MAX`] if it does not fit.
    #[must_use]
    pub fn time_for(self, bytes: Bytes) -> Picos {
        duration(bytes.0, self.0)
    }
}

impl FlopsPerSec {
    /// Time to do so many operations, rounded up; [`Picos::MAX`] if it does not fit.
    #[must_use]
    pub fn time_for(self, flops: u64) -> Picos {
        duration(flops, self.0)
    }
}

fn duration(amount: u64, per_second: u64) -> Picos {
    if amount == 0 {
        return Picos::ZERO;
    }
    if per_second == 0 {
        return Picos::MAX;
    }
    let picos = (u128::from(amount) * u128::from(PICOS_PER_SEC)).div_ceil(u128::from(per_second));
    Picos(u64::try_from(picos).unwrap_or(u64::MAX))
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&scaled(self.0, 1024, &["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]))
    }
}

impl fmt::Display for Picos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&scaled(self.0, 1000, &["ps", "ns", "us", "ms", "s", "ks", "Ms"]))
    }
}

impl fmt::Display for BytesPerSec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&scaled(self.0, 1000, &["B/s", "KB/s", "MB/s", "GB/s", "TB/s", "PB/s", "EB/s"]))
    }
}

impl fmt::Display for FlopsPerSec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = ["FLOP/s", "KFLOP/s", "MFLOP/s", "GFLOP/s", "TFLOP/s", "PFLOP/s", "EFLOP/s"];
        f.pad(&scaled(self.0, 1000, &units))
    }
}

/// The value in the largest unit that keeps it at least 1: without decimals if it is whole, else
/// with two, rounded half up.
fn scaled(value: u64, step: u64, units: &[&str]) -> String {
    let mut scale: u128 = 1;
    let mut unit = 0;
    while unit + 1 < units.len() && u128::from(value) >= scale * u128::from(step) {
        scale *= u128::from(step);
        unit += 1;
    }
    let hundredths = (u128::from(value) * 200 + scale) / (2 * scale);
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    if u128::from(value).is_multiple_of(scale) {
        format!("{whole} {}", units[unit])
    } else {
        format!("{whole}.{rest:02} {}", units[unit])
    }
}

/// A kind of quantity that can be written as text: its name for messages and its units.
#[derive(Clone, Copy, Debug)]
pub struct Quantity {
    /// What is expected, as a phrase: `a size such as "64 GiB"`.
    pub expected: &'static str,
    /// Units and how many of the base unit each is.
    pub units: &'static [(&'static str, u64)],
}

/// Sizes, in bytes.
pub const SIZE: Quantity = Quantity {
    expected: "a size such as \"64 GiB\", more than zero",
    units: &[
        ("B", 1),
        ("KB", 1_000),
        ("MB", 1_000_000),
        ("GB", 1_000_000_000),
        ("TB", 1_000_000_000_000),
        ("KiB", 1 << 10),
        ("MiB", 1 << 20),
        ("GiB", 1 << 30),
        ("TiB", 1 << 40),
    ],
};

/// Transfer rates, in bytes per second.
pub const BANDWIDTH: Quantity = Quantity {
    expected: "a rate such as \"25 GB/s\", more than zero",
    units: &[
        ("B/s", 1),
        ("KB/s", 1_000),
        ("MB/s", 1_000_000),
        ("GB/s", 1_000_000_000),
        ("TB/s", 1_000_000_000_000),
        ("GiB/s", 1 << 30),
    ],
};

/// Arithmetic rates, in operations per second.
pub const FLOPS: Quantity = Quantity {
    expected: "a rate such as \"60 TFLOP/s\", more than zero",
    units: &[
        ("FLOP/s", 1),
        ("GFLOP/s", 1_000_000_000),
        ("TFLOP/s", 1_000_000_000_000),
        ("PFLOP/s", 1_000_000_000_000_000),
    ],
};

/// Spans of time, in picoseconds.
pub const DURATION: Quantity = Quantity {
    expected: "a time such as \"1.5 us\", zero or more",
    units: &[
        ("ps", 1),
        ("ns", 1_000),
        ("us", 1_000_000),
        ("ms", 1_000_000_000),
        ("s", 1_000_000_000_000),
    ],
};

impl Quantity {
    /// Reads a decimal number and a unit, `1.5 GiB`, into base units, rounded down.
    ///
    /// `None` if the text is not of that form or the value does not fit.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<u64> {
        let text = text.trim();
        let split = text.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (number, unit) = text.split_at(split);
        let (_, scale) = self.units.iter().find(|(name, _)| *name == unit.trim())?;
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        if whole.is_empty() || fraction.is_empty() || fraction.len() > 12 {
            return None;
        }
        let denominator = 10u128.pow(u32::try_from(fraction.len()).ok()?);
        let whole: u64 = whole.parse().ok()?;
        let fraction: u64 = fraction.parse().ok()?;
        let numerator = u128::from(whole) * denominator + u128::from(fraction);
        u64::try_from(numerator.checked_mul(u128::from(*scale))? / denominator).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_rounded_up() {
        assert_eq!(BytesPerSec(3).time_for(Bytes(1)), Picos(333_333_333_334));
        assert_eq!(BytesPerSec(3).time_for(Bytes(0)), Picos::ZERO);
        assert_eq!(BytesPerSec(1).time_for(Bytes::MAX), Picos::MAX);
        assert_eq!(FlopsPerSec(1_000_000_000_000).time_for(7), Picos(7));
    }

    #[test]
    fn amounts_print_in_the_largest_fitting_unit() {
        assert_eq!(Bytes(65_536).to_string(), "64 KiB");
        assert_eq!(Bytes(1_600).to_string(), "1.56 KiB");
        assert_eq!(Bytes(0).to_string(), "0 B");
        assert_eq!(Bytes::MAX.to_string(), "16.00 EiB");
        assert_eq!(Picos(1_500).to_string(), "1.50 ns");
        assert_eq!(BytesPerSec(25_000_000_000).to_string(), "25 GB/s");
    }

    #[test]
    fn quantities_are_read_exactly() {
        assert_eq!(SIZE.parse("64 GiB"), Some(64 << 30));
        assert_eq!(SIZE.parse("1.5KiB"), Some(1_536));
        assert_eq!(DURATION.parse("0.5 ps"), Some(0));
        for bad in ["", "GiB", "64", "64 gib", "-1 B", "1.2.3 B", ". B", "1e3 B", "99999999999 TiB"]
        {
            assert_eq!(SIZE.parse(bad), None, "{bad}");
        }
    }
}
