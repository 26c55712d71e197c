//! Identifiers: dense indices, valid within one run only.

use std::fmt;

use serde::Serialize;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }

        impl $name {
            /// The id at a position of the list that it indexes.
            #[must_use]
            pub fn from_index(idx: usize) -> $name {
                $name(u32::try_from(idx).expect("lists are limited to 2^32 entries when read"))
            }

            /// Position in the list that this id indexes.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A memory of the topology.
    MemoryId, "mem");
id!(
    /// One direction of a link, or both where they share its bandwidth.
    ChannelId, "chan");
id!(
    /// A buffer of the workload.
    BufferId, "buf");
id!(
    /// A byte range of one buffer that is placed as a unit.
    FragmentId, "frag");
id!(
    /// A launch of the workload, repeats counted one by one, in program order.
    LaunchId, "launch");
id!(
    /// An operation handed to an engine, in the order of submission.
    OpId, "op");
