//! Operands of nodes, shared between the formulas that have them.
//!
//! Formulas of one kernel have most of their parts in common. A clone costs a counter; size, hash
//! and the kinds of symbols are found once, when a node is built; and what is the same part in
//! memory compares equal without a look inside.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use rustc_hash::FxHasher;
use triomphe::{Arc, ThinArc};

use super::kinds::Kinds;

/// What can be an operand.
pub trait Operand: Hash {
    /// Number of nodes; `u32::MAX` stands for that many and more.
    fn size(&self) -> u32;

    /// The kinds of symbols that occur.
    fn kinds(&self) -> Kinds;
}

/// One operand.
#[derive(Debug)]
pub struct Shared<T>(Arc<Measured<T>>);

#[derive(Debug)]
struct Measured<T> {
    header: Header,
    value: T,
}

/// A list of operands.
#[derive(Debug)]
pub struct List<T>(ThinArc<Header, T>);

/// What was found when the node was built.
#[derive(Clone, Copy, Debug)]
struct Header {
    hash: u64,
    size: u32,
    kinds: Kinds,
}

impl Header {
    fn of<T: Operand>(operands: &[T]) -> Header {
        let mut hasher = FxHasher::default();
        operands.hash(&mut hasher);
        let size = operands.iter().map(Operand::size).fold(0, u32::saturating_add);
        let kinds = operands.iter().map(Operand::kinds).fold(Kinds::default(), Kinds::union);
        Header { hash: hasher.finish(), size, kinds }
    }
}

impl<T: Operand> Shared<T> {
    /// Makes a value an operand.
    pub fn new(value: T) -> Self {
        let header = Header::of(std::slice::from_ref(&value));
        Shared(Arc::new(Measured { header, value }))
    }
}

impl<T> Shared<T> {
    /// Number of nodes.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.0.header.size
    }

    /// The kinds of symbols that occur.
    #[must_use]
    pub fn kinds(&self) -> Kinds {
        self.0.header.kinds
    }

    fn header(&self) -> Header {
        self.0.header
    }

    fn same_place(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> List<T> {
    /// Number of nodes of all operands together.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.0.header.header.size
    }

    /// The kinds of symbols that occur.
    #[must_use]
    pub fn kinds(&self) -> Kinds {
        self.0.header.header.kinds
    }

    fn header(&self) -> Header {
        self.0.header.header
    }

    fn same_place(&self, other: &Self) -> bool {
        self.0.as_ptr() == other.0.as_ptr()
    }
}

impl<T: Clone> Shared<T> {
    /// The value, copied if other formulas have it as well.
    #[must_use]
    pub fn take(self) -> T {
        match Arc::try_unwrap(self.0) {
            Ok(alone) => alone.value,
            Err(shared) => shared.value.clone(),
        }
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0.value
    }
}

impl<T: fmt::Display> fmt::Display for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.value.fmt(f)
    }
}

impl<T> Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0.slice
    }
}

impl<T: Operand> From<Vec<T>> for List<T> {
    fn from(operands: Vec<T>) -> Self {
        let header = Header::of(&operands);
        List(ThinArc::from_header_and_iter(header, operands.into_iter()))
    }
}

impl<T: Operand> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(operands: I) -> Self {
        operands.into_iter().collect::<Vec<T>>().into()
    }
}

impl<T: Clone> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = Operands<T>;
    fn into_iter(self) -> Operands<T> {
        Operands { list: self, next: 0 }
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.slice.iter()
    }
}

/// The operands of a list, one after the other.
pub struct Operands<T> {
    list: List<T>,
    next: usize,
}

impl<T: Clone> Iterator for Operands<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let operand = self.list.get(self.next)?.clone();
        self.next += 1;
        Some(operand)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.list.len() - self.next;
        (left, Some(left))
    }
}

impl<T: Clone> ExactSizeIterator for Operands<T> {}

// By hand, since derived ones ask for properties of `T` that a counter does not need, or look
// inside where the place in memory says enough.
macro_rules! by_value_or_place {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                $name(self.0.clone())
            }
        }

        impl<T: PartialEq> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                self.same_place(other)
                    || self.header().hash == other.header().hash && **self == **other
            }
        }

        impl<T: Eq> Eq for $name<T> {}

        impl<T: Ord> PartialOrd for $name<T> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl<T: Ord> Ord for $name<T> {
            fn cmp(&self, other: &Self) -> Ordering {
                if self.same_place(other) { Ordering::Equal } else { (**self).cmp(&**other) }
            }
        }

        impl<T> Hash for $name<T> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                state.write_u64(self.header().hash);
            }
        }
    };
}

by_value_or_place!(Shared);
by_value_or_place!(List);
