//! Identifiers: dense indices, valid within one kernel of one table only.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
            JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }

        impl $name {
            /// Position in the list that this id indexes.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A kernel parameter: its position in the signature, from 0.
    ParamId, "arg");
id!(
    /// A loop of a kernel; `itN` in expressions is its iteration, from 0.
    LoopId, "it");
id!(
    /// A static memory instruction of a kernel.
    AccessId, "acc");
id!(
    /// A formula that has a name, `valN` in expressions; see [`crate::NamedValue`].
    ValId, "val");
id!(
    /// A value that is not known, `opqN` in expressions; see [`crate::Opaque`].
    OpqId, "opq");
