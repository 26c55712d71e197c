//! Heat: what the accesses of a pointer add up to, as formulas over the launch.
//!
//! A formula of a heat holds for every launch in which the pointer is not null and the assumptions
//! of its accesses hold. It is exact about what the accesses say, whether or not they say where.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{AccessId, Exactness, Expr, ParamId};

/// Heat of one pointer: what its accesses add up to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heat {
    /// Parameter, and field of a by-value struct.
    pub param: ParamId,
    /// Byte offset of the pointer in a by-value struct.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<u32>,
    /// Loads, and the reading half of atomics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<HeatSide>,
    /// Stores, and the writing half of atomics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write: Option<HeatSide>,
    /// Atomics alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub atomic: Option<HeatSide>,
}

/// One direction of a [`Heat`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeatSide {
    /// Accesses that it sums up.
    pub accesses: Vec<AccessId>,
    /// Bytes moved per launch, counted at each executed access; as in a footprint, those of atomics
    /// count for [`Heat::atomic`] alone. `None` where only the footprint can count them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traffic_bytes: Option<Amount>,
    /// Why the traffic is not one formula; `None` if it is, or if nobody has looked for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncounted: Option<Uncounted>,
    /// The least exact of the accesses.
    pub exactness: Exactness,
}

/// A formula for a number of a launch, or two that it lies between.
///
/// In a document a formula, or `[lo, hi]` (both inclusive).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Amount {
    /// The number.
    Exactly(Expr),
    /// At least the first and at most the second.
    Between(Expr, Expr),
}

impl Amount {
    /// The smallest and the largest that it can be.
    #[must_use]
    pub fn bounds(&self) -> (&Expr, &Expr) {
        match self {
            Amount::Exactly(value) => (value, value),
            Amount::Between(lo, hi) => (lo, hi),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Amount::Exactly(value) => value.fmt(f),
            Amount::Between(lo, hi) => write!(f, "[{lo}, {hi}]"),
        }
    }
}

/// Why a sum over a launch has no formula; the footprint counts it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Uncounted {
    /// Whether or how often an access runs hangs on what buffers hold, differently in each thread.
    Contents,
    /// It hangs on what a loop carries from iteration to iteration.
    Carried,
    /// It hangs on a value that is not known.
    Opaque,
    /// It hangs on indices in a way that no rule sums up.
    Shape,
    /// The size of an access differs from thread to thread.
    Bytes,
    /// The formula would be longer than anyone would read.
    TooLarge,
}

impl fmt::Display for Uncounted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Uncounted::Contents => "hangs on what buffers hold",
            Uncounted::Carried => "hangs on what loops carry",
            Uncounted::Opaque => "hangs on values that are not known",
            Uncounted::Shape => "no rule sums it up",
            Uncounted::Bytes => "sizes differ from thread to thread",
            Uncounted::TooLarge => "formula too large",
        })
    }
}
